# ruff: noqa: E501 - a pattern is read on one line
"""Rules and trained heads together: one reading."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from rag.understanding.conditions import against_filters
from rag.understanding.measure_words import find_measures
from rag.understanding.note_topics import ALSO_OF_NOTES, NOTE_WORD
from rag.understanding.reading import Reading

if TYPE_CHECKING:
    from rag.understanding.encoder import Guess

__all__ = ["MARGIN", "decide"]

#: How much more likely (in nats, over all fields) the heads must find their own reading than that of the rules.
#: Chosen on held-out phrasings, with the question files in view: at 1.5 the heads overrule some tidy questions that
#: rules read exactly, at 6 half of what they gain is gone.
MARGIN = 2.5
#: So much more again where the words are those of notes: a stocktake, a closure, a first day of sale.
OF_NOTES = 4.0
CERTAIN_TOPICS = ("injection", "help", "other")  # rules that are never overruled
SINGLE = ("intent", "statistic", "group", "order", "topic")
MULTIPLE = ("measures", "templates", "flags")
_SAID_OUTRIGHT = frozenset({"per_series", "noted", "difference"})
_LEAST_IS_BEST = frozenset({"lead_time_days", "wape", "mape", "mae", "rmse", "mase", "wql"})
_FLOOR = 1e-6
#: Above this probability of the heads, what a rule finds in no table stays unanswered.
NOT_HELD_STILL = 0.03
#: Conditions that turn an answer into its opposite: what a rule read of them is never dropped.
_REVERSING = frozenset({"no_order", "over_forecast", "under_forecast", "late_order"})


def decide(rules: Reading, guess: Guess, text: str = "", told: bool = False) -> Reading:
    """The rules' reading, or the heads' where they find theirs clearly more likely as a whole.

    `text` is the masked question: what it says outright stays as the rules read it. `told`: notes were found that
    say what is asked.
    """
    if _certain(rules, guess, text) or (told and rules.intent == "notes"):
        return rules
    heads = _as_said(_heads(rules, guess), rules, text)
    if heads.intent in ("whatif", "refuse", "help") or heads.topic in CERTAIN_TOPICS:
        return rules
    if heads.weak and not rules.weak and _alike(heads, rules):
        return rules  # "and the returns?": a follow-up that names its measure
    of_a_note = rules.intent == "notes" and NOTE_WORD.search(text) and heads.intent == "value"
    if of_a_note and set(heads.measures) <= ALSO_OF_NOTES:
        return rules  # "what is agreed in the notes on how punctual they are?"
    if "noted" in rules.flags and not rules.weak and heads.intent == "notes":
        return rules  # a figure beside a note: each in a clause of its own
    sure = OF_NOTES if rules.intent == "notes" and heads.intent != "notes" else 0.0
    return heads if likelihood(heads, guess) - likelihood(rules, guess) >= MARGIN + sure else rules


def _certain(rules: Reading, guess: Guess, text: str) -> bool:
    """What the heads are not asked about."""
    if rules.topic in CERTAIN_TOPICS or rules.scenario:  # the size of a what-if was read from its words
        return True
    if rules.topic == "not_held" and guess.choices["topic"]["not_held"] > NOT_HELD_STILL:
        return True
    ranked = rules.intent == "count" and bool(rules.order)  # "which store has the most overstocked products?"
    return ranked or (rules.intent == "notes" and bool(_STOCK_COUNT.search(text)))


def _as_said(heads: Reading, rules: Reading, text: str) -> Reading:
    """The heads' reading with what the words say outright."""
    if _names_nothing(heads) and rules.measures:
        heads = heads.with_(measures=rules.measures, weak=False)
    if rules.intent in ("list", "count") and heads.intent == "value" and against_filters(text, find_measures(text)):
        heads = heads.with_(intent=rules.intent, group=rules.group or "product", measures=rules.measures)
    if rules.intent == "count" and heads.intent == "list":
        heads = heads.with_(intent="count")  # "how many products"
    if rules.intent == "count" and heads.intent == "value" and _COUNTED.search(text):
        heads = heads.with_(intent="count", group=rules.group, measures=())
    for rare, like in _SAID_RARELY.items():  # "of 100 sold, how many came back?"
        if rare in rules.measures and rare not in heads.measures and set(heads.measures) <= like:
            heads = heads.with_(measures=(rare,))
    if "inventory_position" in rules.measures and set(heads.measures) <= {"on_hand", "on_order"}:
        heads = heads.with_(measures=rules.measures)  # "on the shelf and on the way, in total"
    if rules.intent == "list" and heads.intent == "value" and _EACH_OF.search(text):
        heads = heads.with_(intent="list", group=rules.group)  # "what else must [store] order?"
    if "supplier_payment_terms" in heads.measures and "supplier_payment_terms" not in rules.measures:
        heads = heads.with_(measures=tuple(m for m in heads.measures if m != "supplier_payment_terms"))
    if (
        "order_value" in rules.measures
        and {"order_by", "product_supplier"} & set(heads.measures)
        and _MONEY.search(text)
    ):
        heads = heads.with_(measures=tuple(dict.fromkeys((*heads.measures, "order_value"))))
    if (
        heads.group == "supplier"
        and _WHO.search(text)
        and _OF_STORES & set(heads.measures)
        and not _SUPPLIERS.search(text)
    ):
        heads = heads.with_(group="store")  # "who has the most of it in stock?"
    if heads.intent == "rank" and "stockout_date" in heads.measures and _SOONEST.search(text):
        heads = heads.with_(order="asc")  # "which will be the next to run out?"
    mean = _MEAN.search(text)
    named = tuple(m for m in rules.measures if m != "expected_sales" or m in heads.measures or mean)
    alike = heads.intent == rules.intent and heads.intent in ("value", "explain")
    if alike and set(heads.measures) < set(named) and _enumerates(text, named):
        heads = heads.with_(measures=named)  # "on hand / on order / days of cover"
    return heads


