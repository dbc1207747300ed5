"""Kinds are found by listing their folder, and read in the order of what they need."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl import kinds
from etl.facts import Alias, Row, SeriesPoint
from etl.kind import Kind, KindError, OfDocument, in_order
from etl.kinds import all_kinds
from etl.outline.errors import RecognitionError
from tests.etl.kinds.bench import grid, read, table

_ECHOES = table("메아리|크기", "앞산|열둘")
_MONTHS = table("구분|1월|2월|3월", "새싹 돌보기|11|12|13")
_ECHO = """
from etl.facts import Alias
from etl.kind import Kind, OfTables


def claims(table, context):
    return table.rows[0].cells[0] == {heading!r}


def read(tables, context):
    return [
        Alias(
            document_id=context.document_id, line=table.place.line, kind="program", subject_id="", name="echo"
        )
        for table in tables
    ]


KIND = Kind("echo", OfTables(claims, read))
"""


_LABELS = ["구분", "지표", "단위목표", "사업명", "직급", "부서", "연도", "연령", "항목"]
_HEADINGS = grid(
    "2029년|2030년|2031년|1월|2월|3월|1분기|2분기|3분기|목표|실적|달성률|정원|현원|결원|응답자|사례수|비율(%)|"
    "합계|계|증감|인원|2031년 목표|단위|비고|예산액|집행액"
)[0]
_ROWS = grid("나눔|돌봄|계|2030년|2031년|1월|2월|3월|정원|현원|응답자|비율|1급|2급|목표")[0]
_ABOVE = ["", "(단위: 명)\n", "○ 만족도 조사 결과\n", "○ 인력 현황\n(단위: 명)\n", "□ 추진실적\n"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A second folder whose files are kinds too."""
    monkeypatch.setattr(kinds, "__path__", [*kinds.__path__, str(tmp_path)])
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if name.startswith(kinds.__name__):
            del sys.modules[name]


def _nothing(name: str, *needs: str) -> Kind:
    return Kind(name, OfDocument(lambda context: []), needs)


def test_a_file_in_the_folder_is_a_kind(folder: Path) -> None:
    assert read(_ECHOES, Alias) == []
    (folder / "echo.py").write_text(_ECHO.format(heading="메아리"), encoding="utf-8")
    assert [(row.line, row.name) for row in read(_ECHOES, Alias)] == [(4, "echo")]
    (folder / "echo.py").unlink()
    assert read(_ECHOES, Alias) == []


def test_a_table_of_two_kinds_is_an_error_in_one_line(folder: Path) -> None:
    assert len(read(_MONTHS, SeriesPoint)) == 3
    (folder / "echo.py").write_text(_ECHO.format(heading="구분"), encoding="utf-8")
    with pytest.raises(RecognitionError) as error:
        read(_MONTHS, SeriesPoint)
    assert str(error.value) == "line 4: the table could be echo and series; separate what it mixes"


@pytest.mark.parametrize(
    "source", ["", _ECHO.format(heading="구분").replace('Kind("echo"', 'Kind("whisper"')]
)
def test_a_file_that_declares_no_kind_of_its_name_is_named(folder: Path, source: str) -> None:
    (folder / "echo.py").write_text(source, encoding="utf-8")
    with pytest.raises(KindError, match=r"etl/kinds/echo\.py declares no KIND of the name echo"):
        all_kinds()


def test_each_kind_follows_what_it_needs_and_else_its_name() -> None:
    found = [_nothing("d"), _nothing("b", "z"), _nothing("a", "b"), _nothing("z"), _nothing("c")]
    assert [kind.name for kind in in_order(found)] == ["c", "d", "z", "b", "a"]
    assert in_order(found) == in_order(found[::-1])


def test_a_need_that_is_no_kind_is_named() -> None:
    with pytest.raises(KindError, match="the kind a needs b, which is no kind"):
        in_order([_nothing("a", "b")])


def test_kinds_that_need_one_another_are_named() -> None:
    with pytest.raises(KindError, match=r"^kinds need one another: (a -> b -> a|b -> a -> b)$"):
        in_order([_nothing("a", "b"), _nothing("b", "a"), _nothing("c")])


def test_the_order_of_the_folder() -> None:
    order = [kind.name for kind in all_kinds()]
    for kind in all_kinds():
        assert all(order.index(need) < order.index(kind.name) for need in kind.needs)


@pytest.mark.parametrize("seed", range(3))
def test_a_table_of_mixed_headings_is_of_one_kind_or_none(seed: int) -> None:
    """Two kinds that claim a table refuse the whole document: their claims may not meet."""
    draw = random.Random(seed)  # noqa: S311 -- the same tables every time

    def cell() -> str:
        drawn = draw.random()
        if drawn < 0.7:
            return str(draw.randint(1, 999))
        return draw.choice(["-", "", "43.0", "12명", "목표 120명", "5 (50.0)", "착수"])

    for _ in range(60):
        width = draw.randint(2, 6)
        heads = [[draw.choice(_LABELS), *draw.sample(_HEADINGS, width)]]
        if draw.random() < 0.25:
            heads.append(["", *draw.choices(_HEADINGS, k=width)])
        body = [[name, *(cell() for _ in range(width))] for name in draw.sample(_ROWS, draw.randint(2, 5))]
        read(draw.choice(_ABOVE) + "\n" + table(*("|".join(row) for row in [*heads, *body])), Row)
