# ruff: noqa: E501 - a pattern is read on one line
"""What a what-if supposes, and by how much: demand, lead times, budgets, prices, other quantities."""

from __future__ import annotations

import re

from rag.plan import Scenario
from rag.understanding.words.beside_forecast import PUT_BESIDE, SELLS_SO_MUCH, WAS_WRONG
from rag.understanding.words.budget_parts import part_of_the_money
from rag.understanding.words.how_often import HOW_OFTEN
from rag.understanding.words.multiples import multiple
from rag.understanding.words.numbers import CURRENCY, IF, NUMBER, WORDS, blank, number
from rag.understanding.words.orders_cut import orders_cut
from rag.understanding.words.orders_placed import placed
from rag.understanding.words.stock_taken import taken
from rag.understanding.words.supposed_levels import service_level
from rag.understanding.words.supposed_orders import DAYS, Result, cancelled, in_days, late, skipped, supplier_down
from rag.understanding.words.supposed_prices import DOWN, PERCENT, UP, cheaper_for_customers, price

__all__ = ["ASKS_LEAD_TIME", "supposed"]

#: "... and what lead time does that make?" of a lead time that is changed
ASKS_LEAD_TIME = re.compile(
    r"\b(?:what|which|how long an?|how many days of) (?:new |total |resulting |overall )*lead ?times?\b(?! (?:of|is|was|were|were|had|grew|went|demand)\b [^?]*\[future\])"
    r"|\b(?:what|how (?:long|many days|much)) (?:is|are|would|will|does|do|becomes?)(?: then)? (?:the|its|their|his|that|our|my) (?:new |total |resulting |overall )*(?:lead|delivery) ?time\b(?! demand)"
    r"|\b(?:tell|give|show) (?:me|us) (?:the|its|their) (?:new |total |resulting |overall )*(?:lead|delivery) ?time\b(?! demand)|\bthe (?:new|total|resulting) (?:lead|delivery) ?time\b"
)

_FACTORS = ((r"doubl\w*|twice (?:as (?:much|high|many)|(?:the|our|its|that|this|normal|usual) (?:\w+ )?(?:demand|forecast|sales|amount|volume|number|quantity))|2x", 1.0), (r"tripl\w*|three times|3x", 2.0), (r"halv\w*|half as (?:much|many)|by half|cut in half|\bhalf\b", -0.5), (r"quadrupl\w*", 3.0))  # fmt: skip
_PARTS = {"half": 0.5, "third": 1 / 3, "thirds": 2 / 3, "quarter": 0.25, "fifth": 0.2, "tenth": 0.1}


def supposed(text: str) -> tuple[Scenario | None, str]:
    """The scenario of a masked question, and the text with its words blanked."""
    for reader in (
        _transfer,
        taken,
        service_level,
        _budget,
        cancelled,
        skipped,
        supplier_down,
        late,
        _lead_time,
        cheaper_for_customers,
        _promotion,
        orders_cut,
        _part_lost,
        price,
        placed,
        _quantity,
        _demand,
    ):
        found = reader(text)
        if found:
            scenario, match = found
            return scenario, blank(text, match)
    return None, text


_MOVE = r"(?:sends?|sent|sending|moves?|moved|moving|ships?|shipped|shift\w*|transfer\w*|gives?|gave|given|pass(?:es)?|passed|brings?|brought|takes?|took|taken|lends?|lent|hands?|handed|spares?|cedes?)"
_GET = r"(?:borrow\w*|gets?|got|receiv\w+|takes?|took)"
_MOVING = rf"(?:\b(?:{_MOVE}|{_GET})\b(?: (?:\w+|\[store\])){{0,3}}? (?P<n>{NUMBER})\b|\b(?P<were>{NUMBER})\b[^?.,]{{0,40}}? (?:are|were|get|go|goes|went|be|is)(?: {_MOVE})?\b)"
_MOVED = (
    re.compile(rf"{_MOVING}[^?.,]*?\bfrom (?:the )?(?P<from>\[store\])"),
    re.compile(rf"\b{_GET} (?P<n>{NUMBER}) of (?P<from>\[store\])'?s?\b"),
)
_MOVED_TO = (
    re.compile(rf"{_MOVING}[^?.,]*?\b(?:to|into) (?:the )?(?P<to>\[store\])"),
    # "[store] lends [store] 20 units"
    re.compile(
        rf"\[store\](?: [a-z]+){{0,3}}? {_MOVE}(?: over)? (?P<to>\[store\])(?: [a-z]+){{0,2}}? (?P<n>{NUMBER})\b"
    ),
    re.compile(rf"\b(?:transfer|move|shift) of (?P<n>{NUMBER})\b[^?.]*?\[store\] to (?P<to>\[store\])"),
)
_STORES_NAMED = 5


