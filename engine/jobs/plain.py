"""Values as bytes and back, without pickle: what comes from another computer can be numbers, texts, arrays, and objects
of the engine's own classes that only hold values. Nothing in it is run.

A message is JSON and, behind it, the bytes of its arrays. What JSON has no word for is an object with the word in "is".
"""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Callable, Mapping
from string import Formatter
from types import MappingProxyType
from typing import Any, BinaryIO

import numpy as np

from engine.errors import LaderaError
from engine.quoting import quoted

_LENGTH = 8  # bytes that say how long the JSON is
_NUMBERS = "biufc"  # kinds of NumPy's types
_LONGEST_TEMPLATE = 1_000
_SPEC = re.compile(r",?(\.\d\d?)?[a-z%]?")


class PlainError(TypeError):
    """A value of a class that cannot be sent."""


def encode(value: Any) -> bytes:
    """The bytes of a value. Raises PlainError for what is not plain."""
    arrays: list[bytes] = []
    text = json.dumps(_packed(value, arrays)).encode()
    return b"".join((len(text).to_bytes(_LENGTH, "little"), text, *arrays))


def decode(content: bytes) -> Any:
    """What `encode` was given. Trusts nothing: raises ValueError for anything else."""
    try:
        end = _LENGTH + int.from_bytes(content[:_LENGTH], "little")
        return _Reader(memoryview(content)[end:]).value(json.loads(content[_LENGTH:end]))
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError("not a plain value") from error


def write(stream: BinaryIO, value: Any) -> None:
    """Send a value through a pipe. Raises OSError when nobody listens."""
    content = encode(value)
    stream.write(len(content).to_bytes(_LENGTH, "little"))
    stream.write(content)
    stream.flush()


def read(stream: BinaryIO) -> Any:
    """The next value in a pipe, waiting for it. Raises EOFError at its end, ValueError for anything else."""
    size = stream.read(_LENGTH)
    content = stream.read(int.from_bytes(size, "little"))
    if len(size) < _LENGTH or len(content) < int.from_bytes(size, "little"):
        raise EOFError
    return decode(content)


def _packed(value: Any, arrays: list[bytes]) -> Any:
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, np.ndarray | np.generic):
        return _array(value, arrays)
    if isinstance(value, bytes):
        arrays.append(value)
        return {"is": "bytes", "size": len(value)}
    if type(value) in (list, tuple):
        return {"is": type(value).__name__, "of": [_packed(item, arrays) for item in value]}
    if type(value) in (dict, MappingProxyType):
        return {"is": "dict", "of": [[_packed(key, arrays), _packed(item, arrays)] for key, item in value.items()]}
    if isinstance(value, LaderaError):
        return {"is": "error", "class": _name(type(value)), "state": _packed(value.__dict__, arrays)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {"is": "object", "class": _name(type(value)), "state": _packed(fields, arrays)}
    raise PlainError(type(value).__name__)


def _array(value: np.ndarray | np.generic, arrays: list[bytes]) -> Any:
    if value.dtype.kind not in _NUMBERS:
        raise PlainError(str(value.dtype))
    arrays.append(np.ascontiguousarray(value).tobytes())
    return {"is": "array" if isinstance(value, np.ndarray) else "number", "type": value.dtype.str,
            "shape": list(value.shape)}


def _name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


class _Reader:
    """Takes the bytes of arrays in the order in which they are met."""

    def __init__(self, arrays: memoryview) -> None:
        self._arrays = arrays

    def value(self, packed: Any) -> Any:
        if isinstance(packed, list):
            raise ValueError("a list without its word")
        return _KINDS[packed["is"]](self, packed) if isinstance(packed, dict) else packed

    def _take(self, size: int) -> memoryview:
        if not 0 <= size <= len(self._arrays):
            raise ValueError("not so many bytes")
        taken, self._arrays = self._arrays[:size], self._arrays[size:]
        return taken

    def read_array(self, packed: Any) -> np.ndarray:
        dtype, shape = np.dtype(packed["type"]), tuple(packed["shape"])
        if dtype.kind not in _NUMBERS or not all(type(length) is int and length >= 0 for length in shape):
            raise ValueError("no array of numbers")
        count = 1
        for length in shape:
            count *= length
        return np.frombuffer(bytearray(self._take(count * dtype.itemsize)), dtype).reshape(shape)

    def read_number(self, packed: Any) -> np.generic:
        return self.read_array(packed)[()]

    def read_bytes(self, packed: Any) -> bytes:
        return bytes(self._take(packed["size"]))

    def read_list(self, packed: Any) -> list[Any]:
        return [self.value(item) for item in packed["of"]]

    def read_tuple(self, packed: Any) -> tuple[Any, ...]:
        return tuple(self.read_list(packed))

    def read_dict(self, packed: Any) -> dict[Any, Any]:
        return {self.value(key): self.value(item) for key, item in packed["of"]}

    def read_object(self, packed: Any) -> Any:
        kind, state = _class(packed["class"], dataclasses.is_dataclass), self.value(packed["state"])
        if set(state) != {field.name for field in dataclasses.fields(kind)}:
            raise ValueError("other fields")
        made = object.__new__(kind)
        for name, item in state.items():
            object.__setattr__(made, name, item)
        return made

    def read_error(self, packed: Any) -> LaderaError:
        kind = _class(packed["class"], lambda kind: issubclass(kind, LaderaError))
        state = self.value(packed["state"])
        _check_template(state["template"])
        values = {name: item if isinstance(item, LaderaError) else quoted(item)
                  for name, item in state["values"].items()}
        made = kind.__new__(kind, state["template"], values)
        made.__dict__.update(state, values=values)
        str(made)  # raises where the values do not fill the sentence
        return made


_KINDS: Mapping[str, Callable[[_Reader, Any], Any]] = {
    name: getattr(_Reader, f"read_{name}")
    for name in ("array", "number", "bytes", "list", "tuple", "dict", "object", "error")}


def _check_template(template: str) -> None:
    """Raises ValueError for a sentence that does more than to name values, such as to look inside them or to fill
    millions of places."""
    if len(template) > _LONGEST_TEMPLATE:
        raise ValueError("no plain sentence")
    for _, name, spec, conversion in Formatter().parse(template):
        if conversion or (name is not None and not (name.isidentifier() and _SPEC.fullmatch(spec))):
            raise ValueError("no plain sentence")


def _class(name: str, fits: Callable[[type], bool]) -> type:
    """A class of the engine that is loaded already."""
    module, _, path = name.partition(":")
    if module.partition(".")[0] != "engine" or not path.isidentifier():
        raise ValueError("no class of the engine")
    found = vars(sys.modules[module])[path]
    if not isinstance(found, type) or found.__module__ != module or not fits(found):
        raise ValueError("no class that only holds values")
    return found
