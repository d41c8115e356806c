"""The article index in one SQLite file, with FTS5: for one machine without servers."""
