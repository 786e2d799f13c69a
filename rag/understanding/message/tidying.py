# ruff: noqa: E501 - a pattern is read on one line
"""One form of a message: quotes, dashes, spaces, and idioms that would be read as something else."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rag.understanding.message.courtesies import without_courtesies
from rag.understanding.message.gone_without import out_of_it
from rag.understanding.message.kept_alone import with_that_alone
from rag.understanding.message.lexicon import with_slips_mended
from rag.understanding.message.reactions import without_reactions
from rag.understanding.message.rephrasing import put_plainly
from rag.understanding.message.shorthand import spelt_out
from rag.understanding.message.slips_of_exclusion import with_exclusions_spelt
from rag.understanding.message.stretches import as_one_stretch, from_end_to_end
from rag.understanding.message.wordings.parts import COUNT

__all__ = ["tidy"]

#: Who is greeted is nobody that we are asked about; "Claire from finance" neither.
_GREETING = re.compile(
    r"^(\W*(?i:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks|thank you))"
    r"(?:(?: there)? [A-Z][a-z]+(?: [A-Z][a-z]+)?(?: from [a-z]+)?|, [A-Z][a-z]+ from [a-z]+)[,!:]"
)
#: "Oh nice!" is no stock on hand.
_EXCLAIMED = re.compile(
    r"(^\W*|[.!?] )oh\b(?=\s*[,!.]| (?:nice|no|not|yes|ok|okay|great|good|well|right|dear|my|wait|sorry|and|but|so|then|i|cool|wow|really|also|wrong|actually|it|that|this|the (?:wrong|other)|we|you|what|how|which|when|hang|hold|damn|forgot|forget|mistake|please|just|one more|man|god|boy|scrap|never ?mind)\b)",
    re.IGNORECASE,
)
#: "Shop no. 22", "store #93", "item nr 7": the number is the name.
_NUMBERED = re.compile(
    r"\b((?:stores?|shops?|branch(?:es)?|outlets?|locations?|warehouses?|products?|prods?|items?|articles?|skus?|suppliers?|vendors?)) ?"
    r"(?:(?:nr|no|num|number)\b\.? ?#? ?|# ?|(?<=[pP]rod) ?\.? ?)(?=\d)",
    re.IGNORECASE,
)
#: "Guayaquil no. 34"
_NAMED_NUMBER = re.compile(r"\b([A-Z][a-z]{3,}) (?:no|nr|num)\.? ?(\d{1,4})\b")
_DAY_AVERAGE = re.compile(
    r"\b(\d{1,3})[- ]?days? (?:moving |rolling |daily )?(?:average|avg|avrage|averge|mean)\b", re.I
)
#: A figure is nowhere: "where is the reorder point?"
_WHERE_IS = re.compile(
    r"\bwhere (is|are|was|were|would|will) (?=(?:the|our|its|their|that|your) (?:(?:inventory|stock) position|re-?order|safety stock|order[- ]up|forecast|demand|days of cover|trend|service level))",
    re.I,
)
#: "Last week (Monday to Sunday)": what a week is, no other days
_MON_TO_SUN = r"(?:from )?mon(?:day)?s? ?(?:to|through|till|until|-) ?sun(?:day)?s?\b(?: (?:each|both|every time))?"
_WHOLE_WEEKS = re.compile(
    rf"(\bweeks?\b[^.?;()]{{0,40}}?)(?: ?\([^()]{{0,30}}\b{_MON_TO_SUN}[^()]{{0,15}}\)|,? ?(?:\b(?:both|each|all|counted|always|i\.e\.|meaning|so)\b )?\b{_MON_TO_SUN})",
    re.I,
)
#: "The Monday-to-Sunday week after that one"
_WHOLE_WEEK = re.compile(
    r"\bmon(?:day)?s?(?: |-)?(?:to|through|till|until|-)(?: |-)?sun(?:day)?s?[ -](?=weeks?\b)", re.I
)
#: "..., when one compares the last 28 days with those before": nothing is asked of a time
_COMPARING = re.compile(
    r",? (?:when|if) (?:one|you|we|i) (?:compar(?:es?|ing)|put|puts|set|sets|hold|holds)\b(?! (?:off|back|on|up|aside|out)\b)(?![^,?.]{0,30}\b(?:in(?:to)? one|together)\b)(?![^,?.]{0,60}\b(?:in(?:to)?|on) (?:an? |the |our |my )?(?:next )?(?:action|promo\w*|offer|special|leaflet|flyer|campaign|deal|brochure|sale)\b)",
    re.I,
)
#: "What does the forecast add up to for next month?", "everything flagged as excess"
_ADD_UP = re.compile(r"\b(adds?|added|adding|comes?|sums?|totals?) up to (?=for|in|over|during|on|when|if)\b", re.I)
_FLAGGED = re.compile(
    r"\b(?:flagged|marked|labell?ed) (?:up )?(?:as|for) (?:being )?(?=(?:in )?(?:excess|overstock\w*|surplus))", re.I
)
#: "What is the price of the top one?": the first of what was told, no ranking of prices
_TOP_ONE = re.compile(
    r"\b(of|for|about|is|does|has|with|from|on|in) the (?:top|best|leading|winning|number one|no\. ?1) (?:one|of (?:them|those|these))\b(?! (?:that|which|by|in)\b)",
    re.I,
)
#: "The last 28 calendar days"
_CALENDAR_DAYS = re.compile(
    r"(?<=\d )(?:calendar|consecutive|straight|running|full|whole|complete|entire) (?=days?\b)", re.I
)
#: "4.5x75mm": two sizes, side by side
_GLUED_SIZES = re.compile(
    r"(?<![\w-])(?P<a>\d+(?:[.,]\d+)?(?:mm|cm|ml|cl|kg|m|l|g)?)[x\u00d7](?P<b>\d+(?:[.,]\d+)?)(?=[a-z]{0,3}(?![\w-]))",
    re.I,
)
_WHAT_COUNTS = re.compile(r"\b(?:is|are) (?:what|all that|the ones that) (?:really )?(?:counts?|matters?)\b", re.I)
_WHO_WINS = re.compile(r"\bwho wins\b(?! the\b| in (?:the )?(?:cup|league|final|election))", re.I)
_WORTH_A_TRY = re.compile(r"\b(?:was |is |it was |that was )?worth (?:a|the) (?:try|shot|effort|go)\b,?", re.I)
_DAY_FIGURE = re.compile(rf"\b({COUNT})[- ](day|week) (forecast|figure|total|outlook|prediction)\b", re.I)
#: "The Monday meeting" is not the Monday that is asked about.
_MEETING = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:'s)? (?=(?:morning |weekly )?(?:meeting|call|slides?|deck|presentation|mail|update|report|review|briefing|round|stand-?up)\b)"
    # "my Saturday lad": who works on that day
    r"|(?:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\bweekend)(?: (?:morning|afternoon|evening|night))? (?=(?:lads?|lass(?:es)?|girls?|boys?|guys?|man|men|wom[ae]n|kids?|staff|crew|team|temps?|helpers?|helping hands?|cashiers?|cleaners?|drivers?|students?|assistants?|colleagues?|workers?|part-?timers?|trainees?|apprentices?|manager|supervisor|people)\b)",
    re.I,
)
#: "Range meeting on Monday, I need ...", "we have a call tomorrow: ...": when somebody is asked, not what
_MEETING_ON = re.compile(
    r"^\W*(?:(?:hi|hello|hey|so|ok),? )?(?:(?:we|i)(?: have|'ve| have got|'ve got)? |there is |there's |it is |it's |i am in |i'm in )?(?:(?:an?|the|our|my) )?(?:[\w-]+ ){0,3}?"
    r"(?:meeting|call|review|presentation|stand-?up|briefing|workshop|talks?|appointment|round)(?: with (?:the |my |our )?[\w ]{2,25}?)? (?:coming up )?(?:(?:on |this |next |coming )*(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow)(?: (?:morning|afternoon|evening|noon))?(?: at \d{1,2}(?::\d\d)?(?: ?[ap]m)?)?(?:,|:|;|\.| -) (?=[^?.!]*\w)",
    re.I,
)
#: "The month that comes", "the first half from November"
_THAT_COMES = re.compile(
    r"\bthe (?:(?:complete|whole|full|entire|calendar) )*(week|month|weekend|quarter|year) (?:that|which) (?:comes|is coming|follows)(?:(?: after| on)? (?:this|the (?:current|present|running))(?: (?:one|week|month))?)?\b(?! after| next| then)",
    re.I,
)
_PART_FROM = re.compile(
    r"\b((?:first|second|last) (?:half|week|days|part)) from\b(?! (?:now|today|tomorrow|then))", re.I
)
#: "How many weeks of the last 26": of the last 26 weeks
_OF_THE_LAST = re.compile(
    r"\b(?<=how many )(days|weeks|months) (?:out )?(?:of|in) (the (?:last|past|next|coming) (?:\d{1,3}|two|three|four|five|six|eight|ten|twelve))\b(?! (?:\w+ )?(?:days?|weeks?|months?))",
    re.I,
)
#: "Stress test: ..." says what is coming.
_ANNOUNCED = re.compile(
    r"^\W*(?:stress[- ]test(?:ing)?|thought experiment|scenario|what[- ]?if|worst case|simulation|hypothesis|hypothetically|quick check|sanity check|reality check|(?:liquidity|cash(?:[- ]flow)?|treasury|finance|tax)(?: (?:check|planning|plan|review|question|matter|round|meeting|call))?)(?: \w+)? ?(?::|-) +(?=\w)",
    re.IGNORECASE,
)
#: "Scenario: a campaign doubles demand. What ...?" supposes what stands before the question.
_STATED = re.compile(
    r"^\W*(?:stress[- ]test|thought experiment|scenario|what[- ]?if|worst case|hypothesis)(?: \w+)? ?(?::|-) +"
    r"(?!if\b|suppos|assum|imagine|say\b|what\b|how\b|which\b|when\b)(?=[^?:;]{10,200}?[.,] (?:so |then |and )?(?:what|how|which|when|where|who|would|will|do|does|is|are|give|tell)\b)",
    re.IGNORECASE,
)
#: "How much of it came from Leeds? In % please."
_IN_WHAT = re.compile(
    r" ?\?+\s*(?:and )?(in (?:%|percent|per cent|percentages?|euros?|pounds?|dollars?|units|pieces|money|days|weeks))\b(?:[,. ]*(?:please|pls|plz|thanks|thx|thank you|only))*\W*$|"
    r" ?\?+\s*(?:and )?(in %)(?:[,. ]*(?:please|pls|plz|thanks|thx|thank you|only))*\W*$",
    re.IGNORECASE,
)
#: "Over- or underforecasting": two words.
_OVER_UNDER = re.compile(r"\b(over|under)-? ?(or|and|/) ?(?P<b>over|under)-?(forecast\w*|estimat\w*)\b", re.IGNORECASE)
#: "The forecast 4 breakfast tea"
_FOUR = re.compile(
    r"(?<=forecast )4(?= (?!days?\b|weeks?\b|months?\b|units?\b|pieces\b|pcs\b|stores\b|shops\b|products\b)[a-z])|(?<=fcst )4(?= [a-z])|(?<=demand )4(?= [a-z])|(?<=thanks )4(?= )",
    re.IGNORECASE,
)
#: "Hm why that many?", "hm, say 30" hesitate; "hm oat milk do we have" asks how many.
_HESITATION = re.compile(
    r"^(?:h+m+|u+h*m+|er+m*|uh)(?:[,. ]+|\s*-\s*)(?=(?:say|make|take|maybe|perhaps|why|how|and|but|so|ok|what|which|who|when|where|not|that|then)\b)",
    re.IGNORECASE,
)
_ON_OR_AFTER = re.compile(r"\bon or after\b(?= (?:the )?(?:\d|\w+ \d))", re.IGNORECASE)
_BY_OR_BEFORE = re.compile(
    r"\b(?:on or before|by or before|(?:no|not) later than|at the latest (?:on|by))\b(?= (?:the )?(?:\d|\w+day\b|\w+ \d))",
    re.IGNORECASE,
)
_TIME = r"(?:the |those |these )?(?:(?:next|coming|following|first) )?(?:\w+ (?:days?|weeks?)|days?|week|month|weekend)|tomorrow|this (?:week|month|weekend)"
_SALES = r"(?:expected |forecast(?:ed)? |projected |planned |normal )?(?:sales|demand|selling)"
_AFTER_SALES = re.compile(rf"\bafter (?P<t>{_TIME})(?:'s|s'|')?(?: (?:worth )?of)? {_SALES}\b", re.IGNORECASE)
_BARE_DAYS = re.compile(r"^(?=\w+ (?:days?|weeks?)$)(?!next|coming|following|first)", re.IGNORECASE)


def _time_sold_through(text: str) -> str:
    """ "After next week's expected sales": the sales of that week, not the time after it."""

    def said(match: re.Match[str]) -> str:
        time = re.sub(r"^(?:the|those|these) ", "", match["t"], flags=re.IGNORECASE)
        return f"once the expected sales of {_BARE_DAYS.sub('the next ', time)} are gone"

    return _AFTER_SALES.sub(said, text)


_SHOUTED = 3  # words


@lru_cache(maxsize=256)  # asked for again by most steps of a plan
def tidy(question: str) -> str:
    """One form of quotes, dashes and spaces; no invisible characters."""
    text = unicodedata.normalize("NFKC", question)
    if text.isupper() and len(re.findall(r"[A-Z]{2,}", text)) >= _SHOUTED:
        text = text.lower()  # where every word is in capitals, none is a name for it
    for odd, plain in (
        ("’", "'"),
        ("‘", "'"),
        ("“", '"'),
        ("”", '"'),
        ("–", "-"),
        ("—", " - "),
        ("«", '"'),
        ("»", '"'),
    ):
        text = text.replace(odd, plain)
    text = with_slips_mended(text)
    text = re.sub(r"(?<![\w-])([1-9]0)'(?=[sS]\b)", r"\1", text)  # "50's Christmas"
    text = re.sub(r"(?<=[sS])'s\b|(?<=\d)(?<! )(\w{0,3})'s\b", r"\1", text)  # "the Farms's prices", "the 16oz's stock"
    text = re.sub(r"(?<=\s)[:;]-?[)(DP](?=\s|$)", ".", text)  # a smiley ends a sentence; its colon announces nothing
    text = re.sub(r"\bsat (?=(?:in|on|at|there|around|idle|unused|unsold)\b)", "sitting ", text)  # no Saturday
    text = out_of_it(with_that_alone(with_exclusions_spelt(_FOUR.sub("for", spelt_out(text)))))
    text = from_end_to_end(without_reactions(without_courtesies(text)))
    text = _GLUED_SIZES.sub(r"\g<a> x \g<b>", text)
    text = _OVER_UNDER.sub(lambda m: f"{m[1]}-{m[4]} {m[2]} {m['b']}-{m[4]}", text)
    text = _NAMED_NUMBER.sub(r"\1 \2", text)
    text = _THAT_COMES.sub(r"next \1", _ANNOUNCED.sub("", _STATED.sub("if ", text)))
    text = _IN_WHAT.sub(lambda m: f" {m[1] or m[2]}?", text)
    text = _OF_THE_LAST.sub(r"of \2 \1", text)
    text = _MEETING_ON.sub("", text)
    text = _MEETING.sub("", _DAY_AVERAGE.sub(r"average over the last \1 days", text))
    text = _WHERE_IS.sub(r"what \1 ", text)
    text = _COMPARING.sub(" comparing", text)
    text = _FLAGGED.sub("in ", _ADD_UP.sub(r"\1 up ", text))
    text = _TOP_ONE.sub(r"\1 the first one", _CALENDAR_DAYS.sub("", text))
    text = _WORTH_A_TRY.sub("", _WHAT_COUNTS.sub("matter", _WHO_WINS.sub("who is ahead", text)))
    text = _ON_OR_AFTER.sub("since", _BY_OR_BEFORE.sub("by", _WHOLE_WEEKS.sub(r"\1", _WHOLE_WEEK.sub("", text))))
    text = _DAY_FIGURE.sub(r"\3 for the next \1 \2s", text)
    text = _time_sold_through(_PART_FROM.sub(r"\1 of", text))
    text = _NUMBERED.sub(lambda m: f"{'product' if m[1].lower() in ('prod', 'prods') else m[1]} ", text)
    text = _GREETING.sub(r"\1,", _HESITATION.sub("", text))
    text = as_one_stretch(put_plainly(_EXCLAIMED.sub(r"\1", text)))
    return re.sub(r"[\x00-\x1f\u200b-\u200f\u202a-\u202e]+", " ", text).strip()
