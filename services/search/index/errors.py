"""Errors of the article index, drawn as one tree.

    ArticleIndexError
    ├── IndexUnavailable        the index does not answer now; the same call may succeed later
    └── IndexMisconfigured      the address, the format or a setting is wrong; retrying does not help

What is wrong with a question is a `services.search.query.errors.QueryError`. A single document that the
index refuses is no exception but a PutResult with outcome ``rejected``, so that its batch gets through.
"""

from __future__ import annotations


class ArticleIndexError(Exception):
    """Base of everything the article index raises."""


class IndexUnavailable(ArticleIndexError):
    """The index does not answer now; retry later."""


class IndexMisconfigured(ArticleIndexError):
    """The address, the format or a setting of the index is wrong; retrying does not help."""
