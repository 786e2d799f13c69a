# ruff: noqa: E501 - a pattern is read on one line
"""Overviews: "how is Cork doing?", "brief me on that supplier", "what needs my attention today?".

What is told of each kind of thing is what a buyer looks at first: demand and its trend, stock, orders to place, and
what goes wrong. Each part is a question of its own, answered as if it had been asked.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.plan import KINDS, Entities, Filter, Plan, Sort
from rag.times.windows import default_window
from rag.understanding.words.conditions import DUE_TODAY

if TYPE_CHECKING:
    from rag.names.catalogue import Catalogue
    from rag.understanding.turn import Turn

__all__ = ["overview"]

_LEAD = (
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|morning|evening|afternoon|please|pls|ok|okay|so|and|now|then|well|right|also|first(?: of all)?|"
    r"can you|could you|would you|will you|i need|i want|i would like|i'd like|give me|show me|let me have|get me|let us have|we need|for a start|quick|quickly|just|(?:i'm|i am|we are|we're) new(?: here)?|"
    r"a|an|the|short|brief|quick|general|little|full|complete|whole|overall|current|latest|me|us|there)\b[\s,:!.-]*)*"
)
_NAMED = (
    r"(?:the |our |my |all )*\[(?:product|store|supplier|category)\](?:'s)?(?: (?:category|department|range|section|store|shop|branch|outlet|product|item|article|line|supplier|vendor))?"
    r"(?:,? (?:in|at|for|from|of|and|for the store|over in) (?:the |our )?\[(?:product|store|supplier|category)\](?:'s)?(?: (?:category|department|range|store|shop|branch|product|item))?)*"
)
_CHAIN = r"(?:things|everything|us|we|it all|(?:the |our )?(?:whole |entire )?(?:business|company|chain|shops|stores|inventory|stock situation|situation|operation|network)|all (?:of )?(?:the |our )?(?:shops|stores)|trade|sales and stock)"
_THEM = r"(?:it|they|them|that|that one|this one|there|he|she|over there|that (?:product|item|article|store|shop|branch|supplier|vendor|category)|this (?:product|item|article|store|shop|branch|supplier|vendor|category))"
_NOW = r"(?:[\s,]*(?:at the moment|at present|right now|just now|now|today|this morning|tonight|currently|these days|nowadays|overall|in general|generally|so far|lately|then|for me|for us|please|pls|thanks|thank you|in short|in brief|in a nutshell|at a glance|in a few (?:words|lines|sentences)|briefly|quickly|before (?:my|the|our) (?:visit|meeting|call|trip|audit|review)|before (?:i|we) (?:start|begin|open|go|leave|visit)|\[future\]|(?:for|over|in|during) \[future\]))*\W*$"
_ABOUT = (
    r"(?:(?:tell|brief|update|inform|fill|catch|bring) (?:me |us )?(?:in |up |up to (?:speed|date) )?(?:all |everything |more |something |a (?:bit|little) (?:more )?|what (?:you|we) (?:know|have) )?(?:about|on|with)|(?:walk|talk|take) (?:me|us) through|"
    r"what (?:do|can|should|must) (?:you|we|i) (?:know|tell me|tell us|need to know|have|say)(?: so far)? (?:about|on)|what (?:is there|have we got|is) to (?:know|say|report) (?:about|on)|"
    r"(?:anything|everything|all|something)(?: (?:that )?(?:i|we|one|you))?(?: (?:should|must|need to|ought to|have to))? ?(?:to )?(?:know|have|report|worry|be told) (?:about|on|with|at|in)|(?:everything|all) (?:about|on)|"
    r"what (?:i|we) (?:should|must|need to|ought to|have to) know (?:about|on)|"
    r"(?:overview|summar(?:y|ise|ize)|snapshot|briefing|rundown|run-down|run down|recap|status(?: report| update)?|state(?: of (?:play|affairs))?|picture|fact ?sheet|profile|lowdown|low-down|update|report|key (?:figures|numbers|facts|data)|main (?:figures|numbers|facts)|highlights|situation|position|story|essentials|headlines)(?: (?:of|on|for|about|at|in|with))?|"
    r"(?:what is|what's|whats|how is|how's) (?:up|happening|going on|new|the (?:story|situation|state(?: of (?:play|affairs))?|status|position|deal|picture|outlook|latest))(?: (?:with|on|at|in|of|for))?|"
    r"(?:what is|what's|whats) (?:the )?(?:most |really )?(?:urgent|pressing|critical|burning|important|worrying)(?: (?:thing|matter|issue|problem|topic|point|business)s?)? (?:in|at|for|with|about)|"
    r"(?:where|how) do we stand (?:with|on|at|in)|how are we (?:doing|getting on|placed|off) (?:with|on|in|for|at))"
)
_DOING = r"(?:been )?(?:doing|performing|going|looking|getting on|getting along|faring|holding up|coming along|coming on|running|shaping up|developing)"
_HOW = r"how(?:'s|s| is| are| has| have)"
_FINE = r"(?:ok|okay|fine|all right|alright|in good shape|in order|healthy|on track|under control|well)"
_TROUBLE = r"(?:problems?|issues?|troubles?|concerns?|worries|difficult(?:y|ies)|red flags?|anything (?:wrong|unusual|odd|strange|urgent|worrying|special|critical))"
_OF_THING = re.compile(
    rf"{_LEAD}(?:{_ABOUT} (?P<a>{_NAMED}|{_THEM})|{_HOW} (?P<b>{_NAMED}|{_THEM}) {_DOING}(?:,? (?:in|at|with) {_NAMED})?|how (?:does|do) (?P<c>{_NAMED}|{_THEM}) look|"
    rf"(?:(?:is|are) )?(?:everything|all|things) {_FINE} (?:with|at|in) (?P<h>{_NAMED}|{_THEM})|(?:is|are) (?:everything |all |things )?(?:{_FINE} )?(?:with |at |in )?(?P<d>{_NAMED}|{_THEM})(?: {_FINE})?|(?P<e>{_NAMED})\W+(?:overview|summary|status|update|briefing|snapshot|rundown|recap|situation|key (?:figures|numbers|facts))|"
    rf"(?:do we have |have we (?:got )?|are there |is there |any |some )*{_TROUBLE} (?:with|at|in|on|around|for) (?P<f>{_NAMED}|{_THEM})|(?:are we {_FINE} (?:for|on|with)|enough(?: of)?) (?P<g>{_NAMED})){_NOW}"
)
_OF_ALL = re.compile(
    rf"{_LEAD}(?:{_ABOUT} {_CHAIN}|{_HOW} {_CHAIN} {_DOING}|how (?:are|is) (?:things|business|trade|everything)|how do(?:es)? {_CHAIN} look|(?:(?:is|are) )?(?:everything|all|things) (?:{_FINE}|good|well)|"
    r"what (?:needs|requires|deserves|wants|calls for) (?:my|our|your|urgent|immediate|some|special)? ?attention|what (?:do|should|must|have) (?:i|we)(?: to| need to| have to)? (?:do|look at|look into|check|start with|deal with|worry about|focus on|tackle|take care of|know|watch|attend to)(?: (?:first|most urgently|most))?|"
    rf"(?:what (?:are|is) )?(?:the )?(?:(?:main |key |most important |biggest )?(?:highlights|headlines)|(?:morning|daily|weekly) (?:briefing|report|summary|update)|state of (?:play|affairs))|(?:summar(?:y|ise|ize)|brief me|update me|catch me up|overview|recap|rundown|situation report|status(?: report| update)?)(?: (?:the|my|our|of the|for the))?(?: (?:day|week|situation|week ahead|day ahead|morning))?|"
    rf"(?:do we have |have we (?:got )?|are there |is there |any |some )*{_TROUBLE}(?: (?:anywhere|at all|to report|i should know(?: about)?|we should know(?: about)?|to deal with|to look at|to worry about|going on))?|where do we stand|"
    r"what is (?:the )?(?:most )?(?:urgent|critical|pressing|burning|important)(?: (?:thing|matter|issue|problem|topic|point)s?)?|what is new|anything (?:i|we) (?:should|must|need to|have to) (?:know|do|look at|worry about|deal with)(?: about)?|what is going on|what's up|what is up|what is the situation|"
    r"(?:what (?:are|is) |what're |what's |whats )?(?:the |our |my |any |some )*(?:biggest |main |top |most important |most urgent |worst |key |current |urgent |real |open )*(?:problems?|issues?|worries|concerns|troubles|headaches|pain points?|priorit(?:y|ies)|challenges|trouble spots)(?: (?:we|i) have)?"
    rf"(?: (?:in|with|across|at) {_CHAIN})?|"
    r"(?:what (?:are|is) |what's |whats )?(?:the |our |my |today's )*(?:to-?do(?:s| list)?|to do list|tasks?|agenda|jobs|action (?:points|items|list))|what (?:is|'s|are) (?:there )?(?:on|to do)(?: (?:my|the) (?:desk|agenda|plate|list))?|(?:what's|whats) (?:on|to do|wrong)(?: (?:my|the) (?:desk|agenda|plate|list))?|what is wrong|"
    r"what (?:would|should|can|could|do|must) (?:you|i|we) do(?: (?:next|first|about it|if you were me))?|what(?: is)? (?:now|next)|where (?:do|should|can) (?:i|we) (?:start|begin)|"
    rf"(?:are|is) (?:we|the (?:business|company|chain)|(?:our |the )?(?:stock|stocks|inventory|stock levels?)) (?:{_FINE}|good|looking good|in (?:a )?good (?:state|shape|health))|(?:show|tell|give) (?:me |us )?everything|what (?:is|'s) burning|where (?:is|does) it (?:burn|hurt|burning)|(?:anything|something) (?:going )?wrong)"
    + _NOW
)
#: "Dublin", "what about Lindqvist Farms?": nothing but a name, and nothing before it
_NAME_ALONE = re.compile(rf"{_LEAD}(?:(?:what|how) about )?{_NAMED}{_NOW}")
_TROUBLED = re.compile(rf"\b{_TROUBLE}", re.IGNORECASE)
_IN_GENERAL = re.compile(r"\b(?:in general|generally|overall|otherwise|on the whole|all in all)\b")
#: Words of an overview in the message before
_SEEN = re.compile(
    r"\b(?:overview|summar\w+|brief(?:ing)?|snapshot|status|situation|update|tell me about|going on|how(?:'s|s| is| are| has| have)\b.*\b(?:doing|going|looking|performing))\b",
    re.IGNORECASE,
)


#: "How is [store] doing?" by itself, and "and how is [store] doing?", which is the figure of the turn before
_GOES_ON = re.compile(r"\W*(?:and|but|so|then|or|also|what about|how about)\b")
_FARES = re.compile(r"\b(?:doing|going|getting on|performing|faring)\b")


def overview(turn: Turn, earlier: Plan | None, catalogue: Catalogue) -> Plan | None:
    """The plan of an overview in its parts, or None where the message asks for something else.

    `earlier` is the plan that the message follows: "and how is it doing?" is of the thing spoken of.
    """
    masked = turn.masked
    named = turn.plan.entities
    if masked.unknown or turn.reading.topic == "injection" or turn.amounts.scenario or masked.of_kind("note"):
        return None
    if turn.plan.intent == "clarify" and masked.mentions:
        return None  # which of two products of one name
    windows = [w for w in masked.windows if w.label != "today"]
    if any(w.side == "history" for w in windows):
        return None
    of_thing, of_all = _OF_THING.match(masked.text), _OF_ALL.match(masked.text)
    again = earlier is None or _gave_an_overview(earlier, catalogue)
    alone = again and not windows and _NAME_ALONE.match(masked.text) is not None
    if of_thing is None and of_all is None and not alone:
        return None
    loosely = of_thing is not None and (of_thing["b"] or of_thing["c"] or of_thing["d"])
    loosely = loosely and (_GOES_ON.match(masked.text) or not _FARES.search(masked.text))
    if loosely and earlier is not None and not (_IN_GENERAL.search(masked.text) or _SEEN.search(earlier.question)):
        return None  # "and how does [store] look?": the figure of the turn before
    entities = Entities(**{kind: getattr(named, kind) for kind in KINDS})
    if of_thing is not None and entities == Entities():
        if earlier is None or earlier.entities == Entities():
            return None
        entities = replace(earlier.entities, notes=())
    window = next(iter(windows), None) or default_window(catalogue.calendar)
    asked = masked.question
    base = Plan("value", entities=entities, window=window, question=asked, resolved_question=asked)
    parts = _parts(base, entities, catalogue)
    return parts[0].with_(also=tuple(parts[1:])) if parts else None


def _gave_an_overview(earlier: Plan, catalogue: Catalogue) -> bool:
    """Was the message before answered with an overview of what it names?"""
    fields = ("intent", "measures", "filters", "group_by")
    parts = _parts(earlier, earlier.entities, catalogue)
    alike = any(all(getattr(part, field) == getattr(earlier, field) for field in fields) for part in parts)
    named = any(getattr(earlier.entities, kind) for kind in KINDS)
    return alike and named and (len(earlier.question.split()) <= _FEW or _SEEN.search(earlier.question) is not None)


_FEW = 4  # words


def _parts(base: Plan, entities: Entities, catalogue: Catalogue) -> list[Plan]:
    stocked, noted = "inventory.on_hand" in catalogue.columns_with_values, _has_note(entities, catalogue)
    if not stocked:
        error = () if entities.suppliers else ("wape",)
        return [base.with_(measures=("expected_sales", "trend_pct_28d", "avg_daily_28d", *error))]
    if entities.products and entities.stores:
        return [
            base.with_(measures=("expected_sales", "trend_pct_28d", "on_hand", "on_order", "days_of_cover")),
            base.with_(measures=("stockout_probability", "order_qty", "order_by"), window=None),
        ]
    if entities.products:
        figures = base.with_(measures=("expected_sales", "trend_pct_28d", "on_hand", "order_qty", "order_value"))
        return [figures, _at_risk(base), _alerts(base), *([_newest_note(base)] if noted else [])]
    if entities.suppliers:
        terms = base.with_(measures=("supplier_lead_time_days", "supplier_on_time_rate"), window=None)
        told = _newest_note(base).with_(note_latest=not _TROUBLED.search(base.question))
        return [terms, _due(base), _late(base, catalogue), *([told] if noted else [])]
    figures = base.with_(measures=("expected_sales", "trend_pct_28d", "stock_value"))
    return [_due(base), _at_risk(base), _late(base, catalogue), _alerts(base), figures]


def _has_note(entities: Entities, catalogue: Catalogue) -> bool:
    """Whether a note is about one of the products or suppliers."""
    named = {"product": set(entities.products), "supplier": set(entities.suppliers)}
    return any(about.get(kind) in ids for about in catalogue.note_about.values() for kind, ids in named.items())


def _due(base: Plan) -> Plan:
    """Orders to place today, how many and for how much."""
    return base.with_(intent="list", measures=("order_qty",), group_by="product", filters=DUE_TODAY, window=None)


def _at_risk(base: Plan) -> Plan:
    """Where a stockout is likeliest."""
    risk = "stockout_probability"
    return base.with_(intent="rank", measures=(risk,), group_by="series", sort=Sort(risk), limit=3, window=None)


def _late(base: Plan, catalogue: Catalogue) -> Plan:
    """Open orders that should have come."""
    late = (Filter("due_on", "<", catalogue.calendar.as_of),)
    return base.with_(measures=("open_units", "open_orders"), filters=late, window=None)


def _alerts(base: Plan) -> Plan:
    return base.with_(
        intent="count", measures=("alert_count",), group_by="alert", window=None,
        filters=(Filter("severity", "=", "critical"),),
    )  # fmt: skip


def _newest_note(base: Plan) -> Plan:
    return base.with_(intent="notes", note_query=base.question, note_latest=True, window=None)
