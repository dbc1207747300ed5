"""Two documents that are not published, in every way that a figure or a name of theirs could get out.

One speaks of a year that a published document speaks of too, names the same programmes and directions, and so
takes their place in the whole warehouse. The other speaks of a year of its own. Every text and every figure
that only they hold bears a mark, so that a reader who finds a mark has found a leak.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from etl import corrections, fact_folder, facts
from etl.facts import Row

FOUNDATION = "서울시여성가족재단"
OFFICE, OTHER_OFFICE = "저출생대응사업실", "경영기획실"
OWN_UNIT = f"{FOUNDATION}/{OFFICE}"
OWN, OTHERS = "먹빛봉인", "쪽빛봉인"
"""The marks: of what belongs to the manager's own office, and of all else."""
OWN_FIGURES = (481_516_234, 481_516_001)
OTHER_FIGURES = (973_973_112, 973_973_223, 973_973_334, 973_973_445, 973_973_556, 973_973_667)
"""In thousand won; any of their digits in a row are a mark too."""
MIDYEAR = f"{FOUNDATION}-2026-06-30-progress-report"
FAR = f"{FOUNDATION}-2031-01-31-plan"
SHARED = f"{FOUNDATION}-2026-서울시-일-생활균형-및-양육친화-환경-조성"
"""A programme of the published plan; the own office runs it."""
REPORT_NAME = "midyear.txt"
REPORT = "\n".join(f"{OTHERS} 보고서의 {n}번째 줄 973,973,{n:03d}" for n in range(1, 121)) + "\n"


CORRECTED = (
    ("output", "14", "value", "17", "18"),  # of the own office
    ("output", "24", "value", "17", "973973"),
    ("output", "34", "label", f"{OWN} 다른 글", f"{OWN} 고친 글"),  # no longer read so
    ("staffing", "95", "authorized", "973", "973973"),
)


def write(folder: Path) -> None:
    """Write the facts beside the committed ones, and what people reviewed of them."""
    published = folder / f"{FOUNDATION}-2026-01-31-plan"
    for document_id, rows in ((MIDYEAR, [*_midyear(published)]), (FAR, [*_far(published)])):
        fact_folder.write({document_id: rows}, folder)
    data: bytes | None = None
    for table, line, column, printed, right in CORRECTED:
        row = (
            MIDYEAR,
            table,
            line,
            column,
            "",
            printed,
            right,
            f"{OTHERS} 정정 사유",
            "예산팀",
            "2031-03-02",
        )
        data = corrections.appended(data, row)
    (folder / corrections.FILE).write_bytes(data or b"")
    lineage = folder / "lineage.csv"
    with lineage.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        ended = facts.read_csv(published / "program.csv", facts.Program)[-1]
        reason = (f"{OTHERS} 사유", f"{OTHERS} reason")
        writer.writerow([FOUNDATION, "program", 2026, ended.name, 2031, "", "high", "no", *reason])
        writer.writerow(
            [
                FOUNDATION,
                "direction",
                2026,
                "지속가능 경영체계 구축 및 운영",
                2031,
                f"{OTHERS} 방향",
                "high",
                "yes",
                *reason,
            ]
        )


def write_report(folder: Path) -> None:
    """Write the report file that the first of them was read from."""
    (folder / REPORT_NAME).write_text(REPORT, encoding="utf-8")


def _frame(document_id: str, year: int, as_of: date, kind: str, source: str) -> Iterator[Row]:
    place: dict[str, Any] = {"document_id": document_id, "line": 1}
    yield facts.Organization(
        organization_id=FOUNDATION, name=FOUNDATION, name_en="Seoul Foundation of Women & Family", **place
    )
    yield facts.Document(
        organization_id=FOUNDATION, source_name=source, sha256=hashlib.sha256(REPORT.encode()).hexdigest(),
        title=f"{year}년 {OWN} 업무", kind=kind, fiscal_year=year, as_of=as_of, line_count=120, **place,
    )  # fmt: skip


