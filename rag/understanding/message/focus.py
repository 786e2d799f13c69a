# ruff: noqa: E501 - a pattern is read on one line
"""Which part of a long message asks something.

"My brother is getting married so I'm off, but how many units will Limerick sell?" People tell why they ask. What they
tell beside the question must not be read as part of it; the names and times in it count where the question has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rag.understanding.message.note_topics import NOTE_TOPIC, NOTE_WORD
from rag.understanding.words.counted_up import is_bare_figure
from rag.understanding.words.gone_already import leaves_the_gone
from rag.understanding.words.how_often import short_so_often
from rag.understanding.words.stock_counts import names_the_record, tells_a_count
from rag.understanding.words.stock_taken import takes_some

__all__ = ["ASKS", "asking_part", "whatever_becomes_of_them", "with_the_number_meant", "with_the_prices_meant"]

_BREAK = re.compile(
    r"(?<=[?!…])\s+|(?<=[a-z\d)\"'][.])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bacc\.)(?<!\bno\.)(?<!\bapprox\.)(?<!\brec\.)(?<!\bqty\.)(?<!\bst\.)(?<!\betc\.)(?<!\bdr\.)(?<!\bmr\.)(?<!\bmrs\.)(?<!\bms\.)(?<!\bprof\.)\s+|\.\.\.+\s*|(?<!\d)(?<!\bjan)(?<!\bjanuary)(?<!\bfeb)(?<!\bfebruary)(?<!\bmar)(?<!\bmarch)(?<!\bapr)(?<!\bapril)(?<!\bmay)(?<!\bjun)(?<!\bjune)(?<!\bjul)(?<!\bjuly)(?<!\baug)(?<!\baugust)(?<!\bsep)(?<!\bsept)(?<!\bseptember)(?<!\boct)(?<!\boctober)(?<!\bnov)(?<!\bnovember)(?<!\bdec)(?<!\bdecember)\s+[-–—]+\s+|\s+[-–—]+\s+(?!\d)|;\s+(?!\S+(?:\s\S+){0,4}\s*(?:[.;?!]|$))|\n+|,?\s+\bbut\b\s+(?=how|what|which|when|where|who|is|are|do|does|can|will|should)|,\s+(?=so (?:how|what|which|when|where|who|is|are|do|does|can|will|should)\b)",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\?\s*$|^\W*(?:(?:all|only|just|the|our|open|order|purchase|outstanding|pending|recommended|proposed) )*(?:products|items|articles|stores|shops|suppliers|lines|orders|categories) (?:(?:in|at|of|from) \S+(?: \S+){0,2} )?(?:whose|with|that|which|where)\b|\b(?:of|in|from|to|by|with) (?:what|which|whom|how many)\W*$|^\W*(?:(?:and|n|&|so|but|also|then)\W+)*(?:in|on|at|by|from|to|with|until|since|per|of|for)\W+(?:which|wich|what|wat|how|whom|when)\b|^\W*(?:(?:and|n|&|so|but|ok|okay|well|hi|hello|hey|please|pls|now|then|also|or|just|quickly|quick question|question)\W+)*(?:how|hw|what|wat|whats|what's|which|wich|who|whos|who's|whom|whose|when|where|why|is|are|am|do|does|did|can|could|will|would|should|shall|may|has|have|had|was|were|any|list|show|give|tell|add|include|append|attach|state|mention|compare|(?:set|hold|lay|place|weigh|line up|stack)(?= [^?!]{3,120}\b(?:next to|beside|against|alongside|up with)\b)|name|count|rank|draft|create|forecast|predict|top|bottom|total|put|need|if|suppose|assume|assuming|imagine|say|find|get|explain|justify|prove|describe|check|look|summari[sz]e|calculate|let me know|i (?:need|want|wonder|would like|d like|was wondering|am wondering)|i'?d like|i'?m wondering|do you know|remind|help)\b|^\W*(?:for|in|at|from|of|about|regarding|concerning|as for) [^.?!,;]{2,60}?,? (?:please )?(?:i (?:need|want|wish|would like|d like|have) to (?:know|see|get|have|learn)|i (?:need|want|would like)|i'?d like|please (?:give|show|tell|list|name)|(?:put|set|lay|hold|place|take|compare)(?= [^.?!]{3,80}\b(?:next to|beside|against|alongside|with|and)\b))\b|^[^:?]{0,80}: *(?:compare|list|show|rank|how (?:many|much|long|far)|what|which|who|when)\b",
    re.IGNORECASE,
)
#: Statements that carry part of what is asked: a condition, a size, a certainty, an amount of money.
_CARRIES = re.compile(
    r"\b(?:left (?:me|us) with|(?:have|has|had) got|i got) (?:only |just |about )*[€$£]?\d+(?! (?:\w+ )?(?:days?|weeks?|units?|pieces|products?|stores?|shops?|items?))|^\W*(?:for [^.?!,]{2,40} )?(?:i|we) (?:only |just )?have (?:only |just |about )?[€$£]?\d+(?![\w.,]*\d)(?! (?:\w+ )?(?:days?|weeks?|units?|pieces|products?|stores?|shops?|items?|people))|\bthe (?:\d+|two|three|four|five|ten) (?:\w+ ){1,4}?(?:most|least)\b|\b(?:no|not a single|without (?:a|any))(?: \w+)? (?:truck|lorr(?:y|ie)|van|deliver(?:y|ie)|shipment|goods|supplie)s?\b[^?.]{0,40}\b(?:for|until|till|in|over|during|before)\b|^\W*(?:i mean |meaning |as |just |use |take )?(?:an? |the )?(?:plain |simple )?(?:average|mean|sum|total|median)(?: taken)? (?:of|over|across) |\bnames? of (?:the |all |those |our )?(?:\w+ )?(?:products|items|articles|skus|stores|shops|suppliers)\b|\b(?:demand|sales)\b[^?.]{0,25}\bby (?:half|an? (?:third|quarter|fifth|tenth)|two thirds)\b|\b(?:told|promised|guess(?:ed)?|estimated?|reckon(?:ed)?|announced|my (?:number|guess|target|estimate)) [^?.]{0,60}\b(?:sells?|need|do|make|reach|shift|move|is|of|about|around|least)(?: at least| about| around| only)? \d|\b(?:take|keep|show|count|use|look at)(?: me)? only\b|\bpart of (?:that|it|those|them)\b|\b(?:deliver(?:y|ies)|shipments?|consignments?|(?:open |purchase )?orders?|parcels?|pallets?)\b[^?.!]{0,50}\b(?:never|not|n't|hasn't|haven't|didn't|still)\b[^?.!]{0,20}\b(?:show\w* up|turn\w* up|c[ao]me|arriv\w*|here|deliver\w*|land\w*|reach\w*|seen)\b|\b(?:order lines?|lines|deliveries|(?:open|overdue|late|purchase) orders?) (?:that|which|whose|due|overdue|late|past)\b|\b(?:take|consider|imagine) (?:all|every|everything)\b|^\W*(?:i (?:mean|meant)|meaning|namely|that is to say|in other words|more precisely|to be (?:exact|precise|clear))\b|\b(?:we|i|they) (?:will |are going to |\w+ll )?(?:send|place|submit|put in|sent|placed)\b[^?.]{0,60}\border\b|\b(?:our|the|all|my) [abcxyz][ -](?:articles|items|products|class|lines)\b|\b(?:is|are|was|were|has been|have been) (?:already |now )?(?:done|placed|sent|sorted)\b|\b(?:set aside|put aside|earmarked)\b|\b(?:free up|put up|spare|can spend|may spend)\b[^?.]{0,12}\d(?! ?(?:days?|weeks?|units?|pieces))|\b(?:given?|gives|grant(?:s|ed)?|approved?s?|release[sd]?|allow(?:s|ed)?|budgeted|lets me spend)\b[^?.]{0,15}\d(?! ?(?:days?|weeks?|units?|pieces))|\b(?:lt|lead[ -]?times?|service level|sl)\b[^?.]{0,10}[+-] ?\d|\d ?(?:euros?|eur|€)?(?: is| has been)? (?:approved|granted|released|allowed)\b|\b(?:a|an|one|two|three|four|\d+) (?:more |extra )?(?:days?|weeks?|months?) (?:longer|later|slower)\b|\b(?:let'?s|let us|lets) say\b|\b(?:a|an|one|two|three|four|\d+) (?:days?|weeks?) (?:on top|extra|more)\b|\blos(?:e|es|ing) (?:a|half|\d)|\bonce for\b|\b(?:would|will) (?:help|be enough|be fine)\b|\b(?:is|are) (?:fine|enough|sufficient|all i need)\W*$|\b(?:leave|leaving) (?:out|aside)\b|^\W*(?:please )?(?:skip|exclude|ignore|omit|drop|disregard) (?:(?:all|any|the|those) )*(?:products|items|articles|lines|stores|shops|suppliers|those|ones|anything|everything|pairs)\b|\b(?:busiest|quietest|slowest|calmest|strongest|weakest|best|worst) (?:day|weekday|week)\b|\btop (?:\d+|two|three|five|ten)\b|\b(?:above|over|more than|under|below|less than|at least|exceeding|beyond) (?:[€$£] ?)?\d|\b(?:an?|the|this|that)(?: \w+){0,2} (?:alert|alarm)\b|\b(?:number|count|share|total) of\b|\b(?:write|draw|make|put|type|prepare|draft)\w*(?: up| out| together)?(?: for)?(?: me| us)? (?:a |the |an |our )(?:purchase )?(?:order|po)\b|\b(?:sign|signature|approv\w+)\b|\b(?:gave|gives?|granted|approved) (?:me|us) (?:only |just )?[€$£]?\d|\bwith the (?:highest|lowest|most|least|biggest|largest|smallest|fewest|longest|shortest)\b|\b(?:\d+|one|two|three|four|five) (?:will|would) do\b|\b(?:if|suppose|supposing|assum\w+|imagine|what if|budget|only have|spend|afford|sure|certain\w*|confiden\w+|chance|risk|percentile|quantile|service level|instead of|lead time|money|(?:set|put) aside|left over|to spend|kitty|purse|(?:in the|our|my) pot)\b|\b(?:wallet|purse|allowance|kitty|pot)\b[^?.]{0,60}\d|\d ?(?:euros?|eur|bucks|pounds|dollars)\b|\b(?:doubl\w*|tripl\w*|halve|twice|half of) (?:it|that|the|as)\b|\bneed\w* (?:about |around )?\d+ days|\d ?%|\d ?per ?cent\b|[€$£]\s?\d",
    re.IGNORECASE,
)

#: "Units sold in the last 28 days, and in the 28 days before.": asks without a word that asks.
_NAMED_FIGURE = re.compile(
    r"^\W*(?:the )?(?:(?:units?|pieces|pcs|quantity|quantities) (?:(?:it|they|we|[A-Z]\w+) (?:actually |really )?sold|sold|returned|ordered|on order|in stock|expected)|(?:sales|stock|demand|returns|revenue|turnover) (?:of|for|in|over) )(?!.*\b(?:is|are|was|were|has|have|had|looks?|seems?)\b)",
    re.IGNORECASE,
)
#: Asked of something that was told before: from when, how long, by how much.
_OF_IT = re.compile(
    r"^\W*(?:and |so )?what (?:was|is) (?:it|that)(?: again| exactly| now)?(?=\W*(?:$|\?|,| and\b))|\bhow many(?: units| pieces| packs)? (?:did|does|do) (?:that|it|this|they) (?:concern|affect|involve|cover|hit|touch|relate to)\b|\bhow many(?: units| pieces| packs)? (?:were|was|are|had been|have been) (?:affected|involved|concerned|withdrawn|recalled|set aside|pulled|blocked)\b|\bhow (?:many|much)(?: units| pieces| packs| of (?:it|them|those))?(?: (?:have|had|did))? (?:we|they|you)(?: have| had| did)?(?: to)? (?:take|taken|took|pull\w*|withdr[ae]w\w*|remov\w*|block\w*|set aside|put aside|recall\w*|bin(?:ned)?|thr[oe]w\w*|sen[dt] back)\b|^\W*(?:and |so )?what(?:'s| is| was) (?:the|its) (?:first|last|exact|start\w*|opening|closing) (?:day|date)\b|^\W*(?:and |so )?(?:(?:fro?m|until|till|since) (?:when|(?:wh?ich|what|wat) (?:date|day))|when|(?:on )?(?:wh?ich|what|wat) (?:date|day|weekday|batch)|how long|(?:for|over) how (?:many (?:days|weeks)|long)|by how (?:much|many)|by (?:what|which) (?:percentage|percent|amount|share)|how (?:much|many percent|many %) (?:off|cheaper|reduced)|how many percent|does the note)\b",
    re.IGNORECASE,
)
#: A question about what was said before it.
_POINTS_BACK = re.compile(
    r"\bhow (?:many|much) (?:are|is|were|was) (?:they|those|these|that|it|there)\b|\b(?:of|for|with|from|among) (?:them|those|these)\b|\bhave (?:that|it|this)\b|\b(?:is|was|are|were|would|does|do|makes?) (?:that|those|this|it)(?: still| then)?(?: be| make| come to)?(?=\s*(?:[?,.!]|$|(?:in|for|at|and|with|altogether|then)\b))",
    re.I,
)
_ALL_TOLD = r"(?:altogether|all together|together|in (?:total|all|sum)|all (?:in all|told)|overall|summed(?: up)?|added up|counted together|everything together|as a total|at the moment|right now|now|currently|today|please|(?:(?:for|in|at|over|across|summed over) )?(?:all|every|each|the whole|our|the|both|of|chain|company|stores?|shops?|branch(?:es)?|locations?|sites?)+)"
#: "They still owe us goods. How many units altogether?": of what was said before it
_SO_MANY = re.compile(
    rf"^\W*(?:(?:and|so|then|please|tell me|that is)\W+)*(?:how (?:many|much)|what (?:number|quantity)|which (?:number|quantity))(?: of)?(?: (?:units|pieces|pcs|items|packs|goods|stuff))?(?: (?:is|are|would|does|do|that|it|this|they|make|makes|be|there|missing|outstanding|open|still|involved|concerned|we talking about|to come))*(?:[ ,(]+{_ALL_TOLD})*\W*$",
    re.IGNORECASE,
)
#: "How unsteady are its sales? I'm after the standard deviation.": which figure is meant
_AFTER = re.compile(
    r"^\W*(?:and )?(?:what )?(?:i|we)(?:'m|'re| am| are)? (?:really |only |just |mainly )?(?:after|looking for|interested in|mean|meant|speak of|speaking of|talk(?:ing)? (?:of|about)|think(?:ing)? of|have in mind|am after)\b",
    re.IGNORECASE,
)
#: "Largest means total value at unit cost.", "Measured in units.": by which figure
_MEANT = re.compile(
    r"^\W*(?:by |with |and )?(?:\"|')?(?:\w+[ -]){0,4}?\w*(?:\"|')? ?(?:here )?\b(?:means?|meaning|meant|refers? to|stands? for|measured|judged|ranked|sorted)\b"
    r"|^\W*(?:by|in terms of|going by|in) (?:total |the )?(?:value|money|units|pieces|quantity|cost|revenue|turnover)\W*$",
    re.IGNORECASE,
)
#: "Head office says I'm to ask you for the WAPE", "the WAPE is what I have to get from you": which figure is asked for
_ASK_YOU = re.compile(
    r"\b(?:to|should|must|shall|can|could|would) (?:please |just |also )?(?:ask|bother|trouble|consult|get|have|obtain|collect|request)\b[^?.!]{0,30}?\byou\b",
    re.IGNORECASE,
)
_OWN_FIGURE = re.compile(r"\b(?:how (?:many|much|long|often)|when)\b", re.IGNORECASE)
_DEMANDED = re.compile(
    r"\b(?:i|we)(?:'m| am|'re| are| was| were|'ve been| have been| had been)? (?:(?:just|only|also|now|always|supposed|told|meant|asked|instructed|expected|obliged|have|need|got) )*to (?:find(?: out)?|get|fetch|bring(?: back)?|report|collect|obtain|come back with|send(?: in)?|hand in|quote|tell (?:them|him|her))\b"
    r"|\b(?:wants?|wanted|demands?|demanded|insists? on|asks? (?:me |us )?for|asked (?:me |us )?for|is after|are after)\b",
    re.IGNORECASE,
)
_FEW = 6  # words: "WAPE please." says what is asked, as short as it is
#: "And the day before that?": the same of another time
_ANOTHER_TIME = re.compile(
    r"^\W*(?:and|n|&|plus|then|also|as well as)\W+(?:(?:on|in|for|over|the) )*(?:day|week|month) (?:before|after|earlier|later)(?: (?:that|it|this))?\W*$",
    re.IGNORECASE,
)
#: "The second one - how much of it is there?": which of those told before is meant
_PLACE = re.compile(
    r"^\W*(?:and |so |ok |now |what about |as for |about |take |for )*(?:(?:the |that )?(?:very )?(?:first|second|third|fourth|fifth|last|other|former|latter)(?: (?:one|product|item|article|shop|store|branch|supplier|category|of (?:them|those|these)|(?:on|in) (?:the|that|this|your) (?:list|ranking)))*|(?:number|no\.?|nr\.?) ?(?:one|two|three|four|five|[1-5]))\W*$",
    re.IGNORECASE,
)
_JOINS = re.compile(r",\s*(?:and\s+)?|\s+(?:and|plus|&|\+)\s+|\s*[/;]\s*", re.IGNORECASE)


def asking_part(text: str, names: list[tuple[int, int]], has_measure: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Spans (start, end) of `text` that ask; the whole text where it cannot be told.

    `names` are spans that must not be cut; `has_measure(part)` tells whether a part names a figure.
    """
    parts = _parts(text, names)
    if len(parts) < 2:
        return [(0, len(text))]
    asking = [bool(ASKS.search(text[a:b]) or _NAMED_FIGURE.search(text[a:b])) for a, b in parts]
    kept = [
        asks
        or bool(_CARRIES.search(text[a:b]))
        or (_MEANT.match(text[a:b]) is not None and has_measure(text[a:b]))
        or takes_some(text[a:b])
        or short_so_often(text[a:b])
        or tells_a_count(text[a:b])
        or names_the_record(text[a:b])
        or leaves_the_gone(text[a:b])
        or _ONLY_SUCH.search(text[a:b]) is not None
        or _REST_OF.search(text[a:b]) is not None
        or _PLACE.match(text[a:b]) is not None
        or _lists_figures(text[a:b], has_measure)
        or (_AFTER.match(text[a:b]) is not None and has_measure(text[a:b]))
        for asks, (a, b) in zip(asking, parts, strict=True)
    ]
    figures = any(
        a and (has_measure(text[b:c]) or _OWN_FIGURE.search(text, b, c))
        for a, (b, c) in zip(asking, parts, strict=True)
    )
    for n, (a, b) in enumerate(parts):
        said = _ASK_YOU.search(text, a, b) or (not figures and _DEMANDED.search(text, a, b))
        kept[n] = kept[n] or bool(said and has_measure(text[a:b]))
    if any(a and _OF_IT.search(text[b:c]) for a, (b, c) in zip(asking, parts, strict=True)):
        kept = [
            k or bool(NOTE_TOPIC.search(text[b:c].lower()) or NOTE_WORD.search(text[b:c].lower()))
            for k, (b, c) in zip(kept, parts, strict=True)
        ]
    if any(a and _ITS_TITLE.search(text[b:c]) for a, (b, c) in zip(asking, parts, strict=True)):
        kept = [k or _QUOTED.search(text[b:c]) is not None for k, (b, c) in zip(kept, parts, strict=True)]
    if any(a and _OF_THEM_THERE.search(text[b:c]) for a, (b, c) in zip(asking, parts, strict=True)):
        kept = [k or _names_somebody(text, b, c, names) for k, (b, c) in zip(kept, parts, strict=True)]
    for n in range(1, len(parts)):  # "... has to be ordered today. How many order lines is that?"
        if kept[n] and asking[n] and not kept[n - 1] and _POINTS_BACK.search(text[slice(*parts[n])]):
            kept[n - 1] = bool(has_measure(text[slice(*parts[n - 1])]))
        if kept[n] and not kept[n - 1] and _SO_MANY.match(text[slice(*parts[n])]):
            kept[n - 1] = bool(has_measure(text[slice(*parts[n - 1])]))
    for n, (a, b) in enumerate(parts[:-1]):  # "Tulsa or Toledo - whose sales fall more?"
        kept[n] = kept[n] or (kept[n + 1] and _either(text, a, b, names))
    chosen = [p for p, keep in zip(parts, kept, strict=True) if keep]
    if not any(asking) or len(chosen) == len(parts):
        return [(0, len(text))]
    if not any(has_measure(text[a:b]) or _REST_OF.search(text[a:b]) for a, b in chosen):
        return [(0, len(text))]
    return chosen


