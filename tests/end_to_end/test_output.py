"""What commands print: data on standard output, messages on standard error, JSON that is valid, tables that fit, exit codes."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rich.cells import cell_len

from musterbook.cli.main import main
from tests.end_to_end.running import COMMAND, ENVIRONMENT, TEXTS, run_apart, run_here

PAGE = TEXTS / "model_difficulties.txt"
WIDTH = 80
TABLES = (
    ("status",), ("status", "--skips"), ("claims",), ("claims", "--kind", "strength"), ("incidents",),
    ("series", "al-shabaab"), ("assess", "al-shabaab"), ("search", "fighters"),
)  # fmt: skip
LOOK_UPS = (
    ("actors", "find", "al-shabaab"), ("actors", "lint"), ("gazetteer", "find", "Kismayo"), ("gazetteer", "info"), ("doctor",),
)  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the model page and of a report that is skipped."""
    folder = tmp_path_factory.mktemp("output")
    path = folder / "record.db"
    (folder / "short.txt").write_text("Attack")
    given = ("--published", "2019-10-23", "--outlet", "Northlight News")
    assert run_here("add", PAGE, folder / "short.txt", "-q", *given, "-r", path).code == 0
    return path


def first_claim(record: Path) -> str:
    """Return the id of a claim of the record."""
    return str(run_here("claims", "--json", "-r", record).document[0]["claim_id"])


@pytest.mark.parametrize("command", [*TABLES, *LOOK_UPS], ids=" ".join)
def test_tables_fit_eighty_columns(record: Path, command: tuple[str, ...]) -> None:
    """Where standard output is no terminal, no line is wider than 80 cells."""
    options = () if command in LOOK_UPS else ("-r", record)
    finished = run_here(*command, *options)
    assert finished.code == 0
    assert finished.out
    assert max(cell_len(line) for line in finished.out.splitlines()) <= WIDTH


def test_show_fits_eighty_columns(record: Path) -> None:
    """A claim, its document and its incident are shown within 80 cells."""
    claim = run_here("claims", "--json", "--kind", "casualties", "-r", record).document[0]
    incident = run_here("incidents", "--json", "-r", record).document[0]
    for record_id in (claim["claim_id"], claim["document_id"], incident["incident_id"]):
        finished = run_here("show", record_id, "-r", record)
        assert finished.code == 0
        assert max(cell_len(line) for line in finished.out.splitlines()) <= WIDTH


@pytest.mark.parametrize("command", [("claims",), ("incidents",), ("series", "al-shabaab")], ids=" ".join)
def test_csv_holds_every_record(record: Path, command: tuple[str, ...]) -> None:
    """`--csv` has a row at least for each record, under a header, and every row has all its cells."""
    rows = list(csv.reader(run_here(*command, "--csv", "-r", record).out.splitlines()))
    ids = {row[0] for row in rows[1:]}
    listed = run_here(*command, "--jsonl", "-r", record).lines
    assert ids == {value[rows[0][0]] for value in listed}
    assert {len(row) for row in rows} == {len(rows[0])}


def test_figures_in_no_incident_are_listed(tmp_path: Path) -> None:
    """A boast that belongs to nothing told is counted by `status` and listed by `claims --loose`; what an incident counts is not."""
    path, report = tmp_path / "record.db", tmp_path / "a.txt"
    report.write_text(
        "A bomb killed nine soldiers in Baidoa on Monday, police said.\n\nAl-Shabaab said that it has killed 3,000 soldiers since 2010."
    )
    assert run_here("add", report, "-q", "--published", "2019-10-23", "-r", path).code == 0
    (loose,) = run_here("claims", "--loose", "--json", "-r", path).document
    assert loose["quantity"]["low"] == 3000
    assert run_here("status", "--json", "-r", path).document["loose"] == 1


