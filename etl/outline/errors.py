"""What goes wrong when a document is recognised."""


class RecognitionError(Exception):
    """A document that cannot be recognised: one line with what, where and the mend."""
