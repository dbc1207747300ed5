"""The command: reads what is due for each unit as the unit may see it, writes the mails, and sends them."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path

from dashboard.answers.desk import Desk
from dashboard.answers.store import AnswersError, AnswerStore
from dashboard.answers.workflow import Writer
from dashboard.remind.addresses import AddressesError, UnitAddress, read_addresses
from dashboard.remind.letter import Letter, letter_to, to_message
from dashboard.remind.post import MailServer, PostError, send
from dashboard.topics.due.queries import Due, due_of
from dashboard.warehouse.scopes import organizations
from dashboard.warehouse.snapshots import Snapshots
from dashboard.warehouse.store import WarehouseError
from etl.audience import EVERYTHING, OF_DEPARTMENTS, Audience


class RemindError(Exception):
    """What keeps mails from being sent: one line, what is wrong and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Where mails go, and what stands in them.

    base: where the pages are. is_guarded: whether readers sign in.
    """

    server: MailServer
    sender: str
    addresses: Path
    base: str
    is_guarded: bool


def add_remind(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "remind", help="mails each unit what is due, late and unanswered; for a weekly cron job"
    )
    parser.add_argument("--dry-run", action="store_true", help="prints the mails, and sends none")
    parser.add_argument("--warehouse", type=Path, help="the warehouse; else the one of WAREHOUSE_PATH")
    parser.add_argument(
        "--day", type=date.fromisoformat, help="as if it were sent on this day, YYYY-MM-DD; else today"
    )


def remind(
    arguments: argparse.Namespace,
    warehouse_path: Path,
    answers_url: str,
    post: Post,
    say: Callable[[str], None],
) -> int:
    """Send the mails and say what became of each; return 1 where one could not be sent, else 0."""
    now = datetime.now().astimezone()
    if arguments.day is not None:
        now = now.replace(year=arguments.day.year, month=arguments.day.month, day=arguments.day.day)
    try:
        addresses = read_addresses(post.addresses)
        with closing(Snapshots(warehouse_path)) as snapshots, closing(AnswerStore(answers_url)) as store:
            letters = [letter_to(to, _due_for(snapshots, store, to, post), now.date()) for to in addresses]
            everything = _everything(snapshots, store)
    except AddressesError as error:
        raise RemindError(str(error)) from error
    except AnswersError as error:
        raise RemindError(str(error)) from error
    except WarehouseError as error:
        raise RemindError(f"{error.path.name}: {error.reason}; build it with: python -m etl") from error
    messages = [to_message(letter, post.sender, post.base, now) for letter in letters if not letter.is_empty]
    for letter in letters:
        if letter.is_empty:
            say(f"{letter.to.department}: nothing to tell")
    _say_without_address(letters, everything, now.date(), say)
    if arguments.dry_run:
        for message in messages:
            say(_printed(message))
        say(f"{len(messages)} mails, not sent")
        return 0
    refused: list[str] = []

    def tell(message: EmailMessage, why: str) -> None:
        refused.append(why)
        say(f"{message['To']}: not sent ({why})")

    try:
        sent = send(post.server, messages, tell) if messages else 0
    except PostError as error:
        raise RemindError(f"{error}; set SMTP_HOST, SMTP_PORT and SMTP_SECURITY") from error
    say(f"{sent} mails sent")
    return 1 if refused else 0


def _due_for(snapshots: Snapshots, store: AnswerStore, to: UnitAddress, post: Post) -> Sequence[Due]:
    """Return what is due for a unit, read as a manager of it reads."""
    departments = (to.department,)
    audience = Audience(OF_DEPARTMENTS, departments) if post.is_guarded else None
    desk = Desk(store, Writer("", OF_DEPARTMENTS), departments)
    with snapshots.snapshot(audience=audience) as snapshot:
        return due_of(snapshot.connection, desk, to.organization_id)


def _everything(snapshots: Snapshots, store: AnswerStore) -> Sequence[Due]:
    desk = Desk(store, Writer("", EVERYTHING.role))
    with snapshots.snapshot() as snapshot:
        connection = snapshot.connection
        return [
            one
            for institution in organizations(connection)
            for one in due_of(connection, desk, institution["organization_id"])
        ]


def _say_without_address(
    letters: Sequence[Letter], everything: Sequence[Due], today: date, say: Callable[[str], None]
) -> None:
    """Say which units have something to be told of, and no address."""
    told = {key for letter in letters for key in letter.keys}
    whole = letter_to(UnitAddress("", "", ""), everything, today)
    found = {(one.kind, one.key): one for one in (*whole.late, *whole.due, *whole.unanswered)}
    left = Counter(one.unit or "-" for key, one in found.items() if key not in told)
    for unit, count in sorted(left.items()):
        say(f"{unit}: {count} due or unanswered, and no address in MAIL_ADDRESSES")


def _printed(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    text = "" if body is None else body.get_content()
    return f"To: {message['To']}\nSubject: {message['Subject']}\n\n{text}"
