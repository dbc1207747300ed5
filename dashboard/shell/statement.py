"""What a view is of, in words: for every sheet, file and printed page that leaves the screen."""

from __future__ import annotations

from dashboard.shell.doubt import leaves_out
from dashboard.shell.filters import NAMES, SEVERAL, ids_in
from dashboard.shell.options import options
from dashboard.shell.page import View


def statement(view: View, unit: str, *more: str) -> list[str]:
    """Return institution and date, the filters, the unit, and the documents, one line each.

    more: what narrows the view beside its filters.
    """
    words, scope = view.words, view.scope
    filters = ", ".join([*chosen_filters(view), *more]) or words("download.no_filters")
    return [
        words(
            "download.scope",
            name=scope.reports[0].organization_name,
            year=scope.fiscal_year,
            day=view.format.as_of(scope.as_of),
        ),
        words("download.filters", filters=filters),
        unit,
        *([words("doubt.left_out_stated")] if leaves_out(view) else []),
        *build_stated(view),
        words(
            "download.documents", documents=", ".join(f"{r.title} ({r.source_name})" for r in scope.reports)
        ),
    ]


def build_stated(view: View) -> list[str]:
    """Return that an earlier build or a draft is shown, and which; nothing of the newest."""
    if view.snapshot.is_newest:
        return []
    build = view.snapshot.build
    name = "build.draft_stated" if view.snapshot.is_draft else "build.stated"
    return [view.words(name, moment=view.format.moment(build.made_at), build=build.load_id)]


def chosen_filters(view: View) -> list[str]:
    """Return each filter that narrows the view, with its chosen value as a reader knows it."""
    return [
        f"{view.words(f'filter.{key}')}: {chosen_name(view, key)}"
        for key in NAMES[3:]
        if getattr(view.filters, key) is not None
    ]


def chosen_name(view: View, key: str) -> str:
    """Return the chosen value of a filter as a reader knows it; all of them where it holds several."""
    value = str(getattr(view.filters, key))
    offered = options(view.connection, view.scope, view.filters, (key,))[key]
    names = {o.value: " · ".join((*o.above, o.name)) for o in offered if o.name is not None}
    if key in SEVERAL:
        return " / ".join(names.get(chosen, chosen) for chosen in ids_in(value))
    return view.words(f"{key}.{value}") if f"{key}.{value}" in view.words.labels else value
