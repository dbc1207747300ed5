"""Where things are that loading reads and writes."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, fields
from pathlib import Path

from etl.settings import Settings

FILES = "files"
"""The folder of the files that were handed in, in the folder of uploads."""


@dataclass(frozen=True, slots=True)
class Places:
    """uploads: the folder of what is handed in. facts, mappings: what a publication adds to. warehouse: the
    file that it builds. builds_kept: how many of its last builds stay. for_council: whether what the council
    may see is to be ready when a publication is.
    """

    uploads: Path
    facts: Path
    mappings: Path
    warehouse: Path
    builds_kept: int
    for_council: bool

    @classmethod
    def of(cls, chosen: Settings) -> Places:
        """Return where the settings say that things are."""
        warehouse = chosen.warehouse_path.resolve()
        beside = warehouse.with_name(f"{warehouse.name}.uploads")
        return cls(
            (chosen.uploads_dir or beside).resolve(),
            chosen.facts_dir.resolve(),
            chosen.mappings_dir.resolve(),
            warehouse,
            chosen.builds_kept,
            chosen.oidc_issuer is not None,
        )

    @property
    def files(self) -> Path:
        """Where the files are that were handed in, each under its digest."""
        return self.uploads / FILES

    def arguments(self) -> list[str]:
        """Return what tells another process of ours the same."""
        paths = [f"--{one.name}={getattr(self, one.name)}" for one in fields(self)[:4]]
        return [*paths, f"--builds-kept={self.builds_kept}", *(["--for-council"] if self.for_council else [])]


def add_places(parser: ArgumentParser) -> None:
    """Let a command be told where things are."""
    for name in ("uploads", "facts", "mappings", "warehouse"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    parser.add_argument("--builds-kept", required=True, type=int)
    parser.add_argument("--for-council", action="store_true")


def places_of(chosen: Namespace) -> Places:
    """Return where a command was told that things are."""
    return Places(**{one.name: getattr(chosen, one.name) for one in fields(Places)})
