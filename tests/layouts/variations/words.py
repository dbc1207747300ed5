"""Other words for the same: headings, accounts, units, dates."""

from __future__ import annotations

import re
from datetime import date

from tests.layouts.changes import MONEY, TWO_YEARS, dropped, each, renamed_headings, substituted
from tests.layouts.rewritings import (
    in_words,
    month,
    no_unit_anywhere,
    scaled,
    unit_below,
    unit_in_headings,
    unit_under_headings,
)
from tests.layouts.sheet import ANY, Expectation, Sheet
from tests.layouts.variations.variation import SMALL, Variation

_IN_CAPTIONS = r"\((?:\d{4}\.\d+\.\d+\.기준|\d{4}년 \d+월말 기준)\s*[,/]\s*"
_ELSEWHERE = (
    r"\s?\('\d{2}\. \d+월말(?: 기준)?\)|,? ?'\d{2}\. \d+월말 기준"
    r"|\s?\(\d+\.\d+\. 기준\)|\(\d+월말\)"
)
_NO_DATES = each(substituted(_IN_CAPTIONS, "("), substituted(_ELSEWHERE, ""))


def _month_moved(sheet: Sheet, year: int) -> bool:
    return month(9, 6)(sheet, year)


def _report_date_only(sheet: Sheet, year: int) -> bool:
    if not _NO_DATES(sheet, year):
        return False
    at = next(n for n, line in enumerate(sheet.lines) if re.search(rf"^{year}\. ?\d+\.?$", line.text.strip()))
    sheet.insert(at + 2, [f"작성일 : {year}. 11. 3.", f"보고일 : {year}년 11월 20일"])
    return True


VARIATIONS: tuple[Variation, ...] = (
    Variation(
        "headings in synonyms",
        renamed_headings(
            MONEY,
            {
                "예산액": "예산현액",
                "예 산 액": "예산현액",
                "집행액": "지출액",
                "집 행 액": "지출액",
                "집행률": "집행율",
            },
        ),
    ),
    Variation(
        "a budget's heading that nobody knows",
        renamed_headings(MONEY, {"예산액": "가용재원", "예 산 액": "가용재원"}),
    ),
    Variation(
        "a spending's heading that nobody knows",
        renamed_headings(MONEY, {"집행액": "소진분", "지출액": "소진분", "수입액": "들어온 것"}),
    ),
    Variation(
        "a budget called last year's",
        renamed_headings(MONEY, {"예산액": "전년도 예산액", "예 산 액": "전년도 예산액"}),
        Expectation(extra=({"fiscal_year": "previous"},), moved={}),
    ),
    Variation(
        "spending called planned",
        renamed_headings(MONEY, {"집행액": "집행계획액", "지출액": "지출계획액", "수입액": "수입계획액"}),
    ),
    Variation(
        "revenue without the word",
        each(
            lambda sheet, year: sheet.sub("수입현황", "재원별 현황"),
            renamed_headings(MONEY, {"수입액": "금액"}),
        ),
    ),
    Variation(
        "accounts that nobody knows",
        lambda sheet, year: sheet.sub(
            r"^(총 계|소 계|)(인건비|운영비|사업비|출연금|자체수입|민간위탁금|사업수입)(?=\t)",
            lambda m: {
                "인건비": "사람값",
                "운영비": "살림값",
                "사업비": "일감값",
                "출연금": "나라몫",
                "자체수입": "스스로몫",
                "민간위탁금": "맡긴돈",
                "사업수입": "일감벌이",
            }[m[2]],
        ),
        Expectation(
            renamed={
                "인건비": "사람값",
                "운영비": "살림값",
                "사업비": "일감값",
                "출연금": "나라몫",
                "자체수입": "스스로몫",
                "민간위탁금": "맡긴돈",
                "사업수입": "일감벌이",
            },
            other={"level": ("item", "section", "cost_item")},
        ),
        SMALL,
    ),
    Variation("no line with the unit above money", dropped(r"^\s*\(단위\s*:\s*(?:천원|백만원)\)\s*$")),
    Variation(
        "nothing says the unit",
        no_unit_anywhere,
        Expectation(absent=("revenue_line", "year_on_year", "budget_line")),
        SMALL,
    ),
    Variation("unit behind the headings", unit_in_headings),
    Variation("unit in a row of its own", unit_under_headings),
    Variation("unit below the table", unit_below),
    Variation(
        "the same in won",
        scaled(MONEY, "원", lambda n: f"{n * 1000:,}", "천원"),
        Expectation(other={"printed_unit_won": (1,)}),
    ),
    Variation(
        "the same in million won with a decimal",
        scaled(MONEY, "백만원", lambda n: f"{n / 1000:,.1f}", "천원"),
        Expectation(other={"printed_unit_won": (1_000_000,)}),
        SMALL,
    ),
    Variation(
        "two years in hundred million won",
        scaled(TWO_YEARS, "억원", lambda n: f"{n // 100:,}", "백만원"),
        Expectation(other={"printed_unit_won": (100_000_000,)}),
        SMALL,
    ),
    Variation("amounts in words", in_words, Expectation(other={"printed_unit_won": (ANY,)})),
    # Without a date nobody knows whether a result is the year's last.
    Variation(
        "no base date",
        _NO_DATES,
        Expectation(never=("as_of",), other={"status": ("undated",)}),
        ("base_report", "base_centre"),
    ),
    Variation(
        "only the date of the report itself",
        _report_date_only,
        Expectation(never=("as_of",), other={"status": ("undated",)}),
        ("base_report", "base_centre"),
    ),
    Variation(
        "another month",
        _month_moved,
        Expectation(moved={"as_of": (date(2031, 9, 30), date(2031, 6, 30))}),
        ("base_report", "base_centre"),
    ),
    Variation(
        "base date called 현재",
        lambda sheet, year: sheet.sub(
            r"(\d{4})\.9\.30\.기준|(\d{4})년 9월말 기준", rf"{year}년 9월 30일 현재"
        ),
    ),
)
