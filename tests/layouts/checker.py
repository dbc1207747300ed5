"""Holds every stored figure to the printed cell, heading, row, year, date and unit; reads nothing of the ETL.

`check` returns what contradicts the page, and what cannot be judged from it. Words are few on purpose: a
heading that speaks neither for nor against a field is unsure, never right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher

from etl.facts import (
    BudgetLine,
    IndicatorResult,
    Milestone,
    Output,
    Program,
    RevenueLine,
    Row,
    SeriesPoint,
    Staffing,
    SurveyCell,
    YearOnYear,
)
from tests.layouts.headings import bare, years
from tests.layouts.judgements import judge
from tests.layouts.page import Page, base_dates, digits_of, numbers, printed_dates, whole_days
from tests.layouts.printed import plain

_COVER_LINES = 16
_RESULTS_LINES = 40
"""A heading of results ('25 주요실적) stands at most so far above them."""
_FOLLOWING = 8
"""Lines below the cited one in which the other figures of a flattened or broken row may stand."""
_TITLE_REST = 6
"""Letters that a title may have beside a programme's name: an icon that became letters, a tag."""
_ALIKE = 0.6
"""Scans and repairs change a third of a short label at most; other labels of a table share less."""
_SIDES = {
    "budget_line": (re.compile("수입|세입"), re.compile("지출|세출|집행|예산|사업|수입.{0,3}지출")),
    "revenue_line": (re.compile("지출|세출"), re.compile("수입|세입|재원")),
}
_PARTS = {
    "carry_over": "이월예산|이월금집행|이월사업",
    "fund": "기금",
    "account": "특별회계",
    "quarter": r"[1-4]분기",
    "office": "(?:팀|담당관|과|국)(?:지출|세출|예산)?(?:집행)?현황",
    "part": "타기관|사례|예시|비교대상",
}  # fmt: skip
_MONEY = {
    BudgetLine: (
        "original_won", "adjustment_won", "current_won", "carried_in_won", "committed_won", "executed_won",
        "carried_explicit_won", "carried_accident_won", "carried_continuing_won", "refunded_won",
        "unspent_won",
    ),
    RevenueLine: ("original_won", "adjustment_won", "current_won", "received_won"),
    YearOnYear: ("amount_won", "previous_won", "change_won"),
}  # fmt: skip


_PLAIN: dict[type[Row], tuple[str, ...]] = {
    BudgetLine: ("printed_rate",),
    RevenueLine: ("printed_rate",),
    YearOnYear: ("share", "previous_share", "change_rate"),
    IndicatorResult: ("target", "actual", "printed_attainment"),
    Output: ("value",),
    SeriesPoint: ("value",),
    Staffing: ("authorized", "current"),
    SurveyCell: ("n", "percent", "row_total"),
}


@dataclass(slots=True)
class Checked:
    """What was seen: figures that hold, what contradicts the page, and what cannot be judged."""

    held: int = 0
    violations: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)


def check(text: str, rows: Sequence[Row]) -> Checked:
    """Hold facts against the text that they were read from."""
    page, checked = Page(text), Checked()
    cover = years(" ".join(f"{line} " for line in page.lines[:_COVER_LINES]))
    cover |= {int(one) for one in re.findall(r"(?<!\d)20\d{2}(?!\d)", " ".join(page.lines[:_COVER_LINES]))}
    names = {row.program_id: plain(row.name) for row in rows if isinstance(row, Program)}
    titles = _titles(page, set(names.values()))
    # A card without a cover names its years and dates anywhere; elsewhere a base date says that it is one.
    dates = base_dates(text) or (whole_days(text) if cover else printed_dates(text))
    cover = cover or years(text) | {2000 + int(one) for one in re.findall(r"['’‘](\d{2})년", text)}
    for row in rows:
        checked.violations += [_said(page, row, problem) for problem in _page_of(page, row, names, titles)]
        if type(row) not in _PLAIN:
            continue
        checked.unsure += [_said(page, row, problem) for problem in _stated_date(page, row)]
        for column, value in _figures(row):
            _figure(page, row, column, value, checked)
        for problem in (
            *_as_of(row, dates),
            *_of_no_year(page, row, cover),
            *_label(page, row),
            *_table_of(page, row),
            *_sums(row),
        ):
            checked.violations.append(_said(page, row, problem))
    return checked


def _figures(row: Row) -> Iterator[tuple[str, str]]:
    for column in _MONEY.get(type(row), ()):
        value = getattr(row, column)
        if value is not None:
            yield column, digits_of(Decimal(value) / Decimal(row.printed_unit_won))  # type: ignore[attr-defined]
    for column in _PLAIN[type(row)]:
        value = getattr(row, column)
        if value is not None:
            yield column, digits_of(value)


