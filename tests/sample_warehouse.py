"""Builds a small synthetic warehouse for the dashboard's tests: names like real ones, figures made up.

It holds the hard cases on purpose: over 100 %, zero and missing budgets, pending results, an unreadable
label, an institution without strategic directions, one with cost items only, and two years whose strategies
differ.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

from etl import facts
from etl.terms.measures import load_thresholds
from etl.warehouse import schema
from etl.warehouse.load import Contents, build

Rows = dict[str, list[dict[str, object]]]

FOUNDATION = "서울시여성가족재단"
CENTRE = "서북권직장맘지원센터"
NETWORK = "일가족양립지원센터"
REPORT_2023 = "002-2023-업무보고"
PLAN_2026 = "004-2026-업무계획"
REPORT_2021 = "001-2021-센터보고"
FINAL_2015 = "000-2015-결과보고"
AT_2023 = date(2023, 9, 30)
AT_2026 = date(2026, 1, 31)
THOUSAND = 1_000
NEW_GOAL = "새로 생긴 목표"

# name, budget and execution in thousand won (None: printed as none), funding, office
PROGRAMS_2023: dict[int, list[tuple[str, int | None, int | None, str, str]]] = {
    1: [
        ("서울시 성인지예산제도 성평등 목표 수립 방안 연구", 12_659, 5_278, "자체", "정책개발실"),
        ("서울시 일·생활균형 실태조사 및 정책과제 연구", 34_320, 30_941, "자체", "정책개발실"),
        ("여성가족정책 이슈분석 및 확산", 76_345, 38_556, "자체", "정책개발실"),
        ("(수탁)아동친화도시 조성을 위한 아동영향평가 연구", 40_000, 12_602, "수탁", "정책개발실"),
    ],
    2: [
        ("서울형 성주류화 제도 통합 모델 개발 및 운영", 266_540, 172_668, "자체", "양성평등사업실"),
        ("(수탁)서울 디지털성범죄 안심지원센터 운영", 1_444_705, 959_192, "수탁", "양성평등사업실"),
        ("(수탁)스토킹 피해자 원스톱 지원 사업단 운영", 250_000, 41_281, "수탁", "양성평등사업실"),
        ("성평등 문화 확산 기념행사", 20_000, 20_800, "자체", "양성평등사업실"),
    ],
    3: [
        ("서울시보육서비스지원센터 운영", 325_000, 233_520, "자체", "돌봄사업실"),
        ("(수탁)아이돌봄 광역거점기관 운영", 1_024_338, 420_177, "수탁", "돌봄사업실"),
        ("초등돌봄지원단 운영", 100_000, 86_072, "자체", "돌봄사업실"),
        ("돌봄 현장 긴급지원", 0, 0, "자체", "돌봄사업실"),
    ],
    4: [
        ("양육친화적 일·생활균형 기업문화 조성", 110_000, 65_278, "자체", "일생활균형사업실"),
        ("(기부,자체)난자동결 시술비용 지원사업", 604_216, 10_845, "기부/자체", "일생활균형사업실"),
        ("(수탁)경력단절여성 등의 경제활동촉진 사업", 4_418_364, 3_314_031, "수탁", "일생활균형사업실"),
        ("지원인력(일·생활 균형 환경 및 문화 조성 지원)", 16_504, None, "자체", "일생활균형사업실"),
    ],
    5: [
        ("서울여성플라자 운영 활성화", 2_441_645, 1_920_158, "자체", "공간운영실"),
        ("정보시스템 통합 운영 및 기능개선", 968_967, 963_721, "자체", "경영기획실"),
        ("대내외 소통 활성화", None, 62_849, "자체", "경영기획실"),
    ],
}
DIRECTIONS_2023 = {
    1: ("시민생활 맞춤형 양성평등 정책개발", "policy"),
    2: ("양성평등 정책 추진 기반 및 폭력대응체계 운영 활성화", "safety"),
    3: ("서울아이 돌봄기관 인프라 확대 및 운영 활성화", "care"),
    4: ("지속가능한 일·생활 기반 구축 및 운영 활성화", "work-life"),
    5: ("미래지향적 가치 기반의 책임경영 강화", "management"),
}
PROGRAMS_2026: dict[int, list[tuple[str, int | None, str, str]]] = {
    1: [
        ("여성가족 정책연구", 210_000, "자체", "정책연구실/여성정책팀"),
        ("저출생 대응 의제 발굴", 88_000, "자체", "정책연구실/여성정책팀+저출생의제팀"),
    ],
    2: [("디지털성범죄 안심지원센터 운영", 1_982_400, "수탁", "양성평등사업실")],
    3: [
        ("서울형 아이돌봄 지원", 2_310_500, "수탁", "돌봄사업실"),
        ("키즈카페 운영 지원", 402_000, "대행", "돌봄사업실/키즈카페팀"),
    ],
    4: [("경력보유여성 경제활동 촉진", 4_900_100, "수탁", "일생활균형사업실")],
    5: [("공간 운영 활성화", 2_600_000, "자체", "공간운영실"), ("정보화 추진", None, "자체", "경영기획실")],
}
DIRECTIONS_2026 = {
    1: ("미래를 여는 여성가족 정책연구", "policy"),
    2: ("안전한 일상을 지키는 폭력대응", "safety"),
    3: ("함께 키우는 아이돌봄", "care"),
    4: ("일하는 여성의 성장 지원", "work-life"),
    5: ("신뢰받는 책임경영", "management"),
}
THEMES = {
    "policy": ("정책연구", "Policy research"),
    "safety": ("폭력대응", "Violence response"),
    "care": ("아이돌봄", "Child care"),
    "work-life": ("일·생활 균형", "Work-life balance"),
    "management": ("경영", "Management"),
}


class Sample:
    """Collects rows for a warehouse; every row gets a line of its own."""

    def __init__(self) -> None:
        self.tables: Rows = {
            t.name: [] for t in schema.METADATA.sorted_tables if t.name not in ("threshold", "load")
        }
        self._line = 100

    def add(self, row: facts.Row, **more: object) -> None:
        values = {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}
        self.tables[row.table].append({**values, **more})

    def place(self, document_id: str, raw: str) -> dict[str, object]:
        self._line += 1
        return {"document_id": document_id, "line": self._line, "raw": raw}


def build_sample(path: Path, *, with_findings: bool = True) -> Path:
    """Build the sample warehouse at `path` and return the path."""
    sample = _sample()
    if with_findings:
        _findings(sample)
    build(path, Contents(tables=sample.tables, facts_sha256="5a" * 32, thresholds=load_thresholds()))
    return path


def build_corrected(path: Path) -> Path:
    """Build the sample, and then the sample with corrections: both builds are kept.

    One programme's execution reads otherwise, another line only moved, one goal came, one step and one
    finding went.
    """
    before, after = _sample(), _sample()
    _findings(before)
    _findings(after)
    tables = after.tables
    for row in tables["budget_line"]:
        if row["program_id"] == f"{FOUNDATION}-2023-2-02":
            row["executed_won"] = 1_000_000_001
        elif row["program_id"] == f"{FOUNDATION}-2023-2-01":
            row["line"] = 2_000
    goal = {**tables["indicator_result"][0], "indicator_result_id": "new", "name": NEW_GOAL, "line": 2_001}
    tables["indicator_result"].append(goal)
    tables["milestone"].pop()
    tables["finding"].pop()
    for sample, digest in ((before, "5a" * 32), (after, "6b" * 32)):
        made = Contents(tables=sample.tables, facts_sha256=digest, thresholds=load_thresholds())
        build(path, made, builds_kept=12)
    return path


def build_reviewed(path: Path) -> int:
    """Build the sample with how a report was read, and one figure set right; return the figure's line."""
    sample = _sample()
    place = {"document_id": REPORT_2023, "line": 12}
    for field, table_no, value, how in (
        ("as_of", None, "2023-09-30", "stated"), ("unit", 1, "1000", "confirmed"),
        ("scope", 1, "fund", "reviewed"), ("year", 2, None, "proposed"),
    ):  # fmt: skip
        sample.add(facts.Reading(field=field, table_no=table_no, value=value, how=how, **place))
    for number in (1, 2, 3):
        cell = {"table_no": 1, "row_no": number, "column_no": 1, "column_path": "기금 › 예산액"}
        sample.add(facts.TableCell(text=str(number), **cell, **place))
    line = next(r for r in sample.tables["budget_line"]
                if r["document_id"] == REPORT_2023 and r["executed_won"] and r["program_id"])  # fmt: skip
    line["grade"] = "reviewed"
    sample.tables["correction"].append(
        {
            "document_id": REPORT_2023, "line": line["line"], "table_name": "budget_line",
            "column_name": "executed_won", "label": line["label"], "printed": "4321000",
            "corrected": str(line["executed_won"]), "unit_won": 1000, "reason": "원장과 다름",
            "who": "예산팀",
            "corrected_on": date(2031, 3, 2), "state": "applied", "program_id": line["program_id"],
        }
    )  # fmt: skip
    build(path, Contents(tables=sample.tables, facts_sha256="5a" * 32, thresholds=load_thresholds()))
    return int(str(line["line"]))


