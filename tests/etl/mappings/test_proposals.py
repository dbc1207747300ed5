"""Proposals become mappings that are read back, used by nobody until a person confirms them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl import mappings
from etl.mappings import MappingError, signature
from etl.mappings.proposals import Proposal, ProposedColumn, write

DAY = date(2031, 3, 2)


def proposal(*headings: str, table_no: int = 1) -> Proposal:
    return Proposal(
        table_no=table_no,
        line=12,
        signature=signature([[part.strip() for part in heading.split("›")] for heading in headings]),
        columns=tuple(
            ProposedColumn(heading, "label" if number == 0 else None, "first column")
            for number, heading in enumerate(headings)
        ),
        unit="천원",
        side="expenditure",
        nearest_kind="settlement",
    )


def test_what_is_written_is_read_back_and_not_used(tmp_path: Path) -> None:
    one = proposal("과목", "예산 › 당초(A)", '이상한 "제목"\\ \x7f\n# 줄')
    path, added = write([one], "숲재단", "보고서.txt", tmp_path, DAY)
    assert (path.name, added) == ("숲재단.toml", [one])
    (table,) = mappings.load(tmp_path).tables
    assert (table.signature, table.status, table.roles) == (one.signature, "proposed", ("label", "?", "?"))
    assert [column.heading for column in table.columns] == [column.heading for column in one.columns]
    assert (table.unit, table.side, table.kind, table.when) == ("천원", "expenditure", "settlement", DAY)
    assert mappings.load(tmp_path).for_table("숲재단", one.signature) is None


def test_a_person_confirms_it_in_the_file(tmp_path: Path) -> None:
    one = proposal("과목", "집행액")
    path, _ = write([one], "숲재단", "보고서.txt", tmp_path, DAY)
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace('proposed"', 'confirmed"').replace('"?"', '"executed"'), encoding="utf-8")
    found = mappings.load(tmp_path).for_table("숲재단", one.signature)
    assert found is not None
    assert found.roles == ("label", "executed")


def test_what_is_known_is_not_proposed_again(tmp_path: Path) -> None:
    one, other = proposal("과목", "집행액"), proposal("과목", "집행률", table_no=2)
    path, _ = write([one], "숲재단", "보고서.txt", tmp_path, DAY)
    before = path.read_bytes()
    assert write([one, one], "숲재단", "보고서.txt", tmp_path, DAY) == (path, [])
    assert path.read_bytes() == before
    assert write([one, other, other], "숲재단", "보고서.txt", tmp_path, DAY)[1] == [other]
    assert path.read_bytes().startswith(before.rstrip(b"\n"))
    assert len(mappings.load(tmp_path).tables) == 2


def test_a_folder_that_cannot_be_used_is_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("x = 1\n", encoding="utf-8")
    with pytest.raises(MappingError, match=r"other\.toml: line 1"):
        write([proposal("과목")], "숲재단", "보고서.txt", tmp_path, DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["other.toml"]
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(MappingError, match="cannot be written"):
        write([proposal("과목")], "숲재단", "보고서.txt", tmp_path / "file" / "below", DAY)
