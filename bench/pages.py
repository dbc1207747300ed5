"""Measures the pages beside what a Dash app cannot do without, in one run, and prints the ratios as a table.

    .venv/bin/python -m bench.pages [--large large.duckdb] [http] [readers] [browser] [bytes] [start] [large]

Everything is asked over the loopback. What is compared is asked in turn, so that a noisy machine is noisy to
both. Exit code 1 where a budget is not kept. `bench/README.md` says what each measure is.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from bench.large import make
from bench.serving import Reader, percentile, resident_mb, timed
from bench.views import Views
from etl.pipeline import build_warehouse
from tests.serving import DASHBOARD, ROOT, served

OURS = "bench.plain:server"
READERS = 16
SECONDS = 8.0
OVERVIEW = "/"
_WARM_UP = 60
_VIEWS = 240
_VISITS = 7
_EVERY = 200
"""Institutions to draw views of, where there are so many."""
_CHARTS = "[...document.querySelectorAll('.fill, .trend-actual, .year-bar')]"
_MB = 2**20

rows: list[tuple[str, str, str, str, str, bool]] = []


def told(measure: str, ours: str, floor: str, ratio: float, budget: str, *, keeps: bool) -> None:
    """Note a row, and print it at once."""
    rows.append((measure, ours, floor, f"{ratio:.2f}", budget, keeps))
    print(
        f"| {measure} | {ours} | {floor} | {ratio:.2f} | {budget} | {'yes' if keeps else '**no**'} |",
        flush=True,
    )


def http(warehouse: Path) -> None:
    """Pages that nobody has seen, the same ones again, and the empty callback between them."""
    empty: list[float] = []
    new: list[float] = []
    seen: list[float] = []
    with served(warehouse, OURS) as server:
        reader = Reader(server.port)
        views = iter(Views(warehouse))
        # The server has answered a while: modules are loaded, the reports that are opened most are read.
        for _ in range(_WARM_UP):
            reader.page(next(views))
            reader.empty()
        for _ in range(_VIEWS):
            view = next(views)
            empty.append(timed(reader.empty)[0])
            new.append(timed(reader.page, view)[0])
            empty.append(timed(reader.empty)[0])
            seen.append(timed(reader.page, view)[0])
    floor = percentile(empty, 0.5)
    for name, values, share, most in (
        ("a view not seen before, p50", new, 0.5, 20.0),
        ("a view not seen before, p95", new, 0.95, 40.0),
        ("a view that was opened before, p50", seen, 0.5, 4.0),
    ):
        value = percentile(values, share)
        told(
            name,
            f"{value:.1f} ms",
            f"{floor:.2f} ms",
            value / floor,
            f"≤ {most:g} ×",
            keeps=value <= most * floor,
        )


def _reading(port: int, views: list[str], until: float, answers: multiprocessing.Queue[list[float]]) -> None:
    reader, took, number = Reader(port), [], 0
    while time.time() < until:
        view = views[number % len(views)]
        number += 1
        took.append(timed(reader.page, view)[0] if view else timed(reader.empty)[0])
    answers.put(took)


def _load(port: int, mixes: list[list[str]], seconds: float) -> list[float]:
    """Let readers ask at once; return the milliseconds of all their answers."""
    answers: multiprocessing.Queue[list[float]] = multiprocessing.Queue()
    until = time.time() + seconds
    readers = [multiprocessing.Process(target=_reading, args=(port, mix, until, answers)) for mix in mixes]
    for reader in readers:
        reader.start()
    took = [value for _ in readers for value in answers.get(timeout=seconds + 60)]
    for reader in readers:
        reader.join()
    return took


def readers(warehouse: Path) -> None:
    """Sixteen readers at once over a mix in which most views were opened by somebody before."""
    with served(warehouse, OURS, WORKERS="2") as server:
        views = iter(Views(warehouse, seed=2))
        common = [next(views) for _ in range(60)]
        mixes = []
        for number in range(READERS):
            own = [next(views) for _ in range(6)]
            mixes.append([*common[number:], *own, *common[:number]])
        nothing = [[""]] * READERS
        _load(server.port, mixes, 3.0)
        ours: list[float] = []
        floor: list[float] = []
        for _ in range(2):
            floor += _load(server.port, nothing, SECONDS / 2)
            ours += _load(server.port, mixes, SECONDS / 2)
        per_second, least = len(ours) / SECONDS, len(floor) / SECONDS
        told(
            "requests per second, 16 readers", f"{per_second:.0f}", f"{least:.0f}",
            per_second / least, "≥ 0.35 ×", keeps=per_second >= 0.35 * least,
        )  # fmt: skip
        slow = percentile(ours, 0.95)
        told("p95 with 16 readers", f"{slow:.0f} ms", "100 ms", slow / 100, "≤ 1 ×", keeps=slow <= 100)
        print(f"workers hold {', '.join(f'{mb:.0f}' for mb in resident_mb(server))} MB", flush=True)


@contextmanager
def _visit(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


_PAINTED = """(done) => {
  const ready = %s;
  function look() {
    if (!ready()) { requestAnimationFrame(look); return; }
    requestAnimationFrame(() => requestAnimationFrame(() => { window.__painted = performance.now(); }));
  }
  look();
}"""
_LAST_CHART = f"() => {_CHARTS}.length > 3 && {_CHARTS}.every(c => c.getBoundingClientRect().height > 0)"
_ALIVE = "() => !document.getElementById('first-look') && document.querySelector('main#main h1')"
_STILL = f"() => document.readyState !== 'loading' && {_CHARTS}.length > 3"
_PLOTS = "() => document.querySelectorAll('.main-svg .bars .point').length >= 90"


def _painted(page: Page, address: str, ready: str) -> float:
    """Return the milliseconds from the start of a navigation until what is waited for is on the screen."""
    page.add_init_script(f"({_PAINTED % ready})()")
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => window.__painted")
    return float(page.evaluate("() => window.__painted"))


def _first(page: Page, address: str) -> float:
    page.goto(address, wait_until="load")
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
    return float(page.evaluate("() => performance.getEntriesByName('first-contentful-paint')[0].startTime"))


def _first_kept(page: Page, base: str) -> float:
    """The first paint for who has chosen a language before: the browser tells it with a cookie."""
    page.context.add_cookies([{"name": "preferences", "value": quote(_KEPT), "url": base}])
    page.add_init_script(f"localStorage.setItem('preferences', {_KEPT!r})")
    return _first(page, base + OVERVIEW)


def browser(warehouse: Path) -> None:
    """What a reader waits for in Chromium: the first paint, the last chart, a changed filter."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with served(warehouse, OURS, WORKERS="2") as server, sync_playwright() as playwright:
        base = server.address
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        for is_warm in (False, True):
            measures: dict[str, list[float]] = {}
            for _ in range(_VISITS):
                for name, measure in _measures(base).items():
                    with _visit(chromium) as page:
                        if is_warm:
                            measure(page)
                            page.goto("about:blank")
                        measures.setdefault(name, []).append(measure(page))
            middle = {name: percentile(values, 0.5) for name, values in measures.items()}
            how = "warm" if is_warm else "cold"
            for measure, ours, floor, most in (
                (f"first useful paint, {how}", "first", "still", 3.0),
                (f"first useful paint with a kept language, {how}", "kept", "first", 1.25),
                (f"last chart painted, {how}", "charts", "plots", 0.6),
                (f"the page's controls answer, {how}", "alive", "plots", None),
            ):
                ratio = middle[ours] / middle[floor]
                told(
                    measure, f"{middle[ours]:.0f} ms", f"{middle[floor]:.0f} ms", ratio,
                    f"≤ {most:g} ×" if most else "–", keeps=most is None or ratio <= most,
                )  # fmt: skip
        _filter_change(chromium, base)
        chromium.close()


