"""The open door for programs: the pages' figures, paging, ETags, and a mend for what cannot be answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.api.reading import parameters_of
from dashboard.api.resource import Dated, Resource
from dashboard.app import create_app
from dashboard.shell.filters import from_query
from dashboard.shell.page import View
from dashboard.shell.preferences import preferences
from dashboard.shell.routing import Router
from dashboard.topics import all_pages, all_resources
from dashboard.warehouse.snapshots import Snapshot
from tests.dashboard.statements import statements_asked
from tests.sample_warehouse import FOUNDATION, PLAN_2026, REPORT_2023, build_empty, build_sample

LISTS = [resource for resource in all_resources() if "{" not in resource.path]
DATED = [resource for resource in LISTS if isinstance(resource.answers, Dated)]
PROGRAM = f"{FOUNDATION}-2023-2-02"


@pytest.fixture(scope="module")
def client(warehouse_path: Path) -> FlaskClient:
    return create_app(warehouse_path).server.test_client()


@pytest.fixture(scope="module")
def get(client: FlaskClient) -> Callable[..., dict[str, Any]]:
    def asked(path: str, **query: str | int) -> dict[str, Any]:
        answer = client.get(path if path.startswith("/api") else f"/api/v1{path}", query_string=query or None)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        body: dict[str, Any] = answer.get_json()
        return body

    return asked


def _refused(answer: TestResponse, status: int) -> dict[str, Any]:
    """Return a problem, which always has the form of one."""
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    body: dict[str, Any] = answer.get_json()
    assert body["status"] == status
    assert body["type"]
    assert body["title"]
    assert body["detail"]
    return body


def _by(resource: Resource) -> str:
    return resource.code


# What is given


@pytest.mark.parametrize(
    ("path", "page"),
    [("/directions", "directions"), ("/programs", "programs"), ("/goals", "goals"), ("/trends", "trends")],
)
def test_a_resource_takes_the_filters_of_its_page(path: str, page: str) -> None:
    (answers,) = [resource.answers for resource in DATED if resource.path == path]
    assert isinstance(answers, Dated)
    assert answers.filters == next(p.filters for p in all_pages() if p.code == page)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"year": 2026},
        {"direction": f"{FOUNDATION}-2023-2"},
        {"funding": "수탁", "status": "behind"},
        {"department": f"{FOUNDATION}-2023-돌봄사업실"},
    ],
)
def test_programmes_are_those_of_the_page(
    get: Callable[..., dict[str, Any]], view_of: Callable[..., View], query: dict[str, str]
) -> None:
    view = view_of("programs", "/programs", "?" + "&".join(f"{k}={quote(str(v))}" for k, v in query.items()))
    page = next(page for page in all_pages() if page.code == "programs")
    sheet = page.sheet(view, None)
    heads = [view.words("column.budget", unit=view.words("unit.won"))]
    heads += [view.words("column.executed", unit=view.words("unit.won")), view.words("column.rate")]
    places = [0, *(list(sheet.columns).index(head) for head in heads), -1]
    rows = get("/programs", **query)["data"]
    names = ("name", "current_won", "executed_won", "execution_rate", "line")
    assert [[row[name] for name in names] for row in rows] == [[r[p] for p in places] for r in sheet.rows]
    assert rows


def test_directions_are_those_of_the_page(
    get: Callable[..., dict[str, Any]], view_of: Callable[..., View]
) -> None:
    page = next(page for page in all_pages() if page.code == "directions")
    sheet = page.sheet(view_of("directions", "/directions", "?year=2026"), None)
    names = ("name", "current_won", "executed_won", "execution_rate", "elapsed_share", "pace_gap")
    rows = get("/directions", year=2026)["data"]
    assert [[row[name] for name in names] for row in rows] == [list(row[:6]) for row in sheet.rows]
    assert [row["change_won"] for row in rows] == [row[11] for row in sheet.rows]


def test_directions_of_a_part_are_sums_of_its_programmes(
    get: Callable[..., dict[str, Any]],
) -> None:
    rows = get("/directions", funding="수탁")["data"]
    programs = get("/programs", funding="수탁")["data"]
    for row in rows:
        own = [p for p in programs if p["direction_id"] == row["direction_id"]]
        assert row["basis"] == "chosen"
        assert row["program_count"] == len(own)
        assert row["current_won"] == sum(p["current_won"] for p in own)
        assert row["goals_total"] is None
    assert {row["direction_id"] for row in rows} == {program["direction_id"] for program in programs}
    # The page would show the whole scorecard; a program is not given what it did not ask for.
    assert get("/directions", funding="대행")["data"] == []


def test_goals_are_those_of_the_page(
    get: Callable[..., dict[str, Any]], view_of: Callable[..., View]
) -> None:
    page = next(page for page in all_pages() if page.code == "goals")
    for year in (2023, 2026):
        sheet = page.sheet(view_of("goals", "/goals", f"?year={year}"), None)
        names = ("name", "target", "actual", "attainment", "line")
        rows = get("/goals", year=year)["data"]
        assert [[r[n] for n in names] for r in rows] == [[r[i] for i in (0, 4, 5, 7, 13)] for r in sheet.rows]
    pending = get("/goals", year=2023, goal_status="pending")["data"]
    assert pending
    assert all(row["actual"] is None and row["attainment"] is None for row in pending)


@pytest.mark.parametrize("query", ["", f"direction={FOUNDATION}-2023-2", "subject=theme:safety"])
def test_trends_are_those_of_the_page(
    get: Callable[..., dict[str, Any]], view_of: Callable[..., View], query: str
) -> None:
    page = next(page for page in all_pages() if page.code == "trends")
    sheet = page.sheet(view_of("trends", "/trends", f"?{query}"), None)
    rows = get("/trends", limit=1000, **dict([query.split("=")] if query else []))["data"]
    assert [
        [r["label"], r["period"], r["amount_won"] if r["unit"] is None and r["value"] is None else r["value"],
         r["change_won"], r["change_percent"], r["line"]]
        for r in rows
    ] == [[r[i] for i in (1, 2, 4, 10, 11, 13)] for r in sheet.rows]  # fmt: skip
    assert rows


def _as_figure(value: object) -> str:
    """A printed figure without the commas that its document may have."""
    return str(value).lstrip("'").replace(",", "")


def test_findings_are_those_of_the_page(
    get: Callable[..., dict[str, Any]], view_of: Callable[..., View]
) -> None:
    page = next(page for page in all_pages() if page.code == "sources")
    sheet = page.sheet(view_of("sources", "/sources", f"?document={REPORT_2023}"), None)
    rows = get("/findings", document=REPORT_2023)["data"]
    names = ("subject", "printed", "computed", "difference", "explanation_ko")
    # A file holds figures as figures, and keeps a formula from being one; a program gets what is printed.
    shown = [{_as_figure(value) for value in row} for row in sheet.rows]
    assert len(rows) == len(shown) == get("/documents")["data"][1]["findings"]
    for row, texts in zip(rows, shown, strict=True):
        assert {_as_figure(row[name]) for name in names if row[name] is not None} <= texts
    worst_first = [row["severity"] for row in rows]
    assert worst_first == sorted(worst_first, key=("error", "warning", "note").index)
    assert {row["severity"] for row in get("/findings", severity="note")["data"]} == {"note"}
    assert get("/findings", check="series_total")["data"] == []
    assert [row["check_name"] for row in get("/findings", check="over_executed")["data"]] == ["over_executed"]
    about = get("/findings", direction=f"{FOUNDATION}-2023-2")["data"]
    assert {row["direction_id"] for row in about} == {f"{FOUNDATION}-2023-2"}


def test_a_programme_in_full_is_what_its_page_shows(
    get: Callable[..., dict[str, Any]], view_of: Callable[..., View]
) -> None:
    body = get(f"/programs/{quote(PROGRAM)}")
    data = body["data"]
    (listed,) = [row for row in get("/programs")["data"] if row["program_id"] == PROGRAM]
    assert all(data[name] == value for name, value in listed.items() if name not in ("links", "units"))
    page = next(page for page in all_pages() if page.code == "program")
    sheet = page.sheet(view_of("program", f"/programs/{PROGRAM}"), None)
    names = (
        "original_won",
        "adjustment_won",
        "current_won",
        "executed_won",
        "printed_rate",
        "execution_rate",
    )
    lines = data["budget_lines"]
    assert [[line[name] for name in names] for line in lines] == [list(row[4:10]) for row in sheet.rows]
    assert {row["fiscal_year"] for row in data["years"]} == {2023, 2026}
    assert data["outputs"]
    assert data["findings"][0]["program_id"] == PROGRAM
    assert body["links"]["page"] == f"/programs/{quote(PROGRAM)}"


def test_documents_and_scopes_name_what_was_loaded(get: Callable[..., dict[str, Any]]) -> None:
    documents = get("/documents")["data"]
    assert documents[0]["document_id"] == PLAN_2026
    (report,) = [row for row in documents if row["document_id"] == REPORT_2023]
    assert report["facts"]["program"] == 19
    assert report["line_count"] == 2_894
    scopes = get("/scopes")["data"]
    assert [row["organization_id"] for row in scopes if row["is_default"]] == [FOUNDATION]
    assert {d["document_id"] for row in scopes for d in row["documents"]} == {
        row["document_id"] for row in documents
    }
    for row in scopes:
        assert get(row["links"]["programs"])["meta"]["as_of"] == row["as_of"]


def test_what_is_missing_is_null_and_never_zero(get: Callable[..., dict[str, Any]]) -> None:
    by_name = {row["name"]: row for row in get("/programs")["data"]}
    missing, nothing = by_name["대내외 소통 활성화"], by_name["돌봄 현장 긴급지원"]
    assert missing["current_won"] is None
    assert missing["execution_rate"] is None
    assert missing["executed_won"] == 62_849_000
    assert nothing["current_won"] == nothing["executed_won"] == 0
    assert nothing["execution_rate"] is None
    assert by_name["지원인력(일·생활 균형 환경 및 문화 조성 지원)"]["status"] == "pending"


def test_amounts_are_whole_and_rates_are_not_rounded(get: Callable[..., dict[str, Any]]) -> None:
    row = next(row for row in get("/programs")["data"] if row["program_id"] == PROGRAM)
    assert isinstance(row["current_won"], int)
    assert row["current_won"] == 1_444_705_000
    assert row["execution_rate"] == pytest.approx(100 * 959_192 / 1_444_705, rel=1e-12)


# What it is of


@pytest.mark.parametrize("resource", LISTS, ids=_by)
def test_an_answer_says_what_it_is_of(get: Callable[..., dict[str, Any]], resource: Resource) -> None:
    body = get(resource.path)
    meta = body["meta"]
    assert meta["total"] == len(body["data"]) > 0
    assert meta["warehouse"]["load_id"]
    assert set(meta) >= {"organization_id", "fiscal_year", "as_of", "filters", "documents", "limit", "offset"}
    if resource in DATED:
        assert (meta["organization_id"], meta["fiscal_year"], meta["as_of"]) == (
            FOUNDATION,
            2023,
            "2023-09-30",
        )
        assert [document["document_id"] for document in meta["documents"]] == [REPORT_2023]


def test_a_chosen_part_decides_institution_and_year_as_on_the_pages(
    get: Callable[..., dict[str, Any]],
) -> None:
    meta = get("/goals", direction=f"{FOUNDATION}-2026-3")["meta"]
    assert meta["fiscal_year"] == 2026
    assert meta["filters"] == {"direction": f"{FOUNDATION}-2026-3", "department": None, "goal_status": None}


def _addresses(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, below in value.items():
            if name == "links":
                yield from (address for address in below.values() if address is not None)
            else:
                yield from _addresses(below)
    elif isinstance(value, list):
        for below in value:
            yield from _addresses(below)


def _records(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "document_id" in value:
            yield value
        for below in value.values():
            yield from _records(below)
    elif isinstance(value, list):
        for below in value:
            yield from _records(below)


@pytest.mark.parametrize(
    "path", [*(r.path for r in LISTS if r.path != "/scopes"), f"/programs/{quote(PROGRAM)}"]
)
def test_every_row_leads_to_its_line(get: Callable[..., dict[str, Any]], path: str) -> None:
    records = list(_records(get(path)["data"]))
    assert records
    for record in records:
        line, source = record["line"], record["links"]["source"]
        assert line >= 1
        assert source == f"/sources/{quote(record['document_id'])}?line={line}"


@pytest.mark.parametrize("resource", all_resources(), ids=_by)
def test_every_address_leads_somewhere_on_this_server(
    get: Callable[..., dict[str, Any]],
    client: FlaskClient,
    router: Router,
    snapshot: Snapshot,
    resource: Resource,
) -> None:
    body = get(resource.path.format(program_id=quote(PROGRAM)))
    addresses = set(_addresses(body))
    assert addresses
    for address in addresses:
        parts = urlsplit(address)
        assert not parts.netloc
        if address.startswith("/api/"):
            assert client.get(address).status_code == 200
        else:
            page = router.match(parts.path)
            assert page is not None, address
            reading = from_query(parts.query, page.own)
            view, problems, _ = router.view_of(
                snapshot, page, parts.path, reading, preferences(None, reading)[0]
            )
            assert view is not None
            assert (*reading.problems, *problems) == (), address
            assert page.subject is None or view.subject is not None, address


# Paging and ETags


@pytest.mark.parametrize("resource", LISTS, ids=_by)
def test_pages_hold_every_row_once_in_one_order(
    get: Callable[..., dict[str, Any]], resource: Resource
) -> None:
    everything = get(resource.path, limit=1000)
    found: list[dict[str, Any]] = []
    address: str | None = f"/api/v1{resource.path}?limit=3"
    while address is not None:
        page = get(address)
        assert page["meta"]["total"] == everything["meta"]["total"]
        assert page["links"]["self"] == address
        found += page["data"]
        address = page["links"]["next"]
    assert found == everything["data"]


@pytest.mark.parametrize("path", ["/scopes", "/documents"])
def test_a_page_of_a_list_of_everything_reads_no_other_rows(client: FlaskClient, path: str) -> None:
    client.get(f"/api/v1{path}?limit=2")
    with statements_asked() as asked:
        assert len(client.get(f"/api/v1{path}?limit=1&offset=1").json["data"]) == 1  # type: ignore[index]
    assert asked
    assert all("LIMIT" in statement or " IN (" in statement for statement in asked)


def test_a_list_that_was_asked_for_is_not_made_again(client: FlaskClient) -> None:
    first = client.get("/api/v1/programs?year=2023&limit=7")
    with statements_asked() as asked:
        again = client.get("/api/v1/programs?year=2023&limit=7")
    # Which load it is was asked when the file was opened.
    assert (again.data, again.headers["ETag"], asked) == (first.data, first.headers["ETag"], [])


def test_past_the_last_row_there_is_nothing_and_a_way_back(get: Callable[..., dict[str, Any]]) -> None:
    body = get("/programs", offset=1000, limit=10)
    assert body["data"] == []
    assert body["links"]["next"] is None
    assert body["links"]["previous"] == "/api/v1/programs?limit=10&offset=990"


def test_what_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/api/v1/programs?year=2023&status=behind")
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    assert first.headers["Cache-Control"] == "no-cache"
    for sent in (tag, f'"other", {tag}', "*"):
        again = client.get("/api/v1/programs?status=behind&year=2023", headers={"If-None-Match": sent})
        assert again.status_code == 304
        assert again.data == b""
        assert again.headers["ETag"] == tag
    assert client.get("/api/v1/programs?status=behind&year=2023").headers["ETag"] == tag
    others = ("/api/v1/programs?year=2023", "/api/v1/programs?year=2026", "/api/v1/directions?year=2023")
    tags = {client.get(path).headers["ETag"] for path in others}
    assert len(tags | {tag}) == 4
    assert client.get("/api/v1/programs", headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_new_warehouse_has_new_etags(tmp_path: Path) -> None:
    path = build_sample(tmp_path / "warehouse.duckdb")
    client = create_app(path).server.test_client()
    before = client.get("/api/v1/programs")
    build_empty(path)
    after = client.get("/api/v1/programs", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.get_json()["meta"]["total"] == 0
    assert after.get_json()["meta"]["organization_id"] is None


@pytest.mark.parametrize("path", ["/", "/openapi.json", "/programs", f"/programs/{quote(PROGRAM)}"])
def test_head_is_get_without_the_body(client: FlaskClient, path: str) -> None:
    whole, head = client.get(f"/api/v1{path}"), client.head(f"/api/v1{path}")
    assert head.status_code == 200
    assert head.data == b""
    for name in ("ETag", "Content-Length", "Content-Type"):
        assert head.headers[name] == whole.headers[name]


def test_nobody_elses_page_may_read_it(client: FlaskClient) -> None:
    answer = client.get("/api/v1/programs", headers={"Origin": "https://other.example"})
    assert not [name for name in answer.headers if name[0].startswith("Access-Control")]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


# What is no answer


@pytest.mark.parametrize(
    ("query", "parameter", "reason"),
    [
        ("foo=1", "foo", "unknown_parameter"),
        ("lang=ko", "lang", "unknown_parameter"),
        ("goal_status=met", "goal_status", "unknown_parameter"),
        ("org=none", "org", "unknown_value"),
        ("year=1999", "year", "unknown_value"),
        ("year=20x3", "year", "malformed"),
        ("as_of=2023-09-29", "as_of", "unknown_value"),
        ("as_of=2023-02-30", "as_of", "malformed"),
        ("direction=none", "direction", "unknown_value"),
        (f"year=2026&direction={quote(FOUNDATION)}-2023-1", "direction", "of_another_year"),
        ("department=none", "department", "unknown_value"),
        ("funding=none", "funding", "malformed"),
        ("status=great", "status", "malformed"),
        ("status=", "status", "empty"),
        ("status", "status", "empty"),
        ("year=2023&year=2023", "year", "repeated"),
        ("direction=a%00b", "direction", "malformed"),
        ("direction=" + "a" * 201, "direction", "malformed"),
        ("limit=0", "limit", "malformed"),
        ("limit=1001", "limit", "malformed"),
        ("limit=ten", "limit", "malformed"),
        ("limit=%D9%A3", "limit", "malformed"),
        ("offset=-1", "offset", "malformed"),
        ("offset=99999999999999999999", "offset", "malformed"),
        ("org=%FF", "?", "malformed"),
        ("&".join(f"a{n}=1" for n in range(80)), "?", "too_many"),
        ("org=" + "a" * 9000, "?", "too_long"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_mend(
    client: FlaskClient, query: str, parameter: str, reason: str
) -> None:
    body = _refused(client.get(f"/api/v1/programs?{query}"), 400)
    (wrong,) = body["errors"]
    assert (wrong["parameter"], wrong["reason"]) == (parameter, reason)
    assert wrong["detail"] in body["detail"]
    if reason.startswith("unknown") or parameter in ("funding", "status"):
        assert wrong["allowed"]
    if wrong["see"] is not None:
        assert client.get(wrong["see"]).status_code == 200


def test_what_is_allowed_is_said_so_that_it_works(client: FlaskClient) -> None:
    for parameter in ("org", "year", "as_of", "direction", "department", "status", "funding"):
        query = {parameter: "9999" if parameter == "year" else "1999-01-01"}
        if parameter == "year":
            query = {"year": "1999"}
        (wrong,) = _refused(client.get("/api/v1/programs", query_string=query), 400)["errors"]
        assert wrong["value"] == query[parameter]
        for value in wrong["allowed"]:
            assert client.get("/api/v1/programs", query_string={parameter: value}).status_code == 200


def test_everything_wrong_is_said_at_once(client: FlaskClient) -> None:
    body = _refused(client.get("/api/v1/goals?foo=1&goal_status=great&limit=0"), 400)
    assert [wrong["parameter"] for wrong in body["errors"]] == ["foo", "goal_status", "limit"]


@pytest.mark.parametrize("query", ["document=none", f"document={PLAN_2026}", "severity=bad", "check=none"])
def test_findings_know_their_own_parameters(client: FlaskClient, query: str) -> None:
    (wrong,) = _refused(client.get(f"/api/v1/findings?{query}"), 400)["errors"]
    assert wrong["allowed"]


def test_a_subject_that_no_trend_has_is_said(client: FlaskClient) -> None:
    (wrong,) = _refused(client.get("/api/v1/trends?subject=theme:none"), 400)["errors"]
    assert "theme:safety" in wrong["allowed"]


@pytest.mark.parametrize(
    "path", ["/", "/openapi.json", "/scopes", "/documents", f"/programs/{quote(PROGRAM)}"]
)
def test_what_takes_no_filters_says_so(client: FlaskClient, path: str) -> None:
    (wrong,) = _refused(client.get(f"/api/v1{path}?year=2023"), 400)["errors"]
    assert wrong["parameter"] == "year"


@pytest.mark.parametrize(
    "path",
    ["/api", "/api/", "/api/v2/programs", "/api/v1/nothing", "/api/v1/programs//", "/api//v1/programs",
     "/api/v1/programs/none", "/api/v1/programs/%00", "/api/v1/programs/%FF", "/api/v1/directions/x"],
)  # fmt: skip
def test_an_unknown_address_is_a_problem_too(client: FlaskClient, path: str) -> None:
    assert "/api/v1/" in _refused(client.get(path), 404)["detail"]
    assert client.options(path).status_code == (
        204 if path.startswith("/api/v1/programs/") and path[17:] else 404
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FROB"])
@pytest.mark.parametrize("path", ["/", "/programs", f"/programs/{quote(PROGRAM)}", "/openapi.json"])
def test_nothing_can_be_changed(client: FlaskClient, path: str, method: str) -> None:
    answer = client.open(f"/api/v1{path}", method=method, data=b"{}")
    _refused(answer, 405)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_options_say_what_may_be_asked(client: FlaskClient) -> None:
    answer = client.options("/api/v1/programs")
    assert answer.status_code == 204
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_without_a_warehouse_the_mend_is_said(tmp_path: Path) -> None:
    client = create_app(tmp_path / "none.duckdb").server.test_client()
    for path in ("/", "/programs", "/scopes", "/programs/x"):
        assert "python -m etl" in _refused(client.get(f"/api/v1{path}"), 503)["detail"]
    assert client.get("/api/v1/openapi.json").status_code == 200
    (tmp_path / "none.duckdb").write_text("no warehouse")
    _refused(client.get("/api/v1/programs"), 503)


@pytest.mark.parametrize("resource", LISTS, ids=_by)
def test_an_empty_warehouse_has_no_rows_and_knows_no_value(tmp_path: Path, resource: Resource) -> None:
    client = create_app(build_empty(tmp_path / "warehouse.duckdb")).server.test_client()
    assert client.get(f"/api/v1{resource.path}").get_json()["data"] == []
    if "org" in [parameter.name for parameter in parameters_of(resource)]:
        _refused(client.get(f"/api/v1{resource.path}?org=x"), 400)


def test_a_fault_of_ours_is_a_problem_and_not_a_page(
    warehouse_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("dashboard.api.routes.meta", broken)
    body = _refused(create_app(warehouse_path).server.test_client().get("/api/v1/programs"), 500)
    assert "broken" not in str(body)


# What is described


def test_the_index_leads_to_everything(get: Callable[..., dict[str, Any]]) -> None:
    index = get("/api/v1/")
    assert [row["address"] for row in index["resources"]] == [
        f"/api/v1{resource.path}" for resource in all_resources()
    ]
    assert index["thresholds"]["reasons_asked_at_percent"]
    assert get(index["links"]["describedby"])["openapi"].startswith("3.1")


@pytest.mark.parametrize("resource", all_resources(), ids=_by)
def test_the_description_names_every_parameter_that_is_taken(
    get: Callable[..., dict[str, Any]], resource: Resource
) -> None:
    described = get("/openapi.json")["paths"][resource.path]["get"]["parameters"]
    in_query = [parameter["name"] for parameter in described if parameter["in"] == "query"]
    assert in_query == [parameter.name for parameter in parameters_of(resource)]
    assert all(parameter["description"] for parameter in described)


@pytest.mark.parametrize("resource", LISTS, ids=lambda resource: resource.code)
def test_a_list_is_answered_with_a_slash_at_its_end_too(client: FlaskClient, resource: Resource) -> None:
    plain, slashed = client.get(f"/api/v1{resource.path}"), client.get(f"/api/v1{resource.path}/")
    assert slashed.status_code == plain.status_code == 200
    assert slashed.get_json()["data"] == plain.get_json()["data"]
