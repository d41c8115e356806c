"""A brief as a page and as PDF: the report that the desk keeps, drawn for whoever asks the API."""

from __future__ import annotations

from services.gateway.briefs.brief import Brief
from services.gateway.reports import pdf, web
from services.gateway.reports.clipping import clipping_document
from services.gateway.reports.paper import Paper


async def page_of(brief: Brief) -> str:
    """The brief as one HTML document that needs no other file: it can also be sent as a mail."""
    return await web.page_of(Paper(clipping_document(brief)))


async def pdf_of(brief: Brief) -> bytes:
    """The brief as a tagged PDF on A4."""
    return await pdf.pdf_of(Paper(clipping_document(brief)))
