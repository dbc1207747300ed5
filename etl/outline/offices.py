"""How a page's line of offices looks, and the number above its title."""

from __future__ import annotations

import re

from etl.blocks import Line
from etl.korean import patterns
from etl.outline.funding import leading_tags
from etl.vocabulary import words

NUMBER_LINE = re.compile(r"^\d{1,2}\.?$")
LEADING_NUMBER = re.compile(r"^\d{1,2}[.)]?\s+")
_BREAK = re.compile(r"[\s|│]")


def is_office(line: Line) -> bool:
    """Tell whether a line names the offices of a page, with or without those who head them."""
    _, rest = leading_tags(line.text)
    return bool(patterns.OFFICE_CONTACT.search(rest)) or is_office_name(rest)


def is_office_name(content: str) -> bool:
    """Tell whether a line is the name of one office and nothing else."""
    first = _BREAK.split(content)[0]
    return len(content.split()) == 1 and any(first.endswith(e) for e in words("pages", "office", "endings"))
