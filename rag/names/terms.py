# ruff: noqa: E501 - a pattern is read on one line
"""Terms of statistics and of the trade, which are nobody's name: "the deciles of the distribution", "EOQ (Wilson formula)"."""

from __future__ import annotations

import re

from rag.names.mentions import Mention

__all__ = ["is_a_term"]

_WORD = (
    r"(?:(?:sub|inter)?distributions?|deciles?|quartiles?|quintiles?|quantiles?|percentiles?|terciles?|medians?|modes?|moments?|kurtosis|skewness|variances?|dispersion|sigmas?"
    r"|bell[- ]curves?|curves?|tails?|cdf|pdf|pmf|eoq|moq|rop|poq|formulas?|formulae|equations?|algorithms?|heuristics?|stochastic\w*|probabilistic|deterministic|gaussian|bayesian|lognormal|binomial|poisson|newsvendor|newsboy"
    r"|p ?\d{1,2}|iqr|min-?max|s,s|abc-?xyz|hi-?lo|wape|smape|mape|mase|rmse|mae|pinball|winkler)"
)
#: Whose name a formula bears
_PERSON = r"(?:wilson|harris|andler|camp|gauss|poisson|croston|syntetos|bernoulli|weibull|pareto|little|silver[- ]meal|wagner[- ]whitin|holt(?:[- ]winters)?|winters|monte[- ]carlo|lorenz|gini|bayes|markov|student|laplace|kolmogorov)(?:'?s)?"
_ITS = r"(?:formula\w*|equation|method|models?|approach|algorithm|rule|law|curve|distribution\w*|procedure|smoothing|simulation|lots?|quantity|principle|process|coefficient|index|statistics?|square[- ]root|eoq|test)"
_SAID = re.compile(rf"(?:\W|\b(?:{_WORD}|{_ITS}|the|a|an|of|and|or|in|by|normal|standard|{_PERSON})\b)*", re.IGNORECASE)
_TERM = re.compile(rf"\b{_WORD}\b", re.IGNORECASE)
#: "Wilson formula", "the EOQ (Wilson)", "the economic order quantity after Andler"
_NAMED_AFTER = re.compile(
    rf"\b(?P<a>{_PERSON})(?:[-–/ ]+{_PERSON})*[- ]+(?:\w+[- ])?{_ITS}\b"
    rf"|\b(?:eoq|economic (?:order|lot|batch)(?:[- ](?:quantity|size))?|optimal (?:order|lot)(?:[- ](?:quantity|size))?|formula|method|distribution|model)\b,? ?(?:\(|(?:after|according to|as per|per|by|of|following|a la|à la|in the sense of) (?:the )?)(?:\w+ ){{0,2}}?(?P<b>{_PERSON})\b",
    re.IGNORECASE,
)


def is_a_term(text: str, name: Mention) -> bool:
    """Is what was taken for the unknown name of a thing no more than a term of statistics or of the trade?"""
    if not _SAID.fullmatch(name.text):
        return False
    if _TERM.search(name.text):
        return True
    return any(m.start() < name.end and name.start < m.end() for m in _NAMED_AFTER.finditer(text))
