"""Tables of the served run: forecasts, recommendations, alerts, what-if."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query, Request

from ui.api.ask_routes import PROBLEMS
from ui.api.schemas import ForecastRequest, Table, WhatIfRequest
from ui.api.security import needs
from ui.boards import Boards
from ui.cli.output import records

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["router"]

router = APIRouter(tags=["tables"])
Limit = Annotated[int, Query(ge=1, le=10_000)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]
Name = Annotated[str | None, Query(max_length=200)]


def _page(request: Request, frame: pd.DataFrame, limit: int, offset: int) -> dict[str, Any]:
    rows = records(frame.iloc[offset : offset + limit])
    return {"run_id": request.app.state.services.run_id, "total": len(frame), "rows": rows}


@router.get(
    "/forecast",
    response_model=Table,
    responses={404: {"description": "Unknown series"}, **PROBLEMS},
    summary="Quantile forecasts of one series, or the list of series",
)
def forecast(
    request: Request,
    store_id: Name = None,
    product_id: Name = None,
    target: Literal["sales", "returns"] = "sales",
    horizon: Annotated[int, Query(ge=1, le=90)] = 28,
    limit: Limit = 1000,
    offset: Offset = 0,
) -> dict[str, Any]:
    boards = Boards(request.app.state.services)
    if store_id is None or product_id is None:
        return _page(request, boards.series(store_id), limit, offset)
    return _page(request, boards.forecast(store_id, product_id, target, horizon), limit, offset)


@router.post(
    "/forecast",
    response_model=Table,
    responses=PROBLEMS,
    summary="Forecast an unseen product from a posted history of at least 14 periods",
)
def forecast_posted(body: ForecastRequest, request: Request) -> dict[str, Any]:
    frame = request.app.state.services.forecast_history(
        body.store_id, body.product_id, [point.model_dump() for point in body.historical_data], body.horizon
    )
    return _page(request, frame, len(frame), 0)


@router.get("/replenishment", response_model=Table, responses=PROBLEMS, summary="What to order, and why")
def replenishment(
    request: Request,
    store_id: Name = None,
    supplier_id: Name = None,
    category: Name = None,
    action: Annotated[list[Literal["order_now", "order_soon", "expedite", "excess", "ok"]] | None, Query()] = None,
    recommended: bool = False,
    limit: Limit = 1000,
    offset: Offset = 0,
) -> dict[str, Any]:
    actions = list(action) if action else None
    frame = Boards(request.app.state.services).replenishment(store_id, supplier_id, category, actions, recommended)
    return _page(request, frame, limit, offset)


@router.post(
    "/whatif",
    response_model=Table,
    responses=PROBLEMS,
    dependencies=[needs("buyer")],
    summary="Recompute every order under a change, side by side with today",
)
def whatif(body: WhatIfRequest, request: Request, limit: Limit = 1000, offset: Offset = 0) -> dict[str, Any]:
    return _page(request, request.app.state.services.whatif(**body.model_dump()), limit, offset)


@router.get("/alerts", response_model=Table, responses=PROBLEMS, summary="What needs attention, most severe first")
def alerts(
    request: Request,
    store_id: Name = None,
    severity: Literal["critical", "warning", "info"] | None = None,
    kind: Name = None,
    limit: Limit = 1000,
    offset: Offset = 0,
) -> dict[str, Any]:
    return _page(request, Boards(request.app.state.services).alerts(store_id, severity, kind), limit, offset)
