"""From a brief to a sentence, with the place of every value in it.

Without `rng` the first phrasing is taken: the deterministic rendering. With one, any of them: training targets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from llm.phrasing.combos import combos_for
from llm.phrasing.lists import list_templates
from llm.phrasing.roles import words_of

if TYPE_CHECKING:
    from llm.briefs import Brief, Line

__all__ = ["Realised", "realise"]

FIRST_SHARE = 0.4
_SLOT = re.compile(r"\{(\w+)\}")
_SINGULAR_VERB = re.compile(r"\{x\} (?:has|is|needs|carries|sells|gets|makes|costs|runs)\b")


@dataclass(frozen=True)
class Realised:
    """A sentence and its values: (start, end, role, index of the line)."""

    text: str
    spans: tuple[tuple[int, int, str, int], ...]


def realise(brief: Brief, rng: Random | None = None) -> Realised:
    """The sentence of a brief, still without window dates and years (`llm.briefs.finish` adds them)."""
    if brief.kind == "fixed":
        return Realised(brief.text, ())
    template = _template(brief, rng)
    return _fill(template, brief)


def _pick(options: Sequence[str], rng: Random | None) -> str:
    """The first option is the house voice: it is told most often, the others give variation."""
    return options[0] if rng is None or rng.random() < FIRST_SHARE else rng.choice(list(options))


def _template(brief: Brief, rng: Random | None) -> str:
    """A template with `{index}` for each line's value."""
    if brief.kind in ("list", "rank", "compare", "whatif"):
        found = list_templates(brief)
        if found:
            return _pick(_usable(found, brief), rng)
    roles = tuple(line.role for line in brief.lines)
    if len(roles) == 1:
        words = words_of(roles[0], brief.lines[0].label)
        if _own_label(brief.lines[0]):
            words = words_of("", brief.lines[0].label)
        usable = _usable(words.sentences, brief)
        if usable:
            return _pick(usable, rng)
    combos = _usable(combos_for(roles), brief) if len(set(roles)) == len(roles) else []
    if any(line.role == "order_qty" and line.text == "0 units" for line in brief.lines):
        combos = [t for t in combos if not t.startswith(("Order {", "The order of", "By {"))] or combos
    if combos and not any(_own_label(line) for line in brief.lines):
        index = {role: str(i) for i, role in enumerate(roles)}
        return _SLOT.sub(lambda m: "{" + index.get(m[1], m[1]) + "}", _pick(combos, rng))
    return _joined(brief, rng)


def _own_label(line: Line) -> bool:
    """Whether the line is told by a label of its own rather than by the words of its role."""
    return line.label != words_of(line.role, line.label).label


def _usable(templates: Sequence[str], brief: Brief) -> list[str]:
    """Templates whose parts the brief has: product, store, supplier; a window where there is one."""
    subject = brief.subject
    named = {k for k in ("product", "store", "supplier", "category") if k in subject}
    plural = not named or (named <= {"supplier", "store"} and "supplier" in named)  # all stores, products from ...
    fitting = []
    for template in templates:
        needs = set(_SLOT.findall(template))
        if {"product", "store"} & needs and named - {"supplier"} != {"product", "store"}:
            continue
        if "supplier" in needs and named != {"supplier"}:
            continue
        if plural and _SINGULAR_VERB.search(template):
            continue
        if "At" in needs and _no_place(brief):
            continue
        if brief.when and "when" not in {n.lower() for n in needs} and brief.kind == "values":
            continue
        fitting.append(template)
    return fitting


def _joined(brief: Brief, rng: Random | None) -> str:
    """Any set of roles: `For {x} {when}, the reorder point is {0} and the safety stock is {1}.`"""
    clauses = []
    for i, line in enumerate(brief.lines):
        nouns = ((f"the {line.label}", "is"),) if _own_label(line) else words_of(line.role, line.label).nouns
        noun, verb = nouns[0] if rng is None else rng.choice(nouns)
        clauses.append(f"{noun} {verb} {{{i}}}")
    listed = clauses[0] if len(clauses) == 1 else ", ".join(clauses[:-1]) + f" and {clauses[-1]}"
    openings = ["For {x}{_when}, " + listed + ".", "For {x}{_when} " + listed + ".", "{X}{_when}: " + listed + "."]
    if brief.when:
        openings.append("{When} " + listed + " for {x}.")
    return _pick(openings, rng)


