"""Peringatan: saved searches with their rules, what they raised, and who has seen to it."""
