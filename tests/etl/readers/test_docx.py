"""DOCX: what a page shows is read, in its order; what is deleted, hidden or beside the text is not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from etl.blocks import Bullet, Heading, SourceDocument, Table
from etl.readers import read_content
from tests.documents.docx import package, paragraph, run, table, words, write, write_merged
from tests.documents.merging import Merged, apart
from tests.etl.readers import damaged

REPORT = "2031년 업무보고\n가족센터\n구분\t예산\n합계\t1,200\n"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w">&a;</w:document>'


def _read(*body: str, **parts: str) -> SourceDocument:
    return read_content("report.docx", package("".join(body), **parts))


def _told(document: SourceDocument) -> list[object]:
    return [
        [row.cells for row in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


def _unread(document: SourceDocument) -> list[tuple[str, str]]:
    return [(one.text, one.reason) for one in document.unread]


def test_paragraphs_and_tables_stand_in_their_order_each_on_a_line() -> None:
    document = _read(words("앞\n둘째 줄"), table(apart([["구분", "예산"], ["합계", "1,200"]])), words("뒤"))
    assert _told(document) == ["앞", "둘째 줄", [("구분", "예산"), ("합계", "1,200")], "뒤"]
    assert [block.place.line for block in document.blocks] == [1, 2, 3, 5]


def test_merged_cells_keep_their_spans_and_their_text_stands_once() -> None:
    cells = [
        Merged("구분", 0, 0, 2, 1), Merged("예산", 0, 1, 1, 2), Merged("당초", 1, 1), Merged("현액", 1, 2),
        Merged("교육", 2, 0, 3, 1), Merged("10", 2, 1), Merged("20", 2, 2), Merged("30", 3, 1),
        Merged("40", 3, 2), Merged("50", 4, 1), Merged("60", 4, 2),
    ]  # fmt: skip
    (found,) = _read(table(cells)).tables
    assert [row.cells for row in found.rows] == [
        ("구분", "예산", ""), ("", "당초", "현액"), ("교육", "10", "20"), ("", "30", "40"), ("", "50", "60"),
    ]  # fmt: skip
    assert [row.spans for row in found.rows] == [
        ((2, 1), (1, 2), (0, 0)), ((0, 0), (1, 1), (1, 1)), ((3, 1), (1, 1), (1, 1)),
        ((0, 0), (1, 1), (1, 1)), ((0, 0), (1, 1), (1, 1)),
    ]  # fmt: skip


def test_groups_that_follow_one_another_are_not_one() -> None:
    cells = [
        Merged("구분", 0, 0), Merged("예산", 0, 1), Merged("교육", 1, 0, 2, 1), Merged("10", 1, 1),
        Merged("20", 2, 1), Merged("상담", 3, 0, 2, 1), Merged("30", 3, 1), Merged("40", 4, 1),
    ]  # fmt: skip
    (found,) = _read(table(cells)).tables
    assert [row.cells for row in found.rows[1:]] == [("교육", "10"), ("", "20"), ("상담", "30"), ("", "40")]


def test_rows_that_begin_later_and_rows_in_wrappers_keep_their_columns() -> None:
    later = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{words("30")}</w:tc></w:tr>'
    wrapped = f"<w:sdt><w:sdtContent>{later}</w:sdtContent></w:sdt>"
    gone = later.replace("<w:gridBefore", "<w:del/><w:gridBefore").replace("30", "99")
    drawn = table(apart([["구분", "예산"], ["합계", "20"]])).replace("</w:tbl>", f"{wrapped}{gone}</w:tbl>")
    (found,) = _read(drawn).tables
    assert [row.cells for row in found.rows] == [("구분", "예산"), ("합계", "20"), ("", "30")]


def test_a_table_inside_a_cell_follows_its_table() -> None:
    inner = words("세부") + table(apart([["항목", "액"], ["인건비", "7"]])) + words("")
    document = _read(table(apart([["사업", "내용"], ["교육", "9"]]), {(1, 1): inner}))
    assert _told(document) == [[("사업", "내용"), ("교육", "세부")], [("항목", "액"), ("인건비", "7")]]


def test_what_a_tracked_change_deleted_is_no_text_and_what_it_inserted_is() -> None:
    changed = run("예산 ") + "<w:del><w:r><w:delText>900</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('옮긴 글')}</w:moveFrom>"
    inserted = f"<w:ins>{run('1,200')}</w:ins>" + run("천원")
    assert _told(_read(paragraph(changed + moved + inserted))) == ["예산 1,200천원"]
    # A paragraph whose end was deleted goes on in the next.
    open_end = paragraph(run("예산 "), "<w:rPr><w:del/></w:rPr>")
    assert _told(_read(open_end, words("1,200천원"))) == ["예산 1,200천원"]
    assert _told(_read(open_end, table(apart([["가", "3"]])))) == ["예산", [("가", "3")]]


def test_hidden_and_struck_text_is_noted_and_not_read() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="i"><w:basedOn w:val="h"/></w:style>'
    )
    hidden = run("숨김 1", "<w:vanish/>") + run("숨김 2", '<w:rStyle w:val="i"/>')
    shown = run("보임", '<w:rStyle w:val="i"/><w:vanish w:val="0"/>')
    struck = run("900", "<w:strike/>") + run(" 1,200", '<w:strike w:val="false"/>')
    document = _read(paragraph(hidden + shown), paragraph(struck), styles=styles)
    assert _told(document) == ["보임", "1,200"]
    assert _unread(document) == [("숨김 1숨김 2", "hidden_text"), ("900", "struck_out")]
    cell = paragraph(run("900", "<w:strike/>") + run("1,200"))
    document = _read(table(apart([["구분", "예산"], ["합계", ""]]), {(1, 1): cell}))
    assert _told(document) == [[("구분", "예산"), ("합계", "1,200")]]
    assert _unread(document) == [("900", "struck_out")]


def test_white_letters_are_read_only_where_something_may_lie_below_them() -> None:
    white, dark = '<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:color="auto" w:fill="003366"/>'
    document = _read(paragraph(run("숨김 7", white) + run("보임", white + dark)))
    assert (_told(document), _unread(document)) == (["보임"], [("숨김 7", "hidden_text")])
    assert _told(_read(paragraph(run("보임", white), dark))) == ["보임"]
    styles = f'<w:style w:type="character" w:styleId="d"><w:rPr>{dark}</w:rPr></w:style>'
    document = _read(paragraph(run("보임", f'<w:rStyle w:val="d"/>{white}')), styles=styles)
    assert _told(document) == ["보임"]
    cells = apart([["구분", "예산"], ["합계", ""]])
    document = _read(table(cells, {(1, 1): paragraph(run("7", white))}))
    assert (_told(document), _unread(document)) == (
        [[("구분", "예산"), ("합계", "")]], [("7", "hidden_text")],
    )  # fmt: skip


def test_a_raised_number_is_no_part_of_the_figure_before_it() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    assert _told(_read(paragraph(run("1,200") + run("1)", raised) + run("천") + run("2)", raised)))) == [
        "1,200 1)천2)"
    ]
    moved = '<w:position w:val="6"/>'
    assert _told(_read(paragraph(run("정원 8") + run("1", moved) + run("명")))) == ["정원 8 1명"]


def _field(told: str, result: str, end: str = '<w:r><w:fldChar w:fldCharType="end"/></w:r>') -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{told}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}{end}'
    )


def test_of_a_field_the_result_is_read() -> None:
    nested = _field(f"IF {_field('REF a', run('55'))} = 1", run("1,200"))
    simple = f'<w:fldSimple w:instr=" SUM(ABOVE) ">{run("30")}</w:fldSimple>'
    page = _field(" PAGE ", run("12")) + f'<w:fldSimple w:instr="PAGE">{run("13")}</w:fldSimple>'
    link = f"<w:hyperlink>{run(' 링크')}</w:hyperlink>"
    assert _told(_read(paragraph(run("합계 ") + nested + run("/") + simple + page + link))) == [
        "합계 1,200/30 링크"
    ]
    # One that never ends hides nothing.
    begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r>'
    assert _told(_read(paragraph(run("가") + begun), words("나"))) == ["가", "나"]


def test_notes_follow_and_margins_stay_outside_of_the_text() -> None:
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{words("줄")}</w:footnote>'
        f'<w:footnote w:id="2">{words("국비 포함")}</w:footnote>'
    )
    anchor = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    cell = paragraph(run("1,200") + anchor)
    head = words("2031년 업무보고") + paragraph(_field("PAGE", run("7")))
    document = _read(
        table(apart([["구분", "예산"], ["합계", ""]]), {(1, 1): cell}),
        words("뒤"),
        footnotes=notes,
        header=head,
    )
    assert _told(document) == [[("구분", "예산"), ("합계", "1,200")], "국비 포함", "뒤"]
    assert _unread(document) == [("2031년 업무보고", "page_margin")]


def test_a_text_box_is_read_once() -> None:
    inner = f"<w:txbxContent>{words('글상자 100')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert _told(_read(paragraph(both), paragraph(run("앞") + both))) == ["글상자 100", "앞", "글상자 100"]


def test_marks_that_a_style_draws_are_read_and_headings_are_headings() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        "</w:lvl>"
        for level, (form, text) in enumerate((("decimal", "%1."), ("ganada", "%1-%2)"), ("bullet", "\uf0b7")))
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="own"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>"
    )

    def of(level: int, own: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{own}"/></w:numPr>'

    document = _read(
        words("현황", '<w:pStyle w:val="1"/>'), words("계획", '<w:pStyle w:val="2"/>'),
        words("하나", of(0, 1)), words("가나", of(1, 1)), words("점", of(2, 1)),
        words("둘", '<w:pStyle w:val="3"/>'),
        words("따로", of(0, 2)), words("없음", of(0, 0)), numbering=numbering, styles=styles,
    )  # fmt: skip
    assert _told(document) == ["현황", "계획", "1. 하나", "1-가) 가나", "점", "2. 둘", "7. 따로", "없음"]
    assert [type(block) is Heading for block in document.blocks] == [True, True, *[False] * 6]
    assert [(block.mark, block.indent) for block in document.blocks if isinstance(block, Bullet)] == [
        ("•", 4)
    ]


def test_the_lines_of_a_table_of_contents_are_no_table() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    contents = [words(f"{number}장\t{number}", '<w:pStyle w:val="t"/>') for number in (1, 2)]
    assert not list(_read(*contents, styles=styles).tables)


def test_a_document_of_words_own_template_is_read() -> None:
    document = Document()
    document.add_heading("일반 현황", 1)
    document.add_paragraph("교육 운영", "List Bullet")
    document.add_paragraph("상담 운영", "List Number")
    buffer = io.BytesIO()
    document.save(buffer)
    found = read_content("report.docx", buffer.getvalue())
    assert _told(found) == ["일반 현황", "교육 운영", "1. 상담 운영"]
    assert [type(block).__name__ for block in found.blocks] == ["Heading", "Bullet", "Paragraph"]


WIDE = table(apart([["구분", "예산"], ["합계", "3"]])).replace('"1"', '"999999999"')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (write(REPORT)[:-200], "damaged archive"),
        (package(""), "holds no text"),
        (damaged.with_part(write(REPORT), "_rels/.rels", b"<Relationships/>"), "names no document"),
        (damaged.with_part(write(REPORT), "word/document.xml", b"<w:document>"), "document.xml' is damaged"),
        (damaged.with_part(write(REPORT), "word/document.xml", ENTITIES), "declares entities"),
        (damaged.with_part(write(REPORT), "../../etc/cron", b"a"), "outside of itself"),
        (damaged.with_part(write(REPORT), "word/big.xml", b" " * 90_000_000), "times its size"),
        (package(WIDE), "split the report"),
        (package("<w:tbl><w:tr><w:tc>" * 400 + "</w:tc></w:tr></w:tbl>" * 400), "damaged in its line"),
    ],
)  # fmt: skip
def test_a_bad_file_is_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in damaged.refusal(tmp_path, "report.docx", content)


def test_what_a_package_names_outside_of_itself_is_not_opened() -> None:
    name = "word/_rels/document.xml.rels"
    whole = package(words("글"), styles="")
    outside = damaged.part_of(whole, name).replace(
        b'"styles.xml"', b'"file:///etc/passwd" TargetMode="External"'
    )
    assert _told(read_content("a.docx", damaged.with_part(whole, name, outside))) == ["글"]
    above = damaged.part_of(whole, name).replace(b'"styles.xml"', b'"../../../../etc/passwd"')
    assert _told(read_content("a.docx", damaged.with_part(whole, name, above))) == ["글"]


def test_the_content_tells_the_format_and_not_the_ending() -> None:
    told = _told(read_content("report.docx", write(REPORT)))
    assert _told(read_content("report.txt", write(REPORT))) == told
    assert _told(read_content("report.doc", write_merged(REPORT))) == told


@pytest.mark.slow
def test_whatever_happens_to_its_bytes_a_file_is_read_or_refused(tmp_path: Path) -> None:
    whole = write_merged(REPORT * 3)
    damaged.survives(tmp_path, "report.docx", whole)
    name = "word/document.xml"
    damaged.survives(
        tmp_path,
        "report.docx",
        damaged.part_of(whole, name),
        lambda part: damaged.with_part(whole, name, part),
    )
