"""Gaung crawler: finds pages, fetches them politely and turns HTML into an Article."""