def _transfer(text: str) -> Result:
    """ "If I send 6 of it over from A to B", "A lends B 6 of it": units moved between two stores that are both named.

    A store that is named again ("what is left in A?") comes after both.
    """
    match = next((m for p in _MOVED if (m := p.search(text))), None)
    to = next((m for p in _MOVED_TO if (m := p.search(text))), None)
    found = match or to
    of_it = "[product]" in text or re.search(r"\b(?:of (?:it|them|those|these)|units|pieces)\b", text)
    if found is None or not 2 <= text.count("[store]") <= _STORES_NAMED or not of_it:
        return None
    place = text[: (match.start("from") if match else found.start("to"))].count("[store]")
    if place > 1:
        return None
    first = (place == 0) == (match is not None)
    units = found.groupdict().get("n") or found.groupdict().get("were") or ""
    return Scenario("transfer", number(units), unit="from the first" if first else "from the second"), found


def _budget(text: str) -> Result:
    """As `rag.understanding.message.budgets` puts it, or a part of what the orders cost."""
    if part := part_of_the_money(text):
        return part
    match = _THE_BUDGET.search(text)
    return (Scenario("budget", number(match["n"]), unit="currency"), match) if match else None


_THE_BUDGET = re.compile(
    rf"\bbudget(?: (?:of|is|was|were|at|to|=|for|with|from|\[\w+\]|only|just))*:? ?(?P<n>{NUMBER})(?: ?{CURRENCY}\b)?(?! (?:days?|weeks?|units?|pieces|%|percent))"
)


#: "Suppliers with a lead time shorter than 10 days", "firms that need at most a week": which ones, not what if
_OF_THOSE_WITH = re.compile(
    r"^(?![^?]*\b(?:what if|if|suppose|supposing|assum\w+|imagine|what happens|what would happen|pretend)\b)[^?]*"
    r"\b(?:suppliers?|vendors?|firms?|products?|items?|lines?|those|ones|that|who|which|whose|with|where)\b[^?.]{0,30}"
    r"\b(?:(?:lead|delivery)[ -]?times?|need\w*|take\w*|deliver\w*)\b[^?.]{0,20}"
    rf"(?:\b(?:shorter|longer|less|more|fewer|higher|lower|under|over|above|below|at most|at least|up to|within|exceed\w*|no longer|not longer|maximum|minimum)(?: than| of)?|[<>]=?) ?{DAYS}"
    rf"(?! (?:longer|more|shorter|less|later|earlier|faster))"
)


#: "A delivery ordered today only reached [store] after 21 days", "the goods are not here before 3 weeks are over"
_ARRIVED = (
    r"\b(?:reach\w*|arriv\w*|(?:is|are|was|were|got|gets?|getting|be)(?: only)? (?:here|there|in|to (?=\[store\]|the shop|the store|us\b|me\b)\[?\w+\]?)|c[ao]mes?(?: in)?|land\w*|show(?:s|ed)? up|turn(?:s|ed)? up)"
    r"(?: (?!days?\b)(?:\w+|\[\w+\])){0,5}? (?:after|in|within)(?: only| just| no less than| as many as| a full| another| the| some| full)*"
)


_CHANGED = r"(?:rais|increas|extend|lengthen|stretch|push|put|chang|set|mov|upp|lift|drawn|cut|reduc|shorten|lower|revis|adjust|correct)"


