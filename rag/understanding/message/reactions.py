# ruff: noqa: E501 - a pattern is read on one line
"""What somebody says of an answer before the next question: "no surprise there. Who is the best?"."""

from __future__ import annotations

import re

__all__ = ["HOW_IT_IS", "INTERJECTIONS", "SINCE_WHEN", "THOUGHT", "VERY", "WHICH_HELPS", "without_reactions"]

INTERJECTIONS = r"(?:(?:m?hm+|hm+|mhm|ah|aha|oh|oha|uh|uff|ouch|oof|wow|ha|haha|well|so|ok|okay|good|great|fine|nice|thanks|thank you|thx|cheers|yes|no|yeah|right|alright|really|honestly|dear|gosh|ugh|argh|jeez|sigh|man|boy|god|indeed|sure|exactly|perfect|super|interesting|strange|funny|curious|i see|true|and|but)\b[,.!;:?-]* ?)*"
VERY = r"(?:(?:such|not|so|too|very|quite|pretty|really|rather|even|that|all|a bit|a little|a lot|much|still|just|more|less|almost|simply|absolutely|always|actually|kind of) )*"
HOW_IT_IS = r"(?:bad|shocking|brilliant|amazing|incredible|unbelievable|remarkable|noted|understood|plenty|steep|hefty|scary|tight|bad luck|a fair bit|something|a start|not what i (?:had )?(?:hoped|expected|thought)|good|great|fine|ok|okay|nice|lovely|awful|terrible|horrible|strange|odd|weird|funny|interesting|surprising|curious|annoying|disappointing|impressive|clear|helpful|useful|enough|right|better|worse|crazy|sad|a pity|a shame|a relief|a surprise|a catastrophe|a disaster|a mess|a nightmare|a pain|a joke|a scandal|a mystery|chaos|hopeless|useless|unreliable|a worry|good news|bad news|new to me|news to me|typical|late|much|many|little|few|low|high|expensive|dear|cheap|a lot|a bit|less than nothing|as (?:expected|feared|always|usual|i (?:thought|expected|feared|guessed))|(?:more|less|fewer|higher|lower|better|worse|later|earlier|sooner|longer|shorter|cheaper|dearer) than (?:i|we) (?:had )?(?:thought|expected|feared|hoped|guessed|imagined|assumed|had in mind|remember(?:ed)?))"
SINCE_WHEN = r"(?:(?:,? (?:that one|this one|then|though|at the moment|at the mo|atm|at present|currently|this week|this month|right now|now|today|these days|this year|lately|recently|again|as always|as usual|for us|for me|there|over there|with them|to (?:know|hear|see)|i (?:think|guess|find|must say|have to say|fear)|in my opinion|honestly|really|actually|to be honest|anyway|somehow)))*"
#: What somebody thought before
THOUGHT = r"(?:(?:i|we) (?:had |have )?(?:bet|guessed|thought|expected|hoped|feared|suspected|known|knew|imagined|figured|assumed|believed)|(?:i|we)(?:'d| would) (?:have|'ve) (?:bet|guessed|thought|expected|said)|(?:just |exactly )?as (?:i|we) (?:had )?(?:thought|expected|feared|guessed|hoped|suspected)|thought (?:as much|so)|(?:(?:i|we) )?(?:did not|didn'?t|had not|hadn'?t|would not have|wouldn'?t have|would never have|never) (?:expect(?:ed)?|seen? (?:that|it) coming|thought|think so|guess(?:ed)?|known?)(?: (?:that|it|so))?|(?:that|this|it)(?:'s| is| was) (?:just |exactly |pretty much )?(?:what|as) (?:i|we)(?:'d| would| had)?(?: have|'ve)? (?:said|thought|guessed|expected|feared|bet|figured|hoped|suspected)|who(?:'d| would) have (?:thought|guessed)(?: (?:it|that|so))?|(?:i|we) had (?:a|that) (?:feeling|hunch|suspicion))"
WHICH_HELPS = r"(?:that|this|it) (?:really |also |just )?(?:hurts|helps|makes sense|figures|fits|explains (?:it|that|a lot|everything|much)|surprises me|does not surprise me|worries me|scares me|sounds right|will do|is it|was it|was all|is all)|makes sense|figures|no (?:wonder|surprises?|problem|matter)(?: then| there| here)?"
_THAT = r"(?:(?:it|that|this|they|those|these|that one|this one)(?:'s| is| was| are| were| looks?| sounds?| seems?)|what(?: an?)?)"
#: May be what is asked for
_BARE = r"(?:late|many|much|few|little|low|high|expensive|dear|cheap|enough|less|more|unreliable|clear|right)\W*$"
_REACTION = re.compile(
    rf"^\W*{INTERJECTIONS}(?!{_BARE})(?:(?:{_THAT} )?{VERY}{HOW_IT_IS}{SINCE_WHEN}|{WHICH_HELPS}|{THOUGHT}(?: (?:so|as much|it|that|more|less|worse|better|much))*)\W*$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"(?P<said>[^.!?;…\d]{3,60})[.!;…]+\s+(?=\w)")
_MOST = 2  # sentences


def without_reactions(text: str) -> str:
    """`text` without what its first sentences say of the answer before, where more is said."""
    rest = text
    for _ in range(_MOST):
        said = _HEAD.match(rest)
        if said is None or not _REACTION.match(said["said"]):
            break
        rest = rest[said.end() :]
    return text if _REACTION.match(rest) else rest
