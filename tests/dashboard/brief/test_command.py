"""`python -m dashboard brief`: the brief without a browser, and one clear line where it cannot be."""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from dashboard.brief.command import BriefError, add_brief, write_brief
from dashboard.ui.labels import load
from tests.conftest import ROOT
from tests.sample_warehouse import FOUNDATION

KO = load("ko")
Write = Callable[..., list[str]]


@pytest.fixture
def write(warehouse_path: Path) -> Write:
    """Run the command; return the steps that it says."""

    def run(*arguments: str, warehouse: Path = warehouse_path) -> list[str]:
        parser = argparse.ArgumentParser()
        add_brief(parser.add_subparsers())
        said: list[str] = []

        def hand_over(command: Sequence[str], folder: Path, given: bytes) -> None:
            done = subprocess.run(command, cwd=folder, input=given, capture_output=True, check=True)
            said.extend(done.stderr.decode().splitlines())

        write_brief(parser.parse_args(["brief", *arguments]), warehouse, said.append, hand_over)
        return said

    return run


def test_the_file_is_what_the_page_would_give(
    write: Write, tmp_path: Path, taken: Callable[..., tuple[str, bytes]]
) -> None:
    out = tmp_path / "brief.xlsx"
    direction = f"{FOUNDATION}-2023-2"
    said = write("--out", str(out), "--direction", direction, "--reader", "institution", "--lang", "en")
    assert [line[:3] for line in said] == ["1/3", "2/3", "3/3"]
    search = f"?direction={direction}&reader=institution&lang=en"
    _, page = taken(kind="xlsx", pathname="/brief", search=search)

    def cells(content: bytes) -> list[list[object]]:
        book = openpyxl.load_workbook(io.BytesIO(content))
        return [[c.value for row in sheet.iter_rows() for c in row] for sheet in book.worksheets[1:]]

    assert cells(out.read_bytes()) == cells(page)
    assert list(tmp_path.iterdir()) == [out]


def test_several_directions_and_departments_are_named_again_and_again(
    write: Write, tmp_path: Path, taken: Callable[..., tuple[str, bytes]]
) -> None:
    ids = [f"{FOUNDATION}-2023-2", f"{FOUNDATION}-2023-3"]
    write("--out", str(tmp_path / "x.xlsx"), *(f"--direction={one}" for one in ids))
    _, page = taken(kind="xlsx", pathname="/brief", search=f"?direction={','.join(ids)}")
    books = [openpyxl.load_workbook(io.BytesIO(c)) for c in ((tmp_path / "x.xlsx").read_bytes(), page)]
    first, second = (
        [[c.value for row in s.iter_rows() for c in row] for s in b.worksheets[1:]] for b in books
    )
    assert first == second
    (said,) = {sheet["A3"].value for sheet in books[0].worksheets[1:]}
    names = [cell.value for cell in books[0].worksheets[2]["A"][4:]]
    assert len(names) == 2
    assert all(name in said for name in names)


def test_a_pdf_says_its_steps_and_is_left_alone_in_its_folder(write: Write, tmp_path: Path) -> None:
    said = write("--out", str(tmp_path / "x.pdf"), "--lang", "en")
    assert [line.partition(" ")[0] for line in said] == ["1/3", "2/3", "3/3"]
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [tmp_path / "x.pdf"]


def test_a_zip_by_chapter_says_each_file_as_it_is_made(write: Write, tmp_path: Path) -> None:
    said = write("--out", str(tmp_path / "x.zip"))
    with zipfile.ZipFile(tmp_path / "x.zip") as package:
        of = len(package.namelist())
    made = [f"{2 * of + n}/{3 * of} {KO('pdf.made', n=n, of=of)}" for n in range(1, of + 1)]
    assert of > 2
    assert said[2:-1] == made
    assert [said[n][:3] for n in (0, 1, -1)] == ["1/3", "2/3", "3/3"]
    assert list(tmp_path.iterdir()) == [tmp_path / "x.zip"]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_what_is_too_long_for_one_pdf_is_told_of_the_zip(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setattr("dashboard.brief.command.POINTS_OF_A_FILE", 3)
    with pytest.raises(BriefError, match=r"\b3.*\.zip"):
        write("--out", str(tmp_path / "x.pdf"), "--lang", lang)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--out", "x.docx"], "x.docx: unknown kind of file; end it in .pdf, .zip, .hwpx, .xlsx"),
        (["--out", "x"], "unknown kind"),
        (["--out", "no/such/folder/x.pdf"], "no such folder"),
        (["--out", "x.xlsx", "--year", "1999"], "1999"),
        (["--out", "x.xlsx", "--year", "soon"], "soon"),
        (["--out", "x.xlsx", "--direction", "nothing"], "nothing"),
        (["--out", "x.xlsx", "--direction", f"{FOUNDATION}-2023-2", "--direction", "nothing"], "nothing"),
        (
            ["--out", "x.xlsx", "--direction", f"{FOUNDATION}-2023-2", "--direction", f"{FOUNDATION}-2026-1"],
            f"{FOUNDATION}-2026-1",
        ),
        (["--out", "x.xlsx", "--department", "nothing"], "nothing"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BriefError) as refused:
        write(*arguments)
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_without_a_warehouse_it_says_what_to_do(write: Write, tmp_path: Path) -> None:
    with pytest.raises(BriefError, match=r"python -m etl"):
        write("--out", str(tmp_path / "x.xlsx"), warehouse=tmp_path / "none.duckdb")


def test_from_the_command_line(warehouse_path: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dashboard", "brief", "--warehouse", str(warehouse_path)]
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "x.xlsx"), "--year", "1999"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 2
    assert "1999" in done.stderr.strip().splitlines()[-1]
    assert not (tmp_path / "x.xlsx").exists()
