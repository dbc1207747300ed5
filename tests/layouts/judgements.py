"""Whether a printed place speaks for a figure of a fact, or against it."""

from __future__ import annotations

import re

from etl.facts import IndicatorResult, Output, Row, SeriesPoint, Staffing, SurveyCell, YearOnYear
from tests.layouts.headings import bare, judged, years
from tests.layouts.page import Found, Page, numbers
from tests.layouts.printed import plain

_UNITS = {
    "천원": 1_000,
    "백만원": 1_000_000,
    "억원": 100_000_000,
    "십억원": 1_000_000_000,
    "만원": 10_000,
    "원": 1,
}
_NO_RESULT = re.compile(r"예정|계획|미정|확정$|집계 ?중")
_NOT_OF_RESULT = ("월", "분기", "년", "차", "일", "호", "급", "층", "기")


def judge(page: Page, row: Row, column: str, place: Found) -> str | None:
    """Return '' where a place speaks for a figure, what speaks against it, or None."""
    problem = _unit(page, row, column, place) or _year(row, column, place)
    if problem:
        return problem
    if isinstance(row, IndicatorResult):
        return _goal(column, place)
    if isinstance(row, Output):
        return _output(row, place)
    if isinstance(row, SeriesPoint):
        return _period(row, place)
    if isinstance(row, Staffing):
        return _staff(page, row, column, place)
    if isinstance(row, SurveyCell):
        return _survey(row, column, place)
    if column in ("share", "previous_share", "change_rate") and place.cell is not None:
        return "" if "%" in place.text or judged(column, place.path) else None
    answer = judged(column, place.path)
    if answer is None:
        return None
    later = _final_budget(place) if column == "current_won" else ""
    if later:
        return f"stands under {' › '.join(place.path)!r} beside {later!r}"
    return "" if answer else f"stands under {' › '.join(place.path)!r}"


def _final_budget(place: Found) -> str:
    """Return the heading of another budget in the row that says that it is the final one."""
    final = re.compile(r"A\+B|현액|최종")
    if place.table is None or place.cell is None or final.search(bare("".join(place.path))):
        return ""
    cells = next(row.cells for row in place.table.rows if place.cell in row.cells)
    for cell in cells:
        heads = place.table.headings(cell)
        if (
            final.search(bare("".join(heads)))
            and judged("current_won", heads)
            and re.search(r"\d", cell.text)
            and numbers(cell.text) != numbers(place.text)
        ):
            return " › ".join(heads)
    return ""


def _unit(page: Page, row: Row, column: str, place: Found) -> str:
    if not column.endswith("_won"):
        return ""
    unit = getattr(row, "printed_unit_won")  # noqa: B009
    if re.match(r"억\s?\d", place.after) or re.search(r"\d억\s?$", place.lead):
        return f"is a part of the amount in words {place.lead[-6:] + place.after[:10]!r}"
    inline = re.match(r"(천원|백만원|억원|만원|원)", place.after)
    stated = _UNITS[inline[1]] if inline else None
    if stated is None and place.table is not None:
        heads = " ".join(place.path)
        above = page.caption(place.table)
        for text in (
            heads,
            *(c.text for r in place.table.rows[: place.table.heads] for c in r.cells),
            *above,
        ):
            found = re.search(
                r"단위[^)]*?((?:천|백만|십억|억|만)?원)|\(((?:천|백만|십억|억|만)?원)\)", bare(text)
            )
            if found:
                stated = _UNITS[found[1] or found[2]]
                break
    if stated is None or stated == unit:
        return ""
    return f"is counted in {unit}, printed in {stated}"


def _year(row: Row, column: str, place: Found) -> str:
    year = getattr(row, "fiscal_year", None)
    if year is None or isinstance(row, Output):
        return ""
    if isinstance(row, YearOnYear) and column.startswith("previous"):
        year = row.previous_year
    if isinstance(row, YearOnYear) and column.startswith("change"):
        return ""
    named = set().union(*(years(part) for part in place.path)) if place.path else set()
    if named and year not in named:
        return f"stands under {' › '.join(place.path)!r}, not of {year}"
    if isinstance(row, IndicatorResult) and place.table is None:
        told = years(place.text)
        if told and year not in told:
            return f"stands on a line of {sorted(told)}, not of {year}"
    past = any(re.search("전년|작년|지난해", bare(part)) for part in place.path)
    if past and column not in ("carried_in_won", "previous_won", "previous_share"):
        return f"stands under {' › '.join(place.path)!r}"
    return ""