def _sample() -> Sample:
    sample = Sample()
    _references(sample)
    _report_2023(sample)
    _remarks_2023(sample)
    _plan_2026(sample)
    _centre_2021(sample)
    _network_2015(sample)
    return sample


def build_empty(path: Path) -> Path:
    """Build a warehouse that holds no document at all."""
    build(path, Contents(tables=Sample().tables, facts_sha256="00" * 32, thresholds=load_thresholds()))
    return path


def _references(sample: Sample) -> None:
    first = {"line": 1, "raw": None}
    documents = [
        (REPORT_2023, FOUNDATION, "2023년 주요업무보고", "progress_report", 2023, AT_2023, "제321회 정례회"),
        (PLAN_2026, FOUNDATION, "2026년 주요업무계획", "plan", 2026, AT_2026, "제334회 임시회"),
        (
            REPORT_2021,
            CENTRE,
            "2021년 행정사무감사 업무보고",
            "progress_report",
            2021,
            date(2021, 9, 30),
            "제303회 정례회",
        ),
        (FINAL_2015, NETWORK, "2015년 사업 결과보고", "final_report", 2015, date(2015, 12, 31), None),
    ]
    names = {
        FOUNDATION: ("서울시여성가족재단", "Seoul Foundation of Women & Family", REPORT_2023),
        CENTRE: ("서울특별시 서북권직장맘지원센터", None, REPORT_2021),
        NETWORK: ("서울시 일·가족양립지원센터", None, FINAL_2015),
    }
    for organization_id, (name, name_en, document_id) in names.items():
        sample.add(
            facts.Organization(
                organization_id=organization_id, name=name, name_en=name_en, document_id=document_id, **first
            )
        )
    for document_id, organization_id, title, kind, year, as_of, session in documents:
        sample.add(
            facts.Document(
                organization_id=organization_id,
                source_name=f"{document_id[:3]}.txt",
                sha256=document_id[:3] * 20,
                title=title,
                kind=kind,
                fiscal_year=year,
                as_of=as_of,
                council_session=session,
                committee="보건복지위원회",
                line_count=2_894,
                document_id=document_id,
                **first,
            )
        )
    for position, (theme_id, (name, name_en)) in enumerate(THEMES.items(), 1):
        sample.tables["theme"].append(
            {"theme_id": theme_id, "position": position, "name": name, "name_en": name_en}
        )
    sample.tables["lineage"] += [
        {"lineage_id": "디지털성범죄", "name": "디지털성범죄 안심지원센터"},
        {"lineage_id": "여성플라자", "name": "서울여성플라자"},
    ]


