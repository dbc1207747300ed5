"""Imports point one way: the rooms of the house, and what each may touch. A new room must be entered here.

The picture in the README is this table drawn.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

from tests.conftest import ROOT

# room -> every other room of ours that it may import. A room is a module or a package.
ROOMS: dict[str, set[str]] = {
    # reports in, warehouse out
    "etl": set(),
    "etl.terms": set(),
    "etl.settings": set(),
    "etl.blocks": set(),
    "etl.korean": {"etl.terms"},
    "etl.vocabulary": {"etl.korean"},
    "etl.readers": {"etl.blocks"},
    "etl.facts": {"etl.terms"},
    "etl.lock": set(),
    "etl.fact_folder": {"etl.facts", "etl.lock"},
    "etl.corrections": {"etl.facts", "etl.korean"},
    "etl.reviewed": {"etl.corrections", "etl.facts", "etl.korean"},
    "etl.indicator_links": {"etl.facts", "etl.korean", "etl.reviewed"},
    "etl.mappings": {"etl.korean", "etl.terms"},
    "etl.origin": {"etl.facts", "etl.mappings", "etl.reviewed", "etl.warehouse"},
    "etl.audience": {"etl.corrections", "etl.facts", "etl.mappings"},
    "etl.outline": {
        "etl.blocks", "etl.facts", "etl.korean", "etl.mappings", "etl.tables", "etl.terms", "etl.vocabulary",
    },
    "etl.tables": {"etl.blocks", "etl.korean", "etl.terms", "etl.vocabulary"},
    "etl.kind": {"etl.blocks", "etl.facts", "etl.outline"},
    "etl.kinds": {
        "etl.blocks", "etl.facts", "etl.kind", "etl.korean", "etl.mappings", "etl.outline", "etl.tables",
        "etl.terms", "etl.vocabulary",
    },
    "etl.warehouse": {"etl.corrections", "etl.facts", "etl.lock", "etl.mappings", "etl.terms"},
    "etl.memory": set(),
    "etl.worker": {"etl.memory"},
    "etl.facsimile": {"etl.blocks", "etl.memory", "etl.readers"},
    "etl.drawing": {"etl.blocks", "etl.readers"},
    "etl.facsimiles": {"etl.drawing", "etl.facsimile", "etl.facts", "etl.readers", "etl.worker"},
    "etl.scans": {
        "etl.blocks", "etl.facts", "etl.korean", "etl.readers", "etl.vocabulary", "etl.worker",
    },
    "etl.lineage": {"etl.facts", "etl.korean", "etl.reviewed"},
    "etl.institution": {"etl.facts", "etl.indicator_links", "etl.lineage", "etl.reviewed"},
    "etl.parts": {
        "etl.audience", "etl.corrections", "etl.fact_folder", "etl.facts", "etl.institution", "etl.origin",
        "etl.reviewed", "etl.terms", "etl.warehouse", "etl.worker",
    },
    "etl.inputs": {
        "etl.corrections", "etl.fact_folder", "etl.facts", "etl.institution", "etl.mappings", "etl.origin",
        "etl.parts", "etl.reviewed",
    },
    "etl.update": {"etl.parts", "etl.warehouse"},
    "etl.inbox": set(),
    "etl.progress": {"etl.readers"},
    "etl.extraction": {
        "etl.blocks", "etl.facts", "etl.kinds", "etl.mappings", "etl.outline", "etl.readers", "etl.scans",
        "etl.worker",
    },
    "etl.pipeline": {
        "etl.audience", "etl.corrections", "etl.extraction", "etl.fact_folder", "etl.facts", "etl.inbox",
        "etl.inputs", "etl.mappings", "etl.origin", "etl.parts", "etl.readers", "etl.reviewed", "etl.terms",
        "etl.update", "etl.warehouse",
    },
    "etl.review": {
        "etl.corrections", "etl.extraction", "etl.fact_folder", "etl.facts", "etl.mappings", "etl.outline",
    },
    "etl.template": {"etl.terms", "etl.vocabulary"},
    "etl.messages": {"etl.vocabulary"},
    "etl.trial": {"etl.warehouse"},
    "etl.__main__": {
        "etl.audience", "etl.corrections", "etl.extraction", "etl.facsimiles", "etl.facts", "etl.inbox",
        "etl.korean", "etl.messages", "etl.outline", "etl.pipeline", "etl.progress", "etl.readers",
        "etl.review", "etl.settings", "etl.template", "etl.trial",
    },
    # warehouse in, pages out
    "dashboard": set(),
    "dashboard.ui.labels": {"etl.terms"},
    "dashboard.ui.rows": set(),
    "dashboard.ui.citation": set(),
    "dashboard.ui.table": {"etl.terms", "dashboard.ui.labels", "dashboard.ui.rows"},
    "dashboard.ui": {
        "etl.terms",
        "dashboard.ui.citation", "dashboard.ui.labels", "dashboard.ui.rows", "dashboard.ui.table",
    },
    "dashboard.shell.filters": {"etl.terms"},
    "dashboard.answers": {"etl.audience", "etl.terms"},
    "dashboard.processes": set(),
    "dashboard.loading": {
        "etl.audience", "etl.corrections", "etl.extraction", "etl.fact_folder", "etl.facsimile",
        "etl.facsimiles", "etl.facts", "etl.korean", "etl.lock", "etl.mappings", "etl.outline",
        "etl.pipeline", "etl.readers", "etl.review", "etl.reviewed", "etl.settings", "etl.terms",
        "etl.template", "etl.trial", "etl.warehouse",
        "dashboard.processes",
    },
    "dashboard.warehouse": {
        "etl.audience", "etl.drawing", "etl.facsimile", "etl.readers", "etl.terms", "etl.warehouse",
        "dashboard.shell.filters", "dashboard.ui.citation",
    },
    "dashboard.topics.*.queries": {
        "etl.audience", "etl.corrections", "etl.terms", "etl.warehouse",
        "dashboard.shell.filters", "dashboard.ui.citation", "dashboard.ui.rows", "dashboard.warehouse",
        "dashboard.answers",
    },
    "dashboard.topics.*.columns": {
        "etl.terms", "etl.warehouse",
        "dashboard.shell.filters", "dashboard.ui.labels", "dashboard.ui.rows", "dashboard.ui.table",
        "dashboard.answers",
    },
    "dashboard.shell": {
        "etl.terms", "etl.warehouse",
        "dashboard.shell.filters", "dashboard.topics.*.queries", "dashboard.ui", "dashboard.ui.citation",
        "dashboard.ui.labels", "dashboard.ui.rows", "dashboard.ui.table", "dashboard.warehouse",
        "dashboard.answers",
    },
    "dashboard.brief.point": {
        "dashboard.ui", "dashboard.ui.citation", "dashboard.ui.labels", "dashboard.ui.rows",
        "dashboard.ui.table",
    },
    "dashboard.brief.hwpx": {
        "dashboard.brief.point", "dashboard.ui", "dashboard.ui.labels", "dashboard.ui.table",
    },
    "dashboard.brief": {
        "etl.memory", "etl.terms",
        "dashboard.brief.hwpx", "dashboard.brief.point", "dashboard.ui", "dashboard.ui.labels",
        "dashboard.ui.table",
    },
    "dashboard.topics.*": {
        "etl.messages", "etl.terms", "etl.warehouse",
        "dashboard.brief.point", "dashboard.shell", "dashboard.shell.filters", "dashboard.topics.*.columns",
        "dashboard.topics.*.queries", "dashboard.ui", "dashboard.ui.citation", "dashboard.ui.labels",
        "dashboard.ui.rows", "dashboard.ui.table", "dashboard.warehouse",
        "dashboard.answers", "dashboard.loading",
    },
    "dashboard.topics.*.page": {
        "etl.warehouse",
        "dashboard.brief", "dashboard.brief.point", "dashboard.shell", "dashboard.shell.filters",
        "dashboard.topics.*", "dashboard.topics.*.columns", "dashboard.topics.*.queries", "dashboard.ui",
        "dashboard.ui.labels", "dashboard.ui.rows", "dashboard.ui.table", "dashboard.warehouse",
        "dashboard.answers",
    },
    "dashboard.api": {
        "etl.terms", "dashboard.shell", "dashboard.shell.filters", "dashboard.topics.*.queries",
        "dashboard.ui.citation", "dashboard.ui.rows", "dashboard.ui.table", "dashboard.warehouse",
        "dashboard.answers",
    },
    "dashboard.topics.*.api": {
        "etl.terms", "dashboard.api", "dashboard.shell.filters",
        "dashboard.topics.*.columns", "dashboard.topics.*.queries", "dashboard.ui.citation",
        "dashboard.ui.rows", "dashboard.ui.table", "dashboard.warehouse",
    },
    "dashboard.topics": {"dashboard.api", "dashboard.shell"},
    "dashboard.brief.command": {
        "etl.audience", "etl.terms",
        "dashboard.brief", "dashboard.shell", "dashboard.shell.filters", "dashboard.topics",
        "dashboard.topics.*", "dashboard.topics.*.page", "dashboard.ui.labels", "dashboard.warehouse",
        "dashboard.answers",
    },
    "dashboard.remind": {
        "etl.audience",
        "dashboard.answers", "dashboard.topics.*.queries", "dashboard.ui", "dashboard.ui.labels",
        "dashboard.warehouse",
    },
    "dashboard.web.origin": set(),
    "dashboard.web.plain_page": {"dashboard.ui", "dashboard.ui.labels"},
    "dashboard.web.auth": {
        "etl.audience", "dashboard.api", "dashboard.ui", "dashboard.ui.labels", "dashboard.web.origin",
        "dashboard.web.plain_page",
    },
    "dashboard.web.middleware": {"dashboard.topics.*.queries", "dashboard.warehouse"},
    "dashboard.web": {
        "etl.audience", "etl.facts", "etl.lock", "etl.readers", "etl.settings",
        "dashboard.api", "dashboard.brief", "dashboard.shell", "dashboard.shell.filters", "dashboard.topics",
        "dashboard.topics.*", "dashboard.topics.*.queries", "dashboard.ui", "dashboard.ui.labels",
        "dashboard.warehouse", "dashboard.web.middleware",
        "dashboard.answers", "dashboard.loading", "dashboard.processes", "dashboard.web.origin",
        "dashboard.web.plain_page",
    },
    "dashboard.app": {
        "etl.audience", "etl.facsimile", "etl.settings",
        "dashboard.api", "dashboard.shell", "dashboard.topics", "dashboard.topics.*", "dashboard.ui",
        "dashboard.ui.labels", "dashboard.warehouse", "dashboard.web", "dashboard.web.auth",
        "dashboard.web.middleware",
        "dashboard.answers", "dashboard.loading",
    },
    "dashboard.__main__": {
        "etl.fact_folder", "etl.facsimiles", "etl.inbox", "etl.messages", "etl.pipeline", "etl.settings",
        "etl.trial",
        "dashboard.answers", "dashboard.app", "dashboard.brief.command", "dashboard.loading",
        "dashboard.remind", "dashboard.web",
        "dashboard.web.middleware",
    },
}  # fmt: skip

# What from outside a room may not be used there: rooms that stay pure, and the one way into the warehouse.
STANDARD_LIBRARY_ONLY = ("etl.terms", "etl.settings", "etl.blocks", "etl.facts")
# Modules of a topic that are named so, or end so (`detail_queries`), are rooms of their own.
KEPT_APART = ("queries", "columns", "page", "api")

_WITHOUT_PICTURES = (
    "etl", "dashboard.topics.*.queries", "dashboard.warehouse", "dashboard.shell.filters",
    "dashboard.ui.format", "dashboard.ui.labels", "dashboard.ui.table", "dashboard.api",
    "dashboard.topics.*.api",
)  # fmt: skip
KEPT_OUT: dict[str, tuple[str, ...]] = {
    "dash": _WITHOUT_PICTURES,
    "plotly": _WITHOUT_PICTURES,
    "sqlalchemy": ("dashboard.ui",),
}
STANDARD = sys.stdlib_module_names
FRONT_DOORS = {"etl.settings", "etl.__main__", "dashboard.app", "dashboard.web.server", "dashboard.__main__"}

# Hangul stands where words are data. Elsewhere Python speaks codes.
HANGUL_ROOMS = ("etl.korean", "etl.vocabulary", "dashboard.ui.labels")
# A range of all syllables is no word, and a single jamo is a bullet.
HANGUL = re.compile(r"[\uac00-\ud7a3]")
EVERY_SYLLABLE = "\uac00-\ud7a3"

ROWS_OF_ANY_TABLE = {
    "dashboard.topics.answers.queries": "asks of programmes and of goals alike",
    "dashboard.topics.builds.queries": "compares the rows of every table of two builds",
    "dashboard.topics.documents.queries": "finds what was read from a line, whatever table it went to",
    "dashboard.topics.execution.queries": "makes one tree of lines of several tables",
    "dashboard.topics.execution.node_queries": "is a line of that tree",
}
"""Modules of queries that may speak of a `Row`; those of all others are declared."""

DIVIDES = {
    "dashboard.brief.hwpx.chapter": "widths of columns on paper",
    "dashboard.brief.hwpx.document": "heights on paper",
    "dashboard.brief.workbook": "amounts in the brief's unit of money",
    "dashboard.shell.long_list": "parts of a list",
    "dashboard.topics.documents.facsimile": "the middle of a frame",
    "dashboard.topics.documents.source_viewer": "amounts in the unit that their line prints",
    "dashboard.ui.format": "amounts in the reader's unit of money",
    "dashboard.ui.workbook": "lines of a cell",
    "dashboard.app": "paths",
    "dashboard.warehouse.query_cache": "bytes of many parts by those of some",
    "dashboard.warehouse.facsimiles": "paths",
    "dashboard.web.jobs": "paths",
    "dashboard.web.shared_pages": "paths",
    "dashboard.loading.deciding": "paths",
    "dashboard.loading.doing": "paths",
    "dashboard.loading.setting_right": "paths",
    "dashboard.loading.drafting": "paths",
    "dashboard.loading.places": "paths",
    "dashboard.loading.publishing": "paths",
    "dashboard.loading.staging": "paths",
    "dashboard.loading.uploads": "paths",
    "dashboard.loading.work": "paths",
    "dashboard.processes": "paths",
    "dashboard.web.loading_acts": "paths",
}
"""What divides, and what for: a rate is a measure's. In `dashboard.ui.charts` places in a picture are."""
DRAWS = "dashboard.ui.charts."

