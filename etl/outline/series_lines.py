"""Series in lines: figures over years or months that arrows join, under the words before them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from etl import facts
from etl.blocks import Bullet, Line
from etl.korean import numbers, patterns, series_patterns, standing, text
from etl.korean.numbers import Number
from etl.outline import figure_denials
from etl.outline.cells import as_float
from etl.outline.context import Context

_LOOK_BACK = 3
_NEXT_NAME = "),"
_LONGEST_RAW = 200
_LONGEST_NAME = 100
_LONGEST_AFTER = 20
_POINT_END = re.compile(r"[,;()\[\]→⇨⇒➜➡▶<>·]|->|=>")
_CENTURY = 2000
_FURTHEST = 10
"""Years ahead that a report may speak of: two digits beyond them are of another century."""
_OPEN = re.compile(r"(?<![\s(\[:：,\-–'’‘`~])[\s(\[:：,\-–'’‘`~]++$")


@dataclass(frozen=True, slots=True)
class _Point:
    period: str
    figure: Number
    unit: str
    noun: str = ""
    printed: str = ""
    end: int = 0


def read(context: Context) -> list[facts.Row]:
    """Return the points that lines join by arrows, under the words that stand before them."""
    rows: list[facts.Row] = []
    above: list[Line] = []
    for line in context.source.lines:
        if above and line.place.line != above[-1].place.line + 1:
            above = []
        found = (
            []
            if context.is_left(line.place)
            else [*_chains(line.text), *_sides(line.text), *_listed(line.text)]
        )
        for start, points in found:
            if any(int(point.period[:4]) > context.fiscal_year + _FURTHEST for point in points):
                context.set_aside(line.place, line.text[:_LONGEST_RAW], "year_unknown")
                continue
            before = line.text[max(0, start - _LONGEST_RAW) : start]
            # Of two changes in one line the second is named behind the bracket of the first.
            name = _name(before.rpartition(_NEXT_NAME)[2], above, points[0].noun)
            if name is None:
                context.set_aside(line.place, line.text, "label_unreadable")
                continue
            if reason := figure_denials.of_name(name, context):
                context.set_aside(line.place, line.text[start:][:_LONGEST_RAW], reason)
                continue
            if ahead := [point for point in points if _is_ahead(point, line.text, context)]:
                context.set_aside(line.place, " · ".join(point.printed for point in ahead), "planned_figure")
            points = [point for point in points if point not in ahead]
            program = context.program_at(line.place)
            rows.extend(
                facts.SeriesPoint(
                    document_id=context.document_id,
                    line=line.place.line,
                    page=line.place.page,
                    raw=line.text[:_LONGEST_RAW],
                    series=name if point.noun in name else f"{name} {point.noun}",
                    program_id=program.program_id if program else None,
                    period=point.period,
                    value=as_float(point.figure),
                    unit=point.unit,
                )
                for point in points
            )
        for change in series_patterns.CHANGE.finditer(line.text):
            if not any(start <= change.start() for start, _ in found):
                context.set_aside(line.place, change[0], "change_without_year")
        above = [line] if isinstance(line, Bullet) else [*above, line][-_LOOK_BACK:]
    return rows


def _chains(content: str) -> Iterator[tuple[int, list[_Point]]]:
    """Yield the points that arrows or commas join, each with its year, and where the first of them stands.

    What is still to come ('31년 50% 목표') ends a chain and is no point of it.
    """
    joint, comma = series_patterns.JOINT, series_patterns.COMMA
    chain: list[re.Match[str]] = []
    for found in series_patterns.POINT.finditer(content):
        if chain and series_patterns.PLANNED.match(content, found.end()):
            continue
        if _is_inexact(found):
            continue
        is_joined = chain and (
            joint.fullmatch(content, chain[-1].end(), found.start())
            or (
                chain[-1]["year"]
                and found["year"]
                and comma.fullmatch(content, chain[-1].end(), found.start())
            )
        )
        if chain and not is_joined:
            if points := _dated(chain):
                yield chain[0].start(), points
            chain = []
        chain.append(found)
    if points := _dated(chain):
        yield chain[0].start(), points


def _dated(chain: Sequence[re.Match[str]]) -> list[_Point]:
    """Return the points of a chain; none where a period is missing or out of order, or the unit changes.

    What stood before the first printed year ('25개소→25년 61개소') is of no known year: it is no point.
    """
    if len(chain) < 2 or len({found["unit"] for found in chain}) > 1:
        return []
    points: list[_Point] = []
    first = next((i for i, found in enumerate(chain) if found["year"]), 0)
    chain = chain[first:]
    year = None
    for found in chain:
        year = found["year"] or (year if found["month"] else None)
        unit = found["unit"]
        figure = numbers.parse(found["figure"], whole="%" not in unit and "％" not in unit)
        if year is None or numbers.storable(figure).value is None:
            return []
        full = int(year) if len(year) == 4 else _CENTURY + int(year)
        period = f"{full}-{int(found['month']):02}" if found["month"] else f"{full}"
        printed = found.string[found.start("figure") : found.end("unit")]
        points.append(_Point(period, figure, unit, printed=printed, end=found.end()))
    in_order = all(one.period < other.period for one, other in itertools.pairwise(points))
    return points if in_order else []


def _sides(content: str) -> Iterator[tuple[int, list[_Point]]]:
    """Yield the points of lists that an arrow joins, each list under a year in brackets.

    "('30년도) 5개 학교, 4개 마을 → ('31년도) 7개 학교, 21개 마을": the same nouns in one order.
    """
    sides = list(series_patterns.SIDE.finditer(content))
    if len(sides) < 2:
        return
    lists: list[list[_Point]] = []
    for side, after in itertools.zip_longest(sides, sides[1:]):
        stop = after.start() if after else len(content)
        year = int(side["year"]) if len(side["year"]) == 4 else _CENTURY + int(side["year"])
        lists.append(
            [
                _Point(
                    f"{year}",
                    numbers.parse(one["figure"], whole=True),
                    one["unit"],
                    one["noun"].strip(),
                    one[0],
                    one.end(),
                )
                for one in series_patterns.COUNTED.finditer(content, side.end(), stop)
                if not _is_inexact(one)
            ]
        )
    kinds = [[(point.unit, point.noun) for point in points] for points in lists]
    is_same = all(kind == kinds[0] for kind in kinds) and len(set(kinds[0])) == len(kinds[0])
    in_order = all(
        one[0].period < other[0].period for one, other in itertools.pairwise(lists) if one and other
    )
    if kinds[0] and is_same and in_order:
        yield sides[0].start(), [point for points in zip(*lists, strict=True) for point in points]


def _listed(content: str) -> Iterator[tuple[int, list[_Point]]]:
    """Yield the counts of one noun that commas join, each behind its year."""
    chain: list[re.Match[str]] = []
    exact = [x for x in series_patterns.LISTED.finditer(content) if not _is_inexact(x)]
    for found in [*exact, None]:
        is_joined = (
            found is not None
            and chain
            and (found["noun"], found["unit"]) == (chain[-1]["noun"], chain[-1]["unit"])
            and series_patterns.COMMA.fullmatch(content, chain[-1].end(), found.start())
        )
        if chain and not is_joined:
            points = [
                _Point(
                    _year(one),
                    numbers.parse(one["figure"], whole=True),
                    one["unit"],
                    one["noun"].strip(),
                    f"{one['figure']}{one['unit']}",
                    one.end(),
                )
                for one in chain
            ]
            if len(points) > 1 and all(a.period < b.period for a, b in itertools.pairwise(points)):
                yield chain[0].start(), points
            chain = []
        chain += [found] if found is not None else []


def _is_inexact(point: re.Match[str]) -> bool:
    """Tell whether words behind a point, or its noun, say that it is a bound or about so many."""
    behind = patterns.INEXACT_AFTER
    return bool(behind.match(point.string, point.end()) or behind.match(point.string, point.end("unit")))


def _is_ahead(point: _Point, content: str, context: Context) -> bool:
    """Tell whether a point is of a year to come, or the words behind it say that it is planned.

    In a plan of a year that has hardly begun its own year is to come.
    """
    after = content[point.end : point.end + _LONGEST_AFTER]
    bracket = patterns.IN_BRACKETS.match(after.lstrip())
    is_said = bracket is not None and not any(letter.isdigit() for letter in bracket[0])
    behind = bracket[0] if bracket and is_said else _POINT_END.split(after)[0]
    last = (
        context.fiscal_year - 1 if context.is_early_plan and "-" not in point.period else context.fiscal_year
    )
    return int(point.period[:4]) > last or standing.is_unsettled(behind)


def _year(found: re.Match[str]) -> str:
    return found["year"] if len(found["year"]) == 4 else f"{_CENTURY + int(found['year'])}"


def _name(before: str, above: Sequence[Line], noun: str = "") -> str | None:
    """Return the words before the first point, else those of the lines directly above, else the noun.

    Words with a figure of their own are the end of another statement: then the noun names the points. So are
    words in a bracket with the points: '(29~30년 평균 110명→31년 140명)'.
    """
    if noun and any(letter.isdigit() for letter in before):
        return noun
    _, bracket, inner = before.rpartition("(")
    if bracket and ")" not in inner and any(letter.isalnum() for letter in inner):
        return None
    name = text.label(_OPEN.sub("", before)) or text.label(" ".join(line.text for line in above))
    return name[-_LONGEST_NAME:].strip() if name else None
