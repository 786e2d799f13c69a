"""The command reference cannot rot: it is made from the commands, each of which explains itself."""

from __future__ import annotations

from ui.cli.reference import main, reference


def test_the_page_is_fresh():
    assert main(["--check"]) == 0


def test_every_command_and_option_says_what_it_is():
    sections = reference().split("\n## ")[1:]
    assert len(sections) > 20
    for section in sections:
        lines = section.splitlines()
        assert lines[2].strip().endswith("."), f"{lines[0]} has no help"


def test_every_reading_command_offers_json():
    for section in reference().split("\n## ")[1:]:
        name = section.splitlines()[0]
        if any(word in name for word in ("serve", "schedule", "chat", "users add", "users remove", "users token")):
            continue
        assert "`--json`" in section, f"{name} has no --json"
