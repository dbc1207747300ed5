"""Runs the steps on the connection that `store.upgrade` hands over, within its transaction."""

from __future__ import annotations

from alembic import context

from dashboard.answers.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
