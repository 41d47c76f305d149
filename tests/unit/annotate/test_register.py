"""The actor register: what comes with Musterbook, how rows are checked, how actors are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musterbook.annotate.actors.register import ActorRegister, load_register
from musterbook.annotate.actors.roles import load_roles, read_roles
from musterbook.annotate.actors.rows import COLUMNS, Actor
from musterbook.annotate.phrases import Hit, PhraseIndex, fold, keeps_capitals
from musterbook.errors import RegisterError

HEADER = ",".join(COLUMNS)


def row(**cells: str) -> str:
    """Return one CSV line; what is not given is empty, except the four cells every row needs."""
    cells = {"id": "a-group", "name": "A Group", "side": "armed_group", "source": "test"} | cells
    return ",".join(cells.get(column, "") for column in COLUMNS)


def actor(actor_id: str, **fields: object) -> Actor:
    """Return an actor of the test."""
    given = {"actor_id": actor_id, "name": actor_id.replace("-", " ").title(), "side": "armed_group", "source": "test"}
    return Actor(**(given | fields))


def write(folder: Path, *lines: str) -> Path:
    """Write an overlay file."""
    path = folder / "own.csv"
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return path


def test_the_built_in_register_is_large_enough(register):
    """At least 900 armed groups and 600 governments, forces, police and missions come with Musterbook."""
    groups = sum(one.side == "armed_group" for one in register.actors)
    assert (groups >= 900, len(register) - groups >= 600) == (True, True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ISIS-K", ("islamic-state-khorasan",)),
        ("iskp", ("islamic-state-khorasan",)),
        ("IS in Afghanistan", ("islamic-state-khorasan",)),
        ("Islamic State in Yemen", ("islamic-state-yemen",)),
        ("al-Qaeda in Yemen", ("aqap",)),
        ("Daesh", ("islamic-state",)),
        ("Al Shabab", ("al-shabaab", "islamic-state-mozambique")),
        ("Pakistani Taliban", ("ttp",)),
        ("Afghan army", ("armed-forces-of-afghanistan",)),
        ("Jamaat Nusrat al-Islam wal Muslimin", ("jnim",)),
        ("boko-haram", ("boko-haram",)),
        ("The Salvation Army", ()),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_find_takes_names_in_any_spelling(register, words, expected):
    """Names, abbreviations, ids and "group in country" are found; the unshared owner comes first; strangers are not."""
    assert tuple(one.actor_id for one in register.find(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("Tailban", "Taliban"), ("Bokoharam", "Boko Haram"), ("Hezbolah", "Hezbollah")]
)
def test_suggest_names_what_was_probably_meant(register, words, expected):
    """A misspelt name brings the right one first."""
    assert register.suggest(words)[0] == expected


def test_find_part_takes_a_word_of_a_name(register):
    """Every actor with all the words in one of its names is found; none for a word that no name has."""
    whole = register.find("Boko Haram")
    assert whole
    assert set(whole) <= set(register.find_part("haram"))
    assert register.find_part("zzyzx") == ()
    assert register.find_part("") == ()


def test_suggest_is_empty_for_noise(register):
    """Words that look like no name bring no suggestion."""
    assert register.suggest("qqqqzzzz") == ()


def test_descent_goes_both_ways(register):
    """Ancestors come nearest first, descendants include grandchildren, successors are read from predecessors."""
    assert [one.actor_id for one in register.ancestors("maute-group")] == ["islamic-state-east-asia", "islamic-state"]
    assert "maute-group" in {one.actor_id for one in register.descendants("islamic-state")}
    assert [one.actor_id for one in register.successors("cndp")] == ["m23"]


def test_every_descendant_has_its_ancestor(register):
    """Ancestors and descendants tell the same tree."""
    pairs = {(above.actor_id, one.actor_id) for one in register.actors for above in register.ancestors(one.actor_id)}
    turned = {(one.actor_id, below.actor_id) for one in register.actors for below in register.descendants(one.actor_id)}
    assert pairs == turned


def test_an_army_takes_the_ucdp_id_of_its_government(register):
    """UCDP counts a government with its forces as one actor; groups do not inherit from their parents."""
    assert register.ucdp_id_of("armed-forces-of-afghanistan") == 130
    assert register.ucdp_id_of("islamic-state-khorasan") is None


def test_an_unknown_id_raises_with_the_nearest(register):
    """A wrong id is an error that names the right one."""
    with pytest.raises(RegisterError, match="did you mean islamic-state-khorasan"):
        register.get("islamic-state-khorasa")


@pytest.mark.parametrize(
    ("country", "year", "expected"),
    [
        ("AF", None, "islamic-state-khorasan"),
        ("IQ", None, "islamic-state"),
        ("MZ", 2021, "islamic-state-mozambique"),
        ("MZ", 2015, None),
        ("SE", None, None),
    ],
    ids=["branch", "at home", "founded", "not founded yet", "nowhere"],
)
def test_a_branch_is_found_by_country_and_year(register, country, year, expected):
    """The branch of a country bears the parent's name; before it was founded there is none."""
    found = register.find_branch(register.get("islamic-state"), country, year=year)
    assert (found.actor_id if found else None) == expected


