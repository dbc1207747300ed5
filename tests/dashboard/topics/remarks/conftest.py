"""A warehouse with remarks of three years, and its readers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from dashboard.answers.desk import Desk
from dashboard.answers.store import AnswerStore
from dashboard.answers.workflow import Writer
from dashboard.shell.filters import from_query
from dashboard.shell.page import View
from dashboard.shell.preferences import preferences
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.warehouse.snapshots import Snapshots
from etl import facts
from etl.warehouse.connect import writing_engine
from etl.warehouse.load import build
from etl.warehouse.schema import document
from tests.etl.warehouse import tiny

OFFICE, OTHER = "가꿈실", "나눔실"
AGAIN = {
    2021: "민간위탁 시설의 운영 점검을 강화할 것",
    2022: "민간위탁 시설 운영 점검 강화 필요",
    2023: "민간위탁 시설 운영에 대한 점검을 강화하기 바람",
}
"""What came again in three years, worded by three people."""
ONCE = "난임 지원 사업의 집행률이 낮으므로 대책을 마련할 것"
OTHERS = "돌봄 지원 사업의 집행률이 낮으므로 대책을 마련할 것"
"""Of another year than ONCE, in nearly the same words, and of another subject."""
Open = Callable[..., View]


def reports(*years: int, published: tuple[int, ...] = ()) -> list[facts.Row]:
    """A report a year, with its units, a programme and its remarks."""
    rows: list[facts.Row] = []
    for year in years:
        where: dict[str, Any] = {"document_id": f"d{year}"}
        rows += [
            tiny.document(f"d{year}", date(year, 9, 30)),
            tiny.program(f"o-{year}-p", name="살핌", fiscal_year=year, **where),
            facts.ProgramDepartment(
                program_id=f"o-{year}-p", department_id=f"o-{year}-{OFFICE}", line=5, **where
            ),
            tiny.budget("살핌", level="program", program_id=f"o-{year}-p", current_won=100_000,
                        executed_won=1_000, fiscal_year=year, as_of=date(year, 9, 30), **where),
        ]  # fmt: skip
        rows += [
            facts.Department(
                department_id=f"o-{year}-{office}", organization_id="o", fiscal_year=year, office=office,
                line=2, **where,
            )
            for office in (OFFICE, OTHER)
        ]  # fmt: skip
        rows.append(_remark(year, 30, AGAIN[year], OFFICE, "done" if year == 2021 else "under_way"))
    rows.append(_remark(years[-1], 31, ONCE, OTHER, None))
    rows.append(_remark(years[0], 32, OTHERS, OTHER, "done"))
    return rows


def _remark(year: int, line: int, text: str, unit: str, state: str | None) -> facts.FollowUp:
    return facts.FollowUp(
        document_id=f"d{year}", line=line, raw=text, follow_up_id=f"d{year}:{line}", session="제300회",
        raised_on=date(year, 6, 10), text=text, unit=unit, due_on=date(year, 12, 31),
        action=f"{year}년 조치" if state else None, state=state, evidence="점검 결과 보고",
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AnswerStore]:
    """What nobody has written yet."""
    opened = AnswerStore(f"sqlite:///{tmp_path / 'answers.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def remarks_path(tmp_path: Path) -> Path:
    """The warehouse; the report of 2022 alone is published."""
    path = tmp_path / "remarks.duckdb"
    build(path, tiny.contents(tiny.organization(), *reports(2021, 2022, 2023)))
    engine = writing_engine(path)
    with engine.begin() as connection:
        connection.execute(update(document).values(published=document.c.fiscal_year == 2022))
    engine.dispose()
    return path


@pytest.fixture
def opened(remarks_path: Path, store: AnswerStore) -> Iterator[Open]:
    """Make the view of a page as a reader has it: by role, with the office of a manager."""
    with ExitStack() as stack:
        stack.enter_context(Flask("test").app_context())
        snapshots = stack.enter_context(closing(Snapshots(remarks_path)))
        snapshot = stack.enter_context(snapshots.snapshot())

        def open_(role: str | None, office: str = "", *, search: str = "", code: str = "remarks") -> View:
            router = Router(snapshots, all_pages())
            page = router.page_of(code)
            reading = from_query(search, page.own)
            view, problems, _ = router.view_of(
                snapshot, page, page.path, reading, preferences(None, reading)[0]
            )
            assert view is not None and not problems
            writer = None if role is None else Writer(f"{role}-key", role)
            return replace(view, desk=Desk(store, writer, (f"o/{office}",) if office else ()))

        yield open_
