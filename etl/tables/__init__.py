"""From any grid to columns with roles and lines in trees, and what proves them. Knows no institution."""
