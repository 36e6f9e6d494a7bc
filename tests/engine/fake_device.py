"""A device that is as strict as CuPy, on any machine.

Its array is no ndarray, refuses NumPy arrays beside it and implicit conversion, reductions give arrays without axes,
and its `xp` has only what CuPy has (`cupy_names.txt`). It counts what crosses to the host and back, so that a test can
say that a training step leaves the GPU alone.

Its kernels are the GPU's: it reads the text of the element-wise ones as Python, and gives the arguments of the products
their meaning. Its programs are replays, and like CuPy it refuses to record a call of cuBLAS.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import scipy.special

from engine.device import NUMPY, Call, in_turn
from engine.device.products import NUMBERS, product
from engine.device.replay import Replay

FUNCTIONS = {
    "sqrt": np.sqrt, "exp": np.exp, "log": np.log, "pow": np.power, "fabs": np.abs, "tanh": np.tanh, "sin": np.sin,
    "cos": np.cos, "atan": np.arctan, "maximum": np.maximum, "minimum": np.minimum, "sign": np.sign,
    "expm1": np.expm1, "log1p": np.log1p, "greater": lambda a, b: (a > b) * 1.0, "equal": lambda a, b: (a == b) * 1.0,
    "select": lambda mask, a, b: np.where(mask != 0, a, b), "sigmoid": scipy.special.expit,
    "softplus": lambda x: np.logaddexp(x, 0.0), "erf": scipy.special.erf,
}
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


def elementwise(body: str, inputs: int) -> Callable[..., None]:
    """A fused kernel: its text, read as Python."""
    code = compile(body.replace("const T ", "").replace(";", ""), "<kernel>", "exec")

    def kernel(*arrays: FakeArray) -> None:
        *sources, out = (array._values for array in arrays)
        assert len(sources) == inputs
        assert np.broadcast_shapes(*(x.shape for x in sources)) == out.shape, "CuPy: Out shape is mismatched"
        assert {x.dtype for x in sources} == {out.dtype}, "CuPy: type is mismatched"
        numbers = {f"x{place}": x for place, x in enumerate(sources)}
        exec(code, FUNCTIONS | {"T": out.dtype.type}, numbers)  # text of this program, from nowhere else
        out[...] = numbers["y"]

    return kernel


def little_product(name: str, number: str) -> Callable[..., None]:
    """What the kernels of `engine.device.products` do with their arguments."""

    def kernel(grid: tuple[int, ...], block: tuple[int, ...], arguments: tuple) -> None:
        a, b, out, add, members, m, n, k, *strides = arguments
        assert NUMBERS[str(out.dtype)] == number
        assert all(places * side >= length for places, side, length in zip(
            grid, block, (m, n) if name == "product" else (m * n, 1), strict=False))

        def matrices(array: FakeArray, rows: int, columns: int, steps: Sequence[int]) -> np.ndarray:
            steps = tuple(int(step) * array.dtype.itemsize for step in steps)
            return np.lib.stride_tricks.as_strided(array._values, (members, rows, columns), steps)

        target = matrices(out, m, n, strides[6:])
        result = matrices(a, m, k, strides[:3]) @ matrices(b, k, n, strides[3:6])
        target[...] = target + result if add else result

    return kernel


@dataclass
class Fake:
    """A fake device with its counters: `transfers["upload"]` and `transfers["to_host"]`, `graphs["recorded"]`,
    `graphs["refused"]` and `graphs["launched"]`, and the names it gave out."""

    transfers: Counter = field(default_factory=Counter)
    graphs: Counter = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.xp = FakeLibrary(self.transfers)
        self.device = replace(
            NUMPY, name="fake", xp=self.xp, as_strided=self._as_strided, take=self._take, to_host=self._to_host,
            add_at=lambda out, indices, values: np.add.at(out._values, indices._values, values._values),
            product=partial(product, self.xp, little_product), program=lambda calls: Replay(calls, self._record),
            synchronize=lambda: None, memory=lambda: None, generator=FakeGenerator, elementwise=elementwise,
            axpy=None, asynchronous=True, beside=None, alignment=0)

    def _record(self, calls: Sequence[Call]) -> Callable[[], None]:
        if any(getattr(function, "func", function).__name__.lstrip("_") in ("dot", "matmul", "add_matmul")
               for function, _ in calls):
            self.graphs["refused"] += 1
            raise NotImplementedError("calling cuBLAS API during stream capture is currently unsupported")
        self.graphs["recorded"] += 1
        run = in_turn(calls)

        def launch() -> None:
            self.graphs["launched"] += 1
            run()

        return launch

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
