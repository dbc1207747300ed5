"""README and docs say what is so: their commands, settings, checks and rooms are the product's."""

from __future__ import annotations

import dataclasses
import re

import pytest

from dashboard.topics import all_resources
from etl.settings import Settings, settings
from etl.warehouse.checks import all_checks
from tests.conftest import ROOT, SLOW
from tests.test_architecture import ROOMS

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_make_targets_exist() -> None:
    named = set(re.findall(r"`(?:\w+=\S+ )?make (\w+)`", README))
    assert named >= {"run", "test", "check"}
    assert named <= set(re.findall(r"(?m)^(\w+):", MAKEFILE))


def test_every_target_is_helped() -> None:
    helped = set(re.findall(r'@echo "make (\w+)', MAKEFILE))
    assert helped == set(re.findall(r"(?m)^(\w+):", MAKEFILE)) - {"help", "product", "tools"}


def test_the_fast_lane_leaves_out_what_is_marked() -> None:
    declared = (ROOT / "pyproject.toml").read_text("utf-8").partition("markers = [")[2].partition("]")[0]
    marks = re.findall(r'"(\w+):', declared)
    assert f'-m "{" and ".join(f"not {mark}" for mark in marks)}"' in MAKEFILE
    for mark in marks:
        assert f"`{mark}`" in DOCS["adding"], mark
    assert [name for name in SLOW if not (ROOT / "tests" / name).is_file()] == []


def test_every_setting_is_listed_with_its_default() -> None:
    variables = re.findall(r"(?m)^\| `([A-Z_]+)` \| (?:`([^`]+)`|–) \|", DOCS["operating"])
    assert set(dict(variables)) == set(
        re.findall(r'env\.get\("(\w+)"\)', (ROOT / "etl/settings.py").read_text("utf-8"))
    )
    defaults = {
        field.name.upper(): getattr(settings({}), field.name) for field in dataclasses.fields(Settings)
    }
    for name, shown in variables:
        value = defaults[name]
        assert str("" if value is None else value) == shown or value == ROOT / shown, name


def test_every_command_is_listed() -> None:
    declared = set(re.findall(r'add_parser\(\s*"(\w+)"', (ROOT / "etl/__main__.py").read_text("utf-8")))
    assert set(re.findall(r"(?m)^\| `python -m etl (\w+)", DOCS["loading"])) == declared


def test_every_address_for_programs_is_listed() -> None:
    listed = re.findall(r"(?m)^\| `/api/v1(/\S*)` \|", DOCS["api"])
    assert listed == ["/", "/openapi.json", *(resource.path for resource in all_resources())]


def test_every_check_is_listed() -> None:
    table = DOCS["loading"].partition("## What is checked")[2].partition("##")[0]
    assert set(re.findall(r"(?m)^\| `(\w+)` \|", table)) == {check.name for check in all_checks()}


@pytest.mark.parametrize("room", sorted(room for room in ROOMS if "." in room))
def test_the_picture_shows_every_room(room: str) -> None:
    picture = README.partition("## The house")[2]
    name = room.rpartition(".")[2]
    is_small = room in ("dashboard.ui.rows", "dashboard.ui.citation")  # a type each
    if not is_small and name != "*":
        assert re.search(rf"(?m)(^|\s){name}(/|\.py)", picture), room


def test_links_lead_somewhere() -> None:
    for folder, text in ((ROOT, README), *((ROOT / "docs", text) for text in DOCS.values())):
        for target in re.findall(r"\]\((?!http)([^)]+)\)", text):
            if "screenshots/" not in target:
                assert (folder / target).exists(), target


def test_the_index_of_decisions_lists_each_once() -> None:
    text = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (\d.*)$", text, re.MULTILINE)
    anchors = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]
    listed = re.findall(r"^- \[(.*)\]\(#(.*)\)$", text, re.MULTILINE)
    assert sorted(listed) == sorted(
        (heading.split(" ", 1)[1], anchor) for heading, anchor in zip(headings, anchors, strict=True)
    )
    named = re.findall(r'^\*Superseded by "(.*)"\.\*$', text, re.MULTILINE)
    assert set(named) <= {title for title, _ in listed}


def test_no_document_names_a_machine() -> None:
    documents = [f"docs/{name}.md" for name in DOCS]
    for name in ("README.md", "CHANGELOG.md", "Makefile", ".ci/run", "Procfile", *documents):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"(?m)(^|[\s`\"'(])/(home|root|work|Users|opt)/", text), name