def _figure(page: Page, row: Row, column: str, digits: str, checked: Checked) -> None:
    first, following = _reach(page, row, column)
    places = list(page.places(first, digits))
    if (following and not places) or isinstance(row, Staffing):
        places = list(page.places(first, digits, following=following))
    if not places and digits not in numbers(row.raw or ""):
        in_words = column.endswith("_won") and re.search(r"\d[만억]|\d천만", page.lines[row.line - 1])
        said = _said(page, row, f"{column} {digits} is not printed")
        (checked.unsure if in_words else checked.violations).append(said)
        return
    verdicts = [judge(page, row, column, place) for place in places]
    problems = [problem for problem in verdicts if problem]
    if any(problem == "" for problem in verdicts):
        checked.held += 1
    elif problems and all(problem is not None for problem in verdicts):
        checked.violations.append(_said(page, row, f"{column} {digits}: {problems[0]}"))
    else:
        checked.unsure.append(_said(page, row, f"{column} {digits}"))


def _reach(page: Page, row: Row, column: str) -> tuple[int, int]:
    """Return the line from which a figure is looked for, and how many lines below it."""
    if isinstance(row, Staffing):
        # The row of those in office stands below the row of posts.
        return row.line, 2
    if isinstance(row, SurveyCell) and column == "row_total":
        # A merged total stands on the first row of its group.
        table = page.table_at(row.line)
        above = [one for one in table.rows if one.line <= row.line and one.cells[0].text] if table else []
        start = above[-1].line if above else row.line
        return start, row.line - start
    if isinstance(row, BudgetLine | RevenueLine):
        return row.line, _FOLLOWING
    return row.line, 0


def _of_no_year(page: Page, row: Row, cover: set[int]) -> Iterator[str]:
    """A fact's year stands on the cover, over its column, over its table, or on its line."""
    year = getattr(row, "fiscal_year", None)
    if year is None or year in cover:
        return
    table = page.table_at(row.line)
    heads = [c.text for line in table.rows[: table.heads] for c in line.cells] if table else []
    above = page.caption(table) if table else []
    if table is None or isinstance(row, Output):
        above = [*above, *page.lines[max(0, row.line - _RESULTS_LINES) : row.line]]
    elif isinstance(row, IndicatorResult):
        before = page.lines[max(0, row.line - _RESULTS_LINES) : row.line - 1]
        above = [*above, *[text for text in before if re.match("□|.{0,12}실적$", text.strip())][-1:]]
    near = "\n".join([*heads, *above, page.lines[row.line - 1]])
    if not re.search(rf"{year}|['’‘`]?{year % 100:02}년|['’‘`]{year % 100:02}", near):
        yield f"is of {year}, a year that nothing near it names"


def _as_of(row: Row, dates: set[date]) -> Iterator[str]:
    as_of = getattr(row, "as_of", None)
    if as_of is not None and as_of not in dates:
        yield f"as of {as_of}, a date that is printed nowhere"


def _stated_date(page: Page, row: Row) -> Iterator[str]:
    """A table may state another date than its fact; which of the two is a slip of the page, a person says."""
    as_of, table = getattr(row, "as_of", None), page.table_at(row.line)
    if as_of is None or table is None:
        return
    for text in page.caption(table):
        stated = re.search(r"[^()/,]*(?:기준|현재)", text)
        dates = printed_dates(stated[0]) if stated else set()
        if dates and as_of not in dates:
            yield f"as of {as_of}, its table says {stated[0].strip() if stated else ''!r}"
            return


def _titles(page: Page, names: set[str]) -> dict[int, str]:
    """Return the lines that are a programme's name and little else, outside of lists and tables."""
    found: dict[int, str] = {}
    for number, text in enumerate(page.lines, start=1):
        if page.table_at(number) is not None or _is_listed(page, number):
            continue
        bare_text = re.sub(r"^[0-9①-⑳❶-❿@;.)]+|\([가-힣,]{2,5}\)|\[[가-힣/]{2,9}\]", "", plain(text))
        bare_text = re.sub(r"(?:신규|강화|지속|통합|계속)+$", "", bare_text)
        for name in names:
            short = re.sub(r"^\([가-힣,]{2,5}\)", "", name)
            if short and short in bare_text and len(bare_text) <= len(short) + _TITLE_REST:
                found[number] = name
    return found


