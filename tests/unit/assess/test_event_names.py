"""What an event is called."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest

from musterbook.assess import name_event
from musterbook.records.codes import ACLED_SUB_EVENTS, PLOVER_MODES
from tests.builders import event


@pytest.mark.parametrize(
    ("codes", "name"),
    [
        (("ASSAULT", "explosives", "Remote explosive/landmine/IED"), "bomb or mine"),
        (("ASSAULT", "suicide-attack", None), "suicide attack"),
        (("ASSAULT", "crowd-control", None), "assault, crowd control"),
        (("RETREAT", None, None), "retreat"),
        (("NEWTYPE", "some-mode", "Some new sub-event"), "newtype, some mode"),
    ],
    ids=["by the sub-event", "by the mode", "a mode without a name", "by the type", "codes of a newer version"],
)
def test_an_event_is_named_by_its_most_exact_code(codes: tuple[str, str | None, str | None], name: str) -> None:
    """The sub-event goes before the mode, the mode before the type; what has no name is told by its code."""
    event_type, mode, sub_event = codes
    assert name_event(replace(event("e1"), event_type=event_type, mode=mode, sub_event=sub_event)) == name


def test_every_type_and_sub_event_has_a_name() -> None:
    """Every code of the lists stands in the table."""
    named = tomllib.loads((files("musterbook.assess") / "data" / "events.toml").read_text(encoding="utf-8"))
    assert named["sub_event"].keys() == ACLED_SUB_EVENTS
    assert named["event_type"].keys() == PLOVER_MODES.keys()
    assert named["mode"].keys() <= {mode for modes in PLOVER_MODES.values() for mode in modes}