LONGEST = 400
LONGER_FOR_A_REASON = {
    "etl.facts": "declares every row of the contract, one class per table, and reads and writes them",
}


PRIVATE_DASH = re.compile(
    r"\b_(?:prop_names|namespace|type|valid_wildcard_attributes|dashprivate\w*|callback_list|inline_scripts"
    r"|setup_server|layout_value|background_manager|get_signing_secret|callback_signing)\b"
)
# It declares a component, as those who write components for Dash do.
USES_PRIVATE_DASH = {"dashboard.ui.fragment"}


def modules() -> dict[str, Path]:
    """Return every module of the product by its dotted name."""
    found = {}
    for path in sorted([*ROOT.glob("etl/**/*.py"), *ROOT.glob("dashboard/**/*.py")]):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = path
    return found


def room_of(module: str) -> str | None:
    """Return the room that a module stands in, or None."""
    if module in ("etl", "dashboard"):
        return module
    if module.startswith("dashboard.topics."):
        kind = module.rpartition(".")[2].rpartition("_")[2] if module.count(".") > 2 else ""
        return f"dashboard.topics.*.{kind}" if kind in KEPT_APART else "dashboard.topics.*"
    rooms = [room for room in ROOMS if "." in room and (module + ".").startswith(room + ".")]
    return max(rooms, key=len, default=None)


