# ruff: noqa: E501 - a pattern is read on one line
"""In how many stores something has to hold: "overstocked in two or more of our shops", "late in just one store"."""

from __future__ import annotations

import re

from rag.understanding.words.numbers import number

__all__ = ["in_stores", "without_stores"]

_OPS = {
    "at least": ">=", "no fewer than": ">=", "no less than": ">=", "not less than": ">=", "a minimum of": ">=", "minimum": ">=",
    "or more": ">=", "and more": ">=", "plus": ">=", "+": ">=", "more than": ">", "over": ">", "exactly": "=", "precisely": "=",
    "just": "=", "only": "=", "fewer than": "<", "less than": "<", "under": "<", "at most": "<=", "no more than": "<=",
    "not more than": "<=", "up to": "<=", "or fewer": "<=", "or less": "<=", "at the same time": ">=", "at once": ">=",
}  # fmt: skip
_BEFORE = "|".join(
    sorted(
        (op for op in _OPS if op.isascii() and op[0] != "+" and not op.startswith(("or ", "and "))),
        key=len,
        reverse=True,
    )
)
_N = r"\d{1,3}|one|a single|two|three|four|five|six|seven|eight|nine|ten"
_STORES = r"(?:of (?:our|the|my|all|these|those) )?(?:different |separate |single )?(?:stores?|shops?|branch(?:es)?|outlets?|locations?)\b"
#: "for which at least two of our branches have too much of it": the stores have what the products are in
_HAVE = r"(?= (?:\w+ )?(?:have|has|having|are|is|will|would|need|needs|show|hold|run|sit|sits|face|must|should|report|lack|can)\b)"
_SAID = re.compile(
    rf"\b(?:(?P<have>{_BEFORE}) (?P<n4>{_N}) {_STORES}{_HAVE}|(?P<n5>{_N}) (?P<after3>or more|and more|or fewer|or less) {_STORES}{_HAVE}"
    rf"|(?P<have_some>several|multiple) {_STORES}{_HAVE})"
    rf"|\b(?:in|at|across|over|by|for) (?:(?P<before>{_BEFORE}) (?P<n1>{_N}) {_STORES}"
    rf"|(?P<n2>{_N}) ?(?P<after>\+|or more|and more|plus|or fewer|or less) {_STORES}"
    rf"|(?P<n3>{_N}) {_STORES} (?P<after2>or more|and more|or fewer|or less|at the same time|at once)\b"
    rf"|(?P<some>several|multiple|various|a couple of|a number of) {_STORES})"
)

#: "Even if only one store needs it", "one store that needs it is enough": in any of them
_EVEN_ONE = re.compile(
    rf"\b(?:even|also|already) (?:(?:if|when|though|where) )?(?:(?:it is|it's|that is) )?(?:just |only |merely |but )?(?:in |at |by |for )?(?:a single|one|1) (?:of (?:our|the|my|all) )?{_STORES}"
    rf"|\b(?:(?:a single|one|1) {_STORES}(?: (?:that |which )?(?:need\w*|want\w*|require\w*|has|having|short of)(?: (?:it|them|to|one))?)? (?:is|will be|would be) (?:already )?(?:enough|sufficient)|(?:enough|suffices|sufficient) (?:for me )?(?:if|that|when) (?:just |only )?(?:a single|one|1) {_STORES})"
    rf"|\b(?:no matter|regardless of|whatever|irrespective of) (?:(?:in|at|for|from|by) )?(?:how many|the number of) {_STORES}"
    # "if a product is needed in several stores, count it once"
    rf"|\b(?:if|where|when)\b[^?.;]{{0,60}}\b(?:several|multiple|various|many|two|more than one) {_STORES}[^?.;]{{0,40}}\b(?:once|one time|a single time)\b"
)


def in_stores(text: str) -> tuple[str, int] | None:
    """(operator, number) of the stores that a masked text asks for; None where it says none."""
    if _EVEN_ONE.search(text):
        return ">=", 1
    said = _SAID.search(text)
    if said is None:
        return None
    if said["some"] or said["have_some"]:
        return ">=", 2
    word = said["n1"] or said["n2"] or said["n3"] or said["n4"] or said["n5"]
    op = _OPS[said["before"] or said["after"] or said["after2"] or said["have"] or said["after3"]]
    return op, 1 if word == "a single" else int(number(word))


def without_stores(text: str) -> str:
    """`text` with such words blanked: their number is none of units."""
    return _SAID.sub(lambda m: " " * len(m.group()), _EVEN_ONE.sub(lambda m: " " * len(m.group()), text))
