"""Users, roles, sessions and API tokens.

Passwords are hashed with argon2, tokens and sessions are kept as SHA-256 only. Without
any user authentication is off, which `ui.serve` allows on localhost alone.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any, Literal

from data.errors import QuartermasterError
from data.workspace import Workspace, atomic_write_text

__all__ = ["ROLES", "Identity", "Role", "Users", "allows"]

Role = Literal["viewer", "buyer", "admin"]
ROLES: tuple[Role, ...] = ("viewer", "buyer", "admin")  # each may do what the ones before it may
SESSION_SECONDS = 12 * 3600
_NAME = re.compile(r"[A-Za-z0-9_.@-]{1,64}")
_MIN_PASSWORD = 10  # characters


@dataclass(frozen=True)
class Identity:
    """Who asks."""

    name: str
    role: Role


def allows(identity: Identity, needed: Role) -> bool:
    """True when the role of `identity` includes `needed`."""
    return ROLES.index(identity.role) >= ROLES.index(needed)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class Users:
    """The users of a workspace, in users.json (mode 0600)."""

    def __init__(self, workspace: Workspace) -> None:
        self.path = workspace.root / "users.json"
        self._lock = threading.Lock()
        self._sessions: dict[str, tuple[str, float]] = {}  # digest -> (user, expires)

    def _read(self) -> dict[str, Any]:
        if not self.path.is_file():
            return {}
        return json.loads(self.path.read_text(encoding="utf-8"))

    def _write(self, users: dict[str, Any]) -> None:
        atomic_write_text(self.path, json.dumps(users, indent=2))
        self.path.chmod(0o600)

    @property
    def enabled(self) -> bool:
        """Authentication is on as soon as there is a user."""
        return bool(self._read())

    def add(self, name: str, password: str, role: Role) -> None:
        from argon2 import PasswordHasher

        if not _NAME.fullmatch(name) or name.startswith("."):
            raise QuartermasterError(
                f"{name!r} is not a user name: up to 64 letters, digits and ._@- , not starting with a dot"
            )
        if role not in ROLES:
            raise QuartermasterError(f"{role!r} is not a role; there are {', '.join(ROLES)}")
        if len(password) < _MIN_PASSWORD:
            raise QuartermasterError(f"the password is too short: at least {_MIN_PASSWORD} characters")
        with self._lock:
            users = self._read()
            users[name] = {"role": role, "password": PasswordHasher().hash(password), "tokens": {}}
            self._write(users)

    def remove(self, name: str) -> None:
        with self._lock:
            users = self._read()
            if users.pop(name, None) is None:
                raise QuartermasterError(f"no user is called {name!r}")
            self._write(users)
            self._sessions = {d: s for d, s in self._sessions.items() if s[0] != name}

    def list(self) -> list[tuple[str, str, int]]:
        """(name, role, number of tokens) of every user."""
        return [(name, user["role"], len(user["tokens"])) for name, user in sorted(self._read().items())]

    def new_token(self, name: str, label: str) -> str:
        """A new API token, shown once; only its hash is kept."""
        token = "qm_" + secrets.token_urlsafe(32)
        with self._lock:
            users = self._read()
            if name not in users:
                raise QuartermasterError(f"no user is called {name!r}")
            users[name]["tokens"][_digest(token)] = label
            self._write(users)
        return token

    def by_password(self, name: str, password: str) -> Identity | None:
        from argon2 import PasswordHasher
        from argon2.exceptions import VerificationError

        user = self._read().get(name)
        hasher = PasswordHasher()
        # An unknown name costs the same time as a wrong password.
        stored = user["password"] if user else hasher.hash(secrets.token_hex(8))
        try:
            hasher.verify(stored, password)
        except VerificationError:
            return None
        return Identity(name, user["role"]) if user else None

    def by_token(self, token: str) -> Identity | None:
        digest = _digest(token)
        for name, user in self._read().items():
            if digest in user["tokens"]:
                return Identity(name, user["role"])
        return None

    def open_session(self, identity: Identity) -> str:
        session = secrets.token_urlsafe(32)
        with self._lock:
            now = time.time()
            self._sessions = {d: s for d, s in self._sessions.items() if s[1] > now}
            self._sessions[_digest(session)] = (identity.name, now + SESSION_SECONDS)
        return session

    def by_session(self, session: str) -> Identity | None:
        with self._lock:
            name, expires = self._sessions.get(_digest(session), ("", 0.0))
        user = self._read().get(name)
        return Identity(name, user["role"]) if user and expires > time.time() else None

    def close_session(self, session: str) -> None:
        with self._lock:
            self._sessions.pop(_digest(session), None)
