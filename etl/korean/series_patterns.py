"""The regular expressions that find the points of a series in a line: '24년 35,526건, 25개소→61개소.

The rules of `patterns.py` hold here too.
"""

from __future__ import annotations

import re

POINT = re.compile(
    r"(?:(?:['’‘`]\s*+)?+(?P<year>20\d\d|\d\d)\s*+년도?\s*+)?(?:(?P<month>1[0-2]|[1-9])\s*+월\s*+)?"
    r"(?<![\d,.])(?P<figure>\d[\d,.]*+)\s*+"
    r"(?P<unit>%p|%|％|(?:명|건|회|개소|개사|개|곳|팀|가구|점)(?=에서|으로|로\s|이\s|을\s|를\s|까지)"
    r"|(?!일|월|년|분기|차|호|기|여(?!성|학|객))[가-힣]{1,3}(?:\s(?:기관|단체|기업|시설|지역|학교))?)"
)
"""One point of a series in a line: '24년 35,526건'; a month may stand between, or alone after the first."""
CHANGE = re.compile(
    r"(?:기존\s*+)?(?<![\d.,])\d[\d,.]*+\s?(?:%|[가-힣]{1,3}(?:\s[가-힣]{1,5})?)?\s?"
    r"(?:→|⇨|⇒|➜|➡|->|=>)\s?\d[\d,.]*+\s?(?:%|[가-힣]{1,3})"
)
"""A change between two states whose years are not printed: '기존 25개소→61개소', '100→150명'."""
SIDE = re.compile(r"\(['’‘`]?\s?(?P<year>20\d\d|\d\d)\s*+년도?\)")
"""One side of two lists that an arrow joins: its year in brackets."""
COUNTED = re.compile(
    r"(?<![\d,])(?P<figure>\d[\d,]*+)\s?(?P<unit>개|명|건|회|곳|팀)(?P<noun>\s?[가-힣]{2,12})"
)
"""What is counted on one side of such lists."""
ARROW = re.compile(r"\s{0,9}+(?:→|⇨|⇒|➜|➡|▶|->|=>)\s*+")
"""What leads from one figure to another: a change."""
JOINT = re.compile(r"\s{0,9}+(?:→|⇨|⇒|➜|➡|▶|->|=>|<|에서(?=\s))\s*+(?:[□■○●◦]\s*+)?+")
"""What joins two points of a series; the print of a mark may stand behind it."""
COMMA = re.compile(r"\s?[,，]\s{0,9}+")
"""What joins two points of a series that print their year each."""
PLANNED = re.compile(r"\s{0,9}+(?:이상|이하|이내|내외)?+(?:을|를|으로|로)?+\s?\(?(?:목표|예정|계획|전망)")
"""What stands behind a figure that is still to come."""
LISTED = re.compile(
    r"(?<![~∼\d])(?:['’‘`]\s*+(?=\d\d\s*+년)|(?=20))(?P<year>20\d\d|\d\d)\s*+년도?\s++"
    r"(?P<noun>[가-힣A-Za-z][가-힣A-Za-z ]{0,20}?)\s?(?P<figure>\d[\d,]*+)\s?"
    r"(?P<unit>개소|개사|개|명|건|회|곳|팀|가구)"
)
"""One of several counts of the same noun, each behind its year: "'24년도 참여 기업 11개"."""
