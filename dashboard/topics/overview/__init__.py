"""Are we spending as planned, which goals will be missed, what needs attention today."""
