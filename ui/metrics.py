"""Prometheus metrics: counts, latencies, shares of fallbacks and refusals, ages of run and model."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from llm.answer import Answer
    from ui.services import Services

__all__ = ["Metrics"]

_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 4.0, 8.0, 16.0, 32.0)


class Metrics:
    """One registry per application, so that two in one process do not collide."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "quartermaster_requests_total", "HTTP requests", ["method", "route", "code"], registry=self.registry
        )
        self.latency = Histogram(
            "quartermaster_request_seconds",
            "Seconds per HTTP request",
            ["route"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.answers = Counter(
            "quartermaster_answers_total",
            "Answers by status and composer",
            ["status", "composer"],
            registry=self.registry,
        )
        self.answer_seconds = Histogram(
            "quartermaster_answer_seconds", "Seconds per whole answer", buckets=_BUCKETS, registry=self.registry
        )
        self.unverified = Counter(
            "quartermaster_unverified_answers_total",
            "Answers with a figure that did not verify",
            registry=self.registry,
        )
        run_age = Gauge(
            "quartermaster_run_age_seconds", "Seconds since the served run was made", registry=self.registry
        )
        run_age.set_function(self._run_age)
        started = time.time()
        up = Gauge("quartermaster_uptime_seconds", "Seconds since the start", registry=self.registry)
        up.set_function(lambda: time.time() - started)

    def record_answer(self, answer: Answer, seconds: float) -> None:
        self.answers.labels(answer.status, answer.composer).inc()
        self.answer_seconds.observe(seconds)
        if not answer.verified:
            self.unverified.inc()

    def _run_age(self) -> float:
        from forecasting.runstore import RunStore

        run_id = self.services.workspace.current_run()
        if run_id is None:
            return float("nan")
        created = datetime.fromisoformat(RunStore(self.services.workspace).manifest(run_id)["created_at"])
        if created.tzinfo is None:
            created = created.replace(tzinfo=UTC)
        return (datetime.now(UTC) - created).total_seconds()

    def text(self) -> bytes:
        return generate_latest(self.registry)
