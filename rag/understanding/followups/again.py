# ruff: noqa: E501 - a pattern is read on one line
"""The question before once more: with another budget, for the rest of its list, of another severity, under the same what-if."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.plan import Filter, Plan, Scenario
from rag.understanding.followups.carrying import KINDS
from rag.understanding.followups.corrected import only_puts_right
from rag.understanding.plans.left_out import is_left_out

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["REST", "asked_again", "drafted_again", "kept_apart", "same_supposition", "supposed_ahead"]


def asked_again(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier` with the one thing changed that the message says; None where it says something else."""
    changed = (
        _other_budget(turn, earlier)
        or _other_service(turn, earlier)
        or _the_rest(turn, earlier)
        or _other_severity(turn, earlier)
    )
    changed = changed or _without_some(turn, earlier)
    if changed is None:
        return _above_a_level(turn, earlier)
    asked = turn.masked.question
    return changed.with_(question=asked, resolved_question=asked, also=(), combine=None)


_LEADS = r"^\W*(?:and |or |but |ok |okay |so |now |then |well |right |please |hm+ |what about |how about |what if |what |if )*"
#: "And with 1000, how much would I still be short?", "what if I had 800?", "make it 2,000"
_MONEY = re.compile(
    _LEADS
    + r"(?:(?:with|for|at|make (?:it|that)|say|suppose|(?:i|we) (?:only |just )?(?:had|have|get|got|could spend|can spend|spend|find|found|raise)(?: only| just)?|(?:they|he|she|finance|accounts|the (?:boss|bank|board|owner)|head office|management) (?:only |just |would )*(?:gave|gives?|give|allow\w*|approv\w*|grant\w*|lets?|offer\w*|released?)(?: (?:me|us))?(?: only| just| have| spend)*|it (?:was|were|is)|the budget (?:was|were|is)|there (?:was|were|is|are)) )?"
    r"(?:only |just |another budget of |a budget of |[€$£] ?)*(?P<n>\d[\d,]*(?:\.\d+)?)(?: ?(?:k|€|eur|euros?|pounds?|dollars?|usd|gbp))?(?: (?:to spend|in hand|instead|then|budget|at hand|there|available))*"
    r"(?=\W*$|[,;:?] )"
)


#: "How much would be missing with 200?"
_WITH_SO_MUCH = re.compile(
    r"\b(?:missing|short|lacking|left|spare|enough|over)\b[^?]{0,25}\b(?:with|for|on|if (?:i|we) (?:only )?(?:had|have|got)) (?:only |just |[€$£] ?)*(?P<n>\d[\d,]*(?:\.\d+)?)(?: (?:euros?|eur|pounds?|dollars?))?\W*$"
)


#: "And with 80% of it?", "if I only get 60%?" after a budget
_PART_OF_IT = re.compile(
    _LEADS
    + r"(?:(?:with|for|at|make (?:it|that)|say|suppose|(?:i|we|they|finance|he|she) (?:only |just )?(?:had|have|get|got|give|gives|gave|approve|approves)(?: me| us)?) )*(?:only |just )*(?P<n>\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent)(?: of (?:it|that|this|the (?:money|sum|cost|total|bill|budget|value|amount)))?(?: (?:instead|then|only|please))*(?=\W*$|[,;:?] )"
)


#: "And 250 of them?", "what if it were 30 pieces?"
_SO_MANY = re.compile(
    _LEADS
    + r"(?:(?:with|for|at|make (?:it|that)|say|suppose|take|(?:it|there) (?:was|were|is|are)) )*(?:only |just )*(?P<n>\d[\d,]*)(?: (?:units|pieces|pcs|of (?:them|it|those|these)|more|instead|then))*\W*$"
)


