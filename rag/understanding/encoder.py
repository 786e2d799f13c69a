# ruff: noqa: E501 - word lists and patterns are read on one line
"""The encoder that reads: MiniLM with a small adapter, and one head per plan field.

The lower layers of the embedder stay as they are; low-rank adapters (Hu et al. 2021) may
change the upper ones. Every head sees the pooled sentence together with what the rules
found, so that training decides where a rule is to be trusted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from data.errors import QuartermasterError
from rag.adapting import WEIGHTS, load_adapted
from rag.measures import MEASURES, ORDER_LINE, PAST_FORECAST, PLANNED_PROMOTION
from rag.understanding.reading import FLAGS, GROUPS, INTENTS, STATISTICS, TEMPLATES, Reading

if TYPE_CHECKING:
    import torch

__all__ = [
    "FIELDS",
    "MULTI",
    "Guess",
    "HeadsMismatch",
    "Reader",
    "average",
    "encoder_text",
    "labels_of",
    "rule_features",
]

MAX_TOKENS = 64

#: One choice each.
FIELDS: dict[str, tuple[str, ...]] = {
    "intent": INTENTS,
    "statistic": STATISTICS,
    "group": GROUPS,
    "order": ("", "desc", "asc"),
    "topic": ("ours", "other", "injection", "not_held", "help"),
    "scenario": (
        "", "demand", "lead_time", "cycle_service_level", "budget", "skip_order", "late_order", "supplier_down", "promotion", "price",
    ),
}  # fmt: skip
#: Any number of each.
#: Variants that a rule makes of another measure; the heads do not know them.
_BY_RULE = (
    "reached_on", "chance_above", "chance_below", "stock_left", "stock_short", "position_left", "stock_after_order", "position_after_order",
    "promotion_days", "promotion_price", "promotion_share", "gap_to_number", "place", "sales_change", "sales_change_pct", "sales_width", "returns_wape", "returns_mae", "returns_bias_pct", "reorder_gap", "order_up_to_gap", "last_sold", "delivery_on", "arrival_at_once", "on_order_value", "expected_lost_value",
    *sorted(ORDER_LINE), "product_unit_margin", "supplier_protection_days", "excess_units", *sorted(PLANNED_PROMOTION), "wape_naive", "expected_weekly_sales", "actual_weekly_sales", "oos_days", "oos_weeks", "next_event", "lot_extra", "outside_80", "bias_size", PAST_FORECAST,
)  # fmt: skip
MULTI: dict[str, tuple[str, ...]] = {
    "measures": tuple(m for m in MEASURES if m not in _BY_RULE),
    "templates": TEMPLATES,
    "flags": FLAGS,
}


class HeadsMismatch(QuartermasterError):
    """The shipped weights were trained for other fields or another embedder."""


def encoder_text(masked: str, follows: bool = False) -> str:
    """What the encoder is given: numbers are all alike, and a message that follows another is marked."""
    return ("then: " if follows else "") + re.sub(r"\d[\d.,]*(?<![.,])", "[number]", masked)[:400]


def labels_of(reading: Reading) -> dict[str, Any]:
    """Targets: an index per field, a 0/1 vector per multi-label field.

    A what-if is always read by rule; one of a kind that the heads were not trained on is none to them.
    """
    reading = reading.settled()
    if reading.scenario not in FIELDS["scenario"]:
        reading = reading.with_(scenario="")
    labels: dict[str, Any] = {name: choices.index(getattr(reading, name)) for name, choices in FIELDS.items()}
    for name, choices in MULTI.items():
        held = getattr(reading, name)
        labels[name] = np.array([choice in held for choice in choices], np.float32)
    return labels


def rule_features(reading: Reading) -> np.ndarray:
    """What the rules found, as one 0/1 vector."""
    labels = labels_of(reading)
    parts = [np.eye(len(choices), dtype=np.float32)[labels[name]] for name, choices in FIELDS.items()]
    parts += [labels[name] for name in MULTI]
    return np.concatenate([*parts, np.array([reading.weak], np.float32)])


FEATURES = sum(map(len, FIELDS.values())) + sum(map(len, MULTI.values())) + 1


def build_heads(hidden: int = 384, width: int = 384, rules: int = 128) -> torch.nn.Module:
    """Pooled sentence (B, 2 hidden) and rule features (B, FEATURES) to logits per field."""
    import torch
    from torch import nn

    class Heads(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.sentence = nn.Sequential(nn.LayerNorm(2 * hidden), nn.Dropout(0.3))
            self.rules = nn.Sequential(nn.Dropout(0.4), nn.Linear(FEATURES, rules), nn.GELU())
            self.mix = nn.Sequential(nn.Linear(2 * hidden + rules, width), nn.GELU(), nn.Dropout(0.3))
            sizes = {name: len(choices) for name, choices in (*FIELDS.items(), *MULTI.items())}
            self.out = nn.ModuleDict({name: nn.Linear(width + rules, size) for name, size in sizes.items()})

        def forward(self, pooled: torch.Tensor, features: torch.Tensor) -> dict[str, torch.Tensor]:
            found = self.rules(features)
            mixed = torch.cat([self.mix(torch.cat([found, self.sentence(pooled)], 1)), found], 1)
            return {name: head(mixed) for name, head in self.out.items()}

    return Heads()


def average(logits: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several heads' logits, field by field."""
    import torch

    return {name: torch.stack([one[name] for one in logits]).mean(0) for name in logits[0]}


