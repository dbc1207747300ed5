"""From a file to questions, and from there to a draft of the warehouse with it: the work of one process."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from dashboard.loading import questions, setting_right, staging
from dashboard.loading.deciding import decide
from dashboard.loading.doubts import questions_of
from dashboard.loading.places import Places
from dashboard.loading.staging import PublishingError, Staged
from dashboard.loading.uploads import Upload
from etl import extraction, facsimile, facts, review
from etl.extraction import Examined
from etl.pipeline import build_warehouse
from etl.review import Figure
from etl.warehouse.load import LoadError

Say = Callable[[int, str], None]
"""Is told the number of a step and its code."""
STEPS: tuple[str, ...] = ("read", "ask", "stage", "build", "try")
PAGES_FAIL = "pages_fail"
"""The code of why there is no draft: one of its pages fails. Page, document and reason follow it."""


def read(upload: Upload, places: Places, today: date, say: Say) -> None:
    """Read a document with what was answered, and build the draft where nothing is to be asked.

    USER_ERROR where it cannot be read, or no warehouse can be built with it.
    """
    say(1, "read")
    decide(upload, today)
    upload.forget("draft")
    staged = staging.copied(places, upload.folder / "staged")
    base, published = staged.digest, staging.load_id(places)
    if (known := upload.record("reading")) is not None:
        staging.with_decisions(staged, upload.folder / "decided", _organization(upload, known))
    examined = extraction.examine(upload.file, upload.name, staged.mappings)
    say(2, "ask")
    upload.keep("lines", {"lines": [facsimile.line(row) for row in examined.lines]})
    upload.keep("reading", _reading(upload, examined))
    if upload.open_questions():
        shutil.rmtree(staged.folder, ignore_errors=True)
        return
    say(3, "stage")
    document = examined.extracted.document
    staging.with_document(staged, examined.extracted.rows)
    _set_right(upload, document.document_id, staged)
    say(4, "build")
    built = build_warehouse(
        staged.facts,
        upload.draft,
        waiting=staging.documents_in(staged.waiting),
        base=places.warehouse,
        mappings_dir=staged.mappings,
    )
    say(5, "try")
    try:
        staging.opens_pages(upload.draft)
    except LoadError as error:
        raise PublishingError(f"{PAGES_FAIL}: {error}") from error
    upload.keep(
        "draft",
        {
            "load_id": built.result.load_id,
            "base": base,
            "published": published,
            "document_id": document.document_id,
        },
    )


def _set_right(upload: Upload, document_id: str, staged: Staged) -> None:
    """Add what was set right to the corrections. FactError where a figure is not read any more."""
    for one in setting_right.kept_of(upload):
        figure = Figure(
            document_id=document_id, table=one["table"], line=one["line"], column=one["column"],
            label=one["label"],
        )  # fmt: skip
        review.correct(
            staged.facts, figure, one["printed"], one["right"], reason=one["reason"], who=one["role"],
            day=date.fromisoformat(one["day"]),
        )  # fmt: skip


def forget_answers(upload: Upload) -> None:
    """Forget what was answered, so that everything is asked anew."""
    upload.forget("reading", "draft")
    (upload.folder / "answers.jsonl").unlink(missing_ok=True)
    shutil.rmtree(upload.folder / "decided", ignore_errors=True)
    setting_right.forget(upload)


def _organization(upload: Upload, reading: dict[str, Any]) -> str:
    """Return whose mappings the answers are: of the institution that was said, or that is printed."""
    written = sorted((upload.folder / "decided").glob("*.toml"))
    return written[-1].stem if written else str(reading["document"]["organization_id"])


def _reading(upload: Upload, examined: Examined) -> dict[str, Any]:
    rows, document = examined.extracted.rows, examined.extracted.document
    organization = next(row for row in rows if isinstance(row, facts.Organization))
    asked = questions_of(rows, examined.open_tables)
    return {
        "document": {
            "document_id": document.document_id,
            "organization_id": document.organization_id,
            "organization": organization.name,
            "title": document.title,
            "kind": document.kind,
            "fiscal_year": document.fiscal_year,
            "as_of": document.as_of.isoformat() if document.as_of else None,
            "lines": document.line_count,
        },
        "counts": dict(Counter(row.table for row in rows if isinstance(row, facts.Fact | facts.Staffing))),
        "left": dict(Counter(row.reason for row in rows if isinstance(row, facts.SetAside))),
        "questions": questions.records(asked),
        "tables": {
            table.proposal.signature: {
                "columns": [{"heading": one.heading, "role": one.role} for one in table.proposal.columns],
                "side": table.proposal.side,
                "year": table.proposal.year,
            }
            for table in examined.open_tables
        },
        "answered": len(upload.answers()),
    }
