"""A budget as running text states it: an amount, in brackets what was executed and the rate, and its parts.

소요예산 : 12,659천원(집행실적 : 5,278천원/집행률 : 41.7%) · 소요예산: 1,215천원(대행 515천원 / 기부 700천원)

A line that states more than that is a statement of its own kind: of two years, of a change, of several years
together, of a month. It is read where it names the amount of the document's year, and else left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from etl.korean import dates, numbers, patterns, periods, standing, superseded, text, years
from etl.korean.numbers import Number, State
from etl.korean.year_spans import YearSpan, year_span
from etl.tables.doubts import ends_with_another
from etl.terms.codes import FUNDING
from etl.vocabulary import words

_ENDS = re.compile(r"[/)]")
_HEAD_ENDS = re.compile(r"[(/]|※")
_STATEMENT = re.compile(r"[(/,※]")
_SCALES = (1_000, 1_000_000)
_BETWEEN = " ,·/→⇨⇒➜➡->="


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed amount, and the won of its unit; is_stated: the unit stands beside it."""

    number: Number
    unit_won: int | None
    text: str
    is_stated: bool

    @property
    def won(self) -> int | None:
        """Whole won, None where it is none or cannot be read."""
        return None if self.unit_won is None else numbers.won(self.number, self.unit_won)


@dataclass(frozen=True, slots=True)
class BudgetText:
    """What a line states. `rest` holds the figures of the head that are no part of the amount.

    doubt: why the amount cannot be told for the year's budget, as a reason for which the line is set aside.
    spent: what it says from the word for what was executed on. during: the span of the year beside that word.
    spent_doubt: why what it says of spending is none of this budget.
    """

    budget: Amount
    executed: Amount | None
    rate: Number
    parts: tuple[tuple[str, Amount], ...]
    rest: str
    is_none: bool = False
    doubt: str | None = None
    spent: str = ""
    during: YearSpan | None = None
    spent_doubt: str | None = None

    @property
    def agrees(self) -> bool | None:
        """Tell whether what was executed gives the printed rate; None where one of the three is missing."""
        if self.rate.value is None or self.executed is None:
            return None
        budget, executed = self.budget.won, self.executed.won
        if not budget or executed is None:
            return None
        percent = Decimal(executed) / budget * 100
        return abs(percent - self.rate.value) <= self._tolerance(budget)

    @property
    def is_ahead(self) -> bool:
        """Tell whether what was executed is said to be planned: '집행실적(10월말 예정) : 5,278천원'."""
        return standing.is_unsettled(self.spent)

    @property
    def is_contradicted(self) -> bool:
        """Tell whether the printed rate denies a unit: one that is not printed beside its amount, or is
        another's by a thousand.

        Else amounts with units of their own stand as printed: that their rate differs is the document's
        affair.
        """
        if self.agrees is not False or self.executed is None or self.rate.value is None:
            return False
        budget, executed = self.budget.won or 0, self.executed.won or 0
        is_assumed = not self.budget.is_stated or not self.executed.is_stated
        return is_assumed or any(
            abs(Decimal(executed * up) / (budget * down) * 100 - self.rate.value)
            <= self._tolerance(budget * down)
            for scale in _SCALES
            for up, down in ((scale, 1), (1, scale))
        )

    @property
    def adds_up(self) -> bool:
        """Tell whether the parts add to the budget."""
        amounts = [part.won for _, part in self.parts]
        return bool(amounts) and None not in amounts and sum(a or 0 for a in amounts) == self.budget.won

    def _tolerance(self, budget: int) -> Decimal:
        """Half a unit of the rate's last place, and of each amount's own unit."""
        units = (self.budget.unit_won or 1) + ((self.executed and self.executed.unit_won) or 1)
        return Decimal(5).scaleb(-self.rate.places - 1) + Decimal(units) / budget * 50