def _direction(sample: Sample, year: int, position: int, name: str, theme_id: str, document_id: str) -> str:
    direction_id = f"{FOUNDATION}-{year}-{position}"
    place = sample.place(document_id, f"전략 방향 {position} {name}")
    sample.add(
        facts.StrategicDirection(
            direction_id=direction_id,
            organization_id=FOUNDATION,
            fiscal_year=year,
            position=position,
            name=name,
            **place,
        ),
        theme_id=theme_id,
    )
    for number in (1, 2):
        sample.add(
            facts.StrategicTask(
                task_id=f"{direction_id}-{number}",
                direction_id=direction_id,
                position=number,
                name=f"{name} 과제 {number}",
                **place,
            )
        )
    return direction_id


def _department(sample: Sample, year: int, name: str, document_id: str) -> str:
    """Add an office or, as 'office/team', a team below an office that has no row of its own."""
    office, _, team = name.partition("/")
    department_id = f"{FOUNDATION}-{year}-{name.replace('/', '-')}"
    if all(row["department_id"] != department_id for row in sample.tables["department"]):
        sample.add(
            facts.Department(
                department_id=department_id,
                organization_id=FOUNDATION,
                fiscal_year=year,
                division="기획조정본부"
                if office in ("정책개발실", "경영기획실", "정책연구실")
                else "정책사업본부",
                office=office,
                team=team or None,
                **sample.place(document_id, name),
            )
        )
    return department_id


