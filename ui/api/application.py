"""The FastAPI application: routes are thin, the work is in `ui.services` and `ui.boards`."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from data.errors import QuartermasterError, WorkspaceError
from ui.api import ask_routes, run_routes, table_routes
from ui.api.security import install_security
from ui.auth import Users
from ui.boards import UnknownSeries
from ui.jobs import Jobs, UnknownJob
from ui.metrics import Metrics

if TYPE_CHECKING:
    from ui.services import Services
    from ui.settings import ServerSettings

__all__ = ["create_api"]

log = logging.getLogger("quartermaster.api")
DESCRIPTION = "Forecasts, orders and verified answers for procurement. Every figure names the cell it comes from."


def create_api(services: Services, settings: ServerSettings | None = None) -> FastAPI:
    """All routes, with authentication, limits and metrics; the chat is mounted by `ui.serve`."""
    from ui.settings import ServerSettings

    settings = settings or ServerSettings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        log.info("shutting down")

    app = FastAPI(
        title="Quartermaster",
        version="0.1.0",
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url="/docs",
        redoc_url=None,
    )
    app.state.services = services
    app.state.metrics = Metrics(services)
    services.on_answer = app.state.metrics.record_answer
    app.state.jobs = Jobs()
    app.state.users = Users(services.workspace)
    app.state.settings = settings
    _install_metrics(app)
    install_security(app, app.state.users, settings)
    _install_errors(app)
    _install_health(app)
    for module in (ask_routes, table_routes, run_routes):
        app.include_router(module.router)
    return app


def _install_metrics(app: FastAPI) -> None:
    @app.middleware("http")
    async def measure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        start = time.perf_counter()
        response = await call_next(request)
        route = getattr(request.scope.get("route"), "path", "other")
        app.state.metrics.requests.labels(request.method, route, response.status_code).inc()
        app.state.metrics.latency.labels(route).observe(time.perf_counter() - start)
        return response


def _install_errors(app: FastAPI) -> None:
    @app.exception_handler(QuartermasterError)
    def mendable(request: Request, error: QuartermasterError) -> JSONResponse:
        unknown = isinstance(error, (UnknownSeries, UnknownJob))
        code = 404 if unknown else 409 if isinstance(error, WorkspaceError) else 422
        return JSONResponse({"detail": str(error)}, code)

    @app.exception_handler(Exception)
    def fault(request: Request, error: Exception) -> JSONResponse:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return JSONResponse({"detail": "an unexpected fault; the log has the details"}, 500)


def _install_health(app: FastAPI) -> None:
    @app.get("/healthz", tags=["operations"], summary="The process is alive")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get(
        "/readyz",
        tags=["operations"],
        summary="A run is served and questions can be answered",
        responses={503: {"description": "No run yet"}},
    )
    def readyz() -> JSONResponse:
        run_id = app.state.services.workspace.current_run()
        return JSONResponse({"status": "ready" if run_id else "no run", "run_id": run_id}, 200 if run_id else 503)

    @app.get("/metrics", tags=["operations"], summary="Prometheus metrics", response_class=PlainTextResponse)
    def metrics() -> Response:
        return Response(app.state.metrics.text(), media_type="text/plain; version=0.0.4; charset=utf-8")
