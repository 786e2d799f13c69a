"""Request and response bodies of the REST API, with the examples that the OpenAPI page shows."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "AskRequest",
    "AskResponse",
    "FeedbackRequest",
    "ForecastRequest",
    "HistoryPoint",
    "JobRequest",
    "NoteRequest",
    "Problem",
    "Table",
    "Turn",
    "WhatIfRequest",
]

FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2200, 12, 31)  # beyond them a date is a slip
_ID = Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")


class Turn(BaseModel):
    role: Literal["user", "assistant"]
    content: str = Field(max_length=20_000)


class AskRequest(BaseModel):
    """A question, with the conversation so far."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": "What do I have to order today?", "history": []}]}
    )
    question: str = Field(min_length=1, max_length=2_000, description="What a buyer would type.")
    history: list[Turn] = Field(default_factory=list, max_length=40)
    conversation_id: str | None = Field(default=None, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")


class AskResponse(BaseModel):
    """The answer object of the contract."""

    model_config = ConfigDict(extra="allow")
    question: str
    answer: str
    status: Literal["answered", "clarify", "refused", "no_data"]
    facts: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    citations: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    coverage: dict[str, Any] | None
    plan: dict[str, Any] | None
    verified: bool
    composer: Literal["llm", "fallback"]
    timings_ms: dict[str, float]
    run_id: str
    model: Any


class Table(BaseModel):
    """Rows of one table of the served run."""

    run_id: str
    total: int = Field(description="Rows that meet the filters.")
    rows: list[dict[str, Any]] = Field(description="The page of rows that was asked for.")


class HistoryPoint(BaseModel):
    date: dt.date = Field(ge=FIRST_DAY, le=LAST_DAY)
    units_sold: float = Field(ge=0, le=1e9)
    price: float | None = Field(default=None, ge=0, le=1e9)
    on_promo: bool | None = None


class ForecastRequest(BaseModel):
    """A posted history of a product that the run does not know, at least 14 periods long."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "store_id": "S1",
                    "product_id": "NEW-1",
                    "horizon": 7,
                    "historical_data": [
                        {"date": f"2026-10-{day:02d}", "units_sold": 5 + day % 7} for day in range(1, 15)
                    ],
                }
            ]
        }
    )
    store_id: str = _ID
    product_id: str = _ID
    historical_data: list[HistoryPoint] = Field(min_length=14, max_length=5_000)
    horizon: int = Field(default=28, ge=1, le=90, description="Periods to forecast.")


class WhatIfRequest(BaseModel):
    """A change to recompute the orders under."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"kind": "demand", "value": 0.2, "relative": True, "store_id": "S1"}]}
    )
    kind: Literal[
        "demand", "lead_time", "cycle_service_level", "budget", "skip_order", "late_order", "supplier_down", "promotion"
    ]
    value: float | None = Field(default=None, ge=-1e9, le=1e9)
    relative: bool = Field(default=False, description="value is a relative change: 0.2 is 20% more")
    store_id: str | None = Field(default=None, max_length=200)
    supplier_id: str | None = Field(default=None, max_length=200)
    product_id: str | None = Field(default=None, max_length=200)


class NoteRequest(BaseModel):
    title: str = Field(min_length=1, max_length=300)
    body: str = Field(min_length=1, max_length=100_000)
    date: dt.date | None = Field(default=None, ge=FIRST_DAY, le=LAST_DAY)
    supplier_id: str | None = Field(default=None, max_length=200)
    product_id: str | None = Field(default=None, max_length=200)
    store_id: str | None = Field(default=None, max_length=200)


class FeedbackRequest(BaseModel):
    answer: dict[str, Any]
    rating: Literal[-1, 1]
    comment: str = Field(default="", max_length=5_000)


class JobRequest(BaseModel):
    kind: Literal["run"] = "run"


class Problem(BaseModel):
    """What went wrong and what mends it."""

    detail: Any
