"""The Assistant tab: verified sentences as they come, their sources, the table behind them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.errors import QuartermasterError
from ui.app.marking import answer_html, badge_html, sources_html
from ui.conversations import Conversations

if TYPE_CHECKING:
    from ui.services import Services

__all__ = ["build_assistant_tab"]

SHOWN_ROWS = 500  # rows of the table on screen; the export holds all


def build_assistant_tab(services: Services) -> None:
    """Lay out the tab and wire its events inside the current `gr.Blocks`."""
    import gradio as gr

    tab = _AssistantTab(services)
    conversation = gr.BrowserState("", storage_key="quartermaster-conversation")
    turns = gr.State([])
    with gr.Row():
        with gr.Column(scale=3, elem_classes="qm-wide"):
            chatbot = gr.Chatbot(
                label="Conversation",
                height=430,
                elem_id="chat",
                buttons=["copy"],
                placeholder="Ask about forecasts, stock, orders, suppliers or notes.",
            )
            with gr.Row():
                box = gr.Textbox(
                    label="Your question",
                    placeholder="What should I order today?",
                    elem_id="question",
                    scale=6,
                    lines=1,
                    max_lines=4,
                    autofocus=True,
                )
                send = gr.Button("Ask", variant="primary", elem_id="ask", scale=1, min_width=80)
                stop = gr.Button("Stop", scale=1, min_width=80)
            suggestions = gr.Dataset(
                components=[box], samples=[[q] for q in tab.examples()], label="Try one of these", elem_id="examples"
            )
            with gr.Row():
                good = gr.Button("Good answer", size="sm", min_width=80)
                bad = gr.Button("Bad answer", size="sm", min_width=80)
                comment = gr.Textbox(label="Comment on the last answer", scale=3, lines=1, max_lines=2)
        with gr.Column(scale=2, elem_classes="qm-wide"):
            with gr.Accordion("Conversations", open=False):
                picker = gr.Dropdown(label="Earlier conversations", choices=[], interactive=True)
                with gr.Row():
                    fresh = gr.Button("New conversation", size="sm")
                    remove = gr.Button("Delete this one", size="sm")
            sources = gr.HTML("<p>The sources of each answer appear here.</p>", label="Sources", elem_id="sources")
    table = gr.Dataframe(label="Table behind the answer", visible=False, elem_id="rows", interactive=False, wrap=True)
    export = gr.DownloadButton("Download the table as CSV", visible=False, size="sm", elem_id="rows-export")

    outputs = [chatbot, box, sources, table, export, turns, conversation, suggestions, picker]
    inputs = [box, turns, conversation]
    asking = gr.on([send.click, box.submit], tab.ask, inputs, outputs, concurrency_limit=4, api_visibility="private")
    clicked = suggestions.click(lambda sample: sample[0], suggestions, box, api_visibility="private").then(
        tab.ask, inputs, outputs, concurrency_limit=4, api_visibility="private"
    )
    stop.click(None, cancels=[asking, clicked])
    good.click(lambda t, c: tab.rate(t, c, 1), [turns, comment], comment, api_visibility="private")
    bad.click(lambda t, c: tab.rate(t, c, -1), [turns, comment], comment, api_visibility="private")
    chatbot.retry(tab.retry, [turns, conversation], outputs, api_visibility="private")
    restored = [chatbot, sources, table, export, turns, conversation, picker]
    fresh.click(lambda: tab.show(""), None, restored, api_visibility="private")
    picker.input(tab.show, picker, restored, api_visibility="private")
    remove.click(tab.remove, conversation, restored, api_visibility="private")
    gr.on(None, tab.show, conversation, restored, api_visibility="private")


class _AssistantTab:
    """Event handlers; holds no state of any user."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.conversations = Conversations(services.workspace)

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
            f"What is the stock of {product} in {store}, and what is on order?",
        ]

    def ask(self, question: str, turns: list[dict[str, Any]], conversation: str) -> Iterator[tuple[Any, ...]]:
        """Stream one turn; the values follow `outputs` of the layout."""
        import gradio as gr

        question = (question or "").strip()
        keep = gr.skip()
        if not question:
            yield (keep,) * 9
            return
        conversation = conversation or self.conversations.new_id()
        history = messages(turns)
        shown = [*rendered(turns), {"role": "user", "content": question}]
        yield shown, "", keep, keep, keep, turns, conversation, keep, keep
        said: list[str] = []
        answer: dict[str, Any] | None = None
        try:
            for event in self.services.stream(question, history, conversation):
                if isinstance(event, str):
                    said.append(event)
                    partial = {"role": "assistant", "content": " ".join(said)}
                    yield [*shown, partial], "", keep, keep, keep, turns, conversation, keep, keep
                else:
                    answer = event.to_dict()
        except QuartermasterError as error:
            yield (
                [*shown, {"role": "assistant", "content": str(error)}],
                "",
                keep,
                keep,
                keep,
                turns,
                conversation,
                keep,
                keep,
            )
            return
        if answer is None:
            raise RuntimeError("the stream ended without an answer")
        turns = [*turns, {"question": question, "answer": answer}]
        self.conversations.save(conversation, turns)
        picker = gr.update(choices=self.conversations.list(), value=conversation)
        yield (rendered(turns), "", *self._panels(answer), turns, conversation, self._suggest(answer), picker)

    def retry(self, turns: list[dict[str, Any]], conversation: str) -> Iterator[tuple[Any, ...]]:
        """Ask the last question again."""
        if turns:
            yield from self.ask(turns[-1]["question"], turns[:-1], conversation)

    def show(self, conversation: str) -> tuple[Any, ...]:
        """A stored conversation, or an empty one."""
        import gradio as gr

        try:
            turns = self.conversations.load(conversation) if conversation else []
        except QuartermasterError:
            turns, conversation = [], ""
        panels = self._panels(turns[-1]["answer"] if turns else None)
        picker = gr.update(choices=self.conversations.list(), value=conversation if turns else None)
        return (rendered(turns), *panels, turns, conversation, picker)

    def remove(self, conversation: str) -> tuple[Any, ...]:
        if conversation:
            self.conversations.delete(conversation)
        return self.show("")

    def rate(self, turns: list[dict[str, Any]], comment: str, rating: int) -> str:
        import gradio as gr

        if not turns:
            gr.Info("Ask something first.")
            return comment
        self.services.feedback(turns[-1]["answer"], rating, comment)
        gr.Info("Thank you, noted.")
        return ""

    def _panels(self, answer: dict[str, Any] | None) -> tuple[Any, Any, Any]:
        """Sources, table and export of an answer."""
        import gradio as gr
        import pandas as pd

        if answer is None:
            return "<p>The sources of each answer appear here.</p>", gr.update(visible=False), gr.update(visible=False)
        rows = pd.DataFrame(answer.get("rows") or [])
        if rows.empty:
            return sources_html(answer), gr.update(visible=False), gr.update(visible=False)
        label = f"Table behind the answer ({len(rows)} rows)"
        table = gr.update(value=readable_rows(rows.head(SHOWN_ROWS)), visible=True, label=label)
        return sources_html(answer), table, gr.update(value=export_csv(rows), visible=True)

    def _suggest(self, answer: dict[str, Any]) -> Any:
        import gradio as gr

        followups = answer.get("suggestions") or self.examples()
        return gr.update(samples=[[q] for q in followups], label="Follow-ups")