def _lead_time(text: str) -> Result:
    about = re.search(
        r"lead[ -]?times?|\[supplier\]|deliver\w*|arriv\w*|ship\w*|suppl\w+|(?:takes?|took) (?:them|us|it)\b|(?:they|it)(?: \w+)? (?:needed|needs?|took|takes?)\b|reach\w*|wait\w*",
        text,
    ) or re.search(_ARRIVED, text)
    told = re.search(
        r"\b(?:wants?|asks? for|announced?|needs?)\b[^?.]*\b(?:on top|extra|longer)\b|\b(?:might|may|could)\b[^?]*\b(?:need|take)\b|\bfrom now on\b|\bin future\b"
        r"|\blead[ -]?times?\b[^?.:;]{0,45}\b(?:rises?|goes|grows?|increases?|falls?|drops?|shrinks?) [^?]*\b(?:new|then|would)\b"
        rf"|\b(?:lead|delivery)[ -]?times?\b[^?.;]{{0,40}}? (?:is|are|was|were|has|have|had|will|gets?|got)(?: (?:been|now|being|be))* {_CHANGED}\w*(?: up| out| down)? (?:to|at) {DAYS.replace('?P<n>', '').replace('?P<u>', '')}"
        rf"|\bnew (?:lead|delivery)[ -]?times? (?:of|is|:|=) ?{DAYS.replace('?P<n>', '').replace('?P<u>', '')}",
        text,
    )
    if signed := _LONGER_BY.search(text):  # "LT +5 days": a scenario, whatever stands beside it
        sign = -1 if (signed["sign"] or signed["sign2"]) in ("-", "minus") else 1
        return Scenario("lead_time", sign * number(signed["n"] or signed["n2"]), added=True, unit="days"), signed
    if not about or not (IF.search(text) or told) or _OF_THOSE_WITH.search(text):
        return None
    match = re.search(
        rf"{DAYS} (?P<more>longer|more|extra|later|additional|slower|on top|shorter|less|faster|sooner|quicker|earlier)|(?P<e>extra|additional|another) {DAYS.replace('?P<n>', '?P<n2>').replace('?P<u>', '?P<u2>')}",
        text,
    )
    if match:
        days = in_days(match)
        sign = -1 if match["more"] in ("shorter", "less", "faster", "sooner", "quicker", "earlier") else 1
        return Scenario("lead_time", sign * days, added=True, unit="days"), match
    match = re.search(rf"\bfrom {NUMBER} (?:days? |weeks? )?to {DAYS}(?! (?:of cover|of stock|late))", text)
    if match and re.search(r"lead[ -]?time|deliver|suppl", text):
        return Scenario("lead_time", in_days(match), unit="days"), match
    match = re.search(
        rf"lead[ -]?times?\b(?: (?:\w+|\[\w+\])){{0,7}}? (?:(?P<up>goes? up|went up|ris\w+|rose|grow\w*|increas\w*|extend\w*|lengthen\w*|stretch\w*)|(?:goes? down|went down|fall\w*|drop\w*|shrink\w*|shorten\w*|decreas\w*))(?: by)? {DAYS}(?:,? from {NUMBER} (?:days )?to {NUMBER}(?: days)?)?",
        text,
    )
    if match:
        return Scenario("lead_time", in_days(match) * (1 if match["up"] else -1), added=True, unit="days"), match
    if (times := multiple(text)) and re.search(r"\blong|lead[ -]?time", text):
        return Scenario("lead_time", round(times[0], 6), relative=True), times[1]
    match = re.search(
        rf"lead[ -]?times?(?: (?:\w+|\[\w+\])){{0,7}}? (?P<w>{'|'.join(f for f, _ in _FACTORS[:3])})|(?P<w2>doubl\w*|tripl\w*|halv\w*)[^?]{{0,12}} lead[ -]?time|lead[ -]?times?(?: (?:\w+|\[\w+\])){{0,5}}? (?P<dir>{UP}|{DOWN}|longer|shorter)[^?]{{0,6}} {PERCENT}",
        text,
    )
    if match:
        word = match["w"] or match["w2"]
        if word:
            factor = next(f for pattern, f in _FACTORS if re.search(pattern, word))
        else:
            factor = float(number(match["n"])) / 100 * (-1 if re.fullmatch(DOWN + "|shorter", match["dir"]) else 1)
        return Scenario("lead_time", factor, relative=True), match
    match = re.search(r"\b(?P<w>twice|three times) as long\b", text)
    if match:
        return Scenario("lead_time", {"twice": 1.0, "three times": 2.0}[match["w"]], relative=True), match
    match = re.search(
        rf"(?:(?:lead|delivery)[ -]?times?[^?]{{0,45}}?|needs?|needing|needed|took|takes?(?: (?:them|us|it))?|taking|need|would take|wait\w*(?: for)?|is|were|was|becomes?|became|goes to|went to|deliver\w*[^?]{{0,20}}? (?:in|after|within)|{_ARRIVED}) (?:of |to |at |in |be |become |about |around )*{DAYS}(?! (?:of cover|of stock|late|ahead))|(?:with )?(?:a )?{DAYS.replace('?P<n>', '?P<n2>').replace('?P<u>', '?P<u2>').replace(' (', '[ -](')} (?:lead[ -]?time|deliver\w+)",
        text,
    )
    if match:
        return Scenario("lead_time", in_days(match), unit="days"), match
    return None


