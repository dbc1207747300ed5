"""HWP 5: the same text and tables as in HWPX; what may not or cannot be read is one line."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from etl.blocks import Bullet, Heading, SourceDocument, Table
from etl.readers import read_content
from tests.documents.compound import compound
from tests.documents.hwp import (
    CHANGES,
    COMPRESSED,
    DISTRIBUTION,
    PASSWORD,
    Form,
    numbering,
    package,
    section,
    table,
    words,
    write,
    write_merged,
)
from tests.documents.merging import Merged, apart
from tests.etl.readers import damaged

REPORT = "2031년 업무보고\n가족센터\n구분\t예산\n합계\t1,200\n"
SIGNATURE = b"HWP Document File".ljust(36, b"\0") + b"\1\0\0\0"


def _told(document: SourceDocument) -> list[object]:
    return [
        [row.cells for row in block.rows] if isinstance(block, Table) else block.text
        for block in document.blocks
    ]


def test_paragraphs_and_tables_stand_in_their_order_each_on_a_line() -> None:
    body = (
        section() + words("앞 문단") + table(apart([["구분", "예산"], ["합계", "1,200"]])) + words("뒤 문단")
    )
    document = read_content("report.hwp", package(body))
    assert _told(document) == ["앞 문단", [("구분", "예산"), ("합계", "1,200")], "뒤 문단"]
    assert [block.place.line for block in document.blocks] == [1, 2, 4]


@pytest.mark.parametrize("flags", [COMPRESSED, 0])
def test_merged_cells_keep_their_spans_and_their_text_stands_once(flags: int) -> None:
    cells = [
        Merged("구분", 0, 0, 2, 1), Merged("예산", 0, 1, 1, 2), Merged("당초", 1, 1), Merged("현액", 1, 2),
        Merged("교육", 2, 0, 2, 1), Merged("10", 2, 1), Merged("20", 2, 2), Merged("30", 3, 1),
        Merged("40", 3, 2),
    ]  # fmt: skip
    (found,) = read_content("report.hwp", package(section() + table(cells), flags=flags)).tables
    assert [row.cells for row in found.rows] == [
        ("구분", "예산", ""), ("", "당초", "현액"), ("교육", "10", "20"), ("", "30", "40"),
    ]  # fmt: skip
    assert [row.spans for row in found.rows] == [
        ((2, 1), (1, 2), (0, 0)), ((0, 0), (1, 1), (1, 1)),
        ((2, 1), (1, 1), (1, 1)), ((0, 0), (1, 1), (1, 1)),
    ]  # fmt: skip


def test_marks_that_a_style_draws_are_read_and_outlines_are_headings() -> None:
    forms = (Form(), Form(1, 0, 0), Form(2, 2, 0), Form(2, 2, 1), Form(3, 1, 0))
    drawn = zip(("현황", "계획", "하나", "가나", "둘", "교육", "본문"), (1, 1, 2, 3, 2, 4, 0), strict=True)
    body = section() + b"".join(words(text, form=form) for text, form in drawn)
    lists = (numbering((2, "^1.")), numbering((0, "^1."), (8, "^1-^2)")))
    document = read_content("report.hwp", package(body, forms=forms, lists=lists, bullets=("\uf0a1",)))
    assert _told(document) == ["Ⅰ. 현황", "Ⅱ. 계획", "1. 하나", "1-가) 가나", "2. 둘", "교육", "본문"]
    assert [type(block) is Heading for block in document.blocks] == [True, True, *[False] * 5]
    assert [block.mark for block in document.blocks if isinstance(block, Bullet)] == ["○"]


def _of(flags: int) -> bytes:
    return package(section() + words("글"), flags=COMPRESSED | flags)


def _packed(content: bytes) -> bytes:
    pack = zlib.compressobj(wbits=-15)
    return pack.compress(content) + pack.flush()


EMPTY = {"FileHeader": SIGNATURE, "DocInfo": _packed(b"")}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (_of(PASSWORD), "protected by a password"),
        (_of(DISTRIBUTION), "is for distribution"),
        (_of(CHANGES), "keeps track of changes"),
        (write(REPORT)[:-3_000], "damaged HWP file"),
        (write(REPORT)[:600], "damaged HWP file|old form"),
        (package(section()), "holds no text"),
        (compound({"FileHeader": SIGNATURE}), "damaged HWP file"),
        (compound({"FileHeader": SIGNATURE, "DocInfo": b"\xff" * 5_000}), "damaged HWP file"),
        (compound({**EMPTY, "BodyText/Section0": _packed(bytes(90_000_000))}), "many times its size"),
    ],
)  # fmt: skip
def test_a_bad_file_is_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    line = damaged.refusal(tmp_path, "report.hwp", content)
    assert any(one in line for one in said.split("|")), line


def test_what_the_library_prints_of_a_damaged_file_stays_off_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = write(REPORT)
    middle = len(whole) // 2
    for at in range(middle, middle + 40, 8):
        path = tmp_path / "report.hwp"
        path.write_bytes(whole[:at] + b"\xff\xff\xff\xff" + whole[at + 4 :])
        try:
            read_content("report.hwp", path.read_bytes())
        except Exception as error:  # noqa: BLE001 -- any will do here
            assert str(error)
    assert capfd.readouterr().err == ""


def test_the_content_tells_the_format_and_not_the_ending() -> None:
    told = _told(read_content("report.hwp", write(REPORT)))
    assert _told(read_content("report.hwpx", write(REPORT))) == told
    assert _told(read_content("report.doc", write_merged(REPORT))) == told


@pytest.mark.slow
def test_whatever_happens_to_its_bytes_a_file_is_read_or_refused(tmp_path: Path) -> None:
    damaged.survives(tmp_path, "report.hwp", write_merged(REPORT * 3))
    body = section() + words("가족센터") + table(apart([["구분", "예산"], ["합계", "1,200"]])) * 3
    damaged.survives(tmp_path, "report.hwp", body, package)
