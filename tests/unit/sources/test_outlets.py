"""The outlet register."""

from __future__ import annotations

import pytest

from musterbook.errors import RegisterError
from musterbook.sources import Outlet, find_outlet, load_outlets
from musterbook.sources.outlets import parse_outlets

_ROW = '{ name = "X", kind = "agency", country = "GB", is_wire = true, domains = ["x.example"], aliases = ["Ex"] }'


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("https://edition.cnn.com/2018/04/12/asia/index.html", "CNN"),
        ("www.reuters.com", "Reuters"),
        ("news.sky.com", "Sky News"),
        ("AFP", "Agence France-Presse"),
        ("the new york times", "The New York Times"),
        ("New York Times", "The New York Times"),
        ("Suddeutsche Zeitung", "Süddeutsche Zeitung"),
        ("Xinhua News Agency", "Xinhua"),
        ("sky.com", None),
        ("notreuters.com", None),
        ("com", None),
        ("The Nation", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_outlet_is_found(given: str, name: str | None) -> None:
    """Names, aliases, domains and addresses lead to the outlet; shared names and foreign domains to none."""
    found = find_outlet(given)
    assert (found.name if found else None) == name


def test_register_holds_agencies_and_others() -> None:
    """The register has at least 120 outlets, agencies are wires, and a record of it is whole."""
    register = load_outlets()
    assert len(register.outlets) >= 120
    assert {outlet.name for outlet in register.outlets if outlet.kind == "agency" and not outlet.is_wire} == set()
    assert find_outlet("pajhwok.com") == Outlet(
        name="Pajhwok Afghan News",
        kind="agency",
        country="AF",
        is_wire=True,
        domains=("pajhwok.com",),
        aliases=("Pajhwok",),
    )


@pytest.mark.parametrize(
    ("rows", "match"),
    [
        pytest.param("{ name = 1", "no TOML", id="no-toml"),
        pytest.param(_ROW.replace('kind = "agency", ', ""), "missing or unknown fields", id="missing"),
        pytest.param(_ROW.replace("agency", "blog"), "no kind of outlet", id="kind"),
        pytest.param(_ROW.replace("GB", "Britain"), "no country code", id="country"),
        pytest.param(_ROW.replace("x.example", "https://x.example"), "no domain", id="domain"),
        pytest.param(f"{_ROW}, {_ROW}", "stands for two outlets", id="twice"),
        pytest.param(_ROW.replace('"X"', '" "'), "has no name", id="nameless"),
    ],
)
def test_faulty_register_is_refused(rows: str, match: str) -> None:
    """A fault in the file is told with its row, not carried along."""
    with pytest.raises(RegisterError, match=match):
        parse_outlets(f"outlets = [{rows}]")
