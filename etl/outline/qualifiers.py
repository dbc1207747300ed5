"""What qualifies a count so that it is no plain result: a bound, a mean, a capacity, what was not done."""

from __future__ import annotations

from etl.korean import patterns
from etl.outline.quantities import Quantity
from etl.vocabulary import is_one_of, value, words

_PLAIN = " :：([,·-"


def heads_given(content: str) -> bool:
    """Tell whether a line's head says for whom it is meant, or what there is, and not what was done."""
    return is_one_of(patterns.COLON.split(content, maxsplit=1)[0], words("outputs", "given"))


def before(own: str, one: Quantity) -> str | None:
    """Return why a count is no result, by its phrase before it: '최대 12회', '정원 20명', '미실시 3회'."""
    if one.unit not in words("outputs", "rates") and patterns.BOUND.search(f"{own} {one.lead}"):
        return "figure_in_text"
    if any(_is_undone(word) for word in own.strip(_PLAIN).split()[-1:]):
        return "planned_figure"
    last = own.strip(_PLAIN).split()[-1:]
    is_alone = own.strip(_PLAIN) in words("outputs", "yardsticks_alone")
    return (
        "second_figure" if is_alone or any(word in words("outputs", "yardsticks") for word in last) else None
    )


def behind(after: str, one: Quantity) -> str | None:
    """Return why a count is no result, by the words behind it: '12회 무산', '12회 미개최', '12회 신청'.

    Who applies is counted; a time that is applied for is none yet.
    """
    said = after.partition("(")[0].split()
    if any(_is_undone(word) for word in said) or after.partition("(")[0].strip() in words(
        "outputs", "out_of"
    ):
        return "planned_figure"
    is_time = one.unit in words("outputs", "times")
    return "planned_figure" if is_time and said and said[-1] in words("outputs", "begun") else None


def _is_undone(word: str) -> bool:
    prefix = str(value("outputs", "not"))
    if word.startswith(prefix) and word.removeprefix(prefix) in (
        *words("outputs", "done"),
        *words("outputs", "actions"),
        *words("outputs", "reached"),
    ):
        return True
    return any(
        word.startswith(one) and (word == one or word[len(one) :].startswith(words("outputs", "forms")))
        for one in words("outputs", "not_done")
    )
