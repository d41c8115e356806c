"""Gaung cli: the gaung command, one file per command group."""
