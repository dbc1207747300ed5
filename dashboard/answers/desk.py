"""Who reads and writes answers in the request under way, and what of them that reader may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from dashboard.answers.answers import Answer, Text, Version
from dashboard.answers.store import AnswerStore
from dashboard.answers.workflow import Writer, may
from etl.audience import EVERYTHING, OF_DEPARTMENTS, units_meant


@dataclass(frozen=True, slots=True)
class Desk:
    """The answers as one reader has them.

    writer: None where the reader may not write at all. departments: a manager's own, as the audience has
    them.
    """

    store: AnswerStore
    writer: Writer | None = None
    departments: tuple[str, ...] = ()

    @property
    def sees_all(self) -> bool:
        """Whether everything that is written is shown to the reader."""
        return self.writer is not None and self.writer.role == EVERYTHING.role

    def of_everybody(self) -> Desk:
        """Return what anybody may see, whoever the reader is."""
        return Desk(self.store)

    def own(self, units: Iterable[tuple[str, str, int, tuple[str, ...]]]) -> frozenset[str]:
        """Return the units that stand in the reader's departments. units: as `units_meant` takes them."""
        return frozenset(units_meant(self.departments, units)) if self.departments else frozenset()

    def may(self, act: str, answer: Answer | None, *, runs_it: bool) -> bool:
        """Tell whether the reader may do something with an answer, or with what has none yet."""
        state = None if answer is None else answer.newest.state
        return self.writer is not None and may(self.writer.role, act, state, runs_it=runs_it)

    def sees(self, answer: Answer, *, runs_it: bool, is_published: bool) -> Sequence[Version]:
        """Return the versions that the reader may see, oldest first.

        Who writes or reviews it sees all; everybody else the reviewed one, once its report is published, and
        without what the reviewer said to the unit.
        """
        if self.is_theirs(runs_it=runs_it):
            return answer.versions
        reviewed = answer.reviewed if is_published else None
        return () if reviewed is None else (replace(reviewed, text=replace(reviewed.text, remark="")),)

    def is_theirs(self, *, runs_it: bool) -> bool:
        """Tell whether the reader writes or reviews what is answered for."""
        return self.sees_all or (self.writer is not None and self.writer.role == OF_DEPARTMENTS and runs_it)


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What a reader wrote that was not kept, to be given back with the reason.

    key: the kind and the key of the subject. why: 'edited' (somebody else wrote meanwhile), 'too_long',
    'no_day', 'incomplete' (submitted without reason or plan), 'not_allowed', 'away' (the database), 'unknown'
    (no such subject any more).
    """

    key: tuple[str, str]
    text: Text
    why: str


def runs(unit_ids: Collection[str], own: Collection[str]) -> bool:
    """Tell whether one of a reader's own units is among those that a subject stands under."""
    return not set(unit_ids).isdisjoint(own)
