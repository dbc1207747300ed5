"""What is due for a unit as a calendar that other programs subscribe to (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from dashboard.topics.due.queries import Due
from dashboard.ui.labels import Words

MEDIA_TYPE = "text/calendar; charset=utf-8"
_AGAIN = timedelta(hours=12)


def to_calendar(due: Iterable[Due], unit: str, words: Words, *, base: str, read_at: datetime) -> bytes:
    """Return the file's bytes: an event of whole days for each thing that has a day.

    base: where the pages are, without a slash at its end. read_at: when the warehouse was made, which is the
    stamp of what a report prints. An event keeps its name in calendars when its day is moved.
    """
    # Only here: it brings a list of all time zones, and few who ask for pages ask for a calendar.
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//{words('frame.product')}//{words.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words("due.calendar", unit=unit))
    calendar.add("refresh-interval", _AGAIN, parameters={"VALUE": "DURATION"})
    for one in due:
        if one.first is None or one.last is None:
            continue
        event = Event()
        event.add("uid", f"{sha256(f'{one.kind}|{one.key}'.encode()).hexdigest()[:40]}@council-dashboard")
        event.add("dtstamp", (one.written_at or read_at).astimezone(UTC))
        event.add("dtstart", one.first)
        # The last day counts.
        event.add("dtend", one.last + timedelta(days=1))
        event.add("summary", words(f"due.{one.kind}", name=one.name))
        if one.of:
            event.add("description", one.of)
        event.add("url", base + one.path)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
