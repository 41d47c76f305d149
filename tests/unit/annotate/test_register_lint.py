"""The linter of the actor register: what it warns of, what it compares with UCDP, and that it tells everything at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from musterbook.annotate.actors.lint import Findings, check_register, lint_register, read_ucdp
from musterbook.annotate.actors.register import ActorRegister, load_register
from musterbook.annotate.actors.rows import COLUMNS, Actor, Alliance
from musterbook.errors import RegisterError

UCDP = "ActorId,NameData,NameOrigFullEng\n303,Taleban,Students of religion\n9001,EF,Example Front of the North\n"


def actor(actor_id: str, **fields: object) -> Actor:
    """Return an armed group of the test, in Mali if nothing else is said."""
    given = {
        "actor_id": actor_id,
        "name": actor_id.replace("-", " ").title(),
        "side": "armed_group",
        "source": "test",
        "countries": ("ML",),
    }
    return Actor(**(given | fields))


def write(folder: Path, *rows: dict[str, str]) -> Path:
    """Write an overlay file; what a row does not give is empty, except the cells every row needs."""
    path = folder / "own.csv"
    filled = [{"id": "a-group", "name": "A Group", "side": "armed_group", "source": "test"} | one for one in rows]
    lines = [",".join(cells.get(column, "") for column in COLUMNS) for cells in filled]
    path.write_text("\n".join((",".join(COLUMNS), *lines)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def ucdp(tmp_path: Path) -> Path:
    """Return a small table with the columns of the UCDP actor table."""
    path = tmp_path / "ucdp.csv"
    path.write_text(UCDP, encoding="utf-8")
    return path


def test_the_built_in_register_has_no_faults_and_no_warnings():
    """The tables that come with Musterbook pass their own linter."""
    assert check_register() == Findings(faults=(), warnings=())


@pytest.mark.parametrize(
    ("given", "warning"),
    [
        ({"countries": ()}, "an armed group without a country cannot be told from others of its name"),
        ({"name": "Ab"}, "the name 'Ab' is shorter than three letters and is found only in capitals"),
        ({"abbreviations": ("abc",)}, "the abbreviation 'abc' has small letters only"),
        ({"state": "ML"}, "a state is given, but the side is armed_group"),
        ({"aliases": ("rebels",)}, "the name 'rebels' is a word for anybody of its kind; make it a weak alias"),
        ({"weak_aliases": ("ONE",)}, "the weak alias 'ONE' is also a name of its own"),
        ({"countries": ("ML", "NE", "ML")}, "the country ML is given twice"),
        ({"source": "ucdp+press"}, "the source says ucdp, but there is no ucdp_id"),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else None,
)
def test_lint_warns_of_what_is_probably_not_meant(given, warning):
    """Allowed rows that look wrong give a warning with their place."""
    assert lint_register(ActorRegister([actor("one", **given)])) == (f"given one: {warning}",)


@pytest.mark.parametrize(
    ("parent", "child", "warning"),
    [
        ({"last_year": 2000}, {"first_year": 2005}, "given two: its parent one ended before it began"),
        ({"first_year": 2005}, {"last_year": 2000}, "given two: it ended before its parent one began"),
    ],
    ids=["parent before", "parent after"],
)
def test_lint_warns_of_a_parent_of_another_time(parent, child, warning):
    """A part and its whole that never lived at the same time are probably a mistake."""
    register = ActorRegister([actor("one", **parent), actor("two", parent="one", **child)])
    assert lint_register(register) == (warning,)


def test_an_alliance_given_twice_is_warned_of_once():
    """An alliance holds both ways, so one of the two rows is enough."""
    register = ActorRegister(
        [actor("one", alliances=(Alliance(actor_id="two"),)), actor("two", alliances=(Alliance(actor_id="one"),))]
    )
    assert lint_register(register) == ("given two: the alliance with one is given in both rows; one is enough",)


def test_a_ucdp_id_of_two_strangers_is_warned_of():
    """One UCDP id stands for one actor, its parts and its successors; two others that share it are a mistake."""
    kin = actor("three", ucdp_id=7, predecessors=("one",))
    found = lint_register(ActorRegister([actor("one", ucdp_id=7), actor("two", ucdp_id=7), kin]))
    assert found == (
        "given two: the ucdp_id 7 is also that of one (given), which is neither its part nor its predecessor",
    )


def test_faults_of_cells_and_of_links_come_together(tmp_path):
    """One run names what is wrong in a row and what is wrong between rows, each with file and line."""
    path = write(tmp_path, {"side": "army"}, {"id": "two", "name": "Two", "parent": "nobody"})
    found = check_register([path])
    assert [line.partition(" the")[0] for line in found.faults] == ["own.csv:2:", "own.csv:3:"]


def test_warnings_are_about_the_users_rows(tmp_path):
    """With a file of the user's own only its rows are warned of."""
    found = check_register([write(tmp_path, {"source": "ucdp"})])
    assert found.warnings == (
        "own.csv:2 a-group: an armed group without a country cannot be told from others of its name",
        "own.csv:2 a-group: the source says ucdp, but there is no ucdp_id",
    )


@pytest.mark.parametrize(
    ("cells", "warning"),
    [
        ({"ucdp_id": "9001", "name": "Northern Example Front"}, None),
        ({"ucdp_id": "9001"}, "own.csv:2 a-group: UCDP calls 9001 'EF', which no name of it resembles"),
        ({"ucdp_id": "9002"}, "own.csv:2 a-group: UCDP has no actor 9002"),
    ],
    ids=["alike", "another name", "unknown"],
)
def test_ids_are_compared_with_the_table_of_ucdp(tmp_path, ucdp, cells, warning):
    """A wrong UCDP id shows by a name that shares no word with any of the actor's, or by being unknown."""
    found = check_register([write(tmp_path, {"countries": "ML"} | cells)], ucdp=ucdp)
    assert found.warnings == (() if warning is None else (warning,))


def test_a_foreign_table_is_no_ucdp_table(tmp_path):
    """A CSV file of something else is refused with its path."""
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="has no columns ActorId and NameData"):
        read_ucdp(path)


@pytest.mark.parametrize(
    ("alliance", "fault"),
    [
        ("nobody", "own.csv:2: the ally 'nobody' is unknown"),
        ("a-group", "own.csv:2: 'a-group' is its own ally"),
        ("taliban 2010-2008", "own.csv:2: the years of the alliance with 'taliban' cross: from 2010 to 2008"),
        ("taliban 1980-1985", "own.csv:2: the alliance with 'taliban' lies outside of the years of one of them"),
        ("taliban since 2010", "own.csv:2: an alliance must be written 'id', 'id 2014-' or 'id 2014-2017'"),
    ],
    ids=["unknown", "itself", "crossing", "outside", "form"],
)
def test_a_faulty_alliance_is_refused(tmp_path, alliance, fault):
    """An alliance names a known actor, and years that run forward within those of both."""
    found = check_register([write(tmp_path, {"alliances": alliance})])
    assert [line for line in found.faults if line.startswith(fault)] == list(found.faults)
    assert len(found.faults) == 1


def test_an_alliance_holds_both_ways_and_in_its_years():
    """Either actor has the other as an ally, as long as the alliance lasts."""
    register = load_register()
    told = [[one.actor_id for one in register.allies("saleh-forces", year=year)] for year in (2013, 2016, 2018, None)]
    assert told == [[], ["houthis"], [], ["houthis"]]
    assert register.get("saleh-forces") in register.allies("houthis", year=2016)
