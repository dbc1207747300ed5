"""A chart of a view: under the lines that say what it is a view of, when it is taken away."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.shell.page import View
from dashboard.shell.statement import statement
from dashboard.ui import html
from dashboard.ui.charts.chart import Chart, chart
from dashboard.ui.charts.theme import plain
from dashboard.ui.citation import Place


def drawn(view: View, shown: Chart, *, places: Sequence[Place] = ()) -> html.Figure:
    """Return the chart as it stands on the page. places: where its figures stand, if of several years."""
    said = statement(view, view.words("brief.unit", unit=view.format.unit_name))
    if places:
        said = [_of_years(view), *said[1:-1], _documents(view, places)]
    return chart(shown, said, view.words)


def read_at(view: View, place: tuple[str | None, int | None]) -> str:
    """Return where one figure was read, for its hover: document and line; nothing where it has none."""
    found = [
        plain(view.words("brief.line_of", document=cited.title, line=cited.line))
        for cited in view.citations([place]).values()
    ]
    return "".join(found)


def _of_years(view: View) -> str:
    return view.words("picture.of_years", name=view.scope.reports[0].organization_name)


def _documents(view: View, places: Sequence[Place]) -> str:
    cited = {cited.document_id: cited for cited in view.citations(places).values()}
    titles = [f"{cited[key].title} ({cited[key].source_name})" for key in sorted(cited)]
    return view.words("download.documents", documents=", ".join(titles))
