"""Unit tests of discovery: feeds, sitemaps, listings and home pages."""
