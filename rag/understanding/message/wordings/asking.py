# ruff: noqa: E501 - a pattern is read on one line
"""How something is asked for: foreign turns, the passive, lists of wishes, who is meant by "these"."""

from __future__ import annotations

from rag.understanding.message.wordings.parts import COUNT, THINGS

__all__ = ["WORDINGS"]

WORDINGS: tuple[tuple[str, str], ...] = (
    (rf"\bhow much (?=(?:{THINGS})\b)", "how many "),
    (r"\b(?:what|which) (?:number|count) of (?=\w)", "how many "),
    (r"\bhow (?:many|much) percents?\b", "what percentage"),
    (r"\bpercents\b", "percent"),
    (r"\b(?:w?h?oops(?:ie)?|ooops|oopsy|my bad|mea culpa)\b", "sorry"),
    (r"\bper cent\b", "percent"),
    (r"(?P<lead>^|[.?!,;:] +|\band )how (?P<m>many|much|long|late|big|old|high|low) (?P<who>they|those|these|it|we) (?P<be>are|is|were|was|have|has|do|does)(?= ?(?:[?.,!]|$|in all\b|together\b|altogether\b|in total\b))", r"\g<lead>how \g<m> \g<be> \g<who>"),
    (r"\ball(?: that)? what\b", "everything that"),
    (rf"\bwith how many (?P<d>sold|returned) (?P<t>{THINGS})\b(?P<r>[^?.]{{0,60}}?) (?:may|can|should|must|do|shall|could) (?:i|we) (?:reckon|count|calculate|plan)\b", r"how many \g<t> will be \g<d>\g<r>"),
    (r"\bwhere (?:do(?:es)?|is|are) (?P<m>more|most|less|least|fewer|the most|the least) (?P<x>[^?,]{3,60}?) lie\b|\bwhere lies? (?P<m2>more|most|less|least|the most|the least) (?P<x2>[^?,]{3,60})", r"where is there \g<m>\g<m2> stock of \g<x>\g<x2>"),
    (r"\bhow many (?P<t>pieces |units |articles |items |of (?:it|them|those) )?(?:will )?go(?: away)?(?= (?:in|over|during|on|next|this|tomorrow|within)\b)", r"how many \g<t>will we sell"),
    (r"\bdo(?: not|n't) (?P<v>order|buy) nothing\b", r"\g<v> nothing"),
    (r"\b(?:keeps?|leaves?|lets?|makes?) (?:us|me) (?:waiting|wait)(?: for)?(?: the)? (?P<l>longer|longest|shorter|shortest)\b", r"takes \g<l> to deliver"),
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
    (r"(?P<w>\b(?:among|of|out of|from)) (?:that|this|the) (?:whole )?lot\b(?! (?:number|no\b))(?![^?.]*\b(?:recall\w*|pull\w*|withdr\w*|affected|block\w*|contaminat\w*|batch)\b)", r"\g<w> those"),
    (r"\b(?:restrict|narrow|filter|trim|limit|reduce|cut) (?:that|this|the) (?:list|selection|set) (?:down )?to (?:the |those )?(?=(?:orders|products|items|lines|articles|ones)\b)", "only those "),
    (r"\bbetween the one and the other\b", "between the two"),
    (r" (?:worked out|computed|calculated|reckoned) (?=(?:over|across|for) (?:the|those|these|all)\b)", " "),
    (r"\bhow much of (?=(?:them|those|these)\b)", "how many of "),
    (r"\bonly (?:what|the ones|those|that which)(?: that)? (?:(?:is |are )?(?:coming|com(?:es?)|bought|delivered|supplied)|we (?:get|buy|have|are getting)) (?:from|by) ", "only those from "),
    (r"\b(?:it )?(?:does(?:n't| ?not)|doesnt) matter (?:in |at )?which (?P<w>shop|store|branch)\b", r"in any \g<w>"),
    (r"\bwhen (?:i am|we are) not (?=(?:ordering|buying))", "if we are not "),
    (r"\bis worth an? (?:\w+ )?(?:delivery|trip|call|drive|phone call|visit)\b", "matters"),
    (r"\bwithheld (?:from (?:release|approval))?|\b(?:held|kept) back(?: from (?:release|approval))\b", "left out"),
    (r"(?: have|'ve| had|'d)?(?: got)? half a mind to\b", " want to"),
    (rf"\bwhich (?P<n>{COUNT})(?= (?:at|in) (?![\w ]{{0,20}}\b(?:days|weeks|months)\b))", r"which \g<n> products"),
    (r"\bput(?:s|ting)? (?:the |these |those )?(?:both|two) (?P<w>\w+) (?:in(?:to)? one|in one pot|together)\b", r"takes both \g<w> together"),
    (r"\bthe both\b", "both"),
    (r"\bhow much (?:does|do) (?:it|that|this) (?:give|make|yield)\b", "how much is it in total"),
    (r"\b(?P<o>of|for|with|from|among) '?em\b", r"\g<o> them"),
    (r"\bhow (?P<w>we|i) (?P<v>must|should|shall|can|will) pay\b", r"how \g<v> \g<w> pay"),
    (r"\bhow (?P<w>we|i) (?:have|need) to pay\b", r"how do \g<w> have to pay"),
    (r"^\W*(?:now|and|but|so)?[ ,]*(?:on )?(?:the )?contrary\b[:,]?", "and"),
    (r"\bcompar(?:ed|ing) (?:on|by)\b", "compared with"),
    (r"\bmeasures? up (?:against|to)\b", "compare with"),
)  # fmt: skip
