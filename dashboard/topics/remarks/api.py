"""The council's remarks: what was said, what became of it, and in which years it came up."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.api.parameters import code, text
from dashboard.api.resource import Dated, Question, Resource
from dashboard.api.shape import WHOSE, Field, Link, Shape, fields
from dashboard.topics.remarks.columns import REMARKS
from dashboard.topics.remarks.seen_queries import STATES, RemarkRow, Seen, read_seen, rows_of
from dashboard.ui.citation import line_address


def _every(question: Question) -> Sequence[Seen]:
    scope = question.scope
    return read_seen(question.connection, scope.organization_id, scope.fiscal_year, question.desk)


def _rows(question: Question) -> Sequence[RemarkRow]:
    own = question.own
    return [one.row for one in rows_of(_every(question), own.get("state"), own.get("office"))]


RESOURCE = Resource(
    position=86,
    path="/remarks",
    title="Remark",
    summary="Remarks of the council",
    description="What the council remarked up to a year, the newest year first, with what becomes of it."
    " Everybody gets what published reports print and what was reviewed of it; who writes or reviews it gets"
    " its newest version.",
    page="/remarks",
    shape=Shape(
        fields=(
            WHOSE,
            *fields(REMARKS.columns),
            Field(
                name="document_id", kind="text",
                description="The document that it was read from; null where it was entered.",
            ),
            Field(name="line", kind="integer", description="The line there; null as above."),
        ),
        links=(
            Link(
                name="source", description="The cited line in the source viewer.",
                address=lambda row, _: row["document_id"] and line_address(row["document_id"], row["line"]),
            ),
        ),
    ),
    answers=Dated(
        is_written=True,
        rows=_rows,
        filters=("org", "year"),
        own=(
            code("state", "Only remarks that this became of; `none` where nobody says.", STATES),
            text(
                "office",
                "Only remarks that this unit answers for, by the name that rows have.",
                "Give a unit as a row names it.",
                "/api/v1/remarks",
            ),
        ),
        choices={
            "office": lambda question: [unit for one in _every(question) if (unit := one.row["unit"])],
        },
    ),
)  # fmt: skip
