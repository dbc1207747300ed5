"""An answer whose subject is gone, moved by hand to another one. Nothing is changed: its versions are written
again there, and those that stand here are passed over from then on.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from dashboard.answers.answers import Answer, Subject, id_of
from dashboard.answers.schema import answer, answer_move, answer_version
from dashboard.answers.versions import EditedMeanwhileError
from dashboard.answers.workflow import Writer


class TakenError(Exception):
    """What an answer is to be moved to has one; nothing was written."""


def move(connection: Connection, moved: Answer, to: Subject, writer: Writer) -> str:
    """Move an answer as it was read, and return the id that it has there.

    Whether the writer may is asked before. EditedMeanwhileError where it has another version by now, or was
    moved; TakenError where the other subject has an answer.
    """
    v, m = answer_version.c, answer_move.c
    newest = connection.scalar(select(func.max(v.version)).where(v.answer_id == moved.answer_id))
    if newest != moved.newest.number:
        raise EditedMeanwhileError
    answer_id, after = id_of(connection, to), 0
    if answer_id is not None:
        after = connection.scalar(select(func.max(v.version)).where(v.answer_id == answer_id)) or 0
        through = connection.scalar(select(func.max(m.version)).where(m.answer_id == answer_id)) or 0
        if after > through:
            raise TakenError
    try:
        if answer_id is None:
            answer_id = uuid4().hex
            said = {field.name: getattr(to, field.name) for field in fields(to)}
            connection.execute(insert(answer), {"answer_id": answer_id, **said})
        written = [
            {
                "answer_id": answer_id,
                "version": number,
                "state": one.state,
                **{field.name: getattr(one.text, field.name) for field in fields(one.text)},
                "written_at": one.written_at,
                "written_by": one.written_by,
                "role": one.role,
            }
            for number, one in enumerate(moved.versions, after + 1)
        ]
        connection.execute(insert(answer_version), written)
        about = {"moved_at": datetime.now(UTC), "moved_by": writer.key, "role": writer.role}
        gone = {"answer_id": moved.answer_id, "version": newest, "moved_to": answer_id}
        connection.execute(insert(answer_move), {**gone, **about})
    except IntegrityError as error:
        # Another one was quicker by less than these statements took.
        raise EditedMeanwhileError from error
    return answer_id
