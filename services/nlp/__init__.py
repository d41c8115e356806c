"""Gaung nlp: reads an Article and writes an Enrichment beside it."""
