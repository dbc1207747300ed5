"""The brief as HWPX: valid, whole, in named styles, its tables real, its statement on every page."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hwpx import HwpxDocument
from hwpx.tools.id_integrity import check_id_integrity
from hwpx.tools.package_validator import validate_editor_open_safety
from hwpx.tools.validator import validate_document
from lxml import etree

from dashboard.brief.hwpx.document import to_hwpx
from dashboard.brief.point import SUMS, Brief, Chapter, Figure, Head, Point, Source
from dashboard.shell.page import View
from dashboard.topics.hearing.brief import hearing_brief
from dashboard.ui.format import Formatter
from dashboard.ui.labels import load
from tests.sample_warehouse import CENTRE, NETWORK

KO = load("ko")
MADE_AT = datetime(2026, 11, 21, 9, 5, tzinfo=timezone(timedelta(hours=9)))
BRIEFS = [
    "",
    "?reader=institution&year=2026",
    "?lang=en&reader=institution",
    f"?org={CENTRE}",
    f"?org={NETWORK}",
]
NS = {
    "hp": "http://www.hancom.co.kr/hwpml/2011/paragraph",
    "hh": "http://www.hancom.co.kr/hwpml/2011/head",
    "hs": "http://www.hancom.co.kr/hwpml/2011/section",
    "opf": "http://www.idpf.org/2007/opf/",
}
A4_TEXT = 59528


class File:
    """A written file, read back with nothing but a zip and an XML reader."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.package = zipfile.ZipFile(io.BytesIO(content))
        self.section = etree.fromstring(self.package.read("Contents/section0.xml"))
        self.header = etree.fromstring(self.package.read("Contents/header.xml"))
        self.about = etree.fromstring(self.package.read("Contents/content.hpf"))

    def find(self, path: str, root: etree._Element | None = None) -> list[etree._Element]:
        return (self.section if root is None else root).findall(path, NS)

    def texts(self) -> list[str]:
        """The paragraphs of the text in their order, those in tables among them."""
        return [_text(p) for p in self.section.iter(f"{{{NS['hp']}}}p") if not _is_in_margin(p)]

    def shape(self, kind: str, shape_id: str) -> etree._Element:
        (found,) = self.find(f".//hh:{kind}[@id='{shape_id}']", self.header)
        return found

    def style_of(self, paragraph: etree._Element) -> etree._Element:
        return self.shape("style", paragraph.get("styleIDRef"))


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.findall("hp:run/hp:t", NS))


def _is_in_margin(paragraph: etree._Element) -> bool:
    return any(etree.QName(above).localname in ("header", "footer") for above in paragraph.iterancestors())


@pytest.fixture
def brief_of(view_of: Callable[..., View]) -> Callable[[str], tuple[Brief, File]]:
    """Make the brief of an address and its file."""

    def make(search: str = "") -> tuple[Brief, File]:
        view = view_of("brief", "/brief", search)
        brief = hearing_brief(view, is_answered="reader=institution" in search)
        return brief, File(to_hwpx(brief, view.words, MADE_AT))

    return make


def _small(*points: Point, title: str = "의회 브리핑", because: str = "") -> Brief:
    chapter = Chapter(
        code="late",
        title="늦은 사업",
        heads=[Head("사업"), Head("예산", "number"), Head("상태", "status")],
        points=points or [Point(name="가", figures=[Figure("1"), Figure("부진")], because=because)],
    )
    return Brief(
        title=title, language="ko", notes=["조건: 없음"], sentence="한 문장.", chapters=[chapter],
        sources=[Source("d", "", "문서")],
    )  # fmt: skip


@pytest.mark.parametrize("search", BRIEFS)
def test_validators_of_the_format_find_nothing(
    brief_of: Callable[[str], tuple[Brief, File]], search: str
) -> None:
    _, file = brief_of(search)
    report = validate_document(file.content)
    assert report.ok
    assert [str(issue) for issue in report.issues] == []
    assert validate_editor_open_safety(file.content).ok
    assert check_id_integrity(HwpxDocument.open(io.BytesIO(file.content))).ok


