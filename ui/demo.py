"""The demo: a made world, a published run, an index, and the chat on top.

    python -m ui.demo --workspace workspace            # what `make demo` calls
    python -m ui.demo --workspace workspace --no-serve

Every step is skipped when its result is there already, so a second call serves at once.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import QuartermasterError
from data.workspace import Workspace, atomic_write_text

__all__ = ["ensure_demo", "main"]

ROOT = Path(__file__).resolve().parent.parent
#: What the demo's run depends on; an edit here makes the demo anew.
SOURCES = ("data", "forecasting", "rag/passages.py", "rag/index.py", "rag/embedded.py")


class Steps:
    """Runs named steps and remembers their seconds for the table at the end."""

    def __init__(self) -> None:
        self.seconds: list[tuple[str, float]] = []

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        print(f"· {name} ...", file=sys.stderr, flush=True)
        start = time.perf_counter()
        yield
        self.seconds.append((name, time.perf_counter() - start))

    def table(self) -> str:
        total = sum(s for _, s in self.seconds)
        rows = [*self.seconds, ("total", total)]
        return "\n".join(f"  {name:<42}{seconds:>8.1f} s" for name, seconds in rows)


def source_key() -> str:
    """Hash of the sources that make the demo's data and run."""
    digest = hashlib.sha256()
    for source in SOURCES:
        path = ROOT / source
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(str(file.relative_to(ROOT)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _marker(workspace: Workspace) -> Path:
    return workspace.root / "demo.json"


def _is_current(workspace: Workspace) -> bool:
    """True when nothing has to be made: the demo of these sources, or a user's own workspace."""
    if workspace.current_run() is None:
        return False
    if not _marker(workspace).is_file():
        return True  # somebody's own data: never touched
    return json.loads(_marker(workspace).read_text(encoding="utf-8")).get("key") == source_key()


def ensure_demo(workspace: Workspace, steps: Steps | None = None) -> Workspace:
    """Make the demo world and its run unless they are there; returns the workspace."""
    steps = steps or Steps()
    if _is_current(workspace):
        return workspace
    from data.demo import make_demo
    from forecasting.pipeline import run
    from rag.index import build_index

    if workspace.has_table("sales") and not _marker(workspace).is_file():
        raise QuartermasterError(
            f"{workspace.root} holds data that is not the demo's and no run; "
            f"call `quartermaster run --workspace {workspace.root}`, or choose another folder for the demo"
        )
    if workspace.root.exists():
        shutil.rmtree(workspace.root)
    workspace.create()
    atomic_write_text(_marker(workspace), json.dumps({"key": ""}))
    with steps.step("demo world"):
        make_demo(workspace)
    with steps.step("forecasts, orders, alerts, index"):
        run(workspace, build_index=build_index)
    atomic_write_text(_marker(workspace), json.dumps({"key": source_key()}))
    return workspace


def _environment_seconds() -> float | None:
    """Seconds that `make` spent on the virtual environment in this very call."""
    path = ROOT / "build" / ".env-seconds"
    if not path.is_file():
        return None
    seconds = float(path.read_text().strip() or 0)
    path.unlink()
    return seconds


def prepare(workspace: Workspace) -> Steps:
    """All that serving needs, each step timed."""
    steps = Steps()
    if (seconds := _environment_seconds()) is not None:
        steps.seconds.append(("virtual environment", seconds))
    from llm.models import resolve

    with steps.step("embedded models (converted once)"):
        resolve()
    ensure_demo(workspace, steps)
    return steps


def main(argv: list[str] | None = None, serve: Callable[..., None] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m ui.demo", description=__doc__.splitlines()[0])
    parser.add_argument("--workspace", default=os.environ.get("QM_WORKSPACE", "workspace"), help="the demo's folder")
    parser.add_argument("--no-serve", action="store_true", help="stop before serving")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=7860)
    options = parser.parse_args(argv)
    workspace = Workspace(options.workspace)
    try:
        steps = prepare(workspace)
    except QuartermasterError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("time of each step\n" + steps.table())
    if options.no_serve:
        print(f"ready: quartermaster serve --workspace {workspace.root}")
        return 0
    if serve is None:
        from ui.serve import serve as serve_default

        serve = serve_default
    serve(workspace, host=options.host, port=options.port)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
