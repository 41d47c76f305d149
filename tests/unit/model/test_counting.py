"""Reports, and the outlets that they are of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from musterbook.model import ReportCount, Weight, weigh_counts, weigh_reports
from tests.builders import note


def test_an_agency_stands_in_for_an_unknown_outlet() -> None:
    """Reuters, AFP and a paper are three; a text of "agencies", one that says nothing and one without a note are told apart."""
    nobody = note("d1", outlet=None)
    notes = {
        "d1": replace(nobody, wire="Reuters"),
        "d2": replace(nobody, wire="AFP"),
        "d3": replace(nobody, outlet="Gazette", wire="AFP"),
        "d4": replace(nobody, outlet="Gazette"),
        "d5": replace(nobody, wire="agencies"),
        "d6": nobody,
    }
    assert weigh_reports([*notes, "d7", "d1"], notes) == Weight(n_reports=7, n_outlets=3, n_unnamed=3)


def test_reports_counted_by_period() -> None:
    """Outlets are counted once, whatever the period; the unknown ones are no outlet."""
    day = date(2020, 5, 1)
    counts = [
        ReportCount(first_day=day, earliest=day, latest=day, outlet=outlet, n_reports=number)
        for outlet, number in (("Gazette", 2), ("Gazette", 1), (None, 4))
    ]
    assert weigh_counts(counts) == Weight(n_reports=7, n_outlets=1, n_unnamed=4)
