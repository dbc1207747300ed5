"""FRONT DOOR: python -m etl [extract | load | verify | check | coverage | audience | correct | propose]."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from etl import extraction, facsimiles, pipeline, review, template
from etl.audience import COUNCIL, OF_DEPARTMENTS, Audience
from etl.corrections import APPLIED, NOT_LOADED, OUTDATED, Outcome
from etl.facts import Row, SetAside
from etl.inbox import Inbox
from etl.korean.numbers import MONEY_UNITS
from etl.messages import in_korean
from etl.outline.cover import Said
from etl.progress import progress
from etl.readers import shown
from etl.readers.errors import ReadError
from etl.settings import ROOT, SettingError, Settings, keep_office_time, settings
from etl.trial import trial

Command = Callable[[Namespace, Settings], int]

_UNITS = tuple(unit for unit, won in MONEY_UNITS.items() if won in (1, 10**3, 10**6, 10**8))
_MOST_CELLS = 40
_OPENS_PAGES = (sys.executable, "-m", "dashboard", "check", "--warehouse")
"""What a reader's page makes of a draft, the dashboard knows: it is asked as a program."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit code: 0, or 2 with one line on standard error.

    Of several reports those that cannot be read have a line each, and the others are read.
    """
    try:
        chosen = _parser().parse_args(arguments)
        command: Command = chosen.run
        where = settings()
        keep_office_time(where.tz)
        return command(chosen, where)
    except (*pipeline.USER_ERRORS, SettingError) as error:
        print(f"etl: {_told(str(error))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _told(line: str) -> str:
    """Return a line in the language of the environment, as far as it is known there."""
    try:
        return in_korean(line) if settings().is_korean else line
    except SettingError:
        return line


def _say(line: str) -> None:
    """Print a line in the language of the environment, as far as it is known there."""
    text = line.lstrip()
    print(line[: len(line) - len(text)] + _told(text))


class _OneLineParser(argparse.ArgumentParser):
    """Says in one line what is wrong with a command."""

    def error(self, message: str) -> NoReturn:
        """Print the line, and exit with 2."""
        self.exit(2, f"etl: {message}; see: python -m etl --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _OneLineParser(prog="python -m etl", description="Reports into facts, facts into the warehouse.")
    parser.add_argument("--facts", type=Path, help="folder of fact files (default: the committed ones)")
    parser.add_argument("--warehouse", type=Path, help="the file to build (default: warehouse.duckdb)")
    parser.add_argument("--whole", action="store_true", help="make everything anew, not only what changed")
    parser.set_defaults(run=_build)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    extract = commands.add_parser("extract", help="read reports into fact files")
    extract.add_argument("files", nargs="+", type=Path, metavar="FILE")
    extract.add_argument("--facts", type=Path, required=True, metavar="DIR")
    _ask_for_identity(extract)
    extract.set_defaults(run=_extract)
    load = commands.add_parser("load", help="build the warehouse from fact files")
    load.add_argument("--facts", type=Path, required=True, metavar="DIR")
    load.add_argument("--warehouse", type=Path, metavar="PATH")
    load.set_defaults(run=_build)
    load.add_argument("--whole", action="store_true", help="make everything anew, not only what changed")
    verify = commands.add_parser("verify", help="hold a warehouse against one that is made anew")
    verify.add_argument("--facts", type=Path, metavar="DIR")
    verify.add_argument("--warehouse", type=Path, metavar="PATH")
    verify.set_defaults(run=_verify)
    check = commands.add_parser("check", help="print the findings of a warehouse")
    check.add_argument("--warehouse", type=Path, metavar="PATH")
    check.set_defaults(run=_check)
    audience = commands.add_parser("audience", help="build what an audience may see; print its file")
    audience.add_argument("role", choices=(COUNCIL.role, OF_DEPARTMENTS))
    audience.add_argument("departments", nargs="*", metavar="INSTITUTION/UNIT")
    audience.add_argument("--warehouse", type=Path, metavar="PATH")
    audience.add_argument("--build", metavar="LOAD_ID", help="an earlier build, as published today")
    audience.set_defaults(run=_audience)
    coverage = commands.add_parser("coverage", help="say of every figure of a report what became of it")
    coverage.add_argument("file", type=Path, metavar="FILE")
    _ask_for_identity(coverage)
    coverage.set_defaults(run=_coverage)
    _add_correct(commands.add_parser("correct", help="set a figure of the facts right, with a reason"))
    form = commands.add_parser("template", help="write an Excel workbook to be filled in and read")
    form.add_argument("file", type=Path, metavar="FILE.xlsx")
    _ask_for_identity(form)
    form.set_defaults(run=_template)
    propose = commands.add_parser("propose", help="write mappings, to be confirmed, for tables not read")
    propose.add_argument("file", type=Path, metavar="FILE")
    propose.add_argument("--institution", metavar="ID", help="where the report does not name it")
    propose.add_argument("--mappings", type=Path, metavar="DIR", help="where mapping files stand")
    propose.set_defaults(run=_propose)
    return parser


def _add_correct(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", metavar="DOCUMENT", help="the id of a document, the name of its folder")
    parser.add_argument("--table", required=True, metavar="TABLE", help="its fact file, without .csv")
    parser.add_argument("--line", required=True, type=int, metavar="N", help="the line of the report")
    parser.add_argument("--column", required=True, metavar="COLUMN", help="the column of the fact file")
    parser.add_argument("--label", default="", metavar="TEXT", help="the fact, where several stand in a line")
    parser.add_argument("--printed", required=True, metavar="V", help="what the facts hold; '' for nothing")
    parser.add_argument(
        "--right", required=True, metavar="V", help="what is right; money in won, or with its unit"
    )
    parser.add_argument("--reason", required=True, metavar="TEXT")
    parser.add_argument("--who", default="reviewer", metavar="ROLE", help="a role, never a person's name")
    parser.add_argument("--facts", type=Path, metavar="DIR", help="(default: the committed facts)")
    parser.set_defaults(run=_correct)


def _build(chosen: Namespace, where: Settings) -> int:
    with_inbox = chosen.command is None and chosen.facts is None
    warehouse_path = chosen.warehouse or where.warehouse_path
    refused = _Refused()
    inbox = _inbox(where.inbox_dir) if with_inbox else None
    with progress(len(inbox.reports) if inbox else 0) as done:
        built = pipeline.build_warehouse(
            chosen.facts or where.facts_dir,
            warehouse_path,
            inbox,
            [COUNCIL] if where.oidc_issuer else [],
            builds_kept=where.builds_kept,
            mappings_dir=where.mappings_dir,
            check=trial(_OPENS_PAGES, ROOT),
            refused=refused,
            progress=done,
            is_whole=chosen.whole,
        )
    _report(built, warehouse_path)
    for one in facsimiles.make(built.documents, (where.reports_dir, where.inbox_dir), warehouse_path):
        what = "its pages are drawn" if one.is_drawn else "its lines are kept"
        _say(f"{one.source_name}: {what if one.why_not is None else f'not drawn: {one.why_not}'}")
    return refused.exit_code


def _inbox(folder: Path) -> Inbox:
    """Return what waits in the inbox, and say what is passed over."""
    inbox = Inbox.of(folder)
    for path in inbox.passed_over:
        what = "a link, which is not followed" if path.is_symlink() else "no report"
        print(_told(f"{shown(path)}: passed over; it is {what}"), file=sys.stderr)
    return inbox


class _Refused:
    """Says of each report that cannot be read why, while others are."""

    exit_code = 0

    def __call__(self, error: Exception) -> None:
        """Print the line; the command then ends with 2."""
        print(f"etl: {_told(str(error))}", file=sys.stderr)
        self.exit_code = 2


def _extract(chosen: Namespace, where: Settings) -> int:
    refused = _Refused()
    with progress(len(chosen.files)) as done:
        extracted = extraction.extract(
            chosen.files,
            _said(chosen),
            where.mappings_dir,
            refused=refused if len(chosen.files) > 1 else None,
            progress=done,
        )
    if not extracted:
        raise ReadError(f"none of {len(chosen.files)} files can be read; nothing was written")
    pipeline.write_facts(extracted, chosen.facts)
    for one in extracted:
        counts: dict[str, int] = {}
        for row in one.rows:
            counts[row.table] = counts.get(row.table, 0) + 1
        print(f"{one.document.source_name} -> {chosen.facts / one.document.document_id}")
        print("  " + ", ".join(f"{table} {count}" for table, count in counts.items()))
        _report_cells(one.rows)
    return refused.exit_code


def _report_cells(rows: Sequence[Row]) -> None:
    """Name the cells of a workbook that were not read: whoever filled it in can mend them there."""
    left = [row for row in rows if isinstance(row, SetAside) and row.sheet and row.reason != "example"]
    for row in left[:_MOST_CELLS]:
        place = f"{row.sheet}!{row.cell}" if row.cell else row.sheet
        print(f"  {place}: {row.reason}: {row.text[:80]}")
    if len(left) > _MOST_CELLS:
        _say(f"  and {len(left) - _MOST_CELLS} more; see set_aside.csv")


def _report(built: pipeline.Built, warehouse_path: Path) -> None:
    result = built.result
    _say(f"{warehouse_path}: {result.documents} documents, {result.rows:,} rows")
    made = [one for one in built.documents if one.organization_id in built.changed]
    for document in made:
        unpublished = "" if document.document_id in built.published else f", {_told('not published')}"
        day = (
            "no date stated; give it with: extract --as-of"
            if document.as_of is None
            else f"as of {document.as_of}"
        )
        year = (
            "no year stated; give it with: extract --year"
            if document.fiscal_year is None
            else document.fiscal_year
        )
        about = f"{document.source_name}, {_told(day)}{unpublished}"
        print(f"  {_told(str(year))}  {document.title}  ({about})")
    if len(made) < len(built.documents):
        _say(f"  {len(built.documents) - len(made):,} more as they were: nothing of theirs changed")
    for line in built.unmatched:
        print(f"  {line}")
    _say(f"set aside: {result.set_aside:,}")
    for reason, count in sorted(built.set_aside.items()):
        print(f"  {reason} {count}")
    _report_corrections(built.corrections)
    _say(f"does not add up: {result.findings}  (python -m etl check)")
    for (severity, check), count in sorted(built.findings.items()):
        print(f"  {severity}  {check} {count}")


def _report_corrections(outcomes: list[Outcome]) -> None:
    if not outcomes:
        return
    counts = Counter(outcome.state for outcome in outcomes)
    said = (("applied", APPLIED), ("no longer fit", OUTDATED), ("of documents not loaded", NOT_LOADED))
    states = [_told(f"{counts[state]} {words}") for words, state in said if counts[state]]
    print(f"{_told('corrections')}: {', '.join(states)}")
    for outcome in outcomes:
        one = outcome.correction
        place = f"{one.document_id}:{one.line}  {one.table}.{one.column}"
        if outcome.state == OUTDATED:
            _say(f"  corrections.csv line {one.place}: {place} no longer reads {one.printed!r}; remove it")
        elif outcome.state == NOT_LOADED:
            _say(f"  corrections.csv line {one.place}: {place} waits for its document")


def _verify(chosen: Namespace, where: Settings) -> int:
    """Print in what the warehouse differs from one that is made anew; 1 where it does."""
    path = chosen.warehouse or where.warehouse_path
    inbox = None if chosen.facts else Inbox.of(where.inbox_dir)
    found = pipeline.verify(chosen.facts or where.facts_dir, path, inbox, where.mappings_dir)
    for one in found:
        _say(f"{one.table}: {one.first:,} rows that a whole load would not make, {one.second:,} missing")
    _say(f"{path}: differs; run: python -m etl --whole" if found else f"{path}: as a whole load makes it")
    return 1 if found else 0


def _check(chosen: Namespace, where: Settings) -> int:
    found = pipeline.findings(chosen.warehouse or where.warehouse_path)
    for row in found:
        print(
            f"[{row['severity']}] {row['check_name']}  {row['document_id']}:{row['line']}  {row['subject']}"
        )
        print(f"    {row['explanation_ko']}")
        print(f"    {row['explanation_en']}")
    _say(f"{len(found)} findings")
    return 0


def _audience(chosen: Namespace, where: Settings) -> int:
    asked = Audience(chosen.role, tuple(chosen.departments))
    print(pipeline.build_for(asked, chosen.warehouse or where.warehouse_path, chosen.build))
    return 0


def _coverage(chosen: Namespace, where: Settings) -> int:
    """Print a report's figures and what became of each; 1 where one is unexplained."""
    found = extraction.coverage(chosen.file, _said(chosen), where.mappings_dir)
    for one in found:
        place = f"{one.line}" if one.cell is None else f"{one.line}:{one.cell[1]}"
        print(f"{place}\t{one.outcome}\t{one.detail}\t{one.text}")
    total = Counter(one.outcome for one in found)
    _say(", ".join(f"{outcome} {count}" for outcome, count in sorted(total.items())) or "no figure")
    return 1 if total["unexplained"] else 0


