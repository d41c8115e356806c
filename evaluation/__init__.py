"""Measures how well Gaung reads, on labelled articles that are shipped or named: `make evaluate`."""
