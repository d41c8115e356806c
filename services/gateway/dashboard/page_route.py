"""The route class of all pages: turns what went wrong into a page, not into JSON."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from services.gateway.cursors import BadCursor
from services.gateway.dashboard import error_pages
from services.gateway.dashboard.forms import FormTooLarge
from services.gateway.dashboard.headers import PRIVATE, SECURITY_HEADERS
from services.gateway.dashboard.unsaved import form_page, unsaved
from services.gateway.dashboard.visitor import (
    ForeignForm,
    MustChangePassword,
    NotPermitted,
    NotSignedIn,
    visitor_of,
)
from services.gateway.internal_calls import NotFound, Refused
from services.gateway.sessions import forget_notice
from services.gateway.state import gateway_state
from shared.runtime.clients import ServiceUnavailable
from shared.runtime.logs import get_logger

log = get_logger("gateway.dashboard")


class PageRoute(APIRoute):
    """A page: answers every failure with a page in Bahasa Indonesia, an ended session with the sign-in."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route with our answers to its failures."""
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                made = await handler(request)
                await _notice_was_shown(request, made)
                return made
            except NotSignedIn:
                lost = await unsaved(request)
                return (
                    error_pages.session_over(sign_in_path(lost.page), lost) if lost else to_sign_in(request)
                )
            except MustChangePassword:
                return RedirectResponse("/akun", status_code=303, headers=SECURITY_HEADERS | PRIVATE)
            except ForeignForm:
                return error_pages.foreign_form(await unsaved(request))
            except NotPermitted as error:
                return error_pages.not_permitted(error.needed, visitor_of(request), await unsaved(request))
            except FormTooLarge:
                return error_pages.too_large(form_page(request), visitor_of(request))
            except HTTPException as error:
                # From the body: beyond its bound, or no form at all.
                if error.status_code == 413:
                    return error_pages.too_large(form_page(request), visitor_of(request))
                return error_pages.not_found(visitor_of(request), await unsaved(request))
            except (NotFound, BadCursor, RequestValidationError):
                return error_pages.not_found(visitor_of(request), await unsaved(request))
            except Refused as error:
                # Only what stands in the address can be malformed here: a region, a cursor, an id.
                log.info("question refused", path=request.url.path, parameter=error.name, error=str(error))
                return error_pages.not_found(visitor_of(request), await unsaved(request))
            except ServiceUnavailable as error:
                log.warning("service unavailable", path=request.url.path, error=str(error))
                return error_pages.unavailable(path_of(request), visitor_of(request), await unsaved(request))
            except Exception:
                log.exception("page failed", path=request.url.path)
                return error_pages.failed(visitor_of(request), await unsaved(request))

        return answer


async def _notice_was_shown(request: Request, made: Response) -> None:
    """A page has said what there was to say; an image or a redirect has not."""
    visitor = visitor_of(request)
    if visitor is None or visitor.session.notice is None or made.media_type != "text/html":
        return
    await forget_notice(gateway_state(request).engine, visitor.session.id, visitor.session.notice)


def to_sign_in(request: Request) -> Response:
    """To the sign-in page, and from there back to where the visitor wanted to go."""
    path = sign_in_path(path_of(request))
    return RedirectResponse(path, status_code=303, headers=SECURITY_HEADERS | PRIVATE)


def sign_in_path(wanted: str) -> str:
    """The address of the sign-in page that leads on to `wanted`."""
    return "/masuk" if wanted == "/" else f"/masuk?lanjut={quote(wanted, safe='')}"


def path_of(request: Request) -> str:
    """Path and query of a request."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
