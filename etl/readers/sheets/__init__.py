"""What the formats of sheets share: cells as people see them, and which of them are tables and lines."""
