"""A row of a query's answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]
"""Column name to value; a NULL is None. Read-only, because answers are shared between readers."""

Value = str | int | float | Decimal | date | None
"""What leaves the product as it is: figures as figures, money in won, a document's own digits as Decimal."""
