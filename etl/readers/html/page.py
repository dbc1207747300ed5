"""What a page shows, in its order: lines, lists, and tables with their spans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from etl.readers.errors import ReadError
from etl.readers.html.hiding import Rules, rules
from etl.readers.html.rulers import RuledGrid, is_around, is_ruler, rulers, tabs
from etl.readers.numbering import numeral
from etl.readers.story import Box, Grid, Line, Piece, Unread, parted
from etl.readers.transcript import MOST_COLUMNS
from etl.readers.tree import Element

_SPACES = re.compile(r"[ \t\r\n\f]+")
_SKIPPED = frozenset((
    "head", "script", "style", "template", "noscript", "iframe", "frame", "object", "embed", "svg", "canvas",
    "audio", "video", "img", "map", "button", "rt", "rp", "title", "meta", "link", "datalist", "applet",
    "math",
))  # fmt: skip
_BLOCKS = frozenset((
    "p", "div", "section", "article", "header", "footer", "nav", "main", "aside", "blockquote", "pre",
    "address", "form", "fieldset", "legend", "figure", "figcaption", "center", "ul", "ol", "dl", "dt", "dd",
    "li", "hr",
    "summary", "details", "body", "html", "caption", "dir", "menu", "tr", "td", "th",
    "h1", "h2", "h3", "h4", "h5", "h6",
))  # fmt: skip
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}
_LISTS = ("ul", "ol", "menu", "dir")
_SIGNS = ("•", "○", "■")
_FORMS = {"1": "decimal", "a": "latin_small", "A": "latin", "i": "roman_small", "I": "roman"}
_NO_MARK = re.compile(r"list-style(?:-type)?\s*:[^;]*none", re.IGNORECASE)
_RAISED = re.compile(r"(?:^|[;\s])vertical-align\s*:\s*(?:super|sub|text-top|\d)", re.IGNORECASE)
_ENDS_OF_TABLES = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)(table|body|html)(?=[\s>])", re.IGNORECASE | re.DOTALL)
_BLANK_ROW = re.compile(
    r"<tr(?:\s[^<>]*+)?>\s*+(?:<t[dh](?:\s[^<>]*+)?>(?:\s|&nbsp;|&#160;|<br\s*+/?>)*+</t[dh]>\s*+)*+</tr>\s*+",
    re.IGNORECASE,
)
_END_OF_ROWS = re.compile(r"</t(?:able|body|foot)\s*>", re.IGNORECASE)
_ROW_OR_CELL = re.compile(r"<t[rdh][\s>]", re.IGNORECASE)
_MOST_BLANK = 1_000
_MOST_TAGS = 1_000_000
"""Rows and cells of a page, counted before it is parsed: each takes a kilobyte then."""
_NO_INPUTS = ("hidden", "button", "submit", "reset", "image", "checkbox", "radio", "password", "file")
_WIDEST, _MOST_ROWS = 1_000, 65_534
_MOST_DIGITS = 9


def pieces(text: str) -> Sequence[Piece]:
    """Return what a page shows. ReadError where it is cut off, or nested deeper than a parser may follow."""
    if _is_cut_off(text):
        raise ReadError("is cut off: its last table does not end; copy it anew")
    if _ends_within_text(text):
        raise ReadError("is cut off: it ends within its text; copy it anew")
    text = _without_blank_ends(text)
    if sum(1 for _ in _ROW_OR_CELL.finditer(text)) > _MOST_TAGS:
        raise ReadError(f"holds more than {_MOST_TAGS:,} rows and cells; split the report")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text.replace("\0", " ").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("is no page of the web; save it anew") from error
    if root is None:
        raise ReadError("holds no text; nothing was read")
    # What is only untidy is mended by the parser; at what is worse it stops, and leaves out the rest.
    if any(one.level >= etree.ErrorLevels.FATAL for one in parser.error_log):
        raise ReadError("is nested too deeply; save it anew")
    part = _Part(rules(root, tabs(root)))
    part.walk(root)
    return part.ended()


def _without_blank_ends(text: str) -> str:
    """Return a page without the blank rows that its tables end in, where there are very many.

    A sheet may end in a million of them; those that stand between others tell where these stand.
    """
    kept: list[str] = []
    done = start = at = count = 0
    for row in _BLANK_ROW.finditer(text):
        if row.start() != at:
            start, count = row.start(), 0
        at, count = row.end(), count + 1
        if count > _MOST_BLANK and _END_OF_ROWS.match(text, at):
            kept.append(text[done:start])
            done = at
    return "".join((*kept, text[done:]))


def _is_cut_off(text: str) -> bool:
    """Tell whether a page ends within a table, whose last figure may lack digits."""
    open_tables = 0
    for tag in _ENDS_OF_TABLES.finditer(text):
        name, is_end = (tag[2] or "").lower(), bool(tag[1])
        if name != "table":
            open_tables = 0 if is_end else open_tables
        else:
            open_tables = max(0, open_tables - 1) if is_end else open_tables + 1
    return open_tables > 0


def _ends_within_text(text: str) -> bool:
    """Tell whether a page that says where it begins stops before its end, in a word and not behind a tag."""
    tags = {(tag[2].lower(), bool(tag[1])) for tag in _ENDS_OF_TABLES.finditer(text) if tag[2]}
    is_opened = bool(tags & {("html", False), ("body", False)})
    is_closed = bool(tags & {("html", True), ("body", True)})
    return is_opened and not is_closed and not text.rstrip().endswith(">")


@dataclass(slots=True)
class _Part:
    """A page, or a cell of it, while it is read."""

    rules: Rules
    found: list[Piece] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _mark: str = ""
    _level: int = 0
    _rank: int = 0
    _is_kept: bool = False
    """Whether spaces and breaks stand as they are."""

    def ended(self) -> Sequence[Piece]:
        """Return the pieces that were found."""
        self._end()
        return self.found

    def walk(self, element: Element) -> None:
        """Read an element, and what follows it inside its parent is not its."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED or (self.rules.tabs and is_around(element)):
            return
        if self.rules.hides(element):
            self._leave(element, "hidden_text")
        elif self.rules.strikes(element):
            self._leave(element, "struck_out")
        elif tag == "br":
            self._text.append("\n")
        elif tag == "table":
            self._end()
            self.found += _table(element, self.rules)
        elif tag in ("input", "select", "textarea"):
            self._text.append(f" {_filled_in(element)} ")
        elif tag in _BLOCKS:
            self._block(element, tag)
        else:
            if tag in ("sup", "sub") or _RAISED.search(element.get("style", "")):
                self._part_from(element)
            self._inside(element)

    def _part_from(self, raised: Element) -> None:
        """Part what is raised from a figure before it, and a figure after it from what is raised."""
        text = "".join(_shown(raised)).strip()
        if parted(["".join(self._text).rstrip()], text) != text:
            self._text.append(" ")

    def _inside(self, element: Element) -> None:
        self._add(element.text)
        for child in element:
            self.walk(child)
            self._add(child.tail)

    def _block(self, element: Element, tag: str) -> None:
        self._end()
        before = self._mark, self._level, self._rank, self._is_kept
        if tag in _LISTS:
            self._list(element)
        else:
            self._rank = _HEADINGS.get(tag, self._rank)
            self._is_kept = tag == "pre" or self._is_kept
            self._inside(element)
            self._end()
        self._mark, self._level, self._rank, self._is_kept = (self._mark and before[0], *before[1:])

    def _list(self, items: Element) -> None:
        count = _whole(items.get("start"), 1)
        is_marked = not _NO_MARK.search(items.get("style", ""))
        self._level += 1
        for child in items:
            if child.tag == "li" and not self.rules.hides(child):
                count = _whole(child.get("value"), count)
                form = _FORMS.get(items.get("type", "1"), "decimal")
                sign = _SIGNS[min(self._level, len(_SIGNS)) - 1]
                drawn = f"{numeral(form, count)}." if items.tag == "ol" else sign
                self._mark = drawn if is_marked and not _NO_MARK.search(child.get("style", "")) else ""
                count += 1
            self.walk(child)
            self._end()
            self._mark = ""
            self._add(child.tail)

    def _leave(self, element: Element, reason: str) -> None:
        text = _SPACES.sub(" ", " ".join(_shown(element))).strip()
        if text:
            self.found.append(Unread(text, reason))

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text if self._is_kept else _SPACES.sub(" ", text))

    def _end(self) -> None:
        """Write what was collected as a paragraph."""
        text = "".join(self._text)
        self._text.clear()
        if not self._is_kept:
            # A space that does not break is an indent.
            text = "\n".join(_SPACES.sub(" ", line).strip(" ") for line in text.split("\n"))
        if text.strip():
            self.found.append(Line(text, self._mark, max(self._level - 1, 0), self._rank))
            self._mark = ""