def _report_2023(sample: Sample) -> None:
    doc = REPORT_2023
    dates = {"fiscal_year": 2023, "as_of": AT_2023, "printed_unit_won": THOUSAND}
    for label, original, adjustment, current, executed, category, level in (
        ("총 계(A+B+C)", 31_886_637, 871_459, 32_758_096, 21_141_677, None, "total"),
        ("사업비 소계(A)", 15_152_743, 557_030, 15_709_773, 11_192_323, "programs", "section"),
    ):
        sample.add(
            facts.BudgetLine(
                budget_line_id=f"{doc}-{label}",
                level=level,
                label=label,
                category=category,
                original_won=original * THOUSAND,
                adjustment_won=adjustment * THOUSAND,
                current_won=current * THOUSAND,
                executed_won=executed * THOUSAND,
                printed_rate=64.5,
                rate_places=1,
                **dates,
                **sample.place(doc, f"{label}\t{original:,}\t{adjustment:,}\t{current:,}\t{executed:,}"),
            )
        )
    revenue = [
        ("총 계(A+B+C)", None, "total", 32_758_096, 23_789_975, 72.6),
        ("출연금수입(A)", "총 계(A+B+C)", "grant", 16_870_042, 11_835_454, 70.2),
        ("자체수입(B)", "총 계(A+B+C)", "own", 11_196_627, 8_900_616, 79.5),
        ("수탁기관 운영비(C)", "총 계(A+B+C)", "commissioned", 4_691_427, 3_053_905, None),
        (None, "자체수입(B)", None, 63_398, None, None),
    ]
    for number, (name, parent, category, current, received, rate) in enumerate(revenue):
        sample.add(
            facts.RevenueLine(
                revenue_line_id=f"{doc}-revenue-{number}",
                parent_id=None
                if parent is None
                else f"{doc}-revenue-{[r[0] for r in revenue].index(parent)}",
                label=name,
                parent_label=parent,
                category=category,
                current_won=current * THOUSAND,
                received_won=None if received is None else received * THOUSAND,
                printed_rate=rate,
                unreadable="label,received_won" if name is None else None,
                **dates,
                **sample.place(doc, f"{name or '?'}\t{current:,}\t{received or '?'}"),
            )
        )
    for previous, amount, category in (
        (28_900_000, 31_886_637, "total"),
        (14_100_000, 15_152_743, "programs"),
    ):
        sample.add(
            facts.YearOnYear(
                side="expenditure",
                label="총 계" if category == "total" else "사업비",
                category=category,
                fiscal_year=2023,
                amount_won=amount * THOUSAND,
                previous_year=2022,
                previous_won=previous * THOUSAND,
                change_won=(amount - previous) * THOUSAND,
                printed_unit_won=THOUSAND,
                **sample.place(doc, f"{category}\t{amount:,}\t{previous:,}"),
            )
        )
    for position, (name, theme_id) in DIRECTIONS_2023.items():
        direction_id = _direction(sample, 2023, position, name, theme_id, doc)
        programs = PROGRAMS_2023[position]
        budget = sum(p[1] or 0 for p in programs)
        executed = sum(p[2] or 0 for p in programs)
        sample.add(
            facts.BudgetLine(
                budget_line_id=f"{direction_id}-line",
                level="direction",
                label=name,
                direction_id=direction_id,
                current_won=budget * THOUSAND,
                executed_won=executed * THOUSAND,
                **dates,
                **sample.place(doc, f"{name}\t{budget:,}\t{executed:,}"),
            )
        )
        for number, (title, current, spent, funding, office) in enumerate(programs, 1):
            _program_2023(sample, direction_id, number, title, current, spent, funding, office)
    _goals_2023(sample)


