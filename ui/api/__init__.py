"""The REST API. `create_api(services)` gives a FastAPI application without the chat."""

from __future__ import annotations

from ui.api.application import create_api

__all__ = ["create_api"]