#: "And at 99?", "with 98.5%?", "what if we cut it to 85%?" after a service level, or the stock that it asks for
_SERVICE = re.compile(
    _LEADS
    + r"(?:(?:with|for|at|to|make (?:it|that)|say|suppose|take|an?|the|that|this|it|service|level|of|instead of that|what|if|we|i|is|was|were|goes|go|went|down|up|only|just|cut|dropped?|lower(?:ed)?|reduced?|raised?|increased?|relax(?:ed)?|set|changed?|put|needed) )*(?P<n>\d{2}(?:\.\d+)?) ?(?P<p>%|percent|per ?cent)?(?: (?:service level|service|level|instead|then|please|(?:is|was|were) enough))*\W*$"
)
_HELD_FOR = frozenset({"cycle_service_level", "safety_stock", "reorder_point"})


def _other_service(turn: Turn, earlier: Plan) -> Plan | None:
    scenario, said = earlier.scenario, _SERVICE.match(turn.masked.text)
    if said is None or turn.masked.mentions:
        return None
    level = Scenario("cycle_service_level", round(float(said["n"]) / 100, 4), unit="fraction")
    if scenario is None and earlier.intent == "value" and said["p"] and set(earlier.measures) <= _HELD_FOR:
        held = tuple(m for m in earlier.measures if m != "cycle_service_level")
        return earlier.with_(intent="whatif", measures=held or ("safety_stock", "reorder_point"), scenario=level)
    if scenario is None or scenario.kind != "cycle_service_level":
        return None
    return earlier.with_(scenario=replace(scenario, value=level.value))


def _other_budget(turn: Turn, earlier: Plan) -> Plan | None:
    scenario = earlier.scenario
    sized = scenario is not None and (
        scenario.kind in ("budget", "taken", "transfer") or (scenario.kind == "quantity" and not scenario.relative)
    )
    if earlier.intent != "whatif" or scenario is None or not sized or turn.masked.mentions:
        return None
    if scenario.kind == "budget" and (part := _PART_OF_IT.match(turn.masked.text)) is not None:
        return earlier.with_(scenario=Scenario("budget", round(float(part["n"]) / 100, 6), True, unit="fraction"))
    said = _MONEY.match(turn.masked.text) or _SO_MANY.match(turn.masked.text)
    said = said or (_WITH_SO_MUCH.search(turn.masked.text) if scenario.kind == "budget" else None)
    if said is None or turn.masked.windows or turn.amounts.levels:
        return None
    value = float(said["n"].replace(",", "")) * (
        1000 if re.search(rf"{re.escape(said['n'])} ?k\b", said.group()) else 1
    )
    unit = "currency" if scenario.kind == "budget" else scenario.unit
    return earlier.with_(scenario=replace(scenario, value=value, added=False, relative=False, unit=unit))


#: "And the rest of the recommended ones?", "show me the others", "which ones come after those?"
REST = re.compile(
    _LEADS
    + r"(?:are |is |(?:show|give|list|name|tell)(?: me)? )?(?:all )?(?:the )?(?:rest|remainder|remaining|others|other)\b(?: (?:\w+ )?(?:ones|products|items|lines|orders|stores|shops|suppliers|recommendations))?"
    r"(?: of (?:the |those |these |that |our |your )?(?:(?:\w+|\[\w+\]) ){0,2}(?:them|those|these|ones|list|orders|lines|products|items|stores|shops|suppliers|ranking|recommendations|it))?(?: please| too| as well| then)*(?:(?:,| -) ?(?:the|that is the) (?:stuff|ones|things|goods|part)\b[^?]*)?\W*$"
)


_ALL_THE_REST = 500  # rows


def _the_rest(turn: Turn, earlier: Plan) -> Plan | None:
    """What comes after the first few of a ranking."""
    if earlier.intent != "rank" or not earlier.limit or any(getattr(turn.plan.entities, k) for k in KINDS):
        return None
    if not REST.match(turn.masked.text) or turn.masked.windows:
        return None
    return earlier.with_(limit=_ALL_THE_REST, offset=earlier.offset + earlier.limit)


