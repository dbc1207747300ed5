"""Writes a progress report to a council: accounts, the list of programmes, goals, and a page per programme.

The same data prints clean, or with the noise that recognising printed pages leaves behind (`Noise`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from etl.korean import text
from etl.terms.periods import month_end
from tests.layouts.arithmetic import TwoYears, leaf_level, percent, two_years
from tests.layouts.names import Namer, namers, years
from tests.layouts.paper import LOST, Figure, Paper, lost_columns, printed, won

FUNDINGS = (None, None, None, "수탁", "대행", "기부", "기부/자체")


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one account: original, adjustment, current, executed and the rate."""

    original: Figure
    adjustment: Figure
    current: Figure
    executed: Figure
    rate: float | None

    @staticmethod
    def of(original: int, adjustment: int | None, executed: int | None) -> Line:
        """Return the line with what follows from its figures."""
        current = original + (adjustment or 0)
        return Line(original, adjustment, current, executed, percent(executed, current))

    @staticmethod
    def total(parts: Sequence[Line]) -> Line:
        """Return the sum of lines."""

        def added(figures: Sequence[Figure]) -> Figure:
            known = [figure for figure in figures if figure is not None]
            return sum(known) if known else None

        return Line.of(
            added([part.original for part in parts]) or 0,
            added([part.adjustment for part in parts]),
            added([part.executed for part in parts]),
        )


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme: in the list of execution, and, where `months` is set, on a page of its own."""

    name: str
    funding: str | None
    line: Line
    months: tuple[int, int] | None
    parts: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A strategic task and its programmes."""

    name: str
    programmes: tuple[Programme, ...]

    @property
    def line(self) -> Line:
        """The sum of its programmes."""
        return Line.total([programme.line for programme in self.programmes])


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal; no result means that it is announced for later."""

    name: str
    target: int
    actual: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class Direction:
    """A strategic direction, its tasks and goals."""

    name: str
    tasks: tuple[Task, ...]
    goals: tuple[Goal, ...]

    @property
    def line(self) -> Line:
        """The sum of its tasks."""
        return Line.total([task.line for task in self.tasks])


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution that is run on commission."""

    name: str
    line: Line


@dataclass(frozen=True, slots=True)
class Noise:
    """What the recognition of printed pages did to the text."""

    vertical_label: bool = False
    points: bool = False
    underscores: bool = False
    page_breaks: bool = False
    junk_after_titles: bool = False
    double_bullets: bool = False
    budget_bullet: str = "□"
    centred_goals: bool = False
    debris: bool = False
    html: bool = False
    broken_tables: bool = False
    misread_letters: bool = False


