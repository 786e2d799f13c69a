"""How trade writes its words: "T-LIGHT HLDR" for a tealight holder, "S/3 ... W/LIDS" for a set of three with lids, and
the few that have two names (bikes, kids).

A word of a name and what a buyer types are the same where both are forms of one word, whichever of them is short.
"""

from __future__ import annotations

import re

from rag.names.spellings import stem

__all__ = ["TEALIGHT", "forms_of", "in_full", "said_in_full", "token_in_full"]

#: After a "t"
TEALIGHT = {"light": "tealight", "lights": "tealights", "lite": "tealight", "lites": "tealights"}

#: Word: its short forms; those after a bar are too much else to be taken for it in a question ("dec" is a month)
_FORMS = """
assorted: asstd asst assrtd assort astd | ass
black: blk
bicycle: bike
blue: blu
bottle: btl bttl
brown: brn
butterfly: bfly
children: child kid
chocolate: choc choco
christmas: xmas chrstmas
colour: colr | col
container: contr
decoration: deco decor decs decos | dec
design: dsgn | des
double: dbl
electric: elec
extra: xtra
flower: flwr flr
green: grn
heavy: hvy
holder: hldr
large: lge lrg
medium: | med
necklace: neckl
orange: orng
organic: | org
original: orig
pack: pk pck
paperweight: pweight
pink: pnk
purple: prpl
round: rnd
silver: slvr slv
single: sngl sgl
small: sml smll | sm
square: squ | sq
standard: std
tealight: tlight tealite tlite
traditional: trad
television: tv
turquoise: turq
vegetable: veg
vintage: vint vntg
white: wht whte
yellow: ylw
antique: | ant
"""
_LINES = [line.partition(":") for line in _FORMS.split("\n") if line]
#: Short form -> word, both without their plural ending: as they stand in names, and as a question may hold them
_IN_NAMES = {stem(form): stem(word) for word, _, forms in _LINES for form in forms.replace("|", " ").split()}
_NOT_SAID = {stem(form) for _, _, forms in _LINES for form in forms.partition("|")[2].split()}
_IN_QUESTIONS = {
    said: stem(word)
    for word, _, forms in _LINES
    for form in forms.partition("|")[0].split()
    for said in ({form, stem(form)} - _NOT_SAID)
}
_FORMS_OF = {
    word: frozenset((word, *(form for form, whole in _IN_NAMES.items() if whole == word)))
    for word in _IN_NAMES.values()
}
#: What a letter is before a stroke: "W/CHIME", "S/3", "C/COVER", "P/FRAME"
_STROKES = (
    (re.compile(r"w/(?![ce]\b)(?=\s?\w)", re.IGNORECASE), "with"),
    (re.compile(r"s/(?=\d)", re.IGNORECASE), "set"),
)
#: "C/COVER", "P/FRAME": the first letter of a word that only who knows the name can tell
_INITIAL = re.compile(r"[a-z]/(?=[a-z]{3})", re.IGNORECASE)


def token_in_full(word: str, text: str, start: int) -> str:
    """A single letter before a stroke at text[start:], as a word or as an initial ("c/"); any other word as it is."""
    if len(word) == 1 and text[start + 1 : start + 2] == "/":
        initial = f"{word}/" if _INITIAL.match(text, start) else word
        return next((said for pattern, said in _STROKES if pattern.match(text, start)), initial)
    return word


def in_full(word: str) -> str:
    """The word that a short form in a name stands for."""
    return _IN_NAMES.get(word, word)


def said_in_full(word: str) -> str:
    """The word that a short form in a question stands for."""
    return _IN_QUESTIONS.get(word, word)


def forms_of(word: str) -> frozenset[str]:
    """All forms of the word that is said in a question, the short ones as well as the whole one."""
    whole = said_in_full(word)
    return _FORMS_OF.get(whole) or frozenset((whole,))
