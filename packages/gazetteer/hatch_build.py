"""Puts the built gazetteer into wheels and source distributions; an editable install does without (see `make gazetteer`)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NEEDED = ("gazetteer.sqlite", "basemap-countries.json", "outlines-adm1.zip", "disputed-areas.json")


class GazetteerBuildHook(BuildHookInterface[Any]):
    """Builds the data if they are missing."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the data before a real wheel or source distribution is packed."""
        del build_data
        root = Path(self.root)
        data = root / "src" / "musterbook_gazetteer" / "data"
        if version == "editable" or all((data / name).is_file() for name in NEEDED):
            return
        build(root)
        missing = [name for name in NEEDED if not (data / name).is_file()]
        if missing:
            raise RuntimeError(f"the build of the gazetteer left out {', '.join(missing)}")


def build(root: Path) -> None:
    """Run build/build.py in a throw-away environment, with uv if there is one, else with venv and pip."""
    script, requirements = root / "build" / "build.py", root / "build" / "requirements.txt"
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv:
        command = [
            uv,
            "run",
            "--no-project",
            "--isolated",
            "--with-requirements",
            str(requirements),
            "python",
            str(script),
        ]
        subprocess.run(command, check=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", str(requirements)], check=True)
        subprocess.run([python, str(script)], check=True)
