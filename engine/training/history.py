"""What a training run remembers, epoch by epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from engine.errors import N_, FormatError

COLUMNS = ("epoch", "step", "loss", "penalty", "metric", "validation_loss", "validation_metric", "learning_rate")


class History:
    """One row per evaluation, as growing columns.

    `loss` is without `penalty`; validation columns are NaN where there is no validation part. A row is measured on the
    whole part, with the weights as they were at the end of `epoch`; `learning_rate` is that of the epoch's last step.
    """

    def __init__(self) -> None:
        self._rows: list[tuple[float, ...]] = []

    def __len__(self) -> int:
        return len(self._rows)

    def append(self, **row: float) -> dict[str, float]:
        """Add a row, and return it; all columns are needed."""
        self._rows.append(tuple(float(row[name]) for name in COLUMNS))
        return row

    def truncate(self, rows: int) -> None:
        """Keep the first `rows` rows."""
        del self._rows[rows:]

    def columns(self) -> dict[str, np.ndarray]:
        """Every column as float64, by name."""
        table = np.array(self._rows, dtype=np.float64).reshape(-1, len(COLUMNS))
        return {name: table[:, place] for place, name in enumerate(COLUMNS)}

    def since(self, row: int) -> dict[str, np.ndarray]:
        """The columns from `row` on: what a plot that already has the rest needs."""
        table = np.array(self._rows[row:], dtype=np.float64).reshape(-1, len(COLUMNS))
        return {name: table[:, place] for place, name in enumerate(COLUMNS)}

    def to_json(self) -> dict[str, list[float | None]]:
        """Columns as lists; what is not a number is null."""
        return {name: [number if np.isfinite(number) else None for number in column.tolist()]
                for name, column in self.columns().items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Sequence[float | None]] | None) -> History:
        """Read what `to_json` wrote; nothing gives an empty history. Raises FormatError."""
        history = cls()
        if not data:
            return history
        try:
            columns = [[np.nan if number is None else float(number) for number in data[name]] for name in COLUMNS]
            history._rows = list(zip(*columns, strict=True))
        except (KeyError, TypeError, ValueError) as error:
            raise FormatError(N_("engine", "The history of the training in the file is damaged.")) from error
        return history
