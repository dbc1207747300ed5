"""The date above a table is the date of its figures."""

from __future__ import annotations

from datetime import date

import pytest

from etl import facts
from etl.kinds import recognise
from etl.readers import text

REPORT = """제9회 정례회
2031 주요업무보고
가람시나눔센터
(2031년 9월말 기준)
{caption}

구 분	예산액 (A)	지출액 (B)	집행률
총 계	100,000	50,000	50.0%
인건비	60,000	30,000	50.0%
운영비	40,000	20,000	50.0%

추진실적('31. 9월말)
"""


TABLE_AGAIN = """
추진실적
{caption}

구 분	예산액 (A)	지출액 (B)	집행률
총 계	{total}	50,000	50.0%
인건비	60,000	30,000	50.0%
"""


def _read(body: str) -> list[facts.Row]:
    return recognise(text.read("r.txt", body.encode()))


def _contradictions(rows: list[facts.Row]) -> list[tuple[int, str]]:
    return [
        (r.line, r.text) for r in rows if isinstance(r, facts.SetAside) and r.reason == "date_contradiction"
    ]


def _dates(rows: list[facts.Row], *, after: int = 0) -> set[tuple[int, str | None]]:
    return {
        (r.fiscal_year, r.as_of.isoformat() if r.as_of else None)
        for r in rows
        if isinstance(r, facts.BudgetLine) and r.line > after
    }


@pytest.mark.parametrize(
    ("caption", "year", "as_of", "evidence_line"),
    [
        ("(2030년 9월말 기준 / 단위: 천원)", 2030, "2030-09-30", 5),
        ("(2031년 9월말 기준 / 단위: 천원)", 2031, "2031-09-30", 5),
        ("(2031.9.30.기준, 단위: 천원)", 2031, "2031-09-30", 5),
        ("(2031.6.30.기준, 단위: 천원)", 2031, "2031-06-30", 5),
        ("(단위: 천원)", 2031, "2031-09-30", 4),
    ],
)
def test_a_table_stands_at_the_date_above_it(caption: str, year: int, as_of: str, evidence_line: int) -> None:
    rows = _read(REPORT.format(caption=caption))
    assert _dates(rows) == {(year, as_of)}
    assert _contradictions(rows) == []
    # The decision is on record with the line that states it, and the document keeps its own date.
    readings = [r for r in rows if isinstance(r, facts.Reading) and r.field == "as_of"]
    assert {(r.table_no, r.value, r.evidence_line, r.how) for r in readings} == {
        (None, "2031-09-30", 4, "stated"),
        (1, as_of, evidence_line, "stated"),
    }


@pytest.mark.parametrize(
    ("total", "contradictions", "dates"),
    [
        # The very total of the document's own table: the year above it is a misprint.
        ("100,000", ["2030-09-30"], {(2031, "2031-09-30")}),
        # Another total: the table is of the year that it states.
        ("90,000", [], {(2030, "2030-09-30")}),
    ],
)
def test_a_year_is_a_misprint_only_where_the_total_is_the_documents(
    total: str, contradictions: list[str], dates: set[tuple[int, str | None]]
) -> None:
    own = REPORT.format(caption="(단위: 천원)")
    again = TABLE_AGAIN.format(caption="(2030년 9월말 기준 / 단위: 천원)", total=total)
    rows = _read(own + again)
    line = (own + again).splitlines().index("(2030년 9월말 기준 / 단위: 천원)") + 1
    assert _contradictions(rows) == [(line, day) for day in contradictions]
    assert _dates(rows, after=line) == dates


@pytest.mark.parametrize("note", ["※ 위 표는 2030년 결산 기준임", "※ 2030년 실적"])
def test_a_year_that_a_note_says_too_is_no_misprint(note: str) -> None:
    own = REPORT.format(caption="(단위: 천원)")
    again = TABLE_AGAIN.format(caption="(2030년 9월말 기준 / 단위: 천원)", total="100,000")
    rows = _read(f"{own}{again}\n{note}\n")
    assert _dates(rows, after=own.count("\n")) == set()
    assert "year_contradicted" in {row.reason for row in rows if isinstance(row, facts.SetAside)}


@pytest.mark.parametrize(
    ("caption", "is_doubtful"),
    [("2030년 예산집행 현황", True), ("2031년 예산집행 현황", False), ("예산집행 현황", False)],
)
def test_a_caption_of_another_year_than_the_date_beside_it_gives_no_facts(
    caption: str, is_doubtful: bool
) -> None:
    rows = _read(REPORT.format(caption=f"{caption}\n(2031.9.30.기준, 단위: 천원)"))
    aside = [r.line for r in rows if isinstance(r, facts.SetAside) and r.reason == "year_contradicted"]
    assert aside == ([9, 10, 11] if is_doubtful else [])
    assert _dates(rows) == (set() if is_doubtful else {(2031, "2031-09-30")})


@pytest.mark.parametrize(
    "said", ["2031. 1. 1. ~ 6. 30.", "'31. 1월 ~ 6월", "2031년 6월 기준", "2031년 2분기 기준"]
)
def test_a_day_that_is_only_suggested_denies_that_of_the_document(said: str) -> None:
    rows = _read(REPORT.format(caption=f"({said} / 단위: 천원)"))
    assert _dates(rows) == set()
    assert "date_contradiction" in {row.reason for row in rows if isinstance(row, facts.SetAside)}