def _shown(element: Element) -> Iterator[str]:
    if element.tag in _SKIPPED:
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _shown(child)
        yield child.tail or ""


def _filled_in(element: Element) -> str:
    """Return what stands in a field of a form."""
    if element.tag == "input":
        is_text = element.get("type", "text").lower() not in _NO_INPUTS
        return str(element.get("value", "")) if is_text else ""
    if element.tag == "textarea":
        return str(element.text or "")
    options = list(element.iter("option"))
    chosen = [one for one in options if one.get("selected") is not None] or options[:1]
    return " ".join("".join(one.itertext()) for one in chosen)


def _table(table: Element, own_rules: Rules) -> Iterator[Piece]:
    for caption in table.iterchildren("caption"):
        part = _Part(own_rules)
        part.walk(caption)
        yield from part.ended()
    unread: list[Piece] = []
    boxes: list[Box] = []
    height = 0
    ruled = rulers(table, own_rules.hides)
    for rows in _groups(table):
        shown = []
        for row in rows:
            if ruled and not ruled.holds(row):
                continue
            if own_rules.hides(row):
                unread.append(Unread(_SPACES.sub(" ", " ".join(_shown(row))), "hidden_text"))
            else:
                shown.append(row)
        boxes += _boxes(shown, height, own_rules, unread, is_ruled=ruled is not None)
        height += len(shown)
    clipped = _clipped(boxes)
    if ruled:
        yield RuledGrid(clipped, ruled.rows, ruled.columns, own_rules.tabs.get(ruled.sheet))
    else:
        yield Grid(clipped)
    yield from unread


