"""Pieces of a page: values in, Dash elements out. They know no SQL, no clock and no environment."""
