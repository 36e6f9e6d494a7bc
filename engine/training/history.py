"""What a training run remembers, epoch by epoch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from numbers import Real
from types import MappingProxyType
from typing import TypeVar

import numpy as np

from engine.errors import N_, SettingError
from engine.training.table import Rows, Table

COLUMNS = ("epoch", "step", "loss", "penalty", "metric", "validation_loss", "validation_metric", "learning_rate")
LATEST, MOST_STEPS = 10**9, 10**15
"""The last epoch and the last step there can be."""
MOST_STORED = 400_000
"""Numbers that a file keeps; of a longer history every k-th row."""
MOST_KEPT = 2_000_000
"""Numbers that are kept while a training runs, 16 MB; of a longer history every k-th epoch."""
_NORM = "gradient_norm_"
Column = TypeVar("Column", np.ndarray, Sequence[float])


def history_columns(layers: int) -> tuple[str, ...]:
    """The columns of a network with so many layers that have weights: COLUMNS, and one gradient norm for each."""
    return (*COLUMNS, *(f"{_NORM}{place}" for place in range(1, layers + 1)))


def norm_columns(history: Mapping[str, object]) -> list[str]:
    """The gradient norms among the columns of a history, from the inputs on."""
    return list(history_columns(sum(name.startswith(_NORM) for name in history))[len(COLUMNS):])


def thinned(history: Mapping[str, Column], most: int = MOST_STORED) -> dict[str, Column]:
    """Every k-th row, the last among them, so that there are at most about `most` numbers in all."""
    stride = -(-sum(map(len, history.values())) // most) or 1
    return {name: column[(len(column) - 1) % stride::stride] for name, column in history.items()}


def completed(history: Mapping[str, Sequence[float | None]]) -> Mapping[str, np.ndarray]:
    """A history from elsewhere as everything that reads one expects it: all of COLUMNS, each float64 (epochs,) that
    cannot be written to.

    Columns of measurements that are missing are filled with NaN; where the steps are missing, one is counted for each
    epoch, the fewest there can have been. Raises SettingError where there are no epochs, or where epochs and steps are
    not whole numbers from 0 on, each larger than the one before.
    """
    columns = {str(name): _column(str(name), values) for name, values in history.items()}
    rows = {len(column) for column in columns.values()}
    if len(rows) > 1:
        raise SettingError(N_("engine", "The columns of the training history differ in length."))
    if "epoch" not in columns:
        raise SettingError(N_("engine", "The training history does not say to which epochs its figures belong: it has "
                             "no column “epoch”."))
    columns.setdefault("step", columns["epoch"])
    for name, latest in (("epoch", LATEST), ("step", MOST_STEPS)):
        column = columns[name]
        if not (np.all(column == np.floor(column)) and np.all(np.diff(column) > 0)
                and np.all((column >= 0) & (column <= latest))):
            raise SettingError(
                N_("engine", "The column “{column}” of the training history is damaged: it must count up in whole "
                   "numbers from 0 to {latest}."), column=name, latest=latest)
    unknown = np.full(rows.pop(), np.nan)
    whole = {name: columns.pop(name, unknown) for name in COLUMNS} | columns
    for column in whole.values():
        column.setflags(write=False)
    return MappingProxyType(whole)


def _column(name: str, values: Sequence[float | None]) -> np.ndarray:
    if isinstance(values, np.ndarray) and values.dtype == np.float64 and values.ndim == 1:
        return values.copy()
    for value in values:
        if value is not None and (isinstance(value, bool) or not isinstance(value, (Real, np.floating))):
            raise SettingError(N_("engine", "The column {column} of the training history holds something that is not a "
                                 "number."), column=name)
    try:
        return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    except OverflowError as error:
        raise SettingError(N_("engine", "The column {column} of the training history holds something that is not a "
                             "number."), column=name) from error


class History:
    """One row per evaluation, in a table that grows.

    `loss` is without `penalty`; validation columns are NaN where there is no validation part. A row is measured on the
    whole part, with the weights as they were at the end of `epoch`; `learning_rate` is that of the epoch's last step.
    `gradient_norm_1` and so on are those of the `layers` layers with weights, from the inputs on, as the epoch's last
    minibatch gave them: norms of the gradient of the objective, before clipping; NaN for a frozen layer. Layers are
    counted, not named, so that another name changes nothing.

    However long a training, its history takes no more than MOST_KEPT numbers: when there are more, the first row, the
    last and those of every k-th epoch stay, k a power of two. Rows that were given out before stay as they were.
    """

    def __init__(self, layers: int = 0, rows: np.ndarray | None = None) -> None:
        self.layers = layers
        self._table = Table(history_columns(layers), rows)

    @classmethod
    def of(cls, columns: Mapping[str, Sequence[float]] | Mapping[str, np.ndarray] | None, layers: int) -> History:
        """One that goes on from these columns; gradient norms that they lack are NaN. Raises SettingError as
        `completed`."""
        if not columns:
            return cls(layers)
        whole = completed(columns)
        unknown = np.full(len(whole["epoch"]), np.nan)
        return cls(layers, np.column_stack([whole.get(name, unknown) for name in history_columns(layers)]))

    def __len__(self) -> int:
        return len(self._table)

    def __getitem__(self, name: str) -> np.ndarray:
        """A column, (epochs,). Raises UnknownNameError for a name that none has."""
        return self.columns()[name]

    def keys(self) -> tuple[str, ...]:
        """The names of all columns, so that dict(history) has them."""
        return self._table.names

    def _ipython_key_completions_(self) -> tuple[str, ...]:
        return self.keys()

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __contains__(self, name: object) -> bool:
        return name in self.keys()

    def __repr__(self) -> str:
        known = [f"{name} {value:.4g}" for name, value in self.newest().items()
                 if name not in ("epoch", "step") and np.isfinite(value)]
        return f"History({', '.join([f'{len(self)} epochs', *known])})"

    def append(self, gradient_norms: Sequence[float] | np.ndarray = (), **row: float) -> dict[str, float]:
        """Add a row, and return what it has of COLUMNS; all columns are needed, and a norm (layers,) for each layer.
        Raises KeyError or ValueError where one is missing."""
        numbers = np.array([*(row[name] for name in COLUMNS), *gradient_norms], dtype=np.float64)
        if len(numbers) != len(self._table.names):
            raise ValueError(f"{len(numbers)} numbers for {len(self._table.names)} columns")
        self._table.append(numbers[None])
        if len(self) * len(numbers) > MOST_KEPT:
            self._thin()
        return row

    def _thin(self) -> None:
        """Keep at most half of what there may be, so that it takes as many epochs again until the next time."""
        rows = self.columns().array
        epochs, stride = rows[:, self._table.names.index("epoch")], 2
        while np.count_nonzero(epochs % stride == 0) * len(self._table.names) > MOST_KEPT // 2:
            stride *= 2
        stays = epochs % stride == 0
        stays[[0, -1]] = True
        self._table = Table(self._table.names, rows[stays])

    def until(self, epoch: int) -> Rows:
        """The columns up to the end of `epoch`."""
        return self._table.first(int(np.searchsorted(self.columns()["epoch"], epoch, side="right")))

    def truncate(self, epoch: int) -> None:
        """Forget what came after the end of `epoch`; what was given out before stays as it was."""
        rows = self.until(epoch).array
        if len(rows) < len(self):
            self._table = Table(self._table.names, rows)

    def copy(self, *without: str) -> History:
        """Another one that goes on from here; figures of the columns `without` are no longer known in it."""
        rows = self.columns().array.copy()
        rows[:, [self._table.names.index(name) for name in without]] = np.nan
        return History(self.layers, rows)

    def columns(self) -> Rows:
        """Every column, by name, as it is now."""
        return self._table.first()

    def newest(self) -> dict[str, float]:
        """The last row; empty where there is none."""
        return {name: float(column[-1]) for name, column in self.columns().items()} if len(self) else {}
