"""A brief as HWPX, in which Korean public offices write: named styles and real tables, to be edited."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

from hwpx import HwpxDocument

from dashboard.brief.hwpx.chapter import fits, heights_of, lines_of, rows_of, widths_of
from dashboard.brief.hwpx.markup import Markup, clean
from dashboard.brief.hwpx.styles import LOOKS, define
from dashboard.brief.point import Brief
from dashboard.ui.format import Formatter
from dashboard.ui.labels import Words

# An A4 page: 20 mm at its sides, 10 mm at its head and foot, and 10 mm for the line that stands at the foot.
_PAGE_WIDTH, _PAGE_HEIGHT, _SIDE, _EDGE, _FOOTER = 59528, 84186, 5669, 2835, 2835
_WIDTH = _PAGE_WIDTH - 2 * _SIDE
_BELOW_HEADER = 850
_HEADER_AT_MOST = _PAGE_HEIGHT // 4
_LINE_COLOR, _HEAD_COLOR = "#8A949E", "#E7EDF5"
_MIMETYPE, _SECTION, _HEADER = "mimetype", "Contents/section0.xml", "Contents/header.xml"
_ABOUT, _PREVIEW_TEXT, _PREVIEW_PICTURE = (
    "Contents/content.hpf", "Preview/PrvText.txt", "Preview/PrvImage.png",
)  # fmt: skip
_VISIBILITY = "{http://www.hancom.co.kr/hwpml/2011/paragraph}visibility"
_LANGUAGE = b"<opf:language>%s</opf:language>"


def to_hwpx(brief: Brief, words: Words, made_at: datetime) -> bytes:
    """Return the file's bytes. made_at: with its zone; no other date gets into the file."""
    document = HwpxDocument.new()
    markup = Markup(
        define(document, words),
        {
            is_head: document.styles.ensure_border_fill(
                border_color=_LINE_COLOR, fill_color=_HEAD_COLOR if is_head else None
            )
            for is_head in (True, False)
        },
    )
    statement = " · ".join(brief.notes)
    header = _header_height(statement)
    document.page.set_margins(left=_SIDE, right=_SIDE, top=_EDGE, bottom=_EDGE, header=header, footer=_FOOTER)
    # The first page begins with the same lines, one below the other.
    for visible in document.sections[0].element.iter(_VISIBILITY):
        visible.set("hideFirstHeader", "1")

    _describe(document, brief, made_at)
    parts = {name: document.package.read(name) for name in document.package.part_names()}
    mimetype = parts.pop(_MIMETYPE)
    # A picture of the empty document.
    del parts[_PREVIEW_PICTURE], parts[_SECTION]
    parts[_HEADER] = document.oxml.headers[0].to_bytes()
    parts[_ABOUT] = parts[_ABOUT].replace(_LANGUAGE % b"ko", _LANGUAGE % brief.language.encode())
    parts[_PREVIEW_TEXT] = "\r\n".join(
        clean(text) for text in (brief.title, *brief.notes, brief.sentence)
    ).encode()

    root, settings = _frame(document)
    page_header = markup.paragraph("header", statement)
    page_footer = markup.numbered("footer", f"{brief.title} · {_made(words, made_at)} · ")
    page = _PAGE_HEIGHT - 2 * _EDGE - header - _FOOTER
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        # First and stored: there the kind of file can be read without unpacking it.
        package.writestr(_entry(_MIMETYPE, made_at, zipfile.ZIP_STORED), mimetype)
        for name, content in sorted(parts.items()):
            package.writestr(_entry(name, made_at), content)
        with package.open(_entry(_SECTION, made_at), "w") as section:
            section.write(root.encode())
            section.write(markup.opening("title", brief.title, settings, page_header, page_footer).encode())
            for piece in _body(brief, words, markup, page):
                section.write(piece.encode())
            section.write(b"</hs:sec>")
    return buffer.getvalue()


def _body(brief: Brief, words: Words, markup: Markup, page: int) -> Iterator[str]:
    """Yield everything below the title, in the order of the screen. page: the height of its text."""
    for note in brief.notes:
        yield markup.paragraph("note", note)
    yield markup.paragraph("body", brief.sentence)
    yield markup.paragraph("heading", words("brief.contents"))
    for chapter in brief.asked:
        n = f"{len(chapter.points):,}"
        yield markup.paragraph("item", words("brief.contents_item", title=chapter.title, n=n))
    for chapter in brief.told:
        yield markup.paragraph("heading", chapter.title)
        if chapter.sentence:
            yield markup.paragraph("lead", chapter.sentence)
        rows = rows_of(brief, chapter, words)
        widths = widths_of(rows, _WIDTH)
        heights = heights_of(rows, widths)
        yield from markup.table("frame", rows, widths, heights, splits_rows=not fits(rows, heights, page))
    if brief.silent:
        yield markup.paragraph("heading", words("brief.nothing"))
        for chapter in brief.silent:
            yield markup.paragraph("term", chapter.title)
            yield markup.paragraph("body", chapter.nothing)
    if brief.sources:
        yield markup.paragraph("heading", words("brief.documents"))
    for source in brief.sources:
        yield markup.paragraph("item", f"{source.mark} {source.text}" if source.mark else source.text)


def _describe(document: HwpxDocument, brief: Brief, made_at: datetime) -> None:
    """Give the document its title and dates; an author it has none."""
    instant = f"{made_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    document.parts.clear_document_metadata(keep=("language",), timestamp=instant)
    document.parts.set_document_metadata(title=clean(brief.title))


def _frame(document: HwpxDocument) -> tuple[str, str]:
    """What stands before the empty document's first paragraph, and in it the settings of page and columns."""
    start, _, rest = document.sections[0].to_bytes().decode().partition("<hp:p ")
    settings = rest.partition(">")[2].partition(">")[2].partition("</hp:run>")[0]
    return start, settings


def _header_height(statement: str) -> int:
    """How much the statement takes at the head of every page; of a very long one, not more than a quarter."""
    look = LOOKS["header"]
    lines = lines_of("header", statement, _WIDTH)
    return min(round(lines * look.size * look.line) + _BELOW_HEADER, _HEADER_AT_MOST)


def _made(words: Words, made_at: datetime) -> str:
    return words("brief.made_at", when=Formatter(words, "won").moment(made_at))


def _entry(name: str, made_at: datetime, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, made_at.timetuple()[:6])
    entry.compress_type = compression
    # The same on every system.
    entry.create_system = 0
    return entry
