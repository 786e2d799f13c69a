"""Progress: callbacks for the UI, nothing where nobody looks."""

from __future__ import annotations

import pytest

from data.progress import progress


def test_a_callback_hears_the_beginning_and_the_end():
    heard = []
    assert list(progress(["a", "b", "c"], "reading", lambda *told: heard.append(told))) == ["a", "b", "c"]
    assert heard[0] == ("reading", 0.0, 3.0)
    assert heard[-1] == ("reading", 3.0, 3.0)


def test_without_a_terminal_nothing_is_printed(capsys):
    with progress(10, "working") as bar:
        bar.advance(10)
    captured = capsys.readouterr()
    assert captured.out == captured.err == ""


def test_a_counted_progress_cannot_be_iterated():
    with pytest.raises(TypeError, match="advance"):
        list(progress(3, "working"))
