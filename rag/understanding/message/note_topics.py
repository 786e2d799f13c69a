# ruff: noqa: E501 - a pattern is read on one line
"""What only notes can tell: price letters, closures, recalls, delistings, events, what was agreed.

A question may ask for such a thing alone, or beside a figure ("from which date is it shut, and what is on order?").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.measures import PLANNED_PROMOTION
from rag.understanding.message.asked_of_notes import ASKED_OF_NOTES
from rag.understanding.reading import Reading
from rag.understanding.words.measures import Found

if TYPE_CHECKING:
    from rag.understanding.message.masking import Masked

__all__ = [
    "ABOUT_WHICH",
    "ALSO_OF_NOTES",
    "FUNCTION",
    "GOES_ON",
    "NOTE_TOPIC",
    "NOTE_WORD",
    "ONE_OF_THEM",
    "WRITTEN",
    "asked_text",
    "asks_notes",
    "clause_spans",
    "notes_clause",
    "of_planned_promotion",
    "only_notes",
    "split_off_notes",
    "unknown_matter",
]

#: What the plan of promotions does not tell, and a note may.
_MORE_OF_OFFER = re.compile(
    r"\bhow (?:long|big|much|many days|deep)\b|\b(?:discount|percent|cheaper|lasts?|until|ends?|over|announced|agreed|notes?)\b|%"
)
_NEXT_ON_PROMOTION = re.compile(
    r"\bnext (?:on )?(?:promo(?:tion)?s?|promoted)\b(?![^?]*\b(?:discount|percent|cheaper|notes?)\b)"
)
#: "When does the offer begin, and how long does it last?": one matter.
GOES_ON = re.compile(
    r"(?:[\W_]|\b(?:for orders|by|many|much|days|percent|since|and|for|from|until|till|on|when|how|long|which|what|day|date|does|do|will|is|are|it|that|this|they|start|begin|end|last|over|take|run|back|open|to)\b)*$"
)

NOTE_TOPIC = re.compile(
    r"\b(?:"
    r"(?:price|list price|cost)s? (?:increases?|rises?|hikes?|letters?|changes?|go(?:es|ing)? up|(?:will |is |are )?ris(?:e|es|ing))|(?:put(?:s|ting)?|rais\w+|increas\w+|hik\w+|chang\w+) (?:(?:all|their|its|the|list|our|purchase) )*prices?\b|(?:getting|become|becoming|became|gets?|got|be) (?:more expensive|dearer|pricier)|how much (?:dearer|more expensive|pricier|costlier) (?:is|are|will|do|does|did|has|have) (?:\[supplier\]|\[product\]|\[category\]|they|it|everything from \[supplier\]) (?:\w+ )?(?:get|gets|getting|got|become|becomes|becoming|became|be|go|going|gone)\b|new price list|higher prices|(?:letter|mail|message) (?:about|on|announcing|saying)|surcharges?"
    r"|(?:wrote|written|writes?|e-?mailed|mailed|announced|informed|notified|told us)\b[^?.]{0,40}\bprices?\b|how (?:big|high|large|steep|much) (?:is|was|will|are) (?:the|this|that|their) (?:price )?(?:rise|increase|hike)s?\b(?! (?:in|of) (?!(?:the |their |its )*(?:list )?prices?\b))|(?:does|do|will|did) (?:it|that|this|they|the (?:rise|increase|change|price)s?) (?:bite|kick in|come into (?:force|effect)|take effect|apply|hit)\b|end[ -]of[ -](?:the[ -])?(?:line|range)\b"
    r"|clos(?:ed|ing|ures?|es)\b(?! to\b)|close (?:its|their|his|her|down|for|over|from)\b|will close\b|(?:do|does|did|will|would|are|is) (?:they|it|he|she|both|\[supplier\]|(?:that|the) (?:firm|supplier|company)) (?:(?:also|ever|really|actually|going to|still) )?close\b|shut(?:s|down|downs|ting)?\b|holiday closure|not (?:dispatch\w*|deliver\w* (?:between|over|at christmas))|no (?:dispatch|deliveries from)|(?:ships?|delivers?|sends?|supplies|dispatch\w*) (?:us )?nothing|(?:goes|go|going|comes|put) on (?:promotion|offer|special)(?= soon| again| next)|sell(?:ing|s)? off (?:the )?(?:last|rest|remaining|left)|last regular (?:day|sale)|not (?:be )?(?:shipping|delivering|dispatching|supplying|sending)\b"
    r"|recall(?:s|ed)?|batch(?:es)?\b(?! (?:size|quantity|quantities))|(?:tak(?:e|en|ing)|took|pull\w*|withdr[ae]w\w*|remov\w+|came|block\w*|kept|keep)(?: (?:\w+|\[product\])){0,2}? (?:off|out of|from|away from|back from) (?:the )?(?:sale|shel\w+|circulation)|(?:bad|faulty|dodgy|spoil\w+|tainted|problem|one|this|that|which|what) lot\b|lot numbers?|(?:problem|trouble|something wrong|issue)s? with (?:one|a|the|some) (?:lot|batch)|safety (?:issue|notice|thing|problem|warning|concern|recall)s?|contaminat\w*|defect\w*"
    r"|how many(?: units| pieces| packs)? (?:were|was|are|had been|have been) (?:affected|involved|concerned|withdrawn|recalled|set aside|pulled|blocked)\b"
    r"|\b(?:marketing|advertising)\b[^?]{0,30}\b(?:booked|plan\w*|scheduled|prepar\w+|announced)\b|\b(?:still|no longer|not) (?:a )?(?:part of|in|on) (?:the|our) (?:range|assortment|catalogue|list)\b"
    r"|delist\w*|discontinu\w*|(?:last|final) (?:day (?:(?:that |on which )?(?:it|they|\[product\]) (?:could|can|may|might) (?:still )?be (?:bought|sold|had|purchased|got)|of sale|on sale|of selling|it (?:was |is )?(?:sold|on sale))|selling day|sales? day|day (?:we|they) (?:sold|sell))|phas(?:ed|ing|e) out|(?:taken|take|is|are|was|were|goes|went|gone|going) out of (?:the|our) range|(?:dropp?\w*|remov\w+|kick\w*|threw|thrown|tak\w+|took)(?: \[product\])?(?: out)? (?:from|of) (?:the|our) (?:range|assortment|list|catalogue)|(?:discount|mark\w*[- ]?downs?|percent off|cheaper|price)\b[^?]{0,40}\b(?:left[- ]?overs?|remnants|remaining (?:stock|units|pieces))|new in the range|(?:added|add|came|come|taken) (?:\[product\] )?(?:in)?to the range|first day (?:of|on) sale|(?:count(?:ed|ing)?|checked) (?:(?:the|our|its|their|all|whole|own|that|through) ){0,2}(?:stock|inventory|shelves|store ?room|back ?room|warehouse)\b|(?:units|pieces|packs|how many)\b[^?]{0,40}\b(?:could not be (?:found|accounted for)|went missing|(?:were|was|had been) (?:found |reported |counted )?(?:missing|lost|unaccounted)|were not (?:there|found|accounted)|(?:had )?(?:vanished|disappeared)|(?:turned|came) up short)\b|count of (?:the|its|our|their) (?:whole |own )?(?:stock|inventory|shelves|store ?room|back ?room|warehouse)\b|(?:was|is|were|been|being) launched|launch date"
    r"|(?:offer|promotion|campaign)s? (?:is |are )?(?:coming|planned|booked|ahead)\b|(?:offer|promotion|campaign|leaflet|discount) (?:begin|start|run|last|end|finish|go)(?:s|ning|ting|ing)?\b|when (?:does|do|is|will|did) [^?]{0,70}\b(?:offer|promotion|promo|campaign|leaflet)\b|(?:next|coming|planned) (?:offer|campaign|leaflet)"
    r"|(?:do|does|did) (?:they|\[supplier\]) (?:say|write|claim|announce|tell us|promise)\b|\b(?:old|former|previous|new) (?:list )?prices?\b(?=[^?]*\b(?:still|until|till|bill\w*|invoice\w*|order early|before)\b)|still (?:bills?|charges?|invoices?)\b"
    r"|(?:what|how (?:high|big|deep|large)) (?:is|will be|was) the (?:promotion(?:al)? |offer )?(?:discount|price reduction|price cut|mark[- ]?down)\b|(?:what|which|how much|how high a) (?:mark[- ]?down|discount|price cut)\b[^?]{0,40}\b(?:allowed|may|can|permitted|agreed|ok)\b|(?:%|percent) off\b[^?]{0,15}\b(?:may|can|are|is)\b(?: we| i)?(?: \w+){0,2}? ?(?:give|allowed|sell)?|how many (?:%|percent) off\b|how much (?:is |was |will be |are we |do we |do they |does it )?(?:tak\w+ )?off (?:the |its |their )?(?:normal |regular |usual |list )?price\b|how much (?:is it |will it be |was it )?reduced\b|(?:is there|are there|any|which|what)(?: (?:an?|any|local|special|big))* events?\b(?! (?:effect|day))|(?:having|has|have|had) (?:\w+ )?(?:problems|trouble|difficulties)\b|how (?:big|high|large|deep|much) (?:(?:is|will be|are|was) )?(?:the |that |its )?(?:discount|price (?:cut|reduction)|mark[- ]?down|reduction)\b|(?:(?:what|which|how many) ?(?:%|percent\w*)|how (?:much|far|low))[^?]{0,25}\bmark(?:ed|ing)? (?:it |them |that |this |those |the rest )?down\b|(?:how many|whose|which|what) (?:signatures?|approvals?)\b|(?:whose|who) (?:has to |must |needs to )?(?:approv\w+|sign)\b|approval (?:is )?needed"
    r"|(?:what|which) (?:percentage|percent|%|share)(?: is| are| do we take| is taken)? off\b(?! (?:(?:the|our|your) )?(?:(?:was|were|is|are|did|do) )?(?:the |our |your )?(?:forecasts?|predictions?|estimates?|you)\b)|(?:what|which) (?:discount|price reduction|price cut|mark[- ]?down)s? (?:does|do|did|is|will|was|are|has|have)\b|how (?:big|high|large|deep|much) (?:is|are|will be|was) (?:the |that |its )?reduction\b|by how much (?:is|will|does|are|was)(?: \w+| \[product\]){1,2} (?:be |get |come )?(?:cheaper|reduced|discounted|marked down)\b"
    r"|(?:go(?:es|ing)?|turn(?:s|ing)?|went|gone) (?:bad|stale|rotten|mouldy|rancid)|what (?:rate|percentage|percent|figure|number|share|%|date|day|reason|price|quantity|amount)s? (?:does|did|do) (?:it|they|that) (?:state|say|give|mention|name|quote|claim)"
    r"|(?:what|which|how (?:long|big|much)) (?:a |of a |is the )?delay|how many (?:working |calendar )?(?:days|weeks)'?(?: of)? (?:delay|lateness)|how many (?:days|weeks) late (?:will|would|(?:is|are)\b[^?]{0,40}\bgoing to|(?:should|must|do|can) (?:we|i) (?:expect|count|reckon))|delay(?:s)? (?:do|have|has|did|was|were|announced)|backlog|strikes?\b|storm|disrupt\w*|shortage of|port congestion"
    r"|why (?:do|does|are|is|did|was|were)(?: \w+| \[\w+\]){0,4} (?:return|returned|bring back|send back|sent back|brought back|coming back|come back|give back)\b|reasons? (?:for|of|behind|why)[^?]{0,30}\b(?:returns?|returned|back)\b"
    r"|\b(?:early|prompt|quick) (?:payment|settlement)\b|\bpay(?:ing|s|ment)?(?: (?:it|them|that|the bill|(?:the |their |an |our )?invoices?|up))? (?:early|earlier|sooner|promptly|ahead of time|straight away)\b|\b(?:cash|settlement) discounts?\b"
    r"|\bwhy (?:so |that |quite )?(?:many |few )?(?:\w+ ){0,3}?(?:bring|send|hand|giv|tak)(?:e|s|ing)?\b[^?]{0,25}\bback\b|\bwhat\b[^?]{0,50}\b(?:send|sending|bring|bringing|hand|handing|giv\w+|return\w*|tak\w+)(?: (?:it|them|that|this|those|these|(?:the |our |their |those |these )?\[product\]))?(?: back)? for\b(?! (?:the|\[|next|this|tomorrow|today))|\b(?:main|chief|usual|commonest|biggest|most common|top) (?:cause|reason|grounds?)\b(?! of (?:lost|stock))"
    r"|\bhow long (?:is|are|does|do|can|may|will|should|would)\b[^?]{0,30}\b(?:good for|stay(?:s)? (?:good|fresh)|keeps?(?= *(?:[?.,]|$|once|after|when|in|on))|be kept|be stored|safe to (?:eat|drink|use|sell))"
    r"|\b(?:take|takes|accept|accepts|buy|buys|settle for|go for|choose|pick|have)(?: (?!we\b|i\b|you\b)\w+){0,3} instead\b(?! of)"
    r"|\b(?:full|whole|one|a|per|each) pallet\b[^?]{0,30}\b(?:cases|boxes|cartons|layers)\b|\b(?:cases|boxes|cartons|layers)\b[^?]{0,30}\b(?:full|whole|one|per|each) pallet\b"
    r"|open day|(?:christmas|street|farmers) (?:market|fair|parade)|(?<=\] )(?:market|parade)|festivals?|\bfair\b(?! (?:enough|play|dues|share|price|amount|bit|few|number|value|idea|to)\b)|marathon|concert|parade|road ?works|building works|refurb\w*|refit"
    r"|(?:ring|phon\w+|call|e-?mail|fax|text|telephone)\b[^?]{0,40}\bplace (?:an |our |my |the )?orders?|(?:place|send|submit|hand in|accept|take)\w* (?:an |our |my |the )?orders? (?:by|via|over|through|on|per|using) (?:the |a )?(?:phone|telephone|e-?mail|portal|fax|post|app|web\w*)|orders? (?:by|via|over|through) (?:the )?(?:phone|telephone|e-?mail|portal|fax|post)|(?:how|which way|what way)\b[^?]{0,30}\b(?:want|accept|take|like|place|send|submit)\w* (?:it|them|our orders?|orders?|an order)\b(?! (?:today|now|by|for))|(?:tak\w+|took|on|have|having|go(?:es|ing)? on|off for)(?: (?:their|its|a|the|some|xmas|christmas|summer|easter|\w+|\[\w+\]))? (?:holidays?|vacation|break)\b|get (?:anything|goods|stuff|things) (?:shipped|delivered|sent)|(?:have|did|do|are) (?:we|you|they) (?:dropp?\w*|delist\w*|discontinu\w*|axed?)|(?:main|biggest|usual|common|most frequent|chief|their|the) complaints?\b|what (?:do|did) (?:people|customers|they) (?:complain|not like|dislike)|wants? more money|behind schedule|notice period|terminat\w+|(?<!by )(?<!per )(?<!on )contracts?|agreed?|agreement|negotiat\w+|penalt\w+|(?<!for the )(?<!for our )(?<!for my )(?<!yearly )(?<!annual )(?<!\bi )(?<!\bwe )(?<!\bto )(?<!the )audit(?!ors?\b)\w*(?! (?:file|trail|list))|stock ?(?:count|take)s?|stocktak\w*|inventory check|substitut\w*|alternatives? (?:to|for)|replacements? for|(?:wrote|written|said|noted|note|mention\w*)\b[^?.]{0,30}\b(?:replacements?|stand-?ins?)\b|\b(?:which|what)(?: other| else)?(?: (?:article|product|item|one|sku|thing))?(?: (?:should|shall|can|could|must|may|do|does|will|would))? (?:the |our |my )?(?:staff|team|colleagues?|we|they|girls|lads|shops?|stores?)(?: \w+)? (?:point|direct|send|steer|refer|guide|switch) (?:\w+ ){0,3}?(?:to|towards|onto)\b|next best thing|(?:offer|sell|give|suggest|propose|recommend)\w*(?: \w+){0,3} (?:instead|in place) of \[product\]|(?:offer|give|suggest|propose)\w*(?: \w+){0,3} (?:instead\b(?! of)|in (?:its|their|that) (?:place|stead))"
    r"|what\b(?! do you| would you| can you)[^?]{0,60}\b(?:offer|suggest|recommend|propose|hand|sell|give) (?:to |the |our |all |those )*(?:them|people|customers?|shoppers?|clients?|her|him|somebody|folks)\b"
    r"|what (?:can|could|should|may|are|is|do|does|must|shall) (?:the |our |my |your )?(?:staff|girls|boys|lads|ladies|team|cashiers?|colleagues?|people|folks|shop|counter|till|we|i|they)(?: \w+){0,5}? (?:suggest|offer)\b(?! (?:order\w*|to order|we order|buying|to buy|for (?:the )?order))"
    r"|(?:gone|sold out|finished|run(?:s|ning)? (?:dry|out)|ran out|none left|no more|nothing left|keep asking|out of (?:it|stock))\b[^?]*\bwhat (?:can|could|should|may|do|does|shall|are|is|would|must)\b(?! you\b)[^?]*\b(?:offer|suggest|recommend|propose|hand out)\b(?! (?:order\w*|to order|we order|buying|to buy))"
    r")"
)
_CLAUSE = re.compile(
    r"[,;?]?\s+(?:and|plus|also|moreover|further(?:more)?|additionally|secondly)(?: also| moreover| further(?:more)?| additionally| then| in addition| besides| secondly)?,?\s+(?=(?:(?:at|by|for|on|to|from|with) )?(?:how|what|which|when|from|who|is|are|do|does|will|the|tell|give|show)\b)|[?;:]\s+|,\s+(?=(?:how|what|which|when|who)\b)"
    r"|\s+(?:\+|&|plus)\s+(?=(?:the |our )?(?:total |current |expected |overall |remaining )?(?:stock|sales|units|forecast|orders?|quantity|on hand|revenue|returns)\b)"
    # "state the units we pulled and, beside it, the units on hand today"
    r"|,?\s+(?:and|plus|with)(?:,? (?:beside|next to|besides|alongside|along with) (?:it|that|them|this)| also| further(?:more)?| moreover| additionally| in addition(?: to (?:it|that))?| as well| then| secondly| finally| lastly),?\s+(?=(?:the |our |its |today's |number of )*(?:total |current |present |overall |remaining )?(?:stock|units|pieces|quantity|on hand|sales|revenue|orders?|value)\b)"
    r"|,?\s+and\s+(?=(?:the |our |its |today's |number of )*(?:total |current |present |overall |remaining )?(?:units|pieces|quantity|stock)(?: \w+){0,2} (?:on hand|in stock|left|today|now)\b)"
    # "It has been delisted. How many are left, and what discount may we give?": a figure between two matters of notes
    r"|\.\s+(?=how (?:many|much)\b[^?.,]{0,30}\b(?:left|on hand|in stock|still (?:have|got)|remain\w*|do we (?:still )?have)\b[^?.]*\b(?:and|plus) (?:by |at )?(?:what|which|how)\b)"
)
_EVENT = r"(?:(?:(?:the|our|their|its) )?(?:\w+ |\[\w+\](?:'s)? ){0,2}(?:festival|fair|market|parade|carnival|concert|marathon|fete|fireworks|match))"
#: "... how many do we sell while they are closed": when, not what.
_WHILE = re.compile(r"\bwhile (?:it|they|that|this|he|she|the \w+) (?:is|are|lasts?|runs?|stays?)[^,?;]*")
#: "[product] on [future], the day of the fair": an event that is told with its date
_DATED_EVENT = re.compile(
    rf"(?<=\[future\])(?:,| ?\(| is| -) ?(?:which is |this is |it is )?(?:on |for )?(?:(?:the |their |its |our )?(?:day|date|weekend) of )?{_EVENT}(?: day)?\)?"
    rf"|{_EVENT}(?:'s)? day(?=(?:,|:| \(| -| on| is)? ?\[future\])|{_EVENT} (?:(?:in|at) \[store\] )?(?:takes place|is(?: held| on)?|happens|will be)(?: on)? \[future\]"
    rf"|\[store\] has (?:its |the |a |their ){_EVENT}(?: on)? \[future\]"
)
#: A clause that only says where the answer stands.
_REFERS = re.compile(
    r"(?:what|which|how|as|so|is it|it is)? ?(?:is|was|has been|do|does|did|have|say|stands?)? ?(?:the |our |we |they )?(?:agreed|said|say|written|stated|noted|told|stand|standing|mentioned|have)?"
    r" ?(?:about it|on it|that|it|there)? ?(?:in|by|per|from|according to)? ?(?:the |our |any )?(?:notes?|memos?)(?: say| tell| mention)?"
)
#: "When they counted the stock, how many were missing?": a clause that asks nothing by itself.
_OPENS_A_SENTENCE = re.compile(
    r"^\W*(?:when|while|as|since|after|before|because|once|if|although|now that) "
    r"(?!(?:is|are|was|were|do|does|did|will|would|can|could|shall|should|has|have)\b)(?:they|we|you|i|he|she|it|the|our|their|\[)"
)
_ENDS = re.compile(r"[.?!] ")
#: "According to the notes, how punctual are they?"
_BY_THE_NOTES = re.compile(
    r"(?:and |so |but )*(?:according to|as per|per|by|in|from|going by|judging by) (?:the |our |my |any )*(?:notes?|memos?)(?: (?:on|about|of) \[\w+\])?"
)
NOTE_WORD = re.compile(
    r"\bin writing\b|\bnotes?\b|\bmemos?\b|\b(?:wrote|written|write|noted|note|jotted|put) (?:it |that |this )?down\b"
)
#: "Which product is the note about?" beside a figure of it.
ABOUT_WHICH = re.compile(
    r"\b(?:identify|name|tell me|state|give me) the (?:product|supplier|store|shop|item|article) (?:it|that|this|the note) (?:deals with|is about|concerns|speaks of|refers to|covers|names)"
    r"|"
    r"\b(?:which|what) (?:products?|suppliers?|stores?|shops?|items?|articles?|vendors?) (?:is |does |was |did )?"
    r"(?:(?:the |that |this )?(?:note )?\[note\]|(?:it|that|this)(?= about| for\b)|(?:the|that|this) note|(?:meant|concerned|affected|named|in question)\b)"
)
FUNCTION = frozenset(
    word
    for line in (
        "a an the of in on at for to by with and or is are am be been was were will would shall should can could",
        "may might do does did has have had what which who whom whose when where why how it its this that these",
        "those there they them their we our us you your i me my any some about please thanks thank tell show give",
        "know let see say said ok okay so just now today tomorrow again also only really hi hello hey dear product",
        "products item items store stores shop shops supplier suppliers category one ones all every each both not",
        "no yes from as if get got much many right well then still ever yet soon here like want need quick quickly",
        "question wondering wonder team everyone",
    )
    for word in line.split()
)


#: "If it is gone, what can we offer instead": a sentence that has come to its question
_ASKED_ALREADY = re.compile(r", (?:what|how|which|who|when|where)\b")


def of_planned_promotion(found: list[Found], text: str) -> bool:
    """Whether a day or the length of a promotion is asked of the plan of promotions, not of a note."""
    asked = {f.id for f in found} & PLANNED_PROMOTION
    if not asked or ASKED_OF_NOTES.search(text):
        return False
    return asked != {"promotion_on"} or not _MORE_OF_OFFER.search(text) or _NEXT_ON_PROMOTION.search(text) is not None


def clause_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of the clauses of a masked text."""
    spans, last = [], 0
    for match in _CLAUSE.finditer(text):
        spans.append((last, match.start()))
        last = match.end()
    spans.append((last, len(text)))
    spans = [(a, b) for a, b in spans if text[a:b].strip(" ?.,")]
    joined: list[tuple[int, int]] = []
    for a, b in spans:
        before = text[slice(*joined[-1])] if joined else ""
        opens = (
            _OPENS_A_SENTENCE.search(before) and not (_ENDS.search(before) or _ASKED_ALREADY.search(before))
        ) or _BY_THE_NOTES.fullmatch(before.strip(" ,"))
        if joined and opens and text[joined[-1][1]] == ",":
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def split_off_notes(text: str, told: tuple[tuple[int, int], ...] = ()) -> tuple[str, bool, bool]:
    """(text with the clauses about notes blanked, whether there are such clauses, whether anything else is asked).

    Nothing is blanked where every clause is about notes, or none. `told` are clauses that the notes themselves tell.
    """
    if "[note]" in text or "[quote]" in text:
        return text, False, True
    spans = clause_spans(text)
    text_, text = text, _WHILE.sub(lambda m: " " * len(m.group()), text)
    text = _DATED_EVENT.sub(lambda m: " " * len(m.group()), text) if "[product]" in text else text
    about = [s in told or bool(NOTE_TOPIC.search(text[slice(*s)]) or NOTE_WORD.search(text[slice(*s)])) for s in spans]
    text = text_
    for number, (span, noted) in enumerate(zip(spans, about, strict=True)):
        if noted and number and _REFERS.fullmatch(text[slice(*span)].strip(" ?.,")):
            about[number - 1] = True  # "how often do we order there, what is agreed in the notes?"
    if not any(about):
        return text, False, True
    if all(about) or len(spans) < 2:
        return text, True, False
    for (a, b), noted in zip(spans, about, strict=True):
        if noted:
            text = text[:a] + " " * (b - a) + text[b:]
    return text, True, True


