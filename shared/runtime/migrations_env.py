"""What every service's Alembic ``env.py`` does: run the migrations on the connection it was handed."""

from __future__ import annotations

from alembic import context


def run() -> None:
    """Run the pending migrations in the transaction of the caller's connection."""
    context.configure(connection=context.config.attributes["connection"], transaction_per_migration=False)
    context.run_migrations()
