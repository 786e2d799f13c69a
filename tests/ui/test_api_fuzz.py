"""Generated requests against the OpenAPI document: no server error, whatever is sent."""

from __future__ import annotations

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

#: Requests per operation that has parameters or a body; 12 of them.
QUICK, THOROUGH = 8, 190


@pytest.fixture(scope="module")
def fuzzed(workspace_copy):
    from ui.api import create_api
    from ui.services import Services
    from ui.settings import ServerSettings

    os.environ["QM_WRITER__WRITER"] = "none"  # the model is not what is tested here
    try:
        app = create_api(
            Services(workspace_copy), ServerSettings(requests_per_minute=10**6, questions_per_minute=10**6)
        )
        schema = schemathesis.openapi.from_asgi("/openapi.json", app)
        yield [
            operation.ok()
            for operation in schema.get_all_operations()
            if (operation.ok().method.upper(), operation.ok().path) != ("POST", "/jobs")  # would train
        ]
    finally:
        del os.environ["QM_WRITER__WRITER"]


def send(operations, count: int) -> tuple[int, list[str]]:
    """Send `count` generated requests per operation; returns how many were sent and which failed."""
    sent, failed = 0, []
    for operation in operations:

        @settings(
            max_examples=count,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def run(case):
            nonlocal sent
            sent += 1
            response = case.call(timeout=300)
            if response.status_code >= 500 and not (response.status_code == 503 and case.path == "/readyz"):
                what = f"{case.method} {case.path}: {response.status_code} {response.text[:200]}"
                failed.append(f"{what} <- {case.as_curl_command()}")

        run()
    return sent, failed


def test_no_generated_request_is_a_server_error(fuzzed):
    sent, failed = send(fuzzed, QUICK)
    assert sent >= len(fuzzed)
    assert failed == []


@pytest.mark.slow
def test_no_server_error_in_two_thousand_generated_requests(fuzzed):
    sent, failed = send(fuzzed, THOROUGH)
    assert failed == []
    assert sent >= 2000
