"""A device that is as strict as CuPy, on any machine.

Its array is no ndarray, refuses NumPy arrays beside it and implicit conversion, reductions give arrays without axes,
and its `xp` has only what CuPy has (`cupy_names.txt`). It counts what crosses to the host and back, so that a test can
say that a training step leaves the GPU alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from engine.device import NUMPY, dot_product

CUPY_NAMES = frozenset((Path(__file__).parent / "cupy_names.txt").read_text("utf-8").split())
_SCALARS = (bool, int, float, np.generic)


class FakeArray:
    """Wraps an ndarray, and shows of it what `cupy.ndarray` shows."""

    __array_ufunc__ = None  # an ndarray on the left gives way, and then __radd__ and its kin refuse it
    __hash__ = None

    def __init__(self, values: np.ndarray, transfers: Counter) -> None:
        self._values = values
        self._transfers = transfers

    dtype = property(lambda self: self._values.dtype)
    shape = property(lambda self: self._values.shape)
    ndim = property(lambda self: self._values.ndim)
    size = property(lambda self: self._values.size)
    flags = property(lambda self: self._values.flags)
    nbytes = property(lambda self: self._values.nbytes)
    strides = property(lambda self: self._values.strides)

    def __array__(self, *args: object, **kwargs: object) -> np.ndarray:
        raise TypeError("implicit conversion of a device array to a NumPy array")

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self):
        raise TypeError("iteration over a device array moves it one number at a time")

    def _scalar(self) -> Any:
        if self._values.ndim:
            raise TypeError("only a device array without axes becomes a number")
        self._transfers["to_host"] += 1
        return self._values[()]

    def __float__(self) -> float:
        return float(self._scalar())

    def __int__(self) -> int:
        return int(self._scalar())

    def __bool__(self) -> bool:
        return bool(self._scalar())

    def _own(self, operand: object) -> object:
        if isinstance(operand, FakeArray):
            return operand._values
        if isinstance(operand, _SCALARS):
            return operand
        raise TypeError(f"a device array meets {type(operand).__name__}")

    def _wrap(self, values: object) -> FakeArray:
        return FakeArray(np.asarray(values), self._transfers)

    def _index(self, index: object) -> object:
        if isinstance(index, tuple):
            return tuple(map(self._index, index))
        if isinstance(index, (int, slice, type(Ellipsis), type(None))):
            return index
        return self._own(index)

    def __getitem__(self, index: object) -> FakeArray:
        index = self._index(index)
        values = self._values[index]
        if isinstance(values, np.generic):  # CuPy gives a view without axes, NumPy a number
            values = self._values[(*index, Ellipsis) if isinstance(index, tuple) else (index, Ellipsis)]
        return FakeArray(values, self._transfers)

    def __setitem__(self, index: object, value: object) -> None:
        self._values[self._index(index)] = self._own(value)

    def reshape(self, *shape: object) -> FakeArray:
        return self._wrap(self._values.reshape(*shape))

    def swapaxes(self, a: int, b: int) -> FakeArray:
        return self._wrap(self._values.swapaxes(a, b))

    def transpose(self, *axes: int) -> FakeArray:
        return self._wrap(self._values.transpose(*axes))

    def astype(self, dtype: object) -> FakeArray:
        return self._wrap(self._values.astype(dtype))

    def copy(self) -> FakeArray:
        return self._wrap(self._values.copy())

    def fill(self, value: object) -> None:
        self._values.fill(self._own(value))

    def sum(self, axis: object = None, **options: object) -> FakeArray:
        return self._wrap(self._values.sum(axis=axis, **options))

    def mean(self, axis: object = None) -> FakeArray:
        return self._wrap(self._values.mean(axis=axis))

    def argmax(self, axis: object = None) -> FakeArray:
        return self._wrap(self._values.argmax(axis=axis))


def _operator(name: str):
    def apply(self: FakeArray, *operands: object) -> FakeArray:
        result = getattr(self._values, name)(*map(self._own, operands))
        return result if result is NotImplemented else self._wrap(result)

    return apply


for _name in ("add", "sub", "mul", "truediv", "pow", "matmul"):
    for _prefix in ("", "r"):
        setattr(FakeArray, f"__{_prefix}{_name}__", _operator(f"__{_prefix}{_name}__"))
for _name in ("neg", "abs", "invert", "eq", "ne", "lt", "le", "gt", "ge", "and", "or"):
    setattr(FakeArray, f"__{_name}__", _operator(f"__{_name}__"))


class FakeLibrary:
    """`xp` of the fake device: NumPy's functions under CuPy's names, on fake arrays only."""

    def __init__(self, transfers: Counter) -> None:
        self._transfers = transfers
        self.used: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        if name not in CUPY_NAMES:
            raise AttributeError(f"CuPy has no “{name}”, or cupy_names.txt does not list it yet")
        self.used.add(name)
        return getattr(self, f"_{name}", None) or self._wrapped(name)

    def _wrapped(self, name: str) -> Any:
        function = getattr(np, name)
        if not callable(function) or isinstance(function, type):
            return function

        def call(*args: object, **kwargs: object) -> object:
            result = function(*map(self._plain, args), **{key: self._plain(value) for key, value in kwargs.items()})
            if isinstance(result, (np.ndarray, np.generic)):
                return FakeArray(np.asarray(result), self._transfers)
            return result

        call.__name__ = name
        return call

    def _plain(self, value: object) -> object:
        if isinstance(value, FakeArray):
            return value._values
        if isinstance(value, np.ndarray):
            raise TypeError("a NumPy array was given to a function of the device")
        return value

    def _array(self, values: object, dtype: object = None) -> FakeArray:
        if isinstance(values, np.ndarray):
            self._transfers["upload"] += 1
        return FakeArray(np.array(getattr(values, "_values", values), dtype=dtype), self._transfers)

    def _matmul(self, a: FakeArray, b: FakeArray, *, out: FakeArray | None = None) -> FakeArray:
        """CuPy takes the output of this one by name only."""
        return self._wrapped("matmul")(a, b, out=out)

    def _amax(self, a: FakeArray, axis: object = None, out: FakeArray | None = None, keepdims: bool = False) -> object:
        return self._wrapped("amax")(a, axis, out, keepdims)


class FakeGenerator:
    """Random numbers that follow from the seed and the position in the stream."""

    def __init__(self, seed: int) -> None:
        self.state: tuple[int, int] = (seed, 0)

    def _fill(self, method: str, out: FakeArray) -> None:
        out._values[...] = getattr(np.random.default_rng(self.state), method)(size=out.shape)
        self.state = self.state[0], self.state[1] + 1

    def uniform(self, out: FakeArray) -> None:
        self._fill("random", out)

    def normal(self, out: FakeArray) -> None:
        self._fill("standard_normal", out)


@dataclass
class Fake:
    """A fake device with its counters: `transfers["upload"]` and `transfers["to_host"]`, and the names it gave out."""

    transfers: Counter = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.xp = FakeLibrary(self.transfers)
        self.device = replace(
            NUMPY, name="fake", xp=self.xp, as_strided=self._as_strided, take=self._take, to_host=self._to_host,
            add_at=lambda out, indices, values: np.add.at(out._values, indices._values, values._values),
            product=partial(dot_product, self.xp),
            synchronize=lambda: None, memory=lambda: None, generator=FakeGenerator, asynchronous=True)

    def _to_host(self, array: FakeArray) -> np.ndarray:
        if not isinstance(array, FakeArray):
            raise TypeError(f"to_host wants a device array, not {type(array).__name__}")
        self.transfers["to_host"] += 1
        return array._values.copy()

    def _as_strided(self, x: FakeArray, shape: tuple[int, ...], strides: tuple[int, ...]) -> FakeArray:
        return FakeArray(np.lib.stride_tricks.as_strided(x._values, shape, strides), self.transfers)

    @staticmethod
    def _take(source: FakeArray, indices: FakeArray, out: FakeArray) -> None:
        np.take(source._values, indices._values, 0, out._values, "wrap")
