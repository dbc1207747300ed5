"""Answers that were moved by hand to another programme or goal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "answer_move",
        sa.Column("answer_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("moved_to", sa.String(32), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_by", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "version", name="pk_answer_move"),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.answer_id"], name="fk_answer_move_answer"),
        sa.ForeignKeyConstraint(["moved_to"], ["answer.answer_id"], name="fk_answer_move_moved_to_answer"),
    )
