"""Times the joining of synthetic events: processor seconds, peak memory, and how the time grows with their number.

Run it from the repository root: python benchmarks/incidents.py [N …]. Each incident is told by one to four reports, with some
of its words; places lie in a band of 40 by 40 degrees over ten years. Growth below 1.2 is near n log n; 2 would be n².
"""

from __future__ import annotations

import math
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

from musterbook.incidents import EventFacts, first_day, group_events, settle_rulings
from musterbook.model import Place

SEED = 20171
DAYS = 3650


def make_facts(number: int) -> Iterator[EventFacts]:
    """Yield events in no order."""
    draw = random.Random(SEED)
    vocabulary = [f"rare{word}" for word in range(20_000)]
    made = 0
    while made < number:
        day = date(2010, 1, 1) + timedelta(days=draw.randrange(DAYS))
        town = draw.randrange(4000)
        place = Place(
            place_id=f"gn:{town}", geonames_id=town, name=f"Town {town}", kind="town", country=f"X{town % 20}",
            adm1_id=f"a:{town // 100}", adm2_id=f"b:{town // 10}", lat=town % 80 / 2, lon=town // 80 * 0.8,
        )  # fmt: skip
        words = draw.sample(vocabulary, 60)
        for _ in range(draw.randint(1, 4)):
            told = frozenset(draw.sample(words, 40))
            yield EventFacts(
                event_id=f"e-{made:08}", event_ids=(f"e-{made:08}",), document_id=f"d-{made}", event_type="ASSAULT",
                mode=None, is_summary=False, earliest=day if draw.random() < 0.7 else None,
                latest=day, published=day + timedelta(days=draw.randrange(3)),
                place=place if draw.random() < 0.7 else None, where_prec=1, initiator_id=None,
                initiator_side="unknown", recipient_id=None, recipient_side="unknown", weapon_class=None,
                weapon_model=None, counts=(), words=told, text_words=told, copy_key=None, coded_ids=(),
            )  # fmt: skip
            made += 1


def main() -> None:
    """Print one line for each number of events."""
    settled = settle_rulings(())
    last: tuple[int, float] | None = None
    print(f"{'events':>9} {'incidents':>9} {'seconds':>8} {'ms/event':>8} {'growth':>6} {'peak MB':>8}")
    for number in [int(one) for one in sys.argv[1:]] or [10_000, 30_000, 100_000]:
        facts = sorted(make_facts(number), key=lambda one: (first_day(one) or date.min, one.event_id))
        begun = time.process_time()
        n_groups = sum(1 for _ in group_events(facts, settled=settled))
        seconds = time.process_time() - begun
        growth = math.log(seconds / last[1]) / math.log(len(facts) / last[0]) if last else float("nan")
        last = (len(facts), seconds)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
        print(
            f"{len(facts):9,} {n_groups:9,} {seconds:8.1f} {1000 * seconds / len(facts):8.2f} {growth:6.2f} {peak:8.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
