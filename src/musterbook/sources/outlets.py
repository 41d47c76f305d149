"""What is known of an outlet: name, kind, country, whether it is a wire agency (data/outlets.toml)."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from musterbook.errors import RegisterError
from musterbook.sources.bundled import read_bundled

__all__ = ["Outlet", "OutletKind", "OutletRegister", "find_outlet", "load_outlets", "parse_outlets"]

OutletKind = Literal[
    "agency", "broadcaster", "newspaper", "magazine", "online", "ngo", "government", "igo", "military", "armed-group",
]  # fmt: skip

_FILE = "data/outlets.toml"
_KINDS = frozenset(get_args(OutletKind))
_FIELDS = frozenset({"name", "kind", "country", "is_wire", "domains", "aliases"})
_DOMAIN = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}")
_NOT_WORD = re.compile(r"[^\w&]+")
_MAX_NAME = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One outlet.

    Attributes:
        name: as it is shown.
        kind: what sort of publisher; "armed-group" for the media of a belligerent that is no state.
        country: ISO 3166-1 alpha-2 of the newsroom's seat; None for organisations of many countries or an unknown seat.
        is_wire: others print its text as their own, so that a copy of it is no second origin.
        domains: registered domains.
        aliases: other names.
    """

    name: str
    kind: OutletKind
    country: str | None
    is_wire: bool
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRegister:
    """The outlets in the order of the file, and the ways to find them."""

    outlets: tuple[Outlet, ...]
    by_domain: Mapping[str, Outlet]
    by_name: Mapping[str, Outlet]

    def find(self, domain_or_name: str) -> Outlet | None:
        """Return the outlet of a name, an address or a domain (the longest listed ending counts); None if unknown."""
        given = domain_or_name.strip()
        if not given or len(given) > _MAX_NAME:
            return None
        found = self.by_name.get(_fold(given))
        if found is not None:
            return found
        labels = _read_host(given).split(".")
        for first in range(len(labels) - 1):
            found = self.by_domain.get(".".join(labels[first:]))
            if found is not None:
                return found
        return None


def find_outlet(domain_or_name: str) -> Outlet | None:
    """Return the outlet with this name, alias, domain or address; None if the register does not know it."""
    return load_outlets().find(domain_or_name)


@cache
def load_outlets() -> OutletRegister:
    """Return the register that comes with Musterbook.

    Raises:
        RegisterError: the file is missing or faulty.
    """
    return parse_outlets(read_bundled(_FILE))


def parse_outlets(content: str) -> OutletRegister:
    """Return the register in a TOML text.

    Raises:
        RegisterError: no TOML, a row with a missing or unknown field or a wrong value, a name or domain that stands
            twice.
    """
    try:
        rows = tomllib.loads(content).get("outlets", [])
    except tomllib.TOMLDecodeError as error:
        raise RegisterError("the outlet register is no TOML", got=str(error), where=f"sources/{_FILE}") from error
    by_domain: dict[str, Outlet] = {}
    by_name: dict[str, Outlet] = {}
    outlets: list[Outlet] = []
    for number, row in enumerate(rows, start=1):
        outlet = _read_outlet(row, where=f"sources/{_FILE} outlets[{number}]")
        outlets.append(outlet)
        for domain in outlet.domains:
            _enter(by_domain, domain, outlet)
        for name in {_fold(name) for name in (outlet.name, *outlet.aliases)}:
            _enter(by_name, name, outlet)
    return OutletRegister(
        outlets=tuple(outlets), by_domain=MappingProxyType(by_domain), by_name=MappingProxyType(by_name)
    )


def _read_outlet(row: dict[str, Any], *, where: str) -> Outlet:
    if set(row) != _FIELDS:
        odd = ", ".join(sorted(set(row) ^ _FIELDS))
        raise RegisterError("an outlet has missing or unknown fields", got=odd, where=where)
    name, kind, country = row["name"], row["kind"], row["country"]
    if not isinstance(name, str) or not _fold(name):
        raise RegisterError("an outlet has no name", got=repr(name), where=where)
    if kind not in _KINDS:
        raise RegisterError("no kind of outlet", expected=", ".join(sorted(_KINDS)), got=repr(kind), where=where)
    if not re.fullmatch("(?:[A-Z]{2})?", str(country)):
        raise RegisterError("no country code", expected="ISO 3166-1 alpha-2 or nothing", got=repr(country), where=where)
    for domain in row["domains"]:
        if not _DOMAIN.fullmatch(domain) or domain.startswith("www."):
            raise RegisterError("no domain", expected="lower case, without www.", got=repr(domain), where=where)
    return Outlet(
        name=name,
        kind=kind,
        country=country or None,
        is_wire=bool(row["is_wire"]),
        domains=tuple(row["domains"]),
        aliases=tuple(row["aliases"]),
    )


def _enter(index: dict[str, Outlet], key: str, outlet: Outlet) -> None:
    if key in index:
        raise RegisterError(
            f"“{key}” stands for two outlets", got=f"{index[key].name} and {outlet.name}", where=f"sources/{_FILE}"
        )
    index[key] = outlet


def _fold(name: str) -> str:
    """Return a name as names are compared: no case, accents, punctuation or leading article."""
    plain = "".join(part for part in unicodedata.normalize("NFKD", name) if not unicodedata.combining(part))
    return " ".join(_NOT_WORD.sub(" ", plain.casefold()).split()).removeprefix("the ")


def _read_host(given: str) -> str:
    try:
        host = urlsplit(given if "://" in given else f"//{given}").hostname
    except ValueError:
        return ""
    return (host or "").rstrip(".")