#: "One of the balms is end of line. Which one?": the note tells
ONE_OF_THEM = re.compile(
    r"\b(?:one|some|any|two) of (?:(?:the|our|these|those|your) )?(?:\w+ )?\[product\][^?]*\bwhich\b"
    r"|\bwhich(?: one)? of (?:(?:the|our|these|those|your) )?(?:\w+ )?\[product\]|\bwhich \[product\]"
    r"|\[product\][^?]*\bwhich (?:product|item|article|size|one|of (?:them|those|the two))\b(?: exactly)? (?:it |that |this )?(?:is|was|are|were|has|had|did|do|does)\b"
)


def notes_clause(text: str, told: tuple[tuple[int, int], ...] = ()) -> str:
    """The words of the clauses that are about notes, without masks: what to look for in the notes."""
    rest, noted, more = split_off_notes(text, told)
    if not noted:
        return ""
    said = text if not more else "".join(c if r == " " else " " for c, r in zip(text, rest, strict=True))
    return " ".join(re.sub(r"\[[a-z ]+\]|\b(?:according to|in|from) (?:our |the )?notes?\b", " ", said).split())


def asked_text(masked: Masked, reading: Reading) -> str:
    """The masked text without the clauses that notes answer, where a figure is asked for beside them."""
    if "noted" not in reading.flags:
        return masked.text
    rest, _, more = split_off_notes(masked.text, masked.of_notes)
    return " ".join(rest.split()) if more else masked.text


