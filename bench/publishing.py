"""Tries what publishing promises: nobody sees a failed or mixed page, and no death of a load leaves a trace.

    python -m bench.publishing [readers | kills | two | full]... [--seconds N] [--kills N] [--break FAULT]

readers  a real gunicorn, 16 readers, and loads of two alternating contents: every answer is the answer of one
         contents, whole; all that was asked 5 seconds after a rename is of the new one, from every worker
kills    loads that are killed at random moments: the warehouse that was there serves on, and the next load
         succeeds and leaves nothing lying about
two      a load while another is under way is refused with one line and exit code 2
full     a load without room on the disk leaves the old warehouse, with one line and exit code 2

Exit code 1 where a promise was broken. --break breaks one on purpose, to see that it is noticed: in-place,
leftovers, no-lock and unchecked as in publishing_faults.py; forgetful asks for totals without saying of which
build.
"""

from __future__ import annotations

import argparse
import csv
import http.client
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.serving import UPDATE, page_body
from etl.warehouse import builds
from etl.warehouse.connect import reading_engine
from etl.warehouse.schema import load as load_table
from tests.serving import HOST, ROOT, served

FAULTS = "bench.publishing_faults"
READERS = 16
WITHIN = 5.0
"""Seconds after which nobody may be given old data."""
SPACING = 6.5
"""Seconds between two loads: more than WITHIN, or that could not be tried."""
FOUNDATION = "서울시여성가족재단"
LIST = "/programs"
PAGES = (
    "/", "/?year=2026", "/directions", f"/directions/{quote(f'{FOUNDATION}-2023-2')}", "/execution?depth=all",
    "/goals", "/trends", LIST, f"{LIST}?status=behind&lang=en", "/teams", "/brief", "/sources",
)  # fmt: skip
API = ("/api/v1/programs?limit=200", "/api/v1/directions")
_LOAD_ID = re.compile(r"[0-9]{8}T[0-9]{9}-[0-9a-f]{12}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


class BrokenPromise(Exception):  # noqa: N818 -- it is what it says
    """A trial has seen what must not be."""


# Loads


def command(fault: str | None, *arguments: str) -> list[str]:
    """Return the command of a load, with one step changed or as it is."""
    program = ["-m", "etl"] if fault is None else ["-m", FAULTS, fault]
    return [sys.executable, *program, *arguments]


@dataclass
class Loads:
    """Loads of two contents into one warehouse."""

    warehouse: Path
    contents: Sequence[Path]
    fault: str | None = None
    made: int = 0

    def arguments(self) -> list[str]:
        """Return what the next load is given: the contents take turns."""
        facts = self.contents[self.made % 2]
        self.made += 1
        return ["load", "--facts", str(facts), "--warehouse", str(self.warehouse)]

    def start(self, fault: str | None = None, **more: Any) -> subprocess.Popen[str]:  # noqa: ANN401 -- as Popen takes
        """Begin a load."""
        return subprocess.Popen(
            command(fault or self.fault, *self.arguments()),
            cwd=ROOT, env={**os.environ, "BUILDS_KEPT": "500"}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,
        )  # fmt: skip

    def run(self, fault: str | None = None, **more: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401 -- as above
        """Load, and wait until it has ended."""
        with self.start(fault, **more) as process:
            out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def succeed(self) -> None:
        """Load; a load that fails here breaks a promise."""
        done = self.run()
        if done.returncode:
            raise BrokenPromise(f"a load failed: {done.stderr.strip()}")

    def leftovers(self) -> list[str]:
        """Return the files beside the warehouse that no load should leave."""
        name = self.warehouse.name
        known = {name, f"{name}.lock", f"{name}.builds"}
        beside = [path.name for path in self.warehouse.parent.iterdir() if path.name not in known]
        kept = {f"{build.load_id}.duckdb" for build in builds.kept(self.warehouse)}
        folder = builds.folder_of(self.warehouse)
        return beside + [path.name for path in folder.iterdir() if path.name not in kept]

    def load_id(self) -> str:
        """Return which load is published; BrokenPromise where the file is no whole warehouse."""
        if builds.contents_of(self.warehouse) is None:
            raise BrokenPromise("the warehouse cannot be read")
        engine = reading_engine(self.warehouse)
        try:
            with engine.connect() as connection:
                return str(connection.execute(load_table.select()).mappings().one()["load_id"])
        finally:
            engine.dispose()


def other_facts(folder: Path) -> Path:
    """Return a copy of the committed facts whose every amount is twice as large: its sums hold as well."""
    shutil.copytree(ROOT / "etl" / "data", folder)
    for path in folder.glob("*/*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            names, rows = list(reader.fieldnames or ()), list(reader)
        amounts = [n for n in names if n.endswith("_won") and n != "printed_unit_won"]
        for row in rows:
            for name in [n for n in (*amounts, "actual") if n in row]:
                row[name] = str(2 * int(row[name])) if row[name].lstrip("-").isdigit() else row[name]
            if path.name == "document.csv":
                row["title"] += " 2"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


# The server, and those who read


@dataclass(frozen=True)
class Answer:
    """One answer: when it was asked for, of which load it is, and what was wrong with it."""

    number: int
    asked_at: float
    load_id: str | None
    wrong: str | None


def asked(
    port: int, method: str, path: str, body: bytes | None = None, number: int | None = None
) -> tuple[int, str]:
    """Ask the server once, over a connection of its own; return status and text."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        headers = {"Content-Type": "application/json", "X-Request-ID": str(number)}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def total_body(output: str, frame: Mapping[str, Any] | None) -> bytes:
    """Return what a browser sends to have the total of the programmes in sight. frame: of their page."""
    where = [
        {"id": "_pages_location", "property": "pathname", "value": "/programs"},
        {"id": "_pages_location", "property": "search", "value": ""},
        {"id": "preferences", "property": "data", "value": None},
        {"id": "frame", "property": "data", "value": frame},
    ]
    target, _, name = output.rpartition(".")
    body = {
        "output": output, "outputs": {"id": json.loads(target), "property": name},
        "inputs": [{"id": "programs-in-sight", "property": "data", "value": None}], "state": where,
        "changedPropIds": ["programs-in-sight.data"],
    }  # fmt: skip
    return json.dumps(body).encode()


def frame_in(answer: str) -> dict[str, Any]:
    """Return what a page says of itself, out of the answer that it came in."""
    page = json.loads(answer)["response"]["_pages_content"]["children"]
    for part in page["props"]["children"]:
        if part["props"].get("id") == "frame":
            return dict(part["props"]["data"])
    raise RuntimeError("the page has no frame")


def plain(text: str) -> str:
    """Return an answer without what differs between two loads of the same contents."""
    return _TIME.sub("TIME", _LOAD_ID.sub("LOAD", text))


@dataclass
class Readers:
    """Sixteen readers of one server, and what an answer may be."""

    port: int
    total_output: str
    pinned: str = ""
    is_forgetful: bool = False
    expected: dict[tuple[str, str], str] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def views(self) -> list[str]:
        """Return every view that is asked for: pages by path and query, the API by its address."""
        return [*PAGES, *API, f"/?build={self.pinned}"]

    def ask(self, view: str, number: int) -> tuple[int, str]:
        """Ask for a view."""
        if view in API:
            return asked(self.port, "GET", view, None, number)
        return asked(self.port, "POST", UPDATE, page_body(view), number)

    def total(self, page: str, number: int) -> tuple[int, str]:
        """Ask for the total of a programme list. page: the answer that the list came in."""
        body = total_body(self.total_output, None if self.is_forgetful else frame_in(page))
        return asked(self.port, "POST", UPDATE, body, number)

    def learn(self, load_id: str) -> None:
        """Note what each view answers while one contents is published, twice: it must not vary by itself."""
        for view in self.views():
            first, again = (self.ask(view, -1) for _ in range(2))
            if first != again or first[0] != 200:
                raise RuntimeError(f"{view} does not answer alike twice: {first[0]}")
            self.expected[view, facts_of(load_id)] = plain(first[1])
            if view == LIST:
                self.expected["total", facts_of(load_id)] = plain(self.total(first[1], -1)[1])

    def read(self, seed: int) -> None:
        """Be a reader until told to stop."""
        chance = random.Random(seed)
        views, seen = self.views(), 0
        while not self.stop.is_set():
            number = seed * 1_000_000 + seen
            seen += 1
            view = chance.choice(views)
            answer, text = self.judged(view, number)
            self.answers.append(answer)
            if view == LIST and answer.load_id is not None:
                # Whoever searches the list does so a while after it was drawn.
                self.stop.wait(chance.uniform(0, 3))
                self.answers.append(self.judged_total(text, answer.load_id, number + 500_000))

    def judged(self, view: str, number: int) -> tuple[Answer, str]:
        """Ask for a view, and hold the answer against what it may be; return both."""
        began = time.monotonic()
        try:
            status, text = self.ask(view, number)
        except (OSError, http.client.HTTPException) as error:
            return Answer(number, began, None, f"{view}: {error!r}"), ""
        loads = set(_LOAD_ID.findall(text))
        if view.endswith(self.pinned):
            is_right = status == 200 and plain(text) == self.expected[view, facts_of(self.pinned)]
            return Answer(number, began, None, None if is_right else f"{view}: another build"), text
        if status != 200 or len(loads) != 1:
            return Answer(number, began, None, f"{view}: status {status}, of {len(loads)} loads"), text
        (load_id,) = loads
        is_right = plain(text) == self.expected[view, facts_of(load_id)]
        return Answer(number, began, load_id, None if is_right else f"{view}: mixed"), text

    def judged_total(self, page: str, load_id: str, number: int) -> Answer:
        """Ask for the total below a list that was drawn of a load: it must be of the same."""
        began = time.monotonic()
        try:
            status, text = self.total(page, number)
        except (OSError, http.client.HTTPException) as error:
            return Answer(number, began, None, f"total: {error!r}")
        is_right = status == 200 and plain(text) == self.expected["total", facts_of(load_id)]
        return Answer(number, began, None, None if is_right else "total: of another load than its list")


def facts_of(load_id: str) -> str:
    """Return which contents a load is of."""
    return load_id.rpartition("-")[2]


# The trials


def try_readers(loads: Loads, scratch: Path, seconds: float, *, is_forgetful: bool) -> list[str]:
    """Read while loads publish."""
    fault, loads.fault = loads.fault, None
    loads.succeed()
    pinned = loads.load_id()
    log = scratch / "log"
    with served(loads.warehouse, log=log, WORKERS="2") as server:
        readers = Readers(server.port, total_output(server.port), pinned=pinned, is_forgetful=is_forgetful)
        # The pinned view is learnt last while it is old, as it is read.
        loads.succeed()
        readers.learn(loads.load_id())
        loads.succeed()
        readers.learn(loads.load_id())
        readers.expected[f"/?build={pinned}", facts_of(pinned)] = plain(
            readers.ask(readers.views()[-1], -1)[1]
        )
        same = [v for v in readers.views()[:-1] if len({readers.expected[v, f] for f in facts(readers)}) < 2]
        if same:
            raise RuntimeError(f"the two contents look alike: {same}")
        loads.fault = fault
        published: list[tuple[float, str]] = []
        threads = [threading.Thread(target=readers.read, args=(n,)) for n in range(1, READERS + 1)]
        for thread in threads:
            thread.start()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            published.append(watched(loads))
            time.sleep(SPACING)
        readers.stop.set()
        for thread in threads:
            thread.join()
    workers = workers_of(log)
    wrong = [answer for answer in readers.answers if answer.wrong is not None]
    late, slowest = lateness(readers.answers, published, workers)
    seen = {workers[answer.number] for answer in readers.answers if answer.number in workers}
    print(
        f"| readers | {READERS} readers, {len(published)} loads in {seconds:.0f} s |"
        f" {len(readers.answers):,} answers of {len(seen)} workers, {len(wrong)} failed or mixed,"
        f" last old answer asked for {slowest:.2f} s after a rename |"
    )
    said = [f"{n} times {text}" for text, n in Counter(answer.wrong for answer in wrong).most_common(8)]
    if late:
        said.append(f"{late} answers were of an old load {WITHIN:.0f} s after the rename")
    if len(seen) < 2:
        said.append("only one worker answered: nothing is known of the other")
    return said


def facts(readers: Readers) -> set[str]:
    """Return the contents that were learnt."""
    return {contents for _, contents in readers.expected}


def total_output(port: int) -> str:
    """Return the name of the total's callback, which Dash makes."""
    for dependency in json.loads(asked(port, "GET", "/_dash-dependencies")[1]):
        if dependency["inputs"] == [{"id": "programs-in-sight", "property": "data"}]:
            return str(dependency["output"])
    raise RuntimeError("the programme list has no total")


def watched(loads: Loads) -> tuple[float, str]:
    """Load, and return when the new file stood in place, and which load it is."""
    before = loads.warehouse.stat().st_ino, loads.warehouse.stat().st_mtime_ns
    moment = 0.0
    with loads.start() as process:
        while process.poll() is None:
            found = loads.warehouse.stat()
            if not moment and (found.st_ino, found.st_mtime_ns) != before:
                moment = time.monotonic()
            time.sleep(0.002)
        _, err = process.communicate()
    if process.returncode:
        raise BrokenPromise(f"a load failed: {err.strip()}")
    return moment or time.monotonic(), loads.load_id()


def lateness(
    answers: Sequence[Answer], published: Sequence[tuple[float, str]], workers: dict[int, int]
) -> tuple[int, float]:
    """Return how many old answers were asked for too late, and the longest time after a rename of any."""
    late, slowest = 0, 0.0
    for answer in answers:
        for moment, load_id in published:
            if answer.load_id is not None and answer.load_id < load_id and answer.asked_at > moment:
                after = answer.asked_at - moment
                slowest = max(slowest, after)
                late += after > WITHIN
    return late, slowest


def workers_of(log: Path) -> dict[int, int]:
    """Return which worker gave each answer."""
    said = (json.loads(line) for line in log.read_text(encoding="utf-8").splitlines())
    requests = (line for line in said if line.get("request_id", "").isdigit())
    return {int(line["request_id"]): line["process"] for line in requests}


def try_kills(loads: Loads, scratch: Path, kills: int) -> list[str]:
    """Kill loads at random moments of the whole run; every other one among its last steps, slowed."""
    chance = random.Random(kills)
    said: list[str] = []
    fault, loads.fault = loads.fault, None
    loads.succeed()
    lasts = {}
    for kind in (None, "slow"):
        began = time.monotonic()
        loads.run(kind)
        lasts[kind] = time.monotonic() - began
    whole = set()
    for _ in range(2):
        loads.succeed()
        whole.add(builds.contents_of(loads.warehouse))
    old, killed, published = loads.load_id(), 0, 0
    with served(loads.warehouse, WORKERS="2") as server:
        for number in range(kills):
            slow = number % 2 == 1
            kind = fault or ("slow" if slow else None)
            last = lasts["slow" if slow or fault else None]
            # The last third of a slowed run is where it publishes.
            moment = chance.uniform(last * 0.6, last) if slow else chance.uniform(0, last)
            with loads.start(kind) as process:
                time.sleep(moment)
                process.send_signal(signal.SIGKILL)
                process.communicate()
            killed += process.returncode == -signal.SIGKILL
            try:
                now = loads.load_id()
                if builds.contents_of(loads.warehouse) not in whole:
                    raise BrokenPromise("the warehouse is not whole")
                status, text = asked(server.port, "GET", "/api/v1/")
                if status != 200 or json.loads(text)["warehouse"]["load_id"] != now:
                    raise BrokenPromise(f"the server answers {status}, or of another load")
                published += now != old
                loads.succeed() if fault != "leftovers" else loads.run(fault)
                if left := loads.leftovers():
                    raise BrokenPromise(f"left over after the next load: {', '.join(left)}")
            except BrokenPromise as broken:
                said.append(f"killed after {moment:.2f} s: {broken}")
                loads.succeed()
            old = loads.load_id()
    print(
        f"| kills | {kills} loads killed at random moments of {lasts[None]:.1f} s |"
        f" {killed} died, {published} of them after the rename; {len(said)} left something wrong |"
    )
    if killed < kills / 2:
        said.append(f"only {killed} loads were still there to be killed")
    return said


def try_two(loads: Loads) -> list[str]:
    """Load while another load is under way, which is held there."""
    fault, loads.fault = loads.fault, None
    loads.succeed()
    before, said = loads.load_id(), []
    with loads.start(fault) as first:
        while first.poll() is None and not list(loads.warehouse.parent.glob("*.new*")):
            time.sleep(0.001)
        first.send_signal(signal.SIGSTOP)
        second = loads.run(fault)
        if loads.load_id() != before:
            said.append("the second load published while the first was under way")
        first.send_signal(signal.SIGCONT)
        first.communicate()
    if first.returncode:
        said.append(f"the first load ended with {first.returncode}")
    said += refused(second, "another load is under way")
    said += [f"left over: {name}" for name in loads.leftovers()]
    print(f"| two | a load while another is under way | {one_line(second)} |")
    return said


def try_full(loads: Loads, scratch: Path) -> list[str]:
    """Load where the disk has room for one warehouse, not for two."""
    fault, loads.fault = loads.fault, None
    said: list[str] = []
    with small_disk(scratch, loads) as (there, limit):
        loads.warehouse = there
        loads.succeed()
        before, content = loads.load_id(), builds.contents_of(there)
        done = loads.run(fault, **({} if limit is None else {"preexec_fn": limit}))
        said += refused(done, "cannot be written")
        try:
            if loads.load_id() != before or builds.contents_of(there) != content:
                said.append("the old warehouse was replaced")
        except BrokenPromise as broken:
            said.append(str(broken))
        said += [f"left over: {name}" for name in loads.leftovers()]
        where = "a small tmpfs" if limit is None else "a limit on the size of files"
    print(f"| full | {where} | {one_line(done)} |")
    return said


@contextmanager
def small_disk(scratch: Path, loads: Loads) -> Iterator[tuple[Path, Any]]:
    """Yield a path on a disk that is too small for two warehouses; where none can be made, a limit."""
    loads.succeed()
    room = int(loads.warehouse.stat().st_size * 1.6)
    folder = scratch / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode == 0:
        try:
            yield folder / "w.duckdb", None
        finally:
            subprocess.run(["umount", str(folder)], check=True)
    else:
        limit = loads.warehouse.stat().st_size // 2
        yield folder / "w.duckdb", lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def refused(done: subprocess.CompletedProcess[str], why: str) -> list[str]:
    """Return what is wrong with how a load was refused."""
    lines = done.stderr.strip().splitlines()
    if done.returncode != 2 or len(lines) != 1 or why not in done.stderr:
        return [f"not refused in one line with exit code 2: {done.returncode}, {done.stderr.strip()!r}"]
    return []


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """Return how a load ended, for the table."""
    return f"exit code {done.returncode}: {Path(done.stderr.strip() or '-').name[:100]}"


TRIALS = ("readers", "kills", "two", "full")


def main() -> int:
    """Run the trials; 1 where one of them saw a broken promise."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trials", nargs="*", metavar="TRIAL", help=f"of {', '.join(TRIALS)}; default: all")
    parser.add_argument("--seconds", type=float, default=60, help="how long readers read")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--break", dest="fault", help="break a promise on purpose")
    chosen = parser.parse_args()
    fault = None if chosen.fault == "forgetful" else chosen.fault
    broken: list[str] = []
    for trial in chosen.trials or TRIALS:
        with tempfile.TemporaryDirectory(prefix="publishing-") as folder:
            scratch = Path(folder)
            contents = (ROOT / "etl" / "data", other_facts(scratch / "facts"))
            (scratch / "served").mkdir()
            loads = Loads(scratch / "served" / "w.duckdb", contents, fault)
            try:
                if trial == "readers":
                    said = try_readers(
                        loads, scratch, chosen.seconds, is_forgetful=chosen.fault == "forgetful"
                    )
                elif trial == "kills":
                    said = try_kills(loads, scratch, chosen.kills)
                elif trial == "two":
                    said = try_two(loads)
                else:
                    said = try_full(loads, scratch)
            except BrokenPromise as error:
                said = [str(error)]
            broken += [f"{trial}: {text}" for text in said]
    for text in broken:
        print(f"BROKEN {text}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
