# ruff: noqa: E501 - a pattern is read on one line
"""Messages that answer a question of ours, or change one number of the question before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from rag.names.catalogue import Catalogue
from rag.notes.words import INSTEAD
from rag.plan import EVERYWHERE, Plan, Scenario, Sort
from rag.understanding.words.amounts import ORDINALS
from rag.understanding.words.numbers import number

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = [
    "chosen_question",
    "held_against_before",
    "other_limit",
    "other_size",
    "put_right_beside",
    "still_unknown",
]

_MOST_WORDS = 6  # beside the name itself
_NTH = re.compile(
    r"^\W*(?:the |number |no\.? ?|#)?(?P<nth>first|second|third|fourth|fifth|last|[1-8])(?: one)?(?: (?:in|for|at) \[store\])?(?: please| then)?\W*$"
)


def chosen_question(turn: Turn, asked: Plan, catalogue: Catalogue) -> str | None:
    """The question before with the name in it that `turn` chooses, or puts right; None where it does neither.

    A choice is one of the candidates that were asked back about; what is put right is a name that nobody knows.
    """
    unclear, unknown = asked.ambiguity, _UNKNOWN.match(asked.problem) if asked.intent == "no_data" else None
    text, name = "", None
    if unknown is not None:
        text = unknown["name"]
        kinds = {m.kind for m in turn.masked.mentions if not m.ambiguous}
        kind = next(iter(kinds)) if len(kinds) == 1 else unknown["kind"]
        beside = kinds - {kind} <= {"store", "supplier"} and _PUTS_RIGHT.search(turn.masked.question)
        name = _by_name(turn, kind, catalogue, beside=bool(beside)) if kind in kinds else None
    elif asked.intent == "clarify" and unclear is not None:
        text = unclear.text
        name = (
            _by_place(turn.masked.text, unclear.candidates)
            or _by_name(turn, unclear.kind, catalogue, unclear.candidates)
            or _by_part(turn.masked.question, unclear.candidates)
        )
    if name is None or text.lower() not in asked.question.lower():
        return None
    return re.sub(re.escape(text), lambda _: name, asked.question, count=1, flags=re.IGNORECASE)


_UNKNOWN = re.compile(r"I do not know an? (?P<kind>\w+) called (?P<name>.+?)\.(?: In the range: .+)?$")
_POINTS_AT = {
    "store": r"\b(?:that|this|the same|said) (?:shop|store|branch|place|site|location|one)\b|(?<!is )(?<!are )\bthere\b(?! (?:is|are|was|were|a|an|any|be)\b)|\b(?:to|of|for) it\b",
    "product": r"\b(?:that|this|the same|said) (?:product|item|article|one|thing)\b|\b(?:of|for|on|with|have|need|order|sell|stock|about) (?:it|them|those)\b|\b(?:is|was|does|will|has|did) it\b(?! true)",
    "supplier": r"\b(?:that|this|the same|said) (?:supplier|vendor|firm|company|one)\b|\b(?:they|them|their|theirs)\b",
    "category": r"\b(?:that|this|the same|said) (?:category|group|range|one)\b",
}


def still_unknown(turn: Turn, last: Plan) -> Plan | None:
    """ "What's overstocked at that branch?" after a branch that nobody knows: said again; None where else is meant."""
    unknown = _UNKNOWN.match(last.problem) if last.intent == "no_data" else None
    pattern = _POINTS_AT.get(unknown["kind"]) if unknown else None
    kinds = {m.kind for m in turn.masked.mentions}
    if unknown is None or pattern is None or unknown["kind"] in kinds or turn.masked.unknown:
        return None
    if turn.plan.intent in ("refuse", "help", "clarify") or not re.search(pattern, turn.masked.text):
        return None
    asked = turn.masked.question
    return last.with_(question=asked, resolved_question=f"{asked} ({unknown['name']})")


_BESIDE_A_CHOICE = frozenset(
    [
        "the",
        "a",
        "an",
        "one",
        "ones",
        "please",
        "pls",
        "thanks",
        "i",
        "mean",
        "meant",
        "meaning",
        "were",
        "referring",
        "want",
        "of",
        "that",
        "this",
        "it",
        "is",
        "version",
        "for",
        "in",
        "yes",
        "no",
        "sorry",
        "then",
        "ok",
        "oh",
        "ah",
        "and",
        "just",
        "only",
        "with",
        "product",
        "item",
        "size",
        "variety",
        "kind",
        "sort",
        "type",
        "to",
        "was",
        "my",
        "our",
    ]
)


_PUTS_RIGHT = re.compile(
    r"\b(?:is what (?:i|we) (?:need|want|mean\w*)|(?:i|we) mean\w*|instead|wrong|sorry|oops|not that|forget (?:it|that)|typo|wait|(?:is|was) the (?:one|right one|name)|misspelt|misspelled|mistyped|mistake|my bad|correction|rather|(?:it|that) is (?=\[)|should (?:be|read|have been))\b",
    re.IGNORECASE,
)


def put_right_beside(plan: Plan, turn: Turn) -> Plan:
    """ "I meant [product], and in [store] please": the store as well, where the question named another."""
    named = {"store": "stores", "supplier": "suppliers"}
    own = {f: getattr(turn.plan.entities, f) for f in named.values()}
    changed = {f: ids for f, ids in own.items() if ids and getattr(plan.entities, f) not in ((), ids)}
    return plan.with_(entities=replace(plan.entities, **changed)) if changed else plan


def _by_part(said: str, candidates: tuple[str, ...]) -> str | None:
    """ "The Age 5-6 one": the only candidate whose name has all these words."""
    words = [w for w in re.findall(r"[\w.,/-]*\w", said.lower()) if w not in _BESIDE_A_CHOICE]
    if not words or len(words) > _MOST_WORDS:
        return None
    names = {c: set(re.findall(r"[\w.,/-]*\w", c.lower())) for c in candidates}
    found = [c for c, parts in names.items() if all(w in parts or _number_of(w, parts) for w in words)]
    return found[0] if len(found) == 1 else None


def _number_of(word: str, parts: set[str]) -> bool:
    """ "The 400", of which the name says "400ml"."""
    return word[:1].isdigit() and any(re.fullmatch(rf"{re.escape(word)}[a-z]+", part) for part in parts)


def _by_place(text: str, candidates: tuple[str, ...]) -> str | None:
    said = _NTH.match(text)
    if said is None or not candidates:
        return None
    at = int(said["nth"]) - 1 if said["nth"].isdigit() else ORDINALS.get(said["nth"], 0)
    at = len(candidates) - 1 if said["nth"] == "last" else at
    return candidates[at] if at < len(candidates) else None


_ASKS = re.compile(r"\b(?:how|what|which|when|who|sell\w*|sold|sales|forecast\w*|expect\w*|demand)\b")


#: "That one is not open yet", "it closed last year", "they never supplied us"
_EXCUSE = re.compile(
    r"\b(?:(?:is|was|are|were|does|do|did|has|have|had)(?: not|n't)|isnt|wasnt|doesnt|didnt|never|no longer|not (?:yet|open|ours|here)|no such|opens?|opening|opened|clos\w+|shut\w*|gone|sold|planned|to come|coming|renamed|old name|former|still (?:being )?(?:built|planned)|under construction|exists?|wrong|mistake|mixed|confus\w+|forgot|competitor\w*|different|another|somebody|else'?s?)\b"
)
_ITS_PLACE = r"\b(?:that|this|it|its|they|there|one|the|we|i|you|he|she)\b"


def _after_an_excuse(text: str, kind: str) -> str:
    """The part with the name of "right, that one is not open yet. [store] then"; "" where nothing is excused before."""
    parts = [p for p in re.split(r"[.!;:,?]| - |\bso (?=\[)|\bbut (?=\[)", text) if p.strip()]
    at = next((n for n, p in enumerate(parts) if f"[{kind}]" in p), 0)
    excuse = " ".join(parts[:at])
    return parts[at] if at and _EXCUSE.search(excuse) and re.search(_ITS_PLACE, excuse) else ""


def _by_name(
    turn: Turn, kind: str, catalogue: Catalogue, candidates: tuple[str, ...] = (), beside: bool = False
) -> str | None:
    named = [m for m in turn.masked.mentions if m.kind == kind and not m.ambiguous]
    others = [m for m in turn.masked.mentions if m.kind != kind and not beside]
    if not named or len(named) > (1 if candidates else 3) or others:
        return None
    said = "" if candidates else _after_an_excuse(turn.masked.text, kind)
    if turn.reading.intent == "notes" and not (candidates or said) and INSTEAD.search(turn.masked.text):
        return None  # "what do we offer instead of [product]?" after a name that nobody knows asks anew
    rest = len((said or turn.masked.text).split()) - len(named)
    most = 2 * _MOST_WORDS if _PUTS_RIGHT.search(turn.masked.question) else _MOST_WORDS
    if rest > most or (turn.masked.windows and not said):
        return None
    name = " and ".join(catalogue.name(kind, m.items[0].id) for m in named)  # type: ignore[arg-type]
    if said:
        return None if _ASKS.search(said) or re.search(r"\[(?:past|future)\]", said) else name
    bare = set(turn.reading.measures) <= {"expected_sales"} and not _ASKS.search(
        turn.masked.text
    )  # "it's [product] I need"
    return name if turn.reading.weak or bare or name in candidates else None


#: "Too many. Make it 15%", "and above 20?"
_OTHER_LIMIT = re.compile(
    r"\b(?:make (?:it|that|this)|change (?:it|that|this) to|(?:rather|better|say|take|use|with|and|or|what about|how about|raise (?:it|that) to|lower (?:it|that) to|set (?:it|that) (?:to|at)))"
    r"(?P<way>(?: (?:above|over|below|under|at least|at most|more than|less than|fewer than|up to|only|just|rather))*)"
    r" (?P<n>\d+(?:[.,]\d+)?) ?(?P<unit>%|percent|per cent|units?|pieces|days?|euros?|eur|pounds?|dollars?)?(?= ?(?:[?.,!]|$|instead\b|then\b|please\b|and (?:list|show|name|tell)\b))"
)


_WAYS: tuple[tuple[str, Literal["<", "<=", ">", ">="]], ...] = (
    ("at least", ">="), ("at most", "<="), ("up to", "<="), ("above", ">"), ("over", ">"), ("more", ">"), ("below", "<"), ("under", "<"),
    ("less", "<"), ("fewer", "<"),
)  # fmt: skip
#: "Only the first three"
_FIRST_N = re.compile(
    r"^\W*(?:and |ok |please |now )*(?:(?:show|give|tell|list)(?: me)? )?(?:only |just )?(?:the )?(?:first|top) "
    r"(?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)(?: of (?:them|these|those))?(?: only| please| then)?\W*$"
)


#: "Make it five", "ten of them, please" after a top 3
_SO_MANY = re.compile(
    r"^\W*(?:and |ok |okay |please |now |no |sorry |actually |rather |then |so |but |hm+ )*(?:(?:(?:can|could) (?:you|we|i) )?(?:make|take|do|say|use|extend|widen|change|turn|raise|set|show|give|tell|list|name|see|have|(?:i(?:'d)? )?(?:want|need|would like|like|meant?)|let (?:me|us) (?:see|have))(?: me| us)?(?: (?:it|that|this|them|the list|the top))?(?: (?:to|into|up to|be|for))? )?"
    r"(?:better |rather |only |just |the |a |top |first |best |worst |bottom |all |as many as )*(?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|a dozen)"
    r"(?: (?:of (?:them|these|those)|instead|then|please|rather|better|not \w+|in all|now|products|items|articles|shops|stores|suppliers|lines|ones|places|long))*\W*$"
)


def _so_many(turn: Turn, earlier: Plan) -> int:
    """How many of a ranking, or of the first of a list, are asked for now; 0 where no number is said."""
    text = turn.masked.text
    if earlier.intent not in ("list", "rank") or turn.masked.mentions or turn.masked.windows:
        return 0
    if first := _FIRST_N.match(text):
        return int(number(first["n"]))
    limited = any(isinstance(f.value, (int, float)) and f.value for f in earlier.filters)
    said = _SO_MANY.match(text) if earlier.intent == "rank" and (earlier.limit or not limited) else None
    return 0 if said is None else 12 if said["n"] == "a dozen" else int(number(said["n"]))


def other_limit(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier` with another number as its only limit: "make it 15% and list them"; None where that is not asked."""
    if many := _so_many(turn, earlier):
        asked = turn.masked.question
        return earlier.with_(limit=many, offset=0, question=asked, resolved_question=asked)
    said = _OTHER_LIMIT.search(turn.masked.text)
    limits = [f for f in earlier.filters if isinstance(f.value, (int, float)) and f.op in (">", ">=", "<", "<=") and f.value]  # fmt: skip
    own = turn.plan.entities.products or turn.masked.windows or turn.amounts.scenario
    if said is None or len(limits) != 1 or own or earlier.intent not in ("list", "count", "rank"):
        return None
    op = next((op for word, op in _WAYS if word in said["way"]), limits[0].op)
    changed = replace(limits[0], op=op, value=float(said["n"].replace(",", ".")))
    intent = "list" if re.search(r"\b(?:list|show|name|which|tell)\b", turn.masked.text) else earlier.intent
    filters = tuple(changed if f is limits[0] else f for f in earlier.filters)
    measures = tuple(m for m in earlier.measures if m != "count") if intent == "list" else earlier.measures
    question = turn.masked.question
    return earlier.with_(
        intent=intent, filters=filters, measures=measures, question=question, resolved_question=question
    )