def _measures(base: str) -> dict[str, Callable[[Page], float]]:
    return {
        "first": lambda page: _first(page, base + OVERVIEW),
        "kept": lambda page: _first_kept(page, base),
        "still": lambda page: _first(page, f"{base}/still{OVERVIEW}"),
        "charts": lambda page: _painted(page, base + OVERVIEW, _LAST_CHART),
        "alive": lambda page: _painted(page, base + OVERVIEW, _ALIVE),
        "plots": lambda page: _painted(page, f"{base}/plain/", _PLOTS),
    }


_CHANGED = """([selector, value, quietMs]) => {
  window.__painted = null;
  let last = null;
  const control = document.querySelector(selector);
  const ALL = { childList: true, subtree: true, characterData: true, attributes: true };
  const watch = new MutationObserver(() => requestAnimationFrame(() => { last = performance.now(); }));
  watch.observe(document.getElementById('react-entry-point'), ALL);
  const start = performance.now();
  Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(control, value);
  control.dispatchEvent(new Event('change', { bubbles: true }));
  (function look() {
    if (last === null || performance.now() - last < quietMs) { requestAnimationFrame(look); return; }
    watch.disconnect();
    window.__painted = last - start;
  })();
}"""
_KEPT = '{"lang":"en"}'
_ROUND_TRIP_MS = 60
_ASKED = """(value) => {
  window.__painted = null;
  const graphs = [...document.querySelectorAll('.js-plotly-plot')];
  const start = performance.now();
  let left = graphs.length;
  graphs.forEach(graph => graph.once('plotly_afterplot', () => {
    left -= 1;
    if (!left) {
      requestAnimationFrame(() => requestAnimationFrame(
        () => { window.__painted = performance.now() - start; }));
    }
  }));
  window.dash_clientside.set_props('filter', { value });
}"""
_REDRAWN = """() => {
  window.__painted = null;
  const graphs = [...document.querySelectorAll('.js-plotly-plot')];
  const start = performance.now();
  Promise.all(graphs.map((graph, n) => window.Plotly.react(
    graph,
    graph.data.map(trace => ({ ...trace, y: trace.y.map(y => y * (0.5 + Math.random())) })),
    graph.layout
  ))).then(() => requestAnimationFrame(() => requestAnimationFrame(
    () => { window.__painted = performance.now() - start; })));
}"""


