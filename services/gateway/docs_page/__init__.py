"""The API's documentation at /docs, made from the OpenAPI document without a single foreign request."""
