"""Rows that show how a form is filled in: they state nothing."""

from __future__ import annotations

from dataclasses import replace

from etl.blocks import Block, SourceDocument, Table, TableRow, Unread
from etl.vocabulary import is_one_of, words

_CLOSED = {"(": ")", "[": "]", "<": ">"}


def without_examples(source: SourceDocument) -> SourceDocument:
    """Return a document without the rows of its tables that call themselves examples; they are unread."""
    left = [row for table in source.tables for row in table.rows if _is_example(row)]
    if not left:
        return source
    blocks: list[Block] = []
    for block in source.blocks:
        if not isinstance(block, Table):
            blocks.append(block)
        elif rows := tuple(row for row in block.rows if not _is_example(row)):
            blocks.append(replace(block, rows=rows))
    unread = [Unread(row.place, row.raw, "example") for row in left]
    return replace(source, blocks=tuple(blocks), unread=(*source.unread, *unread))


def _is_example(row: TableRow) -> bool:
    first = next((cell for cell in row.cells if cell), "")
    said, closed, _ = first[1:].partition(_CLOSED.get(first[:1], "\n"))
    return bool(closed) and is_one_of(said, words("documents", "example"))
