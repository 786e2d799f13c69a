"""The Assistant tab: verified sentences as they come, their sources, the table and the chart behind them."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ui.app.asking import NO_SOURCES, SUGGESTED, Asking

if TYPE_CHECKING:
    from ui.services import Services

__all__ = ["build_assistant_tab"]

ASKED_AT_ONCE = 4  # questions answered side by side; the others are told their place in the queue
#: Run by the page itself, so that a question typed at once never meets the conversation that was left.
CLEARED = """() => {
    const hidden = {visible: false, __type__: "update"};
    return [[], %s, hidden, hidden, hidden, "", {value: null, __type__: "update"}];
}"""


def build_assistant_tab(services: Services, app: Any) -> None:
    """Lay out the tab and wire its events inside `app`, the current `gr.Blocks`."""
    import gradio as gr

    ui = SimpleNamespace()
    asking = Asking(services, ui)
    ui.conversation = gr.BrowserState("", storage_key="quartermaster-conversation")
    with gr.Row():
        with gr.Column(scale=3, elem_classes="qm-wide"):
            _talk(ui, asking)
        with gr.Column(scale=2, elem_classes="qm-wide"):
            ui.sources = gr.HTML(NO_SOURCES, label="Sources", elem_id="sources")
            _side(ui)
    ui.chart = gr.Plot(visible=False, show_label=False, elem_id="answer-chart")
    ui.table = gr.Dataframe(
        label="Table behind the answer", visible=False, elem_id="rows", interactive=False, max_height=420
    )
    ui.export = gr.DownloadButton("Download the table as CSV", visible=False, size="sm", elem_id="rows-export")
    _wire(ui, asking, app)


def _talk(ui: SimpleNamespace, asking: Asking) -> None:
    """The conversation, the question and the suggestions."""
    import gradio as gr

    ui.chat = gr.Chatbot(
        label="Conversation",
        height=430,
        elem_id="chat",
        buttons=["copy"],
        editable="user",
        placeholder="Ask about forecasts, stock, orders, suppliers or notes.",
    )
    with gr.Row(elem_classes="qm-end"):
        ui.box = gr.Textbox(
            label="Your question",
            placeholder="What should I order today?",
            elem_id="question",
            scale=6,
            lines=1,
            max_lines=4,
            autofocus=True,
        )
        ui.send = gr.Button("Ask", variant="primary", elem_id="ask", scale=1, min_width=80)
        ui.stop = gr.Button("Stop", scale=1, min_width=80, elem_id="stop")
    # A row of buttons: gradio's own list of examples cuts questions after 60 characters.
    examples = asking.examples()
    with gr.Column(elem_id="examples"):
        ui.suggesting = gr.Markdown("Try one of these")
        ui.suggested = [
            gr.Button(question, visible=bool(question), size="sm", elem_classes="qm-suggestion")
            for question in (*examples, *[""] * (SUGGESTED - len(examples)))
        ]


def _side(ui: SimpleNamespace) -> None:
    """Earlier conversations and the rating."""
    import gradio as gr

    with gr.Accordion("Conversations", open=False, elem_id="conversations"):
        ui.picker = gr.Dropdown(label="Earlier conversations", choices=[], interactive=True)
        with gr.Row():
            ui.fresh = gr.Button("New conversation", size="sm", elem_id="conversation-new")
            ui.remove = gr.Button("Delete this one", size="sm")
    with gr.Accordion("Was the last answer good?", open=False, elem_id="rating"):
        ui.comment = gr.Textbox(label="Comment (optional)", lines=1, max_lines=3)
        with gr.Row():
            ui.good = gr.Button("👍 Good answer", size="sm", min_width=80)
            ui.bad = gr.Button("👎 Bad answer", size="sm", min_width=80)


def _wire(ui: SimpleNamespace, asking: Asking, app: Any) -> None:
    import gradio as gr

    quiet: dict[str, Any] = {"api_visibility": "private"}
    queued: dict[str, Any] = {
        **quiet,
        "concurrency_limit": ASKED_AT_ONCE,
        "concurrency_id": "ask",
        "show_progress": "minimal",
        "show_progress_on": ui.chat,  # a waiting user reads the place in the queue there
    }
    conversation = [ui.chat, ui.sources, ui.chart, ui.table, ui.export, ui.conversation, ui.picker]
    suggestions = [ui.suggesting, *ui.suggested]
    panels = [*conversation, *suggestions]
    outputs = [ui.box, *panels]

    def edited(conversation: str, data: Any) -> Any:
        yield from asking.edit(conversation, data.index, data.value)

    # Gradio hands the event over by annotation; as text it would not be found outside this function.
    edited.__annotations__["data"] = gr.EditData

    running = [
        gr.on([ui.send.click, ui.box.submit], asking.ask, [ui.box, ui.conversation], outputs, **queued),
        *(button.click(asking.ask, [button, ui.conversation], outputs, **queued) for button in ui.suggested),
        ui.chat.retry(asking.retry, ui.conversation, outputs, **queued),
        ui.chat.edit(edited, ui.conversation, outputs, **queued),
    ]
    ui.stop.click(None, cancels=running)
    ui.chat.undo(asking.undo, ui.conversation, outputs, **quiet)
    for button, rating in ((ui.good, 1), (ui.bad, -1)):
        button.click(lambda n, c, r=rating: asking.rate(n, c, r), [ui.conversation, ui.comment], ui.comment, **quiet)
    # An answer under way belongs to the conversation that is left: it must not be drawn over the next one.
    ui.fresh.click(None, None, conversation, js=CLEARED % json.dumps(NO_SOURCES), cancels=running, **quiet)
    ui.fresh.click(asking.begin, None, suggestions, **quiet)
    ui.picker.input(asking.show, ui.picker, panels, cancels=running, **quiet)
    ui.remove.click(asking.remove, ui.conversation, panels, cancels=running, **quiet)
    # Once, when the page opens: drawn again at each change of the conversation, a late reply would bring back the last.
    app.load(asking.restore, ui.conversation, panels, **quiet)
