"""Settings of the assistant and of what writes its sentences: `[writer]` and `[assistant]` of settings.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.errors import SettingsError
from data.workspace import Workspace

__all__ = ["AssistantSettings", "WriterSettings", "assistant_settings", "writer_settings"]


@dataclass(frozen=True)
class WriterSettings:
    """Which language model writes, and how.

    `int8`: weights are rounded to 8 bits per output channel, activations on the fly (see `llm.quantise`); on an AVX2
    laptop one token then costs 9 ms of matrix products instead of 51 ms.
    """

    writer: Literal["model", "none"] = "model"  # none: every sentence is the deterministic rendering
    model: str = "embedded"  # embedded, a folder, a hub id, or http(s)://server/v1#model
    adapter: str = "default"  # default: the shipped one where it fits; none; or a folder
    int8: bool = True  # CPU only
    threads: int = 0  # torch threads; 0 leaves torch's own choice
    max_new_tokens: int = 96  # tokens per sentence
    draft_tokens: int = 12  # guessed tokens checked in one pass, 0 turns guessing off
    own_numerals: bool = True  # hold the numerals of a sentence to those of its brief while decoding
    timeout_s: float = 30.0  # seconds to wait for a server
    api_key_env: str = "QM_LLM_API_KEY"  # environment variable that holds the server's key

    def __post_init__(self) -> None:
        if self.writer not in ("model", "none"):
            raise SettingsError(f"writer is {self.writer!r}; expected model or none")
        if not 8 <= self.max_new_tokens <= 1024:
            raise SettingsError(f"max_new_tokens is {self.max_new_tokens}; expected 8 to 1024")
        if self.draft_tokens < 0 or self.threads < 0 or self.timeout_s <= 0:
            raise SettingsError("draft_tokens and threads must be 0 or more, timeout_s above 0")


@dataclass(frozen=True)
class AssistantSettings:
    """Conversations and honesty about old runs."""

    stale_after_days: int = 2  # days after as_of from which a run's age is announced
    retries: int = 1  # times a sentence that does not verify is written again
    max_sentences_by_model: int = 6  # per answer; the rest is rendered, so that long lists stay quick
    writing_at_once: int = 2  # answers that the model writes side by side; more are rendered from the facts at once
    conversations: int = 500  # kept in memory; the least recently used is dropped
    turns: int = 60  # of a conversation that are kept, at most
    max_question_chars: int = 2000  # longer questions are cut; nobody types them

    def __post_init__(self) -> None:
        for name in ("stale_after_days", "retries", "max_sentences_by_model"):
            if getattr(self, name) < 0:
                raise SettingsError(f"{name} is {getattr(self, name)}; expected 0 or more")
        for name in ("writing_at_once", "conversations", "turns", "max_question_chars"):
            if getattr(self, name) < 1:
                raise SettingsError(f"{name} is {getattr(self, name)}; expected 1 or more")


def writer_settings(workspace: Workspace | None, given: WriterSettings | None = None) -> WriterSettings:
    """`given`, else section [writer] of the workspace."""
    from data.settings import load

    return given or load(workspace, "writer", WriterSettings)


def assistant_settings(workspace: Workspace | None) -> AssistantSettings:
    from data.settings import load

    return load(workspace, "assistant", AssistantSettings)
