"""The fallback: any brief has a sentence, and it says its brief."""

from __future__ import annotations

from random import Random

from llm.briefs import fixed
from llm.phrasing import random_brief, realise
from llm.render import render
from llm.telling import tell
from llm.tuning.evaluation import judge


def test_a_rendering_says_its_brief_and_nothing_else():
    from llm.instructions import row_of

    rng, failed = Random(5), []
    for _ in range(500):
        brief = random_brief(rng)
        verdict = judge(row_of(brief, ""), realise(brief).text)
        if not (verdict["values"] and verdict["names"]):
            failed.append(render(brief))
    assert not failed, failed[:3]


def test_a_rendering_is_deterministic_and_carries_full_dates():
    rng = Random(8)
    for _ in range(200):
        brief = random_brief(rng)
        assert render(brief) == render(brief)
        for fact in brief.facts:
            if hasattr(fact.value, "year") and any(line.fact_id == fact.id for line in brief.lines):
                assert tell(fact) in render(brief)


def test_a_fixed_brief_renders_as_it_is_worded():
    assert render(fixed("160 of 160 checked.")) == "160 of 160 checked."
