"""The API does what its own description says, whatever is sent: schemathesis asks it, offline."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import schemathesis
from schemathesis.config import (
    ChecksConfig,
    GenerationConfig,
    PositiveDataAcceptanceConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.engine import events, from_schema

from dashboard.api.openapi import description
from dashboard.app import create_app
from dashboard.topics import all_resources

_ADDRESS = "/api/v1/openapi.json"


@pytest.fixture(scope="module")
def heard(warehouse_path: Path) -> tuple[Counter[str], list[str]]:
    """How often each check was made over all requests, and what it complained of."""
    checks = ChecksConfig(
        # A well written id may still be of nothing: the description cannot list what a warehouse holds.
        positive_data_acceptance=PositiveDataAcceptanceConfig(expected_statuses=["200", "400", "404"])
    )
    # The same requests on every machine, and nothing kept from one run to the next.
    generation = GenerationConfig(deterministic=True, database="none", max_examples=4)
    # Called without a server between, nothing unpacks what is sent packed.
    project = ProjectConfig(checks=checks, generation=generation, headers={"Accept-Encoding": "identity"})
    config = SchemathesisConfig(seed=1, projects=ProjectsConfig(default=project))
    app = create_app(warehouse_path).server
    schema = schemathesis.openapi.from_wsgi(_ADDRESS, app, config=config)
    # The document itself, against OpenAPI's own schema.
    schema.validate()
    made: Counter[str] = Counter()
    complaints: list[str] = []
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            for case_id, results in event.recorder.checks.items():
                case = event.recorder.cases[case_id].value
                made.update(result.name for result in results)
                complaints += [
                    f"{result.name}: {case.method} {case.formatted_path} {case.query}: "
                    f"{result.failure_info.failure}"
                    for result in results
                    if result.failure_info is not None
                ]
        elif isinstance(event, events.NonFatalError | events.FatalError):
            complaints.append(str(event))
    return made, complaints


def test_schemathesis_finds_nothing(heard: tuple[Counter[str], list[str]]) -> None:
    assert heard[1] == []


@pytest.mark.parametrize(
    "check",
    [
        "not_a_server_error", "response_schema_conformance", "status_code_conformance",
        "content_type_conformance", "negative_data_rejection", "unsupported_method",
    ],
)  # fmt: skip
def test_it_asked_enough_to_mean_something(heard: tuple[Counter[str], list[str]], check: str) -> None:
    assert heard[0][check] > 200


def test_the_description_names_every_resource_and_only_those() -> None:
    paths = description(all_resources())["paths"]
    assert set(paths) == {"/", "/openapi.json", *(resource.path for resource in all_resources())}
