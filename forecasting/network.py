"""The global network: LSTM over the history, LSTM over what is known of the future, quantile heads.

    tokens (B, P, Ft) ── LSTM encoder ──┐ state
    static (B, Fs), embeddings ─────────┼── LSTM decoder over future (B, H, Ff) ── MLP ──┬─ log mean
    ratios (B, H, Fr) ──────────────────┴───────────────────────────── linear ───────────┤
                                                                                         └─ quantiles

The mean is exp(a + w . ratios): a multiplicative forecast that the network corrects; it begins
with weights that make sense before any training. Quantiles
are the mean times a monotone sequence (cumulated softplus), so they never cross.
B windows, P tokens, H steps, Q levels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from forecasting.protocol import MODEL_LEVELS

__all__ = ["NetworkSettings", "QuantileLSTM"]

LOG_LIMIT = 6.0  # the mean stays within exp(+-6) of the window's scale


@dataclass(frozen=True)
class NetworkSettings:
    """Sizes of the network. Feature counts come from the data."""

    token_features: int
    future_features: int
    ratio_features: int
    static_features: int
    stores: int
    products: int
    categories: int
    hidden: int = 64  # units of encoder and decoder
    store_dim: int = 4  # embedding sizes
    product_dim: int = 8
    category_dim: int = 4
    dropout: float = 0.1
    attention: bool = False  # decoder steps attend over the encoder states
    decoder: str = "lstm"  # or "mlp": every step on its own
    levels: tuple[float, ...] = MODEL_LEVELS

    def __post_init__(self) -> None:
        if list(self.levels) != sorted(set(self.levels)) or not 0 < self.levels[0] < self.levels[-1] < 1:
            raise ValueError(f"levels must rise strictly within (0, 1); got {self.levels}")
        if self.hidden < 1 or not 0 <= self.dropout < 1:
            raise ValueError(f"hidden must be positive and dropout in [0, 1); got {self.hidden}, {self.dropout}")


class Dropout(nn.Module):
    """Dropout with a rate in steps of 1/256: random bytes drawn eight at a time take a third of nn.Dropout's time."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.dropped = round(256 * rate)  # of 256 values of a byte

    def forward(self, values: Tensor) -> Tensor:
        if not self.training or not self.dropped:
            return values
        words = torch.empty(-(-values.numel() // 8), dtype=torch.int64).random_(-(2**63), None)
        drawn = words.view(torch.uint8)[: values.numel()].view(values.shape)
        return values * (drawn >= self.dropped).to(values.dtype).mul_(256 / (256 - self.dropped))


class QuantileLSTM(nn.Module):
    """Mean and quantiles of every step, in multiples of the window's scale."""

    def __init__(self, settings: NetworkSettings) -> None:
        super().__init__()
        self.settings = s = settings
        self.store = nn.Embedding(s.stores + 1, s.store_dim)  # row 0 is "unknown"
        self.product = nn.Embedding(s.products + 1, s.product_dim)
        self.category = nn.Embedding(s.categories + 1, s.category_dim)
        for table in (self.store, self.product, self.category):
            nn.init.normal_(table.weight, std=0.02)
            table.weight.data[0].zero_()
        fixed = s.static_features + s.store_dim + s.product_dim + s.category_dim
        self.read_static = nn.Sequential(nn.Linear(fixed, s.hidden), nn.SiLU())
        self.encoder = nn.LSTM(s.token_features, s.hidden, batch_first=True)
        self.start = nn.Linear(2 * s.hidden, 2 * s.hidden)
        step_inputs = s.future_features + s.ratio_features
        self.read_future = nn.Linear(step_inputs, s.hidden)
        self.read_context = nn.Linear(2 * s.hidden, s.hidden)
        if s.decoder == "lstm":
            self.decoder: nn.Module = nn.LSTM(s.hidden, s.hidden, batch_first=True)
        else:
            self.decoder = nn.Sequential(nn.Linear(s.hidden, s.hidden), nn.SiLU())
        self.query = nn.Linear(s.hidden, s.hidden) if s.attention else None
        wide = s.hidden * (3 if s.attention else 2)
        self.body = nn.Sequential(nn.Linear(wide, s.hidden), nn.SiLU(), Dropout(s.dropout))
        self.log_mean = nn.Linear(s.hidden, 1)
        self.ratio_weight = nn.Linear(s.ratio_features, 1, bias=False)
        self.shape = nn.Linear(s.hidden, len(s.levels))
        self.dropout = Dropout(s.dropout)
        with torch.no_grad():
            self.log_mean.weight.mul_(0.1)
            self.log_mean.bias.zero_()
            self.ratio_weight.weight.zero_()
            self.shape.weight.mul_(0.1)
            self.shape.bias.copy_(_initial_shape(s.levels))

    def begin_with(self, prior: Any) -> None:
        """Start from a multiplicative forecast with the weights `prior` (Fr,) of the log ratios."""
        with torch.no_grad():
            self.ratio_weight.weight.copy_(torch.as_tensor(prior)[None])

    def forward(self, batch: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
        """-> log of the mean (B, H) and quantiles (B, H, Q), both relative to the scale."""
        tokens, future, ratios = batch["tokens"], batch["future"], batch["ratios"]
        codes = batch["codes"]
        embedded = torch.cat([self.store(codes[:, 0]), self.product(codes[:, 1]), self.category(codes[:, 2])], dim=1)
        static = self.read_static(torch.cat([batch["static"], self.dropout(embedded)], dim=1))
        states, (last, _) = self.encoder(tokens)
        context = torch.cat([last[0], static], dim=1)  # (B, 2 hidden)
        hidden, cell = torch.tanh(self.start(context)).chunk(2, dim=1)
        steps = self.read_future(torch.cat([future, ratios], dim=2)) + self.read_context(context)[:, None]
        steps = functional.silu(steps)
        if self.settings.decoder == "lstm":
            decoded, _ = self.decoder(steps, (hidden[None].contiguous(), cell[None].contiguous()))
        else:
            decoded = self.decoder(steps + hidden[:, None])
        parts = [decoded, steps]
        if self.query is not None:
            parts.append(functional.scaled_dot_product_attention(self.query(decoded), states, states))
        body = self.body(torch.cat(parts, dim=2))
        log_mean = (self.log_mean(body) + self.ratio_weight(ratios))[..., 0].clamp(-LOG_LIMIT, LOG_LIMIT)
        raw = self.shape(body)
        lowest = raw[..., :1]
        rises = functional.softplus(raw)[..., 1:].cumsum(dim=2)  # of all: a part of it is not contiguous, and slow
        relative = torch.cat([lowest, lowest + rises], dim=2)
        return log_mean, relative * log_mean.detach().exp()[..., None]


def _initial_shape(levels: tuple[float, ...]) -> Tensor:
    """Bias of the shape head: the quantiles of a normal around 1 with a spread of 0.4."""
    normal = torch.distributions.Normal(1.0, 0.4)
    quantiles = normal.icdf(torch.tensor(levels))
    rises = (quantiles[1:] - quantiles[:-1]).clamp(min=1e-3)
    return torch.cat([quantiles[:1], torch.log(torch.expm1(rises))])
