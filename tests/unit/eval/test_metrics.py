"""The metrics on cases small enough to reckon by hand, and beside the reference scorer where it is found."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from eval.metrics import attribution, incidents, isaf, muc4, places, plover, quantities, times
from eval.metrics.counting import characters, f1, percent

REFERENCE = Path(__file__).parents[4] / "shared" / "bench" / "score.py"

TIMES_GOLD = {
    "a": {
        "times": [
            {"start": 0, "end": 4, "value": "2016"},
            {"start": 10, "end": 16, "value": "2016-05"},
            {"start": 30, "end": 40, "value": "P2D"},
        ]
    }
}
TIMES_FOUND = {
    "a": {
        "times": [
            {"start": 0, "end": 4, "value": "2016"},  # span and value
            {"start": 8, "end": 16, "value": "2016-05"},  # overlaps, value right
            {"start": 50, "end": 60, "value": "P2D"},  # elsewhere
            {"start": 30, "end": 40, "value": "P3D"},  # span right, value wrong
        ]
    }
}
QUANTITIES_GOLD = {
    "a": {
        "quantities": [
            {"value": "40.0", "change": ">"},
            {"value": "40.0", "change": "="},
            {"value": "3.0-5.0", "change": "="},
        ]
    }
}
QUANTITIES_FOUND = {
    "a": {
        "quantities": [
            {"value": 40, "low": 40, "high": None, "change": ">"},
            {"value": "3.0-5.0", "low": 3, "high": 5, "change": "~"},
        ]
    }
}
ATTRIBUTION_GOLD = {
    "a": {
        "attributions": [
            {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 30]]},
            {"source": [[40, 50]], "cue": [[51, 55]], "content": [[56, 60], [70, 76]]},
        ]
    }
}
ATTRIBUTION_FOUND = {
    "a": {
        "attributions": [
            {"source": [[0, 4]], "cue": [[5, 9]], "content": [[12, 30]]},
            {"source": [[40, 48]], "cue": [], "content": [[56, 60]]},
        ]
    }
}
MUC_GOLD = {
    "a": {
        "templates": [
            {
                "incident_type": "bombing / attack",
                "PerpInd": [[["rebels", 3]]],
                "PerpOrg": [[["northern front", 9], ["nf", 40]]],
                "Victim": [[["two guards", 60]]],
            },
            {"incident_type": "attack", "PerpInd": [[["rebels", 3]]]},
        ]
    },
    "b": {"templates": []},
    "c": {"templates": []},
}
MUC_FOUND = {
    "a": {"templates": [{"incident_type": "bombing", "PerpInd": ["Rebels"], "PerpOrg": ["NF", "Northern Front"]}]},
    "b": {"templates": [{"incident_type": "attack"}]},
}
PLACES_GOLD = {
    "x-1": {
        "places": [
            {"start": 0, "end": 5, "lat": 10.0, "lon": 20.0, "country": "Exland"},
            {"start": 9, "end": 14, "lat": 10.0, "lon": 20.0, "country": "Exland"},
            {"start": 20, "end": 26, "lat": None, "lon": None, "country": None},
        ]
    }
}
PLACES_FOUND = {
    "x-1": {
        "places": [
            {"start": 2, "end": 5, "lat": 11.0, "lon": 20.0, "country": "Exland"},  # 111 km off
            {"start": 9, "end": 14, "lat": 12.0, "lon": 20.0, "country": "Exland"},  # 222 km off
            {"start": 40, "end": 44, "lat": None, "lon": None, "country": None},
        ]
    }
}
INCIDENTS_GOLD = {
    key: {"incident": label, "killed": killed, "injured": 0, "date": "2016-01-01", "city": city}
    for key, label, killed, city in (("a", "1", 2, "X"), ("b", "1", 2, "X"), ("c", "2", 0, "X"))
}
INCIDENTS_FOUND = {
    "a": {"incident": "p", "killed": 2, "injured": 0},
    "b": {"incident": "p", "killed": 1, "injured": 0},
    "c": {"incident": "p", "killed": 0, "injured": 1},
}
PLOVER_GOLD = {
    "a": {"event": "AGREE", "source": [{"actorText": "Exland"}], "target": None},
    "b": {"event": "FIGHT", "source": [{"actorText": "rebels"}], "target": [{"actorText": "the army"}]},
}
PLOVER_FOUND = {
    "a": {"events": [{"type": "AGREE", "source": "Exland", "target": None}]},
    "b": {"events": [{"type": "FIGHT", "source": "police", "target": "army"}, {"type": "AID"}]},
}
ISAF_FIELDS = dict.fromkeys(isaf.FIELDS, 0) | {"province": ["kunar", "khost"], "event_type": [""]}
ISAF_GOLD = {"a": {"start_date": "2011-01-02"} | ISAF_FIELDS | {"start_date": "2011-01-02", "target_group": [""]}}
ISAF_FOUND = {
    "a": {**ISAF_FIELDS, "start_date": "2011-01-02", "province": ["kunar"], "event_type": [], "min_killed": 1}
}


def test_f1_by_hand() -> None:
    """F1 is twice the right ones over what was predicted and what is in the gold; nothing right is nothing."""
    assert f1(3, 4, 6) == pytest.approx(2 * 3 / 10)
    assert f1(0, 4, 6) == 0
    assert percent(1, 3) == 33.3
    assert percent(0, 0) == 0
    assert characters([(0, 2), (5, 6)]) == {0, 1, 5}


def test_times_by_hand() -> None:
    """Three of four predictions overlap, two spans are equal, two values are right; three in the gold."""
    assert times.score(TIMES_GOLD, TIMES_FOUND) == {
        "relaxed_f1": 85.7,  # 2·3 / (4 + 3)
        "strict_f1": 57.1,  # 2·2 / 7
        "value_f1": 57.1,  # 2·2 / 7
    }


def test_quantities_by_hand() -> None:
    """One prediction answers for one quantity; a range counts by its text; the change must agree for the second figure."""
    assert quantities.score(QUANTITIES_GOLD, QUANTITIES_FOUND) == {
        "value_f1": 80.0,  # 2·2 / (2 + 3)
        "value_change_f1": 40.0,  # only "> 40": 2·1 / 5
    }


def test_conflict_sentences_by_hand() -> None:
    """Limits, bound and noun must all be right; a gold without a noun asks for none; a share answers by its whole."""
    gold = {
        "c": {
            "conflict": [
                {"low": 40, "high": None, "head": "gunmen", "kind": "ge"},
                {"low": 40, "high": 60, "head": "people", "kind": "range"},
                {"low": 0.2, "high": 0.2, "head": "population", "kind": "eq"},
                {"low": 20, "high": 20, "head": "%", "kind": "delta+"},
                {"low": 9, "high": 9, "head": "", "kind": "approx"},
            ]
        }
    }
    found = [
        {"low": 40, "high": None, "bound": "at_least", "unit": "gunman", "change": ">"},
        {"low": 40, "high": 60, "bound": "range", "unit": "soldier", "change": "="},  # another noun
        {"low": 0.2, "high": 0.2, "bound": "exact", "unit": "share", "base": "population", "change": "="},
        {"low": 20, "high": 20, "bound": "exact", "unit": "percent", "change": "down"},  # the other way
        {"low": 9, "high": 9, "bound": "about", "unit": None, "change": "~"},
    ]
    assert quantities.score(gold, {"c": {"quantities": found}})["conflict_right"] == 3


def test_attribution_by_hand() -> None:
    """Exact spans are counted with all their parts; overlap asks for half of the content and a touch of the source."""
    assert attribution.score(ATTRIBUTION_GOLD, ATTRIBUTION_FOUND) == {
        "source_exact_f1": 50.0,  # 2·1 / (2 + 2)
        "cue_exact_f1": 66.7,  # 2·1 / (1 + 2)
        "content_exact_f1": 0.0,
        "overlap_f1": 50.0,  # 18 of 20 characters; 4 of 10 is too little: 2·1 / 4
    }


def test_muc4_by_hand() -> None:
    """A second name of one organisation is wrong; a repeated entity counts once; one of two irrelevant documents is hit."""
    assert muc4.score(MUC_GOLD, MUC_FOUND) == {
        "role_f1": 66.7,  # rebels, nf right of 3 predicted; 3 entities: 2·2 / 6
        "role_precision": 66.7,
        "role_recall": 66.7,
        "type_f1": 50.0,  # bombing right of bombing, attack; gold bombing, attack: 2·1 / 4
        "irrelevant_with_template": 50.0,
    }


def test_places_by_hand() -> None:
    """Two of three are recognised, one of the two with a point is within 161 km, both in the right country."""
    assert places.score(PLACES_GOLD, PLACES_FOUND) == {
        "x.overlap_f1": 0.667,  # 2·2 / (3 + 3)
        "x.acc161_all": 0.5,
        "x.acc161_recognised": 0.5,
        "x.country_all": 1.0,
    }
    assert places.distance_km((0, 0), (0, 90)) == pytest.approx(10007.5, abs=0.1)  # a quarter of 2π·6371


def test_isaf_by_hand() -> None:
    """Half of a list found is half a point; an empty list is the gold's empty value; the aggregate is the mean of 13."""
    scores = isaf.score(ISAF_GOLD, ISAF_FOUND)
    assert scores["start_date"] == 100
    assert scores["province"] == 50
    assert scores["event_type"] == 100
    assert scores["min_killed"] == 0
    assert scores["aggregate"] == pytest.approx(100 * (13 - 0.5 - 1) / 13, abs=0.01)


