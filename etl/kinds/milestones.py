"""The planned steps of a programme's page, each with its period: 향후계획, '26 추진계획, 향후추진계획."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from etl import facts
from etl.blocks import Line
from etl.kind import Kind, OfDocument
from etl.korean import patterns, periods, text
from etl.korean.periods import PlannedSpan
from etl.outline.context import Context, ProgramPage
from etl.vocabulary import words

_DIGIT = re.compile(r"\d")
_LONGEST_HEADING = 16
_ALIKE = 0.85


def read(context: Context) -> list[facts.Row]:
    """Return the planned steps of every page."""
    return [row for page in context.pages for row in _read_page(page, context)]


def _read_page(page: ProgramPage, context: Context) -> list[facts.Row]:
    """Return one milestone per planned step; set aside steps without a period, and periods without a step."""
    rows: list[facts.Row] = []
    waiting: Line | None = None
    for line in _plan_lines(page, context.document.as_of):
        spans = periods.planned_spans(line.text)
        labels = _labels(line.text, spans)
        if not spans:
            _leave(waiting, context)
            waiting = line
            continue
        if not labels[0] and waiting is not None:
            labels[0] = _label(waiting.text)
        elif waiting is not None:
            _leave(waiting, context)
        waiting = None
        for label, planned in zip(labels, spans, strict=True):
            if label is None:
                context.set_aside(line.place, line.text[planned.start : planned.end], "period_without_label")
                continue
            rows.append(
                facts.Milestone(
                    document_id=context.document_id,
                    line=line.place.line,
                    page=line.place.page,
                    raw=f"{label} {line.text[planned.start : planned.end]}",
                    program_id=page.program.program_id,
                    label=label,
                    starts_on=planned.span.starts_on,
                    ends_on=planned.span.ends_on,
                )
            )
    _leave(waiting, context)
    return rows


def _plan_lines(page: ProgramPage, as_of: date | None) -> Iterator[Line]:
    """Return the lines of the plan; where its heading is lost, those whose period is still to come."""
    is_plan = False
    for line in page.page.body:
        if _is_heading(line, words("pages", "plans")):
            is_plan = True
        elif patterns.BUDGET_LABEL.search(line.text[:_LONGEST_HEADING]) or _is_heading(
            line, (*words("pages", "results"), *words("pages", "authors"))
        ):
            is_plan = False
        elif is_plan or any(
            as_of is not None and p.span.starts_on > as_of for p in periods.planned_spans(line.text)
        ):
            yield line


def _is_heading(line: Line, endings: tuple[str, ...]) -> bool:
    heading = text.key(line.text)
    return len(heading) <= _LONGEST_HEADING and any(
        heading.endswith(text.key(word)) or text.similarity(heading, word) >= _ALIKE for word in endings
    )


def _labels(content: str, spans: list[PlannedSpan]) -> list[str | None]:
    """Return the step of each period: the text before it, or after it where the line begins with a period."""
    if not spans:
        return []
    edges = [0, *(planned.end for planned in spans)]
    if _label(content[: spans[0].start]):
        pieces = [content[edges[i] : planned.start] for i, planned in enumerate(spans)]
    else:
        starts = [*(planned.start for planned in spans[1:]), len(content)]
        pieces = [content[planned.end : starts[i]] for i, planned in enumerate(spans)]
    return [_label(piece) for piece in pieces]


def _label(piece: str) -> str | None:
    return text.label(text.unmarked(piece))


def _leave(line: Line | None, context: Context) -> None:
    """Set a step without a period aside where it carries a figure; a mere word is no figure."""
    if line is not None and _DIGIT.search(line.text):
        context.set_aside(line.place, line.text[:80], "milestone_without_period")


KIND = Kind("milestones", OfDocument(read), needs=("program_pages",))
