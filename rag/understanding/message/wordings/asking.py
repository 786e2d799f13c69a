# ruff: noqa: E501 - a pattern is read on one line
"""How something is asked for: foreign turns, the passive, lists of wishes, who is meant by "these"."""

from __future__ import annotations

from rag.understanding.message.wordings.parts import COUNT, MOST_OF, THINGS, WHICH_DO_NOT

__all__ = ["WORDINGS"]

_LATE_ONES = r"(?:anything|something|any (?:open )?(?:orders?|deliver(?:y|ies)|goods|lines))(?: (?:that|which) (?:is|are)| still| currently)? (?P<l>overdue|late|delayed)\b"

_EXPECT = r"\bwhat (?:are (?:we|you)|do (?:we|you)) expect(?:ing)?"

_SELF = r"(?:it|our|your|my|them|him|her)sel(?:f|ves)"

_THEIR_KIND = r"(?:products|items|articles|lines|skus|stores|shops|branches|suppliers|vendors|categories|sellers|goods)"

_TO_PAY = r"(?: (?:before|until|till) (?:we|i) (?:(?:have|need|ought) to |must |are due to )?| to | for )(?:pay|paying|settle)(?: up)?(?: (?:them|(?:the|their|its|our) (?:bills?|invoices?)))?\b"

#: What is filed about a thing
_FILED = r"(?:remarks?|comments?|annotations?|jottings?|memoranda|write-?ups?|entries|reminders?)"

#: What is drunk and eaten at work
_AT_WORK = r"(?:(?:office|canteen|machine|free|morning) )?(?:coffee|tea|lunch|food|cake|breakfast|canteen)(?: here| this morning| today| in this place| from the machine)*"
_TASTE = r"(?:terrible|awful|horrible|disgusting|undrinkable|bad|cold|weak|off|vile|great|good|lovely|nice|hot|gone|empty|finished|ready|strong|excellent|dreadful)"

