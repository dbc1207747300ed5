"""What each line of a table of money is: total, section, direction, task, programme, cost item, object.

Sums place the lines (`etl.tables.tree`); names say what a placed line is. Where sums do not place a line, its
institution's mapping may say under which label it stands; else it stays flat.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from etl import facts
from etl.korean import patterns, text
from etl.mappings import LabelLevel
from etl.outline.context import Context
from etl.outline.lines import Line
from etl.vocabulary import Account, accounts, is_one_of, pairs, words

_OBJECT_CODE = re.compile(r"^\d{3}(?:-\d{2})?\s+(?=[가-힣])")
_LEVEL_WORD = re.compile(r"^([가-힣]{2,6})\s?[:：]\s?(?=\S)")
_ALIKE = 0.805


def name_levels(
    lines: Sequence[Line], side: str, context: Context, others: Sequence[str] = (), *, is_program_list: bool
) -> None:
    """Give every line its level, its category and, where it names one, its direction and task.

    others: the labels of the whole table, among which a misread one has its right spelling.
    """
    for line in lines:
        _name(line, side, context, others, is_program_list=is_program_list)
    own = [level for level in context.levels if level.side == side]
    known = {level.category: level for level in own}
    by_word = {text.key(word): level.category for level in own for word in level.words}
    for line in lines:
        line.mapped = line.category if line.category in known else _mapped(line, by_word)
    _place_by_label(lines, known)
    is_flat = not any(line.is_total_word or line.parent is not None for line in lines)
    unsure = {
        one.index
        for one, below in pairwise(lines)
        if is_program_list and one.mapped is None and _may_hold(one, below)
    }
    for line in lines:
        if line.level == "":
            line.level = (
                "item"
                if line.index in unsure
                else _level(line, known, is_program_list=is_program_list, is_flat=is_flat)
            )
    if side == "expenditure":
        for line in lines:
            _inherit(line)
            if line.level == "task":
                line.task_id = _task(line, context)


def _name(line: Line, side: str, context: Context, others: Sequence[str], *, is_program_list: bool) -> None:
    if line.is_entered:
        return
    if line.label and _OBJECT_CODE.match(line.label):
        line.level, line.label = "cost_item", _OBJECT_CODE.sub("", line.label)
        return
    if line.label and (level := level_word(line.label)) is not None:
        line.level, line.label = level, _LEVEL_WORD.sub("", line.label, count=1).strip()
        return
    direction = _direction(line, context) if side == "expenditure" else None
    if direction is not None:
        line.level, line.label, line.direction_id = "direction", direction.name, direction.direction_id
        return
    account = _account(line, side, context, is_exact=is_program_list)
    if account is None and line.label and not is_program_list:
        line.label = context.likelier_spelling(line.label, others)
    if account is not None:
        line.account = account
        line.category = account.code
        known = {text.key(word): word for word in account.words}
        if text.key(line.label or "") not in known:
            line.label = next(
                (known[k] for n in line.spellings if (k := text.key(n)) in known), account.words[0]
            )


def _direction(line: Line, context: Context) -> facts.StrategicDirection | None:
    found = (context.direction_named(name) for name in line.spellings)
    return next((direction for direction in found if direction), None)


def _account(line: Line, side: str, context: Context, *, is_exact: bool) -> Account | None:
    """Return the standard label that a line prints, exactly or up to a misread letter.

    A misreading stands once: what the document prints in several places is a name of its own.
    """
    known = accounts(side)
    for name in line.spellings:
        wanted = text.key(name)
        for account in known:
            if wanted in map(text.key, account.words):
                return account
    if is_exact or not line.is_torn:
        return None
    for name in line.spellings:
        if context.cell_counts[text.key(name)] > 1:
            continue
        spelled = [
            (word, account)
            for account in known
            for word in account.words
            if len(text.key(word)) > 2 and abs(len(text.key(word)) - len(text.key(name))) <= 1
            if not text.is_told_apart(text.key(word), text.key(name))
        ]
        index = text.closest(name, [word for word, _ in spelled], _ALIKE)
        if index is not None:
            return spelled[index][1]
    return None


def _mapped(line: Line, by_word: Mapping[str, str]) -> str | None:
    """Return the category of the mapped label that a line prints, be it a standard one or not."""
    return next((by_word[key] for name in line.spellings if (key := text.key(name)) in by_word), None)


def _place_by_label(lines: Sequence[Line], known: Mapping[str, LabelLevel]) -> None:
    """Place what sums did not: under the line that the institution's mapping names as its whole.

    It is the nearest above; where none stands there, the only one below.
    """
    latest: dict[str, Line] = {}
    for line in lines:
        if line.mapped is None:
            continue
        if line.parent is None and line.mapped != "total":
            wholes = _ancestors(line.mapped, known)
            above = next((latest[code] for code in wholes if code in latest), None)
            whole = above or next((one for code in wholes for one in _only(code, lines)), None)
            if whole is not None and not _is_over(line, whole):
                line.put_under(whole, is_proved=False)
        latest[line.mapped] = line


def _only(category: str, lines: Sequence[Line]) -> list[Line]:
    found = [line for line in lines if line.mapped == category]
    return found if len(found) == 1 else []


def _is_over(line: Line, other: Line) -> bool:
    """Tell whether a line is another one, or above it."""
    above: Line | None = other
    while above is not None and above is not line:
        above = above.parent
    return above is line


def _ancestors(category: str, known: Mapping[str, LabelLevel]) -> list[str]:
    """Return the categories that one may be a part of, nearest first; a table need not print each."""
    found: list[str] = []
    level = known.get(category)
    while level is not None and level.parent is not None and level.parent not in found:
        found.append(level.parent)
        level = known.get(level.parent)
    return found


def _level(line: Line, known: Mapping[str, LabelLevel], *, is_program_list: bool, is_flat: bool) -> str:
    """Return the level of a line. is_flat: whether its table prints no sums, so that no line is above
    another."""
    mapped = known.get(line.mapped) if line.mapped else None
    if line.parent is None and line.is_total_word and not is_subtotal(line.label or ""):
        return "total"
    if mapped is not None and mapped.level != "total":
        return mapped.level
    above = line.parent
    if is_program_list and not line.children and _is_staff_of(line.label):
        return "cost_item"
    if above is not None and above.level == "direction":
        return "task" if line.children or not is_program_list else "program"
    if line.children:
        return "section"
    if line.is_total_word:
        return "section"
    if is_program_list and (line.parent is not None or is_flat):
        # What every institution calls a cost is none of its programmes.
        return "program" if line.account is None else "cost_item"
    held = known.get(above.mapped) if above is not None and above.mapped else None
    if held is not None and held.holds not in (None, "direction"):
        return str(held.holds)
    return "cost_item" if _is_cost(line.label) else "item"


def _may_hold(line: Line, below: Line) -> bool:
    """Tell whether a placed line may be the whole of the unplaced ones below it, whose sum then fails."""
    return (
        line.parent is not None
        and not line.children
        and below.parent is None
        and not below.children
        and not below.is_total_word
    )


def _is_cost(label: str | None) -> bool:
    return label is not None and text.key(label).endswith(tuple(words("money", "cost_endings")))


def _is_staff_of(label: str | None) -> bool:
    """Tell whether a label is of those who work on what stands in brackets behind it: 지원인력(문화 확산)."""
    word, bracket, work = (label or "").strip().partition("(")
    return bool(bracket) and work.endswith(")") and text.key(word) in map(text.key, words("money", "staff"))


def _inherit(line: Line) -> None:
    above = line.parent
    while above is not None and line.direction_id is None:
        line.direction_id = above.direction_id
        above = above.parent
    if line.task_id is None and line.parent is not None:
        line.task_id = line.parent.task_id


def _task(line: Line, context: Context) -> str | None:
    """Return the task that a line names under its direction: a known one, or the next one of it."""
    if line.label is None or line.direction_id is None:
        return None
    return context.task_under(line.direction_id, line.label, line.row.place).task_id


def level_word(label: str) -> str | None:
    """Return the level that a word before a colon gives a label: 'programme: …'; None where there is none."""
    marked = _LEVEL_WORD.match(label)
    return dict(pairs("money", "levels")).get(marked[1]) if marked else None


def is_subtotal(label: str) -> bool:
    """Tell whether a label is, or ends with, the word for a sum within a whole."""
    key = patterns.FORMULA_OF_HEADING.sub("", text.key(label))
    return key.endswith(tuple(text.key(word) for word in words("money", "subtotal")))


def is_total(label: str) -> bool:
    """Tell whether a label is a word for a sum, or ends with one."""
    totals = words("money", "roles", "total")
    return is_one_of(label, totals) or text.key(label).endswith(
        tuple(text.key(word) for word in totals if len(word) > 1)
    )
