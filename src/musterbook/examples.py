"""Where the example reports lie: beside the package when installed, in the project folder when run from a checkout."""

from __future__ import annotations

from pathlib import Path

from musterbook.errors import DataError

__all__ = ["DEMO_ACTOR", "DEMO_AREA", "find_examples"]

DEMO_ACTOR = "islamic-state-khorasan"
DEMO_AREA = "Afghanistan"


def find_examples(name: str = "afghanistan") -> Path:
    """Return the folder of one corpus of example reports.

    Raises:
        DataError: this installation has none.
    """
    package = Path(__file__).parent
    for folder in (package / "example_reports" / name, package.parent.parent / "examples" / name / "reports"):
        if folder.is_dir():
            return folder
    raise DataError("the example reports are not installed", where=str(package), hint="get them with the source code")