WORDINGS: tuple[tuple[str, str], ...] = (
    # "Wich 3 have the shortest cover?": a number stands behind it, so it is no part of a name
    (r"\b(?:wich|whcih|whitch|wihch)(?= (?:the )?\d)", "which"),
    # "The Leeds manager only cares about his own part, so how much of that is theirs?"
    (r"^(?P<l>\W*(?:(?:and|so|ok|now|but),? )*)(?:the |our )?(?P<s>(?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)?)(?:'s)? (?:manager|people|team|lot|folks?|crew|boss|lads|shop|store|branch|guys|staff)\b[^?.!;]{3,70}?[,.;!] (?:so |and |then )*(?P<q>(?:how|what|which)\b[^?]*?)\b(?:theirs|his|hers)(?P<e>\W*)$", r"\g<l>\g<q>\g<s>'s\g<e>"),
    # "I've got the Leeds manager here, what would those two numbers be over there?"
    (r"^(?P<l>\W*(?:(?:and|so|ok|now|but),? )*)(?:i|we)(?:['’]ve| have)? (?:got |now have |have )?(?:the |our )?(?P<s>(?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)?)(?:'s)? (?:manager|people|team|folks?|boss|lads|guys|staff|colleagues?)\b[^?.!;,]{0,50}?[,.;!] (?:so |and |then )*(?P<q>(?:how|what|which)\b[^?]*?)\b(?:(?:over |down |up )?there|for (?:him|her|them|that (?:shop|store|branch)))(?P<e>\W*)$", r"\g<l>\g<q>in \g<s>\g<e>"),
    # "Leeds does its own count, so don't include them. What do the rest of the shops hold?"
    (r"^(?P<l>\W*(?:(?:and|so|ok|now|but),? )*)(?P<s>(?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)?) (?:is|does|has|was|counts?|runs?|did|will|had|handles?|orders?|buys?)\b[^?.!;]{3,70}?,? (?:so|and|hence|therefore),? (?:please )?(?:(?:do not|don['’]?t) (?:include|count|add|take) (?:them|it|that)(?: in)?|(?:leave|keep) (?:them|it|that) out|(?:exclude|skip|ignore|omit) (?:them|it|that))[.;,!:]+ (?P<q>(?:how|what|which)\b[^?]*?)(?:the )?(?:rest of|other|remaining|others of) (?:the |our |all )*(?P<k>shops|stores|branches)\b", r"\g<l>\g<q>all \g<k> except \g<s>"),
    # "How long can the Leeds order wait?"
    (r"\b(?:how long|until when|till when) (?:can|may|could) (?:the |that |our )?(?P<s>(?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)?)(?:'s)? (?:order|purchase|one)(?: of it)? (?:still |yet )?(?:wait|be left|be put off|be delayed|be postponed)\b", r"by when must \g<s> order it"),
    # "From where comes this amount?"
    (r"\b(?:from where|where from|wherefrom|where) (?:comes?|do(?:es)?|did|is|has)(?: you (?:get|take|have))? (?P<n>(?:this|that|the|your|such an?) (?:amount|number|quantity|figure|value|sum))(?: (?:come|coming|taken|got))?(?: from)?(?=\W*$)", r"where does \g<n> come from"),
    # "The last thing that was noted on the oat milk"
    (r"\b(?P<l>last|latest|newest|most recent|first) (?:thing|bit|item|entry)(?: (?:that|which))?(?: (?:was|has been|we have|is|got|anybody|anyone|somebody|someone|we))? (?:noted|written|put down|jotted down|recorded|wrote|said in the notes|filed)(?: down)? (?:on|about|for|of|regarding|concerning)\b", r"\g<l> note on"),
    # "A class: who has the highest return rate?"
    (r"^(?P<l>\W*(?:(?:and|so|ok|now|hi|hello),? )*)(?:the |in |for |of |our )?(?P<c>(?-i:[ABCXYZ]))[ -]class(?: (?:items|products|articles|goods|lines|ones))?(?: only)? ?[:,-] (?:who|which(?: one)?(?: of (?:them|those|these))?|what)\b(?! (?:of|in|store|shop|supplier|categor\w+|products?|items?|articles?)\b)", r"\g<l>which class \g<c> product"),
    # "I have to pick one A article, so which of them has ...?"
    (r"\b(?:one|an?|some|any|the|our) (?P<c>(?-i:[ABCXYZ]))[ -](?P<k>article|item|product|line|sku)(?P<s>s?)\b(?P<x>[^?]{0,90}?\b(?:which|what)(?: one)? of )(?:them|those|these)\b", r"one of these\g<x>the class \g<c> \g<k>s"),
    # "For how many articles is the trend pointing up?"
    *(
        (rf"\b(?:(?:for|with|of|in) )?(?P<h>(?:how many|which|what)(?: of (?:our|the|my))?(?: [\w\[\]-]+){{0,4}}?) (?:is|are|does|do|has|have|shows?) (?:the |their |its |a )?(?:sales |demand |28-day )?trends? (?:been )?(?:currently |now |really )?(?:point|head|go|look|slope|move|lead|aim|turn|tend)(?:s|ing|e?d)? {way}\b|\b(?P<h2>(?:how many|which|what)(?: of (?:our|the|my))?(?: [\w\[\]-]+){{0,4}}?) (?:have|has|show|with|see|show) (?:an? |the |their |its )?(?:sales |demand )?trends? (?:that (?:is |are )?)?(?:point|head|go|look|slope|lead|turn)(?:s|ing|ed)? {way}\b", rf"\g<h>\g<h2> have a {trend} trend")
        for way, trend in (("(?:up(?:wards?|hill)?|skywards?|north)", "rising"), ("(?:down(?:wards?|hill)?|south)", "falling"), ("(?:sideways|flat|nowhere)", "flat"))
    ),
    # "Friday is the best selling day in Leeds for how many articles?"
    (r"\b(?P<d>(?:mon|tues|wednes|thurs|fri|satur|sun)day) is (?:the |their )?(?:best|strongest|top|main|peak|busiest)[- ]?(?:selling |sales )?day(?P<w> (?:in|at) [^?.,;]{2,40}?)? (?:for|of|with) how many (?P<k>articles|products|items|lines|skus)\b(?P<w2> (?:in|at) [^?.,;]{2,40}?)?(?=\W*$|[?.,;])", r"how many \g<k> sell best on \g<d>s\g<w>\g<w2>"),
    # "I just got in and the coffee is terrible. ..."
    (rf"(?:(?:^|(?<=[.!?] ))(?:(?:i|we) )?(?:have )?(?:just )?(?:got|came|come|arrived|been|walked)(?: (?:in|here|back|at work))*,? )?(?:\b(?:and|but|so) )?\b(?:the|this|our) {_AT_WORK} (?:is|was|tastes|tasted)(?: (?:\w+ly|so|very|again|already|still|just|simply|as always|as usual))* {_TASTE}(?: (?:again|as (?:always|usual)|here|today|this morning))*[.!;:]+ +(?=\w)", ""),
    # "I don't want to forget anything for Leeds: please list ..."
    (r"(?:^|(?<=[.!?;:,] ))(?:(?:so|and|but|because|as) )?(?:i|we) (?:do not|don'?t|must not|mustn'?t|should not|shouldn'?t|can'?t|cannot|would not|wouldn'?t|am afraid to|hate to)(?: (?:want|wish|like|afford|dare))?(?: to)? (?:forget|miss|overlook|neglect|lose|leave out|leave behind)(?: about)? (?:anything|something|a thing|a single (?:one|thing|line|order|product|article|item)|any(?: of them| orders?| lines?| products?| articles?| items?)|one|some(?: of them)?)(?P<x> (?:for|in|at|from|of) (?-i:[A-Z])[^:.,;?!]{1,40})? ?[:.,;!-]+ (?:so |hence )?(?=\w)(?P<r>[^?.!]*)", r"\g<r>\g<x>"),
    # "And Leeds alone, how much is it there?", after another question: the same of Leeds
    (r"^(?P<l>\W*(?:(?:and|so|ok|okay|but|now|then|thx|thanks|fine|good)\b,? )+(?:(?:for|in|at|what about|how about|of) )?(?-i:[A-Z])[\w'&-]*(?: (?-i:[A-Z])[\w'&-]*)?(?: (?:alone|only|by itself|on its own|separately|just))?),? (?:how (?:much|many|high|big)|what)(?:'s|s| is| are| was| were| would)? (?:it|that|they|this|the (?:figure|number|value|amount|quantity))(?: (?:be|there|then|here))*(?=\W*$)", r"\g<l>"),
    # "And for Leeds alone? My boss only cares about his own shop."
    (r"(?<=\?) (?:(?:because|since|as|you know),? )?(?:my|our|the|his|her) (?:area |regional |store |shop )?(?:boss|manager|director|chef|colleague|supervisor|owner)(?: there)? (?:really |always |of course |obviously )*(?:only |just )*(?:cares? (?:about|for)|looks? at|is interested in|wants? to (?:see|know|hear)|asks? (?:about|for)|thinks? (?:about|of))(?: only| just)? (?:his|her|their|its|that|my|our) (?:own )?(?:one )?(?:shop|store|branch|place|house|numbers?|figures?)\W*$", ""),
    # "Back to the category I asked for first"
    (r"\bthe (?P<w>category|product|article|item|store|shop|branch|supplier|vendor|one)(?: (?:that|which))? (?:i|we) (?:asked|started|began|wanted|named|mentioned|said|had|spoke|talked)(?: (?:for|about|with|of))? (?:first|at first|in the first place|initially|originally|at the (?:start|beginning)|to begin with)\b(?: of all)?", r"the first \g<w>"),
    *((rf"\b(?P<b>the ){short} (?P<w>category|product|article|item|store|shop|branch|supplier|vendor|one)\b", rf"\g<b>{long} \g<w>") for short, long in (("1st", "first"), ("2nd", "second"), ("3rd", "third"))),
    (r"(?P<b>\bthe (?:first|second|former) (?:category|product|article|item|store|shop|supplier|one)) \((?:and )?not (?:of )?the (?:second|first|other|latter|last)(?: one)?\)", r"\g<b>"),
    # "How many pairs of socks?"
    (r"\bhow many pairs(?= of \S| (?:do|would|will|can|should|must|are|did|have|were|is)\b|\W*$)(?! of (?:products|items|articles|stores|shops|suppliers|goods))", "how many units"),
    # "Right, I should do something for my money: this shirt, how many?"
    (r"(?:^|(?<=[.!?] ))(?:(?:right|ok|okay|well|so|but|and|now),? )*(?:i|we)(?:'d| had)? (?:should|must|have to|need to|better|ought to) (?:now |also |really )?(?:do (?:something|some work|a bit(?: of work)?|my job)|work(?: a bit)?|earn (?:my|our) (?:money|pay|keep|wages|salary)|get (?:back )?to work)(?: for (?:my|our|the) (?:money|pay|wages|salary))?(?: (?:again|now|too|as well))*[:.,;!-]+ (?=\w)", ""),
    # "Which day? I must warn the shop": why it is asked
    (r"(?<=\?) (?:(?:because|since|as|for) )?(?:i|we)(?:'ll)? (?:must|have to|need to|want to|should|will|would like to|have got to|got to) (?:warn|tell|inform|alert|prepare|let) (?:(?:the|my|our) (?:shops?|stores?|staff|team|people|manager|boss|colleagues?|customers?|girls|crew)|them|him|her|somebody|someone)(?: (?:there|know|in time|about it|then|today))*\W*$", ""),
    # "A customer who wanted the butter, he gets what instead?"
    (r"\b(?:an?|the|any|some|our) (?:customer|client|shopper|buyer|person|man|woman|lady|gentleman)s? (?:who|that) (?:want(?:s|ed)?|ask(?:s|ed) for|c(?:ame|omes) for|look(?:s|ed) for|need(?:s|ed)?) (?P<x>[^?,;]{3,60}?),? (?:(?:he|she|they) (?:gets?|takes?|should (?:get|take)|receives?|can (?:have|get)|is (?:given|offered)|are (?:given|offered))|is (?:given|offered)|gets?) (?:what|which (?:one|product|article))(?: then)? instead", r"what can we offer instead of \g<x>"),
    # "The AX group, so ABC crossed with XYZ: what is all in there?"
    (r",? (?:so|i\.e\.|that is|meaning) (?:ABC|XYZ) (?:crossed with|times|by|and|x|with|/) (?:ABC|XYZ)(?: classes)?(?=[:.,;?!])", ""),
    (r"(?P<b>\b(?:group|class|cell|segment|box|bucket|field|quadrant|corner)\b[^?]*?[:,;.-] ?)(?:and )?(?:what|who)(?:'s|s| is| are)? (?:all |everything )?(?:in (?:there|it|that)|inside|belongs (?:there|in there|to it))(?: all| exactly| then)?(?=\W*$)", r"\g<b>which products are in it"),
    # "The delay is how many days?", "how much cost they together?"
    (r"(?P<b>^\W*|[.!?;:] )(?P<l>(?:and|so|but|then|ok|now),? )?(?P<x>(?:the|its|their|our|that|this) [^?.!;:,]{3,45}?) (?P<v>is|are|was|were) (?P<q>how (?:many|much|long|big|high|old|far|late)(?: (?!of\b)\w+)?|what|when)(?: now| then| there)?(?=\?|\W*$)", r"\g<b>\g<l>\g<q> \g<v> \g<x>"),
    (r"\bhow much costs? (?P<w>they|these|those|it|this|that)\b", r"how much do \g<w> cost"),
    # "Once more the black: ..."
    (r"(?P<b>^\W*(?:(?:and|ok|okay|so|but|now),? )*)(?:once (?:more|again)|again|one more time|back)(?: (?:for|about|to|on))? the (?P<x>black|white|red|blue|green|yellow|gr[ea]y|pink|brown|orange|purple|navy|small|large|medium|big|little|cheap|cheaper|expensive|old|new)(?= ?[:,-])", r"\g<b>again the \g<x> one"),
    # "What number do we land on?"
    (r"\bwhat (?:number|figure|total|amount|value|quantity)(?: do| would| will| are)? (?:we|i|you|it)(?: then)? (?:land|end up|arrive|come out|finish)(?:ing)?(?: (?:on|at|with|out at))?(?: then)?(?=\W*$|[?.,;])", "what would it be"),
    # "Somebody must have sent a memo on the soap at some point. If so, I only need the newest one."
    (r"(?:(?:some(?:body|one)|they|we|i|you|purchasing|a colleague) (?:must|should|may|might) have (?:\w+ )?(?:sent|written|got|had|received|made|left|put)(?: (?:us|me|down|out))*|there (?:must|should|may|might|could) (?:be|have been)|(?:is|was) there|(?:do|did) we have|have we(?: got)?) (?:an?|any|some) (?:(?:memo|note|letter|message|notice|e-?mail|mail)s?|(?:memo|note)s? or (?:memo|note)s?) (?:on|about|for|regarding|concerning) (?P<x>[^?!;]{3,60}?)(?: (?:at some point|some time|somewhere|sometime|once|ever|in the past|at all))*[.?!,] ?(?:and )?(?:if (?:so|yes|there (?:is|was|are)(?: (?:one|any|several))?|we (?:do|have))|in that case|then),? [^?.!]*?\b(?:newest|latest|most recent|last)(?: (?:one|memo|note|of them))?[^?.!]*", r"what is the latest note about \g<x>"),
    # "Sorry, wrong pack. It's the other that I need"
    (r"\b(?P<w>(?:that (?:is|was)|it(?:'s| is| was)) the |the )?wrong (?:pack(?:age|aging|et)?|pack ?size|size|variant|variety|kind|sort|type|version|colou?r|box|bag|bottle|line)(?=[.!,;:]| (?:sorry|i mean|i meant))", r"\g<w>wrong one"),
    # "What can I suggest to somebody who asks for the butter when we have none?"
    (r"\b(?:what|which (?:product|article|item))(?: else)? (?:can|could|should|do|may|shall|might) (?:i|we|my staff|our staff|the staff|they|people) (?:offer|suggest|recommend|propose|give|sell|hand|show)(?: to)? (?:an?|the|our|any)? ?(?:customers?|people|shoppers?|clients?|somebody|someone|anybody|anyone|person|man|woman|lady|gentleman) (?:who|that|which) (?:asks?|wants?|wanted|comes?|came|looks?|is looking|needs?)(?: (?:in|specially|especially))*(?: for| after)? (?P<x>[^?,;]{3,60}?),? (?=(?:when|if|once|while|and|but) (?:we|it|that|there|the)\b[^?]*\b(?:none|out|gone|empty|unavailable|no more|nothing)\b)", r"what can we offer instead of \g<x> "),
    # "For the firm I need 1) the rise in its letter 2) the total of its orders"
    (r"(?P<b>[ ,:;(])1[).:] ?(?P<x>[^?]{4,90}?)[,;]? (?:and |n )?2[).:] ?(?=[a-z])(?![^?]*\b3[).:])", r"\g<b>\g<x>, and "),
    # "To end on a happy note, which one has the lowest?": no note of ours
    (r"(?P<b>^\W*|[.!?;,] )(?:(?:and|so|but|just|finally|lastly|now),? )*(?:(?:to|let(?:'s| us)|we(?:'ll)?|i(?:'ll)?) (?:end|finish|close|start|begin|conclude|wrap up)(?: \w+)? )?on an? (?:\w+ )?(?:happy|happier|positive|bright|brighter|light|lighter|good|better|high|sad|sour|serious|different|separate|related|unrelated|similar|side|final|last|personal|cheerful|cheerier|lighthearted|sober|practical) note(?:,|:| -)? +(?=\w)", r"\g<b>"),
    # "Sold across every one of our shops": one figure
    (r"\b(?P<a>across|over|throughout|spanning) (?:each and every|every(?: (?:single|last))? ?one|each(?: one)?) of (?:our|the|my) (?P<k>stores|shops|branches|outlets)\b", r"\g<a> all \g<k>"),
    # "Every one of our shops", "each and every store"
    (r"\b(?:each and every|every(?: single)? ?one|every last one|every single one) of (?=(?:our|the|my|your|their|these|those|them)\b)", "each of "),
    # "The joint forecast of Cork and Sligo"
    (r"\b(?:joint|pooled|collective) (?=(?:(?:expected|open|total|weekly|daily) )*(?:forecasts?|sales|demand|stock|orders?|order value|revenue|turnover|units|quantit(?:y|ies)|returns|inventory)\b)", "combined "),
    # "Heard on the grapevine Cork Mills are getting dearer. What's the rise?"
    (r"^\W*(?:(?:so|hi|hello|ok|and|hey),? )*(?:(?:i|we)(?:'ve| have)? )?(?:(?:just |only )?(?:heard|hear|read|picked up|caught|got wind)(?: (?:on|through|via|over) the (?:grapevine|phone|radio|wire|news)| (?:a |some )?(?:rumou?rs?|talk|whispers?)| somewhere| from (?:a|the|our) (?:rep|driver|boss|colleague|shop))+|(?:a little bird|rumou?r has it|word has it|they say|people say)(?: told me)?)(?: that| of)?,? (?=\w+ \w)", ""),
    # "Which shop will sell the larger number, if you look at Cork as well?"
    (r"(?P<b>\b(?:which|who|what|where)\b[^?.!;]*\b(?:more|most|less|least|fewer|fewest|\w+er|\w+est)\b[^?.!;,]*),? (?:if|when) (?:you|we|i|one) (?:also )?(?:look at|consider|take|adds?|include|count|bring in|throw in|put|take in|draw in|set) (?P<x>(?-i:[A-Z])[^?.,;!]{1,40}?)(?: in)? (?:as well|too|also|into (?:account|the picture|consideration)|beside (?:it|that)|to (?:it|that|the comparison))(?=\W*$)", r"\g<b>, compared with \g<x>"),
    # "Sales of which teas grew by more than 10%?"
    (r"\b(?:the )?(?:sales|demand|turnover) (?:of|for) which (?P<x>[^?.,;!]{2,60}?) (?P<v>(?:has |have |had )?(?:grew|grow|grown|rose|risen|rise|climbed|increased|gained|fell|fallen|fall|dropped|declined|shrank|shrunk|went (?:up|down)|gone (?:up|down)))\b", r"which \g<x> \g<v>"),
    # "And now for York, batteries, same question"
    (r"(?P<b>^|[.!?;] )\W*(?:(?:and|ok|so|now|then|next|please),? )*(?:(?:for|in|at|of|with) )?(?P<x>[^?.!;]{3,80}?)(?:,|:| -)? (?:the )?(?:(?:exact|very) )?same (?:q|qn|qs|qu|question|query|thing|request|one)(?: again| there| please| for (?:that|it|this))*(?=\W*$)", r"\g<b>and for \g<x>?"),
    # "Has anybody written down why ...?"
    (r"\b(?:has|have|did|does) (?:anybody|anyone|someone|somebody|any of us|we|you|they|a colleague|one of us) (?:ever |already )?(?:written|write|noted?|put|jot(?:ted)?|record(?:ed)?|document(?:ed)?|scribbled?|left|leave|filed?)(?: (?:down|up|a (?:note|word|line|remark)|something|anything|somewhere|in writing|on (?:paper|file|record)))*(?: (?:on|about|as to|of|saying))? (?=(?:why|how|when|who|where|which|what)\b)", "do our notes say "),
    # "What should we do with what's left of it?", "what's the rule for the rest stock?"
    (r"\bwhat (?:do|does|should|shall|must|can|are|is|will) (?:we|i|one|the (?:shops?|stores?|branch(?:es)?|people))(?: (?:supposed|meant|expected|asked|told))?(?: to)? do with (?:what(?:ever)?(?:'s|s| is| remains| are)? ?(?:still )?(?:left|remaining|over|there|remains)?(?: ?over| of (?:it|them))*|the (?:rest(?:ing)?|remaining|leftover|left-over|surplus|old|last)(?: of)?(?: the)? (?:stock|units|pieces|goods|ones)|the remainder|the remains)(?=\W*$)", "what are we meant to do with the leftovers"),
    (r"\bwhat(?:'s| is|s) (?:the|our) (?:rule|plan|procedure|instruction|policy|agreement|arrangement) (?:for|with|about|on) (?:the )?(?:rest(?:ing)?|remaining|leftover|left-over|surplus|residual)(?: of)?(?: the)? (?:stock|units|pieces|goods|ones)\b|\bwhat(?:'s| is|s) (?:the|our) (?:rule|plan|procedure|instruction|policy|agreement|arrangement) (?:for|with|about|on) (?:the leftovers|what(?:'s| is) left(?: over)?|the remainder)", "what are we meant to do with the leftovers"),
    # "On hand only, units short of that?"
    (r"(?P<a>\b(?:stock )?on hand)(?: only| alone| stock)*,? (?:how many |by how many )?(?:units|pieces) (?P<b>short of|below|under|above|over) (?P<c>that|it)(?=\W*$)", r"how many units \g<b> \g<c> is the stock \g<a>"),
    # "I only need a joint figure: what are Cork and Sligo ...?": their sum
    (r"\b(?:(?:i|we)(?: (?:only|just|really))* (?:need|want|require|am after|are after)(?: to know)?|(?:only|just|but)(?: give me| show me| need| want)?|give me|show me|tell me|as|in)(?: just| only)? (?:a|one|the|their) (?:single )?(?:joint|combined|common|pooled|summed|aggregate|collective)(?: (?:single|total))? (?:figure|number|sum|total|amount|quantity|value|forecast)\b(?! (?:of|for|from|over|in|at|on)\b)", "together"),
    # "What's it doing on the list?", "how did that end up on there?"
    (r"\b(?:what(?:['’]?s| is| are| was| were| on earth (?:is|are))) (?P<x>(?:it|that|this|they|those|(?:the )?[^?.!,;]{3,50}?)) doing (?:in|on) (?=(?:the|that|this|your|our|there)\b)", r"why is \g<x> on "),
    (r"\bhow (?:did|does|do|come|has|have|comes) (?P<x>(?:it|that|this|they|those|(?:the )?[^?.!,;]{3,50}?)) (?:end(?:ed|s)? up|got|gotten|get|gets|land(?:ed|s)?|made it|make it|makes it|come to be|is|are) (?:in|on(?:to)?) (?=(?:(?:the|that|this|your) (?:\w+ )?list|there)\b)", r"why is \g<x> on "),
    # "Tools aren't mine. What remains of the list without it?"
    (r"(?P<b>^|[.?!;] )\W*(?:(?:and|but|so|ok|well),? )*(?P<c>(?-i:[A-Z])[\w'&-]*(?: (?:(?-i:[A-Z])[\w'&-]*|and|&)){0,3}) (?:is not|isn't|isnt|is none of|are not|aren't|arent|doesn't belong to|does not belong to) (?:(?:mine|ours|me|us)|(?:my|our) (?:job|area|department|dept|thing|business|range|responsibility|concern|section|problem|desk))\b[^?.!;]*[.!;,:] *(?=[^?.!]*\b(?:without (?:it|that|them|those)|(?:leaving|leave|taking|take) (?:it|that|them|those) (?:out|off|away|aside)|remains?|is left|are left|the rest|the others|else)\b)", r"\g<b>without \g<c>, "),
    # "Is anything going to be sold out by Friday? Name the products."
    (r"(?P<a>(?:^|[.!?;] )\W*(?:is|are|will|do|does|has|have|can|could|would|was|were|did) (?:there )?(?:anything|something|any|some)\b[^?]*\?) (?:please )?(?:name|list|show|give|tell|state)(?: me| us)? (?:the |those |these |all (?:the )?|their )?(?:products?|items|articles|lines|skus|names|ones|goods|suppliers|stores|shops)(?: (?:concerned|affected|in question|then|please|by name))*[.! ]*$", r"\g<a> Name them."),
    # "Are there any remarks to the butter? What stands in the newest one?"
    (rf"\b(?P<b>(?:any|what|which|some|the|all|our|latest|newest|last|recent|first|oldest|no) (?:(?:latest|newest|last|most recent|internal|written|other) )?){_FILED} (?:(?:that |do |have )?(?:we|you|they) (?:have|got) |(?:are |is )?there |(?:that are )?(?:filed|stored|saved|kept|made|left|written|recorded|noted|down)(?: down)? )?(?:to|on|about|for|regarding|concerning|against|under|with|of) (?=\S)", r"\g<b>notes on "),
    (r"\bwhat (?:stands|is standing|is (?:written|noted|put|said|stated)|(?:do|can) (?:i|we) read) (?:in|on|inside) (?P<n>(?:the|its|that|this|their) (?:(?:very )?(?:newest|latest|last|most recent|first|oldest|second) )?(?:one|note|memo|remark|comment|entry)\b)", r"what does \g<n> say"),
    # "And the damage? Full bill I mean", "what's the bill?": of what was told
    (r"^(?P<b>\W*(?:(?:and|so|ok(?:ay)?|n|then|well),? )*)(?:(?:what(?:['’]?s| is| would be| will be)|how (?:big|high|much) (?:is|would be)) )?(?:the )?(?:full |total |whole |final |overall )?(?:bill|damage|invoice|price tag)(?: for (?:me|us|that|it|those|them|all of (?:it|that|them|those)))?(?: then| altogether| in (?:all|total)| overall)?(?:[?.!, ]+(?:the )?(?:full|total|whole) (?:bill|cost|sum|amount)(?:,? i mean)?)?\W*$", r"\g<b>what does that cost in total?"),
    # "I need box CZ of the grid"
    (r"\b(?:the )?(?:box|cell|field|square|segment|quadrant|bucket|corner|group|class|block) (?P<a>(?-i:[ABC]))[/ -]?(?P<x>(?-i:[XYZ]))\b(?: (?:of|in|on) (?:the|our) (?:(?:abc|xyz)[ /-]*(?:xyz|abc)? ?)?(?:grid|matrix|analysis|classification|table|chart))?", r"products of class \g<a> and class \g<x>"),
    # "That carries ABC letter B together with XYZ letter Y"
    (r"\b(?P<k>abc|xyz) (?:letter|code|mark|grade|group|category) (?P<l>[abcxyz])\b", r"\g<k> class \g<l>"),
    # "Which sell best on a day other than Saturday?"
    (r"\b(?P<v>(?:sell|peak|do)(?: best| strongest| most)?) on (?:a|any|some|another) (?:other )?(?:week)?day (?:other than|but|except(?: for)?|apart from|than|that is not)(?: on)?(?: an?)? (?=(?:mon|tues|wednes|thurs|fri|satur|sun)day)", r"do not \g<v> on "),
    # "Most of our teas peak on a Saturday. Which ones don't?": the plan is of those that do until it is turned round
    *(
        (rf"(?P<b>^|[.!?] ){MOST_OF} (?P<x>{kind}) {verbs} (?P<r>[^.?!;]{{3,90}}?){WHICH_DO_NOT}", rf"\g<b>which \g<x>{noun} {verb} \g<r>?")
        for verbs, verb in (
            ("(?:are|is)", "are"),
            ("(?:have|has)", "have"),
            (r"(?P<v>peak|sell|go|run|last|arrive|come|react|respond|need|rise|fall|grow|cover|cost|move|make|bring)s?", r"\g<v>"),
        )
        for kind, noun in ((rf"[^.?!;,]{{0,40}}?\b{_THEIR_KIND}\b[^.?!;,]{{0,40}}?", ""), (r"[^.?!;,]{3,60}?", " products"))
    ),
    # "How many are on order, every shop added up?": one figure
    *(
        (rf"\b(?:every|each)(?: single)? {one}(?:,? (?:all )?(?:added|summed|totted|totalled|lumped|put|taken) (?:up|together)| (?:together|combined|in total|altogether))(?: together)?", f"all {several} together")
        for one, several in (("(?:shop|store|branch)", "stores"), ("(?:product|item|article)", "products"), ("(?:supplier|vendor)", "suppliers"))
    ),
    # "According to what we've got written down", "going by what is on file"
    (r"\b(?:according to|going by|judging by|as per|based on|from) (?:what(?:ever)?|anything|everything|all)(?: that)?(?: (?:we|you|they|i)(?:'ve| have)?| (?:is|was|has been)|'s)(?: (?:got|ever|actually))*(?: (?:it|that|this))? (?:written|noted|jotted|wrote|note|put|recorded|on (?:file|record|paper)|in writing|in (?:the|our) (?:files|records))(?: (?:down|up|there|about (?:it|them|that)))?", "according to our notes"),
    (r"^(?P<l>\W*(?:(?:and|so|tell me|please)\b[ ,]*)*)(?:which|what) (?:promotions|promos|offers|campaigns|deals|specials) (?:are|do we have|have we got)(?: (?:coming(?: up)?|up next|ahead|lined up|upcoming|planned|next|booked))+(?P<w> (?:in|at|for|from) [^?.,;]{2,40}?)?,? (?:and )?(?:which|what)(?: (?:product|item|article|one|of them|is it that))*(?: (?:is|comes|goes|starts|begins|will be|on))* (?:first|next|the first(?: one)?|soonest|earliest)\W*$", r"\g<l>which products go on promotion next\g<w>"),
    # "Is there any of it that we can borrow from another shop?"
    (r"\b(?:(?:is|are) there (?:any|some|a few) (?P<x>[^?.,;]{2,50}?) (?:that |which )?(?:we|i) (?:can|could|may|might)|(?:can|could|may) (?:we|i)) (?:borrow|get|fetch|take|pull|have|grab|nick)(?P<y> (?:some|any|a few|a couple of|them|it)(?: (?!(?:over|in|sent|brought|from)\b)[^?.,;]{2,50}?)?)?(?: (?:over|in|sent over|brought over))? from (?:another|any other|some other|one of (?:the|our) other|(?:the|our) other|any of the other) (?:stores?|shops?|branch(?:es)?|outlets?)\b", r"which other stores have \g<x>\g<y> in stock"),
    (r"\b(?P<w>which|what) (?P<p>promotions|promos|offers|campaigns|deals|specials) (?:are|do we have|have we got)(?: (?:coming(?: up)?|up next|ahead|lined up|upcoming|in the pipeline|next|booked))+(?= |[?.!,]|$)", r"\g<w> \g<p> are planned"),
    # "How many should Cork brace itself to get back?"
    *(
        (rf"\b(?:should|must|ought to|do|does|shall|will|can|has to|have to|need to|needs to)(?P<who> [^?.,;:]{{1,50}}?) (?:brace(?: {_SELF})?|(?:gird|steel|prepare|ready) {_SELF}) {of}\b", rf"should\g<who> expect{to}")
        for of, to in (("to", " to"), ("for", ""))
    ),
    # "What are we expecting to arrive of it?" is asked of orders, "what are we expecting Cork to shift of it?" of sales
    (rf"{_EXPECT} (?:to (?:arrive|come in|come|land|turn up|be (?:delivered|shipped))|(?:us )?to (?:receive|get in|take in)) of ", "how many units are due to arrive of "),
    (rf"{_EXPECT} (?P<w>(?!to\b)[\w'.&-]+(?: [\w'.&-]+){{0,3}}?) to (?:shift|move|clear|offload|get through|sell|turn over|part with|get rid of|hand over|push|take) of ", r"how many units do we expect \g<w> to sell of "),
    # "Flag the items that carry ...": an order to list them, and no alerts
    (r"(?P<b>^\W*|[.;:!?,] )(?P<p>(?:please|can you|could you|now|just|also|kindly|um|uh|so|and|then|ok|hi|hello) ){0,3}flag(?: up)?(?P<m> me| for me)? (?=(?:the|all|any|every|each|those|which|what|our|me|products|items|articles|lines|suppliers|stores|anything|everything|whatever)\b(?! alerts?\b))", r"\g<b>list "),
    # "list every supplier with ...": all of them, and no figure of each
    *(
        (rf"\b(?P<v>list|name|show me|give me|tell me) (?:each|every)(?: single)? {one}\b(?= (?:that|who|which|whose|where|with (?!its\b|their\b)))", rf"\g<v> all {several}")
        for one, several in (("supplier", "suppliers"), ("vendor", "vendors"), ("store", "stores"), ("shop", "shops"), ("category", "categories"))
    ),
    (r"\bin (?:the )?(?:place|stead) of (?=[\w\[])|\bin lieu of (?=[\w\[])", "instead of "),
    (r"\b(?:which|what)(?: (?:product|item|article|one))? (?:is|would be|serves as|counts as|works as|makes) (?:the|a|an|our) (?:\w+ )?(?:stand-?in|substitute|replacement|surrogate) (?:for|to|of) (?=\w)", "what should we offer instead of "),
    # "How much of the delisted ... is left, and at what discount?": what is sold off is no question of the notes
    (r"(?P<h>\bhow (?:much|many)\b[^?.]{0,40}\b(?:of|for) (?:(?:the|our|that) )?)(?:now )?(?:discontinued|delisted|phased[- ]out) (?=[A-Za-z0-9])", r"\g<h>"),
    # "In any of our stores, even if it's only one": no number of them
    (r"(?P<a>\b(?:any|some|at least one|one|a)\b[^?.;,]{0,40}),? ?(?:\(|- ?)?(?:even if|even when|even though|be it|if only|albeit|though)(?: it| that| this)?(?:(?:'s| is| was| be)|(?= (?:only|just|merely)))? (?:only |just |merely )*(?:in |at |for )?(?:one|a single one|a single (?:store|shop|branch|place)|one (?:store|shop|branch|place|of them)|one single (?:one|store|shop))(?: of them| only| alone)?\)?(?:(?: -|,)?(?= )|(?=[?.!,]|$))", r"\g<a>"),
    # "You are too optimistic on some products. On which one is ...?": one of those
    *(
        (rf"(?P<b>\b(?:some|certain|several|a few|a couple|a number|one|many|most|all) (?:of (?:our|the|your|my|their) )?(?:\w+ )?{many}\b[^?.!]*[.!:;-] +)(?P<q>(?:(?:and|so|but|now|tell me|please) ?,? )*(?:(?:on|for|in|at|with|of|by) )?which) one(?! of)\b(?![^?]*\b(?:stores?|shops?|products?|items?|suppliers?|categor\w+)\b)", rf"\g<b>\g<q> {one}")
        for one, many in (("product", "products"), ("item", "items"), ("article", "articles"), ("store", "stores"), ("shop", "shops"), ("branch", "branches"), ("supplier", "suppliers"), ("vendor", "vendors"), ("category", "categories"))
    ),
    # "What percentage are they taking off?": asked of an offer
    (r"\b(?:what|which) (?:percentage|percent|%|amount|per cent|discount|reduction)(?! (?:does|did|do) (?:it|that|the (?:note|memo)) giv) (?:is|are|do|does|will|would|was|were)(?: (?:they|we|it|the \w+|marketing))?(?: be)? (?:(?:taking|take|taken|knocking|knock|knocked|cutting|cut|coming|come|shaving|going|go|slashing) off|giving|give|granting|grant|offering|offer|reducing it by|reduced)(?: (?:it|the price|them))?(?= ?[?.,]| and\b)", "what percentage off is it"),
    (r"\bhow (?:much|many percent|many %)(?: percent)? (?:is|are|do|does|will) (?:they|we|it|marketing) (?:taking|take|knocking|knock|cutting|cut|shaving|shave|slashing|slash) off(?: (?:it|the price|them))?(?= ?[?.,]| and\b)", "how much off is it"),
    (r"\b(?:what|how much) (?:comes|is coming|will come|goes|is going|will be|is|gets|do (?:we|they) (?:take|knock|cut)) (?:taken |knocked |cut )?off (?:the|its|that) (?:price|ticket|shelf price|normal price|regular price)\b", "how big is the discount"),
    (r"\b(?:by )?how much (?:is|will|was|does|do) (?:the|its) (?:\w+ )?price (?:be )?(?:cut|reduced|lowered|slashed|marked down|dropped|come down|go down|drop|fall)(?: by)?(?= ?[?.,]|$)", "how big is the discount"),
    # "Split what's left by supplier"
    (r"\b(?P<v>split|break(?: down)?|divide|list)(?: up)? (?:what(?:'s| is| was)? (?:left(?: over)?|remains|remaining)|the (?:rest|remainder|remaining (?:lot|order|lines|ones|bill)))(?: down| up)? (?:by|per|into)(?= )", r"\g<v> that by"),
    # "Suppliers with overdue orders?"
    (r"^\W*(?:(?:all|any|the|our) )*(?P<k>suppliers|vendors|stores|shops|branches) (?:with|having) (?=[^.;:!?]*[.?!]*$)", r"which \g<k> have "),
    # "Rush order with [supplier]: who approves?"
    (r"^\W*(?P<x>(?:(?:an?|the|for|on|about|re) )*(?:rush|urgent|extra|express|emergency|additional|unscheduled|off-schedule|special|large|big) orders?\b[^:;?.!]{0,80}?) ?(?::|;|-|,|\?) ?(?P<w>(?:who|whose|(?:from|by) whom)\b[^?]*?)\W*$", r"\g<w> for \g<x>?"),
    # "Do they have anything overdue?"
    (rf"\b(?:do|does|did|have|has) they (?:still |also )?(?:have |got )?{_LATE_ONES}", r"what is \g<l> from them"),
    (rf"\b(?:do|does|did|have|has) (?P<w>(?:the )?(?-i:[A-Z])[\w&'-]+(?: (?:&|and|(?-i:[A-Z])[\w&'-]+))*) (?:still |also )?(?:have |got )?{_LATE_ONES}", r"what is \g<l> from \g<w>"),
    # "Do they shut down? If so, I need the first and the last day.": of what was asked just before
    (r"(?P<c>\b(?:clos\w+|shut\w*|holidays?|vacation|strikes?|break)\b[^?.]*\?) (?:and )?(?:if (?:so|yes|that is so),? )?(?:then )?(?:i|we)(?:'d| would)? (?:just |only |also )?(?:need|want|like|must know|have to know)(?: to know| to have)? (?:the |its |their |both |exact )*(?:first and (?:the )?last (?:day|date)|(?:first |last )?dates|days|start and end(?: dates?)?)(?: of (?:it|that))?(?: please)?[.!]*$", r"\g<c> From when until when?"),
    (r"\bwho else (?:still )?(?:has|have|got|has got|stocks|holds|keeps)(?: (?:some|any|it|them|that|this|one|stock))?(?: (?:of (?:it|them|those|that)|left|in stock|on hand|there))*(?= ?(?:[?.!,;]|$|and\b))", "which other stores have it in stock"),
    (r"(?P<s>^|[.!?;] )(?P<q>(?![^.!?;]*\b(?:sell|sold|sales|units|pieces|stock|on hand|forecast|run out)\b)[^.!?;]+\?) (?:please |pls )?(?:check|see|consult|search|look (?:in|into|at|through)) (?:the|our|your) notes(?: please| pls)?[.!]*$", r"\g<s>what did we write down: \g<q>"),
    (r"\b(?:the|our|a|that) (?P<n>(?:\w+ )?note) (?P<o>on|about|for) (?P<x>[^.?!]{3,60}?) (?:quotes|gives|states|mentions|names|cites) (?:a|an|some) (?P<m>[^.?!]{3,40})\. (?:and )?what (?:\w+ )?(?:is|was) (?:that|it)\b", r"what \g<m> does the \g<n> \g<o> \g<x> give"),
    (r"\bof (?:that|this|the) (?:replacement|substitute|alternative|stand-in)\b(?= (?:product |item )?(?:is|are|do|have|we|you|in)\b)", "of that one"),
    (r"\badd (?:those|these|them|both|the)(?: two| both)?(?: figures| numbers)?(?: together| up)?,? (?:plus|and|with) (?:whatever|what|everything|anything|all)(?: that)?(?: is|'s| we have| there is) on order(?: for (?:both|them|those|each|the two))?\b", "inventory position of those two together"),
    (r"\b(?P<u>units|pieces|pcs|orders|order lines|lines|deliveries) (?:that are |which are )?(?:already )?past (?:its|their|the) (?:due|delivery|promised|agreed) (?:date|day)s?(?: and (?:(?:are |have )?(?:still |yet )?(?:not (?:yet )?(?:in|here|there|arrived|come|delivered|received)|missing|outstanding)(?: yet)?))?\b", r"\g<u> overdue"),
    (r"\bwill (?:(?:the|our|my) )?(?:customers|shoppers|people|clients|buyers) (?:of|in|at|from) (?P<w>(?:the )?(?-i:[A-Z])[\w'-]+(?: (?-i:[A-Z])[\w'-]+)?) (?:buy|purchase|take)(?: from us)?\b", r"will \g<w> sell"),
    # "How many suppliers are there, and how many of them ...?": two numbers of the same things
    (r"\bhow many (?P<k>suppliers|vendors|stores|shops|branches|products|articles|items|skus|categories)(?: (?:are there|have we(?: got)?|do we (?:have|carry|work with|buy from|run)|exist|there are))(?: (?:in (?:all|total|the chain)|altogether|overall|at all))?(?:,|\?|\.|;| -)? ?(?:and )?(?:for |with |from |in )?how many of (?:them|those|these)\b", r"how many \g<k> do we have, and how many \g<k>"),
    # "Stocktake prep: what did ...": what the figure is for
    (r"^\W*(?:(?:for|re|regarding) )?(?:(?:the|our|my|this|next|coming|annual|yearly|year-end|monthly) )*(?:stock-? ?(?:takes?|taking|counts?|checks?)|inventory (?:counts?|checks?)|cycle counts?)(?: (?:preps?|preparations?|planning|meeting|list|sheet|tomorrow|today|next week|this week|tonight))?(?: ?[:;]| [-\u2013\u2014]+|\.) (?=(?:what|how|which|who|when|where|is|are|do|does|did|can|could|please|show|give|list|by)\b)", ""),
    # "... who gets the biggest order? Which supplier, I mean"
    (r"\bwho(?P<m> (?![^.!?]*\bwho\b)[^.!?]{3,140})[?.,;:!]* ?[(\u2013\u2014-]* ?(?:(?:(?:which|what|the) )?(?P<k>supplier|vendor|store|shop|branch|product|item|category)(?: name)?,? (?:i mean|i meant|is what i mean|do i mean|that is|i am asking|i want to know)|(?:i mean|i meant|meaning|i\.e\.|that is),? (?:(?:which|what|the) )?(?P<k2>supplier|vendor|store|shop|branch|product|item|category))\b[)?.!]*(?=\W*$)", r"which \g<k>\g<k2>\g<m>?"),
    (r"\bwhich one(?P<m> [^.!?]{3,140})[?.,;:!]* ?[(\u2013\u2014-]* ?(?:(?:(?:which|what|the) )?(?P<k>supplier|vendor|store|shop|branch|product|item|category)(?: name)?,? (?:i mean|i meant|is what i mean|do i mean|that is|i am asking|i want to know)|(?:i mean|i meant|meaning|i\.e\.|that is),? (?:(?:which|what|the) )?(?P<k2>supplier|vendor|store|shop|branch|product|item|category))\b[)?.!]*(?=\W*$)", r"which \g<k>\g<k2>\g<m>?"),
    # "..., every store, which supplier ...": all of them, and not each
    (r", (?:every|each|any) (?P<k>store|shop|branch|location),? (?=(?:which|what|who|whose) (?:supplier|vendor|product|item|article|category|one of (?:our|the) (?:suppliers|products)))", r", all stores together, "),
    # "Why is the butter going up in Cork?": of what is sold, not of an order
    (r"^(?P<y>\W*(?:(?:and|so|but|ok) )*why (?:is|are|has|have)(?: been)?) (?P<w>(?![^?]*\b(?:order\w*|price\w*|cost\w*|stock\w*|quantity|returns?|value|alerts?|cover|risk|lead|error|wape|bias|budget)\b)[^?.,]{3,60}?) (?:been )?(?:going|trending|heading|on the way) (?P<d>up|down)(?:wards?|hill)?(?P<r>(?: (?:in|at|so|there|lately|recently)\b[^?.]{0,40})?[?.!]*)$", r"\g<y> the sales forecast of \g<w> going \g<d>\g<r>"),
    (rf"\bhow much (?=(?:{THINGS})\b)", "how many "),
    (r"\bwhat (?:all )?(?P<d>do|does) (?P<w>they|he|she|[^?.,]{3,40}?) (?:sell|supply|provide)(?: to)? us(?: with)?(?= ?(?:[?.!]|$))", r"which products \g<d> \g<w> supply"),
    # "... and for which no order is recommended": one condition more, and no second question
    (r"\band (?:for|of|on|with) (?:which|whom|whose) (?:no (?:new )?order is (?:recommended|proposed|suggested|due|needed)|you (?:recommend|propose|suggest|advise) no (?:new )?order)\b", "and with no recommended order"),
    (r"\band (?:for|of|on|with) (?:which|whom|whose) (?:(?:nothing|no (?:open )?order) is (?:on order|on its way|open|coming)|there is no(?:thing on| open) order)\b", "and with nothing on order"),
    (r"\band (?:for|of|on|with) (?:which|whom|whose) (?:an order is (?:recommended|proposed|suggested|due)|you (?:recommend|propose|suggest|advise) an order)\b", "and with a recommended order"),
    # "If no order is placed today, what runs out first?": no stockout date counts one
    (r"\b(?:if|when|assuming|suppose|supposing|provided)(?: that)? (?:no (?:new |further |more )?orders? (?:is|are|gets?|were|was|would be) (?:placed|sent(?: off)?|made|raised|given)|nothing (?:new |more )?(?:is|gets|was) ordered)(?: (?:today|now|at all|any ?more|from now on|this week))?,? (?=[^?.]*\b(?:runs? (?:out|dry|short)|running out|gone|empty|out of stock|sold out)\b)", ""),
    # "... and nobody has ordered it yet", "no order placed so far"
    (r"(?<!if )(?<!when )(?<!that )\b(?:(?:that|which) )?(?:nobody|no ?one|none of us) (?:has|have|had) (?:yet |already )?(?:re-?)?ordered(?: (?:it|them|any|anything|more|new ones)(?: of (?:it|them))?)?(?: yet| so far| anything)?\b", "nothing is on order"),
    (r"(?<!if )(?<!when )(?<!that )(?<!assume )(?<!suppose )\b(?:with )?no (?:new |purchase )?orders? (?:(?:has|have|had) (?:yet |already )?been |(?:is |are )?(?=(?:placed|sent|raised|made|given) (?:yet|so far)))(?:placed|sent(?: off)?|raised|made|given)(?: (?:yet|so far|for (?:it|them)))*", "nothing is on order"),
    # "For how many of these is something on order?": a number of them, and no sum
    (r"\bfor how many(?P<o> of (?:these|those|them|the products))? (?:is|are)(?: there)?(?: (?:still|already|now))? (?P<w>something|anything|more|stock|goods|units|(?:an?|some) (?:open |pending )?(?:orders?|deliver(?:y|ies))|nothing|no (?:open )?orders?)\b", r"how many\g<o> have \g<w>"),
    (r"\bfor how many(?P<o> of (?:these|those|them|the products))? (?:do|did|would) you (?:recommend|propose|suggest|advise)(?: placing| to place)? (?P<w>an?|no) (?:new )?order\b", r"how many\g<o> have \g<w> recommended order"),
    (r"\bfor how many(?P<o> of (?:these|those|them|the products))? is (?P<w>an|no) order (?:recommended|proposed|suggested|due|needed)\b", r"how many\g<o> have \g<w> recommended order"),
    (r"\b(?:what|which) (?:number|count) of (?=\w)", "how many "),
    (r"\bhow (?:many|much) percents?\b", "what percentage"),
    (r"\bpercents\b", "percent"),
    (r"(?P<a>\b(?:sells? (?:it |this |that )?(?:to )?us|delivers?|supplies|from whom|buy|get|purchase|source)\b[^?.]{0,60}),? (?:and|&|\+) (?:for|at) how much (?:money )?(?:apiece|a piece|each|per (?:piece|unit|item))\b", r"\g<a> and what is the unit cost"),
    # "A slide on our shops side by side. Total units each is forecast to sell?"
    (r"(?P<b>\b(?:our|the|all) (?P<k>shop|store|supplier)s\b[^?]{0,80}?[.:;!] [^?]{0,60}?\beach)(?= (?:is|are|has|have|will|sells?|does|needs?)\b|\W*$)", r"\g<b> \g<k>"),
    # "Sorry, said that wrong. I want the proper calendar week that's coming, Monday till Sunday"
    (r"\b(?:i )?(?:said|put|worded|typed|wrote) (?:that|it|this) (?:all |the )?wrong(?:ly| way)?[.,:;!]* *(?:i (?:want(?:ed)?|need(?:ed)?|meant|mean) )?", "i meant "),
    (r"\bthe (?:proper |whole |full |real |actual )*calendar week (?:that(?:'s| is) (?:coming|next|ahead)|(?:coming|ahead))(?: up)?(?:,? (?:from )?monday (?:to|till|until|through) sunday)?", "next week"),
    # "Which of those have we got nothing at all of?"
    (r"\b(?P<w>which(?: ones?)? (?:of|from|among) (?:them|those|these)) (?:have|do|are) we (?:already |now )?(?:got |have )?(?:nothing|none|zero|not one)(?: at all)?(?: left)?(?: of)?(?: (?:already|any ?more|now|left|in stock|on the shel(?:f|ves)))*(?=\W*$)", r"\g<w> are out of stock"),
    (r"\b(?P<h>how (?:many|much)(?: (?:units|pieces|of (?:it|them)))?(?: (?:do|would|did) you (?:reckon|think|say|suggest|guess))?(?: that)?) (?P<w>i|we) should (?:be )?(?:getting|get|bringing|bring) in\b", r"\g<h> \g<w> should order"),
    (r"\b(?:what|which) (?P<p>percentage|percent|share|part|proportion) of (?P<t>their|its|his|(?:the )?\w[\w' ]{1,25}?'s) (?:drops|deliveries|orders|shipments|consignments|goods) (?:actually |really |do |usually )*(?:turns?(?: up)?|arrives?|comes?(?: in)?|gets? here|is|are|lands?|reach us)(?: here)? (?:when (?:it was |they were )?promised|on time|as promised|on the (?:promised |agreed )?day|punctual(?:ly)?)", r"what is \g<t> on-time rate"),
    (r"\bwhat (?:does|do|would|will) (?:just )?one(?: of (?:them|those|these|it))? (?:costs?|come to)(?: us| me)?(?=\W*$)", "what is the unit cost"),
    (r"\b(?:how much|what) costs? (?:(?:us|me|we|i) )?(?:one|a single|each|every) (?:piece|unit|item|pack)\b(?: (?:us|me)\b)?(?: (?:in|at|when|for) (?:the |our )?(?:purchas\w+|buying|procurement|supplier))?", "what is the unit cost"),
    (r"\b(?:how much|what) (?:does|do) (?:one|a single|each|every) (?:piece|unit|item|pack)(?: of (?:it|them|that|this))? costs?(?: us| me)?(?: (?:in|at|when) (?:the |our )?(?:purchas\w+|buying|procurement|supplier))?(?= ?(?:[?.,]|$))", "what is the unit cost"),
    (r"\bby (?:how many|what|which) (?P<u>percent|%) (?:has|have|had|did|is|are) (?P<v>changed?|risen|rise|fallen|fall|grown|grow|dropped|drop|moved) (?P<w>(?:the |our |its )?(?:sales?|demand|selling)(?: of (?:it|that|this))?)\b", r"by how many \g<u> has \g<w> \g<v>"),
    (r"\b(?:w?h?oops(?:ie)?|ooops|oopsy|my bad|mea culpa)\b", "sorry"),
    (r"\bper cent\b", "percent"),
    (r"(?P<lead>^|[.?!,;:] +|\band )how (?P<m>many|much|long|late|big|old|high|low) (?P<who>they|those|these|it|we) (?P<be>are|is|were|was|have|has|do|does)(?= ?(?:[?.,!]|$|in all\b|together\b|altogether\b|in total\b))", r"\g<lead>how \g<m> \g<be> \g<who>"),
    (r"\ball(?: that)? what\b", "everything that"),
    (r"\b(?P<x>everything|anything|nothing|something) what\b(?! (?:is|are) the\b)", r"\g<x> that"),
    (rf"\bwith how many (?P<d>sold|returned) (?P<t>{THINGS})\b(?P<r>[^?.]{{0,60}}?) (?:may|can|should|must|do|shall|could) (?:i|we) (?:reckon|count|calculate|plan)\b", r"how many \g<t> will be \g<d>\g<r>"),
    (r"\bwhere (?:do(?:es)?|is|are) (?P<m>more|most|less|least|fewer|the most|the least) (?P<x>[^?,]{3,60}?) lie\b|\bwhere lies? (?P<m2>more|most|less|least|the most|the least) (?P<x2>[^?,]{3,60})", r"where is there \g<m>\g<m2> stock of \g<x>\g<x2>"),
    (r"\bhow much(?P<t> of (?:it|them|that))? (?:will )?goes (?:away|out|off|over the counter)(?= (?:in|at|over|during|on|next|this|tomorrow|within)\b)(?! of stock)", r"how many\g<t> will we sell"),
    (r"\bhow many (?P<t>pieces |units |articles |items |of (?:it|them|those) )?(?:will )?go(?: away)?(?= (?:in|over|during|on|next|this|tomorrow|within)\b)", r"how many \g<t>will we sell"),
    (r"\bdo(?: not|n't) (?P<v>order|buy) nothing\b", r"\g<v> nothing"),
    # "Who lets us wait longer before we have to pay?", "with which supplier have we the most time to settle?"
    *(
        entry
        for how, said in (("longer|more", "longer"), ("longest|most", "longest"), ("shorter|less", "shorter"), ("shortest|least", "shortest"))
        for entry in (
            (rf"\b(?:lets?|gives?|allows?|grants?|offers?) (?:us|me) (?:(?:wait|have|take) )?(?:the |even )?(?:{how})(?: time| days)?{_TO_PAY}", f"has the {said} payment terms"),
            (rf"\b(?:with|at|for|from) (?P<w>which|what) (?P<s>supplier|vendor|one) (?:do|can|may|have|could|must) (?:we|i) (?:(?:have|wait|take|get|got) )?(?:the )?(?:{how})(?: time| days)?{_TO_PAY}", rf"\g<w> \g<s> has the {said} payment terms"),
        )
    ),
    (r"\b(?:keeps?|leaves?|lets?|makes?) (?:us|me) (?:waiting|wait)(?: for)?(?: the)? (?P<l>longer|longest|shorter|shortest)\b(?![^?.]{0,40}\b(?:pay|paying|settle|payment)\b)", r"takes \g<l> to deliver"),
    (r"\bwhat (?:speaks|talks) (?:for|in favour of) (?P<v>order|buy)ing\b", r"why should we \g<v>"),
    (r"\b(?:which|what) (?:figures|numbers|values) (?:stand|are|lie) behind (?=the\b)", "explain "),
    (r"(?P<b>^\W*|[.!?;:] )(?:(?:further(?:more)?|also|moreover|finally|for completeness),? )?(?:requested|sought|wanted|desired|required|asked for|of interest)(?: (?:here|further|also|now))? (?:is|are) (?=(?:the|that|those|all|an?)\b)", r"\g<b>give me "),
    (r"(?P<b>^\W*|[.!?;:] )to be (?:identified|listed|determined|stated|named|given|shown|indicated|communicated|reported|ascertained|established|calculated|enumerated)(?: (?:here|further|also|now))? (?:is|are) (?=(?:the|that|those|all|any|for)\b)", r"\g<b>give me "),
    (r"(?P<b>^\W*|[.!?;:] )(?:for (?:the sake of )?completeness'?,? )?(?:an? |the )?(?:statement|indication|communication|disclosure|specification|notification) (?:of|as to|about|on) (?P<w>[^.?!;]{3,120}?) (?:is|are|would be) (?:also |hereby |kindly |likewise |further |therefore )*(?:requested|desired|sought|required|asked for|wanted|appreciated|welcome)\b", r"\g<b>and give me \g<w>"),
    (r"(?P<b>^\W*|[.!?;:] )(?P<w>the [^.?!;,]{3,140}?) (?:is|are) to be (?:stated|communicated|indicated|reported|given|named|shown|disclosed)\b", r"\g<b>give me \g<w>"),
    (r"\b(?:it is|you are) (?:hereby |kindly |further )*(?:requested|asked) to (?=(?:name|give|state|list|show|tell|indicate|identify)\b)", "please "),
    (r"\bthe (?:corresponding|analogous|equivalent|respective) (?:quantity|figure|value|amount|number)\b", "the same"),
    (r"\bthe (?:entirety|totality|whole|sum total) of (?:the |our )?(?=(?:stores|shops|branches|suppliers|products|articles|items)\b)", "all our "),
    (r"\b(?:by|with) (?P<w>which of (?:the|these|those|our) [^.?!;]{3,50}?) (?:is|are) (?P<x>the (?:highest|lowest|greatest|largest|smallest) [^.?!;,]{3,40}?)(?P<m>,[^.?!;]{3,80},)? (?:accounted for|represented|shown|recorded|made up|constituted)\b", r"\g<w> has \g<x>\g<m>"),
    (r"\b(?P<o>of|among|from|which of) the (?:positions|items|articles|lines|entries) (?:listed|mentioned|enumerated|given|named)(?: (?:above|here|there|by you))?\b", r"\g<o> these items"),
    (r",? (?:calculated|taken|reckoned|computed|measured) (?:over|on|for|across) the (?:full|whole|entire|total) quantity(?: of (?:the|each) \w+)?(?:,|(?=[.?!]))", ""),
    (rf"(?P<b>^\W*|[.!?;:] )for (?P<n>{COUNT}) (?P<t>{THINGS}) (?P<w>(?:at|in|of|from) [^.?!;,]{{2,40}}), namely (?:those|the ones) (?=(?:whose|which|that|with)\b)", r"\g<b>which \g<n> \g<t> \g<w> are those "),
    (r"(?P<w>\b(?:among|of|out of|from|for(?= th(?:at|is))|in(?= th(?:at|is)))) (?:that|this|the) (?:whole )?lot\b(?! (?:number|no\b))(?![^?.]*\b(?:recall\w*|pull\w*|withdr\w*|affected|block\w*|contaminat\w*|batch)\b)", r"\g<w> those"),
    (r"\b(?:strip|boil|trim|cut|pare|narrow|whittle|reduce|shorten|slim) (?:it|that|this|them|the list|that list)(?: all)? (?:back |right )?down to (?:just |only )?(?=(?:what|the ones|those|whatever)\b)", "only "),
    (r"\b(?:restrict|limit|reduce|narrow|confine) (?:it|that|this|them|the list|that list) to (?:just |only )?(?=(?:what|the ones|those|whatever)\b)", "only "),
    (r"\b(?:restrict|narrow|filter|trim|limit|reduce|cut) (?:that|this|the) (?:list|selection|set) (?:down )?to (?:the |those )?(?=(?:orders|products|items|lines|articles|ones)\b)", "only those "),
    (r"\bbetween the one and the other\b", "between the two"),
    (r" (?:worked out|computed|calculated|reckoned) (?=(?:over|across|for) (?:the|those|these|all)\b)", " "),
    (r"\bhow much of (?=(?:them|those|these)\b)", "how many of "),
    (r"\b(?:out of|of|from|among) (?P<t>these|those|them),? (?:what|which|the) (?:number|count)(?: of (?:these|those|them))?(?= (?:is|are|concern\w*|relates?|belong)\b)", r"how many of \g<t>"),
    (r"\b(?:is|are) concerning\b", "are about"),
    (r"\b(?:in |at |for )?(?P<w>which|who) (?:one )?(?:from|of|out of) (?:this|these|those|the) two\b(?! \w*(?:products|stores|shops|suppliers|items))", r"\g<w> of the two"),
    (r"\bmore long\b", "longer"),
    (r"^\W*(?:[\w' -]{2,30}, )?(?:slide|page|tab|chart|point|row|section|agenda item|paragraph) \d{1,2} ?[:–-] ?(?=\w)", ""),
    (r"\bwhat (?:have we(?: got)?|do we have|is there) (?:zero|none|nothing)(?: left)? of(?: (?:it|them))?(?: (?:in stock|on hand|on the shel(?:f|ves)|left))*", "what is out of stock"),
    (r"\b(?:if|when|once|whenever) (?P<p>(?:[^,?.]|\.(?=\d)){3,60}?) (?:is|are|gets?|runs?|goes) (?:all )?(?:sold out|out of stock|out|gone|empty|unavailable|not there|not available),? what (?:can|could|should|do|may|shall|might) (?:our |the |my )?(?:people|staff|team|colleagues|shops?|stores?|cashiers?|we|i|they) (?:recommend|offer|suggest|sell|give|propose|point)(?: to)?(?: (?:the|our|a) (?:customers?|shoppers?|clients?|people))?(?: instead)?(?= ?[?.!]| ?$)", r"what should we offer instead of \g<p>"),
    (r"\b(?:the )?(?P<s>shop|store|supplier|category|product)(?: totals?|s|'s totals?) (?:one by one|one after the other|individually|each by itself)\b,?", r"for each \g<s>:"),
    (r"\bwho (?:supplies|delivers|sells|provides|brings)(?: us)?(?: with)? (?P<w>the (?:very )?(?:first|second|third|fourth|fifth|last|top)(?: one| product| item| article)?(?: (?:on|of|in|from) (?:that|the|this|your) list)?)\b", r"what is the supplier of \g<w>"),
    (r"(?:^|(?<=[.!?] ))\W*(?:(?:sry|sorry|pardon|oh),? )?(?:just )?(?:1|one) (?:more|last)(?: (?:thing|question|one|q))?(?: (?:on|about|for) [^:?.!]{2,30})? ?[:,-] ?(?=\w)", ""),
    (r"\b(?P<w>which|who)(?P<one> one)? of (?:the|that|this) pair\b", r"\g<w>\g<one> of the two"),
    (r"\b(?:i|we) (?:have |'ve |had )?made (?:a |an )?(?:mistake|error|slip)\b,?", "sorry,"),
    (r"\bi (?:was|am|were) meaning\b", "i meant"),
    (r"\b(?P<h>(?:how|hw) (?:many|much)|what|which)(?P<x>[^?.!]{0,25}? of| about) the (?P<n>[1-5])(?:st|nd|rd|th)(?: one)?(?= ?(?:[?!,]|$))", r"\g<h>\g<x> number \g<n>"),
    (r"\b(?:just|only) (?:show|give|list|tell) (?:me |us )?(?:just |only )?(?:what(?:'s|s| is)|whatever(?:'s| is)|the ones? (?:that are )?|those (?:that are )?) ?(?=(?:from|of|by|with) )", "only what is "),
    (r"\b(?:show|give|list|tell) (?:me |us )?(?:just|only) (?:what(?:'s|s| is)|whatever(?:'s| is)|the ones? (?:that are )?|those (?:that are )?) ?(?=(?:from|of|by|with) )", "only what is "),
    (r"\bin how many of (?P<t>these|those|them|the) ?(?:cases|instances|pairs|lines|of them)? ?(?:has|is|was|have|had) (?:there )?(?P<w>an order|a delivery|something) ?(?:been )?(?:placed|on order|ordered|made|sent|open|coming|under way|on the way)(?: (?:that|which) (?:is|has) (?:still |yet )?(?:to come|open|outstanding|not (?:yet )?(?:come|arrived|here)))?\b", r"how many of those have something on order"),
    (r"\b(?:if (?:you|we|i) )?(?:add(?:ing)?|sum(?:ming)?|lump(?:ing)?) (?:up |together )?(?:every|each|all(?: the| of the| our)?) (?P<t>product|article|item|store|shop)s?(?: up| together)?(?P<w> (?:of|in|at) [^.?!,;]{2,30}?)?(?:,| and (?:look|looking) at (?:the )?(?P<s>[^.?!,;]{3,20}) (?:in total|as a whole|together|as one),?)", r"taking all \g<t>s\g<w> together,"),
    (r"\b(?:if (?:you|we|i) )?(?:put|place|line up|sort|arrange|order|comparing|compare) (?P<w>(?:all|all our|our|the) (?:shops|stores|branches|suppliers|products|articles|items|categories))(?: up)? (?:in (?:the )?order of|by|according to) (?P<m>[^?.,;]{3,60}),? (?P<q>(?:and )?(?:who|which|what)(?:'s| is| comes| would be| are))", r"rank \g<w> by \g<m>: \g<q>"),
    (r"\b(?P<o>order lines|orders) (?P<m>must|have to|has to|should|need to) be (?:sent|mailed|issued|raised|submitted|out|gone out)(?: out| off)?\b", r"\g<o> \g<m> be placed"),
    (r"\b(?:narrow|strip|boil|trim|cut) (?:it|that|this|them|the list|that list)(?: all)? down to (?=(?-i:[A-Z]))", "only "),
    (r"\b(?:out of|of|from|among) (?P<t>these|those|them),? how many(?: of (?:these|those|them))?\b(?! (?:units|pieces))", r"how many of \g<t>"),
    (r"\bonly (?:what|the ones|those|that which)(?: that)? (?:(?:is |are )?(?:coming|com(?:es?)|bought|delivered|supplied)|we (?:get|buy|have|are getting)) (?:from|by) ", "only those from "),
    (r"\b(?:it )?(?:does(?:n't| ?not)|doesnt) matter (?:in |at )?which (?P<w>shop|store|branch)\b", r"in any \g<w>"),
    (r"\bwhen (?:i am|we are) not (?=(?:ordering|buying))", "if we are not "),
    (r"\bwithheld (?:from (?:release|approval))?|\b(?:held|kept) back(?: from (?:release|approval))\b", "left out"),
    (r"(?: have|'ve| had|'d)?(?: got)? half a mind to\b", " want to"),
    (rf"\bwhich (?P<n>{COUNT})(?= (?:at|in) (?![\w ]{{0,20}}\b(?:days|weeks|months)\b))", r"which \g<n> products"),
    (r"\bput(?:s|ting)? (?:the |these |those )?(?:both|two) (?P<w>\w+) (?:in(?:to)? one|in one pot|together)\b", r"takes both \g<w> together"),
    # "Shoes and slippers aside (so no Footwear), ...": what is left out, by its name
    (r"^(?P<l>\W*(?:(?:and|so|ok|now|but),? )*)(?:(?:leav\w+|set\w*|put\w*|without|except|excluding|ignoring) )?[^,.;:?!()\d]{3,40}? ?(?:\b(?:aside|apart|out|excluded|left out|off))? \((?:so|i\.e\.|that is|that means|meaning|hence)?,? ?(?:no|without|minus|excluding) (?P<c>[^()?.!]{3,30})\)(?=,)", r"\g<l>without \g<c>"),
    # "Put Cork and Sligo in one basket", "as a pair": their sum
    (r"\b(?:in(?:to)?|under|as) (?:one|a single|a common|the one) (?:basket|pot|bucket|heap|pile|hat|roof|sack|melting pot|lump)\b|\bin (?:one|a single) (?:sum|lump sum|combined (?:figure|number|total))\b|\bas (?:a|one) (?:pair|duo|couple|team|twosome)\b", "together"),
    (r"\bthe both\b", "both"),
    (r"\bhow much (?:does|do) (?:it|that|this) (?:give|make|yield)\b", "how much is it in total"),
    (r"^(?P<l>\W*(?:(?:and|so|ok|but|then),? )*)what (?P<d>do) (?P<w>we|i) (?P<v>get|buy|source|purchase|carry|stock) (?P<f>from|of) (?=(?![^?]*\b(?:next|last|this|today|tomorrow|week|month|days?|by|until|in|at|each|per|on)\b)[\w&' -]{3,40}\W*$)", r"\g<l>which products do \g<w> \g<v> \g<f> "),
    (r"(?<=[a-z] )'?em\b(?! dash)", "them"),
    (r"\bhow (?P<w>we|i) (?P<v>must|should|shall|can|will) pay\b", r"how \g<v> \g<w> pay"),
    (r"\bhow (?P<w>we|i) (?:have|need) to pay\b", r"how do \g<w> have to pay"),
    (r"^\W*(?:now|and|but|so)?[ ,]*(?:on )?(?:the )?contrary\b[:,]?", "and"),
    (r"\bcompar(?:ed|ing) (?:on|by)\b", "compared with"),
    (r"\bmeasures? up (?:against|to)\b", "compare with"),
    # "And if we limit ourselves to what has to go out today?"
    (r"(?:\b(?:what )?if )?\b(?:we|i|you) (?:only )?(?:limit(?:ed)?|restrict(?:ed)?|confine[ds]?|stick|stuck|keep|kept|hold|held|narrow(?:ed)?)(?: (?:ourselves|myself|yourself|us|me|it|that|this|them|things))? (?:down )?to (?:just |only )?(?:what(?:ever)?|the (?:ones?|orders|lines|things|products|items)(?: (?:that|which))?|those(?: (?:that|which))?) (?=(?:has|have|must|is|are|needs?|should|goes|go|falls?|comes?)\b)", "only what "),
    (r"\bonly what (?P<m>must|has to|have to|needs? to|should) (?:go|be sent|be mailed)(?: out| off)?(?= |$|[?.,!])(?! of stock)", r"only what \g<m> be ordered"),
    # "Which of Lille's products must be ordered?"
    (r"\b(?P<w>which|how many) of (?P<s>(?-i:[A-Z])[^?.,;:']{1,30})(?:'s|s'|') (?P<n>products|items|articles|lines|goods|skus)\b", r"\g<w> \g<n> of \g<s>"),
)  # fmt: skip
