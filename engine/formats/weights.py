"""Between the flat parameter vector and arrays with names: dense_1/kernel, dense_1/bias."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.errors import N_, FormatError
from engine.formats.preparation import MOST_NOTES
from engine.layout import ParameterLayout

_LISTED = 5


def named_arrays(layout: ParameterLayout, parameters: np.ndarray) -> dict[str, np.ndarray]:
    """The arrays of `parameters` by name, contiguous, in the order of the layout. Raises FormatError when they are not
    the parameters of this network."""
    expect_own(layout, parameters)
    return {name: np.ascontiguousarray(array) for name, array in layout.arrays(parameters).items()}


def expect_own(layout: ParameterLayout, parameters: np.ndarray | None) -> None:
    """Raises FormatError when `parameters` are not those of this network."""
    if parameters is None or np.shape(parameters) != (layout.size,):
        raise FormatError(N_("engine", "The network has {size} weights; {given} were given. Train it first."),
                          size=layout.size, given=0 if parameters is None else np.size(parameters))


def expect_names(layout: ParameterLayout, names: set[str], file: str) -> None:
    """Raises FormatError unless the file has exactly the arrays of the network."""
    wanted = {entry.name for entry in layout}
    if missing := [entry.name for entry in layout if entry.name not in names]:
        raise FormatError(N_("engine", "{file} does not fit this network: it lacks {missing}."), file=file,
                          missing=_listed(missing))
    if extra := sorted(names - wanted):
        raise FormatError(N_("engine", "{file} does not fit this network: it also holds {extra}."), file=file,
                          extra=_listed(extra))


def expect_array(layout: ParameterLayout, name: str, shape: tuple[int, ...], dtype: np.dtype, file: str) -> None:
    """Raises FormatError unless an array called `name` may have this shape and type."""
    wanted = layout[name].shape
    if tuple(shape) != wanted:
        raise FormatError(
            N_("engine", "{file} does not fit this network: {name} has the shape {shape}; the network needs {wanted}."),
            file=file, name=name, shape=_shape(shape), wanted=_shape(wanted))
    if dtype.kind != "f" or dtype.itemsize > 8:
        raise FormatError(N_("engine", "{file}: {name} is of type {dtype}; weights are float16, float32 or float64."),
                          file=file, name=name, dtype=str(dtype))


def expect_finite(name: str, array: np.ndarray, file: str) -> None:
    """Raises FormatError unless all numbers of an array called `name` are finite."""
    if not np.isfinite(array).all():
        raise FormatError(N_("engine", "{file}: {name} holds values that are not finite numbers."), file=file,
                          name=name)


def flat_vector(layout: ParameterLayout, arrays: Mapping[str, np.ndarray], file: str) -> np.ndarray:
    """The parameter vector (size,) of arrays that fit: float64 when one of them is, else float32."""
    expect_names(layout, set(arrays), file)
    for name, array in arrays.items():
        expect_array(layout, name, array.shape, array.dtype, file)
        expect_finite(name, array, file)
    double = any(array.dtype.itemsize == 8 for array in arrays.values())
    vector = np.empty(layout.size, np.float64 if double else np.float32)
    for entry in layout:
        vector[entry.span] = arrays[entry.name].reshape(-1)
    return vector


def most_bytes(layout: ParameterLayout) -> int:
    """More than any honest file of these weights needs: doubles, a kilobyte of names and shapes for each array, and the
    notes on the data."""
    return 8 * layout.size + 1_024 * len(layout.entries) + MOST_NOTES


def _shape(shape: tuple[int, ...]) -> str:
    return "(" + ", ".join(map(str, shape)) + ")"


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")
