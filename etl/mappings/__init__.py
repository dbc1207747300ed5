"""What people decided of tables, documents and labels, as data: `<name>.toml` beside this module.

A file may hold several mappings; what stands at its head (organization, who, when, why, status) is of all.
"""

from __future__ import annotations

from etl.mappings.files import load, parsed
from etl.mappings.model import (
    ColumnRole,
    DocumentMapping,
    LabelLevel,
    MappingError,
    Mappings,
    TableMapping,
)
from etl.mappings.signature import signature

__all__ = [
    "ColumnRole", "DocumentMapping", "LabelLevel", "MappingError", "Mappings", "TableMapping", "load",
    "parsed", "signature",
]  # fmt: skip
