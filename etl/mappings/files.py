"""Reads mapping files strictly: what is not understood is refused in one line, with file, line and mend."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from etl.korean import text
from etl.mappings.model import (
    UNDECIDED,
    Decision,
    DocumentMapping,
    LabelLevel,
    MappingError,
    Mappings,
    TableMapping,
)
from etl.terms.codes import REPEATABLE_ROLES

_SHARED = ("organization", "status", "who", "when", "why")
"""What may stand once at the head of a file, for every mapping in it."""
_BLOCKS: dict[str, TypeAdapter[Any]] = {
    "table": TypeAdapter(TableMapping),
    "document": TypeAdapter(DocumentMapping),
    "level": TypeAdapter(LabelLevel),
}
_OF_SYNTAX = re.compile(r"^(.*?) \(at line ([0-9]+), column [0-9]+\)", re.DOTALL)
_YEAR_PLACE = re.compile(r"\{y(?:-[0-9]+)?\}")
D = TypeVar("D", bound=Decision)


def load(folder: Path) -> Mappings:
    """Read every mapping file of a folder, of which there may be none. MappingError on the first bad one."""
    try:
        paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
        files = {path.name: path.read_bytes() for path in paths}
    except OSError as error:
        raise MappingError(
            f"{error.filename or folder}: cannot be read ({error.strerror}); check it"
        ) from error
    return parsed(files, folder)


def parsed(files: Mapping[str, bytes], folder: Path) -> Mappings:
    """Return what mapping files say, by their names. folder: where a MappingError says that they stand."""
    found: dict[str, list[Any]] = {name: [] for name in _BLOCKS}
    for name, data in files.items():
        for block, entry in _entries(folder / name, data):
            found[block].append(entry)
    mappings = Mappings(
        tables=tuple(found["table"]),
        documents=tuple(found["document"]),
        labels=tuple(found["level"]),
        files=dict(files),
    )
    for table in mappings.tables:
        _check_columns(table, folder)
    for document in mappings.documents:
        _check_identity(document, folder)
    for label in mappings.labels:
        _check_parent(label, mappings, folder)
    _check_single(mappings, folder)
    return mappings


def _entries(path: Path, data: bytes) -> Iterator[tuple[str, Decision]]:
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MappingError(f"{path}: line {line}: not UTF-8; save the file as UTF-8") from error
    try:
        content = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        reason = _OF_SYNTAX.fullmatch(str(error))
        line = int(reason[2]) if reason else source.count("\n") + 1
        why = " ".join((reason[1] if reason else str(error)).split())
        raise MappingError(f"{path}: line {line}: not TOML ({why}); check the quotes and brackets") from error
    except RecursionError as error:
        raise MappingError(f"{path}: line 1: brackets within brackets without end; check them") from error
    shared = {name: content.pop(name) for name in _SHARED if name in content}
    for name, entries in content.items():
        if name not in _BLOCKS:
            known = ", ".join([*_SHARED, *(f"[[{block}]]" for block in _BLOCKS)])
            raise MappingError(
                f"{path}: line {_line(source, name)}: {name[:80]!r} is not known; expected {known}"
            )
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise MappingError(f"{path}: line {_line(source, name)}: begin each {name} with [[{name}]]")
        for number, entry in enumerate(entries):
            yield name, _decision(path, source, name, number, shared, entry)


def _decision(
    path: Path, source: str, block: str, number: int, shared: dict[str, Any], own: dict[str, Any]
) -> Decision:
    # A line's place is no proposal of the engine, but always a person's word: it has no status.
    entry = {name: value for name, value in shared.items() if block != "level" or name != "status"} | own
    start = _block_line(source, block, number)
    for ours in ("file", "line"):
        if ours in entry:
            raise MappingError(
                f"{path}: line {_line(source, ours, start)}: {ours!r} is not known in a {block}; remove it"
            )
    try:
        found: Decision = _BLOCKS[block].validate_python({**entry, "file": path.name, "line": start})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        steps = [str(step + 1) if isinstance(step, int) else step for step in first["loc"]]
        named = next((step for step in first["loc"] if isinstance(step, str)), "")
        line = _line(source, named, start if named in own or named not in shared else 1)
        raise MappingError(
            f"{path}: line {line}: {' '.join(steps)[:80]} of this {block}: {_complaint(first, block)}"
        ) from error
    return found


def _complaint(error: Mapping[str, Any], block: str) -> str:
    """Return what is wrong with a value, and the mend."""
    value = " ".join(repr(error["input"]).split())[:60]
    if error["type"] == "missing":
        return "is missing; add it"
    if error["type"] == "unexpected_keyword_argument":
        return f"is not known in a {block}; remove it or correct its name"
    if error["type"] == "value_error":
        return f"is {value}; {error['ctx']['error']}"
    message = str(error["msg"])
    return f"is {value}; {message[:1].lower()}{message[1:]}"


def _block_line(source: str, block: str, number: int) -> int:
    """Return the line where the block of this number begins; blocks that stand in one line have the first."""
    starts = [
        index
        for index, line in enumerate(source.splitlines(), 1)
        if line.strip().replace(" ", "").startswith(f"[[{block}]]")
    ]
    return starts[number] if number < len(starts) else _line(source, block)


def _line(source: str, key: str, start: int = 1) -> int:
    """Return the line of a key, within the block that begins at `start`; else the block's own line."""
    lines = source.splitlines()
    for index in range(start, len(lines) + 1):
        line = lines[index - 1].strip()
        bare = line.lstrip("[ ").replace('"', "")
        if key and bare.startswith(key) and bare[len(key) :].lstrip()[:1] in ("=", "]", "."):
            return index
        if index > start and line.startswith("[["):
            break
    return start


