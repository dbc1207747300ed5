"""What is due for units: what they promised, what they are asked for, and the steps that they planned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from sqlalchemy import Connection

from dashboard.answers.desk import Desk
from dashboard.topics.answers import queries as answers
from dashboard.topics.answers.written_queries import read_written
from dashboard.topics.programs import detail_queries as details
from dashboard.topics.programs import queries as programs
from dashboard.topics.remarks.seen_queries import read_seen
from dashboard.warehouse.scopes import Scope, scopes_of

ANSWER, REMARK, STEP = "answer", "remark", "step"
_ANY_YEAR = 9999
_SETTLED = ("done", "refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing that is due. key: what stays when its day is moved. path: of its page, without filters.

    first, last: its days; None where it has none yet. state: how far its answer is, or what became of the
    remark. is_asked: the newest figures, or the council, still ask for it. is_unanswered: so, and nobody has
    submitted an answer. written_at: when its day was set; None where a report prints it. unit: who runs it,
    as it is shown.
    """

    kind: str
    key: str
    name: str
    of: str | None
    unit: str | None
    path: str
    state: str
    first: date | None
    last: date | None
    is_asked: bool = False
    is_unanswered: bool = False
    written_at: datetime | None = None


def due_of(connection: Connection, desk: Desk, organization_id: str) -> Sequence[Due]:
    """Return what is due for the units of a desk's reader, by their day; of an executive's for all units.

    AnswersError where what is written cannot be read.
    """
    own = None if desk.sees_all else desk.own(answers.units(connection))
    found = [
        *_answers(connection, desk, organization_id, own),
        *_remarks(connection, desk, organization_id, own),
        *_steps(connection, organization_id, own),
    ]
    return sorted(found, key=lambda one: (one.last or date.max, one.kind, one.key))


def _of_two_years(found: Iterable[Scope]) -> list[Scope]:
    """The scopes of the two newest years, the newest date first: a day may be promised beyond its year."""
    every = list(found)
    years = sorted({scope.fiscal_year for scope in every}, reverse=True)[:2]
    return [scope for scope in every if scope.fiscal_year in years]


def _answers(
    connection: Connection, desk: Desk, organization_id: str, own: Collection[str] | None
) -> Iterator[Due]:
    told: set[tuple[int, tuple[str, str]]] = set()
    is_newest = True
    for scope in _of_two_years(one for one in scopes_of(connection, organization_id) if one.as_of):
        written = read_written(connection, scope, desk)
        if written is None:
            continue
        # What earlier figures asked for is asked again by the newest that ask, or not any more.
        asks = is_newest and any(one.why for one in answers.subjects(connection, scope))
        is_newest = is_newest and not asks
        for asked in answers.subjects(connection, scope):
            if (scope.fiscal_year, asked.key) in told or not _is_of(asked.unit_ids, own):
                continue
            version = next(iter(written.seen(asked)[-1:]), None)
            due_on = None if version is None else version.text.due_on
            is_open = version is None or version.state in ("draft", "returned")
            is_asked = asks and bool(asked.why)
            is_unanswered = is_asked and is_open
            if due_on is None and not is_unanswered:
                continue
            told.add((scope.fiscal_year, asked.key))
            yield Due(
                kind=ANSWER,
                key="|".join((organization_id, *asked.key, str(scope.fiscal_year))),
                name=asked.subject.name,
                of=asked.row.get("program_name"),
                unit=asked.subject.unit,
                path="/answers",
                state="none" if version is None else version.state,
                first=due_on,
                last=due_on,
                is_asked=is_asked,
                is_unanswered=is_unanswered,
                written_at=None if version is None else version.written_at,
            )


def _remarks(
    connection: Connection, desk: Desk, organization_id: str, own: Collection[str] | None
) -> Iterator[Due]:
    for seen in read_seen(connection, organization_id, _ANY_YEAR, desk):
        row = seen.row
        if row["state"] in _SETTLED or not (own is None or seen.runs_it):
            continue
        yield Due(
            kind=REMARK,
            key=f"{organization_id}|{row['key']}",
            name=row["text"],
            of=None,
            unit=row["unit"],
            path="/remarks",
            state=row["state"] or "none",
            first=row["due_on"],
            last=row["due_on"],
            is_asked=True,
            is_unanswered=row["action"] is None,
            written_at=seen.versions[-1].written_at if seen.versions else None,
        )


def _steps(connection: Connection, organization_id: str, own: Collection[str] | None) -> Iterator[Due]:
    listed = {
        row["program_id"]: row
        for scope in _of_two_years(scopes_of(connection, organization_id))
        for row in programs.of_scope(connection, scope)
        if _is_of(row["unit_ids"] or (), own)
    }
    told: dict[str, int] = {}
    for step in details.milestones(connection, [*listed]):
        program = listed[step["program_id"] or ""]
        key = f"{program['program_id']}|{step['label']}"
        # A step that is printed several times is told apart by its place among them.
        told[key] = told.get(key, 0) + 1
        yield Due(
            kind=STEP,
            key=f"{key}|{told[key]}",
            name=step["label"],
            of=program["name"],
            unit=program["offices"],
            path=f"/programs/{quote(program['program_id'], safe='')}",
            state="none",
            first=step["starts_on"],
            last=step["ends_on"],
        )


def _is_of(unit_ids: Collection[str], own: Collection[str] | None) -> bool:
    return own is None or not set(unit_ids).isdisjoint(own)
