"""Pages in another order than their list, without titles, misread, named alike: each keeps its figures."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.facts import BudgetLine, Milestone, Output, Program, SetAside
from etl.kinds import recognise
from etl.readers import text
from tests.etl.kinds.bench import TITLE

SUBJECTS = ("숲길", "강변", "들꽃", "바람", "햇살", "이슬", "달빛", "샘물")
WORKS = ("지킴이 양성 교육", "가꾸기 사업", "해설 프로그램 운영", "가꾸기 사업 지원")
TABLE = "(단위: 천원)\n구분\t예산액\t집행액\n인건비\t9\t9\n총계\t9\t9\n"
"""So that a report is one even where none of its pages has a name."""
MISREAD = {"길": "깅", "꽃": "꼿", "람": "럼", "살": "샬", "슬": "술", "빛": "및", "물": "믈", "변": "번"}


@dataclass(frozen=True)
class Page:
    """A page: its programme's name, and how its title is printed; each has figures that no other page has."""

    name: str
    title: str | None
    number: int

    @property
    def budget(self) -> int:
        return 1_000 + self.number

    def write(self) -> str:
        head = f"{self.title}\n\n" if self.title else ""
        return (
            f"{head}푸른숲실\n\n실장: ☎\n\n□ 사업개요\n\n- 사업기간 : 2031년 1월~{self.number % 12 + 1}월\n"
            f"- {self.name.split()[0]}에서 이웃과 함께\n\n"
            f"□ 추진실적\n\n- 모임 운영({300 + self.number}회)\n\n"
            f"□ 향후계획\n\n- 마무리 모임 {500 + self.number}회 : '31. 11~12월\n\n"
            f"□ 소요예산 : {self.budget}천원\n"
        )


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """Draw a report, and the names that each page's figures may stand under, by its budget in 천원."""
    subjects = draw(st.lists(st.sampled_from(SUBJECTS), min_size=2, max_size=6, unique=True))
    names = [f"{subject} {draw(st.sampled_from(WORKS))}" for subject in subjects]
    if draw(st.booleans()):
        names.append(names[0])  # two programmes of one name
    numbered = list(enumerate(names))
    printed = draw(st.one_of(st.just(numbered), st.permutations(numbered)))
    pages = []
    for number, name in printed:
        misread = "".join(MISREAD.get(letter, letter) for letter in name)
        title = draw(st.sampled_from((name, name, None, misread)))
        pages.append(Page(name, title, number))
    if draw(st.booleans()):
        pages.pop(draw(st.integers(0, len(pages) - 1)))  # a listed programme without a page
    listed = "".join(f"{number}. {name}\n" for number, name in enumerate(names, start=1))
    body = f"나무와 강 돌보기\n\n{listed}\n" + "\n".join(page.write() for page in pages)
    return TITLE + body + TABLE, {str(page.budget): page.name for page in pages}


