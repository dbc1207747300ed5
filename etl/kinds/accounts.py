"""Tables of revenue and expenditure: which column is which, which line is a part of which, and the facts.

Indentation is lost in these tables, so that levels follow from the labels, their order and the sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl import facts
from etl.blocks import Table, TableRow
from etl.korean import numbers, text
from etl.korean.numbers import Number, State
from etl.outline.cells import RowReader, as_float, unit_of
from etl.outline.context import Context
from etl.vocabulary import Account, accounts, is_one_of, role_of, words

_ALIKE = 0.805
_AMOUNTS = ("original", "adjustment", "current", "executed", "received")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of an account table by role, and how many rows the header takes."""

    roles: dict[str, int]
    rows: int
    label_heading: str

    def cell(self, row: TableRow, role: str) -> str | None:
        """Return a row's cell of a role; None where the table has no such column."""
        index = self.roles.get(role)
        if index is None:
            return None
        return row.cells[index] if index < len(row.cells) else ""


def header_of(table: Table) -> Header | None:
    """Return the header of an account table: a label, a budget, and what was executed or received."""
    rows = table.rows
    roles: dict[str, int] = {}
    label_heading = ""
    depth = 2 if len(rows) > 1 and _is_header_row(rows[1]) else 1
    for row in rows[:depth]:
        for index, cell in enumerate(row.cells):
            role = role_of("account", cell)
            if role is None:
                continue
            if role == "label":
                # Before the amounts: '구분 | 과목' are a vertical heading and the label, in this order.
                if roles.keys() <= {"label"}:
                    roles["label"], label_heading = index, cell
                continue
            if row is not rows[0]:
                roles = {r: i for r, i in roles.items() if i != index}
            roles.setdefault(role, index)
    if "label" not in roles:
        # A label may be split over two cells: '구 | 분'.
        joined = text.key("".join(rows[0].cells[:2]))
        if role_of("account", joined) == "label":
            roles["label"], label_heading = 1, joined
    if "label" in roles and "current" in roles and ("executed" in roles or "received" in roles):
        return Header(roles, depth, label_heading)
    return None


def _is_header_row(row: TableRow) -> bool:
    has_figure = any(numbers.parse(cell).state is State.VALUE for cell in row.cells)
    return not has_figure and any(role_of("account", cell) for cell in row.cells)


def exact_account(name: str, known: Sequence[Account]) -> Account | None:
    """Return the standard label that a printed one is."""
    wanted = text.key(name)
    return next((account for account in known if wanted in map(text.key, account.words)), None)


def best_account(name: str, known: Sequence[Account], context: Context) -> Account | None:
    """Return the standard label that a printed one means, exactly or up to a misread letter.

    A misreading stands once. A label that the document prints in several places is a name of its own.
    """
    wanted = text.key(name)
    exact = exact_account(name, known)
    if exact or context.cell_counts[wanted] > 1:
        return exact
    spelled = [
        (word, account)
        for account in known
        for word in account.words
        if len(text.key(word)) > 2 and abs(len(text.key(word)) - len(wanted)) <= 1
    ]
    index = text.closest(name, [word for word, _ in spelled], _ALIKE)
    return None if index is None else spelled[index][1]


def claims(table: Table, context: Context) -> bool:
    """Tell whether this is a table of revenue or expenditure (lists of programmes are another kind)."""
    header = header_of(table)
    return header is not None and not is_program_list(header)


def is_program_list(header: Header) -> bool:
    """Tell whether the label column holds programmes."""
    return is_one_of(header.label_heading, words("headings", "account", "label")[2:])


@dataclass(slots=True)
class Entry:
    """One line of the table while its level is being found."""

    row: TableRow
    name: str | None
    account: Account | None = None
    level: str = "item"
    parent: Entry | None = None
    direction_id: str | None = None
    task_id: str | None = None
    current: int | None = None
    children: list[Entry] = field(default_factory=list)

    def is_full(self, unit_won: int) -> bool:
        """Tell whether the parts found so far already add up to the whole."""
        parts = [child.current for child in self.children if child.current is not None]
        if self.current is None or not parts:
            return False
        return abs(sum(parts) - self.current) <= unit_won * (len(parts) + 1) / 2