def _refuse(mapping: Decision, folder: Path, why: str) -> MappingError:
    return MappingError(f"{folder / mapping.file}: line {mapping.line}: {why}")


def _check_columns(mapping: TableMapping, folder: Path) -> None:
    years = [tuple(_YEAR_PLACE.findall(column)) for column in mapping.signature.split("|")]
    if mapping.year == "heading" and not any(years):
        raise _refuse(mapping, folder, "year is 'heading', but no heading has a year; give another rule")
    if mapping.status == "confirmed" and UNDECIDED in mapping.roles:
        heading = mapping.columns[mapping.roles.index(UNDECIDED)].heading
        raise _refuse(
            mapping, folder, f"the role of {heading[:60]!r} is '?'; name it, or 'ignore', before confirming"
        )
    counted = Counter(
        (role, year)
        for role, year in zip(mapping.roles, years, strict=True)
        if role not in (*REPEATABLE_ROLES, UNDECIDED)
    )
    twice = next((role for (role, _), n in counted.items() if n > 1), None)
    if twice:
        raise _refuse(mapping, folder, f"two columns of one year have the role {twice!r}; keep one of them")


def _check_identity(mapping: DocumentMapping, folder: Path) -> None:
    if (mapping.sha256 is None) == (mapping.title is None):
        raise _refuse(mapping, folder, "a document is known by its sha256 or by its title; give one of them")
    if mapping.title is not None and not text.key(mapping.title):
        raise _refuse(mapping, folder, "the title fits every document; make it narrower")


def _check_parent(label: LabelLevel, mappings: Mappings, folder: Path) -> None:
    own = [other for other in mappings.levels(label.organization) if other.side == label.side]
    if label.parent is not None and label.parent not in {other.category for other in own}:
        raise _refuse(
            label,
            folder,
            f"parent {label.parent!r} is no category of its institution's side; add it",
        )
    above, seen = label.parent, {label.category}
    while above is not None:
        if above in seen:
            raise _refuse(label, folder, f"{label.category!r} is a part of itself; correct the parent")
        seen.add(above)
        above = next((other.parent for other in own if other.category == above), None)


def _check_single(mappings: Mappings, folder: Path) -> None:
    """Refuse two mappings of one header, document or label: none is then better than the other."""
    seen: dict[tuple[object, ...], Decision] = {}
    for mapping, subject, keys in _subjects(mappings):
        for key in keys:
            other = seen.setdefault((subject, mapping.organization, *key), mapping)
            if other is not mapping:
                raise _refuse(
                    mapping,
                    folder,
                    f"the same {subject} is mapped in {other.file} line {other.line}; remove one of the two",
                )


def _subjects(mappings: Mappings) -> Iterator[tuple[Decision, str, list[tuple[object, ...]]]]:
    for table in mappings.tables:
        yield table, "header", [(table.signature,)]
    for document in mappings.documents:
        by = ("sha256", document.sha256) if document.sha256 else ("title", text.key(document.title or ""))
        yield document, "document", [by]
    for label in mappings.labels:
        words = [(label.side, "word", text.key(word)) for word in label.words]
        yield label, "label", [*dict.fromkeys(words), (label.side, "category", label.category)]
