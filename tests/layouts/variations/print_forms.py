"""The same table in other carriers, with other breaks, other orders and other ways to write figures."""

from __future__ import annotations

from tests.layouts.changes import (
    GOALS,
    MONEY,
    TARGETS,
    TWO_YEARS,
    carried,
    of_rows,
    parts_reversed,
    total_last,
    without_subtotals,
    without_total,
)
from tests.layouts.rewritings import (
    broken_over_pages,
    figures_apart,
    headings_in_two_rows,
    last_part_unspent,
    marked,
    wide_digits,
)
from tests.layouts.sheet import ANY, Expectation
from tests.layouts.variations.variation import Variation

VARIATIONS: tuple[Variation, ...] = (
    *(
        Variation(f"money tables: {carrier}", carried(MONEY, carrier))
        for carrier in ("pipes", "box", "aligned")
    ),
    Variation("money tables: one cell a line", carried(MONEY, "stacked", full=True)),
    *(
        Variation(f"goals: {carrier}", carried(f"{GOALS}|{TARGETS}", carrier))
        for carrier in ("pipes", "box", "aligned")
    ),
    Variation("goals: one cell a line", carried(f"{GOALS}|{TARGETS}", "stacked", full=True)),
    Variation("two years: pipes", carried(TWO_YEARS, "pipes")),
    Variation("two years: aligned", carried(TWO_YEARS, "aligned")),
    Variation("staff: pipes", carried(r"구분계", "pipes")),
    Variation("headings in two rows", headings_in_two_rows),
    Variation("page breaks in tables of money", broken_over_pages(MONEY)),
    Variation("page breaks in tables of goals", broken_over_pages(f"{GOALS}|{TARGETS}")),
    Variation("total at the end", of_rows(MONEY, total_last)),
    Variation("no total", of_rows(MONEY, without_total), Expectation(other={"parent_label": (ANY,)})),
    Variation("no subtotal", of_rows(MONEY, without_subtotals), Expectation(other={"parent_label": (ANY,)})),
    Variation("parts in another order", of_rows(MONEY, parts_reversed)),
    Variation("minus as -", lambda sheet, year: sheet.sub(r"△(?=\d)", "-", only="\t")),
    Variation("minus as ▲", lambda sheet, year: sheet.sub(r"△(?=\d)", "▲", only="\t")),
    Variation(
        "minus as brackets", lambda sheet, year: sheet.sub(r"△(\d[\d,.]*)(?=\t|$)", r"(\1)", only="\t")
    ),
    Variation("a dash beside 0.0 %", last_part_unspent, Expectation(other={"printed_rate": (0.0,)})),
    Variation("footnote marks on figures", marked(MONEY, "*")),
    Variation("footnote numbers on figures", marked(MONEY, " 1)")),
    Variation("spaces in figures", figures_apart),
    Variation("digits of full width", wide_digits),
)
