"""Two reports in one file: the first is read, and what follows the second's cover is none of it."""

from __future__ import annotations

import pytest

from etl.facts import Document, Row, SetAside, Staffing
from etl.kinds import recognise
from etl.readers import text

FIRST = (
    "제301회 정례회\n보건복지위원회\n\n2031년 주요업무보고\n\n2031. 11.\n\n푸른시숲재단\n\n"
    "(2031.9.30.기준)\n\n"
)
STAFF = "Ⅰ. 일반현황\n\n- 인력 : 정원 9명 / 현원 8명\n\n"
LONG = "- 숲을 가꾸는 일\n" * 20
OTHER_STAFF = "Ⅰ. 일반현황\n\n- 인력 : 정원 7명 / 현원 6명\n\n(2030. 9. 30. 기준)\n(2030. 9. 30. 기준)\n"


def _rows(body: str) -> list[Row]:
    return recognise(text.read("a.txt", body.encode()))


def _staff(rows: list[Row]) -> list[int | None]:
    return [row.authorized for row in rows if isinstance(row, Staffing)]


@pytest.mark.parametrize(
    "cover",
    [
        "제287회 정례회\n보건복지위원회\n\n# 2030년도 주요업무\n\n2030. 11.\n\n",
        "2030년 주요업무보고\n\n2030. 11.\n\n푸른시숲재단\n\n",
        "주요업무보고\n\n2030. 11.\n\n푸른시숲재단\n\n",
        "2031년 주요업무보고\n\n2031. 11.\n\n다온문화재단\n\n",
        "제300회 임시회\n\n2031년 주요업무보고\n\n2031. 3.\n\n푸른시숲재단\n\n",
        "제287회 정례회\n\n2030년 주요업무보고\n\n푸른시숲재단\n\n",  # no month
    ],
)
def test_what_follows_a_second_cover_is_another_documents(cover: str) -> None:
    alone = _rows(FIRST + STAFF + LONG)
    rows = _rows(FIRST + STAFF + LONG + cover + OTHER_STAFF)
    assert _staff(rows) == _staff(alone) == [9]
    (document,) = (row for row in rows if isinstance(row, Document))
    assert (document.fiscal_year, str(document.as_of)) == (2031, "2031-09-30")
    aside = {row.text: row.reason for row in rows if isinstance(row, SetAside)}
    assert aside["7명 · 6명"] == "other_document"


@pytest.mark.parametrize(
    "line",
    [
        "제301회 정례회\n\n2031년 주요업무보고\n\n2031. 11.\n\n푸른시숲재단\n\n",  # an inner title page
        "2031년 주요업무보고\n\n",  # the head of a page
        "2030년 주요업무보고\n\n제287회 정례회\n\n",  # no cover: it has no month
        "2030년 업무보고 결과\n\n2030. 11.\n\n",  # nobody's, before no council
    ],
)
def test_a_title_alone_begins_no_second_report(line: str) -> None:
    rows = _rows(FIRST + STAFF + LONG + line + OTHER_STAFF)
    assert "other_document" not in {row.reason for row in rows if isinstance(row, SetAside)}
    assert 7 in _staff(rows)


_OWN = "푸른시숲재단\n2031년 주요업무보고\n(2031. 9. 30. 기준)\n\n" + STAFF


@pytest.mark.parametrize(
    "cover",
    [
        "가람시나눔재단\n2031년 주요업무보고\n",
        "2031년 주요업무보고\n\n가람시나눔재단\n",
        "가람시나눔재단 2031년 업무보고\n",
        "가람시나눔재단\n2031년도 주요업무 추진실적\n",
        "가람시나눔재단 주요업무보고\n",
    ],
)
def test_the_title_of_another_institutions_report_begins_it(cover: str) -> None:
    rows = _rows(_OWN + cover + OTHER_STAFF)
    assert _staff(rows) == [9]
    (document,) = (row for row in rows if isinstance(row, Document))
    assert str(document.as_of) == "2031-09-30"
    assert {row.text: row.reason for row in rows if isinstance(row, SetAside)}[
        "7명 · 6명"
    ] == "other_document"


@pytest.mark.parametrize(
    "line",
    [
        "푸른시숲재단 2031년 주요업무보고\n",
        "2031년 주요업무보고\n푸른시숲재단\n",
        "3. 가람시나눔재단 업무보고\n",
        "- 가람시나눔재단 결산\n",
        "가람시나눔재단 업무보고에 참석함\n",
        "가람시나눔재단과 함께한 사업계획\n",
        "가람시나눔재단\n\n\n나눔 행사\n\n2031년 주요업무\n",
    ],
)
def test_what_speaks_of_another_institution_begins_no_report_of_it(line: str) -> None:
    rows = _rows(_OWN + line + OTHER_STAFF)
    assert "other_document" not in {row.reason for row in rows if isinstance(row, SetAside)}
