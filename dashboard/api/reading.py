"""Reads a query strictly. A page goes on without what it cannot use; a program must be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from sqlalchemy import Connection

from dashboard.api.addresses import BASE
from dashboard.api.parameters import AT_BUILD, FILTERS, LIMIT, OFFSET, PAGING, Parameter
from dashboard.api.problem import UNUSABLE_QUERY, ProblemError, Wrong
from dashboard.api.resource import About, Dated, Question, Resource, Undated
from dashboard.shell.filters import MOST_PARTS, PREFERENCES, Filters, from_query
from dashboard.shell.options import options
from dashboard.warehouse.scopes import Scope, resolve
from dashboard.warehouse.snapshots import UnknownBuildError

_LONGEST_QUERY = 8_000
_SHOWN = 60
_DATED: dict[str, str] = {
    "unknown_value": "is not known here.",
    "of_another_year": "belongs to another institution or year than the one that is asked for.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a query says, before the warehouse was asked whether it means something."""

    filters: Filters = field(default_factory=Filters)
    own: Mapping[str, str] = field(default_factory=dict)
    build: str | None = None
    limit: int = LIMIT.default
    offset: int = OFFSET.default

    def query(self, *, offset: int) -> str:
        """Return the query in its one normal form, from another row on."""
        paging = ((LIMIT, self.limit), (OFFSET, offset))
        extra = [(p.name, str(number)) for p, number in paging if number != p.default]
        return self.filters.to_query([*self.own.items(), *extra])


def parameters_of(resource: Resource) -> tuple[Parameter, ...]:
    """Return everything that a resource takes in its query."""
    answers = resource.answers
    if isinstance(answers, About):
        return (AT_BUILD,)
    if isinstance(answers, Undated):
        return (*PAGING, AT_BUILD)
    return (*(FILTERS[name] for name in answers.filters), *answers.own, *PAGING, AT_BUILD)


def read(query: bytes, parameters: Sequence[Parameter]) -> Asked:
    """Return what a query says. ProblemError names all in it that cannot be used."""
    known = {parameter.name: parameter for parameter in parameters}
    written: dict[str, list[str]] = {}
    for key, value in _pairs(query):
        written.setdefault(key, []).append(value)
    reading = from_query(query.decode(), [name for name in known if name not in FILTERS])
    malformed = {problem.key for problem in reading.problems}
    own = dict(reading.own)
    numbers = {parameter.name: parameter.read(own.pop(parameter.name, None)) for parameter in PAGING}
    wrong: list[Wrong] = []
    for key, values in written.items():
        parameter = known.get(key)
        if parameter is None:
            wrong.append(_unknown_key(key, values[0], known))
        elif len(values) > 1:
            wrong.append(_wrong(parameter, values[-1], "repeated", "is given more than once."))
        elif values[0] == "":
            wrong.append(_wrong(parameter, "", "empty", "has no value."))
        elif key in malformed or numbers.get(key, 0) is None or _is_no_code(parameter, own.get(key)):
            wrong.append(_wrong(parameter, values[0], "malformed", "cannot be used."))
    if wrong:
        raise _problem(wrong)
    return Asked(
        filters=reading.filters,
        own={name: own[name] for name in known if name in own},
        build=reading.build,
        **{name: number for name, number in numbers.items() if number is not None},
    )


def _is_no_code(parameter: Parameter, value: str | None) -> bool:
    return bool(parameter.codes) and value is not None and value not in parameter.codes


def unknown_build(error: UnknownBuildError) -> ProblemError:
    """Return the problem with a build that is not kept: it names those that are."""
    allowed = tuple(build.load_id for build in error.known)
    return _problem([_wrong(AT_BUILD, error.build, "unknown_value", "is not kept.", allowed=allowed)])


def question_of(connection: Connection, dated: Dated, asked: Asked) -> Question | None:
    """Return what is asked, of which report; None where nothing is loaded.

    ProblemError where a value means nothing in it.
    """
    resolution = resolve(connection, asked.filters)
    scope = resolution.scope
    if scope is None:
        nothing = [
            _wrong(FILTERS[name], str(value), "unknown_value", "is not known: nothing is loaded.", allowed=())
            for name in dated.filters
            if name in ("org", "year", "as_of", "direction", "department")
            and (value := getattr(asked.filters, name)) is not None
        ]
        if nothing:
            raise _problem(nothing)
        return None
    wrong = [
        _wrong(
            FILTERS[problem.key],
            problem.value,
            problem.reason,
            _DATED[problem.reason],
            allowed=_offered(connection, scope, problem.key),
        )
        for problem in resolution.problems
    ]
    if wrong:
        raise _problem(wrong)
    question = Question(connection=connection, scope=scope, filters=resolution.filters, own=asked.own)
    declared = {parameter.name: parameter for parameter in dated.own}
    for name, choices in dated.choices.items():
        if name in asked.own and asked.own[name] not in (allowed := tuple(choices(question))):
            detail = "is not known here."
            wrong.append(_wrong(declared[name], asked.own[name], "unknown_value", detail, allowed=allowed))
    if wrong:
        raise _problem(wrong)
    return question


def _pairs(query: bytes) -> list[tuple[str, str]]:
    if len(query) > _LONGEST_QUERY:
        raise _whole_query("too_long", f"The query is longer than {_LONGEST_QUERY} bytes.")
    try:
        return parse_qsl(query.decode(), keep_blank_values=True, max_num_fields=MOST_PARTS, errors="strict")
    except UnicodeDecodeError:
        raise _whole_query("malformed", "The query is not UTF-8, percent-encoded.") from None
    except ValueError:
        raise _whole_query("too_many", f"The query has more than {MOST_PARTS} keys.") from None


def _whole_query(reason: str, detail: str) -> ProblemError:
    return _problem([Wrong(parameter="?", value="", reason=reason, detail=detail)])


def _problem(wrong: Sequence[Wrong]) -> ProblemError:
    return ProblemError(kind=UNUSABLE_QUERY, detail=" ".join(each.detail for each in wrong), wrong=wrong)


def _unknown_key(key: str, value: str, known: Mapping[str, Parameter]) -> Wrong:
    takes = f"It takes {', '.join(known)}." if known else "It takes none."
    detail = f"{shortened(key)} is no parameter of this address. {takes}"
    if key in PREFERENCES:
        detail += " Units and languages are a matter of pages: amounts are won, statuses are codes."
    return Wrong(
        parameter=shortened(key), value=shortened(value), reason="unknown_parameter", detail=detail,
        allowed=tuple(known), see=f"{BASE}/openapi.json",
    )  # fmt: skip


def _wrong(
    parameter: Parameter, value: str, reason: str, detail: str, allowed: tuple[str, ...] | None = None
) -> Wrong:
    return Wrong(
        parameter=parameter.name,
        value=shortened(value),
        reason=reason,
        detail=f"{parameter.name} {detail} {parameter.mend}",
        allowed=parameter.codes or allowed,
        see=parameter.see or None,
    )


def _offered(connection: Connection, scope: Scope, name: str) -> tuple[str, ...]:
    """What may stand there for the institution and year that the rest of the query leads to."""
    found = [
        option.value
        for counted in ("programs", "goals")
        for option in options(connection, scope, Filters(), (name,), of=counted)[name]
    ]
    return tuple(dict.fromkeys(found))


def shortened(text: str) -> str:
    """Return a text of a request as a problem may repeat it."""
    clean = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )
    return clean if len(clean) <= _SHOWN else clean[:_SHOWN] + "…"
