"""What makes a file, or an order about it, unusable as a whole.

CrawlerError
└── UnusableFile   `name` is the part of the order that is at fault, the message is for the user
"""

from __future__ import annotations

from services.crawler.errors import CrawlerError


class UnusableFile(CrawlerError):
    """The file cannot be imported; the message says why and what to do, in Bahasa Indonesia."""

    def __init__(self, message: str, name: str = "file") -> None:
        super().__init__(message)
        self.name = name
