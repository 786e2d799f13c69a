"""Questions to plans: names, times and numbers by grammar, the rest by trained heads and rules.

understander = Understander(Catalogue.from_connection(RunStore(workspace).connect()))
understander.plan("and for Lyon?", [{"role": "user", "content": "oat milk 1l in Leeds tomorrow?"}, ...])
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Literal

from rag.measures import ORDER_LINE
from rag.names.catalogue import Catalogue
from rag.names.families import in_full
from rag.names.linking import Linker
from rag.plan import Entities, Plan
from rag.understanding.compose import compose, matter_of_notes
from rag.understanding.counted_sets import counted_and_summed
from rag.understanding.deciding import decide, supposed_by_the_heads
from rag.understanding.followups.again import supposed_ahead
from rag.understanding.followups.answered_back import chosen_question, put_right_beside, still_unknown
from rag.understanding.followups.conversation import resolve
from rag.understanding.followups.going_back import after_the_set
from rag.understanding.followups.in_percent import in_percent
from rag.understanding.followups.longer_waits import over_the_wait
from rag.understanding.followups.lost_orders import without_lost_orders
from rag.understanding.followups.next_place import of_another_place, those_there
from rag.understanding.followups.of_that_promotion import with_its_promotion
from rag.understanding.followups.of_what_was_told import as_it_was_told, asked_of_the_supplier
from rag.understanding.followups.on_promotion import whether_on_promotion
from rag.understanding.followups.order_meant import after_orders
from rag.understanding.followups.part_of_told import part_of_told
from rag.understanding.followups.pointed_at import kept_to_what_is_pointed_at
from rag.understanding.followups.remarks import remarked, remarked_on, without_the_story
from rag.understanding.followups.returning import followed, of_two_figures, said_then, says_the_other, without_place
from rag.understanding.followups.several_told import of_several
from rag.understanding.followups.shut_then import shut_within
from rag.understanding.followups.spoken_of import as_spoken_of
from rag.understanding.followups.their_goods import from_the_firm_before, others_of_theirs, with_their_name
from rag.understanding.followups.told_again import not_told_again
from rag.understanding.followups.told_before import with_what_was_told
from rag.understanding.followups.two_lists import of_two_lists
from rag.understanding.followups.unresolved import called_by_name, points_at_nothing, the_only_one
from rag.understanding.followups.week_beside import a_week_beside
from rag.understanding.followups.which_is_meant import spelt_out
from rag.understanding.followups.year_beside import a_year_beside
from rag.understanding.grounds import NOTHING_ON_IT, asks_something_else, without_grounds
from rag.understanding.message.asked_after import asked_after
from rag.understanding.message.described import NotesFound, described, told_of_it
from rag.understanding.message.focus import (
    asking_part,
    whatever_becomes_of_them,
    with_the_number_meant,
    with_the_prices_meant,
)
from rag.understanding.message.headed_by import begins, headed_by, set_off
from rag.understanding.message.lexicon import is_english, is_slip, lexicon, rarity
from rag.understanding.message.masking import Masked, Masker
from rag.understanding.message.naming_figures import names_a_figure
from rag.understanding.message.near_notes import near_notes
from rag.understanding.message.note_evidence import speak_of, uncommon, with_notes
from rag.understanding.message.note_topics import NOTE_TOPIC, NOTE_WORD, WRITTEN, asked_text
from rag.understanding.message.set_aside import without_purposes, without_what_is_set_aside
from rag.understanding.message.talk import without_talk
from rag.understanding.message.that_day_meant import by_that_day, up_to_that_day
from rag.understanding.message.tidying import tidy
from rag.understanding.message.widening import widened
from rag.understanding.note_and_figure import note_and_figure
from rag.understanding.parts import clauses, joined
from rag.understanding.plans.asked_unit import asked_back_about_the_unit, in_that_sort, other_unit
from rag.understanding.plans.both_ends import of_both_ends
from rag.understanding.plans.coming_in import coming_in
from rag.understanding.plans.counted_values import in_counts
from rag.understanding.plans.definitions import definition
from rag.understanding.plans.left_out import is_left_out, replaced
from rag.understanding.plans.listed_windows import listed_windows
from rag.understanding.plans.out_of import shares_out_of
from rag.understanding.plans.overviews import overview
from rag.understanding.plans.past_forecasts import of_past_forecasts
from rag.understanding.plans.places import listed_in_one_store
from rag.understanding.plans.prices_and_sales import of_selling_prices
from rag.understanding.plans.whole_and_part import whole_and_part
from rag.understanding.rules import read_by_rule
from rag.understanding.shipped import shipped_reader, shipped_tagger
from rag.understanding.turn import Turn, exchanges
from rag.understanding.words.amounts import read_amounts
from rag.understanding.words.classes import today_and_later
from rag.understanding.words.loose_suppositions import sold_while_shut
from rag.understanding.words.topics import is_injection

if TYPE_CHECKING:
    from rag.understanding.encoder import Reader

    _Reader = Reader | Literal["shipped"] | None

__all__ = ["Understander"]

_SPOKEN_OF = re.compile(
    r"\b(?:it|its|them|those|these|that one|this one"
    r"|(?:that|this|such an|the) (?:order|request|quantity|delivery|many|product))\b"
)
#: "We launch Pomelina Quince on Monday. What can I promise the brand?": what is launched is what is asked of
_LAUNCHED = re.compile(
    r"\b(?:launch\w*|introduc\w*|bring\w* out|roll(?:s|ing)? out|list(?:s|ing)? (?:the |a )?new"
    r"|start(?:s|ing)? (?:to sell|selling|with)|debut\w*|test(?:ing)?|new(?:ly)?|tak\w+ on|add(?:s|ing)?"
    r"|we (?:carry|stock|sell|list|keep))\b",
    re.IGNORECASE,
)
_FRAGMENT, _SHORT = 2, 6  # words
_CONVERSATIONS = 512  # beginnings of conversations whose reading is kept


@dataclass(frozen=True)
class _Spoken:
    """A conversation so far: its plans, that of the last message, what was told on it, and all answers."""

    plans: tuple[Plan, ...] = ()
    last: Plan | None = None
    told: str = ""
    answers: tuple[str, ...] = ()


class Understander:
    """Plans for one catalogue; make a new one when another run is served."""

    def __init__(self, catalogue: Catalogue, reader: _Reader = "shipped", notes: NotesFound | None = None) -> None:
        self.catalogue, self.notes = catalogue, notes
        self.reader = shipped_reader() if reader == "shipped" else reader
        tagger = None if reader is None else shipped_tagger()
        self.masker = Masker(Linker(catalogue, lexicon(), is_english, is_slip), catalogue.calendar, tagger)
        self._spoken_of = lru_cache(maxsize=_CONVERSATIONS)(self._after)
        is_english("stock")  # loads the dictionary now rather than at the first question,
        rarity("stock")  # and counts the words of the corpus

    @classmethod
    def from_connection(cls, connection: Any, country: str = "", notes: NotesFound | None = None) -> Understander:
        return cls(Catalogue.from_connection(connection, country or None), notes=notes)

    def plan(self, question: str, history: Sequence[Mapping[str, str]] = ()) -> Plan:
        """The plan of `question` after the turns of `history` ({"role", "content"}, oldest first)."""
        spoken = self._spoken_of(tuple(exchanges(history)))
        plan = after_orders(
            question, spoken.plans, spoken.last, spoken.told, partial(self._meant, answers=spoken.answers)
        )
        return self._in_the_unit_asked(plan, sort, bool(spoken.plans)) if (sort := other_unit(plan)) else plan

    def _after(self, told: tuple[tuple[str, str], ...]) -> _Spoken:
        """What the messages of a conversation and the answers to them were about; each is read once."""
        if not told:
            return _Spoken()
        before, (said, answer) = self._spoken_of(told[:-1]), told[-1]
        read = partial(self._meant, answers=before.answers)
        last = as_spoken_of(after_orders(said, before.plans, before.last, before.told, read))
        last = with_what_was_told(last, answer, self.catalogue, self.masker.linker.link)
        empty = last.intent == "no_data" and last.entities == Entities() and bool(before.plans)
        none = last.intent in ("refuse", "help", "define") or empty  # what was before is spoken of still
        plans = before.plans if none else (*before.plans, last)
        return _Spoken(plans, last, answer, (*before.answers, answer))

    def _in_the_unit_asked(self, plan: Plan, sort: str, follows: bool) -> Plan:
        """A plan that tells nothing of the sort that was asked for: what notes say of it, or a question back."""
        if (same := in_that_sort(plan, sort)) is not None:
            return same
        turn = self.read(plan.question, follows)
        if not follows and uncommon(turn.masked.text) and speak_of(turn.masked, self.catalogue):
            return compose(turn.masked, turn.reading.with_(intent="notes"), turn.amounts, self.catalogue)
        return asked_back_about_the_unit(plan, sort)

    def _meant(self, question: str, plans: Sequence[Plan], last: Plan | None, *, answers: Sequence[str] = ()) -> Plan:
        """The plan of `question` in a conversation, where its words as a whole say what is meant."""
        question = over_the_wait(without_lost_orders(question, self.masker), plans, self.masker)
        plan = self._next(asked_of_the_supplier(question, plans), plans, last, answers=answers)
        plan = whether_on_promotion(of_past_forecasts(of_selling_prices(plan)), plans)
        return kept_to_what_is_pointed_at(as_it_was_told(plan, plans), plans)

    def _next(self, question: str, plans: Sequence[Plan], last: Plan | None, *, answers: Sequence[str]) -> Plan:
        """The plan of `question` after those of the conversation so far; `last` is that of the message before."""
        turn = self.read(question, follows=bool(plans))
        if (nothing := remarked(turn, plans, last, self.catalogue)) is not None:
            return nothing
        said = remarked_on(turn, plans) or without_the_story(turn, plans)
        turn = self.read(said, follows=True) if said else turn
        if plans and (spelt := self._spelt_out(turn, plans, answers)):
            question, turn = spelt, self.read(spelt, follows=True)
        elif plans and (rest := after_the_set(question)) is not None:
            turn = self.read(rest, follows=True)
        turn = said_then(turn, plans, self.catalogue)
        turn = a_week_beside(a_year_beside(turn, plans, self.catalogue), plans, self.catalogue)
        if last is not None and (whole := chosen_question(turn, last, self.catalogue)) is not None:
            before = next((p for p in reversed(plans) if p is not last), None)
            chosen = self._whole(self.read(whole, follows=before is not None), before)
            return put_right_beside(chosen, turn)
        if last is not None and (unknown := still_unknown(turn, last)) is not None:
            return unknown
        whole = None if plans else the_only_one(turn, self.catalogue) or called_by_name(turn, self.catalogue)
        if whole is not None:
            turn = self.read(whole)
        if (noted := self._described(turn)) is not None:
            return noted
        if not plans:
            return points_at_nothing(turn, self.catalogue) or self._whole(turn, None)
        plans = plans[:-1] if plans[-1].intent == "clarify" and len(plans) > 1 else plans  # it was not answered
        if (several := of_several(turn, plans)) is not None:
            return several
        if (part := part_of_told(turn, plans) or of_another_place(turn, plans) or those_there(turn, plans)) is not None:
            return part
        if (named := with_their_name(turn, plans[-1], self.catalogue)) is not None:
            theirs = self._whole(self.read(named), None)
            return others_of_theirs(theirs, turn, plans[-1], self.catalogue)
        if (firm := from_the_firm_before(turn, plans, self.catalogue)) is not None:
            return self._whole(self.read(firm), None)
        earlier = followed(turn, question, plans)
        apart = earlier is not None and earlier is not plans[-1] and earlier.intent not in ("rank", "list")
        placed = turn.plan.intent == "rank" or says_the_other(question)
        if apart and placed and (plain := without_place(question)) != question:
            turn = self.read(plain, follows=True)  # "the first product" is no ranking here
        combined = of_two_figures(turn, plans) if earlier is plans[-1] else None
        plan = combined or of_two_lists(turn, plans, self.catalogue) or self._whole(turn, earlier)
        return not_told_again(turn, supposed_ahead(turn, plan, plans), plans[-1])

    def _described(self, turn: Turn) -> Plan | None:
        """The plan of a message about what it calls by what a note tells of it."""
        question, notes = turn.masked.question, self.notes
        it = described(question, lambda said: self.masker(tidy(said)), self.catalogue, notes) if notes else None
        if it is None or isinstance(it, Plan):
            return it
        return told_of_it(self._whole(self.read(it.asked), None) if it.asked else None, it, question)

    def _spelt_out(self, turn: Turn, plans: Sequence[Plan], answers: Sequence[str]) -> str | None:
        """The message with the whole names of what it says by half; None of any other."""
        if spelt := spelt_out(turn, plans, answers, self.catalogue):
            return spelt
        asked = tidy(turn.masked.question)
        put = in_full(asked, self.masker(asked).mentions, self.masker.linker.index, plans[-1].entities.products)
        return with_its_promotion(turn.masked.question, plans[-1], self.catalogue) if put == asked else put

    def _whole(self, turn: Turn, earlier: Plan | None) -> Plan:
        """The plan of a message after the one that it follows, with all its questions."""
        if (seen := definition(turn, earlier) or overview(turn, earlier, self.catalogue)) is not None:
            return seen
        whole, question = self._resolved(turn, earlier), turn.masked.question
        if (counted := in_counts(whole, turn.masked.text) or coming_in(whole, turn.masked)) is not None:
            return counted
        split = counted_and_summed(turn, whole, self.catalogue) or today_and_later(whole, turn.masked.text)
        if split is not None:
            return split
        if (held := in_percent(turn, whole, earlier)) is not None:
            return held
        both = whole_and_part(whole, turn.masked.text) or shares_out_of(whole, turn.masked)
        both = both or of_both_ends(whole, turn.masked.text)
        both = both or shut_within(turn, whole, self.catalogue.calendar)
        if both is not None:
            return both
        text = without_what_is_set_aside(tidy(question))
        text = without_talk(
            text, [(at, at + len(m.text)) for m in turn.masked.mentions if (at := text.find(m.text)) >= 0]
        )
        said = clauses(text, [(m.start, m.end) for m in turn.masked.mentions])
        plan = listed_in_one_store(joined(said, whole, earlier, self._single))
        plan = note_and_figure(turn, plan, self._single, self.catalogue, self.notes) if earlier is None else plan
        return plan if plan.also or plan is not turn.plan else self._of_each_window(turn)

    def _of_each_window(self, turn: Turn) -> Plan:
        """ "Tomorrow, and the next seven days": the same value in each."""
        plan, masked = turn.plan, turn.masked
        if (
            plan.intent not in ("value", "compare")
            or plan.second_window
            or len(masked.windows) < 2
            or not listed_windows(masked.text)
        ):
            return plan
        each = [
            compose(replace(masked, windows=(w,)), turn.reading.with_(intent="value"), turn.amounts, self.catalogue)
            for w in masked.windows[:3]
        ]
        return (
            each[0].with_(also=tuple(each[1:])) if len({(p.window, p.measures, p.filters) for p in each}) > 1 else plan
        )

    def _single(self, question: str, earlier: Plan | None) -> tuple[Turn, Plan]:
        """A question and its plan, read as one."""
        turn = self.read(question, follows=earlier is not None)
        return turn, self._resolved(turn, earlier)

    def _resolved(self, turn: Turn, earlier: Plan | None) -> Plan:
        if earlier is not None and not asks_something_else(turn):
            resolved = resolve(turn, earlier, self.catalogue)
            if resolved is not turn.plan:
                return resolved
        if turn.plan.measures in (("next_event",), ("gap_to_number",)):
            return turn.plan
        return without_grounds(turn) or self._standing_alone(turn)

    def _standing_alone(self, turn: Turn) -> Plan:
        if turn.plan.measures[:1] and turn.plan.measures[0] in ORDER_LINE:
            return turn.plan  # "is any delivery of it overdue?": read from the words alone
        if matter_of_notes(turn.masked, turn.reading, turn.amounts, self.catalogue):
            unheard = uncommon(turn.masked.text) and not (
                NOTE_WORD.search(turn.masked.text)
                or NOTE_TOPIC.search(turn.masked.text)
                or WRITTEN.search(turn.masked.text)
            )
            if unheard and not speak_of(turn.masked, self.catalogue):
                return turn.plan.with_(intent="no_data", problem=NOTHING_ON_IT, measures=(), window=None, filters=())
            return compose(turn.masked, turn.reading.with_(intent="notes"), turn.amounts, self.catalogue)
        return turn.plan

    def read(self, question: str, follows: bool = False) -> Turn:
        """Everything that one question says by itself; `follows` where another went before it."""
        masked = with_notes(self._focused(question), self.catalogue)
        amounts = read_amounts(masked.text)
        kinds: dict[str, int] = {}
        for mention in masked.mentions:
            if (mention.kind == "product" and is_left_out(masked, mention)) or replaced(masked, mention):
                continue
            kinds[mention.kind] = kinds.get(mention.kind, 0) + 1
        rules = read_by_rule(masked.text, amounts, masked.tense, kinds, masked.of_notes)
        if is_injection(tidy(question).lower()) and rules.topic != "injection":
            rules = rules.with_(topic="injection", intent="refuse")  # told before, or after, what is asked
        words = len(masked.text.split())
        supposed = bool(rules.scenario) and not NOTE_WORD.search(masked.question.lower())
        settled = (not kinds and words <= _FRAGMENT) or supposed
        leaning = 0.0
        if self.reader is None or settled:
            reading = rules
        else:
            text = asked_text(masked, rules)
            guess = self.reader(text, rules, follows)
            leaning = guess.choices["flags"]["follow_up"] * guess.choices["topic"]["ours"] if follows else 0.0
            if noted := near_notes(masked, guess, self.notes if kinds or not follows else None):
                masked, rules = noted, rules.with_(intent="notes", topic="ours", statistic="total", order="", sort="")
            reading = decide(rules, guess, text, bool(masked.of_notes))
            bare = follows and rules.weak and words <= _SHORT
            if bare and reading.intent == "value" and set(reading.measures) <= {"expected_sales"}:
                reading = rules  # "and the Galway shop?": what is asked is what was asked before
            if bare and _NAME_ALONE.match(masked.text):
                reading = rules  # "Dublin", "and Dublin?"
            if loose := supposed_by_the_heads(amounts, guess):
                amounts = loose
                reading = rules = read_by_rule(masked.text, amounts, masked.tense, kinds, masked.of_notes)
        if reading.intent == "notes" and sold_while_shut(masked.text):
            reading = reading.with_(intent="value", measures=("expected_sales",), topic="ours", weak=False)
        one = kinds.get("product") == 1 and kinds.get("store") == 1
        if one and reading.intent in ("list", "rank", "count") and rules.intent == "value" and not rules.weak:
            reading = rules  # of one product in one store there is no list, and nothing to count
        if reading.intent == "compare" and set(reading.measures) <= {"trend", "peak_weekday"} and reading.measures:
            single = all(n == 1 for n in kinds.values())  # "against the 28 days before" is what a trend tells
            reading = reading.with_(intent="value", order="", sort="") if single and kinds.get("product") else reading
        return Turn(masked, reading, amounts, compose(masked, reading, amounts, self.catalogue), rules, leaning)

    def _focused(self, question: str) -> Masked:
        """The part of a message that asks, with names and times of the rest where it has none."""
        plain = with_the_prices_meant(without_what_is_set_aside(without_purposes(tidy(question))))
        plain = whatever_becomes_of_them(plain, names_a_figure)
        plain, whole, wider = widened(plain, self.masker)
        if (full := in_full(plain, whole.mentions, self.masker.linker.index)) != plain:
            plain, whole = full, self.masker(full)
        meant = with_the_number_meant(plain, [(m.start, m.end) for m in whole.mentions])
        if meant != plain:
            plain, whole = meant, self.masker(meant)
        told, of_told = plain, whole.unknown
        said = without_talk(plain, [(m.start, m.end) for m in whole.mentions])
        if said != told:
            plain, whole = said, self.masker(said)
        parts = asking_part(plain, [(m.start, m.end) for m in whole.mentions], names_a_figure)
        if parts == [(0, len(plain))]:
            if said != told and not whole.unknown and "product" not in {m.kind for m in whole.mentions}:
                whole = replace(whole, unknown=asked_after(told, of_told, whole.text))
            return replace(up_to_that_day(whole, whole, self.catalogue.calendar), question=question, wider=wider)
        elsewhere = {m.kind for m in whole.mentions if not m.ambiguous}
        asked = self.masker(" ".join(plain[a:b].strip() for a, b in parts), elsewhere)
        asked = up_to_that_day(asked, whole, self.catalogue.calendar)
        kinds = {m.kind for m in asked.mentions}
        beside = [m for m in whole.mentions if not any(a <= m.start < b for a, b in parts)]
        added = tuple(
            m
            for m in beside
            if m.kind not in kinds
            and (not m.ambiguous or (m.end <= parts[0][0] and (set_off(m.text) or begins(plain, m))))
        )
        if not asked.unknown:
            others = {m.kind for m in (*asked.mentions, *added)}
            asked = replace(asked, unknown=headed_by(plain, whole.unknown, asked.text, others))
        windows = asked.windows or by_that_day(asked.text, whole.windows, self.catalogue.calendar)
        if not asked.unknown and "product" not in {m.kind for m in (*asked.mentions, *added)}:
            pointed = _SPOKEN_OF.search(asked.text) or _LAUNCHED.search(plain)
            named = [m for m in whole.unknown if " " in m.text and m.text[:1].isupper()] if pointed else []
            asked = replace(asked, unknown=tuple(named) or asked_after(told, of_told, asked.text))
        mentions = asked.mentions + added
        return replace(asked, question=question, mentions=mentions, windows=windows, wider=wider)


_NAME_ALONE = re.compile(r"^\W*(?:and |or |for |in |at |from |what about |how about |the |our )*\[\w+\]\W*$")
