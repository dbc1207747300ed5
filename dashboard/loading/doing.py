"""One work on what was handed in, done by a process of its own: it brings the whole engine with it."""

from __future__ import annotations

import logging
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

from dashboard.loading import drafting, publishing
from dashboard.loading.places import Places, places_of
from dashboard.loading.staging import PublishingError
from dashboard.loading.uploads import (
    DECLARE,
    DONE,
    PUBLISH,
    READ,
    RECOVER,
    TAKE_BACK,
    Upload,
    Uploads,
)
from dashboard.loading.work import begin_waiting, ended
from etl import facsimiles, fact_folder, facts
from etl.pipeline import USER_ERRORS

_LOG = logging.getLogger(__name__)


def do(chosen: Namespace, tell: Callable[[str], None]) -> int:
    """Do the work; how it ended is kept in its folder. 0, or 2 where a person has to mend something.

    tell: is told each step.
    """
    places = places_of(chosen)
    upload = Uploads(places.uploads).find(chosen.upload)
    if upload is None:
        tell(f"{chosen.upload[:60]!r}: nothing was handed in under this id")
        return 2
    if chosen.anew:
        drafting.forget_answers(upload)
    try:
        _work(chosen.work, upload, places, tell, for_council=chosen.council)
    except (*USER_ERRORS, PublishingError, OSError) as error:
        told = _told(error, places)
        ended(upload, told)
        begin_waiting(places)
        tell(told)
        return 2
    ended(upload, DONE)
    begin_waiting(places)
    if chosen.work in (READ, PUBLISH):
        _draw(upload, places)
    return 0


def _told(error: Exception, places: Places) -> str:
    """Return what went wrong in one line, without where on this machine."""
    if isinstance(error, OSError):
        return f"{Path(str(error.filename)).name}: cannot be written ({error.strerror}); check the folder"
    told = " ".join(str(error).split())
    for folder in {path.parent for path in (places.uploads, places.facts, places.mappings, places.warehouse)}:
        told = told.replace(f"{folder}/", "")
    return told or type(error).__name__


def _work(
    work: str, upload: Upload, places: Places, tell: Callable[[str], None], *, for_council: bool
) -> None:
    if work == READ:
        publishing.recover(places)
        drafting.read(upload, places, datetime.now().astimezone().date(), partial(_say, tell))
    elif work == RECOVER:
        publishing.recover(places)
    elif work == PUBLISH:
        publishing.publish(upload, places, for_council=for_council)
    elif work == TAKE_BACK:
        publishing.take_back(upload, places)
    elif work == DECLARE:
        publishing.declare(upload, places, is_published=for_council)


def _say(tell: Callable[[str], None], step: int, code: str) -> None:
    tell(f"{step}/{len(drafting.STEPS)} {code}")


def _draw(upload: Upload, places: Places) -> None:
    """Make what shows the document as people see it: nobody waits for that."""
    reading = upload.record("reading") or {}
    document_id = str(reading.get("document", {}).get("document_id"))
    for folder in (upload.folder / "staged" / "facts", places.facts):
        with suppress(*USER_ERRORS, OSError):
            rows = fact_folder.read_document(folder / document_id)
            documents = [row for row in rows if isinstance(row, facts.Document)]
            for made in facsimiles.make(documents, [places.files], places.warehouse):
                _LOG.info("%s: %s", made.source_name, made.why_not or "ready")
            return
