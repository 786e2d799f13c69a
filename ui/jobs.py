"""Long work in the background: one job at a time, with progress that can be asked for."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from data.errors import QuartermasterError, WorkspaceError

__all__ = ["Job", "Jobs", "UnknownJob"]

log = logging.getLogger("quartermaster.jobs")
KEPT = 50  # finished jobs remembered


class UnknownJob(QuartermasterError):
    """No job of that id."""


@dataclass
class Job:
    """One piece of background work. `progress` runs from 0 to 1."""

    kind: str
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    status: Literal["running", "done", "failed"] = "running"
    progress: float = 0.0
    step: str = "starting"
    started_at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    result: Any = None
    error: str = ""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


class Jobs:
    """Runs jobs in a thread each, at most one at a time."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, kind: str, work: Callable[[Job], Any]) -> Job:
        """Start `work(job)`; it may set `job.progress` and `job.step`. One job runs at a time."""
        with self._lock:
            if any(job.status == "running" for job in self._jobs.values()):
                raise WorkspaceError("another job is running; wait for it to end, then try again")
            job = Job(kind)
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-KEPT]:
                del self._jobs[old]
        threading.Thread(target=self._run, args=(job, work), name=f"job-{job.id[:8]}", daemon=True).start()
        return job

    def _run(self, job: Job, work: Callable[[Job], Any]) -> None:
        try:
            job.result = work(job)
            job.progress, job.status, job.step = 1.0, "done", "done"
        except QuartermasterError as error:
            job.error, job.status = str(error), "failed"
        except Exception as error:
            log.exception("job %s failed", job.id)
            job.error, job.status = f"an unexpected fault ({type(error).__name__}); the log has the details", "failed"

    def get(self, id: str) -> Job:
        with self._lock:
            if id not in self._jobs:
                raise UnknownJob(f"no job {id!r}; GET /jobs lists them")
            return self._jobs[id]

    def list(self) -> list[Job]:
        with self._lock:
            return list(self._jobs.values())[::-1]