def test_incidents_without_a_day_are_counted(tmp_path: Path) -> None:
    """A window leaves out what has no day, and says how much; without a window nothing is said of it."""
    path, report = tmp_path / "record.db", tmp_path / "a.txt"
    report.write_text("A bomb killed nine soldiers in Baidoa, police said.")
    assert run_here("add", report, "-q", "-r", path).code == 0
    assert run_here("incidents", "--json", "-r", path).document[0]["interval"] is None
    finished = run_here("incidents", "--since", "2019-01-01", "-r", path)
    assert "1 without a day are left out" in finished.err
    assert "without a day" not in run_here("incidents", "-r", path).err


def test_an_area_is_named_as_it_was_read(record: Path) -> None:
    """Which place an area was taken for is said, and how many others bear its name."""
    finished = run_here("claims", "--area", "Tripoli", "-r", record)
    assert "area: Tripoli" in finished.err
    assert "more of that name" in finished.err


@pytest.mark.parametrize("command", [*TABLES, *LOOK_UPS], ids=" ".join)
def test_json_and_jsonl_hold_the_same(record: Path, command: tuple[str, ...]) -> None:
    """`--json` prints one document, `--jsonl` one object a line; both are valid JSON, and lists hold the same records."""
    options = () if command in LOOK_UPS else ("-r", record)
    document = run_here(*command, "--json", *options).document
    lines = run_here(*command, "--jsonl", *options).lines
    assert all(isinstance(line, dict) for line in lines)
    if isinstance(document, list):
        assert lines == document


def test_an_id_without_its_letter_is_told(record: Path) -> None:
    """Who leaves out the letter of an id is told the whole id."""
    claim = first_claim(record)[:10]
    finished = run_here("show", claim.removeprefix("c-"), "-r", record)
    assert finished.code == 2
    assert f"did you mean {claim}?" in finished.err