@cache
def nodes_of(source: str) -> list[ast.AST]:
    """Return what a source is made of: read once for all the rules that are held to it."""
    return list(ast.walk(ast.parse(source)))


def imports_of(source: str, module: str, *, is_package: bool, known: set[str]) -> Iterator[str]:
    """Yield the dotted names that a module imports, wherever in it; relative ones resolved."""
    package = module if is_package else module.rpartition(".")[0]
    for node in nodes_of(source):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                name = f"{base}.{alias.name}"
                yield name if name in known else base


def broken_rules(sources: dict[str, tuple[str, bool]]) -> list[str]:
    """Return every import that the table does not allow, of modules given as name -> (source, is package)."""
    broken = []
    for module, (source, is_package) in sources.items():
        room = room_of(module)
        if room is None:
            broken.append(f"{module} stands in no room: enter it in tests/test_architecture.py")
            continue
        for imported in imports_of(source, module, is_package=is_package, known=set(sources)):
            top = imported.partition(".")[0]
            if top in ("etl", "dashboard"):
                target = room_of(imported)
                if room == "etl.kinds" and module != room and target == room and imported != module:
                    broken.append(f"{module} imports {imported}: no kind knows another")
                elif target != room and target not in ROOMS[room]:
                    broken.append(f"{module} imports {imported}: {room} may not know {target or 'it'}")
            elif room in STANDARD_LIBRARY_ONLY and top not in STANDARD:
                broken.append(f"{module} imports {imported}: {room} uses the standard library only")
            elif any(room == kept or (module + ".").startswith(kept + ".") for kept in KEPT_OUT.get(top, ())):
                broken.append(f"{module} imports {imported}: keep {top} out of {room}")
    return broken


