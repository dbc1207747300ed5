"""What is handed in: a folder for each, with all that became of it; and a line for each thing done.

<uploads>/files/<digest>.<ending>     the file, under a name of ours
<uploads>/<id>/upload.json            its own name, and who handed it in when
<uploads>/<id>/answers.jsonl          what was answered, a line each
<uploads>/<id>/lines.json             its lines, as `etl.facsimile` keeps them
<uploads>/<id>/reading.json           what was read of it, and what is asked
<uploads>/<id>/decided/*.toml         the answers as mappings
<uploads>/<id>/corrections.jsonl      the figures that were set right, a line each
<uploads>/<id>/staged/                facts and mappings as they would be once it is published
<uploads>/<id>/draft.duckdb           the warehouse of these; draft.json says of which state it was made
<uploads>/<id>/publication.json       its publication, begun or done
<uploads>/<id>/job/                   the process that is at work, or how it ended
<uploads>/audit.jsonl                 who did what, and when
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dashboard import processes
from dashboard.loading import kept
from dashboard.loading.places import FILES
from dashboard.loading.questions import Question, question_of
from dashboard.processes import Progress
from etl.readers import format_of

_ID = re.compile(r"[0-9]{8}T[0-9]{6}-[0-9a-f]{12}")
_LONGEST_NAME = 100
ENDED = "ended"
"""The file in a job's folder that says how it ended: 'done', 'cancelled', or what went wrong in one line."""
DONE, CANCELLED = "done", "cancelled"

READ, PUBLISH, TAKE_BACK, DECLARE, RECOVER = "read", "publish", "take_back", "declare", "recover"
WORKS: dict[str, str] = {
    READ: "reading", PUBLISH: "publishing", TAKE_BACK: "taking_back", DECLARE: "declaring",
    RECOVER: "recovering",
}  # fmt: skip
"""Each work that is done by a process of its own, and the state as long as it is."""
BEGUN, PUBLISHED, TAKING_BACK, TAKEN_BACK = "begun", "published", "taking_back", "taken_back"
"""How far a publication is."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who does something. key: the digest that stands for the person; role: one of the audience's."""

    key: str
    role: str


@dataclass(frozen=True, slots=True)
class Upload:
    """Something that was handed in. name: the file's own. size: in bytes."""

    folder: Path
    name: str
    sha256: str
    format: str
    size: int
    role: str
    handed_in_at: datetime

    @property
    def upload_id(self) -> str:
        """The name of its folder; in the order of time."""
        return self.folder.name

    @property
    def file(self) -> Path:
        """Its content, under a name of ours."""
        return self.folder.parent / FILES / f"{self.sha256}{Path(self.name).suffix.lower()}"

    @property
    def job(self) -> Path:
        """The folder of the process that is at work on it."""
        return self.folder / "job"

    @property
    def draft(self) -> Path:
        """The draft of a warehouse with it."""
        return self.folder / "draft.duckdb"

    def record(self, name: str) -> dict[str, Any] | None:
        """Return one of its records: 'reading', 'draft', 'publication'."""
        return kept.record_in(self.folder / f"{name}.json")

    def keep(self, name: str, record: Mapping[str, Any]) -> None:
        """Put one of its records in place."""
        kept.write_record(self.folder / f"{name}.json", record)

    def forget(self, *names: str) -> None:
        """Take records away."""
        for name in names:
            (self.folder / f"{name}.json").unlink(missing_ok=True)

    def answers(self) -> dict[str, dict[str, Any]]:
        """Return what was answered, by question: the first answer of each."""
        found: dict[str, dict[str, Any]] = {}
        for line in kept.lines_in(self.folder / "answers.jsonl"):
            found.setdefault(str(line.get("key")), line)
        return found

    def questions(self) -> list[Question]:
        """Return what was asked at the last reading, answered or not."""
        return [question_of(one) for one in (self.record("reading") or {}).get("questions", [])]

    def open_questions(self) -> list[Question]:
        """Return what is asked and not answered yet."""
        answered = self.answers()
        return [one for one in self.questions() if one.key not in answered]

    @property
    def work(self) -> str | None:
        """The work that is under way, or was the last; None where none was begun."""
        try:
            return (self.job / "work").read_text("utf-8")
        except OSError:
            return None

    @property
    def ended(self) -> str | None:
        """How the last work ended: 'done', 'cancelled', or one line that says why not; None: it did not."""
        try:
            return (self.job / ENDED).read_text("utf-8")
        except OSError:
            return None

    @property
    def state(self) -> str:
        """How far it is: one of the values of `WORKS`, or 'waiting', 'failed', 'cancelled', 'interrupted',
        'asking', 'drafted', 'published', 'taken_back'.
        """
        work, ended = self.work, self.ended
        publication = self.record("publication") or {}
        if work is not None and ended is None:
            return WORKS[work] if processes.runs(self.job) else "interrupted"
        if publication.get("state") in (BEGUN, TAKING_BACK):
            return "interrupted"
        if ended == CANCELLED:
            return "cancelled"
        if ended not in (None, DONE):
            return "failed"
        if publication:
            return str(publication["state"])
        if self.record("reading") is not None and self.open_questions():
            return "asking"
        return "drafted" if self.record("draft") is not None else "waiting"

    @property
    def progress(self) -> Progress:
        """How far the work is."""
        return processes.progress(self.job)


