"""What a training run remembers, epoch by epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from engine.errors import N_, FormatError

COLUMNS = ("epoch", "step", "loss", "penalty", "metric", "validation_loss", "validation_metric", "learning_rate")
_NORM = "gradient_norm_"


def history_columns(layers: int) -> tuple[str, ...]:
    """The columns of a network with so many layers that have weights: COLUMNS, and one gradient norm for each."""
    return (*COLUMNS, *(f"{_NORM}{place}" for place in range(1, layers + 1)))


def norm_columns(history: Mapping[str, object]) -> list[str]:
    """The gradient norms among the columns of a history, from the inputs on."""
    return list(history_columns(sum(name.startswith(_NORM) for name in history))[len(COLUMNS):])


def thinned(history: Mapping[str, Sequence[float]], most: int) -> dict[str, Sequence[float]]:
    """Every k-th row, the last among them, so that there are at most about `most` numbers in all."""
    stride = -(-sum(map(len, history.values())) // most) or 1
    return {name: column[(len(column) - 1) % stride::stride] for name, column in history.items()}


class History:
    """One row per evaluation, as growing columns.

    `loss` is without `penalty`; validation columns are NaN where there is no validation part. A row is measured on the
    whole part, with the weights as they were at the end of `epoch`; `learning_rate` is that of the epoch's last step.
    `gradient_norm_1` and so on are those of the `layers` layers with weights, from the inputs on, as the epoch's last
    minibatch gave them: norms of the gradient of the objective, before clipping; NaN for a frozen layer. Layers are
    counted, not named, so that another name changes nothing.
    """

    def __init__(self, layers: int = 0) -> None:
        self.layers = layers
        self._names = history_columns(layers)
        self._rows: list[np.ndarray] = []

    def __len__(self) -> int:
        return len(self._rows)

    def append(self, gradient_norms: Sequence[float] | np.ndarray = (), **row: float) -> dict[str, float]:
        """Add a row, and return what it has of COLUMNS; all columns are needed, and a norm (layers,) for each layer."""
        numbers = np.array([*(row[name] for name in COLUMNS), *gradient_norms], dtype=np.float64)
        if len(numbers) != len(self._names):
            raise ValueError(f"{len(numbers)} numbers for {len(self._names)} columns")
        self._rows.append(numbers)
        return row

    def truncate(self, rows: int) -> None:
        """Keep the first `rows` rows."""
        del self._rows[rows:]

    def columns(self) -> dict[str, np.ndarray]:
        """Every column as float64, by name."""
        return self.since(0)

    def since(self, row: int) -> dict[str, np.ndarray]:
        """The columns from `row` on: what a plot that already has the rest needs."""
        table = np.array(self._rows[row:], dtype=np.float64).reshape(-1, len(self._names))
        return {name: table[:, place] for place, name in enumerate(self._names)}

    def to_json(self) -> dict[str, list[float | None]]:
        """Columns as lists; what is not a number is null."""
        return {name: [number if np.isfinite(number) else None for number in column.tolist()]
                for name, column in self.columns().items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Sequence[float | None]] | None) -> History:
        """Read what `to_json` wrote; nothing gives an empty history, and one without gradient norms, as older programs
        wrote it, a history without. Raises FormatError."""
        history = cls(len(norm_columns(data or {})))
        if not data:
            return history
        try:
            columns = [[np.nan if number is None else float(number) for number in data[name]]
                       for name in history._names]
            history._rows = [np.array(row) for row in zip(*columns, strict=True)]
        except (KeyError, TypeError, ValueError) as error:
            raise FormatError(N_("engine", "The history of the training in the file is damaged.")) from error
        return history
