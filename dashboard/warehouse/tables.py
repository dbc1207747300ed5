"""The rows of stored tables, as queries of several topics select them; what they mean stands in `etl.facts`.

Each names every column of its table in `etl.warehouse.schema`: a select of other columns is refused.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict


class _Placed(TypedDict):
    """What was read from a line of a document."""

    document_id: str
    line: int
    page: int | None
    box: str | None
    sheet: str | None
    cell: str | None
    raw: str | None


class _Graded(_Placed):
    """What states a figure. grade: how sure its reading is."""

    grade: str


class Document(_Placed):
    """A report: what it is, and what year and date it speaks of.

    published: None where nobody declared it.
    """

    organization_id: str
    source_name: str
    sha256: str
    title: str
    kind: str
    fiscal_year: int | None
    as_of: date | None
    council_session: str | None
    committee: str | None
    line_count: int
    published: bool | None


class StrategicTask(_Placed):
    """A strategic task under its direction."""

    task_id: str
    direction_id: str
    position: int
    name: str


class Succession(TypedDict):
    """How a direction, task or programme of one year became one of the next."""

    kind: str
    from_id: str | None
    to_id: str | None
    from_name: str | None
    to_name: str | None
    change: str
    is_comparable: bool
    confidence: str
    reason: str | None
    reason_en: str | None
    organization_id: str | None


class BudgetLine(_Graded):
    """A printed line of expenditure."""

    budget_line_id: str
    parent_id: str | None
    fiscal_year: int
    as_of: date | None
    level: str
    label: str | None
    category: str | None
    direction_id: str | None
    task_id: str | None
    program_id: str | None
    funding: str | None
    original_won: int | None
    adjustment_won: int | None
    current_won: int | None
    carried_in_won: int | None
    committed_won: int | None
    executed_won: int | None
    carried_explicit_won: int | None
    carried_accident_won: int | None
    carried_continuing_won: int | None
    refunded_won: int | None
    unspent_won: int | None
    printed_rate: float | None
    rate_places: int | None
    printed_unit_won: int
    scope: str
    unreadable: str | None
    reason: str | None


class RevenueLine(_Graded):
    """A printed line of revenue."""

    revenue_line_id: str
    parent_id: str | None
    fiscal_year: int
    as_of: date | None
    label: str | None
    parent_label: str | None
    category: str | None
    original_won: int | None
    adjustment_won: int | None
    current_won: int | None
    received_won: int | None
    printed_rate: float | None
    rate_places: int | None
    printed_unit_won: int
    scope: str
    unreadable: str | None
    reason: str | None


class YearOnYear(_Graded):
    """A line of a printed comparison of two years."""

    side: str
    label: str | None
    parent_label: str | None
    category: str | None
    fiscal_year: int
    amount_won: int | None
    share: float | None
    previous_year: int
    previous_won: int | None
    previous_share: float | None
    change_won: int | None
    change_rate: float | None
    printed_unit_won: int
    unreadable: str | None


class Output(_Graded):
    """A quantified result."""

    program_id: str | None
    fiscal_year: int
    label: str
    value: float
    unit: str | None


class SeriesPoint(_Graded):
    """A point of a published series."""

    series: str
    program_id: str | None
    period: str
    value: float | None
    unit: str | None


class Milestone(_Graded):
    """A planned step with its first and last day."""

    program_id: str | None
    label: str
    starts_on: date
    ends_on: date


class Reading(_Placed):
    """A decision about a document or one of its tables."""

    field: str
    table_no: int | None
    value: str | None
    evidence_line: int | None
    how: str


class SetAside(_Placed):
    """A line that looked like a figure and could not be read with certainty."""

    text: str
    reason: str


class Correction(TypedDict):
    """A figure that a person set right."""

    document_id: str
    line: int
    table_name: str
    column_name: str
    label: str | None
    printed: str | None
    corrected: str | None
    unit_won: int | None
    reason: str | None
    who: str
    corrected_on: date
    state: str
    reads_now: str | None
    direction_id: str | None
    program_id: str | None


class Finding(TypedDict):
    """A printed figure that does not agree with others."""

    finding_id: str
    document_id: str
    line: int
    related_document_id: str | None
    related_line: int | None
    check_name: str
    severity: str
    subject: str
    printed: str | None
    computed: str | None
    difference: str | None
    explanation_ko: str
    explanation_en: str
    direction_id: str | None
    program_id: str | None


class Load(TypedDict):
    """What made the warehouse."""

    load_id: str
    started_at: datetime
    finished_at: datetime
    facts_sha256: str
    documents: int
    rows: int
    set_aside: int
    findings: int


class Threshold(TypedDict):
    """A limit of the status rules, as text."""

    name: str
    value: str
