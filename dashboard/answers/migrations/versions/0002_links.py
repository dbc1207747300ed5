"""What a subject is known by when its report words it anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the key."""
    op.add_column("answer", sa.Column("link_key", sa.String(500)))
