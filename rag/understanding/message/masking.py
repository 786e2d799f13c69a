# ruff: noqa: E501 - a pattern is read on one line
"""A question with its names and times taken out: what is left is how it is asked.

    "hw much oaat milk 1l shld leeds sell nxt wk"  ->  "how much [product] should [store] sell [future]"

Names are masked first, so that "Next Day Coffee" or "Top 5 Order Cubes" fool nobody; then
short forms and slips are spelt out; then times are read and masked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from rag.names.cut_short import begun_code, unknown_codes, without_other_numbers
from rag.names.linking import Linker, Mention
from rag.names.sizes import of_its_size
from rag.names.terms import is_a_term
from rag.names.unknown import names_somebody, unknown_mentions, whole_codes
from rag.names.variants import of_its_variant
from rag.plan import Window
from rag.times.windows import Calendar, find_windows
from rag.understanding.message.later_starts import from_later_days
from rag.understanding.message.lexicon import SHORT_FORMS, correct, is_english, lexicon
from rag.understanding.message.name_tagger import NamedSpan
from rag.understanding.message.names_by_sentence import NamesBySentence, bare_name
from rag.understanding.message.some_left import some_left
from rag.understanding.message.tidying import tidy
from rag.understanding.message.told_times import without_told_times
from rag.understanding.words.amounts import blank_scenario
from rag.understanding.words.measures import find_measures

__all__ = ["Masked", "Masker", "tense_of"]

_PAST = re.compile(
    r"\b(?:did|(?:was|were)(?! (?:due|expected|planned|promised|scheduled|supposed|meant|announced)\b)|sold|had|went|came|shipped|happened|actual|actuals|actually|achieved|moved|been|"
    r"have we|has it|history|historical|historic|so far|ago|turned over|earned|brought in)\b"
)
_FUTURE = re.compile(
    r"\b(?:will|going to|gonna|expect|expected|expecting|forecast|forecasts|predict|predicted|prediction|projected|"
    r"(?:should|to|would|could|can|may|might) be (?:\w+ )?(?:sold|moved|shipped)|outlook|'ll|shall|plan for|(?:have|has) (?:we |they |you |been )?(?:planned|scheduled|booked)|upcoming|likely)\b"
)
_SPLIT = re.compile(r"[^\W_]+(?:['’/][^\W_]+)*|[^\w\s]+|\s+|_", re.U)
_GLUED = re.compile(r"\b(\d+)\s?(d|w|wk|wks|mth|mths|hrs)\b")
_GLUED_UNITS = {
    "d": "days",
    "w": "weeks",
    "wk": "weeks",
    "wks": "weeks",
    "mth": "months",
    "mths": "months",
    "hrs": "hours",
}
_KIND_WORDS = {
    "product": "items?|products?|skus?|articles?",
    "store": "stores?|shops?|branch|outlet|location",
    "supplier": "suppliers?|vendors?",
    "category": "category|categories|department",
}
_KIND_BESIDE = [
    (re.compile(rf"\b(?:{words}) \[{kind}\]|\[{kind}\] (?:{words.replace('s?', '')})\b(?! of)"), f"[{kind}]")
    for kind, words in _KIND_WORDS.items()
]
_WEEKEND = re.compile(r"\bsat(?:urday)?s? ?(?:and|&|/|-|\+|plus|to|through|until) ?sun(?:day)?s?\b")
_FIRST_OF = re.compile(r"\b(?:the )?(?:first|1st) of (?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)")
_FROM_MONTH = re.compile(r"\bfrom (?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|(?:19|20)\d\d\b)")
_OF_PRODUCTS = re.compile(
    r"\b(?:which|what)(?: \w+)? (?:products|items|articles|skus|things)\b|\btop \d+\b", re.IGNORECASE
)
_THAN = re.compile(
    r"\b(more|less|fewer|higher|lower|bigger|greater|better|worse|longer|later|earlier|rather|other) then(?= \S)"
)
_ONE = re.compile(r"\b(which|what|this|that) 1\b(?! (?:of|\[|unit|day|week|product|store))")
#: "12 x [product]"
_SO_MANY_OF = re.compile(r"\b(\d+) ?[x×] (?=\[product\])")
_BETWEEN = re.compile(r"\bbtw(?= (?:the )?(?:\d{1,2}\b|mon|tue|wed|thu|fri|sat|sun))")
#: "A lead time over a week": longer than one, not in the course of it
_LASTS = re.compile(
    r"\b(?P<what>(?:lead|delivery)[ -]times? (?:(?:of|is|are|that is|that are) )?|(?:tak(?:e|es|ing)|need(?:s|ing)?) (?:us |them )?)(?P<than>over|above|under|below)(?= (?:a|an|one|two|three|four|\d+) (?:days?|weeks?|months?)\b)"
)
_NO_MATTER = re.compile(r"\bno matter (?:in )?(?:what|which) (?:store|shop|branch)(?: it is)?\b")
#: Words of idioms are no names: "short of hands", "the chain" that owns the shops, "overall".
_IDIOM = re.compile(
    r"\b(?:(?:pairs? of|short of|extra|more|spare|enough|helping|many|few|free) hands?|on the other hand|(?:the|our|whole|entire|across|this|company|retail) chain|across the board|(?:low|high|upper|lower|top|bottom) (?:end|side|case)|on board|(?:los(?:e|es|t|ing)|gain(?:s|ed|ing)?) ground|(?:on|under|along|out of) (?:the|its|their|our|his|her) way|by the way|(?:this|that|which|what|any|no|either) way|way (?:too|more|less|over|above|below|under|off)"
    r"|chain[- ]?wide|(?:made|makes?|making) (?:it |that |this )?up(?: of)?|put together|broken down|(?:on|in|of|from|to) (?:our|the|my|your) bank account|set (?:to|at|by)|overall|all in all|by and large"
    r"|(?:web|online|radio|tv|television|newspaper|magazine|cinema|poster|e-?mail|newsletter|social media|instagram|tiktok|facebook|youtube|press|leaflet|flyer|billboard|influencer)[ -](?:campaigns?|spots?|ads?|adverts?|advertisements?|advertising|commercials?|promotions?|offers?|posts?|mailings?|push|coupons?|vouchers?|banners?))\b",
    re.IGNORECASE,
)
#: "Board slide: ...", "for the Monday report - ...": what the figure is for; it names nothing.
_LABEL = re.compile(
    r"^\W*(?:(?:for|from|re|in) )?(?:(?:the|my|our|this|a|an) )?(?:[\w'&/]+[ -]){0,3}?"
    r"(?:slides?|slide deck|deck|report|memo|e?-?mail|brief|briefing|summary|meeting|agenda|update|dashboard|call|question|query|request|task|rota|roster|review|newsletter|presentation|headline|minutes|pack|paper|plan|planning|pitch|workshop|kpis?|one[- ]pager|homework|to-?do"
    r"|dock|intake|goods[- ]in|receiving|preps?|preparations?|schedules?|handovers?|stand-?ups?|huddles?|catch-?ups?|inspections?|follow-?ups?|walk-?throughs?|year-?end|closing|budgeting|controlling|forecasting|rounds?|visits?|status|inquir(?:y|ies)|enquir(?:y|ies)|subject|topic|re"
    r"|tests?|checks?|scenarios?|exercises?|drills?|experiments?|simulations?|games?|audits?|controls?|reconciliations?|samples?|analys[ie]s)"
    r"(?: (?:for|of|on|with) (?:the |my |our |a )?[\w']+)?(?= *: | +- |[.!] | *[,;]? [^:?.!]{2,45}: )",
    re.IGNORECASE,
)
#: "Dr. Hartwell would like to know": who asks is no supplier of ours
_PERSON = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Mx|Miss|Prof|Professor|Sir|Madam|Madame|Mme|Mlle|Monsieur|Herr|Frau|Se\u00f1ora?|Sra?|Signora?)\b\.? ?[A-Z][\w'-]+(?: [A-Z][\w'-]+)?"
    r"(?= (?:would|wants?|wanted|wish\w*|ask\w*|is|was|has|had|will|needs?|needed|requests?|requested|insists?|keeps|likes|just|also|says?|said|told|thinks?|believes?|claims?|reckons?|expects?|wonders?|and)\b|\s*(?:[:!)]|-+ ))"
    r"|\b(?:I am|I'm|[Mm]y name is|[Mm]y name's) [A-Z][\w'-]+(?: [A-Z][\w'-]+)?(?=[.,:;!]| (?:from|in|at|of|and|here)\b)"
    r"|(?:(?<=\band )|(?<=\bbut )|(?<=, )|^|(?<=[.!?] ))(?!Supplier|Vendor|Everyone|Everybody|Nobody|Somebody|Someone|The|My|Our|Your|This|That|It|He|She|They|We|You|Who|What|Which|It)[A-Z][a-z'-]+(?: [a-z]+)?(?= (?:says?|said|reckons?|thinks?|tells me|told me|claims?|insists?|swears?|mentioned)\b(?![^?]*\b(?:them|they|their|theirs|deliver\w*|ship\w*)\b))"
    r"|\b(?:[Tt]his is|[Ii]t's|[Ii]t is) [A-Z][\w'-]+(?: [A-Z][\w'-]+)?(?= (?:from|in|at|of)\b)"
    r"|\b(?:[Tt]hanks|[Tt]hank you|[Cc]heers|[Rr]egards|[Ww]ishes|[Tt]hx|[Ss]incerely)[,!.]? (?:[-\u2013] ?)?[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}(?=\W*$)"
    r"|\b(?:[Tt]hanks|[Tt]hank you|[Cc]heers), [A-Z][\w'-]+(?: [A-Z][\w'-]+)?(?=[.!] )"
    r"|(?<=[Oo]n behalf of )(?:[A-Z][\w'.-]+ ?){1,3}|(?<=[Qq]uestion from )(?:[A-Z][\w'.-]+ ?){1,3}|(?<=[Rr]equest from )(?:[A-Z][\w'.-]+ ?){1,3}|(?<=[Mm]eeting with )(?:[A-Z][\w'.-]+ ?){1,3}"
)
_KEPT = ("today", "this week")  # as told, not masked: they mean more than a window


@dataclass(frozen=True)
class Masked:
    """The parts of a question."""

    question: str
    text: str  # with [product], [future] ...
    spelled: str  # the same before times were masked
    mentions: tuple[Mention, ...] = ()
    unknown: tuple[Mention, ...] = ()
    windows: tuple[Window, ...] = ()
    quotes: tuple[str, ...] = ()
    tense: str | None = None
    places: dict[str, int] = field(default_factory=dict)
    of_notes: tuple[tuple[int, int], ...] = ()  # clauses of `text` that notes tell
    wider: tuple[str, ...] = ()  # the kinds of which more is meant than before: "not only [store]"
    plain: str = ""  # the part of the question that the mentions are places of

    def of_kind(self, kind: str) -> list[Mention]:
        return [m for m in self.mentions if m.kind == kind]


def tense_of(text: str) -> str | None:
    """ "past", "future" or None, by the verbs."""
    if _FUTURE.search(text):
        return "future"
    return "past" if _PAST.search(text) else None


class Masker:
    """Masks questions against one catalogue."""

    def __init__(
        self, linker: Linker, calendar: Calendar, tagger: Callable[[str], tuple[NamedSpan, ...]] | None = None
    ) -> None:
        self.linker = linker
        self.calendar = calendar
        self.names = NamesBySentence(linker, tagger)

    def __call__(self, question: str, elsewhere: Collection[str] = ()) -> Masked:
        """`question` masked; `elsewhere` are the kinds of what the rest of its message names."""
        plain = tidy(question)
        quotes, held = self._quotes(plain)
        mentions = [m for m in self.linker.link(plain) if not any(a <= m.start < b for a, b in held)]
        label = [m.span() for m in _LABEL.finditer(_without_known(plain, mentions))]
        mentions = [m for m in mentions if not (m.ambiguous and any(a <= m.start and m.end <= b for a, b in label))]
        idioms = [m.span() for m in (*_IDIOM.finditer(plain), *_PERSON.finditer(_without_known(plain, mentions)))]
        mentions = [m for m in mentions if not any(a <= m.start and m.end <= b for a, b in idioms)]
        mentions = self.names.kept(plain, mentions)
        times = find_windows(plain.lower(), self.calendar) if any(m.ambiguous for m in mentions) else []
        mentions = [
            m for m in mentions if not (m.ambiguous and any(t.start <= m.start and m.end <= t.end for t in times))
        ]
        if any(m.kind == "product" and not m.ambiguous and " " in m.text for m in mentions):
            mentions = [m for m in mentions if not _stray(m, plain)]
        if _OF_PRODUCTS.search(plain):  # "room for a display: which four products ...": the word names nothing
            mentions = [m for m in mentions if not (m.ambiguous and m.text.islower() and is_english(m.text))]
        mentions, torn = whole_codes(plain, mentions)
        mentions, numbered = without_other_numbers(plain, mentions)
        torn += [*numbered, *unknown_codes(plain, [*mentions, *torn, *numbered], self.linker.catalogue)]
        unknown = torn + [
            m
            for m in unknown_mentions(plain, mentions, _is_known, is_english)
            if not any(a <= m.start < b for a, b in (*held, *label, *idioms))
            and not self._is_time(m.text)
            and not any(t.start <= m.start < t.end for t in torn)
        ]
        unknown = [self.names.held(plain, m) for m in self.names.known_unknown(plain, unknown, mentions, elsewhere)]
        unknown = [begun_code(bare_name(m), self.linker.catalogue) for m in unknown]
        mentions += [m for m in unknown if m.items]  # "forecast for spanner tomorrow": a word of names that we hold
        unknown = [m for m in unknown if not m.items]
        events = self._events(plain)
        understood = [*((m.start, m.end) for m in unknown), *held, *idioms, *label, *events]
        more = self.names.more(plain, mentions, understood, self._is_time, elsewhere)
        mentions += [m for m in more if m.items]
        unknown += [bare_name(m) for m in more if not m.items]
        known = [(m.start, m.end) for m in [*mentions, *unknown]]
        unknown += some_left(plain, [*known, *understood], [m for m in mentions if m.kind == "product"])
        mentions += self.names.by_number(plain, [*mentions, *unknown])
        mentions = of_its_variant(plain, mentions, self.linker.catalogue)
        mentions, unknown = of_its_size(plain, mentions, unknown, self.linker.catalogue)
        unknown = [m for m in unknown if not (names_somebody(plain, m) or is_a_term(plain, m))]
        mentions = _without_hosts(plain, mentions, events)
        spelled = _spell(plain, mentions, unknown, held, events)
        spelled = _WEEKEND.sub(lambda m: "weekends" if "ays" in m.group() else "weekend", spelled)
        spelled = _FIRST_OF.sub("1 ", spelled)
        if re.search(r"\bnotes?\b|\bmemos?\b", spelled):  # notes from November: of that month, not since
            spelled = _FROM_MONTH.sub("in ", spelled)
        spelled = from_later_days(spelled, self.calendar)
        tense = tense_of(spelled)
        mixed = _PAST.search(spelled) and _FUTURE.search(
            spelled
        )  # "sold from the 19th ... expect": each date by itself
        spans = find_windows(blank_scenario(spelled), self.calendar, None if mixed else tense)  # type: ignore[arg-type]
        spans = without_told_times(spelled, spans)
        text = _mask_times(spelled, spans)
        return Masked(
            question, text, spelled, tuple(mentions), tuple(unknown), tuple(s.window for s in spans), quotes, tense,
            plain=plain,
        )  # fmt: skip

    def _events(self, text: str) -> list[tuple[int, int]]:
        """Where names of events stand: they are kept as they are written."""
        low = text.lower()
        if len(low) != len(text):
            return []
        names = [n for n in self.calendar.events if n in low]
        return [m.span() for n in names for m in re.finditer(rf"\b{re.escape(n)}(?!\w)", low)]

    def _is_time(self, text: str) -> bool:
        return bool(find_windows(text.lower(), self.calendar))

    def _quotes(self, text: str) -> tuple[tuple[str, ...], list[tuple[int, int]]]:
        """Quoted words that are not a name: what a note says."""
        found, held = [], []
        for match in re.finditer(r"\"([^\"]{3,})\"|'((?<= ')[^']{12,})'(?=[\s?.,!]|$)", text):
            said = match[1] or match[2]
            inside = self.linker.link(said)
            whole = inside and inside[0].exact and len(inside[0].text) >= 0.8 * len(said)
            titled = [m for m in self.linker.link(text[match.start() : match.end()]) if m.kind == "note"]
            if (
                not whole
                and not titled
                and not _is_a_term(said)
                and re.search(r"\b(?:note|say|says|said|mention|wrote|written|memo|read)", text, re.I)
            ):
                found.append(said)
                held.append((match.start(), match.end()))
        return tuple(found), held


_OF_NOTES = re.compile(r"\b(?:notes?|memos?|written|wrote|says?|said|mention\w*|prepar\w+|file[ds]?)\b", re.IGNORECASE)


def _without_known(text: str, mentions: list[Mention]) -> str:
    """`text` with blanks for what is plainly named: "Dock planning Toledo: ..." is headed "Dock planning"."""
    for m in mentions:
        if not m.ambiguous:
            text = f"{text[: m.start]}{' ' * (m.end - m.start)}{text[m.end :]}"
    return text


def _hosts(mention: Mention, events: list[tuple[int, int]], text: str) -> bool:
    """A store in the name of an event that it is host to: "the Harrogate Food Fair"."""
    inside = any(a <= mention.start and mention.end <= b and mention.end - mention.start < b - a for a, b in events)
    return mention.kind == "store" and inside and not _OF_NOTES.search(text)


def _without_hosts(text: str, mentions: list[Mention], events: list[tuple[int, int]]) -> list[Mention]:
    """Without the host's name where another place of the question is the one that is asked about."""
    hosts = [m for m in mentions if _hosts(m, events, text)]
    others = any(m.kind in ("store", "region") and m not in hosts for m in mentions)
    return [m for m in mentions if m not in hosts] if others else mentions