def _program_2023(
    sample: Sample,
    direction_id: str,
    number: int,
    title: str,
    current: int | None,
    spent: int | None,
    funding: str,
    office: str,
) -> None:
    doc = REPORT_2023
    program_id = f"{direction_id}-{number:02d}"
    lineage = {
        "(수탁)서울 디지털성범죄 안심지원센터 운영": "디지털성범죄",
        "서울여성플라자 운영 활성화": "여성플라자",
    }.get(title)
    sample.add(
        facts.Program(
            program_id=program_id,
            organization_id=FOUNDATION,
            fiscal_year=2023,
            name=title,
            direction_id=direction_id,
            task_id=f"{direction_id}-{1 + number % 2}",
            funding=funding,
            tags="신규" if number == 2 else "지속",
            **sample.place(doc, title),
        ),
        lineage_id=lineage,
    )
    sample.add(
        facts.ProgramDepartment(
            program_id=program_id,
            department_id=_department(sample, 2023, office, doc),
            **sample.place(doc, office),
        )
    )
    if title == "서울시보육서비스지원센터 운영":
        # Two offices run it.
        sample.add(
            facts.ProgramDepartment(
                program_id=program_id,
                department_id=_department(sample, 2023, "공간운영실", doc),
                **sample.place(doc, "공간운영실"),
            )
        )
    for level in ("program", "program_detail"):
        sample.add(
            facts.BudgetLine(
                budget_line_id=f"{program_id}-{level}",
                fiscal_year=2023,
                as_of=AT_2023,
                level=level,
                label=title,
                direction_id=direction_id,
                program_id=program_id,
                funding=funding,
                current_won=None if current is None else current * THOUSAND,
                executed_won=None if spent is None else spent * THOUSAND,
                printed_unit_won=THOUSAND,
                reason="하반기 집중 집행" if title.startswith("(기부") else None,
                **sample.place(
                    doc,
                    "\t".join([title, *("-" if won is None else f"{won:,}" for won in (current, spent))]),
                ),
            )
        )
    if number == 2:
        sample.add(
            facts.Output(
                program_id=program_id,
                fiscal_year=2023,
                label="교육",
                value=29,
                unit="회",
                **sample.place(doc, "교육 29회"),
            )
        )
        sample.add(
            facts.Output(
                program_id=program_id,
                fiscal_year=2023,
                label="참여",
                value=2_040,
                unit="명",
                **sample.place(doc, "2,040명"),
            )
        )
        for label, first, last in (("기본계획 수립", 1, 3), ("현장 운영", 3, 11), ("결과 보고", 12, 12)):
            sample.add(
                facts.Milestone(
                    program_id=program_id,
                    label=label,
                    starts_on=date(2023, first, 1),
                    ends_on=date(2023, last, 28),
                    **sample.place(doc, label),
                )
            )
        for month in range(1, 10):
            sample.add(
                facts.SeriesPoint(
                    series="상담 건수",
                    program_id=program_id,
                    period=f"2023-{month:02d}",
                    value=None if month == 5 else 900.0 + 60 * month,
                    unit="건",
                    **sample.place(doc, f"{month}월"),
                )
            )