class Uploads:
    """All that was handed in, in one folder; the workers of a server share it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, own_name: str, content: bytes, person: Person) -> Upload:
        """Keep a content under a name of ours. ReadError where it is no report of a known format; OSError.

        The same content may be handed in again: it is read again.
        """
        name = plain_name(own_name)
        found = format_of(name, content)
        if not found.endings:
            # What is known to be no report says so by being read.
            found.read(name, content)
        sha256 = hashlib.sha256(content).hexdigest()
        now = datetime.now(UTC)
        folder = self.folder / f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(6)}"
        upload = Upload(folder, name, sha256, found.name, len(content), person.role, now)
        upload.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept.write(upload.file, content)
        folder.mkdir(mode=0o700)
        upload.keep(
            "upload",
            {
                "name": name,
                "sha256": sha256,
                "format": found.name,
                "size": len(content),
                "role": person.role,
                "handed_in_at": now.isoformat(),
            },
        )
        self.note("handed_in", person, upload)
        return upload

    def every(self) -> list[Upload]:
        """Return all that was handed in and not thrown away, newest first."""
        try:
            names = sorted((path.name for path in self.folder.iterdir()), reverse=True)
        except OSError:
            return []
        return [upload for name in names if (upload := self.find(name)) is not None]

    def find(self, upload_id: str) -> Upload | None:
        """Return what was handed in under an id; None where there is none."""
        folder = self.folder / upload_id
        if not _ID.fullmatch(upload_id):
            return None
        record = kept.record_in(folder / "upload.json")
        if record is None:
            return None
        when = datetime.fromisoformat(record["handed_in_at"])
        return Upload(
            folder, record["name"], record["sha256"], record["format"], record["size"], record["role"], when
        )

    def last_published(self) -> str | None:
        """Return the id of what was published last and not taken back."""
        found = [
            (record["published_at"], upload.upload_id)
            for upload in self.every()
            if (record := upload.record("publication") or {}).get("state") == PUBLISHED
        ]
        return max(found, default=("", None))[1]

    def draft_of(self, load_id: str) -> Path | None:
        """Return the draft of a load; None where there is none."""
        for path in self.folder.glob("*/draft.json"):
            if (kept.record_in(path) or {}).get("load_id") == load_id:
                return path.with_name("draft.duckdb")
        return None

    def throw_away(self, upload: Upload, person: Person) -> None:
        """Take away all of it, and its file unless it was handed in otherwise too."""
        self.note("thrown_away", person, upload)
        aside = upload.folder.with_name(f".{upload.upload_id}")
        upload.folder.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)
        if not any(other.sha256 == upload.sha256 for other in self.every()):
            with suppress(OSError):
                upload.file.unlink()

    def note(self, act: str, person: Person, upload: Upload, **more: object) -> None:
        """Keep who did what, and when."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        said = {"at": now, "act": act, "who": person.key, "role": person.role, "upload": upload.upload_id}
        kept.add_line(self.folder / "audit.jsonl", {**said, "name": upload.name, **more})

    def acts(self) -> Iterator[dict[str, Any]]:
        """Yield who did what, newest first."""
        yield from reversed(kept.lines_in(self.folder / "audit.jsonl"))


def plain_name(own_name: str) -> str:
    """Return a file's own name without a path, and without what is no letter of a name."""
    last = unicodedata.normalize("NFC", own_name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(c if c.isprintable() and c not in '<>:"|?*' else " " for c in last)
    stem, dot, ending = " ".join(shown.split()).lstrip(".").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    return (stem[:_LONGEST_NAME].strip() or "document") + (f".{ending[:8]}" if ending else "")
