"""The topics, a room each: its queries, sections, page, chapter of the brief, and resource of the API.

A page is a module named `page` or `…_page` that exports one `PAGE`; a resource of the API is one named `api`
or `…_api` that exports one `RESOURCE`. Adding either is adding a file.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from dashboard.api import scopes
from dashboard.api.resource import Resource
from dashboard.shell.page import Page


def all_pages() -> tuple[Page, ...]:
    """Return every page, in the order of the navigation."""
    pages = [module.PAGE for module in _modules("page")]
    return tuple(sorted(pages, key=lambda page: (page.position, page.code)))


def all_resources() -> tuple[Resource, ...]:
    """Return every resource of the API, in the order of its index. Which reports there are is no topic's."""
    resources = [scopes.RESOURCE, *(module.RESOURCE for module in _modules("api"))]
    return tuple(sorted(resources, key=lambda resource: resource.position))


def _modules(name: str) -> Iterator[ModuleType]:
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        last = module.name.rpartition(".")[2]
        if last == name or last.endswith(f"_{name}"):
            yield importlib.import_module(module.name)