def read(
    content: str,
    year: int,
    unit_won: int | None = None,
    *,
    own_names: Sequence[str] = (),
    is_plan: bool = False,
) -> BudgetText:
    """Read what stands after the label. unit_won: the unit that it states. own_names: the institution's.

    is_plan: whether its document is a plan, whose original budget is the one that holds.

    An amount without a unit takes that of the other amount of its line; without either it is no money.
    """
    content, beside, doubt = _of_year(content, year)
    is_none = any(text.key(content).startswith(text.key(word)) for word in words("pages", "budget", "none"))
    said = list(patterns.EXECUTED_LABEL.finditer(content))
    doubts = [_spent_doubt(content, label, year, own_names) for label in said]
    done = next((label for label, why in zip(said, doubts, strict=True) if why is None), None)
    executed = _amount(content[done.end() :], unit_won) if done else None
    rate = _rate(content, [label for label in said if label is not done], done, year, own_names)
    before = content[: said[0].start()] if said else content
    ends = _HEAD_ENDS.search(before, 1)
    head = (before[: ends.start()] if ends else before) or content
    budget = _amount(head, unit_won, is_head=True)
    if budget.unit_won is None and executed and executed.unit_won:
        budget = replace(_amount(head, executed.unit_won, is_head=True), is_stated=False)
    elif executed and executed.unit_won is None and budget.unit_won and done:
        executed = replace(_amount(content[done.end() :], budget.unit_won), is_stated=False)
    is_none = is_none or budget.number.state is State.NONE
    parts = tuple(
        (mark[1], _amount(content[mark.end() :], unit_won or budget.unit_won))
        for mark in _marked().finditer(content)
    )
    amount = patterns.AMOUNT_IN_TEXT.search(head)
    rest = head[amount.end() :] if amount else ""
    if budget.won is not None and doubt is None:
        lead = head[: amount.start()] if amount else ""
        bracket = patterns.CHANGE_OF_BUDGET.sub(" ", before[len(head) :])
        doubt = _doubt(lead, rest, bracket, budget, [part for _, part in parts], own_names)
        if superseded.denies_amount(bracket, is_plan=is_plan):
            doubt = "superseded"
    first = done or (said[0] if said else None)
    spent = content[first.start() :] if first else ""
    during = _during(content, done, year) if done else None
    spent_doubt = doubts[0] if said and done is None else None
    return BudgetText(
        budget, executed, rate, parts, f"{beside}{rest}", is_none, doubt, spent, during, spent_doubt
    )


def _beside(content: str, label: re.Match[str]) -> str:
    """Return what is said right before a label: nothing else parts them."""
    before = patterns.EXECUTED_LABEL.sub("/", content[: label.start()])
    return _STATEMENT.split(patterns.AMOUNT_OF_WON.sub(" ", before))[-1].strip("() :：")


def _during(content: str, label: re.Match[str], year: int) -> YearSpan | None:
    """Return the span of the year that is said right before the word for what was executed, or behind it."""
    behind = dates.split(content[label.end() :])[0]
    said = (_beside(content, label), *patterns.IN_BRACKETS.findall(label[0]), behind)
    return next((span for one in said if (span := year_span(one.strip("() :："), year))), None)


def _spent_doubt(content: str, label: re.Match[str], year: int, own_names: Sequence[str]) -> str | None:
    """Return why what a label of spending, or of its rate, heads is none of the budget before it.

    Another year's or house's, by the words around it ('전년도 집행실적', '전년도(집행액 : …)'); and any other
    word before it, which says of what was spent that it is not all of it ('국비 집행액').
    """
    before = content[: label.start()].rstrip(" :：")
    beside = _beside(content, label)
    opened = _STATEMENT.split(before[:-1])[-1] if before.endswith(("(", "/")) else ""
    if before.endswith("/") and numbers.amounts_won(opened):
        opened = ""  # a statement of its own, of another amount
    ends = _ENDS.search(content, label.end())
    around = f"{opened} {beside} {label[0]} {content[label.end() : ends.end() if ends else None]}"
    if years.names_another(around) or set(years.printed(around, with_compared=True)) - {year}:
        return "other_year"
    if standing.is_of_others(around) or ends_with_another(beside, own_names):
        return "other_institution"
    told = "" if year_span(beside, year) else _letters(periods.without_dates(years.without_year(beside)))
    return None if told in ("", *words("pages", "budget", "spent_lead")) else "figure_in_text"


