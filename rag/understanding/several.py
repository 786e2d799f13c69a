# ruff: noqa: E501 - a pattern is read on one line
"""Three and more things spoken of one after the other: added up, or which of them is first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from rag.plan import Plan, Sort
from rag.understanding.carrying import KINDS, SUMMED
from rag.understanding.numbers import number

if TYPE_CHECKING:
    from rag.understanding.conversation import Turn

__all__ = ["one_after_the_other", "which_of_the_several"]

_N_OF_THEM = re.compile(
    r"\b(?:(?:all|the|those|these|of) )+(?P<n>[3-9]|three|four|five|six|seven|eight|nine)\b(?! (?:days|weeks|months|units|pieces|percent))"
)
_TWO_ONLY = re.compile(r"\b(?:both|the two|those two|these two|the last two|all two)\b")


def one_after_the_other(text: str, turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """ "So altogether in those three?": all the things that the same figure was told of, one after the other."""
    last, said = plans[-1], _N_OF_THEM.search(text)
    if not (said or SUMMED.search(text)) or _TWO_ONLY.search(text) or last.intent != "value":
        return None
    kind, things = "", list[str]()
    for plan in reversed(plans):
        found = _differs_in(plan, last)
        if found is None or (kind and found and found != kind):
            break
        kind = kind or found
        things.append("" if not kind else getattr(plan.entities, kind)[0])
    if not kind or any(m.kind == _SINGLE[kind] for m in turn.masked.mentions):
        return None
    things[: things.count("")] = [getattr(last.entities, kind)[0]]
    told = list(dict.fromkeys(reversed(things)))
    many = int(number(said["n"])) if said else len(told)
    if many < 3 or many > len(told):
        return None
    return last.with_(entities=replace(last.entities, **{kind: tuple(told[-many:])}))


_SINGLE = {"products": "product", "stores": "store", "suppliers": "supplier", "categories": "category"}


def _differs_in(plan: Plan, last: Plan) -> str | None:
    """The kind of thing in which two figures differ, "" where in none; None where in more, or in something else."""
    one, two = (
        p.with_(entities=last.entities, question="", resolved_question="", confidence=1.0) for p in (plan, last)
    )
    kinds = [k for k in KINDS if getattr(plan.entities, k) != getattr(last.entities, k)]
    single = all(len(getattr(p.entities, k)) == 1 for k in kinds for p in (plan, last))
    same_time = (one.window and (one.window.start, one.window.end)) == (
        two.window and (two.window.start, two.window.end)
    )
    same = one.with_(window=None) == two.with_(window=None) and same_time
    return (kinds[0] if kinds else "") if same and single and len(kinds) < 2 else None


_FIELDS: dict[str, Literal["product", "store", "supplier", "category"]] = {
    "products": "product", "stores": "store", "suppliers": "supplier", "categories": "category",
}  # fmt: skip
_WHICH = re.compile(r"\b(?:who|which|what|where|rank|sort|order)\b")


def which_of_the_several(turn: Turn, plan: Plan, earlier: Plan) -> Plan:
    """ "Of the three, who is the weakest?": a ranking of the things themselves, and of nothing in them."""
    said, text = _N_OF_THEM.search(turn.masked.text), turn.masked.text
    many = int(number(said["n"])) if said else 0
    several = [k for k in KINDS if len(getattr(earlier.entities, k)) == many > 2]
    if plan.intent not in ("rank", "compare") or len(several) != 1 or turn.masked.mentions or not _WHICH.search(text):
        return plan
    sort = plan.sort or Sort(plan.measures[0])
    return plan.with_(
        intent="rank", entities=earlier.entities, group_by=_FIELDS[several[0]], limit=many, sort=sort, also=()
    )
