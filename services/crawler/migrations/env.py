"""Alembic's entry point: run the crawler's migrations on the connection it was handed."""

from shared.runtime.migrations_env import run

run()
