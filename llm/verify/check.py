"""Checks one sentence against its brief. Anything that is not understood is a problem: the check fails closed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from llm.evaluation.reading import NameFinder, find_dates, normalise
from llm.verify import words
from llm.verify.binding import bound_elsewhere, levels_misplaced
from llm.verify.mentions import Mention, read_mentions, read_quantities
from llm.verify.naming import list_disturbed, named_too_often
from llm.verify.references import references
from llm.verify.values import shown_as
from llm.verify.vocabulary import period_missing, unfounded
from rag.facts import Fact

if TYPE_CHECKING:
    from llm.briefs import Brief
    from llm.verify.roles import RoleModel

__all__ = ["Claim", "Verdict", "Verifier"]


@dataclass(frozen=True)
class Claim:
    """A value that a sentence states, and the fact that it states."""

    text: str
    value: float | str
    unit: str
    fact: str

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "value": self.value, "unit": self.unit, "fact": self.fact}


@dataclass(frozen=True)
class Verdict:
    """`ok` only when there is no problem; `claims` are what the sentence states."""

    problems: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.problems


@dataclass
class _Reading:
    """A sentence taken apart against a brief, while it is checked."""

    text: str
    brief: Brief
    mentions: list[Mention]
    rest: str
    facts: dict[str, Fact]
    stated: list[tuple[Mention, tuple[Fact, ...]]] = field(default_factory=list)  # candidates per number or date
    problems: list[str] = field(default_factory=list)


class Verifier:
    """Checks sentences of one workspace. `names` finds every name of its catalogue; thread-safe."""

    def __init__(self, names: NameFinder | None = None, roles: RoleModel | None = None, recognise: bool = True) -> None:
        self.names = names
        self.roles = roles
        self.recognise = recognise  # known phrasings pass without the checks of owner and role

    def check(self, sentence: str, brief: Brief) -> Verdict:
        """Whether `sentence` (finished, with its dates) says what the brief says and nothing else."""
        finder = self._finder(brief)
        mentions, rest = read_mentions(sentence, finder)
        reading = _Reading(sentence, brief, mentions, rest, {f.id: f for f in brief.facts})
        if brief.kind == "fixed":
            _numbers(reading)
            _dates(reading)
            return Verdict((), _claims(reading))
        if not sentence.strip():
            return Verdict(("nothing was written",))
        _leftovers(reading)
        _names(reading)
        _numbers(reading)
        _dates(reading)
        _texts(reading)
        _complete(reading)
        _wording(reading)
        reading.problems += list_disturbed(sentence, brief) + named_too_often(brief, finder, mentions)
        reading.problems += levels_misplaced(reading.brief, reading.mentions, reading.stated)
        if not reading.problems and not (self.recognise and sentence in references(brief)):
            # Not one of the known phrasings: who each value is said of, and as what, has to be shown.
            reading.problems += bound_elsewhere(sentence, brief, mentions, reading.stated)
            reading.problems += self._misplaced(reading)
        return Verdict(tuple(dict.fromkeys(reading.problems)), _claims(reading))

    def _finder(self, brief: Brief) -> NameFinder:
        """The catalogue's names and those of the brief (a note's title, a supplier that was deleted)."""
        own = [n for n in _own_names(brief) if n and not find_dates(n)]  # a window is no name
        return _Both(self.names, NameFinder(own)) if self.names else NameFinder(own)

    def _misplaced(self, reading: _Reading) -> list[str]:
        if self.roles is None:
            return ["the roles of its values cannot be checked"]
        return self.roles.misplaced(reading.text, reading.brief, reading.stated, reading.mentions)


class _Both(NameFinder):
    """Two finders as one; the longer of two overlapping names wins."""

    def __init__(self, first: NameFinder, second: NameFinder) -> None:
        self._parts = (first, second)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        found = sorted({m for part in self._parts for m in part.find(text)}, key=lambda m: (m[0] - m[1], m[0]))
        kept: list[tuple[int, int, str]] = []
        for start, end, name in found:
            if all(end <= s or start >= e for s, e, _ in kept):
                kept.append((start, end, name))
        return sorted(kept)


# ---- the steps ----------------------------------------------------------------------------------


def _own_names(brief: Brief) -> list[str]:
    """Every name that a sentence about this brief may carry."""
    texts = [f.value for f in brief.facts if isinstance(f.value, str)]
    labels = [line.label for line in brief.lines] if brief.kind in ("rank", "compare") else []
    subjects = [name for f in brief.facts for name in f.subject.values()]
    return list(dict.fromkeys([*brief.subject.values(), *subjects, *brief.items, *brief.names, *texts, *labels]))


def _own_text(brief: Brief) -> str:
    """All words of a brief as one text."""
    from llm.briefs import subject_words

    parts = [brief.lead, brief.when, brief.label, brief.that, brief.what, brief.text, *brief.items, *brief.names]
    parts += [part for line in brief.lines for part in (line.label, line.text)]
    parts += [subject_words(brief.subject), *(n for f in brief.facts for n in f.subject.values())]
    return " \n ".join(p for p in parts if p)


def _leftovers(reading: _Reading) -> None:
    """Digits that were not understood, and capitalised words that are no names of this brief."""
    own = set(normalise(_own_text(reading.brief)).split())
    for left in re.findall(r"\S*\d\S*", reading.rest):
        if not set(normalise(left).split()) <= own:
            reading.problems.append(f"{left!r} is a number that cannot be read")
    for match in re.finditer(r"[^\W\d_][\w'’-]*", reading.rest):
        word = match[0]
        if not any(c.isupper() for c in word) or set(normalise(word).split()) <= own or word in words.CAPITALISED:
            continue
        if _starts_sentence(reading.rest, match.start()) and word[1:].islower() | (len(word) == 1):
            continue
        reading.problems.append(f"{word!r} is no name of the evidence")
        break


def _starts_sentence(text: str, at: int) -> bool:
    return not re.search(r"[\w,;)]\s*$", text[:at]) and not re.search(r"\w", text[:at].rsplit(".", 1)[-1])


def _names(reading: _Reading) -> None:
    allowed = {normalise(n) for n in _own_names(reading.brief)}
    around = f" {normalise(_own_text(reading.brief))} "
    for mention in reading.mentions:
        name = normalise(mention.text)
        if mention.kind == "name" and name not in allowed and f" {name} " not in around:
            reading.problems.append(f"{mention.text} is not in the evidence of this sentence")


def _numbers(reading: _Reading) -> None:
    """Every number is the value of a fact, or one that the brief's own words hold (a window, a level)."""
    context = _context_numbers(reading.brief)
    for mention in reading.mentions:
        if mention.kind != "number":
            continue
        fitting = tuple(f for f in reading.brief.facts if shown_as(mention, f))
        if fitting:
            reading.stated.append((mention, fitting))
        elif not _is_context(mention, context, reading.brief):
            reading.problems.append(f"{mention.text} {mention.unit}".strip() + " is the value of no fact")


