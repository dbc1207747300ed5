"""Who may do what with an answer: every role, act and state."""

from __future__ import annotations

import pytest

from dashboard.answers.workflow import ACTS, RETURN, REVIEW, SAVE, SUBMIT, may

STATES = (None, "draft", "submitted", "returned", "reviewed")
OF_WRITERS = {
    None: {SAVE, SUBMIT},
    "draft": {SAVE, SUBMIT},
    "submitted": {SAVE},
    "returned": {SAVE, SUBMIT},
    "reviewed": {SAVE},
}
OF_REVIEWERS = {
    None: set(),
    "draft": set(),
    "submitted": {RETURN, REVIEW},
    "returned": set(),
    "reviewed": {RETURN},
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_a_manager_writes_what_the_own_departments_run(act: str, state: str | None) -> None:
    assert may("manager", act, state, runs_it=True) == (act in OF_WRITERS[state])
    assert not may("manager", act, state, runs_it=False)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_an_executive_reviews_what_is_submitted_and_may_write(act: str, state: str | None) -> None:
    allowed: set[str] = OF_WRITERS[state] | OF_REVIEWERS[state]  # type: ignore[assignment]
    for runs_it in (True, False):
        assert may("executive", act, state, runs_it=runs_it) == (act in allowed)


@pytest.mark.parametrize("role", ["council", "loader", "", None])
def test_nobody_else_may_do_anything(role: str | None) -> None:
    assert not any(may(role, act, state, runs_it=True) for act in ACTS for state in STATES)