_LONGER_BY = re.compile(
    r"\b(?:lt|lead[ -]?times?)(?: of \[\w+\])? ?(?P<sign>\+|-|plus|minus) ?(?P<n>\d+) ?(?:d|days?)\b"
    r"|(?P<sign2>[+-]) ?(?P<n2>\d+) ?(?:d|days?)(?: of)? (?:lt|lead[ -]?time)\b"
)


def _promotion(text: str) -> Result:
    if re.search(
        r"\bwhere\b[^?]*\bpromotion\b[^?]*\b(?:push|lift|boost|help|work|pay|bring)\w*\b|\bpromotion (?:push|lift|boost)\w*\b[^?]*\bmost\b",
        text,
    ):
        return None
    match = re.search(
        r"(?:run|do|launch|have|put|start|make|plan|add|set)\b[^?]{0,30}\b(?:on )?(?:a |an )?(?:promo(?:tion)?|special offer|on offer|discount campaign|deal)\b|(?:is|were|was|goes|are|put) on (?:promo(?:tion)?|offer|special|deal)|promote(?:d|s)?\b",
        text,
    )
    if match and re.search(r"\b(?:what if|if|suppose|assume|assuming|imagine)\b[^?]*", text[: match.start() + 1]):
        return Scenario("promotion"), match
    return None


_MONEY = r"\b(?:cost\w*|pay|bill|price|invoice|worth|spend|run (?:us|me) to|come to|set us back)\b"
_OF_GOODS = r"(?: (?:units?|pieces?|pcs|of them|of it|of those))?(?: of)? (?:more )?(?:\[product\]|them\b|those\b|it\b)|(?: (?:units|pieces|pcs))\b"
_PIECES = re.compile(
    rf"(?<![\d.])\b(?P<n>\d[\d,]{{0,6}}|{'|'.join(w for w in WORDS if w not in ('a', 'an', 'no', 'zero', 'one'))})(?:{_OF_GOODS})"
)
_AS_MUCH = re.compile(
    r"\b(?:(?P<x2>doubl\w*(?: (?:it|that|the (?:order|quantity|amount)))?|twice (?:that|the (?:amount|quantity|order)|as (?:much|many)))|(?P<x3>tripl\w* (?:it|that)|three times (?:that|as (?:much|many)))|(?P<h>half (?:of )?(?:that|it|the (?:amount|quantity|order))|halve (?:it|that)))\b|\bhalf (?:of )?(?:the |your |those |these )?(?:\w+ )?\[product\](?=[^?]*\b(?:order|buy|take|recommend\w*|propos\w*|suggest\w*))"
)


