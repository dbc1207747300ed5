"""A load makes anew what changed, and ends in the same rows as one that makes everything anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from etl import corrections, fact_folder, facts, pipeline, reviewed
from etl.audience import COUNCIL, Audience
from etl.facts import FactError
from etl.warehouse import load
from etl.warehouse.load import LoadError
from tests.etl.warehouse.tiny import budget, direction, document, goal, program

OWNERS = ("가람재단", "나래센터", "다온연구원")
YEARS = (2021, 2022, 2023)
LINEAGE = "organization,kind,from_year,from_name,to_year,to_name,confidence,comparable,reason,reason_en\n"


def rows_of(owner: str, year: int, won: int) -> tuple[str, list[facts.Row]]:
    """Return a report of an institution: a total that its programmes do not add up to, and a goal."""
    name = f"{owner}-{year}"
    at: dict[str, object] = {"document_id": name, "line": 3}
    of: dict[str, object] = {**at, "fiscal_year": year, "as_of": date(year, 9, 30)}
    told = document(name, date(year, 9, 30))
    rows: list[facts.Row] = [
        facts.Organization(organization_id=owner, name=owner, document_id=name, line=1),
        facts.Document(**{**_values(told), "organization_id": owner, "sha256": f"{won:064x}"}),
        direction(f"{name}-1", organization_id=owner, fiscal_year=year, name=f"돌봄 {year}", **at),
        budget("총계", budget_line_id=f"{name}-0", level="total", current_won=won * 3_000, **of),
        goal(indicator_result_id=f"{name}-g", direction_id=f"{name}-1", target=9.0, actual=won % 11, **of),
    ]
    for number, label in enumerate(("돌봄 지원", "상담"), 1):
        own = f"{name}-p{number}"
        rows += [
            program(own, organization_id=owner, fiscal_year=year, name=label, direction_id=f"{name}-1", **at),
            budget(
                label, budget_line_id=f"{name}-{number}", level="program", program_id=own,
                direction_id=f"{name}-1", current_won=won * 1_000, executed_won=won * 400, **of,
            ),
        ]  # fmt: skip
    return name, rows


def _values(row: facts.Row) -> dict[str, object]:
    return {column.name: getattr(row, column.name) for column in facts.columns(type(row))}


class House:
    """A folder of facts and its warehouse."""

    def __init__(self, folder: Path) -> None:
        self.facts = folder / "facts"
        self.warehouse = folder / "w.duckdb"

    def put(self, owner: str, year: int, won: int) -> None:
        name, rows = rows_of(owner, year, won)
        fact_folder.write({name: rows}, self.facts)

    def load(self, *audiences: Audience, is_whole: bool = False) -> pipeline.Built:
        return pipeline.build_warehouse(self.facts, self.warehouse, audiences=audiences, is_whole=is_whole)

    def differs(self) -> list[str]:
        return [one.table for one in pipeline.verify(self.facts, self.warehouse)]

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.sql(sql).fetchall()


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Three institutions, two reports each, loaded."""
    made = House(tmp_path)
    for owner in OWNERS:
        for year in YEARS[:2]:
            made.put(owner, year, year % 100)
    made.load()
    return made


def test_one_more_report_makes_its_institution_anew_and_no_other(house: House) -> None:
    house.put(OWNERS[1], 2023, 77)
    built = house.load()
    assert (built.changed, built.result.documents) == ({OWNERS[1]}, 7)
    sql = (
        "SELECT fiscal_year, current_won FROM institution_summary"
        " WHERE organization_id = '나래센터' AND scope = 'expenditure' ORDER BY 1"
    )
    assert house.ask(sql) == [(2021, 63_000), (2022, 66_000), (2023, 231_000)]
    # The programme of the same name goes on in the new year.
    assert house.ask("SELECT count(DISTINCT lineage_id) FROM program WHERE organization_id = '나래센터'") == [
        (2,)
    ]
    assert house.differs() == []


def test_a_load_of_what_was_loaded_makes_nothing_anew(house: House) -> None:
    assert house.load().changed == set()
    assert house.differs() == []


def _replaced(house: House) -> None:
    house.put(OWNERS[0], 2022, 91)


def _taken_away(house: House) -> None:
    fact_folder.remove(f"{OWNERS[0]}-2021", house.facts)


