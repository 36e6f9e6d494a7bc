"""How far a training has come, as two parts of a project file: numbers as JSON, arrays as safetensors.

Arrays are numbered, and moments that have the same one name the same number. The weights of now are those of the
project, and not written again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from safetensors import SafetensorError, deserialize

from engine.errors import LaderaError
from engine.formats import strict_json
from engine.formats.archive import Part, damaged
from engine.formats.safe_tensors import parts
from engine.optimizers import OPTIMIZERS
from engine.training.history import MOST_STEPS
from engine.training.in_threads import THREADS
from engine.training.marks import MOST as MOST_MARKS
from engine.training.marks import Mark
from engine.training.progress import MOST_MOMENTS, Progress
from engine.training.settings import TrainingSettings
from engine.training.stopping import Best
from engine.training.teacher import HINT
from engine.training.timeline import Checkpoint

_TYPES = {"F32": np.dtype("<f4"), "F64": np.dtype("<f8"), "I64": np.dtype("<i8")}
_COUNTS = ("epoch", "step", "position", "updates", "waited")
_PLACES = ("order", "minibatch")
_WORD = 64
_LONGEST = 20  # characters of the name of a device


def encode(progress: Progress) -> tuple[bytes, Part]:
    """The two parts."""
    shelf = _Shelf()
    rows = [_row(progress.now, shelf, None), *(_row(moment, shelf, moment.parameters) for moment in progress.moments)]
    described = {"goal": progress.goal, "marks": [mark.to_json() for mark in progress.marks], "moments": rows}
    return strict_json.dump(described), parts(shelf.tensors, {"format": "np"})


def decode(description: Any, content: bytes, parameters: np.ndarray, trainable: int, settings: TrainingSettings,
           file: str) -> Progress:
    """What `encode` wrote, of a training with these `settings` that has come to these `parameters` (n,), of which so
    many are trainable. Trusts nothing: raises FormatError where it is anything else."""
    try:
        tensors = {name: _array(tensor) for name, tensor in deserialize(content)}
        rows, marks = description["moments"], description["marks"]
        if not (isinstance(rows, list) and 1 <= len(rows) <= MOST_MOMENTS + 1 and isinstance(marks, list)
                and len(marks) <= MOST_MARKS):
            raise damaged(file)
        read = _Reader(tensors, parameters.shape, trainable, settings)
        now, *moments = (read.moment(row, parameters if place == 0 else None) for place, row in enumerate(rows))
        epochs = [moment.epoch for moment in moments]
        if epochs != sorted(set(epochs)) or any(moment.step > now.step for moment in moments):
            raise damaged(file)
        return Progress(now, tuple(moments), tuple(map(Mark.from_json, marks)), _count(description["goal"]))
    except (SafetensorError, LookupError, TypeError, ValueError, OverflowError, AttributeError, LaderaError) as error:
        raise damaged(file) from error


class _Shelf:
    """Arrays by number, each kept once."""

    def __init__(self) -> None:
        self.tensors: dict[str, np.ndarray] = {}
        self._numbers: dict[tuple[object, ...], str] = {}

    def put(self, array: np.ndarray) -> str:
        array = np.asarray(array, order="C")
        number = self._numbers.setdefault((array.dtype.str, array.shape, array.tobytes()), str(len(self.tensors)))
        self.tensors[number] = array
        return number


def _row(moment: Checkpoint, shelf: _Shelf, parameters: np.ndarray | None) -> dict[str, Any]:
    best = moment.best
    return {
        **{name: getattr(moment, name)
           for name in (*_COUNTS, "learning_rate", "seconds", "restored", "device", "threads")},
        "minibatch_loss": moment.minibatch_loss if math.isfinite(moment.minibatch_loss) else None,
        "parameters": None if parameters is None else shelf.put(parameters),
        "slots": {name: shelf.put(slot) for name, slot in moment.slots.items()
                  if not name.startswith(HINT)},
        **{name: None if getattr(moment, name) is None else shelf.put(np.asarray(getattr(moment, name), "<i8"))
           for name in _PLACES},
        "best": {"epoch": best.epoch, "loss": best.loss, "validated": best.validated,
                 "parameters": shelf.put(best.parameters)} if best and math.isfinite(best.loss) else None,
        **{name: _generator(getattr(moment, name)) for name in ("shuffler", "noise")},
    }


def _generator(state: Any) -> Any:
    """The state of a generator: of PCG64, whose words have 128 bits, as text; of a counter as it is."""
    if isinstance(state, Mapping):
        return {**{name: f"{state['state'][name]:x}" for name in ("state", "inc")},
                **{name: state[name] for name in ("has_uint32", "uinteger")}}
    return None if state is None else [f"{number:x}" for number in state]


class _Reader:
    """Moments from rows; what is no moment raises ValueError, TypeError or LookupError."""

    def __init__(self, tensors: Mapping[str, np.ndarray], shape: tuple[int, ...], trainable: int,
                 settings: TrainingSettings) -> None:
        optimizer = OPTIMIZERS[settings.optimizer]
        self._tensors, self._shape = tensors, shape
        self._slots = (optimizer.shapes(settings.optimizer_settings, trainable) if optimizer.full_batch else
                       dict.fromkeys(optimizer.slots, (trainable,)))
        self._rate = next(field for field in optimizer.fields if field.name == "learning_rate")

    def moment(self, row: Mapping[str, Any], parameters: np.ndarray | None) -> Checkpoint:
        order, minibatch = (None if row[name] is None else self._places(row[name]) for name in _PLACES)
        if order is not None and not np.array_equal(np.sort(order), np.arange(len(order))):
            raise ValueError(order)
        device, loss, restored = row["device"], row["minibatch_loss"], row["restored"]
        if not isinstance(device, str) or len(device) > _LONGEST:
            raise TypeError(device)
        counts = {name: _count(row[name]) for name in _COUNTS}
        if counts["position"] and (order is None or counts["position"] >= len(order)):
            raise ValueError(counts)
        return Checkpoint(
            **counts, order=order, minibatch=minibatch, device=device, seconds=_real(row["seconds"]),
            learning_rate=self._rate.check(row["learning_rate"]), threads=THREADS.check(row.get("threads", 0)),
            minibatch_loss=math.nan if loss is None else _real(loss),
            restored=None if restored is None else _count(restored),
            parameters=self._floats(row["parameters"], self._shape) if parameters is None else parameters,
            slots={name: self._floats(number, self._slots[name]) for name, number in row["slots"].items()},
            shuffler=_words(row["shuffler"]), noise=_stream(row["noise"]), best=self._best(row["best"]))

    def _best(self, row: Mapping[str, Any] | None) -> Best | None:
        if row is None:
            return None
        if not isinstance(row["validated"], bool):
            raise TypeError(row)
        return Best(_count(row["epoch"]), _real(row["loss"]), self._floats(row["parameters"], self._shape),
                    row["validated"])

    def _floats(self, number: str, shape: tuple[int, ...]) -> np.ndarray:
        array = self._tensors[number]
        if array.dtype.kind != "f" or array.shape != shape:
            raise ValueError(array)
        return array

    def _places(self, number: str) -> np.ndarray:
        array = self._tensors[number]
        if array.dtype.kind != "i" or array.ndim != 1 or array.min(initial=0) < 0:
            raise ValueError(array)
        return array


def _array(tensor: Mapping[str, Any]) -> np.ndarray:
    return np.frombuffer(tensor["data"], _TYPES[tensor["dtype"]]).reshape(tensor["shape"])


def _words(value: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if value is None:
        return None
    words = {name: _hexadecimal(value[name], 2 * _WORD) for name in ("state", "inc")}
    return {"bit_generator": "PCG64", "state": words, "has_uint32": _count(value["has_uint32"], 1),
            "uinteger": _count(value["uinteger"], 2**32 - 1)}


def _stream(value: Any) -> Any:
    """The state of a generator of noise: PCG64's, or two numbers of a counter."""
    if not isinstance(value, Sequence):
        return _words(value)
    seed, start = (_hexadecimal(number, _WORD) for number in value)
    return seed, start


def _hexadecimal(text: Any, bits: int) -> int:
    if not re.fullmatch(r"[0-9a-f]+", text) or len(text) > bits // 4:
        raise ValueError(text)
    return int(text, 16)


def _count(value: Any, most: int = MOST_STEPS) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError(value)
    return value


def _real(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(value)
    return float(value)