def test_the_kind_of_file_is_read_first_and_every_part_is_well_formed(
    brief_of: Callable[[str], tuple[Brief, File]],
) -> None:
    _, file = brief_of("")
    first, *others = file.package.infolist()
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert file.package.read(first) == b"application/hwp+zip"
    for part in others:
        if not part.filename.endswith(".txt"):
            etree.fromstring(file.package.read(part))


@pytest.mark.parametrize("search", BRIEFS)
def test_it_says_what_the_page_says_in_its_order(
    brief_of: Callable[[str], tuple[Brief, File]], search: str
) -> None:
    brief, file = brief_of(search)
    texts = iter(file.texts())
    for expected in _said(brief):
        assert expected in texts, expected


def _said(brief: Brief) -> Iterator[str]:
    words = load(brief.language)
    yield from [brief.title, *brief.notes, brief.sentence, words("brief.contents")]
    for chapter in brief.chapters:
        if chapter.code not in SUMS:
            yield words("brief.contents_item", title=chapter.title, n=len(chapter.points))
    for chapter in brief.told:
        yield from [chapter.title, *filter(None, [chapter.sentence]), *(head.text for head in chapter.heads)]
        for point in chapter.points:
            yield from [point.name, *(figure.text for figure in point.figures)]
            yield from [brief.cited(place, words) for place in point.places]
            yield from filter(None, [point.because])
            yield from [*point.questions, *point.answers]
    for chapter in brief.silent:
        yield from [chapter.title, chapter.nothing]
    for source in brief.sources:
        yield f"{source.mark} {source.text}".strip()


@pytest.mark.parametrize("search", BRIEFS)
def test_a_chapter_is_a_table_that_repeats_its_head_and_keeps_its_rows_whole(
    brief_of: Callable[[str], tuple[Brief, File]], search: str
) -> None:
    brief, file = brief_of(search)
    tables = file.find("hp:p/hp:run/hp:tbl")
    assert len(tables) == len(brief.told)
    for table, chapter in zip(tables, brief.told, strict=True):
        assert (table.get("repeatHeader"), table.get("pageBreak")) == ("1", "TABLE")
        # As a character it would not go over a page's end at all.
        assert table.find("hp:pos", NS).get("treatAsChar") == "0"
        rows, columns = int(table.get("rowCnt")), int(table.get("colCnt"))
        assert columns == len(chapter.heads) + 1
        said = [p for p in chapter.points if p.because or p.questions or p.answers]
        assert rows == 1 + len(chapter.points) + len(said)
        assert int(table.find("hp:sz", NS).get("width")) <= A4_TEXT - 2 * 5669
        covered = []
        for cell in file.find("hp:tr/hp:tc", table):
            address, span = cell.find("hp:cellAddr", NS), cell.find("hp:cellSpan", NS)
            assert cell.get("header") == ("1" if address.get("rowAddr") == "0" else "0")
            covered += [
                (int(address.get("rowAddr")) + down, int(address.get("colAddr")) + right)
                for down in range(int(span.get("rowSpan")))
                for right in range(int(span.get("colSpan")))
            ]
        assert sorted(covered) == [(row, column) for row in range(rows) for column in range(columns)]


def test_figures_stand_to_the_right_and_negatives_carry_the_korean_mark(
    brief_of: Callable[[str], tuple[Brief, File]],
) -> None:
    brief, file = brief_of("")
    chapter = next(chapter for chapter in brief.told if chapter.code == "late")
    numbers = {figure.text for point in chapter.points for figure in point.figures}
    assert any(number.startswith("△") for number in numbers)
    assert not any(re.match(r"[-−]\d", text) for text in file.texts())
    aligned = {}
    for cell in file.find(".//hp:tc"):
        for paragraph in file.find("hp:subList/hp:p", cell):
            shape = file.shape("paraPr", paragraph.get("paraPrIDRef"))
            aligned[_text(paragraph)] = shape.find("hh:align", NS).get("horizontal")
    assert {aligned[number] for number in numbers} == {"RIGHT"}
    assert {aligned[point.name] for point in chapter.points} == {"LEFT"}