def _quantity(text: str) -> Result:
    """ "What would 50 pieces cost us?", "double it: what is the bill?": the price of another quantity."""
    if not re.search(_MONEY, text) or re.search(r"\b(?:demand|sales|lead[ -]?time)\b", text):
        return None
    if SELLS_SO_MUCH.search(text):
        return None
    if times := multiple(text):
        return Scenario("quantity", round(times[0], 6), relative=True), times[1]
    if match := _AS_MUCH.search(text):
        factor = 1.0 if match["x2"] else 2.0 if match["x3"] else -0.5
        return Scenario("quantity", factor, relative=True), match
    match = _PIECES.search(text)
    asks = re.search(
        rf"\b(?:how much|what)\b[^?]*{_MONEY}|{_MONEY}[^?]*\bhow much|^price (?:of|for)\b|\bfor how much\b", text
    )
    if match and asks and not re.search(r"\b(?:propos|recommend|suggest|advis|want (?:us|me) to|need)\w*", text):
        return Scenario("quantity", number(match["n"]), unit="units"), match
    return None


_LIMITS = re.compile(
    r"\b(?:more|less|higher|lower|greater|fewer|bigger|smaller|worse|better|steeper|stronger|weaker) than (?:an? )?(?:(?:minus|plus) |[+-] ?)?\d"
    r"|\b(?:wape|mape|mase|bias|error|accuracy|rates?|chance|risk|probabilit\w+|likelihood|trend|uplift|coverage|margin|share)"
    r"(?: \w+){0,5}? (?:above|over|below|under|beyond|exceed\w*|at least|at most|of (?:over|at least|more than)) (?:(?:minus|plus) |[+-] ?)?\d"
    r"|\b(?:over|above|more than|at least|under|below|less than|beyond) (?:an? )?\d+(?:\.\d+)? ?(?:%|percent) (?:\w+ )?(?:probab|chance|risk|likel)"
    r"|(?:minus |plus |[+-] ?)\d+(?:\.\d+)? ?(?:%|percent)? or (?:more|less|worse|better|lower|higher|below|above|steeper)\b"
)


_HOW_CERTAIN = re.compile(
    r"\d+(?:\.\d+)? ?(?:%|percent)[ -](?:of |stockout |stock-out )?(?:probability|certainty|confidence|likelihood|sure|certain|confident)\b"
)


#: "For every four that you forecast it sells five"
_FOR_EVERY = re.compile(
    rf"\bfor (?:every|each) (?P<of>{NUMBER})\b[^?.]{{0,40}}\b(?:forecast|predict|project|expect|plan)\w*\b[^?.]{{0,30}}?\b(?P<to>{NUMBER})\b(?! (?:days|weeks))"
)


#: "Drops to 85%", "rises to 120% of the forecast": so much is left, or made of it; neither lost nor added
_TO_A_PART = re.compile(
    r"\b(?:(?:drop|fall|fell|declin|sink|sank|shrink|shrank|collaps|reduc|cut|dip|slump|(?:go|come|goes|comes|went|came|is|are|be|get|gets|got) (?:back )?down)\w*(?: (?:back|down|away))*"
    r" to|(?:ris|rose|grow|grew|climb|jump|increas|surg|shoot|shot|(?:go|goes|went|is|are) up)\w*(?: up)? to(?= [\w ]*?[1-9]\d\d ?[%p]))"
    rf" (?:only |just |about |around |roughly )*{PERCENT}(?: of (?:the |our |your |its )?(?:forecasts?|projections?|predictions?|plan|demand|normal|usual|expected|that|it|this|them|those|what it (?:is|was))\b)?"
)