def _context_numbers(brief: Brief) -> list[Mention]:
    from llm.phrasing.roles import words_of

    texts = [brief.when, brief.label, brief.that, brief.what, brief.question if brief.kind == "fixed" else ""]
    for line in brief.lines:
        spoken = words_of(line.role, line.label)
        texts += [line.label, *(n for n, _ in spoken.nouns), *spoken.sentences]
        if not any(f.id == line.fact_id and isinstance(f.value, (int, float)) for f in brief.facts):
            texts.append(line.text)
    texts += [f.value for f in brief.facts if isinstance(f.value, str)]
    return [m for t in texts if t for m in read_quantities(re.sub(r"\{\w+\}", " ", t))]


def _is_context(mention: Mention, context: Sequence[Mention], brief: Brief) -> bool:
    if any(mention.value == c.value and mention.unit in (c.unit, "") and not mention.signed for c in context):
        return True
    levels = {round(f.level * 100, 6) for f in brief.facts if f.level is not None}
    if levels and mention.value == max(levels) - min(levels):  # the 80% range runs from the 10% to the 90% level
        return mention.unit == "%"
    return mention.value in levels and mention.unit in ("%", "")


def _dates(reading: _Reading) -> None:
    for mention in reading.mentions:
        if mention.kind == "date" and mention.day is not None:
            _date(reading, mention)
        elif mention.kind == "weekday" and not _weekday_fits(mention, reading):
            reading.problems.append(f"{mention.text} is not in the evidence of this sentence")


