"""Which figures a second message asks for: its own, or those of the question before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import MEASURES
from rag.plan import Plan
from rag.understanding.followups.carrying import IN_MONEY
from rag.understanding.followups.moving import BARE_DAYS
from rag.understanding.followups.same_things import in_that_context, same_set
from rag.understanding.plans.measuring import QUANTITY
from rag.understanding.words.numbers import number

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["measures_asked"]

_AVERAGES = {7: "avg_daily_7d", 28: "avg_daily_28d"}


_SELLS = re.compile(r"\b(?:sells?|selling|seller|moves?)\b")
_IS_SOLD = re.compile(r"\b(?:sell|sells|sold|selling|sales)\b")
_OF_SALES = frozenset({"expected_sales", "actual_sales", "revenue_90d", "actual_revenue", *_AVERAGES.values()})
#: What stays as it is, however much is sold; of stock on hand it is asked how long it lasts then
_WHATEVER_SELLS = frozenset({"on_order", "due_on", "product_supplier", "lead_time_days", "stock_value"})
_UNITS = re.compile(r"\b(?:units|pieces|pcs)\b")
#: By what things of a counted set are ranked where nothing is said
_BIGGEST = (("order_qty", "order_value"), ("action", "order_value"), ("on_order", "on_order"), ("on_hand", "on_hand"))


def _of_days(turn: Turn, measures: tuple[str, ...]) -> int:
    """The days of "and if you take only the last seven?" after a daily average; 0 where none are named."""
    if not set(measures) & set(_AVERAGES.values()):
        return 0
    past = next((w for w in turn.masked.windows if w.side == "history"), None)
    bare = BARE_DAYS.match(turn.masked.text)
    return past.days if past is not None else int(number(bare["n"])) if bare else 0


def _of_another_product(turn: Turn, earlier: Plan) -> bool:
    """ "Suppose [product] sells 30% better over the next 7 days, how many is that?" after a store's orders: sales."""
    named = turn.plan.entities.products
    ahead = any(w.side == "forecast" for w in turn.masked.windows)
    return bool(named and ahead and named != earlier.entities.products and _IS_SOLD.search(turn.masked.text))


def measures_asked(turn: Turn, earlier: Plan, own: bool, intent: str) -> tuple[str, ...]:
    text = turn.masked.text
    if "run_change" in turn.reading.flags and {"order_qty", "order_value"} & set(earlier.measures):
        return ("order_qty",)  # "has the quantity moved since the previous run?"
    if turn.plan.intent != "explain" and (meant := in_that_context(turn, earlier)):
        return meant
    if own and same_set(turn, earlier):
        in_money = earlier.measures == ("order_value",) and _UNITS.search(text)
        return ("order_qty",) if in_money else earlier.measures
    if own and not (
        intent == "compare"
        and set(turn.plan.measures) <= {"expected_sales", "actual_sales"}
        and earlier.measures
        and not turn.masked.windows
    ):
        generic = set(turn.plan.measures) <= {"expected_sales", "actual_sales"}
        grown = turn.amounts.scenario is not None and turn.amounts.scenario.kind == "demand"
        if (
            grown
            and set(turn.plan.measures) <= {"order_value", "on_hand", "order_qty"}
            and not re.search(r"\b(?:order\w*|cost\w*|money|euros?|spend|pay|stock|hand|buy)\b", text)
        ):
            return earlier.measures or turn.plan.measures  # "what would it come to then?"
        if generic and grown and set(earlier.measures) <= _WHATEVER_SELLS:
            return turn.plan.measures
        if generic and grown and _of_another_product(turn, earlier):
            return turn.plan.measures
        if generic and turn.amounts.scenario and earlier.measures:
            return earlier.measures if not re.search(r"\b(?:sell|sales)\b", turn.amounts.text) else turn.plan.measures
        return turn.plan.measures
    by_average = (
        intent == "rank" and turn.reading.statistic == "daily_mean" and turn.plan.measures == ("avg_daily_28d",)
    )
    if by_average and not any(MEASURES[m].windowed for m in earlier.measures if m in MEASURES):
        return turn.plan.measures  # "which of them has the highest daily average?"
    if turn.plan.levels:
        returns = any(m.endswith("returns") for m in earlier.measures)
        return ("returns_quantile" if returns else "sales_quantile",)
    if "order_qty" in earlier.measures and IN_MONEY.search(text):
        return ("order_value",)
    kept = tuple(m for m in earlier.measures if m not in ("count", "sales_quantile", "returns_quantile"))
    if (
        intent == "rank"
        and not kept
        and (of_set := next((m for c, m in _BIGGEST if any(f.column == c for f in earlier.filters)), ""))
    ):
        return (of_set,)  # "which one is the biggest?" after so many order lines
    if intent == "rank" and earlier.intent == "list" and _SELLS.search(text) and not _OF_SALES & set(kept):
        return ("expected_sales",)  # "which of those sells best?"
    if set(kept) & set(_AVERAGES.values()) and any(w.side == "forecast" for w in turn.masked.windows):
        return tuple("expected_daily_sales" if m in _AVERAGES.values() else m for m in kept)
    if days := _of_days(turn, kept):
        return tuple(_AVERAGES.get(days, "actual_daily_sales") if m in _AVERAGES.values() else m for m in kept)
    if kept == ("peak_weekday",) and turn.plan.statistic in ("peak_day", "low_day") and turn.masked.windows:
        return turn.plan.measures  # "which day is its strongest next week?" after its best weekday
    if intent == "count" and turn.plan.group_by == "order" and turn.plan.intent == "count":
        return turn.plan.measures  # "how many open orders do we have with them?"
    if intent == "count" and earlier.measures == ("open_orders",) and turn.reading.weak:
        return earlier.measures  # "Dublin" after how many orders are open
    if intent == "count":
        return ("count", *(m for m in earlier.measures if m == "order_qty" and QUANTITY.search(text)))
    if intent == "whatif" and turn.amounts.scenario and turn.amounts.scenario.kind not in ("demand", "promotion"):
        return turn.plan.measures if not kept or set(kept) <= {"expected_sales"} else kept
    return kept or earlier.measures or turn.plan.measures