#: "No, the other direction, 15% stronger", "and 20% less?"
_SIZE = re.compile(
    r"(?<![\d.])(?P<n>\d{1,3}(?:\.\d+)?) ?(?:%|(?:percent|per cent)\b)(?: ?(?P<dir>stronger|weaker|more|less|higher|lower|up|down|better|worse|above|below|fewer)\b)?"
)
_BARE_SIZE = re.compile(
    r"^\W*(?:and |or |but |ok,? |h+m+,? |well,? |no,? |what about |how about |what if it (?:is|was|were) |then |make (?:it|that) |say |take )*(?:with|at|by)? ?(?:only |just |merely |rather |maybe |perhaps )*(?P<n>\d{1,3})(?P<dir>)(?: then| instead| only| rather)*\W*$"
)
#: "No, better take 25%": that size, nothing is taken away
_TAKE_IT = re.compile(
    r"\b(?:take|use|try|go (?:for|with)|assume|calculate with|reckon with)(?: rather| better| only| just| maybe)? \d{1,3}(?:\.\d+)? ?(?:%|percent|per cent)(?! (?:off|away|out|of|from|less|fewer|down)\b)"
)
_WEAKER = ("weaker", "less", "lower", "down", "worse", "below", "fewer")
_TURNED = re.compile(r"\b(?:other|opposite) (?:direction|way)\b|\bthe other way (?:round|around)\b")
_SHORT_MESSAGE = 12  # words
_SIZED = ("demand", "price")


