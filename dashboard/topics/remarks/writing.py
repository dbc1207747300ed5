"""What is written of a remark on its way in: read from the form, held to what the reader may do, and kept."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.answers import remarks
from dashboard.answers.desk import Desk, runs
from dashboard.answers.remarks import RemarkText
from dashboard.answers.store import AnswersError
from dashboard.answers.versions import EditedMeanwhileError, UnusableError
from dashboard.answers.workflow import ACTS, RETURN, REVIEW, SUBMIT, may
from dashboard.shell.page import View
from dashboard.topics.answers import queries as answers
from dashboard.topics.remarks import queries
from dashboard.topics.remarks.card import NEW, remark_card, remark_form
from dashboard.topics.remarks.seen_queries import Seen, read_seen, seen_by
from dashboard.ui import html
from dashboard.ui.fragment import Content

_LOG = logging.getLogger(__name__)
_MOST_DIGITS = 10
_ANY_YEAR = 9999


@dataclass(frozen=True, slots=True)
class UnsavedRemark:
    """What a reader wrote that was not kept, to be given back. why: as for answers; 'unit' is not theirs."""

    key: str
    text: RemarkText
    why: str


def acts_on(view: View, seen: Seen | None) -> Sequence[str]:
    """Return what the reader may do with what is written of a remark; None: with one that is entered now."""
    desk = view.desk
    if desk is None or desk.writer is None or not view.snapshot.is_newest:
        return ()
    state = None if seen is None or seen.written is None else seen.written.newest.state
    # A manager may enter what the council said to an own unit.
    runs_it = bool(_own(view, desk)) if seen is None else seen.runs_it
    return [act for act in ACTS if may(desk.writer.role, act, state, runs_it=runs_it)]


def keep_remark(view: View, form: Mapping[str, str]) -> tuple[str, UnsavedRemark | None]:
    """Write what a form says as the next version; return the remark's key, and what could not be kept.

    Who may write is asked here, whatever the form was made with. ValueError where the form is none of ours.
    """
    key, act, seen = form["key"], form["act"], form["seen"]
    if act not in ACTS or not _is_number(seen):
        raise ValueError("no form of ours")
    text, is_readable = _text(form)

    def unsaved(why: str) -> tuple[str, UnsavedRemark]:
        return key, UnsavedRemark(key, text, why)

    desk, scope = view.desk, view.scope
    if desk is None or desk.writer is None:
        return unsaved("not_allowed")
    try:
        found = read_seen(view.connection, scope.organization_id, _ANY_YEAR, desk)
        one = next((each for each in found if each.remark.key == key), None)
        if one is None and key != NEW:
            return unsaved("unknown")
        if (0 if one is None or one.written is None else one.written.newest.number) != int(seen):
            return unsaved("edited")
        if act not in acts_on(view, one):
            return unsaved("not_allowed")
        if act in (REVIEW, RETURN) and one is not None and one.written is not None:
            # Who reviews writes a remark beside the text, and not the text.
            text = replace(one.written.newest.text, remark=text.remark)
        elif (why := _unusable(view, desk, text, is_readable=is_readable)) is not None:
            return unsaved(why)
        elif one is not None and one.remark.place is not None:
            printed = one.remark
            text = replace(
                text, said=printed.text, session=printed.session or "", raised_on=printed.raised_on
            )
        if not text.said or (act == SUBMIT and not (text.action and text.unit)):
            return unsaved("remark_incomplete")
        year = _year(text, one, scope.fiscal_year)
        kept = remarks.new_key() if one is None else key
        with desk.store.writing() as connection:
            subject = (scope.organization_id, kept, year)
            remarks.write(connection, subject, act, text, desk.writer, seen=int(seen))
    except EditedMeanwhileError:
        return unsaved("edited")
    except UnusableError:
        return unsaved("too_long")
    except AnswersError as error:
        _LOG.warning("a remark could not be kept: %s", error)
        return unsaved("away")
    _LOG.info("a remark was kept", extra={"act": act, "subject": "remark", "role": desk.writer.role})
    return kept, None


def remark_given_back(view: View, unsaved: UnsavedRemark) -> html.Div:
    """Return a text that was not kept, with the reason, what stands there now, and the way to try again."""
    words, text = view.words, unsaved.text
    parts: list[Content] = [html.H1(words("answers.not_kept")), html.P(words(f"answers.{unsaved.why}"))]
    found = seen_by(view.connection, view.scope.organization_id, _ANY_YEAR, view.desk) or ()
    one = next((each for each in found if each.remark.key == unsaved.key), None)
    acts = acts_on(view, one) if one is not None or unsaved.key == NEW else ()
    if one is not None and one.versions:
        parts += [html.H2(words("answers.there_now")), remark_card(view, one, ())]
    if acts:
        seen = 0 if one is None or one.written is None else one.written.newest.number
        is_printed = one is not None and one.remark.place is not None
        form = remark_form(view, unsaved.key, text, acts, seen=seen, is_printed=is_printed)
        parts += [html.H2(words("answers.yours")), form]
    else:
        parts += [html.Blockquote(said) for said in (text.said, text.action, text.remark) if said]
    parts.append(html.P(html.A(words("remarks.back"), href=view.link("/remarks"))))
    return html.Div(parts, className="whole-page")


def _unusable(view: View, desk: Desk, text: RemarkText, *, is_readable: bool) -> str | None:
    """Return why a text cannot be kept for the reader, or None."""
    if not is_readable:
        return "no_day"
    organization_id = view.scope.organization_id
    if not desk.sees_all:
        meant = queries.unit_ids(view.connection, organization_id, text.unit)
        if not runs(meant, _own(view, desk)):
            return "unit"
    papers = {paper["document_id"] for paper in queries.papers(view.connection, organization_id)}
    return None if text.evidence_document_id in ("", *papers) else "no_paper"


def _own(view: View, desk: Desk) -> frozenset[str]:
    return desk.own(answers.units(view.connection))


def _year(text: RemarkText, one: Seen | None, fiscal_year: int) -> int:
    if one is not None:
        return one.remark.year
    return fiscal_year if text.raised_on is None else text.raised_on.year


def _text(form: Mapping[str, str]) -> tuple[RemarkText, bool]:
    """Return what is written, and whether its days and its line are what they should be."""
    days: dict[str, date | None] = {}
    is_readable = True
    for name in ("raised_on", "due_on"):
        said = form.get(name, "")
        try:
            days[name] = date.fromisoformat(said) if said else None
        except ValueError:
            days[name], is_readable = None, False
    line = form.get("evidence_line", "")
    is_readable &= not line or _is_number(line)

    def said_as(name: str) -> str:
        return form.get(name, "").replace("\r\n", "\n").strip()

    text = RemarkText(
        said=said_as("said"),
        session=said_as("session"),
        raised_on=days["raised_on"],
        unit=said_as("unit"),
        action=said_as("action"),
        progress=form.get("progress", "open"),
        due_on=days["due_on"],
        evidence_document_id=said_as("evidence_document_id"),
        evidence_line=int(line) if _is_number(line) else None,
        remark=said_as("remark"),
    )
    return text, is_readable


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS
