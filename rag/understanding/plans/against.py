# ruff: noqa: E501 - a pattern is read on one line
"""Conditions that hold one measure of a row against another: "less on hand than the safety stock"."""

from __future__ import annotations

import itertools
import re

from rag.plan import Filter
from rag.understanding.words.measures import Found

__all__ = ["BEFORE_DELIVERY", "against_filters"]

_AGAINST = re.compile(
    r"^\W*(?:(?:of|for) \[product\] |of it )?\W*(?:is |are |has |have |lies? |falls? |sits? |drops? |stands? |went |gone )?(?:already |currently |now |still )?(?:(?P<low>lower|less|smaller|fewer|below|under|beneath)|(?P<high>higher|more|greater|bigger|larger|above|over|exceed\w*))(?: than| the)?(?: the| its| their| our)?\s*$"
)
_COMPARABLE = (
    "on_hand",
    "safety_stock",
    "reorder_point",
    "order_up_to",
    "inventory_position",
    "on_order",
    "protection_mean",
)


#: "Less on hand than the safety stock": the word stands before the first measure.
_LESS_BEFORE = re.compile(
    r"\b(?:(?P<low>less|fewer|lower|smaller)|(?P<high>more|higher|bigger|greater))(?: units| pieces| stock)?\s*$"
)
_THAN = re.compile(r"^\W*(?:than|as)(?: (?:the|its|their|our|units?|pieces|we have|there are|is|are))*\s*$")
#: "Which bicycle parts are below safety stock?": the stock is what lies below it.
_ALONE = re.compile(
    r"\b(?:(?P<low>lower than|less than|below|under|beneath|short of)|(?P<high>higher than|more than|above|over|exceed\w*))(?: the| its| their| our)?\s*$"
)
#: "Whose stock lasts fewer days than the lead time", "that run out within their lead time"
_COVER_TO_LEAD = re.compile(
    r"\b(?:lasts?|last(?:ing)?|cover\w*|enough|holds? out|suffic\w+|reach\w*)\b[^?]{0,40}\b(?:fewer|less|shorter|(?P<high>more|longer))(?: days| time| long)? than (?:\w+ )?(?:\[supplier\]'?s? |suppliers?'?s? |vendors?'?s? )?(?:lead|delivery) time"
    r"|\b(?:run|sell|go)\w* (?:out|dry|empty)\b[^?]{0,20}\bwithin (?:its|their|the|our) (?:suppliers?'?s? |vendors?'?s? )?(?:own )?(?:lead|delivery) time"
)
#: "Which run out before their next delivery?"
BEFORE_DELIVERY = re.compile(
    r"\b(?:run|runs|running|sell|sells|go|goes|be|is|are|gone) (?:out(?: of stock)?|dry|empty|short|sold out)\b[^?.;]{0,25}?\bbefore (?:its|their|the|our|any|a)? ?(?:next |open |new |coming )*(?:delivery|deliveries|(?:purchase )?orders?|shipments?|trucks?|lorry|lorries|goods|replenishment)\b"
    r"|\b(?:not|n't|never) (?:make it|last|hold out|get(?: us)? (?:there|through)|survive|stretch|suffice|be enough|get by)(?: out)? (?:to|until|till) (?:its|their|the|our) (?:next |open |coming )+(?:delivery|deliveries|(?:purchase )?orders?|shipments?|trucks?|lorry)\b"
)
#: "The stock on hand, taken alone without open orders, ..."
_TAKEN_ALONE = re.compile(
    r",? (?:taken |looked at |counted )?(?:alone|by itself|on its own)(?:,? (?:and )?without (?:any |the |counting )?(?:open |purchase )*orders?)?,?"
    r"|,? without (?:counting )?(?:any |the )?open (?:purchase )?orders?,?"
)
#: What lies below a level where nothing is named: a policy compares its levels with the inventory position.
_LEVELS = {
    "safety_stock": "on_hand",
    "order_up_to": "inventory_position",
    "reorder_point": "inventory_position",
}


#: "Which orders are just the minimum order quantity?"
_MINIMUM = r"(?:the |their |its |an? |our )?(?:own |product'?s? |supplier'?s? )*(?:minimum order(?: quantit\w+| size)?|minimum (?:quantit\w+|lot|size|amount)|order minimum|moq|smallest (?:possible |allowed |permitted )?(?:order|lot|quantity))"
_JUST_MINIMUM = re.compile(
    rf"\b(?:just|exactly|only|merely|precisely|no more than|nothing but|equal(?:s|ling)?|identical|the same as|is|are|match(?:es|ing)?|at|hits?)(?: at| equal| to| with| the same| as)* {_MINIMUM}(?! (?:of|is|are) (?:\d|more|less|above|below|over|under))(?=[ ,.?]|$)"
)
_IS_MINIMUM = re.compile(rf"\b(?:is|are) {_MINIMUM}")
#: "Where the minimum is above one", "leave out those whose minimum is a single piece"
_REAL_MINIMUM = re.compile(
    r"\b(?:leav\w+ (?:out|aside)|exclud\w+|ignor\w+|skip\w*|without|except|not counting|apart from|other than|drop|omit\w*|forget)\b[^?.;]{0,60}\b(?:minimum|moq)\b[^?.;]{0,25}\b(?:one|1|a single|a)\b(?: pieces?| units?)?"
    r"|\b(?:minimum|moq)\b[^?.;]{0,25}\b(?:above|over|more than|greater than|larger than|bigger than) (?:one|1|a single)\b(?: pieces?| units?)?"
    r"|\b(?:real|true|genuine|actual) (?:minimum|moq)\b"
)


_WHAT_IS = re.compile(r"\b(?:what|how (?:high|large|big|much|many units))\b(?! of)[^?]{0,20}\b(?:is|are)\b")


def against_filters(text: str, found: list[Found]) -> list[Filter]:
    """ "Where is the stock on hand lower than the safety stock?": one measure of a row against another."""
    alone = _TAKEN_ALONE.search(text)
    text = _TAKEN_ALONE.sub(lambda m: " " * len(m.group()), text)
    levels = [f for f in found if f.id in _COMPARABLE and not (alone and alone.start() <= f.start < alone.end())]
    filters, paired = [], set()
    for first, second in itertools.pairwise(levels):
        between = text[first.end : second.start]
        said = _AGAINST.match(between) or (_THAN.match(between) and _LESS_BEFORE.search(text[: first.start]))
        if said and first.id != second.id:
            filters.append(Filter(first.id, "<" if said["low"] else ">", f"@{second.id}"))
            paired |= {first, second}
    of_orders = re.search(r"\b(?:order\w*|recommend\w*|propos\w*|suggest\w*|quantit\w+)\b", text)
    if (
        of_orders
        and (said := _JUST_MINIMUM.search(text))
        and not (_IS_MINIMUM.match(said.group()) and _WHAT_IS.search(text))
    ):
        filters.append(Filter("order_qty", "=", "@product_moq"))
        if _REAL_MINIMUM.search(text):
            filters.append(Filter("product_moq", ">", 1))
    if not filters and (said := _COVER_TO_LEAD.search(text)):
        filters.append(Filter("days_of_cover", ">" if said["high"] else "<", "@lead_time_days"))
    if not filters and BEFORE_DELIVERY.search(text):
        filters.append(Filter("stockout_date", "<", "@due_on"))
    for level in levels:
        if level.id in _LEVELS and level not in paired and (said := _ALONE.search(text[: level.start])):
            filters.append(Filter(_LEVELS[level.id], "<" if said["low"] else ">", f"@{level.id}"))
    return filters
