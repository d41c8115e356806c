"""Errors of the article index, drawn as one tree.

    ArticleIndexError
    ├── IndexUnavailable        the index does not answer now; the same call may succeed later
    ├── IndexMisconfigured      the address, the format or a setting is wrong; retrying does not help
    └── BadCursor               the `after` of a search is none that this index handed out

A malformed query is `services.search.query.errors.QuerySyntaxError`; a single document that the index refuses
is no exception but a PutResult with outcome ``rejected``, so that the others of its batch get through.
"""

from __future__ import annotations


class ArticleIndexError(Exception):
    """Base of everything the article index raises."""


class IndexUnavailable(ArticleIndexError):
    """The index does not answer now; retry later."""


class IndexMisconfigured(ArticleIndexError):
    """The address, the format or a setting of the index is wrong; retrying does not help."""


class BadCursor(ArticleIndexError):
    """The `after` of a search is none that this index handed out for that sort order."""
