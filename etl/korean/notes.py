"""What a note or a sentence says of figures: "※ 2026년 결산 기준임", '새로 시작한 일임'."""

from __future__ import annotations

import re

from etl.korean import patterns

_PREDICATE = re.compile(
    r"\s?기준\s?\.?$|(?:\s?(?:기준|자료))?\s?(?:임|이다|입니다|(?:으?로\s?)?작성(?:함|하였음|됨)?)\s?\.?$"
)
_SENTENCE_END = re.compile(r"[가-힣](?:[다요됨임음]|(?<!포)함|고자\s함|\s?중)\s?\.?$")

_OF_A_TABLE = re.compile(r"(?:단\s?위|기준일?|작성일|현재)\s?[:：]")
_STATEMENT = re.compile(r"[:：][^:：]*\d")
_TAIL = re.compile(r"(?<!^)(?:[※☞]|(?<=\s)\*(?=\s))")
_BEFORE_A_YEAR = re.compile(r"[,;/·]\s?(?=['’‘`]?[0-9]{2,4}\s?년)")


def states_figure(content: str) -> bool:
    """Tell whether a text states something ('total : 12 won'), and so names no table and heads nothing.

    What it says of a table's unit and day is no such statement: '(단위: 천원, 기준: 2026. 9. 30.)'.
    """
    return _STATEMENT.search(_OF_A_TABLE.sub("", content)) is not None


def predicated(note: str) -> str | None:
    """Return what a note says that figures are: "2026년 결산" of "※ 2026년 결산 기준임"; None where it says
    none."""
    plain = note.strip()
    is_bracket = plain.startswith("(") and plain.endswith(")") and "(" not in plain[1:]
    plain = plain[1:-1] if is_bracket else without_brackets(plain).strip()
    predicate = _PREDICATE.search(plain)
    return plain[: predicate.start()] if predicate else None


def without_tail(content: str) -> tuple[str, str]:
    """Return a line without the note that ends it, and the note: '지출 현황 ※ 집행액은 계약액 기준'."""
    found = _TAIL.search(content)
    return (content[: found.start()].strip(), content[found.start() :]) if found else (content, "")


def is_sentence(content: str) -> bool:
    """Tell whether a text ends as a sentence does; a name may end with '포함'.

    A single word is a name (청년이음, 가람여중), and so is what has a term of its own in brackets.
    """
    plain = without_brackets(content).strip()
    is_name = patterns.COMMISSIONED_INSTITUTION.match(content) is not None
    pieces = [piece for piece in plain.split() if patterns.SYLLABLE.search(piece)]
    is_word = len(pieces) < 2 and not plain.endswith(".")
    return not (is_name or is_word) and _SENTENCE_END.search(plain) is not None


def without_brackets(content: str) -> str:
    """Return a text without what stands in brackets: a unit, a date."""
    kept = content
    while "(" in kept and ")" in kept[kept.index("(") :]:
        start = kept.index("(")
        end = kept.index(")", start)
        kept = kept[:start] + " " + kept[end + 1 :]
    return kept


def by_years(note: str) -> list[str]:
    """Return the parts of a note that each begin with a year: '2030년 결산, 2031년 9월말 집행'."""
    return _BEFORE_A_YEAR.split(note)
