"""Numbers and dates as the house writes them, tables that sort by value, exports that no spreadsheet runs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.errors import SettingsError
from ui.app.answer_table import answer_chart, answer_columns, answer_frame
from ui.app.exports import csv_file
from ui.app.localised import Localised
from ui.app.tables import Column, grid

COLUMNS = {
    "name": Column("Name"),
    "qty": Column("Order (units)", "number"),
    "share": Column("Risk", "share", 1),
    "day": Column("By", "date"),
    "ok": Column("Served", "flag"),
}
FRAME = pd.DataFrame(
    {
        "name": ["Salt", None],
        "qty": [1234.0, float("nan")],
        "share": [0.125, None],
        "day": pd.to_datetime(["2026-11-01", None]),
        "ok": [True, False],
    }
)


@pytest.mark.parametrize(
    ("locale", "number", "day"),
    [("en", "1,234.5", "1 Nov 2026"), ("de_DE", "1.234,5", "01.11.2026"), ("en_US", "1,234.5", "Nov 1, 2026")],
)
def test_numbers_and_dates_follow_the_locale_of_the_settings(locale, number, day):
    local = Localised(locale)
    assert local.number(1234.5, 1) == number
    assert local.date("2026-11-01") == local.date(pd.Timestamp("2026-11-01")) == day


def test_an_unknown_locale_is_told_with_the_setting_it_stands_in():
    with pytest.raises(SettingsError, match=r"business.locale is 'xx_QQ'"):
        _ = Localised("xx_QQ").cldr


def test_a_table_keeps_values_for_sorting_and_shows_them_written():
    made = grid(FRAME, COLUMNS, Localised("de_DE"))
    assert made["headers"] == ["Name", "Order (units)", "Risk", "By", "Served"]
    assert made["data"][0] == ["Salt", 1234.0, 0.125, "2026-11-01", "True"]
    assert made["metadata"]["display_value"][0] == ["Salt", "1.234", "12,5%", "01.11.2026", "yes"]
    assert made["metadata"]["display_value"][1] == [""] * 5
    assert made["metadata"]["styling"][0] == ["", "text-align: right", "text-align: right", "", ""]


def test_exports_are_neutralised_and_hold_every_row():
    path = Path(csv_file("answer.csv", pd.DataFrame({"name": ["=1+1", "Salt"], "units": [-1, 2]})))
    lines = path.read_text().splitlines()
    assert path.name == "answer.csv"
    assert lines[1].startswith("'=1+1,-1") or lines[1].startswith("\"'=1+1")
    assert len(lines) == 3


_RISK = "stockout_probability"
RANKED = {
    "plan": {"intent": "rank", "measures": [_RISK]},
    "rows": [
        {"store_id": "S1", "product_id": "P1", "name": "Salt", "product": "Salt", "store": "Cork", _RISK: 0.5},
        {"store_id": "S2", "product_id": "P1", "name": "Salt", "product": "Salt", "store": "Sligo", _RISK: 0.25},
    ],
    "currency": "EUR",
}  # fmt: skip


def test_the_table_under_an_answer_has_words_units_and_no_ids():
    columns = answer_columns(answer_frame(RANKED), RANKED)
    assert [c.label for c in columns.values()] == ["Name", "Store", "Stockout probability"]
    assert columns["stockout_probability"].kind == "share"


def test_the_chart_under_an_answer_tells_equal_names_apart_and_shows_the_asked_measure():
    chart = answer_chart(answer_frame(RANKED), RANKED, Localised())
    assert list(chart.data[0].customdata) == ["Salt, Cork", "Salt, Sligo"]
    assert list(chart.data[0].x) == [50.0, 25.0]


def test_one_row_needs_neither_table_nor_chart():
    single = {**RANKED, "rows": RANKED["rows"][:1]}
    assert answer_frame(single).empty
    assert answer_chart(answer_frame(single), single, Localised()) is None
