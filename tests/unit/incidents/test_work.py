"""Work of the joining, counted in comparisons and not in seconds."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date

import pytest

from benchmarks.incidents import make_facts, measure, order_facts
from musterbook.incidents import EventFacts, Work, first_day, group_events, settle_rulings

_SEED = 5
_CAP = 64
_CAP_UNDATED = 12


def _group(facts: list[EventFacts]) -> set[tuple[str, ...]]:
    return set(group_events(facts, settled=settle_rulings(())))


def test_comparisons_grow_as_n_log_n_at_equal_density() -> None:
    """Of four times the events in four times the days, at most 4 log(4n) / log(n) times the pairs are compared."""
    pairs = {number: measure(number, "archive").work.n_compared for number in (1000, 2000, 4000)}
    assert pairs[4000] <= pairs[1000] * 4 * math.log(4000) / math.log(1000), pairs
    assert pairs[2000] <= pairs[1000] * 2 * math.log(2000) / math.log(1000) * 1.05, pairs


def test_a_crowded_city_is_bounded_and_counted() -> None:
    """Where all events lie in one city and a few weeks, no event is compared with more than 64, and those cut short count."""
    found = measure(1500, "dense")
    assert found.work.n_compared <= _CAP * found.n_events
    assert 0 < found.work.n_crowded < found.n_events
    assert measure(300, "dense").work.n_crowded == 0


def test_the_order_within_a_day_does_not_matter() -> None:
    """Events that begin on one day may come in any order: the groups are the same."""
    facts = order_facts(one for _, one in make_facts(800, world="archive"))
    shuffled = list(facts)
    random.Random(_SEED).shuffle(shuffled)
    assert _group(sorted(shuffled, key=lambda one: first_day(one) or date.min)) == _group(facts)


def test_a_new_report_changes_one_group_at_most() -> None:
    """Without one report, every incident that it does not tell of is the same."""
    facts = order_facts(one for _, one in make_facts(800, world="archive"))
    whole = _group(facts)
    for number in (100, 400, 700):
        left_out = facts[number].event_id
        without = _group(facts[:number] + facts[number + 1 :])
        assert all(left_out in group for group in whole - without)


def test_undated_events_meet_few_others() -> None:
    """What has no day may meet the whole record, and is compared with a dozen at a time: the work grows with the number."""
    pairs: dict[int, int] = {}
    for number in (1000, 4000):
        made = [one for _, one in make_facts(number, world="archive")]
        facts = [
            one if position % 3 else replace(one, earliest=None, latest=None, published=None)
            for position, one in enumerate(made)
        ]
        work = Work()
        list(group_events(order_facts(facts), settled=settle_rulings(()), work=work))
        pairs[number] = work.n_compared
    assert pairs[4000] <= (_CAP + _CAP_UNDATED) * 4000
    assert pairs[4000] <= pairs[1000] * 4 * math.log(4000) / math.log(1000), pairs


@pytest.mark.parametrize("n_rows", [50, 500])
def test_rows_of_one_set_are_never_compared(n_rows: int) -> None:
    """Rows with ids of one data set cost no comparison among each other, however many lie in one town and week."""
    made = [one for _, one in make_facts(n_rows, world="dense")]
    facts = [replace(one, coded_ids=(f"set:{number}",)) for number, one in enumerate(made)]
    work = Work()
    groups = list(group_events(order_facts(facts), settled=settle_rulings(()), work=work))
    assert (len(groups), work.n_compared, work.n_crowded) == (n_rows, 0, 0)
