"""Bodies of callbacks, held against the callbacks that there are before Dash looks at them.

Dash trusts what its renderer sends: an unknown output, a missing key or an input of another callback is a
KeyError there, and a 500. Here it is a 400 that says what is wrong. What passes names a callback of ours,
with its own inputs and states in their order, each of a type that the callback reads.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from pydantic import TypeAdapter, ValidationError
from werkzeug.exceptions import ClientDisconnected, HTTPException, RequestTimeout

from dashboard.web.middleware.refusal import MalformedError
from dashboard.web.middleware.values import VALUES

PATH = "/_dash-update-component"
_ALL = ["ALL"]
_MOST = 1000
_LONGEST_ID = 500
_Id = str | dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where an input, a state or an output stands. keys: of a pattern id, those that it fixes."""

    id: _Id
    prop: str
    is_pattern: bool = False
    values: TypeAdapter[Any] | None = None

    def entry(self, sent: object) -> None:
        """Hold one {id, property, value} against it."""
        if not isinstance(sent, dict) or sent.get("property") != self.prop or not self.has(sent.get("id")):
            raise MalformedError(f"This is not {_name(self)}.")
        if self.values is not None:
            try:
                self.values.validate_python(sent.get("value"))
            except ValidationError as error:
                said = error.errors(include_url=False, include_input=False, include_context=False)[0]["msg"]
                raise MalformedError(f"The value of {_name(self)} is unusable: {said}.") from None

    def check(self, sent: object) -> None:
        """Hold what was sent against it: one entry, or the list of those that a pattern found."""
        if not self.is_pattern:
            self.entry(sent)
            return
        if not isinstance(sent, list) or len(sent) > _MOST:
            raise MalformedError(f"{_name(self)} is a list of up to {_MOST} entries.")
        for each in sent:
            self.entry(each)

    def has(self, sent: object) -> bool:
        """Whether an id is this one, or one that this pattern finds. A wildcard stands for text."""
        if not self.is_pattern:
            return sent == self.id
        if not isinstance(sent, dict) or not isinstance(self.id, dict) or sent.keys() != self.id.keys():
            return False
        return all(
            isinstance(sent[key], str) and len(sent[key]) <= _LONGEST_ID
            if value == _ALL
            else sent[key] == value
            for key, value in self.id.items()
        )


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the body of one callback holds."""

    inputs: Sequence[_Slot]
    state: Sequence[_Slot]
    outputs: object
    fixed: frozenset[str]
    """The inputs that a change is told of by name."""


class CallbackGuard:
    """Knows the callbacks of an app, once it has learned them; until then there are none."""

    def __init__(self) -> None:
        self._shapes: dict[str, _Shape] = {}

    def learn(self, callbacks: Mapping[str, Mapping[str, Any]]) -> None:
        """Take up what Dash has registered. LookupError where a callback reads what has no type yet."""
        self._shapes = {
            output: _shape(output, callback)
            for output, callback in callbacks.items()
            if "callback" in callback
        }

    def check(self) -> None:
        """Refuse the request under way where it is a callback that cannot be answered."""
        if request.path == PATH and request.method == "POST":
            _receive()
            self.check_body(request.get_json())

    def check_body(self, body: object) -> None:
        """Raise MalformedError where a body is not that of a callback of ours."""
        if not isinstance(body, dict):
            raise MalformedError("The body is no JSON object.")
        output = body.get("output")
        shape = self._shapes.get(output) if isinstance(output, str) else None
        if shape is None:
            raise MalformedError("There is no callback of this output.")
        if body.get("outputs") != shape.outputs:
            raise MalformedError("The outputs are not those of the callback.")
        for part, slots in (("inputs", shape.inputs), ("state", shape.state)):
            sent = body.get(part, [])
            if not isinstance(sent, list) or len(sent) != len(slots):
                raise MalformedError(f"The callback has {len(slots)} {part}.")
            for slot, each in zip(slots, sent, strict=True):
                slot.check(each)
        _check_changed(body.get("changedPropIds"), shape)


def _receive() -> None:
    try:
        request.get_data(cache=True)
    except ClientDisconnected:
        raise RequestTimeout("The body did not arrive in time.") from None
    except HTTPException:
        raise
    except Exception:  # noqa: BLE001 -- what a broken chunk raises is each server's own
        raise MalformedError("The body broke off, or is not chunked as HTTP has it.") from None


def _check_changed(changed: object, shape: _Shape) -> None:
    if not isinstance(changed, list) or len(changed) > _MOST:
        raise MalformedError(f"changedPropIds is a list of up to {_MOST} names.")
    for each in changed:
        if not isinstance(each, str) or not (each in shape.fixed or _is_found(each, shape.inputs)):
            raise MalformedError("changedPropIds names what is no input of the callback.")


def _is_found(changed: str, inputs: Sequence[_Slot]) -> bool:
    text, _, prop = changed.rpartition(".")
    if not text.startswith("{") or len(text) > _LONGEST_ID * 10:
        return False
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return any(slot.is_pattern and slot.prop == prop and slot.has(sent) for slot in inputs)


def _shape(output: str, callback: Mapping[str, Any]) -> _Shape:
    inputs = [_read(each) for each in callback["inputs"]]
    outputs = [_sent_output(part) for part in output.strip(".").split("...")]
    return _Shape(
        inputs,
        [_read(each) for each in callback["state"]],
        outputs if output.startswith("..") else outputs[0],
        frozenset(_name(slot) for slot in inputs if not slot.is_pattern),
    )


def _read(declared: Mapping[str, str]) -> _Slot:
    identity = _id(declared["id"])
    prop = declared["property"]
    key = f"{identity['type'] if isinstance(identity, dict) else identity}.{prop}"
    if key not in VALUES:
        raise LookupError(
            f"a callback reads {key}: say in dashboard/web/middleware/values.py what it may hold"
        )
    is_pattern = isinstance(identity, dict) and _ALL in identity.values()
    return _Slot(identity, prop, is_pattern, VALUES[key])


def _sent_output(text: str) -> dict[str, object]:
    identity, _, prop = text.rpartition(".")
    return {"id": _id(identity), "property": prop}


def _id(text: str) -> _Id:
    if not text.startswith("{"):
        return text
    found: dict[str, Any] = json.loads(text)
    return found


def _name(slot: _Slot) -> str:
    text = slot.id if isinstance(slot.id, str) else json.dumps(slot.id, sort_keys=True, separators=(",", ":"))
    return f"{text}.{slot.prop}"
