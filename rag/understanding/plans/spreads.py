# ruff: noqa: E501 - a pattern is read on one line
"""How wide the forecast's range is: "the widest gap between P10 and P90", "how wide is the 80% range"."""

from __future__ import annotations

import re

from rag.plan import Plan, Sort
from rag.understanding.message.masking import Masked

__all__ = ["put_width"]

_LEVELS = r"(?:p ?\d{1,2}|\d{1,2} ?(?:%|percent|th)(?: (?:level|quantile|percentile))?|(?:the )?low(?:er)?(?: end)?|(?:the )?(?:high|upper)(?: end)?)"
_RANGE = rf"(?:(?:gap|distance|difference|spread|span|width|room)\b[^?]{{0,20}}\bbetween (?:the |its |our )?{_LEVELS} and (?:the |its |our )?{_LEVELS}|(?:80 ?(?:%|percent) )?(?:forecast |prediction |uncertainty )?(?:range|interval|band|corridor))"
_WIDTH = re.compile(
    rf"\bhow (?:wide|broad|large|big|narrow) (?:is|are|would|will) (?:the |our |its |that )?[^?]{{0,20}}{_RANGE}|\bwidth of (?:the |our |its )?[^?]{{0,15}}{_RANGE}"
    rf"|\b(?:(?P<wide>wid(?:est|er)|broad(?:est|er)|larg(?:est|er)|bigg(?:est|er)|great(?:est|er)|most)|(?P<narrow>narrow(?:est|er)|small(?:est|er)|tight(?:est|er)))\b[^?]{{0,25}}{_RANGE}"
    rf"|\b{_RANGE}[^?]{{0,25}}\b(?:(?P<wide2>widest|broadest|largest|biggest|wider)|(?P<narrow2>narrowest|smallest|tightest|narrower))\b"
)
_OF_SALES = {"expected_sales", "sales_quantile", "expected_daily_sales", "cv", "std_daily_28d", "coverage_80"}


def put_width(plan: Plan, masked: Masked) -> Plan:
    """`plan` with the width of the range, from the 10% to the 90% level, where that is asked for; else unchanged."""
    said = _WIDTH.search(masked.text)
    ahead = not masked.windows or any(w.side == "forecast" for w in masked.windows)
    if said is None or not ahead or plan.intent not in ("value", "rank", "compare", "list") or plan.scenario:
        return plan
    if not set(plan.measures) <= _OF_SALES or not set(plan.levels) <= {0.1, 0.9}:
        return plan
    ranked = plan.intent in ("rank", "list", "compare")
    narrow = bool(said["narrow"] or said["narrow2"])
    several = any(len(getattr(plan.entities, k)) > 1 for k in ("products", "stores", "categories", "suppliers"))
    if plan.intent == "value" or not (ranked and (said["wide"] or said["wide2"] or narrow)):
        return plan.with_(measures=("sales_width",), levels=(), difference=False) if plan.intent == "value" else plan
    return plan.with_(
        intent="compare" if several else "rank", measures=("sales_width",), levels=(), sort=Sort("sales_width", not narrow),
        limit=None if several else plan.limit or 1, filters=(), difference=False,
    )  # fmt: skip
