"""The description of the tables is that of the specifications."""

from __future__ import annotations

from pathlib import Path

from data.describe import tables_markdown
from data.presets import PRESETS
from data.tables import INPUT_TABLES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "DATA.md"


def test_the_page_on_data_holds_every_table_as_specified():
    text = PAGE.read_text(encoding="utf-8")
    assert text.split("<!-- tables -->\n")[1].split("<!-- end tables -->")[0] == tables_markdown()
    for spec in INPUT_TABLES.values():
        assert all(f"| `{name}` |" in text for name in spec.names)


def test_the_page_on_data_names_every_preset():
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in text for name in PRESETS)
