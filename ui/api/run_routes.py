"""Runs and jobs: make a run in the background, see the history, roll back."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from ui.api.ask_routes import PROBLEMS
from ui.api.schemas import JobRequest
from ui.api.security import needs

__all__ = ["router"]

router = APIRouter(tags=["runs"])


@router.get("/runs", responses=PROBLEMS, summary="Published runs, newest first")
def runs(request: Request) -> list[dict[str, Any]]:
    return request.app.state.services.runs()


@router.post("/runs/{run_id}/serve", responses=PROBLEMS, dependencies=[needs("admin")], summary="Serve an earlier run")
def serve_run(run_id: str, request: Request) -> dict[str, str]:
    return {"run_id": request.app.state.services.rollback(run_id)}


@router.post("/jobs", status_code=202, responses=PROBLEMS, dependencies=[needs("admin")], summary="Start long work")
def start_job(body: JobRequest, request: Request) -> dict[str, Any]:
    services = request.app.state.services
    return request.app.state.jobs.start(body.kind, services.make_run).to_dict()


@router.get("/jobs", responses=PROBLEMS, summary="Jobs, newest first")
def jobs(request: Request) -> list[dict[str, Any]]:
    return [job.to_dict() for job in request.app.state.jobs.list()]


@router.get(
    "/jobs/{job_id}", responses={404: {"description": "Unknown job"}, **PROBLEMS}, summary="Progress of one job"
)
def job(job_id: str, request: Request) -> dict[str, Any]:
    return request.app.state.jobs.get(job_id).to_dict()