def test_plover_by_hand() -> None:
    """Two types right of three predicted; only one of them with both sides."""
    assert plover.score(PLOVER_GOLD, PLOVER_FOUND) == {
        "type_f1": 80.0,  # 2·2 / (3 + 2)
        "type_sides_f1": 40.0,  # 2·1 / 5
    }


def test_incidents_by_hand() -> None:
    """All three documents in one cluster, of two incidents."""
    scores = incidents.score(INCIDENTS_GOLD, INCIDENTS_FOUND)
    # B³: precision (2/3 + 2/3 + 1/3)/3 = 5/9, recall 1: F1 = 10/14
    assert scores["b3_f1"] == 71.4
    # MUC: precision 1 of 2 links, recall 1 of 1: F1 2/3; CEAF-e: the best match is 2·2/(3+2) = .8: 2·.8/(1+2) = .533
    assert scores["conll_f1"] == pytest.approx(100 * (2 / 3 + 10 / 14 + 1.6 / 3) / 3, abs=0.05)
    # Alone: precision 1, recall (1/2 + 1/2 + 1)/3 = 2/3: F1 .8
    assert scores["b3_f1_all_single"] == 80.0
    assert scores["b3_f1_gold_date_city"] == 71.4
    assert (scores["killed_accuracy"], scores["injured_accuracy"]) == (66.7, 66.7)


