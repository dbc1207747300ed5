"""Archives of office files: what is refused, each in one line, before a library opens them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.readers import archive
from etl.readers.archive import Archive
from etl.readers.errors import ReadError


def packed(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return held.getvalue()


WHOLE = packed({"mimetype": b"a", "word/document.xml": b"<a>text</a>" * 50, "media/a.png": b"\x89PNG"})


def _flagged(content: bytes) -> bytes:
    """Say in both headers of the first entry that it is encrypted."""
    changed = bytearray(content)
    changed[6] |= 1
    changed[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def _twice(content: bytes) -> bytes:
    held = io.BytesIO(content)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(held, "a") as file:
        file.writestr("mimetype", b"b")
    return held.getvalue()


def test_a_whole_archive_is_read() -> None:
    opened = Archive(WHOLE)
    assert opened.names == ("mimetype", "word/document.xml", "media/a.png")
    assert "mimetype" in opened
    assert "nothing" not in opened
    assert opened.markup("word/document.xml") == b"<a>text</a>" * 50
    opened.check()
    assert archive.names_in(WHOLE) == opened.names


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: WHOLE[:-30], "damaged archive"),
        (lambda: WHOLE[:10], "damaged archive"),
        (lambda: b"PK\x03\x04", "damaged archive"),
        (lambda: _flagged(WHOLE), "protected by a password"),
        (lambda: _twice(WHOLE), "'mimetype' twice"),
        (lambda: packed({"../../etc/passwd": b"a"}), "outside of itself"),
        (lambda: packed({"/etc/passwd": b"a"}), "outside of itself"),
        (lambda: packed({"word\\..\\..\\a": b"a"}), "outside of itself"),
        (lambda: packed({"C:/a": b"a"}), "outside of itself"),
        (lambda: packed({f"a{i}": b"" for i in range(10_001)}), "more than 10,000 parts"),
        (lambda: packed({"a.xml": bytes(20_000_000)}), "times its size"),
        (lambda: packed({f"{i}.xml": bytes(9_900_000) for i in range(51)}), "more than 500 MB"),
    ],
)
def test_what_keeps_no_bounds_is_refused(make: Callable[[], bytes], says: str) -> None:
    with pytest.raises(ReadError, match=says) as refused:
        Archive(make())
    assert "\n" not in str(refused.value)


_BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (_BOMB.encode(), "declares entities"),
        (_BOMB.encode("utf-16"), "declares entities"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "declares entities"),
        (b"<a/>" * 500_000 + b"<!ENTITY", "declares entities"),
        (b'<?xml version="1.0" encoding="UTF-7"?><a/>', "written in UTF-7"),
    ],
)
def test_markup_that_declares_entities_is_refused(content: bytes, says: str) -> None:
    opened = Archive(packed({"a.xml": content}))
    for ask in (opened.check, lambda: opened.markup("a.xml")):
        with pytest.raises(ReadError, match=says):
            ask()


def test_an_entry_that_is_not_what_it_says_is_damaged() -> None:
    at = WHOLE.index(b"word/document.xml") + 20
    changed = WHOLE[:at] + bytes([WHOLE[at] ^ 0xFF]) + WHOLE[at + 1 :]
    with pytest.raises(ReadError, match="damaged"):
        Archive(changed).check()
    with pytest.raises(ReadError, match="lacks its part 'a'"):
        Archive(WHOLE).read("a")


@given(st.data())
def test_any_bytes_are_an_archive_or_refused(data: st.DataObject) -> None:
    changed = bytearray(WHOLE)
    for at in data.draw(st.lists(st.integers(0, len(WHOLE) - 1), min_size=1, max_size=6)):
        changed[at] = data.draw(st.integers(0, 255))
    content = bytes(changed)
    archive.names_in(content)
    try:
        Archive(content).check()
    except ReadError as refused:
        assert "\n" not in str(refused)
