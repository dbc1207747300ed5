"""What the recognisers of one document share: its identity, its names, and what has been read so far."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from etl import facts
from etl.blocks import Block, Place, SourceDocument
from etl.korean import text


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


@dataclass(slots=True)
class Context:
    """One document under recognition."""

    source: SourceDocument
    organization: facts.Organization
    document: facts.Document
    directions: list[facts.StrategicDirection] = field(default_factory=list)
    tasks: list[facts.StrategicTask] = field(default_factory=list)
    programs: list[NamedProgram] = field(default_factory=list)
    rows: list[facts.Row] = field(default_factory=list)
    aside: set[tuple[int, str, str]] = field(default_factory=set)
    project_appropriation: str | None = None
    word_counts: Counter[str] = field(default_factory=Counter)
    cell_counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Count what the document prints: the words of its text, and the names in its tables' cells."""
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

    def set_aside(self, place: Place, content: str, reason: str) -> None:
        """Record, once, a line that looked like a figure and was not read with certainty."""
        if (place.line, content, reason) in self.aside:
            return
        self.aside.add((place.line, content, reason))
        self.rows.append(
            facts.SetAside(
                document_id=self.document_id,
                line=place.line,
                page=place.page,
                text=content[:500],
                reason=reason,
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

    def program_named(self, name: str, at_least: float = 0.8) -> NamedProgram | None:
        """Return the programme that a printed name means."""
        owners = [(s, p) for p in self.programs for s in p.spellings]
        index = text.closest(name, [s for s, _ in owners], at_least, margin=0.0)
        return None if index is None else owners[index][1]

    def register(self, program: NamedProgram) -> NamedProgram:
        """Add a programme; a second one of the same name gets an id of its own."""
        taken = {p.program_id for p in self.programs}
        stem, number = program.program_id, 2
        while program.program_id in taken:
            program.program_id, number = f"{stem}-{number}", number + 1
        program.spellings.append(program.name)
        self.programs.append(program)
        return program

    def program_id(self, name: str) -> str:
        """Return the id of a programme of this document's institution and year."""
        return f"{self.organization.organization_id}-{self.document.fiscal_year}-{text.slug(name)}"

    def likelier_spelling(self, name: str, others: list[str]) -> str:
        """Return the spelling of `name` whose rarest word the document prints most often.

        OCR misreads a word here and there; the right one stands elsewhere in the same document.
        """
        same = [o for o in others if text.similarity(name, o) >= 0.85 and text.key(o) != text.key(name)]
        return max([name, *same], key=lambda n: min((self.word_counts[w] for w in n.split()), default=0))

    def blocks_before(self, place: Place, count: int) -> list[Block]:
        """Return the last blocks before a place, nearest first."""
        blocks = self.source.blocks
        index = bisect_left(blocks, place.line, key=lambda block: block.place.line)
        return list(blocks[max(0, index - count) : index][::-1])
