"""Answers: what the figures ask for, and what of the answers the asker may see."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.api.addresses import subject_address
from dashboard.api.parameters import code
from dashboard.api.resource import Dated, Question, Resource
from dashboard.api.shape import AS_OF, PLACE, SOURCE, WHOSE, YEAR, Field, Link, Shape, fields
from dashboard.topics.answers import queries
from dashboard.topics.answers.columns import ANSWERS, HOW_FAR
from dashboard.topics.answers.written_queries import AnswerRow, answer_rows, read_written


def _rows(question: Question) -> Sequence[AnswerRow]:
    written = read_written(question.connection, question.scope, question.desk)
    if written is None:
        return ()
    found = queries.asked(question.connection, question.scope, question.filters)
    state = question.own.get("state")
    return [row for _, row in answer_rows(written, found) if state in (None, row["state"])]


RESOURCE = Resource(
    position=85,
    path="/answers",
    title="Answer",
    summary="Answers",
    description="What the figures of a date ask an answer for, the gravest first, with the answer. Everybody"
    " gets reviewed answers of published reports; who writes or reviews an answer gets its newest version."
    " Nothing is judged without a date, and so nothing is asked.",
    page="/answers",
    shape=Shape(
        fields=(
            WHOSE,
            YEAR,
            AS_OF,
            *fields(ANSWERS.columns),
            Field(name="program_id", kind="text", description="The programme that it is about, or of."),
            Field(
                name="is_published", kind="boolean", is_nullable=False,
                description="Whether the report that asks for it is published.",
            ),
            *PLACE,
        ),
        links=(
            Link(
                name="page", description="The programme's page.",
                address=lambda row, _: row["program_id"] and subject_address("/programs", row["program_id"]),
            ),
            SOURCE,
        ),
    ),
    answers=Dated(
        is_written=True,
        rows=_rows,
        filters=("org", "year", "as_of", "direction", "department", "funding"),
        own=(code("state", "Only answers that are so far, as far as the asker may see.", HOW_FAR),),
    ),
)  # fmt: skip
