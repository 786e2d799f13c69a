"""Questions to plans: names, times and numbers by grammar, the rest by trained heads and rules.

understander = Understander(Catalogue.from_connection(RunStore(workspace).connect()))
understander.plan("and for Lyon?", [{"role": "user", "content": "oat milk 1l in Leeds tomorrow?"}, ...])
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from rag.catalogue import Catalogue
from rag.linking import Linker
from rag.plan import Plan
from rag.understanding.amounts import read_amounts
from rag.understanding.compose import compose
from rag.understanding.conversation import Turn, resolve
from rag.understanding.deciding import decide
from rag.understanding.grounds import without_grounds
from rag.understanding.lexicon import lexicon
from rag.understanding.masking import Masked, Masker
from rag.understanding.rules import read_by_rule

if TYPE_CHECKING:
    from rag.understanding.encoder import Reader

__all__ = ["Understander"]

MAX_TURNS = 6  # earlier user turns that are read again


class Understander:
    """Plans for one catalogue; make a new one when another run is served."""

    def __init__(self, catalogue: Catalogue, reader: Reader | Literal["shipped"] | None = "shipped") -> None:
        self.catalogue = catalogue
        self.reader = _shipped() if reader == "shipped" else reader
        self.masker = Masker(Linker(catalogue, lexicon()), catalogue.calendar)

    @classmethod
    def from_connection(cls, connection: Any, country: str | None = None) -> Understander:
        return cls(Catalogue.from_connection(connection, country))

    def plan(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Plan:
        """The plan of `question` after the turns of `history` ({"role", "content"}, oldest first)."""
        earlier: Plan | None = None
        for turn in [t for t in history if t.get("role") == "user"][-MAX_TURNS:]:
            plan = self._turn(str(turn.get("content", "")), earlier)
            if plan.intent not in ("refuse", "help"):
                earlier = plan
        return self._turn(question, earlier)

    def _turn(self, question: str, earlier: Plan | None) -> Plan:
        turn = self.read(question)
        if earlier is None:
            return without_grounds(turn) or turn.plan
        resolved = resolve(turn, earlier, self.catalogue)
        return (without_grounds(turn) or resolved) if resolved is turn.plan else resolved

    def read(self, question: str) -> Turn:
        """Everything that one question says by itself."""
        masked: Masked = self.masker(question)
        amounts = read_amounts(masked.text)
        kinds: dict[str, int] = {}
        for mention in masked.mentions:
            kinds[mention.kind] = kinds.get(mention.kind, 0) + 1
        rules = read_by_rule(masked.text, amounts, masked.tense, kinds)
        reading = rules if self.reader is None else decide(rules, self.reader(masked.text, rules), kinds)
        return Turn(masked, reading, amounts, compose(masked, reading, amounts, self.catalogue), rules)


@lru_cache(maxsize=1)
def _shipped() -> Reader | None:
    """The shipped reader, loaded once for all catalogues; None before anything was trained."""
    from rag.understanding.encoder import WEIGHTS, Reader

    return Reader.load() if (WEIGHTS / "understanding.safetensors").is_file() else None
