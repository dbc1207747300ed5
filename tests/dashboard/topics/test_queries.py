"""What the queries answer: the scope that is meant, the rows that are chosen, sums that can be trusted."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest
from sqlalchemy import Connection, Table, func, select

from dashboard.shell import options
from dashboard.shell.filters import Filters
from dashboard.shell.page import View
from dashboard.topics.changes import queries as changes
from dashboard.topics.directions import queries as directions
from dashboard.topics.findings import queries as findings
from dashboard.topics.goals import queries as goals
from dashboard.topics.overview import queries as institution
from dashboard.topics.programs import detail_queries as details
from dashboard.topics.programs import queries as programs
from dashboard.warehouse import reading, scopes, sources, thresholds
from dashboard.warehouse.store import Store
from etl.terms.measures import load_thresholds
from etl.warehouse.connect import writing_engine
from etl.warehouse.schema import document, program
from tests.sample_warehouse import REPORT_2023

FOUNDATION = "서울시여성가족재단"


def _scope(connection: Connection, **chosen: object) -> scopes.Scope:
    found = scopes.resolve(connection, Filters(**chosen)).scope  # type: ignore[arg-type]
    assert found is not None
    return found


def test_without_a_choice_execution_is_shown(connection: Connection) -> None:
    resolution = scopes.resolve(connection, Filters())
    assert resolution.is_default
    assert resolution.filters == Filters()
    assert resolution.scope is not None
    assert (resolution.scope.fiscal_year, resolution.scope.as_of) == (2023, date(2023, 9, 30))


def test_a_chosen_year_is_shown_even_without_execution(connection: Connection) -> None:
    scope = _scope(connection, year=2026)
    assert scope.fiscal_year == 2026
    assert not scope.has_execution


def test_a_direction_decides_its_year(connection: Connection) -> None:
    resolution = scopes.resolve(connection, Filters(direction=f"{FOUNDATION}-2026-1"))
    assert resolution.scope is not None
    assert resolution.scope.fiscal_year == 2026
    assert resolution.problems == ()


@pytest.mark.parametrize(
    ("filters", "key", "reason"),
    [
        (Filters(org="nobody"), "org", "unknown_value"),
        (Filters(year=1999), "year", "unknown_value"),
        (Filters(as_of=date(2023, 1, 1)), "as_of", "unknown_value"),
        (Filters(direction="nothing"), "direction", "unknown_value"),
        (Filters(department="nothing"), "department", "unknown_value"),
        (Filters(year=2023, direction=f"{FOUNDATION}-2026-1"), "direction", "of_another_year"),
    ],
)
def test_what_is_not_in_the_data_is_said_and_left_out(
    connection: Connection, filters: Filters, key: str, reason: str
) -> None:
    resolution = scopes.resolve(connection, filters)
    assert [(p.key, p.reason) for p in resolution.problems] == [(key, reason)]
    assert getattr(resolution.filters, key) is None
    assert resolution.scope is not None


def test_a_subject_wins_over_the_query(connection: Connection) -> None:
    resolution = scopes.resolve(connection, Filters(year=2026), (FOUNDATION, 2023))
    assert resolution.scope is not None
    assert resolution.scope.fiscal_year == 2023
    assert [p.reason for p in resolution.problems] == ["not_of_subject"]


def test_a_rate_over_some_of_the_programmes_is_not_given_as_that_of_all(connection: Connection) -> None:
    found = programs.totals(connection, _scope(connection), Filters())
    assert found["programs"] == 19
    assert found["incomplete"] == 2
    rows = programs.listing(connection, _scope(connection), Filters())
    assert found["budget_won"] == sum(r["current_won"] or 0 for r in rows)
    assert found["spent_won"] == sum(r["executed_won"] or 0 for r in rows)
    assert [found[name] for name in ("execution_rate", "pace_gap", "remaining_won")] == [None, None, None]


def test_a_rate_over_all_programmes_stands_on_the_sums_beside_it(connection: Connection) -> None:
    found = programs.totals(connection, _scope(connection), Filters(status="on_pace"))
    assert found["incomplete"] == 0
    assert (found["current_won"], found["executed_won"]) == (found["budget_won"], found["spent_won"])
    assert found["remaining_won"] == found["budget_won"] - found["spent_won"]
    assert found["execution_rate"] == pytest.approx(100 * found["spent_won"] / found["budget_won"])


def test_filters_compose(connection: Connection) -> None:
    scope = _scope(connection)
    both = Filters(funding="자체", status="behind")
    rows = programs.listing(connection, scope, both)
    assert rows
    assert all("자체" in r["funding"].split("/") and r["status"] == "behind" for r in rows)
    assert any(r["funding"] == "기부/자체" for r in rows)


def test_attention_is_worst_first(connection: Connection) -> None:
    rows = programs.attention(connection, _scope(connection), Filters(), 20)
    assert rows[0]["status"] == "over"
    gaps = [r["own_pace_gap"] for r in rows if r["status"] == "behind"]
    assert gaps == sorted(gaps)


def test_offered_counts_are_what_the_choice_gives(connection: Connection) -> None:
    scope = _scope(connection)
    for chosen in (Filters(), Filters(funding="수탁"), Filters(status="behind", funding="자체")):
        offered = options.options(connection, scope, chosen)
        for name in ("direction", "department", "funding", "status"):
            for option in offered[name]:
                narrowed = replace(chosen, **{name: option.value})
                assert option.count == len(programs.listing(connection, scope, narrowed)) > 0


def test_every_unit_is_offered_under_what_it_stands_in(connection: Connection) -> None:
    for of in ("programs", "goals"):
        offered = options.options(connection, _scope(connection), Filters(), ("department",), of)
        assert {option.count > 0 for option in offered["department"]} <= {True}
    offered = options.options(connection, _scope(connection, year=2026), Filters(), ("department",))
    names = [(*option.above, option.name) for option in offered["department"]]
    assert names[:4] == [
        ("기획조정본부",),
        ("기획조정본부", "경영기획실"),
        ("기획조정본부", "정책연구실"),
        ("기획조정본부", "정책연구실", "여성정책팀"),
    ]
    assert all(name[:-1] in names[:place] for place, name in enumerate(names) if len(name) > 1)


def test_a_chosen_unit_keeps_its_name_where_nothing_is_left_of_it(connection: Connection) -> None:
    chosen = Filters(department=f"{FOUNDATION}-2023-정책사업본부", status="met")
    (option,) = options.options(connection, _scope(connection), chosen, ("department",))["department"]
    assert (option.name, option.count) == ("정책사업본부", 0)


def test_the_scorecard_keeps_the_printed_order(connection: Connection) -> None:
    rows = directions.scorecard(connection, _scope(connection))
    assert [r["position"] for r in rows] == [1, 2, 3, 4, 5]
    assert all(r["remaining_won"] == r["current_won"] - r["executed_won"] for r in rows)


def test_sums_by_direction_follow_the_filters(connection: Connection) -> None:
    scope = _scope(connection)
    chosen = Filters(funding="수탁")
    rows = programs.by_direction(connection, scope, chosen)
    assert sum(r["programs"] for r in rows) == len(programs.listing(connection, scope, chosen))
    assert {r["status"] for r in rows} <= {"behind", "watch", "on_pace", "over"}


def test_an_institution_without_directions_has_its_lines(connection: Connection) -> None:
    scope = _scope(connection, org="일가족양립지원센터")
    rows = institution.budget_parts(connection, scope)
    assert [r["label"] for r in rows] == ["인건비", "사업비", "예비비"]
    assert [r["status"] for r in rows] == ["met", "over", "pending"]


def test_revenue_names_what_cannot_be_read_and_leaves_out_the_parts_of_parts(connection: Connection) -> None:
    rows = institution.revenue(connection, _scope(connection))
    assert len(rows) == 4
    assert rows[0]["collection_rate"] == pytest.approx(72.62, abs=0.01)


def test_the_same_day_of_an_earlier_year_is_comparable(connection: Connection) -> None:
    assert scopes.same_date_before(connection, _scope(connection)) is None
    assert scopes.same_date_before(connection, _scope(connection, year=2026)) is None


def test_elapsed_share_of_the_scope(connection: Connection) -> None:
    assert institution.elapsed_share(connection, _scope(connection)) == pytest.approx(75.0)


def test_goals_and_findings_are_counted_for_what_is_chosen(connection: Connection) -> None:
    scope = _scope(connection)
    assert goals.counts(connection, scope, Filters())["total"] == 10
    assert goals.counts(connection, scope, Filters(direction=f"{FOUNDATION}-2023-2"))["met"] == 2
    chosen = [r["finding_id"] for r in findings.of_direction(connection, scope, f"{FOUNDATION}-2023-2")]
    assert {"sample:2", "sample:3"} <= set(chosen)
    assert "sample:1" not in chosen


def test_changes_lead_both_ways(connection: Connection) -> None:
    before = changes.of_direction(connection, f"{FOUNDATION}-2023-2")
    after = changes.of_direction(connection, f"{FOUNDATION}-2026-2")
    assert {"renamed", "ended"} == {r["change"] for r in before}
    assert {"renamed"} == {r["change"] for r in after}


def test_every_place_has_its_text(connection: Connection) -> None:
    rows = programs.listing(connection, _scope(connection), Filters())
    places = [(r["document_id"], r["line"]) for r in rows]
    found = sources.citations(connection, [*places, (None, 1), ("nowhere", 1)])
    assert set(found) == set(places)
    assert all(citation.raw for citation in found.values())


def test_details_of_a_programme(connection: Connection) -> None:
    subject = f"{FOUNDATION}-2023-2-02"
    assert [r["level"] for r in details.budget_lines(connection, subject)] == ["program", "program_detail"]
    assert len(details.milestones(connection, [subject])) == 3
    assert len(details.outputs(connection, [subject])) == 2
    assert [r["value"] is None for r in details.series(connection, subject)].count(True) == 1
    years = programs.years(connection, FOUNDATION, "디지털성범죄")
    assert [r["fiscal_year"] for r in years] == [2023, 2026]
    assert max(r["share_of_largest"] for r in years) == 100


def test_a_year_is_told_by_its_newest_report_of_a_kind(tmp_path: Path, warehouse_path: Path) -> None:
    path = Path(shutil.copy(warehouse_path, tmp_path / "w.duckdb"))
    engine = writing_engine(path)
    later = "'later' AS document_id, DATE '2023-12-31' AS as_of"
    with engine.begin() as connection:
        for table, more in (
            ("document", ""),
            ("kept.program_execution", ", current_won // 100 AS current_won"),
        ):
            connection.exec_driver_sql(
                f"INSERT INTO {table} SELECT * REPLACE ({later}{more}) FROM {table} WHERE document_id = $1",  # noqa: S608 -- names of this test
                (REPORT_2023,),
            )
    engine.dispose()
    store = Store(path)
    with store.connection() as connection:
        years = programs.years(connection, FOUNDATION, "디지털성범죄")
    store.close()
    assert [(r["fiscal_year"], r["is_newest"]) for r in years] == [(2023, False), (2023, True), (2026, True)]
    # No bar is held against a budget that is not shown.
    assert max(r["share_of_largest"] for r in years if r["is_newest"]) == 100


def test_the_limits_are_those_of_the_warehouse(connection: Connection) -> None:
    assert thresholds.limits(connection) == load_thresholds()


def test_an_answer_is_kept_and_cannot_be_changed(connection: Connection) -> None:
    asked: list[str] = []

    class Counted(TypedDict):
        n: int

    @reading.kept
    def counted(connection: Connection, table: Table) -> Sequence[Counted]:
        asked.append(table.name)
        return reading.rows(connection, select(func.count().label("n")).select_from(table), Counted)

    rows = counted(connection, program)
    assert counted(connection, program) is rows
    assert counted(connection, document) is not rows
    assert asked == ["program", "document"]
    with pytest.raises(TypeError):
        rows[0]["n"] = 0  # type: ignore[index]


def test_a_department_holds_its_units(view_of: Callable[..., View]) -> None:
    view = view_of("programs", "/programs", f"?department={FOUNDATION}-2023-정책개발실")
    rows = programs.listing(view.connection, view.scope, view.filters)
    assert len(rows) == 4
    assert all(row["offices"] == "정책개발실" for row in rows)


@pytest.mark.parametrize("unit", ["2023-정책사업본부", "2026-기획조정본부-정책연구실", "2026-돌봄사업실"])
def test_a_chosen_unit_includes_everything_below_it(view_of: Callable[..., View], unit: str) -> None:
    view = view_of("programs", "/programs", f"?department={FOUNDATION}-{unit}")
    rows = programs.listing(view.connection, view.scope, view.filters)
    runners = programs.run_by(view.connection, view.scope, Filters())
    name = unit.rpartition("-")[2]
    within = {
        program_id
        for program_id, units in runners.items()
        if any(name in (row["division"], row["office"]) for row in units)
    }
    assert {row["program_id"] for row in rows} == within
    assert len(rows) == len(within) > 1
