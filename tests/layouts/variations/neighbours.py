"""Other tables, results and pages beside those of the report, that are not what they look like."""

from __future__ import annotations

from tests.layouts.changes import (
    GOALS,
    MONEY,
    TARGETS,
    before_first,
    dropped,
    insert_column,
    renamed_headings,
    substituted,
    where_figures,
)
from tests.layouts.rewritings import (
    first_title_gone,
    footnotes_with_other_years,
    pages_swapped,
    results_replaced,
)
from tests.layouts.sheet import ANY, Expectation
from tests.layouts.variations.variation import PREVIOUS, SMALL, Variation

_OTHER_TABLE = (
    "구 분\t예산액\t집행액\t집행률",
    "총 계\t88,000\t61,600\t70.0%",
    "시설비\t50,000\t41,600\t83.2%",
    "물품비\t38,000\t20,000\t52.6%",
)
_NO_RESULT = Expectation(never=("actual",), other={"status": ("pending", "planned"), "name": (ANY,)})
_UNREAD = Expectation(never=("actual",), other={"status": ("unread",), "name": (ANY,)})
_NOT_WHOLE = tuple(
    {"scope": scope} for scope in ("account", "carry_over", "fund", "office", "quarter", "part")
)

VARIATIONS: tuple[Variation, ...] = (
    *(
        Variation(
            f"before the first: {name}",
            before_first(MONEY, [*caption, "", *_OTHER_TABLE]),
            Expectation(extra=extra),
        )
        for name, caption, extra in (
            (
                "money carried over",
                ["□ 이월예산 집행현황", "", "({year}.9.30.기준, 단위 : 천원)"],
                _NOT_WHOLE,
            ),
            ("a fund", ["□ 청년자립기금 운용현황", "", "({year}.9.30.기준, 단위 : 천원)"], _NOT_WHOLE),
            (
                "a special account",
                ["□ 주차장특별회계 집행현황", "", "({year}.9.30.기준, 단위 : 천원)"],
                _NOT_WHOLE,
            ),
            ("one quarter", ["□ 3분기 지출현황", "", "({year}. 7~9월, 단위 : 천원)"], _NOT_WHOLE),
            ("one office", ["□ 총무팀 지출현황", "", "({year}.9.30.기준, 단위 : 천원)"], _NOT_WHOLE),
            (
                "another institution",
                ["□ 타 기관 사례 : 가온시재단 지출현황", "", "({year}.9.30.기준, 단위 : 천원)"],
                (),
            ),
            (
                "last year's",
                ["□ {last}년 지출현황", "", "({last}.12.31.기준, 단위 : 천원)"],
                ({"fiscal_year": "previous"},),
            ),
            (
                "last year's, of the same date",
                ["□ {last}년도 예산 집행현황", "", "({year}.9.30.기준, 단위 : 천원)"],
                ({"fiscal_year": "previous"},),
            ),
            ("an example", ["□ 작성 예시", "", "(단위 : 천원)"], _NOT_WHOLE),
        )
    ),
    Variation(
        "before the first: quarters, planned and done",
        before_first(
            MONEY,
            [
                "□ 분기별 상담 현황",
                "",
                "구 분\t1분기 계획\t1분기 실적\t2분기 계획\t2분기 실적",
                "전화 상담\t120\t131\t140\t128",
                "방문 상담\t60\t55\t70\t74",
            ],
        ),
        Expectation(extra=({"table": "series_point"},)),
    ),
    Variation(
        "a list of contents",
        before_first(
            MONEY,
            [
                "목 차",
                "Ⅰ. 일반현황 ··············· 3",
                "Ⅱ. 예산 집행현황 ··············· 12",
                "예산 집행현황\t12",
                "주요 성과지표\t17",
                "소요예산\t21",
            ],
        ),
    ),
    Variation(
        "results that are none: surveys to come",
        results_replaced("4분기 조사 예정", "{next}년 1월 확정", "집계 중(11월)"),
        _NO_RESULT,
    ),
    Variation(
        "results that are none: marks", results_replaced("1)", "※ 2차 조사 후", "제3회 조사"), _NO_RESULT
    ),
    Variation(
        "results of the year before",
        results_replaced("{last}년 1,204건", "'30년 87건"),
        _UNREAD,
        ("base_report",),
    ),
    Variation(
        "last year's results beside",
        insert_column(GOALS, "실적", "{last}년 실적", where_figures("77건"), after=False),
        PREVIOUS,
    ),
    Variation(
        "last year's goals beside",
        insert_column(
            f"{GOALS}|{TARGETS}", "^(성과)?목표", "{last}년 목표", where_figures("66건"), after=False
        ),
        PREVIOUS,
    ),
    Variation(
        "next year's goals beside",
        insert_column(f"{GOALS}|{TARGETS}", "^(성과)?목표", "{next}년 목표", where_figures("99건")),
        Expectation(
            extra=(
                {"table": "indicator_result", "fiscal_year": 2032},
                {"table": "indicator_result", "fiscal_year": 2033},
            )
        ),
        SMALL,
    ),
    Variation(
        "goals of the end of term",
        insert_column(f"{GOALS}|{TARGETS}", "^(성과)?목표", "최종목표", where_figures("999건")),
    ),
    Variation(
        "weights beside goals",
        insert_column(f"{GOALS}|{TARGETS}", "^(성과)?목표", "가중치", where_figures("20")),
    ),
    Variation(
        "a result's heading that nobody knows",
        renamed_headings(GOALS, {"실적": "9월 모습"}),
        Expectation(extra=({"table": "output"},), other={"status": ("unread",)}),
    ),
    Variation("pages in another order than the list", pages_swapped, bases=("base_report", "002")),
    Variation("a page without its title", first_title_gone, bases=("base_report", "002")),
    Variation("no strategic directions", dropped(r"^전략 ?방향\t"), Expectation(other={"level": ("item",)})),
    Variation("figures of another year behind results", footnotes_with_other_years, PREVIOUS),
    Variation(
        "results that are plans",
        substituted(r"\((\d+)회, ([\d,]+)명\)", r"(\1회, \2명 예정)", only="^- "),
        Expectation(other={"status": ("planned",)}),
        SMALL,
    ),
)
