"""Goals over the years: a reviewed line leads to one printed figure, or to none."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl import reviewed
from etl.facts import FactError, Output, SeriesPoint
from etl.indicator_links import indicator_links
from tests.etl.warehouse.tiny import DOCUMENT, goal

HEADER = "organization,year,goal,earlier_kind,earlier_year,earlier_name,reason,reason_en\n"


def _links(folder: Path, line: str, *values: float, unit: str = "명") -> list[dict[str, object]]:
    (folder / "indicator_link.csv").write_text(f"{HEADER}{line}\n", encoding="utf-8")
    outputs = [
        Output(
            document_id=DOCUMENT, line=40 + number, fiscal_year=2022, label="시민 참여",
            value=value, unit=unit,
        )
        for number, value in enumerate(values)
    ]  # fmt: skip
    point = SeriesPoint(
        document_id=DOCUMENT, line=50, series="지원 건수", period="2022", value=9.0, unit="명"
    )
    goals = [goal(name="참여 인원", unit="명", fiscal_year=2023)]
    return indicator_links(reviewed.read(folder), {DOCUMENT: "o"}, goals, outputs, [point])


@pytest.mark.parametrize(
    ("line", "reached"),
    [
        ("o,2023,참여 인원,output,2022,시민참여,사유,why", (8.0, 40)),
        ("o,2023,참여인원,series,2022,지원 건수,사유,why", (9.0, 50)),
        ("o,2023,참여 인원,output,2021,시민 참여,사유,why", None),
        ("o,2023,참여 인원,goal,2022,시민 참여,사유,why", None),
        ("other,2023,참여 인원,output,2022,시민 참여,사유,why", None),
        ("o,2024,참여 인원,output,2022,시민 참여,사유,why", None),
    ],
)
def test_a_line_leads_to_what_was_reached(
    tmp_path: Path, line: str, reached: tuple[float, int] | None
) -> None:
    links = _links(tmp_path, line, 8.0, 8.0)
    assert [(one["earlier_actual"], one["earlier_line"]) for one in links] == ([reached] if reached else [])


def test_another_unit_is_another_thing(tmp_path: Path) -> None:
    assert _links(tmp_path, "o,2023,참여 인원,output,2022,시민 참여,사유,why", 8.0, unit="회") == []


def test_figures_that_differ_are_refused(tmp_path: Path) -> None:
    with pytest.raises(
        FactError, match=r"indicator_link\.csv: '시민 참여' of 2022 leads to figures that differ"
    ):
        _links(tmp_path, "o,2023,참여 인원,output,2022,시민 참여,사유,why", 8.0, 9.0)


def test_a_kind_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(FactError, match=r"line 2: earlier_kind is 'guess'"):
        _links(tmp_path, "o,2023,참여 인원,guess,2022,시민 참여,사유,why", 8.0)
