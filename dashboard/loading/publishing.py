"""Publishing a draft, and taking the last publication back: all of it or nothing, whatever is killed when.

What is to be is staged beside what is. The warehouse is built of the staged folders, by the load that builds
every warehouse: its one rename publishes. Only then the folders of facts and mappings follow. Killed before
the rename, nothing has changed; killed after it, whoever comes next lets the folders follow.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from dashboard.loading import kept, staging
from dashboard.loading.places import Places
from dashboard.loading.staging import PublishingError, Staged
from dashboard.loading.uploads import BEGUN, PUBLISHED, TAKEN_BACK, TAKING_BACK, Upload, Uploads
from etl.audience import COUNCIL
from etl.lock import lock
from etl.pipeline import build_warehouse

OUTDATED, NOT_LAST, CHANGED, BUSY, NO_DRAFT = "outdated", "not_last", "changed", "busy", "no_draft"
ELSEWHERE = "elsewhere"


@contextmanager
def _only_one(places: Places) -> Iterator[None]:
    """Hold the lock of publications; what a killed one left is set right first."""
    places.uploads.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (places.uploads / ".lock").open("a+b") as file:
        try:
            lock(file.fileno())
        except OSError as error:
            raise PublishingError(BUSY) from error
        _recover(places)
        yield


def publish(upload: Upload, places: Places, *, for_council: bool) -> str:
    """Publish the draft of an upload; return its load. PublishingError, USER_ERROR: nothing has changed.

    for_council: whether the document is declared published too.
    """
    with _only_one(places):
        if _is(upload, PUBLISHED):
            return str(staging.load_id(places))
        draft, reading = upload.record("draft"), upload.record("reading")
        staged = Staged(upload.folder / "staged")
        if draft is None or reading is None or not staged.facts.is_dir():
            raise PublishingError(NO_DRAFT)
        if staging.standing(places) != draft["base"]:
            raise PublishingError(OUTDATED)
        _hold_whole(places)
        _hold_writable(places)
        document_id = str(draft["document_id"])
        if for_council:
            staging.declare(staged, document_id, upload.sha256, is_published=True)
        files = staging.differing(staged, places)
        _keep_before(upload, places, document_id, files)
        record = {
            "document_id": document_id,
            "files": files,
            "for_council": for_council,
            "begun_at": _now(),
        }
        return _done(upload, places, staged, {**record, "state": BEGUN}, PUBLISHED)


def take_back(upload: Upload, places: Places) -> str:
    """Let all be as it was before an upload was published; return the load. Errors as for `publish`."""
    with _only_one(places):
        if _is(upload, TAKEN_BACK):
            return str(staging.load_id(places))
        record = upload.record("publication") or {}
        if record.get("state") != PUBLISHED or Uploads(places.uploads).last_published() != upload.upload_id:
            raise PublishingError(NOT_LAST)
        if staging.standing(places) != record["digest"]:
            raise PublishingError(CHANGED)
        _hold_whole(places)
        before = Staged(upload.folder / "before")
        staged = staging.copied(places, upload.folder / "restored")
        staging.put_in_place(
            before, _folders(staged, places), str(record["document_id"]), list(record["files"])
        )
        staging.wait(staged, staging.documents_in(before.waiting))
        return _done(upload, places, staged, {**record, "state": TAKING_BACK}, TAKEN_BACK)


def declare(upload: Upload, places: Places, *, is_published: bool) -> str:
    """Declare the document of a published upload for the council, or take that back; return the load."""
    with _only_one(places):
        record = upload.record("publication") or {}
        if record.get("state") != PUBLISHED:
            raise PublishingError(NO_DRAFT)
        if record["for_council"] == is_published:
            return str(staging.load_id(places))
        _hold_whole(places)
        is_last = staging.standing(places) == record["digest"]
        staged = staging.copied(places, upload.folder / "restored")
        staging.declare(staged, str(record["document_id"]), upload.sha256, is_published=is_published)
        files = staging.differing(staged, places)
        said = {**record, "for_council": is_published}
        if is_last:
            # Still the last publication: it is taken back with this.
            said["files"] = sorted({*record["files"], *files})
            _keep(upload, places, [name for name in files if name not in record["files"]])
        return _done(upload, places, staged, {**said, "declares": files, "state": BEGUN}, PUBLISHED)


def _hold_whole(places: Places) -> None:
    """Refuse where the warehouse was made of other folders: one of these would drop what it holds."""
    if places.warehouse.exists() and staging.loaded(places) != staging.standing(places):
        raise PublishingError(ELSEWHERE)


def _hold_writable(places: Places) -> None:
    """Try whether the folders can follow a publication. OSError where one cannot be written to."""
    for folder in (places.facts, places.mappings):
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".publishing"
        kept.write(probe, b"")
        probe.unlink()


def _done(upload: Upload, places: Places, staged: Staged, record: dict[str, Any], state: str) -> str:
    """Build the warehouse of what is staged, and let the folders follow."""
    before = upload.record("publication")
    record = {
        **record,
        "digest": staged.digest,
        "staged": staged.folder.name,
        "leads_to": state,
        "was": before,
    }
    upload.keep("publication", record)
    try:
        built = build_warehouse(
            staged.facts,
            places.warehouse,
            waiting=staging.documents_in(staged.waiting),
            # Where the first publication of all is taken back, nothing is left.
            may_be_empty=True,
            audiences=[COUNCIL] if places.for_council else [],
            builds_kept=places.builds_kept,
            mappings_dir=staged.mappings,
            check=staging.opens_pages,
        )
    except BaseException:
        if staging.loaded(places) != record["digest"]:
            _put_back(upload, before)
        raise
    _follow(upload, places, record)
    return built.result.load_id


def _follow(upload: Upload, places: Places, record: dict[str, Any]) -> None:
    """Let the folders of facts and mappings be as the warehouse is that was built of what is staged."""
    staged = Staged(upload.folder / str(record["staged"]))
    staging.put_in_place(
        staged, places, str(record["document_id"]), [*record["files"], *record.get("declares", [])]
    )
    over = {name: record[name] for name in ("document_id", "files", "for_council", "digest")}
    at = {"published_at": record.get("published_at") or _now()}
    if record["leads_to"] == TAKEN_BACK:
        at["taken_back_at"] = _now()
    upload.keep("publication", {**over, **at, "state": record["leads_to"]})
    upload.forget("draft")
    shutil.rmtree(staged.folder, ignore_errors=True)
    for path in upload.folder.glob("draft.duckdb*"):
        path.unlink() if path.is_file() else shutil.rmtree(path, ignore_errors=True)


def recover(places: Places) -> None:
    """Set right what a killed publication left, unless one is under way."""
    with suppress(PublishingError), _only_one(places):
        pass


def _is(upload: Upload, state: str) -> bool:
    return (upload.record("publication") or {}).get("state") == state


def _recover(places: Places) -> None:
    """Let what was begun go on where its warehouse is in place; else let it never have been."""
    for upload in Uploads(places.uploads).every():
        record = upload.record("publication") or {}
        if record.get("state") not in (BEGUN, TAKING_BACK):
            continue
        if staging.loaded(places) == record["digest"]:
            _follow(upload, places, record)
        else:
            _put_back(upload, record.get("was"))


def _put_back(upload: Upload, before: dict[str, Any] | None) -> None:
    if before is None:
        upload.forget("publication")
    else:
        upload.keep("publication", before)


def _keep_before(upload: Upload, places: Places, document_id: str, files: list[str]) -> None:
    """Keep what a publication replaces, as it is staged in turn where it is taken back."""
    before = Staged(upload.folder / "before")
    shutil.rmtree(before.folder, ignore_errors=True)
    for folder in (before.facts, before.mappings):
        folder.mkdir(parents=True)
    if (places.facts / document_id).is_dir():
        shutil.copytree(places.facts / document_id, before.facts / document_id)
    staging.wait(before, staging.waiting_of(upload.sha256, places))
    _keep(upload, places, files)


def _keep(upload: Upload, places: Places, files: list[str]) -> None:
    for name in files:
        kind, _, file = name.partition("/")
        source = (places.facts if kind == "facts" else places.mappings) / file
        if source.is_file():
            shutil.copyfile(source, upload.folder / "before" / name)


def _folders(staged: Staged, places: Places) -> Places:
    """Return the places with the staged folders in place of the published ones."""
    return Places(
        places.uploads,
        staged.facts,
        staged.mappings,
        places.warehouse,
        places.builds_kept,
        places.for_council,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
