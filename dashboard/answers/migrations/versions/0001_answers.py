"""Answers and their versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "answer",
        sa.Column("answer_id", sa.String(32), nullable=False),
        sa.Column("organization_id", sa.String(500), nullable=False),
        sa.Column("subject", sa.String(16), nullable=False),
        sa.Column("subject_key", sa.String(500), nullable=False),
        sa.Column("fiscal_year", sa.Integer, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("name", sa.String(500), nullable=False),
        sa.Column("unit", sa.String(500)),
        sa.PrimaryKeyConstraint("answer_id", name="pk_answer"),
        sa.UniqueConstraint(
            "organization_id", "subject", "subject_key", "fiscal_year", "as_of", name="uq_answer"
        ),
        sa.CheckConstraint("subject IN ('program', 'goal')", name=op.f("ck_answer_subject")),
    )
    op.create_table(
        "answer_version",
        sa.Column("answer_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("remark", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "version", name="pk_answer_version"),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.answer_id"], name="fk_answer_version_answer"),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'reviewed')", name=op.f("ck_answer_version_state")
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_answer_version_version")),
    )
