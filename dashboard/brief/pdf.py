"""A brief as PDF: A4, real text in an embedded Korean font, tagged for screen readers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from dashboard.brief.point import Brief, Chapter, Point
from dashboard.brief.press import packed, typeset
from dashboard.brief.typesetting import REPLACEMENT, Order
from dashboard.brief.volume import Volume, by_chapter, whole
from dashboard.ui.format import SHAPES, Formatter
from dashboard.ui.labels import Words
from dashboard.ui.table import SOURCE

_SHORT = 9
"""Half-widths of a head that stays on one line."""
_TOO_LONG_TO_KEEP = 1000
"""Letters of a point that may not fit one sheet: it is then broken rather than cut off."""

# No signs but orders: to a terminal, or to turn the direction of writing.
_ORDERS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Lone surrogates, private signs and what is not assigned: nobody can say what they should look like.
_UNDEFINED = ("Cs", "Co", "Cn")


def to_pdf(
    brief: Brief, words: Words, made_at: datetime, *, font_folders: Sequence[Path] | None = None
) -> bytes:
    """Return the file's bytes. MissingFontError where no Korean font is found.

    font_folders: where alone to look for fonts; by default where the machine keeps its own.
    """
    return typeset(_order(whole(brief), words, made_at, font_folders))


def to_zip(brief: Brief, words: Words, made_at: datetime) -> bytes:
    """Return a PDF for each chapter, in one zip. MissingFontError where no Korean font is found."""
    return packed(orders_of("zip", brief, words, made_at))


def orders_of(kind: str, brief: Brief, words: Words, made_at: datetime) -> dict[str, Order]:
    """Return what `press_command` reads to make a pdf or a zip: each file by its name, in words."""
    volumes = by_chapter(brief, words) if kind == "zip" else [whole(brief)]
    return {volume.name: _order(volume, words, made_at) for volume in volumes}


def _order(
    volume: Volume, words: Words, made_at: datetime, font_folders: Sequence[Path] | None = None
) -> Order:
    return {
        "brief": _clean(_told(volume, words, made_at)),
        "font_folders": None if font_folders is None else [str(folder) for folder in font_folders],
        "made_at": int(made_at.timestamp()),
    }


def _told(volume: Volume, words: Words, made_at: datetime) -> dict[str, Any]:
    brief = volume.brief
    is_parted = any(file for _, file in volume.contents)
    return {
        "language": brief.language,
        "title": brief.title,
        "notes": list(brief.notes),
        "made": words("brief.made_at", when=Formatter(words, brief.unit).moment(made_at)),
        "sentence": brief.sentence,
        "contents": [
            {"code": chapter.code, "title": chapter.title, "points": len(chapter.points), "file": file}
            for chapter, file in volume.contents
        ],
        "chapters": [_chapter(brief, chapter, words) for chapter in brief.told],
        "silent": [
            {"code": chapter.code, "title": chapter.title, "nothing": chapter.nothing}
            for chapter in brief.silent
        ],
        "sources": [{"mark": source.mark, "text": source.text} for source in brief.sources],
        "labels": {
            "contents": words("brief.contents"),
            "chapter": words("column.chapter"),
            "points": words("pdf.points"),
            "place": words("pdf.file") if is_parted else words("pdf.page"),
            "nothing": words("brief.nothing"),
            "documents": words("brief.documents"),
        },
    }


def _chapter(brief: Brief, chapter: Chapter, words: Words) -> dict[str, Any]:
    heads = [*((head.text, head.kind) for head in chapter.heads), (SOURCE.head(words), "source")]
    points = [_point(brief, point, words) for point in chapter.points]
    return {
        "code": chapter.code,
        "title": chapter.title,
        "sentence": chapter.sentence,
        "said": list(dict.fromkeys(words(label) for point in chapter.points for _, label, _ in point.said)),
        "columns": [
            {
                "text": text,
                "kind": kind,
                # These two decide the column's width: the layout measures them, and nothing else.
                "line": _longer_half(text),
                "widest": max((_cell(point, number) for point in points), key=_width, default=""),
            }
            for number, (text, kind) in enumerate(heads)
        ],
        "points": points,
    }


def _point(brief: Brief, point: Point, words: Words) -> dict[str, Any]:
    lines = [brief.cited(place, words) for place in point.places]
    texts = [point.name, point.because, *(text for _, _, texts in point.said for text in texts), *lines]
    return {
        "name": point.name,
        "is_printed": point.is_printed,
        "subject": list(point.subject) if point.subject is not None else None,
        "figures": [
            {
                "text": figure.text,
                "status": figure.status[0] if figure.status is not None else None,
                "shape": SHAPES[figure.status[0]] if figure.status is not None else "",
            }
            for figure in point.figures
        ],
        "lines": lines,
        "because": point.because,
        "said": [{"label": words(label), "texts": list(texts)} for _, label, texts in point.said],
        "is_kept": sum(map(len, texts)) <= _TOO_LONG_TO_KEEP,
    }


def _cell(point: dict[str, Any], number: int) -> str:
    """The text of a cell on one line: the name, a figure, or the longest of the lines cited."""
    if number == 0:
        return str(point["name"])
    if number <= len(point["figures"]):
        figure = point["figures"][number - 1]
        return f"{figure['shape']} {figure['text']}".strip()
    return max(point["lines"], key=_width, default="")


def _longer_half(head: str) -> str:
    """The longer line of a head on two lines, or all of one that is no longer than a figure."""
    if _width(head) <= _SHORT:
        return head
    words = head.split()
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return min((max(half, key=_width) for half in halves), key=_width, default=head)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _clean(value: Any) -> Any:  # noqa: ANN401 -- whatever JSON holds
    """Return the value with every text as it can be set: without orders, a mark for what is no letter."""
    if isinstance(value, str):
        text = _ORDERS.sub("", re.sub(r"\s", " ", value))
        if text.isascii():
            return text
        return "".join(
            REPLACEMENT if unicodedata.category(letter) in _UNDEFINED else letter for letter in text
        )
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value