def hangul_literals(source: str) -> list[int]:
    """Return the lines of string literals with Hangul in them, docstrings excepted."""
    nodes = nodes_of(source)
    bodies = [n.body for n in nodes if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    prose = {id(s.value) for body in bodies for s in body if isinstance(s, ast.Expr)}
    return [
        node.lineno
        for node in nodes
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str | bytes)
        and id(node) not in prose
        and HANGUL.search(_text_of(node.value).replace(EVERY_SYLLABLE, ""))
    ]


def _text_of(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("utf-8", "replace")


def environment_readers(source: str) -> list[int]:
    """Return the lines that read the environment."""
    return [
        node.lineno
        for node in nodes_of(source)
        if (isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv"))
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and
            {alias.name for alias in node.names} & {"environ", "getenv"})
    ]  # fmt: skip


def divides(source: str) -> bool:
    """Tell whether a source of ours has a division."""
    return any(
        isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div | ast.FloorDiv)
        for node in nodes_of(source)
    )


def divisions_in_sql(source: str) -> list[int]:
    """Return the lines of a view's statement with a division in them."""
    lines = (line.partition("--")[0] for line in source.splitlines())
    return [number for number, line in enumerate(lines, 1) if "/" in line]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


MODULES = modules()


def test_imports_point_one_way() -> None:
    sources = {
        name: (path.read_text(encoding="utf-8"), path.name == "__init__.py") for name, path in MODULES.items()
    }
    assert broken_rules(sources) == []


