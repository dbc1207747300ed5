"""The documents that were read: what became of each, and the lines that figures were read from."""