def _goals_2023(sample: Sample) -> None:
    goals = [
        (1, "정책 개발 및 성과관리", "건", 35, 10, "interim", "higher"),
        (1, "정책활용도 제고", "%", 470.9, None, "pending", "higher"),
        (2, "폭력예방 콘텐츠 개발", "건", 3, 3, "interim", "higher"),
        (2, "디지털 성범죄 예방·피해 상담", "건", 7_000, 12_734, "interim", "higher"),
        (3, "컨설팅 및 상담", "건", 2_114, 1_132, "interim", "higher"),
        (3, "연계협력 참여기관", "개", 59, 53, "interim", "higher"),
        (4, "교육 및 사업 참여자 일자리 연계", "건", 130, 103, "interim", "higher"),
        (4, "민원 처리 기간", "일", 10, 14, "interim", "lower"),
        (5, "공간 이용 콘텐츠 개발", "건", 5, 4, "interim", "higher"),
        (5, "신규 지표", None, None, 4, "interim", "higher"),
    ]
    for number, (position, name, unit, target, actual, status, better) in enumerate(goals, 1):
        sample.add(
            facts.IndicatorResult(
                indicator_result_id=f"{REPORT_2023}-goal-{number}",
                fiscal_year=2023,
                as_of=AT_2023,
                direction_id=f"{FOUNDATION}-2023-{position}",
                name=name,
                unit=unit,
                target=target,
                actual=actual,
                status=status,
                better=better,
                measured=None if unit is None else "level" if unit in ("%", "점") else "count",
                **sample.place(
                    REPORT_2023,
                    "\t".join([name, *("-" if cell is None else str(cell) for cell in (target, actual))]),
                ),
            )
        )


def _remarks_2023(sample: Sample) -> None:
    """What the council remarked: one dealt with, and one of a unit that stands under two names."""
    for text, unit, state, action in (
        ("돌봄 현장의 긴급지원 인력을 늘릴 것", "돌봄사업실", "done", "인력 2명을 늘림"),
        ("디지털성범죄 상담 홍보가 부족함", "양성평등 사업실", None, None),
    ):
        place = sample.place(REPORT_2023, f"{text}\t{unit}\t{state or '-'}")
        sample.add(
            facts.FollowUp(
                follow_up_id=f"{REPORT_2023}:{text}",
                session="제320회",
                raised_on=date(2022, 11, 9),
                text=text,
                unit=unit,
                state=state,
                action=action,
                **place,
            )
        )


