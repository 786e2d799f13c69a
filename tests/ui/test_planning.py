"""Orders recomputed under other targets: kept demand paths change no figure."""

from __future__ import annotations

import pandas as pd
import pytest

from data.workspace import Workspace
from ui.planning import KEPT_FILTERS
from ui.services import Services


@pytest.fixture(scope="module")
def services(demo_workspace):
    return Services(Workspace(demo_workspace.root))


def test_levels_and_factors_asked_in_turn_give_what_each_gives_alone(services):
    asked = [
        {"cycle_service_level": 0.9},
        {"safety_factor": 1.5},
        {"cycle_service_level": 0.99},
        {"safety_factor": 1.0},
    ]
    in_turn = [services.planning.recompute(**given) for given in asked]
    for given, table in zip(asked, in_turn, strict=True):
        alone = Services(services.workspace).planning.recompute(**given)
        pd.testing.assert_frame_equal(table, alone)
    assert in_turn[2]["reorder_point"].sum() > in_turn[0]["reorder_point"].sum()
    assert (in_turn[1]["reorder_point"] >= in_turn[3]["reorder_point"]).all()


def test_filters_do_not_share_their_paths_and_only_the_latest_are_kept(services):
    stores = services.query("SELECT store_id FROM stores ORDER BY 1")["store_id"].tolist()
    for store in [*stores, *stores]:
        table = services.planning.recompute(store_id=store, cycle_service_level=0.95)
        assert set(table["store_id"]) == {store}
    assert len(services.planning._paths) <= KEPT_FILTERS
