"""Names and dates that contradict each other within one document."""

from __future__ import annotations

import pytest

from etl import facts
from etl.warehouse.checks.date_contradiction import CHECK as DATE
from etl.warehouse.checks.name_mismatch import CHECK as NAME
from tests.etl.warehouse.tiny import Bench, direction, document, program, set_aside


def other_name(kind: str, subject_id: str, name: str, document_id: str = "d1") -> facts.Alias:
    return facts.Alias(document_id=document_id, line=77, kind=kind, subject_id=subject_id, name=name)


def test_a_caption_with_another_date_is_named_beside_the_documents(bench: Bench) -> None:
    caption = set_aside("2020-09-30", reason="date_contradiction", line=70)
    (found,) = bench.findings(DATE, [document(), caption])
    assert (found.line, found.printed, found.computed) == (70, "2020-09-30", "2023-09-30")
    assert "2020-09-30" in found.explanation_ko and "2023-09-30" in found.explanation_en
    assert not bench.findings(DATE, [document(), set_aside("2020-09-30", reason="table_unknown")])


@pytest.mark.parametrize(
    ("kind", "subject"),
    [("direction", direction("o-1")), ("program", program("p1", name="나눔 잔치"))],
)
def test_a_second_name_is_named_beside_the_first(bench: Bench, kind: str, subject: facts.Row) -> None:
    subject_id = "o-1" if kind == "direction" else "p1"
    (found,) = bench.findings(NAME, [subject, other_name(kind, subject_id, "이웃 잔치")])
    assert (found.line, found.related_line, found.printed) == (77, subject.line, "이웃 잔치")
    assert found.severity == "note"
    assert not bench.findings(NAME, [subject])