def _is_a_term(said: str) -> bool:
    """ "Everybody says 'reorder point'": a figure's name is no quotation from a note."""
    return len(said.split()) <= _TERM and any(f.id != "expected_sales" for f in find_measures(said.lower()))


_TERM = 4  # words


def _stray(mention: Mention, text: str) -> bool:
    """A word of several products' names beside one that is named whole ("a magazine is about to feature ...")."""
    if not (mention.ambiguous and mention.kind == "product" and mention.text.islower() and is_english(mention.text)):
        return False
    joined = re.search(r"\b(?:and|or|vs|than|with|versus|compared to)(?: the)? $|[,/&+] ?$", text[: mention.start])
    return not joined and not re.match(r" ?(?:[,/&+]|and\b|or\b|vs\b|than\b|versus\b)", text[mention.end :])


def _is_known(word: str) -> bool:
    return (
        word in lexicon()
        or word in SHORT_FORMS
        or correct(word) != word
        or (word.endswith("s") and (word[:-1] in lexicon() or word[:-1] in SHORT_FORMS))  # "POs", "SKUs"
    )


def _spell(
    text: str,
    mentions: list[Mention],
    unknown: list[Mention],
    held: list[tuple[int, int]],
    events: list[tuple[int, int]],
) -> str:
    """Lower case, slips corrected, names and quotes masked."""
    named = [m for m in mentions if not _hosts(m, events, text)]
    marks = [(m.start, m.end, f"[{m.kind}]") for m in named]
    marks += [(m.start, m.end, f"[{m.kind}]") for m in unknown]
    marks += [(a, b, "[quote]") for a, b in held]
    free = [(a, b) for a, b in events if not any(a < end and start < b for start, end, _ in marks)]
    marks += [(a, b, text[a:b].lower()) for a, b in free]
    parts, at = [], 0
    for start, end, mask in sorted(marks):
        if start < at:
            continue
        parts += [_words(text[at:start]), mask]
        at = end
    parts.append(_words(text[at:]))
    joined = re.sub(r"\s+", " ", "".join(parts)).strip()
    joined = re.sub(r"\b(?:no|nr)\.? of\b", "number of", joined)
    joined = re.sub(r"\baccuracy to\b", "according to", joined)  # "acc to"
    joined = _ONE.sub(r"\1 one", joined)
    joined = joined.replace("standard deviation deviation", "standard deviation")
    joined = re.sub(r"(?<=\d )minimum\b(?! (?:order|quantity|stock|cover|units))", "minutes", joined)
    joined = _THAN.sub(r"\1 than", joined)
    joined = _LASTS.sub(
        lambda m: m["what"] + ("longer" if m["than"] in ("over", "above") else "shorter") + " than", joined
    )
    joined = _SO_MANY_OF.sub(r"\1 units of ", joined)
    joined = _BETWEEN.sub("between", joined)
    joined = _NO_MATTER.sub("in all stores", joined)
    joined = re.sub(r"\"(\[[a-z ]+\])\"|'(\[[a-z ]+\])'", r"\1\2", joined)
    for pattern, mask in _KIND_BESIDE:  # "item [product]", "[store] branch"
        joined = pattern.sub(mask, joined)
    return _GLUED.sub(lambda m: f"{m[1]} {_GLUED_UNITS[m[2]]}", joined)


