"""Migrations of the search service's tables (Alembic)."""
