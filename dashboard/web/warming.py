"""Makes the views that people looked at in the last days of a warehouse that is not published yet.

Whoever comes on the morning after a load finds them made. It is done within bounds, and no load fails by it.
"""

from __future__ import annotations

import logging
import re
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from dashboard.shell.preferences import CHOICES
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.warehouse.snapshots import Snapshots
from dashboard.web.page_cache import ANSWER, LOOK, look_of, page_of
from dashboard.web.shared_pages import SharedPages, days_ago, pages_folder

_LOG = logging.getLogger(__name__)
_DAYS: Final = 7
_MOST: Final = 300
_OF_A_DRAFT = re.compile(r"\.[0-9]+\.new$")


def warm(draft: Path, seconds: float) -> int:
    """Make the views of the last days of a draft, the last ones first; return how many.

    seconds: after so long the rest is left, as it is beyond some hundred views. Left too are views of pages
    that show files or what people write, as those stand on more than the warehouse, and where people sign in
    those of a part of it, which is made when its first reader comes.
    """
    until = time.monotonic() + seconds
    pages = SharedPages(pages_folder(draft.with_name(_OF_A_DRAFT.sub("", draft.name))))
    wanted = pages.used_since(days_ago(_DAYS))
    made = 0
    with closing(Snapshots(draft)) as snapshots:
        may_load = False
        router = Router(snapshots, all_pages(), may_load=lambda: may_load)
        for asked, used_at in wanted[:_MOST]:
            if time.monotonic() > until:
                break
            page, may_load = router.match(asked.pathname), asked.may_load
            standing = router.standing(asked.pathname)
            if page is None or page.shows_files or page.shows_answers or asked.role or not standing:
                continue
            preferences = dict(zip(CHOICES, asked.preferences, strict=False))
            rendered = router.rendered(asked.pathname, asked.search, preferences)
            if not rendered.is_lasting or rendered.status != 200:
                continue
            pages.put(standing, ANSWER, asked, page_of(rendered), used_at)
            pages.put(standing, LOOK, asked, look_of(rendered).written(), used_at)
            made += 1
    pages.tidy()
    return made
