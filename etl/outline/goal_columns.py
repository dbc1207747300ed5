"""The columns of a table of goals: what each holds, of which year, and where that is not certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etl.blocks import Bullet, Table, TableRow
from etl.korean import goal_cells, goal_headings, patterns, periods, text, units, years
from etl.korean.goal_headings import Heading
from etl.korean.numbers import State
from etl.outline.above import is_note
from etl.outline.context import Context
from etl.outline.goal_column import Column, Columns, cell_of
from etl.outline.goal_so_far import with_results_so_far
from etl.outline.headings import over_table
from etl.tables import suggested
from etl.tables.doubts import is_from_another, note_denies
from etl.terms.periods import Span
from etl.vocabulary import is_one_of, role_of, words

_MOST_HEADS = 3
_FIGURES = ("target", "actual", "attainment")


def columns_of(table: Table, year: int) -> Columns | None:
    """Return the columns of a table of goals; None where it is none. year: the report's."""
    heads = _header_rows(table.rows, year)
    if heads == len(table.rows):
        return None
    width = max(len(row.cells) for row in table.rows)
    paths, is_doubtful = _paths(table.rows[:heads], width, year)
    columns = [_column(index, path, year) for index, path in enumerate(paths)]
    body = table.rows[heads:]
    columns = _with_results(_settled([_by_cells(column, body) for column in columns]), body, year)
    columns = with_results_so_far(columns, body, year)
    found = Columns(heads, tuple(columns), is_doubtful or _is_twofold(columns, year))
    return found if _is_of_goals(found) else None


def _header_rows(rows: Sequence[TableRow], year: int) -> int:
    heads = 1
    while heads < min(_MOST_HEADS, len(rows)) and _is_header(rows[heads], year):
        heads += 1
    return heads


def _is_header(row: TableRow, year: int) -> bool:
    """Tell whether a row below the first goes on heading: words of ours, years and nothing that is
    counted."""
    known = 0
    for cell in filter(None, row.cells):
        heading = goal_headings.parse(cell, year)
        if not heading.word:
            if not heading.years:
                return False
            known += 1
        elif role_of("goal", heading.word):
            known += 1
        elif any(letter.isdigit() for letter in heading.word):
            return False
    return known > 0


def _paths(heads: Sequence[TableRow], width: int, year: int) -> tuple[list[list[str]], bool]:
    """Return the headings of each column, outermost first. A merged heading stands over its first column.

    The second value tells that a merged heading stands elsewhere, so that no column is certain.
    """
    grid = [list(row.cells) + [""] * (width - len(row.cells)) for row in heads]
    paths: list[list[str]] = [[] for _ in range(width)]
    is_doubtful = len({len(row.cells) for row in heads}) > 1
    for level, cells in enumerate(grid):
        last = ""
        for index, cell in enumerate(cells):
            below = grid[level + 1][index] if level + 1 < len(grid) else ""
            if not cell and below:
                if _role(last, year) in (*_FIGURES, None) and last:
                    cell = last
                elif not _role(below, year):
                    is_doubtful = True  # a year below nothing, or below 지표, is of what stands further on
            last = cell
            if cell and cell not in paths[index]:
                paths[index].append(cell)
    return paths, is_doubtful


def _role(heading: str, year: int) -> str | None:
    return role_of("goal", heading) or role_of("goal", goal_headings.parse(heading, year).word)


def _column(index: int, path: Sequence[str], year: int) -> Column:
    heading = " ".join(path)
    parsed = [goal_headings.parse(part, year) for part in path]
    roles = [_role(part, year) for part in path]
    known = [place for place, role in enumerate(roles) if role]
    years = next((set(part.years) for part in reversed(parsed) if part.years), set())
    role = roles[known[-1]] if known else None
    subjects = [part.word for part, own in zip(parsed, roles, strict=True) if own is None and part.word]
    notes = [note for part in parsed for note in part.notes]
    units = [note for note in notes if note in words("goals", "counters")]
    rates = [note for note in notes if role_of("goal", note) == "attainment"]
    odd = [
        n
        for n in notes
        if n not in units and n not in rates and not is_one_of(n, words("goals", "plain_notes"))
    ]
    is_figure = role in (*_FIGURES, "by_year")
    if goal_headings.is_expected(heading) and role in ("actual", "attainment", None):
        role = "planned"
    elif is_figure and (len(years) > 1 or odd or _is_part(parsed)):
        role = None
    return Column(
        index,
        heading,
        role,
        years.pop() if len(years) == 1 else None,
        next((part.as_of for part in reversed(parsed) if part.as_of), None),
        units[0] if len(units) == 1 else None,
        " ".join(subjects) or None if is_figure and len(path) > 1 else None,
        bool(rates),
    )


