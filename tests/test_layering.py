"""Imports go one way: data <- forecasting <- rag <- llm <- ui."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("data", "forecasting", "rag", "llm", "ui")
#: Modules that are torch through and through; whoever needs them imports them inside a function.
TORCH_MODULES = {"forecasting/network.py", "forecasting/optimiser.py", "forecasting/training.py"}


def imported_layers(path: Path) -> set[str]:
    """Top-level project packages that a file imports, at any depth of the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found & set(LAYERS)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_package_imports_only_packages_to_its_left(layer: str) -> None:
    allowed = set(LAYERS[: LAYERS.index(layer) + 1])
    files = list((ROOT / layer).rglob("*.py"))
    assert files, f"{layer} has no modules"
    wrong = {
        str(f.relative_to(ROOT)): sorted(imported_layers(f) - allowed) for f in files if imported_layers(f) - allowed
    }
    assert not wrong


@pytest.mark.parametrize("layer", LAYERS)
def test_importing_a_module_loads_no_heavy_library(layer: str) -> None:
    """torch, faiss, transformers and gradio are imported where they are used."""
    heavy = {"torch", "faiss", "transformers", "gradio", "sentence_transformers", "lightgbm", "statsforecast", "peft"}
    wrong = {}
    for file in (ROOT / layer).rglob("*.py"):
        names: set[str] = set()
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Import):
                names.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
        if names & heavy and str(file.relative_to(ROOT)) not in TORCH_MODULES:
            wrong[str(file.relative_to(ROOT))] = sorted(names & heavy)
    assert not wrong


def test_the_parts_of_understanding_import_one_way() -> None:
    """words <- message <- plans <- followups, type annotations included."""
    parts = ("words", "message", "plans", "followups")
    folder = ROOT / "rag" / "understanding"
    wrong = {}
    for place, part in enumerate(parts):
        files = list((folder / part).rglob("*.py"))
        assert files, f"{part} has no modules"
        for file in files:
            tree = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            modules = [n.module.split(".") for n in tree if isinstance(n, ast.ImportFrom) and n.module]
            used = {m[2] for m in modules if m[:2] == ["rag", "understanding"] and len(m) > 2}
            if later := used & {*parts[place + 1 :], "understander"}:
                wrong[str(file.relative_to(ROOT))] = sorted(later)
    assert not wrong


def test_no_source_file_exceeds_four_hundred_lines() -> None:
    long = {
        str(f.relative_to(ROOT)): n
        for layer in LAYERS
        for f in (ROOT / layer).rglob("*.py")
        if (n := len(f.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long
