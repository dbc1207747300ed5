"""HWPX: what a page shows is read, in its order; what is deleted, hidden or beside the text is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from etl.blocks import Bullet, Heading, SourceDocument, Table
from etl.readers import read_content
from tests.documents.hwpx import listed, package, paragraph, table, words, write, write_merged
from tests.documents.merging import Merged, apart
from tests.etl.readers import damaged

ENTITIES = b'<!DOCTYPE x [<!ENTITY a "%s">]><hs:sec xmlns:hs="s">&a;</hs:sec>' % (b"a" * 100)
REPORT = "2031년 업무보고\n가족센터\n구분\t예산\n합계\t1,200\n"


def _read(*body: str, **others: str) -> SourceDocument:
    return read_content("report.hwpx", package(["".join(body)], **others))


def _told(document: SourceDocument) -> list[object]:
    return [
        [row.cells for row in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


def _text(text: str) -> str:
    return f"<hp:t>{text}</hp:t>"


def test_paragraphs_and_tables_stand_in_their_order_each_on_a_line() -> None:
    document = _read(
        words("앞 문단"), paragraph(table(apart([["구분", "예산"], ["합계", "1,200"]]))), words("뒤 문단")
    )
    assert _told(document) == ["앞 문단", [("구분", "예산"), ("합계", "1,200")], "뒤 문단"]
    assert [block.place.line for block in document.blocks] == [1, 2, 4]
    assert document.line_count == 4


def test_sections_stand_in_the_order_of_the_package() -> None:
    parts = package([words(f"{number}장 내용") for number in range(12)])
    assert _told(read_content("a.hwpx", parts)) == [f"{number}장 내용" for number in range(12)]
    swapped = damaged.part_of(parts, "Contents/content.hpf").replace(b"section1.xml", b"section_.xml")
    swapped = swapped.replace(b"section11.xml", b"section1.xml").replace(b"section_.xml", b"section11.xml")
    told = _told(read_content("a.hwpx", damaged.with_part(parts, "Contents/content.hpf", swapped)))
    assert (told[1], told[11]) == ("11장 내용", "1장 내용")


def test_merged_cells_keep_their_spans_and_their_text_stands_once() -> None:
    cells = [
        Merged("구분", 0, 0, 2, 1), Merged("예산", 0, 1, 1, 2), Merged("당초", 1, 1), Merged("현액", 1, 2),
        Merged("교육", 2, 0, 2, 1), Merged("10", 2, 1), Merged("20", 2, 2), Merged("30", 3, 1),
        Merged("40", 3, 2),
    ]  # fmt: skip
    (found,) = _read(paragraph(table(cells))).tables
    assert [row.cells for row in found.rows] == [
        ("구분", "예산", ""), ("", "당초", "현액"), ("교육", "10", "20"), ("", "30", "40"),
    ]  # fmt: skip
    assert [row.spans for row in found.rows] == [
        ((2, 1), (1, 2), (0, 0)), ((0, 0), (1, 1), (1, 1)),
        ((2, 1), (1, 1), (1, 1)), ((0, 0), (1, 1), (1, 1)),
    ]  # fmt: skip


def test_cells_that_claim_one_place_are_not_read() -> None:
    document = _read(paragraph(table([Merged("가", 0, 0, 1, 2), Merged("7", 0, 1), Merged("8", 1, 1)])))
    assert not list(document.tables)
    assert [(one.text, one.reason) for one in document.unread] == [
        (text, "cells_overlap") for text in ("가", "7", "8")
    ]


def test_a_table_inside_a_cell_follows_its_table() -> None:
    inner = words("세부") + paragraph(table(apart([["항목", "액"], ["인건비", "7"]])))
    document = _read(paragraph(table(apart([["사업", "내용"], ["교육", "9"]]), {(1, 1): inner})), words("끝"))
    assert _told(document) == [
        [("사업", "내용"), ("교육", "세부")], [("항목", "액"), ("인건비", "7")], "끝",
    ]  # fmt: skip


def test_a_table_of_one_column_frames_what_it_holds() -> None:
    inner = words("추진 배경") + paragraph(table(apart([["구분", "예산"], ["합계", "3"]]))) + words("끝")
    document = _read(paragraph(table([Merged("", 0, 0)], {(0, 0): inner})))
    assert _told(document) == ["추진 배경", [("구분", "예산"), ("합계", "3")], "끝"]


def test_a_row_with_a_number_and_a_title_is_a_line() -> None:
    title = paragraph(table(apart([["Ⅰ", "", "일반 현황"]])))
    figures = paragraph(table(apart([["합계", "1,200"]])))
    assert _told(_read(title, figures)) == ["Ⅰ 일반 현황", [("합계", "1,200")]]


def test_paragraphs_of_a_cell_are_one_text_and_a_broken_line_is_two() -> None:
    two = words("가족정책\n지원") + words("(신규)")
    (found,) = _read(paragraph(table(apart([["사업", "예산"], ["", "3"]]), {(1, 0): two}))).tables
    assert found.rows[1].cells == ("가족정책 지원 (신규)", "3")
    assert _told(_read(words("첫째 줄\n둘째 줄"))) == ["첫째 줄", "둘째 줄"]


def test_what_a_tracked_change_deleted_is_no_text() -> None:
    changed = (
        '예산 <hp:deleteBegin Id="1" TcId="1"/>900<hp:deleteEnd Id="1" TcId="1" paraend="0"/>'
        '<hp:insertBegin Id="2" TcId="2"/>1,200<hp:insertEnd Id="2" TcId="2" paraend="0"/>천원'
    )
    assert _told(_read(paragraph(_text(changed)))) == ["예산 1,200천원"]
    # Over the end of a paragraph, with what stands between.
    first = _text('남는 글 <hp:deleteBegin Id="5" TcId="5"/>지운 글')
    gone = table(apart([["구분", "예산"], ["합계", "5"]]))
    last = _text('지운 글<hp:deleteEnd Id="5" TcId="5"/>다시 남는 글')
    assert _told(_read(paragraph(first), paragraph(gone), paragraph(last))) == ["남는 글", "다시 남는 글"]
    # One that never ends takes its own paragraph alone.
    lost = _text('남는 글 <hp:deleteBegin Id="7" TcId="7"/>지운 글')
    assert _told(_read(paragraph(lost), words("둘째 글"))) == ["남는 글", "둘째 글"]


def test_notes_follow_and_margins_and_memos_stay_outside_of_the_text() -> None:
    note = f"<hp:ctrl><hp:footNote number='1'>{listed(words('국비 포함'))}</hp:footNote></hp:ctrl>"
    head = f"<hp:ctrl><hp:header id='1'>{listed(words('2031년 업무보고 12'))}</hp:header></hp:ctrl>"
    memo = (
        f"<hp:ctrl><hp:fieldBegin type='MEMO'>{listed(words('확인 77'))}</hp:fieldBegin></hp:ctrl>"
        f"<hp:ctrl><hp:hiddenComment>{listed(words('숨긴 88'))}</hp:hiddenComment></hp:ctrl>"
    )
    cell = paragraph(_text("1,200") + note)
    document = _read(
        paragraph(head + memo + _text("예산") + note + _text(" 현황")),
        paragraph(head + table(apart([["구분", "예산"], ["합계", ""]]), {(1, 1): cell})),
    )
    assert _told(document) == ["예산 현황", "국비 포함", [("구분", "예산"), ("합계", "1,200")], "국비 포함"]
    assert [(one.text, one.reason) for one in document.unread] == [("2031년 업무보고 12", "page_margin")]


def test_text_boxes_and_captions_stand_where_they_are_anchored() -> None:
    box = (
        f"<hp:rect><hp:pos treatAsChar='1'/><hp:drawText>{listed(words('글상자 글'))}</hp:drawText></hp:rect>"
    )
    group = f"<hp:container>{box}{box}</hp:container>"
    above = f"<hp:caption side='TOP'>{listed(words('(단위: 천원)'))}</hp:caption>"
    captioned = table(apart([["구분", "예산"], ["합계", "3"]])).replace("<hp:sz", above + "<hp:sz", 1)
    document = _read(paragraph(_text("앞") + box + _text("뒤")), paragraph(group), paragraph(captioned))
    assert _told(document) == [
        "앞", "글상자 글", "뒤", "글상자 글", "글상자 글", "(단위: 천원)", [("구분", "예산"), ("합계", "3")],
    ]  # fmt: skip


def test_marks_that_a_style_draws_are_read_and_outlines_are_headings() -> None:
    kinds = (("OUTLINE", 0, 0), ("NUMBER", 2, 1), ("BULLET", 1, 0), ("BULLET", 1, 1), ("BULLET", 2, 0))
    forms = "".join(
        f'<hh:paraPr id="{number}"><hh:heading type="{kind}" idRef="{own}" level="{level}"/></hh:paraPr>'
        for number, (kind, own, level) in enumerate(kinds, start=1)
    )
    lists = (
        '<hh:numbering id="1"><hh:paraHead start="1" level="1" numFormat="ROMAN_CAPITAL">^1.</hh:paraHead>'
        '</hh:numbering><hh:numbering id="2">'
        '<hh:paraHead start="1" level="1" numFormat="DIGIT">^1.</hh:paraHead>'
        '<hh:paraHead start="1" level="2" numFormat="HANGUL_SYLLABLE">^1-^2)</hh:paraHead></hh:numbering>'
        '<hh:bullet id="1" char="&#xf0a1;"/><hh:bullet id="2" char="□"/>'
    )
    setting = paragraph('<hp:secPr outlineShapeIDRef="1"/>')
    document = _read(
        setting, words("현황", 1), words("계획", 1), words("하나", 2), words("둘", 2), words("교육", 3),
        words("상담", 4), words("본문", 5), forms=forms, lists=lists,
    )  # fmt: skip
    assert _told(document) == ["Ⅰ. 현황", "Ⅱ. 계획", "1-가) 하나", "1-나) 둘", "교육", "상담", "본문"]
    assert [type(block) is Heading for block in document.blocks] == [True, True, *[False] * 5]
    marks = [(block.mark, block.indent) for block in document.blocks if isinstance(block, Bullet)]
    assert marks == [("○", 0), ("○", 2), ("□", 0)]


def test_the_mark_of_a_list_and_its_tab_part_no_cells() -> None:
    assert _told(_read(words("○\t교육 12회"), words("\t가. 상담"), words("합계\t1,200"))) == [
        "교육 12회", "가. 상담", [("합계", "1,200")],
    ]  # fmt: skip


def test_struck_letters_are_noted_and_raised_ones_are_no_part_of_a_figure() -> None:
    letters = (
        '<hh:charPr id="1"><hh:strikeout shape="SOLID"/></hh:charPr>'
        '<hh:charPr id="2"><hh:supscript/></hh:charPr>'
        '<hh:charPr id="3"><hh:strikeout shape="3D"/></hh:charPr>'
    )
    runs = "".join(
        f'</hp:run><hp:run charPrIDRef="{own}">{_text(text)}'
        for own, text in ((1, "900"), (3, "1,200"), (2, "1)"))
    )
    document = _read(paragraph(_text("예산 ") + runs), lists=letters)
    assert _told(document) == ["예산 1,200 1)"]
    assert [(one.text, one.reason) for one in document.unread] == [("900", "struck_out")]


def test_white_letters_are_read_only_where_something_may_lie_below_them() -> None:
    lists = '<hh:charPr id="1" textColor="#FFFFFF" shadeColor="none"/>' + "".join(
        f'<hh:borderFill id="{own}"><hc:fillBrush><hc:winBrush faceColor="{colour}"/></hc:fillBrush>'
        "</hh:borderFill>"
        for own, colour in ((7, "#003366"), (8, "none"))
    )
    white = paragraph(f'</hp:run><hp:run charPrIDRef="1">{_text("77")}')
    row = "".join(
        f'<hp:tc borderFillIDRef="{own}"><hp:subList>{content}</hp:subList>'
        f'<hp:cellAddr colAddr="{column}"/></hp:tc>'
        for column, (own, content) in enumerate(((8, words("가")), (7, white), (8, white), (8, words("나"))))
    )
    document = _read(white, paragraph(f"<hp:tbl><hp:tr>{row}</hp:tr></hp:tbl>"), lists=lists)
    assert _told(document) == [[("가", "77", "", "나")]]
    assert [(one.text, one.reason) for one in document.unread] == [("77", "hidden_text")] * 2


def test_a_formula_is_seen_and_not_read() -> None:
    document = _read(paragraph("<hp:equation><hp:script>{1} over {2}</hp:script></hp:equation>"), words("글"))
    assert [(one.text, one.reason) for one in document.unread] == [("{1} over {2}", "formula")]


WIDE = [Merged("가", 0, 0, 9, 999_999), Merged("7", 9, 1)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (write(REPORT)[:-200], "damaged archive"),
        (package([""]), "holds no text"),
        (damaged.with_part(write(REPORT), "Contents/section0.xml", b"<hs:sec>"), "section0.xml' is damaged"),
        (damaged.with_part(write(REPORT), "Contents/section0.xml", ENTITIES), "declares entities"),
        (damaged.with_part(write(REPORT), "../section9.xml", b"<a/>"), "outside of itself"),
        (damaged.with_part(write(REPORT), "Contents/section9.xml", b" " * 90_000_000), "times its size"),
        (
            damaged.with_part(write(REPORT), "META-INF/manifest.xml", b"<m><odf:encryption-data/></m>"),
            "protected by a password",
        ),
        (package([paragraph(table([Merged("가", 0, 0), Merged("7", 0, 999_999_999)]))]), "split the report"),
        (package([paragraph(table(WIDE))]), "split the report"),
        (package(["<hp:p><hp:run>" * 5_000 + "</hp:run></hp:p>" * 5_000]), "damaged in its line"),
    ],
)  # fmt: skip
def test_a_bad_file_is_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in damaged.refusal(tmp_path, "report.hwpx", content)


def test_the_content_tells_the_format_and_not_the_ending() -> None:
    told = _told(read_content("report.hwpx", write(REPORT)))
    assert _told(read_content("report.txt", write(REPORT))) == told
    assert _told(read_content("report.pdf", write_merged(REPORT))) == told


def test_no_library_is_loaded_before_a_document_is_read() -> None:
    told = "import sys, etl.readers as r; r.formats(); print({'lxml', 'olefile', 'rhwp'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert found.stdout == "set()\n"


@pytest.mark.slow
def test_whatever_happens_to_its_bytes_a_file_is_read_or_refused(tmp_path: Path) -> None:
    whole = write_merged(REPORT * 3)
    damaged.survives(tmp_path, "report.hwpx", whole)
    name = "Contents/section0.xml"
    damaged.survives(
        tmp_path,
        "report.hwpx",
        damaged.part_of(whole, name),
        lambda part: damaged.with_part(whole, name, part),
    )
