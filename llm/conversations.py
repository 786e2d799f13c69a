"""Conversations in memory: the latest turns per id, the least recently used conversation dropped first.

What was said first is forgotten in blocks: what is left begins with the same message for a while, and what was
understood of it is still known (`rag.understanding.understander`).
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from data.errors import QuartermasterError

__all__ = ["ConversationError", "Conversations", "Turn", "read_history"]

Turn = Mapping[str, str]  # {"role": "user" | "assistant", "content": "..."}
MAX_TURN_CHARS = 4000


class ConversationError(QuartermasterError, ValueError):
    """A history that is not a list of turns."""


def read_history(history: Sequence[Turn] | None, turns: int) -> list[dict[str, str]]:
    """At most the last `turns` turns, checked: roles user and assistant, text contents cut to a sane length."""
    checked = []
    for i, turn in enumerate(history or ()):
        role, content = (turn.get("role"), turn.get("content")) if isinstance(turn, Mapping) else (None, None)
        if role not in ("user", "assistant") or not isinstance(content, str):
            raise ConversationError(
                f"history entry {i + 1} is {str(turn)[:60]!r}; "
                'expected {"role": "user" or "assistant", "content": text}'
            )
        checked.append({"role": str(role), "content": content[:MAX_TURN_CHARS]})
    return checked[_forgotten(len(checked), turns) :]


def _forgotten(said: int, turns: int) -> int:
    """How many of the first turns are left out of `said`: none, or as many blocks of half of `turns` as it takes."""
    block = max(2, turns // 4 * 2)  # a question and its answer go together
    return -(-(said - turns) // block) * block if said > turns else 0


class Conversations:
    """Thread-safe store of `size` conversations with at most `turns` turns each."""

    def __init__(self, size: int, turns: int) -> None:
        self.size, self.turns = size, turns
        self._held: OrderedDict[str, list[dict[str, str]]] = OrderedDict()
        self._lock = threading.Lock()

    def history(self, conversation_id: str | None) -> list[dict[str, str]]:
        if not conversation_id:
            return []
        with self._lock:
            if conversation_id in self._held:
                self._held.move_to_end(conversation_id)
            return list(self._held.get(conversation_id, ()))

    def add(self, conversation_id: str | None, question: str, answer: str) -> None:
        if not conversation_id:
            return
        with self._lock:
            held = self._held.setdefault(conversation_id, [])
            held += [{"role": "user", "content": question}, {"role": "assistant", "content": answer[:MAX_TURN_CHARS]}]
            del held[: _forgotten(len(held), self.turns)]
            self._held.move_to_end(conversation_id)
            while len(self._held) > self.size:
                self._held.popitem(last=False)

    def forget(self, conversation_id: str) -> None:
        with self._lock:
            self._held.pop(conversation_id, None)
