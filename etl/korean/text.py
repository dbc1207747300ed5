"""Comparing and cleaning Korean names: OCR debris, spacing, ids."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from rapidfuzz import fuzz, process

from etl.korean.remembered import remembered

_NOT_KEY = re.compile(r"[^0-9a-z가-힣]")
_NOT_SLUG = re.compile(r"[^0-9a-z가-힣]+")
_FOREIGN = re.compile(
    r"[^\x20-\x7e가-힣ㄱ-ㅎㅏ-ㅣ一-鿿·・∙ㆍ‧\u2018-\u201d「」『』~∼%℃㎀-㏟²³①-⑳→+/,.()\[\]-]"
)
_CIRCLED = re.compile(r"[①-⑳❶-❿]")
_ORNAMENT_START = re.compile(r"^[\s|│·•*\-_.,:;'\"]+")
_ORNAMENT_END = re.compile(r"(?<![\s|│•*_,:;])[\s|│•*_,:;]++$")
_FORMULA_END = re.compile(r"(?<!\s)\s*+\(\s*+[A-Z](?:\s*+[-+/=]\s*+[A-Z])*+\s*+\)\s*+$")
_TELL_APART = ("동서남북중", "상하", "전후", "신구", "국시도군구", "남여", "초중고", "좌우", "주야", "대중소")
"""Letters that tell one of a kind from the next: of one group, none is a misreading of another."""
_DENIES = tuple("외비미무불")
"""Letters that make another thing of a name: '사업외수입' is not '사업수입'."""
SLUG_LENGTH = 60


@remembered(1 << 16)
def key(text: str) -> str:
    """Return what is left of a name when spacing and punctuation are ignored: '총 계(A+B)' -> '총계ab'."""
    return _NOT_KEY.sub("", unicodedata.normalize("NFKC", text).lower())


def slug(text: str) -> str:
    """Return a readable id part: '일·생활 균형' -> '일-생활-균형'."""
    joined = _NOT_SLUG.sub("-", unicodedata.normalize("NFKC", text).lower()).strip("-")
    return joined[:SLUG_LENGTH].strip("-")


def similarity(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 1, by their letters (자모): OCR mistakes letters."""
    return fuzz.ratio(_letters(one), _letters(other)) / 100


def is_told_apart(one: str, other: str) -> bool:
    """Tell whether two names differ by what tells one thing from the next: '북부센터', '사업외수입'."""
    pieces = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    changed = [(one[a:b], other[c:d]) for kind, a, b, c, d in pieces if kind != "equal"]
    # A digit beside a letter may be that letter misread.
    if any(all(not part or part.strip().isdecimal() for part in pair) for pair in changed):
        return True
    if any("" in pair and "".join(pair) in _DENIES for pair in changed):
        return True
    return any(
        was != now and any(was in group and now in group for group in _TELL_APART)
        for pair in changed
        for was, now in zip(*pair, strict=False)
    )


def contains_alike(part: str, whole: str) -> float:
    """Return how alike `part` is to the best stretch of `whole`, 0 to 1."""
    return fuzz.partial_ratio(_letters(part), _letters(whole)) / 100


def closest(
    name: str, candidates: list[str], at_least: float, margin: float = 0.03, longer_by: int | None = None
) -> int | None:
    """Return the index of the one candidate that is clearly the most alike, or None.

    longer_by: how many syllables the two may differ in length; a name inside a longer one is another name.
    """
    wanted = key(name)
    if not wanted:
        return None
    keys = {
        index: key(candidate)
        for index, candidate in enumerate(candidates)
        if longer_by is None or abs(len(key(candidate)) - len(wanted)) <= longer_by
    }
    exact = next((index for index, candidate_key in keys.items() if candidate_key == wanted), None)
    if exact is not None:
        return exact
    best = process.extract(
        _letters(name),
        {index: _letters(candidates[index]) for index in keys},
        scorer=fuzz.ratio,
        score_cutoff=100 * (at_least - margin),
        limit=2,
    )
    if not best or best[0][1] < 100 * at_least:
        return None
    if len(best) > 1 and best[0][1] - best[1][1] < 100 * margin:
        return None
    return int(best[0][2])


_LIST_MARK = re.compile(
    r"^(?:\s*+(?:[-•·∙◦○◯ㅇ❍]|[oO](?=\s|「)))++\s*+|(?<!\s)\s*+(?:[-•∙◦○◯ㅇ❍]|(?<=\s)[oO])\s*+$"
)


def unmarked(text: str) -> str:
    """Return a text without the list marks around it: 'ㅇ 면접 조사 ○' -> '면접 조사'."""
    return _LIST_MARK.sub("", text).strip()


def without(text: str, name: str, seam: str) -> str:
    """Return a text with a name in it, whatever its spacing, replaced by a seam."""
    letters = [re.escape(letter) for letter in unicodedata.normalize("NFKC", name) if not letter.isspace()]
    return re.sub(r"\s*".join(letters), seam, unicodedata.normalize("NFKC", text), flags=re.IGNORECASE)


_HANJA_TOTAL = {"總": "총", "合": "합", "小": "소", "計": "계", " ": " "}
"""The letters of '總計', '合計' and '小計', as older offices head a total."""
_FROM_HANJA = str.maketrans(_HANJA_TOTAL)


@remembered(1 << 16)
def label(text: str) -> str | None:
    """Return a printed label without ornament and formula letters, or None where nothing legible is left."""
    if set(text) <= _HANJA_TOTAL.keys():
        text = text.translate(_FROM_HANJA)
    without = _CIRCLED.sub(" ", _FOREIGN.sub(" ", text))
    without = _FORMULA_END.sub("", _ORNAMENT_END.sub("", _ORNAMENT_START.sub("", without)))
    words = without.split()
    # Letter-spaced print is ornament: '출 연 금' is one word.
    without = ("" if all(len(word) == 1 for word in words) else " ").join(words)
    return without if re.search(r"[가-힣A-Za-z]", without) else None


@remembered(1 << 16)
def _letters(text: str) -> str:
    return unicodedata.normalize("NFD", key(text))


_GOES_ON = re.compile(r"(?:(?<=\s)(?:및|또는)|[·ㆍ,&])$")


def goes_on(name: str) -> bool:
    """Tell whether a name is not whole: '인건비 및' goes on in the next line."""
    return _GOES_ON.search(name) is not None
