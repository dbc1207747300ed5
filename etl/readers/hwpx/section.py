"""The text of an HWPX section: paragraphs and tables in order, as they are printed.

What a tracked change deleted is no text, and neither are memos, hidden comments and what a field is told by.
Footnotes follow their paragraph. What stands in the margin of every page is kept apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from etl.readers import story
from etl.readers.errors import ReadError
from etl.readers.hwpx.package import FORMS, Styles
from etl.readers.numbering import Numbering, numeral, sign
from etl.readers.story import Box, Grid, Line, Note, Piece, Unread, parted
from etl.readers.transcript import Transcript
from etl.readers.tree import Element, attribute, child, children, local, number

_INLINE = {"lineBreak": "\n", "nbSpace": " ", "fwSpace": " ", "hyphen": "-"}
_NO_LEADERS = ("", "0", "NONE")
_MARGINS = ("header", "footer")
_NOTES = ("footNote", "endNote")
_SHAPES = (
    "rect", "ellipse", "arc", "polygon", "curve", "connectLine", "line", "container", "pic", "ole",
    "equation", "textart", "video", "chart",
)  # fmt: skip
_NO_PAGE = ("PAGE", "TOTAL_PAGE")


def write(transcript: Transcript, styles: Styles, sections: Iterable[Element]) -> None:
    """Write the sections of a document, and what stands in the margins of its pages."""
    written = Sections(styles)
    for section in sections:
        story.write(transcript, written.pieces(section))
    story.write(transcript, written.margins())


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read: its text so far, and what follows it."""

    mark: str
    level: int
    rank: int
    text: list[str] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)
    left: dict[str, list[str]] = field(default_factory=dict)
    """What is not read, by the reason."""
    reason: str = ""
    is_raised: bool = False
    is_begun: bool = False

    def line(self) -> Iterator[Piece]:
        """Yield what was written so far as a line."""
        text = "".join(self.text)
        self.text.clear()
        if text.strip():
            mark = "" if self.is_begun else self.mark
            self.is_begun = True
            yield Line(text, mark, self.level, self.rank)


