"""Cari: the query language with help, filters, facets, downloads; the address holds all of it."""
