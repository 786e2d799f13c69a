# ruff: noqa: E501 - a pattern is read on one line
"""Why and for whom something is asked: "preparing for the supplier talks tomorrow. What did we sell last week?".

What is told of the asker's own errands carries nothing of the question, whatever times and words of ours it holds: a
meeting on Monday is no day of sales, a stock report asks for no stock. A sentence of that kind that names nothing that
is sold, no place and no number is left out where more is said.
"""

from __future__ import annotations

import re

from rag.understanding.message.focus import ASKS
from rag.understanding.message.note_topics import NOTE_TOPIC, NOTE_WORD
from rag.understanding.words.measures import find_measures

__all__ = ["without_preambles"]

_OH = r"^\W*(?:(?:ok|okay|so|well|hi|hello|hey|good morning|morning|dear (?:team|all|colleagues?)|hm+|um+|uh|right|now|sorry|please|and|but|also|because|since|as)[,.!]? +)*"
_MINE = r"(?:my|our|the|an?|this|today's|tomorrow's|yesterday's|this (?:morning|afternoon|week)'s|next week's|monday's|tuesday's|wednesday's|thursday's|friday's)"
_WORDS = r"(?:(?!of\b|for\b|and\b|or\b|that\b|which\b)[\w'-]+ ){0,3}?"
_OCCASION = (
    r"(?:reports?|reporting|meetings?|calls?|talks?|presentations?|slides?|decks?|overviews?|dashboards?|newsletters?|records|reviews?|negotiations?|conversations?|chats?|e-?mails?|visits?|audits?|stock-?takes?|"
    r"sessions?|briefings?|conferences?|boards?|committees?|rounds?|workshops?|hand-?overs?|check-?ins?|stand-?ups?|appointments?|minutes|agenda|(?:spread|range|order|stock|price|monthly|weekly|daily|time)?[ -]?sheets?|forms?|summar(?:y|ies)|paperwork|interviews?|rosters?|rotas?|schedules?|shift plans?|staff(?:ing)? plans?|duty plans?|time-?tables?)"
)
_PEOPLE = (
    r"(?:managers?|bosses|boss|colleagues?|directors?|auditors?|accountants?|cfo|ceo|coo|controllers?|controlling|finance|team|board|management|owners?|bank|customers?|drivers?|reps?|"
    r"buyers?|people|guys|ladies|staff|intern|trainee|assistant|secretary|head office|headquarters|marketing|logistics|purchasing|warehouse|wife|husband|brother|sister|somebody|someone|everybody|everyone)"
)
_ABOUT_IT = r"(?: (?:me|us|it|this|that|these|those|(?:the|this|that|these|those) (?:figures?|numbers?|answers?|matter|topic|same)|a (?:figure|number)|an answer|something|again|about|for|on|over|up|in|at|to|know|see|hear|have|with|today|tomorrow|yesterday|just|now|already|still|soon|later|urgently|asap|quickly|right|before|after|by|within|until|the|this|next|last|an?|my|our|their|his|her|and|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|morning|afternoon|evening|noon|lunch|week|month|hour|minutes?|phone|line|waiting|meeting|door|desk|keeps?|asking))*"
_FRAMES = tuple(
    re.compile(rf"{_OH}(?:{frame})\W*$", re.IGNORECASE)
    for frame in (
        # "Preparing for the supplier talks tomorrow", "I'm putting together a stock report"
        rf"(?:(?:i|we)(?:'m| am|'re| are|'ve been| have been| was| were)? )?(?:just |now |currently |still |busy |here )*(?:preparing|prepping|getting ready|planning|working|sitting|putting together|finishing|writing|drafting|doing|making|drawing up|setting up|compiling|building|filling in)(?: (?:for|on|at|in|over|up|with))? (?:{_MINE} )?{_WORDS}{_OCCASION}(?: (?:for|on|in|at|with|of|about) [^?.:]{{2,40}}| (?:today|tomorrow|next week|this week|right now|at the moment|here))?",
        # "I've to fill in the monthly sheet as well", "I'm off the next couple of days"
        rf"(?:i|we)(?:'ve| have|'ll| will| must| need| want| should)(?: got| still| also)*(?: to)? (?:fill(?: in| out)?|complete|finish|do|write|send(?: off| in)?|prepare|hand in|submit|update) (?:{_MINE} )?{_WORDS}{_OCCASION}(?: (?:as well|too|also|today|tomorrow|now|soon))*",
        r"(?:i|we)(?:'m| am|'re| are|'ll be| will be) (?:off|away|out|on (?:holiday|leave|vacation)|not (?:in|here|around))(?: work| sick)?(?: (?:for|over|from|during|until|till))?(?: (?:the|this|next|a|an|coming|few|couple|of|two|three|days?|weeks?|week|weekend|tomorrow|today|afternoon|morning|from|on))*",
        # "I'm planning orders around the holidays"
        rf"(?:i|we)(?:'m| am|'re| are) (?:just |now |currently |busy |here )*(?:planning|preparing|arranging|scheduling|organi[sz]ing) (?:{_MINE} )?{_WORDS}(?:orders?|deliver(?:y|ies)|purchases?|buying|shifts?|staffing|stock)(?: (?:around|over|before|after|ahead of|through) (?:the |our )?(?:holidays?|closures?|closing days|christmas|easter|new year|summer break|peak|season))?",
        # "For my weekly stock report", "regarding our call this morning"
        rf"(?:for|re|regarding|concerning|following(?: up on)?|after|before|ahead of|in preparation for|as a follow-?up to|with a view to|on the occasion of) {_MINE} {_WORDS}{_OCCASION}(?: (?:with|on|about|of|this|at|in|tomorrow|today|yesterday|next|last)\b[^?.:]{{0,30}})?",
        # "I was asked this at the sales meeting on Monday"
        r"(?:i|we)(?: (?:was|were|am|are|got|get|have|had|keep|have just|had just|just))*(?:'ve| been| being| getting| just)* (?:asked|told|called|rung|phoned|e-?mailed|questioned)(?: (?:this|that|it|about (?:this|that|it)|something|a question|the same|for (?:this|that|it|a figure|the figure)|again|today|yesterday|this morning|just now|by [^?.:]{3,30}|you (?:can|could|may|might|will) (?:answer|tell|know|help)[^?.:]{0,20}))*(?: (?:at|in|on|during|before|after|over) [^?.:]{3,40})?",
        # "The store manager called me about this", "my boss wants to know this before lunch", "the board meets on Thursday"
        rf"(?:{_MINE} )?(?:\w+ )?{_PEOPLE}(?: (?:from|of|at|in|upstairs|next door)(?: (?:the )?(?:office|accounting|finance|head office|shop|bank))?)? (?:just |is |are |was |were |has |have |had |will |keeps? |wants? to |needs? to )*(?:asked|asks|asking|ask|called|calls|calling|rang|ringing|phoned|wants|want|wanted|needs|need|needed|know|wrote|e-?mailed|waiting|waits|meets|meet|met|comes|coming|came|visits|visiting|visit|see|on the phone|at the door|in a hurry|in the office){_ABOUT_IT}",
        # "We had the auditors in yesterday and they want this figure"
        rf"(?:i|we) (?:had|have|got|are having|will have|'ve got) (?:{_MINE} )?(?:\w+ )?(?:{_PEOPLE}|{_OCCASION})(?: (?:in|here|over|visiting|coming|with (?:the |our |my |a )?(?:\w+ )?(?:{_PEOPLE}|suppliers?|vendors?)))*{_ABOUT_IT}(?:,? and (?:they|he|she) (?:want|wants|need|needs|ask|asks|asked)(?: for)?{_ABOUT_IT})?",
        # "I've got their manager next to me", "the rep is standing behind me"
        rf"(?:(?:i|we)(?:'ve| have)?(?: just| got| have)* )?(?:{_MINE}|their|his|her|your) (?:\w+ )?(?:{_PEOPLE}|suppliers?|vendors?)(?: (?:is|are|here|standing|sitting|just|right|waiting))* (?:next to|beside|in front of|behind|opposite|with|near|on the (?:phone|line) with) (?:me|us)(?: (?:now|right now|here))?",
        # "Just double-checking a number somebody sent me"
        r"(?:i'm |i am |we're |we are )?(?:just |only )?(?:double-?checking|checking|cross-?checking|verifying|confirming|making sure(?: of)?|wondering about|curious about|looking into)(?: (?:an?|the|this|that|some|one|my|our))?(?: (?:numbers?|figures?|things?|facts?|sheets?|notes?|calculations?|few|something|it|this|that))*(?: (?:that |which )?(?:somebody|someone|he|she|they|my boss|my colleague|a colleague|we|i) (?:sent|gave|told|showed|quoted|noted|wrote|got|had|read|heard|saw)(?: (?:me|us|down|to me|here|today|yesterday|this morning))*)?",
        # "Quick one before I order", "small question before we close"
        r"(?:just )?(?:an?|one)? ?(?:very |last |more |another )*(?:quick|short|small|brief|urgent|simple|stupid|silly|final|little) (?:one|question|thing|check|request|query|ask|favou?r)(?: (?:before|while|until) (?:i|we) (?:order|buy|go|leave|start|close|reorder|sign|send|call|phone|decide|finish|log off|forget)\b[^?.:]{0,30})?",
        # "The truck is late again, but that's another story"
        r"[^?]{3,80}?,? (?:but )?(?:that(?:'s| is)|this is|it(?:'s| is)) (?:another|a different|not the|a long|not (?:your|my)) (?:story|matter|topic|problem|point|question|issue)(?: (?:here|now|today))?",
        r"(?:i'm |i am |we're |we are )?(?:new|fresh|quite new|rather new|a beginner) (?:in|to|at|here|with)[^?.:]{0,30}(?:,? (?:so |and )?(?:please )?(?:bear|be patient) with me)?|(?:please )?(?:bear|be patient) with me",
        # "In our weekly stock review we always look at this", "supplier on the phone, need an answer fast"
        rf"(?:in|at|on|for|during) {_MINE} {_WORDS}{_OCCASION},? (?:i|we|they|everybody|everyone|somebody)(?: (?:always|usually|often|all|just|now|will|also|again|regularly))* (?:look|looks|looked|talk|talks|talked|discuss|discussed|speak|spoke|ask|asked|argue|argued|wonder|wondered|need|want|start|begin|ended?)[^?.:]{{0,30}}",
        rf"(?:{_MINE} )?(?:{_PEOPLE}|suppliers?|vendors?)(?: (?:is|are|was|were))? (?:on the (?:phone|line)|at the (?:door|desk|gate)|waiting|asking)(?:{_ABOUT_IT})(?:,? (?:and |so )?(?:i |we )?needs? (?:an? |the |this )?(?:answer|number|figure|it)(?: (?:fast|quick(?:ly)?|now|asap|soon|urgently))?)?",
        rf"(?:it|this|that|all this)(?:'s| is| will be|'ll be)(?: all| just| only| needed| meant| going| part)*(?: (?:for|in|into|to|of|by|on))? (?:{_MINE} )?{_WORDS}(?:{_OCCASION}|{_PEOPLE})(?: (?:for|on|in|at|with|of|about) [^?.:]{{2,40}}| (?:today|tomorrow|next week|this week))?",
        r"if (?:i|we) (?:remember|recall|understand|understood|got|am|are)(?: (?:it|that|you))? (?:right(?:ly)?|correctly|not mistaken|well)\b[^?.:]{0,40}",
        r"(?:do not|don't|dont|never) ask (?:me )?why|never mind why|long story(?: short)?|it has been (?:a|one of those|such a) [\w -]{3,25}|what a (?:day|morning|week)",
        # "You'd do me a big favour", "that would be a great help"
        r"(?:(?:you(?:'d| would| could|'ll| will)?|that(?:'d| would)|it(?:'d| would)|please|just) )?(?:really |only |be |also )*(?:doing|do|does|did) (?:me|us) (?:a|the|one) (?:(?:big|huge|great|small|little|real|enormous|tiny) )?(?:favou?r|service)|(?:you(?:'d| would| will|'ll)|that(?:'d| would| will)|it(?:'d| would)) (?:really |also |be )*(?:help(?:ing)?|sav(?:e|ing)|mak(?:e|ing)|great|(?:a|of) (?:big |great |huge |real )?(?:help|relief)|my hero|a star)(?: (?:me|us|my|our|day|life|lot|a|out|time|much|so))*",
        # "lovely weather today", "busy morning here"
        r"(?:such |what |a |an |very |really |another )*(?:lovely|nice|awful|terrible|beautiful|great|miserable|horrible|busy|crazy|mad|quiet|slow|long|hectic|rainy|sunny|cold|hot|wet) (?:weather|day|morning|afternoon|evening|start|shift|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: (?:today|here|again|so far|out there|outside|for us|in the (?:shop|office|warehouse)|this (?:morning|week)))*",
    )
)
#: "I'm planning the orders for next week": the time of the question, unless that has its own
_PLANS = re.compile(
    rf"{_OH}(?:(?:i|we)(?:'m| am|'re| are|'ve been| have been)? )(?:just |now |currently |busy |here )*(?:planning|preparing|placing|doing|working on|thinking (?:about|of)|scheduling|setting up|making|reviewing|going (?:through|over)|looking (?:at|into)) (?:(?:the|my|our|this|next) )?[^?.:]{{3,45}}\W*$",
    re.IGNORECASE,
)
_A_TIME = re.compile(
    r"\b(?:tomorrow|yesterday|today|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|week(?:s|end|ends)?|days?|months?|fortnight|quarter|year|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|nxt|wk|wks)\b|\d{4}-\d\d",
    re.IGNORECASE,
)
#: What may be supposed, happen to what is asked about, or say how much: never left out
_HAPPENS = re.compile(
    r"\b(?:clos\w+|shut\w*|strikes?|delay\w*|cancel\w*|recall\w*|stops?|stopped|doubl\w*|tripl\w*|half|halv\w+|thirds?|(?<!this )(?<!next )(?<!last )(?<!the )quarters?|twice|dozens?|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|fifty|hundred|thousand|"
    r"lift\w*|boost\w*|higher|lower|bigger|smaller|larger|greater|above|below|different|wrong|your?|rises?|rising|rose|falls?|falling|fell|drops?|dropped|cuts?|rais\w+|increas\w+|decreas\w+|more|less|fewer|extra|double|says?|said|writes?|wrote|written|note[sd]?|noting|jot\w*|filed|recorded|on paper|documented|agreed|mention\w*|memos?|letters?|warn\w*|announc\w*|promis\w*|tells?|told us|"
    r"interested|focus\w*|concern\w*|mean|meant|talk(?:ing)? about|look(?:ing)? at|think(?:ing)? (?:of|about)|consider\w*|compar\w+|rank\w*|sort\w*|list\w*|show\w*|give|tell|let'?s|let us|(?:wants?|needs?)(?! (?:to\b|this\b|it\b|an? answer\b))|please|certain|sure|safe|service level|not|no|never|without)\b",
    re.IGNORECASE,
)
#: What is going on at a time that counts for what is sold then
_EVENT = re.compile(
    r"\b(?:open(?:s|ing)?|fairs?|markets?|festivals?|events?|part(?:y|ies)|concerts?|match(?:es)?|games?|parades?|celebrat\w+|rota|shifts?|sales? day|heat ?waves?|snow|rain|weekend)\b",
    re.IGNORECASE,
)
#: A name that may be unknown; days, months and feasts are none
_NAME = re.compile(
    r"(?<=[a-z,] )(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May\b|June|July|August|(?:Sept|Nov|Dec)ember|October|Christmas|Easter|Black|Friday|New|Year)[A-Z][a-z]+"
)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|she|him|her|those|these|this|such|that (?:one|is|was|would|will)|(?:is|are|was|were|does|do|of|for|from|with|in|on|than) that|that(?=\W*$)|the same|the (?:first|second|other|two|last) ones?|ones?)\b|(?<!is )(?<!are )(?<!was )(?<!were )\bthere\b(?! (?:is|are|was|were|will|be|any|should|must|may|might|could|can|would|has|have|had|exists?)\b)",
    re.IGNORECASE,
)
#: "Since the regional meeting is tomorrow, ...", "with the holidays coming up, ..."
_REASON = re.compile(
    r"^\W*(?:(?:so|and|ok|hi|hello|well),? )?(?:(?:since|as|because|given that|now that|seeing (?:that|as)|considering that)\b (?=[^,?.:]*\b(?:is|are|was|were|has|have|had|will|wants?|needs?|comes?|meets?|starts?|begins?|asks?|asked)\b)[^,?.:]{5,90}|with [^,?.:]{3,60} (?:coming|approaching|ahead|around the corner|starting|looming|next door)(?: up| soon| closer)?)(?=,\s)",
    re.IGNORECASE,
)
#: "I'm making the roster, so what's the busiest day?"
_SO = re.compile(
    r"^[^?.!:]{8,90}?(?=(?:,? so,?|,) (?:what|how|which|when|who|where|could|can|please|tell|give)\b|,? so,? \w)",
    re.IGNORECASE,
)
_POINTS_AT_A_TIME = re.compile(
    r"\b(?:that|this|the same) (?:day|week|month|time|date|weekend|morning|period)\b|\bthen\b|\bby that\b|\bthose (?:days|weeks)\b",
    re.IGNORECASE,
)
_SALES = re.compile(r"\b(?:sell\w*|sales|demand|forecast\w*|fcst|expect\w*|units|need)\b", re.IGNORECASE)
#: What belongs to the question, wherever it is said
_OF_THE_QUESTION = re.compile(
    r"\d|\?|\b(?:only|except|without|exclud\w+|class|categor\w+|per (?:store|shop|product|day|week)|in (?:units|pieces|euros?|percent|money|total)|units|pieces|euros?|percent|if(?! (?:i|we) (?:remember|recall|understand|understood|got|am|are)\b)|suppos\w*|assum\w*|imagin\w*|promot\w*|return\w*|overstock\w*|whole chain|company|all (?:stores|shops)|how (?:many|much)|what|which|whose|prices?|costs?|lead times?)\b",
    re.IGNORECASE,
)
#: A sentence, and no list of figures
_STATES = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|can|could|may|might|must|got|came|comes?|went|goes|opened|ended|starts?|started|begins?|began|makes?|made|keeps?|kept|looks?|looked|gets?|meets?|visits?|depends?|worr(?:y|ies))\b|(?<=\w)'(?:s|re|m|ve|ll|d)\b",
    re.IGNORECASE,
)
#: "Skip whatever is at zero", "break it into its parts"
_BIDS = re.compile(
    r"^\W*(?:(?:and|but|so|then|also|just|now|ok|only) )*(?:skip|leave|ignore|drop|exclude|omit|count|take|use|keep|put|add|start|include|forget|disregard|stick|limit|restrict|break|split|divide|round|order|sort|group|make|do not|don't|dont|never mind|spare|hold|bring|set|go|stay|work|treat|read|pick|choose|say|call|mind)\b",
    re.IGNORECASE,
)
_MYSELF = re.compile(r"\b(?:i|i'm|i've|me|my|we|we're|us|our)\b", re.IGNORECASE)
_CUT = re.compile(r"(?<=[.!?…])\s+|(?<=\w):\s+|\s+(?:-{1,2}|–)\s+|\s*\n+\s*")
_JOINED = re.compile(
    r",\s+(?:and |but |so |because |as |since )?|\s+(?=(?:and|but|because|as|since) (?:i|i'm|we|we're|my|our|the|he|she|they)\b)",
    re.IGNORECASE,
)
#: "Add it up for me": stands for nothing that was said
_SET_PHRASE = re.compile(
    r"\b(?:add|sum|tot|total|put|break|split|sort|rank|line|lay|spell|read|work|check|figure|round|write|keep|make|take|call|give|let)(?:ting|ing)? (?:it|this|that|them)(?: all)? (?:up|out|down|off|together|simple|short|easy|brief|quick|to me|apart)\b|\b(?:how|when|where|what) is it (?:that|with)\b|\bis it (?:true|right|correct|possible|that)\b|\bthe (?:ones?|those) (?:that|which|who|with|in|at|on|of|from)\b",
    re.IGNORECASE,
)
#: What a pronoun behind it may stand for
_OURS = re.compile(
    r"\b(?:products?|items?|articles?|lines?|skus?|goods|things|alerts?|warnings?|orders?|deliver(?:y|ies)|shipments?|loads?|stores?|shops?|branch(?:es)?|suppliers?|vendors?|categor(?:y|ies)|notes?|forecasts?|shelf|shelves)\b",
    re.IGNORECASE,
)
#: "How many order lines is that?"
_IS_IT = re.compile(
    r"\b(?:is|are|was|were|be|makes?|does|do|come to) (?:that|those|it|they|this|these)\W*$", re.IGNORECASE
)
_LEFT = 2  # words
_SAYS_SOMETHING = 4  # words; fewer are a part of what is asked