def _words(text: str) -> str:
    out = []
    for part in _SPLIT.findall(text.lower()):
        plain = part if part in SHORT_FORMS else part.replace("'", "")
        if plain in SHORT_FORMS and (len(plain) > 1 or _lone(text, part)):
            out.append(SHORT_FORMS[plain])
        else:
            out.append(correct(part) if part.isalpha() and len(part) > 1 else part)
    return "".join(out)


def _lone(text: str, letter: str) -> bool:
    """A single letter standing alone is a short form ("u", "n"), unless it names a class or a unit."""
    return letter in "urnyw" and not re.search(
        rf"\bclass(?:es)? {letter}\b|\bx, ?y\b|\b{letter}[ -](?:class|items?|products?|skus?|articles?|lines?|ones)\b",
        text.lower(),
    )


def _mask_times(text: str, spans: list) -> str:
    parts, at = [], 0
    for span in spans:
        said = text[span.start : span.end].strip()
        lead = re.match(r"(?:over|in|on|for|during|within|across|at|the|so far)\s+", text[span.start : span.end])
        mask = "[future]" if span.window.side == "forecast" else "[past]"
        if said in _KEPT:
            mask = said
        elif lead and lead.group().strip() in ("within", "so far"):
            mask = f"{lead.group().strip()} {mask}"
        if re.match(r"(?:until|till|by|before|up to|through)\b", said):
            mask = f"by {mask}"
        parts += [text[at : span.start], mask]
        at = span.end
    masked = re.sub(r"\s+", " ", "".join([*parts, text[at:]])).strip()
    return re.sub(r"\"((?:by )?\[(?:future|past)\])\"|'((?:by )?\[(?:future|past)\])'", r"\1\2", masked)
