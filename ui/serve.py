"""Serve the chat, the boards and the API from one process."""

from __future__ import annotations

import ipaddress
import logging
import os
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError

if TYPE_CHECKING:
    from data.workspace import Workspace

__all__ = ["create_application", "serve"]

log = logging.getLogger("quartermaster.serve")


def is_local(host: str) -> bool:
    """True for localhost and loopback addresses."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def create_application(workspace: Workspace) -> Any:
    """The FastAPI application with the Gradio chat mounted at `/` and its MCP endpoint at `/gradio_api/mcp`."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr

    from data.settings import load
    from ui.api import create_api
    from ui.app import build_app
    from ui.app.theme import CSS, HEAD, theme
    from ui.services import Services
    from ui.settings import ServerSettings

    settings = load(workspace, "server", ServerSettings)
    services = Services(workspace)
    api = create_api(services, settings)
    blocks = build_app(services, api.state.jobs)
    blocks.queue(max_size=settings.queue_size, default_concurrency_limit=8, api_open=False)
    return gr.mount_gradio_app(
        api,
        blocks,
        path="/",
        theme=theme(),
        css=CSS,
        head=HEAD,
        show_error=False,
        max_file_size=f"{settings.upload_mb}mb",
        ssr_mode=False,
        mcp_server=True,
        footer_links=[],
    )


def serve(workspace: Workspace, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serve until interrupted. Without users, only on localhost."""
    import uvicorn

    from ui.auth import Users

    if not Users(workspace).enabled and not is_local(host):
        raise QuartermasterError(
            f"refusing to serve on {host} without authentication; add a user first: "
            f"`quartermaster users add NAME --role admin --workspace {workspace.root}`"
        )
    start = time.perf_counter()
    application = create_application(workspace)
    threading.Thread(target=warm_up, args=(application,), daemon=True, name="warm-up").start()
    print(
        f"Quartermaster on http://{host}:{port} (ready in {time.perf_counter() - start:.1f} s)",
        file=sys.stderr,
        flush=True,
    )
    config = uvicorn.Config(
        application, host=host, port=port, log_level="warning", timeout_graceful_shutdown=10, access_log=False
    )
    uvicorn.Server(config).run()


def warm_up(application: Any) -> None:
    """Load the models before the first question asks for them."""
    try:
        application.state.services.warm_up()
    except QuartermasterError as error:
        log.warning("the assistant is not ready: %s", error)
    except Exception:
        log.exception("the assistant could not be loaded")