def test_the_rooms_have_no_circle() -> None:
    seen: list[str] = []

    def visit(room: str, path: tuple[str, ...]) -> None:
        assert room not in path, " -> ".join((*path, room))
        if room not in seen:
            for other in sorted(ROOMS[room]):
                visit(other, (*path, room))
            seen.append(room)

    for room in ROOMS:
        visit(room, ())


def test_no_permission_is_unused() -> None:
    used: dict[str, set[str]] = {room: set() for room in ROOMS}
    for module, path in MODULES.items():
        source, is_package = path.read_text(encoding="utf-8"), path.name == "__init__.py"
        for imported in imports_of(source, module, is_package=is_package, known=set(MODULES)):
            if imported.partition(".")[0] in ("etl", "dashboard"):
                used[room_of(module) or ""].add(room_of(imported) or "")
    unused = {room: sorted(allowed - used[room]) for room, allowed in ROOMS.items() if allowed - used[room]}
    assert unused == {}


def test_the_topics_have_no_circle() -> None:
    """A page puts sections of several topics together; beneath the pages, topics point one way."""
    knows: dict[str, set[str]] = {}
    for module, path in MODULES.items():
        if room_of(module) != "dashboard.topics.*":
            continue
        topic = module.split(".")[2]
        source, is_package = path.read_text(encoding="utf-8"), path.name == "__init__.py"
        for imported in imports_of(source, module, is_package=is_package, known=set(MODULES)):
            if room_of(imported) == "dashboard.topics.*":
                knows.setdefault(topic, set()).add(imported.split(".")[2])

    def visit(topic: str, path: tuple[str, ...]) -> None:
        assert topic not in path, " -> ".join((*path, topic))
        for other in sorted(knows.get(topic, set()) - {topic}):
            visit(other, (*path, topic))

    for topic in knows:
        visit(topic, ())


