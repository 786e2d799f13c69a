# ruff: noqa: E501 - a pattern is read on one line
"""Notes: by title, by what they are about, by words; and plans that start from a note."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from rag.facts import Citation, Evidence
from rag.notes.sets import told_matter
from rag.notes.words import CODE, widened
from rag.queries.inquiry import Inquiry, public_value
from rag.queries.scope import KINDS, Scope, placeholders

__all__ = [
    "cite_found",
    "cite_note",
    "cite_notes",
    "follow_notes",
    "note_citation",
    "note_figures",
    "note_rows",
    "notes",
    "public_note",
]

#: Notes told in an answer; the rows have all.
TOLD_NOTES = 3
#: Notes quoted beside figures.
CITED_BESIDE = 2
_FIGURE = re.compile(
    r"(?<![\w.,/-])(?P<sign>[-+]?)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<gap>\s?)(?P<unit>%|[A-Za-z]+)?"
)
_UNITS = frozenset(
    word
    for line in (
        "% day days week weeks month months year years hour hours minute minutes unit units piece pieces",
        "case cases box boxes pallet pallets pack packs carton cartons crate crates bag bags bottle bottles can cans",
        "roll rolls kg g t tonne tonnes litre litres liter liters l ml m cm mm km eur euro euros usd dollar dollars",
        "gbp pound pounds degrees",
    )
    for word in line.split()
)
_FILLER = frozenset(
    word
    for line in (
        "note notes latest last most recent newest newer news about",
        "from with what says said there have shop store branch supplier vendor product item tell show does written",
        "them they their its this that these seeing meeting calling before after minutes please again send quick",
        "thing things whats anything something abt regarding concerning heard hear know known got",
        "update updates post posted entry",
        "are the is which our a an of me do we any please us s it in on to your you all can see",
    )
    for word in line.split()
)
_SELECT = (
    "SELECT n.note_id, n.date, n.title, n.body, n.supplier_id, n.product_id, n.store_id, u.name AS supplier, "
    "p.name AS product, s.name AS store FROM notes n LEFT JOIN suppliers u ON u.supplier_id = n.supplier_id "
    "LEFT JOIN products p ON p.product_id = n.product_id LEFT JOIN stores s ON s.store_id = n.store_id"
)


def notes(inquiry: Inquiry) -> Evidence:
    """Find notes by id, entity or words; newest first unless words rank them."""
    plan = inquiry.plan
    if not inquiry.session.row("SELECT count(*) AS n FROM notes", keep=False)["n"]:
        return inquiry.no_data("No notes were supplied.")
    rows, found = _find(inquiry)
    if plan.note_latest or (not found and not plan.entities.notes):
        rows.sort(key=lambda r: (r["date"] is None, -(r["date"].toordinal() if r["date"] else 0), r["note_id"]))
    if not rows:
        return inquiry.no_data(*(() if inquiry.messages else (_none(inquiry),)))
    inquiry.count_fact(len(rows), "notes" if len(rows) > 1 else "note", asked=plan.intent == "count")
    told = 1 if plan.note_latest else TOLD_NOTES
    for number, row in enumerate(rows):
        if number < 12:
            _facts(inquiry, row, asked=number < (plan.limit or told), figures=number < told)
        inquiry.rows.append(public_note(row))
    texts = {c.note_id: c for c in found}
    for row in rows[: max(told, 5)]:
        inquiry.citations.append(note_citation(row, texts.get(row["note_id"])))
    inquiry.coverage = {"checked": len(rows), "total": len(rows), "skipped": 0, "skipped_reason": ""}
    return inquiry.evidence()


def _find(inquiry: Inquiry, dated: bool = True) -> tuple[list[dict[str, Any]], list[Citation]]:
    plan = inquiry.plan
    if plan.entities.notes:
        rows = inquiry.session.rows(
            f"{_SELECT} WHERE n.note_id IN {placeholders(plan.entities.notes)}", plan.entities.notes
        )
        order = {n: i for i, n in enumerate(plan.entities.notes)}
        return sorted(rows, key=lambda r: order[r["note_id"]]), []
    rows = note_rows(inquiry)
    if not rows and len(inquiry.scope.named()) > 1:  # no note about all of it together: about any of it
        rows = note_rows(inquiry, " OR ")
        products = inquiry.scope.ids("product")
        rows = [r for r in rows if r["product_id"] in products] or rows  # the nearest of what was named
    if dated and plan.window is not None and plan.window.asked:
        inside = [r for r in rows if r["date"] and plan.window.start <= r["date"] <= plan.window.end]
        rows = inside
    if not plan.note_query.strip() or not rows:
        return rows, []
    matter = told_matter(plan.note_query) if inquiry.scope.named() else None

    def on_that_matter(row: dict[str, Any]) -> bool:
        return matter is None or matter.search(f"{row['title']}. {row['body']}") is not None

    if len(several := inquiry.scope.ids("product")) > 1:  # "which of the boots ...?": their own notes
        own_notes = [r for r in rows if r["product_id"] in several]
        rows = own_notes if any(map(on_that_matter, own_notes)) else rows
    if matter is not None:  # of one thing, the notes on that matter
        on_it = list(filter(on_that_matter, rows))
        if not on_it and _WHETHER.match(plan.question):  # "does Cork close at Christmas?": no other note answers that
            inquiry.messages.append(_none(inquiry, _OF_THAT))
            return [], []
        rows = on_it or rows
    said = set(_flat(plan.note_query).split()) - _FILLER
    if plan.note_latest and (inquiry.scope.named() or not said):
        return _on_topic(inquiry, rows), []  # "what are the newest notes?"
    own = set(CODE.findall(" ".join(inquiry.scope.subject(inquiry.view).values()).lower()))  # "LED Bulb E14"
    codes = set(CODE.findall(plan.note_query.lower())) - own  # a batch or contract number is found as it is written
    named = [r for r in rows if any(code in f"{r['title']} {r['body']}".lower() for code in codes)]
    if named:
        return named, []
    percents = [float(n) for n in _PERCENTS.findall(plan.note_query)]  # "the one that raises prices by 1.5%"
    told = [r for r in rows if percents and set(percents) & {float(n) for n in _PERCENTS.findall(str(r["body"]))}]
    return _by_words(inquiry, told or rows)


def note_rows(inquiry: Inquiry, joint: str = " AND ") -> list[dict[str, Any]]:
    """All notes about the named things, newest first."""
    where, parameters = _about(inquiry.scope, joint)
    return inquiry.session.rows(f"{_SELECT} WHERE {where} ORDER BY n.date DESC NULLS LAST, n.note_id", parameters)


_PERCENTS = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d+)?) ?(?:%|percent|per cent)")


#: The clause that asks for the newest
_NEWEST = re.compile(r"[^.?!:;]*\b(?:latest|newest|most recent|last|recent)\b[^.?!;]*", re.IGNORECASE)


def _on_topic(inquiry: Inquiry, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For "the latest note about X on delays": the notes that share a word beyond the names; all where none does."""
    names = set(_flat(" ".join(inquiry.scope.subject(inquiry.view).values())).split())
    asked = _NEWEST.search(inquiry.plan.note_query)  # what is told beside it is no matter of a note
    said = asked.group() if asked else inquiry.plan.note_query
    words = {w for w in _flat(said).split() if len(w) > 3} - names - _FILLER
    found = [r for r in rows if any(w in _flat(f"{r['title']} {r['body']}") for w in words)]
    return found or rows


