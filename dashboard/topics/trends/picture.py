"""A subject over the years as a picture: as it stands in its panel, or alone."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.page import View
from dashboard.shell.picture import picture
from dashboard.topics.changes.section import SHAPES
from dashboard.topics.trends.panel import slots_of, told, trend_sentence
from dashboard.topics.trends.queries import Subject
from dashboard.ui.charts import columns
from dashboard.ui.picture import Columns, Picture, Slot
from dashboard.ui.rows import Row


def trend_picture(view: View, subject: Subject, run: Sequence[str]) -> Picture:
    """Return the picture. run: the periods of its axis."""
    words = view.words
    bases = {point.basis for point in subject.points}
    is_partial = any(point.is_partial for point in subject.points)
    title = words("trends.choice", kind=words(f"trends.{subject.kind}_short"), name=subject.name)
    shape = Columns(
        slots=columns_of(slots_of(view, subject, run)),
        plan_name=words(f"basis.{subject.noun}_plan") if "plan" in bases else "",
        actual_name=words(f"basis.{subject.noun}_actual") if "actual" in bases else "",
        partial_name=words("trends.partial") if is_partial else "",
        empty=words("trends.no_report"),
    )
    units = sorted({point.unit for point in subject.points if point.unit})
    unit = words("picture.unit", unit=", ".join(units)) if units else ""
    note = words(f"trends.{subject.kind}_note")
    became = [_became(view, row) for row in told(subject)]
    sentence = trend_sentence(view, subject, run)
    places = [point.place for point in subject.points]
    return picture(view, title, sentence, shape, *became, unit, note, places=places)


def _became(view: View, row: Row) -> str:
    """How it became what it is, as the panel says it."""
    words = view.words
    reason = row["reason_en"] if words.language != "ko" and row["reason_en"] else row["reason"]
    before = row["from_name"] if row["from_name"] != row["to_name"] else None
    change = row["change"]
    parts = [f"{SHAPES[change]} {words(f'change.{change}')}"]
    if before is not None:
        parts.append(f"{words('trends.from_name')} {before}")
    return " · ".join([*parts, *([reason] if reason else [])])


def columns_of(slots: Sequence[columns.Slot]) -> list[Slot]:
    """Return the columns of a page's chart for a picture."""
    return [
        Slot(
            label=slot.label or slot.period,
            plan=slot.plan,
            actual=slot.actual,
            plan_text=slot.plan_text,
            actual_text=slot.actual_text,
            above=slot.above,
            note=slot.note,
            is_chosen=slot.is_chosen,
        )
        for slot in slots
    ]
