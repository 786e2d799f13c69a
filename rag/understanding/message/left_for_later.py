# ruff: noqa: E501 - a pattern is read on one line
"""What is to be ordered less what can wait: "leaving aside whatever can still wait, what has to be ordered?" """

from __future__ import annotations

import re

__all__ = ["without_what_can_wait"]

_LESS = (
    r"(?:(?:leav|set|put|push)(?:e|es|ing|t?ing)? (?:aside|out|to one side)|apart from|aside from|other than|except(?: for)?|excepting|exclud(?:e|es|ing)|ignor(?:e|ing)"
    r"|(?:not|without) (?:counting|including|listing|showing|considering)|disregard(?:ing)?|skip(?:ping)?|omit(?:ting)?|leav(?:e|ing) off|never mind|forget(?:ting)?(?: about)?|without|minus|less|drop(?:ping)?|but not|(?:and )?not)"
)
_THINGS = r"(?:(?:the |all |any |those |every )*(?:ones|one|things?|products|items|articles|lines|goods|stuff|orders|those|anything|everything|whatever|what|all)(?: (?:that|which))?(?: (?:is|are|'s))?)"
_LATER = (
    r"(?:(?:we |you )?(?:(?:can|could|may|might|will|would)(?: still| also| well| easily| just)? (?:be )?(?:wait(?: (?:a (?:bit|while|day|few days)|longer|until later|till later|for now))?|hold|hang on|be (?:put off|postponed|delayed|ordered later|left (?:for|until|till) later)|put off|postponed|delayed|ordered later|left (?:for|until|till) (?:later|another day))"
    r"|(?:is |are |isn't |aren't |'s )?(?:not|n't)? ?(?:(?:yet|that|so|really|all that) )*(?:urgent|pressing|critical|time-critical)(?: yet)?"
    r"|(?:only |just |first )?(?:due|needed|to be (?:ordered|placed))(?: only| just)? (?:soon|later|later on|another day|some other day|in a few days|afterwards|not yet)|has (?:still )?(?:time|some time)|have (?:still )?(?:time|some time)|(?:still )?ha(?:s|ve) time"
    r"|not (?:yet )?due(?: yet| today| now)?|(?:does|do)(?: not|n't) (?:have to|need to) (?:be (?:ordered|placed|sent)|go out) (?:today|now|yet|right away)))"
)
_FINE = (
    r"(?:(?:is |are |'s )?(?:fine|ok|okay|alright|all right|covered|good|well stocked|sufficiently stocked)(?: (?:as (?:it|they) (?:is|are|stands?)|anyway|already|for now|still))?"
    r"|(?:needs?|requires?|wants?) (?:no|nothing|no new|not any) ?(?:orders?|ordering|replenishment|action)?|(?:does|do)(?: not|n't) (?:need|require|have) (?:an? |any |to be )?(?:orders?|ordering|ordered|replenishing|action))"
)
_STILL = r"(?:still |yet |currently |for now |simply )*"
_NOT = r"(?=[^,]*\b(?:not|n't|isn't|aren't|no|wait|hold|hang|later|due|time|put off|postponed|delayed)\b)"
_CAN_WAIT = rf"{_LESS} {_NOT}{_THINGS} {_STILL}(?P<later>{_LATER})"
_IS_FINE = rf"{_LESS} {_THINGS} {_STILL}(?:{_FINE})"
#: "Apart from what is urgent": of what can wait
_AT_ONCE_SAID = r"(?:(?:is |are |'s )?(?:(?:really|most|very) )?(?:urgent|pressing)|(?:has|have|needs?|must|ought)(?: to)? (?:be (?:ordered|placed|sent)|go out|go) (?:today|now|right away|at once)|(?:is |are )?due (?:today|now)|can(?:not|'t| not) wait)"
_IS_URGENT = rf"{_LESS} {_THINGS} {_STILL}{_AT_ONCE_SAID}"
_WAY = r"(?:(?:and|so|ok|okay|but|now|please),? )*"
_FIRST = tuple(
    re.compile(rf"(?P<b>^|[.!?;] ){_WAY}{said}\s*[,:-]+ *(?=\w)", re.I) for said in (_CAN_WAIT, _IS_FINE, _IS_URGENT)
)
_LAST = tuple(
    re.compile(rf",?(?: -)? (?:and |but )?{said}(?P<e>\s*[?.!]*)$", re.I) for said in (_CAN_WAIT, _IS_FINE, _IS_URGENT)
)
_ORDERS = re.compile(r"\b(?:re-?)?order(?:s|ed|ing)?\b|\b(?:buy|bought|purchase\w*|replenish\w*|restock\w*)\b", re.I)
_COUNTED = re.compile(r"\b(?:open|outstanding|overdue|late|pending)\b|\bon order\b|\b(?:have|has) (?:we|been)\b", re.I)
_AT_ONCE = re.compile(
    r"\b(?:today|now|right away|immediately|at once|urgent\w*|asap|straight away|expedit\w*|this morning)\b", re.I
)
#: "Everything that cannot wait: which products are to be ordered?"
_HEADED = re.compile(
    r"(?P<b>^|[.!?;] )(?:(?:everything|anything|all|only|just|the things|what|whatever|the ones|those)(?: (?:that|which))? )+can(?:not|'t| not) wait(?: any longer)?\s*[,:.-]+ *(?P<rest>(?:what|which|how)\b[^?.]*\border[^?.]*)(?P<end>[?.]|$)",
    re.I,
)
_END = re.compile(r"(?P<end>\s*[?.!]*\s*)$")


def without_what_can_wait(text: str) -> str:
    """`text` asked of what is to be ordered today, where it sets aside what can wait; less what needs no order."""
    text = _HEADED.sub(lambda m: m["b"] + m["rest"] + " today" + m["end"], text)
    for where in (_FIRST, _LAST):
        for number, pattern in enumerate(where):
            if (said := pattern.search(text)) is None:
                continue
            rest = f"{text[: said.start()]}{said.groupdict().get('b') or ''}{text[said.end() :]}"
            rest += said.groupdict().get("e") or ""
            if not _ORDERS.search(rest) or _COUNTED.search(rest):
                return text
            added = "" if number == 1 or _AT_ONCE.search(rest) else " today" if number == 0 else " that can wait"
            return _END.sub(rf"{added}\g<end>", rest, count=1)
    return text
