"""Records of one kind as a caller gets them: a tuple that also goes to JSON and pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from musterbook.errors import UsageError
from musterbook.export import to_plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Rows"]

R = TypeVar("R")


class Rows(tuple[R, ...], Generic[R]):
    """Records of one kind, in order: a tuple that also goes to JSON and pandas."""

    __slots__ = ()

    def to_plain(self) -> list[dict[str, object]]:
        """Return one mapping per record, in the shapes of docs/reference/schema.md."""
        return [to_plain(record) for record in self]

    def to_pandas(self) -> pd.DataFrame:
        """Return a table with one row per record; nested fields become dotted columns ("quantity.low").

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415  # an extra: 80 MB that most commands never need
        except ImportError as error:
            raise UsageError("pandas is not installed", hint='pip install "musterbook[pandas]"') from error
        return pd.json_normalize(self.to_plain())