def read(table: Table, context: Context) -> list[facts.Row]:
    """Return the facts of a table that prints revenue, expenditure, or one after the other."""
    header = header_of(table)
    unit_won = unit_of(context, table)
    if header is None or unit_won is None:
        for row in table.rows:
            context.set_aside(row.place, row.raw, "unit_unknown")
        return []
    rows: list[facts.Row] = []
    lines = table.rows[header.rows :]
    spellings = [name for row in lines for name in _names(row, header)[:1]]
    for segment in _segments(lines, header):
        side = _side(segment, header)
        for entry in _entries(segment, header, side, context, unit_won, spellings):
            rows.append(fact_of(entry, header, side, context, unit_won))
    return rows


def _names(row: TableRow, header: Header) -> list[str]:
    """Return the ways to read a row's label: by itself, and with what a vertical heading took from it."""
    index = header.roles["label"]
    own = row.cells[index] if index < len(row.cells) else ""
    joined = "".join(row.cells[: index + 1])
    return [name for name in (text.label(own), text.label(joined)) if name]


def _segments(rows: Sequence[TableRow], header: Header) -> list[list[TableRow]]:
    totals = [a for a in accounts("revenue") if a.code == "total"]
    segments: list[list[TableRow]] = []
    for row in rows:
        starts = any(text.key(n) in map(text.key, totals[0].words) for n in _names(row, header))
        # A total opens what it is the total of; only on the last row it closes a table.
        if starts and row is not rows[-1] and segments and len(segments[-1]) > 1:
            segments.append([row])
        elif segments:
            segments[-1].append(row)
        else:
            segments = [[row]]
    return segments


def _side(rows: Sequence[TableRow], header: Header) -> str:
    if "received" in header.roles:
        return "revenue"
    votes = {
        side: sum(any(exact_account(name, accounts(side)) for name in _names(row, header)) for row in rows)
        for side in ("expenditure", "revenue")
    }
    return max(votes, key=lambda side: votes[side])


def _entries(
    rows: Sequence[TableRow],
    header: Header,
    side: str,
    context: Context,
    unit_won: int,
    spellings: list[str],
) -> list[Entry]:
    entries: list[Entry] = []
    latest: dict[str, Entry] = {}
    for row in rows:
        names = _names(row, header)
        entry = Entry(row, names[0] if names else None)
        entry.current = numbers.won(numbers.parse(header.cell(row, "current") or "", whole=True), unit_won)
        direction = _direction(names, context) if side == "expenditure" else None
        account = None if direction else _account(names, side, context)
        previous = entries[-1] if entries else None
        if direction:
            entry.level, entry.name, entry.direction_id = "direction", direction.name, direction.direction_id
            entry.parent = latest.get("programs") or latest.get("total")
        elif account:
            entry.account, entry.level = account, account.level
            if text.key(entry.name or "") not in map(text.key, account.words):
                entry.name = account.words[0]
            entry.parent = _known_parent(account, side, latest)
            latest[account.code] = entry
        elif previous and previous.level in ("direction", "task"):
            _place_task(entry, previous, context)
        else:
            if entry.name:
                entry.name = context.likelier_spelling(entry.name, spellings)
            entry.parent = _open_parent(previous, latest, side, unit_won)
            entry.level = _held_level(entry.parent)
        if entry.parent:
            entry.parent.children.append(entry)
        entries.append(entry)
    _give_to_last_total(entries)
    return entries


def _give_to_last_total(entries: list[Entry]) -> None:
    """Make a total that closes a table the whole of the lines above it: a list of cost items."""
    total = entries[-1] if entries else None
    if total is None or total.level != "total":
        return
    for entry in entries[:-1]:
        if entry.parent is None and entry.level != "total":
            entry.parent = total
            entry.level = "cost_item"
            total.children.append(entry)


def _direction(names: list[str], context: Context) -> facts.StrategicDirection | None:
    found = (context.direction_named(name) for name in names)
    return next((direction for direction in found if direction), None)


def _account(names: list[str], side: str, context: Context) -> Account | None:
    exact = (exact_account(name, accounts(side)) for name in names)
    alike = (best_account(name, accounts(side), context) for name in names)
    return next((account for account in [*exact, *alike] if account), None)


