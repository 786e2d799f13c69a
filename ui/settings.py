"""Settings of the server: section `server` of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass

from data.errors import SettingsError

__all__ = ["ServerSettings"]


@dataclass(frozen=True)
class ServerSettings:
    """Limits of one server process."""

    upload_mb: int = 512  # largest request body, MiB
    requests_per_minute: int = 600  # per user or address
    questions_per_minute: int = 60  # per user or address
    queue_size: int = 64  # questions waiting before new ones are turned away
    timezone: str = "UTC"

    def __post_init__(self) -> None:
        for name in ("upload_mb", "requests_per_minute", "questions_per_minute", "queue_size"):
            if getattr(self, name) < 1:
                raise SettingsError(f"server.{name} is {getattr(self, name)}; expected a whole number of at least 1")