@pytest.mark.parametrize("search", ["", "?lang=en&reader=institution"])
def test_every_paragraph_looks_as_its_named_style_says(
    brief_of: Callable[[str], tuple[Brief, File]], search: str
) -> None:
    brief, file = brief_of(search)
    names = set()
    for paragraph in file.section.iter(f"{{{NS['hp']}}}p"):
        style = file.style_of(paragraph)
        assert paragraph.get("paraPrIDRef") == style.get("paraPrIDRef")
        runs = {run.get("charPrIDRef") for run in file.find("hp:run", paragraph)}
        assert runs == {style.get("charPrIDRef")}
        names.add(style.get("name"))
    words = load(brief.language)
    for code in ("title", "note", "head", "head_number", "cell", "number", "printed", "question", "footer"):
        assert words(f"hwpx_style.{code}") in names
    every = [style.get("name") for style in file.find(".//hh:style", file.header)]
    assert len(every) == len(set(every))


def test_chapters_stand_in_the_navigation_pane_without_numbers_of_their_own(
    brief_of: Callable[[str], tuple[Brief, File]],
) -> None:
    brief, file = brief_of("")
    levels: dict[str, list[str]] = {"0": [], "1": []}
    for paragraph in file.find("hp:p"):
        heading = file.shape("paraPr", paragraph.get("paraPrIDRef")).find("hh:heading", NS)
        if heading.get("type") == "OUTLINE":
            levels[heading.get("level")].append(_text(paragraph))
    assert levels["0"] == [
        KO("brief.contents"), *(chapter.title for chapter in brief.told), KO("brief.nothing"),
        KO("brief.documents"),
    ]  # fmt: skip
    assert levels["1"] == [chapter.title for chapter in brief.silent]
    heads = {head.get("level"): head.text for head in file.find(".//hh:numbering/hh:paraHead", file.header)}
    assert (heads["1"], heads["2"]) == (None, None)


def test_every_page_says_what_it_is_of_when_it_was_made_and_its_number(
    brief_of: Callable[[str], tuple[Brief, File]],
) -> None:
    brief, file = brief_of("")
    (page_header,) = file.find(".//hp:ctrl/hp:header")
    (page_footer,) = file.find(".//hp:ctrl/hp:footer")
    assert page_header.get("applyPageType") == page_footer.get("applyPageType") == "BOTH"
    (head,), (foot,) = file.find(".//hp:p", page_header), file.find(".//hp:p", page_footer)
    for note in brief.notes:
        assert note in _text(head)
    assert KO("brief.made_at", when=Formatter(KO, "won").moment(MADE_AT)) in _text(foot)
    assert [number.get("numType") for number in file.find(".//hp:autoNum", foot)] == ["PAGE"]
    # On the first page the notes stand below the title instead.
    (visible,) = file.find(".//hp:visibility")
    assert (visible.get("hideFirstHeader"), visible.get("hideFirstFooter")) == ("1", "0")
    assert file.texts()[1 : 1 + len(brief.notes)] == list(brief.notes)


def test_a_long_statement_gets_its_room_at_the_head_of_the_page() -> None:
    brief = _small()
    long = Brief(
        title=brief.title, language="ko", notes=["조건: " + "가나다 " * 200], sentence="", chapters=[],
        sources=[],
    )  # fmt: skip
    heights = [
        int(File(to_hwpx(of, KO, MADE_AT)).find(".//hp:pagePr/hp:margin")[0].get("header"))
        for of in (brief, long)
    ]
    assert heights[0] < 3000 < 10000 < heights[1]


