"""What cannot be answered, as RFC 9457 says it: a program reads what is wrong and what mends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.api.addresses import BASE
from dashboard.api.shape import Json

MEDIA_TYPE = "application/problem+json"
_TYPES = f"{BASE}/openapi.json#/components/responses/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """One thing of a query that cannot be used.

    allowed: every value that may stand there, where a list can say it. see: an address of this API where such
    values are found.
    """

    parameter: str
    value: str
    reason: str
    detail: str
    allowed: tuple[str, ...] | None = None
    see: str | None = None

    def body(self) -> Json:
        """Return it as JSON."""
        return {
            "parameter": self.parameter,
            "value": self.value,
            "reason": self.reason,
            "detail": self.detail,
            "allowed": None if self.allowed is None else list(self.allowed),
            "see": self.see,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of problem. code: its name among the responses of the description."""

    code: str
    status: int
    title: str


UNUSABLE_QUERY = Kind(code="UnusableQuery", status=400, title="The query cannot be used")
NOT_SIGNED_IN = Kind(code="NotSignedIn", status=401, title="Sign in first")
NOT_FOUND = Kind(code="NotFound", status=404, title="Nothing has this address")
READ_ONLY = Kind(code="ReadOnly", status=405, title="This address is only read")
FAILED = Kind(code="Failed", status=500, title="The answer could not be made")
NO_WAREHOUSE = Kind(code="NoWarehouse", status=503, title="What is to be read is not there")
KINDS: tuple[Kind, ...] = (UNUSABLE_QUERY, NOT_SIGNED_IN, NOT_FOUND, READ_ONLY, FAILED, NO_WAREHOUSE)


@dataclass(slots=True, kw_only=True, eq=False)
class ProblemError(Exception):
    """An answer that is a problem: raised where it is found, sent by the blueprint."""

    kind: Kind
    detail: str
    wrong: Sequence[Wrong] = ()

    def body(self, instance: str) -> Json:
        """Return it as JSON. instance: the address that was asked for."""
        return {
            "type": _TYPES + self.kind.code,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "instance": instance,
            "errors": [wrong.body() for wrong in self.wrong],
        }
