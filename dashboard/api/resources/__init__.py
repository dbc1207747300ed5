"""The resources: one file each, exporting one `RESOURCE`. Adding a resource is adding a file."""

from __future__ import annotations

import importlib
import pkgutil

from dashboard.api.resource import Resource


def all_resources() -> tuple[Resource, ...]:
    """Return every resource of this folder, in the order of the index."""
    resources = [
        importlib.import_module(f"{__name__}.{module.name}").RESOURCE
        for module in pkgutil.iter_modules(__path__)
    ]
    return tuple(sorted(resources, key=lambda resource: resource.position))
