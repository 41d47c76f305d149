"""Tables of figures that a person has collected: strength, tolls, bounds, origins, denials."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from musterbook.errors import UsageError
from musterbook.imports import Given
from musterbook.incidents import find_origins
from musterbook.sources import Notice
from musterbook.store import Store, read_documents, read_notes
from tests.unit.imports.tables import claims_of, import_rows, incidents_of, write_csv

ROW = {
    "date": "2017-03-02", "kind": "about", "lo": "700", "hi": "", "source": "US_mil", "origin": "press day",
    "definition": "fighters", "quote": "There are some 700 of them", "url": "https://example.org/a",
}  # fmt: skip
KHORASAN = Given(actor="Islamic State Khorasan")


def test_a_row_becomes_a_strength_claim(store: Store, tmp_path: Path) -> None:
    """Figure, bound, who is counted, speaker, origin, day and address of a row are those of the claim."""
    import_rows(store, write_csv(tmp_path / "t.csv", [ROW]), given=KHORASAN)
    (claim,) = claims_of(store)
    assert claim.quantity is not None
    assert claim.actor is not None
    assert (claim.kind, claim.quantity.words, claim.quantity.bound) == ("strength", "about 700", "about")
    assert (claim.actor.actor_id, claim.said_on) == ("islamic-state-khorasan", date(2017, 3, 2))
    assert (claim.attribution.origin, claim.attribution.source.kind) == ("press day", "military")
    assert claim.sentence.startswith(ROW["quote"])
    (document,) = read_documents(store)
    assert (document.url, document.outlet) == ("https://example.org/a", "example.org")


@pytest.mark.parametrize(
    ("kind", "lo", "hi", "expected"),
    [
        ("exact", "36", "", (36, 36, "exact")),
        ("", "36", "", (36, 36, "exact")),
        ("", "30", "40", (30, 40, "range")),
        ("about", "3,000", "", (3000, 3000, "about")),
        ("range", "1000", "3000", (1000, 3000, "range")),
        ("atleast", "2000", "", (2000, None, "at_least")),
        ("at least", "2000", "", (2000, None, "at_least")),
        ("more_than", "2000", "", (2000, None, "more_than")),
        ("upto", "5000", "", (None, 5000, "at_most")),
        ("atmost", "", "5000", (None, 5000, "at_most")),
        ("fewer", "1000", "", (None, 1000, "fewer_than")),
    ],
)
def test_kinds_of_figures(
    store: Store, tmp_path: Path, kind: str, lo: str, hi: str, expected: tuple[object, ...]
) -> None:
    """Each kind is the bound it says, whichever of the two columns the figure stands in."""
    import_rows(store, write_csv(tmp_path / "t.csv", [ROW | {"kind": kind, "lo": lo, "hi": hi}]), given=KHORASAN)
    (claim,) = claims_of(store)
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high, claim.quantity.bound) == expected


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"kind": "perhaps"}, "“perhaps” in the column “kind” is none of exact"),
        ({"kind": "range"}, "a range needs a lower and a higher figure"),
        ({"kind": "range", "lo": "9", "hi": "3"}, "a range needs a lower and a higher figure"),
        ({"lo": ""}, "the row gives no figure"),
        ({"hi": "900"}, "two figures where “about” has one"),
        ({"date": "next year"}, "was not read"),
    ],
    ids=["kind", "range", "order", "none", "two", "date"],
)
def test_a_figure_that_cannot_be_is_a_skip(store: Store, tmp_path: Path, cells: dict[str, str], reason: str) -> None:
    """What a row does not say is not guessed; the skip names file, row and fault."""
    result = import_rows(store, write_csv(tmp_path / "t.csv", [ROW | cells]), given=KHORASAN)
    (skip,) = result.skipped
    assert skip.location == "t.csv#row=1"
    assert reason in skip.reason


def test_said_on_and_as_of_are_two_days(store: Store, tmp_path: Path) -> None:
    """A figure about January that was said in July has both; a month is the whole month."""
    import_rows(
        store, write_csv(tmp_path / "t.csv", [ROW | {"date": "2016-01", "said_on": "2016-07-28"}]), given=KHORASAN
    )
    (claim,) = claims_of(store)
    assert claim.interval is not None
    assert (claim.interval.earliest, claim.interval.latest) == (date(2016, 1, 1), date(2016, 1, 31))
    assert claim.said_on == date(2016, 7, 28)


def test_a_given_origin_is_the_origin(store: Store, tmp_path: Path) -> None:
    """Rows of one origin are one, rows of two are two, although speaker, figure and day are the same."""
    rows = [
        ROW,
        ROW | {"date": "2017-04-02", "lo": "600"},
        ROW | {"origin": "a letter", "url": "https://example.org/b"},
    ]
    import_rows(store, write_csv(tmp_path / "t.csv", rows), given=KHORASAN)
    claims = claims_of(store)
    notes = read_notes(store, [claim.document_id for claim in claims])
    assert sorted(len(origin.claim_ids) for origin in find_origins(claims, notes=notes)) == [1, 2]


def test_same_as_above_is_the_address_above(store: Store, tmp_path: Path) -> None:
    """“same as above” is no address of its own."""
    rows = [ROW, ROW | {"url": "same as above", "source": "Afghan_gov"}]
    import_rows(store, write_csv(tmp_path / "t.csv", rows), given=KHORASAN)
    assert [document.url for document in read_documents(store)] == ["https://example.org/a"] * 2


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        (Given(), "does not say whom its figures are about", "--actor"),
        (Given(actor="Islamic State Khorosan"), "no actor that alone is called so", "Islamic State Khorasan"),
        (Given(actor="islamic-state", area="Nowhere-at-all"), "no such place", ""),
        (Given(actor="islamic-state", what="cattle"), "no such kind of figure", ""),
    ],
    ids=["no actor", "unknown actor", "unknown area", "unknown what"],
)
def test_what_is_given_must_be_known(store: Store, tmp_path: Path, given: Given, message: str, hint: str) -> None:
    """A table that does not say whom it counts, and names that nobody knows, are errors with a hint."""
    with pytest.raises(UsageError, match=message) as caught:
        import_rows(store, write_csv(tmp_path / "t.csv", [ROW]), given=given)
    assert hint in (caught.value.hint or "")


def test_columns_stand_before_what_is_given(store: Store, tmp_path: Path) -> None:
    """A row's own actor and area count, the given ones fill the gaps; an unknown name stays words without an id."""
    rows = [
        ROW | {"actor": "Taliban", "area": "Kunar"},
        ROW | {"actor": "", "area": ""},
        ROW | {"actor": "Hill People"},
    ]
    result = import_rows(store, write_csv(tmp_path / "t.csv", rows), given=Given(actor="islamic-state", area="Syria"))
    claims = claims_of(store)
    assert [claim.actor.actor_id if claim.actor else "" for claim in claims] == ["taliban", "islamic-state", None]
    assert [c.place.place.name if c.place and c.place.place else "" for c in claims] == ["Kunar", "Syria", "Syria"]
    assert result.unknown_actors == (("Hill People", 1),)


