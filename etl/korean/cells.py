"""What a cell prints around its figure: words and signs before it, unit, limit, scale and notes after it.

A part of `numbers`, which is the door. Every text here has passed `plain`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from etl.korean.digits import Amount

RATE_UNITS = frozenset({"%", "%p", "퍼센트", "p"})
COUNTERS = frozenset(
    {
        *(
            "명",
            "인",
            "사람",
            "건",
            "건수",
            "회",
            "번",
            "차",
            "차례",
            "개",
            "가지",
            "개소",
            "개사",
            "개교",
            "곳",
            "처",
        ),
        *(
            "가구",
            "세대",
            "호",
            "대",
            "팀",
            "기관",
            "단체",
            "기업",
            "업체",
            "학급",
            "과정",
            "과목",
            "과제",
            "강좌",
        ),
        *(
            "편",
            "부",
            "종",
            "권",
            "매",
            "장",
            "쪽",
            "자",
            "어절",
            "점",
            "병",
            "본",
            "주",
            "그루",
            "포기",
            "마리",
            "박스",
        ),
        *(
            "필지",
            "면",
            "석",
            "좌",
            "좌석",
            "시간",
            "일",
            "톤",
            "t",
            "kg",
            "m",
            "km",
            "m2",
            "㎡",
            "㎥",
            "L",
            "ℓ",
        ),
        *("kW", "kWh", "MWh", "TOE"),
    }
)
"""Units that may stand glued to a multiplier: '1.2만명' is 12,000 of them, where '5만족' is none."""

_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {ord("￦"): "₩", ord("∆"): "△"}
_NONE_MARKS = frozenset("-_–—―－ ")
_NONE_WORD = re.compile(r"\(?(?:해당\s?(?:사항\s?)?없음|없음|비해당|미해당|[Nn]\s?/\s?[Aa]|×)\)?")
_PENDING = re.compile(
    r"예정|추후|미정|미집계|미산정|미도래|미확정|대기|(?:집계|산정|산출|조사|측정|평가|검토|추진|진행|준비|협의|접수|취합)"
    r"\s?중(?![가-힣])|(?:집계|산정|조사|측정|평가|확정|발표|시행|완료)\s?전(?![가-힣])"
)
_TO_COME = re.compile(r"확정|발표|공표|공개|집계")
_LONGEST_PENDING = 40
_PHONE = re.compile(r"\(?0[0-9]{1,2}\)?[-. ]?[0-9]{3,4}[-. ][0-9]{4}|[0-9]{3,4}-[0-9]{4}")
_BARE = re.compile(r"(?<![0-9.,])(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{4,}")
_GROUPED = re.compile(r"[0-9],[0-9]{3}(?![0-9])")
_SCALED = r"(?P<scale>[0-9]{1,4}(?:\.[0-9]{1,2})?)"
_HEAD = re.compile(
    rf"(?:{_SCALED}\s?점\s?만점(?:에|\s?중|\s?기준)?\s?)?+"
    r"(?:(?P<before>총계|총|합계|누적|누계|소계|계|기존|당초|종전|현재|변경)\s?:?\s?)?+"
    r"(?:(?P<qualifier>약|대략|거의|근(?=\s)|어림(?:잡아)?|줄잡아|적어도|최소|최대|[≥≤<>])\s?)?+"
    r"(?:(?P<won>₩)\s?|(?P<words>일?금)\s?)?+"
    r"(?P<sign>[△▵▲▼▽−+-])?(?P<gap>\s?)"
)
_HEAD_QUALIFIERS = {
    "약": "about", "대략": "about", "거의": "about", "근": "about", "어림": "about", "어림잡아": "about",
    "줄잡아": "about", "적어도": "at_least", "최소": "at_least", "최대": "at_most",
    "≥": "at_least", "≤": "at_most", ">": "over", "<": "under",
}  # fmt: skip
_TAIL_QUALIFIERS = {
    "이상": "at_least", "이하": "at_most", "이내": "at_most", "초과": "over", "미만": "under",
    "내외": "about", "정도": "about", "가량": "about", "안팎": "about", "쯤": "about", "남짓": "about",
    "전후": "about", "수준": "about", "상당": "about", "가까이": "about", "육박": "about", "±": "about",
    "돌파": "over", "넘음": "over", "넘게": "over", "+α": "over", "+": "over",
}  # fmt: skip
_LIMITS = "|".join(map(re.escape, _TAIL_QUALIFIERS))
_LIMIT_AT_END = re.compile(rf"\s?({_LIMITS})$")
_LIMIT_IN_BRACKET = re.compile(rf"[(\[]\s?({_LIMITS})\s?[)\]]")
_LIMIT_AFTER_BRACKET = re.compile(rf"([(\[][^()\[\]]*+[)\]])\s?({_LIMITS})")
_ODD = re.compile(r"\s?여(?!성|학|객)(?=\s?[가-힣A-Za-z%(]|$)")
_MARK = re.compile(r"\*{1,3}|†|‡|[⁰¹²³⁴-⁹]{1,2}[)⁾]?|주\s?[0-9]{0,2}\)")
_MARK_AT_END = re.compile(r"(?<![A-Za-z\s])(\*{1,3}|†|‡|[⁰¹²³⁴-⁹]{1,2}[)⁾]?|주\s?[0-9]{0,2}\))$")
_SCALE_IN_BRACKET = re.compile(
    rf"[(\[]\s?(?:만점\s?[:：]?\s?{_SCALED}\s?점?|{_SCALED.replace('scale', 'other')}\s?점?\s?(?:만점|척도))"
    r"(?:\s?기준)?\s?[)\]]"
)
_SCALE_AFTER_SLASH = re.compile(rf"\s?(점)?\s?/\s?{_SCALED}\s?(점)?(\s?만점)?")
_EARLIER = re.compile(r"(\s?[^\s0-9,/]{0,8}+)[ ,/]{1,2}((?:전년|작년|전월|전기|직전|지난해).*)", re.DOTALL)
_LATIN_UNIT = re.compile(r"\s?[A-Za-z]{1,6}[0-9][A-Za-z]{0,6}")
_DIGIT = re.compile(r"[0-9]")
_DIGITS = re.compile(r"(?<![.,])[.,]*+[0-9]")
_UNIT_LETTER = re.compile(r"[^\W\d_]|[%‰°$]")
_NO_UNIT = re.compile(r"[~∼→⇒⇨➜➡↑↓⇧⇩]|->|=>")


def plain(cell: str) -> str:
    """Return a cell with usual digits and signs for full-width ones, and single spaces for any."""
    return " ".join(cell.translate(_WIDE).split())


def is_none(text: str) -> bool:
    """Tell whether a cell prints that there is nothing: '-', '해당없음', 'N/A', '×'."""
    return set(text) <= _NONE_MARKS or _NONE_WORD.fullmatch(text) is not None


def is_pending(text: str, *, is_dated: bool) -> bool:
    """Tell whether words without a figure announce one; after a date, '확정' and '발표' do too."""
    if len(text) > _LONGEST_PENDING:
        return False
    return bool(_PENDING.search(text)) or (is_dated and bool(_TO_COME.search(text)))


def is_phone(text: str) -> bool:
    """Tell whether a cell is a phone number."""
    return _PHONE.fullmatch(text) is not None


def may_be_phone(text: str) -> bool:
    """Tell whether a phone number, or its end, may stand in a text: four digits that are no year.

    Beside a figure that is grouped by thousands it is one that lost its comma.
    """
    is_bare = _BARE.search(text) is not None and _GROUPED.search(text) is None
    return is_bare or _PHONE.search(text) is not None


def begins_digits(text: str, position: int) -> bool:
    """Tell whether digits begin at a place of a text, perhaps after marks that do not belong there."""
    return _DIGITS.match(text, position) is not None


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the digits."""

    end: int
    """Where the digits begin."""
    qualifier: str | None
    scale: Decimal | None
    before: str | None
    is_won: bool
    in_words: bool
    """Whether '금' stands there, as before an amount that is written out."""
    is_negative: bool
    is_bullet: bool
    """Whether the sign is a dash with a space, as before an item of a list."""


