"""Formulas: numbers and intervals in, numbers and intervals out; nothing of records, dates or words."""

from musterbook.assess.numeric.literal import Limits, add, floor_percent, growth, read_rounded, rounding_steps, subtract

__all__ = [
    "Limits",
    "add",
    "floor_percent",
    "growth",
    "read_rounded",
    "rounding_steps",
    "subtract",
]
