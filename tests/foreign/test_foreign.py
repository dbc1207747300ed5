"""No wrong fact of a document that nobody fitted the reader to; what is not printed is asked for."""

from __future__ import annotations

import pytest

from etl import extraction
from tests.foreign.truth import Foreign, foreign
from tests.layouts.checker import check


@pytest.mark.parametrize(
    "document",
    [pytest.param(one, id=one.name) for one in foreign()],
)
def test_a_foreign_document_gives_no_wrong_fact(document: Foreign) -> None:
    try:
        rows = extraction.extract([document.path])[0].rows
    except extraction.USER_ERRORS as error:
        assert document.spec["year"] == "asked" or document.spec["organization"] == "asked", str(error)
        return
    assert document.judge(rows).wrong == []
    assert check("\n".join(document.lines), rows).violations == []
