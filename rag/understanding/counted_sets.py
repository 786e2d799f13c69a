# ruff: noqa: E501 - a pattern is read on one line
"""Of a described set how many there are and what they come to: "overstocked in [store]: number of items, units on hand".

What is there decides, not the order or the words: a piece of the message that counts goods, another that asks for
something that adds up, and conditions that say of which goods.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from rag.measures import TO_HISTORY
from rag.names.catalogue import Catalogue
from rag.plan import Plan
from rag.understanding.compose import compose
from rag.understanding.reading import Reading
from rag.understanding.turn import Turn
from rag.understanding.words.amounts import read_amounts
from rag.understanding.words.choosing import choose_measures
from rag.understanding.words.conditions import templates_in
from rag.understanding.words.measures import find_measures
from rag.understanding.words.patterns import COUNT

__all__ = ["counted_and_summed"]

_PIECES = re.compile(
    r"[?;:,]\s*|(?<=[a-z\d\])])\.\s+|\s+(?:and|n|plus|with|as well as|along with|together with)\s+|\s+[-\u2013\u2014]\s+|\s*[/+&]\s*"
)
_GOODS = r"(?:products|items|articles|skus|lines|goods|things|ones)"
_COUNTS = re.compile(
    rf"(?<!\w)(?:how many|(?:the )?(?:number|count|quantity|amount|#)(?: of)?|how much)(?: (?:different|distinct|separate|such|of (?:the|those|these|our)|[abcxyz]+|class|single|\[category\]|\[supplier\]))* {_GOODS}\b"
    r"|\bhow many (?:(?:are|is|were|was) (?:they|there|in stock|those|these|that|it)|(?:they|there|those|these|that|it) (?:are|is|were|was)|of (?:them|those|these)(?: (?:are )?(?:there|in stock)(?: are)?)?)[ .!]*$"
    r"|\b(?:their|the|its) (?:number|count)(?: of (?:them|those|these))?[ .!]*$|^(?:the )?(?:number|count|how many)[ .!]*$"
)
#: Goods sold are units, and so are "how many items" that are on a shelf
_UNITS_TOO = re.compile(
    rf"\bhow (?:many|much) {_GOODS}(?: (?:did|were|was|have|has|will|would|do|does|shall)\b[^?]*\b(?:sell|sold|go|went|sale)\b| on hand| in stock)"
)
_ANSWERED_BY = re.compile(r"\b(?:how (?:many|much)|what|total|sum|worth|value|amount|units|pieces)\b")
_OF_THEM = re.compile(
    r"\b(?:they|their|theirs|them|these|those|that (?:is|makes|comes)|it|combined|together|altogether|summed|added|all of|the lot|between|jointly|collectively|all told)\b"
)
_TOGETHER = re.compile(
    r"\b(?:their|theirs|combined|together|altogether|summed|add(?:ed|s)?|in all|total|all of|the lot|between|jointly|collectively)\b"
)
#: "... and how many have to be ordered today?": so many of the goods
_COUNTED_AGAIN = re.compile(
    r"^\W*(?:and |also )*how many (?:of (?:them|those|these|which) )?(?:are|is|were|have|has|had|need|needs|must|should|will|can|run|fall|go|lie|come)\b"
)
_OF_ALL = re.compile(
    r"\b(?:the|whole|entire) (?:store|shop|branch|company|chain|range|assortment|business)\b|\bas a whole\b"
)
_CONDITIONS = re.compile(
    r"\bover-?stock\w*|\b(?:out of|excess|surplus|in|low|safety|dead) stock\b(?= (?:items|products|articles|skus|goods|lines))|\bout of stock\b|\bstock-?(?:outs?|takes?|taking)\b|\b(?:less|more|fewer) than \S+(?: \w+){0,3}"
)
#: "... and how many class Z products need ordering?": goods once more, and no sum
_GOODS_COUNTED = re.compile(rf"\bhow many (?:[\w-]+ ){{0,2}}?{_GOODS} (?:have|has|need|needs|must|should|are|is)\b")
#: What adds up over goods
_SUMMED = frozenset(
    {
        "on_hand", "stock_value", "on_order", "on_order_value", "order_qty", "order_value", "revenue_90d", "actual_revenue",
        "expected_sales", "actual_sales", "expected_returns", "actual_returns", "excess_units", "expected_lost_units",
        "expected_lost_value", "inventory_position",
    }
)  # fmt: skip
_BARE_UNITS = re.compile(r"^(?:units|needs?|needed|expect\w*)$")
_OF_THE_PAST = {**TO_HISTORY, "revenue_90d": "actual_revenue"}
_UNITS = re.compile(r"\b(?:units|pieces)\b")
_LIMITS = ("<", "<=", ">", ">=")


#: Reads the message as the reading says, or only so much of its masked text.
_ReadAs = Callable[[Reading, str], Plan]
_TIME = re.compile(r"\[(?:past|future)\]")


def counted_and_summed(turn: Turn, whole: Plan, catalogue: Catalogue) -> Plan | None:
    """How many goods meet the conditions of a message, and the sums that it asks of them; None where it asks less.

    `whole` is its plan in its conversation: one that leans on what was said before is left as it is.
    """
    plan, masked = turn.plan, turn.masked
    if whole is not plan:
        return None
    plain = (
        plan.intent in ("value", "count", "list")
        and turn.reading.group in ("", "product", "series")
        and not (plan.scenario or plan.share or plan.second_window)
    )
    if not plain or plan.note_query or plan.entities.products or plan.levels or plan.among:
        return None
    pieces = [p for p in _pieces(masked.text) if masked.text[slice(*p)].strip(" .!")]
    said = [masked.text[slice(*p)] for p in pieces]
    counting = next((n for n, p in enumerate(said) if _counts(p)), None)
    ordered = bool({"recommended", "today", "this_week", "order_soon"} & set(templates_in(masked.text, turn.amounts)))
    summing = {
        n: sums
        for n, p in enumerate(said)
        if n != counting and not _GOODS_COUNTED.search(p) and (sums := _sums(p, ordered))
    }
    if counting is None or not summing:
        return None
    read = partial(_read, turn, catalogue)
    bare = turn.reading.with_(statistic="total", order="", sort="", weak=False)
    counted = _described(bare, masked.text, [pieces[n] for n in summing], read)
    named = {f.column for f in counted.filters if f.op in _LIMITS and f.value}
    limited = {n for n in summing if re.search(r"\d", said[n])}  # "... with an order value above 90": no figure
    sums = tuple(dict.fromkeys(m for n in summing for m in summing[n] if m not in named or n not in limited))
    at = next((n for n in summing if set(summing[n]) & set(sums)), None)
    if counted.intent != "count" or counted.also or at is None or not _of_the_set(said[at], said[counting]):
        return None
    if {(f.column, f.op) for f in whole.filters} - {(f.column, f.op) for f in counted.filters}:
        return None  # a condition of the whole message that neither piece has
    theirs = counted.entities.suppliers or counted.entities.categories
    if not counted.filters and not (theirs and _OF_THEM.search(said[at])):
        return None
    total = read(bare.with_(intent="value", measures=sums, group=""), masked.text)
    told = tuple(m for m in total.measures if m in sums or m in {_OF_THE_PAST.get(s) for s in sums})
    if total.intent != "value" or not told:
        return None
    total = total.with_(
        measures=told, filters=counted.filters, entities=counted.entities, group_by=None, also=(), combine=None,
        per_series=False, difference=False, sort=None, limit=None,
    )  # fmt: skip
    first, second = (counted, total) if counting < at else (total, counted)
    return first.with_(also=(second,))


def _read(turn: Turn, catalogue: Catalogue, reading: Reading, text: str) -> Plan:
    windows = turn.masked.windows if _TIME.search(text) else ()
    amounts = read_amounts(text)
    said = reading.with_(templates=frozenset(templates_in(text, amounts)))
    return compose(replace(turn.masked, text=text, windows=windows), said, amounts, catalogue)


def _pieces(text: str) -> list[tuple[int, int]]:
    cuts = [m.span() for m in _PIECES.finditer(text)]
    return list(zip([0, *(b for _, b in cuts)], [*(a for a, _ in cuts), len(text)], strict=True))


def _described(bare: Reading, text: str, summing: Sequence[tuple[int, int]], read: _ReadAs) -> Plan:
    """The count of what the message describes, read without what it sums where the rest says of which goods."""
    group = bare.group if bare.group == "series" else "product"
    count = bare.with_(intent="count", measures=(), group=group)
    rest = list(text)
    for a, b in summing:
        rest[a:b] = " " * (b - a)
    alone = read(count, "".join(rest))
    counted = alone if alone.intent == "count" and alone.filters else read(count, text)
    return counted.with_(measures=("count",), window=None, sort=None, limit=None)


def _counts(piece: str) -> bool:
    return bool((_COUNTS.search(piece) or COUNT.search(piece)) and not _UNITS_TOO.search(piece))


def _sums(piece: str, ordered: bool) -> tuple[str, ...]:
    """What adds up and is asked for in a piece of a message; a bare number of units is one of an order only."""
    together = _TOGETHER.search(piece) is not None
    if not (_ANSWERED_BY.search(piece) or together) or (_COUNTED_AGAIN.match(piece) and not together):
        return ()
    plain = _CONDITIONS.sub(" ", piece)
    found = [f for f in find_measures(plain) if not (f.id == "expected_sales" and _BARE_UNITS.match(f.text))]
    sums = tuple(m for m in choose_measures(found, plain, read_amounts(plain)) if m in _SUMMED)
    if ordered and not sums and _UNITS.search(piece):
        return ("order_qty",)  # "how many lines are due today, and how many units is that?"
    if ordered and sums == ("stock_value",) and "stock" not in plain:
        return ("order_value",)  # "the recommended ones: how many lines, and what are they worth?"
    worth = set(sums) == {"on_hand", "order_value"} and "order" not in plain  # "what do they have on hand in money?"
    return ("stock_value",) if worth else sums


def _of_the_set(summing: str, counting: str) -> bool:
    """Is what is summed that of the goods that are counted, and not of a whole store beside them?"""
    if _OF_THEM.search(summing):
        return True
    both_name = all("[" in _TIME.sub("", piece) for piece in (summing, counting))
    return not _OF_ALL.search(summing) and not both_name