def _filter_change(chromium: Browser, base: str) -> None:
    """A filter is changed and the last chart painted anew, beside the plain graphs redrawn in the browser.

    Over a slow line too: there the plain dashboard asks its own callback for the graphs.
    """
    ours: list[float] = []
    redrawn: list[float] = []
    far: list[float] = []
    plain_far: list[float] = []
    with _visit(chromium) as page, _visit(chromium) as plain:
        _painted(page, f"{base}/?year=2023", _ALIVE)
        _painted(plain, f"{base}/plain/", _PLOTS)
        control = 'select[id*=\'"name":"status"\']'
        values = page.eval_on_selector(control, "s => [...s.options].map(o => o.value).filter(v => v)")

        def change(number: int, took: list[float], quiet_ms: int = 200) -> None:
            page.bring_to_front()
            page.evaluate(_CHANGED, [control, values[(number + 1) % len(values)], quiet_ms])
            page.wait_for_function("() => window.__painted")
            took.append(float(page.evaluate("() => window.__painted")))
            page.wait_for_timeout(100)

        for number in range(_VISITS * 2):
            change(number, ours)
            plain.bring_to_front()
            plain.evaluate(_REDRAWN)
            plain.wait_for_function("() => window.__painted")
            redrawn.append(float(plain.evaluate("() => window.__painted")))
        for each in (page, plain):
            line = each.context.new_cdp_session(each)
            line.send("Network.enable")
            line.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": _ROUND_TRIP_MS,
                    "downloadThroughput": -1,
                    "uploadThroughput": -1,
                },
            )
        for number in range(_VISITS * 2):
            # The answer is longer on its way than a page is still while it is drawn.
            change(number, far, quiet_ms=1500)
            plain.bring_to_front()
            plain.evaluate(_ASKED, str(number % 9))
            plain.wait_for_function("() => window.__painted")
            plain_far.append(float(plain.evaluate("() => window.__painted")))
    for name, took, beside, most in (
        ("filter change to last chart repainted", ours, redrawn, 1.25),
        (f"the same at a round trip of {_ROUND_TRIP_MS} ms, beside plain Dash's own", far, plain_far, 1.2),
    ):
        value, floor = percentile(took[1:], 0.5), percentile(beside[1:], 0.5)
        told(
            name, f"{value:.0f} ms", f"{floor:.0f} ms", value / floor, f"≤ {most:g} ×",
            keeps=value <= most * floor,
        )  # fmt: skip


