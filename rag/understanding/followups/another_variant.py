# ruff: noqa: E501 - a pattern is read on one line
"""Another size, colour or pack of the product spoken of: "same shoe in size 42?", "and the black one?", "the bigger pack"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.names.catalogue import Catalogue, name_key
from rag.names.sizes import in_that_variant, is_of_variant, larger_first, without_sizes
from rag.plan import Plan
from rag.understanding.message.tidying import tidy

if TYPE_CHECKING:
    from rag.understanding.turn import Turn

__all__ = ["SAME_TOPIC", "another_variant"]

_OTHER_SIZE = re.compile(
    r"\bthe other (?:size|variety|variant|version|kind|sort|pack|packet|length|colour|flavour)\b|\bits other size\b"
)
_BY_SIZE = re.compile(
    r"\bthe (?P<way>big(?:ger)?|large[r]?|long(?:er)?|small(?:er)?|short(?:er)?|heavier|lighter|wider|stronger|weaker)(?: (?:one|size|pack|packet|bottle|version|variant|bag|box))\b"
)
_SMALLER = ("small", "short", "light", "weak")
#: "The smooth one", "the organic version"
#: "The one that is not organic", "the non-organic one", "the one without the lid"
_NO_SUCH_A_ONE = re.compile(
    r"\bthe (?:one|version|variant|kind|sort)(?:,? (?:that|which)(?: is|'s|s)?)?,? (?:not|isn't|without)(?: the| an?)? (?P<words>[a-z][\w-]*)\b|\bthe non[ -](?P<words2>[a-z][\w-]*)(?: (?:one|version|variant|kind|sort))?\b"
)
_SUCH_A_ONE = re.compile(
    r"\bthe (?P<words>[a-z0-9][\w.-]*(?: [\w.-]+){0,2}?) (?:one|version|variant|variety|size|kind|sort)\b"
)
#: "Going back to the black one then: on what date will it be gone?"
_BACK_TO_ONE = re.compile(
    r"\b(?:back to|return(?:ing)? to|once more on|again on|as for|regarding|concerning|with) the (?P<words>[a-z0-9][\w.-]*(?: [\w.-]+){0,2}?) (?:one|version|variant|variety|size|kind|sort)\b"
)
#: "Same for the 4 x 50 ones", "I wanted the 5 x 70s"
_TWO_NUMBERS = re.compile(
    r"(?:\b(?:the|those|that|these) )?(?<![\w.,])(?P<a>\d+(?:[.,]\d+)?) ?(?:x|by) ?(?P<b>\d+(?:[.,]\d+)?)(?:mm|cm|m)?(?:'?s)?(?: ones?)?(?![\w%])"
)
_PAIR = re.compile(r"(?<![\d.,])\d+(?:[.,]\d+)? x \d+(?:[.,]\d+)?")
#: "And in medium?", "what about 40?"
_BARE = re.compile(
    r"^\W*(?:(?:and|or|ok|so|now|then|what about|how about|what of|for|with|in|the|i mean|i meant|sorry|no) )*(?P<words>[a-z0-9][\w.-]*(?: [\w.-]+)?)(?: (?:then|please))?\W*$"
)
_VERSION = r"(?: (?:versions?|variants?|variety|ones?|sizes?|colou?rs?|kind|sort|model|packs?|pairs?))?"
_WORDS = r"(?P<words>[a-z0-9][\w-]*(?:[.,]\d+)?)(?P<more>[ -][a-z0-9][\w-]*)?"
#: "Same shoe in size 42?", "that one, but in black", "the same in 500ml"
_SAME_IN = re.compile(
    r"\b(?P<said>(?:(?:(?:the|that|this) )?(?:(?:very|exact) )?same|that|this|it)(?P<noun>(?: \w+){0,3}?),?(?: (?:but|only|just))*"
    rf"(?:,? in(?! the (?:red|black|green|pink)\b)(?: (?:the|an?))?|,| but(?: (?:the|an?))?) (?P<size>size )?{_WORDS}){_VERSION}(?!\w)"
)
#: "Then I'd like it", "same question": what is asked of the other one is what was asked before
_THE_SAME = (
    r"(?:(?:i|we)(?:'d| would)? (?:also )?(?:like|want|need)(?: to (?:know|see|have))?|give me|tell me|show me|can (?:i|we) have|what (?:would|will|is|was|does|did) (?:it|that|this)(?: (?:be|come to|look like))?|how (?:does|is|about) (?:it|that))"
    r"(?: (?:it|that|this|those|them|the same(?: \w+)?|one))?"
)
_PLEASE = r"(?:,? (?:then|please|pls|too|instead|as well|also))*"
_IN_PERCENT = r"(?:,? (?:as an?|in|as) (?:percent(?:age)?s?|per ?cent|%|units|pieces|figures?|numbers?|days))?"
#: "And the 44?", "what about size 44?", "and the blue ones?", "same q for medium, in %"
_THE = re.compile(
    rf"^\W*(?:(?:and|or|ok|so|now|then|but|what about|how about|what of|for|with|in|i mean|i meant|sorry|no|same|the same|thing|question|q|please|{_THE_SAME})[ ,]+)*"
    rf"(?P<said>(?:(?:(?:the|those)(?P<noun> size)?|(?P<size>(?:an? |in )?size)) |(?P<bare>(?<=for )(?=\w))){_WORDS}(?:'?s)?){_VERSION}(?: (?:of|in) the same \w+)?{_PLEASE}{_IN_PERCENT}{_PLEASE}\W*(?:$|(?<=\? )(?=(?:by )?(?:how (?:many|much)|what|which|higher|lower|more|less|up|down|better|worse)\b))"
)
_ANYTHING = frozenset({"one", "thing", "product", "item", "article", "stuff", "goods", "model", "sku", "line", "size"})
_NO_SIZE = re.compile(
    r"\s*(?:%|days?|weeks?|months?|years?|hours?|units?|pieces?|percent|euros?|eur|orders?|stores?|shops?|demand|quantit(?:y|ies)|numbers?|amounts?|parts?|measure|lots?|print)\b"
)
_LONGEST_SIZE = 12
#: "The 42s"
_PLURAL_SIZE = re.compile(r"^(\d+)'?s$")
SAME_TOPIC = ("value", "explain", "whatif", "compare", "no_data")


def another_variant(turn: Turn, plans: Sequence[Plan], catalogue: Catalogue) -> tuple[str, str | None]:
    """What is said of another size, or variety, of the product spoken of, and the name of that."""
    text, last = turn.masked.spelled, plans[-1].entities.products
    if len(last) != 1 or plans[-1].intent not in SAME_TOPIC:
        return "", None
    before = catalogue.name("product", last[0])
    others = [i.name for i in catalogue.of_kind("product") if i.id != last[0]]
    sizes = [n for n in others if without_sizes(n) == without_sizes(before)]
    by_name = re.search(rf"\bthe other {re.escape(without_sizes(before).lower())}(?!\w)", text.lower())
    if said := by_name or _OTHER_SIZE.search(text):
        return said.group(), sizes[0] if len(sizes) == 1 else None
    if said := _TWO_NUMBERS.search(tidy(turn.masked.question).lower()):
        pair = re.compile(rf"(?<![\d.,]){re.escape(said['a'])} x {re.escape(said['b'])}(?![\d.,])")
        found = [n for n in (before, *sizes) if pair.search(n.lower())]
        if not found and _PAIR.search(before):
            return said.group(), _PAIR.sub(f"{said['a']} x {said['b']}", before, count=1)  # a size that nobody has
        return said.group(), found[0] if len(found) == 1 else None
    if said := _NO_SUCH_A_ONE.search(tidy(turn.masked.question).lower()):
        words = set(name_key(before).split()) - set(name_key(said["words"] or said["words2"]).split())
        plain = [n for n in others if words == set(name_key(n).split())]
        return said.group(), plain[0] if len(plain) == 1 and words != set(name_key(before).split()) else None
    if said := _SUCH_A_ONE.search(text) or _BACK_TO_ONE.search(tidy(turn.masked.question).lower()):
        words = set(name_key(said["words"]).split())
        named = [n for n in others if words <= set(name_key(n).split())]
        if named and words - set(name_key(before).split()):
            return said.group(), _told_last(named, plans, catalogue) or _most_alike(named, before)
    if (put := _in_variant(tidy(turn.masked.question).lower(), before, others, _counted(plans[-1]))) is not None:
        return put
    if said := _BY_SIZE.search(text):
        wanted = not said["way"].startswith(_SMALLER)
        found = [n for n in sizes if larger_first(n, before) is wanted]
        return said.group(), found[0] if len(found) == 1 else None
    if (said := _BARE.match(text)) and not (said["words"].isdigit() and _counted(plans[-1])):
        words = set(name_key(said["words"]).split())
        found = [n for n in sizes if words <= set(name_key(n).split()) - set(name_key(before).split())]
        return said["words"], found[0] if len(found) == 1 else None
    return "", None


def _in_variant(text: str, before: str, others: Sequence[str], counted: bool) -> tuple[str, str] | None:
    """What is said of the product in another size or colour, and its name, which nobody may have."""
    said = next((m for m in _SAME_IN.finditer(text) if _is_of_it(m["noun"], before)), None) or _THE.match(text)
    if said is None:
        return None
    for words in dict.fromkeys((f"{said['words']}{said['more'] or ''}", said["words"])):
        end = said.start("words") + len(words)
        if _NO_SIZE.match(text[end:]):
            continue
        words = _PLURAL_SIZE.sub(r"\1", words)
        if is_of_variant(words, before):
            if (said["noun"] or "").strip():
                return text[said.start("said") : end], before
            continue
        told, family = set(name_key(words).split()), set(without_sizes(before).split())
        rest = [(n, set(without_sizes(n).split()) - told) for n in others if is_of_variant(words, n)]
        bare = said.groupdict().get("bare") is not None
        if alike := [n for n, shared in rest if shared and shared <= family]:
            name = alike[0] if len(alike) == 1 else _most_alike(alike, before)
        else:
            sized = not bare and (said["size"] or (said["noun"] or "").strip() or not (words.isdigit() and counted))
            sizes = [n for n in others if without_sizes(n) == without_sizes(before)]
            name = in_that_variant(words, before, *sizes[:1]) if sized and len(words) < _LONGEST_SIZE else None
        if name:
            return text[said.start("said") : end], name
    return None


def _is_of_it(noun: str, before: str) -> bool:
    """ "Same shoe", "that one": the product, rather than the same store, or what it does there."""
    said, its = (
        {w.rstrip("e") for w in (*name_key(n).split(), *more)} for n, more in ((noun, ()), (before, _ANYTHING))
    )
    return said <= its


def _told_last(names: Sequence[str], plans: Sequence[Plan], catalogue: Catalogue) -> str | None:
    """The only one of `names` that was spoken of in this conversation."""
    told = {catalogue.name("product", i) for p in plans if len(p.entities.products) == 1 for i in p.entities.products}
    spoken = told & set(names)
    return spoken.pop() if len(spoken) == 1 else None


def _counted(plan: Plan) -> bool:
    """Would a bare number be of days, or of percent?"""
    return bool(plan.window or plan.scenario or plan.levels)


def _most_alike(names: Sequence[str], before: str) -> str | None:
    """The one that shares most words with the product spoken of; None where none does, or several."""
    words = set(name_key(before).split())
    shared = [len(words & set(name_key(n).split())) for n in names]
    most = max(shared)
    return names[shared.index(most)] if most and shared.count(most) == 1 else None
