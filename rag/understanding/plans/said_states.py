# ruff: noqa: E501 - a pattern is read on one line
"""States of goods that words state beside something else: "class A yet erratic", "not the overstocked ones"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forecasting.inventory.settings import AlertSettings
from rag.plan import Filter, Plan
from rag.understanding.message.masking import Masked
from rag.understanding.words.conditions import DUE_TODAY, GOODS

__all__ = ["either_state", "names_state", "put_said_states"]

_SETS = ("list", "count")
_OF_GOODS = (None, "product", "series")
_THINGS = rf"(?:{GOODS}|stock|movers|assortment|range|\[category\])"
_UP = r"(?:rising|growing|increasing|climbing|upward|going up|trending up(?:wards?)?|on the (?:rise|up)|picking up|selling (?:more and more|better and better|faster and faster))"
_DOWN = r"(?:falling|declining|decreasing|shrinking|dropping|sinking|sliding|downward|going down|trending down(?:wards?)?|on the decline|in decline|slowing down|weakening|selling (?:less and less|fewer and fewer|worse and worse|slower and slower))"
_LEVEL = r"(?:flat|stable|steady|sideways|unchanged)"
_TREND = r"(?:\d+[- ]day )?(?:sales |demand )?(?:trend|demand|sales|curve)"
_WARNED = 100 * AlertSettings().stockout_warning


@dataclass(frozen=True)
class _State:
    """What a state is called, and the condition that it is (`said`), or that its opposite is (`unsaid`)."""

    words: str
    said: Filter
    unsaid: Filter
    trend: bool = False


_STATES = (
    *(
        _State(words, Filter("trend", "=", name), Filter("trend", "!=", name), trend=True)
        for name, words in (("rising", _UP), ("falling", _DOWN), ("flat", _LEVEL))
    ),
    _State(
        r"(?:over-?stocked|in (?:excess|surplus)|surplus|excess)",
        Filter("action", "=", "excess"),
        Filter("action", "!=", "excess"),
    ),
    _State(
        r"(?:out of stock|sold out|stocked out|out-of-stock)", Filter("on_hand", "<=", 0), Filter("on_hand", ">", 0)
    ),
    _State(
        r"(?:at risk(?: of (?:running|selling|stocking) out| of (?:an? )?(?:stock-?out|shortage))?(?! of)|running low|low on stock|getting low)",
        Filter("stockout_probability", ">=", _WARNED),
        Filter("stockout_probability", "<", _WARNED),
    ),
    *(
        _State(name, Filter("demand_class", "=", name), Filter("demand_class", "!=", name))
        for name in ("erratic", "lumpy", "smooth", "intermittent")
    ),
)
_ANY_STATE = "|".join(state.words for state in _STATES)
_EITHER = re.compile(rf"\b({_ANY_STATE}),? or (?:are |is |else |already |still |both )*({_ANY_STATE})\b")
_BE = r"(?:is|are|being|be|neither|nor|remain|remains|stay|stays|they're|still|also|but|and|yet|though|although|while|despite|however|besides|simultaneously|time)"
_ADVERBS = r"(?:(?!(?:not|no|never|neither|hardly)\b)(?:also|still|now|already|currently|both|even|rather|quite|very|actually|in fact|in|on|an?|the|at the same time|nevertheless|simultaneously|\w+ly) )*"
_NOT = re.compile(
    r"\b(?:not(?! (?:only|just|merely))|no(?! (?:more|fewer|less|later) than)|none|never|non|nor|neither|without|except(?:ing)?|excluding|leav\w+|skip\w*|ignor\w+|omit\w*|exclud\w+|drop(?:ping)?|forget|spare|other than|apart from|aside from|instead of|rather than)\b|n't\b"
)
_CLAUSE = re.compile(
    r"[.;:!?]|,| - |\b(?:and|but|yet|(?:even )?though|although|while|whereas|which|what|that|who|whose|with|despite|because|if)\b"
)
_AFTERWARDS = re.compile(
    r"^(?: (?:ones|products|items|articles|lines|stuff|goods))*(?: (?:aside|excluded|left out|out of it)\b| (?:do|does|are|is) not (?:interest|matter|count|needed|wanted|of interest|included))"
)
#: Prices, costs and returns rise and fall as well; a ranking is of how much.
_OF_OTHERS = re.compile(
    r"\b(?:prices?|costs?|returns?|return rates?|errors?|lead times?|revenue|margin|deliver\w+|stock|cover|values?|probabilit\w+|risk)(?: (?:is|are|has been|have been|also|still))* $"
)
_MORE = re.compile(r"\b(?:most|least|fastest|more|less|quickest|strongest|by how much|how) (?:\w+ )?$")
_ALTERNATIVE = re.compile(r"\b(?:or|whether|if|nor|neither|either|how|than|as)(?: \w+){0,1} $")
_NEITHER_OF = re.compile(r"\b(?:neither|nor)(?: \w+){0,1} $")
_OR_AFTER = re.compile(
    r"^\W*(?:\w+ ){0,2}?(?:or|nor|/)\b|^(?: \w+){0,2} than\b|^ enough\b|^ by (?:more|less|at|over|\d)"
)


def names_state(words: str) -> bool:
    """Do a few words name a state that is put into a plan?"""
    return bool(_HARD.search(words) or any(re.search(rf"\b{state.words}\b", words) for state in _STATES))


def either_state(text: str) -> bool:
    """ "Out of stock or at risk": two states of different kinds of which one is enough."""
    said = _EITHER.search(text)
    return said is not None and len({_column(said[1]), _column(said[2])}) > 1


def _column(words: str) -> str:
    return next(state.said.column for state in _STATES if re.fullmatch(state.words, words))


def put_said_states(plan: Plan, masked: Masked) -> Plan:
    """`plan` with each state that its words state of the goods asked for, and without one that they leave out."""
    summed = plan.intent == "value" and not plan.entities.products and not plan.difference
    asks = plan.intent in (*_SETS, "rank") or summed
    if not asks or plan.group_by not in _OF_GOODS or plan.scenario or plan.second_window:
        return plan
    loose = plan.intent in _SETS
    filters = list(plan.filters)
    for state in _STATES:
        signs = _signs(state, masked.text, loose)
        if not signs or len(signs) > 1:
            continue  # not said; or said and denied
        filters = _with(filters, state, signs.pop(), masked)
    filters = _neither_trend(_urgent_left_out(filters, masked.text), masked.text)
    filters = _either_demand(_other_letter(filters, masked.text), masked.text) if loose else filters
    if filters == list(plan.filters):
        return plan
    return _figures_asked(plan.with_(filters=tuple(filters)), masked.text, summed)


def _signs(state: _State, text: str, loose: bool) -> set[bool]:
    """Is the state said (True), or denied (False), of the goods? Loosely: as a predicate as well."""
    attributive = rf"\b(?P<s>{state.words})(?: (?:and|but|yet) \w+)?(?: (?:class )?(?:\w|\w\w)(?= )| \[category\]| \w+){{0,1}}? {_THINGS}\b"
    phrases = [attributive]
    if state.trend:
        an = "(?:an? |their |its |the )?" if loose else "an? "
        phrases.append(
            rf"\b(?:on|in|with|have|has|having|show|shows|showing|despite|of) {an}(?P<s>{state.words}) {_TREND}\b"
        )
        phrases.append(
            rf"\b(?:whose|where|though|although|while|despite|but|yet|and) (?:an? |the |their |its )?{_TREND} (?:is|are|being|has been|have been) {_ADVERBS}(?P<s>{state.words})\b"
        )
    if loose:
        denied = "(?:not (?:classed |rated |an? )?)?" if state.said.column == "demand_class" else ""
        phrases.append(rf"\b{_BE} {denied}{_ADVERBS}(?P<s>{state.words})(?![\w-])")
    found = set()
    for phrase in phrases:
        for said in re.finditer(phrase, text):
            before, after = text[: said.start("s")], text[said.end("s") :]
            if not state.trend and _NEITHER_OF.search(before):
                found.add(False)
                continue
            other = state.trend and _OF_OTHERS.search(before)
            if other or _ALTERNATIVE.search(before) or _OR_AFTER.search(after) or _MORE.search(before):
                continue
            left_out = _NOT.search(_CLAUSE.split(before)[-1]) or _AFTERWARDS.search(after)
            found.add(left_out is None)
    return found


_STOCKS_OUT = frozenset({"stockout_date", "stockout_probability", "on_hand", "days_of_cover"})


def _with(filters: list[Filter], state: _State, said: bool, masked: Masked) -> list[Filter]:
    column, new = state.said.column, state.said if said else state.unsaid
    columns = {f.column for f in filters}
    if any(f.column.endswith(f".{column}") for f in filters):
        return filters  # in another store
    ahead = any(w.side == "forecast" for w in masked.windows)
    if column in _STOCKS_OUT and (columns & _STOCKS_OUT - {column} or ahead):
        return filters  # what runs out by then, or what lasts less
    same = [f for f in filters if f.column == column]
    if same and (said or same != [state.said]):
        return filters  # read already, one way or the other
    return [*(f for f in filters if f.column != column), new]


#: "Not the urgent ones, please": the orders that can wait; "it is not urgent" is no condition
_URGENT = r"(?:urgent|pressing)"
_NOT_URGENT = re.compile(
    rf"\b(?:not?|without|except(?: for)?|excluding|leav\w+ (?:out|aside)|skip\w*|ignor\w+|other than|apart from|forget)(?: (?:the|any|all|those|really|so))* {_URGENT} (?:ones|orders?|lines?|{GOODS})\b"
    rf"|\b(?:that|which|but|yet|orders|lines|ones|products|items|articles)(?: (?:that|which))? (?:are|is)(?: not|n't)(?: (?:yet|really|so|that|very))? {_URGENT}\b"
    rf"|\b(?:that|which|but|yet|orders|lines|ones|products|items|articles)(?: (?:that|which))? aren't {_URGENT}\b"
)


def _urgent_left_out(filters: list[Filter], text: str) -> list[Filter]:
    columns = {f.column for f in filters}
    if not columns & {"order_qty", "order_by"} or not _NOT_URGENT.search(text):
        return filters
    return [*(f for f in filters if f.column != "action"), Filter("action", "not in", DUE_TODAY[1].value)]


_NEITHER = re.compile(
    rf"\bneither (?:\w+ )?(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<level>{_LEVEL})) nor (?:\w+ )?(?:(?P<up2>{_UP})|(?P<down2>{_DOWN})|(?P<level2>{_LEVEL}))\b"
)
_NAMED = {"up": "rising", "down": "falling", "level": "flat"}


def _neither_trend(filters: list[Filter], text: str) -> list[Filter]:
    """ "Neither rising nor flat": what is left of the three."""
    if (said := _NEITHER.search(text)) is None:
        return filters
    gone = {name for key, name in _NAMED.items() if said[key] or said[f"{key}2"]}
    left = tuple(name for name in _NAMED.values() if name not in gone)
    rest = [f for f in filters if f.column != "trend"]
    return [*rest, Filter("trend", "=", left[0])] if len(left) == 1 else filters


_DEMAND = r"(erratic|lumpy|smooth|intermittent)"
_EITHER_DEMAND = re.compile(
    rf"\b{_BE} {_ADVERBS}{_DEMAND},? or {_ADVERBS}{_DEMAND}\b|\b{_DEMAND} or {_DEMAND} (?:\w+ ){{0,1}}{_THINGS}\b"
)


def _either_demand(filters: list[Filter], text: str) -> list[Filter]:
    """ "Erratic or lumpy": of either class."""
    said = _EITHER_DEMAND.search(text)
    if said is None or any(f.column == "demand_class" for f in filters) or re.search(r"\bwhether\b|\bnot\b", text):
        return filters
    return [*filters, Filter("demand_class", "in", tuple(name for name in said.groups() if name))]


_LETTERS = {"abc_class": "abc", "xyz_class": "xyz"}
_HARD = re.compile(
    r"\b(?:(?P<hard>hard|difficult|tough|tricky)|(?P<easy>easy|simple)) to (?:predict|forecast|foresee|plan)\b|\b(?P<un>un)?predictable\b"
)


def _other_letter(filters: list[Filter], text: str) -> list[Filter]:
    """ "Class A but Z", "in class A, hard to predict (Z)": the letter of the other axis beside a class."""
    known = {f.column for f in filters} & set(_LETTERS)
    if len(known) != 1:
        return filters
    (other,) = set(_LETTERS) - known
    letters = _LETTERS[other]
    said = re.search(
        rf"\(([{letters}])\)|\b(?:and|but|yet|also|though|although|while|time|being|they are)(?: (?:also|still|even|in|an?(?= {letters[1:]})|class|the same time|they are|it is|being))* ([{letters}])\b(?=\W*$|[,.?;)]| (?:in|at|by|class|for|on|of \[|\[))(?! (?:[{letters}]|or)\b)",
        text,
    )
    if said:
        return [*filters, Filter(other, "=", (said[1] or said[2]).upper())]
    if other == "xyz_class" and (how := _HARD.search(text)) and not _NOT.search(_CLAUSE.split(text[: how.start()])[-1]):
        return [*filters, Filter(other, "=", "Z" if how["hard"] or how["un"] else "X")]
    return filters


_OF_STATES = frozenset({"action", "days_of_cover", "trend", "trend_pct_28d"})
_ASKS_STATES = re.compile(r"\b(?:cover|action|how long|lasts?|what trend|trends?,|and (?:the|their) trend|percent|%)\b")


def _figures_asked(plan: Plan, text: str, summed: bool) -> Plan:
    """What names the state is no figure that is asked for beside it."""
    rest = tuple(m for m in plan.measures if m not in _OF_STATES)
    return plan.with_(measures=rest) if summed and rest and not _ASKS_STATES.search(text) else plan
