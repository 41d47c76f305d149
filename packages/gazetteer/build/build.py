"""Build the gazetteer and the map outlines out of the pinned upstream packages and the overlay.

Run it in a throw-away environment (this is what `make gazetteer` does), from anywhere:

    uv run --no-project --isolated --with-requirements packages/gazetteer/build/requirements.txt \
        python packages/gazetteer/build/build.py

A build whose inputs did not change since the last one is skipped; --force builds anyway.
Every file is replaced whole or not at all, and the stamp that marks a build as complete comes last.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent
sys.path[:0] = [str(HERE), str(PACKAGE / "src")]

from progress import say  # noqa: E402  # the path is set just above

DATA = PACKAGE / "src" / "musterbook_gazetteer" / "data"
OUTPUTS = ("gazetteer.sqlite", "basemap-countries.json", "outlines-adm1.zip", "disputed-areas.json")
STAMP = "build.json"


def inputs_hash() -> str:
    """Return a sha256 over the build code, the pins, the overlay and the schema."""
    files = [
        *HERE.glob("*.py"), HERE / "sources.toml", HERE / "requirements.txt", *(PACKAGE / "overlay").glob("*.*"),
        PACKAGE / "src/musterbook_gazetteer/keys.py", PACKAGE / "src/musterbook_gazetteer/schema.py",
    ]  # fmt: skip
    digest = hashlib.sha256()
    for file in sorted(set(files)):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(PACKAGE).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def is_current(data: Path, wanted: str) -> bool:
    """Return whether the folder holds a complete build of these inputs."""
    try:
        stamp: Mapping[str, Any] = json.loads((data / STAMP).read_bytes())
        sizes = {name: (data / name).stat().st_size for name in OUTPUTS}
    except (OSError, ValueError):
        return False
    return stamp.get("inputs") == wanted and stamp.get("sizes") == sizes


def main(arguments: list[str] | None = None) -> int:
    """Build if needed; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=DATA, help="where the files go (default: inside the package)")
    parser.add_argument("--force", action="store_true", help="build even if the inputs did not change")
    options = parser.parse_args(arguments)
    wanted = inputs_hash()
    if not options.force and is_current(options.data, wanted):
        say(f"nothing to do: built from the same inputs ({wanted[:12]})")
        return 0
    begun = time.monotonic()
    # Millions of small objects live until the end: looking for garbage among them takes a quarter of the time.
    gc.disable()
    # Imported late: a build that is skipped must not need shapely or the upstream packages.
    from downloads import DownloadError  # noqa: PLC0415
    from making import OverlayError, make  # noqa: PLC0415

    try:
        make(options.data, inputs=wanted)
    except (DownloadError, OverlayError) as error:
        say(f"error: {error}")
        return 1
    except KeyboardInterrupt:
        say("interrupted: nothing was changed")
        return 130
    sizes = {name: (options.data / name).stat().st_size for name in OUTPUTS}
    (options.data / STAMP).write_text(json.dumps({"inputs": wanted, "sizes": sizes}, indent=1), "utf-8")
    say(f"built {sum(sizes.values()) / 1e6:.1f} MB in {time.monotonic() - begun:.0f} s into {options.data}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
