"""How pages ask the warehouse: which build, which report, each question once, and where a figure was read."""