def pool(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Mean and maximum over tokens: (B, T, D), (B, T) -> (B, 2 D)."""
    import torch

    weight = mask.unsqueeze(-1).to(hidden.dtype)
    mean = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1)
    top = hidden.masked_fill(mask.unsqueeze(-1) == 0, -1e4).max(1).values
    return torch.cat([mean, top], 1)


@dataclass(frozen=True)
class Guess:
    """Probabilities of each field's choices."""

    choices: dict[str, dict[str, float]]

    def best(self, field: str) -> tuple[str, float]:
        return max(self.choices[field].items(), key=lambda item: item[1])

    def over(self, field: str, threshold: float = 0.5) -> list[str]:
        ranked = sorted(self.choices[field].items(), key=lambda item: -item[1])
        return [name for name, p in ranked if p >= threshold]


class Reader:
    """The trained encoder and heads, ready to read."""

    def __init__(self, tokenizer: Any, network: Any, heads: list[Any], meta: dict[str, Any]) -> None:
        self.tokenizer, self.network, self.heads, self.meta = tokenizer, network, heads, meta
        self.guess = lru_cache(maxsize=512)(self._guess)

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Reader:
        """Shipped weights over the embedded embedder; `HeadsMismatch` where they do not fit."""
        from rag.embedded import EMBEDDED

        meta = json.loads((folder / "understanding.json").read_text(encoding="utf-8"))
        fields = {name: list(choices) for name, choices in (*FIELDS.items(), *MULTI.items())}
        if meta["fields"] != fields or meta["embedder"] != EMBEDDED["embedder"].sha256:
            raise HeadsMismatch(
                f"{folder}/understanding.safetensors was trained for other plan fields or another embedder; "
                "train again with `python -m rag.train_understanding`"
            )
        tokenizer, network, state = load_adapted(folder / "understanding.safetensors", MAX_TOKENS)
        return cls(tokenizer, network, list(_stored_heads(state, int(meta["heads"]))), meta)

    def _guess(self, text: str, features: bytes) -> Guess:
        import torch

        encoded = self.tokenizer.encode(text)
        with torch.inference_mode():
            ids, mask = torch.tensor([encoded.ids]), torch.tensor([encoded.attention_mask])
            hidden = self.network(input_ids=ids, attention_mask=mask).last_hidden_state
            found = torch.from_numpy(np.frombuffer(features, np.float32).copy())[None]
            logits = average([heads(pool(hidden, mask), found) for heads in self.heads])
            choices = {n: dict(zip(c, logits[n][0].softmax(0).tolist(), strict=True)) for n, c in FIELDS.items()}
            choices |= {n: dict(zip(c, logits[n][0].sigmoid().tolist(), strict=True)) for n, c in MULTI.items()}
        return Guess(choices)

    def __call__(self, masked: str, rules: Reading, follows: bool = False) -> Guess:
        """Probabilities for a masked question, given what the rules found; `follows` where another went before it."""
        return self.guess(encoder_text(masked, follows), rule_features(rules).tobytes())


def _stored_heads(state: dict[str, Any], count: int) -> Iterator[Any]:
    """Heads number 0 to `count` - 1 of a weights file, in full precision."""
    for number in range(count):
        prefix = f"heads.{number}."
        heads = build_heads()
        heads.load_state_dict({k.removeprefix(prefix): v.float() for k, v in state.items() if k.startswith(prefix)})
        yield heads.eval()
