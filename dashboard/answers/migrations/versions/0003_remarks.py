"""Remarks of the council, and what becomes of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "remark",
        sa.Column("remark_id", sa.String(32), nullable=False),
        sa.Column("organization_id", sa.String(500), nullable=False),
        sa.Column("remark_key", sa.String(64), nullable=False),
        sa.Column("fiscal_year", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("remark_id", name="pk_remark"),
        sa.UniqueConstraint("organization_id", "remark_key", name="uq_remark"),
    )
    op.create_table(
        "remark_version",
        sa.Column("remark_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("session", sa.String(500), nullable=False),
        sa.Column("raised_on", sa.Date),
        sa.Column("unit", sa.String(500), nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("progress", sa.String(16), nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("evidence_document_id", sa.String(500), nullable=False),
        sa.Column("evidence_line", sa.Integer),
        sa.Column("remark", sa.Text, nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("remark_id", "version", name="pk_remark_version"),
        sa.ForeignKeyConstraint(["remark_id"], ["remark.remark_id"], name="fk_remark_version_remark"),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'reviewed')", name=op.f("ck_remark_version_state")
        ),
        sa.CheckConstraint(
            "progress IN ('open', 'under_way', 'done', 'refused')", name=op.f("ck_remark_version_progress")
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_remark_version_version")),
    )
