"""The columns of findings: for pages, files and programs."""

from __future__ import annotations

from dataclasses import replace

from dashboard.ui.labels import Words
from dashboard.ui.rows import Row
from dashboard.ui.table import DOCUMENT, FILE, PAGE, SOURCE, Column, Table
from etl.terms.codes import SEVERITIES
from etl.warehouse.checks import all_checks

CHECKS = tuple(check.name for check in all_checks())


def check_name(check: str, words: Words) -> str:
    """Return a check in plain words; one that has no words yet is named by its code."""
    return words(f"check.{check}.name") if f"check.{check}.name" in words.labels else check


def explanation(row: Row, words: Words) -> str:
    """Return why it is a finding, in the language of the screen."""
    return str(row["explanation_ko" if words.language == "ko" else "explanation_en"])


SUBJECT = Column(
    code="subject", field="subject", is_nullable=False, outlets=(FILE,),
    description="What it is about, as printed.",
)  # fmt: skip
SEVERITY = Column(
    code="severity", kind="code", field="severity", word="severity.{}", codes=SEVERITIES, is_nullable=False,
    description="How bad it is.",
)  # fmt: skip
FIGURES = (
    Column(
        code="printed", kind="quoted", field="printed",
        description="What is printed, in the document's own unit and digits.",
    ),
    Column(
        code="computed", kind="quoted", field="computed",
        description="What the arithmetic gives, in the same unit.",
    ),
    Column(code="difference", kind="quoted", field="difference", description="How far they are apart."),
)  # fmt: skip
FINDINGS = Table(
    Column(code="finding", outlets=(PAGE,)),
    Column(
        code="check", kind="code", field="check_name", codes=CHECKS, is_nullable=False,
        made=lambda row, words: check_name(row["check_name"], words),
        description="The check that found it.",
    ),
    SEVERITY, SUBJECT, *FIGURES,
    Column(code="explanation", made=explanation, outlets=(FILE,)),
    replace(DOCUMENT, outlets=(PAGE,)),
    replace(SOURCE, field="subject"),
)  # fmt: skip
