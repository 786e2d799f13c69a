"""Answers as HTML: every verified number carries its source, shown on hover, focus or tap."""

from __future__ import annotations

import re
from html import escape
from typing import Any

__all__ = ["answer_html", "badge_html", "source_line", "sources_html"]

_SHOWN_FACTS = 40


def _place(fact: dict[str, Any]) -> str:
    """Table, column and key of a fact, or the derivation it comes from."""
    key = ", ".join(f"{k}={v}" for k, v in (fact.get("key") or {}).items())
    place = ".".join(part for part in (fact.get("table"), fact.get("column")) if part)
    if fact.get("operation"):
        inputs = ", ".join(fact.get("inputs") or [])
        place = f"{fact['operation']}({inputs or place})"
    return f"{place} [{key}]" if key else place


def _value(fact: dict[str, Any]) -> str:
    value = fact.get("value")
    if isinstance(value, float):
        value = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.4g}"
    return f"{value} {fact.get('unit') or ''}".strip()


def source_line(fact: dict[str, Any]) -> str:
    """Where a fact comes from, in one line: table, column, key, run; or the derivation."""
    return f"{fact.get('label', '')}: {_value(fact)} · {_place(fact)} · run {fact.get('run_id', '')}"


def answer_html(answer: dict[str, Any]) -> str:
    """The text with each claim wrapped in a marked, focusable element."""
    text = answer["answer"]
    searched = _without_names(text, answer.get("rows") or [])
    facts = {fact["id"]: fact for fact in answer.get("facts", [])}
    pieces: list[str] = []
    position = 0
    for claim in answer.get("claims", []):
        shown = str(claim.get("text", ""))
        # A whole number only: the 6 of a claim is not the last digit of 2026.
        found = re.compile(rf"(?<![\w.,]){re.escape(shown)}(?!\w)").search(searched, position) if shown else None
        at = found.start() if found else -1
        fact = facts.get(claim.get("fact"))
        if at < 0 or fact is None:
            continue
        pieces.append(_paragraphs(text[position:at]))
        title = escape(source_line(fact), quote=True)
        pieces.append(f'<abbr class="qm-claim" tabindex="0" title="{title}">{escape(shown)}</abbr>')
        position = at + len(shown)
    pieces.append(_paragraphs(text[position:]))
    return "".join(pieces)


def _without_names(text: str, rows: list[dict[str, Any]]) -> str:
    """`text` with the names of its rows blanked out, so that no figure is looked for in "Screwdriver Set 6"."""
    names = {str(row.get(key)) for row in rows for key in ("name", "product", "store", "supplier") if row.get(key)}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "\0" * len(name))
    return text


def _paragraphs(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def badge_html(answer: dict[str, Any]) -> str:
    """Who wrote the answer and whether every figure in it was checked."""
    if answer["status"] != "answered":
        words = {"clarify": "a question back", "refused": "outside what I answer", "no_data": "no data for that"}
        return f'<span class="qm-badge qm-muted">{words.get(answer["status"], answer["status"])}</span>'
    state = "every figure verified" if answer.get("verified") else "not verified"
    writer = "written by the model" if answer.get("composer") == "llm" else "rendered from the facts"
    kind = "qm-ok" if answer.get("verified") else "qm-bad"
    return f'<span class="qm-badge {kind}">{state}</span> <span class="qm-badge qm-muted">{writer}</span>'


def sources_html(answer: dict[str, Any]) -> str:
    """Figures, notes and coverage: what a sceptical buyer opens. Figures that the text names come first."""
    parts = [f"<p>{badge_html(answer)}</p>"]
    coverage = answer.get("coverage") or {}
    told = [f"Run {answer['run_id']}"] if answer.get("run_id") else []
    if coverage.get("total"):
        skipped = (
            f", {coverage['skipped']} skipped: {coverage.get('skipped_reason', '')}" if coverage.get("skipped") else ""
        )
        told.append(f"{coverage.get('checked', coverage['total'])} of {coverage['total']} checked{skipped}")
    if told:
        parts.append(f"<p>{escape(' · '.join(told))}</p>")
    facts = answer.get("facts") or []
    named = {claim.get("fact") for claim in answer.get("claims") or []}
    first = [fact for fact in facts if fact["id"] in named]
    rest = [fact for fact in facts if fact["id"] not in named]
    if first or rest:
        parts.append(_facts("Figures and their source", first or rest, opened=True))
    if first and rest:
        parts.append(_facts("Behind them", rest, opened=False))
    for citation in answer.get("citations") or []:
        heading = " · ".join(str(x) for x in (citation.get("title"), citation.get("date")) if x)
        quote = escape(citation.get("text", ""))
        parts.append(f"<details><summary>{escape(heading)}</summary><blockquote>{quote}</blockquote></details>")
    return "".join(parts)


def _facts(heading: str, facts: list[dict[str, Any]], opened: bool) -> str:
    rows = "".join(_fact_row(fact) for fact in facts[:_SHOWN_FACTS])
    more = f"<p>and {len(facts) - _SHOWN_FACTS} more, in the table</p>" if len(facts) > _SHOWN_FACTS else ""
    return (
        f"<details{' open' if opened else ''}><summary>{heading} ({len(facts)})</summary>"
        f'<div class="qm-scroll"><table class="qm-facts"><tbody>{rows}</tbody></table>{more}</div></details>'
    )


def _fact_row(fact: dict[str, Any]) -> str:
    """Value and unit; what it is; the cell it comes from."""
    label, place = escape(fact.get("label", "")), escape(_place(fact))
    return f"<tr><td>{escape(_value(fact))}</td><td>{label}<small>{place}</small></td></tr>"
