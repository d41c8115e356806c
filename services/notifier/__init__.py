"""Gaung notifier: delivers alerts and briefs."""