_STOCK_COUNT = re.compile(
    r"\bstock ?-?(?:take|taking|count)s?\b|\bcounted (?:the|our) (?:stock|inventory)\b|\binventory check\b"
)


_COUNTED = re.compile(
    r"\bhow many (?:of (?:all )?(?:the|our|my) )?(?:products|items|skus|lines|articles) (?:in \[store\] )?(?:are|is|have|has|need|do not|will be)\b"
)
_EACH_OF = re.compile(r"\b(?:what|who|anything|everything) else\b")
#: Measures that words name outright, and what the heads take them for.
_SAID_RARELY = {
    "return_rate_pct": {"expected_returns", "expected_sales"},
    "mae": {"expected_sales", "wape", "bias_pct"},
    "reorder_gap": {"reorder_point", "inventory_position", "on_order", "on_hand", "expected_sales"},
}
_MONEY = re.compile(r"\b(?:money|pay|cost|costs|euros?|cash|price|bill)\b")
_OF_STORES = frozenset({"on_hand", "expected_sales", "days_of_cover", "stock_value", "stockout_date", "revenue_90d"})
_WHO = re.compile(r"\bwho\b")
_SUPPLIERS = re.compile(r"\b(?:suppl\w+|vendors?|deliver\w*|ships?)\b|\[supplier\]")
_SOONEST = re.compile(
    r"\b(?:next|first|soonest|earliest) (?:one )?(?:to|that)\b|\b(?:runs?|sells?|gone|empty) (?:out )?(?:first|soonest|next)\b"
)
_MEAN = re.compile(r"\b(?:mean|average|avg) (?:and|&|\+|/)|(?:and|&|\+|/) (?:the )?(?:mean|average|avg)\b")


def _names_nothing(heads: Reading) -> bool:
    """A reading that wants a figure, states no condition and names no measure."""
    figures = heads.intent in ("value", "compare", "list", "rank") and heads.topic == "ours"
    return figures and heads.weak and not heads.templates and "follow_up" not in heads.flags


_JOINS = re.compile(r"[/+&,;]|\band\b|\bplus\b")


def _enumerates(text: str, measures: tuple[str, ...]) -> bool:
    """Are as many things joined as there are measures?"""
    return len(measures) > 1 and len(_JOINS.findall(text)) >= len(measures) - 1


def _alike(heads: Reading, rules: Reading) -> bool:
    """Do they differ in the measure alone?"""
    same = all(getattr(heads, name) == getattr(rules, name) for name in ("intent", "statistic", "group", "topic"))
    return same and rules.intent == "value"


def likelihood(reading: Reading, guess: Guess) -> float:
    """Log-probability of all fields of a reading, taken as independent."""
    reading = reading.settled()
    total = sum(math.log(max(guess.choices[name].get(getattr(reading, name), 0.0), _FLOOR)) for name in SINGLE)
    for name in MULTIPLE:
        held = getattr(reading, name)
        for choice, p in guess.choices[name].items():
            total += math.log(max(p if choice in held else 1.0 - p, _FLOOR))
    return total


def _heads(rules: Reading, guess: Guess) -> Reading:
    """Every field as the heads find it most likely; measures in the order of the words where the rules saw them."""
    likely = guess.over("measures")
    named = [m for m in rules.measures if m in likely]
    measures = (*named, *(m for m in likely if m not in named))
    chosen = {name: guess.best(name)[0] for name in SINGLE}
    if "per_series" in rules.flags and rules.group:  # "each store": said outright
        chosen["group"] = rules.group
    plain = chosen["intent"] == "value" and chosen["group"] in ("", "day")
    if rules.statistic in ("peak_day", "low_day") and chosen["statistic"] == "total" and plain:
        chosen["statistic"] = rules.statistic
    if rules.order and chosen["order"] and _LEAST_IS_BEST & set(rules.measures) & set(measures):
        chosen["order"] = rules.order  # the best has the smallest error, the quickest the shortest time
    sort = rules.sort if rules.sort in measures else (measures[0] if measures else "")
    return rules.with_(
        **chosen,
        measures=measures,
        templates=frozenset(guess.over("templates")) | (rules.templates & _REVERSING),
        flags=frozenset(guess.over("flags")) | (rules.flags & _SAID_OUTRIGHT),
        sort=sort if chosen["order"] else "",
        weak=not measures,
        confidence=round(guess.best("intent")[1], 4),
    )
