"""What a warehouse is made of: folders of facts, reports that were just read, and what people reviewed.

Each institution has a digest of all that its rows are made of: held against that of a warehouse it tells
which institutions a load has to make anew.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from etl import corrections, fact_folder, mappings, origin, reviewed
from etl.fact_folder import Standing
from etl.facts import FactError, Row
from etl.institution import document_of
from etl.mappings import Mappings
from etl.parts import Source
from etl.reviewed import Reviewed


@dataclass(frozen=True)
class Inputs:
    """What stands there to be loaded. fresh: the rows of reports that were just read, by document id."""

    facts_dir: Path
    documents: Sequence[Standing]
    fresh: Mapping[str, Sequence[Row]]
    knowledge: Reviewed
    decided: Mappings

    @property
    def corrections_path(self) -> Path:
        """The file of corrections."""
        return self.facts_dir / corrections.FILE

    @property
    def facts_sha256(self) -> str:
        """The digest of all facts, and of what people reviewed and decided."""
        found = hashlib.sha256()
        for one in sorted(self.documents, key=lambda one: one.document_id):
            found.update(f"{one.document_id} {one.files_sha256}\n".encode())
        for files in (self.knowledge.files, self.decided.files):
            for name, content in sorted(files.items()):
                found.update(f"{name} {len(content)}\n".encode() + content)
        return found.hexdigest()

    @cached_property
    def made_of(self) -> dict[str, str]:
        """Of each institution, by its id, the digest of all that its rows are made of."""
        found = {}
        for owner, own in self._by_institution.items():
            digest = hashlib.sha256(reviewed.digest_of(self._known[owner]).encode())
            for one in own:
                digest.update(f"{one.document_id} {one.files_sha256}\n".encode())
            found[owner] = digest.hexdigest()
        return found

    def sources(self, institutions: Collection[str]) -> list[Source]:
        """Return the documents of institutions, in the order of their ids."""
        return [
            Source(
                organization_id=owner,
                knowledge=self._known[owner],
                folders={
                    self.facts_dir / one.folder: one.files_sha256 for one in own if one.folder is not None
                },
                fresh=[self.fresh[one.document_id] for one in own if one.folder is None],
                size=sum(one.size for one in own),
            )
            for owner, own in self._by_institution.items()
            if owner in institutions
        ]

    @cached_property
    def _by_institution(self) -> dict[str, list[Standing]]:
        found: dict[str, list[Standing]] = defaultdict(list)
        for one in sorted(self.documents, key=lambda one: (one.organization_id, one.document_id)):
            found[one.organization_id].append(one)
        return found

    @cached_property
    def _known(self) -> dict[str, Reviewed]:
        owners = {one.document_id: one.organization_id for one in self.documents}
        return reviewed.by_institution(self.knowledge, owners)


def read(
    facts_dir: Path,
    mappings_dir: Path | None = None,
    fresh: Sequence[Sequence[Row]] = (),
    known: Mapping[str, Standing] | None = None,
    *,
    may_be_empty: bool = False,
) -> Inputs:
    """Return what stands in the folders. FactError or MappingError where it cannot be used.

    fresh: rows of reports that were just read; they take the place of those under their ids. known: how the
    folders stood at the last load, by their names.
    """
    just_read = {document_of(rows).document_id: rows for rows in fresh}
    documents = [
        one
        for one in fact_folder.survey(facts_dir, known or {}, may_be_empty=may_be_empty or bool(fresh))
        if one.document_id not in just_read
    ]
    _check_ids(documents, facts_dir)
    return Inputs(
        facts_dir,
        [*documents, *map(_standing, just_read.values())],
        just_read,
        reviewed.read(facts_dir),
        mappings.load(mappings_dir) if mappings_dir else Mappings(),
    )


def _check_ids(documents: Sequence[Standing], facts_dir: Path) -> None:
    folders: dict[str, Standing] = {}
    for one in documents:
        other = folders.setdefault(one.document_id, one)
        if other is not one:
            raise FactError(
                f"{facts_dir}: {one.document_id} stands twice ({other.folder}, {one.folder}); remove one"
            )


def _standing(rows: Sequence[Row]) -> Standing:
    # By what was read, in whatever order: a warehouse gives the rows back in another one.
    files = {
        name: b"\n".join(sorted(content.splitlines())) for name, content in origin.contents_of(rows).items()
    }
    document = document_of(rows)
    return Standing(
        folder=None,
        document_id=document.document_id,
        organization_id=document.organization_id,
        sha256=document.sha256,
        files_sha256=fact_folder.digest_of(files),
        size=sum(map(len, files.values())),
        seen=None,
    )
