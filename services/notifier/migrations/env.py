"""Runs the notifier's migrations."""

from shared.runtime.migrations_env import run

run()
