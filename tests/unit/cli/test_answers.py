"""How an answer reaches the terminal."""

from __future__ import annotations

from datetime import date

import pytest

from musterbook.assess import build_series
from musterbook.cli.answers import print_series
from musterbook.cli.counting import print_answer
from musterbook.model import Assessment, Claim, Finding, Series, Table
from tests.builders import DISTRICT, PROVINCE, at, notes, number, said_by, strength


def _series(*claims: Claim) -> Series:
    return build_series(
        claims,
        actor_id="northern-front",
        actor_name="Northern Front",
        area=None,
        notes=notes(*claims),
        origins=(),
        speakers=(),
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


def _print_presence(*rows: tuple[str | int | float | None, ...]) -> None:
    columns = ("part", "earlier", "later", "factor", "direction")
    finding = Finding(
        topic="presence",
        verdict="insufficient",
        answer="Ostland: incidents 1.",
        tables=(Table(name="parts", title="Later half against the earlier", columns=columns, rows=rows),),
        about="Ostland",
    )
    print_answer(
        Assessment(
            assessment_id="a-1", question="Did it grow?", answer="Hardly.", actor_id=None, actor_name=None, area=None, since=None,
            until=None, series=None, findings=(finding,), left_out=(), n_reports=0, n_outlets=0, n_origins=0, assumptions=(),
            made_by="test",
        )
    )  # fmt: skip


def test_what_is_empty_is_left_out_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """Parts that nobody tells of and columns without a value are no rows and columns of dashes; how many is said."""
    _print_presence(("incidents", None, 1, None, None), ("places", None, 0, None, None), ("claims", 0, 0, None, None))
    out = capsys.readouterr().out
    assert "incidents       1" in out
    assert "places" not in out
    assert "factor" not in out
    assert "left out, because nothing stands in them: 2 rows and 3 columns" in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_a_full_table_stays_and_an_empty_one_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is said of what is left out where nothing is; a table that holds nothing is no heading alone."""
    _print_presence(("incidents", 2, 1, 0.5, "unclear"))
    out = capsys.readouterr().out
    assert "unclear" in out
    assert "left out" not in out
    _print_presence(("incidents", None, 0, None, None))
    out = capsys.readouterr().out
    assert "Nothing stands in its rows." in out
    assert "factor" not in out
