# ruff: noqa: E501 - a pattern is read on one line
"""Days, weeks and months in other words: "the two weeks which come" are the next two weeks."""

from __future__ import annotations

from rag.understanding.message.wordings.parts import COUNT, MONTH

__all__ = ["WORDINGS"]

#: What comes in; "this week" is of orders to be placed, "the next 7 days" of anything
_COMING = r"(?:open (?:purchase )?orders?|deliver(?:y|ies)|shipments?|consignments?|arrivals?|arriv(?:e|es|ing)|(?:being|be|gets?|getting) delivered|com(?:e|es|ing) in|land(?:s|ing)?)"
_TO_PLACE = r"(?![^?]*\b(?:should|must|need|needs|have to|has to|place|recommend\w*|propos\w*|so that|in order to|if|without)\b)"

#: "The most recent complete Monday-to-Sunday week": one that is over
_OVER = r"(?:(?:fully )?(?:complete|completed|finished|closed|concluded|ended|full|whole|entire)|calendar|business|trading|mon(?:day)?s?[ -]?(?:to|till|until|through|-|\u2013)[ -]?sun(?:day)?s?)"
_IS_OVER = r"(?:(?:is|was|has been|has|had)(?: now| already| fully)? (?:complete|completed|over|finished|ended|closed|behind us|full|gone by)|we (?:have )?(?:completed|closed|finished))"

_SOMEBODY = r"(?:(?:my|our|the|a|his|her) (?:[\w-]+ )?(?:boss|manager|director|owner|chef|controller|accountant|bank|auditors?|colleague|wife|husband|partner|father|mother|buyer|planner|cfo|ceo|board|rep|supplier|vendor)|he|she|they|somebody|someone|finance|head office|management)"
_SAID_SO = r"(?:came|called|phoned|rang|told|said|asked|stopped|dropped|popped|walked|wrote|e-?mailed|mailed|texted|messaged|informed|announced|decided|wanted|gave|capped|limited|cut|grumbled|complained|moaned|insisted|reminded|warned|looked|sat)"
_WHEN_SAID = r"(?:(?:earlier |late |early )?(?:this (?:morning|afternoon|evening)|today|tonight|yesterday|last night)|just now|(?:an hour|a minute|a moment|ten minutes) ago|(?:at|over|during) (?:lunch|breakfast|coffee|dinner))"

#: A day by its date
_A_DATE = rf"(?:(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH})|(?:{MONTH}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?)(?:,? \d{{4}}\b)?|\d{{4}}-\d\d-\d\d"

#: Years of a decade, by its name
_DECADES = (
    ("(?:seventies|(?:19)?70['’]?s)", "197"),
    ("(?:eighties|(?:19)?80['’]?s)", "198"),
    ("(?:nineties|(?:19)?90['’]?s)", "199"),
    ("(?:noughties|2000['’]?s)", "200"),
    ("(?:twenty-?tens|2010['’]?s)", "201"),
)
_NAMED_TIME = rf"(?:{MONTH}|spring|summer|autumn|fall|winter|christmas|easter|q[1-4]|(?:first|second) half)"

_NEXT_COUNTS = dict(
    zip(("one", "two", "three", "four", "five", "six", "nine", "thirteen"), (2, 3, 4, 5, 6, 7, 10, 14), strict=True)
) | {str(n): n + 1 for n in range(1, 35)}
_DAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?"
)
_MON = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"

