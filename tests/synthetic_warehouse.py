"""Builds synthetic warehouses: one programme or thousands, one year or thirty, executed or pending.

Every name and figure is made up, from a fixed seed: the same size gives the same warehouse on every machine.
Hard cases stand at fixed places among the programmes and goals; the findings are those of the loader's own
checks.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from etl import facts, lineage, reviewed
from etl.terms.measures import load_thresholds
from etl.warehouse import load
from tests.sample_warehouse import Sample

INSTITUTION = "한빛시지역진흥원"
LAST_YEAR = 2026
THOUSAND = 1_000
LONG_NAME = (
    "지역사회통합돌봄기반조성및찾아가는맞춤형생활지원서비스운영활성화를위한"
    "민관협력네트워크구축과현장종사자역량강화교육추진지원사업"
)
MARKUP_NAME = '=1+1 "따옴표" <b>굵은 글씨</b> & 기호가 든 사업'
_AREAS = (
    "청년",
    "어르신",
    "영유아",
    "소상공인",
    "문화예술",
    "평생학습",
    "마을공동체",
    "환경",
    "안전",
    "보건",
)
_SUBJECTS = ("일자리", "돌봄", "상담", "창업", "교육", "공간", "정보", "축제", "연구", "협력", "급식", "이동")
_ACTIONS = ("지원", "운영", "활성화", "조성", "확대", "실태조사", "네트워크 구축", "역량 강화")
_ASPIRATIONS = ("함께 성장하는", "신뢰받는", "미래를 준비하는", "누구나 누리는", "현장에 강한", "지속가능한")
_FUNDING = ("자체", "수탁", "대행", "기부")
_REASONS = ("figure_in_text", "table_unknown", "empty_cell", "malformed_number")
_YEARS_OF_A_STRATEGY = 5
_YEARS_OF_A_NAME = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much of everything a year has; milestones and set-aside lines stand in the last year alone."""

    programs: int
    years: int = 1
    directions: int = 5
    departments: int = 6
    goals: int = 20
    milestones: int = 12
    set_aside: int = 20
    is_executed: bool = True


