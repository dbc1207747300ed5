"""A programme's years through its names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard.shell.page import View
from dashboard.topics.programs import queries as programs
from dashboard.topics.programs.queries import ListedProgram, ProgramYear
from dashboard.ui import html
from dashboard.ui.bar import share_bar
from dashboard.ui.cells import Cell, linked
from dashboard.ui.data_table import table_of
from dashboard.ui.section import empty, section
from dashboard.ui.table import BUDGET, EXECUTED, RATE, SOURCE, Column


def years(view: View, row: ListedProgram) -> html.Section:
    """Return the budget of every year in which a report prints it, as the newest report of each kind has it.

    The years between stay gaps.
    """
    words, write = view.words, view.format
    title = words("program.years")
    found = _found(view, row)
    if len(found) < 2:
        return section(title, [empty(words("program.one_year"))])
    columns = (
        Column(code="year", field="fiscal_year"),
        Column(code="program"),
        Column(code="kind"),
        BUDGET,
        Column(code="budget_bar", kind="bar"),
        EXECUTED,
        RATE,
        replace(SOURCE, field="fiscal_year"),
    )
    cells: dict[str, Callable[[ProgramYear], Cell]] = {
        "program": lambda r: linked(r["name"], view.link_to("programs", r["program_id"]), write),
        "kind": lambda r: words("program.kind_at", kind=words(f"kind.{r['kind']}"), day=_day(view, r)),
        "budget_bar": lambda r: share_bar(
            r["share_of_largest"],
            words("bar.year", year=r["fiscal_year"], amount=write.money_with_unit(r["current_won"])),
        ),
    }
    return section(
        title,
        [
            table_of(words("program.years_caption"), columns, found, view.context(found), cells=cells),
            html.P(words("program.years_note"), className="footnote"),
        ],
        sentence=_sentence(view, found),
    )


def _day(view: View, row: ProgramYear) -> str:
    return view.words("undated.name") if row["as_of"] is None else view.format.day(row["as_of"])


def _found(view: View, row: ListedProgram) -> Sequence[ProgramYear]:
    if not row["lineage_id"]:
        return ()
    every = programs.years(view.connection, row["organization_id"], row["lineage_id"])
    # The course within a year stands above.
    return [r for r in every if r["is_newest"]]


def _sentence(view: View, found: Sequence[ProgramYear]) -> str:
    first, last = found[0]["fiscal_year"], found[-1]["fiscal_year"]
    return view.words("program.years_sentence", first=first, last=last, n=len(found))
