"""Exports: all articles of a filter as a table or as JSON lines, streamed while they are read."""
