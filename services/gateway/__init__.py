"""Gaung gateway: the public face: API, tenants, keys and dashboard."""