_SIZE = rf"(?:{PERCENT}|(?P<f>half|(?:an?|one) (?:third|quarter|fifth|tenth)|two thirds))"
#: "A fifth of those buyers stay away", "if 30% of that does not come": lost, whatever the verb is
_STAYS_AWAY = re.compile(
    rf"(?<!only )(?<!just )\b{_SIZE} of (?:(?:\w+|\[\w+\])(?:'s)? ){{1,7}}?(?:(?:\w+ )?not\b|\w+n't\b|never\b|no longer\b|fail\w*\b|stay\w* (?:away|home|out)|go(?:es)? elsewhere|dr[oi]\w+ out|f[ae]ll\w* (?:away|through|off)|walk\w* (?:off|away)|away\b|gone\b|lost\b|missing\b|lacking\b|cancel\w*|vanish\w*|evaporat\w*|disappear\w*)"
)
#: "If the strike costs us 12 percent of it", "takes away a third of the customers"
_TAKES_AWAY = re.compile(
    rf"\b(?:cost|take|lose|eat|wipe|scare)\w*(?: (?:us|away|off|out|me|them|\[store\]))* {_SIZE}"
    rf" of (?:(?:\w+|\[\w+\])(?:'s)? ){{0,3}}?(?:(?:demand|sales|customers|shoppers|footfall|business|trade|buyers|volume|it|that|them)\b|\[(?:product|category)\])"
)
#: "Beats the forecast by half", "falls behind your expectation by a tenth"
_AGAINST_IT = re.compile(
    rf"\b(?:beat\w*|top(?:s|ped)?|outd\w+|outs(?:ell|old)\w*|outperform\w*|surpass\w*|exceed\w*|overshoot\w*|overshot|outstrip\w*"
    rf"|(?P<under>miss(?:es|ed)?|undershoot\w*|undershot|underperform\w*|trails?|trailed|lags?|lagged|disappoint\w*|falls? (?:behind|short of)))\b"
    rf" (?:(?:\w+|\[\w+\])(?:'s)? ){{0,5}}?by (?:about |around |roughly |some |only |just )?{_SIZE}"
)


#: "[product], [future]: 30% more demand, how many on top?"
_APART = re.compile(
    rf"(?:^|[,:;.-] ?|\bwith |\bat ){_SIZE} (?:more|less|higher|lower|extra|additional|stronger|weaker) (?:demand|sales)\b(?! than)"
)


def _share(match: re.Match[str]) -> float:
    """The size that `_SIZE` found, as a part of one."""
    if match["n"]:
        return number(match["n"]) / 100
    return round(2 / 3 if match["f"] == "two thirds" else _PARTS[match["f"].split()[-1]], 6)


_MAY = re.compile(r"\b(?:may|might|could)\b")


def _part_lost(text: str) -> Result:
    match = (_TAKES_AWAY.search(text) or _STAYS_AWAY.search(text)) if IF.search(text) or _MAY.search(text) else None
    return (Scenario("demand", -_share(match), relative=True), match) if match else None


