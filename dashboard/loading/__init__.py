"""Documents that are handed in: read, asked about, tried as a draft, published, taken back.

Each is a folder of files, and what it does is done by a process of its own. So a server may stop at any
moment: what was answered is there, what was published is whole, and what ended in between is told as such.
"""