def test_a_child_of_another_name_is_no_branch(register):
    """Al-Shabaab belongs to al-Qaeda, but "al-Qaeda" in Somalia does not mean it."""
    assert register.find_branch(register.get("al-qaeda"), "SO") is None


def test_an_overlay_replaces_and_adds(tmp_path):
    """A row with a known id replaces it, another one is added."""
    path = write(
        tmp_path,
        row(id="taliban", name="Taliban of the overlay", countries="AF"),
        row(id="new-one", name="New One", countries="AF"),
    )
    register = load_register([path])
    assert register.get("taliban").name == "Taliban of the overlay"
    assert register.get("new-one") == Actor(
        actor_id="new-one", name="New One", side="armed_group", countries=("AF",), source="test", where="own.csv:3"
    )


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"id": "Bad Id"}, "own.csv:2: the id must be small letters"),
        ({"side": "army"}, "own.csv:2: the side must be one of"),
        ({"name": ""}, "own.csv:2: name is empty"),
        ({"countries": "Mali"}, "own.csv:2: a country must be two capital letters"),
        ({"first_year": "2015", "last_year": "2014"}, "own.csv:2: the years cross: from 2015 to 2014"),
        ({"first_year": "soon"}, "own.csv:2: first_year must be a number"),
        ({"last_year": "20150"}, "own.csv:2: the year 20150 is out of range"),
        ({"parent": "nobody"}, "own.csv:2: the parent 'nobody' is unknown"),
        ({"predecessors": "nobody"}, "own.csv:2: the predecessor 'nobody' is unknown"),
        ({"first_year": "1990", "predecessors": "m23"}, "own.csv:2: the predecessor 'm23' begins later"),
        (
            {"aliases": "boko haram"},
            "the name 'boko haram' of 'boko-haram' is also one of|the name 'boko haram' of 'a-group'",
        ),
        ({"weak_aliases": "The Boys"}, "own.csv:2: the weak alias 'the boys' needs a country"),
        ({"id": "taliban", "name": "Taliban", "parent": "haqqani-network"}, "'taliban' is its own ancestor"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_faulty_rows_are_refused_with_their_place(tmp_path, cells, fault):
    """A fault names file, line and what is wrong."""
    with pytest.raises(RegisterError, match=fault):
        load_register([write(tmp_path, row(**cells))])


def test_all_faults_are_reported_at_once(tmp_path):
    """Two faulty rows give one error that names both."""
    path = write(tmp_path, row(id="B!"), row(side="x"), "too,short")
    with pytest.raises(RegisterError, match=r"(?s)own\.csv:2.*own\.csv:3.*own\.csv:4: expected 17 columns, got 2"):
        load_register([path])


def test_double_ids_in_one_file_are_refused(tmp_path):
    """One file cannot give the same id twice."""
    with pytest.raises(RegisterError, match=r"own\.csv:3: the id 'a-group' is taken"):
        load_register([write(tmp_path, row(), row(name="Another"))])


def test_double_ids_in_memory_are_refused():
    """A register cannot be built of two actors of one id."""
    with pytest.raises(RegisterError, match="the id 'one' is taken"):
        ActorRegister([actor("one"), actor("one", name="Other")])


@pytest.mark.parametrize(
    ("years", "is_refused"),
    [((1990, 1999, 2000, None), False), ((1990, 2000, 2000, None), True)],
    ids=["years apart", "years meet"],
)
def test_a_shared_weak_alias_needs_other_country_or_years(years, is_refused):
    """Two actors of one country may share a weak alias only in different years."""
    first = actor("one", weak_aliases=("The Front",), countries=("ML",), first_year=years[0], last_year=years[1])
    second = actor("two", weak_aliases=("The Front",), countries=("ML",), first_year=years[2], last_year=years[3])
    if not is_refused:
        assert len(ActorRegister([first, second])) == 2
        return
    with pytest.raises(RegisterError, match="is also one of 'one' in the same country and years"):
        ActorRegister([first, second])


def test_a_missing_file_is_a_register_error(tmp_path):
    """A path that does not exist is reported with the path."""
    with pytest.raises(RegisterError, match="cannot be read"):
        load_register([tmp_path / "none.csv"])


def test_a_foreign_header_is_refused(tmp_path):
    """A table of something else is not read as a register."""
    path = tmp_path / "own.csv"
    path.write_text("group,size\nx,1\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="the header of the actor register is wrong"):
        load_register([path])


@given(st.text(max_size=60))
def test_folding_keeps_every_offset(text):
    """The folded text has as many characters as the text, whatever it holds."""
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Al‑Shabaab’s", "al shabaab's"), ("Séléka", "seleka"), ("İSTANBUL", "istanbul"), ("A\nB", "a b")],
)
def test_folding_evens_out_spellings(text, folded):
    """Dashes, apostrophes, accents, case and line ends are evened out."""
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("written", "phrase", "expected"),
    [
        ("al-Shabaab", "Al-Shabaab", True),
        ("new forces", "New Forces", False),
        ("NEW FORCES", "New Forces", True),
        ("Movement For the Cause", "Movement for the Cause", True),
        ("taliban", "Taliban", False),
    ],
)
def test_capitals_are_kept_but_for_particles(written, phrase, expected):
    """A capitalised word of a name must be capitalised in the text; particles are free."""
    assert keeps_capitals(written, phrase) is expected


