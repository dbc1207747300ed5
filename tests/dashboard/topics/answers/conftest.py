"""Readers of the sample warehouse, each with a desk of answers that nobody has written yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.answers.desk import Desk
from dashboard.answers.store import AnswerStore
from dashboard.answers.workflow import Writer
from dashboard.shell.page import View


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AnswerStore]:
    """Answers of nobody yet."""
    opened = AnswerStore(f"sqlite:///{tmp_path / 'answers.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def seen_by(view_of: Callable[..., View], store: AnswerStore) -> Callable[..., View]:
    """Make the view of a reader: by role, with the departments of a manager; no role, no writing."""

    def make(
        role: str | None, *departments: str, search: str = "", code: str = "answers", path: str = "/answers"
    ) -> View:
        writer = None if role is None else Writer(f"{role}-key", role)
        return replace(view_of(code, path, search), desk=Desk(store, writer, departments))

    return make
