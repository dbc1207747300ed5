"""Pages: what a browser shows is read, in its order; what it hides is noted. Nothing is ever loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.blocks import Bullet, Heading, SourceDocument, Table
from etl.readers import read_content
from etl.readers.errors import ReadError
from tests.documents.html import google, page, ruled, table, write, write_export, write_merged, write_ruled
from tests.documents.merging import Merged, apart
from tests.documents.spread import Spread, spread
from tests.etl.readers import damaged

REPORT = "2031년 업무보고\n가족센터\n구분\t예산\n합계\t1,200\n"


def _read(body: str, head: str = '<meta charset="utf-8">') -> SourceDocument:
    return read_content("report.html", page(body, head).encode())


def _told(document: SourceDocument) -> list[object]:
    return [
        [row.cells for row in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


def _unread(document: SourceDocument) -> list[tuple[str, str]]:
    return [(one.text, one.reason) for one in document.unread]


def test_lines_and_tables_stand_in_their_order_each_on_a_line() -> None:
    drawn = table(apart([["구분", "예산"], ["합계", "1,200"]]))
    document = _read(f"앞 글<p>첫째<br>둘째</p><div>셋째{drawn}넷째</div><h2>제목</h2>")
    assert _told(document) == [
        "앞 글", "첫째", "둘째", "셋째", [("구분", "예산"), ("합계", "1,200")], "넷째", "제목",
    ]  # fmt: skip
    assert [block.place.line for block in document.blocks] == [1, 2, 3, 4, 5, 7, 8]
    assert isinstance(document.blocks[-1], Heading)


def test_spaces_and_breaks_of_the_source_mean_nothing_but_where_they_are_kept() -> None:
    assert _told(_read("<p>가족\n\t  정책 <b>지</b>원</p>")) == ["가족 정책 지원"]
    (found,) = _read("<pre>구분\t예산\n합계\t1,200</pre>").tables
    assert [row.cells for row in found.rows] == [("구분", "예산"), ("합계", "1,200")]


def test_merged_cells_keep_their_spans_and_their_text_stands_once() -> None:
    cells = [
        Merged("구분", 0, 0, 2, 1), Merged("예산", 0, 1, 1, 2), Merged("당초", 1, 1), Merged("현액", 1, 2),
        Merged("교육", 2, 0, 2, 1), Merged("10", 2, 1), Merged("20", 2, 2), Merged("30", 3, 1),
        Merged("40", 3, 2),
    ]  # fmt: skip
    (found,) = _read(table(cells)).tables
    assert [row.cells for row in found.rows] == [
        ("구분", "예산", ""), ("", "당초", "현액"), ("교육", "10", "20"), ("", "30", "40"),
    ]  # fmt: skip
    assert [row.spans for row in found.rows] == [
        ((2, 1), (1, 2), (0, 0)), ((0, 0), (1, 1), (1, 1)),
        ((2, 1), (1, 1), (1, 1)), ((0, 0), (1, 1), (1, 1)),
    ]  # fmt: skip


def _rows(markup: str) -> list[tuple[str, ...]]:
    (found,) = _read(f"<table>{markup}</table>").tables
    return [row.cells for row in found.rows]


def test_spans_end_where_a_browser_ends_them() -> None:
    # With their group of rows; one of 0 goes on to its end.
    groups = "<thead><tr><td rowspan=9>가<td>나</thead><tbody><tr><td>다<td>1</tbody>"
    assert _rows(groups) == [("가", "나"), ("다", "1")]
    assert _rows("<tr><td rowspan=0>가<td>1<tr><td>2<tr><td>3") == [("가", "1"), ("", "2"), ("", "3")]
    # A title over more columns than there are makes none.
    assert _rows("<tr><td colspan=99>제목<tr><td>가<td>1<tr><td>나<td>2")[0] == ("제목", "")
    # A cell that another reaches down into gives way to it.
    assert _rows("<tr><td>가<td rowspan=2>7<tr><td>나<td>8") == [("가", "7", ""), ("나", "", "8")]


def test_the_foot_of_a_table_is_shown_last_and_its_caption_first() -> None:
    markup = (
        "<table><caption>(단위: 천원)</caption><tfoot><tr><td>합계<td>3</tfoot>"
        "<tr><th>구분<th>예산<tr><td>교육<td>3</table>"
    )
    assert _told(_read(markup)) == ["(단위: 천원)", [("구분", "예산"), ("교육", "3"), ("합계", "3")]]


def test_a_table_inside_a_cell_follows_its_table_and_a_layout_is_none() -> None:
    inner = table(apart([["항목", "액"], ["인건비", "7"]]))
    outer = table(apart([["사업", "내용"], ["교육", "9"]]), {(1, 1): f"세부{inner}"})
    assert _told(_read(outer)) == [[("사업", "내용"), ("교육", "세부")], [("항목", "액"), ("인건비", "7")]]
    layout = (
        f"<table><tr><td>차례</td><td><p>가</p><p>나</p><p>다</p><p>라</p>{inner}<p>마</p></td></tr></table>"
    )
    assert _told(_read(layout)) == ["차례", "가", "나", "다", "라", [("항목", "액"), ("인건비", "7")], "마"]


_SHEET = [
    ["달빛재단 2031년 예산", "", ""], ["", "", ""], ["(단위: 천원)", "", ""], ["구분", "예산액", "집행액"],
    ["합계", "1,200", "800"], ["", "", ""], ["직급", "정원", "현원"], ["합계", "8", "7"],
    ["출처: 통계", "", ""],
]  # fmt: skip
_SHEET_TOLD = [
    "달빛재단 2031년 예산", "(단위: 천원)", [("구분", "예산액", "집행액"), ("합계", "1,200", "800")],
    [("직급", "정원", "현원"), ("합계", "8", "7")], "출처: 통계",
]  # fmt: skip


def test_a_sheet_that_was_saved_as_a_page_is_laid_out_as_one() -> None:
    drawn = table(apart(_SHEET)).replace("<td></td>", "<td><br></td>")
    document = _read(drawn)
    assert _told(document) == _SHEET_TOLD
    (first, second) = document.tables
    assert (first.rows[1].place_of(1).cell, second.rows[0].place.cell) == ("B5", "A7:C7")
    merged = [Merged(_SHEET[0][0], 0, 0, 1, 3), *(cell for cell in apart(_SHEET) if cell.row)]
    assert _told(_read(table(merged))) == _SHEET_TOLD


@pytest.mark.parametrize(
    "says_so",
    ['<html xmlns:x="urn:schemas-microsoft-com:office:excel">', "<meta name=ProgId content=Excel.Sheet>"],
)
def test_each_table_of_an_exported_workbook_is_a_sheet_without_addresses(says_so: str) -> None:
    document = _read(f"<p>시스템 출력</p>{table(apart(_SHEET[2:5]))}<hr>{table(apart(_SHEET[6:8]))}", says_so)
    assert _told(document) == ["시스템 출력", *_SHEET_TOLD[1:4]]
    assert {row.place.cell for found in document.tables for row in found.rows} == {None}


_LAID = spread("달빛재단 2031년 예산\n(단위: 천원)\n구분\t예산액\t집행액\n합계\t1,200\t800\n출처: 통계")


def test_the_rulers_of_google_sheets_are_no_cells_and_tell_where_these_stand() -> None:
    drawn = ruled(_LAID, frozen=(4, 1))
    document = read_content("예산 현황.html", google(drawn).encode())
    table_told = [("구분", "예산액", "집행액"), ("합계", "1,200", "800")]
    assert _told(document) == ["달빛재단 2031년 예산", "(단위: 천원)", table_told, "출처: 통계"]
    (found,) = document.tables
    places = [(one.sheet, one.cell) for one in (found.rows[1].place_of(1), document.blocks[-1].place)]
    assert places == [("예산 현황", "B5"), ("예산 현황", "A7")]


def test_beside_hidden_rows_and_columns_rulers_tell_the_cells_that_are_seen() -> None:
    laid = Spread(
        {(row, column): text for row, cells in enumerate(_SHEET) for column, text in enumerate(cells)}
    )
    laid.merged = [(0, 0, 0, 2), (3, 0, 4, 0)]
    # Row 5 is hidden, and with it half of what is merged; so is column B.
    document = read_content("a.html", google(ruled(laid, hidden=((4,), (1,)))).encode())
    (budget, staff) = document.tables
    assert [(cell, budget.rows[0].place_of(i).cell) for i, cell in enumerate(budget.rows[0].cells)] == [
        ("구분", "A4"), ("집행액", "C4"),
    ]  # fmt: skip
    assert staff.rows[1].place_of(1).cell == "C8"


def test_a_style_of_google_sheets_may_strike_out_a_cell() -> None:
    document = read_content("a.html", google(ruled(_LAID, struck=[(4, 1)])).encode())
    assert _unread(document) == [("1,200", "struck_out")]
    (found,) = document.tables
    assert found.rows[1].cells == ("합계", "", "800")


def test_sheets_behind_tabs_are_read_under_their_names() -> None:
    tabs = "".join(
        f'<li id="sheet-button-{n}"><a href="#">{name}</a></li>' for n, name in ((0, "예산"), (7, "인력"))
    )
    staff = ruled(spread("직급\t정원\n합계\t8"), sheet=7)
    body = (
        f'<div id="top-bar"><ul id="sheet-menu">{tabs}</ul></div><div id="0">{ruled(_LAID)}</div>'
        f'<div id="7" style="display:none">{staff}</div><div id="footer">5분마다 업데이트</div>'
    )
    document = read_content("a.html", google(body).encode())
    assert _told(document) == [
        "예산", "달빛재단 2031년 예산", "(단위: 천원)",
        [("구분", "예산액", "집행액"), ("합계", "1,200", "800")], "출처: 통계",
        "인력", [("직급", "정원"), ("합계", "8")],
    ]  # fmt: skip
    assert [(table.rows[1].place.sheet, table.rows[1].place.cell) for table in document.tables] == [
        ("예산", "A5:C5"), ("인력", "A3:B3"),
    ]  # fmt: skip
    assert not document.unread


@pytest.mark.parametrize(
    ("changed", "into"),
    [('id="0R4"', 'id="0R1"'), ('id="0R4"', ""), ('id="0C1"', 'id="0C99999"'), ('id="0R4"', 'id="3R4"')],
)
def test_rulers_that_are_not_whole_give_no_address(changed: str, into: str) -> None:
    document = read_content("a.html", google(ruled(_LAID).replace(changed, into)).encode())
    (found,) = document.tables
    assert found.rows[1].cells == ("합계", "1,200", "800")
    assert {row.place.cell for row in found.rows} == {None}


def test_a_table_that_numbers_its_rows_itself_keeps_them() -> None:
    rows = "<tr><th>순번<th>구분<th>예산<tr><th>1<td>교육<td>500<tr><th>2<td>상담<td>700"
    assert _rows(rows) == [("순번", "구분", "예산"), ("1", "교육", "500"), ("2", "상담", "700")]


def test_a_blank_row_of_a_table_among_text_parts_nothing() -> None:
    (found,) = _read(f"<p>예산</p>{table(apart([*_SHEET[3:6], ['가', '1', '2']]))}").tables
    assert len(found.rows) == 3


def test_lists_have_their_marks_and_levels() -> None:
    document = _read(
        "<ul><li>하나<ul><li>둘</li></ul></li><li style='list-style: none'>셋</li></ul>"
        "<ol start=3><li><p>넷</p></li><li>다섯</li></ol><ol type=I><li>여섯</li></ol>"
    )
    assert _told(document) == ["하나", "둘", "셋", "3. 넷", "4. 다섯", "Ⅰ. 여섯"]
    assert [(block.mark, block.indent) for block in document.blocks if isinstance(block, Bullet)] == [
        ("•", 0), ("○", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "markup",
    [
        "<p hidden>숨김 7</p>",
        "<p style='color: red; DISPLAY : none'>숨김 7</p>",
        "<p style='visibility:hidden'>숨김 7</p>",
        "<p style='opacity: 0.0'>숨김 7</p>",
        "<p style='font-size:0'>숨김 7</p>",
        "<p style='color: transparent'>숨김 7</p>",
        "<p style='color:#FFF'>숨김 7</p>",
        "<style>.a { visibility: hidden }</style><p class='a'>숨김 7</p>",
        "<style>.a, #b { display: none }</style><p class='c a'>숨김 7</p>",
        "<style>.a, #b { display: none }</style><p id=b>숨김 7</p>",
        "<table><tr><td>가<td>1<tr style='display:none'><td>숨김<td>7</table>",
    ],
)
def test_what_is_hidden_is_noted_and_not_read(markup: str) -> None:
    document = _read(f"{markup}<p>보임</p>")
    assert _unread(document) == [("숨김 7", "hidden_text")]
    assert _told(document)[-1] == "보임"
    assert "7" not in str(_told(document))


def test_a_rule_for_paper_or_inside_another_hides_nothing() -> None:
    sheet = "<style>@media print { .a { display: none } } .b p { display: none } .c { color: red }</style>"
    assert _told(_read(f"{sheet}<div class='b'><p class='a'>보임</p></div>")) == ["보임"]


def test_a_hidden_cell_takes_no_column() -> None:
    assert _rows("<tr><td>구분<td hidden>88<td>예산<tr><td>합계<td hidden>99<td>3") == [
        ("구분", "예산"), ("합계", "3"),
    ]  # fmt: skip


def test_a_cell_that_only_shows_nothing_keeps_its_column() -> None:
    assert _rows("<tr><td>구분<td>88<td>예산<tr><td>합계<td style='visibility: hidden'>99<td>3") == [
        ("구분", "88", "예산"), ("합계", "", "3"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "markup",
    [
        "<div style='background: navy'><p style='color: white'>보임 7</p></div>",
        "<table bgcolor='navy'><tr><td style='color: white'>보임<td style='color: white'>7</table>",
        "<style>p { background-color: navy }</style><p style='color: white'>보임 7</p>",
        "<link rel='stylesheet' href='a.css'><p style='color: white'>보임 7</p>",
        "<p style='background: none; opacity: 0.5; font-size: 0.9em; border-color: white'>보임 7</p>",
    ],
)
def test_white_text_that_may_lie_on_a_colour_is_read(markup: str) -> None:
    document = _read(markup)
    assert not document.unread
    assert "7" in str(_told(document))


def test_what_is_struck_out_is_noted_and_not_read() -> None:
    document = _read("<p>예산 <del>900</del><span style='text-decoration:line-through'>800</span>1,200</p>")
    assert _told(document) == ["예산 1,200"]
    assert _unread(document) == [("900", "struck_out"), ("800", "struck_out")]


def test_a_style_strikes_out_inside_of_the_elements_that_it_names() -> None:
    through = "{ text-decoration: line-through }"
    sheet = f"<style>.a td .b, .c {through} .a > .d {through}</style>"
    inside = "<table class=a><tr><td><b class=b>900</b> 7<td><i class='c'>800</i> 8</table>"
    document = _read(f"{sheet}{inside}<p class=b>6</p><div class=a><p class=b>5</p></div>")
    assert _unread(document) == [("900", "struck_out"), ("800", "struck_out")]
    assert _told(document) == [[("7", "8")], "6", "5"]


def test_a_raised_number_is_no_part_of_the_figure_before_it() -> None:
    assert _told(_read("<p>1,200<sup>1)</sup></p>")) == ["1,200 1)"]
    assert _told(_read("<p>정원 8<sup><a>1</a></sup>명</p>")) == ["정원 8 1명"]
    assert _told(_read("<p><b>8</b><span style='vertical-align: super'><i>1</i></span>명</p>")) == ["8 1명"]
    assert _told(_read("<p>CO<sub>2</sub></p>")) == ["CO2"]


def test_what_is_filled_into_a_form_is_read_and_its_machinery_is_not() -> None:
    form = (
        "<p>예산 <input value='1,200'><input type=hidden value=7> <select><option>천원<option selected>백만원"
        "</select><button>조회</button></p><script>var a = 9;</script><noscript>8</noscript>"
    )
    assert _told(_read(form)) == ["예산 1,200 백만원"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset='euc-kr'>", "cp949"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=ks_c_5601-1987'>", "cp949"),
        ("", "cp949"),
        ("", "utf-8"),
        ("", "utf-16"),
        ("", "utf-8-sig"),
        # What a page says of itself is wrong.
        ("<meta charset='euc-kr'>", "utf-8"),
        ("<meta charset='utf-8'>", "cp949"),
        ("<meta charset='iso-8859-1'>", "cp949"),
        ("<meta charset='unicode_escape'>", "cp949"),
    ],
)
def test_letters_are_read_in_the_encoding_that_they_are_in(head: str, encoding: str) -> None:
    content = page("<p>예산 똠방각하 1,200천원</p>", head).encode(encoding)
    assert _told(read_content("report.html", content)) == ["예산 똠방각하 1,200천원"]


def test_nothing_outside_of_the_page_is_opened(tmp_path: Path) -> None:
    outside = tmp_path / "outside.html"
    outside.write_text("<p>바깥 77</p>", encoding="utf-8")
    entity = f'<!DOCTYPE html [<!ENTITY a SYSTEM "{outside.as_uri()}">]><html><p>안 &a;</p></html>'
    frame = f"<iframe src='{outside.as_uri()}'></iframe><object data='{outside.as_uri()}'></object>"
    assert "77" not in str(_told(read_content("a.html", entity.encode())))
    assert _told(_read(f"{frame}<p>안</p>")) == ["안"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (page("").encode(), "holds no text"),
        (page("<div>" * 5_000 + "깊다").encode(), "nested too deeply"),
        (b"<html><body><table><tr><td>a<td>1,2", "is cut off"),
        (b"<html><table><tr><td>a</td><td>1,234</td></tr>", "is cut off"),
        (b"<html><table><tr><td><table><tr><td>a</table><td>1,2", "is cut off"),
        (b"<!DOCTYPE html><html><body><p>a</p><p>1,2", "is cut off: it ends within its text"),
        (b"<html><head></head><body><table><tr><td>a</table><p>1,2\n", "is cut off: it ends within its text"),
        (b"<table>a</table><!-- </table> --><TABLE ID=1><tr><td>1,2", "is cut off"),
        (b"<html><body>\x81\xff\xfe\x80</body></html>", "no encoding that we know"),
        (page("<table><tr>" + "<td colspan=1000>1" * 3_000 + "</table>").encode(), "split the report"),
        (page("<table>" + "<tr><td rowspan=65534 colspan=1000>1" * 4_000).encode(), "split the report"),
    ],
)  # fmt: skip
def test_a_bad_page_is_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in damaged.refusal(tmp_path, "report.html", content)


@pytest.mark.parametrize(
    "content",
    [
        "<table><tr><td>1,234</table>",
        "<table><tr><td>1,234</body>",
        "<p>1,234",
        "<!-- <table> --><p>1,234",
        "<html><body><p>1,234</p>",
        "<html><p>1,234</html>",
        "1,234",
    ],
)
def test_a_page_may_leave_out_other_ends(content: str) -> None:
    (found,) = read_content("a.html", content.encode()).lines
    assert found.text == "1,234"


def test_entities_that_make_others_stay_small(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    bomb = f'<!DOCTYPE html [<!ENTITY a0 "아">{entities}]><html><p>안 &a12;</p></html>'
    assert len(str(_told(read_content("a.html", bomb.encode())))) < 2_000


def test_the_content_tells_the_format_and_a_text_stays_a_text() -> None:
    told = _told(read_content("report.html", write(REPORT)))
    for name, content in (
        ("a.xls", write_export(REPORT)),
        ("a.doc", write_merged(REPORT)),
        ("a", write(REPORT)),
    ):
        assert _told(read_content(name, content)) == told
    # OCR may put a tag into a text.
    (found,) = read_content("a.txt", "<table>\n구분\t예산\n합계\t3\n".encode()).tables
    assert found.carrier == "tabs"


@pytest.mark.slow
def test_whatever_happens_to_its_bytes_a_page_is_read_or_refused(tmp_path: Path) -> None:
    damaged.survives(tmp_path, "report.html", write_merged(REPORT * 3))
    damaged.survives(tmp_path, "report.xls", write_export(REPORT * 3))
    damaged.survives(tmp_path, "report.html", write_ruled(REPORT * 3))


def test_a_sheet_may_end_in_very_many_blank_rows() -> None:
    rows = "<tr><td>구분</td><td>예산액</td></tr><tr><td>계</td><td>500</td></tr>"
    blank = "<tr style='height:1px'><td>&nbsp;</td><td> <br></td></tr>\n" * 200_000
    shown = "<html><body><table>{}</table><table>{}</table></body></html>"
    plain, ending = (
        read_content("a.html", shown.format(rows + ends, rows).encode()).blocks for ends in ("", blank)
    )
    assert plain == ending


def test_a_page_of_more_rows_than_a_report_has_is_refused_before_it_is_parsed() -> None:
    rows = (
        "<table><tr><td>계</td><td>500</td></tr>" + "<tr></tr>" * 1_000_001 + "<tr><td>끝</td></tr></table>"
    )
    with pytest.raises(ReadError, match="more than 1,000,000 rows and cells"):
        read_content("a.html", f"<html><body>{rows}</body></html>".encode())
