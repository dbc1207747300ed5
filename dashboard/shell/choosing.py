"""What the browser must know to make an address of what a reader chooses (`assets/choice.js`)."""

from __future__ import annotations

from typing import Any, Final

from dashboard.shell.filter_bar import OPEN
from dashboard.shell.filters import DEPENDENTS, NAMES, SEVERAL
from dashboard.shell.page import PART, Page
from dashboard.shell.preferences import CHOICES

RULES: Final[dict[str, Any]] = {
    "names": NAMES,
    "scope": NAMES[:3],
    "several": SEVERAL,
    "dependents": DEPENDENTS,
    "preferences": CHOICES,
    "open": OPEN,
    "part": PART,
}
"""What holds on every page."""


def rules_of(page: Page) -> dict[str, Any]:
    """Return what holds on one page: what its lists of codes know, which of its keys the browser writes."""
    return {
        "live": page.live,
        "known": {name: {"known": codes.known, "fixed": codes.fixed} for name, codes in page.lists.items()},
        "renews": page.renews,
    }
