"""Whatever happened to a document, it is read or refused, and no figure is invented."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.facts import Document, Row, columns
from etl.kinds import recognise
from etl.outline.errors import RecognitionError
from etl.readers import text
from etl.readers.errors import ReadError
from tests.layouts import centre_report, final_report, plan, progress_report
from tests.layouts.evidence import unprinted

Lines = list[str]

_WORDS = (
    "총계", "소계", "계", "사업명\t예산액\t집행액", "단위목표\t지표\t목표", "사업개요", "소요예산 : ",
    "(단위: 천원)", "1,2,3,4", "9999999999999999천원", "1,,000", ",", "△", "-", "#", "###", "\t\t\t",
    "1.", "1. (수탁)", "① 가", "구분\t2030년(비율)\t2031년(비율)\t증감", "전략방향\t① 가\t② 나",
    "2031.13.45.기준", "3억 5,000만원",
)  # fmt: skip
_NOISE = st.one_of(st.text(max_size=12), st.sampled_from(_WORDS))
_HEADERS = (
    ("사업명", "예산액", "집행액", "집행률"),
    ("과목", "예산(A)", "증감액(B)", "예산(C=A+B)", "집행액(D)", "차액", "집행률(F=D/C)"),
    ("구 분", "예산액 (A)", "수입액 (B)", "징수율"),
    ("구분", "2030년(비율)", "2031년(비율)", "증감액(증감률)", "비고"),
    ("단위목표", "지표", "목표", "실적"),
    ("구분", "목표", "실적", "달성도"),
    ("사업명", "성과 목표", "성과 지표", "추진 실적(9월말)"),
    ("전략 방향", "① 가나다", "② 라마바"),
    ("전략 과제", "사아자", "차카타"),
)
_CELLS = st.one_of(
    st.sampled_from(
        (
            "총계",
            "소계",
            "출연금",
            "사업예산",
            "수탁기관 운영비",
            "인건비",
            "가나다",
            "라마바",
            "",
            "-",
            "0",
            "△3(△5%)",
        )
    ),
    st.integers(0, 10**17).map(lambda number: f"{number:,}"),
    st.integers(0, 10**6).map(lambda number: f"- 가꾸기 ({number}건) - 나누기 ({number}명, 3회)"),
    _NOISE,
)
_ROWS = st.lists(_CELLS, min_size=1, max_size=8).map("\t".join)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Draw a table that looks like one we know, with any cells."""
    unit = draw(st.sampled_from(("(단위: 천원)", "(단위 : 백만원)", "", "총예산 : 금 삼원(₩3)")))
    header = "\t".join(draw(st.sampled_from(_HEADERS)))
    return "\n".join([unit, header, *draw(st.lists(_ROWS, max_size=8)), ""])


@st.composite
def documents(draw: st.DrawFn) -> Lines:
    """Draw a document of any layout."""
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return progress_report.write(draw(progress_report.reports(progress_report.noises()))).lines
    if kind == 1:
        return plan.write(draw(plan.plans())).lines
    if kind == 2:
        return centre_report.write(draw(centre_report.reports())).lines
    return final_report.write(draw(final_report.reports())).lines


@st.composite
def damaged(draw: st.DrawFn) -> Lines:
    """Draw a document in which lines and cells were lost, doubled, moved and overwritten."""
    lines = list(draw(documents()))
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(lines) - 1))
        edit: Callable[[Lines, int, st.DrawFn], None] = draw(st.sampled_from(_EDITS))
        edit(lines, at, draw)
        if not lines:
            return ["2031년"]
    return lines


def _delete(lines: Lines, at: int, draw: st.DrawFn) -> None:
    del lines[at : at + draw(st.integers(1, 9))]


def _double(lines: Lines, at: int, draw: st.DrawFn) -> None:
    lines[at:at] = lines[at : at + draw(st.integers(1, 30))]


def _swap(lines: Lines, at: int, draw: st.DrawFn) -> None:
    other = draw(st.integers(0, len(lines) - 1))
    lines[at], lines[other] = lines[other], lines[at]


def _insert(lines: Lines, at: int, draw: st.DrawFn) -> None:
    lines.insert(at, draw(_NOISE))


def _cut(lines: Lines, at: int, draw: st.DrawFn) -> None:
    del lines[at + 1 :]
    lines[at] = lines[at][: draw(st.integers(0, 40))]


def _cells(lines: Lines, at: int, draw: st.DrawFn) -> None:
    """Change a cell of the next row of a table."""
    rows = [n for n in range(at, len(lines)) if "\t" in lines[n]]
    if not rows:
        return
    cells = lines[rows[0]].split("\t")
    which = draw(st.integers(0, len(cells) - 1))
    match draw(st.integers(0, 3)):
        case 0:
            del cells[which]
        case 1:
            cells[which] = draw(_NOISE)
        case 2:
            cells.insert(which, "")
        case _:
            cells[which] = cells[which][::-1]
    lines[rows[0]] = "\t".join(cells)


def _overwrite(lines: Lines, at: int, draw: st.DrawFn) -> None:
    place = draw(st.integers(0, len(lines[at])))
    lines[at] = lines[at][:place] + draw(_NOISE) + lines[at][place + 2 :]


_EDITS = (_delete, _double, _swap, _insert, _cut, _cells, _overwrite)


@settings(max_examples=150)
@given(damaged())
def test_a_damaged_document_is_read_or_refused(lines: Lines) -> None:
    content = "\n".join(lines)
    try:
        rows = recognise(text.read("a.txt", content.encode("utf-8", "replace")))
    except (ReadError, RecognitionError) as refused:
        assert "\n" not in str(refused)
        return
    _check(rows, content.split("\n"))


@settings(max_examples=100)
@given(st.lists(st.one_of(tables(), _ROWS, _NOISE), min_size=1, max_size=12))
def test_any_text_is_read_or_refused(lines: Lines) -> None:
    content = "2031년 주요업무\n" + "\n".join(lines)
    try:
        rows = recognise(text.read("a.txt", content.encode("utf-8", "replace")))
    except (ReadError, RecognitionError) as refused:
        assert "\n" not in str(refused)
        return
    _check(rows, content.split("\n"))


def _check(rows: list[Row], lines: Lines) -> None:
    assert unprinted(rows, lines) == []
    (document,) = [row for row in rows if isinstance(row, Document)]
    assert {row.document_id for row in rows} == {document.document_id}
    assert all(1 <= row.line <= len(lines) for row in rows)
    for row_type in {type(row) for row in rows if row.key}:
        keys = [tuple(getattr(row, name) for name in row.key) for row in rows if type(row) is row_type]
        assert len(keys) == len(set(keys)), row_type.table
    for row in rows:
        empty = [c.name for c in columns(type(row)) if not c.nullable and getattr(row, c.name) in (None, "")]
        assert not empty, f"{row.table}: a fact file cannot hold an empty {', '.join(empty)}"
