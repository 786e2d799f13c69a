"""The typer application: groups of commands, and the one place where errors become one line."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

import typer
from typer import exceptions as typer_exceptions

from ui.cli import assistant_commands, data_commands, order_commands, run_commands, server_commands

__all__ = ["app", "run_application"]

app = typer.Typer(
    name="quartermaster",
    help="Forecasts, orders and answers for procurement; every number traced to its source.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for module in (data_commands, run_commands, assistant_commands, order_commands, server_commands):
    module.register(app)


def log_path() -> Path:
    """Where tracebacks go: next to the user's other caches."""
    return Path(os.environ.get("QM_LOG", Path.home() / ".cache" / "quartermaster" / "error.log"))


def run_application() -> int:
    """0 success; 1 something the user can mend; 2 wrong usage; 3 a fault of ours (logged); 130 interrupted."""
    from data.errors import QuartermasterError

    command = typer.main.get_command(app)
    try:
        result = command.main(standalone_mode=False)
        return int(result or 0)
    except typer_exceptions.Exit as finished:
        return finished.exit_code
    except (KeyboardInterrupt, typer_exceptions.Abort):
        print("interrupted", file=sys.stderr)
        return 130
    except typer_exceptions.TyperException as error:
        error.show()  # type: ignore[attr-defined]
        return error.exit_code  # type: ignore[attr-defined]
    except (QuartermasterError, FileNotFoundError, PermissionError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        return _report_fault(error)


def _report_fault(error: Exception) -> int:
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log = logging.getLogger("quartermaster")
        log.addHandler(handler)
        log.error("unexpected fault", exc_info=error)
        log.removeHandler(handler)
        place = f"; the details are in {path}"
    except OSError:
        place = ""
    print(f"error: an unexpected fault ({type(error).__name__}: {error}){place}", file=sys.stderr)
    return 3
