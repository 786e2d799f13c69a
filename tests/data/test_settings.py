"""Settings: defaults, file, environment, and typing errors that do not vanish."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from data.errors import SettingsError
from data.settings import BusinessSettings, load, save
from data.workspace import Workspace


@dataclass(frozen=True)
class Sample:
    layers: int = 2
    rate: float = 0.1  # per step
    fast: bool = False
    kind: Literal["flat", "tree"] = "flat"
    names: tuple[str, ...] = ()
    folder: Path | None = None


def written(tmp_path: Path, text: str) -> Workspace:
    workspace = Workspace(tmp_path)
    workspace.settings_path.write_text(text, encoding="utf-8")
    return workspace


def test_defaults_hold_without_a_file_and_without_a_workspace(tmp_path):
    assert load(None, "sample", Sample, {}) == Sample()
    assert load(Workspace(tmp_path), "sample", Sample, {}) == Sample()


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path):
    workspace = written(tmp_path, "[sample]\nlayers = 3\nrate = 0.5\n")
    loaded = load(workspace, "sample", Sample, {"QM_SAMPLE__RATE": "0.25", "QM_SAMPLE__FAST": "yes"})
    assert (loaded.layers, loaded.rate, loaded.fast) == (3, 0.25, True)


def test_lists_and_paths_come_from_the_environment_as_text(tmp_path):
    loaded = load(None, "sample", Sample, {"QM_SAMPLE__NAMES": "a, b", "QM_SAMPLE__FOLDER": str(tmp_path)})
    assert loaded.names == ("a", "b")
    assert loaded.folder == tmp_path
    assert load(None, "sample", Sample, {"QM_SAMPLE__FOLDER": ""}).folder is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[sample]\nlayer = 3\n", "no setting is called layer; did you mean layers?"),
        ("[sample]\nlayers = 2.5\n", "layers is 2.5; expected a whole number"),
        ("[sample]\nrate = 'much'\n", "rate is 'much'; expected a number"),
        ("[sample]\nkind = 'round'\n", "kind is 'round'; expected one of flat, tree"),
        ("[sample]\nfast = 'perhaps'\n", "expected true or false"),
        ("sample = 3\n", "expected a section"),
        ("[sample\n", "correct the file"),
    ],
)
def test_a_wrong_setting_is_an_error_that_names_its_place(tmp_path, text, message):
    with pytest.raises(SettingsError, match=r"settings\.toml") as caught:
        load(written(tmp_path, text), "sample", Sample, {})
    assert message in str(caught.value)


def test_an_unknown_environment_variable_of_a_section_is_refused():
    with pytest.raises(SettingsError, match=r"QM_SAMPLE__LAYRES.*did you mean layers"):
        load(None, "sample", Sample, {"QM_SAMPLE__LAYRES": "3"})


def test_saving_keeps_comments_and_other_sections_and_leaves_defaults_out(tmp_path):
    workspace = written(tmp_path, "# ours\n[sample]\nrate = 0.5  # tried in May\n\n[other]\nx = 1\n")
    save(workspace, "sample", Sample(layers=4, rate=0.75))
    text = workspace.settings_path.read_text()
    assert "# ours" in text
    assert "# tried in May" in text
    assert "[other]" in text
    assert "fast" not in text
    assert load(workspace, "sample", Sample, {}) == Sample(layers=4, rate=0.75)


@pytest.mark.parametrize("bad", [{"currency": "eur"}, {"currency": "EURO"}, {"country": "ireland"}])
def test_business_settings_refuse_codes_that_are_none(bad):
    with pytest.raises(SettingsError, match=next(iter(bad))):
        BusinessSettings(**bad)
