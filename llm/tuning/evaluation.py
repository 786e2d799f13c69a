"""Evaluation by generation: does the sentence say what the brief says, all of it, and nothing else?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from llm.tuning.rows import encode

__all__ = ["judge", "score_rows", "write_all"]

_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
NEAR = 6  # characters between a value and a word that is said of it
MAX_NEW = 110  # tokens; the longest reference has about 90


def write_all(model: Any, tokenizer: Any, prompts: Sequence[str], batch: int = 16, max_new: int = MAX_NEW) -> list[str]:
    """Greedy sentences for prompts, in batches of like length padded on the left."""
    import torch

    order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
    told = [""] * len(prompts)
    device = next(model.parameters()).device
    pad = tokenizer.pad_token_id or tokenizer.eos_token_id
    was = model.training
    model.eval()
    for start in range(0, len(order), batch):
        part = order[start : start + batch]
        heads = [encode(tokenizer, prompts[i]).ids for i in part]
        width = max(map(len, heads))
        ids = torch.tensor([[pad] * (width - len(h)) + list(h) for h in heads], device=device)
        mask = torch.tensor([[0] * (width - len(h)) + [1] * len(h) for h in heads], device=device)
        with torch.inference_mode():
            out = model.generate(
                input_ids=ids, attention_mask=mask, max_new_tokens=max_new, do_sample=False, num_beams=1,
                eos_token_id=tokenizer.eos_token_id, pad_token_id=pad, temperature=None, top_p=None, top_k=None,
            )  # fmt: skip
        for i, row in zip(part, out, strict=True):
            told[i] = tokenizer.decode(row[width:], skip_special_tokens=True).strip()
    model.train(was)
    return told


def _has(text: str, part: str) -> bool:
    """Whether `part` stands in `text` by itself: not inside a longer number or word."""
    return re.search(rf"(?<![\w.,]){re.escape(part)}(?![\w%]|[.,]\d)", text, re.IGNORECASE) is not None


def judge(row: dict[str, Any], text: str) -> dict[str, bool]:
    """What a sentence does with its row: all values told, all names told, no other numeral, label beside value.

    `told` are the value texts, `names` the names. `exact` needs all four. The row's own reference passes.
    """
    told, names = list(row.get("told", ())), list(row.get("names", ()))
    values = all(_has(text, t) for t in told)
    named = all(_has(text, n) for n in names)
    allowed = set(_NUMERAL.findall(row["input"]))
    grounded = all(n.rstrip(",") in allowed for n in _NUMERAL.findall(text))
    ordered = _roles_kept(row, text)
    return {"values": values, "names": named, "grounded": grounded, "roles": ordered,
            "exact": values and named and grounded and ordered}  # fmt: skip


def _roles_kept(row: dict[str, Any], text: str) -> bool:
    """Each value's nearest words of a role are its own, where two values of a row have known words."""
    from llm.phrasing.roles import words_of

    places = []
    for role, told in zip(row.get("roles", ()), row.get("told", ()), strict=False):
        found = text.find(told)
        words = _role_words(words_of(role))
        places.append((found, found + len(told), words))
    lowered = text.lower()
    if len(places) < 2 or len({frozenset(p[2]) for p in places}) < len(places):
        return True
    for at, end, words in places:
        own = _distance(lowered, words, at, end)
        others = {w for a, _, ws in places if a != at for w in ws} - words
        other = _distance(lowered, others, at, end)
        if other is not None and other < NEAR and (own is None or other + 2 < own):
            return False
    return True


def _role_words(words: Any) -> set[str]:
    return {words.label.lower(), *(n.removeprefix("the ").lower() for n, _ in words.nouns)}


def _distance(text: str, words: set[str], at: int, end: int) -> int | None:
    """Characters between a value and the nearest of the words; None when none is in the text."""
    gaps = []
    for word in words:
        for match in re.finditer(re.escape(word), text):
            gaps.append(at - match.end() if match.end() <= at else max(0, match.start() - end))
    return min((g for g in gaps if g >= 0), default=None)


def score_rows(model: Any, tokenizer: Any, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Shares over rows: exact, values, names, grounded, roles; and by kind; with the failures."""
    texts = write_all(model, tokenizer, [r["input"] for r in rows])
    judged = [judge(r, t) for r, t in zip(rows, texts, strict=True)]
    found: dict[str, Any] = {k: sum(j[k] for j in judged) / max(len(rows), 1) for k in judged[0]}
    kinds: dict[str, list[bool]] = {}
    for row, j in zip(rows, judged, strict=True):
        kinds.setdefault(row.get("kind", "values"), []).append(j["exact"])
    found["by_kind"] = {k: sum(v) / len(v) for k, v in sorted(kinds.items())}
    found["failures"] = [
        {"input": r["input"], "reference": r["output"], "text": t, **j}
        for r, t, j in zip(rows, texts, judged, strict=True)
        if not j["exact"]
    ]
    found["texts"] = texts
    return found
