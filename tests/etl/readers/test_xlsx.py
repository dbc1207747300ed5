"""Workbooks into blocks: what people see of each sheet, where it stands, and what is not read."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl import extraction
from etl.blocks import Heading, Paragraph, SourceDocument, Table
from etl.readers import read_content
from etl.readers.errors import ReadError
from tests.documents import xlsx
from tests.documents.raw_xlsx import workbook
from tests.work import calls

Written = tuple[Workbook, Worksheet]
_BUDGET = [["구분", "예산액", "집행액"], ["가", 1000, 500], ["나", 2000, 100]]


@pytest.fixture
def written() -> Written:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "예산"
    return book, sheet


def _fill(sheet: Worksheet, top: int, left: int, rows: list[list[object]]) -> None:
    for row, cells in enumerate(rows):
        for column, content in enumerate(cells):
            if content is not None:
                sheet.cell(top + row, left + column).value = content  # type: ignore[assignment]


def _read(book: Workbook | bytes) -> SourceDocument:
    if isinstance(book, bytes):
        return read_content("a.xlsx", book)
    held = io.BytesIO()
    book.save(held)
    return read_content("a.xlsx", held.getvalue())


def _shown(source: SourceDocument) -> list[object]:
    """Return lines as text and tables as their rows."""
    return [
        [list(row.cells) for row in block.rows] if isinstance(block, Table) else block.text
        for block in source.blocks
    ]


def test_each_sheet_is_a_section_and_each_cell_has_its_place(written: Written) -> None:
    book, sheet = written
    _fill(sheet, 6, 2, [["구분", "예산액"], ["가", 1000]])
    other = book.create_sheet("집행 '27")
    other["C3"] = "집행 현황"
    source = _read(book)
    first, table, second, line = source.blocks
    assert isinstance(first, Heading)
    assert (first.text, first.place.sheet, first.place.cell) == ("예산", "예산", None)
    assert isinstance(table, Table)
    assert [(row.place.line, row.place.cell) for row in table.rows] == [(2, "B6:C6"), (3, "B7:C7")]
    assert [table.rows[1].place_of(i).cell for i in (0, 1)] == ["B7", "C7"]
    assert table.rows[1].place_of(1).sheet == "예산"
    assert isinstance(second, Heading)
    assert isinstance(line, Paragraph)
    assert (line.place.line, line.place.sheet, line.place.cell) == (5, "집행 '27", "C3")
    assert source.line_count == 5


def test_a_sheet_that_nobody_named_gives_no_heading(written: Written) -> None:
    book, sheet = written
    sheet.title = "Sheet1"
    sheet["A1"] = "현황"
    assert _shown(_read(book)) == ["현황"]


def test_lines_above_and_below_a_table_are_none_of_its_rows(written: Written) -> None:
    book, sheet = written
    sheet["A1"] = "1. 예산 현황\n(9월말)"
    sheet.merge_cells("A1:C1")
    sheet["C2"] = "(단위: 천원)"
    _fill(sheet, 3, 1, _BUDGET)
    sheet["A6"] = "※ 추경 포함"
    expected = [["구분", "예산액", "집행액"], ["가", "1000", "500"], ["나", "2000", "100"]]
    assert _shown(_read(book)) == ["예산", "1. 예산 현황", "(9월말)", "(단위: 천원)", expected, "추경 포함"]


def test_a_title_and_a_unit_may_stand_in_one_row(written: Written) -> None:
    book, sheet = written
    sheet["A1"] = "예산 현황"
    sheet["C1"] = "(단위: 천원)"
    _fill(sheet, 2, 1, _BUDGET)
    shown = _shown(_read(book))
    assert shown[:3] == ["예산", "예산 현황", "(단위: 천원)"]
    assert len(shown) == 4


def test_a_name_and_what_it_is_in_the_cell_beside_it_are_a_line(written: Written) -> None:
    book, sheet = written
    told: list[list[object]] = [
        ["예산 현황"],
        ["기관명", "달빛재단"],
        ["기준일", date(2031, 9, 30)],
        ["단위 :", "천원"],
    ]
    _fill(sheet, 1, 1, [*told, *_BUDGET])
    sheet["B3"].number_format = "yyyy. m. d."
    source = _read(book)
    assert [(line.text, line.place.cell) for line in source.lines] == [
        ("예산", None), ("예산 현황", "A1"), ("기관명: 달빛재단", "A2:B2"), ("기준일: 2031-09-30", "A3:B3"),
        ("단위: 천원", "A4:B4"),
    ]  # fmt: skip
    (table,) = source.tables
    assert table.place.cell == "A5:C5"


@pytest.mark.parametrize(
    "rows",
    [
        [["구분", "예산액"], ["기준일 이전", 1_000], ["기준일 이후", 2_000]],
        [["구분", "예산"], [None, "본예산", "현액"], ["가", 10, 20]],
        [["구분", "2031년"], ["가", 10]],
        [["사업명", "담당"], ["축제", "문화팀"]],
        [["합계", "1,000"], ["구분:", "예산"], ["가", 10]],
        [["사업명", "종료일"], ["축제", date(2031, 9, 30)], ["강좌", date(2031, 12, 31)]],
    ],
)
def test_two_cells_that_head_columns_or_are_a_row_state_nothing(
    written: Written, rows: list[list[object]]
) -> None:
    book, sheet = written
    _fill(sheet, 1, 1, rows)
    source = _read(book)
    assert sum(len(table.rows) for table in source.tables) == len(rows)


def test_blank_rows_and_columns_part_tables(written: Written) -> None:
    book, sheet = written
    sheet["B2"] = "전체"
    sheet.merge_cells("B2:H2")
    sheet["B3"] = "본청"
    _fill(sheet, 4, 2, _BUDGET)
    sheet["F3"] = "사업소"
    _fill(sheet, 4, 6, _BUDGET[:2])
    _fill(sheet, 9, 2, _BUDGET)
    source = _read(book)
    lines = [block.text for block in source.lines]
    assert lines == ["예산", "전체", "본청", "사업소"]
    assert [(len(table.rows), table.place.cell) for table in source.tables] == [
        (3, "B4:D4"),
        (2, "F4:H4"),
        (3, "B9:D9"),
    ]


def test_a_blank_column_within_a_table_parts_nothing(written: Written) -> None:
    book, sheet = written
    _fill(sheet, 1, 1, [["구분", None, "예산액", "집행액"], ["가", None, 10, 5], ["나", None, 20, 1]])
    (table,) = _read(book).tables
    assert [cell for cell in table.rows[1].cells if cell] == ["가", "10", "5"]


def test_the_name_of_a_group_stays_in_its_table(written: Written) -> None:
    book, sheet = written
    rows: list[list[object]] = [
        ["구분", "예산액"],
        ["총계", 40],
        ["일반회계"],
        ["가", 30],
        ["특별회계"],
        ["나", 10],
    ]
    _fill(sheet, 1, 1, rows)
    (table,) = _read(book).tables
    assert [row.cells[0] for row in table.rows] == ["구분", "총계", "일반회계", "가", "특별회계", "나"]


def test_what_goes_on_below_a_table_in_a_column_of_its_own_is_its_row(written: Written) -> None:
    book, sheet = written
    _fill(sheet, 1, 1, [["구분", "내용"], ["연혁", "2002. 설립"], [None, "2023. 이전"], ["2. 조직"]])
    lines = [line.text for line in _read(book).lines]
    (table,) = _read(book).tables
    assert lines == ["예산", "2. 조직"]
    assert [row.cells for row in table.rows][2:] == [("", "2023. 이전")]


def test_a_title_over_other_headings_parts_tables_without_a_blank_row(written: Written) -> None:
    book, sheet = written
    second: list[list[object]] = [["나. 인력"], ["구분", "정원", "현원"], ["계", 20, 18]]
    _fill(sheet, 1, 1, [*_BUDGET, ["※ 추경 포함"], *second])
    assert [item for item in _shown(_read(book)) if isinstance(item, str)] == [
        "예산",
        "추경 포함",
        "나. 인력",
    ]
    first, last = _read(book).tables
    assert (len(first.rows), last.rows[0].cells) == (3, ("구분", "정원", "현원"))


def test_merged_cells_have_their_spans_and_text_once(written: Written) -> None:
    book, sheet = written
    rows: list[list[object]] = [
        ["구분", "2027년", None, "비고"],
        [None, "예산액", "집행액", None],
        ["가", 10, 5, None],
    ]
    _fill(sheet, 1, 1, rows)
    for merged in ("A1:A2", "B1:C1", "D1:D2"):
        sheet.merge_cells(merged)
    (table,) = _read(book).tables
    assert table.rows[0].cells == ("구분", "2027년", "", "비고")
    assert table.rows[0].spans == ((2, 1), (1, 2), (0, 0), (2, 1))
    assert table.rows[1].spans == ((0, 0), (1, 1), (1, 1), (0, 0))


def test_a_heading_over_some_columns_alone_in_its_row_is_no_title(written: Written) -> None:
    book, sheet = written
    _fill(sheet, 1, 1, [[None, "2027년"], ["구분", "예산액", "집행액"], ["가", 10, 5]])
    sheet.merge_cells("B1:C1")
    (table,) = _read(book).tables
    assert table.rows[0].cells == ("", "2027년", "")


def test_cells_are_read_as_people_see_them(written: Written) -> None:
    book, sheet = written
    shown: list[tuple[object, str, str]] = [
        (0.823, "0.0%", "82.3%"),
        (-1234, '#,##0;"△"#,##0', "△1,234"),
        (-1234, "#,##0_ ;(#,##0)", "(1,234)"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "-"),
        (date(2027, 9, 30), "yyyy/mm/dd", "2027-09-30"),
        (0.1 + 0.2, "General", "0.3"),
        ("1,234", "General", "1,234"),
        ("007", "@", "007"),
        ("줄\n바꿈", "General", "줄 바꿈"),
    ]
    for row, (value, code, _) in enumerate(shown, start=1):
        sheet.cell(row, 1).value = "가"
        cell = sheet.cell(row, 2)
        cell.value = value  # type: ignore[assignment]
        cell.number_format = code
    (table,) = _read(book).tables
    assert [row.cells[1] for row in table.rows] == [text for _, _, text in shown]


def test_rich_text_and_escaped_letters_are_read_whole() -> None:
    texts = "<si><r><t>예</t></r><r><t>산</t></r><rPh><t>help</t></rPh></si><si><t>a_x000D_b_x005F_c</t></si>"
    source = _read(
        workbook('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>', texts=texts)
    )
    assert _shown(source)[1:] == [[["예산", "a b_c"]]]


def test_what_is_no_value_is_not_read(written: Written) -> None:
    book, sheet = written
    _fill(sheet, 1, 1, [["구분", "예산액", "집행액"], ["가", "#DIV/0!", True], ["나", "=B2+1", 5]])
    sheet["C3"].number_format = ";;;"
    source = _read(book)
    (table,) = source.tables
    assert [row.cells for row in table.rows[1:]] == [("가", "", ""), ("나", "", "")]
    assert [(one.reason, one.text, one.place.cell) for one in source.unread] == [
        ("cell_error", "#DIV/0!", "B2"),
        ("not_a_number", "TRUE", "C2"),
        ("formula_without_value", "=B2+1", "B3"),
        ("hidden", "5", "C3"),
    ]
    assert all(one.place.sheet == "예산" for one in source.unread)


def test_a_kept_value_of_a_formula_is_read() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><f>B9</f><v>계</v></c><c r="B1"><f>SUM(B2:B9)</f><v>12</v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c></row>'
    )
    source = _read(workbook(rows))
    assert _shown(source)[1:] == [[["계", "12"]]]
    assert source.unread == ()


def test_what_is_hidden_is_not_read(written: Written) -> None:
    book, sheet = written
    _fill(
        sheet,
        1,
        1,
        [["구분", "예산액", "내부", "집행액"], ["가", 10, 99, 5], ["숨김", 77, 98, 66], ["나", 20, 97, 1]],
    )
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("검토용")
    other["A1"] = "초안 123"
    other.sheet_state = "veryHidden"
    source = _read(book)
    (table,) = source.tables
    assert [list(row.cells) for row in table.rows] == [
        ["구분", "예산액", "집행액"],
        ["가", "10", "5"],
        ["나", "20", "1"],
    ]
    assert table.rows[2].place_of(2).cell == "D4"
    assert {one.reason for one in source.unread} == {"hidden"}
    assert {(one.place.sheet, one.place.cell) for one in source.unread} == {
        ("예산", "C1:C4"),
        ("예산", "A3:D3"),
        ("검토용", None),
    }
    assert not any("초안" in line.text for line in source.lines)


def test_what_is_struck_out_is_not_read(written: Written) -> None:
    book, sheet = written
    _fill(sheet, 1, 1, _BUDGET)
    sheet["B2"].font = Font(strike=True)
    sheet["C2"].value = CellRichText("300", TextBlock(InlineFont(strike=True), "500"))
    sheet["C3"].font = Font(strike=False, bold=True)
    source = _read(book)
    (table,) = source.tables
    assert [list(row.cells) for row in table.rows] == [
        ["구분", "예산액", "집행액"], ["가", "", ""], ["나", "2000", "100"],
    ]  # fmt: skip
    assert [(one.text, one.reason, one.place.cell) for one in source.unread] == [
        ("1000", "struck_out", "B2"),
        ("300500", "struck_out", "C2"),
    ]


def test_a_merged_cell_over_a_hidden_column_is_seen_where_it_goes_on(written: Written) -> None:
    book, sheet = written
    _fill(sheet, 1, 1, [["구분", "2027년"], [None, "내부", "예산액", "집행액"], ["가", 9, 10, 5]])
    sheet.merge_cells("B1:D1")
    sheet.column_dimensions["B"].hidden = True
    (table,) = _read(book).tables
    assert table.rows[0].cells == ("구분", "2027년", "")
    assert table.rows[0].place_of(1).cell == "B1"
    assert table.rows[0].spans == ((1, 1), (1, 2), (0, 0))


def test_comments_and_lists_to_choose_from_are_not_read(written: Written) -> None:
    book, sheet = written
    _fill(sheet, 1, 1, _BUDGET)
    sheet["B2"].comment = Comment("확인 999", "가")
    chosen = DataValidation(type="list", formula1='"777,888"')
    sheet.add_data_validation(chosen)
    chosen.add("C2")
    (table,) = _read(book).tables
    assert table.rows[1].cells == ("가", "1000", "500")


def test_rows_and_cells_need_no_numbers() -> None:
    rows = "<row><c><v>1</v></c><c/><c><v>2</v></c></row><row/><row><c><v>3</v></c><c><v>4</v></c></row>"
    tables = [[list(row.cells) for row in table.rows] for table in _read(workbook(rows)).tables]
    assert tables == [[["1", "", "2"]], [["3", "4"]]]


def test_a_sheet_costs_what_stands_on_it() -> None:
    styled = '<row r="1"><c r="A1" t="str"><v>현황</v></c>{}</row>'
    far = '<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'
    empty = "".join(f'<row r="{i}" spans="1:16" ht="15" customHeight="1"/>' for i in range(2, 1_000_000))
    vast = '<dimension ref="A1:XFD1048576"/>'
    bare = workbook(styled.format("") + far)
    filled = workbook(styled.format('<c r="B1" s="3"/>' * 16_000) + empty + far, before=vast)
    for content in (bare, filled):
        source = _read(content)
        assert _shown(source)[1:] == ["현황", "7"]
        assert source.blocks[-1].place.cell == "XFD1048576"
    # The million rows that hold nothing cost their bytes, and no work of their own.
    assert calls(lambda: _read(filled)) < calls(lambda: _read(bare)) + 10_000


def test_the_work_for_a_report_grows_with_its_rows_and_no_faster(written: Written) -> None:
    book, sheet = written
    _fill(sheet, 1, 1, [["구분", *(f"항목{i}" for i in range(9))]])
    work: list[int] = []
    for rows in (500, 1_000, 2_000):
        _fill(sheet, 2, 1, [[f"사업 {row}", *range(row, row + 9)] for row in range(rows)])
        (table,) = _read(book).tables
        assert len(table.rows) == rows + 1
        held = io.BytesIO()
        book.save(held)
        work.append(calls(partial(read_content, "a.xlsx", held.getvalue())))
    first, second = work[1] - work[0], work[2] - work[1]
    assert second < 2.1 * first
    # So many calls for each of the ten thousand cells between the last two; it takes 117.
    assert second < 10_000 * 150


def _diagonal() -> bytes:
    names = [chr(65 + i // 26) + chr(65 + i % 26) for i in range(600)]
    two = "".join(
        f'<row r="{i + 1}"><c r="{name}{i + 1}"><v>1</v></c><c r="XFD{i + 1}"><v>2</v></c></row>'
        for i, name in enumerate(names)
    )
    return workbook(two)


def _merged_over_and_over() -> bytes:
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>1</v></c></row>' for i in range(1, 3_000))
    merged = "".join(f'<mergeCell ref="A{i}:XFD1048576"/>' for i in range(1, 3_000))
    return workbook(rows, behind=f"<mergeCells>{merged}</mergeCells>")


def _cut(sheet: bytes) -> bytes:
    """Return a whole archive with a sheet whose markup ends early."""
    return workbook(_ROW, others={"xl/worksheets/sheet1.xml": sheet})


_ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
_TWO_ROWS = (
    b"<worksheet><sheetData>"
    b'<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'
    b'<row r="2"><c r="A2" t="str"><v>c</v></c><c r="B2"><v>1234</v></c></row>'
)
_WHOLE = xlsx.write_as_offices_do("2027년 예산\n\n구분\t예산액\n가\t1,234\n나\t50.0%\n")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: b"", "empty"),
        (lambda: _WHOLE[:-40], "damaged archive"),
        (lambda: _WHOLE[:2000], "damaged archive"),
        (lambda: workbook(""), "holds no text"),
        (lambda: workbook("<row r='1'><c r='A1'>"), "'현황' is damaged"),
        (lambda: workbook('<row r="1"><c r="A1"><v>1</v></c></row>' + "<x>"), "'현황' is damaged"),
        (lambda: workbook('<row r="x"><c r="A1"><v>1</v></c></row>'), "'현황' is damaged"),
        (lambda: _cut(_TWO_ROWS), "'현황' is damaged at or behind cell B2"),
        (lambda: _cut(_TWO_ROWS.partition(b'<c r="B2"')[0]), "'현황' is damaged at or behind cell A2"),
        (lambda: _cut(_TWO_ROWS + b"</sheetData>"), "'현황' is damaged at or behind cell B2"),
        (lambda: _cut(b""), "'현황' is damaged"),
        (lambda: workbook('<row r="1"><c r="1A"><v>1</v></c></row>'), "no place"),
        (lambda: workbook('<row r="1"><c r="XFE1"><v>1</v></c></row>'), "which no sheet has"),
        (lambda: workbook('<row r="9999999"><c r="A1"><v>1</v></c></row>'), "says it has a row"),
        (lambda: workbook('<row r="1"><c r="B7" t="s"><v>4</v></c></row>'), "cell B7: lacks its text"),
        (lambda: workbook(_ROW, texts="<si>"), "is damaged"),
        (lambda: workbook(_ROW, others={"xl/workbook.bin": b"a"}), "binary workbook"),
        (lambda: workbook(_ROW, others={"xl/../../a": b"a"}), "outside of itself"),
        (lambda: workbook(_ROW, others={"xl/a.xml": b"<!DOCTYPE a><a/>"}), "declares entities"),
        (lambda: workbook(_ROW, others={"xl/a.xml": bytes(30_000_000)}), "times its size"),
        (lambda: workbook(_ROW, behind='<mergeCells><mergeCell ref="A1:?"/></mergeCells>'), "no place"),
        (_merged_over_and_over, "merges more than 3,000,000 cells"),
        (_diagonal, "holds a table of more than 3,000,000 cells"),
        (lambda: _OLD + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused_in_one_line(
    make: Callable[[], bytes], says: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(make())
    with pytest.raises(ReadError, match=says) as refused:
        extraction.read(path)
    assert "\n" not in str(refused.value)


def test_a_number_that_no_sheet_keeps_is_not_read() -> None:
    source = _read(
        workbook('<row r="1"><c r="A1" t="str"><v>가</v></c><c r="B1"><v>1E+99999999</v></c></row>')
    )
    assert [(one.reason, one.place.cell) for one in source.unread] == [("malformed_number", "B1")]


def test_a_workbook_is_known_by_its_content() -> None:
    assert _shown(read_content("a.hwp", _WHOLE)) == _shown(read_content("a.xlsx", _WHOLE))


@settings(max_examples=60)
@given(st.data())
def test_any_markup_is_read_or_refused(data: st.DataObject) -> None:
    """Damage within the parts: an archive's own sum of each part would find it at once."""
    content = bytearray(_MARKUP)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[at] = data.draw(st.integers(32, 126))
    try:
        source = _read(workbook(bytes(content).decode()))
    except ReadError as refused:
        assert "\n" not in str(refused)
        return
    assert source.line_count > 0


_MARKUP = (
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" s="0"><v>1</v></c></row>'
    b'<row r="2" hidden="0"><c r="A2" t="str"><v>b</v></c><c r="B2"><f>B1</f><v>2.5</v></c></row>'
)


@settings(max_examples=100)
@given(st.data())
def test_any_bytes_are_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(_WHOLE)
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[at] = data.draw(st.integers(0, 255))
    try:
        read_content("a.xlsx", bytes(content))
    except ReadError as refused:
        assert "\n" not in str(refused)
