"""What looks like the name of a person in what people type: a name of three syllables beside what marks one.

A title alone is no name, nor is a name alone: '정책팀장' and '이용자' are left, '홍길동 팀장' is found.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_name("persons.toml").read_text(encoding="utf-8"))
_NAME = rf"(?<![가-힣])[{_WORDS['surnames']}][가-힣]{{2}}"
_END = r"(?![가-힣])"
_LOOKS = (
    re.compile(rf"{_NAME} ?(?:{'|'.join(_WORDS['titles'])})"),
    re.compile(rf"{_NAME} (?:{'|'.join(_WORDS['polite'])}){_END}"),
    re.compile(rf"(?:{'|'.join(_WORDS['labels'])}) ?[:：] ?{_NAME[len('(?<![가-힣])') :]}{_END}"),
)


def names_in(text: str) -> tuple[str, ...]:
    """Return the parts of a text that look like the name of a person, with what marks it."""
    found = {match.start(): match.group() for look in _LOOKS for match in look.finditer(text)}
    return tuple(found[start] for start in sorted(found))