def test_messages_are_not_data(record: Path) -> None:
    """The count of claims goes to standard error; standard output holds the table alone."""
    finished = run_here("claims", "-r", record)
    assert finished.err.endswith(" claims\n")
    assert "claims\n" not in finished.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("claims", "--kind", "rumour"), "'rumour' is not one of"),
        (("claims", "--since", "soon"), "expected a day such as 2018-05-16"),
        (("claims", "--since", "2019-02-01", "--until", "2019-01-01"), "the window ends before it begins"),
        (("claims", "--actor", "Nobody at all of this name"), "the register has no such actor"),
        (("claims", "--area", "Nowhere-upon-Nothing"), "the gazetteer has no such place"),
        (("claims", "--area", "Nangahar"), "near in spelling: Nangarhar (AF)"),
        (("claims", "--colour"), "No such option"),
        (("claims", "--json", "--csv"), "one form at a time"),
        (("claims", "--csv", "--json"), "one form at a time"),
        (("assess", "strngth", "al-shabaab"), "musterbook assess strength al-shabaab"),
        (("show", "c-0000000000000000"), "no record has this id"),
        (("nonsense",), "No such command"),
        (("extract",), "Missing argument"),
        (("--settings", "no-such-settings.toml", "extract", str(PAGE)), "the settings cannot be read"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_use_ends_with_two(record: Path, arguments: tuple[str, ...], said: str) -> None:
    """A wrong call is one message on standard error, no data, and 2."""
    takes_record = arguments[0] in {"claims", "show"}
    finished = run_here(*arguments, *(("-r", record) if takes_record else ()))
    assert (finished.code, finished.out) == (2, "")
    assert finished.err.startswith("error[")
    assert said in " ".join(finished.err.split())


def test_settings_name_all_their_faults(tmp_path: Path) -> None:
    """Two faults in a settings file are told at once."""
    path = tmp_path / "settings.toml"
    path.write_text('[sources]\nmax_tries = "many"\n[documents]\nmin_worlds = 3\n')
    finished = run_here("--settings", path, "extract", PAGE)
    assert finished.code == 2
    assert "max_tries" in finished.err
    assert "min_worlds" in finished.err


def test_help_and_version_end_with_zero() -> None:
    """`--help` of every command and `--version` print to standard output and end with 0."""
    assert run_here("--version").code == 0
    for name in main.commands:
        finished = run_here(name, "--help")
        assert (finished.code, finished.err) == (0, "")
        assert finished.out.startswith("Usage: musterbook")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(shell: str) -> None:
    """Each shell gets a script that calls back the command; bash finds no fault in its own."""
    finished = run_here("completion", shell)
    assert finished.code == 0
    assert "_MUSTERBOOK_COMPLETE" in finished.out
    if shell == "bash":
        assert subprocess.run(["bash", "-n"], input=finished.out, text=True, check=False).returncode == 0


def test_completion_answers() -> None:
    """What the script calls back prints the commands that begin like this."""
    done = subprocess.run(
        [*COMMAND],
        env={**ENVIRONMENT, "_MUSTERBOOK_COMPLETE": "bash_complete", "COMP_WORDS": "musterbook cl", "COMP_CWORD": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "claims" in done.stdout


@pytest.mark.parametrize("command", [("claims", "--json"), ("claims", "--jsonl"), ("claims",), ("show",)], ids=" ".join)
def test_closed_pipe(record: Path, command: tuple[str, ...]) -> None:
    """A reader that stops after the first line (`| head -1`) gets its line, and nothing is complained of."""
    extra = [first_claim(record)] if command == ("show",) else []
    with subprocess.Popen(
        [*COMMAND, *command, *extra, "-r", str(record)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**ENVIRONMENT, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(1)
        process.stdout.close()
        err = process.stderr.read().decode()
        assert process.wait() == 0
    assert "error" not in err
    assert "Traceback" not in err
    assert "Exception" not in err


@pytest.fixture(scope="module")
def schema() -> Any:
    """The JSON Schema that `schema` prints; it must be one itself."""
    found = run_here("schema").document
    jsonschema.Draft202012Validator.check_schema(found)
    return found


@pytest.mark.parametrize(
    "options",
    [(), ("--mentions",), ("--published", "2019-10-23"), ("--mentions", "--published", "2019-10-23")],
    ids=["plain", "mentions", "dated", "both"],
)
def test_extract_prints_what_the_schema_says(schema: Any, options: tuple[str, ...]) -> None:
    """Every object of `extract` fits the schema, field for field; `--mentions` adds the mentions."""
    (found,) = run_here("extract", PAGE, *options).lines
    errors = [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(found)]
    assert errors == []
    assert ("mentions" in found) == ("--mentions" in options)


def test_a_skip_fits_the_schema(schema: Any, tmp_path: Path) -> None:
    """The object of an input that could not be read fits the schema too."""
    (tmp_path / "empty.txt").write_text("")
    finished = run_here("extract", tmp_path / "empty.txt")
    assert finished.code == 3
    assert not list(jsonschema.Draft202012Validator(schema).iter_errors(finished.lines[0]))


def test_the_schema_refuses_other_fields(schema: Any) -> None:
    """The schema is closed: an unknown field, a missing one and a wrong type are refused."""
    (found,) = run_here("extract", PAGE).lines
    validator = jsonschema.Draft202012Validator(schema)
    assert not validator.is_valid(found | {"more": 1})
    assert not validator.is_valid({key: value for key, value in found.items() if key != "events"})
    assert not validator.is_valid(found | {"claims": "none"})


def test_output_is_one_object_a_line() -> None:
    """Through a real pipe `extract` gives as many lines as reports, each a JSON object, in the order of the inputs."""
    finished = run_apart(
        "extract", PAGE, PAGE, "-", stdin=b"About 300 fighters of Boko Haram are in Borno, police said."
    )
    assert finished.code == 0
    assert [json.loads(line)["document"]["location"].rpartition("/")[2] for line in finished.out.splitlines()] == [
        PAGE.name, PAGE.name, "stdin",
    ]  # fmt: skip
