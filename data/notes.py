"""Notes: Markdown, text and PDF files become rows of the notes table.

    ---
    title: Price letter from Halden & Sons
    date: 2026-10-12
    supplier: Halden & Sons          # an id or a full name
    ---
    All list prices rise by 4% from 1 January.

The front matter is optional. Without it the title is the first heading or line, and a note
that names exactly one supplier, product or store in full is filed under it. The text of a
note is data: nothing in it is ever carried out.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from data.canonical import commit_tables
from data.errors import DataError
from data.tables import INPUT_TABLES
from data.workspace import Workspace

__all__ = ["Note", "add_note", "add_notes", "delete_note", "read_note"]

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_BODY_CHARACTERS = 100_000
MAX_TITLE_CHARACTERS = 300
MAX_PDF_PAGES = 500
MAX_FILES = 1_000
_ENDINGS = (".md", ".markdown", ".txt", ".pdf")
_LINKS = {"supplier": "suppliers", "product": "products", "store": "stores"}
_KEYS = ("id", "note_id", "title", "date", *_LINKS, *(f"{name}_id" for name in _LINKS))


@dataclass(frozen=True)
class Note:
    """One row of the notes table."""

    title: str
    body: str
    note_id: str = ""
    date: dt.date | None = None
    supplier_id: str | None = None
    product_id: str | None = None
    store_id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return {**asdict(self), "date": self.date.isoformat() if self.date else None}


def add_notes(workspace: Workspace, paths: Sequence[Path | str]) -> list[dict[str, Any]]:
    """Read files (or folders of them) and add them to the notes: all of them or none.

    A note whose id is there already is replaced; one with the same title and text is not
    added twice. Returns the notes as they stand in the table.
    """
    files = _files([Path(p).expanduser() for p in paths])
    names = _Names(workspace)
    return _store(workspace, [read_note(file, names) for file in files])


def add_note(
    workspace: Workspace,
    *,
    title: str,
    body: str,
    date: dt.date | str | None = None,
    supplier_id: str | None = None,
    product_id: str | None = None,
    store_id: str | None = None,
    note_id: str = "",
) -> dict[str, Any]:
    """Add one note given as fields; ids must exist in the tables. Returns the note."""
    names = _Names(workspace)
    given = {"supplier": supplier_id, "product": product_id, "store": store_id}
    links = {f"{kind}_id": names.resolve(kind, value, "the note") for kind, value in given.items() if value}
    day = _date(date, "the note") if isinstance(date, str) else date
    note = _checked(Note(title, body, note_id, day, **links), "the note")
    return _store(workspace, [note])[0]


def delete_note(workspace: Workspace, note_id: str) -> None:
    """Remove one note. Raises `DataError` for an unknown id."""
    with workspace.lock():
        rows = _read(workspace)
        if note_id not in {row["note_id"] for row in rows}:
            near = difflib.get_close_matches(note_id, [row["note_id"] for row in rows], 1)
            raise DataError(f"there is no note {note_id}" + (f"; did you mean {near[0]}?" if near else ""))
        _write(workspace, [row for row in rows if row["note_id"] != note_id])


def read_note(path: Path, names: _Names | None = None) -> Note:
    """One file as a note. Raises `DataError` for what cannot be read, is empty or too large."""
    if not path.is_file():
        raise DataError(f"{path}: there is no such file")
    if path.suffix.lower() not in _ENDINGS:
        raise DataError(f"{path.name}: notes are read from {', '.join(_ENDINGS)} files")
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise DataError(f"{path.name} has {size / 2**20:.0f} MB; a note may have {MAX_FILE_BYTES // 2**20} MB")
    text = _pdf_text(path) if path.suffix.lower() == ".pdf" else _decode(path.read_bytes(), path.name)
    matter, body = _front_matter(_clean(text), path.name)
    title = matter.get("title") or _first_words(body) or path.stem.replace("_", " ").replace("-", " ")
    note = Note(
        title=title,
        body=_without_title(body, title),
        note_id=matter.get("note_id") or matter.get("id") or "",
        date=_date(matter["date"], path.name) if matter.get("date") else None,
    )
    links = {k: matter.get(k) or matter.get(f"{k}_id") for k in _LINKS}
    if names is not None:
        found = {f"{k}_id": names.resolve(k, v, path.name) for k, v in links.items() if v}
        note = Note(**{**asdict(note), **(found or names.named_in(f"{title}\n{body}"))})
    return _checked(note, path.name)


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.suffix.lower() in _ENDINGS and p.is_file())
        else:
            found.append(path)
    if not found:
        raise DataError(f"no notes were given; expected files ending in {', '.join(_ENDINGS)}")
    if len(found) > MAX_FILES:
        raise DataError(f"{len(found):,} files; at most {MAX_FILES:,} notes are added at once")
    return found


def _decode(raw: bytes, place: str) -> str:
    if b"\x00" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError(f"{place} is not a text file")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _pdf_text(path: Path) -> str:
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise DataError(f"{path.name} is protected by a password; save it without one, then try again")
        if len(reader.pages) > MAX_PDF_PAGES:
            raise DataError(f"{path.name} has {len(reader.pages)} pages; a note may have {MAX_PDF_PAGES}")
        text = "\n".join(page.extract_text() or "" for page in reader.pages)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, DataError):
            raise
        raise DataError(f"{path.name} cannot be read as PDF: {str(error)[:120] or type(error).__name__}") from None
    if not text.strip():
        raise DataError(f"{path.name} holds no text (is it a scan?); run text recognition on it first")
    return text


def _clean(text: str) -> str:
    """Usual line ends, composed letters, no control characters."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))


