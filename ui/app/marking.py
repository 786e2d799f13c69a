"""Answers as HTML: every verified number carries its source, shown on hover, focus or tap."""

from __future__ import annotations

from html import escape
from typing import Any

__all__ = ["answer_html", "badge_html", "source_line", "sources_html"]


def source_line(fact: dict[str, Any]) -> str:
    """Where a fact comes from, in one line: table, column, key, run; or the derivation."""
    key = ", ".join(f"{k}={v}" for k, v in (fact.get("key") or {}).items())
    place = ".".join(part for part in (fact.get("table"), fact.get("column")) if part)
    if fact.get("operation"):
        inputs = ", ".join(fact.get("inputs") or [])
        place = f"{fact['operation']}({inputs or place})"
    unit = f" {fact['unit']}" if fact.get("unit") else ""
    value = fact.get("value")
    shown = f"{value:,.4g}" if isinstance(value, float) else str(value)
    return (
        f"{fact.get('label', '')}: {shown}{unit} · {place} {f'[{key}] ' if key else ''}· run {fact.get('run_id', '')}"
    )


def answer_html(answer: dict[str, Any]) -> str:
    """The text with each claim wrapped in a marked, focusable element."""
    text = answer["answer"]
    facts = {fact["id"]: fact for fact in answer.get("facts", [])}
    pieces: list[str] = []
    position = 0
    for claim in answer.get("claims", []):
        shown = str(claim.get("text", ""))
        at = text.find(shown, position) if shown else -1
        fact = facts.get(claim.get("fact"))
        if at < 0 or fact is None:
            continue
        pieces.append(_paragraphs(text[position:at]))
        title = escape(source_line(fact), quote=True)
        pieces.append(f'<abbr class="qm-claim" tabindex="0" title="{title}">{escape(shown)}</abbr>')
        position = at + len(shown)
    pieces.append(_paragraphs(text[position:]))
    return "".join(pieces)


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
    """Facts, notes, coverage, plan: what a sceptical buyer opens."""
    parts = [f"<p>{badge_html(answer)}</p>"]
    coverage = answer.get("coverage") or {}
    if coverage.get("total"):
        skipped = (
            f", {coverage['skipped']} skipped: {coverage.get('skipped_reason', '')}" if coverage.get("skipped") else ""
        )
        parts.append(
            f"<p>{coverage.get('checked', coverage['total'])} of {coverage['total']} checked{escape(skipped)}</p>"
        )
    facts = answer.get("facts") or []
    if facts:
        rows = "".join(f"<li>{escape(source_line(fact))}</li>" for fact in facts[:40])
        more = f"<li>and {len(facts) - 40} more</li>" if len(facts) > 40 else ""
        parts.append(
            f"<details open><summary>Figures and their source ({len(facts)})</summary><ul>{rows}{more}</ul></details>"
        )
    for citation in answer.get("citations") or []:
        heading = " · ".join(str(x) for x in (citation.get("title"), citation.get("date")) if x)
        quote = escape(citation.get("text", ""))
        parts.append(f"<details><summary>{escape(heading)}</summary><blockquote>{quote}</blockquote></details>")
    return "".join(parts)
