"""The demo world: a seeded, made-up chain of shops whose truth is known."""

from data.demo.world import DEFAULT_AS_OF, DemoTruth, make_demo

__all__ = ["DEFAULT_AS_OF", "DemoTruth", "make_demo"]
