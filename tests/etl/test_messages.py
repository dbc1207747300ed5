"""What commands say is said in Korean to a Korean office, whichever room says it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import etl
from etl.__main__ import main
from etl.messages import in_korean
from etl.readers import unknown
from etl.readers.hwp import compound
from etl.settings import settings

SOURCES = Path(etl.__file__).parent
SAID_BY = (
    "ReadError", "WorkError", "FactError", "MappingError", "LoadError", "BusyError", "RecognitionError",
    "SettingError", "DrawingError", "_say", "_told", "bad",
)  # fmt: skip
HELPERS = (
    "_too_large", "_of", "_no_place", "_out_of_range", "_contradiction", "_complaint", "_told",
)  # fmt: skip
REFUSES = "_refuse"
"""Its third argument is the message."""
# What is not English in a Korean line: names of formats, programs, units and settings, and what stands in
# files and commands as it is.
NAMES = re.compile(
    r"MB|PDF|HWPX?|DOCX?|PPTX?|XLSX?|XLSB|XML|CSV|HTML|MHT|JSON|QWGJK|UTF-8|UTF-16|CP949|NUL|ODT|ODS|ZIP|RAR"
    r"|gzip|7z|SQLite|RTF|PNG|JPEG|GIF|TIFF|freetype|fontconfig|TOML|LibreOffice|YYYY-MM-DD|60 per minute"
    r"|https?:|python -m etl(?: [\w-]+)?|\(extract\)|extract --[a-z-]+|/load|/builds|sha256|HOST|PORT"
    r"|[A-Z]+(?:_[A-Z]+)+|[a-z]+_[a-z_]+|[a-z_]*\.csv|'(?:heading|ignore|none)'"
    r"|(?:label|line|date|title|table|column|year|parent|category|printed|right|corrections)"
    r"(?=[ .:이에가를\)=]|$)"
)


def _literals(node: ast.expr) -> Iterator[str]:
    """Yield a message of a source, with a figure in the place of each value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "7" for part in node.values)
    elif isinstance(node, (ast.BoolOp, ast.IfExp)):
        for part in node.values if isinstance(node, ast.BoolOp) else (node.body, node.orelse):
            yield from _literals(part)


def _said() -> Iterator[str]:
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAID_BY:
                yield from _literals(node.args[0])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == REFUSES:
                yield from _literals(node.args[2])
            if isinstance(node, ast.FunctionDef) and node.name in HELPERS:
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Return) and inner.value is not None:
                        yield from _literals(inner.value)
    yield from (said for _, said in compound._REFUSED)
    for kinds in (unknown._BY_START, unknown._BY_PART, unknown._BY_NAMESPACE):
        yield from (f"is {what}" for _, what in kinds)


SAID = sorted(
    {said.strip() for said in _said()} - {"7: 7", "7", "", "7: line 7: 7", "7: passed over; it is 7"}
)


def test_messages_are_found() -> None:
    assert len(SAID) > 200


@pytest.mark.parametrize("said", SAID)
def test_every_message_is_korean(said: str) -> None:
    korean = in_korean(f"보고서.pdf: {said}")
    assert korean.startswith("보고서.pdf: ")
    assert re.findall("[A-Za-z]{2,}", NAMES.sub("", korean.removeprefix("보고서.pdf: "))) == []
    assert "{" not in korean


@pytest.mark.parametrize(
    ("said", "korean"),
    [
        (
            "sheet 'B: 2' has more than 7 filled cells; split the report",
            "시트 ‘B: 2’: 채워진",
        ),
        ("page 3: a page draws more than 9 shapes; save the PDF anew", "3쪽: 한 쪽에 도형이 9개가 넘습니다."),
        ("cannot be read (Permission denied); check the name and the rights", "열 수 없습니다(권한이 없음)."),
        (
            "is no whole JSON (Expecting value: line 1); ask the portal again",
            "온전한 JSON이 아닙니다(Expecting",
        ),
        ("unpacks to many times its size; check the file", "풀면 여러 배로 커집니다."),
        ("something new that nobody has said yet", "something new that nobody has said yet"),
        ("{braces} of a name", "{braces} of a name"),
    ],
)
def test_what_stands_in_a_message_stays(said: str, korean: str) -> None:
    assert in_korean(f"가 나.pdf: {said}").startswith(f"가 나.pdf: {korean}")


def test_a_long_line_is_no_message() -> None:
    line = "sheet 'a' " * 100_000
    assert in_korean(line) == line


@pytest.mark.parametrize(
    ("lang", "is_korean"),
    [
        ("ko_KR.UTF-8", True),
        ("ko", True),
        ("ko.UTF-8", True),
        ("C.UTF-8", False),
        ("kok_IN", False),
        ("", False),
    ],
)
def test_the_locale_says_the_language(lang: str, is_korean: bool) -> None:
    assert settings({"LANG": lang}).is_korean is is_korean


def test_each_file_that_cannot_be_read_is_told_in_korean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    (tmp_path / "빈.txt").write_bytes(b"")
    (tmp_path / "그림.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    files = [str(path) for path in sorted(tmp_path.iterdir())]
    assert main(["extract", "--facts", str(tmp_path / "facts"), *files]) == 2
    told = capsys.readouterr().err
    assert f"etl: {tmp_path / '빈.txt'}: 빈 파일입니다." in told
    assert f"etl: {tmp_path / '그림.png'}: 그림(PNG)입니다." in told
    assert "파일 2개를 모두 읽을 수 없습니다." in told


def test_a_load_is_told_in_korean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    report = tmp_path / "보고.txt"
    lines = ("누리시설공단", "2025년도 업무보고", "□ 세출예산", "(단위: 천원)", "구분\t예산현액\n총계\t3\n")
    report.write_text("\n\n".join(lines), "utf-8")
    facts, warehouse = tmp_path / "facts", tmp_path / "w.duckdb"
    assert main(["load", "--facts", str(facts), "--warehouse", str(warehouse)]) == 2
    assert f"etl: {facts}: 그런 폴더가 없습니다." in capsys.readouterr().err
    assert main(["extract", "--facts", str(facts), str(report)]) == 0
    monkeypatch.setattr("etl.__main__.trial", lambda *_: None)
    assert main(["load", "--facts", str(facts), "--warehouse", str(warehouse)]) == 0
    told = capsys.readouterr().out
    for line in (f"{warehouse}: 보고서 1건, ", "맞지 않는 수치: ", "읽지 않고 따로 둔 것: ", "공개 안 함"):
        assert line in told
    assert "기준일 없음" in told
    assert not re.search(r"documents|not published|set aside|does not", told)
    (facts / "published.csv").write_text("document_id,sha256\nx,1\n", "utf-8")
    assert main(["load", "--facts", str(facts), "--warehouse", str(warehouse)]) == 2
    assert "published.csv: 2번째 줄: sha256: '1'. 있어야 할 값: 16진수 64자리" in capsys.readouterr().err