#: "The Sligo shop rang, they are out of oat milk. How many have they left?": of whom it is asked, known or not
_OF_THEM_THERE = re.compile(r"\b(?:there|they|them|their|theirs|he|him|his|she|her)\b", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"\b[A-Z][\w'&-]+ (?:shop|store|branch|outlet|depot|warehouse)\b"
    r"|\b(?:shop|store|branch|outlet|supplier|vendor) (?:in |at |called |named )?[A-Z][\w'&-]+"
    r"|\b(?:reps?|drivers?|lads|people|boss|manager|salesman|buyer|guys) (?:of|from|at) (?:the )?[A-Z][\w'&-]+"
)


#: A firm by its form: "Brack & Sons Trading", "Miller Ltd", "the supplier Corvo"
_FIRM = re.compile(
    r"\b[A-Z][\w'-]+(?: (?:&|and|of|[A-Z][\w'.-]+)){0,4} (?:Trading|Traders|Ltd|Limited|Inc|GmbH|AG|BV|Industries|Holdings?|Group|Foods?|Supply|Supplies|Wholesale|Wholesalers|Imports?|Exports?|Sons|Bros|Brothers|Co|Company|Partners|Logistics|Distribution|Distributors|Corp|LLC|PLC|plc)\b"
    r"|\b(?:supplier|vendor|firm|company|wholesaler) [A-Z][\w'-]+"
)


