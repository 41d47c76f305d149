"""Times the joining of synthetic events in two worlds: seconds, memory, growth with their number, and how right it is.

Run it from the repository root: python benchmarks/incidents.py [N …]. Each incident is told by one to four reports, with some
of its words; three in ten reports name no day, three in ten no place.
1. archive: 27.4 events a day in 4,000 towns over 18 million square kilometres (40 by 40 degrees from the equator), as in an
   archive of ten years that holds 100,000; more events are more years.
2. dense: all events in one city within 90 days, so that neighbours grow with the number and only the cap bounds the work.
Growth is the exponent between two rows: 1 is in proportion, 2 would be quadratic. Seconds are of the processor, without the
making of the events, each number in a process of its own.
"""

from __future__ import annotations

import math
import random
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context

from musterbook.incidents import EventFacts, Work, first_day, group_events, settle_rulings
from musterbook.model import Place

SEED = 20171
EVENTS_PER_DAY = 27.4
TOWNS = 4000
DENSE_DAYS = 90
VOCABULARY = tuple(f"rare{word}" for word in range(20_000))
WORLDS = ("archive", "dense")
# Beyond, the joining of what hangs together in one city costs more than in proportion, and was not measured.
MOST_DENSE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table; precision and recall are B³, in [0, 1]."""

    n_events: int
    n_groups: int
    seconds: float
    peak_mb: float
    work: Work
    precision: float
    recall: float


def make_facts(number: int, *, world: str) -> Iterator[tuple[int, EventFacts]]:
    """Yield this many events in no order, each with the number of the incident that it tells of."""
    draw = random.Random(SEED)
    days = DENSE_DAYS if world == "dense" else max(1, round(number / EVENTS_PER_DAY))
    made = incident = 0
    while made < number:
        incident += 1
        day = date(2010, 1, 1) + timedelta(days=draw.randrange(days))
        place = make_place(draw.randrange(1 if world == "dense" else TOWNS))
        words = draw.sample(VOCABULARY, 60)
        for _ in range(min(draw.randint(1, 4), number - made)):
            yield incident, _make_report(draw, made, day=day, place=place, words=words)
            made += 1


def _make_report(draw: random.Random, number: int, *, day: date, place: Place, words: list[str]) -> EventFacts:
    stated = day if draw.random() < 0.7 else None
    told = frozenset(draw.sample(words, 40))
    event_id = f"e-{draw.getrandbits(64):016x}"
    return EventFacts(
        event_id=event_id, event_ids=(event_id,), document_id=f"d-{number}", event_type="ASSAULT", mode=None,
        is_summary=False, earliest=stated, latest=stated, published=day + timedelta(days=draw.randrange(3)),
        place=place if draw.random() < 0.7 else None, where_prec=1, initiator_id=None, initiator_side="unknown",
        recipient_id=None, recipient_side="unknown", weapon_class=None, weapon_model=None, counts=(), words=told,
        text_words=told, copy_key=None, coded_ids=(),
    )  # fmt: skip


def make_place(town: int) -> Place:
    """Return one of the towns: ten to a district, a hundred to a province."""
    return Place(
        place_id=f"gn:{town}", geonames_id=town, name=f"Town {town}", kind="town", country=f"X{town % 20}",
        adm1_id=f"a:{town // 100}", adm2_id=f"b:{town // 10}", lat=town % 80 / 2, lon=town // 80 * 0.8,
    )  # fmt: skip


def order_facts(facts: Iterable[EventFacts]) -> list[EventFacts]:
    """Return the events in the order in which a record gives them out."""
    return sorted(facts, key=lambda one: (first_day(one) or date.min, one.event_id))


def measure_groups(groups: Iterable[tuple[str, ...]], truth: Mapping[str, int]) -> tuple[float, float]:
    """Return B³ precision and recall against the incidents that the events were made of.

    Source: Bagga and Baldwin, Algorithms for scoring coreference chains, LREC 1998.
    """
    sizes: dict[int, int] = {}
    for incident in truth.values():
        sizes[incident] = sizes.get(incident, 0) + 1
    precision = recall = 0.0
    for group in groups:
        shares: dict[int, int] = {}
        for event_id in group:
            shares[truth[event_id]] = shares.get(truth[event_id], 0) + 1
        precision += sum(n * n for n in shares.values()) / len(group)
        recall += sum(n * n / sizes[incident] for incident, n in shares.items())
    return precision / len(truth), recall / len(truth)


def measure(number: int, world: str) -> Row:
    """Return the line of one number of events."""
    made = list(make_facts(number, world=world))
    truth = {facts.event_id: incident for incident, facts in made}
    facts = order_facts(facts for _, facts in made)
    del made
    work = Work()
    begun = time.process_time()
    groups = list(group_events(facts, settled=settle_rulings(()), work=work))
    seconds = time.process_time() - begun
    precision, recall = measure_groups(groups, truth)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return Row(
        n_events=len(facts), n_groups=len(groups), seconds=seconds, peak_mb=peak, work=work,
        precision=precision, recall=recall,
    )  # fmt: skip


def main() -> None:
    """Print one line for each world and number of events."""
    numbers = [int(one) for one in sys.argv[1:]] or [10_000, 30_000, 100_000]
    print("world     events incidents seconds ms/event growth pairs/event crowded peak MB  B3 P  B3 R")
    for world in WORLDS:
        last: Row | None = None
        for number in numbers:
            if world == "dense" and number > MOST_DENSE:
                continue
            # A process of its own: a peak of memory never falls again.
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                row = pool.submit(measure, number, world).result()
            growth = math.log(row.seconds / last.seconds) / math.log(row.n_events / last.n_events) if last else math.nan
            last = row
            print(
                f"{world:7} {row.n_events:8,} {row.n_groups:9,} {row.seconds:7.1f} {1000 * row.seconds / row.n_events:8.2f}"
                f" {growth:6.2f} {row.work.n_compared / row.n_events:11.1f} {row.work.n_crowded / row.n_events:7.1%}"
                f" {row.peak_mb:7.0f} {row.precision:5.3f} {row.recall:5.3f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
