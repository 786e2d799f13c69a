"""What the trainings of readers share: settings from the command line, and progress on standard error."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from rag.adapting import WEIGHTS

__all__ = ["run_training"]

Settings = TypeVar("Settings")


def run_training(
    kind: type[Settings],
    module: str,
    about: str | None,
    train: Callable[[Settings, Path, Any], dict[str, Any]],
    told: str,
    arguments: list[str] | None = None,
) -> None:
    """A training from the command line: options are settings, `told` of the report is printed."""
    first = (about or "").splitlines()[0]
    settings, out = _settings_from(kind, f"python -m {module}", first, WEIGHTS, arguments)
    meta = train(settings, out, _show_progress)
    print(json.dumps({name: meta[name] for name in (told, "seconds")}, indent=1))


def _settings_from(
    kind: type[Settings], prog: str, about: str, out: Path, arguments: list[str] | None
) -> tuple[Settings, Path]:
    """Settings with what the command line says of each field, and the folder to write to."""
    parser = argparse.ArgumentParser(prog=prog, description=about)
    parser.add_argument("--out", type=Path, default=out, help="folder of the weights")
    for name, value in asdict(kind()).items():  # type: ignore[call-overload]
        option = f"--{name.replace('_', '-')}"
        if isinstance(value, bool):
            parser.add_argument(option, action=argparse.BooleanOptionalAction, default=value)
        else:
            parser.add_argument(option, type=type(value), default=value, help=f"default {value}")
    given: dict[str, Any] = vars(parser.parse_args(arguments))
    folder = given.pop("out")
    return kind(**given), folder


def _show_progress(label: str, done: int, total: int, loss: float | None = None) -> None:
    if done % 50 < 1 or done >= total or (label == "frozen layers" and done // 64 % 8 == 0):
        told = f" loss {loss:.3f}" if loss is not None else ""
        print(f"{label} {done}/{total}{told}", file=sys.stderr, flush=True)
