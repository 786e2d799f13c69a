"""Background jobs: progress, failure in one line, one at a time."""

from __future__ import annotations

import threading
import time

import pytest

from data.errors import DataError, WorkspaceError
from ui.jobs import Job, Jobs, UnknownJob


def wait(job: Job) -> Job:
    deadline = time.time() + 5
    while job.status == "running" and time.time() < deadline:
        time.sleep(0.01)
    return job


def test_a_job_reports_progress_and_its_result():
    jobs, go = Jobs(), threading.Event()

    def work(job: Job) -> str:
        job.progress, job.step = 0.5, "half"
        go.wait(5)
        return "made"

    job = jobs.start("run", work)
    while job.step != "half":
        time.sleep(0.01)
    assert jobs.get(job.id).to_dict()["progress"] == 0.5
    with pytest.raises(WorkspaceError, match="another job is running"):
        jobs.start("run", work)
    go.set()
    assert wait(job).status == "done"
    assert job.result == "made"
    assert jobs.list() == [job]


def test_a_mendable_error_is_told_and_an_unexpected_one_is_not_leaked():
    jobs = Jobs()

    def mendable(job: Job) -> None:
        raise DataError("sales.csv line 3: units_sold is empty")

    def secret(job: Job) -> None:
        raise RuntimeError("password=hunter2")

    assert wait(jobs.start("run", mendable)).error == "sales.csv line 3: units_sold is empty"
    failed = wait(jobs.start("run", secret))
    assert failed.status == "failed"
    assert "hunter2" not in failed.error


def test_an_unknown_job_is_named_as_such():
    with pytest.raises(UnknownJob):
        Jobs().get("nothing")
