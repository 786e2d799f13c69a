"""Words for what a plan asks beside its values: conditions of a list, scenarios, yes or no, clarifying questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from llm.briefs import subject_words
from llm.telling import tell_date, tell_number
from rag.facts import NOTHING_MEETS, Evidence, Fact
from rag.measures import MEASURES
from rag.plan import ANY_OF, BESIDE, EACH_ITS_OWN, ELSEWHERE, IN_STORES, NOWHERE, Filter, Plan

__all__ = ["among_which", "clarifying", "condition_words", "help_words", "nothing_words", "polarity", "scenario_words"]

_URGENT = {"order_now", "expedite"}
_BY_DATE = {"order_by": "with an order date", "due_on": "with a delivery due", "ordered_on": "placed"}
_ON_DAYS = {"<=": "by", "<": "before", ">": "after", ">=": "from"}
_GROUPS = ("product", "store", "supplier", "category")
_OF_ALERTS = ("severity", "kind")
_AGAINST = {"<": "below", "<=": "not above", ">": "above", ">=": "not below", "=": "equal to", "!=": "other than"}
_NOTHING = {"on_order": "with nothing on order", "on_hand": "out of stock"}
_OPERATORS = {"=": "of", "!=": "other than", "<": "below", "<=": "of at most", ">": "above", ">=": "of at least"}


def condition_words(plan: Plan, number: float) -> str:
    """The filters of a plan as a verb phrase that follows a count: `must be ordered today`."""
    one = number == 1
    spread = [f for f in plan.filters if f.column.startswith(IN_STORES)]
    if spread:
        said = condition_words(plan.with_(filters=tuple(f for f in plan.filters if f not in spread)), number)
        return f"{said} {' and '.join(_in_stores(f) for f in spread)}".strip()
    if beside := [f for f in plan.filters if f.column.startswith(BESIDE)]:
        said = condition_words(plan.with_(filters=tuple(f for f in plan.filters if f not in beside)), number)
        return " ".join(filter(None, [said, *(f"({_beside(f)})" for f in beside)]))
    if (of_others := _of_other_rows(plan, number)) is not None:
        return of_others
    parts = [_order_words(plan.filters, one)] if any(f.column in ("order_qty", "action") for f in plan.filters) else []
    ordered = bool(parts and parts[0])  # "should be ordered"; how much of it is a limit of its own
    rest = [
        f
        for f in plan.filters
        if not (
            ordered
            and ((f.column == "action" and f.op != "!=") or (f.column == "order_qty" and (f.op, f.value) in _AT_ALL))
        )
    ]
    if "alert_count" in plan.measures or any(f.column in _OF_ALERTS for f in rest):
        by_group = plan.intent in ("list", "count") and plan.group_by in _GROUPS and not plan.per_series
        parts += [_alert_words(rest)] if by_group else []
        rest = [f for f in rest if not by_group or f.column not in _OF_ALERTS]
    spans, rest = _spans(rest)
    parts += [*spans, *(_words(f, plan, one) for f in rest if f.column not in ("product_name", "order_id"))]
    left_out = [f"except {_value(f)}" for f in rest if f.column == "product_name" and f.op == "not in"]
    words = " ".join((" and ".join(dict.fromkeys(p for p in parts if p)), *left_out)).strip()
    words = words.replace(f"should be ordered and {_BY_DATE['order_by']} ", "should be ordered ")
    if plan.among is not None and plan.among.intent == "list" and plan.among.limit is None:
        words = f"{words} (on both lists)".strip()
    of_products = plan.group_by in ("supplier", "store", "category") and not plan.entities.products
    if of_products and plan.intent in ("list", "count") and words.split(" ")[0] in ("must", "should", "is", "are"):
        return f"with products that {words.replace('is expected', 'are expected', 1)}"  # not they themselves
    return words


_AT_ALL = ((">", 0), (">=", 1), ("<=", 0), ("=", 0))
_OF_RANKED = ("abc_class", "xyz_class", "demand_class", "trend", "product_name", "peak_weekday")


def among_which(plan: Plan) -> str:
    """What a ranking of products is narrowed to, where that is a class, a trend or a limit: `of products with ...`."""
    limits = [
        f
        for f in plan.filters
        if f.column in _OF_RANKED
        or (f.column == "on_hand" and plan.sort is not None and plan.sort.measure != "on_hand")
        or (isinstance(f.value, (int, float)) and f.value and f.column in MEASURES)
    ]
    if plan.share_of == EACH_ITS_OWN and plan.filters:  # whatever the groups are: what their part is
        words = condition_words(plan.with_(group_by="product"), 2)
        if words.startswith("on "):
            return f" {words}"
        return f" of products {'' if words.startswith(('with', 'of')) else 'that '}{words}"
    if plan.intent != "rank" or plan.group_by not in ("product", "series", None) or not limits:
        return ""
    words = condition_words(plan.with_(filters=tuple(limits)), 2)
    return f" {words}" if words.startswith("except") else f" of products {words}" if words else ""


def _spans(filters: Sequence[Filter]) -> tuple[list[str], list[Filter]]:
    """From a day to a day in one phrase: `placed from 3 May 2025 to 9 May 2025`; and the filters that are left."""
    words, left = [], list(filters)
    for column, phrase in _BY_DATE.items():
        ends = {f.op: f for f in filters if f.column == column and isinstance(f.value, date)}
        if ">=" in ends and "<=" in ends:
            words.append(f"{phrase} {_days(Filter(column, 'in', (ends['>='].value, ends['<='].value)))}")
            left = [f for f in left if f.column != column]
    return words, left


def _of_other_rows(plan: Plan, number: float) -> str | None:
    """Conditions on the same product in another store, or on all lines of a group; None where there are none."""
    there = tuple(f for f in plan.filters if f.column.startswith(ELSEWHERE))
    none = tuple(f for f in plan.filters if f.column.startswith(NOWHERE))
    if not there and not none:
        return None
    here = condition_words(plan.with_(filters=tuple(f for f in plan.filters if f not in (*there, *none))), number)
    if there:
        plain = tuple(replace(f, column=f.column.removeprefix(ELSEWHERE)) for f in there)
        return f"{here} ({condition_words(plan.with_(filters=plain), number)} in another store)".strip()
    without = _none_of_them(plan, none)
    return f"{without} and {here}" if here else without


def _beside(item: Filter) -> str:
    """`not kept in Cork`, `not so in Cork`, `Oat Milk 1L kept too`."""
    names = [str(v) for v in item.value if not isinstance(v, Filter)]
    met = len(names) < len(item.value)
    if item.column.endswith(".product"):
        return f"{' or '.join(names)} {'' if item.op == 'in' else 'not '}{'in stock' if met else 'kept'}"
    place = f"in {' or '.join(names)}"
    return f"{place} too" if item.op == "in" else f"not {'so' if met else 'kept'} {place}"


def _in_stores(item: Filter) -> str:
    """`in at least 2 stores`"""
    words = {">=": "at least ", ">": "more than ", "<": "fewer than ", "<=": "at most ", "=": "exactly "}.get(
        item.op, ""
    )
    return f"in {words}{item.value} {'store' if item.value == 1 else 'stores'}"


def _none_of_them(plan: Plan, none: Sequence[Filter]) -> str:
    """`with no order today`, `with no product with excess stock`."""
    name = none[0].column.rpartition(".")[2]
    if name == "action" and none[0].op == "in":
        return "with no order today"
    if name == "order_qty":
        return "with no recommended order"
    if name == "due_on":
        return "with no late order"
    if name == "on_order":
        return "with no open order"
    if name == "on_hand":
        return "with no product out of stock"
    plain = replace(none[0], column=name)
    return f"with no product {condition_words(plan.with_(filters=(plain,), group_by='product'), 1)}"


def _order_words(filters: Sequence[Filter], one: bool = False) -> str:
    for f in filters:
        if f.column != "action":
            continue
        wanted = set(f.value) if isinstance(f.value, (tuple, list)) else {f.value}
        others = f.op in ("not in", "!=")
        if wanted == {"expedite"} and not others:
            return "must be expedited"
        if wanted <= _URGENT:
            if not others:
                return "must be ordered today"
            if wanted == _URGENT:
                ordered = any(g.column == "order_qty" and g.op == ">" for g in filters)
                return "should be ordered but not today" if ordered else f"need{'s' if one else ''} no order today"
        if others:
            continue
        said = {"excess": "with excess stock", "order_soon": "fall due soon", "ok": "need no order"}
        if one:
            said |= {"order_soon": "falls due soon", "ok": "needs no order"}
        return said.get(next(iter(wanted)), "")
    if any(f.column == "order_qty" and f.op == ">" and not f.value for f in filters):
        return "should be ordered"
    return ""


def _alert_words(filters: Sequence[Filter]) -> str:
    """`with a critical late order alert`, of things that are listed for their alerts."""
    said = [_value(f) for c in _OF_ALERTS for f in filters if f.column == c and f.op in ("=", "in")]
    others = [
        f"{f.column} other than {_value(f)}" for f in filters if f.column in _OF_ALERTS and f.op in ("!=", "not in")
    ]
    words = " ".join([*said, "alert", *(f"of {other}" for other in others)])
    return f"with {'an' if words[0] in 'aeiou' else 'a'} {words}"


def _words(f: Filter, plan: Plan, one: bool) -> str:
    if f.column == ANY_OF:
        each = (condition_words(plan.with_(filters=(part,), group_by="product"), 1 if one else 2) for part in f.value)
        return " or ".join(each)
    if f.column == "stockout_date" and f.op in ("<=", "<") and isinstance(f.value, date):
        verb = "is" if one else "are"
        return f"{verb} expected to run out by {tell_date(f.value)}"
    if f.column in _BY_DATE and f.op in _ON_DAYS and isinstance(f.value, date):
        return f"{_BY_DATE[f.column]} {_ON_DAYS[f.op]} {tell_date(f.value)}"
    if f.column == "severity" and f.op in ("=", "in"):
        return f"of {_value(f)} severity"
    if f.column == "kind" and f.op in ("=", "in"):
        return f"of kind {_value(f)}"
    if f.column in _OF_ALERTS:
        return f"of {f.column} other than {_value(f)}"
    if f.op in ("is null", "is not null"):
        label = MEASURES[f.column].label if f.column in MEASURES else f.column.replace("_", " ")
        return f"{'without' if f.op == 'is null' else 'with'} {label}"
    if f.column in ("abc_class", "xyz_class", "demand_class", "trend", "severity", "kind", "region", "peak_weekday"):
        noun = {"abc_class": "ABC class", "xyz_class": "XYZ class", "demand_class": "demand class",
                "peak_weekday": "best weekday"}.get(f.column, f.column)  # fmt: skip
        return f"with {noun} {_value(f)}" if f.op in ("=", "in") else f"without {noun} {_value(f)}"
    if f.column == "weekday":
        return "on " + " and ".join(f"{day}s" for day in f.value)
    if f.column == "on_promotion":
        return f"{'is' if one else 'are'} {'' if f.op == 'in' else 'not '}on promotion {_days(f)}"
    if f.column in _NOTHING and f.op in ("<=", "=") and f.value == 0:
        return _NOTHING[f.column]
    label = MEASURES[f.column].label if f.column in MEASURES else f.column.replace("_", " ")
    if isinstance(f.value, str) and f.value[:1] == "@":
        return f"with {label} {_AGAINST.get(f.op, f.op)} {_value(f)}"
    return f"with {label} {_OPERATORS.get(f.op, f.op)} {_value(f)}"


def _days(f: Filter) -> str:
    first, last = f.value  # type: ignore[misc]
    return f"on {tell_date(first)}" if first == last else f"from {tell_date(first)} to {tell_date(last)}"


def _value(f: Filter) -> str:
    values = f.value if isinstance(f.value, (tuple, list)) else (f.value,)
    unit = MEASURES[f.column].unit if f.column in MEASURES else ""
    told = []
    for value in values:
        if isinstance(value, str) and value[:1] == "@" and value[1:] in MEASURES:
            told.append(f"the {MEASURES[value[1:]].label}")
        elif isinstance(value, date):
            told.append(tell_date(value))
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            told.append(tell_number(value) + ("%" if unit == "%" else f" {unit}" if unit == "days" else ""))
        else:
            told.append(str(value).replace("_", " "))
    return " or ".join(told)


def scenario_words(plan: Plan) -> str:
    """`with 20% more demand`, `with a lead time of 10 days`: the change that a what-if assumes."""
    s = plan.scenario
    if s is None:
        return "in that case"
    value = s.value or 0.0
    size = tell_number(abs(value) * (100 if s.relative else 1))
    more = "more" if value >= 0 else "less"
    if s.kind == "demand" and s.unit:
        return f"with {size}{'%' if s.relative else ' units'} {more} demand for that product alone"
    if s.kind == "demand":
        return f"with {size}% {more} demand" if s.relative else f"with {size} units {more} demand"
    if s.kind == "price":
        turn = "higher" if value >= 0 else "lower"
        return f"with the unit cost {tell_number(abs(value), 2)} {turn}" if s.added else f"with prices {size}% {turn}"
    if s.kind == "quantity":
        times = {1.0: "twice", 2.0: "three times", -0.5: "half"}.get(value, f"{tell_number(1 + value)} times")
        if s.relative and abs(value) < 1 and value != -0.5:
            return f"with the orders {tell_number(abs(value) * 100)}% {'larger' if value > 0 else 'smaller'}"
        if not s.relative and s.unit == "units ordered":
            return f"with {size} units ordered"
        return f"with {times} the order" if s.relative else f"for {size} units"
    if s.kind == "transfer":
        return f"with {size} units moved from one store to the other"
    if s.kind == "taken":
        return f"with {size} units fewer on hand"
    if s.kind == "lead_time":
        if s.relative:
            return f"with a lead time {size}% {'longer' if value >= 0 else 'shorter'}"
        changed = f"with a lead time {size} days {'longer' if value >= 0 else 'shorter'}"
        return changed if s.added else f"with a lead time of {size} days"
    if s.kind == "cycle_service_level":
        return f"at a cycle service level of {tell_number(value * 100 if value <= 1 else value)}%"
    if s.kind == "budget" and s.relative:
        return f"with a budget of {tell_number(100 * value, 1)}% of it"
    if s.kind == "budget":
        return f"with a budget of {tell_number(value, 2)}"
    if s.kind == "cancel_order":
        return f"without the order {s.unit}" if s.unit else "without the open orders"
    if s.kind in ("late_order", "supplier_down"):
        what = "with the open order" if s.kind == "late_order" else "with the supplier down"
        return f"{what} {size} days late" if s.kind == "late_order" else f"{what} for {size} days"
    return {"skip_order": "without the recommended order", "promotion": "with a promotion"}[s.kind]


_ASKS = re.compile(r"^\W*(?:so |and |but |hi |hello |please )?(is|are|do|does|did|has|have|will|should|can|need|any)\b")
_UP = re.compile(r"\b(up|ris\w*|grow\w*|increas\w*|more|upward\w*|climb\w*|higher)\b")
_DOWN = re.compile(r"\b(down|fall\w*|declin\w*|drop\w*|decreas\w*|less|shrink\w*|downward\w*|lower)\b")


def polarity(plan: Plan, facts: Sequence[Fact]) -> str:
    """ "Yes" or "No" where the question asks for it and one fact settles it; empty when in doubt."""
    question = (plan.resolved_question or plan.question).lower()
    if not _ASKS.match(question) or re.search(r"\bor\b", question):
        return ""
    values = {f.measure: f.value for f in facts}
    change = values.get("trend_pct_28d")
    if isinstance(change, (int, float)):
        up, down = bool(_UP.search(question)), bool(_DOWN.search(question))
        if up == down:
            return ""
        if values.get("trend") == "flat":
            return "No"
        return "Yes" if (change > 0) == up and change else "No"
    for measure in ("on_order", "order_qty"):
        amount = values.get(measure)
        if isinstance(amount, (int, float)) and measure in _subject_of(question):
            if measure == "order_qty" and (named := _SO_MANY.search(question)):
                return "Yes" if float(named["n"].replace(",", "")) == amount else ""
            return "Yes" if amount > 0 else "No"
    return ""


#: "Should I order 500 of it?": another quantity than the one that is told
_SO_MANY = re.compile(r"\border (?:only |just |about |another )?(?P<n>\d[\d,]*)(?= [a-z])")


def _subject_of(question: str) -> set[str]:
    found = set()
    if re.search(r"\bon (?:the )?order\b|\bon the way\b|\bin transit\b|\bincoming\b", question):
        found.add("on_order")
    if re.search(r"\b(?:need|have|should|do i|must)\b.*\b(?:re)?order\b", question) and "on_order" not in found:
        found.add("order_qty")
    return found


def clarifying(plan: Plan, evidence: Evidence) -> str:
    """A short question that names the candidates."""
    unclear = plan.ambiguity
    if plan.problem:
        return plan.problem
    if unclear is None or not unclear.candidates:
        said = unclear.text if unclear is not None else ""
        return f'What do you mean by "{said}"?' if said else "Could you say that in other words?"
    names = list(unclear.candidates[:5])
    listed = ", ".join(names)
    more = len(unclear.candidates) - len(names)
    if more:
        listed += " and others"
    kinds = {"category": "categories"}
    what = kinds.get(unclear.kind, f"{unclear.kind}s" if unclear.kind != "meaning" else "readings")
    return f'There are several {what} for "{unclear.text}": {listed}. Which one do you mean?'


def nothing_words(plan: Plan, evidence: Evidence) -> str:
    """What nothing was found for, with the conditions as they were understood."""
    words = condition_words(plan, 1)
    if not words:
        return NOTHING_MEETS
    subject = next((f.subject for f in evidence.facts if f.measure == "count"), {})
    of_whom = f" {'in' if set(subject) == {'store'} else 'for'} {subject_words(subject)}" if subject else ""
    if words.startswith("(") and words.endswith(")"):  # all of it is told of another place
        return f"There is nothing{of_whom} that is {words[1:-1]}."
    verb = words.split(" ")[0] in ("is", "must", "should", "has", "falls", "needs")
    return f"Nothing {words}{of_whom}." if verb else f"There is nothing {words}{of_whom}."


def help_words() -> str:
    return "I can answer questions about sales forecasts, stock, orders, suppliers, forecast accuracy and notes."