def _goal(column: str, place: Found) -> str | None:
    if column == "actual":
        if place.after.startswith("%") and any("달성" in part for part in place.path):
            return f"is the attainment in {place.text!r}, no result"
        if place.after.startswith(_NOT_OF_RESULT) and not place.after.startswith(("일 ", "차 ")):
            return f"is part of {place.text!r}, no result"
        if place.after.startswith(")") and not place.lead.strip(" -"):
            return f"is the mark of a footnote in {place.text!r}"
        if _NO_RESULT.search(place.text) and place.cell is not None and len(place.text) < 30:
            return f"stands in {place.text!r}, no result"
    # The words beside a goal inside its cell are its name; the column's heading says what it is.
    heads = place.table.headings(place.cell) if place.table and place.cell else []
    answer = judged(column, heads or place.path)
    if answer is None:
        return None
    return "" if answer else f"stands under {' › '.join(heads or place.path)!r}"


def _output(row: Output, place: Found) -> str | None:
    unit = row.unit or ""
    named = years(re.split(r"[,·→(]", place.lead)[-1] + " ")
    if named and row.fiscal_year not in named and unit != "년":
        return f"is led by {place.lead!r}, not of {row.fiscal_year}"
    if place.after.startswith(("월", "분기", "년")) and not unit.startswith(("월", "분기", "년")):
        return f"is followed by {place.after[:4]!r}, a date"
    after = plain(place.after).removeprefix("여")
    if unit and unit != "%" and not after.startswith(plain(unit)) and place.cell is None:
        return f"is followed by {place.after[:6]!r}, not by {unit!r}"
    if re.match(r"[가-힣%]{0,4}\s*(?:예정|계획)", place.after):
        return f"is planned: {place.after[:10]!r}"
    return ""


def _period(row: SeriesPoint, place: Found) -> str | None:
    heads = bare("".join(place.path))
    if row.period == "total":
        return "" if re.search("계|총", heads) else None
    year, _, part = row.period.partition("-")
    if not part:
        return "" if year in heads or year[2:] in heads or place.cell is None else None
    if part.startswith("Q"):
        return "" if f"{part[1]}분기" in heads or part[1] in heads else f"stands under {heads!r}"
    named = re.search(r"(\d{1,2})월", heads)
    if named is None:
        return None
    return "" if int(named[1]) == int(part) else f"stands under {heads!r}, not of {row.period}"


def _staff(page: Page, row: Staffing, column: str, place: Found) -> str | None:
    word = "정원" if column == "authorized" else "현원"
    other = "현원" if column == "authorized" else "정원"
    if place.table is None or place.cell is None:
        before = plain("".join(place.path))
        return f"stands behind {before!r}" if other in before and word not in before else ""
    first = next((r for r in place.table.rows if place.cell in r.cells), None)
    label = plain(first.cells[0].text) if first else ""
    heads = plain("".join(place.path))
    if word in label or word in heads:
        if other in label and word not in label:
            return f"stands in the row {label!r}"
        named = plain(row.grade)
        return "" if named in heads or named in label or not heads else None
    return f"stands in {label!r} under {heads!r}" if other in label or other in heads else None


def _survey(row: SurveyCell, column: str, place: Found) -> str | None:
    if place.table is None or place.cell is None:
        return None
    if column == "row_total":
        return "" if "계" in plain("".join(_heads_near(place))) else None
    first = next(r for r in place.table.rows if place.cell in r.cells)
    labels = "".join(plain(cell.text) for cell in first.cells[:3])
    if plain(row.row_category)[:4] not in labels:
        return f"stands in the row {labels[:20]!r}, not {row.row_category!r}"
    if row.column_category is None:
        return ""
    heads = _heads_near(place)
    return "" if any(plain(row.column_category)[:3] in head for head in heads) else f"stands under {heads}"


def _heads_near(place: Found) -> list[str]:
    """Return the headings of a cell and of the one to its left, where a cross table's may have slipped to."""
    if place.table is None or place.cell is None:
        return []
    cells = next(row.cells for row in place.table.rows if place.cell in row.cells)
    near = [place.cell, *(cell for cell in cells if cell.column == place.cell.column - 1)]
    return [plain("".join(place.table.headings(cell))) for cell in near]
