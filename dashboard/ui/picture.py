"""A chart that is to leave the product: its values, its texts, and what it is a view of; not how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar from zero to 100 %. rate, pace: in percent; None where there is none.

    status: the code that colours it; mark and said: its shape and word. before, after: the figures on either
    side of the bar, under the heads of its `Bars`. depth: how far it stands in. course: small columns, a year
    each; chosen: which of them is the year shown.
    """

    name: str
    rate: float | None
    rate_text: str
    pace: float | None = None
    status: str = "plain"
    mark: str = ""
    said: str = ""
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    depth: int = 0
    course: Sequence[float | None] = ()
    chosen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Bars that belong together. heading: of what; note: what is said beside it."""

    bars: Sequence[Bar]
    heading: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars under their heads. pace_text: what the line across them says. ends: what zero and the end are."""

    groups: Sequence[Group]
    head: str
    bar_head: str
    rate_head: str
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    status_head: str = ""
    course_head: str = ""
    pace_text: str = ""
    ends: tuple[str, str] = ("0", "100%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A period with its columns. note: the date that the figures stand for, where the period is not over."""

    label: str
    plan: float | None = None
    actual: float | None = None
    plan_text: str = ""
    actual_text: str = ""
    above: str = ""
    note: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Columns from zero over periods. The names are those of the legend; empty: what a gap is called."""

    slots: Sequence[Slot]
    plan_name: str = ""
    actual_name: str = ""
    partial_name: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of a budget as high as it is large. size: in won. rate: of it executed, in percent."""

    name: str
    amount: str
    size: int
    rate: float | None
    rate_text: str
    status: str = "plain"
    mark: str = ""
    is_readable: bool = True
    parts: Sequence[Block] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """A whole with its parts beside it. marks: the statuses in it with their shapes and words.

    unnamed: what stands before the names of the parts that are too low to hold theirs.
    """

    whole: Block
    marks: Sequence[tuple[str, str, str]] = ()
    unnamed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A planned step. begins, ends: as shares of the year, within it."""

    name: str
    period: str
    begins: float
    ends: float
    is_past: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Steps under the months of a year. today: the date shown as a share of the year; None outside of it."""

    steps: Sequence[Step]
    months: Sequence[str]
    today: float | None = None
    today_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """sentence: what it shows, for those who do not see it too. notes: how to read it.

    statement: what it is a view of: institution, date, filters, unit, documents.
    """

    title: str
    sentence: str
    shape: Bars | Columns | Blocks | Timeline
    statement: Sequence[str]
    notes: Sequence[str] = ()
    language: str = "ko"