def _about(scope: Scope, joint: str = " AND ") -> tuple[str, list[Any]]:
    """Notes about the named things; a product's notes are those that name it, else its supplier's."""
    parts: list[str] = []
    parameters: list[Any] = []
    products, suppliers = scope.ids("product"), scope.ids("supplier")
    if products and suppliers:  # a product and who delivers it: what concerns all that they deliver too
        parts.append(
            f"(n.product_id IN {placeholders(products)} "
            f"OR (n.product_id IS NULL AND n.supplier_id IN {placeholders(suppliers)}))"
        )
        parameters += [*products, *suppliers]
    for kind in ("product", "store", "supplier"):
        ids = scope.ids(kind)
        if ids and not (kind != "store" and products and suppliers):
            parts.append(f"n.{KINDS[kind][1]} IN {placeholders(ids)}")
            parameters.extend(ids)
    if scope.ids("category"):
        ids = scope.ids("category")
        parts.append(f"n.product_id IN (SELECT product_id FROM products WHERE category IN {placeholders(ids)})")
        parameters.extend(ids)
    return joint.join(parts) or "TRUE", parameters


def cite_found(inquiry: Inquiry) -> None:
    """Facts and citations of the notes that a plan about numbers asks for beside them, by words."""
    rows, found = _find(inquiry, dated=False)
    texts = {c.note_id: c for c in found}
    for row in rows[:CITED_BESIDE]:
        _facts(inquiry, row, asked=False, figures=True)
        inquiry.citations.append(note_citation(row, texts.get(row["note_id"])))


