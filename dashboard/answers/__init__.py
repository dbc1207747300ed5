"""What people write beside the figures: why something is late, what is planned, and by when.

The warehouse is built from documents and can be built anew at any time; this is written by people and cannot.
So it stands in a database of its own, and hangs on what stays the same when a report is read again: the
institution, the lineage of a programme or the wording of a goal, and the date that is spoken of.
"""
