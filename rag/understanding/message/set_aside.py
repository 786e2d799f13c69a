# ruff: noqa: E501 - a pattern is read on one line
"""What a message takes for granted or puts aside, beside what it asks.

"Speed aside, which of them is more punctual?" asks nothing of speed; "open orders still arrive as planned" is how every
projection counts them, and no condition on the products.
"""

from __future__ import annotations

import re

from rag.understanding.words.measures import find_measures

__all__ = ["without_purposes", "without_what_is_set_aside"]

_MATTER = (
    r"(?:the |their |its |any |all |our )?(?:question of |matter of )?(?:delivery |purchase |purchasing |unit |payment |shipping )?"
    r"(?:speeds?|pace|prices?|pricing|costs?|money|lead[ -]?times?|delivery times?|terms|reliability|punctuality|quality|sizes?|volumes?|"
    r"quantit(?:y|ies)|distances?|loyalty|looks|how (?:fast|quick(?:ly)?|cheap|dear|expensive|big|large|punctual|reliable) (?:they are|it is|each is|either is)"
    r"|(?:which|what) (?:shop|store|branch|supplier|vendor|category)(?: (?:it|that|this|they|those) (?:is|are|was|were|comes?|goes|go|belongs?))?(?: (?:for|in|from|to|at|of|with))?)"
)
_MATTERS = rf"{_MATTER}(?: (?:and|or|as well as|&) {_MATTER})?"
_ASIDE = re.compile(
    r"(?:^|(?<=[.!?;:,] ))(?P<lead>(?:(?:and|but|ok|okay|so|now|well|right|then),? )*)"
    rf"(?:{_MATTERS} (?:aside|apart)|(?:leav\w+|put\w*|set\w*|push\w*) {_MATTERS} (?:aside|out(?: of (?:it|this|account|the picture))?|to one side)"
    rf"|(?:leav\w+|put\w*|set\w*) (?:aside|out) {_MATTERS}|(?:never mind|forget(?: about)?|ignor\w+|disregard\w*|regardless of|irrespective of|no matter|whatever|apart from|aside from|not counting|without (?:looking at|regard to|considering)) {_MATTERS})"
    r"(?:,|:| -|\.| for (?:a|the|one) (?:moment|minute|time being)[,:]?)+ +(?=\w)",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(
    rf"(?:,| -)? (?:{_MATTERS} (?:aside|apart)|(?:leav\w+|put\w*|set\w*) {_MATTERS} (?:aside|out(?: of (?:it|this|account))?)|(?:regardless|irrespective) of {_MATTERS})(?: please)?(?=\s*[?.!]*$)",
    re.IGNORECASE,
)
#: "Open orders still arrive as planned", "assuming that everything on order comes in on time"
_AS_PLANNED = re.compile(
    r"(?:^|(?<=[.!?;,:(]) ?|(?<=\w) (?=(?:assum|suppos|given|provided|while)))"
    r"(?:(?:and|but|so|please|assum\w+|suppos\w+|given|provided|while|let us say|say|let|with|counting on)(?: that)? )*"
    r"(?:(?:all|any|the|our|my|those|these|existing|current|already|placed|pending|outstanding|running|of) )*"
    r"(?:open (?:purchase )?(?:orders|deliveries|pos)|(?:purchase )?orders (?:already )?(?:placed|under way|on the way)|(?:deliveries|orders)(?= (?:do |will |are )?(?:still|to))|(?:what(?:ever)?|everything|goods)(?: that)?(?: is| are)? (?:already )?(?:on order|on (?:its|the|their) way))"
    r"(?: (?:still|do|does|will|all|are|is|be|to|of course|normally|nevertheless|though|as usual))*"
    r" (?:arriv\w+|com(?:e|es|ing)(?: in)?|(?:be )?delivered|land\w*|turn(?:s)? up|reach(?:es)? us)(?: in)?"
    r"(?:,? (?:though|as (?:planned|scheduled|promised|agreed|booked|expected|usual)|on time|on schedule|punctually|normally|on (?:their|its|the) (?:due|promised|planned|agreed) (?:dates?|days?)|when (?:they are |it is )?(?:due|promised|planned)|of course))*"
    r"(?P<end>\s*(?:[.,;!?)]|$))",
    re.IGNORECASE,
)
#: "Nothing new gets ordered. What is used up by Friday?": no projection counts an order that is not placed
_NOTHING_NEW = re.compile(
    r"(?:^|(?<=[.!?;:] ))(?:(?:and|but|suppos\w+|assum\w+|imagine|say|let us say|given|provided)(?: that)?,? )*"
    r"(?:nothing (?:new |more |else |further )?(?:is |gets |will be |being )?(?:re)?ordered|(?:we|i) (?:order|buy|place) (?:nothing|no orders?)(?: new| more| further| else)?"
    r"|no (?:new |further |more )*orders? (?:is|are|gets?|will be) placed)\s*[.;:]\s*"
    r"(?=[^.]*\b(?:used up|run(?:s|ning)? (?:out|dry)|gone|empty|last(?:s)?|out of stock|sold out|sells? out)\b)",
    re.IGNORECASE,
)
#: "Leave the festival for a second.", "Forget the rise for now:": what the conversation was about
_LEFT_FOR_NOW = re.compile(
    r"(?:^|(?<=[.!?;:,] ))(?:(?:and|but|ok|okay|so|now|well|right|then),? )*(?:let us |let's )?(?:leave|leaving|park|drop|forget(?: about)?|ignore|set|put|never mind) (?:the|that|this|all that|those|it)(?: [^\W\d][\w'-]*){0,3}?"
    r" (?:(?:aside|to one side|alone|be) )?(?:for (?:a|one|the|this|just a) (?:sec|second|moment|minute|bit|while|time being)|for now|aside for now)(?:[.!:,;-]|,? and)+ +(?=\w)",
    re.IGNORECASE,
)
#: "I know what the top product is, no need for that one. Which comes second?"
_KNOWN = re.compile(
    r"(?:^|(?<=[.!?;] ))(?:(?:[Aa]nd|[Bb]ut|[Oo]k|[Oo]kay|[Ss]o|[Nn]ow|[Ww]ell),? )*[Ii] (?:do |already |still )*know (?:already )?(?:what|which|who|how|when|where)\b"
    r"[^.?!;]*?(?P<of>\b(?:at|in|for|of|from) [A-Z][^,.?!;]*)?(?:, [^.?!;]*)?[.!]\s+(?=\w)"
)


#: "I'm thinking about what to cut back in [category].", "I am closing the weekly report.": why it is asked
_BUSY = re.compile(
    r"(?:^|(?<=[.!?;] ))(?:(?:[Aa]nd|[Bb]ut|[Oo]k|[Oo]kay|[Ss]o|[Nn]ow|[Ww]ell),? )*(?:[Ii](?:'m| am)|[Ww]e(?:'re| are)) (?:just |still |currently )?"
    r"(?:(?:thinking (?:about|of|over)|deciding(?: on)?|pondering|mulling over|considering|working out) (?:what|which(?: \w+)?|where|how many|whether) to \w+"
    r"|(?:closing|finishing|writing|preparing|compiling|filling in|putting together|updating|drafting|completing) (?:up )?(?:the|our|my|a|this) (?:\w+ ){0,2}(?:report|slides?|deck|sheet|table|file|minutes|presentation|overview|review)\b)"
    r"[^.?!;]*?(?P<of>\b(?:at|in|for|of|from|on|about) [A-Z][^,.?!;]*)?[.!]\s+(?=\w[^?]*\?)"
)
#: "At the meeting they will ask me which of our earners is losing ground in [store].": what others will ask, beside
#: the question that is put now
_THEY_ASK = re.compile(
    r"(?P<before>^\W*|[.!?;] )(?:(?:and|but|so|well|now|ok|okay|because|since),? )*(?:(?:at|in|on|during|for|before|by) [^.?!;,]{3,40}?,? )?"
    r"(?:they|he|she|people|somebody|someone|everybody|everyone|management|finance|head office|the board|(?:the|my|our|one of (?:the|our|my)) \w+(?: \w+)?)"
    r"(?:'ll| will| is going to| are going to| is sure to| are sure to| is bound to| are bound to| may| might| could| wants? to| likes? to| always| keeps?| usually)(?: (?:surely|certainly|definitely|probably|also|then|again|first|no doubt))*"
    r" (?:ask(?:s|ing)?|quiz(?:zes|zing)?|grill(?:s|ing)?|press(?:es|ing)?|question(?:s|ing)?)(?: (?:me|us))?(?: (?:about|on|for))? (?:which|what|how|why|whether|if|who|whose|when|where)\b"
    r"[^.?!;]*[.!]\s+(?=\w)",
    re.IGNORECASE,
)
_ASKS_ALSO = re.compile(r"(?:and|also|besides|plus|in addition|additionally|moreover|then|as well|furthermore)\b", re.I)
#: "... if I read the notes right": how sure somebody is, not what the notes are asked
_READ_RIGHT = re.compile(
    r",? \b(?:if|unless|provided|assuming) (?:i|we) (?:am |have |had |did )?(?:not |n't )?(?:read|understand|understood|remember|recall|got|get|take|took|see|misread|mistaken about) (?:the |our |your |that )*(?:notes?|memos?|letters?)"
    r"(?: (?:right(?:ly)?|correctly|properly|well|accurately))?(?=\s*[.,;:!?])",
    re.IGNORECASE,
)
#: "Counting everything and not just today's", "whether today or later": the time is no condition
_WHENEVER = re.compile(
    r"[,;]?(?: -| (?:and|but|so|counting|including|that is|everything|all of them|all),?)* (?:not (?:just|only|merely|simply|limited to|restricted to)|more than(?: just)?|no matter (?:if|when|whether)|regardless of(?: (?:whether|if|when))?|irrespective of(?: (?:whether|if|when))?|whether(?: or not)?)"
    r"(?: (?!and\b|but\b)[\w']+){0,5}? (?:today(?:'?s)?|this week(?:'?s)?|right now|now)\b(?: (?:or|and) (?:later|not|tomorrow|afterwards|some other day|another day|next week))?(?: (?:ones|orders|lines))?"
    r"|[,;]?(?: due)? (?:today|now|this week) or (?:later|afterwards|some other day|another day|at any other time)\b",
    re.IGNORECASE,
)
#: "While we have our noses in the paperwork: what about them?": why it is asked now
_WHILE = re.compile(
    r"^\W*(?P<lead>(?:(?i:and|so|now|but|ok) )?)(?i:while|whilst|since|as|now that|because|seeing that) (?:we|i|you|I)\b[^:?.!\dA-Z]*(?:\bI\b[^:?.!\dA-Z]*)*:\s+(?=(?:what|which|how|who|when|where|why)\b)",
)
#: "The boss wants to check the big ones before I press send: which three ...?", "we close the books early, so: ...":
#: what is told before a colon, of people and in their words
_TOLD = re.compile(
    r"(?P<before>^\W*|[.!?] )(?P<told>(?:(?:and|but|so|well|now|ok|okay),? )?"
    r"(?:i|we|they|he|she|you|it|this|that|there|somebody|someone|everybody|everyone|nobody|people|boss|management|finance|accounting|accounts|auditors?|head office|purchasing|logistics|marketing|colleagues?|customers?"
    r"|(?:the|our|my|a|an|one|some)(?: of (?:the|our|my))?(?: \w+){1,3}?)(?:'s|'re|'ve|'m|'ll|'d)? \w+[^:?!\d]*?)(?:,?(?: so| hence| therefore)?\s*:\s+(?=\w)|,? so,? (?=(?:(?:at|in|for|of|on|from|by|to|with) )?(?:which|what|how|who|when|where)\b))",
    re.IGNORECASE,
)
#: "I'm off tomorrow, so: ...": the time of an absence, where what is asked has a time of its own
_AWAY = re.compile(
    r"(?P<before>^\W*|[.!?;] )(?:(?:and|but|so|well|now|ok|okay|as|since|because),? )*(?:i|we|you|she|he|they|(?:my|our|the) \w+)(?:'m|'re|'s| am| are| is|'ll be| will be| was| were) (?:all |both )?"
    r"(?:off(?: work)?|away|out(?: of (?:the )?office)?|on (?:leave|holiday|vacation|annual leave|the road)|not (?:in|here|around|working)|absent|travelling|traveling|at (?:a|the) (?:fair|trade fair|conference))\b"
    r"(?P<told>[^.?!;:,\d]{0,60}?)(?:,? (?:so|hence|therefore))?\s*[:.;,-]\s*(?:so,? )?(?=\w)",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:then|that (?:day|week|time)|those days|meanwhile|(?:i|we|he|she)(?:'m| am|'re| are|'s| is) (?:away|off|out|back|gone)|(?:my|our) (?:absence|return|holiday)|in between)\b",
    re.IGNORECASE,
)
#: Said of our things, such a clause limits what is asked; a word in capitals may be a name.
_OF_OURS = re.compile(
    r"\b(?:each|every|per|all|both|only|but|except\w*|without|not?|stores?|shops?|branch\w*|products?|items?|articles?|skus?|suppliers?|vendors?|categor\w+|orders?|deliver\w+|stock\w*|units|figures?|numbers?|"
    r"compar\w+|rank\w*|list\w*|following|\w+est|most|least|top|bottom|if|suppos\w+|assum\w+|imagin\w+|promotion\w*|notes?|budget|money|cash|\w+ing (?:up|down|out))\b|[\"\[\]]"
    r"|\b(?:first|second|third|fourth|fifth|last|other|former|latter)(?: one)?\s*$"
)
#: "I only have one van, so ...": limits the asker
_FEW_OF_MINE = re.compile(r"\b(?:only|just|all)(?= (?:have|has|had|got|get|need|own)\b)", re.IGNORECASE)
_TIME_SAID = re.compile(
    r"\b(?:(?:to|yester)day|tomorrow|tonight|now|days?|weeks?|months?|years?|quarter|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|christmas|easter)\b",
    re.IGNORECASE,
)
_SAYS_MORE = 4  # words
_COMING = r"(?:(?:goods|stock|units|pieces|deliveries|orders|anything|everything|what(?:ever)?)(?: (?:that|which))?(?: is| are)? (?:(?:still |already )*(?:in transit|on order|(?:on )?(?:its|their|the) way|underway|under way|inbound|outstanding|to come))|open (?:purchase )?orders|orders (?:already )?placed|incoming (?:goods|stock|deliveries)|in-transit (?:goods|stock))"
_PURPOSE = re.compile(
    r"^for (?:the|our|my|a|this|an) (?:(?:next|coming|planned|new) (?:leaflet|offer|campaign|flyer|brochure)s? ?[:,] +"
    r"(?=\w)|(?:[\w-]+ ){0,2}(?:audit|files?|records?|auditors?|report|minutes|roster|rota|schedule|shift plan|staff(?:ing)? plan|timetable|paperwork|meeting|spreadsheet) ?[:,]? +"
    r"(?=(?:i|we|what|what's|whats|which|when|how|please|give|tell|show|state)\b))",
    re.IGNORECASE,
)
#: "I need the two figures.": asks nothing by itself
_FIGURES_WANTED = re.compile(
    r"(?<=[.!?)]) +(?:(?:i|we) (?:only |just )?(?:need|want|would like)|give me|show me|just|please) "
    r"(?:the |both |all |two |three |these |those |single )*"
    r"(?:figures|numbers|values|answers)(?:,? (?:please|pls|thanks))?[.!]*$"
    r"|(?<=[.!?)]) +(?:just |only )?(?:the )?(?:two|three|both|2|3) (?:figures|numbers|values)"
    r"(?:,? (?:please|pls|thanks|quick(?:ly)?|fast|asap|no essay|no text|that is all|nothing else|no more))*[.!]*$"
    # what it is for, in words that are no name and no time: "I need that for the window poster."
    r"|(?<=[.!?)]) +(?:i|we) (?:only |just )?(?:need|want|would like) "
    r"(?:it|that|this|them|(?:the|that|this) (?:figure|number|value|price|amount)s?) (?:for|on) (?:the|our|my|an?) "
    r"(?![^?.]*\b(?:stores?|shops?|branch\w*|next|last|coming|whole|\w*days?|weeks?|months?|years?|weekends?)\b)"
    r"(?-i:[a-z' -]{3,40})[.!]*$",
    re.IGNORECASE,
)
#: "Goods in transit are not to be included": stock is what is there
_ONLY_WHAT_IS_THERE = re.compile(
    r"(?P<b>[?.;,(]|\s-|\bbut|\band|(?=\b(?:exclud|without|not includ|not count|less)))\s*(?:(?:please|and|but|with|so|of course|note that) )*(?:"
    rf"(?:the |any |all )?{_COMING}(?: (?:is|are|does|do|has|have|should|shall|must|may|to|be))*? (?:not|never)(?: (?:to be|be|to))? (?:includ\w+|count\w*|considered|part of it|added|taken into account|of interest|matter)"
    rf"|(?:do not|don't|dont|please don't|no need to) (?:include|count|add|consider) (?:the |any |in )?{_COMING}"
    rf"|(?:not (?:including|counting|included|counted:?)|exclud\w+|without(?: counting)?|leav\w+ (?:out|aside)|ignor\w+|disregard\w*|minus|less) (?:the |any |all )?{_COMING}"
    rf"|(?:the |any |all )?{_COMING} (?:stays?|remains?|(?:is|are) (?:to be )?(?:left|kept)|(?:is|are)|left|kept) (?:out(?: of it)?|excluded|aside|ignored|disregarded))"
    r"(?:,? (?:please|pls|thanks))*\W*?(?=[.?!)]|$)",
    re.IGNORECASE,
)
#: "I was told to count only what's really there, not what's still coming.": what stock and its cover are anyway
_JUST_THERE = re.compile(
    r"(?:^|(?<=[.?!;] ))(?![^.?!;]*\b(?:which|how|list|show|rank|many|much)\b)[^.?!;\d]*?\b(?:count\w*|look\w*(?: at)?|includ\w+|consider\w*|tak\w+|use|using|go by|care about|interested in|mean\w*) (?:only |just |solely )*(?:in )?(?:what(?:'s| is| we)|the (?:stock|units|pieces|goods)(?: that(?:'s| is| are))?) (?:(?:really|actually|physically|already|truly|have|got|lying|sitting|standing) )*"
    r"(?:there|here|on the shel\w+|in (?:the |our )?(?:shops?|stores?|building|house)|in stock|on hand)\b[^.?!;\d]*(?:[.!;]+|$)",
    re.IGNORECASE,
)
_OF_STOCK = re.compile(
    r"\b(?:days? of cover|lasts?|lasting|pile|stock(?:ed)?|inventory|on hand|shel(?:f|ves)|cover)\b", re.IGNORECASE
)
_WORTH_OF_STOCK = re.compile(
    r"\b(?:stock|inventory|on hand|in stock|(?:on|in) the shel(?:f|ves)|goods)\b[^?.]{0,40}\b(?:value|worth|money|capital|cost)\b"
    r"|\b(?:value|worth|money|capital)\b[^?.]{0,40}\b(?:stock|inventory|on hand|in stock|(?:on|in) the shel(?:f|ves))\b",
    re.IGNORECASE,
)
#: "Back to the first product": nothing comes back
_BACK_TO = re.compile(
    r"(?:^|(?<=[.!?,;:] )|(?<=\bthen )|(?<=\bme )|(?<=\bnow )|(?<=\bok )|(?<=\band )|(?<=\bso )|(?<=\bus ))"
    r"(?:(?:go|com|gett?|jump|return)(?:e|ing)? )?back to "
    r"(?!(?:stock|normal|back|us|them|him|her|suppliers?)\b)",
    re.IGNORECASE,
)


#: "... are due in? Need to know if one pallet truck will do.": what it is asked for, after it was asked
_TO_KNOW = re.compile(
    r"(?<=[?.]) +(?:(?:i|we)(?:'d| would)? )?(?:(?:just|only|really|then|have|would|want|need|must|got|trying|like|am|are|'m|'re)(?: to)? )*(?:know|see|check|decide|find out|judge|work out|plan|tell) (?:if|whether) (?P<why>[^?.!]*)[.!]*$",
    re.IGNORECASE,
)


def without_what_is_set_aside(text: str) -> str:
    """`text` without what it puts aside or takes for granted as we do; whole where nothing would be left."""
    rest = _ASIDE.sub(lambda m: m["lead"], _LEFT_FOR_NOW.sub("", text))
    rest = _KNOWN.sub(lambda m: f"{m['of']}: " if m["of"] else "", _AT_THE_END.sub("", rest))
    rest = _BUSY.sub(lambda m: f"{m['of']}: " if m["of"] else "", rest)
    rest = _without_their_question(rest)
    rest = _WHILE.sub(lambda m: m["lead"], _READ_RIGHT.sub("", rest))
    rest = _AS_PLANNED.sub(lambda m: f"{m['end'].strip().replace(',', '.')} ", rest)
    rest = _without_absence(rest)
    rest = _without_told(re.sub(r"(?:(?<=[.?!;:,])\s*[.,;])+", " ", rest).strip())
    rest = _NOTHING_NEW.sub("", rest)
    if _WORTH_OF_STOCK.search(text):
        rest = _ONLY_WHAT_IS_THERE.sub("", rest).strip()
    if _OF_STOCK.search(just := _JUST_THERE.sub("", rest)):
        rest = just.strip()
    whenever = _WHENEVER.sub("", rest)
    rest = whenever if len(whenever.split()) >= _SAYS_MORE else rest
    return rest if re.search(r"\w", rest) and rest != text else text


def _without_their_question(text: str) -> str:
    """`text` without what others will ask, where a question with a figure of its own comes after it."""
    said = _THEY_ASK.search(text)
    rest = text[said.end() :] if said else ""
    own = "?" in rest and find_measures(rest.lower()) and not _ASKS_ALSO.match(rest)
    if said is None or not own or re.search(r"\d", said.group()):
        return text
    place = re.search(r"\b(?:at|in|for|of|from) (?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)*", said.group()[3:])
    return f"{text[: said.start()]}{said['before']}{f'{place.group()}: ' if place else ''}{rest}"


def _without_absence(text: str) -> str:
    """`text` without the time that somebody is away, where what is asked has its own."""
    said = _AWAY.search(text)
    if said is None or not _TIME_SAID.search(said["told"]):
        return text
    rest = text[said.end() :]
    kept = not _TIME_SAID.search(rest) or _POINTS_BACK.search(rest)
    return text if kept else f"{text[: said.start()]}{said['before']}{rest}"


def _without_told(text: str) -> str:
    """`text` without what is told before the colon, where that names nothing of ours and no time that is missing after."""
    said = _TOLD.search(text)
    if said is None or len(said["told"].split()) < _SAYS_MORE:
        return text
    told, rest = said["told"], text[said.end() :]
    names = re.search(r"(?<=\w )(?!I\b)[A-Z]", told)
    told = _FEW_OF_MINE.sub("", told)
    timed = _TIME_SAID.search(told) and not _TIME_SAID.search(rest)
    figures = find_measures(told.lower()) or not find_measures(rest.lower())
    return (
        text
        if names or timed or figures or _OF_OURS.search(told.lower())
        else f"{text[: said.start()]}{said['before']}{rest}"
    )


def without_purposes(text: str) -> str:
    """`text` without what it is asked for, and without the words that only come back to something."""
    return _BACK_TO.sub("", _PURPOSE.sub("", _FIGURES_WANTED.sub("", _asked_alone(text))))


def _asked_alone(text: str) -> str:
    """`text` without the sentence at its end that tells what it is asked for, where that speaks of nothing of ours."""
    said = _TO_KNOW.search(text)
    if said is None or "?" not in text[: said.start()]:
        return text
    why = said["why"]
    ours = re.search(r"[A-Z]|\d{2}", why) or find_measures(why.lower()) or _OF_OURS.search(why.lower())
    return text if ours or re.search(r"\b(?:it|they|them|that|those|these)\b", why) else text[: said.start()]
