"""The warehouse's tables, declared once. The fact tables follow from `etl.facts`."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Double, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from etl import facts

METADATA = MetaData()

_SQL_TYPES: dict[type, type[TypeEngine[Any]]] = {
    str: Text,
    int: BigInteger,
    float: Double,
    date: Date,
}


def _fact_table(row_type: type[facts.Row], *more: Column[object]) -> Table:
    return Table(
        row_type.table,
        METADATA,
        *(
            Column(c.name, _SQL_TYPES[c.kind](), nullable=c.nullable, quote=False)
            for c in facts.columns(row_type)
        ),
        *more,
    )


organization = _fact_table(facts.Organization)
document = _fact_table(facts.Document, Column("published", Boolean))
"""published: true where people declared it so; anything else is not published."""
theme = Table(
    "theme",
    METADATA,
    Column("theme_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False),
)
strategic_direction = _fact_table(facts.StrategicDirection, Column("theme_id", Text))
strategic_task = _fact_table(facts.StrategicTask)
department = _fact_table(facts.Department)
lineage = Table(
    "lineage",
    METADATA,
    Column("lineage_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("organization_id", Text),
)
program = _fact_table(facts.Program, Column("lineage_id", Text))
program_department = _fact_table(facts.ProgramDepartment)

indicator_link = Table(
    "indicator_link",
    METADATA,
    Column("indicator_result_id", Text, nullable=False),
    Column("earlier_year", BigInteger, nullable=False),
    Column("earlier_name", Text, nullable=False),
    Column("earlier_actual", Double, nullable=False),
    Column("earlier_document_id", Text, nullable=False),
    Column("earlier_line", BigInteger, nullable=False),
    Column("reason", Text),
    Column("reason_en", Text),
    Column("organization_id", Text),
)
succession = Table(
    "succession",
    METADATA,
    Column("kind", Text, nullable=False),
    Column("from_id", Text),
    Column("to_id", Text),
    Column("from_name", Text),
    Column("to_name", Text),
    Column("change", Text, nullable=False),
    Column("is_comparable", Boolean, nullable=False),
    Column("confidence", Text, nullable=False),
    Column("reason", Text),
    Column("reason_en", Text),
    Column("organization_id", Text),
)
"""How one year's directions, tasks and programmes became the next's: the reviewed lineage, with ids.

change: same, renamed, merged, split, new, ended, related. is_comparable: amounts may stand side by side.
"""

budget_line = _fact_table(facts.BudgetLine)
revenue_line = _fact_table(facts.RevenueLine)
year_on_year = _fact_table(facts.YearOnYear)
indicator_result = _fact_table(facts.IndicatorResult)
output = _fact_table(facts.Output)
series_point = _fact_table(facts.SeriesPoint)
milestone = _fact_table(facts.Milestone)
staffing = _fact_table(facts.Staffing)
survey_cell = _fact_table(facts.SurveyCell)
follow_up = _fact_table(facts.FollowUp)
alias = _fact_table(facts.Alias)
table_cell = _fact_table(facts.TableCell)
reading = _fact_table(facts.Reading)
set_aside = _fact_table(facts.SetAside)

correction = Table(
    "correction",
    METADATA,
    Column("document_id", Text, nullable=False),
    Column("line", BigInteger, nullable=False),
    Column("table_name", Text, nullable=False),
    Column("column_name", Text, nullable=False),
    Column("label", Text),
    Column("printed", Text),
    Column("corrected", Text),
    Column("unit_won", BigInteger),
    Column("reason", Text),
    Column("who", Text, nullable=False),
    Column("corrected_on", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("reads_now", Text),
    Column("direction_id", Text),
    Column("program_id", Text),
)
"""Figures that a person set right. label: the name of the fact. printed, corrected, reads_now: as a fact file
writes them, NULL for none; money in won, printed in units of unit_won. state: applied, or outdated where the
reading no longer gives what was corrected. reason: NULL where its reader sees a part of the document only.
"""
mapping = Table(
    "mapping",
    METADATA,
    Column("mapping_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("organization_id", Text),
    Column("subject", Text, nullable=False),
    Column("decided", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("proved_by", Text),
    Column("who", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("reason", Text, nullable=False),
)
"""What people decided of tables, documents and labels. kind: table, document, level. mapping_id: the file and
line that it stands in. organization_id: NULL for every institution. subject: the header's signature, the
document's digest or title, the label. decided: field by field, as 'name: value' joined by '; '.
"""

finding = Table(
    "finding",
    METADATA,
    Column("finding_id", Text, nullable=False),
    Column("document_id", Text, nullable=False),
    Column("line", BigInteger, nullable=False),
    Column("related_document_id", Text),
    Column("related_line", BigInteger),
    Column("check_name", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("printed", Text),
    Column("computed", Text),
    Column("difference", Text),
    Column("explanation_ko", Text, nullable=False),
    Column("explanation_en", Text, nullable=False),
    Column("direction_id", Text),
    Column("program_id", Text),
)
fact_file = Table(
    "fact_file",
    METADATA,
    Column("document_id", Text),
    Column("name", Text, nullable=False),
    Column("content", Text, nullable=False),
)
"""The files that this warehouse was made of; document_id is NULL for what people reviewed.

What only some may see is made from them (`etl.audience`), so that it is always of the same load.
"""
threshold = Table(
    "threshold",
    METADATA,
    Column("name", Text, nullable=False),
    Column("value", Text, nullable=False),
)
"""The limits of the status rules that this warehouse's views use."""

load = Table(
    "load",
    METADATA,
    Column("load_id", Text, nullable=False),
    Column("started_at", DateTime, nullable=False),
    Column("finished_at", DateTime, nullable=False),
    Column("facts_sha256", Text, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("set_aside", Integer, nullable=False),
    Column("findings", Integer, nullable=False),
)
recipe = Table("recipe", METADATA, Column("sha256", Text, nullable=False))
"""A digest of the code and the limits that the rows were made with: without one nothing is taken from it."""
source = Table(
    "source",
    METADATA,
    Column("folder", Text),
    Column("document_id", Text, nullable=False),
    Column("organization_id", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("files_sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("seen", Text),
)
"""What the documents were made of: folders of facts, as each stood. sha256: of the file that was read.
files_sha256, size: of the fact files. seen: a digest of their names, sizes and times, by which the next load
knows the folder again without reading it; NULL where it has to. folder: NULL where it was read for the load.
"""
institution_digest = Table(
    "institution_digest",
    METADATA,
    Column("organization_id", Text, nullable=False),
    Column("made_of_sha256", Text),
    Column("facts_sha256", Text, nullable=False),
)
"""What the rows of each institution were made of: its facts, and what people reviewed of it. The next load
makes anew only what differs. made_of_sha256: NULL where its rows depend on the day of the load too.
"""

OF_NO_INSTITUTION = (theme, mapping, threshold, load, recipe, source, institution_digest)
"""The tables whose rows are of the warehouse as a whole; all other rows belong to one institution each."""