def without_preambles(text: str, names: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """(`text` without such sentences, the spans of what is named there in it)."""
    parts, last = [], 0
    reason, so = _REASON.match(text), _SO.match(text)
    reason = reason or (so if so is not None and _is_framed(so.group()) else None)
    if reason is not None:
        parts, last = [(0, reason.end(), reason.end() + 1)], reason.end() + 1
    for match in _CUT.finditer(text, last):
        if not any(a < match.end() and match.start() < b for a, b in names):
            parts.append((last, match.start(), match.end()))
            last = match.end()
    parts.append((last, len(text), len(text)))
    if len(parts) < 2:
        return text, names
    gone = []
    for a, b, c in parts:
        inside = any(a <= n < b for n, _ in names)
        first = min((n if n < a else n - (c - a) + 1 for n, _ in names if not a <= n < c), default=len(text))
        closed = text[:c].rstrip()[-1:]
        ended = closed in (".", "!", "…") or (closed == ":" and _MYSELF.search(text[a:b])) or (reason and not a)
        if not inside and _is_preamble(text[a:b], f"{text[:a]} {text[c:]}", first, bool(ended)):
            gone.append((a, c))
    rest = "".join(text[a:c] for a, _, c in parts if (a, c) not in gone).strip()
    if not gone or len(re.findall(r"\w+", rest)) < _LEFT:
        return text, names
    return rest, [(a - before, b - before) for a, b in names for before in (sum(d - c for c, d in gone if d <= a),)]


def _is_preamble(said: str, beside: str, named_at: int, ended: bool) -> bool:
    """Does `said`, which names nothing, carry nothing of what is asked in `beside`, where a name stands at `named_at`?"""
    if _OF_THE_QUESTION.search(said) or _NAME.search(said):
        return False
    if _is_framed(said):
        return True
    if not ended or ASKS.search(said) or not _STATES.search(said) or _BIDS.match(said):
        return False
    timed, own = _A_TIME.search(said), _A_TIME.search(_POINTS_AT_A_TIME.sub("", beside))
    if timed and not own and (_POINTS_AT_A_TIME.search(beside) or _is_of_the_time(said, beside)):
        return False
    if _PLANS.match(said):
        return timed is not None
    if _HAPPENS.search(said) or _points_out(beside[:named_at]) or len(said.split()) < _SAYS_SOMETHING:
        return False
    asked = beside.lower()
    asks = "?" in beside and named_at < len(beside)
    return bool(asks or find_measures(asked) or NOTE_TOPIC.search(asked) or NOTE_WORD.search(asked))


def _is_framed(said: str) -> bool:
    """Is all of `said`, clause by clause, of why and for whom something is asked?"""
    clauses = [said, *(c for c in _JOINED.split(said) if c.strip())]
    whole, *parts = (any(frame.match(clause) for frame in _FRAMES) for clause in clauses)
    return whole or (len(parts) > 1 and all(parts))


def _points_out(asked: str) -> bool:
    """Does a pronoun of `asked` stand for something said before it?"""
    back = _POINTS_BACK.search(_SET_PHRASE.sub(" ", asked))
    return back is not None and (_IS_IT.search(asked) is not None or _OURS.search(asked[: back.start()]) is None)


def _is_of_the_time(said: str, beside: str) -> bool:
    """Is the time of `said` that of the sales which `beside` asks for?"""
    return _SALES.search(beside) is not None and bool(_PLANS.match(said) or _EVENT.search(said))
