"""Low-rank adapters (Hu et al. 2021) on the upper layers of the embedder, for those that read questions with it.

The layers below run once over all texts before a training begins; adapters are merged
into their layers when a trained reader is loaded.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from rag.embedded import load_backbone

__all__ = ["LAYERS", "WEIGHTS", "AdaptedBackbone", "Schooling", "load_adapted", "optimise"]

WEIGHTS = Path(__file__).resolve().parent / "weights"

LAYERS = 6  # of the encoder
RANK, ALPHA = 16, 32
_WARM_UP = 60  # steps
_AT_ONCE = 64  # texts
_DRAWN = 16  # batches that are drawn together and sorted by length


class AdaptedBackbone:
    """The embedder with adapters on its upper `adapted_layers`."""

    def __init__(self, adapted_layers: int, max_tokens: int) -> None:
        if not 0 <= adapted_layers <= LAYERS:
            raise ValueError(f"adapted_layers is 0 to {LAYERS}, got {adapted_layers}")
        self.tokenizer, self.network = load_backbone()
        self.tokenizer.enable_truncation(max_tokens)
        self.tokenizer.no_padding()  # its file asks for 128 tokens, padding included
        for parameter in self.network.parameters():
            parameter.requires_grad_(False)
        self.frozen = LAYERS - adapted_layers
        self.adapter = _attach(self.network, self.frozen)

    def parameters(self) -> list[Any]:
        return [p for pair in self.adapter.values() for p in pair]

    def lower(self, texts: Sequence[str], progress: Any, reduce: Callable[[Any, Any], Any] | None = None) -> list[Any]:
        """Output of the frozen layers per text, (T, 384) in half precision; `reduce(hidden, mask)` in its place."""
        import torch

        rows: list[Any] = [None] * len(texts)
        encoded = [self.tokenizer.encode(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda i: len(encoded[i].ids))
        with torch.inference_mode():
            for start in range(0, len(order), _AT_ONCE):
                part = order[start : start + _AT_ONCE]
                ids, mask = _padded([encoded[i].ids for i in part])
                hidden = self.network.embeddings(input_ids=ids)
                bias = _bias(mask)
                for layer in self.network.encoder.layer[: self.frozen]:
                    hidden = _first(layer(hidden, bias))
                found = reduce(hidden, mask) if reduce else hidden
                for row, i in enumerate(part):
                    rows[i] = (found[row] if reduce else found[row, : len(encoded[i].ids)].half()).clone()
                progress("frozen layers", start + len(part), len(order))
        return rows

    def upper(self, rows: Sequence[Any]) -> tuple[Any, Any]:
        """Output of the adapted layers for outputs of the frozen ones: hidden (B, T, 384) and mask (B, T)."""
        import torch

        width = max(len(r) for r in rows)
        hidden = torch.zeros(len(rows), width, rows[0].shape[1])
        mask = torch.zeros(len(rows), width, dtype=torch.long)
        for i, row in enumerate(rows):
            hidden[i, : len(row)] = row.float()
            mask[i, : len(row)] = 1
        bias = _bias(mask)
        for layer in self.network.encoder.layer[self.frozen :]:
            hidden = _first(layer(hidden, bias))
        return hidden, mask

    def state(self) -> dict[str, Any]:
        """The adapters' weights, as `merge_adapter` takes them."""
        found: dict[str, Any] = {}
        for name, (a, b) in self.adapter.items():
            found |= {f"{name}.lora_a": a.detach().contiguous(), f"{name}.lora_b": b.detach().contiguous()}
        return found


def _attach(network: Any, frozen: int) -> dict[str, tuple[Any, Any]]:
    """Adapters on every linear layer above the frozen ones; `B` starts at zero."""
    import torch
    from torch import nn

    pairs: dict[str, tuple[Any, Any]] = {}
    for name, module in list(network.named_modules()):
        layer = name.split(".")
        if isinstance(module, nn.Linear) and len(layer) > 2 and layer[1] == "layer" and int(layer[2]) >= frozen:
            a = nn.Parameter(torch.randn(RANK, module.in_features) / module.in_features**0.5)
            b = nn.Parameter(torch.zeros(module.out_features, RANK))
            pairs[name] = (a, b)
            module.register_forward_hook(lambda _, given, out, a=a, b=b: out + (ALPHA / RANK) * (given[0] @ a.T) @ b.T)
    return pairs


