"""Blocks to facts, by the kinds in this folder: each is a file with one `KIND`, found by listing.

A table is claimed by one kind: none sets it aside, two are an error.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from etl import facts
from etl.blocks import Line, Place, SourceDocument, Table
from etl.kind import Kind, KindError, OfDocument, OfMoney, OfTables, in_order
from etl.korean import text
from etl.korean.years import without_year
from etl.mappings import Mappings
from etl.outline import (
    captions,
    cover,
    grid_cells,
    headings,
    ledger,
    regions,
    second_report,
    sections,
    sheets,
)
from etl.outline.context import Context
from etl.outline.cover import Said
from etl.outline.errors import RecognitionError
from etl.outline.examples import without_examples
from etl.outline.locations import located
from etl.outline.money_facts import decisions
from etl.outline.money_parts import MoneyPart, deny_smaller_wholes, labels_of, parts_of, rows_of_payers
from etl.outline.money_rows import is_short, lacks_rate_alone, reason_left, rows_of_other_years
from etl.outline.money_table import MoneyTable, money_tables, reconcile
from etl.tables.headings import is_formula

_RECOMPUTED = ("difference", "change", "balance")
"""Columns that follow from others: held against them, and no fact where they have no column of their own."""
_BESIDE_AMOUNTS = ("change", "change_rate", "share", "total", "label", "number", "reason")
_MOST_FIGURES = 20
_CARRIED = "carried"
"""What is carried over, of whatever kind: fields hold each kind alone."""
_UNTOLD = ("figure_in_text", "column_unknown", "table_unknown")
"""Reasons that say no more than that no fact took a figure."""


def recognise(
    source: SourceDocument, said: Said | None = None, mappings: Mappings | None = None
) -> list[facts.Row]:
    """Return every fact of a document, and every figure that was set aside, in the order of the document.

    said: what a person said of the document; it is believed before what is printed. mappings: what people
    decided of tables and documents. A document without a year loads with its cells alone: facts are of a
    year.
    """
    mappings = mappings or Mappings()
    source = without_examples(source)
    whole, second = source, second_report.begins(source)
    if second is not None:
        source = second_report.without(source, second)
    identity = cover.decided(source, said or Said(), mappings)
    if (another := _begins_of_another(source, identity)) is not None:
        second, source = another, second_report.without(source, another)
        identity = cover.decided(source, said or Said(), mappings)
    organization, document = identity.organization, identity.document
    context = Context(
        source,
        organization,
        document,
        printed_until=identity.printed_until,
        unit_won=identity.unit_won,
        mappings=mappings,
    )
    context.rows.extend(identity.reading)
    for unread in source.unread:
        context.leave(unread.place, unread.text, unread.reason)
    if not identity.is_named:
        context.set_aside(Place(1), source.source_name, "institution_unnamed")
    if second is not None:
        context.set_aside(second.place, second.text, "other_document")
    if document.fiscal_year is None:
        _leave(context, whole, [organization, document])
        return located([organization, document, *context.rows, *grid_cells.read(context)], whole)
    for region in context.regions:
        context.set_aside(region.heading.place, region.heading.text, region.reason)
    context.take_sections(sections.read(context))
    kinds = all_kinds()
    may_be_money = _money_tables(context)
    tables = _claimed(kinds, may_be_money, context)
    money = _money(may_be_money, context)
    found: list[facts.Row] = []
    for kind in kinds:
        match kind.reads:
            case OfMoney(takes, read):
                found += read([part for part in money if takes(part)], context)
            case OfTables(_, read):
                found += read(tables[kind.name], context)
            case OfDocument(read):
                found += read(context)
    for one in may_be_money:
        if one.grid.place.line in context.money_lines:
            context.rows.extend(decisions(one, context))
    captions.check_dates((table for claimed in tables.values() for table in claimed), context)
    found = list(_held(regions.own(found, context.regions), context))
    spoken_of = {getattr(row, "program_id", None) for row in found}
    programs: list[facts.Row] = [
        facts.Program(
            document_id=context.document_id,
            line=program.place.line,
            page=program.place.page,
            program_id=program.program_id,
            organization_id=organization.organization_id,
            fiscal_year=context.fiscal_year,
            name=program.name,
            direction_id=program.direction_id,
            task_id=program.task_id,
            funding=program.funding,
            appropriation=program.appropriation,
            tags=",".join(program.tags) or None,
            starts_on=program.span.starts_on if program.span else None,
            ends_on=program.span.ends_on if program.span else None,
        )
        for program in context.programs
        if regions.at(context.regions, program.place.line) is None or program.program_id in spoken_of
    ]
    named = {program.program_id for program in programs if isinstance(program, facts.Program)}
    context.rows = [
        row
        for row in context.rows
        if not (isinstance(row, facts.Alias) and row.kind == "program" and row.subject_id not in named)
    ]
    rows: list[facts.Row] = [organization, document, *context.directions, *context.tasks, *programs]
    _leave(context, whole, [*rows, *found])
    cells = list(grid_cells.read(context))
    return located([*rows, *sorted(found + context.rows, key=lambda row: row.line), *cells], whole)


def _begins_of_another(source: SourceDocument, identity: cover.Identity) -> Line | None:
    """Return where another institution's report begins; nobody's name is another than one that is unknown."""
    if not identity.is_named:
        return None
    return second_report.of_another(source, identity.document.line, (identity.organization.name,))


def _held(rows: Iterable[facts.Row], context: Context) -> Iterator[facts.Row]:
    """Yield the facts that no heading over them denies; say why the figures of the others are left."""
    lines = {line.place.line: line for line in context.source.lines}
    tables: dict[int, list[int]] = {}
    for table in context.source.whole_tables:
        own_lines = [one.place.line for one in table.rows]
        tables |= dict.fromkeys(own_lines, own_lines)
    of_results = {part.heading.place.line for part in context.results}
    for row in rows:
        over = [line for line in context.ranks.over(row.line) if line.place.line not in context.misprinted]
        if isinstance(row, facts.Output):
            # The heading of its results has ruled it already.
            over = [line for line in over if line.place.line not in of_results]
        own = lines.get(row.line)
        reason = headings.denial(row, own, over, context.fiscal_year, context.own_names)
        if reason is None:
            yield row
        else:
            own_lines = tables.get(row.line, [row.line])
            if context.denied.get(own_lines[0]) != reason:
                context.denied |= dict.fromkeys(own_lines, reason)


def all_kinds() -> list[Kind]:
    """Return the kind of each file in the folder, so that each follows what it needs."""
    return in_order([_kind(module.name) for module in pkgutil.iter_modules(__path__)])


def _kind(name: str) -> Kind:
    kind = getattr(importlib.import_module(f"{__name__}.{name}"), "KIND", None)
    if not isinstance(kind, Kind) or kind.name != name:
        raise KindError(f"etl/kinds/{name}.py declares no KIND of the name {name}")
    return kind


def _leave(context: Context, whole: SourceDocument, rows: Sequence[facts.Row]) -> None:
    """Set aside every figure that no fact took and no rule explains, each with the reason that is known.

    whole: the document with what follows it in its file.
    """
    found = ledger.unexplained(ledger.entries(whole, [*rows, *context.rows]))
    second = next(iter(whole.blocks[len(context.source.blocks) :]), None)
    left: dict[tuple[int, str], list[str]] = {}
    for entry in found:
        region = regions.at(context.regions, entry.line)
        reason = "figure_in_text" if entry.cell is None else "column_unknown"
        if second is not None and entry.line >= second.place.line:
            reason = "other_document"
        elif context.document.fiscal_year is None:
            reason = "year_unknown"
        elif region is not None:
            reason = region.reason
        elif entry.cell is not None:
            reason = context.left.get((entry.line, entry.cell[1]), reason)
        if region is None and reason in _UNTOLD:
            reason = context.denied.get(entry.line, reason)
        left.setdefault((entry.line, reason), []).append(entry.text)
    for (line, reason), texts in left.items():
        for start in range(0, len(texts), _MOST_FIGURES):
            # Each printed figure counts, also one that stands in its line twice.
            context.leave(Place(line), " · ".join(texts[start : start + _MOST_FIGURES]), reason)


def _money_tables(context: Context) -> list[MoneyTable]:
    return [one for table in context.source.whole_tables for one in money_tables(table, context)]


def _may_be_counts(found: MoneyTable) -> bool:
    """Tell whether nothing but years heads the amounts of a table without a unit of money."""
    roles = [*found.roles.own.values(), *found.roles.other.values()]
    amounts = {role.index for role in roles if role.code not in _BESIDE_AMOUNTS}
    paths = [column.path for column in found.grid.columns if column.index in amounts]
    return found.scope.unit_won is None and not any(
        text.key(rest) and not is_formula(rest)
        for path in paths
        for heading in path
        if (rest := without_year(heading))
    )


def _money(tables: Sequence[MoneyTable], context: Context) -> list[MoneyPart]:
    """Return the parts of every table of money whose unit and side are known; say why the others are left.

    A table on a programme's page is of that programme alone, whatever its caption.
    """
    found: list[MoneyPart] = []
    tables = [one for one in tables if one.grid.place.line in context.money_lines]
    reconcile(tables, context)
    for one in tables:
        one.other_years = rows_of_other_years(one)
    is_paged = sections.Pages(context.sections, context)
    for one in tables:
        if is_paged.hold(one.grid.place):
            one.is_of_page = not is_paged.name_any(labels_of(one))
            one.scope = replace(one.scope, scope="part") if one.scope.scope == "whole" else one.scope
        past = {role.index: "other_year" for role in one.roles.other.values()}
        past |= {role.index: "recomputed" for code, role in one.roles.own.items() if code in _RECOMPUTED}
        past |= {role.index: "not_kept" for code, role in one.roles.own.items() if code == _CARRIED}
        for index, reason in {**past, **one.roles.left}.items():
            for row in one.grid.body:
                context.left[row.place.line, index + 1] = reason
        for number, row in enumerate(one.grid.body):
            if noted := one.scope.denied:
                told = noted.get(number) or next(iter(noted.values()))
                context.left |= {(row.place.line, column.index + 1): told for column in one.grid.figures}
            lacks_a_cell = is_short(one, number) or lacks_rate_alone(one, number)
            why = reason_left(one, number) or ("row_does_not_fit_header" if lacks_a_cell else None)
            if why is not None:
                context.left |= {(row.place.line, column.index + 1): why for column in one.grid.columns}
        for part in parts_of(one):
            payers = rows_of_payers(part)
            for number in payers:
                place = one.grid.body[number].place
                context.left |= {(place.line, column.index + 1): "payer" for column in one.grid.figures}
            part.rows = tuple(row for row in part.rows if row not in payers)
            if one.scope.unit_won is not None and part.side is not None and one.scope.doubt is None:
                found.append(part)
                continue
            reason = one.scope.doubt or ("unit_unknown" if one.scope.unit_won is None else "side_unknown")
            for number in part.rows:
                for column in one.grid.figures:
                    context.left[one.grid.body[number].place.line, column.index + 1] = reason
    own = [part for part in found if not _is_denied(part, context)]
    deny_smaller_wholes(own)
    denied = sheets.contradicted(own)
    for part in denied:
        for number in part.rows:
            for column in part.table.grid.figures:
                line = part.table.grid.body[number].place.line
                context.left[line, column.index + 1] = "sheets_contradict"
    return [part for part in found if not any(part is one for one in denied)]


def _is_denied(part: MoneyPart, context: Context) -> bool:
    """Tell whether the region of a table denies what it prints."""
    region = regions.at(context.regions, part.table.grid.place.line)
    return region is not None and (region.year is None or region.year != part.table.scope.year)


def _claimed(kinds: Sequence[Kind], money: Sequence[MoneyTable], context: Context) -> dict[str, list[Table]]:
    """Return the tables by the kind that claims them; those of money are read by their roles.

    What only years head may count something else: it is of money where no kind knows what it counts.
    """
    claims = {kind.name: kind.reads for kind in kinds if isinstance(kind.reads, OfTables)}
    tables: dict[str, list[Table]] = {name: [] for name in claims}
    lines = {one.grid.place.line for one in money}
    context.money_lines = {one.grid.place.line for one in money if not _may_be_counts(one)}
    for table in context.source.whole_tables:
        if table.place.line in context.money_lines:
            continue
        claiming: list[str] = []
        for is_remainder in (False,) if table.place.line in lines else (False, True):
            claiming = claiming or [
                name
                for name, reads in claims.items()
                if reads.is_remainder == is_remainder and reads.claims(table, context)
            ]
        if len(claiming) > 1:
            names = " and ".join(claiming)
            raise RecognitionError(
                f"line {table.place.line}: the table could be {names}; separate what it mixes"
            )
        if claiming:
            tables[claiming[0]].append(table)
            continue
        if table.place.line in lines:
            context.money_lines.add(table.place.line)
            continue
        for row in table.rows:
            for column in range(len(row.cells)):
                context.left.setdefault((row.place.line, column + 1), "table_unknown")
    return tables
