"""What a report's figures ask an answer for, and what may be answered at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from sqlalchemy import Connection, func, select

from dashboard.answers.answers import Subject
from dashboard.answers.workflow import WHY
from dashboard.shell.filters import Filters
from dashboard.topics.findings import queries as findings
from dashboard.topics.goals import queries as goals
from dashboard.topics.goals.queries import Goal
from dashboard.topics.hearing import queries as hearing
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.queries import ListedProgram
from dashboard.ui.rows import Row
from dashboard.warehouse.reading import kept, rows
from dashboard.warehouse.scopes import Scope
from dashboard.warehouse.views import Unit, goal_attainment, unit
from etl.warehouse.schema import document, indicator_link, program

_GRAVE = "error"
_NO_LETTERS = r"[^\pL\pN]"
"""What the view of goals leaves out of a name to compare it (`same`)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A programme or a goal, and what of it asks for an answer; nothing where nothing does.

    row: its figures. unit_ids: of the units that it stands under. is_published: whether its report is.
    known_as: every name that it has had in some year.
    """

    subject: Subject
    row: Row
    unit_ids: frozenset[str]
    is_published: bool
    known_as: tuple[str, ...]
    why: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What its answer is found by, among those of its date."""
        return self.subject.subject, self.subject.subject_key


def asked(connection: Connection, scope: Scope, filters: Filters) -> Sequence[Asked]:
    """Return the chosen programmes and goals, those that an answer is asked for first, the gravest before.

    Without a date nothing is judged, and so nothing is asked.
    """
    every = subjects(connection, scope)
    filters = replace(filters, status=None, goal_status=None)
    own = set(programs.chosen_ids(connection, scope, filters))
    chosen = [
        one
        for one in every
        if (one.row["program_id"] in own if one.row["program_id"] else not filters.narrows_programs)
        or (one.subject.subject == "goal" and one.row["direction_id"] in filters.directions)
    ]
    return sorted(chosen, key=lambda one: WHY.index(one.why[0]) if one.why else len(WHY))


@kept
def subjects(connection: Connection, scope: Scope) -> Sequence[Asked]:
    """Return every programme and goal of a scope with what asks for an answer; none without a date."""
    if scope.as_of is None:
        return ()
    published = _published(connection, scope)
    why = _why(connection, scope)
    listed = programs.of_scope(connection, scope)
    family = lineage_members(connection, scope.organization_id)
    found: list[Asked] = []
    for row in listed:
        names = _Names(row["program_id"], row["lineage_id"], family.get(row["lineage_id"] or "", ()))
        found.append(_asked(scope, scope.as_of, "program", names, row, row, published, why))
    of_program = {row["program_id"]: row for row in listed}
    wordings = earlier_wordings(connection, scope.organization_id)
    for goal in goals.of_scope(connection, scope):
        run = of_program.get(goal["program_id"] or "")
        names = _goal_names(goal, run, family, wordings)
        found.append(_asked(scope, scope.as_of, "goal", names, goal, run, published, why))
    found = [*{one.key: one for one in reversed(found)}.values()][::-1]
    # What would lead to two subjects leads to none.
    shared = Counter((one.subject.subject, one.subject.link_key) for one in found)
    return tuple(
        replace(one, subject=replace(one.subject, link_key=None))
        if shared[one.subject.subject, one.subject.link_key] > 1
        else one
        for one in found
    )


