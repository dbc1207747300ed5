"""Tables of a PDF without rules: nothing of them is running text, and what heads them heads no other."""

from __future__ import annotations

from etl.blocks import SourceDocument
from etl.facts import Staffing
from etl.kinds import recognise
from etl.readers import read_content
from tests.documents.pdf_typst import made

_PAGE = """#set page(width: 300pt, height: 240pt, margin: 20pt)
#set text(font: "Noto Sans CJK KR", size: 10pt)
#set table(stroke: none, inset: 4pt)
#set par(leading: 5pt, spacing: 12pt)
"""
_AMOUNTS = "#table(columns: 3, [구분], [예산], [집행], [총계], [1,200], [800], [가], [1,200], [800])\n"


def _read(body: str) -> SourceDocument:
    return read_content("report.pdf", made(_PAGE + body))


def _texts(source: SourceDocument) -> list[str]:
    return [line.text for line in source.lines]


def test_cells_broken_over_many_lines_are_no_running_text() -> None:
    text = "돌봄 자원 연계 활용(169개소), 협력사업(41건), 지역돌봄기관 창의활동 지원(93개소, 3,060명)"
    rows = f"[기능], [1호], [{text}], [], [2호], [{text}], [역량], [1호], [{text}]"
    source = _read(f"앞의 글\n#table(columns: (50pt, 40pt, 90pt), [과제], [센터], [내용], {rows})\n뒤의 글")
    assert _texts(source) == ["앞의 글", "뒤의 글"]
    assert {one.reason for one in source.unread} == {"table_unclear"}


def test_a_cell_that_goes_on_on_the_next_page_is_no_running_text() -> None:
    text = "자원 연계(169개소), 협력사업(41건), 창의활동 지원(93개소, 3,060명), " * 4
    table = f"#table(columns: (60pt, 110pt), [과제], [내용], [기능], [{text}], [역량], [{text}])"
    source = _read(f"앞의 글\n{table}\n뒤의 글")
    assert {one.place.page for one in source.unread} == {1, 2}
    assert _texts(source) == ["앞의 글", "뒤의 글"]


def test_rows_of_single_digits_are_no_running_text() -> None:
    cells = "[구분], [계], [팀장], [팀원], [정원], [8], [2], [6], [현원], [7], [1], [6]"
    source = _read(f"앞의 글\n#table(columns: 4, column-gutter: 14pt, {cells})\n뒤의 글")
    assert _texts(source) == ["앞의 글", "뒤의 글"]


def test_a_row_whose_only_cell_is_in_a_further_column_is_no_running_text() -> None:
    cells = "[구분], [내용], [연혁], [1호 센터 수탁], [], [2호 센터 수탁(3개소)], [], [3호 센터 개소]"
    source = _read(f"#table(columns: (70pt, 130pt), row-gutter: 8pt, {cells})\n뒤의 글")
    assert _texts(source) == ["뒤의 글"]


def test_what_heads_the_next_table_stays_where_it_stands() -> None:
    source = _read(f"지출\n{_AMOUNTS}#v(26pt)\n수입 현황\n\n다음 글\n{_AMOUNTS}")
    assert _texts(source) == ["지출", "수입 현황", "다음 글"]


def test_lines_with_stretched_spaces_are_running_text() -> None:
    line = "본부장:810-5042" + " 실장:5024-1234567890" + " 서울디지털안심지원센터장:5700-1111"
    source = _read(f'#set par(justify: true)\n#set text(lang: "en")\n{line} 담당')
    assert _texts(source) == [f"{line} 담당"]


def test_the_date_of_a_table_that_is_not_read_dates_no_other() -> None:
    staff = "#table(columns: 3, stroke: 0.5pt, [구분], [계], [팀장], [정원], [8], [2], [현원], [7], [1])"
    head = "2031년 주요업무보고\n\n나루재단\n\n□ 예산\n\n(2030년 9월말 기준, 단위: 천원)\n"
    source = _read(f"{head}{_AMOUNTS}\n□ 조직 및 인력\n{staff}")
    found = [row for row in recognise(source) if isinstance(row, Staffing)]
    assert {row.authorized for row in found} >= {8, 2}
    assert {row.as_of for row in found} == {None}
