"""Who may do what with an answer, and what becomes of it.

draft -> submitted -> reviewed, or returned to the unit with a remark. Whoever changes the text of one that
was submitted or reviewed begins a draft again; the reviewed version stays what others see until the next one
is reviewed.
"""

from __future__ import annotations

from dataclasses import dataclass

from etl.audience import EVERYTHING, OF_DEPARTMENTS

SAVE, SUBMIT, RETURN, REVIEW = "save", "submit", "return", "review"
ACTS: dict[str, str] = {SAVE: "draft", SUBMIT: "submitted", RETURN: "returned", REVIEW: "reviewed"}
"""Each act, and the state that it leads to."""

WHY: tuple[str, ...] = ("over", "late", "missed", "behind", "reason", "doubted")
"""What an answer is asked for, the gravest first. reason: the council's form asks for one."""

_BY_UNIT = (SAVE, SUBMIT)
_FROM: dict[str, tuple[str | None, ...]] = {
    SAVE: (None, "draft", "submitted", "returned", "reviewed"),
    SUBMIT: (None, "draft", "returned"),
    RETURN: ("submitted", "reviewed"),
    REVIEW: ("submitted",),
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes. key: the digest that stands for the person. role: one of the audience's."""

    key: str
    role: str


def may(role: str | None, act: str, state: str | None, *, runs_it: bool) -> bool:
    """Tell whether a role may do something with an answer in a state; None: it has not been begun.

    runs_it: whether one of the reader's own departments runs what is answered for. An executive may write
    too, since a small institution has nobody else; no manager reviews.
    """
    if state not in _FROM[act]:
        return False
    if role == EVERYTHING.role:
        return True
    return role == OF_DEPARTMENTS and runs_it and act in _BY_UNIT
