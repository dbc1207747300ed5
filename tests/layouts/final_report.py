"""Writes the final report of one project: its budget in words and by cost item, targets against results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from etl.korean import text
from tests.layouts.arithmetic import leaf_level, percent
from tests.layouts.names import Namer, namers, years
from tests.layouts.paper import Paper, printed


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal; `heading` stands in brackets before its name, `detail` after its result."""

    name: str
    heading: str | None
    target: int
    actual: int
    detail: tuple[int, int] | None
    attainment: int
    unit: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a final report says."""

    centre: str
    project: str
    year: int
    goals: tuple[Goal, ...]
    budget: int
    executed: int
    rate: int
    items: tuple[tuple[str, int, int], ...]
    sentences: tuple[str, str]
    title_lines: int

    @property
    def organization_id(self) -> str:
        """The id of the centre."""
        return text.slug(self.centre).replace("-", "")

    @property
    def document_id(self) -> str:
        """The id of the document."""
        return f"{self.organization_id}-{self.year}-undated-final-report"

    @property
    def program_id(self) -> str:
        """The id of the project."""
        return f"{self.organization_id}-{self.year}-{text.slug(self.title)}"

    @property
    def title(self) -> str:
        """The project's name as the cover has it."""
        return f"{self.year}년 {self.project}"


def _in_words(amount: int) -> str:
    """Spell an amount as a bill does: 28,000 is 이만팔천."""
    groups = [amount // 10_000**power % 10_000 for power in (2, 1, 0)]
    return "".join(
        "".join(
            "일이삼사오육칠팔구"[digit - 1] + unit
            for digit, unit in zip(map(int, f"{group:04}"), ("천", "백", "십", ""), strict=True)
            if digit
        )
        + big
        for group, big in zip(groups, ("억", "만", ""), strict=True)
        if group
    )


def write(report: Report) -> Paper:
    """Return the report as it is printed, with the facts that it holds."""
    paper = Paper()
    words = report.project.split(" ")
    paper.line(f"\n\n{report.centre} 운영")
    if report.title_lines == 2:
        paper.line(f"{report.year}년 {words[0]}\n{' '.join(words[1:])} 최종보고서\n")
    else:
        paper.line(f"{report.title} 최종보고서\n")
    paper.row("과제기간", f"{report.year}년 1월 1일 ~ 12월 31일", "담당자", "가나다")
    paper.row("예산액", f"{report.budget:,}원", "작성일", f"{report.year}년 12월 29일")
    paper.line(f"\n1\n\n과제배경\n\n□ {report.sentences[0]}\n\n- {report.sentences[1]}\n")
    _goals(report, paper)
    _budget(report, paper)
    paper.name("organization", organization_id=report.organization_id, name=report.centre)
    paper.name(
        "document",
        document_id=report.document_id,
        kind="final_report",
        fiscal_year=report.year,
        as_of=None,
        title=f"{report.title} 최종보고서",
    )
    paper.name(
        "program",
        program_id=report.program_id,
        name=report.title,
        starts_on=date(report.year, 1, 1),
        ends_on=date(report.year, 12, 31),
    )
    return paper


def _goals(report: Report, paper: Paper) -> None:
    paper.line("추진성과 및 홍보실적\n\n□ 목표대비 달성도\n")
    paper.row("구분", "목표", "실적", "달성도")
    for goal in report.goals:
        heading = (
            f"(단위목표) {goal.heading} (성과측정 기준) {goal.heading} (사업계획 반영) "
            if goal.heading
            else ""
        )
        detail = (
            f" (기업 {goal.detail[0]:,}{goal.unit} 시민 {goal.detail[1]:,}{goal.unit})" if goal.detail else ""
        )
        line = paper.row(
            heading + goal.name,
            f"{goal.target:,}{goal.unit}",
            f"{goal.actual:,}{goal.unit}{detail}",
            f"{goal.attainment}%",
        )
        paper.fact(
            "indicator_result",
            line,
            name=goal.name,
            target=float(goal.target),
            actual=float(goal.actual),
            unit=goal.unit,
            printed_attainment=float(goal.attainment),
            status="undated",
            program_id=report.program_id,
            direction_id=None,
        )


def _budget(report: Report, paper: Paper) -> None:
    paper.line("\n8\n\n예산집행실적\n")
    line = paper.line(f"- 총 예산 : 금 {_in_words(report.budget)}원(₩{report.budget:,})")
    paper.line(f"- 집행예산 : 금 {_in_words(report.executed)}원(₩{report.executed:,})")
    paper.line(f"- 예산집행률 : {report.rate}%\n")
    paper.fact(
        "budget_line",
        line,
        level="program_detail",
        label=report.title,
        current_won=report.budget,
        executed_won=report.executed,
        printed_rate=float(report.rate),
        rate_places=0,
        printed_unit_won=1,
        program_id=report.program_id,
    )
    paper.row("구 분", "예 산 액", "집 행 액")
    rows = [paper.row(name, printed(budget), printed(spent)) for name, budget, spent in report.items]
    total = paper.row("총 계", printed(report.budget), printed(report.executed))
    for at, (name, budget, spent) in zip(rows, report.items, strict=True):
        paper.fact(
            "budget_line",
            at,
            level=leaf_level(name),
            label=name,
            current_won=budget,
            executed_won=spent,
            parent_id=f"{report.document_id}:{total}",
            printed_rate=None,
            printed_unit_won=1,
        )
    paper.fact(
        "budget_line",
        total,
        level="total",
        category="total",
        current_won=report.budget,
        executed_won=report.executed,
        parent_id=None,
    )


@st.composite
def goals(draw: st.DrawFn, namer: Namer) -> Goal:
    """Draw a goal, its attainment reckoned from target and result, its detail from the result."""
    target = draw(st.integers(1, 99_999))
    actual = draw(st.integers(0, 9 * target))
    part = draw(st.integers(0, actual))
    return Goal(
        namer.name(particular=False),
        namer.words() if draw(st.booleans()) else None,
        target,
        actual,
        draw(st.sampled_from((None, (part, actual - part)))),
        int(percent(actual, target, 0)),
        draw(st.sampled_from(("건", "명", "회"))),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Draw the final report of a project that does not exist."""
    namer = draw(namers())
    items = []
    for _ in range(draw(st.integers(2, 6))):
        budget = namer.amount()
        items.append((namer.name(), budget, draw(st.one_of(st.integers(0, budget), st.just(0)))))
    budget, executed = sum(item[1] for item in items), sum(item[2] for item in items)
    return Report(
        namer.institution()[1],
        namer.name(particular=False),
        draw(years),
        tuple(draw(goals(namer)) for _ in range(draw(st.integers(1, 5)))),
        budget,
        executed,
        int(percent(executed, budget, 0)),
        tuple(items),
        (namer.sentence(), namer.sentence()),
        draw(st.sampled_from((1, 2))),
    )
