# ruff: noqa: E501 - a pattern is read on one line
"""What is asked of the notes whatever figures its words resemble: "how many days' delay should we count on?", "somebody
wrote that down: how many cases make a full pallet?"."""

from __future__ import annotations

import re

__all__ = ["ASKED_OF_NOTES", "WRITTEN_DOWN", "looked_for"]

#: "What did we write down: how many days late are they?": the figure that a note tells
WRITTEN_DOWN = re.compile(
    r"\bwhat (?:did|have|had) (?:we|you|they|i) (?:actually |exactly )?(?:write|written|note|noted|put|jot|jotted|record|recorded)(?: it| that| this)?(?: down)?\b(?: (?:about|on|of) (?:it|that|this|them|\[\w+\]))? ?[:,;-]"
)
_BROKEN = r"(?:squashed|crushed|damaged?|broken|dented|smashed|soaked|torn|leaking|mangled|battered|knocked about|(?:arrived|came|turned up|delivered|was|were|is|are|all) in (?:bits|pieces))"
_REPORTED = r"(?:report(?:ed|ing)?|claim(?:ed|ing)?|complain\w*|photos?|photograph\w*|pics?|pictures?|snaps?|send in|hand in|fill (?:in|out)|procedure|paperwork|(?:what|how|who) (?:am i|are we|do i|do we|must i|must we|should i|should we|shall i|shall we)(?: (?:supposed|meant|expected|required|have|need))?(?: to)? (?:do|send|submit|fill|hand|report|claim|write|tell|call|contact|refuse|accept|keep|photograph|proceed|handle|deal|go about)\b)"
#: "How much dearer is [supplier] getting?": what a letter of prices tells
_GETS_DEARER = re.compile(
    r"\bhow much (?:dearer|more expensive|pricier|costlier)\b[^?]*\b(?:get|gets|getting|becom(?:e|es|ing)|going to be)\b",
    re.IGNORECASE,
)
#: "A parcel came in squashed": a damaged delivery, in whatever words
_ARRIVED_BROKEN = re.compile(
    rf"\b(?:parcels?|box(?:es)?|cartons?|packages?|pallets?|deliver(?:y|ies)|goods|crates?|shipments?|cases?)\b[^?.]{{0,40}}\b{_BROKEN}\b"
)
_SOMEBODY = r"(?:somebody|someone|one of (?:us|them|you|the \w+)|an? (?:colleague|buyer|predecessor)|(?:my|our|the) (?:\w+ )?(?:colleague|predecessor|boss|manager|team)|they|he|she)"
_ON_PAPER = r"(?:down|on paper|in writing|on record|on file|somewhere)"
_OF_THE_TABLES = r"(?:sell|sells|sold|sales|stock|on hand|in store|order(?:s|ed|ing)?|forecast\w*|revenue|cover|demand|runs? out|alerts?|buy)"
#: "Somebody wrote that down, I believe", "it must be on paper somewhere", beside no word of the tables
_PUT_DOWN = (
    rf"^(?![^\n]*\b{_OF_THE_TABLES}\b)[^\n]*(?:"
    rf"\b{_SOMEBODY}(?: \w+){{0,2}}? (?:wrote|written|write|noted|note|jotted|scribbled|typed|put|took|taken|recorded)(?: (?:it|that|this|those|them|all that|the (?:number|figure|answer)))?(?: all)? {_ON_PAPER}\b"
    rf"|\b(?:it|that|this|the (?:number|figure|answer))(?:'s| is| was| has been| must be| should be| may be| might be| must have been| will be)(?: \w+)? (?:(?:written|noted|jotted|put|scribbled) )?{_ON_PAPER}\b)"
)
#: "How many days' delay should we count on?": announced, and in no table; how late open orders are is
_DELAY = (
    r"\bhow many (?:working |calendar )?(?:days|weeks)'?(?: of)? (?:delay|lateness)\b(?![^?]*\b(?:orders?|average|usual\w*)\b)"
    r"|\bhow many (?:days|weeks) late (?:will|would|(?:is|are)\b[^?]{0,40}\bgoing to|(?:should|must|do|can) (?:we|i) (?:expect|count|reckon))\b(?![^?]*\borders?\b)"
)
ASKED_OF_NOTES = re.compile(
    rf"{_PUT_DOWN}|{_DELAY}|"
    # how deep a price cut is, and how long it lasts: no table has either
    r"\b(?:how many days|how long)\b[^?]{0,30}\bhow (?:much|deep|big|high|many (?:%|percent))\b[^?]{0,20}\b(?:off|discount|price cut|reduction)\b|"
    r"\bhow (?:much|deep|big|many (?:%|percent))\b[^?]{0,20}\b(?:off|discount|price cut)\b[^?]{0,30}\b(?:how (?:long|many (?:days|weeks))|from when|until when)\b(?![^?]*\b(?:cover|stock|last us|run out|left)\b)|"
    rf"{WRITTEN_DOWN.pattern}|"
    # what to do about goods that came in broken: a rule of the house
    r"\bwhat (?:am i|are we|do i|do we|must i|must we|should i|should we) (?:(?:supposed|meant|expected|required|have|need) to )?(?:send|submit|hand|fill|provide|attach|do|write)\b[^?]{0,20}\bto (?:report|claim|complain)\b|"
    rf"\b{_BROKEN}\b[^?]*(?:[.?!;,-] ?)[^?]*\b{_REPORTED}|\b{_REPORTED}[^?]*\b{_BROKEN}\b|"
    r"\bbefore (?:it |they |this |that )?(?:go(?:es|ing)?|turn(?:s|ing)?) (?:bad|stale|rotten|mouldy|rancid)\b|"
    r"^(?:\W|and |so |ok |but )*(?:(?:is|are|was|were) there (?:any |an? |some |maybe )*|(?:do|have|did) (?:we|you|i) (?:have |got |see |find )?(?:any |an? |some |also |ever )+)(?:other |recent |new )?(?:notes?|memos?) (?:about|on|of|that|which|saying|regarding|concerning|where|telling|from|mentioning)\b(?![^?]*\bhow (?:many|much)\b)|\bhow many signatures?\b|\b(?:whose (?:approval|signature|permission|consent|ok(?:ay)?|blessing|authori[sz]ation|green light|go[ -]ahead|sign[ -]?off)|who (?:(?:has|have) to|must|needs? to|should|may|can|is (?:allowed|supposed|entitled) to|will|does) (?:\w+ )?(?:sign(?: (?:it |that |this )?off)?|approve|authori[sz]e|release|ok(?:ay)?|agree(?: to)?|give (?:me |us |it )?(?:(?:the|his|her|their|an?|its) )?(?:ok(?:ay)?|approval|green light|permission|consent|go[ -]ahead|blessing|nod))|who (?:signs(?: (?:it |that )?off)?|approves|authori[sz]es|gives (?:me |us )?(?:the|an?|his|her|their) (?:ok(?:ay)?|approval|green light|permission|consent|go[ -]ahead|blessing|nod))|(?:from|of|by) whom (?:do|must|should|would|does|is|has|need)\b[^?]{0,80}\b(?:approv\w+|permission|consent|authori[sz]\w+|green light|sign\w*|ok(?:ay)?)|whom (?:do|must|should|shall|would) (?:i|we) (?:have to |need to )?(?:ask|see|call|go to|turn to)\b[^?]{0,40}\b(?:approv\w+|permission|consent|authori[sz]\w+|green light|allow\w*)|who (?:do|must|should|shall|would) (?:i|we) (?:have to |need to )?(?:ask|see|call|go to|turn to)\b[^?]{0,40}\b(?:approv\w+|permission|consent|authori[sz]\w+|green light|allow\w*))\b[^?]*\??$|\b(?:since|from|until|as of) (?:when|which|what)(?: date| day)?\b[^?]*\b(?:it|that|this)(?: delay| strike| problem)? (?:hit|hits|affects?|concerns?|touch\w*|applies|apply)\b|\bwhich orders (?:does|are|is) (?:it|that|this)(?: delay)? (?:hit|affect\w*|concern\w*|about)\b|^(?:what|which(?: of our| \w+)?) (?:\w+ ){0,2}?(?:has|have|had|was|were|is|are|did)(?: (?:we|been|you|ever|already)){0,3} (?:have a recall|recalled|delisted|discontinued|phased out|(?:taken|gone|dropped) (?:out of|from) (?:the|our) range)\b|"
    r"\b(?:do|does|did) (?:they|\[supplier\]) (?:themselves )?(?:say|write|claim|announce|tell us|promise|mention)\b"
)


def looked_for(question: str) -> str:
    """What to look for in the notes: the question, with the usual words of the matter that others stand for."""
    if _GETS_DEARER.search(question):
        return f"{question} New prices: costs % more."
    return f"{question} Damaged delivery: report." if _ARRIVED_BROKEN.search(question.lower()) else question
