"""Musterbook: a sourced record of who says how many, who did what, where and when."""

from musterbook.errors import MusterbookError
from musterbook.record import Record, Rows, extract
from musterbook.record import open_record as open  # noqa: A004  # musterbook.open reads like gzip.open
from musterbook.version import __version__

__all__ = ["MusterbookError", "Record", "Rows", "__version__", "extract", "open"]