def load_adapted(weights: Path, max_tokens: int) -> tuple[Any, Any, dict[str, Any]]:
    """(tokenizer, network, all tensors of the file): the embedder with the file's adapters merged into its layers."""
    from safetensors.torch import load_file

    tokenizer, network = load_backbone()
    tokenizer.enable_truncation(max_tokens)
    tokenizer.no_padding()  # its file asks for 128 tokens, padding included
    state = load_file(str(weights))
    _merge_adapter(network, state)
    return tokenizer, network, state


def _merge_adapter(network: Any, state: dict[str, Any]) -> None:
    """Add `B @ A` of each adapted layer to its weight, once and for all."""
    import torch

    modules = dict(network.named_modules())
    with torch.no_grad():
        for name, a in state.items():
            if name.endswith(".lora_a"):
                layer = modules[name.removesuffix(".lora_a")]
                layer.weight += ALPHA / RANK * state[name.removesuffix("a") + "b"] @ a


class Schooling(Protocol):
    """What settings of a training say of its course."""

    @property
    def epochs(self) -> int: ...
    @property
    def batch_size(self) -> int: ...
    @property
    def learning_rate(self) -> float: ...  # of the adapter
    @property
    def seed(self) -> int: ...


def optimise(
    backbone: AdaptedBackbone,
    head: Any,
    head_rate: float,
    settings: Schooling,
    rows: Sequence[Any],
    loss_of: Callable[[list[int]], Any],
    progress: Any,
) -> None:
    """Adapter and head by gradient over items of which `rows` are the lower layers' outputs.

    `loss_of(numbers)` is the loss of a batch of them. AdamW; the rate warms up over 60 steps and falls to a fiftieth.
    """
    import torch

    generator = random.Random(settings.seed)  # noqa: S311
    groups = [
        {"params": backbone.parameters(), "lr": settings.learning_rate},
        {"params": list(head.parameters()), "lr": head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = settings.epochs * -(-len(rows) // settings.batch_size)
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda k: min(1, (k + 1) / _WARM_UP) * max(0.02, 1 - k / max(steps, 1))
    )
    head.train()
    done = 0
    for _ in range(settings.epochs):
        for batch in _batches(rows, settings.batch_size, generator):
            loss = loss_of(batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 1.0)  # type: ignore[attr-defined]
            optimiser.step()
            rates.step()
            done += 1
            progress("training", done, steps, loss=float(loss.detach()))
    head.eval()


def _batches(rows: Sequence[Any], size: int, generator: random.Random) -> list[list[int]]:
    """The numbers of all rows, shuffled, in batches of about equal length; padding takes half the time else."""
    order = list(range(len(rows)))
    generator.shuffle(order)
    drawn: list[int] = []
    for at in range(0, len(order), size * _DRAWN):
        drawn += sorted(order[at : at + size * _DRAWN], key=lambda i: len(rows[i]))
    batches = [drawn[at : at + size] for at in range(0, len(drawn), size)]
    generator.shuffle(batches)
    return batches


def _padded(ids: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """Token ids of unlike lengths as (B, T) with a 0/1 mask."""
    import torch

    width = max(map(len, ids))
    rows = torch.zeros(len(ids), width, dtype=torch.long)
    mask = torch.zeros(len(ids), width, dtype=torch.long)
    for i, row in enumerate(ids):
        rows[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
    return rows, mask


def _bias(mask: Any) -> Any:
    """(B, T) 0/1 to what is added to attention scores (B, 1, 1, T)."""
    return (1.0 - mask[:, None, None, :].float()) * -1e4


def _first(output: Any) -> Any:
    return output[0] if isinstance(output, tuple) else output
