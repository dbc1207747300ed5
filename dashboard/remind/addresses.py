"""The mail address of each unit, from a file that people keep: an office's own box, and no person's."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dashboard.ui.labels import LANGUAGES

_HEADER = ["department", "address", "language"]
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


class AddressesError(Exception):
    """A file of addresses that cannot be used: one line with its name, the line and the mend."""


@dataclass(frozen=True, slots=True)
class UnitAddress:
    """Where a unit gets its mail. department: the institution's id and the unit's names, joined by '/'."""

    department: str
    address: str
    language: str

    @property
    def organization_id(self) -> str:
        """The institution that it is a unit of."""
        return self.department.partition("/")[0]

    @property
    def unit(self) -> str:
        """The unit's names from the top."""
        return self.department.partition("/")[2]


def read_addresses(path: Path) -> Sequence[UnitAddress]:
    """Return the addresses of a CSV file with the columns department, address and language."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AddressesError(
            f"{path}: cannot be read ({error.strerror}); name another MAIL_ADDRESSES"
        ) from error
    except UnicodeDecodeError as error:
        raise AddressesError(f"{path.name}: not UTF-8; save it as UTF-8") from error
    rows = list(csv.reader(io.StringIO(text)))
    if not rows or rows[0] != _HEADER:
        raise AddressesError(f"{path.name}: line 1: expected the columns {','.join(_HEADER)}")
    found: dict[str, UnitAddress] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        wrong = _wrong(row, found)
        if wrong is not None:
            raise AddressesError(f"{path.name}: line {number}: {wrong}")
        department, address, language = (cell.strip() for cell in row)
        found[department] = UnitAddress(department, address, language or LANGUAGES[0])
    return tuple(found.values())


def _wrong(row: Sequence[str], found: dict[str, UnitAddress]) -> str | None:
    if len(row) != len(_HEADER):
        return f"expected {len(_HEADER)} cells, found {len(row)}"
    department, address, language = (cell.strip() for cell in row)
    organization_id, _, unit = department.partition("/")
    if not organization_id or not unit:
        return f"{department[:60]!r} is no department; write the institution's id, then /, then the unit"
    if not _ADDRESS.fullmatch(address):
        return f"{address[:60]!r} is no mail address"
    if language not in ("", *LANGUAGES):
        return f"{language[:20]!r} is no language; write one of {', '.join(LANGUAGES)}"
    return "the department stands twice" if department in found else None
