"""Writes the report of a small centre: several goals in one cell, headers of two rows, tables on pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from etl.korean import text
from etl.terms.periods import month_end
from tests.layouts.arithmetic import percent
from tests.layouts.names import Namer, namers, years
from tests.layouts.paper import Figure, Paper, printed, won

REVENUE = (
    ("total", "총 계", None),
    ("subtotal", "소 계", "total"),
    ("commission_grant", "민간위탁금", "subtotal"),
    ("program_income", "사업수입", "subtotal"),
    ("carried_surplus", "이월금", "subtotal"),
    ("transfer_from_operator", "법인전입금", "subtotal"),
)
EXPENDITURE = (
    ("total", "총 계", "total", None),
    ("subtotal", "소 계", "section", "total"),
    ("personnel", "인건비", "cost_item", "subtotal"),
    ("operating_costs", "운영비", "cost_item", "subtotal"),
    ("project_costs", "사업비", "cost_item", "subtotal"),
)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal inside a cell of several; without a target its bracket is missing."""

    aim: str
    indicator: str
    target: int | None
    actual: int
    unit: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme with a page of its own."""

    name: str
    goals: tuple[Goal, ...]
    budget: int
    executed: Figure
    rate: float
    months: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report of a centre says."""

    name: str
    year: int
    month: int
    sections: tuple[tuple[str, tuple[Programme, ...]], ...]
    revenue: tuple[tuple[int, Figure, float], ...]
    expenditure: tuple[tuple[int, Figure, float], ...]
    sentences: tuple[str, str]
    contradicts: bool
    lists: str

    @property
    def organization_id(self) -> str:
        """The id of the centre."""
        return self.name.lower()

    @property
    def as_of(self) -> date:
        """The date that most tables state."""
        return month_end(self.year, self.month)

    @property
    def document_id(self) -> str:
        """The id of the document."""
        return f"{self.organization_id}-{self.as_of.isoformat()}-progress-report"


def write(report: Report) -> Paper:
    """Return the report as it is printed, with the facts that it holds."""
    paper = Paper()
    paper.line("\n\n제303회 시의회 정례회\n보건복지위원회\n")
    paper.line(f"{report.year} 주요업무보고\n\n{report.year}. {report.month + 1}\n\n{report.name}\n")
    paper.line("I . 일반현황\n\n1 시설현황\n")
    paper.line(f"- 시 설 명** : {report.name}(센터장 : 가나다)\n\n2\n\n예산현황\n")
    _revenue(report, paper)
    _expenditure(report, paper)
    _goals(report, paper)
    _pages(report, paper)
    paper.name("organization", organization_id=report.organization_id, name=report.name)
    paper.name(
        "document",
        document_id=report.document_id,
        kind="progress_report",
        fiscal_year=report.year,
        as_of=report.as_of,
        council_session="제303회 정례회",
        committee="보건복지위원회",
    )
    return paper


def _revenue(report: Report, paper: Paper) -> None:
    paper.line(f" 수입현황\n\n({report.year}년 {report.month}월말 기준 / 단위: 천원)\n")
    paper.row("구 분", "예산액 (A)", "수입액 (B)", "징수율", "징수부진사유(향후 계획)")
    paper.row("", "", "", "B/A", "(징수율 70%이하 사업)")
    spots: dict[str | None, str] = {}
    for (code, label, parent), (budget, received, rate) in zip(REVENUE, report.revenue, strict=True):
        line = paper.row(label, printed(budget), printed(received), f"{rate}%", "")
        spots[code] = f"{report.document_id}:{line}"
        paper.fact(
            "revenue_line",
            line,
            category=code,
            parent_id=spots.get(parent),
            current_won=won(budget),
            received_won=won(received),
            printed_rate=rate,
            original_won=None,
            unreadable=None,
        )


def _expenditure(report: Report, paper: Paper) -> None:
    year = report.year - 1 if report.contradicts else report.year
    paper.line(f"\n 지출현황\n\n \n({year}년 {report.month}월말 기준 / 단위: 천원)\n")
    paper.row("구 분", "예산액 (A)", "지출액 (B)", "집행률", "집행부진사유(향후 계획)")
    paper.row("", "", "", "B/A", "(집행률 70%이하 사업)")
    spots: dict[str | None, str] = {}
    for (code, label, level, parent), (budget, spent, rate) in zip(
        EXPENDITURE, report.expenditure, strict=True
    ):
        line = paper.row(label, printed(budget), printed(spent), f"{rate}%", report.sentences[0])
        spots[code] = f"{report.document_id}:{line}"
        paper.fact(
            "budget_line",
            line,
            category=code,
            level=level,
            parent_id=spots.get(parent),
            current_won=won(budget),
            executed_won=won(spent),
            printed_rate=rate,
            reason=report.sentences[0],
            program_id=None,
        )


def _goals(report: Report, paper: Paper) -> None:
    paper.line(f"\n2\n\n{report.year}년 운영계획\n\n□ {report.year}년 주요사업 추진실적\n")
    paper.row("사업명", "성과 목표", "성과 지표", f"추진 실적({report.month}월말)")
    for number, (section, programmes) in enumerate(report.sections, start=1):
        paper.row(f"{number}. {section}", "", "", "")
        for position, programme in enumerate(programmes):
            line = paper.row(
                f"{'①②③④⑤'[position]} {programme.name}",
                _bullets([f"{g.aim} ({g.target:,}{g.unit})" if g.target else g.aim for g in programme.goals]),
                _bullets([g.indicator for g in programme.goals]),
                _bullets([f"{g.actual:,}{g.unit}" for g in programme.goals]),
            )
            for part, goal in enumerate(programme.goals, start=1):
                paper.fact(
                    "indicator_result",
                    line if part == 1 else f"{line}:{part}",
                    name=goal.indicator,
                    target=None if goal.target is None else float(goal.target),
                    actual=float(goal.actual),
                    unit=goal.unit,
                    status="reported" if report.month == 12 else "interim",
                    program_id=_program_id(report, programme.name),
                    direction_id=None,
                )
    paper.line()