def _edited_by_hand(house: House) -> None:
    path = house.facts / f"{OWNERS[0]}-2022" / "budget_line.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("66000", "67000"), encoding="utf-8")


def _corrected(house: House) -> None:
    head = ",".join(corrections.HEADER)
    line = f"{OWNERS[0]}-2022,budget_line,3,current_won,총계,66000,68000,오기,reviewer,2026-01-02"
    (house.facts / corrections.FILE).write_text(f"{head}\n{line}\n", encoding="utf-8")


def _declared(house: House) -> None:
    content = reviewed.declared(None, f"{OWNERS[0]}-2022", f"{22:064x}", is_published=True)
    (house.facts / reviewed.PUBLISHED).write_bytes(content)


def _linked(house: House) -> None:
    line = f"{OWNERS[0]},direction,2021,돌봄 2021,2022,돌봄 2022,high,yes,같은 사업,The same.\n"
    (house.facts / "lineage.csv").write_text(LINEAGE + line, encoding="utf-8")


@pytest.mark.parametrize("change", [_replaced, _taken_away, _edited_by_hand, _corrected, _declared, _linked])
def test_what_changes_one_institution_makes_that_one_anew(
    house: House, change: Callable[[House], None]
) -> None:
    before = house.ask("SELECT * FROM institution_digest ORDER BY 1")
    change(house)
    assert house.load().changed == {OWNERS[0]}
    assert [
        row for row in house.ask("SELECT * FROM institution_digest ORDER BY 1") if row in before
    ] == before[1:]
    assert house.differs() == []


def test_an_institution_that_goes_leaves_no_row(house: House) -> None:
    for year in YEARS[:2]:
        fact_folder.remove(f"{OWNERS[2]}-{year}", house.facts)
    assert house.load().changed == set()
    assert house.ask("SELECT count(*) FROM kept.yearly_trend WHERE organization_id = '다온연구원'") == [(0,)]
    assert house.differs() == []


def test_other_themes_make_every_institution_anew(house: House) -> None:
    (house.facts / "themes.csv").write_text(
        "theme_id,position,name,name_en\ncare,1,돌봄,Care\n", encoding="utf-8"
    )
    assert house.load().changed == set(OWNERS)
    assert house.differs() == []


def test_a_report_of_a_day_to_come_is_made_anew_until_the_day_has_come(house: House) -> None:
    ahead = date.today() + timedelta(days=400)  # noqa: DTZ011 -- any day far ahead
    house.put(OWNERS[1], ahead.year, 5)
    assert house.load().changed == {OWNERS[1]}
    assert house.load().changed == {OWNERS[1]}
    assert house.ask("SELECT count(*) FROM finding WHERE check_name = 'date_doubtful'") != [(0,)]


def test_two_institutions_with_programmes_of_one_name_do_not_merge(house: House) -> None:
    line = "{},program,2021,돌봄 지원,2022,돌봄 지원,high,yes,같은 사업,The same.\n"
    text = LINEAGE + "".join(line.format(owner) for owner in OWNERS)
    (house.facts / "lineage.csv").write_text(text, encoding="utf-8")
    house.load()
    assert house.ask("SELECT DISTINCT change FROM succession WHERE from_name = '돌봄 지원'") == [("same",)]


