"""The thresholds' file is held strictly. What the measures give is tested through the warehouse's views."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from etl.terms import measures

SHIPPED = Path(measures.__file__).with_name("thresholds.toml").read_text(encoding="utf-8")


def test_the_defaults_are_the_products() -> None:
    limits = measures.load_thresholds()
    assert (limits.watch_below_gap_pp, limits.behind_below_gap_pp) == (-5.0, -20.0)
    assert (limits.reasons_asked_on, limits.reasons_asked_at_percent) == (("09-30",), 70.0)
    assert limits.met_at_percent == 95.0


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (SHIPPED + "\nnew_limit = 1.0\n", "new_limit"),
        (re.sub(r"(?m)^met_at_percent.*$", "", SHIPPED), "met_at_percent"),
    ],
)
def test_a_missing_or_unknown_threshold_is_named(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "thresholds.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"thresholds\.toml.*{named}"):
        measures.load_thresholds(path)


def test_every_measure_is_spliced_under_its_name() -> None:
    spliced = measures.sql_measures(measures.load_thresholds())
    marts = Path(measures.__file__).parents[1] / "warehouse" / "marts"
    used = {
        name for view in marts.glob("*.sql") for name in re.findall(r"\{(\w+)\}", view.read_text("utf-8"))
    }
    assert used <= set(spliced)
