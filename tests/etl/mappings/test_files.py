"""Mapping files: what they decide, and what is refused in one line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from etl import mappings
from etl.mappings import MappingError, signature

HEAD = 'organization = "숲재단"\nwho = "예산팀"\nwhen = 2031-03-02\nwhy = "결산서 표"\nstatus = "confirmed"\n'
TABLE = """
[[table]]
unit = "천원"
side = "expenditure"
scope = "whole"
year = "heading"
proved_by = ["difference"]
columns = [
  { heading = "과목", role = "label" },
  { heading = "2030년 › 예산(A)", role = "previous" },
  { heading = "2031년 › 예산(B)", role = "current" },
  { heading = "증감(B-A)", role = "change" },
]
"""
SHA = "ab" * 32
DOCUMENT = f'\n[[document]]\nsha256 = "{SHA}"\nfiscal_year = 2031\nas_of = 2031-12-31\nunit = "백만원"\n'
TITLED = '\n[[document]]\ntitle = "*결산 보고*"\nkind = "final_report"\n'
LEVELS = """
[[level]]
side = "expenditure"
words = ["합계", "총계"]
category = "total"
level = "total"

[[level]]
side = "expenditure"
words = ["나무사업비"]
category = "tree_costs"
level = "section"
parent = "total"
holds = "program"
"""
HEADER = signature([["과목"], ["2035년", "예산(A)"], ["2036년", "예산(B)"], ["증감(B-A)"]])


def _load(folder: Path, **files: str) -> mappings.Mappings:
    for name, content in files.items():
        (folder / f"{name}.toml").write_text(content, encoding="utf-8")
    return mappings.load(folder)


def test_without_files_nothing_is_mapped(tmp_path: Path) -> None:
    found = mappings.load(tmp_path / "none")
    assert found.for_table("숲재단", HEADER) is None
    assert found.for_document(SHA, "숲재단", "결산 보고") is None
    assert list(found.levels("숲재단")) == []


def test_next_years_header_finds_the_mapping(tmp_path: Path) -> None:
    found = _load(tmp_path, a=HEAD + TABLE).for_table("숲재단", HEADER)
    assert found is not None
    assert found.roles == ("label", "previous", "current", "change")
    assert (found.unit_won, found.side, found.scope, found.year) == (1_000, "expenditure", "whole", "heading")
    assert (found.who, found.when, found.proved_by) == ("예산팀", date(2031, 3, 2), ("difference",))


def test_a_mapping_is_of_its_institution_unless_it_is_of_every_one(tmp_path: Path) -> None:
    own = HEAD + TABLE
    every = own.replace("숲재단", "*").replace('"백만원"', "").replace('"천원"', '"원"')
    found = _load(tmp_path, own=own, every=every)
    mine, theirs = found.for_table("숲재단", HEADER), found.for_table("강재단", HEADER)
    assert mine is not None and theirs is not None
    assert (mine.unit, theirs.unit) == ("천원", "원")
    assert _load(tmp_path, own=own, every="").for_table("강재단", HEADER) is None


def test_what_is_only_proposed_is_not_used(tmp_path: Path) -> None:
    proposed = HEAD.replace("confirmed", "proposed") + TABLE.replace('"change"', '"?"') + DOCUMENT
    found = _load(tmp_path, a=proposed)
    assert len(found.tables) == 1
    assert found.for_table("숲재단", HEADER) is None
    assert found.for_document(SHA) is None


def test_a_document_is_known_by_its_file_then_by_its_title(tmp_path: Path) -> None:
    found = _load(tmp_path, a=HEAD + DOCUMENT + TITLED)
    by_file = found.for_document(SHA, "숲재단", "2032년 결산 보고서")
    assert by_file is not None
    assert (by_file.as_of, by_file.unit_won, by_file.kind) == (date(2031, 12, 31), 1_000_000, None)
    by_title = found.for_document("0" * 64, "숲재단", "2032년  결산보고서")
    assert by_title is not None
    assert (by_title.kind, by_title.as_of) == ("final_report", None)
    assert found.for_document("0" * 64, "강재단", "2032년 결산보고서") is None
    assert found.for_document("0" * 64, "숲재단", "2032년 업무보고") is None
    assert found.for_document("0" * 64) is None


@pytest.mark.parametrize(
    ("pattern", "title", "fits"),
    [
        ("결산 보고", "결산보고", True),
        ("결산 보고", "결산보고서", False),
        ("결산*", "결산보고서", True),
        ("*보고*서", "결산보고서", True),
        ("결산*결산", "결산", False),
        ("가*나*다", "가다나", False),
        ("가*나*다", "가나다다", True),
    ],
)
def test_a_star_stands_for_anything(tmp_path: Path, pattern: str, title: str, fits: bool) -> None:
    found = _load(tmp_path, a=HEAD + TITLED.replace("*결산 보고*", pattern))
    assert (found.for_document("0" * 64, "숲재단", title) is not None) == fits


def test_two_titles_that_fit_are_refused(tmp_path: Path) -> None:
    found = _load(tmp_path, a=HEAD + TITLED + TITLED.replace("*결산 보고*", "*보고*"))
    with pytest.raises(MappingError, match=r"a\.toml: line \d+: fits the title.*narrower"):
        found.for_document("0" * 64, "숲재단", "결산 보고")


def test_levels_are_the_institutions_own(tmp_path: Path) -> None:
    found = _load(tmp_path, a=HEAD + LEVELS)
    total, trees = found.levels("숲재단")
    assert (total.words, total.category, total.level) == (("합계", "총계"), "total", "total")
    assert (trees.parent, trees.holds, trees.level) == ("total", "program", "section")
    assert list(found.levels("강재단")) == []


BAD: dict[str, tuple[str, str]] = {
    "unknown field": (HEAD + TABLE.replace("unit =", "units ="), "line 8: units .*not known"),
    "unknown block": (HEAD + "[[tables]]\n", "line 6: 'tables' is not known"),
    "no list": (HEAD + "[table]\n", r"line 6: begin each table with \[\[table\]\]"),
    "unknown role": (HEAD + TABLE.replace('"change"', '"chance"'), "columns 4 role .*'chance'; expected one"),
    "unknown unit": (HEAD + TABLE.replace('"천원"', '"천"'), "line 8: unit .*'천'; expected one of 원"),
    "unknown scope": (HEAD + TABLE.replace('"whole"', '"all"'), "scope .*'all'; expected one of"),
    "unknown side": (HEAD + TABLE.replace('"expenditure"', '"both"'), "side .*'both'; expected one of"),
    "unknown status": (HEAD.replace("confirmed", "sure") + TABLE, "line 5: status .*'sure'"),
    "unknown year rule": (HEAD + TABLE.replace('"heading"', '"next"'), "year .*'next'; expected one of"),
    "year of no heading": (HEAD + TABLE.replace("2030년", "전").replace("2031년", ""), "no heading has"),
    "bad date": (HEAD.replace("2031-03-02", '"2031-03-02"') + TABLE, "line 3: when .*valid date"),
    "no such date": (HEAD.replace("2031-03-02", "2031-02-31") + TABLE, "line 3: not TOML"),
    "nobody": (HEAD.replace('who = "예산팀"\n', "") + TABLE, "who of this table: is missing"),
    "no reason": (HEAD.replace('"결산서 표"', '""') + TABLE, "line 4: why .*at least 1"),
    "no columns": (HEAD + "[[table]]\n", "line 6: columns of this table: is missing"),
    "empty columns": (HEAD + "[[table]]\ncolumns = []\n", "line 7: columns .*at least 1"),
    "a year as text": (HEAD + DOCUMENT.replace("2031\n", '"2031"\n', 1), "fiscal_year .*valid integer"),
    "a year beyond": (HEAD + DOCUMENT.replace("2031\n", "20310\n", 1), "fiscal_year .*less than or equal"),
    "no digest": (HEAD + DOCUMENT.replace(SHA, "AB" * 32), "sha256"),
    "no identity": (HEAD + "[[document]]\nfiscal_year = 2031\n", "by its sha256 or by its title"),
    "two identities": (HEAD + DOCUMENT + 'title = "x"\n', "by its sha256 or by its title"),
    "every title": (HEAD + TITLED.replace("*결산 보고*", "*"), "fits every document"),
    "the same header twice": (HEAD + TABLE + TABLE.replace("2030", "2020").replace("2031", "2021"),
                              r"line 20: the same header is mapped in a\.toml line 7; remove one"),
    "the same document twice": (HEAD + DOCUMENT + DOCUMENT, "the same document is mapped"),
    "the same label twice": (HEAD + LEVELS + LEVELS.replace("total", "sum").replace("tree_costs", "trees"),
                             "the same label is mapped|level"),
    "no such parent": (HEAD + LEVELS.replace('parent = "total"', 'parent = "all"'), "'all' is no category"),
    "a part of itself": (HEAD + LEVELS.replace('= "total"\nholds', '= "tree_costs"\nholds'), "itself"),
    "two current columns": (HEAD + TABLE.replace("2030년", "2031년").replace("previous", "current"),
                            "two columns of one year have the role 'current'"),
    "confirmed without a role": (HEAD + TABLE.replace('"change"', '"?"'), "is '\\?'; name it"),
    "our own field": (HEAD + TABLE + "line = 3\n", "'line' is not known"),
    "no TOML": (HEAD + "[[table\n", "line 6: not TOML"),
    "too deep": ("x = " + "[" * 100_000, "brackets within brackets|not TOML"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_mapping_is_named_in_one_line(tmp_path: Path, name: str) -> None:
    content, says = BAD[name]
    with pytest.raises(MappingError, match=says) as refused:
        _load(tmp_path, a=content)
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith(f"{tmp_path / 'a.toml'}: line ")
    assert len(str(refused.value)) < 600


def test_two_files_may_not_decide_the_same_header(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"b\.toml: line 7: the same header is mapped in a\.toml line 7"):
        _load(tmp_path, a=HEAD + TABLE, b=HEAD + TABLE)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes("\nwho = '예산'".encode("cp949"))
    with pytest.raises(MappingError, match=r"a\.toml: line 2: not UTF-8"):
        mappings.load(tmp_path)
