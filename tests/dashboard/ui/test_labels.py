"""The words on the screen: the same keys and placeholders in every language, and none in the code."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from dashboard.ui.labels import LANGUAGES, load
from etl.terms.codes import FUNDING, KINDS, LEVELS, RESULT_STATUSES, SEVERITIES, TAGS
from etl.terms.measures import BUDGET_STATUSES, GOAL_STATUSES
from etl.terms.units import DISPLAY_UNITS

_ROOT = Path(__file__).parents[3] / "dashboard"
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")


def _placeholders(label: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(label) if name}


def test_every_language_has_the_same_keys_and_placeholders() -> None:
    first, *others = [load(language).labels for language in LANGUAGES]
    for other in others:
        assert set(other) == set(first)
        assert {k: _placeholders(v) for k, v in other.items()} == {
            k: _placeholders(v) for k, v in first.items()
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_word(language: str) -> None:
    words = load(language)
    codes = {
        "funding": FUNDING, "tag": TAGS, "level": LEVELS, "kind": KINDS, "result": RESULT_STATUSES,
        "severity": SEVERITIES, "status": (*BUDGET_STATUSES, *GOAL_STATUSES), "unit": DISPLAY_UNITS,
        "rule.budget": BUDGET_STATUSES, "rule.goal": GOAL_STATUSES, "goal_status": GOAL_STATUSES,
    }  # fmt: skip
    for prefix, values in codes.items():
        for value in values:
            assert f"{prefix}.{value}" in words.labels


def test_a_missing_label_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"no\.such\.label"):
        load("ko")("no.such.label")


def test_every_label_named_in_the_code_exists() -> None:
    labels = load(LANGUAGES[0]).labels
    named = set()
    for path in _ROOT.rglob("*.py"):
        named |= set(re.findall(r'words\(\s*"([^"{]+)"', path.read_text(encoding="utf-8")))
    assert named - set(labels) == set()


def test_no_korean_literal_stands_in_the_code() -> None:
    found = []
    for path in _ROOT.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and id(node) not in docstrings and _HANGUL.search(node.value):
                found.append(f"{path.name}:{node.lineno}")
    assert found == []


def test_a_count_has_its_separators_and_its_form() -> None:
    ko, en = load("ko"), load("en")
    assert "1,840" in ko("builds.kept_sentence", n=1840)
    assert en("builds.kept_sentence", n=1).startswith("1 build is kept.")
    assert en("builds.kept_sentence", n=2).startswith("2 builds are kept.")
    # A count that is written already has its form too, and a year is no count.
    assert en("programs.sentence", n="1", budget="3", rate="4%", behind="0").startswith("1 programme,")
    assert "2,023" not in ko("pace_curve.title", year=2023)


def test_no_english_label_speaks_of_one_in_the_plural() -> None:
    labels = load("en").labels
    bare = re.compile(r"^\{n\} (?!series)[a-z]+s\b")
    assert {key for key, label in labels.items() if bare.match(label)} <= {"brief.too_long"}


_BARE_PARTICLE = re.compile(r"\}[’」』”]*(?:은|는|이|가|을|를|과|와|으로|로|이라고|라고)(?=[ ,.])")


def test_no_particle_stands_behind_a_value_in_one_form_alone() -> None:
    """Another value would ask for the other form: both are written, and the fitting one is taken."""
    explanations = _ROOT.parent / "etl" / "warehouse" / "checks" / "explanations.toml"
    sentences = [
        *load("ko").labels.values(),
        *re.findall(r'(?m)^ko = "(.*)"$', explanations.read_text("utf-8")),
    ]
    assert [sentence for sentence in sentences if _BARE_PARTICLE.search(sentence)] == []
    assert [sentence for sentence in sentences if "이유과" in sentence] == []
