# ruff: noqa: E501 - a pattern is read on one line
"""What a change of selling prices does to sales: of a lower price past promotions tell, of a higher one nothing does."""

from __future__ import annotations

import re

from rag.measures import MEASURES
from rag.plan import DISCOUNT, Plan, Scenario
from rag.understanding.words.numbers import number
from rag.understanding.words.supposed_prices import COSTS, PERCENT

__all__ = ["of_selling_prices"]

_HIGHER = re.compile(
    r"\b(?:rais\w*|increas\w*|put(?:ting)? up|hik\w*|lift\w*)\b[^?.,]{0,40}?\bprices?\b|\bprices?\b[^?.,]{0,40}?\b(?:up|higher|ris\w+|rose|increas\w*|raised)\b"
    r"|\b(?:dearer|more expensive|pricier|price (?:increase|rise|hike))\b"
)
_SALES = re.compile(r"\b(?:sell|sells|selling|sold|sales|demand)\b")
_NOT_KNOWN = (
    "The data does not tell how sales react to a higher price. Of lower ones it knows what past promotions did."
)


def of_selling_prices(plan: Plan) -> Plan:
    """`plan`, where it supposes other prices: of what we pay, of what customers pay, or of what nothing is known."""
    text = " ".join(plan.question.lower().split())
    scenario = plan.scenario
    if scenario is None or plan.also:
        return plan
    if scenario.unit == DISCOUNT and plan.measures and (said := re.search(PERCENT, text)):
        paid = all(m in MEASURES and MEASURES[m].unit == "currency" for m in plan.measures)
        if paid:  # "what do the orders cost?" - "and with 20% off?"
            return plan.with_(scenario=Scenario("price", round(-number(said["n"]) / 100, 6), relative=True))
    higher = scenario.kind in ("price", "demand") and _HIGHER.search(text) and not COSTS.search(text)
    if higher and _SALES.search(text):
        return plan.with_(intent="no_data", problem=_NOT_KNOWN, measures=(), window=None, filters=(), scenario=None)
    return plan