def _groups(table: Element) -> Iterator[list[Element]]:
    """Yield the rows of a table by the groups that no span leaves; its foot is shown last."""
    feet: list[list[Element]] = []
    alone: list[Element] = []
    for part in table.iterchildren():
        if part.tag == "tr":
            alone.append(part)
        elif part.tag in ("thead", "tbody", "tfoot"):
            if alone:
                yield alone
                alone = []
            rows = list(part.iterchildren("tr"))
            if part.tag == "tfoot":
                feet.append(rows)
            else:
                yield rows
    if alone:
        yield alone
    yield from feet


def _boxes(
    rows: Sequence[Element], first: int, own_rules: Rules, unread: list[Piece], *, is_ruled: bool
) -> Iterator[Box]:
    """Yield the cells of a group of rows, each in the first column that is free."""
    taken: Counter[int] = Counter()
    """For each column the number of the row above which it is taken."""
    for number, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            if is_ruled and is_ruler(cell):
                continue
            is_hidden = own_rules.hides(cell)
            if is_hidden:
                unread.append(Unread(_SPACES.sub(" ", " ".join(_shown(cell))), "hidden_text"))
            if is_hidden and not own_rules.keeps_place(cell):
                continue
            while taken[column] > number:
                column += 1
            if column >= MOST_COLUMNS:
                raise ReadError(f"holds a table of more than {MOST_COLUMNS:,} columns; split the report")
            columns = min(max(_whole(cell.get("colspan"), 1), 1), _WIDEST)
            down = min(_whole(cell.get("rowspan"), 1), _MOST_ROWS)
            down = min(down, len(rows) - number) if down else len(rows) - number
            # What reaches into a taken column ends before it.
            columns = next((i for i in range(1, columns) if taken[column + i] > number), columns)
            for i in range(columns):
                taken[column + i] = number + down
            part = _Part(own_rules)
            if not is_hidden:
                part.walk(cell)
            yield Box(first + number, column, down, columns, part.ended())
            column += columns


def _clipped(boxes: Sequence[Box]) -> list[Box]:
    """Return cells that reach no further than the table: many a title spans more columns than there are."""
    ends: dict[int, int] = {}
    for box in boxes:
        ends[box.row] = max(ends.get(box.row, 0), box.column + box.columns)
    usual = Counter(ends.values()).most_common()
    most = max((end for end, count in usual if count == usual[0][1]), default=0)
    width = max([most, *(box.column + 1 for box in boxes)])
    return [
        Box(box.row, box.column, box.rows, min(box.columns, width - box.column), box.content) for box in boxes
    ]


def _whole(text: str | None, default: int) -> int:
    stripped = (text or "").strip()
    is_number = stripped.isascii() and stripped.isdigit() and len(stripped) <= _MOST_DIGITS
    return int(stripped) if is_number else default
