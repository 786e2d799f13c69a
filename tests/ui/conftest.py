"""A served copy of the demo workspace, and a browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.ui_server import CHROMIUM_FLAGS
from tests.conftest import ROOT

SHOTS = ROOT / "build" / "screenshots"


@pytest.fixture(scope="session")
def workspace_copy(demo_workspace, tmp_path_factory):
    """A copy of the demo that tests may change."""
    from data.workspace import Workspace

    folder = tmp_path_factory.mktemp("served") / "workspace"
    shutil.copytree(demo_workspace.root, folder)
    return Workspace(folder)


@pytest.fixture(scope="session")
def client(workspace_copy):
    """The REST API in this process."""
    from fastapi.testclient import TestClient

    from ui.api import create_api
    from ui.services import Services
    from ui.settings import ServerSettings

    settings = ServerSettings(requests_per_minute=100_000, questions_per_minute=100_000)
    with TestClient(create_api(Services(workspace_copy), settings), raise_server_exceptions=False) as client:
        yield client


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_server(workspace: Path, log: Path) -> tuple[subprocess.Popen, str]:
    """`quartermaster serve` in a process of its own; returns it with its address once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "ui.cli", "serve", "--workspace", str(workspace), "--port", str(port)]
    with log.open("w") as stream:
        process = subprocess.Popen(command, cwd=ROOT, stdout=stream, stderr=subprocess.STDOUT, env={**os.environ})
    address = f"http://127.0.0.1:{port}"
    deadline = time.time() + 120
    while time.time() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2)  # noqa: S310
            return process, address
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    process.kill()
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def server(workspace_copy, tmp_path_factory) -> Iterator[str]:
    """Address of a served copy of the demo."""
    process, address = start_server(workspace_copy.root, tmp_path_factory.mktemp("log") / "server.log")
    yield address
    process.terminate()
    assert process.wait(30) is not None


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    executable = shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(executable).is_file():
        pytest.fail("Debian's chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[1280, 400], ids=["wide", "narrow"])
def page(request, chromium, server):
    """The application at both widths; console errors fail the test, a screenshot is kept."""
    page = chromium.new_page(viewport={"width": request.param, "height": 900})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(30_000)
    page.goto(server)
    page.wait_for_selector("#question textarea")
    page.width = request.param
    yield page
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{request.node.originalname}-{request.param}.png", full_page=True)
    page.close()
    assert errors == []