def unknown_matter(text: str) -> list[str]:
    """Words of substance in a masked text: what a question is about when it names no figure."""
    plain = re.sub(r"\[[a-z ]+\]", " ", text)
    return [w for w in re.findall(r"[a-z]{3,}", plain) if w not in FUNCTION]


#: Measures whose words are also those of price letters, closures and events.
ALSO_OF_NOTES = {
    "order_value", "peak_weekday", "trend", "stockout_date", "supplier_on_time_rate", "product_unit_price", "product_unit_cost",
    "promo_uplift_pct", "due_on", "order_by", "lead_time_days", "expected_sales", "alert_count", "product_supplier", "stock_value",
    "data_end", "data_start", "on_order", "expected_lost_units", "revenue_90d", "supplier_order_cost", "action", "reason", "on_hand", "supplier_payment_terms",
}  # fmt: skip


def asks_notes(
    r: Reading, noted: bool, beside: bool, kinds: dict[str, int], told: bool = False, text: str = ""
) -> bool:
    """A closure, a recall, a price letter: only notes can tell, whatever measure the words resemble.

    `told`: a note was found that says it.
    """
    if (
        not noted
        or beside
        or r.scenario
        or r.templates - {"late_order", "recommended"}
        or r.topic in ("other", "injection", "help")
    ):
        return False
    if not told and "supplier_on_time_rate" in r.measures and _MORE_OFTEN.search(text):
        return False
    if kinds.get("supplier", 0) > 1 and "lead_time_days" in r.measures and not NOTE_WORD.search(text):
        return False  # "who delivers slower by contract, [supplier] or [supplier]?": both lead times, side by side
    if "late_order" in r.templates and _GOODS_OWED.search(text) and not NOTE_TOPIC.search(text):
        return False
    if text and not told and "on_order" in r.measures and _UNITS_OF_ORDERS.search(text):
        return False
    if r.statistic in ("peak_day", "low_day") and "expected_sales" in r.measures and not told:
        return False  # "I want the stock count on the day with the fewest sales": what that day is for
    figures = set(r.measures) - ALSO_OF_NOTES
    return not figures and (told or bool(kinds.keys() & {"product", "store", "supplier", "category"}))


