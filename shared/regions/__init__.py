"""Provinces, regencies and districts of Indonesia: codes, names, abbreviations, time zones."""
