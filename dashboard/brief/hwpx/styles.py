"""The named styles of a brief as HWPX: made once, in the document's header, and changed there for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hwpx import HwpxDocument

from dashboard.ui.labels import Words

_LANGUAGE_IDS = {"ko": 1042, "en": 1033}
_BASE = "Header"
"""The style of the empty document whose letters are sans serif; ours start from them."""
_WHOLE_WORDS = "Normal"
"""The style whose lines break between Korean words: in Hancom that is what the schema calls breaking them."""
_HEAD = "{http://www.hancom.co.kr/hwpml/2011/head}"
_BULLET = "○"
_GREY = "#595959"


@dataclass(frozen=True, slots=True)
class Style:
    """A defined style: its id, and those of its shapes of paragraph and character."""

    style_id: str
    paragraph: str
    character: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a style looks. Sizes and spaces in points; line: its height in percent of the letters'.

    built_in: the English name of Hancom's own style that it stands for, so that editors know it by its name.
    outline: the level in the navigation pane. follow: the style of the next paragraph when one is typed.
    """

    size: float = 9
    line: int = 140
    bold: bool = False
    color: str = "#000000"
    align: str = "LEFT"
    before: float = 0
    after: float = 0
    outline: int | None = None
    keeps_next: bool = False
    has_bullet: bool = False
    built_in: str = ""
    follow: str = ""
    is_printed: bool = False


LOOKS: Mapping[str, Look] = {
    "body": Look(size=10, line=160, before=4, after=4, built_in="Body"),
    "title": Look(size=20, line=130, bold=True, follow="body"),
    "note": Look(color=_GREY),
    "heading": Look(
        size=14,
        bold=True,
        before=16,
        after=4,
        outline=1,
        keeps_next=True,
        built_in="Outline 1",
        follow="body",
    ),
    "term": Look(
        size=10, bold=True, before=4, outline=2, keeps_next=True, built_in="Outline 2", follow="body"
    ),
    "item": Look(size=10, line=160, has_bullet=True),
    "lead": Look(size=10, line=160, after=4, keeps_next=True),
    # Its space above is not drawn above a table; it makes a heading wait for room for more than the head.
    "frame": Look(size=4, line=100, before=40, follow="body"),
    "head": Look(bold=True),
    "head_number": Look(bold=True, align="RIGHT"),
    "cell": Look(),
    "number": Look(align="RIGHT"),
    "name": Look(bold=True),
    "printed": Look(bold=True, is_printed=True),
    "ground": Look(color=_GREY, after=2),
    "label": Look(size=8, bold=True, color=_GREY, keeps_next=True),
    "question": Look(after=2, has_bullet=True),
    "answer": Look(after=2, has_bullet=True),
    "header": Look(size=8, line=130, color=_GREY, built_in="Header"),
    "footer": Look(size=8, line=130, color=_GREY, align="CENTER"),
}


def define(document: HwpxDocument, words: Words) -> dict[str, Style]:
    """Add the styles to the document, and return them by their code."""
    header = document.oxml.headers[0]
    # Chapters have names; the outline's own numbers would be a second way to call them.
    for head in header.element.iter(f"{_HEAD}paraHead"):
        if head.get("level") in ("1", "2"):
            head.text = None
    bullet = _bullet(document)
    letters = document.styles.resolve(_BASE).char_pr_id_ref
    plain = document.styles.resolve(_WHOLE_WORDS).para_pr_id_ref
    styles: dict[str, Style] = {}
    for code, look in LOOKS.items():
        paragraph = header.ensure_paragraph_format(
            base_para_pr_id=plain,
            alignment=look.align,
            line_spacing_percent=look.line,
            margins={
                "intent": 0, "left": 0, "right": 0,
                "prev": round(look.before * 100), "next": round(look.after * 100),
            },
            heading=_heading(look, bullet),
            # Lines that may part at a page's end would leave what stands above them behind.
            break_setting={
                "keep_with_next": look.keeps_next, "keep_lines": look.keeps_next, "widow_orphan": True,
            },
        )  # fmt: skip
        character = document.styles.ensure_run(
            bold=look.bold, color=look.color, size=look.size, letter_spacing=0, base_char_pr_id=letters
        )
        name = document.styles.resolve(look.built_in).name if look.built_in else words(f"hwpx_style.{code}")
        language = "ko" if look.is_printed else words.language
        style_id = header.ensure_style(
            name or code,
            style_type="PARA",
            eng_name=look.built_in or f"Brief {code.replace('_', ' ')}",
            para_pr_id_ref=paragraph,
            char_pr_id_ref=character,
            lang_id=_LANGUAGE_IDS[language],
        )
        header.ensure_style(
            name or code, next_style_id_ref=styles[look.follow].style_id if look.follow else style_id
        )
        styles[code] = Style(style_id, paragraph, character)
    # Hancom writes it always, and there are readers that fail without.
    for element in header.element.iter(f"{_HEAD}style"):
        element.set("lockForm", "0")
    return styles


def _bullet(document: HwpxDocument) -> str:
    """Define the bullet of lists, at the place among the definitions where the schema wants it."""
    document.styles.ensure_numbering(kind="bullet", levels=[{"char": _BULLET}])
    (definitions,) = document.oxml.headers[0].element.iter(f"{_HEAD}refList")
    (bullets,) = definitions.iter(f"{_HEAD}bullets")
    definitions.remove(bullets)
    names = [definition.tag for definition in definitions]
    definitions.insert(names.index(f"{_HEAD}numberings") + 1, bullets)
    return next(iter(document.styles.bullets))


def _heading(look: Look, bullet: str) -> dict[str, str | int]:
    if look.outline is not None:
        return {"type": "OUTLINE", "idRef": "0", "level": look.outline - 1}
    if look.has_bullet:
        return {"type": "BULLET", "idRef": bullet, "level": 0}
    return {"type": "NONE", "idRef": "0", "level": 0}
