"""A realistic mix of views of a warehouse: pages, years and filters as a reader would choose them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import duckdb

# How often each page is opened, of 100 times.
PAGES = {
    "/": 20, "/directions": 6, "/directions/": 14, "/execution": 12, "/goals": 10, "/programs": 10,
    "/programs/": 12, "/teams": 4, "/teams/": 4, "/trends": 3, "/brief": 3, "/sources": 2,
}  # fmt: skip
STATUSES = ("behind", "watch", "on_pace", "pending", "met", "over")
GOAL_STATUSES = ("behind", "on_pace", "pending", "met")


class Views:
    """The views that a warehouse gives, drawn with a seed; each one once."""

    def __init__(self, warehouse: Path, seed: int = 1, institutions: int = 200) -> None:
        """institutions: of a large warehouse, that many are looked at."""
        self._draw = random.Random(seed)
        with duckdb.connect(str(warehouse), read_only=True) as connection:

            def column(statement: str) -> list[tuple[str, ...]]:
                return connection.execute(statement).fetchall()

            every = column("SELECT organization_id FROM organization ORDER BY 1")
            self._draw.shuffle(every)
            few = [row[0] for row in every[:institutions]]
            within = ", ".join(f"'{name}'" for name in few)
            subjects = {
                "/programs/": ("program_id", "program"),
                "/directions/": ("direction_id", "strategic_direction"),
                "/teams/": ("unit_id", "unit"),
            }
            self._subjects = {
                page: [
                    row[0]
                    for row in column(
                        f"SELECT {key} FROM {table} WHERE organization_id IN ({within}) ORDER BY 1"
                        " LIMIT 20000"
                    )
                ]
                for page, (key, table) in subjects.items()
            }
            self._scopes = column(
                "SELECT DISTINCT organization_id, fiscal_year FROM program_execution"
                f" WHERE organization_id IN ({within}) ORDER BY ALL"
            )
            self._parts = {
                name: column(
                    f"SELECT DISTINCT organization_id, fiscal_year, {key} FROM {table}"
                    f" WHERE {key} IS NOT NULL AND organization_id IN ({within}) ORDER BY ALL"
                )
                for name, key, table in (
                    ("direction", "direction_id", "program_execution"),
                    ("department", "unit_id", "unit"),
                    ("funding", "funding", "program_execution"),
                )
            }
        self._seen: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        """Yield addresses without end; one that was yielded comes again only where all were."""
        misses = 0
        while True:
            address = self._one()
            if address in self._seen and misses < 500:
                misses += 1
                continue
            misses = 0
            self._seen.add(address)
            yield address

    def _one(self) -> str:
        page = self._draw.choices(list(PAGES), list(PAGES.values()))[0]
        query: dict[str, str] = {}
        path = page
        if page.endswith("/") and page != "/":
            path = page + quote(self._draw.choice(self._subjects[page]), safe="")
        else:
            org, year = self._draw.choice(self._scopes)
            query = {"org": str(org), "year": str(year)}
            if page == "/goals" and self._draw.random() < 0.4:
                query["goal_status"] = self._draw.choice(GOAL_STATUSES)
            elif page != "/sources":
                self._narrow(query, org, year)
        if self._draw.random() < 0.15:
            query["unit"] = self._draw.choice(("won", "thousand_won", "hundred_million_won"))
        if self._draw.random() < 0.05:
            query["lang"] = "en"
        return path + (f"?{urlencode(query)}" if query else "")

    def _narrow(self, query: dict[str, str], org: str, year: str) -> None:
        for name, parts in self._parts.items():
            here = [row[2] for row in parts if row[:2] == (org, year)]
            if here and self._draw.random() < 0.3:
                query[name] = (
                    str(self._draw.choice(here)).split("/")[0]
                    if name == "funding"
                    else str(self._draw.choice(here))
                )
        if self._draw.random() < 0.2:
            query["status"] = self._draw.choice(STATUSES)