CLEAN = Noise()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a progress report says."""

    full_name: str
    short_name: str
    year: int
    as_of: tuple[int, int]
    directions: tuple[Direction, ...]
    institutions: tuple[Institution, ...]
    revenue: dict[str, Line]
    expenditure: dict[str, Line]
    two_years: tuple[TwoYears, ...]
    sentences: tuple[str, ...]
    office: str
    lost: frozenset[tuple[str, str]] = frozenset()
    """Accounts, by their print, and the figure of each that is destroyed."""
    noise: Noise = CLEAN

    @property
    def organization_id(self) -> str:
        """The id of the institution: its everyday name."""
        return self.short_name.replace(" ", "").lower()


REVENUE = (
    ("total", "총 계(A+B+C)", "총계", None),
    ("contribution", "출연금수입(A)", "출연금수입", "total"),
    ("own_revenue", "자체수입(B)", "자체수입", "total"),
    ("business_revenue", "사업운영수입", "사업운영수입", "own_revenue"),
    ("facility_revenue", "시설운영수입", "시설운영수입", "own_revenue"),
    ("other_revenue", "기타수입", "기타수입", "own_revenue"),
    ("carried_surplus", "이월잉여금", "이월잉여금", "own_revenue"),
    ("commissioned_institutions", "수탁기관 운영비(C)", "수탁기관 운영비", "total"),
)
"""Code, print, label and whole of each line of revenue; the institutions follow the last."""
CURRENT = (
    ("current_expenses", "경상경비 소계(C)", "section", "total"),
    ("general_administration", "일반관리비", "section", "current_expenses"),
    ("administration_costs", "행정운영경비", "section", "general_administration"),
    ("personnel", "인건비", "cost_item", "administration_costs"),
    ("performance_pay", "기관성과급", "item", "administration_costs"),
    ("basic_costs", "기본경비", "cost_item", "administration_costs"),
    ("reserve", "예비비", "item", "general_administration"),
    ("refunds", "반환금", "item", "general_administration"),
)
"""The same for what an institution spends on itself."""
TWO_YEARS = (
    ("revenue", "계", "계", None),
    ("revenue", "출 연 금", "출연금", "계"),
    ("revenue", "자 체 수 입", "자체수입", "계"),
    ("revenue", "시설운영수입", "시설운영수입", "자체수입"),
    ("revenue", "기 타 수 입", "기타수입", "자체수입"),
    ("revenue", "수 탁 기 관 운 영 비", "수탁기관운영비", "계"),
    ("expenditure", "계", "계", None),
    ("expenditure", "사업 예산", "사업예산", "계"),
    ("expenditure", "일반 관리비", "일반관리비", "계"),
    ("expenditure", "수탁 기관 운영비", "수탁기관운영비", "계"),
)
"""Side, print, label and whole of each line of the comparison of two years."""


def misread(name: str, report: Report) -> str:
    """Return a name as it is printed in a second place: a closing consonant may be misread there."""
    if not report.noise.misread_letters:
        return name
    at = next(i for i, letter in enumerate(name) if i and "가" <= letter < "힣")
    return name[:at] + chr(ord(name[at]) + 1) + name[at + 1 :]


def write(report: Report) -> Paper:
    """Return the report as it is printed, with the facts that it holds."""
    paper = Paper()
    _cover(report, paper)
    _two_years(report, paper)
    _institutions(report, paper)
    _goals(report, paper)
    _accounts(report, paper)
    _programmes(report, paper)
    _pages(report, paper)
    _names(report, paper)
    return paper


def _cover(report: Report, paper: Paper) -> None:
    paper.line("제301회 정례회 보건복지위원회\n")
    paper.line(f"# {report.year}년도 주요업무\n\n{report.year}. {report.as_of[0]}.\n")
    paper.line("# Ⅰ. 일 반 현 황\n\n### □ 설립목적\n")
    paper.row("구분", "내용")
    paper.row("설립목적", f"「{report.full_name} 설립 및 운영에 관한 조례」제1조")
    if report.noise.html:
        paper.row("사업범위", f"<ul> <li>{report.sentences[0]}</li> <li>{report.sentences[1]}</li> </ul>")
    paper.line()
    for sentence in report.sentences:
        paper.line(f"- {report.short_name} {sentence}")
    if report.noise.debris:
        paper.line("\nબીમોમો ▒▓\n")


def _two_years(report: Report, paper: Paper) -> None:
    for side in ("revenue", "expenditure"):
        paper.line("\n(단위: 백만원)\n")
        header = ("구 분", f"{report.year - 1}년(비율)", f"{report.year}년(비율)", "증감액(증감률)")
        paper.row(*header, *(("비고",) if side == "expenditure" else ()))
        for (own_side, print_, label, parent), figures in zip(TWO_YEARS, report.two_years, strict=True):
            if own_side != side:
                continue
            before, before_share, now, share, change, change_rate = figures
            cells = [
                print_,
                f"{printed(before)}({before_share}%)",
                f"{printed(now)}({share}%)",
                f"{printed(change)}({'△' if change_rate < 0 else ''}{abs(change_rate)}%)",
            ]
            if label == "사업예산":
                cells.append(" ".join(f"·{direction.name}" for direction in report.directions))
            paper.fact(
                "year_on_year",
                paper.row(*cells),
                side=side,
                label=label,
                parent_label=parent,
                fiscal_year=report.year,
                previous_year=report.year - 1,
                amount_won=won(now, 1_000_000),
                previous_won=won(before, 1_000_000),
                change_won=won(change, 1_000_000),
                share=share,
                previous_share=before_share,
                change_rate=change_rate,
                printed_unit_won=1_000_000,
                unreadable=None,
            )


def _institutions(report: Report, paper: Paper) -> None:
    paper.line("\n### □ 수탁기관 운영 현황\n")
    for number, institution in enumerate(report.institutions, start=1):
        paper.line(f"○ {institution.name}({report.year - 2}.06.30.~{report.year + number}.05.31.)\n")
        paper.line("- 인 력 : 정원 15명 / 현원 14명\n")
        line = paper.line(f"- 예 산 : {printed(institution.line.current)}천원")
        paper.line()
        paper.fact(
            "budget_line",
            line,
            level="institution",
            label=institution.name,
            current_won=won(institution.line.current),
            executed_won=None,
            original_won=None,
            program_id=None,
            direction_id=None,
        )


def _goals(report: Report, paper: Paper) -> None:
    paper.line("\n주요 성과지표\n")
    header = ("단위목표", "지표", "목표", f"<b>실적</b> ({report.as_of[0]}.{report.as_of[1]}. 기준)")
    paper.row(*header)
    for position, direction in enumerate(report.directions, start=1):
        centred = report.noise.centred_goals
        # Half a label with a misread letter may be too little to go by.
        labels = _group_labels(
            direction, direction.name if centred else misread(direction.name, report), centred
        )
        if report.noise.broken_tables and position == 2:
            paper.line("\n- 7 -\n")
            paper.row(*header)
        for label, goal in zip(labels, direction.goals, strict=True):
            actual = "연말 집계예정" if goal.actual is None else f"{goal.actual:,}{goal.unit}"
            status = "reported" if report.as_of[0] == 12 else "interim"
            paper.fact(
                "indicator_result",
                paper.row(label, goal.name, f"{goal.target:,}{goal.unit}", actual),
                name=goal.name,
                unit=goal.unit,
                target=float(goal.target),
                actual=None if goal.actual is None else float(goal.actual),
                status="pending" if goal.actual is None else status,
                direction_id=_direction_id(report, position),
            )


def _group_labels(direction: Direction, name: str, centred: bool) -> list[str]:
    """Return the first cell of each row of a group whose label is one merged cell."""
    labels = [""] * len(direction.goals)
    middle = len(labels) // 2
    words = name.split(" ")
    if not centred:
        labels[0] = name
    elif len(labels) % 2:
        labels[middle] = name
    else:
        half = (len(words) + 1) // 2
        labels[middle - 1], labels[middle] = " ".join(words[:half]), " ".join(words[half:])
    return labels


def _direction_id(report: Report, position: int) -> str:
    return f"{report.organization_id}-{report.year}-{position}"


def _document_id(report: Report) -> str:
    return f"{report.organization_id}-{date(report.year, *report.as_of).isoformat()}-progress-report"


def _stamp(report: Report) -> str:
    return f"({report.year}.{report.as_of[0]}.{report.as_of[1]}.기준, 단위 : 천원)"


def _money(report: Report, paper: Paper, value: Figure) -> str:
    """Return a figure as the table prints it; noise touches every second line."""
    noisy = len(paper.lines) % 2
    return printed(
        value,
        point="." if report.noise.points and noisy else ",",
        none="_" if report.noise.underscores and noisy else "-",
    )


def _accounts(report: Report, paper: Paper) -> None:
    paper.line(f"\n# Ⅲ. {report.year}년 수입·지출 집행현황\n\n{_stamp(report)}\n")
    _account_header(report, paper)
    spots: dict[str, int] = {}
    for code, print_, label, parent in REVENUE:
        figures = _destroyed(report, print_, report.revenue[code])
        line = _account(report, paper, print_, figures, split=True)
        spots[code] = line
        _note_revenue(report, paper, line, figures, label, code, spots.get(parent or ""))
    for institution in report.institutions:
        line = _account(report, paper, institution.name, institution.line)
        whole = spots["commissioned_institutions"]
        _note_revenue(report, paper, line, institution.line, institution.name, None, whole)
    _expenditure(report, paper)


def _account_header(report: Report, paper: Paper) -> None:
    if report.noise.vertical_label:
        year = f"{report.year}년"
        paper.row("구 분 출", "과 목", year, "", year, "달성", "차액", "댏")
        paper.row(
            "출", "", "예산(A)", "증감액(B)", "예산 (C=A+B)", "(집행)액(D)", "(E=C-D)", "(집행)률 (F=D/C)"
        )
    else:
        paper.row("과 목", "예산(A)", "증감액(B)", "예산(C=A+B)", "집행액(D)", "차액(E=C-D)", "집행률(F=D/C)")


def _expenditure(report: Report, paper: Paper) -> None:
    def account(
        print_: str,
        line: Line,
        level: str,
        whole: int | None,
        *,
        split: bool = False,
        **more: object,
    ) -> int:
        line = _destroyed(report, print_, line)
        at = _account(report, paper, print_, line, split=split)
        paper.fact(
            "budget_line",
            at,
            level=level,
            parent_id=f"{_document_id(report)}:{whole}" if whole else None,
            executed_won=won(line.executed),
            program_id=None,
            **{"direction_id": None, "task_id": None, **more},
            **_common(line),
        )
        return at

    lines = report.expenditure
    total = account("총 계(A+B+C)", lines["total"], "total", None, split=True, category="total")
    section = account(
        "사업비 소계(A)",
        lines["programs"],
        "section",
        total,
        split=True,
        category="programs",
    )
    for i, direction in enumerate(report.directions, start=1):
        above = account(
            misread(direction.name, report),
            direction.line,
            "direction",
            section,
            split=True,
            label=direction.name,
            direction_id=_direction_id(report, i),
        )
        for j, task in enumerate(direction.tasks, start=1):
            account(
                task.name,
                task.line,
                "task",
                above,
                label=task.name,
                direction_id=_direction_id(report, i),
                task_id=f"{_direction_id(report, i)}-{j}",
            )
    if report.noise.broken_tables:
        paper.line("\n12\n")
        _account_header(report, paper)
    section = account("수탁기관 소계(B)", lines["commissioned"], "section", total, split=True)
    level = "section" if report.institutions else "cost_item"
    costs = account("수탁기관 운영비", lines["costs"], level, section, split=True)
    for institution in report.institutions:
        level = leaf_level(institution.name)
        account(institution.name, institution.line, level, costs, label=institution.name)
    spots = {"total": total}
    for code, print_, level, parent in CURRENT:
        spots[code] = account(print_, lines[code], level, spots[parent], split=True, category=code)


def _destroyed(report: Report, print_: str, line: Line) -> Line:
    """Return a line as it is printed: one of its figures may be destroyed."""
    column = next((column for name, column in report.lost if name == print_), None)
    return line if column is None else replace(line, **{column: None if column == "rate" else LOST})


def _account(report: Report, paper: Paper, label: str, line: Line, *, split: bool = False) -> int:
    """Write one account; a vertical heading takes the first syllable of some."""
    first: list[str] = []
    if report.noise.vertical_label:
        noisy = split and len(paper.lines) % 3 == 0
        first = [label[0] if noisy else ("", "7", "<b>ク</b>")[len(paper.lines) % 3]]
        label = label[1:] if noisy else label
    figures = (line.original, line.adjustment, line.current, line.executed)
    difference = 0 if LOST in figures else (line.current or 0) - (line.executed or 0)
    cells = [_money(report, paper, figure) for figure in figures]
    return paper.row(*first, label, *cells, _money(report, paper, difference), _rate(line.rate))


def _rate(rate: float | None) -> str:
    return "" if rate is None else f"{rate}%"


def _common(line: Line) -> dict[str, object]:
    return {
        "original_won": won(line.original),
        "adjustment_won": won(line.adjustment),
        "current_won": won(line.current),
        "printed_rate": line.rate,
        "printed_unit_won": 1_000,
        "unreadable": lost_columns(
            original_won=line.original,
            adjustment_won=line.adjustment,
            current_won=line.current,
            executed_won=line.executed,
            printed_rate=LOST if line.rate is None else 0,
        ),
    }


def _note_revenue(
    report: Report, paper: Paper, at: int, line: Line, label: str, code: str | None, whole: int | None
) -> None:
    common = _common(line)
    if common["unreadable"]:
        common["unreadable"] = str(common["unreadable"]).replace("executed_won", "received_won")
    paper.fact(
        "revenue_line",
        at,
        category=code,
        parent_id=f"{_document_id(report)}:{whole}" if whole else None,
        received_won=won(line.executed),
        **({} if code else {"label": label}),
        **common,
    )


def _program_id(report: Report, name: str) -> str:
    return f"{report.organization_id}-{report.year}-{text.slug(name)}"


def _mark(funding: str | None) -> str:
    return f"({funding.replace('/', ',')})" if funding else ""


def _programmes(report: Report, paper: Paper) -> None:
    paper.line(f"\n### □ 세부 사업별 집행현황\n\n{_stamp(report)}\n")
    header = ("사 업 명", "예산액", "집행액", "집행률")
    paper.row(*header)
    start = len(paper.lines)

    def row(print_: str, line: Line, **columns: object) -> int:
        if report.noise.page_breaks and (len(paper.lines) - start) % 7 == 6:
            paper.line("\n")
            paper.row(*header)
            print_ = f"   {print_}"
        amounts = (line.current, line.executed)
        at = paper.row(print_, *(_money(report, paper, amount) for amount in amounts), _rate(line.rate))
        paper.fact(
            "budget_line",
            at,
            current_won=won(line.current),
            executed_won=won(line.executed),
            printed_rate=line.rate,
            original_won=None,
            adjustment_won=None,
            unreadable=None,
            **{"direction_id": None, "task_id": None, "program_id": None, "funding": None, **columns},
        )
        return at

    def identity(at: int) -> str:
        return f"{_document_id(report)}:{at}"

    programs, commissioned = report.expenditure["programs"], report.expenditure["costs"]
    total = row("총계", Line.total([programs, commissioned]), level="total", parent_id=None)
    section = row(
        "사업비(자체, 수탁, 인건비 포함) 소계", programs, level="section", parent_id=identity(total)
    )
    for i, direction in enumerate(report.directions, start=1):
        ours = {"direction_id": _direction_id(report, i)}
        above = row(
            misread(direction.name, report),
            direction.line,
            level="direction",
            parent_id=identity(section),
            label=direction.name,
            **ours,
        )
        for j, task in enumerate(direction.tasks, start=1):
            theirs = {**ours, "task_id": f"{_direction_id(report, i)}-{j}"}
            whole = row(
                task.name, task.line, level="task", parent_id=identity(above), label=task.name, **theirs
            )
            for programme in task.programmes:
                funding = programme.funding
                at = row(
                    _mark(funding) + programme.name,
                    programme.line,
                    level="program",
                    parent_id=identity(whole),
                    label=_mark(funding) + programme.name,
                    program_id=_program_id(report, programme.name),
                    funding=funding,
                    **theirs,
                )
                _note_programme(report, paper, programme, at, funding, theirs)
    section = row("수탁기관 운영비 소계", commissioned, level="section", parent_id=identity(total))
    for institution in report.institutions:
        name = f"{institution.name} 운영"
        at = row(
            f"(수탁){name}",
            institution.line,
            level="program",
            parent_id=identity(section),
            program_id=_program_id(report, name),
            funding="수탁",
        )
        paper.name(
            "program", name=name, line=at, funding="수탁", appropriation="commissioned_institutions",
            direction_id=None, task_id=None, program_id=_program_id(report, name),
        )  # fmt: skip


def _note_programme(
    report: Report, paper: Paper, programme: Programme, at: int, funding: str | None, owner: dict[str, str]
) -> None:
    first, last = programme.months or (None, None)
    paper.name(
        "program",
        name=programme.name,
        program_id=_program_id(report, programme.name),
        line=at,
        funding=funding,
        appropriation="programs",
        starts_on=date(report.year, first, 1) if first else None,
        ends_on=month_end(report.year, last) if last else None,
        **owner,
    )


def _all(report: Report) -> Iterator[tuple[int, int, Programme]]:
    for i, direction in enumerate(report.directions, start=1):
        for j, task in enumerate(direction.tasks, start=1):
            for programme in task.programmes:
                yield i, j, programme


def _pages(report: Report, paper: Paper) -> None:
    paper.line(f"\n### Ⅳ. {report.year}년 주요업무 추진 계획 및 실적\n")
    sections: dict[tuple[int, int], list[Programme]] = {}
    for i, j, programme in _all(report):
        if programme.months:
            sections.setdefault((i, j), []).append(programme)
    for number, (i, j) in enumerate(sections, start=1):
        paper.line(f"- {number}. {report.directions[i - 1].tasks[j - 1].name}")
    for (i, j), programmes in sections.items():
        paper.line(f"\n# {report.directions[i - 1].tasks[j - 1].name}\n")
        for number, programme in enumerate(programmes, start=1):
            paper.line(f"- {number}. {_mark(programme.funding)}{misread(programme.name, report)}")
        for programme in programmes:
            funding = programme.funding
            owner = {"direction_id": _direction_id(report, i), "task_id": f"{_direction_id(report, i)}-{j}"}
            _page(report, paper, programme, funding, owner)


def _page(
    report: Report, paper: Paper, programme: Programme, funding: str | None, owner: dict[str, str]
) -> None:
    noise = report.noise
    junk = ("@;", " 🖼", "|")[len(paper.lines) % 3] if noise.junk_after_titles else ""
    bullet = "- ㅇ" if noise.double_bullets else "ㅇ"
    paper.line(f"\n### {_mark(programme.funding)}{programme.name}{junk}\n")
    paper.line(f"{report.office} │ 실장: 가나다☎ 팀장: 라마바☎\n\n{report.sentences[0]}\n")
    first, last = programme.months or (1, 12)
    paper.line(f"#### □ 사업개요\n\n{bullet} 사업기간 : {report.year}년 {first}월~{last}월")
    paper.line(f"{bullet} 주요내용\n  - {report.sentences[1]}\n")
    if not noise.junk_after_titles:
        paper.line(f"### □ 추진실적\n\n{bullet} {report.sentences[1]}\n")
    paper.line(f"#### □ 향후계획\n\n{bullet} {report.sentences[0]}\n")
    at = paper.line(
        f"{noise.budget_bullet} 소요예산 : {_money(report, paper, programme.line.current)}천원"
        f"(집행실적 : {_money(report, paper, programme.line.executed or 0)}천원"
        f"/집행률 : {programme.line.rate}%)"
    )
    shared = {"program_id": _program_id(report, programme.name), "printed_unit_won": 1_000, **owner}
    paper.fact(
        "budget_line",
        at,
        level="program_detail",
        label=programme.name,
        parent_id=None,
        current_won=won(programme.line.current),
        executed_won=won(programme.line.executed or 0),
        printed_rate=programme.line.rate,
        funding=funding,
        unreadable=None,
        **shared,
    )
    paper.line()
    for label, current, executed in programme.parts:
        line = paper.line(f"o {label} : {printed(current)}천원(집행실적: {printed(executed)}천원)")
        paper.line()
        paper.fact(
            "budget_line",
            line,
            level="subprogram",
            label=label,
            parent_id=f"{_document_id(report)}:{at}",
            current_won=won(current),
            executed_won=won(executed),
            printed_rate=None,
            **shared,
        )


def _names(report: Report, paper: Paper) -> None:
    paper.name("organization", organization_id=report.organization_id, name=report.short_name)
    paper.name(
        "document",
        document_id=_document_id(report),
        kind="progress_report",
        fiscal_year=report.year,
        as_of=date(report.year, *report.as_of),
        council_session="제301회 정례회",
        committee="보건복지위원회",
        line_count=len(paper.lines),
    )
    for i, direction in enumerate(report.directions, start=1):
        own = _direction_id(report, i)
        paper.name("strategic_direction", direction_id=own, position=i, name=direction.name)
        for j, task in enumerate(direction.tasks, start=1):
            paper.name("strategic_task", task_id=f"{own}-{j}", direction_id=own, position=j, name=task.name)


def noises() -> st.SearchStrategy[Noise]:
    """Return a strategy of noise."""
    flag = st.booleans()
    return st.builds(
        Noise, flag, flag, flag, flag, flag, flag, st.sampled_from("□〗→◯│"), flag, flag, flag, flag, flag
    )


@st.composite
def lines(draw: st.DrawFn, namer: Namer) -> Line:
    """Draw the figures of an account that has no parts."""
    original = namer.amount()
    change = namer.amount(original) // 2
    adjustment = draw(st.sampled_from((change, -change, change, None)))
    executed = namer.amount(original - change)
    return Line.of(original, adjustment, draw(st.sampled_from((executed,) * 6 + (0, None))))


@st.composite
def programmes(draw: st.DrawFn, namer: Namer) -> Programme:
    """Draw a programme; some have a page, and some of these are split."""
    has_page = draw(st.booleans())
    first, last = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    line = draw(lines(namer))
    current, executed = line.current or 0, line.executed or 0
    part, spent = draw(st.integers(0, current)), draw(st.integers(0, executed))
    is_split = has_page and draw(st.sampled_from((False, False, True)))
    amounts = ((part, spent), (current - part, executed - spent)) if is_split else ()
    return Programme(
        namer.name(),
        draw(st.sampled_from(FUNDINGS)),
        line,
        (min(first, last), max(first, last)) if has_page else None,
        tuple((namer.name(particular=False), *amount) for amount in amounts),
    )


@st.composite
def strategic_tasks(draw: st.DrawFn, namer: Namer) -> Task:
    """Draw a task with its programmes; of a single one nothing but its name tells that it is a part."""
    return Task(namer.name(), tuple(draw(programmes(namer)) for _ in range(draw(st.integers(2, 3)))))


@st.composite
def goals(draw: st.DrawFn, namer: Namer) -> Goal:
    """Draw a goal."""
    actual = draw(st.one_of(st.none(), st.integers(0, 99_999)))
    return Goal(namer.name(), draw(st.integers(1, 99_999)), actual, draw(st.sampled_from("건명개회")))


@st.composite
def reports(draw: st.DrawFn, noise: st.SearchStrategy[Noise] | None = None) -> Report:
    """Draw a progress report of an institution that does not exist."""
    namer = draw(namers())
    full_name, short_name = namer.institution()
    chosen = draw(noise if noise is not None else st.just(CLEAN))
    directions = []
    for number in range(draw(st.integers(2, 4))):
        least = 2 if number == 0 else 1
        tasks = tuple(draw(strategic_tasks(namer)) for _ in range(draw(st.integers(2, 3))))
        found = tuple(draw(goals(namer)) for _ in range(draw(st.integers(least, 4))))
        directions.append(Direction(namer.name(particular=False), tasks, found))
    institutions = tuple(
        Institution(namer.name(particular=False), draw(lines(namer)))
        for _ in range(draw(st.sampled_from((0, 2, 3))))
    )
    held = {"commissioned_institutions": [institution.line for institution in institutions]}
    revenue = _accounts_of([(code, whole) for code, _, _, whole in REVENUE], held, draw, namer)
    shape = [("total", None), ("programs", "total"), ("commissioned", "total"), ("costs", "commissioned")]
    shape += [(code, whole) for code, _, _, whole in CURRENT]
    held = {
        "programs": [direction.line for direction in directions],
        "costs": held["commissioned_institutions"],
    }
    expenditure = _accounts_of(shape, held, draw, namer)
    prints = [print_ for _, print_, *_ in (*REVENUE, *CURRENT)]
    columns = st.sampled_from(("original", "adjustment", "current", "executed", "rate"))
    lost = st.frozensets(st.tuples(st.sampled_from(prints), columns), max_size=2)
    return Report(
        full_name,
        short_name,
        draw(years),
        draw(st.sampled_from(((9, 30), (6, 30), (12, 31), (10, 15)))),
        tuple(directions),
        institutions,
        revenue,
        expenditure,
        two_years(namer, TWO_YEARS),
        (namer.sentence(), namer.sentence()),
        namer.office(),
        frozenset() if chosen == CLEAN else draw(lost),
        chosen,
    )


def _accounts_of(
    shape: Sequence[tuple[str, str | None]],
    held: Mapping[str, list[Line]],
    draw: st.DrawFn,
    namer: Namer,
) -> dict[str, Line]:
    """Return the figures of accounts. shape: code and whole of each; held: lines that stand under a code."""
    found: dict[str, Line] = {}
    for code, _ in reversed(shape):
        parts = [found[part] for part, whole in shape if whole == code] + held.get(code, [])
        found[code] = Line.total(parts) if parts else draw(lines(namer))
    return found
