# ruff: noqa: E501 - a pattern is read on one line
"""Was a condition beside another one understood? "Overstocked but imported": a list of all that is overstocked is wrong."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from rag.plan import ANY_OF, Filter
from rag.understanding.message.lexicon import is_english
from rag.understanding.plans.said_states import either_state, names_state
from rag.understanding.words.amounts import read_amounts
from rag.understanding.words.classes import counts_a_class
from rag.understanding.words.conditions import GOODS, class_filters, template_filters, templates_in
from rag.understanding.words.measures import find_measures

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["half_read"]

_GROUPS = ("product", "series")
_CONTRAST = re.compile(
    r"(?<!all )(?<!anything )(?<!everything )(?<!nothing )(?<!not )\b(?:but|yet|(?:even )?though|although|despite|in spite of|and (?:yet|still|nevertheless|at the same time)(?! (?:nothing|none|no|not)\b)|at the same time|nevertheless)\b,?"
    r"(?P<clause>(?: (?!but\b|yet\b|though\b|although\b|despite\b|and\b|which\b|what\b|how\b|who\b|when\b|where\b|why\b|or\b)[\w'%\[\]-]+)+)"
)
#: Words that state nothing of goods by themselves
_PLAIN = re.compile(
    r"\b(?:are|is|be|being|was|were|have|has|having|had|need|needs|must|should|go|goes|do|does|did|not|n't|no|still|also|already|now|currently|they|it|them|its|their|these|those|that|the|an?|of|in|at|on|by|for|from|to|with|only|just|please|me|us|we|i|you|our|my"
    r"|both|even|really|very|quite|rather|being|nevertheless|anyway|all|any|some|one|ones|there|here|arrived?|come|came|delivered|received|shown|turned|up|so|as|well|too|same|time|right|today|"
    r"products?|items?|articles?|skus?|lines?|goods|things?|show|list|name|tell|give|need|want|keep|mind|leave|out|without|except|excluding|skip)\b|\[\w+\]|[^\w\s]"
)
#: Adjectives of goods that no column holds and that questions use all the same
_NEVER_HELD = (
    r"(?:seasonal|imported|local|locally made|domestic|foreign|heavy|light|bulky|fragile|perishable|fresh|frozen|branded|premium|luxury|basic|essential|"
    r"strategic|important|popular|profitable|private[- ]label|own[- ]brand|discontinued|handmade|cheap|inexpensive|expensive|pricey|costly|hazardous|flammable|vegan|vegetarian|eco[- ]friendly|sustainable|recyclable|trendy|fashionable|boring|small|large|big|tiny|coloured|red|blue|green|white|black)"
)
_BESIDE = re.compile(
    rf"\b(?P<a>{_NEVER_HELD}) (?:and|but|yet|though|although|{GOODS})\b|\b(?:and|but|yet|also|though|although) (?:are |is |also |still )*(?P<b>{_NEVER_HELD})(?=\W*$|[,.?;]| (?:in|at|and|but) )"
)
#: "Overstocked in [store] and sold out in [store]": a condition in each, which no list can hold
_EACH_ITS_OWN = re.compile(
    r"(?:[\w-]+ )(?:in|at) \[store\],? (?:and|but|yet|while|whereas|though|although)(?: (?!\[store\]|in\b|at\b)[\w-]+){1,4} (?:in|at) \[store\]"
)
#: "Out of stock and on promotion", without the days of which a promotion is asked
_PROMOTED_TOO = re.compile(
    r"\b(?:and|but) (?:(?:are|is|also|still|currently|now) )*(?:not )?on (?:promotion|promo|(?:special )?offer)\b"
)
_ASKS = re.compile(
    r" (?:please |just |only |then )*(?:take|show|keep|list|give|tell|include|count|sort|order|start|put|say|name|i|we|you|it|this|that)\b"
)
_HOW_MUCH = re.compile(
    r"\b(?:high|low|strong|weak|poor|bad|good|big|large|small|heavy|steep|long|short|many|few|little|frequent|expensive|cheap|dear|costly|slow|fast|popular)\b"
)
_OF_SALES = re.compile(r"\b(?:sales|sell\w*|sold|demand|forecast\w*|predict\w*)\b")
#: "... but show their value as well": asked for
_ASKED_TOO = re.compile(r"\b(?:show|list|tell|give|add|include|including|along|plus|with (?:the|their|its))\b")
_ALIKE = (
    frozenset({"order_qty", "order_by", "action", "order_value"}),
    frozenset({"stockout_date", "stockout_probability", "days_of_cover", "on_hand"}),
    frozenset({"on_order", "due_on", "on_order_value"}),
    frozenset({"bias_pct", "bias_size"}),
    frozenset({"trend", "trend_pct_28d"}),
)


#: Two things that hold of none, of which a trend or a class tells both at once
_NEITHER = re.compile(
    r"\bneither\b(?P<trend>[^?.;]*?\b(?:rising|falling|growing|declining|flat|up|down|class|classe?s?|[abcxyz])\b)?[^?.;]*?\bnor\b"
)
_BOTH = 2
#: "Class A products that sold less than last month": against which other time is not said
_THAN_BEFORE = re.compile(
    r"\b(?:sold|sell|sells|selling|moved|shifted|did|made)\b(?: \w+){0,2}? (?:fewer|less|more|better|worse)\b[^?,;]{0,15}\bthan (?:in |over |during )?(?:the )?\[past\]"
)


def half_read(turn: Turn) -> bool:
    """A list or count with a condition, whose words state another one that no filter took up."""
    plan, text = turn.plan, turn.masked.text
    rows = plan.intent in ("list", "count") and plan.group_by in _GROUPS
    if not rows or not plan.filters or plan.also or plan.note_query or counts_a_class(text):
        return False
    several = len(plan.filters) > 1 or plan.filters[0].op == "in" or plan.filters[0].column == ANY_OF
    if several and len(plan.entities.stores) > 1 and _EACH_ITS_OWN.search(text):
        return True
    if any(f.column == ANY_OF for f in plan.filters):
        return False
    if _THAN_BEFORE.search(text) and not any(f.column.startswith(("sales_change", "trend")) for f in plan.filters):
        return True
    if _BESIDE.search(text) or (_PROMOTED_TOO.search(text) and "on_promotion" not in {f.column for f in plan.filters}):
        return True
    if (said := _NEITHER.search(text)) and len(plan.filters) < _BOTH and not said["trend"]:
        return True
    if either_state(text):
        return True
    return any(_unread(turn, m["clause"]) for m in _CONTRAST.finditer(text))


def _unread(turn: Turn, clause: str) -> bool:
    """Does a clause state something, and no filter of the plan what it states?"""
    taken = _columns(turn.plan.filters)
    amounts = read_amounts(clause)
    found = find_measures(amounts.text)
    said = f"products that are {clause.strip()}"
    named = templates_in(clause, amounts) | templates_in(said, amounts)
    stated = [*template_filters(named, date.min, None), *class_filters(clause, found)]
    if stated:
        return not any(_columns([f]) & taken for f in stated)
    if names_state(clause) or _ASKS.match(clause):
        return False
    if not _OF_SALES.search(clause):  # "need to go out": no sales
        found = [m for m in found if m.id != "expected_sales"]
    if found and not amounts.thresholds and _HOW_MUCH.search(clause):
        return True  # "despite high returns": how high is not said
    if found and not amounts.thresholds and not _ASKED_TOO.search(clause):
        told = {*turn.plan.measures, *taken}
        return not {m.id for m in found} & (told | {c for alike in _ALIKE if told & alike for c in alike})
    if found or named or amounts.thresholds or "[" in clause:
        return False
    words = _PLAIN.sub(" ", clause).split()
    return bool(words) and len(words) <= _FEW and all(is_english(w) for w in words)


_FEW = 3  # words of a condition that nothing is known of


def _columns(filters: list[Filter] | tuple[Filter, ...]) -> set[str]:
    """The columns of `filters`, and those that tell the same."""
    own = {f.column.rsplit(".", 1)[-1] for f in filters}
    return own | {c for alike in _ALIKE if own & alike for c in alike}
