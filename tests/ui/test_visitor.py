"""The chat and the boards know who uses them: roles hold there too, conversations are one's own."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ui.app.asking import Asking
from ui.app.visitor import LOCAL, needs, visitor
from ui.auth import Identity
from ui.services import Services


def parts() -> SimpleNamespace:
    """Names in the place of the components, so that updates can be read."""
    names = ("chat", "sources", "chart", "table", "export", "conversation", "picker", "suggesting", "box")
    return SimpleNamespace(**{name: name for name in names}, suggested=[])


@pytest.fixture
def as_user():
    """Handle events as that identity, the way the page's events are handled."""
    from gradio.context import LocalContext

    def become(name: str, role: str) -> None:
        inner = SimpleNamespace(state=SimpleNamespace(identity=Identity(name, role)))
        LocalContext.request.set(SimpleNamespace(request=inner))

    yield become
    LocalContext.request.set(None)


def test_outside_a_page_and_without_users_it_is_the_local_admin():
    assert visitor() == LOCAL
    needs("admin")


def test_what_a_role_may_not_do_is_stopped_with_a_message(as_user):
    import gradio as gr

    as_user("ada", "viewer")
    needs("viewer")
    with pytest.raises(gr.Error, match="needs the role buyer; ada is viewer"):
        needs("buyer")
    as_user("bea", "admin")
    needs("buyer")


def test_nobody_sees_the_conversation_of_somebody_else(as_user, workspace_copy):
    asking = Asking(Services(workspace_copy), parts())
    as_user("ada", "buyer")
    mine = asking.conversations.new_id()
    answer = {"answer": "4 stores.", "status": "answered", "verified": True, "composer": "fallback"}
    asking.conversations.save(mine, [{"question": "How many stores?", "answer": answer}])
    assert len(asking.show(mine)["chat"]) == 2
    as_user("bea", "buyer")
    seen = asking.show(mine)
    assert seen["chat"] == []
    assert seen["conversation"] == ""
    assert seen["picker"]["choices"] == []


def test_viewers_cannot_load_data_retrain_or_decide_about_orders(as_user, workspace_copy):
    import gradio as gr

    from ui.app.data_tab import _DataTab
    from ui.app.purchase_orders_panel import _PurchaseOrders
    from ui.jobs import Jobs

    services = Services(workspace_copy)
    data, orders = _DataTab(services, Jobs()), _PurchaseOrders(services)
    as_user("ada", "viewer")
    for forbidden in (
        lambda: data.load("sales", None, False),
        lambda: next(data.train()),
        lambda: data.serve_run(None),
        lambda: data.add_notes([]),
        lambda: orders.draft("", "", "csv"),
        lambda: orders.decide("PO-1", "approve", "", "csv"),
    ):
        with pytest.raises(gr.Error, match="needs the role"):
            forbidden()


def test_without_a_run_the_chat_says_what_to_do_and_names_no_folder(tmp_path):
    from data.workspace import Workspace

    asking = Asking(Services(Workspace(tmp_path / "new").create()), parts())
    (update,) = asking.ask("How many stores do we have?", "")
    assert "make a run in the *Data* tab" in update["chat"][-1]["content"]
    assert str(tmp_path) not in update["chat"][-1]["content"]
