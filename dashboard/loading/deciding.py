"""Answers become mappings: what the engine asks before any word, this time and the next."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.loading.questions import LEFT_OPEN, OF_DOCUMENT, PART_OF, Question
from dashboard.loading.uploads import Upload
from etl import mappings
from etl.mappings import ColumnRole, DocumentMapping, LabelLevel, TableMapping
from etl.mappings.decisions import Confirmed, confirm
from etl.outline.cover import organization_id_of

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_SAME = {"organization": "organization_name", "year": "fiscal_year", "as_of": "as_of", "unit": "unit"}


def decide(upload: Upload, today: date) -> None:
    """Write what was answered since the last reading as mappings of the upload's own."""
    reading = upload.record("reading")
    if reading is None:
        return
    answers = upload.answers()
    said = {
        one.key: (one, str(answers[one.key]["value"]), str(answers[one.key]["role"]))
        for one in upload.questions()
        if one.key in answers and answers[one.key]["value"] != LEFT_OPEN
    }
    if not said:
        return
    document = reading["document"]
    name = next((value for one, value, _ in said.values() if one.field == "organization"), None)
    organization = organization_id_of(name, upload.sha256) if name else str(document["organization_id"])
    folder = upload.folder / "decided"
    decided = _of_document(upload, document, organization, folder, said, today)
    decided += _of_tables(upload, reading["tables"], organization, said, today)
    decided += _of_lines(upload, organization, said, today)
    confirm(decided, organization, folder)


def _of_document(
    upload: Upload,
    document: Mapping[str, Any],
    organization: str,
    folder: Path,
    said: Mapping[str, tuple[Question, str, str]],
    today: date,
) -> list[Confirmed]:
    own = {_SAME[one.field]: value for one, value, _ in said.values() if one.field in OF_DOCUMENT}
    if not own:
        return []
    values: dict[str, Any] = {
        name: int(value) if name == "fiscal_year" else date.fromisoformat(value) if name == "as_of" else value
        for name, value in own.items()
    }
    role = next(role for one, _, role in said.values() if one.field in OF_DOCUMENT)
    before = mappings.load(folder).for_document(upload.sha256)
    found: list[Confirmed] = [
        replace(before, **values)
        if before is not None
        else DocumentMapping(
            organization=organization, who=role, when=today, why=_why(upload), file="", line=0,
            status="confirmed", sha256=upload.sha256, **values,
        )
    ]  # fmt: skip
    title = str(document["title"])
    if "unit" in values and _YEAR.search(title) and title != upload.name:
        # The same report of another year prints no unit either: there it is asked no more.
        found.append(
            DocumentMapping(
                organization=organization, who=role, when=today, why=_why(upload), file="", line=0,
                status="confirmed", title=_YEAR.sub("*", title), unit=values["unit"],
            )
        )  # fmt: skip
    return found


def _of_tables(
    upload: Upload,
    tables: Mapping[str, Mapping[str, Any]],
    organization: str,
    said: Mapping[str, tuple[Question, str, str]],
    today: date,
) -> list[Confirmed]:
    by_header: dict[str, list[tuple[Question, str, str]]] = {}
    for one in said.values():
        if one[0].header is not None and one[0].field not in ("unit", PART_OF):
            by_header.setdefault(one[0].header, []).append(one)
    return [
        _table(upload, tables[header], organization, answered, today)
        for header, answered in by_header.items()
        if header in tables
    ]


def _table(
    upload: Upload,
    table: Mapping[str, Any],
    organization: str,
    answered: Sequence[tuple[Question, str, str]],
    today: date,
) -> TableMapping:
    """Return the mapping of a header. A column that nobody named is not read, as before."""
    roles = {one.column: value for one, value, _ in answered if one.field == "role"}
    other = {one.field: value for one, value, _ in answered if one.field in ("side", "scope")}
    columns = tuple(
        ColumnRole(heading=column["heading"], role=roles.get(number) or column["role"] or "ignore")
        for number, column in enumerate(table["columns"])
    )
    return TableMapping(
        organization=organization, who=answered[0][2], when=today, why=_why(upload), file="", line=0,
        status="confirmed", columns=columns, side=other.get("side") or table["side"],
        scope=other.get("scope"), year=table["year"],
    )  # fmt: skip


def _of_lines(
    upload: Upload, organization: str, said: Mapping[str, tuple[Question, str, str]], today: date
) -> list[LabelLevel]:
    """Return the places of labels: of each line that was asked about, and of the lines that hold them."""
    found: dict[tuple[str, str], LabelLevel] = {}
    wholes: dict[tuple[str, str], LabelLevel] = {}
    for one, value, role in said.values():
        if one.field != PART_OF or one.about is None:
            continue

        def placed(line: Mapping[str, Any], parent: str | None, side: str, role: str = role) -> LabelLevel:
            return LabelLevel(
                organization=organization, who=role, when=today, why=_why(upload), file="", line=0, side=side,
                words=(line["label"],), category=line["category"], level=line["level"], parent=parent,
            )  # fmt: skip

        side, whole = one.about["side"], one.whole(value)
        above = None if whole is None else whole["category"]
        found[side, one.about["category"]] = placed(one.about, above, side)
        if whole is not None and not whole["is_mapped"]:
            wholes[side, whole["category"]] = placed(whole, None, side)
    return [*(wholes | found).values()]


def _why(upload: Upload) -> str:
    return f"answered on the page of loading, of {upload.name}"