def _names_somebody(text: str, start: int, end: int, names: list[tuple[int, int]]) -> bool:
    """Does a part that asks nothing name a shop or a firm that is none of `names`?"""
    found = (p.search(text, start, end) for p in (_SOMEBODY, _FIRM))
    return any(said and not any(a < said.end() and said.start() < b for a, b in names) for said in found)


#: "My boss wants only class A."
_ONLY_SUCH = re.compile(
    r"\b(?:only|just|solely|nothing but|exclusively)\b[^.?!]{0,25}\b(?:class(?:es)? [abcxyz]\b|[abc]-class\b|[abc] (?:items|products|articles|class)\b|(?:what|those|things|products|items|lines)(?: that)? (?:is|are|on) )",
    re.IGNORECASE,
)
#: "Those I send off. The rest of your list?" after a list
_REST_OF = re.compile(
    r"\bthe (?:rest|remainder) of (?:the|your|that|this|my|our) (?:[\w&'-]+ ){0,3}list\b", re.IGNORECASE
)
_OR = re.compile(
    r"[\W_]*(?:in |at |of |for |the |so |ok |and )*\{\}(?:, \{\})* or (?:in |at |the )?\{\}[\W_]*", re.IGNORECASE
)


def _either(text: str, start: int, end: int, names: list[tuple[int, int]]) -> bool:
    """Is the part nothing but a choice of named things?"""
    part = text[start:end]
    for a, b in sorted(((a, b) for a, b in names if start <= a and b <= end), reverse=True):
        part = f"{part[: a - start]}{{}}{part[b - start :]}"
    return _OR.fullmatch(part) is not None