def _program(
    document_id: str, as_of: date, line: int, name: str, office: str, won: int, program_id: str | None = None
) -> Iterator[Row]:
    """Yield a programme with everything that a report says of one, six lines of it."""
    year = as_of.year
    mark = OWN if office == OFFICE else OTHERS
    program_id = program_id or f"{FOUNDATION}-{year}-{name.replace(' ', '-')}"
    direction_id = f"{FOUNDATION}-{year}-{1 if office == OFFICE else 5}"
    department_id = f"{FOUNDATION}-{year}-{office}-{mark}팀"
    about: dict[str, Any] = {"document_id": document_id}
    money: dict[str, Any] = {"fiscal_year": year, "as_of": as_of, "printed_unit_won": 1_000, **about}
    yield facts.Program(
        program_id=program_id, organization_id=FOUNDATION, fiscal_year=year, name=name,
        direction_id=direction_id, task_id=f"{direction_id}-1", funding="기부", tags="통합",
        line=line, raw=f"{mark} 사업명", **about,
    )  # fmt: skip
    yield facts.ProgramDepartment(program_id=program_id, department_id=department_id, line=line, **about)
    for level, offset in (("program", 1), ("program_detail", 2)):
        yield facts.BudgetLine(
            budget_line_id=f"{document_id}:{line + offset}", parent_id=f"{document_id}:total", level=level,
            label=name, direction_id=direction_id, program_id=program_id, current_won=won * 1_000,
            # More than the budget: a finding, with figures in its sentence.
            executed_won=(won + 7) * 1_000, printed_rate=50.0, rate_places=1, reason=f"{mark} 지연 사유",
            line=line + offset, raw=f"{name} | {won:,} | {won + 7:,}", **money,
        )  # fmt: skip
    yield facts.IndicatorResult(
        indicator_result_id=f"{document_id}:{line}:goal", fiscal_year=year, as_of=as_of,
        direction_id=direction_id, program_id=program_id, name=f"{mark} 지표", unit="건", target=40.0,
        actual=3.0, status="interim", printed_attainment=99.0, better="higher", line=line + 3, **about,
    )  # fmt: skip
    yield facts.Output(
        program_id=program_id, fiscal_year=year, label=f"{mark} 실적", value=17.0, unit="회", line=line + 4,
        **about,
    )  # fmt: skip
    yield facts.Milestone(
        program_id=program_id, label=f"{mark} 일정", starts_on=date(year, 7, 1), ends_on=date(year, 7, 31),
        line=line + 4, **about,
    )  # fmt: skip
    # The cells of the line, and of a column beside it that belongs to all.
    for column, content in ((1, name), (2, f"{OTHERS} 칸 973,973,1")):
        yield facts.TableCell(
            table_no=1, row_no=line, column_no=column, column_path=f"{OTHERS} 열", text=content,
            value=973_973.0, line=line + 1, **about,
        )  # fmt: skip
    for month in (1, 2, 3):
        yield facts.SeriesPoint(
            series=f"{mark} 월별", program_id=program_id, period=f"{year}-{month:02d}", value=float(month),
            unit="건", line=line + 5, **about,
        )  # fmt: skip


def _offices(document_id: str, year: int) -> Iterator[Row]:
    for line, (office, mark) in enumerate(((OFFICE, OWN), (OTHER_OFFICE, OTHERS)), 2):
        yield facts.Department(
            department_id=f"{FOUNDATION}-{year}-{office}-{mark}팀", organization_id=FOUNDATION,
            fiscal_year=year, office=office, team=f"{mark}팀", document_id=document_id, line=line,
        )  # fmt: skip


def _directions(document_id: str, year: int, names: dict[int, str]) -> Iterator[Row]:
    for position, name in names.items():
        direction_id = f"{FOUNDATION}-{year}-{position}"
        yield facts.StrategicDirection(
            direction_id=direction_id, organization_id=FOUNDATION, fiscal_year=year, position=position,
            name=name, document_id=document_id, line=4, raw=f"{OTHERS} {name}",
        )  # fmt: skip
        yield facts.StrategicTask(
            task_id=f"{direction_id}-1", direction_id=direction_id, position=1, name=f"{name} 과제",
            document_id=document_id, line=4,
        )  # fmt: skip


