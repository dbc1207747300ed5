"""The commands as a user types them: what is wrong is said in one line, and nothing is touched."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from hypothesis import Phase, given, settings

from etl import mappings
from etl.__main__ import main
from etl.mappings import signature
from etl.mappings.proposals import Proposal, ProposedColumn
from tests.conftest import ROOT
from tests.layouts import progress_report


def _report() -> str:
    """Return one progress report, the same in every run."""
    found: list[str] = []

    @settings(max_examples=6, phases=[Phase.generate], database=None, derandomize=True)
    @given(progress_report.reports())
    def draw(report: progress_report.Report) -> None:
        found.append(progress_report.write(report).text)

    draw()
    return found[-1]


REPORT = _report()
BYTES = REPORT.encode()


@dataclass(frozen=True)
class Desk:
    """A folder of one test, and what the commands said there."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    def run(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Run a command; return exit code, standard output and standard error."""
        code = main([str(argument) for argument in arguments])
        said = self.capture.readouterr()
        return code, said.out, said.err

    def write(self, name: str, content: bytes) -> Path:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def refuses(self, *arguments: str | Path, says: str) -> None:
        """Run a command that must fail: one line on standard error, exit code 2."""
        code, out, err = self.run(*arguments)
        assert code == 2
        assert out == ""
        assert err.startswith("etl: ")
        assert err.count("\n") == 1
        assert says in err

    @property
    def facts(self) -> Path:
        """Where facts go."""
        return self.folder / "facts"

    @property
    def warehouse(self) -> Path:
        """Where the warehouse goes."""
        return self.folder / "w.duckdb"


@pytest.fixture
def desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """A desk whose environment names its own folders."""
    made = Desk(tmp_path, capsys)
    monkeypatch.setenv("FACTS_DIR", str(made.facts))
    monkeypatch.setenv("WAREHOUSE_PATH", str(made.warehouse))
    monkeypatch.setenv("INBOX_DIR", str(tmp_path / "inbox"))
    # The pages are opened once, in `prepared`.
    monkeypatch.setattr("etl.__main__._OPENS_PAGES", (sys.executable, "-c", ""))
    yield made
    leftovers = [path.name for path in tmp_path.rglob(".new-*")] + [p.name for p in tmp_path.glob("*.new*")]
    assert leftovers == []


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report, its facts and a warehouse of them, made once."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "보고서.txt").write_bytes(BYTES)
    assert main(["extract", str(folder / "보고서.txt"), "--facts", str(folder / "facts")]) == 0
    assert main(["load", "--facts", str(folder / "facts"), "--warehouse", str(folder / "w.duckdb")]) == 0
    return folder


@pytest.fixture
def loaded(prepared: Path, desk: Desk) -> Desk:
    """A desk with the facts of a report and a warehouse of them."""
    shutil.copytree(prepared, desk.folder, dirs_exist_ok=True)
    desk.capture.readouterr()
    return desk


