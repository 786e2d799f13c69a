"""The Gradio application."""

from __future__ import annotations

from ui.app.layout import build_app

__all__ = ["build_app"]