def _date(reading: _Reading, mention: Mention) -> None:
    year, month, day = mention.day or (None, 0, 0)

    def same(d: date) -> bool:
        return (d.month, d.day) == (month, day) and year in (None, d.year)

    facts = tuple(f for f in reading.brief.facts if isinstance(f.value, date) and same(f.value))
    ends = [d for d in (reading.brief.start, reading.brief.end) if d is not None]
    ends += [d for f in reading.brief.facts for d in (f.start, f.end) if d is not None]
    told = reading.brief.that + reading.brief.when + reading.brief.what
    spoken = read_mentions(told)[0] if told else []
    if words.NO_DATE_BEFORE.search(reading.text[: mention.start]):
        reading.problems.append(f"{mention.text} stands where a date does not")
    if facts:
        reading.stated.append((mention, facts))
    elif not any(same(d) for d in ends) and not any(
        m.day and m.day[1:] == (month, day) and year in (None, m.day[0]) for m in spoken
    ):
        reading.problems.append(f"{mention.text} is no date of the evidence")


def _weekday_fits(mention: Mention, reading: _Reading) -> bool:
    """A weekday of the brief's own words, or that of the date beside it."""
    if normalise(mention.text) in normalise(_own_text(reading.brief)).split():
        return True
    beside = [m for m in reading.mentions if m.kind == "date" and 0 <= m.start - mention.end <= 3]
    days = [d for d in reading.brief.days if beside and beside[0].day and beside[0].day[1:] == (d.month, d.day)]
    return bool(days) and days[0].strftime("%A") == mention.text


def _texts(reading: _Reading) -> None:
    """Values that are words (a class, a supplier, an action): where each one stands."""
    for line in reading.brief.lines:
        fact = reading.facts.get(line.fact_id)
        if fact is None or not isinstance(fact.value, str) or reading.brief.kind in ("rank", "compare"):
            continue
        found = find_text(reading.text, line.text)
        if found:
            reading.stated.append((Mention("name", *found, line.text), (fact,)))


def find_text(text: str, wanted: str) -> tuple[int, int] | None:
    """The last place of `wanted` as whole words; a value follows what it is a value of."""
    flags = re.IGNORECASE if len(wanted) > 2 else 0
    places = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text, flags)]
    return places[-1] if places else None


#: "The second-highest sales", "place 12".
_PLACE = re.compile(r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)-|\bplace \d+")


def _complete(reading: _Reading) -> None:
    """All facts that the brief requires are there, and so are the names that say of what."""
    brief, spoken = reading.brief, f" {normalise(reading.text)} "
    told = {f.id for _, facts in reading.stated for f in facts}
    for line in brief.lines:
        fact = reading.facts.get(line.fact_id)
        if fact is None or fact.id in told:
            continue
        if isinstance(fact.value, (int, float, date)) and not isinstance(fact.value, bool):
            reading.problems.append(f"the {line.label} is missing")
        elif not _says(reading.text, spoken, line.text):
            reading.problems.append(f"the {line.label} ({line.text}) is missing")
    if len([1 for m, _ in reading.stated if m.kind == "number"]) < len(_valued(brief)):
        reading.problems.append("fewer values are told than the evidence has")
    if set(_PLACE.findall(reading.text.lower())) != set(_PLACE.findall(brief.that.lower())):
        reading.problems.append("its place in the ranking is not what the evidence says")
    needed = [*brief.items, *(line.label for line in brief.lines if brief.kind in ("rank", "compare"))]
    needed += [name for name in brief.subject.values() if brief.kind != "rank" or brief.that or brief.what]
    for name in needed:
        if (
            name
            and not re.search(r"\d+ [A-Z][a-z]+", name)
            and name not in words.DIRECTIONS
            and not _says(reading.text, spoken, name)
        ):
            reading.problems.append(f"{name} is not named")
    if brief.start and brief.end and brief.when:
        days = {m.day[1:] for m in reading.mentions if m.day}
        if not {(brief.start.month, brief.start.day), (brief.end.month, brief.end.day)} <= days:
            reading.problems.append("the dates of the window are missing")
    if brief.lead and not re.match(rf"{brief.lead}\b", reading.text):
        reading.problems.append(f'it does not begin with "{brief.lead}"')


