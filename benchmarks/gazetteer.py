"""Times the gazetteer: opening, look-ups that the cache has not seen, repeated ones, and the memory of the process.

Run it from the repository root: python benchmarks/gazetteer.py [PATH]. Targets: a look-up under 0.2 ms at the median, under 150 MB.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import statistics
import sys
import time
from pathlib import Path

import musterbook_gazetteer

from musterbook.annotate.gazetteer.reader import Gazetteer

N_LOOKUPS = 5000
SEED = 20171


def timed_ms(gazetteer: Gazetteer, names: list[str]) -> list[float]:
    """Return the milliseconds of every look-up, sorted."""
    times = []
    for name in names:
        begun = time.perf_counter()
        gazetteer.find(name)
        times.append(1000 * (time.perf_counter() - begun))
    return sorted(times)


def show(what: str, times: list[float]) -> None:
    """Print median, 95th percentile and maximum."""
    print(
        f"{what:28} median {statistics.median(times):.3f} ms  p95 {times[int(len(times) * 0.95)]:.3f}  max {times[-1]:.3f}"
    )


def main() -> None:
    """Run the benchmark."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else musterbook_gazetteer.path()
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as connection:
        keys = [key for (key,) in connection.execute("SELECT DISTINCT key FROM names WHERE num % 37 = 0 ORDER BY key")]
    names = random.Random(SEED).sample(keys, min(N_LOOKUPS, len(keys)))
    begun = time.perf_counter()
    with Gazetteer(path) as gazetteer:
        print(f"{'opening':28} {1000 * (time.perf_counter() - begun):.1f} ms")
        show(f"{len(names)} known names", timed_ms(gazetteer, names))
        show("the same again (cached)", timed_ms(gazetteer, names))
        show("names that do not exist", timed_ms(gazetteer, [f"{name} qx" for name in names]))
    # Linux counts kilobytes, macOS bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print(f"{'peak resident memory':28} {peak:.0f} MB")


if __name__ == "__main__":
    main()
