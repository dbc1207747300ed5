"""The mark that a heading begins with: '□', '가.', '(1)', or the brackets around it."""

from __future__ import annotations

import re

MARK = re.compile(
    r"^[#*\s]*+(?:(?P<appendix>[\[【〔<(《]?\s?(?:붙임|별첨|별지|부록|참고(?:자료)?)\s?\d{0,2}\s?(?:[\]】〕>)》.:]|\s|$))"
    r"|(?P<chapter>[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]{1,3}\s*+[.\s]|[IVX|│∨]{1,4}\s?\.|제\s?\d{1,2}\s?[장부편]\s)"
    r"|(?P<number>\d{1,2}(?:\s?\.(?!\s?\d(?!\d{3}\s?년))|\s(?=[가-힣]{2})))|(?P<letter>[가-하]\s?\.(?!\d))"
    r"|(?P<box>[□■◇◆▣❏])|(?P<circle>[○◯●◎ㅇ❍]|[oO](?=\s))"
    r"|(?P<number_half>\d{1,2}\))|(?P<letter_half>[가-하]\))"
    r"|(?P<number_closed>\(\d{1,2}\))|(?P<letter_closed>\([가-하]\))|(?P<circled>[①-⑳❶-❿])"
    r"|(?P<angle><[^<>]{1,40}>\s*+$|〈[^〈〉]{1,40}〉\s*+$)|(?P<square>\[[^\[\]]{1,40}\]\s*+$|【[^【】]{1,40}】\s*+$)"
    r"|(?P<dash>[-–])|(?P<dot>[·•∙◦])|(?P<sign>[❖▶▷☑✓√]))"
)
"""The mark that a heading begins with, or the brackets around it. The group that holds it names its class."""

AROUND = ("angle", "square")
"""The classes of the brackets that stand around a heading."""


def unmarked(content: str) -> str:
    """Return the words of a heading without the mark before them, or the brackets around them."""
    found = MARK.match(content)
    if found is None:
        return content
    return content.strip()[1:-1] if found.lastgroup in AROUND else content[found.end() :].strip()