def _said(chosen: argparse.Namespace) -> Said:
    """Return what the options say of the documents."""
    return Said(organization=chosen.organization, year=chosen.year, as_of=chosen.as_of, unit_won=chosen.unit)


def _unit(text: str) -> int:
    unit = MONEY_UNITS.get("".join(text.split()))
    if unit is None:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no unit of money; one of {', '.join(_UNITS)}")
    return unit


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no date; write YYYY-MM-DD") from error


def _year(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1900 <= int(text) <= 2200:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no year; write YYYY")
    return int(text)


def _name(text: str) -> str:
    if not any(letter.isalpha() for letter in text) or len(text) > 80:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is no name of an institution")
    return text.strip()


def _ask_for_identity(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what a document does not print."""
    parser.add_argument(
        "--organization", type=_name, metavar="NAME", help="the institution, where none is printed"
    )
    parser.add_argument("--year", type=_year, help="the fiscal year")
    parser.add_argument("--as-of", type=_date, metavar="DATE", help="the date at which the figures stand")
    parser.add_argument("--unit", type=_unit, help="the unit of money of tables that print none")


def _correct(chosen: Namespace, where: Settings) -> int:
    figure = review.Figure(
        document_id=chosen.document, table=chosen.table, line=chosen.line, column=chosen.column,
        label=chosen.label,
    )  # fmt: skip
    facts_dir = chosen.facts or where.facts_dir
    path = review.correct(
        facts_dir, figure, chosen.printed, chosen.right, reason=chosen.reason, who=chosen.who, day=_today()
    )
    print(f"{path}: {chosen.document}:{chosen.line} {chosen.table}.{chosen.column} is {chosen.right}")
    return 0


def _propose(chosen: Namespace, where: Settings) -> int:
    folder = chosen.mappings or where.mappings_dir
    path, added = review.propose(chosen.file, folder, _today(), chosen.institution)
    for one in added:
        _say(f"  line {one.line}, table {one.table_no}: {one.signature}")
    _say(f"{path}: {len(added)} proposed, not used before they are confirmed there")
    return 0


def _template(chosen: Namespace, _where: Settings) -> int:
    today = _today()
    year = chosen.year or today.year
    as_of = chosen.as_of or (today if today.year == year else date(year, 12, 31))
    unit = next(name for name in _UNITS if MONEY_UNITS[name] == (chosen.unit or 1_000))
    try:
        template.write(chosen.file, template.Filled(year, as_of, chosen.organization, unit))
    except OSError as error:
        raise SettingError(
            f"{chosen.file}: cannot be written ({error.strerror}); check the folder"
        ) from error
    _say(f"{chosen.file}: fill it in, and read it with: python -m etl extract")
    return 0


def _today() -> date:
    return datetime.now().astimezone().date()


if __name__ == "__main__":
    sys.exit(main())
