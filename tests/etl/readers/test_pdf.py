"""PDF into blocks: rules, spans, lines that were broken, pages; and files that are none, or are damaged."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import pikepdf
import pytest

from etl import worker
from etl.blocks import Bullet, SourceDocument, Table
from etl.extraction import read
from etl.readers import read_content
from etl.readers.errors import ReadError
from etl.worker import Limits
from tests.documents.pdf_chromium import printed
from tests.documents.pdf_typst import made

pytestmark = pytest.mark.browser

_PAGE = (
    '#set page(width: 300pt, height: 200pt, margin: 20pt)\n#set text(font: "Noto Sans CJK KR", size: 10pt)\n'
)
_TABLE = (
    "#table(columns: 3, inset: 4pt, [구분], [예산], [집행], [가], [1,200], [800], [나], [3,400], [△50])\n"
)


def _read(content: bytes) -> SourceDocument:
    return read_content("report.pdf", content)


def _texts(source: SourceDocument) -> list[str]:
    return [line.text for line in source.lines]


def _cells(source: SourceDocument) -> list[list[tuple[str, ...]]]:
    return [[row.cells for row in table.rows] for table in source.tables]


def _changed(content: bytes, change: object, **saving: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)  # type: ignore[operator]
        pdf.save(out, **saving)  # type: ignore[arg-type]
    return out.getvalue()


def test_merged_cells_come_with_their_spans_and_their_text_once() -> None:
    table = """#table(columns: 4, inset: 4pt,
      table.cell(rowspan: 2)[구분], table.cell(colspan: 2)[예산], table.cell(rowspan: 2)[비고],
      [당초], [변경], [가], [1,200], [1,300], [증액])"""
    (block,) = _read(made(_PAGE + table)).blocks
    assert isinstance(block, Table)
    assert [row.cells for row in block.rows] == [
        ("구분", "예산", "", "비고"),
        ("", "당초", "변경", ""),
        ("가", "1,200", "1,300", "증액"),
    ]
    assert [row.spans for row in block.rows] == [
        ((2, 1), (1, 2), (0, 0), (2, 1)),
        ((0, 0), (1, 1), (1, 1), (0, 0)),
        ((1, 1),) * 4,
    ]


def test_a_row_and_its_cells_say_their_page_and_box() -> None:
    (block,) = _read(made(_PAGE + _TABLE)).blocks
    assert isinstance(block, Table)
    row = block.rows[1]
    assert row.place.page == 1
    assert row.place.box is not None
    assert row.place.box[0] == pytest.approx(20, abs=1)
    assert row.place_of(1).box is not None
    assert row.place_of(1).box[0] > row.place_of(0).box[0]  # type: ignore[index]
    assert row.place.box[1] >= block.rows[0].place.box[3] - 1  # type: ignore[index]


def test_a_table_open_at_its_sides_has_all_its_columns() -> None:
    sides = "#set table(stroke: (x, y) => (left: if x > 0 { 0.5pt }, top: 0.5pt, bottom: 0.5pt))\n"
    assert _cells(_read(made(_PAGE + sides + _TABLE))) == [
        [("구분", "예산", "집행"), ("가", "1,200", "800"), ("나", "3,400", "△50")]
    ]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_page_is_read_upright_and_its_boxes_lie_on_the_page_as_stored(degrees: int) -> None:
    table = f"#place(rotate({-degrees}deg, reflow: true)[#box(width: 160pt)[{_TABLE}]])"
    turned = f"#set page(width: 200pt, height: 300pt)\n{table}"
    content = made(_PAGE + turned)

    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = degrees

    source = _read(_changed(content, turn))
    assert _cells(source) == [[("구분", "예산", "집행"), ("가", "1,200", "800"), ("나", "3,400", "△50")]]
    assert _cells(_read(content)) == _cells(source)
    (table,) = source.tables
    for row in table.rows:
        assert row.place.box is not None
        left, top, right, bottom = row.place.box
        assert 0 <= left < right <= 200
        assert 0 <= top < bottom <= 300
    tops = [row.place.box[1] for row in table.rows if row.place.box]
    assert (tops == sorted(tops)) == (degrees == 0 or len(set(tops)) == 1)


def test_letters_of_a_size_below_zero_that_are_turned_back_stand_as_they_are_seen() -> None:
    content = made(_PAGE + f"가나다 1,234\n\n{_TABLE}")

    def turn_twice(pdf: pikepdf.Pdf) -> None:
        stream = pdf.pages[0].Contents
        drawn = stream.read_bytes()
        stream.write(drawn.replace(b"10 Tf 1 0 0 -1 0 0 Tm", b"-10 Tf -1 0 0 1 0 0 Tm"))
        assert stream.read_bytes() != drawn

    turned, source = _read(_changed(content, turn_twice)), _read(content)
    assert _texts(turned) == _texts(source) == ["가나다 1,234"]
    assert _cells(turned) == _cells(source)


def test_lines_broken_inside_words_and_between_them_are_told_apart() -> None:
    text = (
        "서울특별시 여성노동자의 권익보호와 복지증진을 위하여 직장맘지원센터를 운영하며 일과 생활을 고르게 함"
    )
    source = _read(made(_PAGE + f"{text}\n\n#table(columns: (60pt, 90pt), [{text}], [{text}])"))
    assert _texts(source) == [text]
    assert _cells(source) == [[(text, text)]]


def test_a_name_that_stands_whole_elsewhere_tells_how_it_was_broken() -> None:
    names = "<p>직장맘지원센터 운영</p><p>직장맘 상담 창구</p><p>직장맘지원센터</p>"
    row = "<td style='width:44pt'>직장맘지원센터<td style='width:30pt'>직장맘 상담<td>1"
    cells = f"<table style='width:auto'><tr>{row}</table>"
    source = _read(printed(names + cells, "body { word-break: normal; }"))
    assert _cells(source) == [[("직장맘지원센터", "직장맘 상담", "1")]]


def test_figures_one_below_the_other_are_never_made_one() -> None:
    source = _read(made(_PAGE + "#table(columns: (34pt, 34pt), [1,234 \\ 5,678], [12 \\ 34])"))
    assert _cells(source) == [[("1,234 5,678", "12 34")]]


def test_a_note_mark_is_no_digit_of_its_figure() -> None:
    source = _read(made(_PAGE + "#table(columns: 2, [가], [1,234#super[1)]])"))
    assert _cells(source) == [[("가", "1,234¹⁾")]]


def test_a_note_mark_of_a_browser_is_no_digit_of_its_figure() -> None:
    source = _read(printed("<p>정원 8<sup>1</sup>명</p>"))
    assert _texts(source) == ["정원 8¹명"]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    running = '#set page(header: [2031 주요업무보고], numbering: "- 1 -")\n'
    pages = "#pagebreak()".join(f"\n쪽의 본문 {word}\n" for word in "가나다라")
    source = _read(made(_PAGE + running + pages))
    assert _texts(source) == [f"쪽의 본문 {word}" for word in "가나다라"]
    assert [(one.text, one.reason, one.place.page) for one in source.unread] == [
        ("2031 주요업무보고", "page_margin", 1),
        ("- 1 -", "page_margin", 1),
    ]


def test_figures_that_differ_from_page_to_page_are_no_running_heads() -> None:
    pages = "#pagebreak()".join(f"\n예산액 {i * i}00백만원\n\n□ 본문\n" for i in range(1, 6))
    assert _texts(_read(made(_PAGE + pages)))[::2] == [f"예산액 {i * i}00백만원" for i in range(1, 6)]


def test_a_running_head_with_the_number_of_its_page_is_left_out() -> None:
    running = "#set page(header: context [2031 업무보고 제2권 #counter(page).display() 쪽])\n"
    pages = "#pagebreak()".join(f"\n본문 {word}\n" for word in "가나다라")
    assert _texts(_read(made(_PAGE + running + pages))) == [f"본문 {word}" for word in "가나다라"]


def test_what_every_page_says_right_above_its_table_is_kept() -> None:
    pages = "#pagebreak()".join(f"\n(단위: 천원)\n#v(-6pt)\n{_TABLE}" for _ in range(4))
    assert _texts(_read(made(_PAGE + pages))) == ["(단위: 천원)"] * 4


def test_what_stands_on_every_page_of_two_is_kept() -> None:
    pages = "#pagebreak()".join("\n□ 사업개요\n\n본문\n" for _ in range(2))
    assert _texts(_read(made(_PAGE + pages))) == ["사업개요", "본문"] * 2


@pytest.mark.parametrize("is_repeated", [True, False])
def test_a_table_over_pages_is_one(is_repeated: bool) -> None:
    head = f"table.header(repeat: {'true' if is_repeated else 'false'}, [구분], [예산], [집행])"
    rows = ", ".join(f"[사업 {i}], [1,{i}00], [{i}00]" for i in range(1, 25))
    content = made(_PAGE + f'#set page(numbering: "1")\n#table(columns: 3, {head}, {rows})')
    source = _read(content)
    (table,) = source.whole_tables
    assert [row.cells[0] for row in table.rows] == ["구분", *(f"사업 {i}" for i in range(1, 25))]
    assert {row.place.page for row in table.rows} == set(
        range(1, len(pikepdf.open(io.BytesIO(content)).pages) + 1)
    )


def test_a_row_cut_by_a_page_is_one_row() -> None:
    long = "직장맘의 고충을 상담하고 노동권을 보호하며 일과 생활의 균형을 지원하는 사업을 널리 알림 " * 4
    source = _read(made(_PAGE + f"#v(90pt)\n#table(columns: (60pt, 1fr), [가], [{long}], [나], [끝])"))
    assert [row.cells for table in source.whole_tables for row in table.rows] == [
        ("가", long.strip()),
        ("나", "끝"),
    ]


def _over_pages(columns: str, above: str, below: str, text: str = "") -> list[tuple[str, ...]]:
    """Return the rows of a table of two pages."""
    table = f"#table(columns: ({columns}), inset: 2pt, {{}})\n"
    parts = "#pagebreak()\n".join(table.format(rows) for rows in (above, below))
    return [row.cells for table in _read(made(f"{_PAGE}{text}\n{parts}")).whole_tables for row in table.rows]


def test_a_figure_cut_by_a_page_is_one_figure() -> None:
    above, below = "[급여], [1,234], [행정운영경], [11,581,54]", "[비], [6], [예비], [7]"
    rows = _over_pages("56pt, 50pt", above, below, "행정운영경비")
    assert rows == [("급여", "1,234"), ("행정운영경비", "11,581,546"), ("예비", "7")]


def test_a_label_cut_by_a_page_is_one_whatever_column_it_stands_in() -> None:
    above, below = "[], [운영], [99], [], [서울시의 공], [1,234]", "[], [보육 지원], [], [], [상담], [7]"
    rows = _over_pages("20pt, 56pt, 50pt", above, below, "서울시의 공보육")
    assert rows == [("", "운영", "99"), ("", "서울시의 공보육 지원", "1,234"), ("", "상담", "7")]


def test_a_merged_label_that_a_page_leaves_open_keeps_its_table_whole() -> None:
    rows = "".join(f"<tr><td>가{number}<td>{number},100" for number in range(1, 60))
    table = f"<table style='width:auto'><tr><td rowspan=59>본부{rows.removeprefix('<tr>')}</table>"
    source = _read(printed(table))
    (found,) = source.whole_tables
    assert [row.cells[1:] for row in found.rows] == [(f"가{n}", f"{n},100") for n in range(1, 60)]
    assert [row.cells[0] for row in found.rows if row.cells[0]] == ["본부"]


def test_what_stands_further_in_by_one_narrow_space_is_further_in() -> None:
    lines = "".join(f"#pad(left: {left}pt)[\\- 가나다]\n" for left in (0, 2, 5, 10))
    found = [line.indent for line in _read(made(_PAGE + lines)).lines if isinstance(line, Bullet)]
    assert found == [0, 1, 1, 2]


def test_figures_beside_one_another_over_pages_are_two() -> None:
    rows = _over_pages("56pt, 34pt", "[행정운영비], [11,581]", "[인건비], [546]")
    assert rows == [("행정운영비", "11,581"), ("인건비", "546")]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("", ("상담소 통합", "통합 지원과")),
        ("상담소 통합 지원과", ("상담소 통합", "통합 지원과")),
        ("상담소 통합 통합 지원과", ("상담소 통합 통합 지원과", "")),
    ],
)
def test_a_merged_label_cut_by_a_page_is_one_where_the_document_has_it_whole(
    text: str, label: tuple[str, str]
) -> None:
    merged = "table.cell(rowspan: 2)[통합 지원과], [다], [라]"
    above, below = label
    rows = _over_pages("56pt, 20pt", "[교육], [나], [상담소 통합], [가]", merged, text)
    assert rows == [("교육", "나"), (above, "가"), (below, "다"), ("", "라")]


def test_a_row_cut_by_a_page_is_one_below_a_repeated_head() -> None:
    long = "직장맘의 고충을 상담하고 노동권을 보호하며 일과 생활의 균형을 지원하는 사업을 널리 알림 " * 4
    head = "table.header([구분], [내용])"
    source = _read(
        made(_PAGE + f"#v(80pt)\n#table(columns: (60pt, 1fr), {head}, [가], [{long}], [나], [끝])")
    )
    assert [row.cells for table in source.whole_tables for row in table.rows] == [
        ("구분", "내용"), ("가", long.strip()), ("나", "끝"),
    ]  # fmt: skip


def test_a_frame_around_text_is_no_table() -> None:
    source = _read(made(_PAGE + "#rect(width: 100%)[I. 일반현황]\n본문"))
    assert _texts(source) == ["I. 일반현황", "본문"]
    assert not list(source.tables)


def test_a_cell_whose_rules_do_not_close_is_not_guessed() -> None:
    lines = "".join(
        f"#place(line(start: ({x0}pt, {y0}pt), end: ({x1}pt, {y1}pt)))\n"
        for x0, y0, x1, y1 in (
            (0, 0, 200, 0), (0, 90, 200, 90), (0, 0, 0, 90), (200, 0, 200, 90),
            (100, 0, 100, 45), (0, 45, 100, 45), (150, 45, 150, 90),
        )
    )  # fmt: skip
    source = _read(made(_PAGE + lines + "#place(dx: 5pt, dy: 10pt)[가]#place(dx: 110pt, dy: 60pt)[1,234]"))
    assert not list(source.tables)
    assert {one.reason for one in source.unread} == {"table_unclear"}


def test_a_table_without_rules_is_not_guessed() -> None:
    source = _read(
        made(_PAGE + "앞 문단\n\n" + _TABLE.replace("4pt", "(x: 12pt, y: 4pt), stroke: none") + "뒤 문단")
    )
    assert _texts(source) == ["앞 문단", "뒤 문단"]
    assert [(one.text, one.reason) for one in source.unread] == [
        ("구분 예산 집행", "table_unclear"),
        ("가 1,200 800", "table_unclear"),
        ("나 3,400 △50", "table_unclear"),
    ]


def test_text_at_another_angle_is_kept_apart() -> None:
    source = _read(made(_PAGE + _TABLE + "#place(top, rotate(45deg)[대외비])"))
    assert _cells(source) == [[("구분", "예산", "집행"), ("가", "1,200", "800"), ("나", "3,400", "△50")]]
    assert {one.reason for one in source.unread} == {"text_turned"}


def _page_of(content: str, *fonts: str) -> bytes:
    """Return a page of that content; its fonts are F0, F1 ..."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    named = {
        f"/F{number}": pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(f"/{name}")
        )
        for number, name in enumerate(fonts or ("Helvetica",))
    }
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(named))
    pdf.pages[0].Contents = pdf.make_stream(content.encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _text_at(x: float, y: float, text: str, font: str = "F0") -> str:
    return f"BT /{font} 10 Tf {x} {y} Td ({text}) Tj ET\n"


@pytest.mark.parametrize(("blank", "read"), [(" ", "one two of Total 1,234"), ("", "one two of Total1,234")])
def test_a_space_drawn_by_itself_in_another_font_is_a_space(blank: str, read: str) -> None:
    parts = ((20, "one two of Total", "F0"), (92.26, blank, "F1"), (95.04, "1,234", "F0"))
    content = "".join(_text_at(x, 100, text, font) for x, text, font in parts if text)
    assert _texts(_read(_page_of(content, "Helvetica", "Times-Roman"))) == [read]


def _picture_page(text: str = "") -> bytes:
    """Return a page that a picture fills, and unseen text upon it, as a scanner's program writes."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    picture = pdf.make_stream(bytes(100), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=10,
                              Height=10, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject={"/P": picture}, Font={"/F": font})
    drawn = f"q 300 0 0 200 0 0 cm /P Do Q BT 3 Tr /F 12 Tf 20 100 Td ({text}) Tj ET"
    pdf.pages[0].Contents = pdf.make_stream(drawn.encode())
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("text", ["", "Total 1,234"])
def test_a_scanned_page_is_said_to_be_unread(text: str) -> None:
    source = _read(_picture_page(text))
    assert not source.blocks
    assert [(one.reason, one.place.page) for one in source.unread] == [("page_scanned", 1)]


def test_a_font_without_letters_is_said_to_be_unread() -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                del thing["/ToUnicode"]

    source = _read(_changed(made(_PAGE + _TABLE + "본문 1,234"), forget))
    assert not any(any(map(str.isdigit, text)) for text in _texts(source))
    assert not any(any(map(str.isdigit, cell)) for table in _cells(source) for row in table for cell in row)
    assert "letters_unknown" in {one.reason for one in source.unread}


def test_what_is_typed_into_a_form_is_read() -> None:
    def type_in(pdf: pikepdf.Pdf) -> None:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        shown = pdf.make_stream(
            b"BT /F 10 Tf 2 4 Td (1,234) Tj ET", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 60, 14], Resources=pikepdf.Dictionary(Font={"/F": font}),
        )  # fmt: skip
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="a", V="1,234", F=4,
            Rect=[20, 20, 80, 34], AP=pikepdf.Dictionary(N=shown),
        )  # fmt: skip
        fields = pikepdf.Array([pdf.make_indirect(field)])
        pdf.pages[0].Annots = fields
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=fields)

    assert _texts(_read(_changed(made(_PAGE + "본문"), type_in))) == ["본문", "1,234"]


# What is no PDF, or a damaged or malicious one: one line each, in a process of its own.


@lru_cache(maxsize=1)
def _small() -> bytes:
    return made(_PAGE + _TABLE)


def _loop() -> bytes:
    """Return a PDF whose pages have themselves as their child."""

    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Kids = pikepdf.Array([pdf.Root.Pages])

    return _changed(_small(), turn)


def _form_loop() -> bytes:
    """Return a page that draws a form that draws itself."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    form = pdf.make_stream(
        b"/X Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 300, 200]
    )
    form.Resources = pikepdf.Dictionary(XObject={"/X": form})
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject={"/X": form})
    pdf.pages[0].Contents = pdf.make_stream(b"/X Do")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _bomb() -> bytes:
    """Return a page of more shapes than any report draws, which a few kB unpack to."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    pdf.pages[0].Contents = pdf.make_stream(b"0 0 m 9 9 l S " * 400_000)
    out = io.BytesIO()
    pdf.save(out, compress_streams=True)
    return out.getvalue()


_chance = random.Random(1)  # noqa: S311 -- no secret
_BAD = {
    "password": (
        lambda: _changed(_small(), lambda pdf: None, encryption=pikepdf.Encryption(user="a", owner="b")),
        "password",
    ),
    "cut off": (lambda: _small()[:-600], "cut off"),
    "signature alone": (lambda: b"%PDF-1.7\n", "cut off"),
    "garbage": (lambda: b"%PDF-1.7\n" + _chance.randbytes(50_000) + b"%%EOF", "damaged"),
    "loop of pages": (_loop, "pdf: ."),
    "form in itself": (_form_loop, "holds no text"),
    "no page": (lambda: _changed(_small(), lambda pdf: pdf.pages.__delitem__(slice(None))), "pdf: ."),
}


@pytest.mark.parametrize("name", _BAD)
def test_bad_files_end_in_one_line(name: str, tmp_path: Path) -> None:
    make, says = _BAD[name]
    path = tmp_path / "report.pdf"
    path.write_bytes(make())
    with pytest.raises(ReadError, match=says) as refused:
        read(path)
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith(str(path))


def test_a_bomb_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(_bomb())
    assert path.stat().st_size < 1_000_000
    with pytest.raises(ReadError, match=r"page 1: .* shapes") as refused:
        read(path)
    assert "\n" not in str(refused.value)


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    owned = _changed(_small(), lambda pdf: None, encryption=pikepdf.Encryption(user="", owner="b"))
    assert len(_cells(_read(owned))) == 1


def test_a_pdf_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "report.hwp"
    path.write_bytes(_small())
    assert len(list(read(path).tables)) == 1


def _damaged(number: int) -> bytes:
    chance = random.Random(number)  # noqa: S311 -- no secret
    content = bytearray(_small())
    for _ in range(chance.randint(1, 60)):
        content[chance.randrange(len(content) - 40)] = chance.randrange(256)
    return bytes(content)


def _kind(number: int) -> str:
    try:
        return type(_read(_damaged(number))).__name__
    except ReadError as error:
        return "ReadError" if "\n" not in str(error) else str(error)


def test_damaged_files_are_read_or_refused() -> None:
    """Bytes of a small file are changed at random: nothing but a document or one line comes of it."""
    limits = Limits(seconds=20, memory_bytes=1_000_000_000)

    _small()

    def kinds(numbers: Iterable[int]) -> set[str]:
        return {_kind(number) for number in numbers}

    for done in worker.each(kinds, [range(first, first + 25) for first in range(0, 100, 25)], limits):
        assert done.error is None, done.error
        assert done.answer is not None
        assert done.answer <= {"SourceDocument", "ReadError"}
