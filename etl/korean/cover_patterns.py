"""The regular expressions that find what a document says of itself, and whose it is.

The rules of `patterns.py` hold here too.
"""

from __future__ import annotations

import re

KIND_CHAPTER = re.compile(r"^[ivx]*20\d\d년|현황")
"""The key of a heading that states the year of its document, or that it tells how things stand."""
SESSION = re.compile(r"(제\s*+\d++\s*+회)\s*+(?:(?:시의회|도의회|구의회|군의회|의회)\s*+)?+(정례회|임시회)")
"""A session of a council: '제321회 정례회'. Groups: number, sort."""
COMMITTEE = re.compile(r"(?<!\S)(\S+위원회)")
"""A committee, as a rule the one before which a report is laid. Group: its name."""
ORGANIZATION_LETTERS = r"[가-힣A-Za-z0-9·\s()]"
"""The class of letters that the name of an institution is written with."""
PLACEHOLDER = re.compile(
    r"(?:[○●◯〇◌]\s?){2}|(?<![A-Za-z])[OＯ]{2}(?=[가-힣])|ㅇㅇ(?=[가-힣])|[_＿]{2}(?=[가-힣])|△△|□□"
)
"""Signs in place of a name: '○○교육청', 'OO시'."""
PLACE_ALONE = re.compile(r"[가-힣]{2,12}(?:시|군|구|도|대학교)")
"""The name of a city, a county, a district or a university, and nothing more."""
PLAIN_NAME = re.compile(r"[가-힣A-Za-z]{2,15}(?:\s[가-힣A-Za-z]{2,15})?")
"""A name of one word or two."""
ORDINANCE = re.compile(r"「([^「」]+?)(?<!\s)\s*+설립\s*+및\s*+운영에\s*+관한\s*+조례」")
"""The ordinance by which an institution stands. Group: its name."""
