"""The committed mappings: they are read, and hold what the vocabulary held."""

from __future__ import annotations

from datetime import date

from etl import mappings
from etl.facts import Document, read_csv
from etl.vocabulary import accounts
from tests.conftest import ROOT

FOLDER = ROOT / "etl" / "mappings"
COMMITTED = mappings.load(FOLDER)


def test_standard_accounts_have_one_place_and_the_same_words() -> None:
    """What an institution adds to a standard account is its level; the words stay those of the vocabulary."""
    for side in ("revenue", "expenditure"):
        standard = {account.code: set(account.words) for account in accounts(side)}
        for label in COMMITTED.labels:
            if label.side == side and label.category in standard:
                assert set(label.words) & standard[label.category], label


def test_each_institution_has_its_own_places_only() -> None:
    foundation = {label.category for label in COMMITTED.levels("서울시여성가족재단")}
    centre = {label.category for label in COMMITTED.levels("서울시서북권직장맘지원센터")}
    assert foundation & centre == {"total", "carried_surplus"}
    assert "programs" in foundation
    assert list(COMMITTED.levels("다른기관")) == []


def test_a_report_without_a_printed_date_has_a_reviewed_one() -> None:
    dated = {mapping.sha256: mapping.as_of for mapping in COMMITTED.documents}
    files = (ROOT / "etl" / "data").glob("*/document.csv")
    documents = {row.sha256: row for path in files for row in read_csv(path, Document)}
    assert set(dated) <= set(documents)
    found = {documents[str(sha)].kind: as_of for sha, as_of in dated.items()}
    assert found == {"final_report": date(2015, 12, 31), "task_card": date(2016, 12, 31)}