#: "Drop the [supplier] ones", "leave out [supplier], which ones are left?"
_WITHOUT = re.compile(
    _LEADS
    + r"(?:(?:can|could|would) you |we |i |you |let us |the same(?: list| thing)? |that(?: list)? |it |once more |again |but )*(?:leave out|leaving out|drop|skip|without|excluding|exclude|except(?: for)?|not counting|minus|ignoring|remove|omit|strike|scrap|take out|all but)(?: all)?(?: (?:the|those|of|from|by|for|in|ones?|lines?|products|items|things|goods|orders?|anything|everything|all|that|which|we|come|comes|coming|is|are|get|buy|bought|supplied|delivered|what))* \[(?P<kind>supplier|store|category)\](?:'s)?(?: (?:ones|lines|orders|products|items|goods|stuff|things))?(?: out)?"
    r"(?:[,:;.?!]*(?: (?:and|then|so|please))* ?(?:(?:which|what)(?: (?:ones?|lines|products|items|else|orders))* (?:is|are|remains?|stays?|do(?:es)? that leave)(?: (?:still|then|we|me|us))*(?: (?:left|there|remaining|over))?(?: (?:to order|on (?:the|that) list|with))?|please|then))?\W*$"
)
_FIELDS = {"supplier": "suppliers", "store": "stores", "category": "categories"}


def _without_some(turn: Turn, earlier: Plan) -> Plan | None:
    """The list, or sum, before without what comes from one supplier, store or category."""
    said = _WITHOUT.match(turn.masked.text)
    if said is None or earlier.intent not in ("list", "count", "value", "rank") or not earlier.filters:
        return None
    field, mentions = _FIELDS[said["kind"]], turn.masked.mentions
    left = {item.id for m in mentions if m.kind == said["kind"] and is_left_out(turn.masked, m) for item in m.items}
    if not left or len(mentions) != 1 or earlier.group_by == said["kind"]:
        return None
    among = getattr(earlier.entities, field) or getattr(turn.plan.entities, field)
    kept = tuple(i for i in among if i not in left)
    return earlier.with_(entities=replace(earlier.entities, **{field: kept})) if kept else None


#: "And warnings?", "only the info ones"
_SEVERITY = re.compile(
    _LEADS
    + r"(?:(?:how many|only|just|are there|any|of) )*(?:the )?(?P<what>critical|warnings?|info(?:rmation(?:al)?)?|severe|serious)(?: (?:ones?|alerts?|level|severity))*(?: (?:are there|there|only|too|please|then))*\W*$"
)
_LEVELS = {
    "warnings": "warning",
    "information": "info",
    "informational": "info",
    "severe": "critical",
    "serious": "critical",
}


def _other_severity(turn: Turn, earlier: Plan) -> Plan | None:
    said = _SEVERITY.match(turn.masked.text) if earlier.measures == ("alert_count",) else None
    if said is None or turn.masked.mentions or earlier.intent not in ("count", "list", "value"):
        return None
    own = Filter("severity", "=", _LEVELS.get(said["what"], said["what"]))
    return earlier.with_(filters=(*(f for f in earlier.filters if f.column != "severity"), own))


_SAME_SIZE = re.compile(
    r"\b(?:(?:(?:the|that|this) (?:very )?)?same|that|this|the)(?: \d+ ?%| percentage)? (?:jump|increase|rise|drop|fall|cut|decrease|change|percentage|boost|surge|growth|push|bump|lift|spike|dip|slump|discount|price|budget|assumption|scenario|uplift|effect|supposition|what-?if|condition|lead time|delay|service level)s?\b"
    r"|\b(?:with|under|on|at|assuming) (?:the same|that too|that as well)\b|\b(?:also|likewise) (?:with|at|under) (?:that|it)\b"
)
#: "How many is that?": in that case, still
_SO_MANY = re.compile(
    r"^\W*(?:(?:and|so|ok) )*how (?:many|much)(?: units| pieces| days)?(?: (?:is|are|does|would|will) (?:that|it|this|they)(?: be| make| come to)?)(?: then| in all| in total| altogether| exactly)*\W*$"
)
_MERE_NAME = re.compile(
    _LEADS + r"(?:(?:the same|same|that|for|in|at|it|with) )*\[\w+\](?: (?:too|as well|then|instead|please))*\W*$"
)