#: "What is open with them? That is our exposure if they go bust": why it is asked
_IN_THAT_CASE = re.compile(
    r"[ ,]*\b(?:if|in case|should|when|before|the day|once)(?: that)? (?P<who>(?!(?:we|you|sales|stock)\b)[\w'&.-]+(?: [\w'&.-]+){0,3}?)(?: (?:ever|really|suddenly|were to|should))* "
    r"(?:go(?:es)?|going|went|files? for|declares?|becomes?)(?: \w+)? (?:bust|broke|bankrupt\w*|insolv\w*|out of business|into (?:administration|liquidation|receivership))\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:they|he|she|it|this|that|those|the|supplier|firm|company|vendor| )+", re.IGNORECASE)


def whatever_becomes_of_them(text: str, has_measure: Callable[[str], bool]) -> str:
    """`text` without a supplier's end as the reason for a question; with it where nothing of ours is asked."""
    rest = _IN_THAT_CASE.sub(lambda m: "" if _PRONOUN.fullmatch(m["who"]) else f" with {m['who']}", text).strip()
    return rest if rest != text and has_measure(rest) else text


_THAN_THAT = re.compile(
    r"(?P<than>\b(?:more|less|fewer|higher|lower|bigger|larger|smaller|greater|worth more|worth less) than"
    r"|\b(?:above|over|below|under|beyond|exceed\w*|at least|at most)) (?:that|this)\b(?! \w+(?:day|week|month))",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(?<![\w.,\[])\d[\d,]*(?:\.\d+)?(?![\w\]]|,\d| ?%| percent|[ -](?:day|week|month)s?\b)")
_MONEY = re.compile(rf"{_AMOUNT.pattern} ?(?:euros?|eur|pounds?|gbp|dollars?|usd|bucks)\b", re.IGNORECASE)
_ENDS = re.compile(r"[.!?;]\s")


def with_the_number_meant(text: str, names: list[tuple[int, int]]) -> str:
    """ "Above 120 needs a signature. Which orders are worth more than that?": the only number that was told before."""
    said = _THAN_THAT.search(text)
    if said is None:
        return text
    found = [m for m in _AMOUNT.finditer(text[: said.start()]) if not any(a <= m.start() < b for a, b in names)]
    if len(found) != 1 or not _ENDS.search(text[found[0].end() : said.start()]):
        return text
    start = found[0].start() - text[: found[0].start()].endswith(("€", "$", "£"))
    end = (_MONEY.match(text, found[0].start()) or found[0]).end()
    before = f"{text[:start]}a limit{text[end : said.start()]}"
    return f"{before}{said['than']} {text[start:end]}{text[said.end() :]}"


_PRICES = re.compile(
    r"\b(?:prices?|price lists?|dearer|pricier|more expensive|inflation|charg\w+ (?:us )?more|price (?:rise|hike|increase)s?)\b",
    re.IGNORECASE,
)
_GOES_UP = re.compile(
    r"\b(?P<all>everything|all of (?:it|them|that)|it all|them all|the lot|they(?: all)?|that|it)(?: (?:on|in) (?:there|it|that|the list|your list))? (?:all )?"
    r"(?P<up>goes|go|went|going|comes|come|is|are|moves?|climbs?|rises?|drops?)(?P<by> (?:up |down )?(?:by )?(?:about )?(?:\d|\w+ ?(?:%|percent)))",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"\b(?:demand|sales|sell\w*|sold|forecast\w*|customers?|lead[ -]?times?)\b", re.IGNORECASE)


def with_the_prices_meant(text: str) -> str:
    """ "They will put their prices up. Say everything goes up 8%, ...": it is prices that do."""
    said = _GOES_UP.search(text)
    if said is None or _OTHERWISE.search(text) or not _PRICES.search(text[: said.start()]):
        return text
    return f"{text[: said.start()]}all prices go{said['by']}{text[said.end() :]}"


#: "... how much does it swing? Standard deviation per day over the same 28 days": a figure and what it is of
_FIGURE_OF = re.compile(
    r"^\W*(?:(?:i mean|meaning|as|in|i\.e\.|that is|so|namely|the|its|their|plus|also|and|please|just|only|daily|weekly) )*"
    r"(?:[a-z\d%-]+ ){1,3}(?:per|over|in|of|for|as|from|on|at|during)\b"
    r"(?!.*\b(?:is|are|was|were|has|have|had|looks?|seems?|went|got|told|said|says|needs?|wants?|will|would|can|must|should|matters?|helps?|makes?|made)\b)",
    re.IGNORECASE,
)


def _lists_figures(part: str, has_measure: Callable[[str], bool]) -> bool:
    """ "Days of cover, and the day the goods are due.": every piece names a figure, in few words."""
    if _FIGURE_OF.match(part) and has_measure(" ".join(part.split()[:4])):
        return True
    pieces = [part, *(piece for piece in _JOINS.split(part.strip(" .!")) if piece)]
    few = [len(piece.split()) <= _FEW and (has_measure(piece) or is_bare_figure(piece)) for piece in pieces]
    few[0] = few[0] and has_measure(part)
    return few[0] or all(few[1:]) or _ANOTHER_TIME.match(part) is not None


#: "The notes hold the words "...". What is the title of that one?"
_ITS_TITLE = re.compile(
    r"\b(?:title|heading|headline|filed|headed|(?:which|what) (?:note|memo|document)|who wrote|when was (?:it|that) written)\b",
    re.IGNORECASE,
)
#: What somebody wrote is read as one
_QUOTED = re.compile(r"\"(?P<said>[^\"]{3,300})\"")


def _parts(text: str, names: list[tuple[int, int]]) -> list[tuple[int, int]]:
    cuts, last = [], 0
    whole = [*names, *(m.span("said") for m in _QUOTED.finditer(text))]
    for match in _BREAK.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in whole):
            continue
        if text[last : match.start()].strip():
            cuts.append((last, match.start()))
        last = match.end()
    if text[last:].strip():
        cuts.append((last, len(text)))
    return cuts
