"""The text of a DOCX document: paragraphs and tables in order, as they are printed.

What a tracked change deleted or moved away is no text, and neither is what a field is told by. Hidden and
struck-out text is noted and not read. Notes follow their paragraph; margins are kept apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from etl.readers.docx.package import WHITE, Package, Style, is_on, is_shaded, list_of, rank_of
from etl.readers.numbering import sign
from etl.readers.story import Box, Grid, Line, Note, Piece, Unread, parted
from etl.readers.tree import Element, attribute, child, children, local, number

_GONE = ("del", "moveFrom", "rt", "Fallback", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid")
_SIGNS = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-",
}  # fmt: skip
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")
_OF_THE_PAGE = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_SYMBOLS = 0xF000


@dataclass(slots=True)
class _Open:
    """A paragraph that is being read: its text so far, and what follows it."""

    style: Style
    mark: str = ""
    level: int = 0
    rank: int = 0
    text: list[str] = field(default_factory=list)
    after: list[Piece] = field(default_factory=list)
    unread: dict[str, list[str]] = field(default_factory=dict)

    def line(self) -> Iterator[Piece]:
        """Yield what was written so far as a line."""
        text = "".join(self.text)
        self.text.clear()
        if self.style.is_contents:
            text = text.replace("\t", " … ")
        if text.strip():
            yield Line(text, self.mark, self.level, self.rank)
            self.mark = ""


class Body:
    """Reads one document."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._notes = {kind: package.notes(kind) for kind in _NOTES.values()}
        self._fields: list[list[str] | None] = []
        """For each field that is open what it is told by, while that is being read; None in its result."""
        self._carried: list[str] = []

    def pieces(self) -> Iterator[Piece]:
        """Yield what the document holds, in reading order."""
        body = child(self._package.document, "body")
        return self._story(body) if body is not None else iter(())

    def margins(self) -> list[Piece]:
        """Return what stands above and below the text of pages, each once."""
        texts = [
            piece.text.strip()
            for root in self._package.margins()
            for piece in self._story(root)
            if isinstance(piece, Line) and any(map(str.isalnum, piece.text))
        ]
        return [Unread(text, "page_margin") for text in dict.fromkeys(texts)]

    def _story(self, parent: Element) -> Iterator[Piece]:
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._rest()
                yield from self._table(element)
            elif name in _GONE or _is_placeholder(element):
                continue
            elif name == "AlternateContent":
                yield from self._story(_choice(element))
            elif len(element):
                yield from self._story(element)
        yield from self._rest()

    def _rest(self) -> Iterator[Piece]:
        """Yield the text of a paragraph whose end was deleted, and that nothing follows."""
        text = "".join(self._carried)
        self._carried = []
        if text.strip():
            yield Line(text)

    def _paragraph(self, paragraph: Element) -> Iterator[Piece]:
        written = self._opened(child(paragraph, "pPr"))
        written.text += self._carried
        self._carried = []
        yield from self._inline(paragraph, written)
        if child(paragraph, "pPr", "rPr", "del") is not None:
            self._carried = list(written.text)
            written.text.clear()
        # A field whose result did not begin here has none, or is damaged: what follows is text.
        self._fields = [told for told in self._fields if told is None]
        yield from written.line()
        yield from written.after
        for reason, texts in written.unread.items():
            yield Unread("".join(texts), reason)

    def _opened(self, properties: Element | None) -> _Open:
        named = child(properties, "pStyle") if properties is not None else None
        name = attribute(named, "val") if named is not None else self._package.default_style
        style = self._package.styles.get(name, Style())
        rank = rank_of(properties)
        own = list_of(properties)
        list_id, level = own if own and own[0] else (style.list_id, (own[1] if own else None))
        level = style.level if level is None else level
        mark, drawn = self._package.mark(list_id, level, name) if list_id not in ("", "0") else ("", 0)
        is_bullet = len(mark) == 1 and not mark.isalnum()
        return _Open(style, mark, drawn if is_bullet else 0, style.rank if rank is None else rank)

    def _inline(self, parent: Element, written: _Open) -> Iterator[Piece]:
        for element in parent:
            name = local(element)
            if name == "r":
                yield from self._run(element, written)
            elif name in ("oMath", "oMathPara"):
                text = "".join(one.text or "" for one in element.iter("{*}t"))
                written.after.append(Unread(text, "formula"))
            elif name == "fldSimple":
                if not _is_of_the_page(attribute(element, "instr")):
                    yield from self._inline(element, written)
            elif name == "AlternateContent":
                yield from self._inline(_choice(element), written)
            elif name not in _GONE and len(element) and not _is_placeholder(element):
                yield from self._inline(element, written)

    def _run(self, run: Element, written: _Open) -> Iterator[Piece]:
        reason = self._reason(child(run, "rPr"), written.style)
        is_raised = _is_raised(child(run, "rPr"))
        for element in run:
            name = local(element)
            if name == "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif name == "instrText":
                if self._fields and self._fields[-1] is not None:
                    self._fields[-1].append(element.text or "")
            elif any(told is not None for told in self._fields) or name in _GONE:
                continue
            elif name == "t" or name in _SIGNS or name == "sym":
                text = _text(element, name)
                if reason:
                    written.unread.setdefault(reason, []).append(text)
                else:
                    written.text.append(parted(written.text, text) if is_raised else text)
            elif name in _NOTES:
                written.after += self._note(_NOTES[name], attribute(element, "id"))
            elif name == "ruby":
                for base in children(element, "rubyBase"):
                    yield from self._inline(base, written)
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                yield from self._boxes(element, written)

    def _reason(self, properties: Element | None, style: Style) -> str:
        """Return why a run is not read; '' where it is."""
        named = child(properties, "rStyle") if properties is not None else None
        own = self._package.styles.get(attribute(named, "val"), Style()) if named is not None else Style()
        for name, is_so, reason in (
            ("vanish", style.is_hidden or own.is_hidden, "hidden_text"),
            ("strike", style.is_struck or own.is_struck, "struck_out"),
            ("dstrike", False, "struck_out"),
        ):
            said = is_on(properties, name)
            if said or (said is None and is_so):
                return reason
        return "hidden_text" if properties is not None and _is_white(properties, self._package.styles) else ""

    def _field(self, kind: str) -> None:
        """Go into a field, into its result, or out of it."""
        if kind == "begin":
            self._fields.append([])
        elif self._fields and kind == "separate":
            told = "".join(self._fields[-1] or ())
            # Of a page's number the result stays outside, as what the field is told by does.
            self._fields[-1] = [] if _is_of_the_page(told) else None
        elif self._fields and kind == "end":
            self._fields.pop()

    def _note(self, kind: str, own: str) -> Iterator[Piece]:
        note = self._notes[kind].get(own)
        if note is not None and attribute(note, "type") not in _NO_NOTES:
            # A note that names itself has no end.
            del self._notes[kind][own]
            yield Note(list(self._story(note)))

    def _boxes(self, element: Element, written: _Open) -> Iterator[Piece]:
        """Yield the text boxes of a drawing before the text, or keep them for after it."""
        drawn = _choice(element) if local(element) == "AlternateContent" else element
        fields, self._fields = self._fields, []
        found = [piece for one in _text_boxes(drawn) for piece in self._story(one)]
        self._fields = fields
        if any(text.strip() for text in written.text):
            written.after += found
        else:
            yield from found

    def _table(self, table: Element) -> Iterator[Piece]:
        boxes: list[Box] = []
        anchors: dict[int, int] = {}
        """For each column the cell that goes on downwards, by its number."""
        for row, cells in enumerate(_parts(table, "tr")):
            column = _before(cells)
            begun: dict[int, int] = {}
            for cell in _parts(cells, "tc"):
                properties = child(cell, "tcPr")
                span = child(properties, "gridSpan") if properties is not None else None
                columns = max(number(span, "val", 1), 1) if span is not None else 1
                merge = child(properties, "vMerge") if properties is not None else None
                is_restart = merge is not None and attribute(merge, "val") == "restart"
                above = anchors.get(column)
                content = list(self._story(cell))
                if (
                    merge is not None
                    and not is_restart
                    and above is not None
                    and boxes[above].columns == columns
                ):
                    anchor = boxes[above]
                    hidden = [
                        Unread(piece.text, "hidden_text") for piece in content if isinstance(piece, Line)
                    ]
                    boxes[above] = Box(
                        anchor.row, column, row - anchor.row + 1, columns, [*anchor.content, *hidden]
                    )
                    begun[column] = above
                else:
                    if merge is not None:
                        begun[column] = len(boxes)
                    boxes.append(Box(row, column, 1, columns, content))
                column += columns
            anchors = begun
        yield Grid(boxes)


