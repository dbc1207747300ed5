"""What goes wrong when a file is read."""


class ReadError(Exception):
    """A file that cannot be read as a report: one line with what is wrong and the mend."""
