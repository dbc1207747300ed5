"""FRONT DOOR: python -m etl [extract | load | check | coverage | audience]."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import NoReturn

from etl import pipeline
from etl.audience import COUNCIL, OF_DEPARTMENTS, Audience
from etl.settings import SettingError, settings


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit code: 0, or 2 with one line on standard error."""
    try:
        chosen = _parser().parse_args(arguments)
        where = settings()
        if chosen.command == "extract":
            _extract(chosen.files, chosen.facts)
        elif chosen.command == "coverage":
            return _coverage(chosen.file)
        elif chosen.command == "check":
            _check(chosen.warehouse or where.warehouse_path)
        elif chosen.command == "audience":
            asked = Audience(chosen.role, tuple(chosen.departments))
            print(pipeline.build_for(asked, chosen.warehouse or where.warehouse_path, chosen.build))
        else:
            with_inbox = chosen.command is None and chosen.facts is None
            built = pipeline.build_warehouse(
                chosen.facts or where.facts_dir,
                chosen.warehouse or where.warehouse_path,
                where.inbox_dir if with_inbox else None,
                [COUNCIL] if where.oidc_issuer else [],
                builds_kept=where.builds_kept,
            )
            _report(built, chosen.warehouse or where.warehouse_path)
    except (*pipeline.USER_ERRORS, SettingError) as error:
        print(f"etl: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    return 0


class _OneLineParser(argparse.ArgumentParser):
    """Says in one line what is wrong with a command."""

    def error(self, message: str) -> NoReturn:
        """Print the line, and exit with 2."""
        self.exit(2, f"etl: {message}; see: python -m etl --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _OneLineParser(prog="python -m etl", description="Reports into facts, facts into the warehouse.")
    parser.add_argument("--facts", type=Path, help="folder of fact files (default: the committed ones)")
    parser.add_argument("--warehouse", type=Path, help="the file to build (default: warehouse.duckdb)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    extract = commands.add_parser("extract", help="read reports into fact files")
    extract.add_argument("files", nargs="+", type=Path, metavar="FILE")
    extract.add_argument("--facts", type=Path, required=True, metavar="DIR")
    load = commands.add_parser("load", help="build the warehouse from fact files")
    load.add_argument("--facts", type=Path, required=True, metavar="DIR")
    load.add_argument("--warehouse", type=Path, metavar="PATH")
    check = commands.add_parser("check", help="print the findings of a warehouse")
    check.add_argument("--warehouse", type=Path, metavar="PATH")
    audience = commands.add_parser("audience", help="build what an audience may see; print its file")
    audience.add_argument("role", choices=(COUNCIL.role, OF_DEPARTMENTS))
    audience.add_argument("departments", nargs="*", metavar="INSTITUTION/UNIT")
    audience.add_argument("--warehouse", type=Path, metavar="PATH")
    audience.add_argument("--build", metavar="LOAD_ID", help="an earlier build, as published today")
    coverage = commands.add_parser("coverage", help="say of every figure of a report what became of it")
    coverage.add_argument("file", type=Path, metavar="FILE")
    return parser


def _extract(files: list[Path], facts_dir: Path) -> None:
    extracted = pipeline.extract(files)
    pipeline.write_facts(extracted, facts_dir)
    for one in extracted:
        counts: dict[str, int] = {}
        for row in one.rows:
            counts[row.table] = counts.get(row.table, 0) + 1
        print(f"{one.document.source_name} -> {facts_dir / one.document.document_id}")
        print("  " + ", ".join(f"{table} {count}" for table, count in counts.items()))


def _report(built: pipeline.Built, warehouse_path: Path) -> None:
    result = built.result
    print(f"{warehouse_path}: {result.documents} documents, {result.rows:,} rows")
    for document in built.documents:
        unpublished = "" if document.document_id in built.published else ", not published"
        about = f"{document.source_name}, as of {document.as_of}{unpublished}"
        print(f"  {document.fiscal_year}  {document.title}  ({about})")
    print(f"set aside: {result.set_aside:,}")
    for reason, count in sorted(built.set_aside.items()):
        print(f"  {reason} {count}")
    print(f"does not add up: {result.findings}  (python -m etl check)")
    for (severity, check), count in sorted(built.findings.items()):
        print(f"  {severity}  {check} {count}")


def _check(warehouse_path: Path) -> None:
    found = pipeline.findings(warehouse_path)
    for row in found:
        print(
            f"[{row['severity']}] {row['check_name']}  {row['document_id']}:{row['line']}  {row['subject']}"
        )
        print(f"    {row['explanation_ko']}")
        print(f"    {row['explanation_en']}")
    print(f"{len(found)} findings")


def _coverage(path: Path) -> int:
    """Print a report's lines with figures and what became of them; 1 where one is unexplained."""
    found = pipeline.coverage(path)
    for one in found:
        print(f"{one.line}\t{one.outcome}\t{one.detail}\t{one.text[:80]}")
    counts = Counter(one.outcome for one in found)
    print(", ".join(f"{outcome} {count}" for outcome, count in sorted(counts.items())))
    return 1 if counts["unexplained"] else 0


if __name__ == "__main__":
    sys.exit(main())