#: "... with their backlog. How many units are on orders that should have arrived and are still open?"
_UNITS_OF_ORDERS = re.compile(
    r"\bhow (?:many|much)\b[^?]{0,12}\b(?:units|pieces|goods|stuff|lines|stock)\b[^?]*\b(?:orders?|deliver(?:y|ies)|pos|purchase orders?|shipments?|lines)\b"
    r"[^?]*\b(?:open|outstanding|late|overdue|delayed|arrived|not here|undelivered|pending|missing|due)\b"
)
#: "Which of them keeps its agreed dates more often?": two rates, whatever was agreed
_MORE_OFTEN = re.compile(
    r"\b(?:which|who)\b[^?]*\b(?:more|most|less|least|better|best|worse|worst)\b"
    r"|\b(?:which|who) of (?:them|the two|those|these|both)\b"
)
#: "Which products of that should have arrived already?": rows of orders, whatever a note tells of their supplier
_GOODS_OWED = re.compile(
    r"\b(?:which|what|list|show|name)(?: me)?(?: (?:of|the|all|those|these|other|open))* (?:products|items|articles|goods|lines|orders|ones|of (?:it|that|those|these|them))\b"
)
_ACCORDING = re.compile(
    r"\b(?:according to|as per|in|from|per|says?|by|based on) (?:any of |one of |what is in )?(?:our |the |my )?(?:notes|memos)\b"
)


