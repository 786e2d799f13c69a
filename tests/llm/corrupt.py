"""Ways to make a true sentence false: values, units, entities, roles, dates, directions, additions."""

from __future__ import annotations

import re
from random import Random

from llm.evaluation.reading import normalise
from llm.phrasing import names as bank
from llm.telling import MONTHS

_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w,]*\d)")
_PAIRS = (("higher", "lower"), ("highest", "lowest"), ("up", "down"), ("rising", "falling"), ("more", "less"),
          ("high", "low"), ("Yes", "No"))  # fmt: skip
_OPPOSITES = {**dict(_PAIRS), **{b: a for a, b in _PAIRS}}
_INVENTED = (
    ", up 12% on last week",
    ", about twice as much as usual",
    ", or a dozen pallets",
    " (Acme Corp says 40)",
    ", that is not enough",
    ", and 31 December 2031 is a holiday",
    ", roughly 5,000 units in all",
    ", which costs 99.99 EUR",
    " and half of it is spoilt",
    ", so order on Thursday from Globex",
    " of the recommended soil in its cultivation",
    ", which the weather explains",
    " on each pallet",
    ", as always",
    " in good condition",
    ", and the supplier is reliable",
)


def value(text, brief, spans, rng: Random):
    """Another number in the place of one of the values."""
    at = _numeric_span(text, brief, spans, rng)
    if at is None:
        return None
    start, end = at
    told = text[start:end]
    size = float(told.replace(",", ""))
    other = rng.choice(
        (size * 1.1 + 1, size * 0.9 - 1, size + 10, size * 10 + 3, size / 2 + 0.7, size + 1.3, size * 2 + 1)
    )
    shown = f"{abs(other):,.1f}".removesuffix(".0")
    if abs(abs(other) - size) <= max(0.06, 0.006 * size):
        return None
    return text[:start] + shown + text[end:]


def _numeric_span(text, brief, spans, rng):
    facts = {f.id: f for f in brief.facts}
    places = []
    for start, end, _, index in spans:
        fact = facts.get(brief.lines[index].fact_id)
        if fact is not None and isinstance(fact.value, (int, float)):
            places += [(start + m.start(), start + m.end()) for m in _NUMBER.finditer(text[start:end])][:1]
    return rng.choice(places) if places else None


def unit(text, brief, spans, rng: Random):
    """A percentage told as units, units as days, money as a percentage."""
    at = _numeric_span(text, brief, spans, rng)
    if at is None:
        return None
    end = at[1]
    rest = text[end:]
    found = re.match(r"%|\s(?:[A-Z]{3}|units?|days?|alerts?|lines?)\b", rest)
    if not found:
        return None
    other = rng.choice([u for u in ("%", " days", " EUR", " units", " weeks") if normalise(u) != normalise(found[0])
                        and (normalise(u).rstrip("s") != normalise(found[0]).rstrip("s"))])  # fmt: skip
    return None if other.strip() == found[0].strip() else text[:end] + other + rest[found.end() :]


def entity(text, brief, spans, rng: Random):
    """Another product or store in the place of the one that it is said of."""
    names = [n for n in (*brief.subject.values(), *(x.label for x in brief.lines if brief.kind in ("rank", "compare")))
             if n and n in text and not re.search(r"\d+ [A-Z]", n)]  # fmt: skip
    if not names:
        return None
    name = rng.choice(names)
    other = bank.store_name(rng) if name == brief.subject.get("store") else bank.product_name(rng)
    if (
        normalise(other) in normalise(text)
        or normalise(other) in normalise(name)
        or normalise(name) in normalise(other)
    ):
        return None
    return text.replace(name, other, 1)


def exchange(text, brief, spans, rng: Random):
    """Two values of the sentence in each other's place."""
    if len(spans) < 2:
        return None
    (s1, e1, _, i), (s2, e2, _, j) = sorted(rng.sample(list(spans), 2))
    first, second = text[s1:e1], text[s2:e2]
    if first == second:
        return None
    numbers = [_NUMBER.search(v) for v in (first, second)]
    if (
        first == second
        or (all(numbers) and numbers[0][0] == numbers[1][0])
        or "winner" in (brief.lines[i].role, brief.lines[j].role)
    ):
        return None
    return text[:s1] + second + text[e1:s2] + first + text[e2:]


def day(text, brief, spans, rng: Random):
    """Another date."""
    found = list(re.finditer(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})( \d{{4}})?", text))
    if not found:
        return None
    match = rng.choice(found)
    other = int(match[1]) % 27 + 1
    changed = f"{other} {match[2]}{match[3] or ''}"
    return None if changed in text else text[: match.start()] + changed + text[match.end() :]


def direction(text, brief, spans, rng: Random):
    """The opposite of a direction."""
    protected = {
        w for name in (*brief.subject.values(), *brief.items, *(x.label for x in brief.lines)) for w in name.split()
    }
    found = [m for m in re.finditer(r"\b\w+\b", text) if m[0] in _OPPOSITES and m[0] not in protected]
    found = [m for m in found if not (m[0] == "more" and re.search(r"\d $", text[: m.start()]) and brief.more)]
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start()] + _OPPOSITES[match[0]] + text[match.end() :]


def addition(text, brief, spans, rng: Random):
    """A true sentence with something invented at its end."""
    more = rng.choice(_INVENTED)
    if "Thursday" in more and "Thursday" in text:
        return None
    return text.rstrip(".") + more + "."


def denial(text, brief, spans, rng: Random):
    """The sentence denied."""
    for verb in (" is ", " are ", " has ", " should ", " will ", " was ", " were "):
        if verb in text:
            return text.replace(verb, f"{verb}not ", 1)
    return None


KINDS = {f.__name__: f for f in (value, unit, entity, exchange, day, direction, addition, denial)}
