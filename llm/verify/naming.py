"""Names in a sentence: a list has its own names and no others, and nothing is named more often than its brief does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from llm.evaluation.reading import NameFinder, normalise
from llm.verify.mentions import Mention

if TYPE_CHECKING:
    from llm.briefs import Brief

__all__ = ["list_disturbed", "named_too_often"]


def list_disturbed(text: str, brief: Brief) -> list[str]:
    """Problems of a list: the names behind its colon are the brief's, in order, with nothing between them."""
    if brief.kind != "list" or not brief.items:
        return []
    last = rf"\s+and\s+{brief.more:,}\s+more" if brief.more else ""
    names = [r"\s+".join(map(re.escape, name.split())) for name in brief.items]
    if brief.more or len(names) == 1:
        listed = r",\s+".join(names)
    else:
        listed = r",\s+".join(names[:-1]) + r",?\s+and\s+" + names[-1]
    if re.search(rf":\s+{listed}{last}[.\s]*$", text, re.IGNORECASE):
        return []
    return ["its list is not that of the evidence"]


def named_too_often(brief: Brief, finder: NameFinder, mentions: Sequence[Mention]) -> list[str]:
    """Problems: a name that stands more often in the sentence than in its brief."""
    from llm.briefs import prompt

    spoken = Counter(normalise(m.text) for m in mentions if m.kind == "name")
    if not spoken:
        return []
    asked = prompt(brief)
    given = Counter(normalise(name) for _, _, name in finder.find(asked))
    around = f" {normalise(asked)} "
    extra = [n for n, count in (spoken - given).items() if count > around.count(f" {n} ") or n in given]
    return [f"{name} is named more often than in the evidence" for name in extra]