def only_notes(text: str, r: Reading, kinds: dict[str, int]) -> bool:
    """A question about the words of notes, not about numbers beside a note."""
    if "supplier_on_time_rate" in r.measures and _MORE_OFTEN.search(text) and not NOTE_WORD.search(text):
        return False
    if NOTE_TOPIC.search(text) and _ACCORDING.search(text) and len(clause_spans(text)) == 1:
        return True
    numbers = [
        m
        for m in r.measures
        if m
        not in (
            "on_hand",
            "expected_sales",
            "reason",
            "action",
            "trend",
            "product_supplier",
            "due_on",
            "promo_uplift_pct",
            "supplier_payment_terms",
            "product_moq",
            "lead_time_days",
            "supplier_on_time_rate",
            "product_unit_price",
            "expected_returns",
            "product_unit_cost",
            "wape",
            "alert_count",
            "order_by",
            "order_value",
            "supplier_order_cost",
            "order_qty",
            "on_order",
            "stockout_date",
            "days_of_cover",
        )
    ]
    asks = re.search(
        r"\bhow (?:many|much)\b[^?]*\b(?:sell|order|stock|need|units|expect|cost|have|hold|own|carry|on hand|in stock)\b|\b(?:which|what) (?:products|items|skus|stores)\b|\brun(?:s|ning)? out\b|\b(?:orders?|order value|forecast|sales|stock|on hand|days of cover|recommended|sell|buy|risk)\b[^?]*\?*$|\bwhat do (?:we|all)\b[^?]*\b(?:orders|come to|cost)",
        text,
    )
    named = re.search(r"\[note\]", text)
    about = re.search(r"\b(?:that|this|the|their|its) (?:supplier|product|item|company)\b|\b(?:they|them)\b", text)
    if (
        named
        and about
        and set(r.measures)
        & {
            "lead_time_days",
            "supplier_on_time_rate",
            "supplier_payment_terms",
            "supplier_order_cost",
            "on_hand",
            "on_order",
            "days_of_cover",
            "stockout_date",
            "order_by",
            "product_moq",
            "product_unit_price",
            "product_unit_cost",
            "order_qty",
            "order_value",
            "expected_sales",
        }
    ):
        return bool(
            re.search(
                r"\b(?:says?|state|mention|accord|figure|(?<!product )(?<!supplier )(?<!item )(?<!article )(?<!store )(?<!shop )in the note)\w*",
                text,
            )
        )
    if named:
        return not numbers and not asks
    said = re.search(
        r"\bnotes?\b|\bmemos?\b|\[quote\]|(?<!by )(?<!per )(?<!on )contract(?!ual)|agreement|document|agreed|clause|penalt|news",
        text,
    )
    return (
        bool(said)
        and not numbers
        and not (
            asks
            and not re.search(
                r"\bnotes? (?:on|about|for|say|mention|concern|regarding|from)|any (?:notes?|news)|which note|what note|notes? (?:is|was) (?:it|that)",
                text,
            )
        )
    )


#: "According to our review", "any news of them?": asked of what was written
WRITTEN = re.compile(
    r"\b(?:according|review\w*|reports?|letters?|minutes|agreement|contract\w*|news|documents?|files?)\b"
)