def sizes(warehouse: Path) -> None:
    """Bytes of a first visit, and of the largest page's answer."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with served(warehouse, OURS, WORKERS="2") as server, sync_playwright() as playwright:
        base = server.address
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        visits = {}
        for name, address, ready in (("ours", OVERVIEW, _ALIVE), ("plain", "/plain/", _PLOTS)):
            with _visit(chromium) as page:
                found: list[int] = []
                page.on("response", lambda answer, to=found: to.append(len(answer.body())))
                _painted(page, base + address, ready)
                page.wait_for_timeout(300)
                visits[name] = sum(found)
        chromium.close()
        reader = Reader(server.port)
        pages = [
            "/",
            "/directions",
            "/execution",
            "/goals",
            "/programs",
            "/teams",
            "/trends",
            "/brief",
            "/sources",
        ]
        largest = max((len(reader.page(page)[1]), page) for page in pages)
    ratio = visits["ours"] / visits["plain"]
    told(
        "bytes on a first visit, unpacked", f"{visits['ours'] / _MB:.2f} MB",
        f"{visits['plain'] / _MB:.2f} MB", ratio, "≤ 0.4 ×", keeps=ratio <= 0.4,
    )  # fmt: skip
    told(
        f"the largest page's answer, packed ({largest[1]})", f"{largest[0] / 1024:.0f} KB", "60 KB",
        largest[0] / 1024 / 60, "≤ 1 ×", keeps=largest[0] <= 60 * 1024,
    )  # fmt: skip


def start(warehouse: Path) -> None:
    """Seconds from the start of a server to its first page, and the memory of a worker after some pages."""
    seconds: dict[str, list[float]] = {}
    memory: dict[str, float] = {}
    for _ in range(3):
        for name, app in (("ours", DASHBOARD), ("plain", "bench.plain:alone")):
            before = time.perf_counter()
            with served(warehouse, app, first="/") as server:
                seconds.setdefault(name, []).append(time.perf_counter() - before)
                if name == "ours":
                    reader = Reader(server.port)
                    for _, view in zip(range(40), Views(warehouse), strict=False):
                        reader.page(view)
                memory[name] = resident_mb(server)[0]
    for measure, ours, floor, unit in (
        (
            "server start to first page",
            percentile(seconds["ours"], 0.5),
            percentile(seconds["plain"], 0.5),
            "s",
        ),
        ("resident memory of a worker", memory["ours"], memory["plain"], "MB"),
    ):
        told(
            measure, f"{ours:.2f} {unit}", f"{floor:.2f} {unit}", ours / floor, "≤ 1.5 ×",
            keeps=ours <= 1.5 * floor,
        )  # fmt: skip


def large(warehouse: Path, path: Path | None) -> None:
    """The pages of an institution among a thousand, beside the same pages where it is alone.

    Beside the five real reports too, and of institutions that nobody has opened: these have no budget, as
    other pages are compared. path: a warehouse of `bench.large`, else one is made.
    """
    with tempfile.TemporaryDirectory() as folder:
        alone = Path(folder) / "alone.duckdb"
        make(alone, 1, 10)
        if path is None:
            path = Path(folder) / "large.duckdb"
            make(path, 1000, 10)
        among, by_itself = _side_by_side((path, 1), (alone, 1))
        again, five = _side_by_side((path, 1), (warehouse, _EVERY))
        strange, still_five = _side_by_side((path, _EVERY), (warehouse, _EVERY))
    for what, ours, beside, most in (
        ("9 million rows, beside the institution alone", among, by_itself, 1.5),
        ("9 million rows, beside five reports", again, five, None),
        ("9 million rows, unopened institutions, beside five reports", strange, still_five, None),
    ):
        for share, name in ((0.5, "p50"), (0.95, "p95")):
            value, least = percentile(ours, share), percentile(beside, share)
            told(
                f"{what}, {name}", f"{value:.1f} ms", f"{least:.1f} ms", value / least,
                f"≤ {most:g} ×" if most else "–", keeps=most is None or value <= most * least,
            )  # fmt: skip


def _side_by_side(*asked: tuple[Path, int]) -> list[list[float]]:
    """Return what views that nobody has seen take, of warehouses that are asked in turn.

    asked: each warehouse, and of how many institutions its views are.
    """
    took: list[list[float]] = [[] for _ in asked]
    with ExitStack() as stack:
        readers = [Reader(stack.enter_context(served(path, OURS)).port) for path, _ in asked]
        views = [iter(Views(path, institutions=count)) for path, count in asked]
        for number in range(_WARM_UP + _VIEWS):
            for reader, view, taken in zip(readers, views, took, strict=True):
                milliseconds = timed(reader.page, next(view))[0]
                if number >= _WARM_UP:
                    taken.append(milliseconds)
    return took


def main() -> int:
    """Measure what is asked for, or everything."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", help="http, readers, browser, bytes, start, large; all by default"
    )
    parser.add_argument("--large", type=Path, help="a warehouse that bench.large made")
    asked = parser.parse_args()
    parts: dict[str, Callable[[Path], object]] = {
        "http": http, "readers": readers, "browser": browser, "bytes": sizes, "start": start,
        "large": lambda path: large(path, asked.large),
    }  # fmt: skip
    print("| measure | here | beside | ratio | budget | kept |\n| --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Path(folder) / "warehouse.duckdb"
        build_warehouse(ROOT / "etl" / "data", warehouse)
        for name in asked.parts or parts:
            parts[name](warehouse)
    broken = [row[0] for row in rows if not row[-1]]
    print(f"\nnot kept: {', '.join(broken)}" if broken else "\nall budgets are kept")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
