# ruff: noqa: E501 - a pattern is read on one line
"""A remark on what was told ("not so bad, that one", "good to know, I will tell my boss") asks nothing, and what was
spoken of stays as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue
from rag.plan import KINDS, Plan
from rag.understanding.message.reactions import HOW_IT_IS, INTERJECTIONS, SINCE_WHEN, THOUGHT, VERY, WHICH_HELPS

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["remarked", "remarked_on", "without_the_story"]

_SUBJECT = (
    r"(?:it|that|this|they|those|these|he|she|that one|this one|not that one|\[(?:supplier|store|product|category)\])"
)
#: What somebody is going to do now
_WILL = r"(?:(?:i|we)(?:'ll| will| shall| must| have to| am going to| are going to|'m going to| want to| had better|'d better| should)|let me) (?:then |just |better |also |quickly )?(?:tell|inform|pass|write|note|call|phone|ring|mail|e-?mail|mention|remember|forward|discuss|talk|speak|let|report|warn|thank|have a (?:word|talk|chat))"
_REMARK = re.compile(
    rf"^\W*{INTERJECTIONS}(?:"
    rf"{VERY}{HOW_IT_IS}{SINCE_WHEN}"
    rf"|(?:{_SUBJECT}(?:'s| is| was| are| were| looks?| sounds?| seems?| feels?| can not be| can be| could be| will be| would be| has been)(?: to be)?|what(?: an?)?) {VERY}{HOW_IT_IS}{SINCE_WHEN}"
    rf"|{WHICH_HELPS}"
    r"|what an? (?:mess|pity|shame|surprise|relief|nightmare|joke|day|week|year|disaster|catastrophe)"
    rf"|{THOUGHT}(?: (?:so|as much|on|it|that|the|one|ones|more|less|worse|better|much|higher|lower|would|be|was|otherwise|different\w*|[a-z-]+)){{0,9}}(?: \[\w+\](?: ones?)?)?"
    rf"|(?:good|nice|great|glad|useful|interesting|sad) to (?:know|hear|see|read)(?:[,.!;]+ {_WILL}\b[^?]{{0,60}})?"
    rf"|{_WILL}\b[^?]{{0,60}}"
    r")[ .!…:)(;]*$"
)
#: "Nothing works at [supplier] these days", "[supplier] is driving me crazy": no question about it
_NAMED = r"(?:the |those |these )?\[(?:supplier|store|product|category)\](?: people| guys| lot)?"
_TROUBLE = r"(?:trouble|problems?|grief|headaches?|issues?|hassle|difficult(?:y|ies)|chaos|stress|bother|a hard time|bad luck|rows?|arguments?)"
_COMPLAINT = re.compile(
    rf"^\W*{INTERJECTIONS}(?:(?:nothing (?:works|is working|goes right|runs|functions|ever works)|everything (?:is (?:going )?|goes |has gone |went )?(?:wrong|upside down|late|a mess)|(?:it|there)(?:'s| is) (?:only |nothing but |all |total |complete )*(?:chaos|trouble)) (?:at|with|over at|from) {_NAMED}"
    rf"|{_NAMED}(?:'s| is| are| was| were)? (?:(?:really|slowly|always|completely) )*(?:driv(?:e|es|ing)|mak(?:e|es|ing)|gett?(?:s|ing)?|gets|giv(?:e|es|ing)|caus(?:e|es|ing)) (?:me|us|everyone|everybody) (?:crazy|mad|nuts|insane|angry|up the wall|round the bend|(?:only |nothing but |so much |no end of )?{_TROUBLE}|on my nerves|grey hairs?)"
    rf"|(?:you (?:have|'ve) no idea|you (?:can ?not|can't|cant) imagine|you (?:would not|wouldn't) believe|don't ask(?: me)?) (?:how|what)(?: much| many| big)?(?: an?| the)? {_TROUBLE} (?:we|i)(?:'re|'ve|'m| are| have| am)?(?: having| have| had| get| got)? (?:with|from|because of) {_NAMED}"
    rf"|(?:we|i)(?:'ve| have)? (?:only |always |constantly |really |again )*(?:have|get|got|had|having) (?:nothing but |only |so much |a lot of |lots of |big |no end of |constant |such )*{_TROUBLE} (?:with|from) {_NAMED}"
    rf"|(?:we|i)(?:'m| am|'re| are) (?:so |really |very |quite |pretty |a bit )*(?:fed up|annoyed|angry|unhappy|sick(?: and tired)?|furious|disappointed|frustrated) (?:with|of|at|about|by) {_NAMED}"
    rf"|{_NAMED} (?:has|have|had)? ?(?:let|lets|letting) (?:me|us) down(?: badly| again)*){SINCE_WHEN}[ .!…:)(;]*$"
)
#: What asks, in words, or says what else is meant
_ASKS = re.compile(
    r"\?|\b(?:how (?:many|much|long|often|far|big|high)|what (?:is|are|was|about|if)|which|when|where|who|whose|why|whether|if|instead|rather|i mean|i meant|show|list|give me|tell me|let me (?:see|know|have)|make it|but (?:for|in|at|only)|only|also|please|same|again|other|next|last|first|second)\b"
)
#: "I would have bet on the butter": whichever butter, it is not asked about
_HAD_THOUGHT = re.compile(rf"^\W*{INTERJECTIONS}{THOUGHT}\b[^?.!]*$")
_SENTENCE = re.compile(r"(?<=[.!;…])\s+|,\s+(?=(?:i|we)(?:'ll| will| shall| must| should)? )")
#: "I expected more from [store]": what is named is asked about as well
_EXPECTED_OF = re.compile(
    rf"^\W*{INTERJECTIONS}(?:and |but )?(?:i|we)(?: had|'d| would have)? (?:expected|thought|hoped|guessed|bet|said|feared)(?: (?:for|of|it|that|would|be|was|is|to|so|the|much|even|a lot|far|rather|something|anything)){{0,4}} (?:more|less|fewer|better|worse|higher|lower|otherwise|else|different\w*)?(?: (?:from|for|of|in|at|by|with|on)) (?:the )?\[(?:store|product|supplier|category)\][ .!…]*$"
)
_ALL_RIGHT = "All right. I answer questions about sales forecasts, stock, orders, suppliers and notes."


def remarked(turn: Turn, plans: Sequence[Plan], last: Plan | None, catalogue: Catalogue) -> Plan | None:
    """The reply to a message that only remarks on what was told; None where it asks, or names what is new."""
    text, masked, plan = turn.masked.text, turn.masked, turn.plan
    if not plans or last is None or last.intent == "clarify" or "?" in masked.question:
        return None
    complains = _COMPLAINT.match(text) is not None
    if _ASKS.search(text) and not complains:
        return None
    if plan.intent == "refuse" and turn.reading.topic == "other":
        return None  # thanks and greetings are met in kind
    if not complains and not all(_REMARK.match(said) for said in _SENTENCE.split(text.strip())):
        return None
    if masked.windows or turn.amounts.scenario is not None or turn.amounts.levels or re.search(r"\d", text):
        return None
    if _EXPECTED_OF.match(text) or not (_HAD_THOUGHT.match(text) or _told_already(plan, plans[-1], catalogue)):
        return None
    return Plan("refuse", problem=_ALL_RIGHT, question=masked.question, resolved_question=masked.question)


def _told_already(plan: Plan, last: Plan, catalogue: Catalogue) -> bool:
    """Is everything that is named what was spoken of, or the supplier of it?"""
    known = {i for kind in KINDS for i in getattr(last.entities, kind)}
    known |= {catalogue.product_supplier.get(p, "") for p in last.entities.products}
    return all(i in known for kind in KINDS for i in getattr(plan.entities, kind))


def remarked_on(turn: Turn, plans: Sequence[Plan]) -> str | None:
    """The question that a remark on another thing asks ("I expected more from [store]"): the same of that."""
    named = turn.masked.mentions
    if (
        not plans
        or len(named) != 1
        or named[0].ambiguous
        or turn.masked.windows
        or not _EXPECTED_OF.match(turn.masked.text)
    ):
        return None
    return f"And {named[0].text}?"


_OF_IT = re.compile(
    r"\b(?:it|them|this (?:one|product|article|item)|that (?:one|product|article|item))\b", re.IGNORECASE
)
_TOLD = re.compile(r"[^.!?]+[.!]\s+", re.IGNORECASE)


def without_the_story(turn: Turn, plans: Sequence[Plan]) -> str | None:
    """The questions of a message that tells a story of somebody called as a category is ("the dairy has a pallet over
    for us"), where they ask about the product spoken of; None where nothing of the kind is told."""
    masked = turn.masked
    named = [m for m in masked.mentions if m.kind == "category" and m.text.islower()]
    if not plans or not plans[-1].entities.products or not named:
        return None
    asked = _TOLD.sub("", masked.question).strip()
    beside = [m for m in masked.mentions if m not in named and m.text not in asked]
    if "?" not in asked or asked == masked.question or beside or not _OF_IT.search(asked):
        return None
    return None if any(m.text in asked.lower() for m in named) else asked
