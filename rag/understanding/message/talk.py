# ruff: noqa: E501 - a pattern is read on one line
"""Talk around a question: how somebody feels, who moaned, what was on the radio, in which form the answer is wanted.

"My eyes are shot after the stocktake, one figure will do me: how many ...?" asks nothing of a stocktake. A clause of
talk is left out where it names nothing of ours and no number, and where something that asks is left.
"""

from __future__ import annotations

import re

from rag.understanding.message.preambles import without_preambles

__all__ = ["without_talk"]

_LEAD = r"^\W*(?:(?:and|but|so|well|look|listen|oh|ah|sure|right|ok|okay|now|because|since|as|cause|for|also|besides|anyway|honestly|sorry|fair enough),? )*"
_MINE = (
    r"(?:eyes?|feet|foot|back(?! ?(?:room|yard|door|stock|order|end|office|of|shelf))|head|knees?|legs?|hands?|arms?|shoulders?|brain|nerves|glasses|specs|spectacles|hearing|memory|"
    r"patience|heart|stomach|stomch|blood pressure|tea|coffee|lunch|dinner|supper|breakfast|phone|battery|laptop|pen|wife|husband|missus|daughter|son|kids?|children|mother|mum|father|dad|brother|sister|"
    r"dog|cat|bed|car|bus|train|nan|granny|neighbours?)"
)
_WORN = (
    r"(?:tired|knackered|exhausted|shattered|wrecked|wiped out|dead(?: on my feet)?|sick (?:and tired )?(?:of|to)|fed up|worn out|half asleep|half dead|stood (?:at|in|here|behind)|standing (?:at|in|here|behind|outside)|"
    r"on my (?:feet|knees|own)|past caring|losing (?:it|my \w+)|going (?:mad|spare|blind|grey|under)|up since|run off my feet|not (?:getting any younger|made of)|too old|freezing|soaked|starving|drowning|up to my|still (?:cleaning|mopping|sweeping|counting))"
)
_PEOPLE = r"(?:rep|reps|driver|drivers|lad|lads|boss|accountant|bookkeeper|neighbours?|cashier|manager|landlord|bank|auditor|area manager|girls?|lorry man|delivery man|wife|husband|missus|mother-in-law|customers?|people|somebody|someone|everyone|everybody|they|he|she)"
_DEVICE = r"(?:heating|boiler|tills?|scanners?|fridges?|freezers?|forklift|lift|computers?|pc|printer|internet|wi-?fi|lights?|roof|toilet|van|shutters?|gate|door|alarm|phones?|coffee machine|system|air ?con\w*)"
_FUSS = r"(?:moan\w*|rude|pull\w* (?:a )?faces?|grumbl\w*|shout\w*|nagg\w*|laugh\w*|sulk\w*|swear\w*|swore|rant\w*|whin\w*|gossip\w*|tut\w*|sigh\w*|roll\w* (?:his|her|their) eyes|on (?:my|our) back|breathing down|in a mood|grumpy|driv\w+ me|does my head in|going on about|banging on)"
_WHERE_ONE_SITS = r"(?:meetings?|calls?|video ?call|car|train|bus|desk|queue|traffic|conference|board ?room|kitchen|lift|taxi|airport|station|workshop|boss|management|director|auditors?)"
_TALK = re.compile(
    rf"{_LEAD}(?:(?:my|me|the) (?:\w+ ){{0,2}}?{_MINE}(?:'s| is| are| was| were| has| have| hurt\w*| ach\w*| kill\w*| thinks?| says i\b| gone| died)\b"
    rf"|(?:(?:i|we)(?:'m|'ve| am| was| have| are|'re)?(?: been| got| just| so| all| really| still| absolutely| completely| getting| a bit| bloody)* |been |being |feeling |am |was |dead |half )?{_WORN}\b"
    r"|(?:i |we )?(?:can ?not|can't|cant|could not|couldn't) (?:find (?:my|the)|see (?:straight|a thing|my)|read (?:my|a thing|the small)|think (?:straight|any)|feel my|hear myself|be (?:bothered|doing)|face|bear|get (?:the|my) \w+ (?:through|in|out|off|shut|open))"
    r"|(?:i |we )(?:had|got|have had) (?:no sleep|a (?:long|hard|terrible|rough|bad|late) (?:day|night|morning|week)|\w+ hours?'? sleep)|(?:it|what|today|this)(?:'s| is| was| has been)?(?: been)? (?:such )?an? (?:\w+ )?(?:day|night|morning|week|nightmare|madhouse)(?: (?:here|today|already|so far|i tell you|in here|it was))*\W*$"
    rf"|(?:the|our|my|that|some|his|her)?(?: \w+)?? ?{_PEOPLE}(?:'s|'re|'ve)?\b[^?]{{0,40}}\b{_FUSS}\b"
    r"|(?:there (?:was|is|were)|i (?:heard|saw|read|caught)|it was|they had|they said) (?:something|a (?:thing|bit|report|programme|piece)|a lot|it)\b[^?]{0,30}\b(?:on|in) the (?:radio|telly|tv|television|wireless|papers?|news)\b"
    rf"|(?:the|our|my|that) (?:\w+ )?{_DEVICE}(?:'s| is| has| are| have)?(?: \w+)?? (?:packed (?:in|it in|up)|pack(?:s|ing) (?:in|up)|broke\w*|bust(?:ed)?|down|leak\w*|play\w* up|act\w* up|crash\w*|stuck|jammed|gone|out of (?:order|action)|dead|frozen|at it)\b"
    rf"|(?:i|we)(?:'m| am|'re| are|m) (?:just |now |currently |still |here )*(?:sitting|sat|stuck|standing|waiting|locked up) (?:here )?(?:in|at|on|with|next to|outside) (?:an? |the |my |our )?(?:\w+ )?{_WHERE_ONE_SITS}\b"
    r"|knowing (?:our|my) luck\b"
    r")",
    re.IGNORECASE,
)  # fmt: skip
#: "Would've put money on the weekend", "I'd have guessed Saturday": what somebody had thought, whatever time it names
_BET = re.compile(
    rf"{_LEAD}(?:(?:interesting|funny|odd|strange|surprising|hm+|blimey|huh),? )?(?:(?:(?:i|we)(?:'d| would| could)|would|could)(?:'ve| have| had| of)?(?: easily| gladly| happily| almost| honestly| definitely| personally)? |my (?=money))"
    r"(?:(?:put|bet|staked?|wagered|lost|had) (?:(?:good|serious|real|big|my|our|a lot of|all (?:my|our)|some|the|any|a bit of|a) )*(?:money|fiver|tenner|quid|pound|cash|wages|house|shirt|farm|life)(?: (?:on|that)\b|\W*$)|money (?:was|would have been|is|would've been) on\b"
    r"|(?:bet|guessed|sworn|thought|assumed|reckoned|gone for|expected)(?: that)?(?: it (?:was|is|would be|'d be|to be)| on)?(?: (?:the|a|an))? (?:weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mid-?week)\b)[^?]*$",
    re.IGNORECASE,
)  # fmt: skip
_POINTS_AT_IT = re.compile(
    r"\b(?:it|its|there|them|they|their|that one|that (?:shop|store|product|item))\b", re.IGNORECASE
)
#: In which form the answer is wanted
_FORM = re.compile(
    rf"{_LEAD}(?:(?:please )?(?:do not|don't|dont|no need to) (?:give|send|show|write|read|tell|bother)(?: (?:me|us))?(?: (?:out|with))?(?: (?:a|an|the|any|another|one of your))?(?: \w+)? (?:lists?|tables?|essays?|novels?|lectures?|stor(?:y|ies)|waffle|speech|spreadsheets?)(?: please)?\W*$"
    r"|(?:just )?(?:one|a single|1|the one|a bare|a plain) (?:figure|number|line|word|sentence) (?:will|would|is) (?:do|enough|all|be enough|be fine|suffice)(?: (?:do|me|for me))*\W*$|me\W*$)",
    re.IGNORECASE,
)  # fmt: skip
#: "I'm not bothered who is quick", "I couldn't care less what it costs"
_NO_MATTER = re.compile(
    rf"{_LEAD}(?:(?:i|we)(?:'m| am|'re| are)? not (?:bothered|fussed|worried|interested)(?: about| in)?|(?:i|we) (?:do not|don't|dont|could not|couldn't|could) (?:really )?(?:care|mind|give a \w+)(?: less)?(?: about)?) "
    r"(?:who|which of them|what it|how)\b(?! (?:many|much)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|\b(?:how (?:many|much|long|far|often|high|big)|which|what|when|whose|who|list|show)\b", re.IGNORECASE
)
#: "The till played up all of last week. How many did they sell in it?": the time may be that of the question
_A_TIME = re.compile(
    r"\b(?:(?:last|past|next|this|coming|previous) (?:week|month|year|weekend|summer|winter|autumn|spring|quarter)|yesterday|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
#: Said in passing, of no meaning for what is asked
_IN_PASSING = re.compile(
    r"(?:(?P<before>^|[,.!?;:-]) ?)(?:(?:i )?(?:honest|swear|hand) (?:to|on) (?:god|heart|my heart)|(?:so )?(?:god|heaven|lord|saints) (?:help|forgive|preserve|bless) (?:me|us|him|her|them)|for (?:god|heaven|pity|goodness)'?s? sake|"
    r"(?:or )?(?:so )?(?:i|we) (?:do |must |would |'d )?(?:believe|think|guess|reckon|gather|assume|presume|suspect|seem to (?:remember|recall))(?: so)?|"
    r"or so it (?:feels|seems|looks)|would you believe(?: it)?|believe (?:you )?me|(?:i|we) (?:do not|don't|can ?not|can't|could not|couldn't|hardly|can hardly|still do not|still don't)(?: quite| really)? believe (?:it|that|this|them|him|her|a word(?: of it)?)|(?:i|we) (?:doubt (?:it|that)|have (?:my|our) doubts)|hard to believe|"
    r"bless (?:it|them|him|her)|no word of a lie|(?:i )?tell you|i'm telling you|if you ask me|touch wood|fingers crossed|"
    r"mind(?: you)?|fair (?:enough|play|dues)|like i said|as i said|thank god|dear god|good god|my god|jesus|christ|cross my heart)(?P<after>\s*(?:[,.!?;:-]|$))",
    re.IGNORECASE,
)
#: "Half of what I sell comes back, or so it feels.": a feeling, no figure
_FEELS = re.compile(
    r"(?:^|(?<=[.!?] ))[^.?!]{3,80}?,? (?:or )?(?:at least )?(?:so it (?:feels|seems)|it feels like|as it feels)(?: to me| some ?days| lately)?(?P<rest>[,.!;]+)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"(?<=[.!?…])\s+|(?<=[,;:])\s+|\s+-\s+|(?<=\w)\s+(?=(?:but|and) (?:i'm|i am|we're|we are|my|i don't|i do not)\b)",
    re.IGNORECASE,
)
#: "Accounting has moved the closing date, so I need ...": why somebody asks
_REASON = re.compile(
    rf"{_LEAD}(?:the |our |my |their )?(?:new |local |internal |external )?(?:accounting|accounts|accountants?|finance|controlling|controllers?|management|head ?office|headquarters|hq|legal|hr|it|audit\w*|treasury|"
    r"(?:the |my |our )(?:boss|board|ceo|cfo|bank|tax (?:man|office|people|adviser)|landlord|director)) (?:people |team |department |guys )?(?:has|have|had|wants?|wanted|needs?|needed|chang\w+|mov\w+|ask\w*|insist\w*|is|are|was|were|does|do)\b",
    re.IGNORECASE,
)
_SO = re.compile(r"\W*(?:and )?(?:so|therefore|hence|that is why|which is why)\b", re.IGNORECASE)
_LEFT = 3  # words


def without_talk(text: str, names: list[tuple[int, int]]) -> str:
    """`text` without its clauses of talk; `names` are spans of what is named, and no clause with one is left out."""
    text, names = without_preambles(text, names)
    felt = _FEELS.search(text)
    if felt and not _ASKS.search(felt.group()) and not any(a < felt.end() and felt.start() < b for a, b in names):
        gone = felt.end() - felt.start()
        names = [(a - gone, b - gone) if a >= felt.end() else (a, b) for a, b in names]
        text = text[: felt.start()] + text[felt.end() :]
    parts, last = [], 0
    for match in _CUT.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in names):
            parts.append((last, match.end()))
            last = match.end()
    parts.append((last, len(text)))
    kept = [(a, b) for a, b in parts if not _is_talk(text[a:b], any(a <= n < b for n, _ in names), text[b:])]
    if len(kept) == len(parts):
        return _passed(text)
    rest = _passed("".join(text[a:b] for a, b in kept))
    return rest if len(rest.split()) >= _LEFT and re.search(r"\w", rest) else text


def _is_talk(clause: str, names_something: bool, following: str) -> bool:
    if _BET.match(clause) and not _ASKS.search(clause):
        return not (names_something and _POINTS_AT_IT.search(following))
    if names_something or re.search(r"\d", clause) or _A_TIME.search(clause):
        return False
    if (_NO_MATTER.match(clause) or _FORM.match(clause)) and "?" not in clause:
        return True
    reason = _REASON.match(clause) is not None and _SO.match(following) is not None
    return (reason or _TALK.match(clause) is not None) and not _ASKS.search(clause)


def _passed(text: str) -> str:
    """`text` without what is said in passing."""

    def rest(match: re.Match[str]) -> str:
        before, after = match["before"], match["after"].strip()
        return after if after in (".", "!", "?") or (before in ("", ".", "!", "?") and after) else before

    return re.sub(r"^[\s,;:.!]+|(?<=[.!?])[\s,;:]+(?=[,;:])", "", _IN_PASSING.sub(rest, text)).strip()
