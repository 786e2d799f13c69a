"""The check: no sentence reaches the screen unless every value in it is a fact told in its role. Fails closed.

verdict = Verifier(names).check(sentence, brief)
verdict.ok, verdict.problems, verdict.claims
"""

from __future__ import annotations

from llm.verify.check import Claim, Verdict, Verifier

__all__ = ["Claim", "Verdict", "Verifier"]
