"""The regular expressions that find staff: the steps of the scale of grades, and lines of 정원 and 현원.

The rules of `patterns.py` hold here too.
"""

from __future__ import annotations

import re

GRADE_STEP = re.compile(r"^(\d{1,2})\s*+급(?!\s*+급)(?:\s*+\(.*)?$")
"""One step of the scale of grades, alone in a heading or before a remark in brackets. Group: the step."""
DAMAGED_GRADE = re.compile(r"급\s*+급|\d\s*+급.*\d\s*+급")
"""A heading that holds several steps, so that it names none of its columns."""
_HEAD = r"^(?:(?:인\s*+력|임?직원|조직|정\s?원\s?및\s?현\s?원|정·현원)(?:\s*+현\s*+황)?+\s*+[:：]\s*+)?+"
"""What a line of a summary may say before its figures: '인력 현황 : '."""
LINE = re.compile(
    rf"{_HEAD}정\s*+원\s*+(?:[:：]\s*+)?+(?P<authorized>\d(?:[\d.,]*\d)?+|-)"
    r"\s*+(?:명\s*+)?+(?:\((?!\s*+현\s*+원)[^()]*+\)\s*+)?+[/·,(]\s*+(?:현\s*+원\s*+(?:[:：]\s*+)?+)?+"
    r"(?P<current>\d[\d.,]*+|-)(?:\s*+명|(?=\s*+$))"
)
"""Authorized and current staff in a line: '정원 15명(1명 파견) / 현원 14명'; 현원 may be lost."""
LINE_REVERSED = re.compile(
    rf"{_HEAD}현\s*+원\s*+(?:[:：]\s*+)?+(?P<current>\d(?:[\d.,]*\d)?+|-)"
    r"\s*+(?:명\s*+)?+(?:\([^()]*+\)\s*+)?+[/·,]\s*+정\s*+원\s*+(?:[:：]\s*+)?+"
    r"(?P<authorized>\d[\d.,]*+|-)\s*+명"
)
"""The same with current staff before authorized."""
