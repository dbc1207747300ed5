"""Institutions beside each other: of one fiscal year and month, on one base."""
