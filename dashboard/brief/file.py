"""A brief as a file, by its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from dashboard.brief.hwpx.document import to_hwpx
from dashboard.brief.pdf import to_pdf, to_zip
from dashboard.brief.point import Brief
from dashboard.brief.workbook import to_brief_workbook
from dashboard.ui.labels import Words

KINDS: Mapping[str, Callable[[Brief, Words, datetime], bytes]] = {
    "pdf": to_pdf,
    "zip": to_zip,
    "hwpx": to_hwpx,
    "xlsx": to_brief_workbook,
}
"""What makes each kind of file; the kind is the file name's ending. A zip holds a PDF for each chapter."""
