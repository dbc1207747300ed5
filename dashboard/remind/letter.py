"""A unit's mail: what is late, due and unanswered, in its language, as plain text and as HTML, with links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256

from dashboard.remind.addresses import UnitAddress
from dashboard.topics.due.queries import ANSWER, STEP, Due
from dashboard.ui import html
from dashboard.ui.format import Formatter
from dashboard.ui.fragment import html_of
from dashboard.ui.labels import Words, load

DAYS_AHEAD = 14
"""How far ahead a day is told of."""
_MOST = 50
"""Lines of one part; the rest is counted, and stands on the page."""
_LINE = {"marginBottom": "6px"}
_SOFT = {"color": "#505962"}


@dataclass(frozen=True, slots=True)
class Letter:
    """What a unit is told. late: its day is over, and it is still asked for. due: its day comes soon."""

    to: UnitAddress
    late: Sequence[Due]
    due: Sequence[Due]
    unanswered: Sequence[Due]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.late or self.due or self.unanswered)

    @property
    def keys(self) -> frozenset[tuple[str, str]]:
        """What it tells of."""
        return frozenset((one.kind, one.key) for one in (*self.late, *self.due, *self.unanswered))


def letter_to(to: UnitAddress, found: Sequence[Due], today: date) -> Letter:
    """Return the letter of a unit. found: what is due for it, by its day."""
    soon = today + timedelta(days=DAYS_AHEAD)
    return Letter(
        to,
        late=[one for one in found if one.last and one.last < today and one.kind != STEP and one.is_asked],
        due=[one for one in found if one.last and today <= one.last <= soon],
        unanswered=[one for one in found if one.is_unanswered],
    )


def to_message(letter: Letter, sender: str, base: str, now: datetime) -> EmailMessage:
    """Return the mail. base: where the pages are. Sent twice in a week it is one mail to who receives it."""
    words = load(letter.to.language)
    write = Formatter(words, "won")
    unit = " ".join(letter.to.unit.split())
    counts = {"late": len(letter.late), "due": len(letter.due), "unanswered": len(letter.unanswered)}
    subject = words("remind.subject", product=words("frame.product"), unit=unit, **counts)
    intro = words("remind.intro", unit=unit, day=write.day(now.date()), days=DAYS_AHEAD)
    parts = [
        (words(f"remind.{name}", n=len(items)), items)
        for name, items in (("late", letter.late), ("due", letter.due), ("unanswered", letter.unanswered))
        if items
    ]
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = sender
    message["To"] = Address(addr_spec=letter.to.address)
    message["Date"] = format_datetime(now)
    year, week, _ = now.isocalendar()
    name = sha256(f"{letter.to.department}|{letter.to.address}|{year}-{week}".encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{name}@{sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_plain(intro, parts, words, write, base))
    message.add_alternative(_rich(intro, parts, words, write, base), subtype="html")
    return message


Parts = Sequence[tuple[str, Sequence[Due]]]


def _plain(intro: str, parts: Parts, words: Words, write: Formatter, base: str) -> str:
    lines = [intro]
    for title, items in parts:
        lines += ["", title]
        for one in items[:_MOST]:
            lines += [f"- {_told(one, words, write)}", f"  {_link(one, base, words)}"]
        if rest := len(items) - _MOST:
            lines += [f"- {words('remind.more', n=rest)}"] if rest > 0 else []
    return "\n".join([*lines, "", words("remind.end"), f"{base}/answers?lang={words.language}", ""])


def _rich(intro: str, parts: Parts, words: Words, write: Formatter, base: str) -> str:
    body: list[html.P | html.H2 | html.Ul] = [html.P(intro)]
    for title, items in parts:
        rows = [
            html.Li(html.A(_told(one, words, write), href=_link(one, base, words)), style=_LINE)
            for one in items[:_MOST]
        ]
        if len(items) > _MOST:
            rows.append(html.Li(words("remind.more", n=len(items) - _MOST)))
        body += [html.H2(title, style={"fontSize": "16px"}), html.Ul(rows)]
    pages = html.A(words("answers.all"), href=f"{base}/answers?lang={words.language}")
    body.append(html.P([words("remind.end"), " ", pages], style=_SOFT))
    head = '<head><meta charset="utf-8"></head>'
    shown = html_of(html.Div(body))
    return f'<!DOCTYPE html><html lang="{words.language}">{head}<body>{shown}</body></html>'


def _told(one: Due, words: Words, write: Formatter) -> str:
    name = " ".join(one.name.split())
    parts = [words(f"due.{one.kind}", name=name) if one.last is not None else name]
    if one.of:
        parts.append(" ".join(one.of.split()))
    if one.last is not None:
        parts.append(write.day(one.last))
    if one.kind != STEP:
        parts.append(words(f"{'answers' if one.kind == ANSWER else 'remarks'}.state_{one.state}"))
    return " · ".join(parts)


def _link(one: Due, base: str, words: Words) -> str:
    return f"{base}{one.path}?lang={words.language}"
