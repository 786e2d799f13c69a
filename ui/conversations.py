"""Conversations on disk: they survive a reload and a restart. One JSON file each, replaced atomically."""

from __future__ import annotations

import json
import re
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.errors import QuartermasterError
from data.workspace import Workspace, atomic_write_text

__all__ = ["Conversations"]

_ID = re.compile(r"[0-9a-f]{32}")
_TITLE_LENGTH = 60  # characters


class Conversations:
    """The conversations of one user of a workspace."""

    def __init__(self, workspace: Workspace, user: str = "local") -> None:
        if not re.fullmatch(r"[A-Za-z0-9_.@-]{1,64}", user) or user.startswith("."):
            raise QuartermasterError(f"{user!r} is not a user name")
        self.user = user
        self.folder = workspace.root / "conversations" / user

    def new_id(self) -> str:
        return uuid.uuid4().hex

    def _path(self, conversation_id: str) -> Path:
        if not _ID.fullmatch(conversation_id or ""):
            raise QuartermasterError("a conversation id is 32 hexadecimal digits")
        return self.folder / f"{conversation_id}.json"

    def load(self, conversation_id: str) -> list[dict[str, Any]]:
        """The turns, oldest first: {"question", "answer": Answer object}; empty when there are none."""
        path = self._path(conversation_id)
        if not path.is_file():
            return []
        try:
            return json.loads(path.read_text(encoding="utf-8"))["turns"]
        except (ValueError, KeyError) as error:
            raise QuartermasterError(f"the conversation {conversation_id} cannot be read; delete it") from error

    def save(self, conversation_id: str, turns: list[dict[str, Any]]) -> None:
        if not turns:
            return
        document = {
            "id": conversation_id,
            "title": turns[0]["question"][:_TITLE_LENGTH],
            "changed_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "turns": turns,
        }
        atomic_write_text(self._path(conversation_id), json.dumps(document, ensure_ascii=False))

    def list(self, limit: int = 50) -> list[tuple[str, str]]:
        """(title, id) of the latest conversations, newest first."""
        files = sorted(self.folder.glob("*.json"), key=lambda f: f.stat().st_mtime, reverse=True)[:limit]
        found = []
        for file in files:
            try:
                found.append((json.loads(file.read_text(encoding="utf-8"))["title"], file.stem))
            except (ValueError, KeyError):  # one file that cannot be read must not hide the others
                found.append(("(cannot be read)", file.stem))
        return found

    def delete(self, conversation_id: str) -> None:
        self._path(conversation_id).unlink(missing_ok=True)