def _rate(
    content: str,
    denied: Sequence[re.Match[str]],
    done: re.Match[str] | None,
    year: int,
    own_names: Sequence[str],
) -> Number:
    """Return the printed rate of what was spent: no word denies it, nor does it follow a denied label."""
    labels = sorted([*denied, *([done] if done else [])], key=lambda label: label.start())
    for found in patterns.EXECUTION_RATE.finditer(content):
        before = [label for label in labels if label.start() < found.start()]
        is_of_another = bool(before) and before[-1] is not done
        if not is_of_another and _spent_doubt(content, found, year, own_names) is None:
            return numbers.parse_rate(found[1])
    return Number(State.NONE)


def _of_year(content: str, year: int) -> tuple[str, str, str | None]:
    """Return what a statement says of a year, what it says besides, and why that is not to be told.

    '26년 20천원 → '27년 16천원 and 총 36천원('27년 16천원, '28년 20천원) say 16천원 of 2027.
    """
    stated = list(patterns.YEAR_OF_AMOUNT.finditer(content))
    own = [at for at in stated if int(at[1]) == year % 100]
    if stated:
        if any(patterns.RANGE_BEGUN.search(content[: at.start()]) for at in stated):
            return content, "", "other_year"
        if len(own) != 1:
            return content, "", "second_figure" if own else "other_year"
        following = [at.start() for at in stated if at.start() > own[0].start()]
        ends = min([*following, len(content)])
        piece = content[own[0].end() : ends]
        if piece.count(")") > piece.count("("):
            ends = own[0].end() + piece.rindex(")")
        return content[own[0].end() : ends].rstrip(_BETWEEN), content[: own[0].start()] + content[ends:], None
    if set(years.printed(content, with_compared=True)) - {year}:
        return content, "", "other_year"
    return content, "", "change_without_year" if len(numbers.sides(content)) > 1 else None


def _doubt(
    lead: str, rest: str, bracket: str, budget: Amount, parts: list[Amount], own_names: Sequence[str]
) -> str | None:
    """Return why an amount is not simply the budget, by the words and amounts that stand around it."""
    if not _may_lead(_letters(lead)) or _letters(rest):
        return "figure_in_text"
    if budget.number.qualifier or any(word in bracket for word in words("pages", "budget", "unsure")):
        return "figure_in_text"
    if numbers.amounts_won(rest):
        return "second_figure"
    if any(sign in rest for sign in "×+"):
        return "figure_in_text"
    if patterns.YEARS_TOGETHER.search(bracket):
        return "other_year"
    beside = numbers.amounts_won(bracket)
    if not beside and ends_with_another(bracket, own_names, words("pages", "budget", "borne")):
        return "other_institution"
    is_split = sum(beside) == budget.won
    return None if not beside or is_split or len(beside) == len(parts) else "second_figure"


def _may_lead(lead: str) -> bool:
    """Tell whether words before an amount leave it the budget: 'in all', or all of it from one source."""
    if lead in ("", *words("pages", "budget", "lead")):
        return True
    of_one = (lead.removeprefix(word) for word in words("pages", "budget", "all_of") if lead.startswith(word))
    return any(source in ("", *words("pages", "budget", "sources")) for source in of_one)


def _letters(content: str) -> str:
    return "".join(letter for letter in content if letter.isalpha())


def _amount(content: str, default_won: int | None, *, is_head: bool = False) -> Amount:
    """Read the amount at the start of a text; it ends where the next statement of the bracket begins."""
    ends = None if is_head else _ENDS.search(content)
    piece = content[: ends.start()] if ends else content
    number, unit_won = numbers.parse_money(piece)
    if unit_won is None and default_won is not None:
        number, unit_won = numbers.parse_money(piece, default_won)
    return Amount(number, unit_won, piece, is_stated=unit_won is not None)


@cache
def _marked() -> re.Pattern[str]:
    marks = "|".join(sorted(FUNDING, key=len, reverse=True))
    return re.compile(rf"({marks})\s*[:：]?\s*(?=[△▵]?\d)")
