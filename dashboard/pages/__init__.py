"""The pages: one file each, exporting one `PAGE`. Adding a page is adding a file."""

from __future__ import annotations

import importlib
import pkgutil

from dashboard.page import Page


def all_pages() -> tuple[Page, ...]:
    """Return every page of this folder, in the order of the navigation."""
    pages = [
        importlib.import_module(f"{__name__}.{module.name}").PAGE for module in pkgutil.iter_modules(__path__)
    ]
    return tuple(sorted(pages, key=lambda page: (page.position, page.code)))
