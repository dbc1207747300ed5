"""`python -m dashboard brief`: the hearing brief as a file, without a browser."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from dashboard.answers.desk import Desk
from dashboard.answers.store import AnswersError, AnswerStore, default_url
from dashboard.answers.workflow import Writer
from dashboard.brief.file import KINDS
from dashboard.brief.pdf import orders_of
from dashboard.brief.press import ROOT, press_command
from dashboard.brief.volume import POINTS_OF_A_FILE
from dashboard.brief.whole_file import write_whole
from dashboard.shell.filters import BUILD, Problem, from_query
from dashboard.shell.preferences import preferences
from dashboard.shell.routing import Router
from dashboard.topics import all_pages
from dashboard.topics.hearing.brief import hearing_brief
from dashboard.topics.hearing.page import PAGE
from dashboard.ui.labels import LANGUAGES, Words, load
from dashboard.warehouse.snapshots import Snapshots, UnknownBuildError
from dashboard.warehouse.store import WarehouseError
from etl.audience import EVERYTHING, ROLES, Audience
from etl.terms.units import DISPLAY_UNITS

_STEPS = 3


def add_brief(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and what it takes: the filters of the pages, by their names in an address."""
    parser = commands.add_parser(
        "brief", help="writes the hearing brief as a PDF, HWPX or Excel file, or a PDF for each chapter"
    )
    parser.add_argument("--out", required=True, type=Path, help=f"the file; ends in {', '.join(KINDS)}")
    for name in PAGE.filters:
        option, help_ = f"--{name.replace('_', '-')}", f"as {name}= in an address"
        if name in PAGE.several:
            parser.add_argument(option, default=[], action="append", help=f"{help_}; again for several")
        else:
            parser.add_argument(option, default="", help=help_)
    parser.add_argument("--warehouse", type=Path, help="the warehouse; else the one of WAREHOUSE_PATH")
    parser.add_argument("--build", default="", help="an earlier build, by its load id")
    parser.add_argument(
        "--sees",
        default=[],
        action="append",
        help=f"as who sees it: {', '.join(ROLES)}; a manager's departments after it, each with --sees again",
    )
    parser.add_argument(
        "--public-answers",
        action="store_true",
        help="of what is answered, that alone which everybody may see; else all that is in sight",
    )
    parser.add_argument("--reader", choices=("council", "institution"), default="council")
    parser.add_argument("--unit", choices=DISPLAY_UNITS, default="million_won")
    parser.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])


class BriefError(Exception):
    """A brief that cannot be written: one line, what is wrong and what to do."""


def write_brief(
    arguments: argparse.Namespace,
    warehouse_path: Path,
    say: Callable[[str], None],
    hand_over: Callable[[Sequence[str], Path, bytes], None],
    answers_url: str | None = None,
) -> None:
    """Write the file and say each step, as `1/3 text`. BriefError where something needs mending.

    answers_url: of the database of answers; None where it stands beside the warehouse.
    hand_over: ends this work with a command, the folder that it runs in and its standard input: setting a
    long PDF and reading for it must not take memory at the same time.
    """
    words = load(arguments.lang)
    audience = _audience(arguments.sees)
    out: Path = arguments.out
    kind = out.suffix.removeprefix(".").lower()
    if kind not in KINDS:
        raise BriefError(f"{out.name}: unknown kind of file; end it in .{', .'.join(KINDS)}")
    if not out.parent.is_dir():
        raise BriefError(f"{out.parent}: no such folder; make it first")
    said = {
        name: ",".join(value) if name in PAGE.several else value
        for name in PAGE.filters
        if (value := getattr(arguments, name))
    }
    search = urlencode(
        {
            **{name: value for name, value in said.items() if value},
            **({"reader": arguments.reader} if arguments.reader == "institution" else {}),
            **({BUILD: arguments.build} if arguments.build else {}),
            "unit": arguments.unit,
            "lang": arguments.lang,
        }
    )
    reading = from_query(search, PAGE.own)
    chosen, _ = preferences(None, reading)
    try:
        with (
            closing(Snapshots(warehouse_path, None if audience is None else lambda: audience)) as snapshots,
            closing(AnswerStore(answers_url or default_url(warehouse_path))) as store,
        ):
            desk = _desk(store, audience, is_public=arguments.public_answers)
            say(_step(1, words("brief.step_reading")))
            with snapshots.snapshot(build=reading.build) as snapshot:
                router = Router(snapshots, all_pages(), desk=lambda: desk)
                view, problems, _ = router.view_of(snapshot, PAGE, PAGE.path, reading, chosen)
                if problems := (*reading.problems, *problems):
                    raise BriefError("; ".join(_problem(problem, words) for problem in problems))
                if view is None:
                    raise BriefError(f"{warehouse_path.name}: no documents; load a report first")
                brief = hearing_brief(view, is_answered=arguments.reader == "institution")
        if kind == "pdf" and brief.size > POINTS_OF_A_FILE:
            raise BriefError(words("brief.too_long", n=f"{brief.size:,}", most=POINTS_OF_A_FILE))
        say(_step(2, words("brief.step_setting", n=brief.size)))
        made_at = datetime.now().astimezone()
        if kind in ("pdf", "zip"):
            orders = orders_of(kind, brief, words, made_at)
            hand_over(press_command(out), ROOT, json.dumps(orders).encode())
            return
        content = KINDS[kind](brief, words, made_at)
    except AnswersError as error:
        raise BriefError(str(error)) from error
    except UnknownBuildError as error:
        known = ", ".join(build.load_id for build in error.known) or "none"
        raise BriefError(f"--build: {error}; there are: {known}") from error
    except WarehouseError as error:
        raise BriefError(f"{error.path.name}: {error.reason}; build it with: python -m etl") from error
    say(_step(_STEPS, words("brief.step_writing")))
    write_whole(out, content)


def _desk(store: AnswerStore, audience: Audience | None, *, is_public: bool) -> Desk:
    """Return the answers as an audience has them; who has a shell on the server sees everything."""
    if is_public:
        return Desk(store)
    seen = audience or EVERYTHING
    return Desk(store, Writer("", seen.writes_as), seen.departments)


def _audience(sees: Sequence[str]) -> Audience | None:
    if not sees:
        return None
    role, *departments = sees
    if role not in ROLES:
        raise BriefError(f"--sees is {role[:40]!r}; expected one of {', '.join(ROLES)}")
    return Audience(role, tuple(departments))


def _problem(problem: Problem, words: Words) -> str:
    name = f"--{problem.key.replace('_', '-')}"
    return words(f"problem.{problem.reason}", name=name, value=problem.value)


def _step(number: int, text: str) -> str:
    return f"{number}/{_STEPS} {text}"