WORDINGS: tuple[tuple[str, str], ...] = (
    # "On 3 May, the day of the fair", "3 May (the fair)": what the day is called besides says nothing of what is asked
    (rf"\b(?P<d>{_A_DATE})(?:,| being| which is| -)? (?:the |our |their )?(?:very )?day of (?:the|our|their|its|that|a) [a-z][\w' -]{{2,40}}?(?=[,;:.?!)]|$)", r"\g<d>"),
    (rf"\b(?P<d>{_A_DATE}) ?\((?:the |our |day of )*[a-z][a-z' -]{{3,40}}\)", r"\g<d>"),
    (rf"\b(?:for|on) (?:the |our )?(?:[a-z'-]+ ){{1,3}}day,? (?:on )?(?P<d>{_A_DATE})\b", r"on \g<d>"),
    # "The growth from August to September": two months held against each other
    (rf"\b(?P<g>(?:growth|increase|rise|change|drop|fall|decline|difference|development|grow|grew|grown|rose|risen|changed?|dropped|fell|fallen|declined?|increased?|shr[aiu]nk|decreased?|went up|went down|moved?)\b(?P<x>[^?.;]{{0,60}}?)) (?:from|between) (?P<a>(?:{MONTH})(?: \d{{4}})?) (?:in)?(?:to|and) (?P<b>(?:{MONTH})(?: \d{{4}})?)\b(?! \d)", r"\g<g> in \g<b> compared with \g<a>"),
    # "How big a day is it going to be tomorrow: what ...?": the day of what is asked
    (r"^(?P<l>[^?.!:]*\bhow (?:big|busy|strong|good|bad|quiet|slow|hectic|heavy|full) (?:an? )?(?:day|week|weekend|month|one)? ?(?:it(?:'s| is| will be| would be)|is it|will it be|do we expect|we (?:will|can|should) expect)(?: (?:going to be|to be|like))? )(?P<t>tomorrow|next week|this week|next weekend|this weekend|next month|the next \d+ days|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)(?P<e> (?:going to be|be))? ?[:,;-] *(?:so )?(?P<q>[^?]*?)(?P<z>\W*)$", r"\g<q> \g<t>\g<z>"),
    # "Since the 1st of this month"
    (r"\b(?:since|from) the (?:1st|first)(?: day)? of (?:this|the current|the) month(?: on| onwards?)?(?: (?:until|till|to|up to) (?:now|today))?\b|\bsince the month (?:began|started|opened)\b", "so far this month"),
    # "Last week (Mon 29 Dec - Sun 4 Jan)": what stands in the brackets says which
    (rf"(?:\b(?:last|next|this|the (?:last|next|past|coming)) (?:full |whole )?(?:week|wk) )?[(\[]{_DAY},? (?P<a>\d{{1,2}}(?:st|nd|rd|th)? {_MON}) ?(?:-|–|to|until|till) ?(?:and including )?{_DAY},? (?P<b>\d{{1,2}}(?:st|nd|rd|th)? {_MON})(?P<y> \d{{4}})?[)\]]", r"from \g<a> to \g<b>\g<y>"),
    # "The period beginning tomorrow and ending on 31 May inclusive"
    (rf"(?:\b(?:for|in|over|during) )?(?:the )?(?:period|stretch|time|span|window|days?) (?:that )?(?:begin(?:s|ning)|start(?:s|ing)|runn?(?:s|ing)) (?:on |with |from )?(?P<a>tomorrow|today|{_A_DATE}),? (?:and )?(?:(?:that )?(?:end(?:s|ing)|finish(?:es|ing)|clos(?:es|ing))(?: (?:on|with|at))?|(?:up )?(?:to|until|till)) (?P<b>{_A_DATE})", r"from \g<a> to \g<b>"),
    (rf"(?P<d>\b(?:to|until|till|through|by) (?:{_A_DATE})),? \(?(?:inclusive(?:ly)?|incl\.?|included|including that day|that day included)\)?(?=[\s?.,;!]|$)", r"\g<d>"),
    # "Tomorrow and the six days after it"
    *(
        (rf"\b(?:from )?tomorrow(?: on)?,? (?:and|plus|with) the (?:next )?{said} days? (?:after(?: (?:it|that))?|following(?: (?:it|that))?|thereafter|afterwards|that follow|which follow|behind it|coming after(?: it| that)?)\b", f"the next {count} days")
        for said, count in _NEXT_COUNTS.items()
    ),
    (r"\bat the mo\b(?!\w)", "at the moment"),
    # "There it goes best on which day of week?"
    (r"\b(?:there )?(?P<w>it|they|that|this|we) (?:goes?|sells?|runs?|moves?|does|do) (?:the )?(?P<b>best|most|strongest|worst|least) on (?P<q>which|what) (?P<d>weekday|day of the week|days? of week)\b", r"on \g<q> weekday does \g<w> sell \g<b>"),
    # "Don't peak on Sat", "best weekday other than Sun"
    *(
        (rf"(?P<v>\b(?:peak\w*|(?:(?:week|best |strongest |top )day) (?:is|are|isn't|is not|other than|not)|(?:best|most|strongest) on)(?: on)? (?:a |an )?){short}s?(?=\W*$|[?.,;]| (?:in|at|and|or|there)\b)", rf"\g<v>{short}{rest}day")
        for short, rest in (("mon", ""), ("tue", "s"), ("wed", "nes"), ("thu", "rs"), ("fri", ""), ("sat", "ur"), ("sun", ""))
    ),
    # "In June of 1987"
    (rf"\b(?P<m>{MONTH}) of (?:the year )?(?P<y>(?:19|20)\d\d)\b", r"\g<m> \g<y>"),
    # "Which day from Monday to Sunday does it go best, normally?"
    (r"\bday (?:(?:from|of|between|among|out of),? )?(?:mon(?:day)?|mo) ?(?:to|till|until|through|thru|-|–|and) ?sun(?:day)?\b", "weekday"),
    # "[store], summer 1999: units sold", "unit sales from summer 1999": in that season
    (r"\b(?<!in )(?<!the )(?<!of )(?<!for )(?:from |during |over |back in )?(?P<s>(?:spring|summer|autumn|winter)) (?:of )?(?P<y>(?:19|20)\d\d)\b(?! (?:to|until|till|through|against|versus|vs|or|and)\b)", r"in the \g<s> of \g<y>"),
    # "How many days until what's there now is used up?"
    (r"\b(?P<d>how (?:many (?:more )?days|long)(?: (?:will|does|would|is) it (?:take )?)?(?: is it)?) (?:until|till|before) (?:what(?:'s|s| is| we have)|everything|all(?: that)?(?: is)?|the (?:lot|stuff|goods)) (?:left |still )?(?:there|here|on the shelf|lying there|standing there|in the (?:shop|store))(?: (?:now|today|at present|right now|at the moment))? (?:runs? out|(?:is|gets|will be) (?:all )?(?:used up|gone|sold|finished|eaten up|empty))\b", r"how many days does the stock last"),
    # "Over the next 7 days, and what did the last 7 really bring?", "an average day of the past 28", "the 7 just gone": days
    (rf"(?P<a>\b(?P<u>days|weeks)\b[^?]{{0,140}}?\bthe (?:very )?(?:last|past|next|coming|following) (?P<n>{COUNT}))(?= ?(?:[?.!,;:)]|$)| (?:really|actually|in fact|then|just|did|bring|brought|was|were|is|are|had|has|we|you|it|and|or|but|then)\b)", r"\g<a> \g<u>"),
    (rf"(?P<a>\b(?:average|typical|normal|mean|usual) (?P<u>day|week) (?:of|in|over|during) (?:the |our )?(?:last|past|next|coming|previous|preceding|following) (?P<n>{COUNT}))(?! ?(?:days?|weeks?|months?|years?|quarters?)\b)", r"\g<a> \g<u>s"),
    (rf"(?P<a>\b(?P<u>days|weeks)\b[^?]{{0,140}}?)\b(?:the|those|these) (?P<n>{COUNT}) (?:that (?:have |are )?)?(?:just )?(?:gone|past|behind us|over|ended)(?: by)?(?= ?(?:[?.!,;:]|$))", r"\g<a>the last \g<n> \g<u>"),
    # "What did the last 7 days really bring?", "and what did those weeks bring in?"
    (rf"\bwhat (?:did|do|will|would) (?P<t>(?:the|those|these) (?:last|past|next|coming|previous|preceding)? ?(?:{COUNT} )?(?:days|weeks|months?)|(?:last|next|this) (?:week|month))(?: (?:really|actually|in fact|then))?(?: have)? (?:bring|brought|yield|deliver)(?: (?:in|us|really|actually))*(?= ?(?:[?.!,;]|$))", r"how many units do we sell in \g<t>"),
    # "Sold qty 7 days back + forecast 7 days ahead", "both for 7 days back and for 28 days back": stretches
    (rf"\b(?P<n>{COUNT}) (?P<u>days|weeks) back(?:wards?)?\b(?=[^?]*\b(?:{COUNT}) (?P=u) (?:ahead|forwards?|back)\b)", r"over the last \g<n> \g<u>"),
    (rf"\b(?:in |over |during |of |for )?(?:the |these |those )?(?P<n>{COUNT}) (?P<u>days|weeks) (?:(?:that )?(?:are |lie )?(?:just )?behind (?:us|me)|just (?:gone|past)(?: by)?)\b", r"over the last \g<n> \g<u>"),
    (rf"\b(?:in |over |during |for )?(?:the |these |those )(?P<n>{COUNT}) (?P<u>days|weeks) (?:(?:that )?(?:are |lie )?ahead(?: of (?:us|me))?|in front of us|to come)\b", r"over the next \g<n> \g<u>"),
    (rf"\b(?:for|over|of|across|in) (?:the )?(?:over )?(?:the )?(?P<n>{COUNT}) (?P<u>days|weeks) back(?:wards?)?\b(?! (?:to|from))", r"over the last \g<n> \g<u>"),
    (r"\b(?:for|of|in|across|over) over the last (?=\d|\w+ (?:days|weeks))", "over the last "),
    # "From which day does the planned promotion run?", "from what date is it on offer?": when it starts
    (r"\b(?:from|since|as of|starting) (?:which|what) (?:day|date)(?: on)? (?:does|do|will|is|are)(?P<x> [^?.;,]{0,60}?\b(?:promotions?|promos?|offers?|campaigns?|deals?|specials?)\b(?<!on promotion)(?<!on offer)(?: (?:of|for|on) [^?.;,]{2,50}?)?)(?: be)?(?: (?:on|run|running|valid|apply|in force|live|active|scheduled|planned))*(?=\W*$| ?[?.,;]| and\b)", r"when does\g<x> start"),
    (r"\b(?:from|since|as of|starting) (?:which|what) (?:day|date)(?: on)? (?P<x>(?:does|do|will|is|are) [^?.;,]{0,60}?\b)(?P<on>on (?:promotion|promo|offer|special offer))\b", r"when \g<x>next \g<on>"),
    # "Do me the one after next week too", "and one week later?"
    (r"\b(?:the )?(?:one|week|7 days|seven days) after next week\b", "the week after next"),
    (r"^(?P<b>\W*(?:(?:and|then|but|so|ok|okay),? )*(?:what (?:about|of)|how about)? ?)(?:one|a|1) week (?:later|after(?:wards)?|further on|on)\b(?=\W*$|,? (?:how|what|how many|how much)\b)", r"\g<b>in the week after that"),
    # "The last four weeks compared with the four before"
    (rf"\b(?P<n>{COUNT}) (?P<u>days|weeks|months)(?P<to>\b[^?.]{{0,60}}?\b(?:against|with|to|versus|vs\.?|than|on|over|from)) (?:the )?(?P<m>(?!28\b){COUNT}) (?:before(?: (?:that|those|them))?|prior|previously|earlier|preceding)(?=\s*(?:[?.,;!)]|$|and\b|in\b|at\b))", r"\g<n> \g<u>\g<to> the \g<m> \g<u> before that"),
    (r"(?<!every )(?<!each )(?<!all )(?<!any )(?<!per )(?<!one )(?<!a )(?<!last )(?<!first )(?<!other )\bdays? of week\b", "weekday"),
    # "The 7-day sales of it, starting tomorrow"
    (r"\b(?P<n>\d{1,2})[- ]days? (?P<w>(?:\w+ )?(?:sales|demand|forecast|total|sum|volume|figure|outlook|prediction))\b(?P<r>[^?.!;]{0,90}?),? (?:starting|beginning|counting|counted|running|as of|commencing) (?:from |with |on )?tomorrow(?: on(?:wards?)?)?\b", r"\g<w>\g<r> over the next \g<n> days"),
    # "Between tomorrow and the last day of June"
    (r"\b(?P<t>and|to|till|until|through|up to|thru) (?:the )?(?:very )?last day (?:of|in) (?=(?:the |this |next )?(?:month|year|quarter|week)\b|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec)", r"\g<t> the end of "),
    (r"\bbetween (?P<a>tomorrow|today|now|the \d+(?:st|nd|rd|th)?(?: of \w+)?) and (?=the end of\b)", r"from \g<a> to "),
    # "In the summer of '14", "back in '09", "in the nineties", "in H1 2012", "in mid-2012"
    (rf"\b(?P<t>{_NAMED_TIME})(?P<o> of)? ['’](?P<y>[0-4]\d)(?!\w)", r"\g<t>\g<o> 20\g<y>"),
    (r"\b(?P<t>(?:back )?in|during|since) ['’](?P<y>[0-4]\d)(?!\w)", r"\g<t> 20\g<y>"),
    *((rf"\b(?:back )?(?:in|during|over|of|from) the (?:(?:early|late|mid|middle)[ -])*{said}(?!\w)", f"from 1 January {year}0 to 31 December {year}9") for said, year in _DECADES),
    *((rf"\bH{half}[ /-]?(?:of )?(?P<y>(?:19|20)\d\d)\b", rf"the {said} half of \g<y>") for half, said in ((1, "first"), (2, "second"))),
    *((rf"\b(?:the )?(?:{said}) quarter(?: of)?,? (?P<y>(?:19|20)\d\d)\b", rf"Q{n} \g<y>") for n, said in enumerate(("first|1st", "second|2nd", "third|3rd", "fourth|4th|last"), 1)),
    (r"\bmid-? ?(?P<y>(?:19|20)\d\d)\b", r"the middle of \g<y>"),
    # "A seven-day quantity that, starting from tomorrow, ...": the start of those days, and no time of its own
    (rf"(?P<h>\b(?:{COUNT})[ -](?:days?|weeks?)\b[^?]{{0,80}}?),? ?\b(?:starting|counting|beginning|reckoned|running|counted) (?:from|with|as of|on) tomorrow\b,?", r"\g<h>"),
    (rf",? ?\b(?:starting|counting|beginning|reckoned|running|counted) (?:from|with|as of|on) tomorrow\b,?(?=[^?]{{0,80}}\b(?:(?:next|those|these|that|coming|following) )?(?:{COUNT})[ -](?:days?|weeks?)\b)", ""),
    # "Between now and seven days on"
    (rf"\bbetween now and (?P<n>{COUNT}) (?P<u>days|weeks) (?:on|later|hence|from now|ahead|out)\b", r"within the next \g<n> \g<u>"),
    # "Looking ahead to autumn 2038, ... in October of that year"
    (rf"(?P<y>\b(?:19|20)\d\d)\b(?P<m>[^?]*?)\b(?P<o>{MONTH})(?: of|,)? (?:that|the same|said) year\b", r"\g<m>\g<o> \g<y>"),
    # "... the next seven = ?"
    (r"\bthe (?:next|coming|following|upcoming|nxt) (?P<n>7|seven|14|fourteen|28)(?= ?(?:\?|=|$|[.,;]))", r"the next \g<n> days"),
    # "The daily average you see for the 7 coming up"
    (r"\bthe (?P<n>\d{1,2}) (?:days )?(?:comin[g']? up|that (?:are )?com(?:e|ing)(?: up)?|that follow)\b(?! (?:of|in the))", r"the next \g<n> days"),
    # "The office shuts in an hour."
    (r"^\W*(?:the|our|my) (?:office|shift|working day|desk|day) (?:shuts|closes|ends|finishes|is over|is done) (?:in|at|by) [^.?!;]{2,20}[.!;] ", ""),
    # "Sold out in 7 days or less"
    (r"\b(?P<o>(?:out(?: of)?|empty|dry|gone)) (?:in|within) (?P<n>\d{1,2}) days or (?:less|fewer|sooner|earlier)\b", r"\g<o> within the next \g<n> days"),
    *((rf"\b(?:had|has had) (?:the|its|their|a) {end} (?:week|day|month|weekend) (?=(?:last|this|past|yesterday)\b)", f"sold the {most} ") for end, most in (("(?:best|strongest|biggest|record)", "most"), ("(?:worst|weakest|poorest|slowest)", "least"))),
    # "They ran dry of it last week. For how many days?"
    (r"(?P<b>\b(?:ran (?:dry|out) of|(?:was|were) (?:out of|without)|had (?:no|run out of))\b[^?.;]{2,80}?\b(?:last|past|this|in|yesterday)\b[^?.;]{0,30})[.;,:-]+ (?:and )?(?:for |on )?how many days(?: was (?:that|it))?(?=\s*[?.!]*$)", r"\g<b>. On how many days was it out of stock"),
    # "She thinks Mondays are the busiest in Leeds. Is she right?"
    (r"\b(?:(?:my|our|the|a) )?(?:[\w-]+ ){1,3}?(?:thinks?|believes?|says?|claims?|swears?|reckons?|insists?|maintains?)(?: that)? (?:mon|tues|wednes|thurs|fri|satur|sun)days? (?:are|is) (?:always |usually )?(?:the |our |her |his |their )?(?P<e>busiest|quietest|slowest|best|strongest|weakest|worst|calmest)(?: (?:day|weekday|one|days)(?: of the week)?)?(?P<w> (?:in|at|for|of) [^?.,;]{2,40}?)?[.;,:!]+ (?:and )?(?:is|are|was) (?:she|he|that|this|it|they)(?: really)? (?:right|true|so|correct|the case)\b", r"which weekday is the \g<e>\g<w>"),
    (r"\bwhat (?:was|is|has been) (?:our|the|its) (?:(?:very |all-time )?(?:best|strongest|biggest|record)) (?:sales |selling |trading )?day(?: (?:ever|of all time|on record))*(?: (?:for|of|with|in terms of|selling))? (?=(?-i:[A-Z\[]))", "on which day did we ever sell the most "),
    # "Since the fair is next weekend, how many ...": the time is what counts, and no note on the fair
    (r"^\W*(?:since|because|as|given that|now that|seeing that|with) (?:(?:there is|there's) )?(?:the|our|a|an|that)? ?(?:\w+ ){0,2}?(?:fair|market|festival|concert|match|game|race|parade|party|wedding|show|exhibition|marathon|carnival|f[eê]te|circus|conference)(?: (?:in town|is on|is|takes place|comes|falls|being))*(?: on)? (?P<t>(?:next|this|the coming|this coming|on) (?:weekend|week|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day),? (?=(?:how|what)\b[^?]*\b(?:sell|sold|shift|move|part with|expect|need|get through|units|pieces)\b)", r"\g<t>, "),
    (rf"\b(?:the |our |your )?(?:most recent|latest|newest|last|previous|past|preceding)(?:,? (?:and )?{_OVER})+ (?P<u>week|month)\b(?! (?:of|in) (?:last |the )?(?:{MONTH}|year|quarter|(?:19|20)))", r"the last complete \g<u>"),
    (rf"\b(?:the |our )?(?:most recent|latest|last) (?P<u>week|month) (?:that|which) {_IS_OVER}(?: (?:now|already|by now))?", r"the last complete \g<u>"),
    (r"\b(?:the |our )?week (?:(?:that|which) )?(?:ended|ends|ending|finished|closed|closing|up to|to) (?:with |on )?(?:the )?(?:last|past|previous|most recent|this past) sunday\b", "the last complete week"),
    (r"(?<!\bthat)(?<!\bwhich),? (?:with )?(?:the )?(?:first day|day one|start|starting day|beginning)(?: of it)?(?: is| being|:| =)? (?=tomorrow\b)", ", starting "),
    (r"\b(?:count(?:ed|ing)?|reckon(?:ed|ing)?|calculat(?:ed|ing)|measur(?:ed|ing)|running|beginning|commencing|start(?:ing)?(?= (?:as of|from))) (?:as of |from |on )(?=(?:the day after )?tomorrow\b)", "starting "),
    (r"\b(?:with )?(?:an? |the )?(?:forecast |planning |time )?horizon (?:of |is |= ?|: ?)?(?P<n>\d{1,3}) (?P<u>days|weeks)\b", r"over the next \g<n> \g<u>"),
    (r"\b(?:with|over|for|at|on) (?:an? |the )?(?P<n>\d{1,3})[- ](?P<u>day|week) (?:forecast |planning )?horizon\b", r"over the next \g<n> \g<u>s"),
    (r"\b(?P<n>\d{1,3} |two |three |four |seven |ten |fourteen )?(?P<u>days?|weeks?|months?) (?:that|which) (?:follows?|comes? (?:next|after)|succeeds?)(?: on)?(?: from| after)? (?P<w>that|this|those|these|it|them)\b", r"\g<n>\g<u> after that"),
    (r"\b(?:the )?year before (?:that|this|it),? (?:in|for|during) (?:that|the) (?:very )?(?:same )?(?P<u>month|week|quarter|period|time)\b", r"in the same \g<u> one year earlier"),
    (r"\b(?:in|for|during) (?:that|the) (?:very )?same (?P<u>month|week|quarter|period|time)(?: of| in|,)? the year before(?: that| this| it)?\b", r"in the same \g<u> one year earlier"),
    (r"\b(?:purchase orders|pos)(?= (?:(?:are|is|that|which|will|be) )*(?:due|arriv\w*|land\w*|expected|coming|come)\b(?! to be (?:placed|sent|raised|written)))", "open orders"),
    (r"\b(?P<o>open orders|deliveries|shipments|consignments) land(?:ing)?\b", r"\g<o> due"),
    (rf"^(?P<a>{_TO_PLACE}[^?]*?\b{_COMING}\b[^?.;]{{0,50}}?) this week\b", r"\g<a> in the next 7 days"),
    (r"\b(?:are there |do we (?:have|get|expect) |is there )?(?:any|which|what) (?:deliver(?:y|ies)|shipments?|arrivals?|consignments?)(?: (?:are|is|due|coming|expected|scheduled|planned|arriving))*(?= (?:(?:in|over|within) the (?:next|coming)|next week|tomorrow|until|by |on (?:mon|tue|wed|thu|fri|sat|sun|\d)))", "which open orders are due"),
    (r"^(?:any |the |our )?(?:deliveries|shipments|arrivals|consignments) (?P<w>(?:from|by|of|to|at|in|for) [^?.,;]{2,40}?) (?P<t>(?:(?:in|over|within) the next|next|tomorrow|until|by|on)\b[^?.;]*)(?=[?.]|$)", r"which open orders \g<w> are due \g<t>"),
    (r"\bthis week's (?P<a>deliver(?:y|ies)|shipments?|consignments?|arrivals|open orders)\b", r"\g<a> in the next 7 days"),
    # what is told of the past alone
    (rf"\b(?P<n>{COUNT})[- ](?P<u>day|week)s? (?P<w>revenue|turnover|takings)\b(?! (?:forecast|prediction|outlook))(?P<of>(?: (?:of|for|from|in|at|on) [^?.;]{{2,60}})?)", r"\g<w>\g<of> over the last \g<n> \g<u>s"),
    (r"\bover the fortnight\b", "over the next 14 days"),
    (r"\b(?:in|on|for|at) (?:one|a|each|every) day,? (?:in the (?:middle|mean)|(?:in|on) average)\b", "per day on average"),
    (r"\bin (?:the )?(?:average|middle)\b(?=[ ,]*(?:[.?!;)]|$|per\b|a day\b|each\b|every\b))", "on average"),
    (rf"\b(?:the |these |those )?(?P<n>{COUNT}) (?P<u>days|weeks|months) (?:which|that) (?:come|are coming|follow|lie ahead)\b", r"the next \g<n> \g<u>"),
    (rf"\b(?:the )?(?:latest|most recent|newest) (?P<n>{COUNT})[- ](?P<u>day|week|month)s?(?: (?:period|window|stretch|span))?\b", r"the last \g<n> \g<u>s"),
    (rf"\b(?:the )?(?P<n>{COUNT})[- ](?P<u>day|week)s? (?:period|window|stretch|span) (?:preceding|before|prior to) (?:it|that|them|those)\b", r"the \g<n> \g<u>s before that"),
    (rf"\b(?P<n>{COUNT}) (?P<u>days|weeks|months)(?P<to>\b[^?.]{{0,60}}?\b(?:against|with|to|versus|vs\.?|than|on) )(?:the )?(?:preceding|previous|prior|earlier) (?P<m>{COUNT})\b(?! (?:days|weeks|months))", r"\g<n> \g<u>\g<to>the \g<m> \g<u> before that"),
    # "Is 24 March 2026 or before", "5 November or earlier", "not after 5 November"
    (rf"(?<!between )(?<!from )\b(?P<d>(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH})(?:,? \d{{4}})?|(?:{MONTH}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{4}}-\d\d-\d\d|tomorrow|(?:next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day),? (?:\(|- ?)?(?:or|and) (?:before(?!hand)|earlier|sooner)(?: than that|(?: that)(?= ?[?.,]))?\b\)?", r"by \g<d>"),
    (rf"\b(?:(?:and|but) )?not (?:a day )?(?:after|beyond|past) (?=(?:the )?\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTH})|(?:{MONTH}) \d|\d{{4}}-\d|(?:next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow)", "by "),
    (r"\b(?:on|by|until|before|of|is|at) by (?=(?:\w+day,? )?(?:the )?\d|tomorrow|\w+ \d|(?:next |this )?\w+day\b)", "by "),
    # "The single day next week with the least demand"
    *(
        (rf"\b(?:(?:the|a|that) )?(?:(?:single|one|exact|precise|very) )?(?:day|date) (?P<t>(?:(?:of |in |during )?(?:the )?(?:next|this|coming|following) (?:week|fortnight|month|weekend)|(?:in|over|within|during|of) the (?:next|coming) (?:{COUNT} )?(?:days|weeks|week|month|fortnight)) )(?:with|that has|which has|showing|having) (?:the )?(?:expected )?(?:{least}) (?:expected |forecast )?(?:demand|sales|turnover|units|trade|business)\b", rf"the {most} day \g<t>")
        for least, most in (("least|lowest|fewest|smallest|weakest|slackest", "quietest"), ("most|highest|biggest|greatest|strongest|largest", "busiest"))
    ),
    # "No earlier than 12 January": from that day on
    *(
        (rf"\b(?:(?:no|not) (?:earlier|sooner) than|not before) (?P<d>{_A_DATE})(?! (?:to|until|till|and)\b)", r"from \g<d> on"),
        (rf"\b(?<!no )(?<!not )(?:later than|past|beyond) (?P<d>{_A_DATE})", r"after \g<d>"),
    ),
    (r"\b(?:earlier|sooner) than (?=(?:the )?\d{1,2}(?:st|nd|rd|th)?[ .]+(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}-\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d|(?:mon|tues|wednes|thurs|fri|satur|sun)day)", "before "),
    *((rf"\b(?:won't|can't|cannot|(?:would|do|does|could|might|will)(?:n't| not)) (?:even |really )?last (?:us )?(?:for )?(?:another |a |the |one |out the |out a )?(?:whole |full |more )?{unit}\b(?! (?:of|that|before))", f"cover less than {days} days") for unit, days in (("week", 7), ("fortnight", 14))),
    (rf"\b(?:won't|can't|cannot|(?:would|do|does|could|might|is|are)n't) (?:even |really |likely |probably )?last (?:us )?(?:for |out )?(?:the |another )?(?=(?:{COUNT}) (?:more )?(?:days|weeks)\b)", "cover less than "),
    (rf"(?P<b>^\W*|[.?!;:,] |\band |\bor |\bso )(?P<w>will|does|do|would|can) (?P<x>(?![^?.,;]*\b(?:sell|sold|sales|look|show|have|had|compare|change|grow|rise|fall|perform|go|develop|order|we|you|they)\b)[^?.,;]{{3,70}}?) last (?:us )?(?:for )?(?:another |a further |the (?:next|coming) |out )?(?P<n>{COUNT}) (?:more )?(?P<u>days|weeks)\b(?=[^?.]{{0,40}}\?)", r"\g<b>\g<w> \g<x> be enough for the next \g<n> \g<u>"),
    (rf"\bnot (?:even )?last (?:for )?(?:the |another )?(?=(?:{COUNT}) (?:days|weeks)\b)", "cover less than "),
    (rf"\b(?P<n>{COUNT}) (?P<u>days|weeks|months) past\b", r"the last \g<n> \g<u>"),
    (rf"\b(?:going|go|reaching|stretching|counting|counted) back (?:over |for |by )?(?:the |these )?(?P<n>{COUNT}) (?P<u>days|weeks|months)\b|\b(?:going|go) (?P<n2>{COUNT}) (?P<u2>days|weeks|months) back\b", r"over the last \g<n>\g<n2> \g<u>\g<u2>"),
    (rf"\b(?P<n>{COUNT}) (?P<u>days|weeks|months) (?:back|backwards?) from (?:today|now|here)\b", r"over the last \g<n> \g<u>"),
    # of a ranking, and of money, which is known of the past alone
    (r"(?P<b>\b(?:top|best|worst|biggest|strongest|weakest|highest|lowest|most|least)\b[^?.]{0,60}? )(?:the )?(?P<n>[1-9]\d{1,2} days|\d{1,2} (?:weeks|months)) (?:back|backwards?)\b(?! to)", r"\g<b>over the last \g<n>"),
    (r"(?P<r>\b(?:revenue|turnover|takings|(?:money|cash) (?:makers?|spinners?)|(?:top|best|worst) earners?)\b[^?.]{0,40}?)(?<!next)(?<!last)(?<!past)(?<!coming)(?<!of)(?<!the)(?<!previous)(?<!within)(?<!in)(?P<c>,? )(?P<n>[1-9]\d{0,2}) ?d(?:ays)?(?= ?(?:[?.,;!]|$))", r"\g<r>\g<c>over the last \g<n> days"),
    # set off, and no day of its own: "[store] bestsellers, 28 days back"
    (r"(?P<b>^|[,;:/] )(?:the )?(?P<n>[1-9]\d{1,2} (?:days|weeks)|(?:\d|\d\d|two|three|four|six|twelve) months) (?:back|backwards?)(?= ?(?:[?.,;:!]|$))", r"\g<b>over the last \g<n>"),
    (r"\b(?<!days )(?<!day )(?:day )?after tomorrow(?<!day after tomorrow)", "the day after tomorrow"),
    (rf"\b(?P<u>days|weeks|months)\b(?P<m>[^?.]{{0,120}}?)\b(?:in |for |over )?the (?P<n>{COUNT}) (?:to come|ahead|that come|which come)\b(?! (?:days|weeks|months))", r"\g<u>\g<m>in the next \g<n> \g<u>"),
    (rf"\b(?P<a>day\b[^?]{{3,120}}?\b(?:in|over|during|of) the )(?P<n>{COUNT}) to come\b", r"\g<a>next \g<n> days"),
    (rf"\b(?:in )?(?:the )?(?P<n>{COUNT}) first days (?:of|from|in)\b", r"the first \g<n> days of"),
    (rf"\b(?P<m>{MONTH})(?P<y> \d{{4}})?,? (?:from )?(?:the )?(?P<a>\d{{1,2}})(?:st|nd|rd|th) (?:to|till|til|until|through|-) (?:the )?(?P<b>\d{{1,2}})(?:st|nd|rd|th)\b", r"from \g<a> to \g<b> \g<m>\g<y>"),
    (rf"\bin (?P<n>{COUNT}) (?P<u>day|week)s?'? time\b", r"\g<n> \g<u>s from now"),
    (rf"\b(?:the )?next (?:lot|batch|block|set|stretch|bunch) of (?P<n>{COUNT}) (?P<u>days|weeks)\b", r"the \g<n> \g<u> after that"),
    (r"\bin (?:this|that|the) (?:very )?same (?:time|period|span|stretch)(?: of time)?\b", "in the same period"),
    (r"(?P<d>\b(?:days?|weekdays?|week|weeks|month|fortnight|weekend)\b[^?]{0,160}?)\bon which (?:one )?of (?:them|these|those)\b", r"\g<d>on which day"),
    (rf"\bif (?:you|we|i|one) (?:(?:look|looks|looked) (?:at|ahead)|(?:stretch|stretches|stretched|extend|extended|push|pushed) (?:it|that|this) (?:to|out to)|(?:go|went) out|takes?(?= a fortnight| two weeks)) (?:a )?(?P<n>fortnight|(?:{COUNT}) (?:days|weeks))(?: (?:instead|ahead|out))?", r"within the next \g<n>"),
    (rf"\b(?:the )?(?P<n>{COUNT}) (?P<u>days|weeks|months) to come\b", r"the next \g<n> \g<u>"),
    (r"\b(?:the )?(?P<u>wk|week|weekend|month) just (?:gone|past|ended|over|finished|behind us|closed)\b(?: by)?", r"last \g<u>"),
    (r"\b(?:the )?(?P<u>wk|week|weekend|month) (?:coming|ahead|to come)\b", r"the coming \g<u>"),
    (r"\b(?:the )?(?:following|next|coming) calendar (?P<u>week|month)\b", r"next \g<u>"),
    (r"\ba (?P<u>fortnight|week) (?:out|on|counted|running) from tomorrow\b", r"a \g<u> from tomorrow"),
    (rf"\b(?P<v>sell|shift|move|need|use) in (?P<n>{COUNT}|an?) (?P<u>(?:days?|weeks?|fortnight)) from (?:now|today|tomorrow)(?: on)?\b", r"\g<v> over \g<n> \g<u> starting tomorrow"),
    (rf"\b(?P<d>days?\b[^?]{{3,120}}?\bof the (?:next|coming|last|past) (?:{COUNT}))(?= (?:will|is|was|would|has|does|did)\b)", r"\g<d> days"),
    (r"\blook(?:ing)? (?:ahead|forward) to (?=(?:the )?\d)", "on "),
    (r"\bsince you last (?:calculated|computed|ran|reckoned|forecast|updated|did the sums)\b", "since the last run"),
    (r"\b(?:shifted|moved) (?=since the last run\b)", "changed "),
    (r"\b(?:(?:this|the|at the|next|on the) weekend,? (?:of )?)?(?:on )?sat(?:urday)? (?:the )?(?P<a>\d{1,2})(?:st|nd|rd|th)? (?:n|and|&|\+|to) sun(?:day)? (?:the )?(?P<b>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<m>" + MONTH + r")\b", r"\g<a> to \g<b> \g<m>"),
    (r"(?P<a>\b(?:still )?in stock(?: (?:at|in) [A-Z][\w'-]*)?) (?:today|now|right now|at present)(?=,? but\b|,? and\b)", r"\g<a>"),
    (r"(?P<a>\bif\b[^?,]{0,60}\b(?:delivered|emptied|cleared|brought|sent|shipped|unloaded)\b[^?,]{0,60}?\b(?:everything|all|whole|entire)\b[^?,]{0,60}?) (?:tomorrow|today|now|this week|next week)\b(?=[^?]*\bhow many (?:units|pieces|lines|orders)\b)", r"\g<a>"),
    (r"\bthe (?:day (?:that|which) comes|coming day)\b", "tomorrow"),
    # "It takes 16 days. How many are sold in those 16?"
    (rf"(?P<a>\b(?P<n>{COUNT}) (?P<u>days|weeks)\b[^?]*?\b(?:in|over|during|within|for|through|across) (?:all )?(?:these|those|the|that) )(?P=n)(?= ?(?:[?.!,;]|$))", r"\g<a>\g<n> \g<u>"),
    # "My boss came round this morning and ...": when somebody said so, and no time that is asked about
    (rf"(?P<a>(?:^|[.!;,:] ?)(?:(?:well|so|ok|okay|hi|hello|and|but),? )*{_SOMEBODY}(?: (?:just|only))? {_SAID_SO}(?: (?:round|around|by|in|over|up|down|me|us|back|again|here|at|into|the|my|our|office|shop|store|on|phone)){{0,4}}) {_WHEN_SAID}(?=,? (?:and|that|to|but|with|how|what|which|for|about)\b|[.,;:!])", r"\g<a>"),
    (rf"(?P<b>^|[.!;] ?){_WHEN_SAID},? (?P<a>{_SOMEBODY}(?: (?:just|only))? {_SAID_SO}\b)", r"\g<b>\g<a>"),
    (rf"\binside(?: of)? (?=(?:(?:the|these|our) )?(?:(?:next|coming|following) )?(?:{COUNT}|an?|one|few|couple of|\d+)(?: |-)?(?:calendar |short |full )*(?:days?|weeks?|fortnight|months?)\b)", "within "),
    (r"\b(?:with)?in this week\b", "this week"),
)  # fmt: skip