def messages(turns: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The conversation as the assistant takes it."""
    history = []
    for turn in turns:
        history.append({"role": "user", "content": turn["question"]})
        history.append({"role": "assistant", "content": turn["answer"]["answer"]})
    return history


def rendered(turns: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The conversation as the chat shows it: marked figures and a badge."""
    shown = []
    for turn in turns:
        shown.append({"role": "user", "content": turn["question"]})
        answer = turn["answer"]
        shown.append({"role": "assistant", "content": f"{answer_html(answer)}<br>{badge_html(answer)}"})
    return shown


def readable_rows(rows: Any) -> Any:
    """The rows for the screen: words for column names, no ids where names stand beside them."""
    ids = [c for c in ("store_id", "product_id", "supplier_id", "run_id") if c in rows and "name" in rows]
    shown = rows.drop(columns=ids)
    if "product" in shown and (shown["product"] == shown["name"]).all():
        shown = shown.drop(columns="product")
    return shown.rename(columns=lambda name: str(name).replace("_", " "))


def export_csv(rows: Any) -> str:
    """A CSV file whose cells no spreadsheet runs as formulas; returns its path."""
    from forecasting.inventory.purchase_orders import neutralise

    folder = Path(tempfile.mkdtemp(prefix="quartermaster-"))
    path = folder / "answer.csv"
    text_columns = rows.select_dtypes(exclude="number").columns
    safe = rows.copy()
    for column in text_columns:
        safe[column] = safe[column].map(lambda value: neutralise(value) if isinstance(value, str) else value)
    safe.to_csv(path, index=False)
    return str(path)
