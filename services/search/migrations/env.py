"""Alembic's entry: runs the migrations on the connection that `migrate` opened."""

from shared.runtime.migrations_env import run

run()