#: "What would that cost then?" after a what-if: still in that case
_THEN = re.compile(
    r"\b(?:then|in (?:that|this|such a) case|that way)\b|\bwould (?:that|it|this|we|i|they|those)\b|\bwould (?:the|its|their|our) \w+"
)
_RECOMPUTED = frozenset({
    "order_qty", "order_value", "order_by", "reorder_point", "safety_stock", "order_up_to", "stockout_date",
    "days_of_cover", "stockout_probability", "expected_lost_units", "protection_mean",
})  # fmt: skip


def same_supposition(turn: Turn, merged: Plan, earlier: Plan) -> Plan:
    """ "And Limerick, with the same jump?" after a what-if: supposed again of what is named now."""
    if earlier.intent != "whatif" or earlier.scenario is None or turn.amounts.scenario is not None:
        return merged
    said = _SAME_SIZE.search(turn.masked.text) or (_MERE_NAME.match(turn.masked.text) and turn.reading.weak)
    said = said or only_puts_right(turn.masked.text)
    said = said or (_SO_MANY.match(turn.masked.text) and merged.measures == earlier.measures)
    said = said or (merged.intent == "whatif" and merged.scenario is None)  # "which shops get hit?"
    said = said or (set(merged.measures) <= _RECOMPUTED and _THEN.search(turn.masked.text) and not turn.masked.mentions)
    if not said or merged.intent not in ("value", "whatif", "list"):
        return merged
    spoken = turn.reading.weak or set(merged.measures) <= _OF_THE_SIZE
    return merged.with_(
        intent="whatif", scenario=earlier.scenario, filters=merged.filters or earlier.filters,
        difference=merged.difference or earlier.difference, measures=earlier.measures if spoken else merged.measures,
        window=earlier.window if spoken and not turn.masked.windows else merged.window,
    )  # fmt: skip


def supposed_ahead(turn: Turn, plan: Plan, plans: Sequence[Plan]) -> Plan:
    """ "Suppose demand is 10% lower" after what was sold last week: of the forecast that was spoken of before it."""
    window = plan.window
    if _WOULD_HAVE.search(turn.masked.text):
        return plan  # "what if 10% more had been sold?": of that time
    if plan.intent != "whatif" or plan.scenario is None or plan.scenario.kind != "demand" or turn.masked.windows:
        return plan
    if window is None or window.side != "history" or not set(plan.measures) <= set(_AHEAD):
        return plan
    ahead = next((p for p in reversed(plans) if p.window is not None and p.window.side == "forecast"), turn.plan)
    if ahead.window is None or ahead.window.side != "forecast":
        return plan
    return plan.with_(measures=tuple(_AHEAD[m] for m in plan.measures), window=ahead.window, second_window=None)


_WOULD_HAVE = re.compile(r"\b(?:had|have|'d) (?:\w+ )?(?:been )?(?:sold|bought|moved|shifted|gone|done|been)\b")
_AHEAD = {"actual_sales": "expected_sales", "actual_returns": "expected_returns"}
#: What "the same drop", or "that price", reads as by itself
_OF_THE_SIZE = {
    "trend",
    "trend_pct_28d",
    "promo_uplift_pct",
    "product_unit_price",
    "lead_time_days",
    "cycle_service_level",
}
_FROM_THAT = re.compile(
    r"\bhow (?:far|many|much)\b[^?]{0,30}\b(?:is|are|was|were|does|would|do) (?:that|it|this|those|they)\b[^?]{0,20}\b(?:from|off|above|below|over|under|than|against|short of)\b"
    r"|\bhow (?:far|many|much)\b[^?]{0,15}\b(?:above|below|over|under|more than|less than|fewer than|off)\b[^?]{0,50}\b(?:is|are|was|were) (?:that|it|this|those|they)\b"
    r"|\b(?:gap|difference|distance)\b[^?]{0,15}\b(?:between|from|of) (?:that|it|this|those)(?: \w+)? (?:and|to|from)\b|\bhow far (?:away )?from\b[^?]*\b(?:is|are|was) (?:that|it|this)\b"
)
_PER_DAY = {"expected_sales": "expected_daily_sales", "actual_sales": "actual_daily_sales"}
_DAILY = ("avg_daily_7d", "avg_daily_28d", "expected_daily_sales", "actual_daily_sales")