def _front_matter(text: str, place: str) -> tuple[dict[str, str], str]:
    """(keys and values, rest): `key: value` lines between two `---`, values may be quoted."""
    lines = text.lstrip("\n").split("\n")
    if lines[0].strip() != "---":
        return {}, text
    try:
        end = next(n for n, line in enumerate(lines[1:], 1) if line.strip() in ("---", "..."))
    except StopIteration:
        return {}, text  # a rule at the top, not front matter
    matter: dict[str, str] = {}
    for n, line in enumerate(lines[1:end], 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, colon, value = line.partition(":")
        name = key.strip().lower().replace("-", "_")
        if not colon:
            raise DataError(f'{place} line {n}: "{line.strip()[:60]}" in the front matter; expected key: value')
        if name not in _KEYS:
            continue  # tags, authors and the like are no concern of ours
        matter[name] = _unquoted(value)
    return matter, "\n".join(lines[end + 1 :])


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return re.sub(r"\s+#.*$", "", value).strip()


def _date(value: str, place: str) -> dt.date:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y"):
        try:
            return dt.datetime.strptime(value.strip()[:40], form).date()
        except ValueError:
            continue
    raise DataError(f'{place}: date is "{value[:40]}"; expected a date such as 2026-10-31')


def _first_words(body: str) -> str:
    """The first heading, else the first line, as a title."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    heading = next((line for line in lines[:10] if re.match(r"#{1,6}\s+\S", line)), lines[0] if lines else "")
    title = re.sub(r"^#{1,6}\s+|[*_`]+", "", heading).strip().rstrip("#").strip()
    if len(title) > 120:
        title = title[:117].rsplit(" ", 1)[0] + " ..."
    return title


def _without_title(body: str, title: str) -> str:
    """The text without a heading that repeats the title; all of it where nothing else is left."""
    lines = body.strip().split("\n")
    bare = re.sub(r"^#{1,6}\s+|[*_`]+", "", lines[0]).strip().rstrip("#").strip() if lines else ""
    rest = "\n".join(lines[1:]).strip()
    return rest if bare == title and rest else body.strip()


def _checked(note: Note, place: str) -> Note:
    title, body = " ".join(_clean(note.title).split()), _clean(note.body).strip()
    if not body:
        raise DataError(f"{place} has no text")
    if not title:
        raise DataError(f"{place} has no title")
    if len(body) > MAX_BODY_CHARACTERS:
        raise DataError(f"{place} has {len(body):,} characters; a note may have {MAX_BODY_CHARACTERS:,}")
    if len(title) > MAX_TITLE_CHARACTERS:
        raise DataError(f"{place}: the title has {len(title):,} characters; it may have {MAX_TITLE_CHARACTERS}")
    return Note(**{**asdict(note), "title": title, "body": body})


class _Names:
    """Ids and names of suppliers, products and stores, to file notes under."""

    def __init__(self, workspace: Workspace) -> None:
        self.known: dict[str, dict[str, str]] = {k: _names(workspace, t, f"{k}_id") for k, t in _LINKS.items()}

    def resolve(self, kind: str, value: str, place: str) -> str:
        """The id that `value` (an id or a full name) means. Raises `DataError` with the nearest names."""
        ids = self.known[kind]
        if value in ids:
            return value
        same = [i for i, name in ids.items() if name.casefold() == value.strip().casefold()]
        if len(same) == 1:
            return same[0]
        if same:
            raise DataError(f"{place}: {kind} {value} is the name of {len(same)} {_LINKS[kind]}; give the id")
        near = difflib.get_close_matches(value, [*ids.values(), *ids], 3)
        hint = f"nearest: {', '.join(near)}" if near else f"no {_LINKS[kind]} are like it"
        raise DataError(f"{place}: there is no {kind} {value}; {hint}")

    def named_in(self, text: str) -> dict[str, str]:
        """Ids of the kinds of which the text names exactly one in full, the longest name winning."""
        found = {}
        for kind, ids in self.known.items():
            left, hits = text.casefold(), set()
            for id, name in sorted(ids.items(), key=lambda item: -len(item[1])):
                pattern = rf"(?<!\w){re.escape(name.casefold())}(?!\w)"
                if len(name) > 2 and re.search(pattern, left):
                    hits.add(id)
                    left = re.sub(pattern, " ", left)  # so that a shorter name inside it is not a second hit
            if len(hits) == 1:
                found[f"{kind}_id"] = hits.pop()
        return found


def _names(workspace: Workspace, table: str, key: str) -> dict[str, str]:
    if not workspace.has_table(table):
        return {}
    import pyarrow.parquet as pq

    columns = pq.read_table(workspace.table_path(table), columns=[key, "name"]).to_pydict()
    return {i: (n or i) for i, n in zip(columns[key], columns["name"], strict=True)}


def _read(workspace: Workspace) -> list[dict[str, Any]]:
    if not workspace.has_table("notes"):
        return []
    import pyarrow.parquet as pq

    return pq.read_table(workspace.table_path("notes")).to_pylist()


def _write(workspace: Workspace, rows: Sequence[dict[str, Any]]) -> None:
    import pandas as pd

    commit_tables(workspace, {"notes": pd.DataFrame(list(rows), columns=list(INPUT_TABLES["notes"].names))})


def _store(workspace: Workspace, notes: Sequence[Note]) -> list[dict[str, Any]]:
    """Merge into the table under the lock; gives an id to every note that has none."""
    with workspace.lock():
        rows = {row["note_id"]: row for row in _read(workspace)}
        same = {(row["title"], row["body"]): id for id, row in rows.items()}
        stored: list[Note] = []
        for note in notes:
            id = note.note_id or same.get((note.title, note.body)) or _next_id(rows)
            note = Note(**{**asdict(note), "note_id": id})
            rows[id] = asdict(note)
            same[(note.title, note.body)] = id
            stored.append(note)
        _write(workspace, list(rows.values()))
    return [note.to_dict() for note in stored]


def _next_id(rows: dict[str, Any]) -> str:
    numbers = [int(m.group(1)) for id in rows if (m := re.fullmatch(r"N(\d+)", id))]
    return f"N{max(numbers, default=0) + 1:03d}"