#: "And with only 2 days more?", "what about 25 days?" after another lead time
_OTHER_DAYS = re.compile(
    r"^\W*(?:and |or |but |ok |so |then |now |what |how about |about |if |with |at |by |for |suppose |say |make |take |it |he |she |they |that |this |the supplier |is |were |was |took |takes |needs? |needed |be |a delay of |an extra |another |only |just |merely |even )*(?P<n>\d{1,3}|an?(?= week| day)|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen)(?: (?P<unit>days?|weeks?))?(?: (?P<dir>more|longer|later|extra|on top|less|shorter|fewer|quicker|faster|sooner|earlier))?(?: (?:then|instead|only|rather|please))*\W*$"
)
_FEWER_DAYS = ("less", "shorter", "fewer", "quicker", "faster", "sooner", "earlier")


def _other_days(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier`, a what-if on a lead time or a late order, with another number of days; None where none is said."""
    scenario, said = earlier.scenario, _OTHER_DAYS.match(turn.masked.spelled)
    if scenario is None or said is None or scenario.kind not in ("lead_time", "late_order", "supplier_down"):
        return None
    if turn.masked.mentions or turn.amounts.levels or scenario.value is None or scenario.relative:
        return None
    days = number(said["n"]) * (7 if (said["unit"] or "").startswith("week") else 1)
    sign = -1 if said["dir"] in _FEWER_DAYS or (not said["dir"] and scenario.added and scenario.value < 0) else 1
    added = scenario.added or (said["dir"] is not None and scenario.kind == "lead_time")
    changed = replace(scenario, value=float(sign * days), added=added)
    return earlier.with_(scenario=changed, question=turn.masked.question, resolved_question=turn.masked.question)


#: "What if it needs 3 more?", "and if they took two days less?" after a lead time
_SO_MANY_DAYS_MORE = re.compile(
    r"^\W*(?:(?:and|or|but|ok|so|then|now|hm+)[, ]+)*(?:what |how )?(?:if|suppose|supposing|say|imagine|assuming)(?: that)? (?:it|they|he|she|that|this|the supplier|\[supplier\]) (?:now |suddenly |always |would |will |should )?(?:needs?|needed|takes?|took|is|was|were|be) (?P<n>\d{1,2}|an?(?= day| week)|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"(?: (?P<unit>days?|weeks?))? (?P<dir>more|longer|later|extra|on top|less|fewer|shorter|quicker|faster|sooner)(?: (?P<unit2>days?|weeks?))?(?: (?:then|instead|than that|than now|than usual))*\W*$"
)
_LEAD_TIMES = ("lead_time_days", "supplier_lead_time_days")


def _longer_under_way(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier`, a lead time that was told, as a what-if on so many days more or less; None where none is said."""
    said = _SO_MANY_DAYS_MORE.match(turn.masked.spelled)
    if said is None or earlier.intent != "value" or earlier.measures[:1] not in [(m,) for m in _LEAD_TIMES]:
        return None
    if turn.masked.mentions or earlier.scenario is not None:
        return None
    days = number(said["n"]) * (7 if (said["unit"] or said["unit2"] or "").startswith("week") else 1)
    sign = -1 if said["dir"] in _FEWER_DAYS else 1
    supposed = Scenario("lead_time", value=float(sign * days), added=True, unit="days")
    asked = turn.masked.question
    return earlier.with_(intent="whatif", scenario=supposed, also=(), question=asked, resolved_question=asked)


def other_size(turn: Turn, earlier: Plan) -> Plan | None:
    """`earlier`, a what-if, with another size or the other direction; None where neither is said."""
    text, scenario = turn.masked.text, earlier.scenario
    if (longer := _longer_under_way(turn, earlier)) is not None:
        return longer
    if earlier.intent == "whatif" and (days := _other_days(turn, earlier)) is not None:
        return days
    if earlier.intent != "whatif" or scenario is None or scenario.kind not in _SIZED or scenario.value is None:
        return None
    said, turned = _SIZE.search(text) or _BARE_SIZE.match(text), _TURNED.search(text)
    if turn.masked.mentions or turn.masked.windows or len(text.split()) > _SHORT_MESSAGE or not (said or turned):
        return None
    sign = 1 if scenario.value >= 0 else -1
    if said and said["dir"]:
        sign = -1 if said["dir"] in _WEAKER else 1
    elif turned:
        sign = -sign
    elif (turn.amounts.scenario is not None and not _TAKE_IT.search(text)) or turn.amounts.levels:
        return None
    size = float(said["n"]) / 100 if said else abs(scenario.value)
    changed = replace(scenario, value=round(sign * size, 6), relative=True)
    return earlier.with_(scenario=changed, question=turn.masked.question, resolved_question=turn.masked.question)


_OF_THE_TWO = re.compile(
    r"\b(?:gap|difference|many|much|far)\b[^?]{0,40}\b(?:between|apart)\b(?: (?:the|these|those))?(?: (?:two|both|figures|numbers))?|\bhow (?:many|much) (?:units )?(?:more|less|fewer) is that\b"
    r"|\b(?:more|less|fewer|higher|lower|up|down|better|worse)(?:,)? or (?:more|less|fewer|higher|lower|up|down|better|worse)\b|\b(?:and|,) by how (?:many|much)\b"
)


_OF_IT = re.compile(r"\bof (?:it|that|this|them|those)\b")
_TRUST = re.compile(r"\b(?:trust|rely|reliable|accurate|better|believe)\w*\b")
_LESS_TRUST = re.compile(r"\b(?:less|least|worse|not)\b")
_ERRORS = ("wape", "mae", "mape", "rmse", "mase", "wql")


def held_against_before(turn: Turn, plan: Plan, earlier: Plan) -> Plan:
    """A message that holds its figure against what was told before it."""
    text = turn.masked.text
    part_of_it = plan.share and _OF_IT.search(text)
    if part_of_it and earlier.share and not plan.share_of:
        return plan.with_(share_of=earlier.share_of)  # "and the share of it that Cork has?" after that of Dublin
    if part_of_it and plan.entities.stores and not earlier.entities.stores:
        return plan.with_(share_of=EVERYWHERE)  # "what share of it goes through Dublin?"
    if plan.intent == "compare" and plan.measures[:1] and plan.measures[0] in _ERRORS and _TRUST.search(text):
        return plan.with_(sort=Sort(plan.measures[0], _LESS_TRUST.search(text) is not None))
    return _against_the_time_before(turn, plan, earlier)


_SALES = {"expected_sales", "actual_sales"}


def _against_the_time_before(turn: Turn, plan: Plan, earlier: Plan) -> Plan:
    """ "And for the 7 days ahead, what do you expect, and what is the gap between the two figures?" """
    ahead = turn.masked.windows[0] if len(turn.masked.windows) == 1 else None
    if set(plan.measures) <= {"trend", "trend_pct_28d"} and ahead is not None and ahead.side == "forecast":
        plan = plan.with_(measures=("expected_sales",), window=ahead) if set(earlier.measures) <= _SALES else plan
    windows = plan.window is not None and earlier.window is not None and plan.window != earlier.window
    sales = set(plan.measures) | set(earlier.measures) <= _SALES
    asked = len(turn.masked.windows) == 1 and _OF_THE_TWO.search(turn.masked.text)
    if not (windows and sales and asked) or plan.intent != "value" or earlier.intent != "value" or plan.levels:
        return plan
    return plan.with_(intent="compare", second_window=earlier.window, difference=True, also=())
