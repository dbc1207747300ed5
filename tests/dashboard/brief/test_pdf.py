"""The brief as PDF: all of it, as real text, on sheets that say what they are of."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pypdfium2 import raw as pdfium

from dashboard.brief import press
from dashboard.brief.pdf import orders_of, to_pdf, to_zip
from dashboard.brief.point import Brief, Chapter, Figure, Head, Point, Source
from dashboard.brief.typesetting import without_glyph
from dashboard.brief.volume import by_chapter
from dashboard.shell.page import View
from dashboard.topics.hearing.brief import hearing_brief
from dashboard.ui.fonts import MissingFontError
from dashboard.ui.format import SHAPES, Formatter
from dashboard.ui.labels import load
from tests.conftest import ROOT
from tests.sample_warehouse import CENTRE, NETWORK

MADE_AT = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)
KO = load("ko")
A4 = (595, 842)
HOSTILE = [
    "#panic(1) #let x = 1", "$x^2$ *굵게* _기울임_", "`코드` ```raw```", "<b>굵게</b> <label>",
    "\\ \\u{41} \\n", "@ref 사업", "= 제목 == 둘", "- 항목 + 하나 / 용어: 뜻", "[내용] (묶음) {블록}",
    "\"따옴표\" '하나' “둘”", "// 주석 /* 주석 */", "https://example.org/#a", "~ -- --- ... -?",
    "{name} %s %(x)s", "&amp; &#65;", '"]}, {"name": "둘"', "#sys.inputs.brief", "\\begin{document}",
]  # fmt: skip


def _read(file: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(file)


def _texts(document: pypdfium2.PdfDocument) -> list[str]:
    return [page.get_textpage().get_text_range() for page in document]


def _flat(text: str) -> str:
    """Without white space, and without the mark that the reader leaves where a line ends inside a word."""
    return re.sub(r"[\s\ufffe]", "", text)


def _said(brief: Brief, language: str) -> list[str]:
    """Everything that the brief says, apart from what every sheet repeats."""
    words = load(language)
    said = [brief.title, brief.sentence, *(source.text for source in brief.sources)]
    for chapter in brief.silent:
        said += [chapter.title, chapter.nothing]
    for chapter in brief.told:
        said += [chapter.title, chapter.sentence, *(head.text for head in chapter.heads)]
        for point in chapter.points:
            said += [point.name, *(figure.text for figure in point.figures), point.because]
            said += [*point.questions, *point.answers, *(brief.cited(place, words) for place in point.places)]
    return said


def _brief(*points: Point, heads: int = 1) -> Brief:
    chapter = Chapter(
        code="late", title="늦은 사업", heads=[Head("사업"), *[Head("예산", "number")] * heads], points=points
    )
    notes = ["기관, 2026년", "조건: 없음", "금액 단위: 백만원", "출처: 보고서 (a.txt)"]
    return Brief(
        title="브리핑", language="ko", notes=notes, sentence="요약입니다.", chapters=[chapter],
        sources=[Source("a", "", "보고서 (a.txt)")],
    )  # fmt: skip


def _point(name: str, **more: object) -> Point:
    return replace(Point(name=name, figures=[Figure("1,234")], places=[("a", 7)]), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("search", "is_answered"),
    [("", False), ("", True), ("?lang=en", True), ("?year=2026", False), (f"?org={CENTRE}", False),
     (f"?org={NETWORK}&unit=won", False)],
)  # fmt: skip
def test_the_whole_brief_is_in_the_file(
    view_of: Callable[..., View], search: str, *, is_answered: bool
) -> None:
    view = view_of("brief", "/brief", search)
    brief = hearing_brief(view, is_answered=is_answered)
    document = _read(to_pdf(brief, view.words, MADE_AT))
    text = _flat("".join(_texts(document)))
    missing = [said for said in _said(brief, brief.language) if _flat(said) not in text]
    assert missing == []
    bookmarks = [bookmark.get_title() for bookmark in document.get_toc()]
    expected = [chapter.title for chapter in brief.told]
    expected += [view.words("brief.nothing"), *(c.title for c in brief.silent)] if brief.silent else []
    assert bookmarks == [*expected, view.words("brief.documents")]


def _bookmarks(document: pypdfium2.PdfDocument) -> list[tuple[int, str, int | None]]:
    return [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]


def test_a_long_brief_runs_on_from_sheet_to_sheet() -> None:
    short = [
        _point(f"사업{n}호", because=f"까닭{n} " * (n % 9), questions=[f"질문{n} " * 9]) for n in range(50)
    ]
    # Longer than a sheet: it may be broken.
    endless = _point("긴 사업", because="긴까닭 " * 1500, questions=["마지막 질문"])
    brief = _brief(*short[:20], endless, *short[20:])
    second = replace(brief.chapters[0], code="over", title="넘긴 사업", points=short[:30])
    silent = Chapter(code="moved", title="달라진 예산", heads=[], points=[], nothing="없습니다.")
    brief = replace(brief, chapters=[*brief.chapters, second, silent])
    document = _read(to_pdf(brief, KO, MADE_AT))
    texts = [_flat(text) for text in _texts(document)]
    assert [text.count(f"{n}/{len(texts)}") for n, text in enumerate(texts, 1)] == [1] * len(texts)
    every = "".join(texts)
    assert re.findall(r"사업(\d+)호", every) == [str(n) for n in (*range(50), *range(30))]
    assert every.count("긴까닭") == 1500
    # Heads stand on every sheet with points; a chapter's title on its first one alone, and in the contents.
    assert all("사업예산원문" in text for text in texts if "질문" in text or "긴까닭" in text)
    assert every.count("넘긴사업") == 2
    bookmarks = _bookmarks(document)
    titles = ["늦은 사업", "넘긴 사업", KO("brief.nothing"), "달라진 예산", KO("brief.documents")]
    assert [title for _, title, _ in bookmarks] == titles
    assert all(sheet is not None and _flat(title) in texts[sheet] for _, title, sheet in bookmarks)
    (over,) = [sheet for _, title, sheet in bookmarks if title == "넘긴 사업"]
    assert f"넘긴사업30{(over or 0) + 1}" in texts[0]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_links_lead_to_chapters_and_are_called_by_them(view_of: Callable[..., View], language: str) -> None:
    view = view_of("brief", "/brief", f"?lang={language}")
    brief = hearing_brief(view)
    with pikepdf.open(io.BytesIO(to_pdf(brief, view.words, MADE_AT))) as pdf:
        entries = list(pdf.Root.Names.Dests.Names)
        places = dict(zip(map(str, entries[::2]), entries[1::2], strict=True))
        sheets = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", ())]
        led = {
            (str(link.Dest), str(link.Contents), sheets[places[str(link.Dest)][0].objgen]) for link in links
        }
    titles = {f"chapter-{chapter.code}": chapter.title for chapter in brief.chapters}
    assert {name for name, *_ in led} >= {f"chapter-{chapter.code}" for chapter in brief.asked}
    for name, called, sheet in led:
        assert called.startswith(titles[name])
        assert called.endswith(str(sheet))


@pytest.mark.parametrize("search", ["", "?lang=en"])
def test_a_zip_holds_the_whole_brief_by_chapter(view_of: Callable[..., View], search: str) -> None:
    view = view_of("brief", "/brief", search)
    brief = hearing_brief(view, is_answered=True)
    volumes = by_chapter(brief, view.words)
    with zipfile.ZipFile(io.BytesIO(to_zip(brief, view.words, MADE_AT))) as package:
        # What is no ASCII is marked as UTF-8, which every system reads by the same names.
        assert all(entry.filename.isascii() or entry.flag_bits & 0x800 for entry in package.infolist())
        files = {name: package.read(name) for name in package.namelist()}
    assert [*files] == [volume.name for volume in volumes]
    every = ""
    for volume in volumes:
        document = _read(files[volume.name])
        assert b"pdfuaid" in files[volume.name]
        assert pdfium.FPDFCatalog_IsTagged(document)
        assert document.get_metadata_dict()["Title"] == volume.brief.title
        texts = [_flat(text) for text in _texts(document)]
        assert all(text.count(f"{n}/{len(texts)}") for n, text in enumerate(texts, 1))
        assert [
            said for said in _said(volume.brief, brief.language) if _flat(said) not in "".join(texts)
        ] == []
        assert all(_flat(note) in text for note in brief.notes for text in texts)
        every += "".join(texts)
    assert [said for said in _said(brief, brief.language) if _flat(said) not in every] == []
    contents = _flat(_texts(_read(files[volumes[0].name]))[0])
    assert all(_flat(f"{c.title}{len(c.points)}{file}") in contents for c, file in volumes[0].contents)


def test_every_sheet_is_a4_and_says_what_it_is_of(view_of: Callable[..., View]) -> None:
    brief = hearing_brief(view_of("brief", "/brief"), is_answered=True)
    document = _read(to_pdf(brief, KO, MADE_AT))
    texts = _texts(document)
    assert len(texts) > 2
    for number, (page, text) in enumerate(zip(document, texts, strict=True), 1):
        assert tuple(map(round, page.get_size())) == A4
        for note in [*brief.notes, KO("brief.made_at", when=Formatter(KO, "won").moment(MADE_AT))]:
            assert _flat(note) in _flat(text), (number, note)
        assert f"{number} / {len(texts)}" in text


def test_a_long_statement_leaves_room_for_the_text() -> None:
    brief = replace(
        _brief(*[_point(f"사업 {n}") for n in range(60)]), notes=["기관", "조건: " + "부서 " * 700]
    )
    texts = [_flat(text) for text in _texts(_read(to_pdf(brief, KO, MADE_AT)))]
    assert all(text.count("부서" * 700) for text in texts)
    assert all(f"사업{n}" in "".join(texts) for n in range(60))


def test_the_file_has_title_language_tags_and_date(view_of: Callable[..., View]) -> None:
    for language, code in (("ko", b"ko"), ("en", b"en")):
        view = view_of("brief", "/brief", f"?lang={language}")
        brief = hearing_brief(view)
        file = to_pdf(brief, view.words, MADE_AT)
        document = _read(file)
        about = document.get_metadata_dict()
        assert about["Title"] == brief.title
        assert about["CreationDate"].startswith("D:20261121090500")
        assert re.search(rb"/Lang\s*\(" + code, file)
        assert pdfium.FPDFCatalog_IsTagged(document)
        assert b"pdfuaid" in file


def test_every_font_is_embedded() -> None:
    document = _read(to_pdf(_brief(_point("사업 ★ 龍 α")), KO, MADE_AT))
    texts = [found for page in document for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])]
    assert texts
    for text in texts:
        assert pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(text.raw)) == 1


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_report_prints_stays_what_it_is(name: str) -> None:
    point = _point(name, because=name, questions=[name], answers=[name])
    brief = _brief(replace(point, figures=[Figure(name)]))
    brief = replace(brief, title=name, sentence=name, notes=[name, name], sources=[Source("a", name, name)])
    brief = replace(brief, chapters=[replace(brief.chapters[0], title=name, sentence=name)])
    document = _read(to_pdf(brief, KO, MADE_AT))
    text = _flat("".join(_texts(document)))
    # title, sentence, notes twice, contents, chapter, its sentence, name, figure, because, question, answer,
    # line, document with its mark
    assert text.count(_flat(name)) >= 14
    assert document.get_metadata_dict()["Title"] == name


def test_what_is_no_letter_leaves_a_mark_and_never_a_box() -> None:
    # A private sign of a word processor, an order to a terminal, half a letter, a turn of direction.
    brief = _brief(_point("사업\uf0b7하나\x1b\x00둘\ud800셋\u202e넷"))
    text = "".join(_texts(_read(to_pdf(brief, KO, MADE_AT))))
    assert "사업\ufffd하나둘\ufffd셋넷" in text


def test_a_letter_that_no_font_has_is_marked_wherever_it_stands() -> None:
    # Assigned in 2021: in no font that a server brings.
    brief = _brief(_point("사업 \U0001e290", questions=["무엇 \U0001e290\U0001e291?"]))
    text = _flat("".join(_texts(_read(to_pdf(brief, KO, MADE_AT)))))
    assert "사업\ufffd" in text
    assert "무엇\ufffd\ufffd?" in text
    message = r'the text `"\u{f0b7}"` could not be displayed with font `"A"`'
    assert without_glyph('["a\uf0b7"]', message) == '["a\ufffd"]'
    assert without_glyph("x", "another error") == "x"


def test_a_long_point_is_broken_and_a_short_one_is_not() -> None:
    short = [
        _point(f"사업{n}호", because=f"까닭{n} " * 20, questions=[f"질문{n} " * 30, f"끝{n}끝"])
        for n in range(30)
    ]
    endless = _point("긴 사업", because="긴까닭 " * 1500, questions=["마지막 질문"])
    texts = [_flat(text) for text in _texts(_read(to_pdf(_brief(*short, endless), KO, MADE_AT)))]
    for n in range(30):
        (sheet,) = [text for text in texts if f"사업{n}호" in text]
        assert f"끝{n}끝" in sheet
    assert "".join(texts).count("긴까닭") == 1500
    assert any("마지막질문" in text for text in texts)
    # Heads stand again on each sheet of the table.
    of_table = [text for text in texts if "까닭" in text]
    assert len(of_table) > 3
    assert all("사업예산원문" in text for text in of_table)


def test_a_title_is_not_left_alone_at_the_foot() -> None:
    brief = _brief(_point("첫 사업", questions=["첫 질문"]))
    sheets = set()
    for lines in range(24, 44, 2):
        points = [_point("앞선 사업", figures=[])] * lines
        before = Chapter(code="figures", title="앞", heads=[Head("사업")], points=points)
        long = replace(brief, chapters=[before, *brief.chapters])
        texts = [_flat(text) for text in _texts(_read(to_pdf(long, KO, MADE_AT)))]
        # The contents name the title too.
        number = max(number for number, text in enumerate(texts) if "늦은사업" in text)
        assert "첫사업" in texts[number]
        assert "첫질문" in texts[number]
        sheets.add(number)
    assert len(sheets) > 1


def test_a_status_is_a_word_and_a_shape() -> None:
    points = [
        replace(_point(code), figures=[Figure(KO(f"status.{code}"), status=(code, "goal"))])
        for code in SHAPES
    ]
    text = _flat("".join(_texts(_read(to_pdf(_brief(*points), KO, MADE_AT)))))
    for code, shape in SHAPES.items():
        assert shape + _flat(KO(f"status.{code}")) in text


def test_thousands_of_points_are_all_there() -> None:
    brief = _brief(*[_point(f"사업 번호 {n:04}", questions=[f"질문 {n:04}?"]) for n in range(2000)])
    text = _flat("".join(_texts(_read(to_pdf(brief, KO, MADE_AT)))))
    assert all(f"사업번호{n:04}" in text and f"질문{n:04}?" in text for n in range(2000))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_layout_of_too_much_memory_ends_and_says_so() -> None:
    (order,) = orders_of("pdf", _brief(_point("사업")), KO, MADE_AT).values()
    program = (
        "from dashboard.brief import typesetting; typesetting.MOST_BYTES = 1_000_000; typesetting.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(order).encode(), cwd=ROOT, capture_output=True
    )
    assert done.returncode != 0
    assert b"memory" in done.stderr
    assert done.stdout == b""


@pytest.mark.parametrize("language", ["ko", "en"])
def test_without_a_korean_font_it_says_what_to_install(tmp_path: Path, language: str) -> None:
    with pytest.raises(MissingFontError) as caught:
        to_pdf(_brief(_point("사업")), load(language), MADE_AT, font_folders=[tmp_path])
    message = str(caught.value)
    assert "fonts-noto-cjk" in message
    assert "\n" not in message


@pytest.mark.parametrize("sign", ["1\u20e3", "\U0001f468\u200d\U0001f469", "1\ufe0f\u20e3"])
def test_of_a_joined_sign_that_no_font_has_nothing_else_changes(sign: str) -> None:
    point = replace(_point(f"{sign} 제11호", questions=["11월 1일?"]), figures=[Figure("1,211")])
    text = _flat("".join(_texts(_read(to_pdf(_brief(point), KO, MADE_AT)))))
    assert "\ufffd제11호" in text
    assert "11월1일?" in text
    assert "1,211" in text


def test_a_pdf_that_takes_too_long_is_told_in_one_line_without_a_path(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(press, "_PATIENCE", 0.0)
    with pytest.raises(press.PressError) as caught:
        to_pdf(_brief(_point("사업")), KO, MADE_AT)
    assert str(caught.value) == KO("pdf.too_slow", seconds=0)
    monkeypatch.undo()
    monkeypatch.setattr(press.typesetting, "__name__", "no_such_module")
    with pytest.raises(press.PressError) as caught:
        to_pdf(_brief(_point("사업")), KO, MADE_AT)
    assert str(caught.value) == KO("pdf.failed")
    assert "no_such_module" in caplog.text
