"""The closed lists hold for the code that uses them and for the words that show them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.ui.labels import LANGUAGES, load
from etl.terms.codes import REASONS
from tests.conftest import ROOT

_THAT_GIVE = ("set_aside", "_leave")


def _reasons_given(path: Path) -> Iterator[str]:
    """Yield the reasons that a module sets lines aside for, where it writes them out."""
    source = path.read_text(encoding="utf-8")
    # Most modules set nothing aside: they are not parsed.
    nodes = ast.walk(ast.parse(source)) if any(called in source for called in _THAT_GIVE) else ()
    for node in nodes:
        if isinstance(node, ast.Call) and _name_of(node.func) in _THAT_GIVE:
            values = [
                *node.args[1:],
                *(keyword.value for keyword in node.keywords if keyword.arg == "reason"),
            ]
            yield from (v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str))


def _name_of(called: ast.expr) -> str | None:
    match called:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return None


def test_every_reason_that_is_given_is_a_known_one() -> None:
    given = {reason for path in sorted(ROOT.glob("etl/**/*.py")) for reason in _reasons_given(path)}
    assert len(given) > 5
    assert given <= set(REASONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_words(language: str) -> None:
    labels = load(language).labels
    named = {key.split(".")[1] for key in labels if key.startswith("aside.") and key.endswith(".name")}
    assert named == set(REASONS)
    assert {f"aside.{reason}.text" for reason in REASONS} <= labels.keys()
