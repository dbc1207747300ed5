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

PROGRESS: tuple[str, ...] = ("open", "under_way", "done", "refused")
"""What became of a remark of the council, as the warehouse says it of those that were read."""

KEY_LETTERS = 500
"""How long the key and the name of a subject may be."""

answer = Table(
    "answer",
    metadata,
    Column("answer_id", String(32), primary_key=True),
    Column("organization_id", String(KEY_LETTERS), nullable=False),
    Column("subject", String(16), nullable=False),
    # How its report names it: the id of a programme, the wording of a goal.
    Column("subject_key", String(KEY_LETTERS), nullable=False),
    # What stays when a report words it anew: the lineage of a programme, the first wording of a linked goal.
    Column("link_key", String(KEY_LETTERS)),
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

answer_move = Table(
    "answer_move",
    metadata,
    Column("answer_id", String(32), ForeignKey("answer.answer_id"), primary_key=True),
    # The last of the versions that went with it: what is written later stands here again.
    Column("version", Integer, primary_key=True),
    Column(
        "moved_to",
        String(32),
        ForeignKey("answer.answer_id", name="fk_answer_move_moved_to_answer"),
        nullable=False,
    ),
    Column("moved_at", DateTime(timezone=True), nullable=False),
    Column("moved_by", String(64), nullable=False),
    Column("role", String(16), nullable=False),
)

feed = Table(
    "feed",
    metadata,
    Column("organization_id", String(KEY_LETTERS), primary_key=True),
    # The names of a unit from the top, joined by '/'.
    Column("unit", String(KEY_LETTERS), primary_key=True),
    # The newest of a unit holds; the others are kept to say who renewed it, and when.
    Column("number", Integer, primary_key=True),
    # Of the secret in the address: who reads the database has no address by it.
    Column("digest", String(64), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    UniqueConstraint("digest"),
)

remark = Table(
    "remark",
    metadata,
    Column("remark_id", String(32), primary_key=True),
    Column("organization_id", String(KEY_LETTERS), nullable=False),
    # The words of a remark that was read, as a digest; a random one of a remark that was entered.
    Column("remark_key", String(64), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    UniqueConstraint("organization_id", "remark_key"),
)

remark_version = Table(
    "remark_version",
    metadata,
    Column("remark_id", String(32), ForeignKey("remark.remark_id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("state", String(16), nullable=False),
    # What the council said: of a remark that was read as it stood when this was written.
    Column("said", Text, nullable=False),
    Column("session", String(KEY_LETTERS), nullable=False),
    Column("raised_on", Date),
    # Who answers for it, and what becomes of it.
    Column("unit", String(KEY_LETTERS), nullable=False),
    Column("action", Text, nullable=False),
    Column("progress", String(16), nullable=False),
    Column("due_on", Date),
    # Where it can be read that it was done.
    Column("evidence_document_id", String(KEY_LETTERS), nullable=False),
    Column("evidence_line", Integer),
    # What the reviewer says to the unit.
    Column("remark", Text, nullable=False),
    Column("written_at", DateTime(timezone=True), nullable=False),
    Column("written_by", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    CheckConstraint(f"state IN {STATES}", name="state"),
    CheckConstraint(f"progress IN {PROGRESS}", name="progress"),
    CheckConstraint("version > 0", name="version"),
)
