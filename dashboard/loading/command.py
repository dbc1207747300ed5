"""`python -m dashboard upload`: one work on what was handed in, as the page of loading begins it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable

from dashboard.loading.places import add_places
from dashboard.loading.uploads import WORKS


def add_upload(commands: _SubParsersAction[ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("upload", help="does one work on what was handed in on the page of loading")
    parser.add_argument("work", choices=tuple(WORKS))
    parser.add_argument("upload")
    parser.add_argument("--anew", action="store_true", help="what was answered is forgotten")
    parser.add_argument("--council", action="store_true", help="what is published is for the council too")
    add_places(parser)


def work_on_upload(chosen: Namespace, tell: Callable[[str], None]) -> int:
    """Do the work; 0, or 2 where a person has to mend something. tell: is told each step."""
    # Only here: the other commands have the memory for themselves.
    from dashboard.loading import doing

    return doing.do(chosen, tell)
