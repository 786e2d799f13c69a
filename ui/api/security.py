"""Who may call what: identity of a request, roles, rate and size limits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from html import escape
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qs

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from ui.auth import Identity, Role, allows

if TYPE_CHECKING:
    from ui.auth import Users
    from ui.settings import ServerSettings

__all__ = ["Caller", "install_security", "needs"]

COOKIE = "quartermaster_session"
OPEN_PATHS = {"/healthz", "/readyz", "/login", "/logout"}
LOCAL = Identity("local", "admin")  # authentication is off: localhost alone

_LOGIN_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Quartermaster: sign in</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
body{{font-family:system-ui,sans-serif;display:grid;place-items:center;min-height:100vh}}
body{{margin:0;background:#f4f6f8;color:#111}}
form{{background:#fff;padding:2rem;border-radius:.75rem;box-shadow:0 1px 6px #0003;width:min(20rem,80vw)}}
label,input,button{{display:block;width:100%;box-sizing:border-box;font-size:1rem}}
input{{margin:.3rem 0 1rem;padding:.5rem}}
button{{padding:.6rem;background:#0b5b3f;color:#fff;border:0;border-radius:.4rem}} p{{color:#8c1d18}}
@media(prefers-color-scheme:dark){{body{{background:#15191f;color:#eee}}form{{background:#222933}}p{{color:#ffb4ab}}}}</style></head>
<body><main><form method="post" action="/login"><h1>Quartermaster</h1><p role="alert">{message}</p>
<label for="name">User name</label><input id="name" name="name" autocomplete="username" required>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<button>Sign in</button></form></main></body></html>"""


def identify(request: Request, users: Users) -> Identity | None:
    """The caller by API token or session cookie; the local admin where authentication is off."""
    if not users.enabled:
        return LOCAL
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return users.by_token(token)
    session = request.cookies.get(COOKIE)
    return users.by_session(session) if session else None


def caller(request: Request) -> Identity:
    """The identity that the middleware found."""
    return request.state.identity


Caller = Annotated[Identity, Depends(caller)]


def needs(role: Role) -> Any:
    """A dependency that lets only that role (or a higher one) in."""

    def check(identity: Caller) -> Identity:
        if not allows(identity, role):
            raise HTTPException(403, f"this needs the role {role}; {identity.name} is {identity.role}")
        return identity

    return Depends(check)


def install_security(app: FastAPI, users: Users, settings: ServerSettings) -> None:
    """Add the middleware, the sign-in page and the limits."""
    from limits import RateLimitItemPerMinute
    from limits.storage import MemoryStorage
    from limits.strategies import MovingWindowRateLimiter

    limiter = MovingWindowRateLimiter(MemoryStorage())
    general = RateLimitItemPerMinute(settings.requests_per_minute)
    questions = RateLimitItemPerMinute(settings.questions_per_minute)
    logins = RateLimitItemPerMinute(10)

    @app.middleware("http")
    async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > settings.upload_mb * 2**20:
            return JSONResponse({"detail": f"the request is too large: at most {settings.upload_mb} MiB"}, 413)
        address = request.client.host if request.client else "unknown"
        path = request.url.path
        identity = identify(request, users)
        if identity is None and path not in OPEN_PATHS:
            if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
                return RedirectResponse("/login", 303)
            return JSONResponse({"detail": "sign in, or send an API token as `Authorization: Bearer ...`"}, 401)
        key = identity.name if identity and users.enabled else address
        limit = (
            questions
            if path.startswith("/ask")
            else logins
            if path == "/login" and request.method == "POST"
            else general
        )
        # The chat's own assets and event streams are many small requests; they are not counted.
        if not path.startswith(("/gradio_api", "/assets", "/static", "/theme", "/svelte")) and not limiter.hit(
            limit, path[:40], key
        ):
            return JSONResponse({"detail": "too many requests; wait a minute"}, 429, {"Retry-After": "60"})
        request.state.identity = identity or Identity("anonymous", "viewer")
        response = await call_next(request)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response

    @app.get("/login", include_in_schema=False)
    def login_page() -> HTMLResponse:
        return HTMLResponse(_LOGIN_PAGE.format(message=""))

    @app.post("/login", include_in_schema=False)
    async def login(request: Request) -> Response:
        form = parse_qs((await request.body())[:4096].decode("utf-8", "replace"))
        identity = users.by_password(form.get("name", [""])[0], form.get("password", [""])[0])
        if identity is None:
            return HTMLResponse(_LOGIN_PAGE.format(message=escape("Wrong user name or password.")), 401)
        response = RedirectResponse("/", 303)
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, users.open_session(identity), httponly=True, samesite="strict", secure=secure)
        return response

    @app.post("/logout", include_in_schema=False)
    def logout(request: Request) -> Response:
        users.close_session(request.cookies.get(COOKIE, ""))
        response = RedirectResponse("/login", 303)
        response.delete_cookie(COOKIE)
        return response
