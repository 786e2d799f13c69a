"""Questions: one answer object, or a stream of verified sentences; feedback; notes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from ui.api.schemas import AskRequest, AskResponse, FeedbackRequest, NoteRequest, Problem
from ui.api.security import Caller, needs
from ui.cli.output import plain, records

__all__ = ["router"]

router = APIRouter(tags=["assistant"])
PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem},
    409: {"model": Problem},
    422: {"model": Problem},
    429: {"model": Problem},
}


@router.post("/ask", response_model=AskResponse, responses=PROBLEMS, summary="Ask a question")
def ask(body: AskRequest, request: Request) -> dict[str, Any]:
    history = [turn.model_dump() for turn in body.history]
    answer = request.app.state.services.ask(body.question, history, _scoped(body, request))
    return plain(answer.to_dict())


@router.post(
    "/ask/stream",
    responses=PROBLEMS,
    summary="Ask, and get verified sentences as server-sent events",
    response_class=StreamingResponse,
)
def ask_stream(body: AskRequest, request: Request) -> StreamingResponse:
    """Events `sentence` (text) and, last, `answer` (the whole answer object) or `error`."""
    history = [turn.model_dump() for turn in body.history]
    services = request.app.state.services
    conversation = _scoped(body, request)
    _ = services.run_id  # an error now is a status code; later it would be an event

    def events() -> Iterator[str]:
        from data.errors import QuartermasterError

        try:
            for event in services.stream(body.question, history, conversation):
                if isinstance(event, str):
                    yield _event("sentence", event)
                else:
                    yield _event("answer", plain(event.to_dict()))
        except QuartermasterError as error:
            yield _event("error", str(error))

    return StreamingResponse(events(), media_type="text/event-stream")


def _scoped(body: AskRequest, request: Request) -> str | None:
    """Conversation ids are per user: nobody continues a conversation of somebody else."""
    return f"{request.state.identity.name}:{body.conversation_id}" if body.conversation_id else None


def _event(name: str, value: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"


@router.post("/feedback", status_code=204, responses=PROBLEMS, summary="Thumbs and a comment on an answer")
def feedback(body: FeedbackRequest, request: Request, identity: Caller) -> None:
    request.app.state.services.feedback(body.answer, body.rating, body.comment, identity.name)


@router.get("/notes", responses=PROBLEMS, summary="The notes, newest first")
def notes(request: Request) -> list[dict[str, Any]]:
    return records(request.app.state.services.notes())


@router.post("/notes", status_code=201, responses=PROBLEMS, dependencies=[needs("buyer")], summary="Add a note")
def add_note(body: NoteRequest, request: Request) -> dict[str, Any]:
    return plain(request.app.state.services.add_note(**body.model_dump()))


@router.delete(
    "/notes/{note_id}", status_code=204, responses=PROBLEMS, dependencies=[needs("buyer")], summary="Delete a note"
)
def delete_note(note_id: str, request: Request) -> None:
    request.app.state.services.delete_note(note_id)
