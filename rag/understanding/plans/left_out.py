# ruff: noqa: E501 - a pattern is read on one line
"""Named things that a question leaves out: "all stores but one", "without the oat milk, what do the rest cost?" """

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue
from rag.names.linking import Mention
from rag.plan import Ambiguity, Plan
from rag.understanding.message.masking import Masked
from rag.understanding.message.tidying import tidy
from rag.understanding.words.patterns import MERELY_OUT

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["is_left_out", "left_of_the_list", "only_leaves_out", "replaced", "summed_without", "the_others"]

_EXCEPT = re.compile(
    r"\b(?:w/o|non[ -]|except(?:ing)?(?: for)?|excluding|exclude|without|other than|apart from|besides|outside(?: of)?|aside from|but not|(?:and |but )?(?:not|without|(?:do not|don't|dont|never) (?:even )?)(?: ?(?:counting|looking at|considering|including|taking in|thinking (?:of|about)|bothering with|look at|consider|take|want to see|show|count|bother with))(?: (?:into|in) (?:account|consideration))?|"
    r"(?:all|everything|everyone|everywhere|(?:all|every|each)(?: of)? (?:the |our )?(?:other )?(?:stores?|shops?|branch(?:es)?|suppliers?|vendors?|categor(?:y|ies)|groups?)) (?:but|bar)|"
    r"(?:leave|leaving|taking|take|keep|keeping|filter|filtering|strip|cross|crossing) out|(?:cross|crossing|tick|ticking) off|"
    r"(?:leave|leaving|put|putting|set|push) aside(?! for\b(?! now| the moment| a moment| today))|"
    r"forget(?: about)?|never ?mind(?: about)?|disregard\w*|scratch|delete|hide|(?:don't|do not|dont) (?:care about|need|want|count)|not interested in|"
    r"(?:(?:is|are|was|were|be)(?: not|n't)|isnt|arent)(?: (?:of|from|by|part of|made by))?|"
    r"(?:do|does|did|have|has|had|will|would|can|could)(?:(?: we| i| they)? not|n't)(?: be| been| get| got| come| stem| originate| buy| bought| order| ordered| source| sourced| go| belong| use| supplied| delivered| made)+|"
    r"(?:left|leave|cut|took|take) out|"
    r"not (?:being |be )?(?:supplied|delivered|bought|sourced|made|ordered|purchased|shipped|coming)|"
    r"(?:any|every|no|some)(?:one|body|where| ?one| supplier| vendor| store| shop| branch| category| group)(?: else)? (?:but|bar|except(?: for)?|than)|"
    r"(?<!same )(?<!the )(?<!that )(?<!this )(?<!a )(?<!% )drop|skip|remove|removing|omit|omitting|scrap|(?<!a )(?<!on )(?<!the )(?<!any )strike(?! (?:at|by|of|in|is|was|still)\b)|ignoring|"
    r"(?<!can )(?<!may )(?<!can i )(?<!may i )(?<!can we )(?<!may we )ignore|setting aside|minus)"
    r"(?: (?:in|at|from|of|the|that|all|shop|store|branch|category|supplier|product|orders?|for|any|all|stuff|things|goods|products|items|ones|lines|everything|anything|those|what|whatever|which|are|is|comes?|coming|we|get|buy|bought|sourced|supplied|delivered|by|with|to|go|goes|going|placed|belong|belongs|belonging))*\s*$",
    re.IGNORECASE,
)
_PLAINLY = re.compile(
    r"\b(?:w/o|without|excluding|except(?:ing)?(?: for)?|not counting|apart from|leaving out|minus)(?: the| any)?\s*$",
    re.IGNORECASE,
)
#: "Everything from [supplier] bar the [product]", "all [category] but the [product]"
_ALL_BUT = re.compile(
    r"\b(?:all|every\w*|anything|(?:whole|entire|complete|full) (?:range|lot|set))\b[^?.,;:]{0,50} (?:but(?: not)?|not|bar|save|barring|except(?:ing)?(?: for)?|without|apart from|other than|minus)(?: for)?(?: the| our)?\s*$",
    re.IGNORECASE,
)
#: One of two products that is named only to say that it is not meant
_SET_ASIDE = re.compile(
    r"\b(?:never ?mind(?: about)?|forget(?: about)?|ignor(?:e|ing)|disregard(?:ing)?|not counting|leav(?:e|ing) (?:out|aside)|exclud(?:e|ing)|"
    r"(?:do not|don't|dont|did not|didn't) (?:mean|count|include|add|want)|not to be (?:confused|mixed up) with|"
    r"(?:do not|don't|dont|never) (?:confuse|mix|mistake)(?: (?:it|that|them|this))?(?: up)? (?:with|for)|as opposed to|and not)(?: the| any| that| our)?\s*\(?\s*$",
    re.IGNORECASE,
)
_OFF_BEFORE = re.compile(
    r"\b(?:leave|leaving|take|taking|strike|drop|keep|keeping|cross|set|setting|put|putting)(?: the| that)?\s*$", re.I
)
#: "... if I leave the oat milk out of the count": that alone says it
_OUT_OF_COUNT = re.compile(
    r"^ (?:out|off)(?: of (?:the |that |it|this )?(?:count|sum|total|picture|calculation|equation)?| of (?:it|account))\b|^ aside\b",
    re.I,
)
_OFF_AFTER = re.compile(
    r"^(?: (?:orders?|lines?|ones?|products?|items?|articles?|goods|stuff|things|category|group|range))? (?:off|out|aside|away)\b",
    re.I,
)
_MINUS = re.compile(r" (?:minus|less|-|–) $", re.IGNORECASE)
#: "[category] apart, which ...?", "which store, [store] aside, ...?"
_SET_APART = re.compile(r"^ (?:aside|apart)(?=\s*(?:[,.;:?!)]|$| -))", re.IGNORECASE)
_TOLD_APART = re.compile(
    r"\b(?:tell|telling|keep|keeping|kept|told|set|far|miles|km|days|weeks)\b[^.?;:,]{0,30}$", re.IGNORECASE
)
#: "[store] not counted", "with [supplier] left out"
_NOT_COUNTED = re.compile(
    r"^(?:'s)?(?: (?:orders?|category|range|group|section|department|store|shop|branch|supplier|vendor|products|items|articles|goods|lines|stuff))? ?(?:is |are |being |to be )?(?:not (?:counted|included|considered|wanted|needed)|excluded|(?:left|taken|kept|counted|filtered) (?:out|aside)|(?:removed|omitted|dropped|stripped out)(?=\s*(?:[?.!,;]|$))|ignored|disregarded|uncounted)\b",
    re.I,
)
_REST = re.compile(
    r"\b(?:the )?(?:rest|remainder|others|remaining)\b|\b(?:everything|anything|all|what) else\b|"
    r"\ball (?:the )?other\b|\b(?:units|pieces|lines|orders|euros|money|much|many) (?:still |then |do |does |is |are |would |will )*(?:remains?|left|stays?)\b|"
    r"\b(?:which|what|how many|all|every|list)(?: \w+){0,2} (?:products?|items?|skus?|articles?|lines?)\b",
    re.I,
)