def head_of(text: str) -> Head:
    """Read what stands before the digits; `end` is 0 where nothing known does.

    △ ▵ ▲ ▼ are negative, as accounting prints them. Some charts print ▲ for an increase; a cell does not say
    which is meant, and a column of changes is proved by its sums.
    """
    found = _HEAD.match(text)
    if found is None:
        return Head(0, None, None, None, False, False, False, False)
    sign = found["sign"] or ""
    return Head(
        end=found.end(),
        qualifier=_HEAD_QUALIFIERS.get(found["qualifier"] or ""),
        scale=Decimal(found["scale"]) if found["scale"] else None,
        before=found["before"],
        is_won=bool(found["won"]),
        in_words=bool(found["words"]),
        is_negative=bool(sign) and sign != "+",
        is_bullet=sign in ("-", "−") and bool(found["gap"]),
    )


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands after the digits."""

    unit: str | None
    qualifier: str | None
    scale: Decimal | None
    mark: str | None
    rest: str | None
    is_negative: bool
    is_spaced: bool
    """Whether a space stands between digits and unit."""


def tail_of(text: str, amount: Amount) -> Tail | None:
    """Read what stands after the digits; None where it makes the cell no single number."""
    if slash := _SCALE_AFTER_SLASH.fullmatch(text):
        return _score(slash, amount)
    mark = _MARK.match(text)
    text = text[mark.end() :] if mark else text
    is_negative = text.startswith("-") and text[1:2] in ("", "(")
    text = text[1:] if is_negative else text
    odd = _ODD.match(text)
    text = text[odd.end() :] if odd else text
    opens = min((i for i in (text.find("("), text.find("[")) if i >= 0), default=len(text))
    unit, rest = text[:opens], text[opens:]
    if _NO_UNIT.search(unit) or _PENDING.search(text):
        return None  # a range, a change; a figure that is only planned
    limits = ["about"] if odd else []
    scale: Decimal | None = None
    if found := _SCALE_IN_BRACKET.fullmatch(rest):
        scale, rest = Decimal(found["scale"] or found["other"]), ""
    elif found := _LIMIT_IN_BRACKET.fullmatch(rest):
        limits.append(_TAIL_QUALIFIERS[found[1]])
        rest = ""
    elif found := _LIMIT_AFTER_BRACKET.fullmatch(rest):
        limits.append(_TAIL_QUALIFIERS[found[2]])
        rest = found[1]
    if found := _LIMIT_AT_END.search(unit):
        limits.append(_TAIL_QUALIFIERS[found[1]])
        unit = unit[: found.start()]
    if not mark and (mark := _MARK_AT_END.search(unit)):
        unit = unit[: mark.start()]
    if _DIGIT.search(unit) and not _LATIN_UNIT.fullmatch(unit):
        earlier = _EARLIER.fullmatch(unit)
        if earlier is None or rest:
            return None  # a second number is no unit: '1 234' is neither 1 nor 1,234
        unit, rest = earlier[1], earlier[2]
    if len(limits) > 1 or (unit.strip() and not _UNIT_LETTER.search(unit)):
        return None
    return Tail(
        unit=unit.strip() or None,
        qualifier=limits[0] if limits else None,
        scale=scale,
        mark=mark[0] if mark else None,
        rest=rest.strip() or None,
        is_negative=is_negative,
        is_spaced=unit.startswith(" "),
    )


def _score(slash: re.Match[str], amount: Amount) -> Tail | None:
    """Read '4.2/5.0' and '4점/5점'; '3/5' is a fraction or a date."""
    scale = Decimal(slash["scale"])
    is_score = bool(slash[1] or slash[3] or slash[4]) or amount.places > 0
    if not is_score or amount.is_compound or amount.value > scale:
        return None
    unit = slash[1] or slash[3]
    return Tail(unit, None, scale, None, None, False, False)


def unit_after(text: str, position: int) -> str | None:
    """Return what is printed after digits that are not grouped as numbers are."""
    while position < len(text) and text[position] in "0123456789.,":
        position += 1
    return text[position:].strip() or None


_MONEY_UNIT = re.compile(r"(?<![0-9.,])[0-9.,]++\s?([십백천]?\s?[만억조]?\s?원)")
_WON = re.compile(rf"\s?(여)?\s?원(?:\s?({_LIMITS}))?")
_COUNTED = re.compile(r"여?(?:%|[가-힣A-Za-z])")


@dataclass(frozen=True, slots=True)
class WonEnding:
    """The word 원 after the digits of an amount, with what limits it."""

    qualifier: str | None


def won_at(text: str, position: int) -> WonEnding | None:
    """Return the 원 that ends an amount at a place of a text, None where none does."""
    found = _WON.match(text, position)
    if found is None:
        return None
    return WonEnding("about" if found[1] else _TAIL_QUALIFIERS.get(found[2] or ""))


def money_unit_after(text: str, position: int) -> str | None:
    """Return the money unit after digits that are not grouped as numbers are."""
    found = _MONEY_UNIT.match(text, position)
    return "".join(found[1].split()) if found else None


def is_counted(text: str, position: int) -> bool:
    """Tell whether what stands right after digits makes them a count or a rate, and no money."""
    return _COUNTED.match(text, position) is not None
