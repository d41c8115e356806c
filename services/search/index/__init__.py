"""Where articles are kept and found: one port, two adapters (Elasticsearch, SQLite FTS5)."""
