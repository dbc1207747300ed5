"""The remarks of an institution as one reader may see them, with what is written of each."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from sqlalchemy import Connection

from dashboard.answers import remarks
from dashboard.answers.desk import Desk, runs
from dashboard.answers.remarks import RemarkVersion, WrittenRemark
from dashboard.answers.store import AnswersError
from dashboard.topics.answers import queries as answers
from dashboard.topics.remarks import queries
from dashboard.topics.remarks.queries import NO_YEAR, PRINTED, Remark
from etl.terms.likeness import of_earlier_years

_LOG = logging.getLogger(__name__)
STATES: tuple[str, ...] = ("open", "under_way", "none", "done", "refused")
"""What became of a remark, the most to be done first; none where nobody says."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A remark of an earlier year on the same subject. row: as it is shown."""

    key: str
    row: RemarkRow


@dataclass(frozen=True, slots=True)
class Seen:
    """A remark in sight. remark: as a report prints it, or as it was entered. versions: those in sight.

    written: all of it, for who writes. is_theirs: whether the reader writes or reviews it. is_homeless: no
    report in sight prints it any more.
    """

    remark: Remark
    row: RemarkRow
    written: WrittenRemark | None
    versions: Sequence[RemarkVersion]
    runs_it: bool
    is_homeless: bool = False
    earlier: Sequence[Earlier] = ()


class RemarkRow(TypedDict):
    """A remark as tables have it: as the newest version in sight says, else as it is printed.

    times: in how many years the subject came up, this one included. earlier_years: the others, newest first.
    """

    organization_id: str
    key: str
    fiscal_year: int | None
    session: str | None
    raised_on: date | None
    text: str
    unit: str | None
    action: str | None
    state: str | None
    due_on: date | None
    evidence: str | None
    evidence_document_id: str | None
    evidence_line: int | None
    answer_state: str
    times: int
    earlier_years: str | None
    document_id: str | None
    line: int | None


def seen_by(
    connection: Connection, organization_id: str, until: int, desk: Desk | None
) -> Sequence[Seen] | None:
    """Return the remarks up to a year, the newest year's first; None where what is written cannot be read."""
    try:
        return read_seen(connection, organization_id, until, desk)
    except AnswersError as error:
        _LOG.warning("remarks could not be read: %s", error)
        return None


def read_seen(connection: Connection, organization_id: str, until: int, desk: Desk | None) -> Sequence[Seen]:
    """Return the same. AnswersError where what is written cannot be read."""
    written: dict[str, WrittenRemark] = {}
    own: Collection[str] = ()
    if desk is not None:
        with desk.store.reading() as reading:
            every = remarks.of_institution(reading, organization_id)
        written = {one.remark_key: one for one in every}
        own = desk.own(answers.units(connection))
    printed = queries.printed(connection, organization_id)
    known = {remark.key for remark in printed}
    published = {p["document_id"] for p in queries.papers(connection, organization_id) if p["published"]}
    found = [_seen(connection, remark, written.get(remark.key), desk, own) for remark in printed]
    for key, one in written.items():
        if key not in known and (seen := _entered(connection, organization_id, one, desk, own, published)):
            found.append(seen)
    found = [one for one in found if one.remark.year <= until]
    found.sort(key=lambda one: (-one.remark.year, _rank(one.row), one.row["due_on"] or date.max))
    return _with_earlier(found)


def rows_of(found: Iterable[Seen], state: str | None, unit: str | None) -> list[Seen]:
    """Return the remarks of a state and of a unit, by the name that is shown."""
    return [
        one
        for one in found
        if state in (None, one.row["state"] or "none") and unit in (None, one.row["unit"])
    ]


def _seen(
    connection: Connection,
    remark: Remark,
    written: WrittenRemark | None,
    desk: Desk | None,
    own: Collection[str],
) -> Seen:
    unit = remark.unit if written is None else written.newest.text.unit or remark.unit
    runs_it = runs(queries.unit_ids(connection, remark.organization_id, unit), own)
    versions = _versions(written, desk, runs_it=runs_it, is_public=remark.is_public)
    return Seen(remark, _row(remark, versions), written, versions, runs_it)


def _entered(
    connection: Connection,
    organization_id: str,
    written: WrittenRemark,
    desk: Desk | None,
    own: Collection[str],
    published: Collection[str],
) -> Seen | None:
    """Return a remark that no report in sight prints; None where the reader may not see it.

    Others see it once it is reviewed, and the document of its evidence is published.
    """
    is_entered = not written.remark_key.startswith(PRINTED)
    reviewed = written.reviewed
    evidence = "" if reviewed is None else reviewed.text.evidence_document_id
    runs_it = runs(queries.unit_ids(connection, organization_id, written.newest.text.unit), own)
    versions = _versions(written, desk, runs_it=runs_it, is_public=is_entered and evidence in published)
    if not versions:
        return None
    text = versions[-1].text
    remark = Remark(
        organization_id=organization_id,
        key=written.remark_key,
        year=written.fiscal_year,
        text=text.said,
        session=text.session or None,
        raised_on=text.raised_on,
    )
    return Seen(remark, _row(remark, versions), written, versions, runs_it, is_homeless=not is_entered)


def _versions(
    written: WrittenRemark | None, desk: Desk | None, *, runs_it: bool, is_public: bool
) -> Sequence[RemarkVersion]:
    if written is None or desk is None:
        return ()
    if desk.is_theirs(runs_it=runs_it):
        return written.versions
    reviewed = written.reviewed if is_public else None
    return () if reviewed is None else (replace(reviewed, text=replace(reviewed.text, remark="")),)


def _row(remark: Remark, versions: Sequence[RemarkVersion]) -> RemarkRow:
    text = versions[-1].text if versions else None
    document_id, line = remark.place or (None, None)
    return RemarkRow(
        organization_id=remark.organization_id,
        key=remark.key,
        fiscal_year=None if remark.year == NO_YEAR else remark.year,
        session=remark.session,
        raised_on=remark.raised_on,
        text=remark.text,
        unit=(text and text.unit) or remark.unit,
        action=(text and text.action) or remark.action,
        state=remark.state if text is None else text.progress,
        due_on=remark.due_on if text is None or text.due_on is None else text.due_on,
        evidence=remark.evidence,
        evidence_document_id=(text and text.evidence_document_id) or None,
        evidence_line=None if text is None else text.evidence_line,
        answer_state=versions[-1].state if versions else "none",
        times=1,
        earlier_years=None,
        document_id=document_id,
        line=line,
    )


def _rank(row: RemarkRow) -> int:
    return STATES.index(row["state"] or "none")


def _with_earlier(found: Sequence[Seen]) -> Sequence[Seen]:
    told = tuple((one.remark.year, one.remark.text) for one in found)
    whole = []
    for one, places in zip(found, of_earlier_years(told), strict=True):
        earlier = [Earlier(found[place].remark.key, found[place].row) for place in places]
        years = sorted({found[place].remark.year for place in places}, reverse=True)
        said = ", ".join(map(str, years)) or None
        row = RemarkRow(**{**one.row, "times": len(years) + 1, "earlier_years": said})
        whole.append(replace(one, row=row, earlier=earlier))
    return whole