def _known_parent(account: Account, side: str, latest: dict[str, Entry]) -> Entry | None:
    return next((latest[code] for code in ancestors(account, side) if code in latest), None)


def ancestors(account: Account, side: str) -> list[str]:
    """Return the codes that a label may be a part of, nearest first; a table need not print each."""
    parents = {a.code: a.parent for a in accounts(side)}
    found: list[str] = []
    code = account.parent
    while code is not None and code != "total":
        found.append(code)
        code = parents.get(code)
    if account.code == "total":
        return []
    return [*found, "total"] if account.code == "subtotal" else [*found, "subtotal", "total"]


def _place_task(entry: Entry, previous: Entry, context: Context) -> None:
    direction = previous if previous.level == "direction" else previous.parent
    entry.level, entry.parent = "task", direction
    entry.direction_id = previous.direction_id
    if entry.name is None or entry.direction_id is None:
        return
    task = context.task_named(entry.name)
    if task is None:
        siblings = [t for t in context.tasks if t.direction_id == entry.direction_id]
        task = facts.StrategicTask(
            document_id=context.document_id,
            line=entry.row.place.line,
            page=entry.row.place.page,
            task_id=f"{entry.direction_id}-{len(siblings) + 1}",
            direction_id=entry.direction_id,
            position=len(siblings) + 1,
            name=entry.name,
        )
        context.tasks.append(task)
    entry.task_id = task.task_id


def _open_parent(previous: Entry | None, latest: dict[str, Entry], side: str, unit_won: int) -> Entry | None:
    """Return the line that an unknown label is a part of: the nearest that holds some and is not full yet."""
    candidate = previous
    while candidate is not None:
        account = candidate.account
        if account and account.holds and not candidate.is_full(unit_won):
            standard = {a.code for a in accounts(side) if a.parent == account.code}
            if not standard or not standard <= latest.keys():
                return candidate
        candidate = candidate.parent
    return latest.get("total")


def _held_level(parent: Entry | None) -> str:
    if parent is None or parent.account is None or parent.account.holds is None:
        return "item"
    return parent.account.holds


def fact_of(
    entry: Entry, header: Header, side: str, context: Context, unit_won: int, **more: str | None
) -> facts.Row:
    """Return the fact of one line; `more` are columns that only a list of programmes knows."""
    reader = RowReader(context, entry.row, unit_won)
    if entry.account and entry.account.code == "project_costs":
        context.project_appropriation = entry.account.code
    spent = "received" if side == "revenue" else "executed"
    columns = {role: spent if role in ("executed", "received") else role for role in header.roles}
    won = {
        column: reader.money(f"{column}_won", header.cell(entry.row, role))
        for role, column in columns.items()
        if role in _AMOUNTS
    }
    rate: Number = reader.rate("printed_rate", header.cell(entry.row, "rate"))
    # A single printed budget figure is the current one; original and adjustment stay NULL.
    place = entry.row.place
    common = {
        "document_id": context.document_id,
        "line": place.line,
        "page": place.page,
        "raw": entry.row.raw,
        "parent_id": _id(context, entry.parent) if entry.parent else None,
        "fiscal_year": context.document.fiscal_year,
        "as_of": context.document.as_of,
        "label": entry.name,
        "category": entry.account.code if entry.account else None,
        "original_won": won.get("original"),
        "adjustment_won": won.get("adjustment"),
        "current_won": won.get("current"),
        "printed_rate": as_float(rate),
        "rate_places": rate.places if rate.value is not None else None,
        "printed_unit_won": unit_won,
        "unreadable": reader.unreadable,
        "reason": header.cell(entry.row, "reason") or None,
    }
    if side == "revenue":
        return facts.RevenueLine(
            revenue_line_id=_id(context, entry),
            parent_label=entry.parent.name if entry.parent else None,
            received_won=won.get("received"),
            **common,  # type: ignore[arg-type]
        )
    return facts.BudgetLine(
        budget_line_id=_id(context, entry),
        level=entry.level,
        direction_id=entry.direction_id,
        task_id=entry.task_id,
        executed_won=won.get("executed"),
        **{**common, **more},  # type: ignore[arg-type]
    )


def _id(context: Context, entry: Entry) -> str:
    return f"{context.document_id}:{entry.row.place.line}"