def _bullets(parts: list[str]) -> str:
    return " ".join(f"- {part}" for part in parts)


def _program_id(report: Report, name: str) -> str:
    return f"{report.organization_id}-{report.year}-{text.slug(name)}"


def _pages(report: Report, paper: Paper) -> None:
    paper.line(f"Ⅲ . {report.year}년 주요업무 추진현황\n")
    for number, (section, programmes) in enumerate(report.sections, start=1):
        paper.line(f"\n{number}. {section}\n")
        for position, programme in enumerate(programmes, start=1):
            paper.line(f"{report.lists}{position}) {programme.name}")
        for position, programme in enumerate(programmes, start=1):
            paper.line(f"\n{position} {programme.name}")
            _page(report, paper, programme, len(paper.lines))


def _page(report: Report, paper: Paper, programme: Programme, title_line: int) -> None:
    first, last = programme.months
    paper.line(f"\n사업개요\n\n- 기 간 : {report.year}년 {first}월 ~ {last}월\n- 내 용")
    paper.line(f" - {report.sentences[0]}\n - {report.sentences[1]}")
    budget = paper.line(f"- 소요예산 : {printed(programme.budget)}천원")
    paper.line(f"\n추진실적('{report.year % 100:02}. {report.month}월말)\n\n- {report.sentences[0]}\n")
    paper.line(f"- 예산집행 현황('{report.year % 100:02}. {report.month}월말)\n\n(단위 : 천원)\n")
    paper.row("사 업 명", "예산액", "집행액", "집행률", "비고")
    row = paper.row(
        programme.name, printed(programme.budget), printed(programme.executed), f"{programme.rate}%", ""
    )
    paper.line(f"\n향후추진계획\n\n- {report.sentences[1]} : '{report.year % 100:02}. 11월\n")
    paper.line(f"작성자\n\n{report.name} 센터장 가나다(☎)\n\n지원팀장 라마바(☎) 담당: 사아자(☎)")
    identity = _program_id(report, programme.name)
    paper.fact(
        "budget_line",
        budget,
        level="program_detail",
        label=programme.name,
        current_won=won(programme.budget),
        executed_won=None,
        program_id=identity,
    )
    paper.fact(
        "budget_line",
        row,
        level="program",
        label=programme.name,
        current_won=won(programme.budget),
        executed_won=won(programme.executed),
        printed_rate=programme.rate,
        program_id=identity,
    )
    paper.name(
        "program",
        program_id=identity,
        name=programme.name,
        line=title_line,
        direction_id=None,
        funding=None,
        appropriation="project_costs",
        starts_on=date(report.year, first, 1),
        ends_on=month_end(report.year, last),
    )


def _account(namer: Namer, leaves: int, total: int | None = None) -> tuple[tuple[int, Figure, float], ...]:
    """Return the figures of an account: the total, its only part, and the parts of that."""
    budgets = [namer.amount(total // leaves if total else 9_999_999) for _ in range(leaves)]
    if total is not None:
        budgets[-1] = total - sum(budgets[:-1])
    spent: list[int | None] = [namer.amount(budget) for budget in budgets]
    whole = sum(budgets), sum(amount or 0 for amount in spent)
    lines = [whole, whole, *zip(budgets, spent, strict=True)]
    return tuple((budget, amount, percent(amount, budget)) for budget, amount in lines)


@st.composite
def goals(draw: st.DrawFn, namer: Namer) -> Goal:
    """Draw a goal with a target."""
    return Goal(
        namer.name(particular=False),
        namer.name(particular=False),
        draw(st.integers(1, 999_999)),
        draw(st.integers(0, 999_999)),
        draw(st.sampled_from(("건", "명", "회", "개"))),
    )


@st.composite
def programmes(draw: st.DrawFn, namer: Namer) -> Programme:
    """Draw a programme with one to four goals."""
    first, last = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    budget = namer.amount()
    executed = namer.amount(budget)
    return Programme(
        namer.name(),
        tuple(draw(goals(namer)) for _ in range(draw(st.integers(1, 4)))),
        budget,
        executed,
        percent(executed, budget),
        (min(first, last), max(first, last)),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Draw the report of a centre that does not exist."""
    namer = draw(namers())
    revenue = _account(namer, len(REVENUE) - 2)
    # Tables of one year have one total: it tells which year a misprinted date means.
    expenditure = _account(namer, len(EXPENDITURE) - 2, revenue[0][0])
    return Report(
        namer.institution()[1],
        draw(years),
        draw(st.integers(1, 11)),
        tuple(
            (
                namer.name(particular=False),
                tuple(draw(programmes(namer)) for _ in range(draw(st.integers(1, 4)))),
            )
            for _ in range(draw(st.integers(1, 3)))
        ),
        revenue,
        expenditure,
        (namer.sentence(), namer.sentence()),
        draw(st.booleans()),
        draw(st.sampled_from(("- ", ""))),
    )
