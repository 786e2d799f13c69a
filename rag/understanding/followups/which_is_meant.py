# ruff: noqa: E501 - a pattern is read on one line
"""Which product a message means that names it by half: one that was spoken of ("back to the tape measure"), or another size of it ("and the 80 bags?", "the bigger one")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue, name_key
from rag.names.mentions import Mention
from rag.names.sizes import without_sizes
from rag.plan import Plan
from rag.understanding.followups.another_variant import SAME_TOPIC, another_variant
from rag.understanding.followups.carrying import SINGULAR
from rag.understanding.followups.leader_again import leader_again
from rag.understanding.message.tidying import tidy

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["spelt_out"]

#: "Any other fineliner", "both tape measures": not the one that was spoken of
_NOT_THAT = re.compile(
    r"\b(?:(?:any|an|the|some) ?other|others?|another|different|else|both|each|every|all|which|any|how many kinds)(?: of)?(?: (?:the|our|these|those))? \[product\]"
)
#: "And the screws?": something else than what was asked just now
_MERELY = re.compile(
    r"^\W*(?:(?:and|or|ok|so|now|then|what about|how about|what of|for|with|of) )*(?:the |our |those )?\[product\](?: (?:then|too|please|as well))*\W*$"
)


def spelt_out(turn: Turn, plans: Sequence[Plan], answers: Sequence[str], catalogue: Catalogue) -> str | None:
    """The message with the product's whole name where the conversation tells which one is meant; None for any other."""
    if not plans:
        return None
    question, last = tidy(turn.masked.question), plans[-1]
    if last.intent == "clarify":
        return _still_unclear(turn, question, last)
    if leader := leader_again(turn, question, plans, answers, catalogue):
        return _put(question, *leader)
    if other := _other_of_that_name(turn, plans) or _of_its_category(turn, plans, catalogue):
        return _put(question, *other)
    unclear = [m for m in turn.masked.mentions if m.kind == "product" and m.ambiguous]
    goods = [m for m in turn.masked.mentions if m.kind == "product"]
    if len(unclear) == 1 and len(goods) == 1:
        name = _spoken_of(turn, unclear[0], plans, answers, catalogue) or _of_that_kind(unclear[0], plans, catalogue)
        return _put(question, unclear[0].text, name) if name else None
    if goods or turn.masked.unknown:
        return None
    if elsewhere := _the_only_one_elsewhere(turn, plans, answers, catalogue):
        return _put(question, *elsewhere)
    if only := _the_only_one_told(turn, last, answers, catalogue):
        return _ITS.sub(lambda m: f"{only}'s" if m.group().lower() == "its" else str(only), question, count=1)
    if (known := _by_its_words(question, plans, catalogue)) is not None:
        return _put(question, *known)
    said, name = another_variant(turn, plans, catalogue)
    return _put(question, said, name) if said and name else None


#: "How many of it did we sell?"
_OF_IT = re.compile(
    r"\b(?:(?<=of )|(?<=for )|(?<=with )|(?<=have )|(?<=need )|(?<=order )|(?<=sell )|(?<=stock )|(?<=supplies )|(?<=supply )|(?<=delivers )|(?<=is )|(?<=does )|(?<=will ))(?:it|that|them|this)\b|\b(?:that|this) (?:product|item|article)\b",
    re.IGNORECASE,
)


#: "That one", "its": one thing of a list that has a single one
_ITS = re.compile(
    r"\b(?:it|its|that one|this one|(?:that|this) (?:product|item|article|line))\b(?! (?:is|was|would be) (?:true|that|possible|likely)\b)",
    re.IGNORECASE,
)


_MOVED = re.compile(r"\b(?:sell\w*|sold|sales|demand|forecast\w*)\b|\[store\]")


