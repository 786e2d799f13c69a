"""Conversations survive a restart, belong to one user, and never leave their folder."""

from __future__ import annotations

import pytest

from data.errors import QuartermasterError
from data.workspace import Workspace
from ui.conversations import Conversations

TURN = {"question": "what to order?", "answer": {"answer": "Nothing.", "status": "answered"}}


def test_a_conversation_is_read_back_by_another_process_object(tmp_path):
    workspace = Workspace(tmp_path).create()
    first = Conversations(workspace)
    conversation = first.new_id()
    first.save(conversation, [TURN])
    again = Conversations(workspace)
    assert again.load(conversation) == [TURN]
    assert again.list() == [("what to order?", conversation)]
    again.delete(conversation)
    assert again.load(conversation) == []


def test_users_do_not_see_each_other(tmp_path):
    workspace = Workspace(tmp_path).create()
    mine, theirs = Conversations(workspace, "ada"), Conversations(workspace, "bob")
    conversation = mine.new_id()
    mine.save(conversation, [TURN])
    assert theirs.load(conversation) == []
    assert theirs.list() == []


@pytest.mark.parametrize("id", ["../../etc/passwd", "", "A" * 32, "0" * 31, "0" * 33])
def test_only_ids_of_our_own_form_reach_the_disk(tmp_path, id):
    with pytest.raises(QuartermasterError):
        Conversations(Workspace(tmp_path)).load(id)


@pytest.mark.parametrize("user", ["../x", "", ".hidden", "a/b"])
def test_only_plain_user_names_make_a_folder(tmp_path, user):
    with pytest.raises(QuartermasterError):
        Conversations(Workspace(tmp_path), user)


def test_one_file_that_cannot_be_read_hides_no_other_conversation(tmp_path):
    conversations = Conversations(Workspace(tmp_path / "w").create())
    good, bad = conversations.new_id(), conversations.new_id()
    conversations.save(good, [{"question": "How many stores?", "answer": {}}])
    (conversations.folder / f"{bad}.json").write_text("{half a file", encoding="utf-8")
    assert {name for _, name in conversations.list()} == {good, bad}
    with pytest.raises(QuartermasterError, match="cannot be read; delete it"):
        conversations.load(bad)
