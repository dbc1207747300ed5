"""Programmes: the list, and one with its money, course, years and sources."""
