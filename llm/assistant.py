"""The assistant: understand, gather, write, verify, return.

    assistant = Assistant(Workspace("workspace"))
    assistant.ask("What must I order today for Leeds?").answer

    for piece in assistant.stream("..."):      # checked sentences as text, then the `Answer`
        ...

One instance serves any number of threads: understanding and queries run side by side, sentences are decoded one
at a time, and where more answers are asked for than the model can write (`assistant.writing_at_once`) the others are
rendered from their facts. A new run is served from the next question on.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from data.workspace import Workspace
from llm.answer import Answer, Sentence, evidence_parts, text_of
from llm.conversations import Conversations, Turn, read_history
from llm.followups import followups
from llm.notices import age_notice, condition_facts, span_facts
from llm.settings import AssistantSettings, WriterSettings, assistant_settings, writer_settings
from rag.facts import Evidence, Fact
from rag.plan import Plan

if TYPE_CHECKING:
    from llm.briefs import Brief
    from llm.composing import Composed
    from llm.generation import Writer
    from llm.verify import Verifier
    from rag.gather import Gatherer
    from rag.understanding import Understander

__all__ = ["Assistant"]

log = logging.getLogger(__name__)
_UNSET: Any = object()
_BROKEN = (
    "I could not look that up because of a fault of mine; it is in the log. Please put the question in other words."
)


class Assistant:
    """Answers questions about one workspace. Parts that are not given are made when they are first needed."""

    def __init__(
        self,
        workspace: Workspace,
        writer: Writer | None = _UNSET,
        understander: Understander | None = None,
        gatherer: Gatherer | None = None,
        settings: WriterSettings | None = None,
        options: AssistantSettings | None = None,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
    ) -> None:
        self.workspace = workspace
        self.settings = writer_settings(workspace, settings)
        self.options = options or assistant_settings(workspace)
        self.today = today
        self.conversations = Conversations(self.options.conversations, self.options.turns)
        self._writer = writer
        self._understander = ("", understander) if understander is not None else None  # "": whatever the run
        self._gatherer = gatherer
        self._verifier: tuple[str, Verifier] | None = None
        self._lock = threading.RLock()
        self._at_work = 0  # answers that the model is writing

    # ---- parts ----------------------------------------------------------------------------------

    @property
    def writer(self) -> Writer | None:
        with self._lock:
            if self._writer is _UNSET:
                from llm.generation import make_writer

                self._writer = make_writer(self.settings)
            return self._writer

    @property
    def gatherer(self) -> Gatherer:
        with self._lock:
            if self._gatherer is None:
                from rag.gather import Gatherer

                self._gatherer = Gatherer(self.workspace)
            return self._gatherer

    @property
    def understander(self) -> Understander:
        """Reads questions with the names and dates of the served run; made anew when that changes."""
        with self._lock:
            run_id = self.gatherer.store.served()
            if self._understander is None or self._understander[0] not in (run_id, ""):
                from data.settings import BusinessSettings, load
                from rag.understanding import Understander

                country = load(self.workspace, "business", BusinessSettings).country
                connection = self.gatherer.store.connect(run_id)
                self._understander = (run_id, Understander.from_connection(connection, country, self.gatherer))
            return self._understander[1]

    def verifier(self, run_id: str) -> Verifier:
        """The check with the names of the catalogue; made anew when the run changes."""
        with self._lock:
            if self._verifier is None or self._verifier[0] != run_id:
                from llm.evaluation.scoring import Names
                from llm.verify import Verifier
                from llm.verify.roles import load_roles

                with self.gatherer.store.connect(run_id or None) as connection:
                    names = Names.read(connection).everything
                self._verifier = (run_id, Verifier(names, load_roles()))
            return self._verifier[1]

    def reload(self) -> None:
        """Forget what is open (after new data, a new run, new notes or a new adapter)."""
        with self._lock:
            self._verifier = None
            if self._understander is not None and self._understander[0]:
                self._understander = None
            if self._gatherer is not None:
                self._gatherer.reload()

    def warm_up(self) -> dict[str, float]:
        """Load every part now rather than at the first question; seconds per part."""
        spent = {}
        for name in ("gatherer", "understander", "writer"):
            began = time.perf_counter()
            getattr(self, name)
            spent[name] = round(time.perf_counter() - began, 3)
        return spent

    def model_info(self) -> dict[str, Any]:
        writer = self.writer
        return writer.info() if writer is not None else {"name": None, "adapter": None}

    # ---- answering ------------------------------------------------------------------------------

    def ask(self, question: str, history: Sequence[Turn] | None = None, conversation_id: str | None = None) -> Answer:
        """The whole answer."""
        answer: Answer | None = None
        for piece in self.stream(question, history, conversation_id):
            if isinstance(piece, Answer):
                answer = piece
        assert answer is not None  # noqa: S101 - `stream` always ends with it
        return answer

    def stream(
        self, question: str, history: Sequence[Turn] | None = None, conversation_id: str | None = None
    ) -> Iterator[str | Answer]:
        """Checked sentences as they are ready, then the `Answer`.

        Earlier turns come from `history`, else from the conversation of that id. The age of an old run is announced
        in the first answer of a conversation only.
        """
        began = time.perf_counter()
        question = " ".join(question.split())[: self.options.max_question_chars]
        turns = read_history(history, self.options.turns) if history else self.conversations.history(conversation_id)
        plan, evidence, timings = self._prepare(question, turns)
        age = ("", ()) if turns else age_notice(evidence, self.today(), self.options.stale_after_days)
        sentences: list[Sentence] = []
        claims: list[dict[str, Any]] = []
        try:
            told = self._planned(plan, evidence, age)
        except Exception:
            log.exception("the facts of a plan could not be put in order: %s", plan)
            evidence = Evidence("no_data", messages=(_BROKEN,), run_id=evidence.run_id)
            told = self._planned(plan, evidence, age)
        for composed in self._compose(told, evidence):
            if not sentences:
                timings["first_sentence"] = _ms(began)
            sentences.append(composed.sentence)
            claims += [c.to_dict() for c in composed.claims]
            yield composed.sentence.text
        timings["total"] = _ms(began)
        timings["write"] = round(timings["total"] - timings["understand"] - timings["gather"], 2)
        parts = self._parts(plan, evidence, age, told)
        answer = self._answer(question, plan, parts, sentences, claims, timings, conversation_id or "")
        self.conversations.add(conversation_id, question, answer.answer)
        yield answer

    def _prepare(self, question: str, turns: list[dict[str, str]]) -> tuple[Plan, Evidence, dict[str, float]]:
        """Plan, evidence, and the milliseconds that both took."""
        began = time.perf_counter()
        plan = self._understood(question, turns)
        understood = time.perf_counter()
        evidence = self._gathered(plan)
        timings = {k: v for k, v in evidence.timings_ms.items() if k != "gather"}
        timings["understand"] = round(1000 * (understood - began), 2)
        timings["gather"] = _ms(understood)
        return plan, evidence, timings

    def _understood(self, question: str, turns: list[dict[str, str]]) -> Plan:
        understander = self.understander
        try:
            return understander.plan(question, turns)
        except QuartermasterError:
            raise
        except Exception:  # one question that breaks us is answered as such; the log has the rest
            log.exception("a question could not be read")
            return Plan("no_data", question=question, problem=_BROKEN)

    def _gathered(self, plan: Plan) -> Evidence:
        gatherer = self.gatherer
        try:
            return gatherer.gather(plan)
        except QuartermasterError:
            raise
        except Exception:
            log.exception("a plan could not be answered: %s", plan)
            return Evidence("no_data", messages=(_BROKEN,), run_id=gatherer.store.served() or "")

    @staticmethod
    def _planned(plan: Plan, evidence: Evidence, age: tuple[str, tuple[Fact, ...]]) -> list[Brief]:
        from llm.briefs import briefs, fixed

        told = briefs(plan, evidence)
        lines = any(b.opens for b in told)
        return [*told, *([replace(fixed(age[0], facts=age[1]), opens=lines)] if age[0] else [])]

    def _compose(self, told: Sequence[Brief], evidence: Evidence) -> Iterator[Composed]:
        from llm.composing import compose

        options, verifier = self.options, self.verifier(evidence.run_id)
        if all(b.kind == "fixed" for b in told):
            yield from compose(told, None, verifier, options.retries, options.max_sentences_by_model)
            return
        with self._turn() as writer:
            yield from compose(told, writer, verifier, options.retries, options.max_sentences_by_model)

    @contextmanager
    def _turn(self) -> Iterator[Writer | None]:
        """The model, or None while it writes as many answers as are allowed: nobody waits a minute for wording."""
        with self._lock:
            admitted = self._at_work < self.options.writing_at_once
            self._at_work += admitted
        try:
            yield self.writer if admitted else None
        finally:
            with self._lock:
                self._at_work -= admitted

    def _answer(
        self,
        question: str,
        plan: Plan,
        parts: dict[str, Any],
        sentences: Sequence[Sentence],
        claims: Sequence[dict[str, Any]],
        timings: dict[str, float],
        conversation_id: str,
    ) -> Answer:
        worded = [s for s in sentences if s.composer != "fixed"]
        by_model = bool(worded) and all(s.composer == "llm" for s in worded)
        return Answer(
            question=question,
            answer=text_of(sentences),
            claims=tuple(claims),
            plan=plan,
            verified=True,
            composer="llm" if by_model else "fallback",
            timings_ms={k: round(v, 2) for k, v in timings.items()},
            model=self.model_info() if worded else {},
            sentences=tuple(sentences),
            data_hash=self._data_hash(parts["run_id"]),
            conversation_id=conversation_id,
            **parts,
        )

    def _parts(
        self, plan: Plan, evidence: Evidence, age: tuple[str, tuple[Fact, ...]], told: Sequence[Brief]
    ) -> dict[str, Any]:
        """What goes from the evidence into the answer as it is, with the facts of the answer's own sentences."""
        own = age[1] + condition_facts(plan, evidence.run_id) + tuple(f for b in told for f in b.facts)
        if evidence.status == "no_data":
            own += span_facts(self.gatherer.view, (*evidence.messages, plan.problem))
        known = {f.id for f in evidence.facts}
        beside = {f.id: f for f in own if f.id not in known}
        parts = evidence_parts(evidence)
        parts["facts"] = (*evidence.facts, *beside.values())
        if age[0]:
            parts["messages"] = (*evidence.messages, age[0])
        if evidence.run_id:
            parts["suggestions"] = followups(plan, evidence.status, evidence.rows, self.gatherer.view)
        return parts

    def _data_hash(self, run_id: str) -> str:
        if not run_id:
            return ""
        return str(self.gatherer.store.manifest(run_id).get("data_hash") or "")


def _ms(began: float) -> float:
    return round(1000 * (time.perf_counter() - began), 2)
