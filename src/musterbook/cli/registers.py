"""gazetteer and actors: looking things up in what reading knows."""

from __future__ import annotations

import os
from pathlib import Path

import click

from musterbook.annotate import check_register, hint_places, import_dump, open_gazetteer, open_register
from musterbook.cli.options import current_settings, output
from musterbook.cli.terminal import note, print_json, print_jsonl, print_lines, print_table
from musterbook.errors import RegisterError, UsageError
from musterbook.export import to_plain
from musterbook.model import Place

__all__ = ["actors", "gazetteer"]


@click.group()
def gazetteer() -> None:
    """Look places up, or build a larger gazetteer from GeoNames dumps."""


@gazetteer.command("find")
@click.argument("name")
@click.option("--country", help="Only in this country (ISO 3166-1 alpha-2, such as AF).")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@output
def find_place(name: str, *, country: str | None, limit: int, as_json: bool, as_jsonl: bool) -> None:
    """Find the places of a NAME, the most likely first."""
    with open_gazetteer(current_settings().annotate) as opened:
        found = opened.find(name, country=country.upper() if country else None, limit=limit)
        near = () if found else opened.suggest(name)
    if as_json or as_jsonl:
        (print_json if as_json else print_jsonl)(to_plain(found))
        return
    if not found:
        raise UsageError("the gazetteer has no such place", got=name, hint=hint_places(near))
    print_table(
        ("id", "name", "kind", "in", "lat, lon", "point from", "radius"), [_place_row(p) for p in found], keep=("id",)
    )


def _place_row(place: Place) -> tuple[str, ...]:
    inside = ", ".join(part for part in (place.adm2, place.adm1, place.country) if part and part != place.name)
    point = "none" if place.lat is None or place.lon is None else f"{place.lat:.3f}, {place.lon:.3f}"
    radius = f"{place.radius_km:,.0f} km" if place.radius_km is not None else ""
    return (place.place_id, place.name, place.kind, inside, point, place.coord_source or "", radius)


@gazetteer.command("info")
@output
def show_info(*, as_json: bool, as_jsonl: bool) -> None:
    """Show which gazetteer is used, what is in it and where it comes from."""
    with open_gazetteer(current_settings().annotate) as opened:
        info = to_plain(opened.info())
    if as_json or as_jsonl:
        (print_json if as_json else lambda value: print_jsonl([value]))(info)
        return
    print_table(
        ("gazetteer", ""), [(key.replace("_", " "), _cell(value)) for key, value in info.items()], keep=("gazetteer",)
    )


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(_cell(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    return f"{value:,}" if isinstance(value, int) else str(value)


@gazetteer.command("import")
@click.argument("dumps", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DUMP...")
@click.option("-o", "--output", "path", type=click.Path(path_type=Path, dir_okay=False), help="The new gazetteer file.")
def import_dumps(dumps: tuple[Path, ...], *, path: Path | None) -> None:
    """Build a gazetteer from GeoNames dumps: allCountries or countries, admin1CodesASCII, admin2Codes, alternateNamesV2.

    Points of the installed gazetteer that were derived are replaced by those of the dumps. Use the new file with
    `gazetteer = "FILE"` under [annotate] in the settings.
    """
    target = path or _data_folder() / "gazetteer.sqlite"
    target.parent.mkdir(parents=True, exist_ok=True)
    with open_gazetteer(current_settings().annotate) as opened:
        base = opened.path
    result = import_dump(dumps, into=target, base=base, on_progress=_tell_progress)
    note(
        f"wrote {target}: {result.n_places:,} places, {result.n_new:,} of them new, {result.n_moved:,} with a better point, "
        f"{result.n_names:,} names, from {result.n_lines:,} lines"
    )
    for bad in result.bad:
        note(f"  {bad.count:,} lines of {bad.file} from line {bad.first_line} on could not be used: {bad.reason}")
    if path is None:
        note(f'use it with this in a settings file:\n\n[annotate]\ngazetteer = "{target}"')


def _tell_progress(name: str, n_lines: int) -> None:
    note(f"  {name}: {n_lines:,} lines")


def _data_folder() -> Path:
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "musterbook"


@click.group()
def actors() -> None:
    """Look actors up in the register, or check a register of your own."""


@actors.command("find")
@click.argument("name")
@output
def find_actor(name: str, *, as_json: bool, as_jsonl: bool) -> None:
    """Find actors by an id, a NAME or an alias, or else by words of a name."""
    register = open_register(current_settings().annotate)
    found = register.find(name) or register.find_part(name)
    if as_json or as_jsonl:
        (print_json if as_json else print_jsonl)(to_plain(found))
        return
    if not found:
        near = ", ".join(register.suggest(name))
        raise UsageError("the register has no such actor", got=name, hint=f"near in spelling: {near}" if near else None)
    rows = [(a.actor_id, a.name, a.side.replace("_", " "), ", ".join(a.countries)) for a in found]
    print_table(("id", "name", "side", "countries"), rows, keep=("id",))


@actors.command("lint")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="[FILE]...")
@click.option(
    "--ucdp",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The UCDP actor table (CSV): also compare ids and names with it.",
)
@output
def lint_actors(files: tuple[Path, ...], *, ucdp: Path | None, as_json: bool, as_jsonl: bool) -> None:
    """Check register FILEs of your own (CSV) laid over the built-in one; without FILE the built-in one alone.

    Prints every fault and warning with file and line, and fails if there are faults: they would stop the program.
    """
    found = check_register(files, ucdp=ucdp)
    lines = [("fault", line) for line in found.faults] + [("warning", line) for line in found.warnings]
    if as_json or as_jsonl:
        (print_json if as_json else print_jsonl)([{"kind": kind, "text": text} for kind, text in lines])
    else:
        print_lines([f"{kind}: {text}" for kind, text in lines])
        print_lines([f"{_count(len(found.faults), 'fault')}, {_count(len(found.warnings), 'warning')}"])
    if found.faults:
        raise RegisterError("the actor register is faulty", got=f"{_count(len(found.faults), 'fault')}, listed above")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
