"""Files as they arrive after an accident, or from somebody who means harm: read in a process of its own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from etl.blocks import SourceDocument
from etl.extraction import read
from etl.readers.errors import ReadError

_EXAMPLES = 30


def refusal(folder: Path, name: str, content: bytes) -> str:
    """Return the line with which a file is refused, without its name."""
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(ReadError) as raised:
        read(path)
    line = str(raised.value)
    assert line.startswith(f"{path}: ")
    assert "\n" not in line
    return line.removeprefix(f"{path}: ")


def survives(folder: Path, name: str, content: bytes, write: Callable[[bytes], bytes] = bytes) -> None:
    """Check that whatever happens to a few bytes of a content, its file is read or refused.

    write: makes the file of the content, for one that is packed and would be refused by its sums alone.
    """
    cuts = st.tuples(st.integers(0, len(content)), st.integers(0, 40), st.binary(max_size=12))

    @settings(
        max_examples=_EXAMPLES, phases=[Phase.generate], deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.lists(cuts, min_size=1, max_size=4))
    def holds(mutations: list[tuple[int, int, bytes]]) -> None:
        changed = content
        for start, length, put in mutations:
            changed = changed[:start] + put + changed[start + length :]
        path = folder / name
        path.write_bytes(write(changed))
        try:
            assert isinstance(read(path), SourceDocument)
        except ReadError as error:
            assert "\n" not in str(error)

    holds()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return an archive in which one part is another, or one more."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, part)
    return buffer.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    """Return a part of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name)