@pytest.mark.parametrize("said", ["2031. 1. 1. ~ 12. 31.", "2031년 1월 ~ 9월", "2031년 9월 기준"])
def test_a_span_of_the_year_or_up_to_the_day_of_the_document_denies_nothing(said: str) -> None:
    assert _dates(_read(REPORT.format(caption=f"({said} / 단위: 천원)"))) == {(2031, "2031-09-30")}


_STAFF = "구분\t계\t센터장\t팀원\n정원\t8\t1\t7\n현원\t8\t1\t7\n"
_LEFT_OUT = "지출현황\n\n(2030년 9월말 기준 / 단위: 천원)\n\n세부내역은 붙임 참조\n\n"


@pytest.mark.parametrize(
    "above",
    [
        f"2\n\n예산현황\n\n {_LEFT_OUT}3\n\n조직 및 인력\n\n",
        f"1. {_LEFT_OUT}2. 조직 및 인력\n\n",
        f"□ {_LEFT_OUT}□ 인력 현황\n\n",
        f"Ⅰ. {_LEFT_OUT}Ⅱ. 조직 및 인력\n\n",
        "□ 지출현황(2030년 9월말 기준)\n\n- 세부내역은 붙임 참조\n\n□ 인력 현황\n\n",
    ],
)
def test_a_caption_without_a_table_dates_nothing_of_the_next_section(above: str) -> None:
    title = "2031년 주요업무\n가람시나눔센터\n(2031.9.30.기준)\n\n"
    rows = _read(title + above + _STAFF)
    found = [row for row in rows if isinstance(row, facts.Staffing)]
    assert {(row.grade, str(row.as_of)) for row in found} == {
        (grade, "2031-09-30") for grade in ("계", "센터장", "팀원")
    }
    assert "date_contradiction" not in {row.reason for row in rows if isinstance(row, facts.SetAside)}


@pytest.mark.parametrize(
    "above",
    [
        "□ 인력 현황\n\n(2031. 6. 30. 기준)\n\n",
        "1. 조직 및 인력(2031. 6. 30. 기준)\n\n□ 인력\n\n",
        "1. 조직 및 인력\n(2031. 6. 30. 기준)\n\n□ 인력\n\n",
        "□ 조직 : 2팀\n\n□ 인력 현황 (2031. 6. 30. 기준)\n\n",
        "인력 현황\n2031. 6. 30. 현재\n\n",
    ],
)
def test_the_date_of_a_section_is_that_of_its_tables(above: str) -> None:
    rows = _read("2031년 주요업무\n가람시나눔센터\n(2031.9.30.기준)\n\n" + above + _STAFF)
    found = [row for row in rows if isinstance(row, facts.Staffing)]
    assert len(found) == 3
    assert {str(row.as_of) for row in found} == {"2031-06-30"}


def test_the_date_of_another_section_is_none_of_money_or_goals() -> None:
    title = (
        "2031년 주요업무\n가람시나눔센터\n(2031.9.30.기준)\n\n1. 인력\n\n(2030. 6. 30. 기준)\n\n붙임 참조\n\n"
    )
    money = (
        "2. 지출 현황\n\n(단위: 천원)\n\n구분\t예산액\t지출액\n계\t100\t50\n인건비\t60\t30\n운영비\t40\t20\n"
    )
    goals = "2. 성과목표\n\n성과지표\t목표\t실적\n만족도\t80점\t82점\n교육\t5회\t4회\n"
    for body, kind, count in ((money, facts.BudgetLine, 3), (goals, facts.IndicatorResult, 2)):
        found = [row for row in _read(title + body) if isinstance(row, kind)]
        assert [(row.fiscal_year, str(row.as_of)) for row in found] == [(2031, "2031-09-30")] * count


@pytest.mark.parametrize(
    "said",
    [
        "(단위: 천원, 12월말 추정)", "(단위 : 천원, 2031. 10. 31. 예정)",
        "(단위: 천원) - 2031. 12. 31. 기준 추정",
        "(단위: 천원, 기준: 12월말 예상)", "(단위: 천원, 연말 전망)",
    ],
)  # fmt: skip
def test_what_a_caption_expects_is_spent_by_nobody_wherever_it_says_so(said: str) -> None:
    rows = _read(REPORT.format(caption=f"예산 집행 {said}"))
    assert [row for row in rows if isinstance(row, facts.BudgetLine)] == []
    assert [row.reason for row in rows if isinstance(row, facts.SetAside)].count("planned_figure") == 3


@pytest.mark.parametrize(
    ("said", "as_of"),
    [
        ("(단위: 천원, 2031. 6. 30. 기준)", date(2031, 6, 30)),
        ("(단위: 천원, 기준: 2031. 6. 30.)", date(2031, 6, 30)),
        ("(단위: 천원)", date(2031, 9, 30)),
    ],
)
def test_a_caption_that_states_unit_and_day_is_one(said: str, as_of: date) -> None:
    rows = _read(REPORT.format(caption=f"예산 집행 {said}").replace("\n추진실적('31. 9월말)", ""))
    lines = [row for row in rows if isinstance(row, facts.BudgetLine)]
    assert [line.executed_won for line in lines] == [50_000_000, 30_000_000, 20_000_000]
    assert {line.as_of for line in lines} == {as_of}
