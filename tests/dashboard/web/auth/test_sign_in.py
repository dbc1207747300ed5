"""Readers sign in at a real provider, over HTTP; what is forged, old or from elsewhere stays out."""

from __future__ import annotations

import base64
import hmac
import json
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry

from dashboard.ui.labels import load
from dashboard.web.auth.state import new_state, read_state
from dashboard.web.origin import is_own, way_on
from tests.dashboard.web.auth.conftest import KEY, PEOPLE, Visitor, guarded
from tests.dashboard.web.auth.provider import CLIENT_SECRET, LocalProvider, signed
from tests.serving import free_port

KO = load("ko")


@pytest.fixture(autouse=True)
def _well_behaved(provider: LocalProvider) -> Iterator[None]:
    """The provider does as it should again after each test."""
    yield
    provider.token, provider.with_way_out, provider.people = signed, True, dict(PEOPLE)


def kept_by(visitor: Visitor) -> dict[str, Any]:
    """Return what the browser's cookie says."""
    app = Flask("reader")
    app.secret_key = KEY
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    found: dict[str, Any] = signer.loads(visitor.http.cookies["session"])
    return found


def is_in(visitor: Visitor) -> bool:
    """Whether the dashboard answers somebody's question."""
    return visitor.get("/api/v1/scopes").status_code == 200


@pytest.mark.parametrize("person", ["executive", "council", "manager", "several"])
def test_who_has_a_role_gets_in_and_back_to_where_the_way_began(visitor: Visitor, person: str) -> None:
    where = "/programs?year=2026&unit=won"
    answer = visitor.arrive(person, where)
    assert answer.status_code == 200
    assert answer.url == visitor.address + where
    assert is_in(visitor)


def test_of_several_roles_the_widest_counts(visitor: Visitor) -> None:
    visitor.arrive("several")
    assert kept_by(visitor)["reader"]["role"] == "executive"


@pytest.mark.parametrize("person", ["nobody", "bare"])
def test_who_has_no_role_is_told_whom_to_ask(visitor: Visitor, person: str) -> None:
    answer = visitor.arrive(person)
    assert answer.status_code == 403
    assert KO("signin.no_role_text") in answer.text
    assert not is_in(visitor)


def test_an_address_with_a_korean_name_is_come_back_to(visitor: Visitor) -> None:
    where = "/programs/서울시여성가족재단-2026-우먼-ai-교육-플랫폼-운영?year=2026"
    assert requests.utils.unquote(visitor.arrive("council", where).url) == visitor.address + where