def _the_only_one_told(turn: Turn, last: Plan, answers: Sequence[str], catalogue: Catalogue) -> str | None:
    """ "How much of that one comes back in [store]?" after the only alert, or a list of one product: its name."""
    alerts = last.measures[:1] == ("alert_count",) and last.intent == "list"
    goods = last.intent == "list" and last.group_by == "product"
    if not (alerts or goods) or not answers or last.entities.products or not _ITS.search(turn.masked.question):
        return None
    if turn.plan.entities.suppliers or turn.plan.entities.categories or turn.plan.group_by == "alert":
        return None
    bare = turn.reading.weak or set(turn.plan.measures) <= {"expected_sales", "order_value", "order_qty"}
    if goods and bare and not _MOVED.search(turn.masked.text):
        return None  # "how many units is it?": of the list, still
    told = [i.name for i in catalogue.of_kind("product") if _is_told(i.name, answers[-1], catalogue)]
    return told[0] if len(told) == 1 else None


#: "I thought Lyon was swimming in them", "does Leeds have any of that?"
_THEM = re.compile(
    r"(?<!any of )(?<!which of )(?<!how many of )\b(?:it|them|those|these|that one|this one|(?:that|this) (?:product|item|article|line))\b(?! (?:products|items|articles|lines|days|weeks|stores|shops|two|three|four|five|\d|is|was|are|were|would|will|that|which|with|in stock|out of)\b)",
    re.IGNORECASE,
)


def _the_only_one_elsewhere(
    turn: Turn, plans: Sequence[Plan], answers: Sequence[str], catalogue: Catalogue
) -> tuple[str, str] | None:
    """ "I thought [store] was swimming in them. How many are there?" after a list of one product elsewhere: its name."""
    back = next((n for n, p in enumerate(reversed(plans)) if p.intent == "list"), None)
    if back is None or len(answers) <= back:
        return None
    listed, since = plans[-1 - back], plans[len(plans) - back :]
    named, said = turn.plan.entities, _THEM.search(turn.masked.question)
    of_goods = listed.group_by == "product" and not listed.entities.products and listed.entities.stores
    of_it = all(p.entities == listed.entities and set(listed.filters) <= set(p.filters) for p in since)
    if not of_goods or not of_it or said is None or named.suppliers or named.categories:
        return None
    if len(named.stores) != 1 or named.stores == listed.entities.stores or turn.plan.intent in ("list", "rank"):
        return None
    told = [i.name for i in catalogue.of_kind("product") if _is_told(i.name, answers[-1 - back], catalogue)]
    return (said.group(), told[0]) if len(told) == 1 else None


def _still_unclear(turn: Turn, question: str, last: Plan) -> str | None:
    """ "And how many of it did we sell?" after a name that fits several, unanswered: of those still."""
    unclear = last.ambiguity
    if unclear is None or unclear.kind != "product" or len(unclear.candidates) < 2 or turn.reading.weak:
        return None
    if turn.plan.entities.products or turn.masked.unknown or re.search(r"\[(?:product|category)\]", turn.masked.text):
        return None
    put = _OF_IT.sub(lambda _: f"the {unclear.text}", question, count=1)
    return put if put != question else None


def _put(question: str, said: str, name: str) -> str | None:
    put = re.sub(rf"\b{re.escape(said)}(?!\w)", lambda _: name, question, count=1, flags=re.IGNORECASE)
    return put if put != question else None


def _spoken_of(
    turn: Turn, said: Mention, plans: Sequence[Plan], answers: Sequence[str], catalogue: Catalogue
) -> str | None:
    """The only one of those it may be that was asked about, or told, last."""
    names = {item.id: item.name for item in said.items}
    if _NOT_THAT.search(turn.masked.text) or _plural(said, catalogue):
        return None
    merely = _MERELY.match(turn.masked.text)
    now = plans[-1].entities.products
    for products in (p.entities.products for p in reversed(plans)):
        found = names.keys() & set(products)
        if found:
            one = next(iter(found))
            return names[one] if len(found) == 1 and not (merely and (one,) == now) else None
    for answer in reversed(answers):
        told = {n for n in names.values() if _is_told(n, answer, catalogue)}
        if told:
            return told.pop() if len(told) == 1 and not merely else None
    return None


