"""AdamW over one vector: the same steps as torch's, the average, and that the weights are set free again."""

from __future__ import annotations

import copy
import subprocess
import sys

import torch
from torch import nn

from forecasting.optimiser import FlatAdamW


def _network() -> nn.Module:
    torch.manual_seed(3)
    return nn.Sequential(nn.Linear(5, 8), nn.Tanh(), nn.Linear(8, 1))


def _loss(network: nn.Module, step: int) -> torch.Tensor:
    x = torch.randn(16, 5, generator=torch.Generator().manual_seed(step))
    return 30.0 * (network(x)[:, 0] - x.sum(dim=1)).square().mean()


def test_ten_steps_are_those_of_torch_with_clipping_and_decay() -> None:
    ours, theirs = _network(), _network()
    flat = FlatAdamW(ours, weight_decay=0.1, clip=1.0, average_decay=0.9)
    reference = torch.optim.AdamW(theirs.parameters(), lr=0.01, weight_decay=0.1)
    average = None
    for step in range(10):
        _loss(ours, step).backward()
        flat.step(0.01)
        reference.zero_grad()
        _loss(theirs, step).backward()
        torch.nn.utils.clip_grad_norm_(theirs.parameters(), 1.0)
        reference.step()
        now = torch.cat([p.detach().reshape(-1) for p in theirs.parameters()])
        average = now.clone() if average is None else 0.9 * average + 0.1 * now
    for a, b in zip(ours.parameters(), theirs.parameters(), strict=True):
        torch.testing.assert_close(a.detach(), b.detach(), atol=1e-5, rtol=1e-4)
    torch.testing.assert_close(flat.average, average, atol=1e-5, rtol=1e-4)


def test_released_weights_hold_the_average_and_share_nothing() -> None:
    network = _network()
    flat = FlatAdamW(network, weight_decay=0.0, clip=1.0, average_decay=0.5)
    for step in range(3):
        _loss(network, step).backward()
        flat.step(0.05)
    wanted = copy.deepcopy(flat.averaged())
    flat.release(flat.averaged())
    flat.weights.zero_()
    assert all(p.grad is None for p in network.parameters())
    for name, p in network.named_parameters():
        torch.testing.assert_close(p.detach(), wanted[name])
    assert len({p.untyped_storage().data_ptr() for p in network.parameters()}) == 4


def test_training_does_not_import_the_compiler() -> None:
    code = (
        "import sys, torch; from forecasting.optimiser import FlatAdamW; "
        "network = torch.nn.Linear(2, 1); o = FlatAdamW(network, 0.0, 1.0, 0.9); "
        "network(torch.ones(1, 2)).sum().backward(); o.step(0.1); sys.exit('torch._dynamo' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
