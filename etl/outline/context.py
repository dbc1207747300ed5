"""What the kinds of one document share: its identity, its names, and what has been read so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, takewhile

from etl import facts
from etl.blocks import Block, Line, Place, SourceDocument, Table
from etl.korean import text
from etl.mappings import LabelLevel, Mappings
from etl.outline.pages import Page, Section
from etl.outline.ranks import Ranks
from etl.outline.regions import Region, chapters_of, regions_of
from etl.outline.results import ResultsBlock, blocks_of
from etl.tables import counted_months
from etl.tables.header import Grid, grids
from etl.tables.nearby import is_marked_note
from etl.terms.periods import Span

Chain = tuple[str | None, str | None, str | None]
"""Division, office and team."""
_SAME_NAME = 0.9
_SAME_TASK = 0.85
_MOST_NAMES = 1_000
_LONGEST_COVER = 12
_NO_TEXT = "–"
_BEGUN = 3
"""The month up to which a plan is laid before a council; later it may report on the year itself."""


@dataclass(slots=True)
class NamedProgram:
    """A programme under one identity, whatever the spellings of its name in the document."""

    program_id: str
    name: str
    place: Place
    direction_id: str | None = None
    task_id: str | None = None
    funding: str | None = None
    appropriation: str | None = None
    tags: tuple[str, ...] = ()
    spellings: list[str] = field(default_factory=list)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ProgramPage:
    """A page, and the programme that it is about."""

    page: Page
    program: NamedProgram


@dataclass(slots=True)
class Context:
    """One document under recognition.

    torn: the ids of the programmes that stand under two directions. runs: which office runs which programme,
    by a register, and where that stands. printed_until: the last day of the month that the cover prints,
    where no day is stated; no figure is of a later one.
    """

    source: SourceDocument
    organization: facts.Organization
    document: facts.Document
    printed_until: date | None = None
    directions: list[facts.StrategicDirection] = field(default_factory=list)
    tasks: list[facts.StrategicTask] = field(default_factory=list)
    programs: list[NamedProgram] = field(default_factory=list)
    spelled: dict[str, NamedProgram] = field(default_factory=dict)
    id_counts: Counter[str] = field(default_factory=Counter)
    rows: list[facts.Row] = field(default_factory=list)
    aside: set[tuple[int, str, str]] = field(default_factory=set)
    project_appropriation: str | None = None
    word_counts: Counter[str] = field(default_factory=Counter)
    cell_counts: Counter[str] = field(default_factory=Counter)
    results: list[ResultsBlock] = field(default_factory=list)
    result_tables: set[int] = field(default_factory=set)
    unit_won: int | None = None
    mappings: Mappings = field(default_factory=Mappings)
    other_names: tuple[str, ...] = ()
    numbers: dict[int, int] = field(default_factory=dict)
    grids: dict[int, list[Grid]] = field(default_factory=dict)
    money_lines: set[int] = field(default_factory=set)
    left: dict[tuple[int, int], str] = field(default_factory=dict)
    denied: dict[int, str] = field(default_factory=dict)
    misprinted: set[int] = field(default_factory=set)
    pages: list[ProgramPage] = field(default_factory=list)
    unnamed_pages: list[tuple[int, int]] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    chapters: list[Line] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    commissioned: list[str] = field(default_factory=list)
    torn: set[str] = field(default_factory=set)
    runs: dict[tuple[str, Chain], Place] = field(default_factory=dict)
    ranks: Ranks = field(init=False)

    def __post_init__(self) -> None:
        """Find the results, and count what the document prints: its words, and the names in its tables."""
        self.results = blocks_of(self.source)
        self.chapters = chapters_of(self.source)
        self.ranks = Ranks(self.source.blocks, titles=self._titles())
        if self.document.fiscal_year is not None:
            self.regions = regions_of(
                self.source, self.document.fiscal_year, (self.organization.name, *self.other_names)
            )
        self.numbers = {table.place.line: n for n, table in enumerate(self.source.whole_tables, start=1)}
        blocks = [block for part in self.results if part.is_plain for block in part.blocks]
        self.result_tables = {block.place.line for block in blocks if isinstance(block, Table)}
        for line in self.source.lines:
            self.word_counts.update(line.text.split())
        for table in self.source.tables:
            for row in table.rows:
                for cell in row.cells:
                    self.word_counts.update(cell.split())
                    if cell:
                        self.cell_counts[text.key(cell)] += 1

    @property
    def document_id(self) -> str:
        """The document's id."""
        return self.document.document_id

    @property
    def levels(self) -> Sequence[LabelLevel]:
        """Where the institution's own mapping places labels."""
        return self.mappings.levels(self.organization.organization_id)

    @property
    def fiscal_year(self) -> int:
        """The document's fiscal year. Facts are of a year: without one no kind is asked to read."""
        if self.document.fiscal_year is None:
            raise ValueError("the document states no fiscal year")
        return self.document.fiscal_year

    @property
    def own_names(self) -> tuple[str, ...]:
        """The names that the institution goes by."""
        return (self.organization.name, *self.other_names)

    @property
    def is_early_plan(self) -> bool:
        """Tell whether the document plans a year that has hardly begun: it has no results of it yet."""
        as_of = self.document.as_of
        is_begun = as_of is not None and (as_of.year, as_of.month) > (self.fiscal_year, _BEGUN)
        return self.document.kind == "plan" and not is_begun

    def take_sections(self, sections: list[Section]) -> None:
        """Take the sections; on a page of theirs no heading holds that stands before it, but a chapter's."""
        self.sections = sections
        pages = [page for section in sections for page in section.pages]
        titles = self._titles() | {line.place.line for page in pages for line in page.header}
        self.ranks = Ranks(self.source.blocks, [page.first_line for page in pages], titles)

    def _titles(self) -> set[int]:
        """Return the lines of the cover that print the document's title, or whose it is: of a plan not all is
        planned."""
        title, name = text.key(self.document.title), text.key(self.organization.name)
        cover = takewhile(lambda block: not isinstance(block, Table), self.source.blocks)
        lines = [block for block in islice(cover, _LONGEST_COVER) if not isinstance(block, Table)]
        return {
            line.place.line
            for line in lines
            if (key := text.key(line.text)) and (key in title or name in key or (title and title in key))
        }

    def headings_over(self, place: Place) -> list[Line]:
        """Return the headings that hold over a place, the nearest first."""
        return self.ranks.over(place.line)

    def number_of(self, table: Table) -> int:
        """Return the number of a table in its document, from 1."""
        return self.numbers[table.place.line]

    def grids_of(self, table: Table) -> list[Grid]:
        """Return the grids of a whole table of the document; each kind asks for them."""
        line = table.place.line
        if line not in self.grids:
            self.grids[line] = list(grids(counted_months.named(self.source.blocks, table)))
        return self.grids[line]

    def set_aside(self, place: Place, content: str, reason: str) -> None:
        """Record, once, a line that looked like a figure and was not read with certainty."""
        if (place.line, content, reason) in self.aside:
            return
        self.aside.add((place.line, content, reason))
        self.leave(place, content, reason)

    def leave(self, place: Place, content: str, reason: str) -> None:
        """Record figures that were not read, whether or not the same stand there already."""
        self.rows.append(
            facts.SetAside(
                document_id=self.document_id,
                line=place.line,
                page=place.page,
                # A fact file holds no row without a text; a picture has none.
                text=content[:500] or _NO_TEXT,
                reason=reason,
            )
        )

    def also_named(self, kind: str, subject_id: str, name: str, other: str, place: Place) -> None:
        """Record a second name of a subject, where it is more than another spacing or a misread letter."""
        if text.similarity(name, other) < _SAME_NAME:
            self.rows.append(
                facts.Alias(
                    document_id=self.document_id,
                    line=place.line,
                    page=place.page,
                    kind=kind,
                    subject_id=subject_id,
                    name=other,
                )
            )

    def direction_named(self, name: str, at_least: float = 0.85) -> facts.StrategicDirection | None:
        """Return the direction that a printed name means."""
        index = text.closest(name, [d.name for d in self.directions], at_least, longer_by=2)
        return None if index is None else self.directions[index]

    def task_named(self, name: str, at_least: float = 0.85) -> facts.StrategicTask | None:
        """Return the task that a printed name means."""
        index = text.closest(name, [t.name for t in self.tasks], at_least, longer_by=2)
        return None if index is None else self.tasks[index]

    def direction_called(self, name: str, place: Place) -> facts.StrategicDirection:
        """Return the direction that a printed name means: a known one, or the next one."""
        return self.direction_named(name) or self.add_direction(name, place)

    def add_direction(self, name: str, place: Place) -> facts.StrategicDirection:
        """Add the next direction of the document's year."""
        position = len(self.directions) + 1
        self.directions.append(
            facts.StrategicDirection(
                document_id=self.document_id,
                line=place.line,
                page=place.page,
                direction_id=f"{self.organization.organization_id}-{self.fiscal_year}-{position}",
                organization_id=self.organization.organization_id,
                fiscal_year=self.fiscal_year,
                position=position,
                name=name,
            )
        )
        return self.directions[-1]

    def task_under(self, direction_id: str, name: str, place: Place) -> facts.StrategicTask:
        """Return the task of a direction that a printed name means: a known one, or the next one of it."""
        siblings = [task for task in self.tasks if task.direction_id == direction_id]
        index = text.closest(name, [task.name for task in siblings], _SAME_TASK, longer_by=2)
        if index is not None:
            return siblings[index]
        task = facts.StrategicTask(
            document_id=self.document_id,
            line=place.line,
            page=place.page,
            task_id=f"{direction_id}-{len(siblings) + 1}",
            direction_id=direction_id,
            position=len(siblings) + 1,
            name=name,
        )
        self.tasks.append(task)
        return task

    def program_named(self, name: str, at_least: float = 0.8) -> NamedProgram | None:
        """Return the programme that a printed name means."""
        if exact := self.spelled.get(text.key(name)):
            return exact
        spellings = list(self.spelled)
        index = text.closest(name, spellings, at_least, margin=0.0)
        return None if index is None else self.spelled[spellings[index]]

    def register(self, program: NamedProgram) -> NamedProgram:
        """Add a programme; a second one of the same name gets an id of its own."""
        stem = program.program_id
        while self.id_counts[program.program_id]:
            self.id_counts[stem] += 1
            program.program_id = f"{stem}-{self.id_counts[stem]}"
        self.id_counts[program.program_id] += 1
        self.programs.append(program)
        self.spell(program, program.name)
        return program

    def spell(self, program: NamedProgram, name: str) -> None:
        """Remember one more way in which the document prints a programme's name."""
        if name not in program.spellings:
            program.spellings.append(name)
        self.spelled.setdefault(text.key(name), program)

    def program_id(self, name: str) -> str:
        """Return the id of a programme of this document's institution and year."""
        return f"{self.organization.organization_id}-{self.document.fiscal_year}-{text.slug(name)}"

    def likelier_spelling(self, name: str, others: Sequence[str]) -> str:
        """Return the spelling of `name` whose rarest word the document prints most often.

        OCR misreads a word here and there; the right one stands elsewhere in the same document. Among more
        names than pages print, each would be held against each: they stay as they are.
        """
        if len(others) > _MOST_NAMES:
            return name
        alike = [o for o in others if text.similarity(name, o) >= 0.85 and text.key(o) != text.key(name)]
        same = [o for o in alike if not text.is_told_apart(name, o)]
        return max([name, *same], key=lambda n: min((self.word_counts[w] for w in n.split()), default=0))

    def page_at(self, place: Place) -> ProgramPage | None:
        """Return the page on which a place stands; the pages are in order."""
        before = bisect_right(self.pages, place.line, key=lambda p: p.page.first_line)
        return (
            self.pages[before - 1] if before and place.line <= self.pages[before - 1].page.last_line else None
        )

    def program_at(self, place: Place) -> NamedProgram | None:
        """Return the programme on whose page a place stands."""
        page = self.page_at(place)
        return page.program if page else None

    def is_left(self, place: Place) -> bool:
        """Tell whether a place stands on a page that nothing names with certainty."""
        index = bisect_right(self.unnamed_pages, (place.line, float("inf"))) - 1
        return index >= 0 and place.line <= self.unnamed_pages[index][1]

    def chapter_at(self, place: Place) -> Line | None:
        """Return the heading of the chapter or appendix in which a place stands."""
        index = bisect_left(self.chapters, place.line, key=lambda line: line.place.line)
        return self.chapters[index - 1] if index else None

    def blocks_before(self, place: Place, count: int) -> list[Block]:
        """Return the last blocks before a place, nearest first.

        Marked notes right below a table are of that one, and say nothing of what follows.
        """
        blocks = self.source.blocks
        index = bisect_left(blocks, place.line, key=lambda block: block.place.line)
        return [blocks[i] for i in range(index - 1, max(-1, index - count - 1), -1) if not self._closes(i)]

    def lines_dating(self, place: Place, count: int) -> list[Line]:
        """Return those of the last blocks before a place that may date it, nearest first.

        They stand behind the last table, and below no heading that does not hold over the place: the date of
        a caption whose table is missing is not that of the next section.
        """
        found: list[Line] = []
        over = {line.place.line for line in self.ranks.over(place.line)}
        for block in self.blocks_before(place, count):
            if isinstance(block, Table) or not self._holds(block, over):
                break
            found.append(block)
        return found

    def _holds(self, line: Line, over: Collection[int]) -> bool:
        """Tell whether a line stands below no heading but those of these lines."""
        return all(heading.place.line in over for heading in self.ranks.over(line.place.line))

    def _closes(self, index: int) -> bool:
        """Tell whether the block of an index is a marked note below a table."""
        note: Block | None = None
        while index >= 0 and not isinstance(block := self.source.blocks[index], Table):
            if not is_marked_note(block):
                return False
            note, index = block, index - 1
        return note is not None and index >= 0

    def blocks_after(self, place: Place, count: int) -> list[Block]:
        """Return the first blocks after a place, nearest first."""
        blocks = self.source.blocks
        index = bisect_right(blocks, place.line, key=lambda block: block.place.line)
        return list(blocks[index : index + count])