_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("lock", "named"),
    [
        ("requirements.txt", _PROJECT["project"]["dependencies"]),
        (
            "requirements-dev.txt",
            [*_PROJECT["project"]["dependencies"], *_PROJECT["dependency-groups"]["dev"]],
        ),
    ],
)
def test_a_lock_holds_what_the_project_names_with_hashes(lock: str, named: list[str]) -> None:
    """A version that is raised in one of the two files only would be another on the next machine."""
    text = (ROOT / lock).read_text("utf-8")
    locked = [line.rstrip("\\ ") for line in text.splitlines() if "==" in line]
    assert {*_pinned(named).items()} <= {*_pinned(locked).items()}
    assert len(re.findall(r"^\S+==\S+.* \\\n    --hash=sha256:", text, re.MULTILINE)) == len(locked)
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links", text)


def test_the_smaller_plotly_is_of_the_version_that_draws_on_the_server() -> None:
    version = re.search(r"^PLOTLY_VERSION := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert version is not None
    assert version[1] == get_plotlyjs_version()


def _pinned(requirements: Iterable[str]) -> dict[str, str]:
    """The version of each package, by its name in lower letters."""
    parts = (line.partition(";")[0].partition("==") for line in requirements)
    return {_normal(name): version.strip() for name, _, version in parts}


def test_what_is_imported_is_in_the_requirements() -> None:
    """A package that is on this machine by chance would be missing on a fresh one."""
    installed: set[str] = set()
    waiting = [_normal(name) for name in _pinned(_PROJECT["project"]["dependencies"])]
    while waiting:
        name = waiting.pop()
        if name not in installed and _is_installed(name):
            installed.add(name)
            needs = [need for need in metadata.requires(name) or [] if "extra ==" not in need]
            waiting += [_normal(re.split(r"[^\w.-]", need)[0]) for need in needs]
    by_import = metadata.packages_distributions()
    missing = set()
    for module, path in MODULES.items():
        source, is_package = path.read_text(encoding="utf-8"), path.name == "__init__.py"
        for imported in imports_of(source, module, is_package=is_package, known=set(MODULES)):
            top = imported.partition(".")[0]
            if top not in STANDARD | {"etl", "dashboard"}:
                owners = {_normal(name) for name in by_import.get(top, [top])}
                missing |= set() if owners & installed else {f"{module} imports {top}"}
    assert missing == set()


@pytest.mark.parametrize("module", MODULES)
def test_hangul_stands_where_words_are_data(module: str) -> None:
    if room_of(module) not in HANGUL_ROOMS:
        assert hangul_literals(MODULES[module].read_text(encoding="utf-8")) == []


def test_only_front_doors_read_the_environment() -> None:
    readers = {
        name for name, path in MODULES.items() if environment_readers(path.read_text(encoding="utf-8"))
    }
    assert readers <= FRONT_DOORS


def private_dash_names(source: str) -> set[str]:
    """Return the names in a source of ours, Python or JavaScript, that Dash keeps to itself."""
    return set(PRIVATE_DASH.findall(source))


def test_what_dash_keeps_to_itself_stands_in_one_file() -> None:
    scripts = {f"assets/{path.name}": path for path in ROOT.glob("assets/*.js")}
    users = {
        name
        for name, path in {**MODULES, **scripts}.items()
        if private_dash_names(path.read_text(encoding="utf-8"))
    }
    assert users == USES_PRIVATE_DASH


def test_the_rows_of_a_query_are_declared() -> None:
    sources = {
        name: (path.read_text(encoding="utf-8"), path.name == "__init__.py")
        for name, path in MODULES.items()
        if room_of(name) == "dashboard.topics.*.queries" or name.startswith("dashboard.warehouse.")
    }
    known = set(MODULES)
    users = {
        name
        for name, (source, is_package) in sources.items()
        if "dashboard.ui.rows" in imports_of(source, name, is_package=is_package, known=known)
    }
    assert users == set(ROWS_OF_ANY_TABLE)


def test_only_measures_divide() -> None:
    """A rate is a ratio of sums, defined once: no query, page, answer or brief divides figures."""
    dividing = {
        name
        for name, path in MODULES.items()
        if name.startswith("dashboard.")
        and not name.startswith(DRAWS)
        and divides(path.read_text(encoding="utf-8"))
    }
    assert dividing == set(DIVIDES)


def test_no_view_divides() -> None:
    marts = [*ROOT.glob("etl/warehouse/marts/*.sql")]
    assert marts
    assert {path.name for path in marts if divisions_in_sql(path.read_text(encoding="utf-8"))} == set()


def test_modules_stay_readable() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name for name, lines in lengths.items() if lines > LONGEST} == set(LONGER_FOR_A_REASON)