def _is_listed(page: Page, number: int) -> bool:
    """A line with a number stands in a list where the line above or below has one too."""
    item = re.compile(r"\s*(?:- )?\d{1,2}[.)]\s?\S")
    near = [page.lines[n - 1] for n in (number - 1, number + 1) if 0 < n <= len(page.lines)]
    return bool(item.match(page.lines[number - 1])) and any(item.match(one) for one in near)


def _page_of(page: Page, row: Row, names: dict[str, str], titles: dict[int, str]) -> Iterator[str]:
    """What stands below a programme's title, and above the next programme's budget, is that programme's."""
    is_detail = isinstance(row, BudgetLine) and row.level == "program_detail"
    program_id = getattr(row, "program_id", None)
    if program_id not in names or not (is_detail or isinstance(row, Output | Milestone | SeriesPoint)):
        return
    above = max((line for line in titles if line <= row.line), default=None)
    if above is None:
        return
    name, own = titles[above], names[program_id]
    # A page closes with its budget: what follows without a title of its own is another page.
    is_closed = any("소요예산" in page.lines[line - 1] for line in range(above, row.line))
    # A line may name the programme that it tells of itself, and so may the item that it stands under.
    is_named = any(own in plain(one) for one in _item_of(page, row.line))
    if own != name and own not in name and name not in own and not is_closed and not is_named:
        nearest_own = max(
            (line for line, one in titles.items() if one == own and line <= row.line), default=0
        )
        following = min((line for line, one in titles.items() if one == own and line > row.line), default=0)
        if nearest_own or following:
            yield f"is counted to {own!r}, its page is {name!r} (line {above})"


def _item_of(page: Page, number: int) -> list[str]:
    """Return a line and, where it is part of an item, the lines above it up to the item's first."""
    found = [page.lines[number - 1]]
    while number > 1 and re.match(r"\s+-", found[-1]):
        number -= 1
        found.append(page.lines[number - 1])
    return found


def _label(page: Page, row: Row) -> Iterator[str]:
    label = getattr(row, "label", None)
    table = page.table_at(row.line)
    if not label or table is None or isinstance(row, Output):
        return
    printed = table.row_at(row.line)
    if printed is None or table.carrier == "stacked":
        return
    words = [cell.text for cell in printed.cells if re.search(r"[가-힣A-Za-z]", cell.text)]
    joined = plain("".join(words))
    # Letters that a formula refers to are no part of a name.
    words = [re.sub(r"\([A-Z+=\-/]+\)", "", word) for word in words]
    joined = re.sub(r"\([A-Z+=\-/]+\)", "", joined)
    wanted = plain(label)
    best = max(
        (SequenceMatcher(None, plain(one), wanted, autojunk=False).ratio() for one in [joined, *words]),
        default=0.0,
    )
    if wanted not in joined and best < _ALIKE:
        yield f"is called {label!r}, its row {joined[:40]!r}"


def _table_of(page: Page, row: Row) -> Iterator[str]:
    table = page.table_at(row.line)
    if table is None or not isinstance(row, BudgetLine | RevenueLine):
        return
    caption = bare("".join(page.caption(table)[:3]))
    never, may = _SIDES[row.table]
    heads = bare("".join(cell.text for line in table.rows[: table.heads] for cell in line.cells))
    if never.search(caption) and not may.search(caption) and not may.search(heads):
        yield f"stands in a table called {caption[:40]!r}"
    named = years(re.sub(r"\d{4}[.년]\d+[.월]\d*[^()/,]{0,6}(?:기준|현재)?", "", caption))
    if named and row.fiscal_year not in named:
        yield f"is of {row.fiscal_year}, its table {caption[:40]!r}"
    if not any(getattr(row, name) is not None for name in (*_MONEY[type(row)], "printed_rate")):
        printed = page.lines[row.line - 1]
        if row.unreadable is None and not re.search(r"[\d_–-]", printed):
            yield "holds no figure"
    if row.scope == "whole":
        for scope, words in _PARTS.items():
            if re.search(words, caption) and not re.search(words, bare(row.label or "")):
                yield f"is called the whole's, its table {caption[:40]!r} is {scope}"


def _sums(row: Row) -> Iterator[str]:
    """A change is of the budget only where it leads from the first budget to the current one."""
    if isinstance(row, BudgetLine | RevenueLine) and row.adjustment_won is not None:
        if row.current_won is None:
            return
        original = row.original_won or 0
        if abs(original + row.adjustment_won - row.current_won) > 2 * row.printed_unit_won:
            yield f"adjustment {row.adjustment_won} leads not from {original} to {row.current_won}"


def _said(page: Page, row: Row, what: str) -> str:
    printed = page.lines[row.line - 1][:100] if 0 < row.line <= len(page.lines) else ""
    return f"{row.table} {row.line}: {what} | {printed!r}"