#: "I order nothing from them this week: what does it come to without them?"
_LATER = re.compile(
    r"\b(?:without|minus|except|excluding|not counting|barring) (?:them|it|him|her|that one|those(?! (?:for|of|due|that|which|with|from|in|where|below|above|under|over|already)\b))\b(?! \w+ing)"
    r"|\b(?:leave|leaving|take|taking|keep|keeping|count) (?:them|it|him|her|those|that one) out\b"
    r"|\b(?:ignore|disregard|leave aside|forget(?: about)?|never mind(?: about)?|skip|drop|leave out|set aside|put aside|exclude|omit) (?:them|it|him|her|those|these|that one|that group|that category|the lot)(?: (?:all|for now|please|then|here))*(?=[.,;:!?]| please| and\b)",
    re.IGNORECASE,
)
_OTHER_ONES = re.compile(r"\b(?:other|others|else|rest|remaining|next)\b", re.IGNORECASE)
_LIST = r"(?:(?:recommend\w+|propos\w+|suggest\w+|order|purchase|shopping) )*(?:orders?|lists?|proposals?|recommendations?|drafts?)"
#: "I can not get [product] approved. If I strike it from the recommended orders, what do the rest cost?"
_LEFT_OUT_LATER = re.compile(
    r"\bleav\w+ (?:that|it|this)(?: one)? (?:out|aside)\b"
    r"|\b(?:strik\w+|struck|dropp?\w*|remov\w+|cross\w*|cut|cutting|delet\w+|exclud\w+|kick\w*|scratch\w*|scrap\w*|cancel\w*|skip\w*|omit\w*|take|took|taking|throw|pull)"
    rf" (?:that|it|this)(?: one)?(?: (?:out|off|away|from|of|the|that|this|our|my|your|{_LIST})\b|(?=[,.;]))",
    re.IGNORECASE,
)
#: "... if [product] is struck from the list"
_STRUCK = re.compile(
    r"^(?:'s)?(?: order| line| one)? (?:is |are |was |were |gets? |got |has to be |must be )(?:\w+ )?(?:struck|dropped|removed|crossed|cut|deleted|excluded|kicked|scratched|scrapped|cancelled|canceled|skipped|omitted|taken|thrown|not (?:approved|ordered|bought))\b",
    re.IGNORECASE,
)
#: "What do all recommended orders cost if [product] is left out?"
_OF_THE_LIST = re.compile(
    r"\b(?:all|every|total|together|altogether|whole|complete) (?:\w+ ){0,3}(?:orders?|lines?|lists?|proposals?)\b|\b(?:recommended|proposed|suggested) orders\b|\border list\b",
    re.IGNORECASE,
)
_OUT_OF_IT = re.compile(r"^ (?:out of|off|from) (?:it|that|the (?:order|list|draft|proposal))\b", re.IGNORECASE)
_ELSE = re.compile(r"\b(?:what|which|anything|who) else\b", re.IGNORECASE)
_DONE = re.compile(
    r"^(?:'s)?(?: (?:order|one|list|orders|stuff|for|of|in|at|to|\w+)){0,4} (?:is|are|was|were|has been|have been) (?:already |all |now )*"
    r"(?:done|placed|sent|sorted|ordered|finished|dealt with|taken care of)\b"
    r"|^(?:'s|s'|,)?(?: (?:ones?|lines?|orders?|products?|items?|stuff))? (?:i|we)(?:'ve| have| had|'d)?(?: already| all| now| just)*"
    r" (?:done|placed|sent|sorted|ordered|finished|dealt with|taken care of|handled|seen|checked)\b",
    re.IGNORECASE,
)
_NOT_THAT = re.compile(
    r"(?:[,(;-] ?|\b(?:and|but) |^\W*(?:(?:no|sorry|oh|ah|well|wait)[,.!;]? )*(?:i (?:did not|didn't|do not|don't) (?:mean|want|need) |i said )?)not (?:(?:in|for|of|from|at|by|the) )*$"
    r"|^\W*(?:(?:no|sorry|oh|ah|well|wait)[,.!;]? )*i (?:did not|didn't|do not|don't) (?:mean|want|need|ask (?:for|about)) (?:(?:in|for|of|from|at|by|the) )*$"
    r"|\bi (?:mean|meant|want|wanted|asked (?:for|about))\b[^?.]*\bnot (?:(?:in|for|of|from|at|by|the) )*$",
    re.IGNORECASE,
)
#: "For [store] instead of [store]"
_IN_ITS_STEAD = re.compile(
    r"\b(?:instead of|rather than|in place of|in lieu of)(?: (?:the|that|for|in|at|from|of|our))*\s*$", re.IGNORECASE
)
_COMPARES = re.compile(
    r"\b(?:more|less|fewer|sooner|earlier|later|faster|quicker|slower|cheaper|dearer|better|worse|higher|lower|longer|shorter|(?<!rather )than|differ\w*|gap|compar\w+|sav(?:e|es|ed|ing)|gain\w*|los(?:e|es|ing)|if)\b",
    re.IGNORECASE,
)
#: "No [category] please, just the others"
_NONE_OF = re.compile(r"(?:^|[,;.:!?] )(?:and |but |ok |now |so )*(?:no(?: more)?|not(?: the| any)?) $", re.IGNORECASE)
#: "... by revenue (no [category])", "..., so no [category] please"
_NONE_ADDED = re.compile(
    r"\w \w[^?.!]*(?:\((?:so |but |and |i\.e\.,? )*|[,;] (?:so |but |and )*)(?:no|not|nothing|none|w/o|minus)(?: (?:any|the|from|of|in|at|by|with|for|those|ones|anything|lines|stuff|goods))* $",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(r"^(?: \w+)? ?\)|^(?:,? (?:please|pls|thanks|though|this time))*[\s.?!]*$", re.IGNORECASE)
_THE_OTHERS = re.compile(r"\b(?:others?|rest|remain\w*|else|please|instead|this time)\b", re.IGNORECASE)
_COMES_TO = re.compile(
    r"\b(?:same list|the list|come|comes|total|sum|how many|how much|altogether|left|remain\w*|what is it|others?)\b",
    re.IGNORECASE,
)
_OTHERS = ("store", "supplier", "category")


#: "Skip the order of [product]", "leave out the [product] order": the order is left out, and no product of a list
_ITS_ORDER = re.compile(
    r"\b(?:order|purchase|reorder|recommendation|line)s? (?:of|for|on|with)(?: the| our| any)?\s*$", re.I
)
_ITS_ORDER_AFTER = re.compile(r"^ (?:orders?|purchases?|reorders?|recommendations?|lines?)\b", re.I)
_OF_THAT_ORDER = re.compile(
    r"\b(?:how (?:long|big|large|many days)|runs? out|lasts?|what (?:quantity|happens|size)|how (?:many|much) (?:was|is|were|are|would) (?:it|that)|dry|without it|cover)\b",
    re.I,
)
_ANY_OTHERS = re.compile(
    r"\b(?:others?|rest|remain\w*|else|all|total|sum|together|everything|altogether|left|come to|comes to|add up|which|list)\b",
    re.I,
)


def is_left_out(masked: Masked, mention: Mention) -> bool:
    """Is the question about the others of its kind?

    A product is left out where "the rest" is asked for, or where it is the only one that is named.
    """
    here = masked.plain[mention.start : mention.end] == mention.text
    said = masked.plain if here else tidy(masked.question)
    before, after = _beside_chain(masked, mention, said)
    but = _ALL_BUT.search(before)
    apart = _SET_APART.search(after) and not _TOLD_APART.search(before)
    named = _EXCEPT.search(before) or but or apart or (_OFF_BEFORE.search(before) and _OFF_AFTER.search(after))
    if mention.kind == "product":
        alone = sum(m.kind == "product" for m in masked.mentions) == 1
        ordered = _ITS_ORDER.search(before) or _ITS_ORDER_AFTER.match(after)
        if alone and ordered and _OF_THAT_ORDER.search(said) and not _ANY_OTHERS.search(said):
            return False
        if MERELY_OUT.match(masked.text) or (not alone and _SET_ASIDE.search(before)):
            return True  # "how many [product] (never mind [product]) are there?"
        plainly = (
            _PLAINLY.search(before)
            or but
            or apart
            or (_OFF_BEFORE.search(before) and _OUT_OF_COUNT.search(after))
            or _LATER.search(after)
            or _NOT_COUNTED.search(after)
            or (_OUT_OF_IT.search(after) and _COMES_TO.search(after))
        )
        out_of_it = alone and (_LEFT_OUT_LATER.search(after) or _STRUCK.search(after))
        kept_out = alone and _NOT_COUNTED.search(after) and _OF_THE_LIST.search(said)
        rest = named and (_REST.search(said) or (alone and plainly))
        return bool(rest or kept_out or (out_of_it and _REST.search(after)))
    if mention.kind not in _OTHERS:
        return False
    if mention.kind == "store" and _asked_of_the_others(masked, mention, said):
        return True
    if (minus := _MINUS.search(before)) and any(
        m.kind == mention.kind and m.end == minus.start() for m in masked.mentions
    ):
        return False  # "[store] minus [store]": how much lies between them
    if (_NOT_THAT.search(before) and sum(m.kind == mention.kind for m in masked.mentions) > 1) or replaced(
        masked, mention
    ):
        return True  # "for [category] in [store], not [store]"
    if _NONE_ADDED.search(before) and _AT_THE_END.match(after):
        return True
    suppliers = any(m.kind in ("supplier", "category") for m in masked.mentions)
    not_them = _NONE_OF.search(before) if mention.kind != "store" else None
    if not_them and (
        _THE_OTHERS.search(after) or (re.match(r"\W*and\b", not_them.group()) and not after.strip(" .?!"))
    ):
        return True
    if _ELSE.search(said) and _DONE.search(after) and (mention.kind != "store" or not suppliers):
        return True  # "the order with them is already done. What else do I have to order?"
    alone = sum(m.kind in (*_OTHERS, "product") for m in masked.mentions) == 1
    later = _LATER.search(said, mention.end)
    if later and not alone:  # "it" is what was named just before
        others = (m.text for m in masked.mentions if m is not mention and m.kind in (*_OTHERS, "product"))
        later = None if any(other in said[: later.start()] for other in others) else later
    return bool(
        named
        or _NOT_COUNTED.search(after)
        or (later and (_COMES_TO.search(said) or _OTHER_ONES.search(said, later.end())))
    )


def replaced(masked: Masked, mention: Mention) -> bool:
    """ "For [store] instead of [store]": is it the one whose place another takes?"""
    here = masked.plain[mention.start : mention.end] == mention.text
    said = masked.plain if here else tidy(masked.question)
    others = sum(m.kind == mention.kind for m in masked.mentions) > 1
    stead = _IN_ITS_STEAD.search(said[: mention.start])
    return bool(mention.kind in _OTHERS and others and stead and not _COMPARES.search(said))


_SHOPS = r"(?:stores?|shops?|branch(?:es)?|outlets?|locations?|sites?|houses)"
#: "Which of the other stores has the most of it?", "how many do the other shops hold?"
_OTHER_SHOPS = re.compile(
    rf"\b(?:which|what|who|whose)(?: (?:one )?of)?(?: (?:the|our|all|all the|all our))? other {_SHOPS}\b(?! (?:than|besides)\b)"
    rf"|\b(?:how (?:many|much)|what)\b[^?.,;]{{0,30}}\b(?:do|does|have|has|is|are|in|at)(?: (?:all|the|our|any of|all of))* other {_SHOPS}\b(?! than\b)"
    rf"|\b(?:how (?:many|much)|what)\b[^?]{{0,110}}(?:\b(?:all|in|at|for|of)|,)(?: (?:all|the|our))* other {_SHOPS}\b(?! than\b)"
    rf"|\b(?:who|where|which (?:store|shop|branch)) else\b|\bin which other {_SHOPS}\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\?|\b(?:how (?:many|much)|what|which|who|compare\w*|versus|vs|against|send|lend|transfer)\b", re.IGNORECASE
)
_IS_HERE = re.compile(r"\b(?:we|i|this|here)(?:'m|'re| am| are| is)\b|\bfor (?:us|me)\b", re.IGNORECASE)


def _asked_of_the_others(masked: Masked, mention: Mention, said: str) -> bool:
    """ "I am at [store] and have hardly any of it left. Which of the other stores has most of it?" """
    asked = _OTHER_SHOPS.search(said)
    alone = sum(m.kind in ("store", "region") for m in masked.mentions) == 1
    if asked is None or not alone:
        return False
    if mention.end <= asked.start():  # told before it is asked
        between = said[mention.end : asked.start()]
        return bool(re.search(r"[.,;:!-]", between)) and not _ASKING.search(said[: asked.start()])
    told = re.split(r"[?.!] ", said[: mention.start])
    return len(told) > 1 and _IS_HERE.search(told[-1]) is not None


_AND_JOINS = re.compile(r",? (?:and|or|nor|&) (?:the |in |at |from )?$", re.IGNORECASE)
_JOINS = re.compile(r"(?:,? (?:and|or|nor|&)|,) (?:the |in |at |from )?$", re.IGNORECASE)


def _beside_chain(masked: Masked, mention: Mention, said: str) -> tuple[str, str]:
    """What is said before and after "[store] and [store]", of which `mention` is one: both are left out, or none."""
    first = last = mention
    of_kind = sorted((m for m in masked.mentions if m.kind == mention.kind), key=lambda m: m.start)
    turned = len(of_kind) == 2 and _NOT_THAT.search(said[: of_kind[0].start]) is not None  # "not [store], [store]"
    joins = _AND_JOINS if turned else _JOINS
    for other in of_kind:
        if other.start >= last.end and joins.fullmatch(said, last.end, other.start):
            last = other
    for other in reversed(of_kind):
        if other.end <= first.start and joins.fullmatch(said, other.end, first.start):
            first = other
    return said[: first.start], said[last.end :]


#: "And all the other stores together?" after one of them.
_OTHER = re.compile(
    r"\b(?:other|remaining|rest of the) (?:\w+ )?(?:(?P<store>stores?|shops?|branch(?:es)?|sites?|locations?|cities|towns)|(?P<supplier>suppliers?|vendors?)"
    r"|(?P<category>categor(?:y|ies)|groups?))\b"
    r"|^(?:and |ok |so |but |what about |how about |for |in )*(?:all )?(?:the |of the )?(?P<any>others|rest)\b(?: of (?:them|the chain|the company))?(?: (?:together|combined|in total|altogether))?[ ?.!]*$",
    re.IGNORECASE,
)
#: "And the other store?" of four: which one?
_JUST_ONE = re.compile(
    r"\bthe other (?:store|shop|branch|site|location|city|town|supplier|vendor|category|group)\b(?! (?:of|than)\b)"
)
_MOST_OTHERS = 8
_FIELDS = {"store": "stores", "supplier": "suppliers", "category": "categories"}


def the_others(masked: Masked, plan: Plan, earlier: Plan, catalogue: Catalogue) -> Plan:
    """`plan` of a second message for the others of its kind, where it asks for them after one of them."""
    said = _OTHER.search(masked.text)
    ranked = plan.intent == "rank" and plan.group_by == "store" and said is not None and bool(said["store"])
    if said is None or not (ranked or plan.intent in ("value", "compare")):
        return plan
    for kind, field in _FIELDS.items():
        before = getattr(earlier.entities, field)
        named = any(m.kind == kind for m in masked.mentions)
        if len(before) == 1 and not named and (said["any"] or said[kind]):
            others = tuple(i.id for i in catalogue.of_kind(kind) if i.id not in before)
            if _JUST_ONE.search(masked.text) and len(others) > 1:
                names = tuple(catalogue.name(kind, i) for i in others)  # type: ignore[arg-type]
                return plan.with_(intent="clarify", ambiguity=Ambiguity(kind, said.group(), names[:_MOST_OTHERS]))  # type: ignore[arg-type]
            entities = replace(plan.entities, **{field: others})
            if ranked:  # "which of the other stores has most of it?"
                return plan.with_(entities=entities)
            return plan.with_(entities=entities, group_by=None, intent="value")
    return plan


_IN_ONE = re.compile(
    r"\b(?:total\w*|sums?|summed|altogether|all ?together|together|combined|in all|overall|add(?:s|ed)? up|come(?:s)? to|makes?|how (?:many|much))\b"
)
_APART = re.compile(
    r"%|\bper ?cent\w*|\bshares?\b|\bproportion\b|\b(?:each|per|every|split|broken|breakdown|separately|one by one)\b"
)


def summed_without(masked: Masked, plan: Plan, earlier: Plan) -> Plan:
    """ "Leave [store] out of it: what is the total of the others?" after a split: one sum, neither split nor share."""
    without = any(m.kind in _OTHERS and is_left_out(masked, m) for m in masked.mentions)
    if not without or plan.intent not in ("value", "compare") or earlier.intent not in ("value", "compare"):
        return plan
    if plan.also or plan.difference or not _IN_ONE.search(masked.text) or _APART.search(masked.text):
        return plan
    return plan.with_(intent="value", group_by=None, share=False, share_of="", per_series=False, sort=None, limit=None)


#: What "how many" and "what does it come to" read as by themselves
_BARE_FIGURES = {"expected_sales", "actual_sales", "order_value"}
_SAYS_ORDERS = re.compile(r"\b(?:order\w*|cost\w*|money|worth|euros?|pay|spend|value|buy\w*)\b")
_FEW_WORDS = 16
_SAYS_SALES = re.compile(r"\b(?:sell\w*|sold|sales|demand|forecast\w*|expect\w*|predict\w*|move[sd]?)\b")


def only_leaves_out(turn: Turn) -> bool:
    """ "Now without [store], how many units in all?": something left out, and no figure or time of its own."""
    named = turn.masked.mentions
    bare = {"expected_sales", "actual_sales"} if _SAYS_ORDERS.search(turn.masked.text) else _BARE_FIGURES
    figures = set(turn.reading.measures) - bare
    own = figures or turn.masked.windows or turn.reading.templates or turn.amounts.scenario or turn.amounts.levels
    if own or not named or _SAYS_SALES.search(turn.masked.text) or len(turn.masked.text.split()) > _FEW_WORDS:
        return False
    return all(m.kind in _OTHERS and is_left_out(turn.masked, m) for m in named)


_WHAT_IS_LEFT = re.compile(r"\b(?:what|which|who|anything)\b[^?]{0,20}\b(?:left|remain\w*|else)\b")


#: "Ignoring [category], which is it?", "not counting [store], who comes first then?"
_WHICH_THEN = re.compile(
    r"\b(?:which|what|who|where)(?: one)?(?:'s| is| are| was| would| comes?| takes?| has| does| sits)?\b(?! (?:much|many|share|percent\w*|part)\b)[^?.]{0,30}[?.!]*$"
)


#: "Who's first then?": the first of the ranking, no date
_FIRST = re.compile(r"\b(?:first|top|ahead|in front|leading|last|next)\b")


def _ranks_the_others(turn: Turn) -> bool:
    """Does `turn` only leave something out of a ranking and ask who is first then?"""
    text = re.split(r"[.!;] +(?=\w)", turn.masked.text)[-1]  # behind a remark on the first ones
    own = set(turn.reading.measures) - _BARE_FIGURES - ({"stockout_date"} if _FIRST.search(text) else set())
    if own or _SAYS_SALES.search(text) or _IN_ONE.search(text) or not _WHICH_THEN.search(text):
        return False
    asked = replace(turn, masked=replace(turn.masked, text=text), reading=turn.reading.with_(measures=()))
    return only_leaves_out(asked)


def left_of_the_list(turn: Turn, earlier: Plan) -> Plan | None:
    """ "Forget the [category], what is left?" after a list: the others that are on it, not what is on the shelf.

    "Ignoring [category], which is it?" after a ranking is the same ranking of the others.
    """
    named, text = turn.masked.mentions, turn.masked.text
    again = earlier.intent == "rank" and _ranks_the_others(turn)
    if earlier.intent not in ("list", "rank") or turn.masked.windows or not (again or _WHAT_IS_LEFT.search(text)):
        return None
    others = all(m.kind in _OTHERS and is_left_out(turn.masked, m) for m in named)
    if not (named and others) or not (turn.reading.weak or set(turn.reading.measures) <= {"on_hand"} or again):
        return None
    chosen = {}
    for field in _FIELDS.values():
        new, old = getattr(turn.plan.entities, field), getattr(earlier.entities, field)
        chosen[field] = tuple(i for i in old if i in new) or new or old
    asked = turn.masked.question
    return earlier.with_(entities=replace(earlier.entities, **chosen), question=asked, resolved_question=asked)