@pytest.mark.slow
@settings(max_examples=150)
@given(reports())
def test_no_figure_is_given_to_another_programme(report: tuple[str, dict[str, str]]) -> None:
    content, owners = report
    rows = recognise(text.read("a.txt", content.encode()))
    names = {row.program_id: row.name for row in rows if isinstance(row, Program)}
    for row in rows:
        if isinstance(row, BudgetLine) and row.program_id:
            number = str((row.current_won or 0) // 1_000)
        elif isinstance(row, Output) and row.program_id:
            number = str(int(row.value) + 700)
        elif isinstance(row, Milestone) and row.program_id:
            number = str(int(row.label.split()[-1].rstrip("회")) + 500)
        else:
            continue
        printed = "".join(MISREAD.get(letter, letter) for letter in owners[number])
        assert names[row.program_id] in (owners[number], printed)


def _read(*pages: Page, names: tuple[str, ...]) -> list[object]:
    listed = "".join(f"{number}. {name}\n" for number, name in enumerate(names, start=1))
    content = TITLE + f"나무와 강 돌보기\n\n{listed}\n" + "\n".join(page.write() for page in pages) + TABLE
    return list(recognise(text.read("a.txt", content.encode())))


def _budgets(rows: list[object]) -> dict[str | None, int | None]:
    pages = [row for row in rows if isinstance(row, BudgetLine) and row.level == "program_detail"]
    return {row.label: row.current_won for row in pages}


ONE, TWO, THREE = "숲길 가꾸기 사업", "강변 해설 프로그램 운영", "들꽃 가꾸기 사업"


def test_a_page_in_another_place_keeps_its_own_figures() -> None:
    rows = _read(Page(TWO, TWO, 2), Page(ONE, ONE, 1), names=(ONE, TWO))
    assert _budgets(rows) == {TWO: 1_002_000, ONE: 1_001_000}


def test_a_lost_title_is_named_by_the_list_between_pages_that_stand_in_its_order() -> None:
    rows = _read(Page(ONE, ONE, 1), Page(TWO, None, 2), Page(THREE, THREE, 3), names=(ONE, TWO, THREE))
    assert _budgets(rows) == {ONE: 1_001_000, TWO: 1_002_000, THREE: 1_003_000}


def test_a_lost_title_is_not_guessed_where_the_order_is_another() -> None:
    rows = _read(Page(THREE, THREE, 3), Page(TWO, None, 2), Page(ONE, ONE, 1), names=(ONE, TWO, THREE))
    assert _budgets(rows) == {THREE: 1_003_000, ONE: 1_001_000}
    aside = [row for row in rows if isinstance(row, SetAside)]
    assert "page_without_name" in {row.reason for row in aside}
    assert any("1002천원" in row.text for row in aside)
    assert not [row for row in rows if isinstance(row, Output | Milestone) and row.program_id is None]


def test_a_title_with_tags_is_the_name_without_them_unless_that_is_listed_too() -> None:
    tagged = f"{ONE} 강화"
    assert _budgets(_read(Page(ONE, f"{ONE} 강화 신규", 1), names=(ONE, TWO))) == {ONE: 1_001_000}
    rows = _read(Page(tagged, tagged, 1), Page(ONE, ONE, 2), names=(ONE, tagged))
    assert _budgets(rows) == {tagged: 1_001_000, ONE: 1_002_000}


def test_two_pages_of_one_title_are_nobodys() -> None:
    rows = _read(Page(ONE, ONE, 1), Page(TWO, ONE, 2), names=(ONE, TWO))
    assert _budgets(rows) == {}


def test_a_page_whose_head_is_lost_gives_nothing_to_the_page_before_it() -> None:
    names = ["숲길 지킴이 양성 교육", "강변 가꾸기 사업", "들꽃 해설 프로그램 운영"]
    pages = [Page(name, name, number).write() for number, name in enumerate(names)]
    listed = "".join(f"{number}. {name}\n" for number, name in enumerate(names, start=1))
    lost = pages[1][pages[1].index("□ 추진실적") :].replace(
        "□ 소요예산", "(단위: 천원)\n사업명\t예산액\t집행액\n강변\t71\t72\n\n□ 소요예산"
    )
    body = f"나무와 강 돌보기\n\n{listed}\n" + "\n".join([pages[0], lost, pages[2]])
    rows = recognise(text.read("a.txt", (TITLE + body + TABLE).encode()))
    owners = {row.program_id: row.name for row in rows if isinstance(row, Program)}
    found = {
        (owners[row.program_id], row.value if isinstance(row, Output) else row.current_won)
        for row in rows
        if isinstance(row, Output | BudgetLine) and row.program_id
    }
    assert found == {(names[0], 300), (names[0], 1_000_000), (names[2], 302), (names[2], 1_002_000)}
    reasons = {row.text: row.reason for row in rows if isinstance(row, SetAside)}
    assert reasons["추진실적"] == "page_without_name"


_PLAIN = (
    "{name}사업개요\n- 사업기간 : 2031년 1월~12월\n- 소요예산: {number}천원\n"
    "추진실적('31. 9월말)\n- 모임 {number}회\n\n"
)
"""A page in whose form nothing stands behind the results."""


def _owned(*pages: str) -> set[tuple[str | None, float | None]]:
    listed = "".join(f"{number}. {name}\n" for number, name in enumerate((ONE, TWO, THREE), start=1))
    content = f"{TITLE}나무와 강 돌보기\n\n{listed}\n{''.join(pages)}"
    rows = recognise(text.read("a.txt", content.encode()))
    names = {row.program_id: row.name for row in rows if isinstance(row, Program)}
    return {(names.get(row.program_id or ""), row.value) for row in rows if isinstance(row, Output)}


@pytest.mark.parametrize("kept", ["추진실적", "- 소요예산"])
def test_without_plans_too_a_lost_head_gives_nothing_to_the_page_before_it(kept: str) -> None:
    one, two, three = (_PLAIN.format(name=f"{n}\n", number=i) for i, n in enumerate((ONE, TWO, THREE), 3))
    assert _owned(one, two, three) == {(ONE, 3), (TWO, 4), (THREE, 5)}
    assert _owned(one, two[two.index(kept) :], three) == {(ONE, 3), (THREE, 5)}


def test_a_page_keeps_its_results_where_the_next_one_lost_its_title() -> None:
    one, three = (_PLAIN.format(name=f"{n}\n", number=i) for i, n in ((3, ONE), (5, THREE)))
    assert _owned(one, _PLAIN.format(name="", number=4), three) == {(ONE, 3), (TWO, 4), (THREE, 5)}


ALONE = (
    "{title}□ 추진과제\n\n1. 숲길 지킴이 양성 교육\n\n○ 사업개요\n- 사업기간 : 2031년 1월~12월\n"
    "- 소요예산 : 7천원\n○ 추진실적\n- 숲길 모임 12회\n{list}\n{next}\n- 들꽃 모임 34회\n"
)


@pytest.mark.parametrize(
    ("own_list", "following", "is_own"),
    [
        ("", "2. 들꽃 가꾸기 사업", False),  # the next page, which has no overview
        ("1. 봄 모임", "2. 여름 모임", True),  # the page's own list
        ("", "- 2. 여름 모임", True),
        ("", "3. 들꽃 가꾸기 사업", True),
    ],
)
def test_a_page_ends_where_the_next_number_of_its_section_stands(
    own_list: str, following: str, is_own: bool
) -> None:
    body = ALONE.format(title=TITLE, list=own_list, next=following)
    found = {
        row.label: row.program_id
        for row in recognise(text.read("a.txt", body.encode()))
        if isinstance(row, Output)
    }
    assert "숲길 모임" in found
    assert ("들꽃 모임" in found) == is_own