@kept
def units(connection: Connection) -> Sequence[tuple[str, str, int, tuple[str, ...]]]:
    """Return every unit: its id, institution, year and names from the top."""
    return tuple(
        (
            row["unit_id"],
            row["organization_id"],
            row["fiscal_year"],
            tuple(name for name in (row["division"], row["office"], row["team"]) if name),
        )
        for row in rows(connection, select(unit), Unit)
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """What a subject is known by: own in its report, link whatever a report calls it, others in any year."""

    own: str
    link: str | None
    others: Sequence[str] = ()


def _asked(
    scope: Scope,
    as_of: date,
    kind: str,
    names: _Names,
    row: Row,
    run: ListedProgram | None,
    published: frozenset[str],
    why: dict[tuple[str, str], list[str]],
) -> Asked:
    subject_id = row["program_id"] if kind == "program" else row["indicator_result_id"]
    subject = Subject(
        scope.organization_id, kind, names.own, scope.fiscal_year, as_of, row["name"],
        None if run is None else run["offices"], names.link,
    )  # fmt: skip
    known_as = tuple(dict.fromkeys(name for name in (names.own, names.link, *names.others) if name))
    return Asked(
        subject,
        row,
        frozenset[str]() if run is None else frozenset(run["unit_ids"] or ()),
        row["document_id"] in published,
        known_as,
        tuple(sorted(why.get((kind, subject_id), ()), key=WHY.index)),
    )


def _goal_names(
    goal: Goal,
    run: ListedProgram | None,
    family: Mapping[str, Sequence[str]],
    wordings: Mapping[tuple[int, str, str | None], Sequence[str]],
) -> _Names:
    """Return what a goal is known by. wordings: of linked goals, each wording back to the first."""
    unit, better, same = goal["unit"] or "", goal["better"], goal["same"]
    every = (same, *wordings.get((goal["fiscal_year"], same, goal["unit"]), ()))
    lineage = (run and run["lineage_id"]) or ""
    own = goal["program_id"] or ""

    def name(wording: str, of: str) -> str:
        return "|".join((wording, unit, better, of))

    others = [name(wording, of) for wording in every for of in (own, *family.get(lineage, ()))]
    return _Names(name(same, own), name(every[-1], lineage or own), others)


def _why(connection: Connection, scope: Scope) -> dict[tuple[str, str], list[str]]:
    everything = Filters()
    found: dict[tuple[str, str], list[str]] = {}

    def ask(kind: str, subject_id: str, why: str) -> None:
        found.setdefault((kind, subject_id), []).append(why)

    for late in hearing.late(connection, scope, everything):
        if late["status"] == "behind":
            ask("program", late["program_id"], "late")
        if late["is_reason_asked"]:
            ask("program", late["program_id"], "reason")
    for over in hearing.overspent(connection, scope, everything):
        if over["program_id"] is not None:
            ask("program", over["program_id"], "over")
    for goal in hearing.goals(connection, scope, everything):
        if goal["status"] in ("missed", "behind"):
            ask("goal", goal["indicator_result_id"], goal["status"])
    doubted = {
        each["program_id"] for each in findings.of_scope(connection, scope) if each["severity"] == _GRAVE
    }
    for program_id in doubted:
        if program_id is not None:
            ask("program", program_id, "doubted")
    return found


class _Member(TypedDict):
    """A programme of a lineage."""

    lineage_id: str | None
    program_id: str


@kept
def lineage_members(connection: Connection, organization_id: str) -> Mapping[str, Sequence[str]]:
    """Return the programmes of each lineage of an institution, the newest year's first."""
    p = program.c
    statement = select(p.lineage_id, p.program_id).where(p.organization_id == organization_id)
    found: dict[str, list[str]] = {}
    for row in rows(connection, statement.order_by(p.fiscal_year.desc(), p.program_id), _Member):
        if row["lineage_id"] is not None:
            found.setdefault(row["lineage_id"], []).append(row["program_id"])
    return found


class _LinkedGoal(TypedDict):
    """A goal with what people say the same was called in an earlier year."""

    fiscal_year: int
    same: str
    unit: str | None
    earlier_year: int
    earlier: str


@kept
def earlier_wordings(
    connection: Connection, organization_id: str
) -> Mapping[tuple[int, str, str | None], Sequence[str]]:
    """Return the earlier wordings of each linked goal, by year, wording and unit: back to the first one."""
    g, link = goal_attainment.c, indicator_link.c
    earlier = func.regexp_replace(link.earlier_name, _NO_LETTERS, "", "g")
    statement = (
        select(g.fiscal_year, g.same, g.unit, link.earlier_year, earlier.label("earlier"))
        .join(indicator_link, link.indicator_result_id == g.indicator_result_id)
        .where(g.organization_id == organization_id)
        .order_by(g.fiscal_year, link.earlier_year, link.earlier_name)
    )
    found: dict[tuple[int, str, str | None], Sequence[str]] = {}
    # Oldest first: what a link leads to has its own wordings by then.
    for row in rows(connection, statement, _LinkedGoal):
        before = found.get((row["earlier_year"], row["earlier"], row["unit"]), ())
        found[row["fiscal_year"], row["same"], row["unit"]] = (row["earlier"], *before)
    return found


class _Published(TypedDict):
    """A document that is published."""

    document_id: str


def _published(connection: Connection, scope: Scope) -> frozenset[str]:
    d = document.c
    statement = select(d.document_id).where(d.document_id.in_(scope.document_ids), d.published.is_(True))
    return frozenset(row["document_id"] for row in rows(connection, statement, _Published))
