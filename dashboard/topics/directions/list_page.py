"""Strategic directions: the list that leads to each of them."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.headline import headline
from dashboard.shell.page import PART, Page, View
from dashboard.topics.directions.scorecard import scorecard
from dashboard.topics.overview import page as overview
from dashboard.ui.fragment import Content
from dashboard.ui.sheet import Sheet


def render(view: View) -> list[Content]:
    """Return the scorecard alone."""
    return [headline(view, view.words("directions.title")), scorecard(view)]


def download(view: View, _ids: Sequence[str] | None) -> Sheet:
    """Return the scorecard."""
    return overview.scorecard_sheet(view, "directions")


PAGE = Page(
    code="directions",
    position=20,
    path="/directions",
    filters=overview.PAGE.filters,
    render=render,
    sheet=download,
    own=(PART,),
)
