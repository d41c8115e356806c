"""Pages of citizens' reports: what waits for an answer, one report, and files that are imported."""
