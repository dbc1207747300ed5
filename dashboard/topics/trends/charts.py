"""The pictures of trends: the subjects of a kind on one axis, and one subject alone."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.doubt import signed
from dashboard.shell.page import View
from dashboard.topics.trends.queries import Point, Subject
from dashboard.topics.trends.wording import label_text, slots_of, trend_sentence, value_text, what_moved
from dashboard.ui.charts.chart import Chart
from dashboard.ui.charts.columns import columns
from dashboard.ui.charts.lines import Line, Mark, lines
from dashboard.ui.charts.theme import hover, plain
from dashboard.ui.source_note import place

_FEWEST = 2


def kind_chart(
    view: View, kind: str, found: Sequence[Subject], run: Sequence[str], sentence: str
) -> Chart | None:
    """Return the subjects of a kind on one axis; None where units are unlike, or it is alone."""
    units = {point.unit for subject in found for point in subject.points}
    if units != {None} or len(found) < _FEWEST:
        return None
    words = view.words
    shown = [_line(view, subject) for subject in found]
    marks = [mark for line in shown for mark in line.marks]
    notes = [("lines.actual", any(not mark.is_plan for mark in marks))]
    notes += [("lines.partial", any(mark.is_partial for mark in marks))]
    notes += [("lines.gaps", any(_is_across(mark, run) for mark in marks))]
    notes += [("lines.apart", any(not point.is_comparable for s in found for point in s.points))]
    notes += [("doubt.note", any(_is_doubted(subject) for subject in found))]
    return Chart(
        code=f"trends:{kind}",
        title=words("picture.about", about=words("trends.title"), title=words(f"trends.{kind}")),
        sentence=sentence,
        figure=lines(
            shown,
            run,
            write=lambda value: view.format.short(int(value)),
            empty=words("trends.no_report"),
        ),
        notes=[words(key) for key, is_so in notes if is_so],
    )


def subject_chart(view: View, subject: Subject, run: Sequence[str]) -> Chart:
    """Return a subject over the periods of its axis."""
    words = view.words
    bases = {point.basis for point in subject.points}
    units = sorted({point.unit for point in subject.points if point.unit})
    return Chart(
        code=subject.code,
        title=words("trends.choice", kind=words(f"trends.{subject.kind}_short"), name=subject.name),
        sentence=trend_sentence(view, subject, run),
        figure=columns(
            slots_of(view, subject, run),
            empty=words("trends.no_report"),
            plan=words(f"basis.{subject.noun}_plan") if "plan" in bases else "",
            actual=words(f"basis.{subject.noun}_actual") if "actual" in bases else "",
            height=320,
        ),
        notes=[
            words("trends.partial_hatched") if any(point.is_partial for point in subject.points) else "",
            words("picture.unit", unit=", ".join(units)) if units else "",
            words("doubt.note") if _is_doubted(subject) else "",
        ],
    )


def _is_doubted(subject: Subject) -> bool:
    return any(point.doubt is not None for point in subject.points)


def _is_across(mark: Mark, run: Sequence[str]) -> bool:
    """Whether the figure before, that it is joined to, stands beyond a missing period."""
    return mark.joins in run and run.index(mark.period) - run.index(mark.joins) > 1


def _line(view: View, subject: Subject) -> Line:
    known = [point for point in subject.points if point.value is not None]
    newest = max(known, key=lambda point: (point.period, point.basis == "plan"))
    citations = view.citations(point.place for point in known)

    def said(point: Point) -> str:
        cited = citations.get(point.place)
        return hover(
            f"<b>{plain(subject.name)}</b>",
            plain(
                view.words(
                    f"trends.{subject.noun}_{point.basis}",
                    period=point.period,
                    value=value_text(view, point, is_spoken=True),
                )
            ),
            signed(view, view.words("doubt.name"), point.doubt) if point.doubt is not None else "",
            plain(what_moved(view, point)),
            view.format.as_of(point.as_of),
            plain(place(cited, view.words)) if cited else "",
        )

    return Line(
        name=subject.name,
        newest=label_text(view, newest),
        address=view.link_own("/trends", subject=subject.code),
        marks=[
            Mark(
                period=point.period,
                value=point.value or 0.0,
                hover=said(point),
                is_plan=point.basis == "plan",
                is_partial=bool(point.is_partial),
                joins=point.previous if point.is_comparable else None,
            )
            for point in known
        ],
    )