def kept_apart(turn: Turn, merged: Plan, earlier: Plan) -> Plan:
    """ "How far off is that from the daily average, in units?": the figure before beside the one that is named now."""
    if turn.reading.weak or not _FROM_THAT.search(turn.masked.text) or not (_figure(earlier) and merged.measures):
        return merged
    told, own = earlier.measures[0], merged.measures[0]
    plain = merged.intent in ("value", "compare") and merged.entities == earlier.entities and not merged.scenario
    if not plain or told == own or merged.combine or merged.second_window or merged.also:
        return merged
    told = _PER_DAY.get(told, told) if own in _DAILY else told
    asked = {"question": merged.question, "resolved_question": merged.resolved_question}
    second = merged.with_(intent="value", measures=(own,), difference=False, sort=None)
    return earlier.with_(measures=(told,), combine="difference", also=(second,), **asked)


def _above_a_level(turn: Turn, earlier: Plan) -> Plan | None:
    """ "By how many units is that above the safety stock?" after what is on hand: that one figure, and no list."""
    level = next((f.value[1:] for f in turn.plan.filters if isinstance(f.value, str) and f.value.startswith("@")), "")
    named = any(getattr(turn.plan.entities, k) for k in KINDS)
    if not level or named or not _figure(earlier) or not _FROM_THAT.search(turn.masked.text):
        return None
    asked = turn.masked.question
    one = earlier.with_(question=asked, resolved_question=asked)
    held = kept_apart(turn, one.with_(measures=(level,), window=None, filters=(), statistic="total"), one)
    return held if held.combine else None


_DRAFTED = re.compile(
    r"\b(?:do|make|draft|prepare|write|create|give me|draw up|need|want|now)\b[^?.]{0,20}\b(?:same|another|one|such)\b|^\W*(?:and |also |now |then )+(?:the same|another|one)\b"
)


_EVERYTHING = re.compile(r"\b(?:all|everything|every|whole|complete|full|entire|recommended|recommendations?)\b")


def drafted_again(turn: Turn, merged: Plan, earlier: Plan) -> Plan:
    """ "Do the same for Dublin" after a draft order: a draft, where no figure of it is asked for; "draft that" after
    the orders that are due today: of those."""
    due = tuple(f for f in earlier.filters if f.column in ("action", "order_by"))
    if merged.intent == "draft_order" and due and not merged.entities.products:
        said = turn.masked.windows or any(f.column in ("action", "order_by") for f in merged.filters)
        whole = said or _EVERYTHING.search(turn.masked.text)
        return merged if whole else merged.with_(filters=(*merged.filters, *due))
    takings = set(turn.plan.measures) <= {"revenue_90d", "expected_sales"}  # "make one for [store]"
    plain = merged.intent == "value" and (turn.reading.weak or takings) and _DRAFTED.search(turn.masked.text)
    if earlier.intent != "draft_order" or not plain or re.search(r"\bhow (?:many|much)\b|\bwhat\b", turn.masked.text):
        return merged
    return earlier.with_(entities=merged.entities, question=merged.question, resolved_question=merged.resolved_question)


def _figure(plan: Plan) -> bool:
    plain = plan.intent == "value" and len(plan.measures) == 1 and plan.statistic in ("total", "daily_mean")
    one = len(plan.entities.products) == len(plan.entities.stores) == 1  # "per day" of one product in one store
    return plain and not (plan.also or plan.share or plan.group_by or plan.levels or (plan.per_series and not one))
