"""The query language: text to a small tree that the index adapters compile."""
