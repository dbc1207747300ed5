"""Bodies of callbacks as browsers send them, made from what the app says of them; and ways to spoil them."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PATH = "/_dash-update-component"
Body = dict[str, Any]

# A part of each output, and the name that it goes by here.
_NAMES = {
    "job-tick.disabled@": "wait",
    "download.data": "download",
    "dashGridOptions": "total",
    "programs-rest": "rest",
    "_pages_content": "page",
    "newer.children": "newer",
}
_FRAME = {
    "code": "programs", "title": "t", "paper": "p", "lang": "ko", "theme": "auto", "path": "/programs",
    "build": "none", "is_newest": True, "renewed": "r",
    "home": "/programs", "subject": None, "query": "?year=2023", "filter": {"year": "2023", "status": ""},
    "preference": {"unit": "won", "lang": "ko", "theme": "auto"}, "in_url": [["lang", "ko"]], "own": {},
    "lists": {"columns": ["name", "budget"]}, "defaults": {"columns": ["name", "budget"]},
}  # fmt: skip
# What stands on a page: the components that a pattern finds there.
_FOUND: dict[str, list[dict[str, str]]] = {
    "grid": [{"type": "grid", "name": "programs"}],
    "job": [{"type": "job", "do": "cancel"}],
}
_VALUES: dict[str, Any] = {
    "_pages_location.pathname": "/programs",
    "_pages_location.search": "?year=2023",
    "preferences.data": {"unit": "won"},
    "frame.data": _FRAME,
    "job.data": {"token": "x" * 32, "name": "brief.pdf", "lang": "ko"},
    "job-tick.n_intervals": 1,
    "awake.data": 1.0,
    "programs-in-sight.data": ["p1"],
    "programs-more.data": True,
    "wanted.data": {"kind": "csv", "number": 1},
    "grid.virtualRowData": [{"id": "p1", "budget": 1.5}],
    "grid.columnState": [{"colId": "name", "width": 100}],
}


def bodies(dependencies: list[dict[str, Any]], build: str = "none") -> dict[str, Body]:
    """Return a good body for each callback of the server. dependencies: of `/_dash-dependencies`.

    build: the load id of the page in sight.
    """
    made = {}
    for declared in dependencies:
        if declared["clientside_function"] is None:
            output = declared["output"]
            name = next(name for part, name in _NAMES.items() if part in output)
            made[name] = changed(_body(output, declared), {"frame.data": {**_FRAME, "build": build}})
    return made


def _body(output: str, declared: dict[str, Any]) -> Body:
    inputs = [_entry(each["id"], each["property"]) for each in declared["inputs"]]
    first = inputs[0][0] if isinstance(inputs[0], list) else inputs[0]
    outputs = [_output(part) for part in output.strip(".").split("...")]
    return {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": inputs,
        "changedPropIds": [f"{_written(first['id'])}.{first['property']}"],
        "state": [_entry(each["id"], each["property"]) for each in declared["state"]],
    }


def _output(text: str) -> dict[str, Any]:
    identity, _, prop = text.rpartition(".")
    return {"id": json.loads(identity) if identity.startswith("{") else identity, "property": prop}


def _entry(identity: str, prop: str) -> Any:
    if not identity.startswith("{"):
        return _with_value({"id": identity, "property": prop}, f"{identity}.{prop}")
    kind = json.loads(identity)["type"]
    return [
        _with_value({"id": found, "property": prop}, f"{found.get('name', kind)}.{prop}", f"{kind}.{prop}")
        for found in _FOUND[kind]
    ]


def _with_value(entry: dict[str, Any], *keys: str) -> dict[str, Any]:
    if entry["property"] == "id":
        return {**entry, "value": entry["id"]}
    known = [key for key in keys if key in _VALUES]
    return {**entry, "value": copy.deepcopy(_VALUES[known[0]])} if known else entry


def _written(identity: Any) -> str:
    if isinstance(identity, str):
        return identity
    return json.dumps(identity, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def good_bodies(client: FlaskClient) -> dict[str, Body]:
    """Return the good bodies of a server."""
    build = client.application.extensions["warehouse_store"].version()
    return bodies(client.get("/_dash-dependencies").get_json(), build)


def changed(body: Body, values: dict[str, Any]) -> Body:
    """Return a copy of a body with other values, by component and property."""
    other = copy.deepcopy(body)
    for entry in (*other["inputs"], *other["state"]):
        if isinstance(entry, dict) and f"{entry['id']}.{entry['property']}" in values:
            entry["value"] = values[f"{entry['id']}.{entry['property']}"]
    return other


def post(client: FlaskClient, body: Any) -> TestResponse:
    """Send a body as a browser does."""
    return client.post(PATH, json=body, buffered=True)


_DEEP: Any = []
for _ in range(300):
    _DEEP = [_DEEP]
JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 5, 1.5, 10**30, "", "x", "\x00", "../../etc/passwd", "/", "//", "?", "%", "%00",
    "가" * 300, "{}", '{"type":"job","do":["ALL"]}.n_clicks', "a.b", ".", "x" * 20_000, [], {}, [None],
    [[]], [{}], [5] * 2000, {"": None}, {"id": 5}, {"id": {}, "property": []}, {"type": "filter", "name": 5},
    {"type": "job", "do": ["ALL"]}, {"filter": {"year": [5]}}, {"type": "grid", "name": {"a": 1}},
    {"token": 5}, {"code": "none"},
    {"__proto__": {}}, "?year=" + "9" * 5000, "?" + "&".join(f"a{n}=1" for n in range(500)), "?org=%ff%fe",
    "/programs/%00", "/programs/" + "x" * 9000, "/sources/..%2f..%2fetc",
    "/directions/'; DROP TABLE load; --", _DEEP,
)  # fmt: skip
"""Values that no browser of ours sends in most places, and that some code has stumbled over."""


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from _places(value[key], (*path, key))
    elif isinstance(value, list):
        for position, each in enumerate(value):
            yield from _places(each, (*path, position))


def spoiled(body: Any, chance: random.Random) -> Any:
    """Return a copy of a body in which something is replaced, removed, doubled or exchanged."""
    other = copy.deepcopy(body)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        place = chance.choice(list(_places(other)))
        if not place:
            if chance.random() < 0.05:
                return copy.deepcopy(chance.choice(JUNK))
            continue
        holder = other
        for key in place[:-1]:
            holder = holder[key]
        key = place[-1]
        deed = chance.choice(("replace", "replace", "replace", "remove", "double", "exchange"))
        if deed == "replace":
            holder[key] = copy.deepcopy(chance.choice(JUNK))
        elif deed == "remove":
            del holder[key]
        elif deed == "double" and isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        else:
            source: Any = body
            for step in chance.choice(list(_places(body))):
                source = source[step]
            holder[key] = copy.deepcopy(source)
    return other
