"""Addresses of this server's own pages and resources, all of them relative to its root."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from dashboard.shell.filters import BUILD, Filters
from dashboard.ui.citation import quoted
from dashboard.warehouse.scopes import Scope

BASE = "/api/v1"


def subject_address(path: str, subject_id: str) -> str:
    """Return the address of one thing under a path."""
    return f"{path}/{quoted(subject_id)}"


def at_build(address: str, build: str | None) -> str:
    """Return an address that stays with an earlier build, where one is asked for."""
    if build is None:
        return address
    start, hash_sign, place = address.partition("#")
    return f"{start}{'&' if '?' in start else '?'}{urlencode({BUILD: build})}{hash_sign}{place}"


def dated_address(path: str, scope: Scope | None, filters: Filters | None = None) -> str:
    """Return the address of a page or resource about one report. filters: what else is chosen."""
    if scope is None:
        return path
    chosen = filters or Filters()
    chosen = replace(chosen, org=scope.organization_id, year=scope.fiscal_year, as_of=scope.when)
    return path + chosen.to_query()