def _other_of_that_name(turn: Turn, plans: Sequence[Plan]) -> tuple[str, str] | None:
    """ "And the other [supplier]?", of a name that two have: the one that was not spoken of last."""
    for mention in turn.masked.mentions:
        field = next((many for many, one in SINGULAR.items() if one == mention.kind), "")
        if not field or not mention.ambiguous or len(mention.items) != 2:
            continue
        said = re.search(
            rf"\b(?:the|that|your|our) (?:one )?other {re.escape(mention.text)}", turn.masked.question, re.IGNORECASE
        )
        told = next((ids for p in reversed(plans) if (ids := getattr(p.entities, field))), ())
        other = [i.name for i in mention.items if i.id not in told]
        if said and len(other) == 1:
            return said.group(), other[0]
    return None


def _of_its_category(turn: Turn, plans: Sequence[Plan], catalogue: Catalogue) -> tuple[str, str] | None:
    """ "That shirt", where shirts are a category: the product that was spoken of last, and whose name says so."""
    for mention in turn.masked.mentions:
        said = re.search(rf"\b(?:that|this) {re.escape(mention.text)}(?!\w)", turn.masked.question, re.IGNORECASE)
        if mention.kind != "category" or said is None or mention.text.lower().endswith("s"):
            continue
        last = next((p.entities.products for p in reversed(plans) if p.entities.products), ())
        names = [i.name for i in catalogue.of_kind("product") if (i.id,) == last]
        if names and name_key(mention.text) in name_key(names[0]):
            return said.group(), names[0]
    return None


_OTHER_BEFORE = re.compile(
    r"\b(?:others?|another|different|else|both|each|every|all|any|which)(?: of)?(?: the| our)?\W*$"
)


def _by_its_words(question: str, plans: Sequence[Plan], catalogue: Catalogue) -> tuple[str, str] | None:
    """ "That hand saw", of everyday words, after a saw of one size: what is said of it, and its whole name."""
    for plan in reversed(plans):
        if len(plan.entities.products) != 1:
            continue
        name = catalogue.name("product", plan.entities.products[0])
        words = without_sizes(name).split()
        said = re.search(rf"\b{r'[ -]'.join(map(re.escape, words))}\b", question.lower()) if len(words) > 1 else None
        if said is not None and not _OTHER_BEFORE.search(question.lower()[: said.start()]):
            return said.group(), name
    return None


def _is_told(name: str, answer: str, catalogue: Catalogue) -> bool:
    """Is it named there, and not only as the beginning of a longer name?"""
    longer = [i.name for i in catalogue.of_kind("product") if i.name != name and i.name.startswith(name)]
    for other in longer:
        answer = answer.replace(other, " ")
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", answer) is not None


def _plural(said: Mention, catalogue: Catalogue) -> bool:
    """ "Tape measures" of things that are called "Tape Measure": more than one of them."""
    last = re.findall(r"[a-z]+", said.text.lower())[-1:]
    if not last or not last[0].endswith("s"):
        return False
    return not any(last[0] in item.name.lower().split() for item in said.items)


def _of_that_kind(said: Mention, plans: Sequence[Plan], catalogue: Catalogue) -> str | None:
    """ "And the 80 bags?" after the 40 bags of a tea: of that tea."""
    last = plans[-1].entities.products
    if len(last) != 1 or plans[-1].intent not in SAME_TOPIC:
        return None
    own = set(name_key(said.text).split())
    before = catalogue.name("product", last[0])
    words = set(name_key(before).split()) - own
    alike = [(len(words & set(name_key(i.name).split())), i.name) for i in said.items if i.id != last[0]]
    most = max((n for n, _ in alike), default=0)
    same = [name for n, name in alike if n == most and without_sizes(name) == without_sizes(before)]
    return same[0] if most and len(same) == 1 else None
