"""The command line. `main` is the entry point of the `quartermaster` script."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line; a person sees one line for an error, never a traceback."""
    from ui.cli.application import run_application

    raise SystemExit(run_application())
