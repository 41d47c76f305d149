"""Tables are checked as they load."""

from __future__ import annotations

import pytest

from musterbook.errors import RegisterError
from musterbook.records.codes import ACLED_SUB_EVENTS, PLOVER_MODES, check_type, choose_mode, choose_sub_event
from musterbook.records.sentences.frames import build_frames, load_frames
from musterbook.records.tables import parse_table, read_rows, read_table, read_weights, read_words

TABLES = (
    "casualties", "change", "control", "events", "leadership", "movement", "recruitment", "relations", "responsibility",
    "strength", "threats",
)  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_every_table_loads(name: str) -> None:
    """Every table of frames loads, and its rows are found by their words."""
    table = load_frames(name)
    assert table.frames
    assert all(frame.verbs | frame.nouns | frame.adjectives <= table.keys for frame in table.frames)


def test_event_rows_have_a_plover_type_and_a_family() -> None:
    """Every row that can open an event names a PLOVER type, a mode of that type if any, and the family it refers within."""
    for name in ("events", "casualties", "politics"):
        for frame in load_frames(name).frames:
            if name != "casualties" or "type" in frame.values:
                check_type(frame.values["type"], frame.values.get("mode"), where=frame.name)
    assert all(frame.values.get("family") for frame in load_frames("events").frames)


@pytest.mark.parametrize(
    ("row", "match"),
    [
        pytest.param({"verbs": ["attack"]}, "a row has no name", id="no name"),
        pytest.param({"name": "a"}, "a row has no words", id="no words"),
        pytest.param({"name": "a", "verbs": "attack"}, "`verbs` must be a list of words", id="no list"),
        pytest.param({"name": "a", "verbs": ["b"], "slots": ["x"]}, "`slots` must be a table", id="slots"),
        pytest.param({"name": "a", "verbs": ["b"], "require": ["x"]}, "a required slot is not described", id="require"),
        pytest.param({"name": "a", "verbs": ["b"], "type": 3}, "`type` must be text", id="value"),
    ],
)
def test_faulty_rows_are_refused(row: dict[str, object], match: str) -> None:
    """A faulty row names the file, the row and the fault."""
    with pytest.raises(RegisterError, match=match) as caught:
        build_frames("sample", (row,))
    assert caught.value.where is not None
    assert caught.value.where.startswith("records/data/sample.toml row[1]")


def test_two_rows_of_one_name_are_refused() -> None:
    """A claim's rule must name one row."""
    row = {"name": "a", "verbs": ["b"]}
    with pytest.raises(RegisterError, match="two rows have one name"):
        build_frames("sample", (row, row))


def test_missing_files_and_lists_are_refused() -> None:
    """A missing table, section or list is an error with its place."""
    with pytest.raises(RegisterError, match="a word table is missing"):
        read_table("nowhere")
    with pytest.raises(RegisterError, match="lacks a section"):
        read_rows("people", "row")
    with pytest.raises(RegisterError, match="lacks a list"):
        read_words("people", "sides", "pirates")
    with pytest.raises(RegisterError, match="is not TOML"):
        parse_table("a = ", where="x.toml")


def test_plover_has_sixteen_types() -> None:
    """The manual of 2024 has 16 types; ACLED has 25 sub-event types."""
    assert (len(PLOVER_MODES), len(ACLED_SUB_EVENTS)) == (16, 25)


@pytest.mark.parametrize(
    ("event_type", "mode", "match"),
    [("CRIME", None, "no such PLOVER type"), ("ASSAULT", "arrest", "no such mode of ASSAULT")],
    ids=["type", "mode"],
)
def test_unknown_codes_are_refused(event_type: str, mode: str | None, match: str) -> None:
    """A code the list does not have is a fault of the table."""
    with pytest.raises(RegisterError, match=match):
        check_type(event_type, mode, where="sample")


@pytest.mark.parametrize(
    ("event_type", "mode", "weapon", "sides", "sub_event"),
    [
        ("ASSAULT", "aerial", None, (None, None), "Air/drone strike"),
        ("ASSAULT", "explosives", "grenade", (None, None), "Grenade"),
        ("ASSAULT", None, None, ("armed_group", "state_force"), "Armed clash"),
        ("ASSAULT", "firearms", None, ("armed_group", "civilians"), "Attack"),
        ("ASSAULT", None, None, ("armed_group", None), None),
        ("COERCE", "arrest", None, ("police", "armed_group"), "Arrests"),
        ("RETREAT", "ceasefire", None, (None, None), "Agreement"),
        ("CONSULT", None, None, (None, None), None),
    ],
    ids=["air", "grenade", "clash", "attack", "nobody known", "arrest", "ceasefire", "none fits"],
)
def test_sub_events(
    event_type: str, mode: str | None, weapon: str | None, sides: tuple[str | None, str | None], sub_event: str | None
) -> None:
    """The ACLED sub-event follows from type, mode, weapon and sides; where nothing fits it stays empty."""
    initiator, recipient = sides
    assert (
        choose_sub_event(event_type, mode=mode, weapon=weapon, initiator=initiator, recipient=recipient)  # type: ignore[arg-type]
        == sub_event
    )


def test_mode_of_a_weapon() -> None:
    """The weapon gives the mode only where the words give none, and only to an assault."""
    assert choose_mode("ASSAULT", mode=None, weapon="mortar") == "heavy-weapons"
    assert choose_mode("ASSAULT", mode="targeted", weapon="mortar") == "targeted"
    assert choose_mode("COERCE", mode=None, weapon="mortar") is None


def test_weights_that_are_not_there_are_told() -> None:
    """A file of learned weights that is missing is an error that names it, not a silent zero."""
    with pytest.raises(RegisterError, match="learned weights cannot be read"):
        read_weights("no-such")
