"""AdamW and the running average of the weights over one flat vector.

torch.optim updates tensor by tensor and imports the compiler with the first optimiser (two processor seconds
per process), more than a short training can spare. Here all weights are views of one vector, and so are their
gradients: a step is a dozen vector operations.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

__all__ = ["FlatAdamW"]

BETAS = (0.9, 0.999)  # Kingma and Ba 2015
EPSILON = 1e-8


class FlatAdamW:
    """Loshchilov and Hutter 2019, with gradient clipping by norm and an exponential moving average of the weights.

    The parameters of `network` become views of `weights` (N,); `average` (N,) begins as the weights after the
    first step.
    """

    def __init__(self, network: nn.Module, weight_decay: float, clip: float, average_decay: float) -> None:
        self.weight_decay, self.clip, self.average_decay = weight_decay, clip, average_decay
        self.parameters = list(network.parameters())
        self.shapes = [(name, p.shape) for name, p in network.named_parameters()]
        self.weights = torch.cat([p.detach().reshape(-1) for p in self.parameters])
        self.gradient = torch.zeros_like(self.weights)
        start = 0
        for p in self.parameters:
            part = slice(start, start + p.numel())
            p.data, p.grad = self.weights[part].view_as(p), self.gradient[part].view_as(p)
            start = part.stop
        self.first, self.second = torch.zeros_like(self.weights), torch.zeros_like(self.weights)
        self.average = self.weights.clone()
        self.count = 0

    @torch.no_grad()
    def step(self, rate: float) -> None:
        """One update with the gradients that `backward` left, which are zero again afterwards."""
        self.count += 1
        norm = float(self.gradient.norm())
        if norm > self.clip:
            self.gradient.mul_(self.clip / (norm + 1e-6))
        self.first.lerp_(self.gradient, 1.0 - BETAS[0])
        self.second.mul_(BETAS[1]).addcmul_(self.gradient, self.gradient, value=1.0 - BETAS[1])
        width = (self.second / (1.0 - BETAS[1] ** self.count)).sqrt_().add_(EPSILON)
        self.weights.mul_(1.0 - rate * self.weight_decay)
        self.weights.addcdiv_(self.first, width, value=-rate / (1.0 - BETAS[0] ** self.count))
        if self.count == 1:
            self.average.copy_(self.weights)
        else:
            self.average.lerp_(self.weights, 1.0 - self.average_decay)
        self.gradient.zero_()

    def averaged(self) -> dict[str, Tensor]:
        """The averaged weights as a state of the network, a copy."""
        parts = self.average.clone().split([shape.numel() for _, shape in self.shapes])
        return {name: part.view(shape) for (name, shape), part in zip(self.shapes, parts, strict=True)}

    def release(self, state: dict[str, Tensor]) -> None:
        """Give every parameter a tensor of its own again, holding `state`; no step may follow."""
        for (name, _), p in zip(self.shapes, self.parameters, strict=True):
            p.data, p.grad = state[name].clone(), None
