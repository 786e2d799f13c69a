"""What happens in the Assistant tab: asking, repeating, restoring, rating. Holds no state of any visitor."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import zip_longest
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from ui.app.answer_table import answer_chart, answer_columns, answer_frame
from ui.app.exports import csv_file
from ui.app.localised import Localised
from ui.app.marking import answer_html, badge_html, sources_html
from ui.app.tables import grid, widths
from ui.app.visitor import visitor
from ui.conversations import Conversations

if TYPE_CHECKING:
    from ui.services import Services

__all__ = ["NO_SOURCES", "SUGGESTED", "Asking", "messages", "rendered"]

log = logging.getLogger("quartermaster.chat")
SUGGESTED = 5  # questions offered below the chat
SHOWN_ROWS = 500  # rows of the table on screen; the export holds all
NO_SOURCES = "<p>The source of every figure appears here. Click a marked figure to see its cell.</p>"
NO_RUN = "There is nothing to answer from yet. Load your data and make a run in the *Data* tab, then ask again."
FAULT = "Something went wrong on our side; the log has the details. Please try again."

Turns = list[dict[str, Any]]
Updates = dict[Any, Any]


class Asking:
    """Event handlers; `ui` has the components, each handler returns updates of some of them."""

    def __init__(self, services: Services, ui: SimpleNamespace) -> None:
        self.services = services
        self.ui = ui
        self.local = Localised.of(services.workspace)

    @property
    def conversations(self) -> Conversations:
        """Those of the visitor: nobody sees or continues a conversation of somebody else."""
        return Conversations(self.services.workspace, visitor().name)

    def examples(self) -> list[str]:
        """Questions about things that this workspace has."""
        fixed = ["What do I have to order today?", "Which products run out within the next 7 days?"]
        try:
            row = self.services.query(
                "SELECT p.name AS product, s.name AS store FROM forecasts f JOIN products p USING (product_id) "
                "JOIN stores s USING (store_id) WHERE f.target = 'sales' GROUP BY ALL ORDER BY sum(f.mean) DESC LIMIT 1"
            ).iloc[0]
        except (QuartermasterError, IndexError):
            return fixed
        product, store = row["product"], row["store"]
        return [
            f"How many units of {product} will {store} sell over the next 7 days?",
            *fixed,
            f"Top 5 products in {store} by forecast sales next week",
            f"How many days will the stock of {product} in {store} last?",
        ]

    def ask(self, question: str, conversation: str) -> Iterator[Updates]:
        """The next turn of a conversation; the first of a new one where there is none yet."""
        try:
            turns = self.conversations.load(conversation) if conversation else []
        except QuartermasterError:  # nothing is written over a file that cannot be read
            turns, conversation = [], ""
        yield from self._ask(question, turns, conversation)

    def _ask(self, question: str, turns: Turns, conversation: str) -> Iterator[Updates]:
        """Stream one turn: sentences as they are verified, then everything that belongs to the answer."""
        ui, question = self.ui, (question or "").strip()
        if not question:
            yield {ui.box: ""}
            return
        # After the first step of a stream the visitor is no longer known.
        conversations = self.conversations
        if self.services.workspace.current_run() is None:
            yield {
                ui.chat: [{"role": "user", "content": question}, {"role": "assistant", "content": NO_RUN}],
                ui.box: "",
            }
            return
        conversation = conversation or conversations.new_id()
        shown = [*rendered(turns), {"role": "user", "content": question}]
        said: list[str] = []
        answer: dict[str, Any] | None = None
        yield {ui.chat: shown, ui.box: ""}
        try:
            for event in self.services.stream(question, messages(turns), f"{conversations.user}:{conversation}"):
                if isinstance(event, str):
                    said.append(event)
                    yield {ui.chat: [*shown, {"role": "assistant", "content": " ".join(said)}]}
                else:
                    answer = event.to_dict()
        except QuartermasterError as error:
            yield {ui.chat: [*shown, {"role": "assistant", "content": str(error)}]}
            return
        except Exception:
            log.exception("a question could not be answered")
            yield {ui.chat: [*shown, {"role": "assistant", "content": FAULT}]}
            return
        if answer is None:
            raise RuntimeError("the stream ended without an answer")
        turns = [*turns, {"question": question, "answer": answer}]
        conversations.save(conversation, turns)
        yield self._shown(turns, conversation, conversations)

    def retry(self, conversation: str) -> Iterator[Updates]:
        """Ask the last question again."""
        turns = self._turns(conversation)
        if turns:
            yield from self._ask(turns[-1]["question"], turns[:-1], conversation)

    def edit(self, conversation: str, message: Any, text: Any) -> Iterator[Updates]:
        """Ask a changed question in the place of message number `message`; what came after it is dropped."""
        at = message[0] if isinstance(message, (list, tuple)) else int(message)
        yield from self._ask(str(text or ""), self._turns(conversation)[: at // 2], conversation)

    def undo(self, conversation: str) -> Updates:
        """Take the last question back."""
        turns = self._turns(conversation)
        if len(turns) < 2:
            return self.remove(conversation)
        conversations = self.conversations
        conversations.save(conversation, turns[:-1])
        return {**self._shown(turns[:-1], conversation, conversations), self.ui.box: turns[-1]["question"]}

    def show(self, conversation: str) -> Updates:
        """A stored conversation, or an empty one."""
        turns = self._turns(conversation)
        return self._shown(turns, conversation if turns else "", self.conversations)

    def restore(self, conversation: str) -> Updates:
        """The conversation that the browser held when the page opens; where there is none, what is on it stays.

        A question may have been asked before this reply comes.
        """
        if self._turns(conversation):
            return self.show(conversation)
        import gradio as gr

        return {self.ui.picker: gr.update(choices=self.conversations.list()), **self._suggestions([])}

    def _turns(self, conversation: str) -> Turns:
        """The stored turns of the visitor's conversation; none where it is new, gone or somebody else's."""
        try:
            return self.conversations.load(conversation) if conversation else []
        except QuartermasterError:
            return []

    def remove(self, conversation: str) -> Updates:
        if conversation:
            self.conversations.delete(conversation)
        return self.show("")

    def rate(self, conversation: str, comment: str, rating: int) -> str:
        import gradio as gr

        turns = self._turns(conversation)
        if not turns:
            gr.Info("Ask something first.")
            return comment
        self.services.feedback(turns[-1]["answer"], rating, comment, visitor().name)
        gr.Info("Thank you, noted.")
        return ""

    def _shown(self, turns: Turns, conversation: str, conversations: Conversations) -> Updates:
        """The conversation with the sources, chart, table, export and follow-ups of its last answer."""
        import gradio as gr

        ui, answer = self.ui, turns[-1]["answer"] if turns else None
        return {
            ui.chat: rendered(turns),
            ui.sources: sources_html(answer) if answer else NO_SOURCES,
            **self._table(answer),
            ui.conversation: conversation,
            ui.picker: gr.update(choices=conversations.list(), value=conversation or None),
            **self._suggestions(list((answer or {}).get("suggestions") or [])),
        }

    def begin(self) -> Updates:
        """What only the server knows of a new conversation: the questions to begin with. The page clears the rest."""
        return self._suggestions([])

    def _suggestions(self, followups: list[str]) -> Updates:
        """Follow-ups of the last answer, or examples."""
        import gradio as gr

        questions = followups or self.examples()
        return {
            self.ui.suggesting: "Follow-ups" if followups else "Try one of these",
            **{
                button: gr.update(value=question or "", visible=question is not None)
                for button, question in zip_longest(self.ui.suggested, questions[:SUGGESTED])
            },
        }

    def _table(self, answer: dict[str, Any] | None) -> Updates:
        import gradio as gr

        ui, hidden = self.ui, gr.update(visible=False)
        frame = answer_frame(answer) if answer else None
        if answer is None or frame is None or frame.empty:
            return {ui.chart: hidden, ui.table: hidden, ui.export: hidden}
        columns = answer_columns(frame, answer)
        shown = grid(frame.head(SHOWN_ROWS), columns, self.local)
        label = f"Table behind the answer ({len(frame)} rows)"
        if len(frame) > SHOWN_ROWS:
            label = f"Table behind the answer (first {SHOWN_ROWS} of {len(frame)} rows; the download has all)"
        chart = answer_chart(frame, answer, self.local)
        return {
            ui.chart: hidden if chart is None else gr.update(value=chart, visible=True),
            ui.table: gr.update(value=shown, visible=True, label=label, column_widths=widths(columns)),
            ui.export: gr.update(value=csv_file("answer.csv", frame), visible=True),
        }


def messages(turns: Turns) -> list[dict[str, str]]:
    """The conversation as the assistant takes it."""
    history = []
    for turn in turns:
        history.append({"role": "user", "content": turn["question"]})
        history.append({"role": "assistant", "content": turn["answer"]["answer"]})
    return history


def rendered(turns: Turns) -> list[dict[str, str]]:
    """The conversation as the chat shows it: marked figures and a badge."""
    shown = []
    for turn in turns:
        shown.append({"role": "user", "content": turn["question"]})
        answer = turn["answer"]
        shown.append({"role": "assistant", "content": f"{answer_html(answer)}<br>{badge_html(answer)}"})
    return shown
