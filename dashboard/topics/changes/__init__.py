"""How one year's directions and programmes became the next's."""