class Sections:
    """Reads the sections of one document, whose lists are counted through."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, Numbering] = {}
        self._outline = ""
        self._margins: list[str] = []
        self._deleted: set[str] = set()
        self._ends: Counter[str] = Counter()
        self._grounds = 0
        """How many of the cells and shapes around what is read are filled: there white text is seen."""

    def pieces(self, section: Element) -> Iterator[Piece]:
        """Yield what a section holds, in reading order."""
        self._deleted = set()
        self._ends = Counter(attribute(end, "Id") for end in section.iter("{*}deleteEnd"))
        return self._story(section)

    def margins(self) -> list[Piece]:
        """Return what stood in the margins of the pages, each once."""
        return [Unread(text, "page_margin") for text in dict.fromkeys(self._margins)]

    def _story(self, parent: Element) -> Iterator[Piece]:
        for paragraph in children(parent, "p"):
            yield from self._paragraph(paragraph)

    def _paragraph(self, paragraph: Element) -> Iterator[Piece]:
        for settings in paragraph.iterfind("{*}run/{*}secPr"):
            self._outline = attribute(settings, "outlineShapeIDRef")
            self._grounds += any(map(self._is_filled, settings.iterfind("{*}pageBorderFill")))
        written = self._opened(paragraph)
        for run in children(paragraph, "run"):
            letters = attribute(run, "charPrIDRef")
            written.reason = self._reason(letters, attribute(paragraph, "paraPrIDRef"))
            written.is_raised = letters in self._styles.raised
            for part in run:
                yield from self._part(part, written)
        yield from written.line()
        yield from written.after
        for reason, texts in written.left.items():
            yield Unread("".join(texts), reason)
        # A deletion goes on in the next paragraph only where it ends there.
        self._deleted = {one for one in self._deleted if self._ends[one]}

    def _reason(self, letters: str, form: str) -> str:
        """Return why letters are not read; '' where they are."""
        if letters in self._styles.struck:
            return "struck_out"
        is_seen = self._grounds or form in self._styles.coloured or letters not in self._styles.white
        return "" if is_seen else "hidden_text"

    def _opened(self, paragraph: Element) -> _Open:
        head = self._styles.heads.get(attribute(paragraph, "paraPrIDRef"))
        if head is None or head.kind == "NONE":
            return _Open("", 0, 0)
        if head.kind == "BULLET":
            return _Open(sign(self._styles.bullets.get(head.list_id, "")) or "•", head.level, 0)
        is_outline = head.kind == "OUTLINE"
        list_id = self._outline if is_outline and head.list_id in ("", "0") else head.list_id
        levels = self._styles.numberings.get(list_id, ())
        counted = self._lists.setdefault(list_id, Numbering(levels))
        return _Open(counted.mark(head.level), 0, head.level + 1 if is_outline else 0)

    def _part(self, part: Element, written: _Open) -> Iterator[Piece]:
        name = local(part)
        if name == "t":
            self._text(part, written)
        elif name == "ctrl":
            self._controls(part, written)
        elif self._deleted:
            return
        elif name == "tbl" or name in _SHAPES:
            yield from self._object(part, written)
        elif name == "compose":
            written.text.append(f"{attribute(part, 'composeText')} ")
        elif name == "dutmal":
            written.text += (main.text or "" for main in children(part, "mainText"))
        elif name == "edit":
            written.text += (own.text or "" for own in children(part, "text"))

    def _text(self, text: Element, written: _Open) -> None:
        self._add(text.text, written)
        for part in text:
            name = local(part)
            if name == "deleteBegin":
                self._deleted.add(attribute(part, "Id"))
            elif name == "deleteEnd":
                self._deleted.discard(attribute(part, "Id"))
                self._ends[attribute(part, "Id")] -= 1
            elif name == "tab":
                # A line of dots leads to a page's number, and parts no cells.
                self._add("\t" if attribute(part, "leader") in _NO_LEADERS else " … ", written)
            else:
                self._add(_INLINE.get(name), written)
            self._add(part.tail, written)

    def _add(self, text: str | None, written: _Open) -> None:
        if text and not self._deleted:
            own = parted(written.text, text) if written.is_raised else text
            (written.left.setdefault(written.reason, []) if written.reason else written.text).append(own)

    def _controls(self, control: Element, written: _Open) -> None:
        for part in control:
            name = local(part)
            if name in _MARGINS:
                self._margins += _texts(self._lists_in(part))
            elif self._deleted:
                continue
            elif name in _NOTES:
                written.after.append(Note(list(self._lists_in(part))))
            elif name == "autoNum" and attribute(part, "numType") not in _NO_PAGE:
                written.text.append(_number(part))

    def _object(self, part: Element, written: _Open) -> Iterator[Piece]:
        """Yield an object that stands in the text where it is anchored; keep one that floats for after it."""
        with self._on(local(part) != "tbl"):
            found = list(self._table(part) if local(part) == "tbl" else self._shape(part))
        position = child(part, "pos")
        if position is not None and attribute(position, "treatAsChar") == "1":
            yield from written.line()
        if any(text.strip() for text in written.text):
            written.after += found
        else:
            yield from found

    @contextmanager
    def _on(self, is_ground: bool) -> Iterator[None]:
        """Read what stands on a ground, where there is one."""
        self._grounds += is_ground
        yield
        self._grounds -= is_ground

    def _shape(self, shape: Element) -> Iterator[Piece]:
        caption = list(self._caption(shape))
        if _is_caption_above(shape):
            yield from caption
        if local(shape) == "textart":
            yield Line(attribute(shape, "text"))
        if (script := child(shape, "script")) is not None:
            yield Unread(script.text or "", "formula")
        for part in shape:
            if local(part) == "drawText":
                yield from self._lists_in(part)
            elif local(part) in _SHAPES:
                yield from self._shape(part)
            elif local(part) == "tbl":
                yield from self._table(part)
        if not _is_caption_above(shape):
            yield from caption

    def _table(self, table: Element) -> Iterator[Piece]:
        caption = list(self._caption(table))
        if _is_caption_above(table):
            yield from caption
        is_ground = self._is_filled(table) or child(table, "cellzoneList") is not None
        with self._on(is_ground):
            boxes = [
                self._box(cell, row)
                for row, cells in enumerate(children(table, "tr"))
                for cell in children(cells, "tc")
            ]
        yield Grid(boxes)
        if not _is_caption_above(table):
            yield from caption

    def _box(self, cell: Element, row: int) -> Box:
        address, span = child(cell, "cellAddr"), child(cell, "cellSpan")
        with self._on(self._is_filled(cell)):
            content = list(self._lists_in(cell))
        if address is None:
            raise ReadError("holds a table whose cells have no place; save it anew")
        rows = max(number(span, "rowSpan", 1), 1) if span is not None else 1
        columns = max(number(span, "colSpan", 1), 1) if span is not None else 1
        return Box(number(address, "rowAddr", row), number(address, "colAddr"), rows, columns, content)

    def _is_filled(self, element: Element) -> bool:
        return attribute(element, "borderFillIDRef") in self._styles.filled

    def _caption(self, owner: Element) -> Iterator[Piece]:
        for caption in children(owner, "caption"):
            yield from self._lists_in(caption)

    def _lists_in(self, owner: Element) -> Iterator[Piece]:
        for one in children(owner, "subList"):
            yield from self._story(one)


def _is_caption_above(owner: Element) -> bool:
    caption = child(owner, "caption")
    return caption is not None and attribute(caption, "side") in ("TOP", "LEFT")


def _number(element: Element) -> str:
    form = child(element, "autoNumFormat")
    if form is None:
        return str(number(element, "num", 1))
    drawn = numeral(FORMS.get(attribute(form, "type"), "decimal"), number(element, "num", 1))
    return f"{attribute(form, 'prefixChar')}{drawn}{attribute(form, 'suffixChar')}"


def _texts(pieces: Iterator[Piece]) -> list[str]:
    return [piece.text for piece in pieces if isinstance(piece, Line)]
