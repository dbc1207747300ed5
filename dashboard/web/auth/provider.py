"""The OpenID Connect provider: the way there, and what it says of who comes back."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask
from joserfc.errors import BadSignatureError, JoseError
from requests import RequestException

_LOG = logging.getLogger(__name__)
_SIGNED_BY_KEY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""What an id token may be signed with: a key that only the provider has. Never none, never the secret."""
_TIMEOUT_SECONDS = 10
_LEEWAY_SECONDS = 60

Flow = Mapping[str, str]
"""What is remembered between going and coming back: nonce and code_verifier."""


class ProviderError(Exception):
    """A sign-in that cannot be done; reason is 'away' (ask again later) or 'refused'."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Provider:
    """One provider, asked when it is needed: it may be away when the dashboard starts."""

    def __init__(self, issuer: str, client_id: str, client_secret: str, back: str) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._back = back
        self._registration = {
            "client_id": client_id,
            "client_secret": client_secret,
            "server_metadata_url": f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        }
        self._client: Any = None

    def begin(self, state: str) -> tuple[str, Flow]:
        """Return the address to send a reader to, and what to remember. ProviderError where it is away."""
        try:
            begun = self._ready().create_authorization_url(self._back, state=state)
        except (RequestException, ValueError) as error:
            raise _away(error) from error
        return begun["url"], {name: begun[name] for name in ("nonce", "code_verifier")}

    def finish(self, answer: Mapping[str, str], flow: Flow) -> Mapping[str, Any]:
        """Return the verified claims of who came back with an answer. ProviderError where it cannot be."""
        if "code" not in answer or answer.get("iss", self._issuer) != self._issuer:
            _LOG.warning("a sign-in was not completed: %s", answer.get("error", "no code")[:80])
            raise ProviderError("refused")
        try:
            client = self._ready()
            token = client.fetch_access_token(
                self._back, code=answer["code"], code_verifier=flow["code_verifier"]
            )
            return self._claims(client, token, flow["nonce"])
        except (OAuthError, JoseError, KeyError, TypeError) as error:
            _LOG.warning("a sign-in was refused: %s", type(error).__name__)
            raise ProviderError("refused") from error
        except (RequestException, ValueError) as error:
            raise _away(error) from error

    def way_out(self, back: str) -> str | None:
        """Return the address that ends the session with the provider too; None where there is none."""
        try:
            client = self._ready()
            if "end_session_endpoint" not in client.server_metadata:
                return None
            out = client.create_logout_url(post_logout_redirect_uri=back, client_id=self._client_id)
            return str(out["url"])
        except (ProviderError, RequestException, ValueError):
            return None

    def _ready(self) -> Any:  # noqa: ANN401 -- Authlib has no types
        """Return the client, once the provider has said where its doors are."""
        if self._client is None:
            client = OAuth(Flask(__name__)).register(
                name="oidc",
                client_kwargs={
                    "scope": "openid",
                    "code_challenge_method": "S256",
                    "default_timeout": _TIMEOUT_SECONDS,
                },
                **self._registration,
            )
            metadata = client.load_server_metadata()
            if metadata.get("issuer") != self._issuer:
                _LOG.error("OIDC_ISSUER is %s, but the provider there calls itself another", self._issuer)
                raise ProviderError("away")
            # What a provider offers is no reason to take it: an unsigned token is nobody's word.
            offered = metadata.get("id_token_signing_alg_values_supported", ["RS256"])
            metadata["id_token_signing_alg_values_supported"] = [a for a in offered if a in _SIGNED_BY_KEY]
            methods = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
            if "client_secret_basic" not in methods and "client_secret_post" in methods:
                # A method, no secret.
                client.client_kwargs["token_endpoint_auth_method"] = "client_secret_post"  # noqa: S105  # nosec
            self._client = client
        return self._client

    def _claims(self, client: Any, token: Mapping[str, Any], nonce: str) -> Mapping[str, Any]:  # noqa: ANN401
        if not token.get("id_token"):
            raise KeyError("id_token")
        wanted = {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._client_id},
        }
        try:
            found = client.parse_id_token(token, nonce, claims_options=wanted, leeway=_LEEWAY_SECONDS)
        except BadSignatureError:
            # The provider may have a new key under the old name, or under none.
            client.fetch_jwk_set(force=True)
            found = client.parse_id_token(token, nonce, claims_options=wanted, leeway=_LEEWAY_SECONDS)
        return dict(found)


def _away(error: Exception) -> ProviderError:
    _LOG.error("the sign-in provider cannot be asked: %s", type(error).__name__)
    return ProviderError("away")
