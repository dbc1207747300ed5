"""A real OpenID Connect provider on this machine, over HTTP: discovery, PKCE, signatures, single-use codes.

Its people, its key, and what it gets wrong on purpose are set by the tests.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, Response, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import BaseWSGIServer, make_server

CLIENT_ID, CLIENT_SECRET = "dashboard", "a secret of the client's own"
Token = Callable[[dict[str, Any], RSAKey], str]


@dataclass
class _Code(AuthorizationCodeMixin):  # type: ignore[misc]
    code: str
    redirect_uri: str
    scope: str
    nonce: str | None
    person: str
    code_challenge: str | None
    code_challenge_method: str | None

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


@dataclass
class _Client(ClientMixin):  # type: ignore[misc]
    """The dashboard, as the provider knows it."""

    back: str

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> str:
        return self.back

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.back

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


def signed(claims: dict[str, Any], key: RSAKey) -> str:
    """Return an id token as it should be."""
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


@dataclass
class LocalProvider:
    """The provider. back: where it may send people; people: their claims, by name; token: how it signs."""

    back: str
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    token: Token = signed
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "first"}))
    offered: tuple[str, ...] = ("RS256", "HS256", "none")
    with_way_out: bool = True
    port: int = 0
    codes: dict[str, _Code] = field(default_factory=dict)
    _server: BaseWSGIServer | None = None

    @property
    def issuer(self) -> str:
        """The address that it calls itself by."""
        return f"http://127.0.0.1:{self.port}"

    def reserve(self) -> None:
        """Choose a port, without listening on it yet."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self) -> None:
        """Answer from now on."""
        self._server = make_server("127.0.0.1", self.port, self._app(), threaded=True)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Be away."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def rotate(self, kid: str) -> None:
        """Sign with another key from now on."""
        self.key = RSAKey.generate_key(2048, {"kid": kid})

    def _app(self) -> Flask:
        app = Flask("provider")
        # Authlib asks for TLS, which nothing needs on this machine alone.
        os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
        app.config["OAUTH2_TOKEN_EXPIRES_IN"] = {"authorization_code": 300}
        server = AuthorizationServer(
            app,
            query_client=lambda client_id: _Client(self.back) if client_id == CLIENT_ID else None,
            save_token=lambda token, request: None,
        )
        server.register_grant(self._grant(), [self._id_tokens(), CodeChallenge(required=True)])
        app.add_url_rule("/.well-known/openid-configuration", "doors", self._doors)
        app.add_url_rule("/keys", "keys", lambda: jsonify({"keys": [self.key.as_dict(private=False)]}))
        app.add_url_rule("/token", "token", server.create_token_response, methods=["POST"])

        @app.route("/authorize", methods=["GET", "POST"])
        def authorize() -> Any:
            grant = server.get_consent_grant()
            if request.method == "POST":
                person = request.form["person"]
                return server.create_authorization_response(grant_user=person, grant=grant)
            buttons = "".join(f'<button name="person" value="{p}">{p}</button>' for p in self.people)
            return f'<link rel="icon" href="data:,"><form method="post">{buttons}</form>'

        @app.get("/out")
        def out() -> Response:
            back = request.args["post_logout_redirect_uri"]
            return redirect(f"{back}?state={request.args.get('state', '')}")  # type: ignore[return-value]

        return app

    def _doors(self) -> Response:
        doors = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": list(self.offered),
        }
        if self.with_way_out:
            doors["end_session_endpoint"] = f"{self.issuer}/out"
        return jsonify(doors)

    def _grant(self) -> type[AuthorizationCodeGrant]:
        codes = self.codes

        class Grant(AuthorizationCodeGrant):  # type: ignore[misc]
            TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

            def save_authorization_code(self, code: str, request: Any) -> None:
                asked = request.payload.data
                codes[code] = _Code(
                    code, asked["redirect_uri"], asked["scope"], asked.get("nonce"), request.user,
                    asked.get("code_challenge"), asked.get("code_challenge_method"),
                )  # fmt: skip

            def query_authorization_code(self, code: str, client: Any) -> _Code | None:
                return codes.get(code)

            def delete_authorization_code(self, authorization_code: _Code) -> None:
                del codes[authorization_code.code]

            def authenticate_user(self, authorization_code: _Code) -> str:
                return authorization_code.person

        return Grant

    def _id_tokens(self) -> OpenIDCode:
        provider = self

        class IdTokens(OpenIDCode):  # type: ignore[misc]
            def exists_nonce(self, nonce: str, request: Any) -> bool:
                return False

            def encode_id_token(self, token: dict[str, Any], request: Any) -> str:
                now = int(time.time())
                code: _Code = request.authorization_code
                claims = {
                    "iss": provider.issuer, "aud": CLIENT_ID, "sub": code.person, "iat": now,
                    "exp": now + 300, "nonce": code.nonce, "name": f"name of {code.person}",
                    "jti": secrets.token_hex(8), **provider.people[code.person],
                }  # fmt: skip
                return provider.token(claims, provider.key)

        return IdTokens(require_nonce=True)
