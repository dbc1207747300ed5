"""Writes a report as delimited values, in each encoding."""

from __future__ import annotations

import csv
import io

from tests.documents.spread import spread


def _written(text: str, delimiter: str) -> str:
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=delimiter).writerows(spread(text).rows)
    return held.getvalue()


def write(text: str) -> bytes:
    """Write commas in UTF-8 with its mark, as Excel does."""
    return _written(text, ",").encode("utf-8-sig")


def write_in_cp949(text: str) -> bytes:
    """Write commas in CP949, as Korean systems do, where it has every letter."""
    written = _written(text, ",")
    try:
        return written.encode("cp949")
    except UnicodeEncodeError:
        return written.encode()


def write_semicolons(text: str) -> bytes:
    """Write semicolons in UTF-8."""
    return _written(text, ";").encode()


def write_tabs(text: str) -> bytes:
    """Write tabs in UTF-16, as Excel does for 'Unicode text'."""
    return _written(text, "\t").encode("utf-16")


WRITERS = {
    "utf8.csv": write,
    "cp949.csv": write_in_cp949,
    "semicolons.csv": write_semicolons,
    "utf16.tsv": write_tabs,
}