def _demand(text: str) -> Result:
    if match := _FOR_EVERY.search(text):
        return Scenario("demand", round(number(match["to"]) / number(match["of"]) - 1, 6), relative=True), match
    for certain in (_HOW_CERTAIN, HOW_OFTEN):
        text = certain.sub(lambda m: " " * len(m.group()), text)
    if WAS_WRONG.search(text) and not re.search(r"\b(?:if|suppos\w+|assum\w+|imagine|what if)\b", text):
        return None  # "how many did you forecast too high by at least 20%?"
    if _LIMITS.search(text) and not re.search(r"\b(?:if|suppose|assum\w+|imagine|what if)\b", text):
        return None  # a limit ("more than a 40% chance", "say a WAPE above 60%"), not a supposition
    if (
        not IF.search(text)
        and not (PUT_BESIDE.search(text) or _AGAINST_IT.search(text) or _APART.search(text))
        and not re.search(
            r"\b(?:demand|sales|it)\b[^?.]{0,12}\b(?:goes|go|went|rises?|jumps?|climbs?|falls?|drops?|sinks?) (?:up |down )?by (?:half|an? |one |two |\d+ ?%)[^?]*(?:\?|\.)?[^?]*\b(?:then|would)\b|\b(?:third|quarter|half|fifth|tenth) (?:less|more|fewer|lower|higher|below|above)\b[^?]*\b(?:would|still|then|left|remain\w*|that (?:be|make))\b|\b(?:with|at|plus|minus|add|put|take off|knock off|scale)\b[^?]{0,12}\d+ ?(?:%|percent)|\b(?:knock|take|shave|trim)\b[^?]{0,20}\d+ ?(?:%|percent)|\btwice (?:the|our|its|normal) (?:\w+ )?(?:demand|sales)|\b\d+ ?(?:%|percent) (?:down|up|less|more|lower|higher)\b[^?]*\bthen\b|(?<!below )(?<!under )(?<!above )(?<!over )(?<!than )[+-] ?\d+ ?%",
            text,
        )
    ):
        return None
    match = re.search(rf"\b(?:knock|take|shave|trim)\w* (?:off )?{PERCENT}(?: (?:off|away))?", text)
    if match:
        return Scenario("demand", -number(match["n"]) / 100, relative=True), match
    match = re.search(
        r"\b(?:manage|reach|get|sell|buy|take|want|do|achieve|make|hit|keep)\b(?: \w+)?(?: only| just)? (?P<f>three quarters|two thirds|half|an? (?:third|quarter|fifth)|one (?:third|quarter|fifth)) of (?:it|that|this|those|them|the forecast|what)\b",
        text,
    )
    if match:
        share = {"three quarters": 0.75, "two thirds": 2 / 3}.get(match["f"]) or _PARTS[match["f"].split()[-1]]
        return Scenario("demand", round(share - 1, 6), relative=True), match
    if match := _AGAINST_IT.search(text):
        return Scenario("demand", _share(match) * (-1 if match["under"] else 1), relative=True), match
    match = re.search(
        rf"\b(?P<dir>{UP}|{DOWN})s?(?: \w+)? by (?P<f>half|(?:an?|one) (?:third|quarter|fifth|tenth)|two thirds)\b",
        text,
    )
    if match:
        sign = -1 if re.fullmatch(DOWN, match["dir"]) else 1
        size = 2 / 3 if match["f"] == "two thirds" else _PARTS[match["f"].split()[-1]]
        return Scenario("demand", round(sign * size, 6), relative=True), match
    if match := _TO_A_PART.search(text):
        return Scenario("demand", round(number(match["n"]) / 100 - 1, 6), relative=True), match
    match = re.search(
        rf"(?P<dir>{UP}|{DOWN})(?: \w+){{0,3}}? (?:by |of |to |another |a |an |about |around )*{PERCENT}(?: (?P<after>{UP}|{DOWN})\b)?",
        text,
    )
    match = match or re.search(
        rf"{PERCENT}(?: (?:\w+|\[\w+\])){{0,2}}? (?P<dir>{UP}|{DOWN}|growth|demand drop|dip)\b", text
    )
    if match:
        word = match.groupdict().get("after") or match["dir"]
        sign = -1 if re.fullmatch(DOWN + "|demand drop|dip", word) else 1
        return Scenario("demand", round(sign * number(match["n"]) / 100, 6), relative=True), match
    match = re.search(r"(?P<sign>[+-]) ?(?P<n>\d+(?:\.\d+)?) ?%", text)
    if match:
        return Scenario("demand", float(match["n"]) / 100 * (-1 if match["sign"] == "-" else 1), relative=True), match
    if times := multiple(text):
        return Scenario("demand", round(times[0], 6), relative=True), times[1]
    for pattern, factor in _FACTORS:
        match = re.search(rf"\b(?:{pattern})\b", text)
        if match and not re.search(r"first half|second half", text):
            return Scenario("demand", round(factor, 6), relative=True), match
    match = re.search(
        rf"(?:only |just |at |mere )?{PERCENT} of (?:the |our |your |its )?(?:forecasts?|projections?|predictions?|plan|demand|normal|usual|expected|what (?:you|we) (?:forecast|predict|project|expect)|that|it|this|them|those)\b",
        text,
    )
    if match:
        return Scenario("demand", round(number(match["n"]) / 100 - 1, 6), relative=True), match
    return None
