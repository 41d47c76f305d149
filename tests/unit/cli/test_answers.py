"""How an answer reaches the terminal."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.assess import build_series
from musterbook.cli.answers import print_series
from musterbook.model import Claim, Series
from tests.builders import DISTRICT, PROVINCE, at, notes, number, said_by, strength


def _series(*claims: Claim) -> Series:
    return build_series(
        claims, actor_id="northern-front", actor_name="Northern Front", area=None, notes=notes(*claims), origins=()
    )


def test_figures_of_different_areas_are_different_tables(capsys: pytest.CaptureFixture[str]) -> None:
    """Figures for the province stand in one table, in time, the later one for the district and the one of no area below."""
    province = (
        strength("c1", number(1000), place=at(PROVINCE), said_on=date(2018, 1, 1)),
        strength("c2", number(1200), place=at(PROVINCE), said_on=date(2018, 3, 1)),
    )
    district = strength("c3", number(30), place=at(DISTRICT), said_on=date(2018, 2, 1))
    whole = strength("c4", number(9000), said_on=date(2018, 2, 2), attribution=said_by("the mission"))
    print_series(_series(*province, district, whole))
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    areas = {"Ostland", "Bergtal", "no area named"}
    shown = [line[:10] if line[:2] == "20" else line for line in lines if line[:2] == "20" or line in areas]
    assert shown == ["Ostland", "2018-01-01", "2018-03-01", "Bergtal", "2018-02-01", "no area named", "2018-02-02"]
    print_series(_series(*province))
    assert "Ostland" not in capsys.readouterr().out.splitlines()