def _valued(brief: Brief) -> list[Fact]:
    lines = {line.fact_id for line in brief.lines}
    return [
        f for f in brief.facts if f.id in lines and isinstance(f.value, (int, float)) and not isinstance(f.value, bool)
    ]


def _says(text: str, spoken: str, wanted: str) -> bool:
    if len(wanted) <= 2:  # class A is not the article
        return bool(re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text))
    return f" {normalise(wanted)} " in spoken


def _wording(reading: _Reading) -> None:
    """Directions, negations and the words of a condition are those of the brief."""
    own = _own_text(reading.brief) + (" more" if reading.brief.more else "")
    names = [m for m in reading.mentions if m.kind == "name"]
    plain = reading.text
    if words.UNFINISHED.search(plain):
        reading.problems.append("the sentence breaks off")
    for mention in reversed(names):
        plain = plain[: mention.start] + " " + plain[mention.end :]
    roles = [line.role for line in reading.brief.lines]
    reading.problems += words.contrary(plain, own, roles) + words.foreign_nouns(plain, own, roles)
    reading.problems += words.denied(reading.text.removeprefix(f"{reading.brief.lead},"), _phrases(reading.brief))
    reading.problems += _told_otherwise(reading) + _told_twice(reading)
    reading.problems += unfounded(reading.rest, own, reading.brief)
    reading.problems += period_missing(reading.text, reading.brief)
    for phrase in (reading.brief.that, reading.brief.what if reading.brief.kind != "values" else ""):
        missing = words.missing_content(phrase, reading.text)
        if missing:
            reading.problems.append(f'"{missing}" of its condition is missing')


def _phrases(brief: Brief) -> list[str]:
    """The brief's own phrases that may hold a negation."""
    return [*_own_names(brief), brief.that, brief.when, brief.what, *(line.text for line in brief.lines)]


#: "Off by 15%, up or down" names two directions.
_EITHER_WAY = re.compile(r"\b(up|down|above|below|over|under|more|less|higher|lower|rising|falling) (?:or|and) \1\b")


def _told_otherwise(reading: _Reading) -> list[str]:
    """A count keeps its noun; a value keeps its direction where another, or a label ("less than"), has one too."""
    lines = [x for x in reading.brief.lines if x.label == "count"]
    directed = [x for x in reading.brief.lines if words.DIRECTED.search(x.text)]
    labels = any(words.DIRECTED.search(x.label) for x in reading.brief.lines)
    lines += directed if len(directed) > 1 or labels else []
    spoken = f" {normalise(reading.text)} "
    needed = Counter(normalise(x.text) for x in lines)
    problems = [f'"{m[0]}" is one direction' for m in _EITHER_WAY.finditer(spoken)]
    return problems + [
        f"{x.text} is told otherwise"
        for x in lines
        if spoken.count(f" {normalise(x.text)} ") < (needed[normalise(x.text)] if x in directed else 1)
    ]


def _told_twice(reading: _Reading) -> list[str]:
    """ "5,094 units, roughly 5,000 in all": a value and its rounding are one value, told twice."""
    numbers = [(m, {f.id for f in facts}) for m, facts in reading.stated if m.kind == "number"]
    if len(numbers) <= len(_valued(reading.brief)):
        return []
    return [
        f"{m.hedge} {m.text} is told beside the value itself".strip()
        for m, facts in numbers
        if any(facts & other and (m.hedge or m.decimals < n.decimals) for n, other in numbers if n is not m)
    ]


def _claims(reading: _Reading) -> tuple[Claim, ...]:
    claims = []
    for mention, facts in reading.stated:
        if mention.kind == "name":
            continue
        fact = facts[0]
        value = fact.value.isoformat() if isinstance(fact.value, date) else fact.value
        claims.append(Claim(mention.text, value if value is not None else "", fact.unit, fact.id))
    spoken = f" {normalise(reading.text)} "
    told = {c.fact for c in claims}
    for fact in reading.brief.facts:
        if (
            isinstance(fact.value, str)
            and fact.id not in told
            and fact.value
            and _says(reading.text, spoken, fact.value)
        ):
            claims.append(Claim(fact.value, fact.value, fact.unit, fact.id))
    return tuple(claims)
