"""Writes a plan for the year: a strategy map, goals without results, and a page per programme.

Pages may lack number, title and tags: then their name and funding stand in their section's list only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from etl.korean import text
from etl.terms.periods import month_end
from tests.layouts.arithmetic import percent, two_years
from tests.layouts.names import Namer, amounts, namers, years
from tests.layouts.paper import Paper, printed, won

TAGS = ("신규", "강화", "지속", "통합")
PARTS = ("수탁", "자체", "대행", "기부")
WON = {"천원": 1_000, "백만원": 1_000_000, "만원": 10_000, "원": 1}
TWO_YEARS = (
    ("revenue", "계", "계", None),
    ("revenue", "출 연 금", "출연금", "계"),
    ("revenue", "자 체 수 입", "자체수입", "계"),
    ("revenue", "이월 잉여금", "이월잉여금", "자체수입"),
    ("revenue", "대행사업수입", "대행사업수입", "자체수입"),
    ("revenue", "수 탁 기 관 운 영 비", "수탁기관운영비", "계"),
    ("expenditure", "계", "계", None),
    ("expenditure", "사업 예산", "사업예산", "계"),
    ("expenditure", "일반 관리비", "일반관리비", "계"),
    ("expenditure", "수탁 기관 운영비", "수탁기관운영비", "계"),
)


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme, and how its page is printed."""

    name: str
    funding: str | None
    budget: int
    execution: tuple[int, float] | None
    parts: tuple[tuple[str, int], ...]
    parts_print: str
    tags: tuple[str, ...]
    tags_print: str
    funding_print: str
    is_nameless: bool
    has_page: bool
    unit: str
    months: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Task:
    """A strategic task; the programmes of one without any have no section."""

    name: str
    programmes: tuple[Programme, ...]


