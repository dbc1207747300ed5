"""Any grid of cells, written in any carrier, is read back as it was written, or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from etl.blocks import SourceDocument
from etl.readers import text
from tests.etl.readers import printing
from tests.etl.readers.printing import Cells, Printed

_LETTERS = st.text("가나다라마바사아자차카타파하abXY", min_size=1, max_size=7)
_LABELS = st.lists(_LETTERS, min_size=1, max_size=2).map(" ".join)
_FIGURES = st.one_of(
    st.integers(-9, 10**9).map(lambda value: f"△{-value:,}" if value < 0 else f"{value:,}"),
    st.decimals(0, 100, places=1).map(lambda value: f"{value}%"),
    st.just("-"),
)


@st.composite
def grids(draw: st.DrawFn, *, empty: bool = True, fewest: int = 1, narrowest: int = 1) -> Cells:
    """Draw a line of headings, and rows of a label and figures; some cells are empty."""
    width = draw(st.integers(narrowest, 5))
    figure = st.one_of(_FIGURES, _FIGURES, _FIGURES, st.just("")) if empty else _FIGURES
    rows = st.lists(
        st.tuples(_LABELS, st.lists(figure, min_size=width, max_size=width)), min_size=fewest, max_size=7
    )
    headings = st.lists(_LETTERS, min_size=width + 1, max_size=width + 1, unique=True)
    return [draw(headings), *([label, *figures] for label, figures in draw(rows))]


def _rows(source: SourceDocument) -> dict[int, tuple[str, ...]]:
    """Return the cells of every table's row by its line."""
    return {row.place.line: row.cells for table in source.tables for row in table.rows}


def _written(grid: Cells, printed: Printed) -> dict[int, tuple[str, ...]]:
    return {line: tuple(row) for line, row in zip(printed.rows, grid, strict=True)}


@pytest.mark.parametrize(
    "write",
    [
        printing.tabs,
        printing.pipes,
        lambda grid: printing.pipes(grid, is_framed=False),
        printing.box,
        lambda grid: printing.box(grid, "┏━┳┓┃┣╋┫┗┻┛"),
        lambda grid: printing.box(grid, "╔═╦╗║╠╬╣╚╩╝"),
        lambda grid: printing.box(grid, "╭─┬╮│├┼┤╰┴╯"),
        lambda grid: printing.box(grid, "+-++|++++++"),
        lambda grid: printing.box(grid, measure=len),
    ],
    ids=["tabs", "pipes", "bare pipes", "light", "heavy", "double", "rounded", "ascii", "by letters"],
)
@given(grid=grids())
def test_a_grid_with_marks_between_its_cells_is_read_back(
    write: Callable[[Cells], Printed], grid: Cells
) -> None:
    printed = write(grid)
    assert _rows(text.read("a.txt", printed.content)) == _written(grid, printed)


@pytest.mark.parametrize("is_loose", [False, True])
@given(grid=grids(empty=False, fewest=3, narrowest=2))
def test_one_cell_a_line_is_read_back(grid: Cells, is_loose: bool) -> None:
    printed = printing.stacked(grid, is_loose=is_loose)
    source = text.read("a.txt", printed.content)
    assert _rows(source) == _written(grid, printed)
    (table,) = source.tables
    for row in table.rows:
        lines = [row.line_of(column) for column in range(len(row.cells))]
        assert [printed.lines[line - 1] for line in lines] == list(row.cells)


@given(grid=grids(empty=False, fewest=2, narrowest=2))
def test_semicolons_are_read_back(grid: Cells) -> None:
    assume(all(any(cell[-1].isdigit() or cell[-1] == "%" for cell in row[1:]) for row in grid[1:]))
    printed = printing.semicolons(grid)
    assert _rows(text.read("a.txt", printed.content)) == _written(grid, printed)


_SPACED = {
    "heading": st.sampled_from(["left", "right", "centre"]),
    "gap": st.integers(2, 6),
    "measure": st.sampled_from([printing.width, len]),
}


@given(grid=grids(narrowest=2), **_SPACED)
def test_an_aligned_figure_is_under_its_own_heading_or_none(
    grid: Cells, heading: str, gap: int, measure: Callable[[str], int]
) -> None:
    """A sparse table may be read in part, or not; no figure of it is ever read under another's heading."""
    printed = printing.aligned(grid, heading, gap, measure)
    rows = _rows(text.read("a.txt", printed.content))
    headings = rows.pop(1, ())
    for line, cells in rows.items():
        read = [(head, cell) for head, cell in zip(headings, cells, strict=True) if cell]
        written = [(head, cell) for head, cell in zip(grid[0], grid[line - 1], strict=True) if cell]
        assert [cell for _, cell in read] == [cell for _, cell in written]
        assert all(head in ("", own) for (head, _), (own, _) in zip(read[1:], written[1:], strict=True))


@given(data=st.data(), **_SPACED)
def test_an_aligned_grid_with_a_few_empty_cells_is_read_back(
    data: st.DataObject, heading: str, gap: int, measure: Callable[[str], int]
) -> None:
    amounts = st.integers(1_000, 10**7).map("{:,}".format)
    labels = [f"{'가나다라마바사'[:size]}{size}" for size in data.draw(st.permutations(range(1, 8)))]
    grid = [["구분", "예산액", "집행액", "집행률"]]
    grid += [[label, data.draw(amounts), data.draw(amounts), "50.0%"] for label in labels]
    for row in data.draw(st.sets(st.integers(1, 7), max_size=3)):
        grid[row][data.draw(st.integers(1, 3))] = ""
    printed = printing.aligned(grid, heading, gap, measure)
    assert _rows(text.read("a.txt", printed.content)) == _written(grid, printed)


_PROSE = st.lists(
    st.one_of(
        _LETTERS, st.integers(0, 3000).map("{:,}".format), st.sampled_from([" ", "-", "|", "(A)", "·"])
    ),
    min_size=1,
    max_size=8,
)


@given(st.lists(_PROSE, max_size=10), st.sampled_from([" ", "  ", " | ", "; ", "\n"]))
@example([["가", "나", "다"], ["라", "1", "2"], ["마", "3", "4"]], "  ")
def test_of_any_text_no_figure_changes_its_place(lines: list[list[str]], between: str) -> None:
    """Whatever is read as a table holds the words of its lines in their order, no more and no fewer."""
    content = "\n".join(between.join(line) for line in lines)
    assume(content.strip())
    source = text.read("a.txt", content.encode())
    for table in source.tables:
        for row in table.rows:
            shown = {row.line_of(column) for column in range(len(row.cells))}
            printed = " ".join(content.split("\n")[line - 1] for line in sorted(shown))
            words = printed.replace("|", " ").replace(";", " ").split()
            assert " ".join(row.cells).split() == words
