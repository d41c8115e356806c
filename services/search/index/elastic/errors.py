"""The client's errors as ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from elasticsearch import ApiError, TransportError, UnsupportedProductError

from services.search.index.buckets import MAX_BUCKETS
from services.search.index.errors import IndexMisconfigured, IndexUnavailable
from services.search.query.errors import TooManyBuckets

# Too busy, or the server's own trouble. 404: the alias is not there (yet): prepare has not run.
_PASSING = (404, 408, 429)


@contextmanager
def elastic_errors() -> Iterator[None]:
    """Raises IndexUnavailable for what may pass, IndexMisconfigured for what will not."""
    try:
        yield
    except UnsupportedProductError as error:
        raise IndexMisconfigured("the index address is no Elasticsearch 8.19 or 9") from error
    except TransportError as error:
        raise IndexUnavailable(f"elasticsearch does not answer: {error.message}") from error
    except ApiError as error:
        if "too_many_buckets" in str(error.body):
            raise TooManyBuckets(MAX_BUCKETS) from error
        if error.status_code in _PASSING or error.status_code >= 500:
            raise IndexUnavailable(f"elasticsearch cannot answer now: {error}") from error
        if error.status_code in (401, 403):
            raise IndexMisconfigured("elasticsearch refuses the user or password in the address") from error
        raise IndexMisconfigured(f"elasticsearch refuses the request: {error}") from error