def _is_part(parsed: Sequence[Heading]) -> bool:
    return any(part.is_part for part in parsed)


def _by_cells(column: Column, rows: Sequence[TableRow]) -> Column:
    """Return a column as its cells confirm it: a target column without a figure holds the aims in words."""
    if column.role != "target":
        return column
    cells = [cell for row in rows if (cell := cell_of(row, column))]
    holds = any(any(letter.isdigit() for letter in cell) for cell in cells)
    return column if holds or not cells else column.as_role("aim")


def _settled(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with those that name the goal told apart from those that group them."""
    roles = {column.role for column in columns}
    has_target = bool(roles & {"target", "by_year"})
    naming = next((role for role in ("name", "label", "program") if role in roles), None)
    last = max((column.index for column in columns if column.role == naming), default=None)
    found = []
    for column in columns:
        role = column.role
        if role == "aim" and has_target:
            role = "group"
        elif role == naming and column.index == last:
            role = "name"
        elif role in ("name", "label"):
            role = "group"
        if role == "name" and naming == "program":
            role = "program_name"
        found.append(column.as_role(role))
    return found


def _with_results(columns: list[Column], rows: Sequence[TableRow], year: int) -> list[Column]:
    """Return the columns, those headed by a year alone as its results where the aims hold every target."""
    roles = {column.role for column in columns}
    dated = [column for column in columns if column.role is None and _is_year_alone(column, year)]
    if "actual" in roles or not {"aim", "name"} <= roles or year not in {column.year for column in dated}:
        return columns
    aims = [cell_of(row, column) for column in columns if column.role == "aim" for row in rows]
    holds_all = all(any(c.isdigit() for c in "".join(patterns.IN_BRACKETS.findall(cell))) for cell in aims)
    if not holds_all or any((column.year or 0) > year for column in dated):
        return columns  # a year to come has targets, and so may this one
    return [column.as_role("actual") if column in dated else column for column in columns]


def _is_year_alone(column: Column, year: int) -> bool:
    heading = goal_headings.parse(column.heading, year)
    return bool(heading.years) and not heading.word and not heading.is_part


def _is_twofold(columns: Sequence[Column], year: int) -> bool:
    """Tell whether two columns claim to be the same, or a further one may be the target."""
    places = [(c.role, c.year or year, c.subject) for c in columns if c.role in (*_FIGURES, "by_year")]
    unknown = [text.key(column.heading) for column in columns if column.role is None]
    return len(set(places)) < len(places) or any(
        word in heading for heading in unknown for word in words("goals", "target_like")
    )


def _is_of_goals(found: Columns) -> bool:
    roles = {column.role for column in found.columns}
    subjects = found.subjects
    if len(subjects) > 1:
        return all(
            {c.role for c in found.columns if c.subject == subject} >= {"target", "actual"}
            for subject in subjects
        )
    if "aim" in roles and "actual" in roles and "name" in roles:
        return "target" not in roles
    if not roles & {"target", "by_year"} or not roles & {"name", "program_name"}:
        return False
    strong = any(role_of("goal", goal_headings.parse(c.heading, 0).word) == "name" for c in found.of("name"))
    return strong or bool(roles & {"actual", "attainment"})


def holds_figures(rows: Sequence[TableRow], column: Column) -> bool:
    """Tell whether a column holds figures of goals, or says that they are still to come."""
    for row in rows:
        found = goal_cells.figures(cell_of(row, column))
        if not found or any(figure.number.state in (State.VALUE, State.PENDING) for figure in found):
            return True
    return False


_LOOK_BACK = 4
_LONGEST_CAPTION = 40
_NOTE_MARKS = ("※", "*")


def unit_above(table: Table, context: Context) -> str | None:
    """Return the unit that is stated between a table and the one before it: '(단위 : 명)'."""
    for block in context.blocks_before(table.place, _LOOK_BACK):
        if isinstance(block, Table):
            return None
        if found := patterns.UNIT_ABOVE.search(block.text):
            stated = units.stated_unit(block.text)
            # Of several units none says which row or column it is of.
            return str(found[1]) if stated is None or len(stated.words) == 1 else None
    return None


@dataclass(frozen=True, slots=True)
class Stated:
    """What a table's surroundings state for it. doubt: why its figures are of no year, where they are not."""

    year: int | None
    as_of: date | None
    doubt: str | None = None


def stated_above(table: Table, context: Context) -> Stated:
    """Return the year and the day that a table's surroundings state for it, each None where they do not.

    A caption counts where it is short and speaks of goals or results; a heading of results before the table
    gives its year. A day in a year before the report's is the day of that year's results.
    """
    as_of: date | None = None
    chapter = context.chapter_at(table.place)
    first = chapter.place.line if chapter else 0
    dating = context.lines_dating(table.place, _LOOK_BACK)
    for block in context.blocks_before(table.place, _LOOK_BACK):
        if isinstance(block, Table) or block.place.line < first:
            break
        if as_of is None and block in dating and (days := periods.as_of_dates(block.text)):
            as_of = days[-1]
        heading = goal_headings.parse(block.text, context.fiscal_year)
        said = [word for part in ("target_like", "actual_like") for word in words("goals", part)]
        is_caption = len(block.text) <= _LONGEST_CAPTION and any(
            word in text.key(heading.word) for word in said
        )
        # A line of a list may speak of three years of results; a caption ends with what it names.
        is_name = text.key(heading.word).endswith((*said, *words("goals", "caption_ends")))
        if is_caption and as_of is None and (said_day := suggested.beside(block.text, context.fiscal_year)):
            as_of = None if _is_ahead(said_day, context) else said_day.ends_on
        if is_caption and is_name and (heading.is_part or years.is_together(block.text)):
            return Stated(None, as_of, "column_unknown" if heading.is_part else "year_unknown")
        if is_caption and (named := set(heading.years)):
            return Stated(min(named), as_of) if len(named) == 1 else Stated(None, as_of, "year_unknown")
    for part in context.results:
        if part.heading.place.line < first:
            continue  # a chapter has ended it
        if part.year and any(block.place.line == table.place.line for block in part.blocks):
            return Stated(part.year, as_of)
    over = over_table(table.place, context)
    if over.year not in (None, context.fiscal_year):
        return Stated(over.year, as_of or over.as_of)
    if as_of is not None and as_of.year < context.fiscal_year:
        return Stated(as_of.year, as_of)
    return Stated(None, as_of)


def _is_ahead(said: Span, context: Context) -> bool:
    """Tell whether a span ends after the document's own day: nobody has counted up to then."""
    own = context.document.as_of
    return own is not None and said.ends_on > own


def denied_below(table: Table, year: int, context: Context) -> str | None:
    """Return why the notes right below a table say that its figures are none of its year."""
    for block in context.blocks_after(table.place, _LOOK_BACK):
        if isinstance(block, Table) or not (is_note(block) or getattr(block, "mark", "") in _NOTE_MARKS):
            return None
        if reason := note_denies(block.text, year):
            return reason
        if is_from_another(block.text.lstrip("※* "), context.own_names):
            return "other_institution"
    return None


def is_forecast_above(table: Table, context: Context) -> bool:
    """Tell whether the caption or the date above a table says that its results are expected."""
    for block in context.blocks_before(table.place, _LOOK_BACK):
        if isinstance(block, Table):
            return False
        if len(block.text) <= _LONGEST_CAPTION and not isinstance(block, Bullet):
            said = suggested.beside(block.text, context.fiscal_year)
            if goal_headings.is_expected(block.text) or (said is not None and _is_ahead(said, context)):
                return True
        if not is_note(block):
            return False  # it names the table; what stands above it is of something else
    return False


def is_of_money(table: Table, found: Columns, context: Context) -> bool:
    """Tell whether the figures are money, by the unit above the table and none in its cells: no goals."""
    stated = unit_above(table, context)
    if stated not in words("outputs", "money"):
        return False
    return not any(
        figure.number.unit
        for row in table.rows[found.rows :]
        for column in found.of("target", "actual")
        for figure in goal_cells.figures(cell_of(row, column))
    )


def is_figure(cell: str) -> bool:
    """Tell whether a cell begins with a figure and its unit: it names no goal."""
    return cell[:1].isdigit() and any(
        figure.number.state is State.VALUE and len(figure.number.unit or "") < 4
        for figure in goal_cells.figures(cell)
    )