def _packed(name: str, content: bytes) -> bytes:
    """Return an archive of one part, not packed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr(name, content)
    return held.getvalue()


def _opendocument() -> bytes:
    return _packed("mimetype", b"application/vnd.oasis.opendocument.text")


BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "blank lines": (b"\n \n\t\n" * 40, "empty"),
    "NUL": (BYTES[:300] + b"\0" + BYTES[300:], "NUL"),
    "UTF-16 without a mark": (REPORT.encode("utf-16-le"), "NUL"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "is a picture (PNG)"),
    "archive": (b"PK\x03\x04" + bytes(range(256)) * 40, "is an archive (ZIP)"),
    "OpenDocument": (_opendocument(), "is an OpenDocument file"),
    "presentation": (_packed("ppt/presentation.xml", b"<p/>"), "is a presentation (PPTX)"),
    "Excel 2003": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "a workbook of Excel 2003 (XML); save it as XLSX",
    ),
    "mail": (b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>1</p>", "is a mail"),
    "JSON": (b'{"RESULT": {"CODE": "INFO-200"}}', "is JSON, and no export of QWGJK"),
    "other bytes": (bytes(range(1, 256)) * 40, "byte 127"),
    "damaged character": (
        REPORT[:99].encode() + b"\xff" + REPORT[99:].encode(),
        f"byte {len(REPORT[:99].encode())}:",
    ),
    "one long line": (BYTES + b"x" * 50_000_000, f"line {REPORT.count(chr(10)) + 1}"),
    "one long row": (BYTES + b"1\t" * 25_000_000, f"line {REPORT.count(chr(10)) + 1}"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_read_as_a_report(desk: Desk, name: str) -> None:
    content, says = BAD_FILES[name]
    bad = desk.write("bad.txt", content)
    desk.refuses("extract", bad, "--facts", desk.facts, says=says)
    assert not desk.facts.exists()


@pytest.mark.parametrize(
    ("content", "year", "cells"),
    [
        ("2031년 일기\n오늘은 맑음\n", "2031", []),
        ("주요업무\n(단위: 천원)\n과목\t예산액\t집행액\n계\t1\t2\n", "", ["1", "2"]),
    ],
)
def test_a_file_without_a_table_or_a_year_loads_with_its_cells_and_no_fact(
    desk: Desk, content: str, year: str, cells: list[str]
) -> None:
    assert desk.run("extract", desk.write("a.txt", content.encode()), "--facts", desk.facts)[0] == 0
    (folder,) = desk.facts.iterdir()
    (document,) = _records(folder / "document.csv")
    assert (document["fiscal_year"], document["as_of"], document["kind"]) == (year, "", "document")
    assert document["organization_id"] == f"unnamed-{document['sha256'][:8]}"
    assert [row["name"] for row in _records(folder / "organization.csv")] == ["(기관명 미상)"]
    kept = folder / "table_cell.csv"
    assert [row["text"] for row in (_records(kept) if kept.exists() else [])] == cells
    tables = {path.stem for path in folder.iterdir()}
    assert tables <= {"manifest", "organization", "document", "reading", "set_aside", "table_cell"}


BARE = """주요업무
지출 현황
구분	예산액	집행액
총계	7,000	2,100
가꿈	4,000	1,200
나눔	3,000	900
"""
NAMED = "달맞이재단\n2031년 주요업무\n(2031.9.30.기준)\n"
OPTIONS = ("--organization", "별빛재단", "--year", "2032", "--as-of", "2032-06-30", "--unit", "천원")


@pytest.mark.parametrize("cover", ["", NAMED])
def test_what_a_person_says_of_a_document_wins(desk: Desk, cover: str) -> None:
    report = desk.write("a.txt", (cover + BARE).encode())
    assert desk.run("extract", report, "--facts", desk.facts, *OPTIONS)[0] == 0
    (folder,) = desk.facts.iterdir()
    (document,) = _records(folder / "document.csv")
    assert (document["fiscal_year"], document["as_of"]) == ("2032", "2032-06-30")
    assert [row["name"] for row in _records(folder / "organization.csv")] == ["별빛재단"]
    of_document = [row for row in _records(folder / "reading.csv") if not row["table_no"]]
    assert {row["field"]: (row["value"], row["how"]) for row in of_document} == {
        "organization": ("별빛재단", "reviewed"),
        "year": ("2032", "reviewed"),
        "as_of": ("2032-06-30", "reviewed"),
        "unit": ("1000", "reviewed"),
    }
    assert [row["current_won"] for row in _budget_lines(desk)] == ["7000000", "4000000", "3000000"]


def test_a_given_unit_changes_no_table_that_prints_its_own(desk: Desk) -> None:
    body = NAMED + BARE.replace("지출 현황", "지출 현황 (단위: 백만원)")
    report = desk.write("a.txt", body.encode())
    assert desk.run("extract", report, "--facts", desk.facts, "--unit", "천원")[0] == 0
    assert [row["current_won"] for row in _budget_lines(desk)] == ["7000000000", "4000000000", "3000000000"]


def test_coverage_reads_with_what_is_given(desk: Desk) -> None:
    report = desk.write("a.txt", BARE.encode())
    before, after = desk.run("coverage", report), desk.run("coverage", report, *OPTIONS)
    assert (before[0], after[0]) == (0, 0)
    assert before[1].splitlines()[-1] == "left 6"
    assert after[1].splitlines()[-1] == "read 6"


@pytest.mark.parametrize("command", ["extract", "coverage"])
@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--organization", "   "),
        ("--organization", "123"),
        ("--organization", "가" * 81),
        ("--year", "31"),
        ("--year", "2031년"),
        ("--year", "²⁰³¹"),
        ("--year", "9999"),
        ("--as-of", "2031-02-30"),
        ("--as-of", "2031.9.30."),
        ("--as-of", ""),
        ("--unit", "명"),
        ("--unit", "1000"),
        ("--unit", ""),
    ],
)
def test_an_option_that_means_nothing_is_said_in_one_line(
    desk: Desk, command: str, option: str, value: str
) -> None:
    where = ("--facts", str(desk.facts)) if command == "extract" else ()
    with pytest.raises(SystemExit) as stopped:
        desk.run(command, desk.write("a.txt", BARE.encode()), *where, option, value)
    said = desk.capture.readouterr()
    assert (stopped.value.code, said.out) == (2, "")
    assert said.err.startswith("etl: ") and said.err.count("\n") == 1
    assert option in said.err
    assert not desk.facts.exists()


@pytest.mark.parametrize("name", BAD_FILES)
def test_the_line_names_the_file(desk: Desk, name: str) -> None:
    bad = desk.write("나쁜 파일.txt", BAD_FILES[name][0])
    code, _, err = desk.run("extract", bad, "--facts", desk.facts)
    assert (code, err.count(str(bad))) == (2, 1)


def test_files_that_are_not_there_or_no_files(desk: Desk) -> None:
    (desk.folder / "folder.txt").mkdir()
    for name, says in (
        ("missing.txt", "cannot be read"),
        ("folder.txt", "is no regular file"),
        ("report.xyz", "unknown file type '.xyz'; known are"),
        ("noise.pdf", "its content is none of a .pdf file, nor of another that is known"),
        ("report", "unknown file type"),
    ):
        if name.startswith("report"):
            desk.write(name, BYTES)
        if name.startswith("noise"):
            desk.write(name, b"\0\xff" + bytes(range(256)) * 40)
        desk.refuses("extract", desk.folder / name, "--facts", desk.facts, says=says)
        desk.refuses("extract", desk.folder / name, "--facts", desk.facts, says=name)
    assert not desk.facts.exists()


def test_a_file_is_known_by_its_content(desk: Desk) -> None:
    assert desk.run("extract", desk.write("report.TXT", BYTES), "--facts", desk.facts)[0] == 0


def test_of_the_same_report_twice_one_is_read(desk: Desk) -> None:
    one, again = desk.write("one.txt", BYTES), desk.write("again.txt", BYTES)
    code, out, err = desk.run("extract", one, again, "--facts", desk.facts)
    assert (code, err.count("\n")) == (2, 1)
    assert "same report as one.txt" in err
    assert "one.txt ->" in out
    (folder,) = desk.facts.iterdir()
    (document,) = _records(folder / "document.csv")
    assert document["source_name"] == "one.txt"


def test_facts_cannot_go_where_a_file_stands(desk: Desk) -> None:
    report, file = desk.write("a.txt", BYTES), desk.write("file", b"x")
    desk.refuses("extract", report, "--facts", file, says="cannot be written")
    desk.refuses("extract", report, "--facts", file / "below", says="cannot be written")
    assert file.read_bytes() == b"x"


def test_a_file_that_fails_does_not_stop_the_others(loaded: Desk) -> None:
    before = _contents(loaded.facts)
    changed = loaded.write("보고서.txt", REPORT.replace("제301회", "제302회").encode())
    bad, pipe = loaded.write("bad.txt", b""), loaded.folder / "pipe.txt"
    os.mkfifo(pipe)
    code, out, err = loaded.run("extract", bad, changed, pipe, "--facts", loaded.facts)
    assert code == 2
    assert [line.split(": ", 2)[1:] for line in err.splitlines()] == [
        [str(bad), "the file is empty; nothing was read"],
        [str(pipe), "is no regular file; only files are read"],
    ]
    assert "보고서.txt ->" in out
    assert _contents(loaded.facts) != before


def test_files_none_of_which_can_be_read_leave_everything_as_it_was(loaded: Desk) -> None:
    before = _contents(loaded.facts), loaded.warehouse.read_bytes()
    for name in ("a.txt", "b.txt"):
        loaded.write(f"inbox/{name}", b"")
    inbox = loaded.folder / "inbox"
    for arguments in (("extract", inbox / "a.txt", inbox / "b.txt", "--facts", loaded.facts), ()):
        code, _, err = loaded.run(*arguments)
        assert code == 2
        assert err.count("\n") == 3
        assert "none of 2 files can be read" in err
    assert (_contents(loaded.facts), loaded.warehouse.read_bytes()) == before


def test_pages_that_fail_keep_the_old_warehouse(loaded: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = loaded.warehouse.read_bytes()
    fails = "import sys; print('opened'); print('/execution of d1 cannot be opened'); sys.exit(1)"
    monkeypatch.setattr("etl.__main__._OPENS_PAGES", (sys.executable, "-c", fails))
    says = "not published: /execution of d1 cannot be opened"
    loaded.refuses("load", "--facts", loaded.facts, "--warehouse", loaded.warehouse, says=says)
    assert loaded.warehouse.read_bytes() == before
    monkeypatch.setattr("etl.__main__._OPENS_PAGES", (str(loaded.folder / "no program"),))
    says = "the pages cannot be tried"
    loaded.refuses("load", "--facts", loaded.facts, "--warehouse", loaded.warehouse, says=says)
    assert loaded.warehouse.read_bytes() == before


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_report_that_is_cut_is_read_or_refused(desk: Desk) -> None:
    for length in range(1, len(BYTES), 499):
        cut = desk.write("cut.txt", BYTES[:length])
        code, _, err = desk.run("extract", cut, "--facts", desk.facts)
        if code:
            assert (code, err.count("\n"), str(cut) in err) == (2, 1, True)
        else:
            assert err == ""
            assert any(desk.facts.rglob("document.csv"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_other_encodings_give_the_same_facts(loaded: Desk, encoding: str) -> None:
    text = REPORT.encode("cp949", "replace").decode("cp949") if encoding == "cp949" else REPORT
    facts = loaded.folder / "other"
    for where, content in (("plain", text.encode()), ("other", text.encode(encoding))):
        report = loaded.write(f"{where}/보고서.txt", content)
        assert loaded.run("extract", report, "--facts", facts / where)[0] == 0
    plain, other = _contents(facts / "plain"), _contents(facts / "other")
    assert plain.keys() == other.keys()
    # Only the digest of the file differs.
    assert [name for name in plain if plain[name] != other[name]] == [
        name for name in plain if name.endswith("/document.csv")
    ]


def _records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_absurd_numbers_are_set_aside_and_never_a_fact(desk: Desk) -> None:
    absurd = ("1,2,3,4", "1,,000", "9999999999999999", "9" * 40, "1,234 5,678", "12명", "가나다", ",")
    rows = "".join(f"사업 {n}\t{figure}\t1,000\t5.0%\n" for n, figure in enumerate(absurd))
    text = f"2031년 주요업무\n\n(단위: 천원)\n\n사업명\t예산액\t집행액\t집행률\n총계\t10\t5\t50.0%\n{rows}"
    report = desk.write("a.txt", text.encode())
    assert desk.run("extract", report, "--facts", desk.facts)[0] == 0
    (folder,) = desk.facts.iterdir()
    # Hardly a figure of the column can be read, so that it is none: every row is left, with its line.
    assert not (folder / "budget_line.csv").exists()
    aside = {row["line"] for row in _records(folder / "set_aside.csv")}
    first = text.split("\n").index("사업 0\t1,2,3,4\t1,000\t5.0%") + 1
    assert {str(line) for line in range(first, first + len(absurd))} <= aside
    cells = _records(folder / "table_cell.csv")
    assert {"9" * 40, "9999999999999999"} <= {row["text"] for row in cells if not row["value"]}


@pytest.mark.parametrize(
    "figure", ["1,2,3,4", "1,,000", "9999999999999999", "9" * 40, "1,234 5,678", "12명", "가나다", ","]
)
def test_an_absurd_number_among_readable_ones_is_set_aside_by_itself(desk: Desk, figure: str) -> None:
    good = "".join(f"사업 {n}\t20,000\t1,000\t5.0%\n" for n in range(3))
    text = f"2031년 주요업무\n(단위: 천원)\n사업명\t예산액\t집행액\t집행률\n총계\t60,000\t4,000\t6.7%\n{good}"
    report = desk.write("a.txt", f"{text}사업 3\t{figure}\t1,000\t5.0%\n".encode())
    assert desk.run("extract", report, "--facts", desk.facts)[0] == 0
    (folder,) = desk.facts.iterdir()
    lines = _records(folder / "budget_line.csv")
    amounts = [(row["current_won"], row["executed_won"], row["unreadable"]) for row in lines[1:]]
    assert amounts == [("20000000", "1000000", "")] * 3 + [("", "1000000", "current_won")]
    aside = [(row["line"], row["text"]) for row in _records(folder / "set_aside.csv")]
    assert (lines[-1]["line"], figure) in aside


def test_a_report_that_names_no_institution_says_so(desk: Desk) -> None:
    text = "2031년 주요업무\n\n(단위: 천원)\n사업명\t예산액\t집행액\n총계\t10\t5\n가꾸기\t10\t5\n"
    report = desk.write("이름 없는 보고서.txt", text.encode())
    assert desk.run("extract", report, "--facts", desk.facts)[0] == 0
    (folder,) = desk.facts.iterdir()
    assert "institution_unnamed" in (folder / "set_aside.csv").read_text(encoding="utf-8")


def test_amounts_without_a_unit_are_set_aside(desk: Desk) -> None:
    text = "2031년 주요업무\n\n사업명\t예산액\t집행액\n총계\t10\t5\n가꾸기\t10\t5\n나누기\t3\t5\n"
    report = desk.write("a.txt", (text + "\n□ 소요예산 : 3\n").encode())
    code, _, err = desk.run("extract", report, "--facts", desk.facts)
    if code == 0:
        (folder,) = desk.facts.iterdir()
        assert not (folder / "budget_line.csv").exists()
    else:
        assert err.count("\n") == 1


Damage = Callable[[Path], object]


def _edit(name: str, old: str, new: str) -> Damage:
    def edit(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def _append(name: str, content: bytes) -> Damage:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes() + content)


def _repeat_last(name: str) -> Damage:
    def repeat(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        path.write_text(text + text.splitlines()[-1] + "\n", encoding="utf-8")

    return repeat


def _beside(name: str, text: str) -> Damage:
    return lambda folder: (folder.parent / name).write_text(text, encoding="utf-8")


def _last_cell(name: str, column: str, value: str) -> Damage:
    def put(folder: Path) -> None:
        path = folder / name
        rows = _records(path)
        rows[-1][column] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return put


THEMES = "theme_id,position,name,name_en\n"
BAD_FACTS: dict[str, tuple[Damage, tuple[str, ...]]] = {
    "wrong header": (
        _edit("budget_line.csv", "budget_line_id", "id"),
        ("budget_line.csv", "line 1", "header"),
    ),
    "no number": (
        _last_cell("budget_line.csv", "current_won", "many"),
        ("budget_line.csv", "line", "'many'"),
    ),
    "no date": (_last_cell("document.csv", "as_of", "2031-02-30"), ("document.csv", "line 2", "2031-02-30")),
    "unknown kind": (_last_cell("document.csv", "kind", "novel"), ("document.csv", "line 2", "novel")),
    "unknown level": (_last_cell("budget_line.csv", "level", "x"), ("budget_line.csv", "level is 'x'")),
    "empty id": (_last_cell("program.csv", "program_id", ""), ("program.csv", "program_id")),
    "too few cells": (_append("program.csv", b"a,b\n"), ("program.csv", "2 cells")),
    "open quote": (_append("program.csv", b'"abc'), ("program.csv", "quotes")),
    "other encoding": (_append("program.csv", "가".encode("cp949")), ("program.csv", "UTF-8")),
    "unknown table": (lambda folder: (folder / "x.csv").write_text("a\n"), ("x.csv", "no fact table")),
    "folder for a table": (lambda folder: (folder / "output.csv").mkdir(), ("output.csv", "cannot be read")),
    "no document": (lambda folder: (folder / "document.csv").unlink(), ("document.csv is missing",)),
    "no organization": (
        lambda folder: (folder / "organization.csv").unlink(),
        ("organization.csv is missing",),
    ),
    "unknown direction": (
        _last_cell("program.csv", "direction_id", "nowhere"),
        ("program.csv", "direction_id 'nowhere'"),
    ),
    "unknown parent": (
        _last_cell("budget_line.csv", "parent_id", "none"),
        ("budget_line.csv", "parent_id 'none'"),
    ),
    "no unit": (
        _last_cell("budget_line.csv", "printed_unit_won", "0"),
        ("budget_line.csv", "printed_unit_won is '0'", "one of 1, 10"),
    ),
    "unknown task": (_last_cell("budget_line.csv", "task_id", "none"), ("budget_line.csv", "task_id 'none'")),
    "unknown programme": (
        _last_cell("indicator_result.csv", "program_id", "none"),
        ("indicator_result.csv", "program_id 'none'"),
    ),
    "another document": (
        _last_cell("budget_line.csv", "document_id", "other"),
        ("budget_line.csv", "document_id 'other'"),
    ),
    "the same row twice": (_repeat_last("program.csv"), ("program.csv", "twice")),
    "the same document twice": (
        lambda folder: shutil.copytree(folder, folder.with_name("copy")),
        ("twice",),
    ),
    "themes with another header": (_beside("themes.csv", "a,b\n"), ("themes.csv", "line 1", "header")),
    "a theme without a position": (
        _beside("themes.csv", THEMES + "a,x,가,A\n"),
        ("themes.csv", "line 2", "'x'"),
    ),
    "a theme at ²": (_beside("themes.csv", THEMES + "a,²,가,A\n"), ("themes.csv", "line 2", "'²'")),
    "a theme twice": (
        _beside("themes.csv", THEMES + "a,1,가,A\na,2,나,B\n"),
        ("themes.csv", "'a' stands twice"),
    ),
    "a direction of an unknown theme": (
        _beside("direction_themes.csv", "organization,fiscal_year,direction,theme_id\no,2031,d,t\n"),
        ("direction_themes.csv", "'t'"),
    ),
    "an unknown kind of lineage": (
        _beside(
            "lineage.csv",
            "organization,kind,from_year,from_name,to_year,to_name,confidence,comparable,reason,reason_en\n"
            "o,novel,2030,a,2031,b,high,yes,r,r\n",
        ),
        ("lineage.csv", "line 2", "novel"),
    ),
}


@pytest.mark.parametrize("name", BAD_FACTS)
def test_bad_facts_leave_the_warehouse_as_it_was(loaded: Desk, name: str) -> None:
    damage, says = BAD_FACTS[name]
    before = loaded.warehouse.read_bytes()
    (folder,) = [path for path in loaded.facts.iterdir() if path.is_dir()]
    damage(folder)
    for arguments in (("load", "--facts", loaded.facts), ()):
        for word in says:
            loaded.refuses(*arguments, says=word)
    assert loaded.warehouse.read_bytes() == before
    beside = {path.name for path in loaded.folder.glob("w.duckdb*")}
    assert beside <= {"w.duckdb", "w.duckdb.lock", "w.duckdb.builds"}


def test_folders_without_facts_are_refused(loaded: Desk) -> None:
    before = loaded.warehouse.read_bytes()
    (loaded.folder / "empty").mkdir()
    loaded.refuses("load", "--facts", loaded.folder / "nowhere", says="no such folder")
    loaded.refuses("load", "--facts", loaded.folder / "empty", says="holds no facts")
    loaded.refuses("load", "--facts", loaded.folder / "보고서.txt", says="no such folder")
    assert loaded.warehouse.read_bytes() == before


def test_a_warehouse_cannot_go_where_it_cannot_stand(loaded: Desk) -> None:
    file = loaded.folder / "보고서.txt"
    loaded.refuses("load", "--facts", loaded.facts, "--warehouse", loaded.facts, says="cannot be written")
    loaded.refuses(
        "load", "--facts", loaded.facts, "--warehouse", file / "w.duckdb", says="cannot be written"
    )
    assert file.read_bytes() == BYTES


def test_a_check_needs_a_warehouse(loaded: Desk) -> None:
    loaded.refuses("check", "--warehouse", loaded.folder / "none.duckdb", says="no warehouse there")
    loaded.refuses("check", "--warehouse", loaded.folder / "보고서.txt", says="cannot be read as a warehouse")
    code, out, err = loaded.run("check")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1].endswith("findings")


def test_a_waiting_report_is_loaded(loaded: Desk) -> None:
    loaded.write("inbox/.gitkeep", b"")
    loaded.write("inbox/새 보고서.txt", REPORT.replace("제301회", "제302회").encode())
    code, out, err = loaded.run()
    assert (code, err) == (0, "")
    with duckdb.connect(str(loaded.warehouse), read_only=True) as connection:
        sessions = connection.sql("SELECT council_session FROM document").fetchall()
    # The same report, corrected: it takes the place of the committed one.
    assert sessions == [("제302회 정례회",)]
    assert "새 보고서.txt" in out


def test_what_lies_about_in_the_inbox_stops_nothing(loaded: Desk) -> None:
    for name in ("~$보고서.docx", "Thumbs.db", ".DS_Store", ".~lock.보고서.odt#", ".gitkeep"):
        loaded.write(f"inbox/{name}", b"\0")
    loaded.write("inbox/새 보고서.txt", REPORT.replace("제301회", "제302회").encode())
    code, out, err = loaded.run()
    assert code == 0
    assert "새 보고서.txt" in out
    assert len(err.splitlines()) == 4
    assert all(line.endswith("passed over; it is no report") for line in err.splitlines())


def test_what_is_no_file_in_the_inbox_is_refused_and_the_rest_loaded(loaded: Desk) -> None:
    inbox = loaded.folder / "inbox"
    loaded.write("inbox/새 보고서.txt", REPORT.replace("제301회", "제302회").encode())
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "folder").mkdir()
    code, out, err = loaded.run()
    assert code == 2
    assert "새 보고서.txt" in out
    assert err.count("is no regular file") == 2


def test_no_link_in_the_inbox_is_followed(loaded: Desk) -> None:
    inbox = loaded.folder / "inbox"
    loaded.write("inbox/새 보고서.txt", REPORT.replace("제301회", "제302회").encode())
    elsewhere = loaded.write("elsewhere.txt", REPORT.replace("제301회", "제303회").encode())
    (inbox / "report.txt").symlink_to(elsewhere)
    (inbox / "beside.txt").symlink_to("새 보고서.txt")
    (inbox / "device.txt").symlink_to("/dev/zero")
    (inbox / "nowhere.txt").symlink_to(inbox / "nothing")
    (inbox / "round.txt").symlink_to("round.txt")
    code, out, err = loaded.run()
    assert code == 0
    assert "새 보고서.txt" in out
    assert "report.txt" not in out
    lines = err.splitlines()
    assert len(lines) == 5
    assert all(line.endswith("passed over; it is a link, which is not followed") for line in lines)
    with duckdb.connect(str(loaded.warehouse), read_only=True) as connection:
        names = {row[0] for row in connection.sql("SELECT source_name FROM document").fetchall()}
    assert "report.txt" not in names


def test_a_name_that_is_no_text_is_shown_safely(desk: Desk) -> None:
    name = os.fsencode(desk.folder) + b"/\xff\x1b[31m.txt"
    Path(os.fsdecode(name)).write_bytes(BYTES)
    code, out, err = desk.run("extract", Path(os.fsdecode(name)), "--facts", desk.facts)
    assert (code, err) == (0, "")
    assert "\x1b" not in out
    (folder,) = desk.facts.iterdir()
    (document,) = _records(folder / "document.csv")
    assert document["source_name"] == r"\udcff\x1b[31m.txt"


@pytest.mark.parametrize(
    ("name", "content", "says"), [("a.txt", b"", "empty"), ("a.xyz", b"\0", "unknown file type")]
)
def test_a_waiting_file_that_cannot_be_read_is_not_passed_over(
    loaded: Desk, name: str, content: bytes, says: str
) -> None:
    before = loaded.warehouse.read_bytes()
    loaded.write(f"inbox/{name}", content)
    loaded.refuses(says=says)
    assert loaded.warehouse.read_bytes() == before


def test_building_twice_gives_the_same_contents(loaded: Desk) -> None:
    contents = []
    for _ in range(2):
        assert loaded.run()[0] == 0
        with duckdb.connect(str(loaded.warehouse), read_only=True) as connection:
            names = [row[0] for row in connection.sql("SHOW TABLES").fetchall() if row[0] != "load"]
            assert "budget_line" in names
            contents.append({name: sorted(map(repr, connection.table(name).fetchall())) for name in names})
    assert contents[0] == contents[1]
    assert contents[0]["budget_line"]


def test_reading_a_report_again_gives_the_same_bytes(loaded: Desk) -> None:
    before = _contents(loaded.facts)
    assert loaded.run("extract", loaded.folder / "보고서.txt", "--facts", loaded.facts)[0] == 0
    assert _contents(loaded.facts) == before


def test_a_shell_sees_one_line_and_exit_code_2(desk: Desk) -> None:
    bad = desk.write("나쁜 파일.txt", b"\x89PNG\r\n\x1a\n\0")
    done = subprocess.run(
        [sys.executable, "-m", "etl", "extract", str(bad), "--facts", str(desk.facts)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"etl: {bad}: ")


def test_a_command_that_does_not_exist_is_refused(desk: Desk) -> None:
    with pytest.raises(SystemExit) as stopped:
        desk.run("explode")
    assert stopped.value.code == 2
    assert "explode" in desk.capture.readouterr().err


@pytest.mark.parametrize("arguments", [["extract"], ["frobnicate"], ["load"], ["check", "--what"]])
def test_a_wrong_command_is_said_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert said.startswith("etl: ") and said.count("\n") == 1


def _budget_lines(desk: Desk) -> list[dict[str, str]]:
    (path,) = desk.facts.glob("*/budget_line.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["current_won"]]


def _correction(desk: Desk, **more: str) -> list[str | Path]:
    """Return the arguments that set the first budget of the facts right, or those with something else."""
    line = _budget_lines(desk)[0]
    options = {
        "table": "budget_line", "line": line["line"], "column": "current_won",
        "printed": line["current_won"], "right": "77,630천원", "reason": "원장과 다름", **more,
    }  # fmt: skip
    document = options.pop("document", line["document_id"])
    return ["correct", document, *(f"--{name}={value}" for name, value in options.items())]


def test_a_correction_outlives_another_reading(loaded: Desk) -> None:
    line = _budget_lines(loaded)[0]
    assert loaded.run(*_correction(loaded))[0] == 0
    assert loaded.run("extract", loaded.folder / "보고서.txt", "--facts", loaded.facts)[0] == 0
    assert _budget_lines(loaded)[0] == line
    code, out, err = loaded.run()
    assert (code, err) == (0, "")
    assert "corrections: 1 applied" in out
    with duckdb.connect(str(loaded.warehouse), read_only=True) as connection:
        (fact,) = connection.execute(
            "SELECT current_won, grade FROM budget_line WHERE budget_line_id = ?", [line["budget_line_id"]]
        ).fetchall()
        kept = connection.sql("SELECT printed, corrected, reason, state, label FROM correction").fetchall()
        told = connection.sql("SELECT severity FROM finding WHERE check_name = 'corrected'").fetchall()
    assert fact == (77_630_000, "reviewed")
    assert kept == [(line["current_won"], "77630000", "원장과 다름", "applied", line["label"])]
    assert told == [("note",)]


def test_a_correction_of_what_is_no_longer_read_is_reported(loaded: Desk) -> None:
    line = _budget_lines(loaded)[0]
    assert loaded.run(*_correction(loaded))[0] == 0
    (path,) = loaded.facts.glob("*/budget_line.csv")
    before = path.read_text(encoding="utf-8")
    changed = before.replace(f",{line['current_won']},", ",4321000,", 1)
    assert changed != before
    path.write_text(changed, encoding="utf-8")
    code, out, err = loaded.run()
    assert (code, err) == (0, "")
    assert "corrections: 1 no longer fit" in out
    assert "corrections.csv line 2" in out
    with duckdb.connect(str(loaded.warehouse), read_only=True) as connection:
        found = connection.sql("SELECT severity, line, computed FROM finding"
                               " WHERE check_name = 'correction_outdated'").fetchall()  # fmt: skip
        amounts = connection.sql("SELECT current_won FROM budget_line").fetchall()
    assert found == [("warning", int(line["line"]), "4321")]
    assert (4_321_000,) in amounts
    assert (77_630_000,) not in amounts


def test_a_correction_of_a_document_that_is_away_waits(loaded: Desk) -> None:
    assert loaded.run(*_correction(loaded))[0] == 0
    path = loaded.facts / "corrections.csv"
    path.write_text(path.read_text("utf-8").replace(_budget_lines(loaded)[0]["document_id"], "away"), "utf-8")
    code, out, err = loaded.run()
    assert (code, err) == (0, "")
    assert "1 of documents not loaded" in out
    with duckdb.connect(str(loaded.warehouse), read_only=True) as connection:
        assert connection.sql("SELECT * FROM correction").fetchall() == []


def test_a_correction_that_does_not_fit_is_not_written(loaded: Desk) -> None:
    held = _budget_lines(loaded)[0]["current_won"]
    for more, says in (
        ({"document": "none"}, "holds no document 'none'"),
        ({"table": "budget"}, "table is 'budget'"),
        ({"column": "won"}, "column is 'won'"),
        ({"line": "999999"}, "has no budget_line in line 999999"),
        ({"printed": "17"}, f"that is {held!r}"),
        ({"right": "많음"}, "expected a whole number"),
        ({"right": held}, "nothing is corrected"),
        ({"reason": ""}, "reason is empty"),
    ):
        loaded.refuses(*_correction(loaded, **more), says=says)
    assert not (loaded.facts / "corrections.csv").exists()
    loaded.refuses(*_correction(loaded), "--facts", loaded.folder / "nowhere", says="no such folder")


@pytest.mark.parametrize(
    ("damage", "says"),
    [("budget_line,", "table is 'no_table'"), ("current_won", "column is 'no_table'"), (",10,", "line is")],
)
def test_a_bad_correction_stops_a_load(loaded: Desk, damage: str, says: str) -> None:
    assert loaded.run(*_correction(loaded))[0] == 0
    path, before = loaded.facts / "corrections.csv", loaded.warehouse.read_bytes()
    line = _budget_lines(loaded)[0]["line"]
    wanted = f",{line}," if damage == ",10," else damage
    text = path.read_text("utf-8")
    head, row = text.split("\n", 1)
    replaced = row.replace(
        wanted, ",x," if damage == ",10," else wanted.replace(wanted.strip(","), "no_table")
    )
    path.write_text(f"{head}\n{replaced}", "utf-8")
    loaded.refuses(says=says)
    assert loaded.warehouse.read_bytes() == before


def test_a_bad_mapping_stops_a_load(loaded: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAPPINGS_DIR", str(loaded.folder / "mappings"))
    loaded.write("mappings/a.toml", b"[[table]]\nroles = []\n")
    before = loaded.warehouse.read_bytes()
    loaded.refuses(says="a.toml: line ")
    assert loaded.warehouse.read_bytes() == before


def test_proposals_are_written_for_a_person_to_confirm(loaded: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    one = Proposal(
        table_no=3, line=41, signature=signature([["과목"], ["집행액"]]),
        columns=(ProposedColumn("과목", "label", "words"), ProposedColumn("집행액", None, "money")),
    )  # fmt: skip
    monkeypatch.setattr("etl.review.proposals", lambda _: [one])
    folder = loaded.folder / "mappings"
    arguments = ("propose", loaded.folder / "보고서.txt", "--mappings", folder)
    code, out, err = loaded.run(*arguments)
    assert (code, err) == (0, "")
    assert "line 41, table 3: 과목|집행액" in out
    (path,) = folder.iterdir()
    assert path.stem in loaded.facts.joinpath(next(loaded.facts.glob("*/document.csv"))).parent.name
    assert [table.status for table in mappings.load(folder).tables] == ["proposed"]
    before = path.read_bytes()
    assert "0 proposed" in loaded.run(*arguments)[1]
    assert path.read_bytes() == before
    loaded.refuses("propose", loaded.folder / "none.txt", "--mappings", folder, says="cannot be read")
