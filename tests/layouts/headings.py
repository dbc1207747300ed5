"""What the heading over a figure may say, field by field: the checker's own small table."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns over a heading without white space. may: speaks for the field. never: speaks against it."""

    may: re.Pattern[str]
    never: re.Pattern[str]


def _words(may: str, never: str) -> Words:
    return Words(re.compile(may), re.compile(never))


_PAST = "전년|작년|지난해"
_SHARE = "구성비|비중|점유|가중치"
_BUDGET = "예산|현액|사업비|소요|투자|배정|재원|교부"
_SPENT = "집행|지출|결산|사용"
_REST = "잔액|차액|차이|불용|미집행|과부족|예정|전망|예상"

FIELDS: dict[str, Words] = {
    "current_won": _words(
        f"{_BUDGET}|계획|금액|계$|계\\(",
        f"집행액|지출액|결산액|집행실적|수입액|수납|징수|{_REST}|이월|반납|반환|{_PAST}|{_SHARE}|증감|기정|인원|률|율",
    ),
    "original_won": _words(
        "본예산|당초|기정|최초|예산", f"추경(?!반영)|증감|{_SPENT}|현액|{_REST}|{_PAST}|{_SHARE}|률|율"
    ),
    "adjustment_won": _words("증감|추경|조정|변경|경정", f"{_SPENT}|현액|{_REST}|{_PAST}|{_SHARE}|률|율"),
    "carried_in_won": _words("이월", f"{_SPENT}|명시|사고|차년|다음|{_SHARE}"),
    "committed_won": _words("원인행위|계약", f"{_SHARE}|{_REST}"),
    "executed_won": _words(
        f"{_SPENT}|실적|금액|누계",
        f"{_REST}|수입액|수납|징수|이월|반납|원인행위|계획|{_PAST}|{_SHARE}|률|율|당월",
    ),
    "carried_explicit_won": _words("명시", "사고|계속"),
    "carried_accident_won": _words("사고", "명시|계속"),
    "carried_continuing_won": _words("계속", "명시|사고"),
    "refunded_won": _words("반납|반환", "이월|잔액$"),
    "unspent_won": _words("잔액|불용|차액|차이|A-B", "이월|반납금$"),
    "received_won": _words(
        "수입액|수납|징수|결산|실적|금액|달성|들어온", f"{_REST}|이월|지출|{_PAST}|{_SHARE}|률|율|결정|당월"
    ),
    "printed_rate": _words("률|율|%|B/A|F=D/C", f"{_SHARE}|증감|증가|{_PAST}|예상|목표"),
    "amount_won": _words("년|예산|금액", f"{_SPENT}|증감|{_PAST}"),
    "previous_won": _words("년|전년|기정", "증감"),
    "change_won": _words("증감|차이|비교|증가|\\(B-A\\)", f"{_SPENT}"),
    "share": _words("비율|비중|구성|%", "증감|증가"),
    "previous_share": _words("비율|비중|구성|%", "증감|증가"),
    "change_rate": _words("증감|증가|%", "구성"),
    "target": _words("목표|계획", "실적|결과|달성|가중치|증감"),
    "actual": _words(
        "실적|결과|현재|집행|누계",
        f"(?<!실적\\()달성[률율]|달성도|{_PAST}|목표(?!대비)|계획|예정|예상|가중치|증감",
    ),
    "printed_attainment": _words("달성|률|율|%", "실적$|가중치"),
}
"""A heading that speaks for and against counts as against, unless its last row speaks for alone."""

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:년|회계|학년|\.|예산|$|\()|['’‘`](\d{2})(?:년|\D|$)")


def bare(text: str) -> str:
    """Return a heading without white space and tags."""
    return re.sub(r"<[^<>]{0,80}>|\s", "", text)


def judged(field: str, path: list[str]) -> bool | None:
    """Return whether a heading path speaks for a field (True), against it (False), or for nothing (None)."""
    words = FIELDS.get(field)
    headings = [bare(part) for part in path if bare(part)]
    if words is None or not headings:
        return None
    last, whole = headings[-1], "".join(headings)
    if words.never.search(last) or (words.never.search(whole) and not words.may.search(last)):
        return False
    return True if words.may.search(whole) else None


def years(text: str) -> set[int]:
    """Return the years that a heading or a caption names: '2023년(비율)' and "'24" are years."""
    return {int(full) if full else 2000 + int(short) for full, short in _YEAR.findall(bare(text))}
