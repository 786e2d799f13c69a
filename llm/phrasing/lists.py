"""Sentences that name several things: lists, rankings, comparisons, what-ifs.

`{0}` is the value of line 0 and `{n0}` its label, which is the name of the thing; `{what}` the measure, `{that}` the
condition or scenario, `{names}` the listed names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llm.briefs import Brief

__all__ = ["list_templates"]

# fmt: off
_LIST = (
    "{0} {that} {at}: {names}.",
    "{At}, {0} {that}: {names}.",
    "{0} {at} {that}: {names}.",
)
_LIST_NOUN = (
    "There are {0} {that} {at}: {names}.",
    "{At} there are {0} {that}: {names}.",
    "{0} {that} {at}: {names}.",
)
_LIST_PLAIN = (
    "There are {0} {at}: {names}.",
    "{At} there are {0}: {names}.",
    "{0} {at}: {names}.",
)
_COUNT = ("{0} {that} {at}.", "{At}, {0} {that}.", "{0} {at} {that}.")
_COUNT_NOUN = ("There are {0} {that} {at}.", "{At} there are {0} {that}.")
_COUNT_PLAIN = ("There are {0} {at}.", "{At} there are {0}.", "There are {0} {at} in all.")

_RANK_ONE = (
    "{n0} has the {that} {at} {when}: {0}.",
    "The {that} {at} {when} is that of {n0}, at {0}.",
    "{n0} comes first {at} {when}, with the {that}: {0}.",
    "With {0}, {n0} has the {that} {at} {when}.",
)
_RANK = (
    "The {that} {at} {when}: {pairs}.",
    "{n0} leads {at} {when} with the {that}, {0}, followed by {rest}.",
    "{At} {when}, {n0} has the {that} with {0}, then {rest}.",
)
_RANK_NEXT = ("Next come {pairs}.", "They are followed by {pairs}.", "After them come {pairs}.")
_EACH = (
    "{what} {at} {when}: {pairs}.",
    "{At} {when}, {what}: {pairs}.",
    "By {what} {at} {when}: {pairs}.",
)
_COMPARE = {
    ("winner", "difference"): (
        "{n0} has the {n2} {what} {at} {when}: {0}, against {1} for {n1}, a difference of {3}.",
        "{n0} is ahead: its {what} {at} {when} is {n2} at {0}, against {1} for {n1}; the difference is {3}.",
        "With {0}, {n0} has the {n2} {what} {at} {when}; {n1} has {1}, a difference of {3}.",
    ),
    ("winner",): (
        "{n0} has the {n2} {what} {at} {when}: {0}, against {1} for {n1}.",
        "With {0}, {n0} has the {n2} {what} {at} {when}; {n1} has {1}.",
        "The {n2} {what} {at} {when} is that of {n0} with {0}, compared with {1} for {n1}.",
    ),
    ("difference",): (
        "{what} {at} {when}: {0} for {n0} and {1} for {n1}, a difference of {2}.",
        "{At} {when}, {what}: {0} for {n0} and {1} for {n1}; the difference is {2}.",
    ),
    (): (
        "{what} {at} {when}: {0} for {n0} and {1} for {n1}.",
        "{At} {when}, {what}: {0} for {n0} and {1} for {n1}.",
        "By {what} {at} {when}, {n0} has {0} and {n1} has {1}.",
    ),
}
_WHATIF = {
    ("now", "then"): (
        "{that}, the {what} for {x} {when} would be {1} instead of {0}.",
        "The {what} for {x} {when} would go from {0} to {1} {that}.",
        "{that} the {what} for {x} {when} changes from {0} to {1}.",
    ),
    ("now", "then", "change"): (
        "{that}, the {what} for {x} {when} would be {1} instead of {0}, a change of {2}.",
        "The {what} for {x} {when} would go from {0} to {1} {that}, a change of {2}.",
    ),
    ("then",): (
        "{that}, the {what} for {x} {when} would be {0}.",
        "The {what} for {x} {when} would be {0} {that}.",
        "{that} we would see {what} of {0} for {x} {when}.",
    ),
}
# fmt: on


def list_templates(brief: Brief) -> tuple[str, ...]:
    """The templates for a brief of kind list, rank, compare or whatif; empty where none fits its lines."""
    extra = tuple(line.role for line in brief.lines if line.role in ("winner", "difference"))
    if brief.kind == "list":
        if not brief.that:
            return _LIST_PLAIN if brief.items else _COUNT_PLAIN
        noun = brief.that.split()[0] in ("with", "without", "of")  # a condition without a verb
        if brief.items:
            return _LIST_NOUN if noun else _LIST
        return _COUNT_NOUN if noun else _COUNT
    if brief.kind == "rank":
        if not brief.that:
            return _EACH if brief.what else _RANK_NEXT
        return _RANK_ONE if len(brief.lines) == 1 else _RANK
    if brief.kind == "compare":
        return _COMPARE.get(extra, ()) if len(brief.lines) - len(extra) == 2 else ()
    return _WHATIF.get(tuple(line.label for line in brief.lines), ())
