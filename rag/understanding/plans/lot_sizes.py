# ruff: noqa: E501 - a pattern is read on one line
"""The largest minimum order and the largest pack: "whose minimum order is largest?"; they belong to products, not to suppliers."""

from __future__ import annotations

import re

from rag.plan import Plan, Sort
from rag.understanding.message.masking import Masked

__all__ = ["put_lot_sizes"]

_MOST = r"(?:largest|biggest|highest|greatest|heaviest|most)"
_LEAST = r"(?:smallest|lowest|least|tiniest)"
_LOTS = (
    ("product_moq", r"(?:minimum|min\.?)(?: (?:order|purchase|buy))?(?: (?:quantit(?:y|ies)|sizes?|amounts?|numbers?|orders?))?|moqs?"),
    ("product_order_multiple", r"(?:order(?:ing)? )?multiples?|(?:order |case |box |carton )?(?:packs?|cartons?|cases?|crates?)(?: (?:sizes?|quantit(?:y|ies)|units?))?"),
)  # fmt: skip
_ASKED = tuple(
    (
        measure,
        re.compile(
            rf"\b(?:(?P<a>{_MOST})|{_LEAST}) (?:{said})(?=\W*$|[?.,;!]| (?:in|of|from|for|at|with|that|we|do|does|have|has|is|order|to)\b)"
            rf"|\b(?:{said})(?: of [^?.;,]{{1,30}}?)? (?:is|are|is the|are the) (?:the )?(?:(?P<b>{_MOST})|{_LEAST})(?=\W*$|[?.,;!]| (?:in|of|from|for|at)\b)"
        ),
    )
    for measure, said in _LOTS
)
_WHICH = re.compile(r"\b(?:which|what|who|whose|where|name|show|list|top|the)\b")
_BY_SUPPLIER = re.compile(r"\b(?:who|whose|suppliers?|vendors?|firms?)\b")


def put_lot_sizes(plan: Plan, masked: Masked) -> Plan:
    """`plan` as the products with the largest, or smallest, minimum order or pack; unchanged for another question."""
    text = masked.text
    if plan.intent in ("refuse", "no_data", "notes", "help", "define", "whatif") or plan.entities.products:
        return plan
    said = next(((m, found) for m, pattern in _ASKED if (found := pattern.search(text))), None)
    if said is None or plan.scenario or not _WHICH.search(text):
        return plan
    measure, found = said
    ranked = plan.with_(
        intent="rank", measures=(measure,), group_by="product", sort=Sort(measure, bool(found["a"] or found["b"])),
        limit=plan.limit or 5, filters=(), window=None, statistic="total", per_series=False, ambiguity=None,
    )  # fmt: skip
    if not _BY_SUPPLIER.search(text):
        return ranked
    first = ranked.with_(limit=1)
    whose = plan.with_(
        intent="value", measures=("product_supplier",), among=first, group_by=None, sort=None, limit=None, filters=(),
        window=None, ambiguity=None,
    )  # fmt: skip
    return first.with_(also=(whose,))
