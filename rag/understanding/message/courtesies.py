# ruff: noqa: E501 - a pattern is read on one line
"""What a message says of the asking itself: "may I ask", "if it is no trouble", "without any list, please".

None of it limits what is asked; "may I" is no month, and who wants no list places no order.
"""

from __future__ import annotations

import re

__all__ = ["without_courtesies"]

_KINDLY = r"(?:(?:please|kindly|perhaps|also|just|quickly|therefore|hereby|then|now) )*"
_ASKED = re.compile(
    rf"\b(?:may|might|could|can) (?:i|we) {_KINDLY}(?:ask|enquire|inquire|know|be told)\b(?: (?:you|of you|as to|about))?,? (?=(?:how|what|which|when|who|whose|where|why|whether|if|on|in|by|for|at)\b)",
    re.IGNORECASE,
)
_HAD = re.compile(
    rf"\b(?:may|might|could) (?:i|we) {_KINDLY}(?:trouble|bother|ask|request|beg)(?: of)? you (?:for|to (?:give|tell|show|send) (?:me|us))\b"
    rf"|\b(?:may|might) (?:i|we) {_KINDLY}(?:have|get|see|request|ask for)\b(?= (?:the|a|an|all|its|their|only|just)\b)",
    re.IGNORECASE,
)
_IF_I_MAY = re.compile(
    r"[, ]*\bif (?:(?:i|we) (?:may|might)(?: (?:ask|be so bold|trouble you|say so))?|you (?:do not|don't|would not|wouldn't) mind|(?:it is|it's|that is|that's) (?:not too much|no|not any) (?:trouble|bother)|you (?:would|could) be so (?:kind|good))\b,?(?=[ ?.!]|$)",
    re.IGNORECASE,
)
_SHAPE = r"(?:lists?|tables?|explanations?|essays?|commentary|comments?|prose|text|chart|charts|graphs?|novels?|speech|speeches|lectures?|waffle|blah(?: blah)?|bla(?: bla)?|fuss|chatter|details?|itemi[sz]ation|enumeration|padding|small talk)"
_SHAPES = rf"(?:(?:a|an|any|the|long|big|full|whole|further|more|complete|fancy) )*{_SHAPE}(?:(?:,| and| or|,? nor) (?:no |any |a )?{_SHAPE})*"
#: "The number, without any list, of ...", "how many? No essay please."
_NO_LIST = re.compile(
    rf"[, ]*[,(-]? ?\b(?:without|(?:and )?no|(?:i|we) (?:do not|don't) (?:need|want)(?: to see)?|spare (?:me|us)|skip|leave out|minus|omit(?:ting)?|not) {_SHAPES}(?: (?:please|pls|thanks|needed|required|necessary|at all|of any kind|to it|around it|attached))*(?P<end>\)|,|(?=\s*[.?!;:]|\s*$)|(?= (?:of|for|on|at|in|how|what|which)\b))",
    re.IGNORECASE,
)
#: "Need a quick no. - ...", "one figure please: ...": that something is asked, before it is
_WANTED = re.compile(
    r"^\W*(?:(?:hi|hello|hey|ok|okay|so|and|also|just|sorry|please|pls|again)\W+)*"
    r"(?:(?:(?:i|we)(?:'d| would)? )?(?:just |only |still )*(?:need|want|like|require|looking for|after)|(?:have )?got|have|give me|gimme"
    r"|(?:can|could|may|might) (?:you |i |u |we )(?:please |just )?(?:give me|get|have|ask(?: you)?|help(?: me)? with|do me))?[ ,]*"
    r"\b(?:an?|one|1|some|another) (?:(?:very|quick|fast|short|simple|small|tiny|brief|rough|more|last|single|plain|urgent) )*"
    r"(?:numbers?|nos?\b(?!\.? ?\d)\.?|nr\b(?!\.? ?\d)\.?|figures?|answers?|values?|facts?|infos?|information|stat|check|look-?up|favou?r|thing|question|query|bit of (?:info|help|information))"
    r"(?: (?:please|pls|plz|from you|for me|here|fast|quick(?:ly)?|asap|only|again|today|before (?:i|we) (?:go|leave|start)|for (?:my|our|the|a) (?:boss|manager|report|slides?|meeting|call|colleague)))*"
    r"\s*(?:[:;,.!?]+|-+(?=\s))(?:\s*[:;,.!?-]+)*\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
#: "Just the number: units on order from them"
_JUST_THAT = re.compile(
    r"^\W*(?:(?:ok|okay|quick|fast|please|pls|and|so|now)\W+)*(?:just|only) (?:the|a|one|1) (?:(?:bare|plain|single|final|total) )?(?:number|no\.?|figure|count|value|total|sum|answer)(?:,? (?:please|pls|plz|thanks|thx))?\s*(?:[:;,.]|-+(?=\s))\s*(?=\w+\W+\w)",
    re.IGNORECASE,
)
#: "..., one line": how long the answer may be
_ONE_LINE = re.compile(
    r"[ ]*[,;.-] *(?:(?:in|on|as|just|only) )*(?:one|a single|1) (?:line|sentence|word|number|figure)(?: (?:only|please|pls|is enough|will do|max))*(?=\W*$)",
    re.IGNORECASE,
)
#: "Before the 10 o'clock", "for my nine o'clock call": when the asker needs it, no hour of sales
_FOR_THE_MEETING = re.compile(
    r"[ ,]*\b(?:before|by|until|till|for|at|in time for|ahead of) (?:the|my|our|his|her|their|this|today's|tomorrow's) (?:\d{1,2}(?:[:.]\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r" ?(?:o'clock(?: (?:meeting|call|round|one|slot|stand-?up|briefing|conference|session))?|(?:am |pm |a\.m\. |p\.m\. )?(?:meeting|call|round|slot|stand-?up|briefing|conference|session))(?![\w'])",
    re.IGNORECASE,
)
#: "Thanks, and what should I order?"
_THANKED = re.compile(
    r"^\W*(?:(?:ok|okay|great|perfect|nice|cool|good|lovely|super|excellent|fine)[,.! ]+)*(?:thanks|thank you|thx|cheers|many thanks)(?: (?:a lot|very much|so much|a million|again|for that|for this))?\s*[,.;:!-]+\s*(?:(?:and|so|now|then),? (?=(?:what|which|how|when|who|where|is|are|do|does|did|will|can)\b))?(?=\w+\W+\w)",
    re.IGNORECASE,
)
#: "Kind regards, Marta Weber, purchasing": how a letter ends
_SIGNED = re.compile(
    r"(?:^|[\s.?!,;-])(?:(?:with |my )?(?:best|kind(?:est)?|warm(?:est)?|friendly) (?:regards|wishes|greetings)|regards|rgds|greetings|yours(?: (?:sincerely|faithfully|truly))?|sincerely(?: yours)?"
    r"|(?:many )?thanks(?: in advance| a lot| and (?:best |kind )?regards)?|thank you(?: in advance)?|thx|cheers)\s*[,.!-]*(?-i:(?:\s+[A-Z][\w.'-]+){1,3})(?:\s*[,(\n][\w &/().-]{2,40})?[.!)\s]*$",
    re.IGNORECASE,
)
#: "Dear Sir or Madam,", "To whom it may concern:", "Good day to you, ladies and gentlemen!": how a letter begins
_WHO = r"(?:sirs?|madams?|mesdames|ladies|gentlem[ae]n|colleagues?|teams?|all|everyone|everybody|friends?|partners?|planners?|purchasing|department|office|assistant|quartermaster|there|folks|both|of you)"
_OPENED = re.compile(
    rf"^\W*(?:(?:dear(?:est)?|esteemed|honou?red|respected|valued|hello|hi|greetings|good (?:day|morning|afternoon|evening))(?: to)?(?: you)?,?(?: (?:my|our|the|all|most|very|purchasing|planning|buying|supply|service|support|whole|entire|dear|esteemed|honou?red|respected|valued|[a-z]+ing))*(?: {_WHO}(?:(?:,? and |,? or | ?/ ?|,? )(?:dear )?{_WHO})*)?"
    rf"|{_WHO}(?: and | or | ?/ ?){_WHO}|(?:for |to )?the attention of [^:.,;!?\d]{{2,40}}(?=[:.,;!])|to whom(?:so)?ever? (?:it|this) (?:may|might) concern|to whom it concerns)(?:\s*[,:;.!]+|\s+[-\u2013]+|\n+|\s(?=(?:please|kindly|i|we|could|would|may|can)\b))\s*(?=\w+\W+\w)",
    re.IGNORECASE,
)
_SAYS_MORE = 3  # words


def without_courtesies(text: str) -> str:
    """`text` without them; whole where nothing else is said."""
    plain = _HAD.sub(
        "give me", _ASKED.sub("", _WANTED.sub("", _THANKED.sub("", _JUST_THAT.sub("", _OPENED.sub("", text)))))
    )
    for said in (_ONE_LINE, _IF_I_MAY, _NO_LIST, _FOR_THE_MEETING, _SIGNED):
        rest = said.sub("", plain)
        plain = rest if len(re.findall(r"\w+", rest)) >= _SAYS_MORE else plain
    plain = re.sub(r"^\W+(?=\w)|(?<=[.?!])\s*[,.;](?=\s|$)", "", plain) if plain != text else plain
    return plain
