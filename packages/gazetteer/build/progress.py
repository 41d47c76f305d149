"""How the build tells a person what it does: one line on stderr for each step, with its count and its time."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Step:
    """One step under way; set `result` before it ends to say what came of it."""

    def __init__(self) -> None:
        self.result = "done"


def say(line: str) -> None:
    """Write one line to stderr at once."""
    print(f"gazetteer: {line}", file=sys.stderr, flush=True)


@contextmanager
def step(what: str) -> Iterator[Step]:
    """Announce a step, and say its result and its seconds when it has ended well."""
    say(f"{what} …")
    begun = time.monotonic()
    current = Step()
    yield current
    say(f"{what}: {current.result} ({time.monotonic() - begun:.1f} s)")
