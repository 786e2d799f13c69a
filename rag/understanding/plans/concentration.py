# ruff: noqa: E501 - a pattern is read on one line
"""What part of all the first few of a ranking make up: "how much of our revenue do the best ten bring?"."""

from __future__ import annotations

import re

from rag.measures import MEASURES
from rag.plan import Entities, GroupBy, Plan, Sort
from rag.understanding.message.masking import Masked
from rag.understanding.words.amounts import Amounts

__all__ = ["put_concentration"]

_GROUPS = ("product", "store", "supplier", "category")
_SHARE = r"(?:percent(?:age)?|per cent|%|share|part|proportion|fraction|portion)"
_TOGETHER = re.compile(
    rf"\b{_SHARE}(?! (?:higher|lower|more|less|too|above|below))\b[^?;]*\b(?:together|combined|in sum|jointly|altogether|added up|between them|make up|makes? up|account(?:s|ing)? for|come(?:s)? from|(?:is|are|was|were) due to|fall(?:s)? (?:on|to)|bring(?:s)? in|contribut\w+|represent\w*|go(?:es)? to)\b"
    rf"|\b(?:together|combined|jointly|between them|make up|account(?:s|ing)? for|represent\w*|contribut\w+)\b[^?;]*\b(?:{_SHARE}\b|how much of)"
    r"|\bhow much of (?:all |the |our |total )*(?:units|sales|revenue|turnover|order value|stock value|money|business|stock|volume)\b[^?;]*\b(?:top|best|biggest|largest|first)\b"
    rf"|\bhow concentrated\b[^;]*\b{_SHARE}\b"
)


_NOUNS: tuple[tuple[GroupBy, str], ...] = (
    ("supplier", r"suppliers|vendors"),
    ("store", r"stores|shops|branches|outlets|locations"),
    ("category", r"categories|departments"),
    ("product", r"products|items|articles|skus|sellers|best ?sellers|earners|performers|lines|movers"),
)
_LEAST = re.compile(r"\b(?:worst|lowest|smallest|weakest|slowest|bottom|least|fewest)\b")


def put_concentration(plan: Plan, masked: Masked, amounts: Amounts) -> Plan:
    """`plan`, a ranking of the first few, with the part of all that they have together."""
    plan = _as_ranking(plan, masked.text, amounts)
    if plan.intent not in ("rank", "list") or plan.group_by not in _GROUPS or plan.share or plan.offset:
        return plan
    wanted = MEASURES.get(plan.measures[0]) if plan.measures else None
    summed = wanted is not None and wanted.additivity == "sum" and wanted.kind == "number"
    if not summed or (plan.limit or 0) < 2 or plan.sort is None or not _TOGETHER.search(masked.text):
        return plan
    return plan.with_(intent="rank", share=True, share_of="", measures=plan.measures[:1], per_series=False)


def _as_ranking(plan: Plan, text: str, amounts: Amounts) -> Plan:
    """ "Our ten best sellers: what share of all sales do they account for?": of those that come first."""
    named = plan.entities != Entities(stores=plan.entities.stores)
    if plan.intent not in ("value", "compare") or not plan.share or named or plan.offset or plan.filters:
        return plan
    group: GroupBy | None = next((g for g, said in _NOUNS if re.search(rf"\b(?:{said})\b", text)), None)
    if group is None or (amounts.limit or 0) < 2 or not plan.measures:
        return plan
    order = Sort(plan.measures[0], not _LEAST.search(text))
    return plan.with_(intent="rank", group_by=group, sort=order, limit=amounts.limit, share=False, second_window=None)
