"""Funding marks before a programme's name, (수탁) · [기부/대행] · 수탁기관…, and tags and marks after it."""

from __future__ import annotations

import re

from etl.korean import text
from etl.terms.codes import FUNDING, TAGS

_ONE = "|".join(sorted(FUNDING, key=len, reverse=True))
_SEVERAL = rf"(?:{_ONE})(?:\s*[,/·+]\s*(?:{_ONE}))*"
_BRACKETED = re.compile(rf"^\s*[(\[]\s*({_SEVERAL})\s*[)\]]\s*")
_GLUED = re.compile(rf"^\s*({_SEVERAL})\s*(?=\S)")
_TAG_LINE = re.compile(rf"^(?:(?:{'|'.join(TAGS)})\s*)+")
_NUMBERED = re.compile(r"^\s*(?:[①-⑳❶-❿]|\d{1,2}[.)])\s*")
_TAG_END = re.compile(rf"(?<!\s)\s*+((?:{'|'.join(TAGS)}))$")


def split_funding(name: str, glued_before: str | None = None) -> tuple[str, str | None]:
    """Return the name and its funding: '(기부,자체)난자동결' -> ('난자동결', '기부/자체').

    A mark that nothing follows is a name itself.
    glued_before: a mark without brackets counts only where what follows it is this name.
    """
    if (bracketed := _BRACKETED.match(name)) and (rest := name[bracketed.end() :].strip()):
        return rest, _joined(bracketed[1])
    if glued_before and (glued := _GLUED.match(name)):
        rest = name[glued.end() :].strip()
        if text.similarity(rest, glued_before) > text.similarity(name, glued_before):
            return rest, _joined(glued[1])
    return name.strip(), None


def split_tags(title: str, listed: str) -> tuple[str, tuple[str, ...]]:
    """Return a title without its closing tags; a word that the list prints too belongs to the name."""
    tags: list[str] = []
    while (found := _TAG_END.search(title)) and title[: found.start()].strip():
        if text.key(listed).endswith(found[1]) and text.similarity(title, listed) >= text.similarity(
            title[: found.start()], listed
        ):
            break
        tags.insert(0, found[1])
        title = title[: found.start()]
    return title.strip(), tuple(tags)


def leading_tags(line: str) -> tuple[tuple[str, ...], str]:
    """Return the tags that a line begins with, and the rest: '지속저출생대응사업실' -> (('지속',), …)."""
    found = _TAG_LINE.match(line)
    if not found:
        return (), line
    return tuple(re.findall("|".join(TAGS), found[0])), line[found.end() :].strip()


def closing_funding(line: str) -> tuple[str, str | None]:
    """Return a heading's name and the funding after it: '④ 나무 심기 강화 수탁' -> ('나무 심기', '수탁').

    Between the two may stand tags; a mark that is glued to the name is a part of it.
    """
    marks: list[str] = []
    words = _NUMBERED.sub("", line).split()
    while words and (words[-1] in TAGS or words[-1] in FUNDING):
        marks.insert(0, words.pop())
    funding = [mark for mark in marks if mark in FUNDING]
    return " ".join(words), "/".join(funding) or None


def _joined(marks: str) -> str:
    return "/".join(re.findall(_ONE, marks))
