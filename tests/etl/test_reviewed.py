"""Themes and lineage: what people reviewed, and what follows from equal names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from etl import lineage, reviewed
from etl.facts import FactError, Program, StrategicDirection, StrategicTask
from tests.etl.warehouse import tiny

HEADER = "organization,kind,from_year,from_name,to_year,to_name,confidence,comparable,reason,reason_en\n"


def _direction(year: int, position: int, name: str) -> StrategicDirection:
    return StrategicDirection(
        document_id=f"o-{year}",
        line=1,
        direction_id=f"o-{year}-{position}",
        organization_id="o",
        fiscal_year=year,
        position=position,
        name=name,
    )


def _program(year: int, name: str, organization: str = "o") -> Program:
    return Program(
        document_id=f"{organization}-{year}",
        line=1,
        program_id=f"{organization}-{year}-{name}",
        organization_id=organization,
        fiscal_year=year,
        name=name,
        funding=None,
        tags=None,
    )


def _read(folder: Path, *rows: str) -> reviewed.Reviewed:
    (folder / "lineage.csv").write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8")
    return reviewed.read(folder)


def test_missing_files_are_empty(tmp_path: Path) -> None:
    found = reviewed.read(tmp_path)
    assert found == reviewed.Reviewed([], [], [])


def _published(folder: Path, *lines: str) -> reviewed.Reviewed:
    text = "document_id,sha256\n" + "".join(line + "\n" for line in lines)
    (folder / "published.csv").write_text(text, encoding="utf-8")
    return reviewed.read(folder)


def test_a_digest_may_be_written_in_either_case(tmp_path: Path) -> None:
    document = replace(tiny.document("d"), sha256="ab" * 32)
    for digest in ("ab" * 32, "AB" * 32):
        found = _published(tmp_path, f"d,{digest}")
        assert reviewed.published_of(found, [document]) == {"d"}
        assert reviewed.unmatched(found, [document]) == []


def test_a_declaration_that_publishes_nothing_is_told(tmp_path: Path) -> None:
    document = replace(tiny.document("d"), sha256="ab" * 32)
    found = _published(tmp_path, f"e,{'ab' * 32}", f"d,{'cd' * 32}")
    assert reviewed.published_of(found, [document]) == set()
    unknown, other = reviewed.unmatched(found, [document])
    assert unknown == "published.csv: line 2: no document is called 'e'; correct it, or take the line out"
    assert other.startswith("published.csv: line 3: d was read from another file")
    assert "ab" * 32 in other


def test_what_is_no_digest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactError, match=r"published\.csv: line 2: sha256 is 'abc'; expected 64 hex digits"):
        _published(tmp_path, "d,abc")


def test_a_theme_goes_to_the_direction_of_that_name_and_year(tmp_path: Path) -> None:
    (tmp_path / "themes.csv").write_text("theme_id,position,name,name_en\nsea,1,바다,Sea\n", encoding="utf-8")
    (tmp_path / "direction_themes.csv").write_text(
        "organization,fiscal_year,direction,theme_id\no,2031,맑은 바다·지키기,sea\n", encoding="utf-8"
    )
    directions = [
        _direction(2031, 1, "맑은바다 · 지키기"),
        _direction(2031, 2, "숲 가꾸기"),
        _direction(2032, 1, "맑은 바다·지키기"),
    ]
    assert reviewed.themes_of(reviewed.read(tmp_path), directions) == {"o-2031-1": "sea"}


def test_a_reviewed_link_has_ids_and_says_what_happened(tmp_path: Path) -> None:
    knowledge = _read(
        tmp_path,
        "o,program,2031,가,2032,나,high,yes,이유,Reason",
        "o,program,2031,다,2032,마,medium,no,이유,Reason",
        "o,program,2031,라,2032,마,medium,no,이유,Reason",
        "o,program,2031,바,2032,사,low,no,이유,Reason",
        "o,program,2031,,2032,아,high,yes,이유,Reason",
        "o,program,2031,자,2032,,high,yes,이유,Reason",
    )
    programs = [_program(2031, n) for n in "가다라바자"] + [_program(2032, n) for n in "나마사아"]
    links = lineage.successions(knowledge, [], [], programs)
    assert [(link["from_id"], link["to_id"], link["change"]) for link in links] == [
        ("o-2031-가", "o-2032-나", "renamed"),
        ("o-2031-다", "o-2032-마", "merged"),
        ("o-2031-라", "o-2032-마", "merged"),
        ("o-2031-바", "o-2032-사", "related"),
        (None, "o-2032-아", "new"),
        ("o-2031-자", None, "ended"),
    ]
    lineages, members = lineage.lineages_of(links, programs)
    # A loose relation makes no lineage.
    assert members["o-2031-바"] != members["o-2032-사"]
    assert members["o-2031-가"] == members["o-2032-나"]
    assert members["o-2031-다"] == members["o-2031-라"] == members["o-2032-마"]
    assert {row["lineage_id"] for row in lineages} == set(members.values())


def test_a_row_whose_names_no_loaded_document_prints_is_not_used(tmp_path: Path) -> None:
    knowledge = _read(
        tmp_path,
        "o,program,2031,가,2032,없는 이름,high,yes,이유,Reason",
        "other,program,2031,가,2032,나,high,yes,이유,Reason",
        "o,program,2031,가,2040,나,high,yes,이유,Reason",
        "o,direction,2031,가,2032,나,high,yes,이유,Reason",
    )
    programs = [_program(2031, "가"), _program(2032, "나")]
    assert lineage.successions(knowledge, [], [], programs) == []


def test_equal_names_of_one_institution_follow_each_other(tmp_path: Path) -> None:
    programs = [
        _program(2032, "숲 가꾸기"),
        _program(2031, "숲  가꾸기"),
        _program(2031, "숲 가꾸기", "other"),
        _program(2034, "숲가꾸기"),
    ]
    links = lineage.successions(reviewed.read(tmp_path), [], [], programs)
    assert [(link["from_id"], link["to_id"], link["change"]) for link in links] == [
        ("o-2031-숲  가꾸기", "o-2032-숲 가꾸기", "same"),
        ("o-2032-숲 가꾸기", "o-2034-숲가꾸기", "same"),
    ]
    lineages, members = lineage.lineages_of(links, programs)
    assert len(lineages) == 2
    assert len({members[p.program_id] for p in programs if p.organization_id == "o"}) == 1


def test_a_review_stands_above_equal_names(tmp_path: Path) -> None:
    knowledge = _read(tmp_path, "o,program,2031,가,2032,,high,yes,이유,Reason")
    programs = [_program(2031, "가"), _program(2032, "가")]
    links = lineage.successions(knowledge, [], [], programs)
    assert [link["change"] for link in links] == ["ended"]


def test_a_renamed_programme_goes_on_under_its_new_name(tmp_path: Path) -> None:
    knowledge = _read(tmp_path, "o,program,2031,가,2032,나,high,yes,이유,Reason")
    programs = [_program(2030, "가"), _program(2031, "가"), _program(2032, "나"), _program(2033, "나")]
    links = lineage.successions(knowledge, [], [], programs)
    assert sorted((str(link["from_id"]), str(link["to_id"])) for link in links) == [
        ("o-2030-가", "o-2031-가"),
        ("o-2031-가", "o-2032-나"),
        ("o-2032-나", "o-2033-나"),
    ]
    lineages, _ = lineage.lineages_of(links, programs)
    assert [lineage["name"] for lineage in lineages] == ["나"]


def test_tasks_and_directions_are_linked_too(tmp_path: Path) -> None:
    knowledge = _read(
        tmp_path,
        "o,direction,2031,바다,2032,바다,high,yes,이유,Reason",
        "o,task,2031,그물,2032,어망,high,yes,이유,Reason",
    )
    directions = [_direction(2031, 1, "바다"), _direction(2032, 1, "바다")]
    tasks = [
        StrategicTask(
            document_id=d.document_id,
            line=1,
            task_id=f"{d.direction_id}-1",
            direction_id=d.direction_id,
            position=1,
            name=name,
        )
        for d, name in zip(directions, ("그물", "어망"), strict=True)
    ]
    links = lineage.successions(knowledge, directions, tasks, [])
    assert [(link["from_id"], link["to_id"], link["change"]) for link in links] == [
        ("o-2031-1", "o-2032-1", "same"),
        ("o-2031-1-1", "o-2032-1-1", "renamed"),
    ]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("o,novel,2031,가,2032,나,high,yes,a,b", "kind"),
        ("o,program,2031,가,2032,나,sure,yes,a,b", "confidence"),
        ("o,program,2031,가,2032,나,high,maybe,a,b", "comparable"),
        ("o,program,later,가,2032,나,high,yes,a,b", "from_year"),
        ("o,program,2031,가,²,나,high,yes,a,b", "to_year"),
        ("o,program,2031,가,2032,나,high,yes,a", "cells"),
        ("o,program,2031,가,2032,나,high,yes,a,b,c", "cells"),
        ('o,program,2031,"가,2032,나,high,yes,a,b', "CSV"),
    ],
)
def test_a_bad_row_is_named_in_one_line(tmp_path: Path, row: str, says: str) -> None:
    with pytest.raises(FactError, match=says) as refused:
        _read(tmp_path, row)
    assert "\n" not in str(refused.value)
    assert "lineage.csv" in str(refused.value)


def test_a_misnamed_file_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "linage.csv").write_text("kind\n", encoding="utf-8")
    with pytest.raises(FactError, match=r"linage\.csv.*lineage\.csv"):
        reviewed.read(tmp_path)