def _plan_2026(sample: Sample) -> None:
    doc = PLAN_2026
    dates = {"fiscal_year": 2026, "as_of": AT_2026, "printed_unit_won": THOUSAND}
    for side, amount, previous in (
        ("expenditure", 41_300_000, 39_750_000),
        ("revenue", 41_300_000, 39_750_000),
    ):
        sample.add(
            facts.YearOnYear(
                side=side,
                label="총 계",
                category="total",
                fiscal_year=2026,
                amount_won=amount * THOUSAND,
                previous_year=2025,
                previous_won=previous * THOUSAND,
                change_won=(amount - previous) * THOUSAND,
                printed_unit_won=THOUSAND,
                **sample.place(doc, f"총 계\t{amount:,}\t{previous:,}"),
            )
        )
    for position, (name, theme_id) in DIRECTIONS_2026.items():
        direction_id = _direction(sample, 2026, position, name, theme_id, doc)
        for number, (title, current, funding, office) in enumerate(PROGRAMS_2026[position], 1):
            program_id = f"{direction_id}-{number:02d}"
            lineage = {
                "디지털성범죄 안심지원센터 운영": "디지털성범죄",
                "공간 운영 활성화": "여성플라자",
            }.get(title)
            sample.add(
                facts.Program(
                    program_id=program_id,
                    organization_id=FOUNDATION,
                    fiscal_year=2026,
                    name=title,
                    direction_id=direction_id,
                    task_id=f"{direction_id}-1",
                    funding=funding,
                    tags="강화",
                    **sample.place(doc, title),
                ),
                lineage_id=lineage,
            )
            above, _, teams = office.rpartition("/")
            for team in teams.split("+"):
                name = f"{above}/{team}" if above else team
                sample.add(
                    facts.ProgramDepartment(
                        program_id=program_id,
                        department_id=_department(sample, 2026, name, doc),
                        **sample.place(doc, name),
                    )
                )
            if current is not None:
                sample.add(
                    facts.BudgetLine(
                        budget_line_id=f"{program_id}-detail",
                        level="program_detail",
                        label=title,
                        direction_id=direction_id,
                        program_id=program_id,
                        current_won=current * THOUSAND,
                        **dates,
                        **sample.place(doc, f"예산 : {current:,}천원"),
                    )
                )
        sample.add(
            facts.IndicatorResult(
                indicator_result_id=f"{doc}-goal-{position}",
                fiscal_year=2026,
                as_of=AT_2026,
                direction_id=direction_id,
                name=f"{name} 지표",
                unit="건",
                target=100.0 * position,
                status="planned",
                better="higher",
                measured="count",
                **sample.place(doc, f"{name} 지표\t{100 * position}"),
            )
        )
        if position == 3:
            # Less than 2023 had reached by September.
            sample.add(
                facts.IndicatorResult(
                    indicator_result_id=f"{doc}-goal-lowered",
                    fiscal_year=2026,
                    as_of=AT_2026,
                    direction_id=direction_id,
                    name="연계 협력 참여기관",
                    unit="개",
                    target=40.0,
                    status="planned",
                    better="higher",
                    measured="count",
                    **sample.place(doc, "연계 협력 참여기관\t40"),
                )
            )
        comparable = position != 5
        sample.tables["succession"].append(
            {
                "kind": "direction",
                "from_id": f"{FOUNDATION}-2023-{position}",
                "to_id": direction_id,
                "from_name": DIRECTIONS_2023[position][0],
                "to_name": name,
                "change": "renamed" if comparable else "related",
                "is_comparable": comparable,
                "confidence": "high" if comparable else "medium",
                "reason": "같은 주제의 전략방향"
                if comparable
                else "대상 사업이 크게 달라 금액을 나란히 두지 않음",
            }
        )
    successions = [
        (
            "program",
            f"{FOUNDATION}-2023-2-02",
            f"{FOUNDATION}-2026-2-01",
            "renamed",
            True,
            "수탁 표기만 빠짐",
        ),
        (
            "program",
            f"{FOUNDATION}-2023-5-01",
            f"{FOUNDATION}-2026-5-01",
            "merged",
            False,
            "공간 사업을 하나로 합침",
        ),
        ("program", f"{FOUNDATION}-2023-2-03", None, "ended", False, "2026년 계획에 없음"),
        ("program", None, f"{FOUNDATION}-2026-1-02", "new", False, "2026년에 시작"),
    ]
    names = {row["program_id"]: row["name"] for row in sample.tables["program"]}
    for kind, from_id, to_id, change, comparable, reason in successions:
        sample.tables["succession"].append(
            {
                "kind": kind,
                "from_id": from_id,
                "to_id": to_id,
                "from_name": names.get(from_id),
                "to_name": names.get(to_id),
                "change": change,
                "is_comparable": comparable,
                "confidence": "high",
                "reason": reason,
                "reason_en": "As reviewed.",
            }
        )