ONE_PROGRAM = Size(programs=1, directions=1, departments=1, goals=1, milestones=1, set_aside=0)
ALL_PENDING = Size(programs=40, is_executed=False)
THIRTY_YEARS = Size(programs=14, years=30)
MANY_PROGRAMS = Size(
    programs=2_000, directions=12, departments=200, goals=400, milestones=200, set_aside=3_000
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What a programme or a sum of programmes has and has spent, in thousand won; None where not printed."""

    original: int | None = None
    adjustment: int | None = None
    current: int | None = None
    executed: int | None = None

    @property
    def printed_rate(self) -> float | None:
        return round(100 * self.executed / self.current, 1) if self.current and self.executed else None

    def of(self) -> dict[str, object]:
        """The amount as a budget line keeps it."""
        won = {
            "original_won": self.original,
            "adjustment_won": self.adjustment,
            "current_won": self.current,
            "executed_won": self.executed,
        }
        scaled = {name: None if value is None else value * THOUSAND for name, value in won.items()}
        return {**scaled, "printed_unit_won": THOUSAND}

    def text(self, label: str) -> str:
        cells = (self.original, self.adjustment, self.current, self.executed)
        return "\t".join([label, *("-" if cell is None else f"{cell:,}" for cell in cells)])


def build(path: Path, size: Size, seed: int = 7) -> Path:
    """Build the warehouse of a size at `path` and return the path."""
    writer = _Writer(size, random.Random(seed))  # noqa: S311 -- the same figures each time are wanted
    writer.write()
    contents = load.Contents(
        tables=writer.sample.tables, facts_sha256="7e" * 32, thresholds=load_thresholds()
    )
    load.build(path, contents)
    return path


def direction_id(number: int = 1, year: int = LAST_YEAR) -> str:
    """Return the id of a direction, counted from 1."""
    return f"{INSTITUTION}-{year}-{number}"


def program_id(number: int = 1, year: int = LAST_YEAR) -> str:
    """Return the id of a programme, counted from 1."""
    return f"{INSTITUTION}-{year}-사업-{number:04d}"


def department_id(number: int = 1, year: int = LAST_YEAR) -> str:
    """Return the id of a department, counted from 1."""
    return f"{INSTITUTION}-{year}-팀-{number}"


def document_id(year: int = LAST_YEAR) -> str:
    """Return the id of a year's report."""
    return f"{INSTITUTION}-{year}-progress-report"


class _Writer:
    """Writes the years one after the other into a sample, then what connects them."""

    def __init__(self, size: Size, chance: random.Random) -> None:
        self.size = size
        self.chance = chance
        self.sample = Sample()
        self.lineage: list[reviewed.Record] = []
        self.years = range(LAST_YEAR - size.years + 1, LAST_YEAR + 1)
        self.budgets = [chance.randrange(8_000, 900_000) for _ in range(size.programs)]

    def write(self) -> None:
        first = {"document_id": document_id(), "line": 1}
        self.sample.add(facts.Organization(organization_id=INSTITUTION, name=INSTITUTION, **first))
        for number in range(1, self.size.directions + 1):
            self.sample.tables["theme"].append(
                {
                    "theme_id": f"theme-{number}",
                    "position": number,
                    "name": f"{_AREAS[number % len(_AREAS)]} 분야 {number}",
                    "name_en": f"Theme {number}",
                }
            )
        before = None
        for year in self.years:
            before = self._year(year, before)
        self._connect()

    def _year(self, year: int, before: int | None) -> int:
        """Write a year, and return its total budget. before: that of the last year."""
        doc = document_id(year)
        when = {"fiscal_year": year, "as_of": self._as_of(year)}
        self._names(year, doc)
        amounts = [self._amount(year, number) for number in range(1, self.size.programs + 1)]
        whole = _sum(amounts)
        upkeep = Amount(original=900_000, adjustment=0, current=900_000, executed=whole.executed and 640_000)
        total = _sum([whole, upkeep])
        for label, level, category, amount, parent in (
            ("총 계(A+B)", "total", None, total, None),
            ("사업비 소계(A)", "section", "programs", whole, "총 계(A+B)"),
            ("기관운영비 소계(B)", "section", "operations", upkeep, "총 계(A+B)"),
        ):
            line = facts.BudgetLine(
                budget_line_id=f"{doc}-{label}",
                parent_id=None if parent is None else f"{doc}-{parent}",
                level=level,
                label=label,
                category=category,
                **when,
                **amount.of(),
                **self.sample.place(doc, amount.text(label)),
            )
            self.sample.add(line)
        for number in range(1, self.size.directions + 1):
            of_direction = [a for n, a in enumerate(amounts) if n % self.size.directions + 1 == number]
            name = self._direction_name(year, number)
            line = facts.BudgetLine(
                budget_line_id=f"{doc}-direction-{number}",
                parent_id=f"{doc}-사업비 소계(A)",
                level="direction",
                label=name,
                direction_id=direction_id(number, year),
                **when,
                **_sum(of_direction).of(),
                **self.sample.place(doc, _sum(of_direction).text(name)),
            )
            self.sample.add(line)
        for number, amount in enumerate(amounts, 1):
            self._program(year, number, amount)
        self._revenue(year, doc, total, when)
        self._two_years(year, doc, total.current or 0, before)
        self._goals(year, doc, when)
        if year == LAST_YEAR:
            self._milestones(doc)
            self._set_aside(doc)
        self._document(year, doc)
        return total.current or 0

    def _as_of(self, year: int) -> date:
        return date(year, 9, 30) if year == LAST_YEAR else date(year, 12, 31)

    def _direction_name(self, year: int, number: int) -> str:
        """The name of a direction under the strategy of its years; the second is a long one."""
        strategy = (year - LAST_YEAR) // _YEARS_OF_A_STRATEGY
        if number == 2:
            return f"{LONG_NAME} {-strategy}기"
        aspiration = _ASPIRATIONS[(number + strategy) % len(_ASPIRATIONS)]
        return f"{aspiration} {_AREAS[number % len(_AREAS)]} {_SUBJECTS[number % len(_SUBJECTS)]} 환경 조성"

    def _program_name(self, year: int, number: int) -> str:
        if number in (2, 3):
            return LONG_NAME if number == 2 else MARKUP_NAME
        area, rest = _AREAS[number % len(_AREAS)], number // len(_AREAS)
        subject, action = _SUBJECTS[rest % len(_SUBJECTS)], _ACTIONS[(number + rest) % len(_ACTIONS)]
        again = "" if number <= len(_AREAS) * len(_SUBJECTS) else f" {number}권역"
        # A few programmes get a new name from time to time.
        renamed = f" {(year - 1990) // _YEARS_OF_A_NAME}.0" if number % 5 == 0 else ""
        return f"{area} {subject} {action}{renamed}{again}"

    def _amount(self, year: int, number: int) -> Amount:
        """What a programme has; pending, overspent, without and with an unknown budget at fixed places."""
        adjustment = -1_500 if number % 19 == 4 else 0
        grown = round(self.budgets[number - 1] * 1.04 ** (year - LAST_YEAR))
        original = 0 if number % 17 == 5 else grown
        current = original + (adjustment if original else 0)
        share = 1.08 if number % 13 == 6 else self.chance.uniform(0.3, 1.0)
        executed = None if number % 11 == 7 or not self.size.is_executed else round(current * share)
        if number % 23 == 8:
            return Amount(executed=executed)
        return Amount(original=original, adjustment=current - original, current=current, executed=executed)

    def _names(self, year: int, doc: str) -> None:
        for number in range(1, self.size.directions + 1):
            name, key = self._direction_name(year, number), direction_id(number, year)
            self.sample.add(
                facts.StrategicDirection(
                    direction_id=key,
                    organization_id=INSTITUTION,
                    fiscal_year=year,
                    position=number,
                    name=name,
                    **self.sample.place(doc, name),
                ),
                theme_id=f"theme-{number}",
            )
            for task in (1, 2, 3):
                task_name = f"{_AREAS[(number + task) % len(_AREAS)]} 분야 과제 {task}"
                self.sample.add(
                    facts.StrategicTask(
                        task_id=f"{key}-{task}",
                        direction_id=key,
                        position=task,
                        name=task_name,
                        **self.sample.place(doc, task_name),
                    )
                )
        for number in range(1, self.size.departments + 1):
            office = f"{_SUBJECTS[number % len(_SUBJECTS)]}사업{1 + number // 12}실"
            team = LONG_NAME[:30] + "팀" if number == 2 else f"{_AREAS[number % len(_AREAS)]}{number}팀"
            self.sample.add(
                facts.Department(
                    department_id=department_id(number, year),
                    organization_id=INSTITUTION,
                    fiscal_year=year,
                    division="경영본부" if number % 3 == 0 else "사업본부",
                    office=office,
                    team=team,
                    **self.sample.place(doc, team),
                )
            )

    def _program(self, year: int, number: int, amount: Amount) -> None:
        doc, key, name = document_id(year), program_id(number, year), self._program_name(year, number)
        direction = direction_id((number - 1) % self.size.directions + 1, year)
        funding = _FUNDING[number % len(_FUNDING)]
        row = facts.Program(
            program_id=key,
            organization_id=INSTITUTION,
            fiscal_year=year,
            name=name,
            direction_id=direction,
            task_id=f"{direction}-{1 + number // self.size.directions % 3}",
            funding=funding,
            tags="신규" if number % 9 == 1 else "지속",
            **self.sample.place(doc, name),
        )
        self.sample.add(row, lineage_id=None)
        self.sample.add(
            facts.ProgramDepartment(
                program_id=key,
                department_id=department_id(1 + number % self.size.departments, year),
                **self.sample.place(doc, name),
            )
        )
        # Some rates are printed wrongly: the checks find them.
        rate = amount.printed_rate
        line = facts.BudgetLine(
            budget_line_id=f"{key}-line",
            parent_id=f"{doc}-direction-{(number - 1) % self.size.directions + 1}",
            fiscal_year=year,
            as_of=self._as_of(year),
            level="program",
            label=name,
            direction_id=direction,
            program_id=key,
            funding=funding,
            printed_rate=rate + 2.5 if rate is not None and number % 7 == 3 else rate,
            rate_places=1,
            reason="하반기 집중 집행 예정" if number % 6 == 2 else None,
            **amount.of(),
            **self.sample.place(doc, amount.text(name)),
        )
        self.sample.add(line)
        if number <= 2:
            self._series(year, key, number)

    def _series(self, year: int, key: str, number: int) -> None:
        """Results of each month, and of each year as a series of the institution."""
        doc = document_id(year)
        for month in range(1, 1 + (9 if year == LAST_YEAR else 12)):
            self.sample.add(
                facts.SeriesPoint(
                    series="월별 상담 건수",
                    program_id=key,
                    period=f"{year}-{month:02d}",
                    value=None if month == 5 else 700.0 + 40 * month + 15 * (year % 10),
                    unit="건",
                    **self.sample.place(doc, f"{month}월"),
                )
            )
            if number == 1:
                self.sample.add(
                    facts.SeriesPoint(
                        series="월별 방문 인원",
                        period=f"{year}-{month:02d}",
                        value=9_000.0 + 300 * month + 100 * (year - 1990),
                        unit="명",
                        **self.sample.place(doc, f"{month}월"),
                    )
                )
        if number == 1 and year % 8 != 3:
            self.sample.add(
                facts.SeriesPoint(
                    series="연간 이용 인원",
                    period=str(year),
                    value=120_000.0 + 2_500 * (year - 1990),
                    unit="명",
                    **self.sample.place(doc, f"{year}년"),
                )
            )

    def _revenue(self, year: int, doc: str, total: Amount, when: dict[str, object]) -> None:
        whole = total.current or 0
        received = None if total.executed is None else 0.78
        half = whole // 2
        for label, category, current, parent in (
            ("총 계(A+B)", "total", whole, None),
            ("출연금수입(A)", "grant", half, "총 계(A+B)"),
            ("자체수입(B)", "own", whole - half, "총 계(A+B)"),
        ):
            came = None if received is None else sum(
                round(part * received) for part in ((half, whole - half) if parent is None else (current,))
            )  # fmt: skip
            self.sample.add(
                facts.RevenueLine(
                    revenue_line_id=f"{doc}-revenue-{label}",
                    parent_id=None if parent is None else f"{doc}-revenue-{parent}",
                    label=label,
                    parent_label=parent,
                    category=category,
                    current_won=current * THOUSAND,
                    received_won=None if came is None else came * THOUSAND,
                    printed_unit_won=THOUSAND,
                    **when,
                    **self.sample.place(doc, f"{label}\t{current:,}\t{came or 0:,}"),
                )
            )

    def _two_years(self, year: int, doc: str, total: int, before: int | None) -> None:
        previous = round(total / 1.04) if before is None else before
        for side in ("expenditure", "revenue"):
            for label, category, share in (
                ("총 계", "total", 100), ("사업비", "programs", 70), ("인건비", "personnel", 30),
            ):  # fmt: skip
                now, last = total * share // 100, previous * share // 100
                self.sample.add(
                    facts.YearOnYear(
                        side=side,
                        label=label,
                        parent_label=None if share == 100 else "총 계",
                        category=category,
                        fiscal_year=year,
                        amount_won=now * THOUSAND,
                        previous_year=year - 1,
                        previous_won=last * THOUSAND,
                        change_won=(now - last) * THOUSAND,
                        printed_unit_won=THOUSAND,
                        **self.sample.place(doc, f"{label}\t{now:,}\t{last:,}"),
                    )
                )

    def _goals(self, year: int, doc: str, when: dict[str, object]) -> None:
        """Goals of directions and programmes: pending, undefined, overshot, 'lower is better' too."""
        for number in range(1, self.size.goals + 1):
            target = float(50 + 10 * (number % 30))
            actual = None if number % 8 == 5 or not self.size.is_executed else round(
                target * self.chance.uniform(0.2, 1.6)
            )  # fmt: skip
            name = f"{LONG_NAME} 만족도" if number == 2 else (
                f"{_AREAS[number % 10]} {_SUBJECTS[number // 10 % 12]} {_ACTIONS[number % 8]} 실적 {number}"
            )  # fmt: skip
            self.sample.add(
                facts.IndicatorResult(
                    indicator_result_id=f"{doc}-goal-{number}",
                    direction_id=direction_id(1 + number % self.size.directions, year),
                    program_id=program_id(1, year) if number % 5 == 1 else None,
                    name=name,
                    unit="명" if number % 2 else "건",
                    target=0.0 if number % 15 == 9 else None if number % 15 == 12 else target,
                    actual=actual,
                    status="pending" if actual is None else "interim" if year == LAST_YEAR else "reported",
                    better="lower" if number % 12 == 4 else "higher",
                    measured="count",
                    **when,
                    **self.sample.place(doc, f"{name}\t{target}\t{actual}"),
                )
            )

    def _milestones(self, doc: str) -> None:
        """Planned steps of the first programme, and results that it counts."""
        for number in range(1, self.size.milestones + 1):
            month = 1 + number % 12
            label = LONG_NAME if number == 2 else f"{_ACTIONS[number % 8]} {number}차 추진"
            self.sample.add(
                facts.Milestone(
                    program_id=program_id(),
                    label=label,
                    starts_on=date(LAST_YEAR, month, 1),
                    ends_on=date(LAST_YEAR, month, 28),
                    **self.sample.place(doc, label),
                )
            )
            self.sample.add(
                facts.Output(
                    program_id=program_id(),
                    fiscal_year=LAST_YEAR,
                    label=f"{_SUBJECTS[number % 12]} {_ACTIONS[number % 8]}",
                    value=number * 7,
                    unit="회",
                    **self.sample.place(doc, f"{number * 7:,}회"),
                )
            )

    def _set_aside(self, doc: str) -> None:
        for number in range(1, self.size.set_aside + 1):
            # Most for one reason, as in real reports.
            reason = _REASONS[0 if number % 10 > 3 else number % 10]
            text = f"{_AREAS[number % 10]} 관련 {number}회, 약 {number * 13:,}명 참여(누계)\t{LONG_NAME[:40]}"
            if reason == "malformed_number":
                text = f"{number},{number % 100:02d}"
            self.sample.add(facts.SetAside(text=text, reason=reason, **self.sample.place(doc, text)))

    def _document(self, year: int, doc: str) -> None:
        last = self.sample.place(doc, "끝.")["line"]
        document = facts.Document(
            organization_id=INSTITUTION,
            source_name=f"{year}-업무보고.txt",
            sha256=f"{year:064x}",
            title=f"{year}년 주요업무보고",
            kind="progress_report",
            fiscal_year=year,
            as_of=self._as_of(year),
            council_session="정례회",
            committee="산업경제위원회",
            line_count=last,
            document_id=doc,
            line=1,
        )
        self.sample.add(document)

    def _connect(self) -> None:
        """Follow directions and programmes over the years, as a review does, with the product's own code."""
        for last, year in pairwise(self.years):
            pairs = [
                ("direction", self._direction_name(last, n), self._direction_name(year, n), n % 4 != 3)
                for n in range(1, self.size.directions + 1)
            ] + [
                ("program", self._program_name(last, n), self._program_name(year, n), True)
                for n in range(5, self.size.programs + 1, 5)
            ]
            self.lineage += [
                {
                    "organization": INSTITUTION,
                    "kind": kind,
                    "from_year": str(last),
                    "from_name": before,
                    "to_year": str(year),
                    "to_name": after,
                    "confidence": "high",
                    "comparable": "yes" if is_comparable else "no",
                    "reason": "전략 개편에 따른 명칭 변경" if is_comparable else "대상이 달라 비교하지 않음",
                    "reason_en": "Renamed with the strategy." if is_comparable else "Another scope.",
                }
                for kind, before, after, is_comparable in pairs
                if before != after
            ]
        tables = self.sample.tables
        directions, tasks, programs = (
            [kind(**{k: v for k, v in row.items() if k not in ("theme_id", "lineage_id")}) for row in rows]
            for kind, rows in (
                (facts.StrategicDirection, tables["strategic_direction"]),
                (facts.StrategicTask, tables["strategic_task"]),
                (facts.Program, tables["program"]),
            )
        )
        review = reviewed.Reviewed([], [], self.lineage)
        links = lineage.successions(review, directions, tasks, programs)
        lineages, members = lineage.lineages_of(links, programs)
        tables["succession"] += links
        tables["lineage"] += lineages
        for row in tables["program"]:
            row["lineage_id"] = members.get(str(row["program_id"]))


def _sum(amounts: list[Amount]) -> Amount:
    """Add up what is printed; a dash counts as nothing, and where all are dashes there is no sum."""

    def added(values: list[int | None]) -> int | None:
        known = [value for value in values if value is not None]
        return sum(known) if known else None

    return Amount(
        original=added([a.original for a in amounts]),
        adjustment=added([a.adjustment for a in amounts]),
        current=added([a.current for a in amounts]),
        executed=added([a.executed for a in amounts]),
    )