@dataclass(frozen=True, slots=True)
class Direction:
    """A strategic direction with its tasks and goals (name, target, unit)."""

    name: str
    tasks: tuple[Task, ...]
    goals: tuple[tuple[str, float, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a plan says."""

    name: str
    year: int
    directions: tuple[Direction, ...]
    institutions: tuple[tuple[str, int], ...]
    two_years: tuple[tuple[int, float, int, float, int, float], ...]
    topics: tuple[str, ...]
    sentences: tuple[str, ...]
    office: str
    dashes: bool

    @property
    def organization_id(self) -> str:
        """The id of the institution."""
        return self.name.lower()

    @property
    def document_id(self) -> str:
        """The id of the document."""
        return f"{self.organization_id}-{self.year}-01-31-plan"

    def direction_id(self, position: int) -> str:
        """Return the id of a direction."""
        return f"{self.organization_id}-{self.year}-{position}"

    def sections(self) -> Iterator[tuple[int, int, Task]]:
        """Return the tasks that have programmes, with the positions of direction and task."""
        for i, direction in enumerate(self.directions, start=1):
            for j, task in enumerate(direction.tasks, start=1):
                if task.programmes:
                    yield i, j, task


def write(plan: Plan) -> Paper:
    """Return the plan as it is printed, with the facts that it holds."""
    paper = Paper()
    _cover(plan, paper)
    _two_years(plan, paper)
    _institutions(plan, paper)
    _strategy(plan, paper)
    _goals(plan, paper)
    _topics(plan, paper)
    _sections(plan, paper)
    paper.name(
        "organization", organization_id=plan.organization_id, name=plan.name, name_en="Nowhere Foundation"
    )
    paper.name(
        "document",
        document_id=plan.document_id,
        kind="plan",
        fiscal_year=plan.year,
        as_of=date(plan.year, 1, 31),
        council_session="제302회 임시회",
        committee="보건복지위원회",
        title=f"{plan.year}년 주요업무",
    )
    return paper


def _cover(plan: Plan, paper: Paper) -> None:
    paper.line("\n\n제302회 임시회\n보건복지위원회\n\n「함께 가는 길」\n")
    paper.line(f"{plan.year}년 주요업무\n\n{plan.year}. 3.\n\n\n")
    paper.line(f"{plan.name}\nNowhere Foundation\n\nI. 일반 현황\n")
    paper.line(f"2 조직 및 인력 ('{plan.year % 100:02}. 1월말 기준)\n")


def _two_years(plan: Plan, paper: Paper) -> None:
    for side in ("revenue", "expenditure"):
        paper.line("\n(단위: 백만원)\n")
        header = ("구 분", f"{plan.year - 1}년(비율)", f"{plan.year}년(비율)", "증감액(증감률)")
        paper.row(*header, *(("비고",) if side == "expenditure" else ()))
        for (own_side, print_, label, parent), figures in zip(TWO_YEARS, plan.two_years, strict=True):
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
                cells.append(" ".join(f"·{direction.name}" for direction in plan.directions))
            paper.fact(
                "year_on_year",
                paper.row(*cells),
                side=side,
                label=label,
                parent_label=parent,
                fiscal_year=plan.year,
                amount_won=won(now, 1_000_000),
                previous_won=won(before, 1_000_000),
                change_won=won(change, 1_000_000),
                share=share,
                previous_share=before_share,
                change_rate=change_rate,
            )


def _institutions(plan: Plan, paper: Paper) -> None:
    paper.line("\n□ 수탁기관 운영 현황\n")
    for name, budget in plan.institutions:
        paper.line(f"- {name}({plan.year - 1}.06.01.~{plan.year + 4}.05.31.)")
        paper.line(" - 인력 : 정원 15명 / 현원 14명")
        line = paper.line(f" - 예산 : {printed(budget)}천원")
        paper.fact(
            "budget_line", line, level="institution", label=name, current_won=won(budget), executed_won=None
        )


def _strategy(plan: Plan, paper: Paper) -> None:
    paper.line("\nII. 비전 및 전략체계\n")
    paper.row("미션", plan.sentences[0])
    if plan.dashes:
        paper.row("-----------", "------------------------")
    paper.line()
    line = paper.row(
        "전략 방향",
        *(f"{'①②③④⑤'[n]} {direction.name}" for n, direction in enumerate(plan.directions)),
    )
    if plan.dashes:
        paper.row(*["-----------"] * (len(plan.directions) + 1))
    for i, direction in enumerate(plan.directions, start=1):
        own = plan.direction_id(i)
        paper.name("strategic_direction", direction_id=own, position=i, name=direction.name, line=line)
    paper.line()
    deepest = max(len(direction.tasks) for direction in plan.directions)
    for depth in range(deepest):
        # A column with fewer tasks leaves rows empty: its last task stands on the last row.
        cells = ["전략 과제" if depth == 0 else ""]
        for i, direction in enumerate(plan.directions, start=1):
            tasks = direction.tasks
            at = depth if depth < len(tasks) - 1 else len(tasks) - 1 if depth == deepest - 1 else None
            cells.append("" if at is None else tasks[at].name)
            if at is not None:
                paper.name(
                    "strategic_task",
                    task_id=f"{plan.direction_id(i)}-{at + 1}",
                    direction_id=plan.direction_id(i),
                    position=at + 1,
                    name=tasks[at].name,
                )
        paper.row(*cells)
    paper.line()


def _goals(plan: Plan, paper: Paper) -> None:
    paper.line("주요 성과지표\n")
    paper.row("단위목표", "지표", "목표")
    for position, direction in enumerate(plan.directions, start=1):
        for number, (name, target, unit) in enumerate(direction.goals):
            print_ = f"{target:,.2f}" if unit == "%" else f"{target:,.0f}"
            line = paper.row("" if number else direction.name, name, f"{print_}{unit}")
            paper.fact(
                "indicator_result",
                line,
                name=name,
                target=float(target),
                unit=unit,
                actual=None,
                status="planned",
                direction_id=plan.direction_id(position),
            )


def _topics(plan: Plan, paper: Paper) -> None:
    paper.line(f"\nIII. {plan.year}년 주요업무 추진 계획\n")
    for number, topic in enumerate(plan.topics, start=1):
        paper.line(f"{number}. {topic}")
    for number, topic in enumerate(plan.topics, start=1):
        paper.line(f"\n{number}\n\n \n{topic}\n\n{plan.office}\n\n실장: 가나다 ☎\n\n◆ {plan.sentences[0]}\n")
        paper.line(f"① {topic}\n\n- {plan.sentences[1]}('24년 200개사→'25년 539개사)\n")


def _sections(plan: Plan, paper: Paper) -> None:
    paper.line(f"\nIV. {plan.year}년 사업별 추진계획\n")
    sections = list(plan.sections())
    for number, (_, _, task) in enumerate(sections, start=1):
        paper.line(f"{number}. {task.name}")
    for i, j, task in sections:
        paper.line(f"\n{task.name}\n")
        listed = [
            paper.line(f"{number}. {f'[{p.funding}]' if p.funding else ''}{p.name}")
            for number, p in enumerate(task.programmes, start=1)
        ]
        for number, programme in enumerate(task.programmes, start=1):
            funding = programme.funding
            if not programme.has_page:
                continue
            _page(plan, paper, programme, number, funding, listed[number - 1], (i, j))


def _page(
    plan: Plan,
    paper: Paper,
    programme: Programme,
    number: int,
    funding: str | None,
    listed: int,
    owner: tuple[int, int],
) -> None:
    line = _header(plan, paper, programme, number) or listed
    first, last = programme.months
    paper.line(f"{plan.sentences[0]}\n\n□ 사업개요\n")
    paper.line(f"- 사업기간 : {plan.year}년 {first}월~{last}월\n- 사업대상 : {plan.sentences[1]}\n- 주요내용")
    paper.line(f" - {plan.sentences[1]}\n\n□ '{plan.year % 100 - 1:02} 주요실적\n\n- {plan.sentences[0]}\n")
    paper.line(f"□ '{plan.year % 100:02} 추진계획\n\n- {plan.sentences[1]} : '{plan.year % 100:02}. 3~12월\n")
    unit = programme.unit
    amount = f"{printed(programme.budget)}{unit}"
    if programme.execution:
        amount += f"(집행실적:{printed(programme.execution[0])}{unit}/집행률:{programme.execution[1]}%)"
    elif programme.parts and programme.parts_print == "brackets":
        amount += f"({' / '.join(f'{f} {printed(part)}{unit}' for f, part in programme.parts)})"
    elif programme.parts:
        amount += f" ※{', '.join(f'{f}: {printed(part)}{unit}' for f, part in programme.parts)}"
    at = paper.line(f"{'□ ' if number % 2 else ''}소요예산: {amount}")
    direction_id = plan.direction_id(owner[0])
    shared = {
        "program_id": f"{plan.organization_id}-{plan.year}-{text.slug(programme.name)}",
        "direction_id": direction_id,
        "task_id": f"{direction_id}-{owner[1]}",
    }
    paper.fact(
        "budget_line",
        at,
        level="program_detail",
        label=programme.name,
        current_won=won(programme.budget, WON[unit]),
        executed_won=won(programme.execution[0], WON[unit]) if programme.execution else None,
        printed_rate=programme.execution[1] if programme.execution else None,
        funding=funding,
        parent_id=None,
        unreadable=None,
        **shared,
    )
    for position, (part, value) in enumerate([] if programme.execution else programme.parts, start=1):
        paper.fact(
            "budget_line",
            f"{at}:{position}",
            level="subprogram",
            funding=part,
            current_won=won(value, WON[unit]),
            parent_id=f"{plan.document_id}:{at}",
            **shared,
        )
    paper.name(
        "program",
        name=programme.name,
        funding=funding,
        line=line,
        tags=",".join(programme.tags) or None,
        starts_on=date(plan.year, first, 1),
        ends_on=month_end(plan.year, last),
        appropriation="commissioned_institutions" if funding == "수탁기관" else "programs",
        **shared,
    )


def _header(plan: Plan, paper: Paper, programme: Programme, number: int) -> int | None:
    """Write what heads a page; return the line of its title, if it has one."""
    if programme.is_nameless:
        paper.line(f"\n{plan.office}\n\n실장 : 가나다 ☎\n")
        return None
    title = programme.name
    if programme.funding:
        marks = {
            "round": f"({programme.funding})",
            "square": f"[{programme.funding}] ",
            "glued": programme.funding,
            "none": "",
        }
        title = marks[programme.funding_print] + title
    tags = " ".join(programme.tags)
    if tags and programme.tags_print == "title":
        title += f" {tags}"
    line = paper.line(f"\n{number}\n\n{title}")
    paper.line()
    if tags and programme.tags_print == "line":
        paper.line(f"{tags}\n")
    office = (
        f"{tags.replace(' ', '')}**{plan.office}**"
        if tags and programme.tags_print == "glued"
        else plan.office
    )
    paper.line(f"{office}\n\n실장: 가나다 ☎ 팀장: 라마바 ☎\n")
    return line


@st.composite
def programmes(draw: st.DrawFn, namer: Namer) -> Programme:
    """Draw a programme."""
    first, last = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    funding = draw(st.sampled_from((None, None, "수탁", "대행", "기부/대행", "수탁기관")))
    marked = draw(st.lists(st.sampled_from(TAGS), unique=True, max_size=2))
    is_nameless = draw(st.sampled_from((False, False, True)))
    parts = draw(st.lists(st.sampled_from(PARTS), unique=True, min_size=2, max_size=2))
    unit = draw(st.sampled_from(("천원", "천원", "백만원", "만원", "원")))
    budget = draw(st.integers(1, 999_999))
    executed = draw(st.integers(0, budget))
    part = draw(st.integers(0, budget))
    return Programme(
        namer.name(),
        funding,
        budget,
        draw(st.sampled_from((None, None, (executed, percent(executed, budget))))),
        tuple(zip(parts, (part, budget - part), strict=True)) if draw(st.booleans()) else (),
        draw(st.sampled_from(("brackets", "note"))),
        () if is_nameless else tuple(sorted(marked)),
        draw(st.sampled_from(("title", "line", "glued"))),
        draw(st.sampled_from(("round", "square", "glued", "none"))),
        is_nameless,
        True,
        unit,
        (min(first, last), max(first, last)),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a plan of an institution that does not exist."""
    namer = draw(namers())
    directions = []
    for number in range(draw(st.integers(2, 5))):
        tasks = []
        for _ in range(draw(st.integers(1, 3))):
            count = draw(st.integers(0 if number else 1, 3))
            found = [draw(programmes(namer)) for _ in range(count)]
            if count > 1 and draw(st.booleans()):
                # A listed programme without a page: then the others need their titles to be known.
                found = [replace(programme, is_nameless=False) for programme in found]
                found[draw(st.integers(0, count - 1))] = replace(found[0], name=namer.name(), has_page=False)
            for before, own in enumerate(range(1, count)):
                if found[before].is_nameless:  # of two pages without a title neither is known
                    found[own] = replace(found[own], is_nameless=False)
            tasks.append(Task(namer.name(), tuple(found)))
        goals = tuple(
            (
                namer.name(),
                *draw(
                    st.one_of(
                        st.tuples(st.integers(1, 99_999).map(float), st.sampled_from(("건", "명", "가구"))),
                        st.tuples(st.integers(1, 9_999).map(lambda n: n / 100), st.just("%")),
                    )
                ),
            )
            for _ in range(draw(st.integers(1, 4)))
        )
        directions.append(Direction(namer.name(particular=False), tuple(tasks), goals))
    return Plan(
        namer.institution()[1],
        draw(years),
        tuple(directions),
        tuple((namer.name(particular=False), draw(amounts)) for _ in range(draw(st.integers(0, 3)))),
        two_years(namer, TWO_YEARS),
        tuple(namer.name(particular=False) for _ in range(draw(st.integers(2, 4)))),
        (namer.sentence(), namer.sentence()),
        namer.office(),
        draw(st.booleans()),
    )


def reports() -> st.SearchStrategy[Plan]:
    """Return a strategy of plans."""
    return plans()
