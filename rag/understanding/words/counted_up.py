# ruff: noqa: E501 - a pattern is read on one line
"""Figures that a message counts up: "quantity, supplier, last day to place it and the cost", "whats on the shelf n whats still coming in"."""

from __future__ import annotations

import re

from rag.understanding.words.measures import find_measures

__all__ = ["PIECES", "counted_up", "is_bare_figure"]

PIECES = re.compile(
    r"[?;:]\s*|(?<=[a-z\d\])])\.\s+|,\s*(?:and\s+|n\s+)?|\s+(?:and|plus|n|&|\+|against|vs|at)\s+(?=(?:what|how|the|which|when|who|by|its|our|\w+)\b)|\s*[/+&]\s*|\s+[-\u2013\u2014]\s+",
    re.IGNORECASE,
)
_MOST_WORDS = 9
#: Bare nouns that are figures where they stand in a row with others: (words, in the context of an order, else).
_BARE: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b"), ordered, otherwise)
    for words, ordered, otherwise in (
        (r"order multiple|multiple|pack sizes?|case sizes?", "product_order_multiple", "product_order_multiple"),
        (r"minimum(?: order)?(?: quantit\w+)?|moq", "product_moq", "product_moq"),
        (r"(?:unit|purchase|buying) (?:cost|price)|(?:cost|price) (?:per|of (?:one|a|each)) (?:unit|piece)", "product_unit_cost", "product_unit_cost"),
        (r"supplier|vendor|who (?:from|supplies|delivers)|from whom|whom from", "product_supplier", "product_supplier"),
        (r"(?:last|latest) (?:possible )?(?:day|date)|deadline|(?:order|place\w*) (?:it )?by|by when|by (?:what|which) (?:day|date)", "order_by", ""),
        (r"reorder point|rop", "reorder_point", "reorder_point"),
        (r"level (?:that )?(?:you|we|i) (?:\w+ ){0,2}(?:fill|order|top|refill) up to|order-up-to(?: level)?|up to (?:what|which) level|target level", "order_up_to", "order_up_to"),
        (r"safety stock|buffer", "safety_stock", "safety_stock"),
        (r"(?:what|whatever|anything|how (?:many|much)|still|stuff|units?|pieces)\b[^,;]{0,25}\b(?:coming(?: in)?|comin|on (?:the|its|their) way|on order|on open (?:orders|pos|purchase orders)|in transit|inbound)|on order|open orders?|open (?:purchase orders|pos)", "on_order", "on_order"),
        (r"(?:what|how (?:many|much)|units?|pieces|stuff)\b[^,;]{0,20}\bon (?:the |our )?(?:shelf|shelves|hand)|on[ -]hand|in stock|(?:the |our )?stock(?! (?:position|value))|what we have|what is (?:still )?(?:there|left)|still (?:there|left)|(?:how many|units|pieces)\b[^,;]{0,20}\bthere(?: (?:now|right now|today|at present|at (?:this|the) moment))?$", "on_hand", "on_hand"),
        (r"days? of cover|cover(?:age)? in days|how long (?:does|will) (?:it|that|the stock|what we have) last", "days_of_cover", "days_of_cover"),
        (r"how (?:many days|long) (?:does|do|will|would) (?:the supplier|they|it|delivery) (?:take|need)|lead time", "lead_time_days", "lead_time_days"),
        (r"(?:what|which) (?:day|date) (?:would|will|do|does|are) (?:we|it|they) (?:run|be|sell|go) (?:out|dry|empty|gone)|stockout date|run-?out date", "stockout_date", "stockout_date"),
        (r"(?:day|date|when)\b[^,;]{0,25}\b(?:goods|delivery|deliveries|it|they|open order)\b[^,;]{0,15}\b(?:due|arriv\w*|comes?|here|in)", "", "due_on"),
    )
)  # fmt: skip
#: Words for so many different figures that only the context of an order tells which.
_GENERAL = (
    (re.compile(r"\b(?:quantity|(?:units|pieces)(?! (?:for (?:both|each|all)|please|pls))|how many)\b"), "order_qty"),
    (
        re.compile(
            r"\b(?:costs?|money|value|amount|euros?|dollars?|pounds?|price|how much)\b|\bhow (?:many|much) [$\u20ac\u00a3]"
        ),
        "order_value",
    ),
)
_ORDERED = re.compile(
    r"\b(?:(?<!on )(?<!open )order(?:s|ed|ing)?|propos\w+|recommend\w*|suggest\w*|purchase|buy|line|lines|order lines?)\b(?! (?:point|up))|\bplace it\b"
)
_OF_SALES = re.compile(r"\b(?:sell\w*|sold|sales|forecast\w*|demand|expect\w*|return\w*|revenue)\b")
_WEAK = frozenset({"expected_sales", "order_qty", "on_hand", "product_supplier", "action"})


_QUOTED = re.compile(r'"[^"]*"')


def counted_up(text: str, context: str = "", ordered: bool = False) -> tuple[str, ...]:
    """Measures that the pieces of a masked text name one by one, in their order; empty where fewer than two do.

    An order is what is spoken of where `text` or its `context` say so, or `ordered`, of the turn before, does.
    """
    said = _QUOTED.sub(" ", context.lower())  # the title of a note is no context
    of_order = ordered or _ORDERED.search(f"{said} {text}") is not None
    if _OF_SALES.search(text):
        return ()
    named: list[str] = []
    pieces = 0
    for piece in PIECES.split(re.sub(r"\[\w+\]", "_", text)):
        if found := _of_piece(piece.strip(" .!"), of_order):
            pieces += 1
            named.append(found)
    return tuple(dict.fromkeys(named)) if pieces > 1 and len(set(named)) > 1 else ()


def _of_piece(piece: str, of_order: bool) -> str:
    if not piece or len(piece.split()) > _MOST_WORDS:
        return ""
    for pattern, ordered, otherwise in _BARE:
        if (found := ordered if of_order else otherwise) and pattern.search(piece):
            return found
    general = next((id for pattern, id in _GENERAL if of_order and pattern.search(piece)), "")
    named = [f.id for f in find_measures(piece) if f.id not in _WEAK and (f.id != "trend" or "trend" in f.text)]
    strong = next(iter(named), "")
    return general if general and strong in ("", "order_value", "revenue_90d") else strong


def is_bare_figure(piece: str) -> bool:
    """Does a short piece of text stand for a figure in a row of them ("quantity", "last day to place it")?"""
    return len(piece.split()) <= _MOST_WORDS and any(
        pattern.search(piece.lower()) for pattern in (*(p for p, _, _ in _BARE), *(p for p, _ in _GENERAL))
    )