@pytest.mark.parametrize(
    ("module", "source", "problem"),
    [
        ("etl.terms.units", "import etl.facts", "etl.terms may not know etl.facts"),
        ("etl.terms.units", "import pandas", "standard library only"),
        ("etl.readers.text", "from etl.korean import numbers", "etl.readers may not know etl.korean"),
        ("etl.readers.text", "from ..facts import Row", "etl.readers may not know etl.facts"),
        ("etl.readers", "from .. import facts", "etl.readers may not know etl.facts"),
        ("etl.warehouse.checks.x", "def f():\n    import dashboard.ui.format", "may not know dashboard.ui"),
        (
            "dashboard.ui.charts.x",
            "from dashboard.topics.goals import queries",
            "may not know dashboard.topics.*.queries",
        ),
        ("dashboard.ui.bar", "import sqlalchemy", "keep sqlalchemy out"),
        ("dashboard.topics.x.goal_queries", "from dash import html", "keep dash out"),
        ("etl.kinds.x", "from etl.kinds import goals", "no kind knows another"),
        ("etl.kinds.x", "from . import recognise", "no kind knows another"),
        ("etl.kinds.x", "from etl.kinds.goals import claims", "no kind knows another"),
        ("etl.helpers", "", "stands in no room"),
        ("etl.termsheet", "", "stands in no room"),
    ],
)
def test_a_broken_rule_is_seen(module: str, source: str, problem: str) -> None:
    others = {
        "etl.facts": ("", False),
        "etl.korean.numbers": ("", False),
        "dashboard.topics.goals.queries": ("", False),
    }
    (broken,) = broken_rules({**others, module: (source, module == "etl.readers")})
    assert problem in broken


def test_a_private_name_of_dash_is_seen() -> None:
    assert private_dash_names("made = component._type") == {"_type"}
    assert private_dash_names('new CustomEvent("_dashprivate_pushstate")') == {"_dashprivate_pushstate"}
    assert private_dash_names("component.to_plotly_json(), content_type, _pages_content") == set()


def test_a_division_is_seen() -> None:
    assert divides("rate = spent / budget")
    assert divides("rate //= 2")
    assert not divides('text = "a / b"  # a / b')
    assert divisions_in_sql("-- a / b\nSELECT a / b,\n    {share} AS share -- a / b") == [2]


def test_hangul_is_seen_in_literals_only() -> None:
    lines = ('"""총계"""', "# 총계", "A = 1", '"""총계: a comment of A"""', "def f():", '    "총계"')
    source = "\n".join([*lines, '    return f"{A}천원", "[가-힣]ㅇ"'])
    assert hangul_literals(source) == [7]
    assert sorted(environment_readers("import os\nos.environ['PORT']\nfrom os import getenv\n")) == [2, 3]
