"""The index of the notes: one per workspace, because notes outlive runs and are added between them.

`<workspace>/notes-index/<stamp>/` holds it and `CURRENT` names the stamp, which is a hash of
the notes. Only new texts are embedded, so a note can be searched a moment after it was added.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.tables import INPUT_TABLES
from data.workspace import atomic_write_text
from rag.index import IndexMismatch, PassageIndex
from rag.passages import Passage, note_passages

if TYPE_CHECKING:
    from rag.embedded import Embedder

__all__ = ["OWNER", "notes_stamp", "refresh"]

OWNER = "notes"
_FOLDER = "notes-index"


def refresh(root: Path, embedder: Embedder | None = None, connection: Any = None) -> PassageIndex:
    """The index of the notes as they are now, from the workspace or made anew and saved there."""
    from rag.embedded import Embedder

    embedder = embedder or Embedder.load()
    folder = root / _FOLDER
    passages = note_passages(connection) if connection is not None else _read(root)
    stamp = notes_stamp(passages, embedder.fingerprint)
    current = _current(folder)
    known = None
    if current is not None:
        try:
            known = PassageIndex.load(current, embedder.fingerprint, OWNER)
        except IndexMismatch:
            known = None  # another embedder or an older format: everything is embedded again
        if known is not None and current.name == stamp:
            return known
    index = PassageIndex.build(passages, embedder, OWNER, known)
    _publish(folder, stamp, index)
    return index


def notes_stamp(passages: list[Passage], fingerprint: str) -> str:
    """A hash of all note passages and the embedder."""
    digest = hashlib.blake2b(fingerprint.encode(), digest_size=12)
    for passage in sorted(passages, key=lambda p: p.passage_id):
        digest.update(passage.content_hash.encode())
    return digest.hexdigest()


def _current(folder: Path) -> Path | None:
    try:
        name = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    found = folder / Path(name).name
    return found if found.is_dir() else None


def _publish(folder: Path, stamp: str, index: PassageIndex) -> None:
    """Save beside, then let CURRENT name it; older ones are removed last."""
    target = folder / stamp
    if not (target / "manifest.json").is_file():
        shutil.rmtree(target, ignore_errors=True)
        index.save(target)
    atomic_write_text(folder / "CURRENT", stamp + "\n")
    for old in folder.iterdir():
        if old.is_dir() and old.name != stamp:
            shutil.rmtree(old, ignore_errors=True)


def _read(root: Path) -> list[Passage]:
    """Passages of the notes table of a workspace, without a run."""
    import duckdb

    from forecasting.views import create_view

    connection = duckdb.connect(":memory:")
    try:
        create_view(connection, "notes", INPUT_TABLES["notes"], root / "data" / "notes.parquet")
        return note_passages(connection)
    finally:
        connection.close()
