"""What a load makes anew of a warehouse, and what it takes from the one at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from etl import parts
from etl.parts import Making, Source
from etl.warehouse.base import Base
from etl.warehouse.load import Changes, Closing

Sources = Callable[[Collection[str]], list[Source]]
"""Returns the documents of institutions, by their ids."""


class Update:
    """What has to be made anew of a warehouse, by what its institutions are made of now."""

    def __init__(
        self, made_of: Mapping[str, str | None], before: Base | None, how: Making, made_with: str
    ) -> None:
        self._made_of, self._how, self._made_with = made_of, how, made_with
        had = before.made_of if before else {}
        self.changed = {
            owner
            for owner, digest in made_of.items()
            if digest is None or had.get(self._known_as(owner)) != digest
        }
        # Where most is made anew, all of it is: what stands together is then written together.
        self._before = before if 2 * len(self.changed) <= len(made_of) else None
        if self._before is None:
            self.changed = set(made_of)
        names = {self._known_as(owner) for owner in made_of}
        before_seen = self._before.facts_sha256 if self._before else {}
        self._seen = {name: seen for name, seen in before_seen.items() if name in names}
        self._of_their_day: set[str] = set()

    def _known_as(self, owner: str) -> str:
        """Return how an institution is known: an audience's warehouse names none that is not seen there."""
        return owner if self._how.audience is None else hashlib.sha256(owner.encode()).hexdigest()

    def changes(self, sources: Sources, closing: Callable[[Mapping[str, str]], Closing]) -> Changes:
        """Return them as a load takes them. closing: asked with a digest of what is seen of each."""
        before = self._before
        return Changes(
            parts=lambda stem: self._parts(sources, stem),
            closing=lambda: self._with_digests(closing(self._seen)),
            thresholds=self._how.thresholds,
            recipe_sha256=self._made_with,
            base=(before.path, before.load_id) if before else None,
            gone=(before.institutions - set(self._made_of)) | self.changed if before else (),
            started=self._how.started,
        )

    def _parts(self, sources: Sources, stem: Path) -> Iterator[Path]:
        if self._before is not None and not self.changed:
            return
        for made in parts.make(sources(self.changed), self._how, stem):
            self._seen |= {self._known_as(owner): seen for owner, seen in made.facts_sha256.items()}
            self._of_their_day |= made.of_its_day
            yield made.path

    def _with_digests(self, closing: Closing) -> Closing:
        rows: list[dict[str, object]] = [
            {
                "organization_id": self._known_as(owner),
                "made_of_sha256": None if owner in self._of_their_day else digest,
                "facts_sha256": self._seen[self._known_as(owner)],
            }
            for owner, digest in sorted(self._made_of.items())
        ]
        return replace(closing, common={**closing.common, "institution_digest": rows})
