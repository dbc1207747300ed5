"""A picture becomes SVG or PNG, on this machine. What reports print is data to it, not source."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from typst import Compiler

from dashboard.ui.fonts import korean_font, system_fonts
from dashboard.ui.labels import Words
from dashboard.ui.picture import Picture

_TEMPLATE = Path(__file__).with_name("picture.typ")
_PPI = 144.0
_TALLEST_PX = 12_000
_POINTS_PER_INCH = 72.0
_LONGEST = 160
_HEIGHT = re.compile(rb'height="(?P<points>[0-9.]+)pt"')
# What XML cannot hold, and what would turn the direction of the text around it.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_svg(picture: Picture, words: Words) -> bytes:
    """Return the picture as SVG; its title and sentence are in it for those who do not see it."""
    drawn = _set(picture, words, "svg")
    head, _, body = drawn.partition(b">")
    title = _clean(picture.title)
    named = f' role="img" lang="{picture.language}" aria-labelledby="title desc">'
    texts = (
        f'<title id="title">{escape(title)}</title>'
        f'<desc id="desc">{escape(_clean(" ".join([picture.sentence, *picture.statement])))}</desc>'
    )
    return head + named.encode() + texts.encode() + body


def to_png(picture: Picture, words: Words) -> bytes:
    """Return the picture as PNG, two pixels to a point; a very tall one with fewer."""
    size = _HEIGHT.search(_set(picture, words, "svg"))
    height = float(size["points"]) if size else 1.0
    return _set(picture, words, "png", min(_PPI, _POINTS_PER_INCH * _TALLEST_PX / height))


KINDS: Mapping[str, Callable[[Picture, Words], bytes]] = {"png": to_png, "svg": to_svg}
"""What makes a picture's file, by its ending."""


def _set(picture: Picture, words: Words, kind: str, ppi: float = _PPI) -> bytes:
    font = korean_font(words)
    data = json.dumps(_plain(picture) | {"kind": type(picture.shape).__name__}, ensure_ascii=False)
    compiler = Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=system_fonts())
    made = compiler.compile(
        format="svg" if kind == "svg" else "png", ppi=ppi, sys_inputs={"picture": data, "font": font}
    )
    if not isinstance(made, bytes):
        raise TypeError("a picture is one page")
    return made


def _plain(picture: Picture) -> dict[str, Any]:
    """Its texts without what cannot be set; the names in its shape no longer than a reader can use."""
    plain: dict[str, Any] = _cleaned(asdict(picture))
    return {**plain, "shape": _cleaned(plain["shape"], _LONGEST)}


def _cleaned(value: Any, longest: int | None = None) -> Any:  # noqa: ANN401 -- whatever JSON can hold
    if isinstance(value, str):
        text = _clean(value)
        return text if longest is None or len(text) <= longest else text[:longest].rstrip() + "…"
    if isinstance(value, dict):
        return {key: _cleaned(item, longest) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item, longest) for item in value]
    return value


def _clean(text: str) -> str:
    return " ".join(_SURROGATE.sub("", _UNWRITABLE.sub(" ", text)).split())
