"""Rules and trained heads together: one reading."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.notes.sets import asks_whether, several_notes
from rag.understanding.message.asked_of_notes import ASKED_OF_NOTES
from rag.understanding.message.note_topics import ALSO_OF_NOTES, NOTE_WORD
from rag.understanding.plans.ordering import FIRST_OUT, FIRST_TO_ORDER, GREW_MOST, LAST_OUT, OUT_NEXT
from rag.understanding.reading import Reading
from rag.understanding.said_outright import as_said
from rag.understanding.words.amounts import Amounts
from rag.understanding.words.loose_suppositions import loosely_supposed
from rag.understanding.words.topics import surely_not_held

if TYPE_CHECKING:
    from rag.understanding.encoder import Guess

__all__ = ["MARGIN", "decide", "supposed_by_the_heads"]

#: How much more likely (in nats, over all fields) the heads must find their own reading than that of the rules.
#: Chosen on 800 held-out rewordings answered end to end (4 675 right, 2 681, 0 684): of near equals the one that leaves
#: more tidy questions to the rules (with 2, six tests of such questions fail).
MARGIN = 4.0
#: So much more again where the words are those of notes: a stocktake, a closure, a first day of sale.
OF_NOTES = 7.0
CERTAIN_TOPICS = ("injection", "help", "other")  # rules that are never overruled
SINGLE = ("intent", "statistic", "group", "order", "topic")
MULTIPLE = ("measures", "templates", "flags")
_SAID_OUTRIGHT = frozenset({"per_series", "noted", "difference"})
_LEAST_IS_BEST = frozenset({"lead_time_days", "wape", "mape", "mae", "rmse", "mase", "wql", "stockout_probability"})
_FLOOR = 1e-6
#: Above this probability of the heads, what a rule finds in no table stays unanswered.
NOT_HELD_STILL = 0.03
#: Conditions that turn an answer into its opposite: what a rule read of them is never dropped.
_REVERSING = frozenset({"no_order", "over_forecast", "under_forecast", "late_order", "expedite", "order_soon", "ok"})


def decide(rules: Reading, guess: Guess, text: str = "", told: bool = False) -> Reading:
    """The rules' reading, or the heads' where they find theirs clearly more likely as a whole.

    `text` is the masked question: what it says outright stays as the rules read it. `told`: notes were found that
    say what is asked.
    """
    if _certain(rules, guess, text) or (told and rules.intent == "notes"):
        return rules
    heads = as_said(_heads(rules, guess), rules, text)
    if "today" in rules.templates and _URGENT.search(text):  # "just the urgent ones" are not all of them
        heads = heads.with_(templates=heads.templates | {"today"})
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


_URGENT = re.compile(r"\b(?:urgent|pressing) (?:orders?|lines?|products|items|articles)\b")
#: Who sells the most of a thing is one of the stores.
_WHO_SELLS = re.compile(r"\bwho\b[^?]{0,30}\b(?:sell|sells|sold|mov\w+|shift\w*) (?:the )?(?:most|least|fewest)\b")


def _certain(rules: Reading, guess: Guess, text: str) -> bool:
    """What the heads are not asked about."""
    if rules.intent == "explain" and rules.measures == ("alert_count",) and "alert" in text:
        return True
    if rules.intent == "rank" and rules.measures == ("stockout_date",) and FIRST_OUT.search(text):
        return True
    if rules.intent == "rank" and rules.group == "store" and _WHO_SELLS.search(text):
        return True
    if rules.intent == "rank" and rules.measures == ("order_by",) and FIRST_TO_ORDER.search(text):
        return True
    if rules.intent == "rank" and rules.measures == ("days_of_cover",) and LAST_OUT.search(text):
        return True
    if rules.intent == "draft_order" and _DRAFTS.search(text):
        return True
    if rules.intent == "rank" and (OUT_NEXT.search(text) or (_of_trend(rules) and GREW_MOST.search(text))):
        return True
    if rules.topic in CERTAIN_TOPICS or rules.scenario:  # the size of a what-if was read from its words
        return True
    if rules.topic == "not_held" and surely_not_held(text):
        return True
    if rules.topic == "not_held" and guess.choices["topic"]["not_held"] > NOT_HELD_STILL:
        return True
    if rules.intent == "notes" and rules.weak and (several_notes(text, rules.group) or asks_whether(text)):
        return True
    if rules.intent == "notes" and (_WRITTEN_IN_NOTES.search(text) or ASKED_OF_NOTES.search(text)):
        return True
    ranked = rules.intent == "count" and bool(rules.order)  # "which store has the most overstocked products?"
    return ranked or (rules.intent == "notes" and bool(_STOCK_COUNT.search(text)))


#: "Ok, draft today's order for [supplier]"
_DRAFTS = re.compile(
    r"(?:^\W*|[.!?,;] ?|\b(?:please|you|and|then|ok|okay|so|now) )draft (?:me |us |up )?(?:an?|the|my|our)\b"
)
_WRITTEN_IN_NOTES = re.compile(
    r"\bwhat (?:stands|is (?:written|said|noted|told|mentioned))\b[^?]{0,15}\b(?:notes?|memos?)\b"
    r"|\bwhat do(?:es)? (?:the |our |that )?(?:notes?|memos?) (?:say|tell|state|mention)\b"
)
_STOCK_COUNT = re.compile(
    r"\bstock ?-?(?:take|taking|count)s?\b|\bcounted (?:the|our) (?:stock|inventory)\b|\binventory check\b"
)


def _of_trend(rules: Reading) -> bool:
    """A ranking of stores, or one of products that the rules rank by their trend alone."""
    return rules.group == "store" or (rules.group == "product" and rules.measures == ("trend",) and not rules.templates)


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


_TO_ORDER = frozenset({"recommended", "today", "this_week", "order_soon"})


def _unsaid(rules: Reading) -> frozenset[str]:
    """Of "what is running out this week?", no word of which speaks of ordering: what has to be ordered."""
    return _TO_ORDER - rules.templates if "runs_out" in rules.templates else frozenset()


def _heads(rules: Reading, guess: Guess) -> Reading:
    """Every field as the heads find it most likely; measures in the order of the words where the rules saw them."""
    likely = guess.over("measures")
    named = [m for m in rules.measures if m in likely]
    measures = (*named, *(m for m in likely if m not in named))
    chosen = {name: guess.best(name)[0] for name in SINGLE}
    if rules.intent == "rank" and rules.order and (chosen["order"] or chosen["intent"] == "rank"):
        chosen["order"] = rules.order
    if rules.intent == "compare" and rules.order == "asc" and chosen["intent"] == "rank":
        chosen["order"] = "asc"  # "which one has the lowest": never the highest
    if "per_series" in rules.flags and rules.group:  # "each store": said outright
        chosen["group"] = rules.group
    plain = chosen["intent"] == "value" and chosen["group"] in ("", "day")
    if rules.statistic in ("peak_day", "low_day") and chosen["statistic"] == "total" and plain:
        chosen["statistic"] = rules.statistic
    if (
        rules.order
        and (chosen["order"] or chosen["intent"] == "compare")
        and _LEAST_IS_BEST & set(rules.measures) & set(measures)
    ):
        chosen["order"] = rules.order  # the best has the smallest error, the quickest the shortest time
    sort = rules.sort if rules.sort in measures else (measures[0] if measures else "")
    return rules.with_(
        **chosen,
        measures=measures,
        templates=(frozenset(guess.over("templates")) - _unsaid(rules)) | (rules.templates & _REVERSING),
        flags=frozenset(guess.over("flags")) | (rules.flags & _SAID_OUTRIGHT),
        sort=sort if chosen["order"] else "",
        weak=not measures,
        confidence=round(guess.best("intent")[1], 4),
    )


_SURE_OF_SCENARIO = 0.8  # probability of the heads


def supposed_by_the_heads(amounts: Amounts, guess: Guess) -> Amounts | None:
    """A what-if that only the heads recognise, where its size can be read; None otherwise."""
    kind, sure = guess.best("scenario")
    if amounts.scenario is not None or amounts.levels or kind not in ("demand", "price") or sure < _SURE_OF_SCENARIO:
        return None
    found = loosely_supposed(amounts.text, kind)
    if found is None or guess.choices["intent"].get("whatif", 0.0) < _SURE_OF_SCENARIO:
        return None
    return replace(amounts, scenario=found[0], text=found[1], thresholds=())