TOLLS = [
    {"time": "2018-05-14 early", "killed": "6", "kind": "exact", "said_by": "the mayor", "source": "Morning Post"},
    {"time": "2018-05-14 later", "killed": "9", "kind": "atleast", "said_by": "the army", "source": "Evening Post"},
    {"time": "2018-05-15", "killed": "12", "kind": "exact", "said_by": "the mayor", "source": "Morning Post"},
    {"time": "2018-05-15", "killed": "0", "kind": "denial", "said_by": "Islamic State", "source": "Echo"},
]


def test_tolls_of_one_event_are_one_incident(store: Store, tmp_path: Path) -> None:
    """A table that tells nothing of where and when is about one event, and says so; a denial is no figure."""
    notices: list[Notice] = []
    import_rows(store, write_csv(tmp_path / "market.csv", TOLLS), given=KHORASAN, notices=notices)
    (incident,) = incidents_of(store)
    (toll,) = incident.tolls
    assert (incident.n_reports, toll.low, toll.best, toll.high, toll.is_open) == (4, 6, 12, 12, True)
    assert toll.actor_id == "islamic-state-khorasan"
    assert [claim.kind for claim in claims_of(store)].count("denial") == 1
    assert [notice.code for notice in notices] == ["one-event", "layout"]


def test_events_have_names_and_days(store: Store, tmp_path: Path) -> None:
    """Rows of one name are one incident, rows of another are another; the given day is when it happened."""
    rows = [row | {"event": name} for row, name in zip(TOLLS, ("Market", "market ", "Bridge", "Bridge"), strict=True)]
    import_rows(
        store, write_csv(tmp_path / "t.csv", rows), given=Given(actor="islamic-state", event_date=date(2018, 5, 13))
    )
    made = incidents_of(store)
    assert [incident.n_reports for incident in made] == [2, 2]
    assert {incident.interval.earliest for incident in made if incident.interval} == {date(2018, 5, 13)}
