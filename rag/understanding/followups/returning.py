# ruff: noqa: E501 - a pattern is read on one line
"""Which of the earlier questions a message follows: the last one, or the one that it goes back to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue
from rag.plan import Plan
from rag.understanding.compose import compose
from rag.understanding.followups.carrying import GAP_OF_NTH, KINDS, ONE_OF_TWO, together
from rag.understanding.followups.going_back import described, note_meant
from rag.understanding.followups.several_told import one_after_the_other
from rag.understanding.followups.taken_up_again import taken_up_again
from rag.understanding.message.tidying import tidy
from rag.understanding.words.numbers import number

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["GOES_BACK", "followed", "of_two_figures", "said_then", "says_the_other", "single_figure", "without_place"]

#: "Back to the first product", "the order list that we started with"
GOES_BACK = re.compile(
    r"\b(?:(?:go|going|coming|come|return|returning|get|getting|jump)(?:ing)? )?back to\b|\breturn(?:ing)? to\b|\bonce more\b"
    r"|\b(?:about|on|as for|concerning) (?:that|the|those|these) [^:;,.?!]{2,40} (?:again|once more)\b"
    r"|\bwe (?:started|began) with\b|\bfrom (?:before|the (?:start|beginning))\b|\bi asked (?:first|before|at first)\b"
)
_NOUNS = {
    "product": "products", "item": "products", "article": "products", "shop": "stores", "store": "stores", "branch": "stores",
    "supplier": "suppliers", "vendor": "suppliers", "category": "categories", "one": "", "": "",
}  # fmt: skip
_NTH = re.compile(
    r"\b(?:the|our|that) (?P<nth>very first|first|former|original|initial|second|third|other)(?: (?P<noun>product|item|article|shop|store|branch|supplier|vendor|category|one))?"
    r"(?: (?:of|from) (?:the|those|these)(?: two| three)?(?: (?P<noun2>product|item|article|shop|store|branch|supplier|vendor)(?:s|es)?)?)?"
    r"(?= ?(?:[:;?.,!]|$|again\b|instead\b|please\b|then\b|now\b|how\b|what\b|is\b|in\b|for\b|we\b|i\b|there\b|too\b|but\b))"
)
#: "Which day is the first one for it?" asks which comes first
_ASKED_WHICH = re.compile(r"\b(?:which|what|who)\b[^?.!,;]{0,40}\b(?:is|are|was|were|be|comes?|came) $")
_PLACES = {"very first": 0, "first": 0, "former": 0, "original": 0, "initial": 0, "second": 1, "third": 2}
_BOTH = re.compile(
    r"\b(?:both|the two|these two|those two|the 2) (?P<noun>products|items|articles|shops|stores|branches|suppliers|vendors|categories)\b"
)


def followed(turn: Turn, question: str, plans: Sequence[Plan]) -> Plan | None:
    """The plan that `turn` follows, with what it names by its place ("the first shop") put in; None after no turn."""
    if not plans:
        return None
    text = tidy(question).lower()  # "back to the order list. What will it cost?": the part that asks is the second
    return _same_days_again(text, _base(text, turn, question, plans), plans)


def _base(text: str, turn: Turn, question: str, plans: Sequence[Plan]) -> Plan:
    back = GOES_BACK.search(text) is not None
    if (told := _same_draft(text, plans) or note_meant(text, turn, plans)) is not None:
        return told
    if both := _two_of_them(text, plans) or _both_named(text, plans):
        return both
    if (said := _NTH.search(text)) is not None and (listed := _of_the_list(said, plans)) is not None:
        return listed
    if (named := _by_place(text, plans, back)) is not None:
        return named
    if (ranked := _so_many(text, plans)) is not None:
        return ranked
    if (several := one_after_the_other(text, turn, plans)) is not None:
        return several
    if (told := taken_up_again(text, turn, plans)) is not None:
        return told
    if (listed := _before_the_reason(turn, plans)) is not None:
        return listed
    if back and (meant := described(text, turn, plans)) is not None:
        return meant
    return together(question, list(plans)) or plans[-1]


#: "Do the same for Dublin" after a draft order and what it comes to
_DO_THE_SAME = re.compile(
    r"\b(?:do|make|draft|prepare|write|create|give me|draw up|i (?:also )?(?:need|want)|now) (?:me |us )?(?:exactly |just )?(?:the (?:very )?same(?: (?:one|order|draft|thing|for))?|another(?: one| draft| order)?|one(?: more| too)?|such (?:a draft|an order|a one))\b"
)
_OF_A_DRAFT = ("value", "count", "list", "explain")


def _same_draft(text: str, plans: Sequence[Plan]) -> Plan | None:
    """The draft order that the last messages were about, where it is to be made again for another."""
    at = next((n for n in reversed(range(len(plans))) if plans[n].intent == "draft_order"), None)
    if at is None or not _DO_THE_SAME.search(text):
        return None
    kept = all(p.intent in _OF_A_DRAFT and p.entities == plans[at].entities for p in plans[at + 1 :])
    return plans[at] if kept else None


def without_place(question: str) -> str:
    """The question with "that one" for a thing that is named by its place."""
    return _NTH.sub("that one", tidy(question))


def says_the_other(question: str) -> bool:
    """ "The same for the other store": one thing, that the conversation knows."""
    said = _NTH.search(tidy(question).lower())
    return said is not None and said["nth"] == "other"


def _told(plans: Sequence[Plan], kind: str) -> list[str]:
    """Single things of a kind in the order in which they were first spoken of."""
    return list(dict.fromkeys(getattr(p.entities, kind)[0] for p in plans if len(getattr(p.entities, kind)) == 1))


def _by_place(text: str, plans: Sequence[Plan], back: bool) -> Plan | None:
    said = next((m for m in _NTH.finditer(text) if not _ASKED_WHICH.search(text[: m.start()])), None)
    if GAP_OF_NTH.search(text) and all(map(single_figure, plans[-2:])) and plans[-1].measures == plans[-2:][0].measures:
        return None  # "how many more does the first one need?": of both
    if said is not None and said["nth"] == "other" and (other := _other_of_two(said, plans)) is not None:
        return other
    if said is None or (plans[-1].intent in ("rank", "list") and not back) or _of_the_list(said, plans) is not None:
        return None
    kind = _NOUNS[said["noun"] or said["noun2"] or ""] or next((k for k in KINDS if len(_told(plans, k)) > 1), "")
    things = _told(plans, kind) if kind else []
    last = getattr(plans[-1].entities, kind) if kind else ()
    if len(things) < 2:
        return None
    if said["nth"] == "other":
        others = [t for t in things if t not in last]
        thing = others[-1] if others and len(things) == 2 else None
    else:
        thing = things[_PLACES[said["nth"]]] if _PLACES[said["nth"]] < len(things) else None
    if thing is None:
        return None
    if back:
        return next(p for p in reversed(plans) if getattr(p.entities, kind) == (thing,))
    return plans[-1].with_(entities=replace(plans[-1].entities, **{kind: (thing,)}))


def _of_the_list(said: re.Match[str], plans: Sequence[Plan]) -> Plan | None:
    """ "Who supplies the first one?" after a list and a figure of all that is on it: the list."""
    listed = len(plans) > 1 and plans[-2].intent == "list" and plans[-1].intent in ("value", "count", "explain")
    same = listed and plans[-1].filters == plans[-2].filters and plans[-1].entities == plans[-2].entities
    return plans[-2] if same and said["nth"] != "other" and (said["noun"] or "one") == "one" else None


def _other_of_two(said: re.Match[str], plans: Sequence[Plan]) -> Plan | None:
    """ "The same for the other store", after one of two that were told side by side."""
    kinds = [k] if (k := _NOUNS[said["noun"] or said["noun2"] or ""]) else KINDS
    for kind in kinds:
        now = getattr(plans[-1].entities, kind)
        pair = next((two for p in reversed(plans[:-1]) if len(two := getattr(p.entities, kind)) == 2), ())
        since = _told(plans, kind)
        if len(now) == 1 and now[0] in pair and set(since) <= set(pair):
            other = tuple(i for i in pair if i not in now)
            return plans[-1].with_(entities=replace(plans[-1].entities, **{kind: other}))
    return None


_WHO_IS_AHEAD = re.compile(
    r"\bwho(?:'s| is)? (?:ahead|in front|leading|stronger|further)\b|\b(?:which|who) (?:one )?of (?:the|these|those) two\b"
    r"|\b(?:of|from|between|among|out of) (?:the|these|those) two(?: (?:suppliers|vendors|firms|shops|stores|branches|products|items))?,? (?:which|who|whose|where)\b"
    r"|^\W*(?:(?:and|so|ok|then|now|but) )*(?:where|(?:at|in|for) (?:which|what)(?: one| shop| store| branch| town)?) (?:is|was|are|do|does|did|will)\b[^?]*\b(?:smaller|bigger|larger|higher|lower|better|worse|longer|shorter|more|less|fewer|greater|steadier|faster|slower|quicker|stronger|weaker|steeper|sooner|earlier|later|cheaper|dearer|busier|quieter)\b[^?]{0,20}\W*$"
)


def _two_of_them(text: str, plans: Sequence[Plan]) -> Plan | None:
    """ "So who is ahead?": the last two things of a kind that the same was told of."""
    if len(plans) < 2 or not _WHO_IS_AHEAD.search(text):
        return None
    for kind in KINDS:
        told = _told(plans, kind)
        now = getattr(plans[-1].entities, kind)
        if len(told) > 1 and len(now) == 1:
            before = next(t for t in reversed(told) if t not in now)
            return plans[-1].with_(entities=replace(plans[-1].entities, **{kind: (before, *now)}))
    return None


def _both_named(text: str, plans: Sequence[Plan]) -> Plan | None:
    """ "Both categories together": the last two that were spoken of; None where nothing of the kind is said."""
    if plans[-1].intent in ("rank", "list"):
        return None
    found: dict[str, tuple[str, ...]] = {}
    for said in _BOTH.finditer(ONE_OF_TWO.sub(" ", text)):
        kind = _NOUNS[_SINGULAR.get(said["noun"], said["noun"].removesuffix("s"))]
        two = tuple(_told(plans, kind)[-2:])
        if len(two) == 2:
            found[kind] = two
    return plans[-1].with_(entities=replace(plans[-1].entities, **found)) if found else None


_SINGULAR = {"categories": "category", "branches": "branch"}


_THOSE_N = re.compile(
    r"\b(?:those|these|the|all) (?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b(?! (?:days|weeks|months|units))"
)


def _so_many(text: str, plans: Sequence[Plan]) -> Plan | None:
    """ "Which of those five ...?": the last ranking of so many."""
    said = _THOSE_N.search(text)
    many = int(number(said["n"])) if said else 0
    return next((p for p in reversed(plans) if p.intent == "rank" and p.limit == many > 1), None)


_SETS = ("list", "rank", "count")


def _before_the_reason(turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """ "And what runs out in [store]?" after a list and "why those?": the list, not the reason for it."""
    if len(plans) < 2 or plans[-1].intent != "explain" or plans[-2].intent not in _SETS:
        return None
    elsewhere = turn.reading.weak and turn.plan.intent == "value" and turn.masked.mentions  # "and in [store]?"
    if turn.plan.intent not in _SETS and (not elsewhere or turn.plan.entities.products):
        return None
    return plans[-2] if plans[-1].entities == plans[-2].entities else None


_IN_THAT_TIME = re.compile(
    r"\b(?:in|over|during|within|for|through(?:out)?) (?:that|the same|this same|those(?: same)?) (?:time|period|stretch|span|time ?frame|days|weeks?|window|horizon)\b|\bby then\b|\b(?:in|over) the same \d+ days\b"
)


def said_then(turn: Turn, plans: Sequence[Plan], catalogue: Catalogue) -> Turn:
    """ "And what runs out in [store] in that time?": with the time that was last spoken of, where it is a condition."""
    if turn.masked.windows or not plans or plans[-1].intent == "notes" or not _IN_THAT_TIME.search(turn.masked.text):
        return turn
    spoken = next((p.window for p in reversed(plans) if p.window is not None and p.window.asked), None)
    conditional = turn.reading.templates & {"runs_out", "this_week"} or (
        plans[-1].window is None and turn.reading.templates
    )
    if spoken is None or not conditional:
        return turn
    masked = replace(turn.masked, windows=(spoken,))
    return replace(turn, masked=masked, plan=compose(masked, turn.reading, turn.amounts, catalogue))


_DAYS_AGAIN = re.compile(r"\b(?:the|those|these) (?P<n>\d{1,2}) (?P<unit>days|weeks) again\b")


def _same_days_again(text: str, earlier: Plan, plans: Sequence[Plan]) -> Plan:
    """ "The 7 days again": the last stretch of that length."""
    said = _DAYS_AGAIN.search(text)
    days = int(said["n"]) * (7 if said["unit"] == "weeks" else 1) if said else 0
    window = next((p.window for p in reversed(plans) if p.window is not None and p.window.days == days), None)
    return earlier.with_(window=window) if window is not None else earlier


_SUM = re.compile(
    r"\badd(?:ed|ing)? (?:both|them|those|these|the two)(?: \w+)? (?:up|together)\b|\bsummed(?: up)?\b|\b(?:together|altogether|combined|in all|in total|in sum|sum|added (?:up|together)|makes? for the two)\b|^(?:and |so |ok |now )*(?:what is |what's )?(?:the )?(?:grand |combined )?total(?: (?:of|for) (?:the two|both|them|these|those))?\W*$"
)
_GAP = re.compile(
    r"\bby (?:how (?:many|much)|what)(?: %| percent| per ?cent| percentage)?\b[^?]{0,30}\b(?:chang\w*|differ\w*|gr[eo]w\w*|ris\w*|rose|fall\w*|fell|move\w*|higher|lower|above|below|up|down|more|less)\b|\b(?:difference|gap)\b|\b(?:lies?|are|is) (?:there )?between (?:those|these|the|both)\b|\bhow (?:many|much)\b[^?.]{0,25}\b(?:more|less|fewer|higher|lower|up|down)\b(?: or (?:more|less|fewer|down|lower|up))?"
    r"|\b(?:up or down (?:on|against|from|compared|vs|than)|more or less|higher or lower)\b|\bby how (?:many|much)\b"
    r"|\bhow (?:many|much|far)\b[^?.]{0,25}\b(?:above|below|over|under|short of|off) (?:it|that|this)\b|\bhow (?:far|wide|many|much)\b[^?.]{0,20}\bapart\b|\bhow far (?:is|are|was|were)\b[^?.]{0,20}\bfrom (?:the other|each other|one another)\b|\b(?:subtract|deduct|take|minus)\w*\b[^?.]{0,20}\b(?:from|off) the other\b|\b(?:one|first|second|former|latter) (?:minus|less) the (?:other|first|second|former|latter)\b"
    # "How many units does the first need on top of what the second needs?"
    r"|\b(?:how (?:many|much)|what)\b[^?.]{0,60}\b(?:on top of|in excess of|beyond) (?:what )?(?:the (?:other|first|second|former|latter)|that|it)\b"
)
_OF_THOSE = re.compile(
    r"\bthe (?:\w+er|better|worse)(?: (?:one|of (?:them|these|those)|shop|store|supplier|product|firm|day|week))+\b|\bfrom the (?:earlier|first|former)\b|\b(?:that|those|these|they|both|the two|the (?:figures|numbers|days|weeks|suppliers|shops|stores|products|amounts))\b|\b(?:above|below|over|under|short of|off) it\b|\b(?:one|each) (?:from|off|minus|less) (?:the other|another)\b|^(?:and |so |ok |now )*(?:what is |what's )?(?:the )?(?:sum|(?:grand |combined )?total|(?:all )?together|altogether|in (?:total|sum))(?: (?:of|for) (?:the two|both|them|these|those))?\W*$|^(?:and |so |ok )*(?:up or down|more or less|(?:what is |what's |whats )?the difference|how far apart)\b"
    rf"|{GAP_OF_NTH.pattern}"
    # "How many more does the first one need?"
    r"|\bhow (?:many|much) (?:more|less|fewer)(?: units| pieces)?(?: (?:does|do|did|will|would|is|are|was|were|has|have|it|that|sell|sold|for|at|in|with))* the (?:first|second|former|latter|other)(?: one| shop| store| product| item)?\b(?! (?:week|day|month|half|time|weekend))"
)
_AHEAD = r"(?:ahead|behind|in front|in the lead|leads?|leading|trail(?:s|ing)?|lag(?:s|ging)?|beats?|outsell\w*|exceeds?|tops?|surpass\w*|overtakes?|outdo\w*|better off|short|stronger|weaker|more|less|fewer|higher|lower)"
#: "So by how many units is [store] ahead?", "what is its lead?": of the two figures told last
_IS_AHEAD = re.compile(
    rf"\b(?:how (?:many|much|far)|by (?:what|which)(?: margin)?)\b[^?.]{{0,40}}\b{_AHEAD}\b|\b{_AHEAD}\b[^?.]{{0,20}}\bby (?:how (?:many|much|far)|what|which)\b|\b(?:gap|margin (?:between|of victory)|lead|spread|distance)\b(?! times?)"
)
_IN_STOCK = re.compile(r"\b(?:stock\w*|on hand|shel\w+|inventory)\b")
#: "How big is the gap?", "by how much is it ahead?"
_A_GAP = re.compile(
    rf"^\W*(?:(?:and|so|ok|then|now|but) )*(?:(?:what|how (?:big|large|wide|great|much))(?:'s| is| would be)? (?:the|that|its|their) (?:gap|margin (?:between|of victory)|lead|spread|distance)|(?:by )?how (?:many|much|far)(?: units| pieces| days)?(?: (?:is|does|do|will|would)(?: (?:it|they|one|the (?:first|second|former|latter|winner|leader)(?: one| store| shop| product)?))?)? {_AHEAD}(?: (?:the )?other)?)\b[^?]{{0,12}}\W*$"
)
_FEW = 18  # words


def of_two_figures(turn: Turn, plans: Sequence[Plan]) -> Plan | None:
    """ "How many units lie between those two?", "what does that make together?": the last two figures, combined.

    None where the question brings a figure, a name or a time of its own that neither of them has.
    """
    text, plan = turn.masked.text, turn.plan
    combine = "difference" if _GAP.search(text) else "sum" if _SUM.search(text) else None
    if combine == "sum" and re.search(r"\b(?:which|who|where)\b", text):
        return None  # "in which of the two shops do both together sell more?"
    ahead = _IS_AHEAD.search(text) is not None
    combine = combine or ("difference" if ahead else None)
    of_those = _OF_THOSE.search(text) or (ahead and (_A_GAP.match(text) or turn.masked.mentions))
    if combine is None or not of_those or len(text.split()) > _FEW or turn.amounts.scenario:
        return None
    own = set(turn.reading.measures) - {"expected_sales", "actual_sales", "trend"}
    own -= {"on_hand"} if ahead and not _IN_STOCK.search(text) else set()  # "what lead does [store] have?"
    known = {m.removeprefix("supplier_") for p in plans for m in p.measures}
    if own and not turn.reading.weak and not {m.removeprefix("supplier_") for m in own} <= known:
        return None  # "how many more is that than the reorder point?"
    single = [p for p in plans if single_figure(p)]
    summed = any(len(getattr(plans[-1].entities, kind)) == 2 for kind in KINDS)  # "together?", "and the difference?"
    apart = bool(re.search(r"\b(?:two|both|those)\b", text)) or summed
    if len(single) < 2 or (single[-1] is not plans[-1] and not apart):
        return None
    two = single[-2:]
    if combine == "sum" and two[0].measures != two[1].measures:
        same = [p for p in single if p.measures == single[-1].measures]
        if len(same) < 2:
            return None
        two = same[-2:]
    if not _OF_THOSE.search(text) and not _differ_in_things(two, plan):
        return None
    if _bare(two[0]) == _bare(two[1]):
        return None
    told = {w.label for w in turn.masked.windows} - {p.window.label for p in two if p.window is not None}
    spoken = {i for p in two for k in KINDS for i in getattr(p.entities, k)}
    if told or {i for k in KINDS for i in getattr(plan.entities, k)} - spoken:
        return None
    if combine == "difference" and all(p.window is not None for p in two):
        two = sorted(two, key=lambda p: p.window.start)  # type: ignore[union-attr]  # from the earlier time to the later
    asked = plan.question
    first, second = (p.with_(question=asked, resolved_question=asked, also=()) for p in two)
    return first.with_(combine=combine, also=(second,))


def _bare(plan: Plan) -> Plan:
    return plan.with_(question="", resolved_question="", confidence=1.0)


def _differ_in_things(two: Sequence[Plan], asked: Plan) -> bool:
    """Are they the same figure of two things of the kind that is named, or of any kind where none is?"""
    first, second = two
    if first.measures != second.measures or first.window != second.window:
        return False
    apart = [k for k in KINDS if getattr(first.entities, k) != getattr(second.entities, k)]
    named = [k for k in KINDS if getattr(asked.entities, k)]
    return (
        len(apart) == 1
        and set(named) <= {*apart, *(k for k in KINDS if getattr(first.entities, k))}
        and (not named or apart[0] in named)
    )


_FIGURES = ("value",)


def _one_weekday(plan: Plan) -> bool:
    """ "On an average Saturday": one figure."""
    days = [f.value for f in plan.filters if f.column == "weekday"]
    return plan.group_by == "weekday" and len(days) == 1 and isinstance(days[0], tuple) and len(days[0]) == 1


def single_figure(plan: Plan) -> bool:
    split = plan.group_by is not None and not _one_weekday(plan)
    plain = plan.intent in _FIGURES and not (plan.also or plan.share or plan.per_series or split)
    plain = plain and all(len(getattr(plan.entities, kind)) < 2 for kind in KINDS)  # no sum of two already
    return plain and len(plan.measures) == 1 and plan.statistic in ("total", "daily_mean")
