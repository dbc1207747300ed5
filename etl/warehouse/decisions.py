"""The rows of the tables `mapping` and `correction`: what people decided, beside what was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from etl import facts
from etl.corrections import NOT_LOADED, Correction, Outcome
from etl.facts import Row
from etl.mappings import DocumentMapping, LabelLevel, Mappings, TableMapping
from etl.mappings.model import EVERY_INSTITUTION, Decision
from etl.warehouse.explanations import Amount, Value, Word

_NAMED_BY = ("label", "name", "series", "survey", "unit_name", "team", "office", "division", "title")
"""The column that a fact is called by, in the order in which it is looked for."""
_NOT_DECIDED = {field.name for field in fields(Decision)} | {
    "status",
    "columns",
    "proved_by",
    "sha256",
    "title",
}


def correction_rows(outcomes: Iterable[Outcome]) -> list[dict[str, object]]:
    """Return the corrections of loaded documents, by document and line."""
    rows = []
    for outcome in outcomes:
        correction, row = outcome.correction, outcome.row
        if outcome.state == NOT_LOADED or row is None:
            continue
        is_money = correction.column.endswith("_won")
        rows.append(
            {
                "document_id": correction.document_id,
                "line": correction.line,
                "table_name": correction.table,
                "column_name": correction.column,
                "label": name_of(row),
                "printed": correction.printed or None,
                "corrected": correction.right or None,
                "unit_won": getattr(row, "printed_unit_won", None) if is_money else None,
                "reason": correction.reason or None,
                "who": correction.who,
                "corrected_on": correction.date,
                "state": outcome.state,
                "reads_now": facts.text_of(getattr(row, correction.column)) or None,
                "direction_id": getattr(row, "direction_id", None),
                "program_id": getattr(row, "program_id", None),
            }
        )
    return sorted(
        rows, key=lambda row: (str(row["document_id"]), int(str(row["line"])), str(row["column_name"]))
    )


def outcomes_of(corrections: Sequence[Correction], stored: Iterable[Mapping[str, Any]]) -> list[Outcome]:
    """Return what became of each correction, by the rows of the table `correction` that a warehouse holds.

    Several may set the same right in one line, of facts of different names: they stand in the file's order.
    """
    states: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for row in stored:
        place = row["document_id"], row["line"], row["table_name"], row["column_name"]
        states[(*place, row["printed"] or "", row["corrected"] or "")].append(str(row["state"]))
    found = []
    for one in corrections:
        same = states[one.document_id, one.line, one.table, one.column, one.printed, one.right]
        found.append(Outcome(one, same.pop(0) if same else NOT_LOADED))
    return found


def value_of(stored: str | None, unit_won: int | None) -> Value:
    """Return a value of a correction as a sentence shows it: an amount in its table's unit, else as it is."""
    if stored is None:
        return Word("nothing")
    return stored if unit_won is None else Amount(int(stored), unit_won)


def digits_of(stored: str | None, unit_won: int | None) -> str | None:
    """Return a value of a correction as a finding holds it: in the unit that its table prints."""
    return stored if stored is None or unit_won is None else Amount(int(stored), unit_won).digits


def name_of(row: Row) -> str | None:
    """Return the name that a fact is called by."""
    return next((str(found) for name in _NAMED_BY if (found := getattr(row, name, None))), None)


def mapping_rows(
    mappings: Mappings, institutions: Collection[str], files: Collection[str]
) -> list[dict[str, object]]:
    """Return the mappings of what is loaded: of its institutions, its documents, and of every institution.

    files: the digests of the files that the documents were read from.
    """
    owners = {*institutions, EVERY_INSTITUTION}
    rows = [
        _row("table", m, m.signature, m.status, _columns(m))
        for m in mappings.tables
        if m.organization in owners
    ]
    rows += [
        _row("document", m, m.title or str(m.sha256), m.status, ())
        for m in mappings.documents
        if (m.sha256 in files if m.sha256 else m.organization in owners)
    ]
    rows += [
        _row("level", label, label.words[0], "confirmed", ())
        for label in mappings.labels
        if label.organization in owners
    ]
    return rows


def _columns(mapping: TableMapping) -> Sequence[str]:
    return [f"{column.heading}: {column.role}" for column in mapping.columns]


def _row(
    kind: str,
    mapping: TableMapping | DocumentMapping | LabelLevel,
    subject: str,
    status: str,
    columns: Sequence[str],
) -> dict[str, object]:
    decided = [
        f"{field.name}: {', '.join(value) if isinstance(value, tuple) else value}"
        for field in fields(mapping)
        if field.name not in _NOT_DECIDED and (value := getattr(mapping, field.name)) is not None
    ]
    return {
        "mapping_id": f"{mapping.file}:{mapping.line}",
        "kind": kind,
        "organization_id": None if mapping.organization == EVERY_INSTITUTION else mapping.organization,
        "subject": subject,
        "decided": "; ".join([*columns, *decided]),
        "status": status,
        "proved_by": ", ".join(mapping.proved_by) or None if isinstance(mapping, TableMapping) else None,
        "who": mapping.who,
        "decided_on": mapping.when,
        "reason": mapping.why,
    }
