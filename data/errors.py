"""Errors a user can mend. Each message says what is wrong, where, and what to do."""

from __future__ import annotations

__all__ = [
    "DataError",
    "QuartermasterError",
    "SettingsError",
    "WorkspaceError",
]


class QuartermasterError(Exception):
    """Base of every error that is shown to a person as one line (exit code 1, HTTP 4xx)."""


class DataError(QuartermasterError, ValueError):
    """Input data that cannot be accepted: place, finding, expectation."""


class SettingsError(QuartermasterError, ValueError):
    """A setting with an unknown name or an impossible value."""


class WorkspaceError(QuartermasterError):
    """The workspace is missing, locked, incomplete or of another version."""