def _centre_2021(sample: Sample) -> None:
    doc = REPORT_2021
    at = date(2021, 9, 30)
    rows = [
        ("직장맘 법률상담", 120_000, 98_400),
        ("찾아가는 노동법 교육", 64_000, 31_000),
        ("센터 홍보", 22_500, 22_500),
    ]
    total = sum(r[1] for r in rows), sum(r[2] for r in rows)
    sample.add(
        facts.BudgetLine(
            budget_line_id=f"{doc}-total",
            fiscal_year=2021,
            as_of=at,
            level="total",
            label="계",
            current_won=total[0] * THOUSAND,
            executed_won=total[1] * THOUSAND,
            printed_unit_won=THOUSAND,
            **sample.place(doc, f"계\t{total[0]:,}\t{total[1]:,}"),
        )
    )
    for number, (title, current, spent) in enumerate(rows, 1):
        program_id = f"{CENTRE}-2021-{number:02d}"
        sample.add(
            facts.Program(
                program_id=program_id,
                organization_id=CENTRE,
                fiscal_year=2021,
                name=title,
                funding=None,
                tags=None,
                **sample.place(doc, title),
            ),
            lineage_id=None,
        )
        sample.add(
            facts.BudgetLine(
                budget_line_id=f"{program_id}-line",
                parent_id=f"{doc}-total",
                fiscal_year=2021,
                as_of=at,
                level="program",
                label=title,
                program_id=program_id,
                current_won=current * THOUSAND,
                executed_won=spent * THOUSAND,
                printed_unit_won=THOUSAND,
                **sample.place(doc, f"{title}\t{current:,}\t{spent:,}"),
            )
        )
        sample.add(
            facts.IndicatorResult(
                indicator_result_id=f"{program_id}-goal",
                fiscal_year=2021,
                as_of=at,
                program_id=program_id,
                name=f"{title} 건수",
                unit="건",
                target=100.0,
                actual=70.0 + 20 * number,
                status="interim",
                better="higher",
                measured="count",
                **sample.place(doc, f"{title} 건수"),
            )
        )


def _network_2015(sample: Sample) -> None:
    doc = FINAL_2015
    at = date(2015, 12, 31)
    lines = [
        ("total", "총계", 200_000, 197_112, None),
        ("cost_item", "인건비", 120_000, 119_950, 0),
        ("cost_item", "사업비", 70_000, 72_800, 0),
        ("cost_item", "예비비", 10_000, None, 0),
    ]
    for number, (level, label, current, spent, parent) in enumerate(lines):
        sample.add(
            facts.BudgetLine(
                budget_line_id=f"{doc}-{number}",
                parent_id=None if parent is None else f"{doc}-{parent}",
                fiscal_year=2015,
                as_of=at,
                level=level,
                label=label,
                current_won=current * THOUSAND,
                executed_won=None if spent is None else spent * THOUSAND,
                printed_unit_won=1,
                **sample.place(doc, f"{label}\t{current:,}"),
            )
        )
    sample.add(
        facts.IndicatorResult(
            indicator_result_id=f"{doc}-goal",
            fiscal_year=2015,
            as_of=at,
            name="캠페인 참여 기업",
            unit="개",
            target=100,
            actual=112,
            status="reported",
            better="higher",
            measured="count",
            **sample.place(doc, "참여 기업\t100\t112"),
        )
    )


def _findings(sample: Sample) -> None:
    for number, (severity, subject, program_id, direction_id) in enumerate(
        [
            ("error", "사업비 소계(A)", None, None),
            (
                "warning",
                "(수탁)서울 디지털성범죄 안심지원센터 운영",
                f"{FOUNDATION}-2023-2-02",
                f"{FOUNDATION}-2023-2",
            ),
            ("note", "성평등 문화 확산 기념행사", f"{FOUNDATION}-2023-2-04", f"{FOUNDATION}-2023-2"),
        ],
        1,
    ):
        sample.tables["finding"].append(
            {
                "finding_id": f"sample:{number}",
                "document_id": REPORT_2023,
                "line": 101 + number,
                "related_document_id": None,
                "related_line": None,
                "check_name": "sum_of_children",
                "severity": severity,
                "subject": subject,
                "printed": "15,709,773",
                "computed": "15,709,774",
                "difference": "△1",
                "explanation_ko": "하위 항목의 합이 인쇄된 합계와 다릅니다.",
                "explanation_en": "The parts do not add up to the printed total.",
                "direction_id": direction_id,
                "program_id": program_id,
            }
        )
