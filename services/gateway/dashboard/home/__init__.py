"""Beranda: where the tone of a region goes, and because of what."""