def _parts(parent: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those in wrappers; none that was deleted."""
    for element in parent:
        if local(element) == name:
            if child(element, "trPr", "del") is None and child(element, "tcPr", "cellDel") is None:
                yield element
        elif local(element) in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from _parts(element, name)


def _before(row: Element) -> int:
    skipped = child(row, "trPr", "gridBefore")
    return number(skipped, "val") if skipped is not None else 0


def _choice(element: Element) -> Element:
    """Return of two forms of one thing the first that is there."""
    found = child(element, "Choice")
    if found is None:
        found = child(element, "Fallback")
    return element if found is None else found


def _text_boxes(element: Element) -> Iterator[Element]:
    for part in element:
        name = local(part)
        if name == "txbxContent":
            yield part
        elif name == "AlternateContent":
            yield from _text_boxes(_choice(part))
        elif name != "Fallback":
            yield from _text_boxes(part)


def _text(element: Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "sym":
        code = attribute(element, "char")
        value = int(code, 16) if len(code) == len("F0B7") and code.isalnum() and code.isascii() else 0
        return sign(chr(value)) if value >= _SYMBOLS else ""
    return _SIGNS[name]


def _is_placeholder(element: Element) -> bool:
    """Tell whether a field to be filled in shows what it asks for."""
    return local(element) == "sdt" and child(element, "sdtPr", "showingPlcHdr") is not None


def _is_of_the_page(told: str) -> bool:
    return told.split()[:1] != [] and told.split()[0].upper() in _OF_THE_PAGE


def _is_raised(properties: Element | None) -> bool:
    """Tell whether letters stand higher or lower than their line."""
    if properties is None:
        return False
    aligned, moved = child(properties, "vertAlign"), child(properties, "position")
    return (aligned is not None and attribute(aligned, "val") in ("superscript", "subscript")) or (
        moved is not None and attribute(moved, "val") not in ("", "0")
    )


def _is_white(properties: Element, styles: Mapping[str, Style]) -> bool:
    """Tell whether letters have the colour of the paper, and nothing around them lays another one below."""
    colour = child(properties, "color")
    if colour is None or attribute(colour, "val").upper() != WHITE or attribute(colour, "themeColor"):
        return False
    for around in (properties, *properties.iterancestors()):
        if local(around) == "txbxContent" or child(around, "background") is not None:
            return False
        for holder in (around, *(child(around, part) for part in ("pPr", "tcPr", "tblPr"))):
            if holder is not None and _is_coloured(holder, styles):
                return False
    return True


def _is_coloured(properties: Element, styles: Mapping[str, Style]) -> bool:
    shade = child(properties, "shd")
    named = (child(properties, name) for name in ("rStyle", "pStyle", "tblStyle"))
    return (
        (shade is not None and is_shaded(shade))
        or child(properties, "highlight") is not None
        or any(styles.get(attribute(one, "val"), Style()).is_coloured for one in named if one is not None)
    )
