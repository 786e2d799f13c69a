# ruff: noqa: E501 - a pattern is read on one line
"""Classes and actions that are named to say which ones are not meant: "not X class", "an action other than OK"."""

from __future__ import annotations

import re

from rag.plan import Filter

__all__ = ["AXES", "denied_actions", "not_ordered_today", "without_denied_classes"]

AXES = (("abc_class", "abc"), ("xyz_class", "xyz"))
_KINDS = ("smooth", "erratic", "lumpy", "intermittent")
_DENY = (
    r"(?:(?<!whether or )(?<!or )not(?! (?:only|just|merely|even)\b)|\b(?:do|does|did|are|is|were|was)n'?t|cannot|never|neither|other than|different from|differ(?:s|ing)? from|(?<!\bor )except(?:ing)?(?: for)?|exclud(?:e|es|ing)|outside(?: of)?|non|without"
    r"|leav\w+(?: out| aside)?|apart from|aside from|besides|ignor(?:e|ing)|disregard(?:ing)?|set(?:ting)? aside|skip(?:ping)?|omit(?:ting)?|minus|rather than|instead of|but not|any (?:class|action|kind|sort) (?:but|except)|(?:anything|everything|all|any|every\w*|those|ones?|whatever) (?:but|bar))"
)
#: What may stand between the denial and the class, and turns nothing round
_GLUE = r"(?:(?:(?:to )?(?:be|being|been)|of|in|into|inside|within|under|from|with|the|any|that|which|those|these|are|is|was|were|an?|all|our|as|at all|part|members?|belong\w*|fall\w*|come|sit\w*|have|has|show\w*|carry|carrying|say|class(?:ed|ified)|graded|rated|labell?ed|marked|called|ranked|ones|products|items|articles|lines|skus|goods|our|demand|pattern|kind|sort|abc|xyz|group|considered|counted|really|quite|actually|either|deemed|read|reading|to)[ -])"
_NOUN = r"(?:class\w*|category|group|items?|ones|products?|articles?|skus?|lines?|goods|sellers?|movers?|segment|tier|bucket)"
#: The letter alone, where a class is what is left to stand there
_ENDS = r"(?=\s*(?:$|[?.!,;:)]| - )| (?:in|at|by|are|is|do|does|have|has|need|needs|from|there|on|please|but|and|or|nor|with|for)\b)"
_LETTER = rf"(?:(?:abc |xyz )?class(?:es)? (?:an? )?(?P<l1>[abcxyz])\b(?! (?:class|item|product|article|line)s?\b)|(?P<l2>[bcxyz])[ -]{_NOUN}\b|(?:(?<=the )|(?<=any )|(?<=our )|(?<=non )|(?<=non-)|(?<=all ))(?P<l3>a)[ -]{_NOUN}\b|(?P<l4>a)[ -]class(?=\s*(?:$|[?.!,;:)])| (?:items|products|articles|lines|skus|goods|ones)\b)|(?P<l5>[abcxyz]){_ENDS})"
_MORE = r"(?P<more>(?:(?:,? (?:and|or|nor|&)(?: not)?|,|/) ?(?:in |of |from |the )*(?:class )?[abcxyz]\b)*)"
_DENIED_LETTER = re.compile(rf"(?<![a-z]){_DENY}[ -]{_GLUE}{{0,6}}?{_LETTER}{_MORE}")
_KIND = rf"(?:{'|'.join(_KINDS)})"
_DENIED_KIND = re.compile(
    rf"(?<![a-z]){_DENY}[ -]{_GLUE}{{0,6}}?(?P<kinds>{_KIND}(?:(?:,? (?:and|or|nor|&)(?: not)?|,|/) ?{_KIND})*)\b(?! (?:deliver|suppl|operation|process))"
)
_WITHOUT_A = re.compile(r"without (?:an? )?(?:class|x?yz|abc)")
_GOODS_SAID = re.compile(
    r"\b(?:products?|items?|articles?|skus?|lines?|goods|sellers?|ones|everything|things|stock|how many|which|what|list|range|assortment)\b"
)


def without_denied_classes(text: str) -> tuple[str, list[Filter]]:
    """`text` with the classes taken out that it denies, and the conditions that deny them."""
    found: list[Filter] = []

    def taken(match: re.Match[str]) -> str:
        if "kinds" in match.groupdict():
            found.append(_none_of("demand_class", re.findall(_KIND, match["kinds"])))
            return " " * len(match.group())
        if _WITHOUT_A.match(match.group()):
            return match.group()  # what has no class at all
        first = next(match[f"l{n}"] for n in range(1, 6) if match[f"l{n}"])
        column, axis = next((c, letters) for c, letters in AXES if first in letters)
        gone = [first, *(letter for letter in re.findall(r"\b[abcxyz]\b", match["more"]) if letter in axis)]
        found.append(_none_of(column, [letter.upper() for letter in gone]))
        return " " * len(match.group())

    rest = _DENIED_LETTER.sub(taken, text)
    if "[product]" not in text and _GOODS_SAID.search(text):
        rest = _DENIED_KIND.sub(taken, rest)
    return rest, found


def _none_of(column: str, values: list[str]) -> Filter:
    unique = tuple(dict.fromkeys(values))
    return Filter(column, "!=", unique[0]) if len(unique) == 1 else Filter(column, "not in", unique)


_ACTION = r"(?P<action>ok|okay|expedited?|order[ _-]?now|order[ _-]?soon|excess)"
_DENIED_ACTION = re.compile(
    rf"(?<![a-z]){_DENY}[ -](?:{_GLUE}|[\"']|(?:on|flagged|tagged|set|put|down|action|status|recommended)[ -]){{0,6}}?{_ACTION}\b(?![ -](?:alerts?|warnings?|stock|orders?)\b)"
)
_SAYS_ACTIONS = re.compile(
    r"\b(?:actions?|status|flag\w*|marked|labell?ed|set|say|says|read|reads|tagged|on)\b|\border[_-](?:now|soon)\b|\bok\b|\bexpedit"
)


def denied_actions(text: str) -> list[Filter]:
    """ "Everything with an action other than OK": the condition that it is another one."""
    said = _DENIED_ACTION.search(text)
    if said is None or not _SAYS_ACTIONS.search(text):
        return []
    name = re.sub(r"[ -]", "_", said["action"])
    name = {"okay": "ok", "expedited": "expedite", "ordernow": "order_now", "ordersoon": "order_soon"}.get(name, name)
    return [Filter("action", "!=", name)]


_NOW = r"(?:today|now|right now|right away|at once|immediately)\b"
_NOT_ORDERED_TODAY = re.compile(
    rf"(?:\bnot|n't|\bneed not|\bno need)(?: (?:yet|have|needs?|has|to|be|being|due|up|for|necessarily|really|required?|a|an|any|new|supposed|meant))* (?:re-?)?(?:order(?:s|ed|ing)?|buy(?:ing)?|bought|purchas(?:e|ed|ing)) {_NOW}"
    rf"|\b(?:needs?|requires?|have|has|having|wants?|gets?|with|without) (?:no|any|an) (?:new |recommended )?orders? (?:due |placed )?{_NOW}(?<!have an order today)"
    rf"|\bno orders? (?:is |are )?(?:due|needed|required|recommended|necessary) (?:for )?{_NOW}"
)


def not_ordered_today(text: str) -> bool:
    """ "Need no order today": with an order that can wait, or with none."""
    said = _NOT_ORDERED_TODAY.search(text)
    return said is not None and re.search(r"\bno|n't|\bwithout\b", said.group()) is not None
