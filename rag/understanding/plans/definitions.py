# ruff: noqa: E501 - a pattern is read on one line
"""What a term means: "what is a reorder point?", "how do you compute safety stock?", "what does that mean?".

The whole message has to be such a question. With a product, a store, a supplier or a time in it, it is about a figure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.glossary import term_named, term_of_measure
from rag.plan import Plan
from rag.understanding.message.tidying import tidy

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["definition"]

_LEAD = (
    r"(?:(?:hi|hello|hey|please|pls|ok|okay|so|and|now|then|well|also|sorry|just|again|quick question|silly question|stupid question|"
    r"can|could|would|will|you|someone|somebody|i (?:do not|don't|dont) (?:know|understand|get)|i am new(?: here)?|i'm new(?: here)?|tell me|remind me|explain to me|help me understand|"
    r"i (?:would like|want|need|'d like) to (?:know|understand)|for me|to me|actually|exactly|in plain (?:words|english)|in simple (?:words|terms)|briefly)\b[\s,:;.!?-]*)*"
)
_TAIL = r"(?:[\s,]*(?:please|pls|plz|exactly|actually|again|then|here|in this (?:tool|system|context|app)|in (?:plain|simple) (?:words|english|terms)|in your (?:tables|answers|data|reports?)|to (?:me|us|you)|for (?:me|us|you)|thanks|thank you|really|by the way|even|anyway|in general))*[\s?.!]*"
_TERM = r"(?:(?:the|a|an|this|that|our|your|these|those) )?(?:(?:term|word|abbreviation|acronym|expression|column|field|label|figure|measure|number|metric|concept) (?:of )?)?['\"(]*(?P<{}>[a-z0-9][a-z0-9ï %-]*?)['\")]*"
_FORMS = tuple(
    re.compile(rf"\W*{_LEAD}(?:{form}){_TAIL}")
    for form in (
        rf"(?:what|wat) (?:do|does|did) {_TERM.format('a')} (?:mean|stand for|signify|measure|express|describe|stands for|means)",
        rf"what (?:do you (?:mean|understand) (?:by|with|under)|is meant (?:by|with)) {_TERM.format('a')}",
        rf"(?:what (?:is|are) |what's )?(?:the )?(?:meaning|definition|formula)(?: of| for| behind) {_TERM.format('a')}",
        rf"(?:define|explain|describe)(?: to me)?(?: (?:what|how))? {_TERM.format('a')}(?: (?:is|are|means?|works?))?(?: (?:calculated|computed|worked out|determined|derived|set))?",
        rf"how (?:is|are|was|were|does one|do you|do we|does it|do they|did you|does the (?:system|tool)|can i|do i) (?:calculate|compute|determine|work out|derive|define|arrive at|come up with|figure out|estimate|set) {_TERM.format('a')}",
        rf"how (?:is|are|was|were) {_TERM.format('a')} (?:calculated|computed|determined|worked out|derived|defined|arrived at|figured out|estimated|set|made|measured)",
        rf"(?:how (?:do|should|can|would) (?:i|we|one|you)|how to) (?:read|interpret|understand) {_TERM.format('a')}",
        rf"what (?:{_TERM.format('a')}) (?:means|is|stands for)",
        rf"(?:what is|what are|what's|whats) (?:the )?difference between {_TERM.format('a')} and {_TERM.format('b')}",
        rf"how (?:is|are|does|do) {_TERM.format('a')} (?:different|differ) from {_TERM.format('b')}",
    )
)
#: "What is WAPE?", "what is a reorder point?"; "what is the reorder point?" is about a figure
_BARE = re.compile(
    rf"\W*{_LEAD}(?:what is|what are|what's|whats|what) (?:(?P<article>an?) )?['\"(]*(?P<a>[a-z][a-z0-9ï -]*?)['\")]*{_TAIL}"
)
#: Of these "what is ...?" without an article is a figure or a list.
_HELD = frozenset(
    (
        "on_hand",
        "on_order",
        "alert",
        "order_qty",
        "forecast",
        "returns",
        "excess",
        "trend",
        "action",
        "stockout_probability",
        "lost_sales",
    )
)
_THAT = re.compile(
    rf"\W*{_LEAD}(?:what (?:do|does|did) (?:that|it|this|these|those|the (?:figure|number|value|percentage))(?: (?:figure|number|value|percentage|word|term))? (?:mean|tell me|tell us|say|stand for|measure)|what (?:do you mean|does one mean|is meant)(?: by| with)? (?:that|it|this)|meaning){_TAIL}"
)  # fmt: skip


def definition(turn: Turn, earlier: Plan | None) -> Plan | None:
    """The plan that defines the terms that a message asks about, or None where it asks for something else.

    `earlier` is the plan that the message follows: "and what does that mean?" is of its first measure.
    """
    masked = turn.masked
    if masked.mentions or masked.windows or turn.amounts.scenario or turn.reading.topic == "injection":
        return None
    said = " ".join(tidy(masked.question).lower().split())
    terms = next((found for form in _FORMS if (found := _named(form.fullmatch(said)))), ())
    if not terms and (bare := _BARE.fullmatch(said)):
        terms = tuple(t for t in _named(bare) if bare["article"] or t not in _HELD)
    if (
        not terms
        and earlier is not None
        and earlier.intent in ("value", "list", "rank", "compare")
        and _THAT.fullmatch(said)
    ):
        term = next((t for m in earlier.measures if (t := term_of_measure(m))), None)
        terms = (term.id,) if term else ()
    if not terms:
        return None
    return Plan("define", terms=terms, question=masked.question, resolved_question=masked.question)


def _named(match: re.Match[str] | None) -> tuple[str, ...]:
    """The ids of the terms that a match names; nothing where one of them is no term of ours."""
    if match is None:
        return ()
    found = [term_named(said.strip()) for said in match.groupdict().values() if said and said not in ("a", "an")]
    return tuple(dict.fromkeys(t.id for t in found if t)) if found and all(found) else ()
