"""The story of 2023, told up to one of five moments. Facts and inventions: see data/ and docs/how-to/demo.md."""

from gieo.interfaces.ops.demo.cast import accounts
from gieo.interfaces.ops.demo.story import MOMENTS, Story, clock_offset, load

__all__ = ["MOMENTS", "Story", "accounts", "clock_offset", "load"]
