"""What is written of a report's programmes and goals, as one reader may see it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from sqlalchemy import Connection

from dashboard.answers import answers
from dashboard.answers.answers import Answer, Version
from dashboard.answers.desk import Desk, runs
from dashboard.answers.store import AnswersError
from dashboard.topics.answers import queries
from dashboard.topics.answers.queries import Asked
from dashboard.warehouse.scopes import Scope, scopes_of

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Written:
    """The answers of a date and those of earlier years, by subject. own: the reader's units.

    homeless: those of the date whose subject the reports in sight do not name any more.
    """

    desk: Desk
    of_date: Mapping[tuple[str, str], Answer]
    homeless: Sequence[Answer]
    earlier: Mapping[tuple[str, str], Sequence[Answer]]
    own: frozenset[str]

    def runs(self, asked: Asked) -> bool:
        """Tell whether one of the reader's own units runs what is asked about."""
        return runs(asked.unit_ids, self.own)

    def seen(self, asked: Asked) -> Sequence[Version]:
        """Return the versions of its answer that the reader may see, oldest first."""
        answer = self.of_date.get(asked.key)
        if answer is None:
            return ()
        return self.desk.sees(answer, runs_it=self.runs(asked), is_published=asked.is_published)

    def public(self, asked: Asked) -> Version | None:
        """Return the version that everybody may see, whoever the reader is."""
        answer = self.of_date.get(asked.key)
        version = None if answer is None or not asked.is_published else answer.reviewed
        return None if version is None else without_remark(version)


def written_of(connection: Connection, scope: Scope, desk: Desk | None) -> Written | None:
    """Return what is written of a scope; None without a date, or where it cannot be read."""
    try:
        return read_written(connection, scope, desk)
    except AnswersError as error:
        _LOG.warning("answers could not be read: %s", error)
        return None


def read_written(connection: Connection, scope: Scope, desk: Desk | None) -> Written | None:
    """Return what is written of a scope; None without a date. AnswersError where it cannot be read."""
    if desk is None or scope.as_of is None:
        return None
    subjects = [one.subject for one in queries.subjects(connection, scope)]
    with desk.store.reading() as reading:
        found = answers.of_date(reading, scope.organization_id, scope.fiscal_year, scope.as_of)
        earlier = answers.before(reading, scope.organization_id, scope.fiscal_year)
    of_date, homeless = answers.matched(found, subjects)
    return Written(desk, of_date, homeless, earlier, desk.own(queries.units(connection)))


class AnswerRow(TypedDict):
    """What is asked and answered, as tables have it."""

    organization_id: str
    fiscal_year: int
    as_of: date
    subject: str
    program_id: str | None
    name: str
    unit: str | None
    why: str | None
    state: str
    printed_reason: str | None
    reason: str | None
    plan: str | None
    due_on: date | None
    is_published: bool
    document_id: str
    line: int


def answer_row(asked: Asked, version: Version | None) -> AnswerRow:
    """Return what is asked with a version of its answer; None: there is none in sight."""
    of, text = asked.subject, None if version is None else version.text
    return AnswerRow(
        organization_id=of.organization_id,
        fiscal_year=of.fiscal_year,
        as_of=of.as_of,
        subject=of.subject,
        program_id=asked.row["program_id"],
        name=of.name,
        unit=of.unit,
        why=",".join(asked.why) or None,
        state="none" if version is None else version.state,
        printed_reason=asked.row.get("reason"),
        reason=None if text is None else text.reason or None,
        plan=None if text is None else text.plan or None,
        due_on=None if text is None else text.due_on,
        is_published=asked.is_published,
        document_id=asked.row["document_id"],
        line=asked.row["line"],
    )


def answer_rows(written: Written, found: Iterable[Asked]) -> list[tuple[Asked, AnswerRow]]:
    """Return a row for each that is asked, or that has an answer in sight, with the newest version of it."""
    rows = []
    for asked in found:
        version = next(iter(written.seen(asked)[-1:]), None)
        if asked.why or version is not None:
            rows.append((asked, answer_row(asked, version)))
    return rows


def without_remark(version: Version) -> Version:
    """Return a version without what the reviewer said to the unit."""
    return replace(version, text=replace(version.text, remark=""))


def of_earlier_years(
    connection: Connection, written: Written, asked: Asked
) -> Iterator[tuple[Answer, Version]]:
    """Yield what was reviewed of the same subject in earlier years, where the reader may see it."""
    kind = asked.subject.subject
    found = [one for name in asked.known_as for one in written.earlier.get((kind, name), ())]
    by_id = {one.answer_id: one for one in found}
    for one in sorted(by_id.values(), key=lambda one: one.subject.as_of, reverse=True):
        if written.desk.is_theirs(runs_it=written.runs(asked)):
            version = one.reviewed
        else:
            is_published = _is_public(connection, one)
            version = next(iter(written.desk.sees(one, runs_it=False, is_published=is_published)), None)
        if version is not None:
            yield one, version


def _is_public(connection: Connection, answer: Answer) -> bool:
    """Tell whether a published report in sight still names what an answer is for, at the answer's own date.

    That this year's report is published says nothing of an earlier one's.
    """
    of = answer.subject
    return any(
        one.is_published and one.key == (of.subject, of.subject_key)
        for scope in scopes_of(connection, of.organization_id)
        if (scope.fiscal_year, scope.as_of) == (of.fiscal_year, of.as_of)
        for one in queries.subjects(connection, scope)
    )