def test_the_longest_phrase_wins_between_word_boundaries():
    """Overlapping phrases give the longest, and none is found inside a word."""
    index = PhraseIndex([("rocket", 1), ("rocket launcher", 2), ("grad", 3)])
    text = fold("Rocket-launcher, rockets, upgrade, rocket")
    assert index.find(text, accepts=lambda _start, _end, values: values) == [Hit(0, 15, (2,)), Hit(35, 41, (1,))]


def test_roles_come_with_plurals():
    """Each role word is found in both numbers."""
    written = {word.written for word in load_roles().words}
    assert {"militiaman", "militiamen", "woman", "women", "militia", "militias", "police"} <= written


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[role]]\nwords = ['x']\nside = 'army'\nkind = 'person'", "role 1: the side must be one of"),
        ("[[role]]\nwords = []\nside = 'police'\nkind = 'person'", "role 1: it has no words"),
        ("[[role]]\nwords = ['x']\nside = 'police'\nkind = 'thing'", "role 1: the kind must be one of"),
        ("[[role]]\nwords = ['x', 'x']\nside = 'police'\nkind = 'person'", "role 1: 'x' stands in two rows"),
        (
            "[[role]]\nwords = ['x']\nside = 'police'\nkind = 'person'\ncolour = 1",
            r"role 1: unknown fields \['colour'\]",
        ),
        ("", "the list 'determiners' is missing"),
        ("= no toml", "the table of roles is no TOML"),
    ],
    ids=["side", "words", "kind", "twice", "field", "lists", "toml"],
)
def test_a_faulty_table_of_roles_is_refused(text, fault):
    """Faults of the table of roles name the row."""
    with pytest.raises(RegisterError, match=fault):
        read_roles(text, where="roles.toml")
