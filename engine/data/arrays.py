"""Arrays of a person's own, as a source of examples: what a notebook trains on.

The arrays are the source's content, in the format of safetensors: so their bytes travel like those of a file, to
workers and into a project, and the same split and scaling can be made of them again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from engine.data.registry import register
from engine.data.source import MOST_CLASSES, TEST, TRAINING, Progress, Samples, Source, Task
from engine.errors import N_, DataError
from engine.quoting import Vocabulary

TASKS: tuple[Task, ...] = ("regression", "binary", "multiclass")


class Learned(NamedTuple):
    """Targets as `Samples` has them, the names of their classes, () for numbers, and of the targets, where they have
    names."""

    targets: np.ndarray
    classes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def packed(inputs: Any, targets: Any, given: Mapping[int, tuple[Any, Any]] = MappingProxyType({}), *, task: str = "",
           class_names: Sequence[str] = (), feature_names: Sequence[str] = (), target_names: Sequence[str] = ()
           ) -> bytes:
    """Examples as bytes: `inputs` (N, …) and `targets` (N,) or (N, k); `given` are examples for VALIDATION and
    TEST, where they come apart. Raises DataError where they are no examples."""
    from safetensors.numpy import save  # here, because most data need it not

    groups = [(inputs, targets), *given.values()]
    for group in groups:
        if len(group) != 2:
            raise DataError(N_("engine", "Examples that come apart are given as (inputs, targets); here are {count} "
                               "values."), count=len(group))
    arrays = [_numbers(N_("engine", "The inputs"), values) for values, _ in groups]
    wanted = [_wanted(said) for _, said in groups]
    for values, said in zip(arrays, wanted, strict=True):
        if len(values) != len(said):
            raise DataError(N_("engine", "There are {inputs} examples, but targets for {targets}."),
                            inputs=len(values), targets=len(said))
        for first, other in ((arrays[0], values), (wanted[0], said)):
            if first.shape[1:] != other.shape[1:]:
                raise DataError(N_("engine", "All examples need the same shape; there are {first} and {second}."),
                                first=first.shape[1:], second=other.shape[1:])
    learned = _learned(np.concatenate(wanted), task, tuple(class_names))
    names = {
        "classes": learned.classes, "shape": arrays[0].shape[1:] if arrays[0].ndim > 2 else None,
        "features": _named(feature_names or _columns(inputs), "x", int(np.prod(arrays[0].shape[1:]))),
        "targets": _named(target_names or learned.names or _columns(targets), "y",
                          1 if learned.classes else learned.targets.shape[1]),
    }
    parts = [np.full(len(values), part) for part, values in zip((TRAINING, *given), arrays, strict=True)]
    raw = np.concatenate([values.reshape(len(values), -1) for values in arrays])
    return save({"inputs": np.ascontiguousarray(raw), "targets": np.ascontiguousarray(learned.targets),
                 "parts": np.concatenate(parts).astype(np.uint8),
                 "names": np.frombuffer(json.dumps(names).encode(), np.uint8)})


def _make(settings: Mapping[str, object], rng: np.random.Generator, content: bytes | None,
          progress: Progress) -> Samples:
    from safetensors import SafetensorError
    from safetensors.numpy import load

    if content is None:
        raise DataError(N_("engine", "There are no arrays. Data.from_arrays takes them, in a notebook."))
    try:
        arrays = load(content)
        names = json.loads(arrays["names"].tobytes())
        raw, targets, classes = np.float64(arrays["inputs"]), arrays["targets"], tuple(map(str, names["classes"]))
        targets = targets.astype(np.int64) if classes else np.float64(targets)
        shape = None if names["shape"] is None else tuple(map(int, names["shape"]))
        samples = Samples(raw, tuple(map(str, names["features"])), targets, tuple(map(str, names["targets"])), classes,
                          shape=shape, parts=arrays["parts"])
        whole = (raw.ndim == 2 and raw.shape[1] == len(samples.raw_names) and len(raw) == len(targets)
                 and (shape is None or np.prod(shape) == raw.shape[1]) and samples.parts.shape == (len(raw),)
                 and samples.parts.max(initial=0) <= TEST
                 and targets.shape[1:] == (() if classes else (len(samples.target_names),))
                 and (not classes or 0 <= targets.min(initial=0) <= targets.max(initial=0) < len(classes)))
    except (SafetensorError, KeyError, TypeError, ValueError, OverflowError, AttributeError, RecursionError):
        whole = False
    if not whole:
        raise DataError(N_("engine", "The arrays of this data set are damaged."))
    return samples


ARRAYS = Source(
    name="arrays", title=N_("engine", "Arrays of a notebook"), category=N_("engine", "Your own"),
    help=N_("engine", "Examples that a program or a notebook has given as arrays."),
    about=N_("engine", "A copy of the arrays stays inside the project."), fields=(), task=None,
    make=_make, keeps="arrays.safetensors", offered=False)
register(ARRAYS, rank=40)


def _learned(targets: np.ndarray, task: str, names: tuple[str, ...]) -> Learned:
    """Whole numbers, texts and truth values are classes, and so are zeros and ones, also as rows with a single 1; other
    numbers are numbers; unless the `task` says otherwise. Raises DataError for what cannot be learned so."""
    if task and task not in TASKS:
        raise DataError(N_("engine", "A task is one of {tasks}; it is {task}."), tasks=Vocabulary(TASKS), task=task)
    bits = targets.dtype.kind in "biuf" and bool(((targets == 0) | (targets == 1)).all())
    one_hot = bits and targets.ndim == 2 and bool((targets.sum(axis=1) == 1).all())
    classes = bool(task or names or one_hot or targets.dtype.kind != "f" or (bits and targets.ndim == 1))
    if task == "regression" or not classes:
        numbers = _numbers(N_("engine", "The targets"), targets).astype(np.float64)
        return Learned(numbers.reshape(len(numbers), -1))
    if one_hot:
        return Learned(targets.argmax(axis=1), _class_names(names, [str(n) for n in range(targets.shape[1])]))
    if targets.ndim == 2:
        raise DataError(N_("engine", "Rows of targets are numbers, or have a single 1 each, in the column of their "
                           "class."))
    targets = targets.astype(int) if bits else targets
    found, numbers = np.unique(targets.astype(str) if targets.dtype.kind == "O" else targets, return_inverse=True)
    if len(found) > MOST_CLASSES or len(found) < 2:
        raise DataError(N_("engine", "There are {count} different targets. For classes there must be 2 to {most}; give "
                           "numbers with a decimal point, or task=\"regression\", where they are numbers."),
                        count=len(found), most=MOST_CLASSES)
    return Learned(numbers, _class_names(names, [str(name) for name in found.tolist()]))


def _class_names(given: tuple[str, ...], found: list[str]) -> tuple[str, ...]:
    if given and len(given) != len(found):
        raise DataError(N_("engine", "There are {count} classes, {found}, but {names} names for them."),
                        count=len(found), found=", ".join(found), names=len(given))
    return given or tuple(found)


def _numbers(what: str, values: Any) -> np.ndarray:
    """`values` as an array (N, …) of numbers. Raises DataError."""
    array = _array(values)
    if array.dtype.kind not in "biuf" or array.ndim == 0 or not array.size:
        raise DataError(N_("engine", "{what} must be an array of numbers with a row for each example; they are an "
                           "array of the shape {shape} that holds {kind}."), what=DataError(what), shape=array.shape,
                        kind=array.dtype)
    array = array.astype(np.float64 if array.dtype.itemsize > 8 else array.dtype.newbyteorder("="), copy=False)
    return array[:, None] if array.ndim == 1 else array


def _wanted(values: Any) -> np.ndarray:
    """Targets as an array (N,) or (N, k). Raises DataError."""
    array = _array(values)
    if array.ndim not in (1, 2):
        raise DataError(N_("engine", "Targets are one for each example, or a row for each; these have the shape "
                           "{shape}."), shape=array.shape)
    return array[:, 0] if array.shape[1:] == (1,) else array


def _array(values: Any) -> np.ndarray:
    """`values` as an array, a single object () where they are none: rows of different lengths, tensors of a GPU or with
    a gradient."""
    try:
        return np.asarray(values)
    except (ValueError, TypeError, RuntimeError):
        return np.empty((), object)


def _columns(table: Any) -> tuple[str, ...]:
    """The names that a table of pandas has for its columns; () for an array."""
    columns = getattr(table, "columns", None)
    if columns is None:
        columns = [name] if (name := getattr(table, "name", None)) is not None else []
    return tuple(map(str, columns))


def _named(names: Sequence[str], letter: str, count: int) -> tuple[str, ...]:
    """Names for so many columns: those given, or x1, x2. Raises DataError where they are not as many."""
    if not names:
        return (letter,) if count == 1 and letter == "y" else tuple(f"{letter}{n}" for n in range(1, count + 1))
    if len(names) != count:
        raise DataError(N_("engine", "There are {count} columns, but {names} names for them."), count=count,
                        names=len(names))
    return tuple(map(str, names))
