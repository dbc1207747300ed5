"""A row of a query's answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]
"""Column name to value; a NULL is None. Read-only, because answers are shared between readers."""
