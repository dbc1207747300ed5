"""Pieces of a page and of its files: values in, elements out. They know no SQL, clock or environment."""