@pytest.mark.parametrize("path", ["/api/v1/programs", "/api/v1/openapi.json", "/api", "/_dash-layout"])
def test_a_program_is_told_to_sign_in(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"].endswith("/NotSignedIn")


@pytest.mark.parametrize(
    "path", ["/", "/programs", "/sources/x", "/nothing", "//", "/assets", "/healthz/x", "/_dash-dependencies"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_is_answered_to_who_is_not_signed_in(visitor: Visitor, path: str, method: str) -> None:
    answer = visitor.http.request(
        method, visitor.address + path, allow_redirects=False, timeout=30, headers={"Origin": visitor.address}
    )
    if method in ("GET", "HEAD") and not path.startswith("/_"):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/sign-in?next=")
    else:
        assert answer.status_code == 401


def test_only_who_opens_a_page_is_led_to_the_provider(visitor: Visitor) -> None:
    """A browser asks for an icon by itself: that begins no sign-in."""
    answer = visitor.get("/favicon.ico", headers={"Sec-Fetch-Mode": "no-cors"})
    assert answer.status_code == 401
    assert not visitor.http.cookies


@pytest.mark.parametrize(
    "path", ["/assets/tokens.css", "/healthz", "/readyz", "/bootstrap/static/css/bootstrap.min.css"]
)
def test_code_and_health_are_open(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status_code == 200
    assert not visitor.http.cookies


def test_the_cookie_holds_no_name_and_is_kept_from_scripts(visitor: Visitor, provider: LocalProvider) -> None:
    provider.people["executive"] = {**PEOPLE["executive"], "email": "someone@example.org", "name": "아무개"}
    back = visitor.back_from_provider("executive")
    answer = visitor.http.get(back, allow_redirects=False, timeout=30)
    flags = answer.headers["Set-Cookie"]
    assert "HttpOnly" in flags
    assert "SameSite=Lax" in flags
    kept = kept_by(visitor)
    assert set(kept) == {"reader"}
    assert set(kept["reader"]) == {"key", "role", "departments", "until"}
    assert "executive" not in kept["reader"]["key"]
    for name in ("아무개", "someone", "name of"):
        assert name not in json.dumps(kept, ensure_ascii=False)


def test_behind_tls_the_cookie_is_of_this_host_alone(warehouse: Path, provider: LocalProvider) -> None:
    port = free_port()
    with guarded(
        warehouse, warehouse.parent, provider.issuer, port, PUBLIC_URL="https://dashboard.example.org"
    ) as address:
        answer = requests.get(f"{address}/sign-in", allow_redirects=False, timeout=30)
    assert answer.headers["Set-Cookie"].startswith("__Host-session=")
    assert "; Secure" in answer.headers["Set-Cookie"]
    sent = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert sent["redirect_uri"] == ["https://dashboard.example.org/sign-in/back"]
    assert sent["code_challenge_method"] == ["S256"]
    assert len(sent["state"][0]) > 20
    assert len(sent["nonce"][0]) > 10


def test_a_session_ends_after_its_minutes_whatever_is_done_in_it(
    visitor: Visitor, warehouse: Path, provider: LocalProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.arrive("council")
    kept = kept_by(visitor)
    assert 59 * 60 < kept["reader"]["until"] - time.time() <= 60 * 60
    assert is_in(visitor)
    app = Flask("later")
    app.secret_key = KEY
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    # The very session, an hour later.
    kept["reader"]["until"] -= 60 * 60
    visitor.http.cookies.set("session", signer.dumps(kept), domain="127.0.0.1", path="/")
    answer = visitor.post("/_dash-update-component", json={})
    assert answer.status_code == 401
    assert visitor.get("/api/v1/scopes").status_code == 401
    assert "/authorize" in visitor.get("/programs").url


def test_a_cookie_that_was_changed_is_none(visitor: Visitor) -> None:
    visitor.arrive("council")
    app = Flask("forger")
    app.secret_key = "another key, which the forger made up alone"  # noqa: S105 -- not the server's
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    kept = kept_by(visitor)
    kept["reader"]["role"] = "executive"
    said, at, by = visitor.http.cookies["session"].rsplit(".", 2)
    other = signer.dumps(kept)
    for forged in (other, f"{other.rsplit('.', 2)[0]}.{at}.{by}", f"{said}.{at}.{by[:-1]}", said, "x", ""):
        visitor.http.cookies.clear()
        visitor.http.cookies.set("session", forged, domain="127.0.0.1", path="/")
        assert not is_in(visitor)


def test_a_state_of_another_browser_leads_nowhere(visitor: Visitor, address: str) -> None:
    back = visitor.back_from_provider("executive")
    with requests.Session() as http:
        victim = Visitor(address, http)
        victim.get("/sign-in")
        answer = victim.get(back)
        assert answer.status_code == 400
        assert KO("signin.unknown_text") in answer.text
        assert not is_in(victim)
    assert visitor.get(back.replace("state=", "state=x")).status_code == 400


def test_an_answer_counts_once(visitor: Visitor, provider: LocalProvider) -> None:
    back = visitor.back_from_provider("executive")
    before = visitor.http.cookies["session"]
    assert visitor.get(back).status_code == 200
    assert is_in(visitor)
    # The same answer with the same browser, which is in already, and with the cookie that it had before.
    kept = visitor.http.cookies["session"]
    assert visitor.get(back).status_code == 200
    assert visitor.http.cookies["session"] == kept
    visitor.http.cookies.clear()
    visitor.http.cookies.set("session", before, domain="127.0.0.1", path="/")
    assert visitor.get(back).status_code == 403
    assert not is_in(visitor)


def test_a_code_without_its_verifier_is_worth_nothing(visitor: Visitor, provider: LocalProvider) -> None:
    back = visitor.back_from_provider("executive")
    code = parse_qs(urlsplit(back).query)["code"][0]
    answer = requests.post(
        f"{provider.issuer}/token",
        data={"grant_type": "authorization_code", "code": code, "redirect_uri": provider.back},
        auth=("dashboard", CLIENT_SECRET),
        timeout=30,
    )
    assert answer.status_code == 400


def test_a_session_that_was_planted_does_not_live_on(visitor: Visitor, address: str) -> None:
    visitor.arrive("council")
    planted = visitor.http.cookies["session"]
    with requests.Session() as http:
        victim = Visitor(address, http)
        victim.get("/sign-in")
        begun = victim.http.cookies["session"]
        victim.arrive("executive")
        assert victim.http.cookies["session"] not in (planted, begun)
        assert set(kept_by(victim)) == {"reader"}


def _unsigned(claims: dict[str, Any], key: RSAKey) -> str:
    return jwt.encode({"alg": "none"}, claims, None, registry=JWSRegistry(algorithms=["none"]))


def _by_hand(header: dict[str, Any], claims: dict[str, Any], secret: bytes) -> str:
    """Return a token signed with a secret, which no library would sign with a public key."""

    def part(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    told = ".".join(part(json.dumps(each).encode()) for each in (header, claims))
    return f"{told}.{part(hmac.digest(secret, told.encode(), 'sha256'))}"


def _signed_with_the_public_key(claims: dict[str, Any], key: RSAKey) -> str:
    return _by_hand({"alg": "HS256", "kid": key.kid}, claims, key.as_pem(private=False))


def _signed_with_the_clients_secret(claims: dict[str, Any], key: RSAKey) -> str:
    return _by_hand({"alg": "HS256", "kid": key.kid}, claims, CLIENT_SECRET.encode())


def _signed_by_another(claims: dict[str, Any], key: RSAKey) -> str:
    return signed(claims, RSAKey.generate_key(2048, {"kid": key.kid}))


def _with(**wrong: Any) -> Any:
    def token(claims: dict[str, Any], key: RSAKey) -> str:
        return signed({name: value for name, value in {**claims, **wrong}.items() if value is not None}, key)

    return token


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
@pytest.mark.parametrize(
    "token",
    [
        pytest.param(_unsigned, id="unsigned"),
        pytest.param(_signed_with_the_public_key, id="public key as secret"),
        pytest.param(_signed_with_the_clients_secret, id="client secret"),
        pytest.param(_signed_by_another, id="another key"),
        pytest.param(_with(nonce="another"), id="nonce"),
        pytest.param(_with(nonce=None), id="no nonce"),
        pytest.param(_with(aud="another"), id="audience"),
        pytest.param(_with(aud=None), id="no audience"),
        pytest.param(_with(iss="http://127.0.0.1:9"), id="issuer"),
        pytest.param(_with(exp=int(time.time()) - 600), id="expired"),
        pytest.param(_with(exp=None), id="no expiry"),
        pytest.param(_with(nbf=int(time.time()) + 6000), id="not yet"),
        pytest.param(_with(sub=None), id="nobody"),
        pytest.param(lambda claims, key: "", id="none at all"),
        pytest.param(lambda claims, key: "a.b.c", id="junk"),
    ],
)
def test_an_id_token_that_cannot_be_trusted_lets_nobody_in(
    visitor: Visitor, provider: LocalProvider, token: Any
) -> None:
    provider.token = token
    answer = visitor.arrive("executive")
    assert answer.status_code == 403
    assert KO("signin.refused_text") in answer.text
    assert not is_in(visitor)


@pytest.mark.parametrize("kids", [("second", "third"), ("same", "same", "same")], ids=["new", "same"])
def test_a_provider_may_change_its_key(address: str, provider: LocalProvider, kids: tuple[str, ...]) -> None:
    """Under a new name or under the old one; each worker of the dashboard has heard of another key."""
    for kid in kids:
        provider.rotate(kid)
        for _ in range(6):
            with requests.Session() as http:
                assert Visitor(address, http).arrive("council", "/programs").status_code == 200


def test_who_gives_up_at_the_provider_may_begin_again(visitor: Visitor) -> None:
    at_provider = visitor.get("/programs")
    state = parse_qs(urlsplit(at_provider.url).query)["state"][0]
    answer = visitor.get(f"/sign-in/back?error=access_denied&state={state}")
    assert answer.status_code == 403
    assert "/sign-in?next=%2Fprograms" in answer.text


def test_many_tabs_may_wait_for_a_sign_in(visitor: Visitor) -> None:
    """A browser drops a cookie over 4 KB, and with it every sign-in."""
    for _ in range(12):
        back = visitor.back_from_provider("council", f"/programs?department={secrets.token_hex(200)}")
    assert len(visitor.http.cookies["session"]) < 4000
    assert way_on(f"/programs?{'x' * 4_000}") == "/"
    assert visitor.get(back).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        "https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
        "javascript:alert(1)", "evil.example", "", "http:/evil.example", "/\n/evil.example",
        "///evil.example",
    ],
)  # fmt: skip
def test_nobody_is_sent_on_to_another_site(visitor: Visitor, asked: str) -> None:
    assert way_on(asked) == "/"
    begun = visitor.http.get(visitor.address + "/sign-in", params={"next": asked}, timeout=30)
    assert visitor.http.post(begun.url, data={"person": "council"}, timeout=30).url == visitor.address + "/"
    # Signed in already, the address is followed at once.
    again = visitor.http.get(
        visitor.address + "/sign-in", params={"next": asked}, timeout=30, allow_redirects=False
    )
    assert again.headers["Location"] == "/"


def test_a_path_of_this_server_is_followed() -> None:
    for path in ("/", "/programs?year=2026#x", "/programs/서울시-2026?a=//b"):
        assert way_on(path) == path


@pytest.mark.parametrize("path", ["/_dash-update-component", "/sign-out"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://127.0.0.1:1"},
        {},
    ],
)
def test_no_other_site_posts_in_a_readers_name(
    signed_in: dict[str, Visitor], path: str, headers: dict[str, str]
) -> None:
    council = signed_in["council"]
    answer = council.post(path, origin=None, headers=headers, data="{}")
    assert answer.status_code == 403
    assert is_in(council)


def test_what_a_browser_says_of_its_own_pages_is_taken() -> None:
    assert is_own("https://d.example", "same-origin", "https://d.example")
    assert is_own(None, "same-origin", "https://d.example")
    assert is_own("https://d.example", None, "https://d.example")
    assert not is_own("https://d.example", "cross-site", "https://d.example")


@pytest.mark.parametrize("with_way_out", [True, False])
def test_signing_out_ends_the_session_here_and_there(
    visitor: Visitor, provider: LocalProvider, with_way_out: bool
) -> None:
    visitor.arrive("council")
    answer = visitor.post("/sign-out")
    assert urlsplit(answer.url).path == "/signed-out"
    # The doors are known since the first sign-in: the provider is left too.
    assert any("/out?" in step.headers.get("Location", "") for step in answer.history)
    assert KO("signin.signed_out_text") in answer.text
    assert "session" not in visitor.http.cookies
    assert not is_in(visitor)


def test_a_link_signs_nobody_out(visitor: Visitor) -> None:
    visitor.arrive("council")
    visitor.get("/sign-out")
    assert is_in(visitor)


def test_nothing_between_keeps_what_one_reader_saw(signed_in: dict[str, Visitor]) -> None:
    council = signed_in["council"]
    for path in ("/", "/_dash-layout", "/api/v1/programs", "/programs"):
        told = council.get(path).headers
        assert "private" in told["Cache-Control"], path
        assert "Cookie" in told["Vary"], path
    assert "no-store" in council.get("/").headers["Cache-Control"]


def test_a_tag_of_one_readers_answer_is_no_news_to_another(signed_in: dict[str, Visitor]) -> None:
    address = "/api/v1/documents"
    tag = signed_in["executive"].get(address).headers["ETag"]
    assert signed_in["executive"].get(address, headers={"If-None-Match": tag}).status_code == 304
    assert signed_in["council"].get(address, headers={"If-None-Match": tag}).status_code == 200


def test_a_provider_that_is_away_is_said_to_be_and_used_once_it_is_back(
    warehouse: Path, provider: LocalProvider
) -> None:
    port = free_port()
    late = LocalProvider(back=f"http://127.0.0.1:{port}/sign-in/back", people=dict(PEOPLE))
    late.reserve()
    with (
        guarded(warehouse, warehouse.parent, late.issuer, port) as address,
        requests.Session() as http,
    ):
        visitor = Visitor(address, http)
        answer = visitor.get("/programs")
        assert answer.status_code == 503
        assert KO("signin.away_text") in answer.text
        late.start()
        try:
            assert visitor.arrive("council", "/programs").url == f"{address}/programs"
            assert is_in(visitor)
            late.stop()
            # Who is in stays in, and can leave.
            assert is_in(visitor)
            assert urlsplit(visitor.get("/programs").url).path == "/programs"
        finally:
            late.stop()


def test_a_provider_that_calls_itself_another_is_not_asked(warehouse: Path, provider: LocalProvider) -> None:
    issuer = provider.issuer.replace("127.0.0.1", "localhost")
    with guarded(warehouse, warehouse.parent, issuer, free_port()) as address:
        assert requests.get(address, timeout=30).status_code == 503


def test_where_it_is_off_nothing_of_it_is_there(warehouse: Path) -> None:
    with guarded(warehouse, warehouse.parent, "", free_port()) as address, requests.Session() as http:
        off = Visitor(address, http)
        page = off.page("/")
        for path in ("/", "/_dash-layout", "/api/v1/scopes"):
            assert off.get(path).status_code == 200
        assert not http.cookies
    assert KO("signin.role") not in page
    assert "sign-out" not in page
    assert KO("unpublished.mark") not in page


def test_a_second_tab_goes_on_to_its_own_page(visitor: Visitor) -> None:
    first = visitor.back_from_provider("executive", "/goals")
    second = visitor.back_from_provider("executive", "/teams?year=2023")
    assert urlsplit(visitor.get(first).url).path == "/goals"
    answer = visitor.get(second)
    assert answer.status_code == 200
    assert answer.url.endswith("/teams?year=2023")


def test_a_browser_without_cookies_is_told_so_and_led_on_to_its_page(visitor: Visitor) -> None:
    back = visitor.back_from_provider("executive", "/goals")
    visitor.http.cookies.clear()
    answer = visitor.get(back)
    assert answer.status_code == 400
    assert KO("signin.cookies_text") in answer.text
    assert "/sign-in?next=%2Fgoals" in answer.text
    assert not is_in(visitor)


@pytest.mark.parametrize("page", ["https://evil.example", "//evil.example", "\\ufffe"])
def test_a_state_leads_to_no_other_site(page: str) -> None:
    assert read_state(new_state(page))[1] == "/"
    assert read_state("key.???")[1] == read_state(None)[1] == "/"
