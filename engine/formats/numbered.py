"""Lists of things inside a project file, in two parts: what each is as JSON, its arrays as safetensors, by number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from safetensors import SafetensorError, deserialize

from engine.errors import LaderaError
from engine.formats import strict_json
from engine.formats.archive import Part
from engine.formats.safe_tensors import parts

Thing = TypeVar("Thing")


def encode(rows: Sequence[Mapping[str, Any]], arrays: Sequence[Mapping[str, np.ndarray]]) -> tuple[bytes, Part]:
    """The two parts: a row and named arrays for each thing."""
    tensors = {f"{place}/{name}": np.ascontiguousarray(array) for place, own in enumerate(arrays)
               for name, array in own.items()}
    return strict_json.dump(list(rows)), parts(tensors, {"format": "np"})


def decode(rows: Any, content: bytes, names: Sequence[str], most: int,
           make: Callable[[Any, list[dict[str, Any]]], Thing]) -> tuple[Thing, ...]:
    """At most so many things, each made of its row and its tensors as the library gives them. Trusts nothing: raises
    ValueError where it is anything else than what `encode` wrote, also where `make` says so by an error."""
    try:
        tensors = dict(deserialize(content))
        if not isinstance(rows, list) or len(rows) > most or len(tensors) != len(names) * len(rows):
            raise ValueError("not as many arrays as rows ask for")
        return tuple(make(row, [tensors[f"{place}/{name}"] for name in names]) for place, row in enumerate(rows))
    except (SafetensorError, LookupError, TypeError, ValueError, OverflowError, AttributeError, LaderaError) as error:
        raise ValueError("no such list") from error


def array(tensor: Mapping[str, Any], kind: str, dtype: str) -> np.ndarray:
    """A tensor whose type in the file must be `kind`, NumPy's `dtype`; raises ValueError where it is another."""
    if tensor["dtype"] != kind:
        raise ValueError(tensor["dtype"])
    return np.frombuffer(tensor["data"], dtype).reshape(tensor["shape"])
