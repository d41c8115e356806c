"""Corrections: an analyst says that two stories are one or one is two, or takes that back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict, Field

from services.gateway.access import Caller, caller_of
from services.gateway.no_nul import NoNul
from services.gateway.noted import noted
from services.gateway.problems import invalid, refused
from services.gateway.roles import at_least
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.story import (
    LONGEST_NOTE,
    MOST_SPLIT,
    CorrectionOutcome,
    MergeOrder,
    SplitOrder,
    UndoOrder,
)

router = APIRouter(prefix="/v1/stories", tags=["stories"])

_LATER: dict[int | str, dict[str, Any]] = {
    202: {"model": CorrectionOutcome, "description": "Taken down, and applied before the next article"}
}
Who = Annotated[Caller, Depends(caller_of)]
State = Annotated[GatewayState, Depends(gateway_state)]
Note = Annotated[str | None, Field(max_length=LONGEST_NOTE, description="Why; only your own tenant reads it")]
Id = Annotated[str, Field(min_length=1, max_length=64)]


class MergeStories(NoNul):
    """Which story is one with this."""

    model_config = ConfigDict(extra="forbid")

    story: Id = Field(description="Id of the other story")
    note: Note = None


class SplitStory(NoNul):
    """Which articles are another story."""

    model_config = ConfigDict(extra="forbid")

    articles: list[Id] = Field(
        min_length=1,
        max_length=MOST_SPLIT,
        description="Ids of articles of this story, not all; together they are another one",
    )
    note: Note = None


@router.post("/{story_id}/merge", summary="Merge a story with another", responses=_LATER)
async def merge_stories(
    story_id: str, body: MergeStories, response: Response, caller: Who, state: State
) -> CorrectionOutcome:
    """Say that two stories are one. It holds for everybody who sees them, whatever comes later.

    The story that was opened first keeps its id, the other id leads there. Needs the role analyst, and an
    article of each story within your scope (else 404).
    """
    if body.story == story_id:
        raise invalid(refused("body", "story", "sebut cerita yang lain"))
    order = MergeOrder(id=story_id, other=body.story, note=body.note, **_by(caller))
    outcome = await state.search.merge_stories(order)
    await noted(caller, state, "story.merge", story_id, f"with {body.story}")
    return _answer(outcome, response)


@router.post("/{story_id}/split", summary="Split articles off a story", responses=_LATER)
async def split_story(
    story_id: str, body: SplitStory, response: Response, caller: Who, state: State
) -> CorrectionOutcome:
    """Say that some articles tell another event: they become a story, and never come back to those who stay.

    It holds for everybody who sees them. Later articles go to the side they are nearer to. Needs the role
    analyst, and all these articles in this story and within your scope (else 404).
    """
    order = SplitOrder(id=story_id, article_ids=body.articles, note=body.note, **_by(caller))
    outcome = await state.search.split_story(order)
    await noted(caller, state, "story.split", story_id, f"off it: {', '.join(body.articles)}")
    return _answer(outcome, response)


@router.delete("/{story_id}/corrections/{correction_id}", summary="Undo a correction", responses=_LATER)
async def undo_correction(
    story_id: str, correction_id: str, response: Response, caller: Who, state: State
) -> CorrectionOutcome:
    """Take a correction back: the stories are grouped as if it had not been made.

    Your own tenant's, by the role analyst; anybody's, by the role operator. Asked again, nothing changes.
    """
    order = UndoOrder(
        id=story_id,
        correction_id=correction_id,
        of_anybody=at_least(caller.key.role, "operator"),
        **_by(caller),
    )
    outcome = await state.search.undo_correction(order)
    await noted(caller, state, "story.undo", story_id, f"correction {correction_id}", own=outcome.own)
    return _answer(outcome, response)


def _by(caller: Caller) -> dict[str, Any]:
    return {"scope": list(caller.tenant.scope), "tenant_id": caller.tenant.id, "actor": caller.actor}


def _answer(outcome: CorrectionOutcome, response: Response) -> CorrectionOutcome:
    response.status_code = 200 if outcome.state == "applied" else 202
    return outcome