def test_a_load_that_was_overtaken_is_not_published(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.put(OWNERS[1], 2023, 77)
    build = load.build
    other = House(house.warehouse.parent)

    def overtaken(path: Path, changes: load.Changes, **more: object) -> load.LoadResult:
        monkeypatch.setattr(pipeline, "build", build)
        other.load()
        return build(path, changes, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "build", overtaken)
    with pytest.raises(LoadError, match="another load was published meanwhile"):
        house.load()
    assert house.differs() == []


def test_a_damaged_warehouse_is_made_anew(house: House) -> None:
    with house.warehouse.open("r+b") as file:
        file.truncate(5_000)
    assert house.load().changed == set(OWNERS)
    assert house.differs() == []


def test_verify_names_what_a_whole_load_would_not_make(house: House) -> None:
    with duckdb.connect(str(house.warehouse)) as connection:
        connection.execute("UPDATE budget_line SET current_won = 1 WHERE budget_line_id = '가람재단-2021-1'")
    (found,) = pipeline.verify(house.facts, house.warehouse)
    assert (found.table, found.first, found.second) == ("budget_line", 1, 1)


def _steps(seed: int) -> Iterator[tuple[str, str, int, int]]:
    chance = random.Random(seed)  # noqa: S311 -- a history, not a secret
    while True:
        what = chance.choice(("put", "put", "put", "take", "declare", "correct"))
        yield what, chance.choice(OWNERS), chance.choice(YEARS), chance.randrange(1, 90)


@pytest.mark.parametrize("seed", [1])
def test_a_history_of_changes_ends_in_the_same_rows(house: House, seed: int) -> None:
    """Each step changes one thing; an audience's warehouse is carried along, and held against a new one."""
    steps = _steps(seed)
    for _ in range(6):
        what, owner, year, won = next(steps)
        name = f"{owner}-{year}"
        if what == "put":
            house.put(owner, year, won)
        elif what == "take" and len(fact_folder.names(house.facts)) > 1:
            fact_folder.remove(name, house.facts)
            (house.facts / corrections.FILE).unlink(missing_ok=True)
        elif what == "declare":
            path = house.facts / reviewed.PUBLISHED
            before = path.read_bytes() if path.exists() else None
            path.write_bytes(reviewed.declared(before, name, f"{won:064x}", is_published=won % 3 > 0))
        house.load(COUNCIL)
    assert house.differs() == []
    carried = pipeline.build_for(COUNCIL, house.warehouse)
    kept = carried.with_suffix(".carried")
    shutil.move(carried, kept)
    for older in carried.parent.glob("*.duckdb"):
        older.unlink()
    anew = pipeline.build_for(COUNCIL, house.warehouse)
    assert anew == carried
    assert [one.table for one in pipeline.differences(kept, anew)] == []


def test_a_row_of_another_institution_than_its_documents_is_refused(house: House) -> None:
    path = house.facts / f"{OWNERS[0]}-2022" / "program.csv"
    text = path.read_text(encoding="utf-8").replace(f",{OWNERS[0]},", f",{OWNERS[1]},", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FactError, match=r"organization_id '나래센터' .* is not its document's"):
        house.load()
    assert house.ask("SELECT count(*) FROM document") == [(6,)]


def test_what_is_told_of_a_day_to_come_is_verified_as_of_the_load(house: House) -> None:
    ahead = date.today() + timedelta(days=400)  # noqa: DTZ011 -- any day far ahead
    house.put(OWNERS[1], ahead.year, 5)
    long_ago = datetime(2024, 3, 1, 3, 0)  # noqa: DTZ001 -- as a load writes it
    pipeline.build_warehouse(house.facts, house.warehouse, started=long_ago)
    assert house.ask("SELECT DISTINCT computed FROM finding WHERE explanation_en LIKE '%2024-03-01%'") != []
    assert house.differs() == []


def test_a_corrected_day_to_come_is_of_its_day_too(house: House) -> None:
    head = ",".join(corrections.HEADER)
    line = f"{OWNERS[0]}-2022,budget_line,3,as_of,총계,2022-09-30,2099-09-30,오기,reviewer,2026-01-02"
    (house.facts / corrections.FILE).write_text(f"{head}\n{line}\n", encoding="utf-8")
    assert house.load().changed == house.load().changed == {OWNERS[0]}


def test_of_two_corrections_alike_each_has_its_own_outcome(house: House) -> None:
    """Both programmes stand in one line with the same amount spent; the second is read otherwise by now."""
    head = ",".join(corrections.HEADER)
    name = f"{OWNERS[0]}-2022"
    lines = [
        f"{name},budget_line,3,executed_won,{label},8800,9900,오기,reviewer,2026-01-02"
        for label in ("돌봄 지원", "상담")
    ]
    (house.facts / corrections.FILE).write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    path = house.facts / name / "budget_line.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(r.replace("8800", "8801") if "상담" in r else r for r in rows) + "\n", "utf-8")
    for _ in range(2):
        assert [one.state for one in house.load().corrections] == ["applied", "outdated"]


def test_the_council_sees_an_empty_warehouse_as_empty(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    pipeline.build_warehouse(tmp_path / "facts", tmp_path / "w.duckdb", may_be_empty=True)
    seen = pipeline.build_for(COUNCIL, tmp_path / "w.duckdb")
    with duckdb.connect(str(seen), read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM document").fetchall() == [(0,)]
