"""What is not finite, and whose fault it is: the data's, the first weights', or that of too large a step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np

from engine.data import Data
from engine.errors import N_, DataError, NonFiniteError
from engine.network import Network
from engine.probes.examples import PART_TITLES, PartName
from engine.training.feeds import input_arrays


@dataclass(frozen=True)
class _Cell:
    """A number of the data, its column by name, and its row among those of a part, from 1."""

    value: float
    column: str
    row: int
    part: PartName


def check_numbers(data: Data, dtype: str) -> None:
    """Raises DataError naming column and row of the first number that is not finite, or that `dtype` cannot hold."""
    largest = float(np.finfo(dtype).max)
    for part in PART_TITLES:
        for values, names in _tables(data, part):
            # The least and the greatest are NaN where one number is: two passes, and no array beside.
            if not len(values) or (values.min() >= -largest and values.max() <= largest):
                continue
            cell = _cell(values, names, part, int(np.argmax(~(np.abs(values) <= largest).ravel())))
            if np.isfinite(cell.value):
                raise DataError(
                    N_("engine", "The data hold {value:.3g} in column “{column}”, row {row} of the {part} part, which "
                       "{dtype} cannot hold: it ends at {largest:.2g}. Standardise the data, or train in double "
                       "precision."), largest=largest, dtype=dtype, **_where(cell))
            raise DataError(
                N_("engine", "The data hold {value} in column “{column}”, row {row} of the {part} part, and nothing "
                   "can be learned from that. Correct it, or leave that row out."), **_where(cell))


def not_finite(network: Network, parameters: np.ndarray, data: Data, begun: bool) -> NonFiniteError:
    """The error that names the first layer, from the inputs on, whose weights or values are not finite. Where training
    has not `begun`, no step is to blame: then it names the largest number that comes in."""
    with np.errstate(all="ignore"):
        values = network.activations(parameters, input_arrays(network.graph, data, data.train.inputs))
    sick = next((spec.name for spec in network.graph.order() if not np.isfinite(values[spec.name]).all()
                 or not all(np.isfinite(array).all() for array in _own(network, parameters, spec.name))), None)
    layer = sick or network.output_names[0]
    if not begun and not all(np.isfinite(array).all() for array in _own(network, parameters, layer)):
        return NonFiniteError(N_("engine", "The weights of {layer} are not finite before the first step. Begin with "
                                 "other weights."), layer=layer)
    if not begun:
        return NonFiniteError(
            N_("engine", "The values in {layer}, or their gradient, are not finite before the first step. The largest "
               "number of the data is {value:.3g}, in column “{column}”, row {row} of the {part} part: standardise "
               "the data, or begin with smaller weights."), layer=layer, **_where(_largest(data)))
    if sick:
        return NonFiniteError(
            N_("engine", "The values in {layer} are no longer finite. Go back, and try a smaller learning rate."),
            layer=layer)
    return NonFiniteError(
        N_("engine", "The loss at {layer}, or its gradient, is no longer finite. Go back, and try a smaller learning "
           "rate."), layer=layer)


def require_finite(who: str, *numbers: np.ndarray | float) -> None:
    """Raises NonFiniteError, which names `who`, unless all `numbers` are finite. For what learns without a
    `Trainer`."""
    if not all(np.isfinite(array).all() for array in numbers):
        raise NonFiniteError(N_("engine", "{layer}: the numbers are no longer finite. Begin anew, and try a smaller "
                                "learning rate."), layer=who)


def _own(network: Network, parameters: np.ndarray, layer: str) -> Iterator[np.ndarray]:
    """The arrays of a layer's own weights."""
    return (array for name, array in network.layout.arrays(parameters).items() if name.split("/")[0] == layer)


def _where(cell: _Cell) -> dict[str, object]:
    return {"value": cell.value, "column": cell.column, "row": cell.row, "part": PART_TITLES[cell.part]}


def _tables(data: Data, part: str) -> Iterator[tuple[np.ndarray, tuple[str, ...]]]:
    """Inputs and targets of a part as rows of numbers, with the names of their columns."""
    chosen = getattr(data, part)
    targets = data.class_names if data.task == "multiclass" else data.target_names
    for values, names in ((chosen.inputs, data.feature_names), (chosen.targets, targets)):
        yield values.reshape(len(values), prod(values.shape[1:])), names


def _cell(values: np.ndarray, names: tuple[str, ...], part: str, place: int) -> _Cell:
    row, column = divmod(place, values.shape[1])
    name = names[column] if column < len(names) else str(column + 1)
    return _Cell(float(values[row, column]), name, row + 1, part)


def _largest(data: Data) -> _Cell:
    cells = [_cell(values, names, "train", int(np.abs(values).argmax()))
             for values, names in _tables(data, "train") if values.size]
    return max(cells, key=lambda cell: abs(cell.value))
