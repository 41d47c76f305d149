"""The passage files of the claims gold: what they read as, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eval.claims_gold import load_passages, main, read_file, to_gold, to_input
from eval.claims_slots import GoldError, parse_value

SIDES = {"m23": "armed_group"}
HEAD = """
conflict = "congo"
[place.goma]
name = "Goma"
country = "CD"
adm1 = "North Kivu | Nord-Kivu"
lat = -1.674
lon = 29.228
[[passage]]
id = "p-1"
split = "dev"
published = 2022-06-14
genre = "wire"
text = '''
M23 rebels killed 12 soldiers near Goma
on Monday. The army said 2 rebels died, and 2 were hurt.
'''
"""
CLAIM = """
[[passage.claim]]
kind = "casualties"
outcome = "killed"
trigger = "killed"
quantity = ["12", "12"]
"""


def _read(tmp_path: Path, text: str) -> Any:
    path = tmp_path / "congo.toml"
    path.write_text(text, encoding="utf-8")
    return read_file(path, SIDES)


def test_quotes_become_spans(tmp_path: Path) -> None:
    """Lines of a paragraph are joined; a quote stands where its words stand, an actor takes its side from the register."""
    claim = (
        CLAIM
        + """by = ["M23 rebels", "m23"]
place = ["near Goma", "goma", 2]
interval = ["on Monday", 2022-06-13]
source = "outlet"
"""
    )
    (passage,) = _read(tmp_path, HEAD + claim)
    (found,) = passage.claims
    assert passage.text.count("\n") == 0
    assert passage.text[slice(*found.key)] == "12"
    assert (found.slots["by"].actor_id, found.slots["by"].side) == ("m23", "armed_group")
    assert found.slots["place"].place.adm1 == ("North Kivu", "Nord-Kivu")
    assert (found.slots["interval"].earliest, found.slots["interval"].latest) == (date(2022, 6, 13), date(2022, 6, 13))
    assert found.slots["stance"] == "states"
    assert to_input(passage) == {"id": "p-1", "text": passage.text, "published": "2022-06-14"}
    assert json.loads(json.dumps(to_gold(passage)))["claims"][0]["slots"]["interval"]["latest"] == "2022-06-13"


def test_slots_of_every_claim_can_be_left_open(tmp_path: Path) -> None:
    """`every` fills what a claim does not give; "open" takes it away, "none" says that the text does not have it."""
    every = '[passage.every]\nplace = ["near Goma", "goma", 2]\nsource = "outlet"\n'
    (passage,) = _read(tmp_path, HEAD + every + CLAIM + 'place = "open"\nby = "none"\n')
    slots = passage.claims[0].slots
    assert "place" not in slots
    assert slots["by"] is None
    assert slots["source"].kind == "outlet"


def test_the_nearest_occurrence_is_meant_beside_a_key(tmp_path: Path) -> None:
    """Of two "rebels" the nearer one is meant: beside the second toll the second."""
    claim = '[[passage.claim]]\nkind = "casualties"\noutcome = "killed"\nquantity = ["2#1", "2"]\nwhose = ["rebels", "armed_group"]\n'
    (passage,) = _read(tmp_path, HEAD + claim)
    assert passage.claims[0].slots["whose"].span[0] == passage.text.rindex("rebels")


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (
            CLAIM.replace('["12"', '["13"'),
            r"congo\.toml: passage p-1: claim 1 \(casualties\): quote '13' is not in the text",
        ),
        (CLAIM.replace('["12"', '["1"'), r"quote '1' is not in the text"),
        (CLAIM.replace('["12"', '["2"'), r"quote '2' occurs 2 times: write '2#1'"),
        (CLAIM.replace('["12"', '["2#3"'), r"quote '2' occurs 2 times, not 3"),
        (CLAIM.replace("casualties", "tolls"), r"kind 'tolls' is none of"),
        (CLAIM + 'victim = "x"\n', r"unknown key 'victim'"),
        (CLAIM + 'relation = "pledge"\n', r"unknown key 'relation'"),
        (CLAIM.replace('outcome = "killed"', ""), r"needs outcome"),
        (CLAIM.replace('"killed"\ntrig', '"dead"\ntrig'), r"outcome = 'dead' is none of"),
        (CLAIM.replace('"12"]', '"20-10"]'), r"low above high"),
        (CLAIM.replace('"12"]', '"many"]'), r"value 'many' is not a number with a bound"),
        (CLAIM + 'interval = ["on Monday", 2022-06-13, 2022-06-12]\n', r"2022-06-13 to 2022-06-12 is crossed"),
        (CLAIM + 'by = ["M23", "m24"]\n', r"actor 'm24' is neither in the register nor a side"),
        (CLAIM + 'place = ["Goma", "gome", 1]\n', r"has no row \[place\.gome\]"),
        (CLAIM + 'place = ["Goma", "goma", 8]\n', r"precision 8 is not 1-7"),
        (CLAIM + 'source = ["The army", "soldiers"]\n', r"source kind = 'soldiers' is none of"),
        (CLAIM + CLAIM, r"2 casualties claims at the same words"),
        (
            CLAIM + '[[passage.claim]]\nkind = "denial"\ntrigger = "said"\ndenies = "toll"\n',
            r"denies 'toll', which names no",
        ),
        (
            '[[passage.claim]]\nkind = "event"\nevent_type = "ASSAULT"\ntrigger = "killed"\ninterval = ["on Monday", 2022-06-20]\n',
            r"a completed event begins on 2022-06-20, after publication",
        ),
        ('[[passage.claim]]\nkind = "denial"\n', r"needs a trigger or a quantity"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, claim: str, message: str) -> None:
    """Every fault stops the reading with the file, the passage and the words at fault."""
    with pytest.raises(GoldError, match=message):
        _read(tmp_path, HEAD + claim)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('split = "dev"', 'split = "train"', r"split = 'train' is none of dev, test"),
        ("published = 2022-06-14", 'published = "June"', r"published is not a TOML date"),
        ('genre = "wire"', 'genre = "wire"\ntags = ["negative"]', r"is tagged negative and has claims"),
        ("lat = -1.674", "lat = -91", r"lat -91 and lon 29\.228 are no point"),
        ('conflict = "congo"', "", r"conflict is missing"),
    ],
)
def test_wrong_passages_are_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Faults outside of claims stop the reading too."""
    with pytest.raises(GoldError, match=message):
        _read(tmp_path, HEAD.replace(old, new) + CLAIM)


