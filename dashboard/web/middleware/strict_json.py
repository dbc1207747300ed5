"""JSON as RFC 8259 has it: Python's own reader also takes NaN, infinity and halves of letters."""

from __future__ import annotations

import json
import math
from typing import Any

from flask.json.provider import DefaultJSONProvider


class StrictJSON(DefaultJSONProvider):
    """Reads what browsers send, and raises ValueError where it is no JSON, or nested beyond reason."""

    def loads(self, s: str | bytes, **_: Any) -> Any:  # noqa: ANN401 -- JSON
        """Return the value that a text stands for."""
        text = s.decode("utf-8") if isinstance(s, bytes) else s
        try:
            value = _READER.decode(text)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        # Half a letter can only come as an escape; it can be written nowhere, neither to a log nor to DuckDB.
        if "\\ud" in text or "\\uD" in text:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        return value


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:40]} is beyond all numbers")
    return number


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number")


_READER = json.JSONDecoder(parse_constant=_refuse, parse_float=_finite)
