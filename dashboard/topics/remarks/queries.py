"""The remarks that reports print, and the documents and units that one may be answered with."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TypedDict

from sqlalchemy import Connection, select

from dashboard.topics.answers.queries import units
from dashboard.ui.citation import Place
from dashboard.warehouse.reading import kept, rows
from etl.audience import units_meant
from etl.warehouse.schema import document, follow_up

NO_YEAR = 0
"""The year of a remark where neither it nor its document says one."""
PRINTED = "p-"
"""What the key of a remark begins with that a report prints."""
_NO_LETTERS = re.compile(r"[\W_]+")


class _Printed(TypedDict):
    """A remark as a line prints it, with its document."""

    text: str
    session: str | None
    raised_on: date | None
    unit: str | None
    action: str | None
    state: str | None
    due_on: date | None
    evidence: str | None
    document_id: str
    line: int
    fiscal_year: int | None
    published: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What the council said, and what a report says became of it.

    key: what it is found by when the report is read again. year: that it was raised in, else of the first
    report that prints it. place: where it is printed; None where it was entered. is_public: whether what is
    written of it is for everybody, once it is reviewed.
    """

    organization_id: str
    key: str
    year: int
    text: str
    session: str | None = None
    raised_on: date | None = None
    unit: str | None = None
    action: str | None = None
    state: str | None = None
    due_on: date | None = None
    evidence: str | None = None
    place: Place | None = None
    is_public: bool = False


@kept
def printed(connection: Connection, organization_id: str) -> Sequence[Remark]:
    """Return the remarks that an institution's reports print, each once: as its newest report has it.

    The day or session that it was raised in tells it from the same words of another year; where neither is
    printed, the year of the report does, though that report may only tell of it again.
    """
    f, d = follow_up.c, document.c
    statement = (
        select(
            f.text, f.session, f.raised_on, f.unit, f.action, f.state, f.due_on, f.evidence, f.document_id,
            f.line, d.fiscal_year, d.published,
        )
        .join(document, d.document_id == f.document_id)
        .where(d.organization_id == organization_id)
        .order_by(d.as_of.nulls_first(), d.fiscal_year.nulls_first(), f.document_id, f.line)
    )  # fmt: skip
    found: dict[str, Remark] = {}
    for row in rows(connection, statement, _Printed):
        raised_on, of_report = row["raised_on"], row["fiscal_year"] or NO_YEAR
        raised = raised_on or _NO_LETTERS.sub("", row["session"] or "") or of_report
        said = f"{raised}|{_NO_LETTERS.sub('', row['text'])}"
        key = PRINTED + sha256(said.encode()).hexdigest()[:32]
        first = found[key].year if key in found else of_report
        year = raised_on.year if raised_on is not None else first
        found[key] = Remark(
            organization_id=organization_id, key=key, year=year, text=row["text"], session=row["session"],
            raised_on=raised_on, unit=row["unit"], action=row["action"], state=row["state"],
            due_on=row["due_on"], evidence=row["evidence"], place=(row["document_id"], row["line"]),
            is_public=bool(row["published"]),
        )  # fmt: skip
    return tuple(found.values())


class Paper(TypedDict):
    """A document that a remark's evidence may be found in."""

    document_id: str
    title: str
    published: bool | None


@kept
def papers(connection: Connection, organization_id: str) -> Sequence[Paper]:
    """Return the documents of an institution, the newest first."""
    d = document.c
    statement = select(d.document_id, d.title, d.published).where(d.organization_id == organization_id)
    return rows(connection, statement.order_by(d.as_of.desc().nulls_last(), d.document_id.desc()), Paper)


def newest_units(connection: Connection, organization_id: str) -> Sequence[tuple[str, str]]:
    """Return the units of an institution's newest year: the id, and the names from the top joined by '/'."""
    own = [unit for unit in units(connection) if unit[1] == organization_id]
    newest = max((year for _, _, year, _ in own), default=None)
    return [(unit_id, "/".join(path)) for unit_id, _, year, path in own if year == newest]


def is_within(
    connection: Connection, organization_id: str, name: str | None, departments: Collection[str]
) -> bool:
    """Tell whether a unit stands in one of some departments of a year, by their ids."""
    known = units(connection)
    above = [(year, path) for unit_id, _, year, path in known if unit_id in departments]
    within = {
        unit_id
        for unit_id, of, year, path in known
        if of == organization_id and any((year, path[: len(top)]) == (at, top) for at, top in above)
    }
    years = {year for year, _ in above}
    meant = set(unit_ids(connection, organization_id, name))
    of_years = {unit_id for unit_id, _, year, _ in known if unit_id in meant and year in years}
    return bool(of_years) and of_years <= within


def unit_ids(connection: Connection, organization_id: str, name: str | None) -> Collection[str]:
    """Return the ids of the units that a name means in any year; none where it may mean two."""
    if not name:
        return ()
    known = units(connection)
    ways = dict.fromkeys((name, "/".join(name.split())))
    return {found for way in ways for found in units_meant((f"{organization_id}/{way}",), known)}