def test_what_a_report_prints_is_text_and_nothing_else() -> None:
    hostile = [
        "<hp:t>&amp;</hp:t>", "]]>", '"따옴표" & \'부호\'', "=1+1", "{title}", "^1.", "<!-- -->",
        "가\u200b나",
    ]  # fmt: skip
    points = [
        Point(name=text, figures=[Figure(text), Figure(text)], because=text, questions=[text])
        for text in hostile
    ]
    points.append(Point(name="가\x00나\x0b다\ud800라\ufffe", figures=[Figure("a\tb\r\nc"), Figure("")]))
    file = File(to_hwpx(_small(*points, title="<제목> & \x01"), KO, MADE_AT))
    texts = file.texts()
    assert all(texts.count(text) == 5 for text in hostile)
    assert "가\ufffd나\ufffd다\ufffd라\ufffd" in texts
    assert "a b c" in texts
    assert file.find(".//opf:title", file.about)[0].text == "<제목> & \ufffd"
    assert validate_document(file.content).ok


def test_it_has_a_title_a_language_and_no_author(brief_of: Callable[[str], tuple[Brief, File]]) -> None:
    brief, file = brief_of("?lang=en")
    (about,) = file.find("opf:metadata", file.about)
    told = {element.get("name") or etree.QName(element).localname: element.text for element in about}
    assert {name: text for name, text in told.items() if text} == {
        "title": brief.title, "language": "en",
        "CreatedDate": "2026-11-21T00:05:00Z", "ModifiedDate": "2026-11-21T00:05:00Z",
    }  # fmt: skip
    languages = {style.get("engName"): style.get("langID") for style in file.find(".//hh:style", file.header)}
    # English letters are checked as English, the names that a report prints as Korean.
    assert (languages["Brief question"], languages["Brief printed"]) == ("1033", "1042")


def test_the_same_brief_is_the_same_file(brief_of: Callable[[str], tuple[Brief, File]]) -> None:
    brief, file = brief_of("")
    assert to_hwpx(brief, KO, MADE_AT) == file.content
    assert {part.date_time for part in file.package.infolist()} == {(2026, 11, 21, 9, 5, 0)}
    later = File(to_hwpx(brief, KO, datetime(2027, 1, 2, tzinfo=UTC)))
    assert later.texts() == file.texts()


def test_a_row_that_no_page_holds_may_be_split() -> None:
    """Hancom does not draw what of an unsplit row is below the page's end."""
    (table,) = File(to_hwpx(_small(because="긴 사유입니다. " * 900), KO, MADE_AT)).find(".//hp:tbl")
    assert table.get("pageBreak") == "CELL"


def test_thousands_of_points_are_written_without_holding_their_markup() -> None:
    points = [
        Point(
            name=f"사업 {n}",
            figures=[Figure("△1,234"), Figure("부진")],
            because="근거입니다. " * 8,
            questions=["집행이 늦은 까닭은 무엇입니까?"] * 3,
            answers=["읽은 실적: 교육 29회"] * 2,
        )
        for n in range(2000)
    ]
    tracemalloc.start()
    content = to_hwpx(_small(*points), KO, MADE_AT)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100e6
    file = File(content)
    assert file.find(".//hp:tbl")[0].get("rowCnt") == "4001"
    assert {f"사업 {n}" for n in range(2000)} <= set(file.texts())


def test_a_brief_with_nothing_to_tell_says_why() -> None:
    silent = Chapter(code="late", title="늦은 사업", heads=[], points=[], nothing="없습니다.")
    brief = Brief(
        title="의회 브리핑", language="ko", notes=[], sentence="없음.", chapters=[silent], sources=[]
    )
    file = File(to_hwpx(brief, KO, MADE_AT))
    assert validate_document(file.content).ok
    assert file.texts()[-2:] == ["늦은 사업", "없습니다."]
