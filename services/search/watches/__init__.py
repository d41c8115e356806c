"""Saved searches and the alerts that they raise."""
