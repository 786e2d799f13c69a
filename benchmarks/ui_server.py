"""The real server in a process of its own, and a chromium beside it, for the benchmarks of the interface."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["CHROMIUM_FLAGS", "Server", "chromium", "load_note", "serving"]

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Server:
    """A running server: its address, process id and the copy of the workspace that it serves."""

    address: str
    pid: int
    workspace: Path
    start_seconds: float

    def cpu_seconds(self) -> float:
        """User and system time of the process so far."""
        import psutil

        times = psutil.Process(self.pid).cpu_times()
        return times.user + times.system

    def resident_mb(self) -> float:
        import psutil

        return psutil.Process(self.pid).memory_info().rss / 2**20


@contextmanager
def serving(workspace: Path) -> Iterator[Server]:
    """`quartermaster serve` on a copy of `workspace`, ready to answer."""
    with tempfile.TemporaryDirectory(prefix="quartermaster-bench-") as folder:
        copy, log = Path(folder) / "workspace", Path(folder) / "server.log"
        shutil.copytree(workspace, copy, ignore=shutil.ignore_patterns("conversations", "users.json"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "ui.cli", "serve", "--workspace", str(copy), "--port", str(port)]
        start = time.perf_counter()
        with log.open("w") as stream:
            process = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT, env={**os.environ})
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(process, address, log)
            yield Server(address, process.pid, copy, time.perf_counter() - start)
        finally:
            process.terminate()
            process.wait(30)


def load_note(at_start: float) -> str:
    """What else the machine was doing: load averages (1 minute) before and at the end."""
    ended = os.getloadavg()[0]
    return f"Load average of the machine: {at_start:.1f} before, {ended:.1f} at the end, {os.cpu_count()} cores."


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.time() + 180
    while time.time() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2)  # noqa: S310
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    process.kill()
    raise SystemExit(f"the server did not start:\n{log.read_text()}")


@contextmanager
def chromium() -> Iterator[Any]:
    """Debian's chromium, driven by playwright."""
    from playwright.sync_api import sync_playwright

    executable = shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