def test_perfect_predictions_are_perfect() -> None:
    """Gold given back as predictions scores full marks in every clustering figure."""
    labels = {"a": 1, "b": 1, "c": 2}
    for measure in (incidents.b_cubed, incidents.muc, incidents.ceaf_e):
        assert measure(labels, labels) == 1


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """The reference scorer that lies beside the gold."""
    if not REFERENCE.is_file():
        pytest.skip("the reference scorer is not here")
    spec = importlib.util.spec_from_file_location("reference_score", REFERENCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "metric", "gold", "found"),
    [
        ("times", times, TIMES_GOLD, TIMES_FOUND),
        ("quantities", quantities, QUANTITIES_GOLD, QUANTITIES_FOUND),
        ("attribution", attribution, ATTRIBUTION_GOLD, ATTRIBUTION_FOUND),
        ("isaf", isaf, ISAF_GOLD, ISAF_FOUND),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_agrees_with_the_reference(
    reference: ModuleType, name: str, metric: ModuleType, gold: dict[str, Any], found: dict[str, Any]
) -> None:
    """Our figures are the reference scorer's, figure for figure."""
    assert metric.score(gold, found) == getattr(reference, name)(gold, found)


def test_agrees_with_the_reference_under_other_names(reference: ModuleType) -> None:
    """Where our figures have other names or scales, they are the same numbers."""
    ours, theirs = muc4.score(MUC_GOLD, MUC_FOUND), reference.muc4(MUC_GOLD, MUC_FOUND)
    assert (ours["role_f1"], ours["type_f1"]) == (theirs["role_f1"], theirs["type_f1"])
    assert theirs["irrelevant_with_template"] == "1/2"
    ours, theirs = places.score(PLACES_GOLD, PLACES_FOUND), reference.places(PLACES_GOLD, PLACES_FOUND)
    assert {name.removeprefix("x."): value for name, value in ours.items() if "country" not in name} == theirs["x"]
    assert plover.score(PLOVER_GOLD, PLOVER_FOUND)["type_f1"] == reference.plover(PLOVER_GOLD, PLOVER_FOUND)["type_f1"]
    ours, theirs = (
        incidents.score(INCIDENTS_GOLD, INCIDENTS_FOUND),
        reference.incidents(INCIDENTS_GOLD, INCIDENTS_FOUND),
    )
    assert (ours["b3_f1"], ours["killed_accuracy"], ours["injured_accuracy"]) == (
        theirs["b3"],
        theirs["killed"],
        theirs["injured"],
    )