def _by_words(inquiry: Inquiry, rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Citation]]:
    """Hybrid search among the notes that the filters leave; an exact phrase settles it."""
    query = inquiry.plan.note_query.strip()
    phrase = _flat(query)
    exact = [r for r in rows if phrase and phrase in _flat(f"{r['title']} {r['body']}")]
    if exact and len(phrase) >= 8:
        return exact, []
    if inquiry.search is None:
        words = set(phrase.split())
        scored = [(len(words & set(_flat(f"{r['title']} {r['body']}").split())), r) for r in rows]
        return [r for n, r in sorted(scored, key=lambda p: -p[0]) if n][:5], []
    filters: dict[str, Any] = {"kind": "note"}
    if len(rows) < inquiry.session.row("SELECT count(*) AS n FROM notes", keep=False)["n"]:
        filters["note_id"] = tuple(r["note_id"] for r in rows)
    hits = [c for c in inquiry.search.search(widened(query), filters, 8) if c.note_id]
    by_id = {r["note_id"]: r for r in rows}
    ordered = [by_id[i] for i in dict.fromkeys(c.note_id for c in hits) if i in by_id]
    return ordered[:5], [c for n, c in enumerate(hits) if c.note_id not in {h.note_id for h in hits[:n]}]


def _flat(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


_OF_THAT = " that says anything of that"
#: A question that yes or no answers
_WHETHER = re.compile(
    r"^\W*(?:(?:and|but|so|ok|hi|hello|please|tell me if|do you know if|can you tell me if),? )*(?:is|are|was|were|does|do|did|will|would|has|have|had|shall|should) (?!(?:we|you|i) (?:know|have|see)\b)",
    re.IGNORECASE,
)


def _none(inquiry: Inquiry, of_what: str = "") -> str:
    subject = ", ".join(inquiry.scope.subject(inquiry.view).values())
    return f"There is no note about {subject}{of_what}." if subject else "No note fits that."


def _facts(inquiry: Inquiry, row: dict[str, Any], asked: bool, figures: bool) -> None:
    book, key, subject = inquiry.book, {"note_id": str(row["note_id"])}, {"note": str(row["title"])}
    book.cell(row["title"], "", "note", "notes", key, "title", measure="note_title", subject=subject, asked=asked)
    if row["date"] is not None:
        book.cell(
            row["date"], "", "date of the note", "notes", key, "date", measure="note_date", subject=subject, asked=False
        )
    for kind in ("supplier", "product", "store"):
        if row[kind]:
            book.cell(
                row[kind],
                "",
                f"{kind} of the note",
                "notes",
                key,
                f"{kind}_id",
                measure=f"note_{kind}",
                subject=subject,
                asked=asked and kind != "store",
            )
    if figures:
        for value, unit, sentence in note_figures(str(row["body"]))[:40]:
            book.cell(
                value,
                unit,
                sentence,
                "notes",
                key,
                "body",
                measure="note_figure",
                subject=subject,
                asked=False,
                decimals=2,
            )


def note_figures(body: str) -> list[tuple[float, str, str]]:
    """The figures in a note as (value, unit word, the sentence or table row around it), in order."""
    found = []
    for part in re.split(r"(?<=[.!?;])\s+|\n+", body):
        sentence = re.sub(r"[#*_>`|]+", " ", part)
        sentence = re.sub(r"\s+", " ", sentence).strip()
        for match in _FIGURE.finditer(sentence):
            value = float(match["number"].replace(",", "")) * (-1 if match["sign"] == "-" else 1)
            unit = (match["unit"] or "").lower()
            if unit and unit != "%" and not match["gap"]:
                continue  # glued to letters: a code, not a figure
            unit = "%" if unit == "percent" else unit
            found.append((value, unit if unit in _UNITS else "", sentence[:240]))
    return found


def public_note(row: dict[str, Any]) -> dict[str, Any]:
    kept = ("note_id", "date", "title", "supplier", "product", "store", "body")
    return {"note_id": row["note_id"], "name": row["title"]} | {k: public_value(row[k]) for k in kept[1:]}


def note_citation(row: dict[str, Any], hit: Citation | None = None) -> Citation:
    text = str(row["body"])
    return Citation(
        hit.passage_id if hit else f"note:{row['note_id']}",
        "note",
        str(row["title"]),
        row["date"],
        text,
        hit.score if hit else 1.0,
        str(row["note_id"]),
    )


_SPOKEN_OF = re.compile(
    r"\b(?:it|its|they|them|their|those|(?:that|this|the) (?:supplier|vendor|product|item|article|company))\b",
    re.IGNORECASE,
)


def follow_notes(inquiry: Inquiry) -> None:
    """A plan that names, or was found to speak of, a note and nothing else is about what the note is about."""
    entities = inquiry.plan.entities
    found = inquiry.citations[0].note_id if inquiry.citations else ""
    notes = entities.notes or ((found,) if found and _SPOKEN_OF.search(inquiry.plan.question) else ())
    if not notes or any((entities.products, entities.suppliers, entities.categories)):
        return
    rows = inquiry.session.rows(f"{_SELECT} WHERE n.note_id IN {placeholders(notes)}", notes, keep=False)
    words = (inquiry.plan.resolved_question or inquiry.plan.question).casefold()
    for row in rows:
        words = words.replace(str(row["title"]).casefold(), " ")
    products = tuple(dict.fromkeys(r["product_id"] for r in rows if r["product_id"]))
    suppliers = tuple(dict.fromkeys(r["supplier_id"] for r in rows if r["supplier_id"]))
    by_supplier = inquiry.plan.group_by == "supplier" or bool(re.search(r"\b(supplier|vendor)s?\b", words))
    about = {"suppliers": suppliers} if suppliers and (by_supplier or not products) else {"products": products}
    stores = tuple(dict.fromkeys(r["store_id"] for r in rows if r["store_id"]))
    if not products and not suppliers:
        about = {"stores": entities.stores or stores}
    inquiry.rescope(Scope(replace(entities, **{k: v for k, v in about.items() if v})))


def cite_notes(inquiry: Inquiry) -> None:
    """Facts and citations of the notes that a plan about numbers names."""
    ids = inquiry.plan.entities.notes
    if not ids:
        return
    for row in inquiry.session.rows(f"{_SELECT} WHERE n.note_id IN {placeholders(ids)}", ids):
        cite_note(inquiry, row)


def cite_note(inquiry: Inquiry, row: dict[str, Any]) -> None:
    _facts(inquiry, row, asked=True, figures=False)
    inquiry.citations.append(note_citation(row, None))
