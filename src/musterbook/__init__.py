"""Musterbook: a sourced record of who says how many, who did what, where and when."""

from musterbook.version import __version__

__all__ = ["__version__"]