def _of_the_whole(document_id: str, as_of: date) -> Iterator[Row]:
    """Yield what belongs to nobody's programme: totals, revenue, staff, a survey, what was set aside."""
    year = as_of.year
    about: dict[str, Any] = {"document_id": document_id}
    money: dict[str, Any] = {"fiscal_year": year, "as_of": as_of, "printed_unit_won": 1_000, **about}
    total, revenue, section, previous = (won * 1_000 for won in OTHER_FIGURES[:4])
    yield facts.BudgetLine(
        budget_line_id=f"{document_id}:total", level="total", label="총 계", category="total",
        current_won=total, executed_won=section, line=90, raw=f"총 계 | {total}", **money,
    )  # fmt: skip
    yield facts.BudgetLine(
        budget_line_id=f"{document_id}:direction", level="direction", label=f"{OTHERS} 방향",
        direction_id=f"{FOUNDATION}-{year}-1", current_won=section, executed_won=1_000, line=91, **money,
    )  # fmt: skip
    yield facts.RevenueLine(
        revenue_line_id=f"{document_id}:revenue", label=f"{OTHERS} 수입", category="total",
        current_won=revenue, received_won=section, line=92, **money,
    )  # fmt: skip
    yield facts.YearOnYear(
        side="expenditure", label=f"{OTHERS} 대비", category="total", fiscal_year=year, amount_won=total,
        previous_year=year - 1, previous_won=previous, change_won=1, printed_unit_won=1_000, line=93, **about,
    )  # fmt: skip
    yield facts.IndicatorResult(
        indicator_result_id=f"{document_id}:94:goal", fiscal_year=year, as_of=as_of,
        direction_id=f"{FOUNDATION}-{year}-1", name=f"{OTHERS} 방향 지표", unit="건", target=973_973.0,
        status="planned", better="higher", line=94, **about,
    )  # fmt: skip
    yield facts.Staffing(
        as_of=as_of, unit_name=f"{OTHERS} 본부", grade="1급", authorized=973, current=972, line=95, **about
    )
    yield facts.SurveyCell(
        survey=f"{OTHERS} 조사", row_dimension="성별", row_category=f"{OTHERS} 여", n=973, percent=12.5,
        row_total=973, line=96, **about,
    )  # fmt: skip
    yield facts.SeriesPoint(
        series=f"{OTHERS} 추이", period=str(year), value=973_973.0, unit="명", line=97, **about
    )
    yield facts.Alias(
        kind="direction", subject_id=f"{FOUNDATION}-{year}-1", name=f"{OTHERS} 딴이름", line=98, **about
    )
    yield facts.Reading(field="scope", table_no=1, value=f"{OTHERS} 범위", how="stated", line=89, **about)
    yield facts.SetAside(text=f"{OTHERS} 못 읽은 줄 973,973,9", reason="malformed_number", line=99, **about)
    for line, mark, unit in (
        (100, OWN, OFFICE), (101, OTHERS, OTHER_OFFICE), (102, OTHERS, f"{OFFICE}, {OTHER_OFFICE}"),
        (103, OTHERS, None), (104, OTHERS, "없는 팀"),
    ):  # fmt: skip
        yield facts.FollowUp(
            follow_up_id=f"{document_id}:{line}", text=f"{mark} 지적 {line}", unit=unit,
            action=f"{mark} 조치",
            session="제330회", line=line, raw=f"{mark} 지적 {line} | {mark} 조치", **about,
        )  # fmt: skip
    # The own programme's line says something of another too.
    yield facts.SetAside(text=f"{OTHERS} 곁글", reason="malformed_number", line=11, **about)


def _midyear(published: Path) -> Iterator[Row]:
    as_of = date(2026, 6, 30)
    yield from _frame(MIDYEAR, 2026, as_of, "progress_report", REPORT_NAME)
    yield from _offices(MIDYEAR, 2026)
    directions = facts.read_csv(published / "strategic_direction.csv", facts.StrategicDirection)
    yield from _directions(MIDYEAR, 2026, {d.position: f"{d.name} {OTHERS}" for d in directions})
    yield from _program(MIDYEAR, as_of, 10, f"{OWN} 새 사업", OFFICE, OWN_FIGURES[0])
    yield from _program(MIDYEAR, as_of, 20, f"{OTHERS} 새 사업", OTHER_OFFICE, OTHER_FIGURES[4])
    programs = facts.read_csv(published / "program.csv", facts.Program)
    mine = next(p for p in programs if p.program_id == SHARED)
    yield from _program(MIDYEAR, as_of, 30, mine.name, OFFICE, OWN_FIGURES[1], SHARED)
    theirs = programs[-1]
    yield from _program(MIDYEAR, as_of, 40, theirs.name, OTHER_OFFICE, OTHER_FIGURES[5], theirs.program_id)
    yield from _of_the_whole(MIDYEAR, as_of)


def _far(published: Path) -> Iterator[Row]:
    as_of = date(2031, 1, 31)
    yield from _frame(FAR, 2031, as_of, "plan", "far.txt")
    yield from _offices(FAR, 2031)
    yield from _directions(FAR, 2031, {1: f"{OWN} 방향", 5: f"{OTHERS} 방향"})
    programs = facts.read_csv(published / "program.csv", facts.Program)
    mine = next(p for p in programs if p.program_id == SHARED)
    yield from _program(FAR, as_of, 10, mine.name, OFFICE, OWN_FIGURES[0])
    yield from _program(FAR, as_of, 20, f"{OTHERS} 먼 사업", OTHER_OFFICE, OTHER_FIGURES[4])
    yield from _of_the_whole(FAR, as_of)
