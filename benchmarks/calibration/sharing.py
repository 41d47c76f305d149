"""Work shared out to processes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

__all__ = ["share_out"]

_AT_ONCE = 5


@contextmanager
def share_out(processes: int) -> Iterator[Any]:
    """Give a `map` that works in this many processes; 1 = only this one. The order of the results is that of the items."""
    if processes == 1:
        yield map
        return
    with ProcessPoolExecutor(processes) as pool:
        yield partial(pool.map, chunksize=_AT_ONCE)
