"""What looks like it belongs to a private person: it has no place in what others will read."""

from __future__ import annotations

import re

from etl.terms.persons import names_in

_LOOKS = (
    # A telephone, with or without marks between its parts; a resident's number; an address for mail.
    re.compile(r"(?<![\d,.])0\d{1,2}[-. )]{0,2}\d{3,4}[-. ]?\d{4}(?!\d)"),
    re.compile(r"(?<!\d)\d{6}-[1-8]\d{6}(?!\d)"),
    re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}"),
)


def personal_marks(text: str) -> tuple[str, ...]:
    """Return the parts of a text that look like a telephone, a resident's number, an address or a name."""
    found = {match.start(): match.group() for look in _LOOKS for match in look.finditer(text)}
    return (*(found[start] for start in sorted(found)), *names_in(text))
