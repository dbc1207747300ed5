"""What a form of the pages of loading asks for, done: answers, figures that are set right, and the works."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from flask import request

from dashboard.answers.personal import personal_marks
from dashboard.loading import kept, work
from dashboard.loading.places import Places
from dashboard.loading.questions import LEFT_OPEN
from dashboard.loading.setting_right import figures_of, keep
from dashboard.loading.uploads import (
    DECLARE,
    PUBLISH,
    READ,
    RECOVER,
    TAKE_BACK,
    TAKEN_BACK,
    Person,
    Upload,
    Uploads,
)
from dashboard.topics.loading.asking import Unanswered
from dashboard.topics.loading.look import Look
from dashboard.ui.fragment import Content
from dashboard.web.middleware.refusal import MalformedError
from etl.facts import FactError


def answer(uploads: Uploads, upload: Upload, who: Person, places: Places) -> Unanswered | None:
    """Keep an answer; the last one begins the reading anew. Return why it is not kept, if it is not."""
    key, values = request.form.get("key", ""), request.form.getlist("value")
    asked = {one.key: one for one in upload.questions()}.get(key)
    earlier = upload.answers().get(key)
    sent = LEFT_OPEN if LEFT_OPEN in values else " ".join("".join(values[:1]).split())
    if earlier is not None and values:
        # Somebody else was quicker, or this window is an old one.
        return None if sent == earlier["value"] else Unanswered(sent, earlier, asked)
    if asked is None or not values:
        raise MalformedError("The form is none of ours.")
    try:
        value = asked.read(sent)
    except ValueError:
        return Unanswered(sent)
    _keep_answers(uploads, upload, who, places, {key: value})
    first = upload.answers()[key]
    return None if first["value"] == value else Unanswered(value, first, asked)


def _leave_table(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    """Leave open what is still asked of a table."""
    key = request.form.get("key", "")
    header = next((one.header for one in upload.questions() if one.key == key), None)
    same = [one for one in upload.open_questions() if header is not None and one.header == header]
    _keep_answers(uploads, upload, who, places, {one.key: LEFT_OPEN for one in same if one.may_stay_open})


def _keep_answers(
    uploads: Uploads, upload: Upload, who: Person, places: Places, values: Mapping[str, str]
) -> None:
    """Keep answers, the first of each question. The last one begins the reading anew."""
    known = upload.answers()
    for key, value in values.items():
        if key not in known:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            said = {"key": key, "value": value, "role": who.role, "who": who.key, "at": now}
            kept.add_line(upload.folder / "answers.jsonl", said)
            uploads.note("answered", who, upload, question=key, value=value)
    if not upload.open_questions() and upload.state == "waiting":
        work.begin(upload, places, READ)


def set_right_by(
    look: Look, uploads: Uploads, upload: Upload, who: Person, places: Places
) -> tuple[int, Content | str | None]:
    """Keep a figure that is set right, and make the draft anew; return its line, and why it is not kept."""
    line, number = request.form.get("line", ""), request.form.get("figure", "")
    if upload.state != "drafted" or not line.isascii() or not line.isdigit() or len(line) > 9:
        raise MalformedError("The form is none of ours.")
    figures = figures_of(upload, int(line))
    if not number.isascii() or not number.isdigit() or len(number) > 4 or int(number) >= len(figures):
        raise MalformedError("There is no such figure.")
    figure, today = figures[int(number)], datetime.now().astimezone().date()
    if marks := personal_marks(request.form.get("reason", "")):
        return int(line), look.words("loading.personal", marks=", ".join(marks))
    try:
        keep(upload, int(line), figure, request.form, who, today)
    except FactError as error:
        return int(line), look.said(str(error))
    uploads.note("set_right", who, upload, line=int(line), column=figure.column)
    work.begin(upload, places, READ)
    return int(line), None


def _cancel(uploads: Uploads, upload: Upload, who: Person, _places: Places) -> None:
    if upload.state == "reading":
        work.cancel(upload)
        uploads.note("cancelled", who, upload)


def _again(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    """Read it anew. A publication that was killed is set right first: done after all, or still a draft."""
    state = upload.state
    if state == "interrupted" and upload.work != READ:
        work.begin(upload, places, RECOVER)
        return
    if state not in ("failed", "cancelled", "interrupted", "drafted", TAKEN_BACK):
        return
    upload.forget("publication")
    if work.begin(upload, places, READ):
        uploads.note("read_again", who, upload)


def _start_over(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    """Ask everything anew."""
    if upload.state in ("asking", "drafted") and work.begin(upload, places, READ, "--anew"):
        uploads.note("started_over", who, upload)


def _publish(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    options = ["--council"] if request.form.get("council") == "yes" else []
    if upload.state == "drafted" and work.begin(upload, places, PUBLISH, *options):
        uploads.note("publishing", who, upload, for_council=bool(options))


def _take_back(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    if upload.state == "published" and work.begin(upload, places, TAKE_BACK):
        uploads.note("taking_back", who, upload)


def _declare(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    if upload.state == "published" and work.begin(upload, places, DECLARE, "--council"):
        uploads.note("declared", who, upload)


def _undeclare(uploads: Uploads, upload: Upload, who: Person, places: Places) -> None:
    if upload.state == "published" and work.begin(upload, places, DECLARE):
        uploads.note("undeclared", who, upload)


def throw_away(uploads: Uploads, upload: Upload, who: Person) -> None:
    if upload.state in ("published", "publishing", "taking_back", "declaring"):
        raise MalformedError("What is published is taken back, and not thrown away.")
    work.cancel(upload)
    uploads.throw_away(upload, who)


ACTS: Mapping[str, Callable[[Uploads, Upload, Person, Places], None]] = {
    "cancel": _cancel, "again": _again, "start_over": _start_over, "publish": _publish,
    "leave_table": _leave_table, "take_back": _take_back, "declare": _declare, "undeclare": _undeclare,
}  # fmt: skip
"""What is done under the name of each act, but for answers and figures."""