def _fill(template: str, brief: Brief) -> Realised:
    """Put the values in and note where each one stands."""
    words = _words(brief)
    text = f"{brief.lead}, " if brief.lead else ""
    spans: list[tuple[int, int, str, int]] = []
    last = 0
    start = len(text)
    for match in _SLOT.finditer(template):
        text += template[last : match.start()]
        last = match.end()
        key = match[1]
        if key in ("pairs", "rest"):
            text = _pairs(text, brief, spans, 0 if key == "pairs" else 1)
        elif key.isdigit():
            text = _value(text, brief, spans, int(key))
        else:
            word = words[key]
            text = (text if word else text.rstrip()) + word
    text += template[last:]
    return Realised(_capitalised(text, start, brief), tuple(spans))


def _words(brief: Brief) -> dict[str, str]:
    from llm.briefs import subject_words

    subject = subject_words(brief.subject)
    place = "" if _no_place(brief) else _place(brief.subject)
    listed = _and(brief.items[: len(brief.items)]) if not brief.more else ""
    if brief.more:
        listed = ", ".join(brief.items) + f" and {brief.more:,} more"
    labels = {f"n{i}": line.label for i, line in enumerate(brief.lines)}
    return {
        "x": subject, "X": subject, "at": place, "At": place, "when": brief.when, "When": brief.when,
        "_when": brief.when and f" {brief.when}", "that": brief.that, "what": brief.what, "What": brief.what,
        "names": listed, **labels, **brief.subject,
    }  # fmt: skip


def _place(subject: dict[str, str]) -> str:
    """`in Leeds`, `from Nordic Foods`, `in the Dairy category in Leeds`, `for Oat Milk in Leeds`, `in all stores`."""
    store = f" in {subject['store']}" if "store" in subject else ""
    if "order" in subject:
        return f"for {subject['order']}"
    if "product" in subject:
        return f"for {subject['product']}{store}"
    parts = [f"in the {subject['category']} category"] if "category" in subject else []
    parts += [f"from {subject['supplier']}"] if "supplier" in subject else []
    return " ".join(parts) + store if parts else store.strip() or "in all stores"


def _no_place(brief: Brief) -> bool:
    """Master data of several suppliers or products, and a count of stores or suppliers, is said of no place."""
    if (
        brief.kind == "list"
        and not brief.subject
        and re.search(r"\b(?:stores?|suppliers?|category|categories)$", brief.lines[0].text)
    ):
        return True
    if not brief.subject and re.search(
        r"\bin (?:at least|at most|(?:more|fewer) than|exactly) \d+ stores?$", brief.that
    ):
        return True
    return not brief.subject and any(line.role.startswith(("supplier_", "product_")) for line in brief.lines)


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else ""


def _value(text: str, brief: Brief, spans: list[tuple[int, int, str, int]], index: int) -> str:
    line = brief.lines[index]
    spans.append((len(text), len(text) + len(line.text), line.role, index))
    return text + line.text


def _pairs(text: str, brief: Brief, spans: list[tuple[int, int, str, int]], first: int) -> str:
    """`Oat Milk with 120 units, Soy Milk with 80 units and Rice with 7 units`."""
    last = len(brief.lines) - 1
    for i in range(first, len(brief.lines)):
        joint = "" if i == first else " and " if i == last else ", "
        text = _value(f"{text}{joint}{brief.lines[i].label} with ", brief, spans, i)
    return text


def _capitalised(text: str, start: int, brief: Brief) -> str:
    """A capital at the start, but names stay as they are; after "Yes," a small letter, but not in a name."""
    first = text[start:]
    names = (*brief.subject.values(), *(line.label for line in brief.lines), *(line.text for line in brief.lines))
    if first.startswith(tuple(n for n in names if n and not n.islower())):
        return text
    if start == 0:
        return first[:1].upper() + first[1:]
    keep = first.startswith(("ABC", "XYZ", "WAPE", "MASE", "I "))
    return text if keep else text[:start] + first[:1].lower() + first[1:]