def test_every_faulty_passage_is_reported(tmp_path: Path) -> None:
    """Faults of several passages come in one message, a line each; an id that doubles is one of them."""
    path = tmp_path / "congo.toml"
    second = HEAD[HEAD.index("[[passage]]") :]
    path.write_text(HEAD + second.replace("2022-06-14", "1") + second.replace("dev", "x"), encoding="utf-8")
    with pytest.raises(GoldError, match=r"(?s)published.*\n.*split"):
        load_passages([path])
    path.write_text(HEAD + second, encoding="utf-8")
    with pytest.raises(GoldError, match=r"passage p-1: the id is taken in congo\.toml"):
        load_passages([path])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("94", (94, 94, "exact", None)),
        ("~94", (94, 94, "about", None)),
        (">= 94", (94, None, "at_least", None)),
        ("> 94", (94, None, "more_than", None)),
        ("<= 94", (None, 94, "at_most", None)),
        ("< 94", (None, 94, "fewer_than", None)),
        ("40-60", (40, 60, "range", None)),
        ("vague 24+", (24, None, "vague", None)),
        ("vague 2-2", (2, 2, "vague", None)),
        ("vague", (None, None, "vague", None)),
        ("20%", (20, 20, "exact", "percent")),
        ("2x", (2, 2, "exact", "factor")),
    ],
)
def test_values(value: str, expected: tuple[Any, ...]) -> None:
    """The small language of numbers gives low, high, bound and unit."""
    assert parse_value(value) == expected


def test_the_passages_of_the_project_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    """`check` goes through all passage files and counts them."""
    assert main(["check"]) == 0
    assert "passages" in capsys.readouterr().out


def test_check_fails_with_the_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A faulty file gives exit code 1 and the fault on standard error."""
    path = tmp_path / "bad.toml"
    path.write_text("[[passage]]\nid = 'x'\n", encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert "bad.toml: passage x: split" in capsys.readouterr().err


def test_write_gives_input_and_gold(tmp_path: Path) -> None:
    """Both files hold the same ids; what a system is given holds no claims."""
    assert main(["write", str(tmp_path), "--split", "dev"]) == 0
    given = [json.loads(line) for line in (tmp_path / "input.jsonl").read_text().splitlines()]
    gold = [json.loads(line) for line in (tmp_path / "gold.jsonl").read_text().splitlines()]
    assert [one["id"] for one in given] == [one["id"] for one in gold]
    assert set(given[0]) == {"id", "text", "published"}
