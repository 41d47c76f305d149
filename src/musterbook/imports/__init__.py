"""Tables of coded events and claims that others have made, as reports, documents, claims and events of the record."""

from musterbook.imports.claims import Given, Imported
from musterbook.imports.figures import WHAT
from musterbook.imports.run import Importer, PlannedRow, plan_rows

__all__ = ["WHAT", "Given", "Imported", "Importer", "PlannedRow", "plan_rows"]
