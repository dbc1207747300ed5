"""The tables of what people write. Rows are added and never changed: every earlier version stays.

`migrations/` makes them, a step for each change; a test holds the two to each other.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s",
    }
)

SUBJECTS: tuple[str, ...] = ("program", "goal")
"""What is answered for."""

STATES: tuple[str, ...] = ("draft", "submitted", "returned", "reviewed")
"""How far an answer is. It is public when it is reviewed and the report of its date is published."""

KEY_LETTERS = 500
"""How long the key and the name of a subject may be."""

answer = Table(
    "answer",
    metadata,
    Column("answer_id", String(32), primary_key=True),
    Column("organization_id", String(KEY_LETTERS), nullable=False),
    Column("subject", String(16), nullable=False),
    # What stays when a report is read again: the lineage of a programme, the wording of a goal.
    Column("subject_key", String(KEY_LETTERS), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("as_of", Date, nullable=False),
    # As it was called, and who ran it, when the answer was begun: shown where the subject is gone.
    Column("name", String(KEY_LETTERS), nullable=False),
    Column("unit", String(KEY_LETTERS)),
    UniqueConstraint("organization_id", "subject", "subject_key", "fiscal_year", "as_of"),
    CheckConstraint(f"subject IN {SUBJECTS}", name="subject"),
)

answer_version = Table(
    "answer_version",
    metadata,
    Column("answer_id", String(32), ForeignKey("answer.answer_id"), primary_key=True),
    # Two who write on the same version write the same next one: the key lets one of them in.
    Column("version", Integer, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("plan", Text, nullable=False),
    Column("due_on", Date),
    # What the reviewer says to the unit.
    Column("remark", Text, nullable=False),
    Column("written_at", DateTime(timezone=True), nullable=False),
    # The digest that stands for the person; no name is kept.
    Column("written_by", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    CheckConstraint(f"state IN {STATES}", name="state"),
    CheckConstraint("version > 0", name="version"),
)
