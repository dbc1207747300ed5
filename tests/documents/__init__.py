"""Writers of documents: a report, written as text, in every format that offices hold.

A module here has `WRITERS`: for each way to make its format, what turns a report's text into a file. Its name
ends with the format's ending.
"""
