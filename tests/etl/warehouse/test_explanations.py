"""The sentences of the findings: complete in both languages, and written as each language writes figures."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from etl.warehouse import explanations
from etl.warehouse.checks import all_checks
from etl.warehouse.explanations import Amount, Label, Percent, Word, explain

CHECKS = Path(explanations.__file__).with_name("checks")


def test_every_check_explains_itself_and_nothing_else_is_explained() -> None:
    assert set(explanations.cases()) == {check.name for check in all_checks()}


def test_the_checks_of_the_contract_are_there() -> None:
    names = {check.name for check in all_checks()}
    assert names >= {
        "sum_of_children",
        "rate_recomputed",
        "change_recomputed",
        "share_recomputed",
        "attainment_recomputed",
        "summary_against_detail",
        "detail_exceeds_total",
        "malformed_number",
        "over_executed",
        "missing_budget",
    }


@pytest.mark.parametrize("check", sorted(explanations.cases()))
def test_every_sentence_is_used_by_its_check(check: str) -> None:
    code = (CHECKS / f"{check}.py").read_text(encoding="utf-8")
    for case in explanations.cases()[check]:
        if check != "attainment_recomputed":  # its cases are the values of `better`
            assert f'"{case}"' in code


@pytest.mark.parametrize(
    ("value", "korean", "english", "digits"),
    [
        (Amount(12_659_000, 1000), "12,659천원", "12,659 thousand won", "12659"),
        (Amount(-30_000_000, 1000), "△30,000천원", "-30,000 thousand won", "-30000"),
        (Amount(22_904_000_000, 1_000_000), "22,904백만원", "22,904 million won", "22904"),
        (Amount(1_234_500, 1000), "1,234.5천원", "1,234.5 thousand won", "1234.5"),
        (Amount(0, 1000), "0천원", "0 thousand won", "0"),
        (Amount(1234, 1), "1,234원", "1,234 won", "1234"),
        (Percent(Fraction(1645, 20)), "82.3%", "82.3%", "82.3"),
        (Percent(Fraction(1, 20)), "0.1%", "0.1%", "0.1"),
        (Percent(Fraction(-1, 100)), "0.0%", "0.0%", "0.0"),
        (Percent(Fraction(-27, 2)), "△13.5%", "-13.5%", "-13.5"),
        (Percent(Fraction(5469, 2), 0), "2,735%", "2,735%", "2735"),
    ],
)
def test_figures(value: Amount | Percent, korean: str, english: str, digits: str) -> None:
    assert (value.text("ko"), value.text("en"), value.digits) == (korean, english, digits)


def test_words_and_labels() -> None:
    assert Word("amount_won", 2023).text("ko") == "2023년 금액"
    assert Label("{운영비}").text("en") == "{운영비}"
    assert Label(None).text("ko") != Label(None).text("en")


def test_a_label_with_braces_is_no_template() -> None:
    korean, english = explain("missing_budget", "none", subject=Label("{subject} {0}"))
    assert "{subject} {0}" in korean
    assert "{subject} {0}" in english


def test_a_value_that_no_sentence_uses_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"missing_budget\.none: value unused or missing: extra"):
        explain("missing_budget", "none", subject="가", extra="나")
    with pytest.raises(ValueError, match=r"value unused or missing: subject"):
        explain("missing_budget", "none")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[words]\n[a.b]\nko = "가"\n', "a.b: give it as ko and en"),
        ('[words]\n[a.b]\nko = "가"\nen = "a"\nfr = "x"\n', "a.b: give it as ko and en"),
        ('[words]\n[a.b]\nko = "{x}"\nen = "{y}"\n', "a.b: the two languages use different values"),
        ('[words]\nwon = { ko = "원" }\n', "words.won: give it as ko and en"),
    ],
)
def test_the_file_is_held_strictly(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "explanations.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=problem):
        explanations._read(path)
