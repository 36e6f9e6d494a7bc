"""Examples ready to learn from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from engine.data.arrays import ARRAYS, packed
from engine.data.features import derive
from engine.data.registry import SOURCES
from engine.data.scaling import Standardization, fill
from engine.data.source import TEST, VALIDATION, Progress, Samples, Task, silent
from engine.data.spec import PREPARATION, DataSpec
from engine.data.split import split
from engine.errors import N_, DataError

_PIECE = 2**14  # pixels looked up at once: they stay in the cache


PREPARED = frozenset({"features", "content", *(field.name for field in PREPARATION)})
"""Settings of a DataSpec that are no settings of its source."""


@dataclass(frozen=True, eq=False)
class Part:
    """N examples: `inputs` (N, *input_shape) and `targets` (N, k) as the network sees them, `raw` (N, d) in their own
    units. All float64 and read-only; of images read from files `raw` are bytes (see ImagePart). `titles` (N,) name
    them, as files do, () where they have no names."""

    inputs: np.ndarray
    targets: np.ndarray
    raw: np.ndarray
    titles: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.raw)

    def __repr__(self) -> str:
        return f"Part({len(self)} examples, inputs {self.some(slice(1)).shape[1:]}, targets {self.targets.shape[1:]})"

    def some(self, which: slice | np.ndarray) -> np.ndarray:
        """The inputs of some examples only."""
        return self.inputs[which]

    @property
    def nbytes(self) -> int:
        """The bytes that travel to another process."""
        return self.inputs.nbytes + self.targets.nbytes + self.raw.nbytes

    def with_targets(self, targets: np.ndarray) -> Part:
        """The same examples, of which something else is to be learned."""
        return replace(self, targets=targets)


class ImagePart(Part):
    """N images whose `raw` (N, height · width · channels) are bytes, an eighth of what other numbers take.

    `tones` (channels, 256) float32 are what the network sees of each byte, so that `inputs` are looked up: when they
    are wanted for the first time, and once more in another process, to which only the bytes travel.
    """

    def __init__(self, tones: np.ndarray, shape: tuple[int, ...], targets: np.ndarray, raw: np.ndarray,
                 titles: tuple[str, ...] = ()) -> None:
        self.__dict__.update(tones=tones, shape=shape, targets=targets, raw=raw, titles=titles)

    @cached_property
    def inputs(self) -> np.ndarray:
        return _locked(self.some(slice(None)))

    def some(self, which: slice | np.ndarray) -> np.ndarray:
        raw = self.raw[which]
        seen = np.empty((len(raw), *self.shape), np.float32)
        pixels, out = (array.reshape(-1, self.shape[-1]) for array in (raw, seen))
        for begin in range(0, len(pixels), _PIECE):
            piece = slice(begin, begin + _PIECE)
            for channel, tones in enumerate(self.tones):
                out[piece, channel] = tones.take(pixels[piece, channel])
        return seen

    @property
    def nbytes(self) -> int:
        return self.targets.nbytes + self.raw.nbytes

    def with_targets(self, targets: np.ndarray) -> Part:
        return ImagePart(self.tones, self.shape, targets, self.raw, self.titles)

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "inputs"}


@dataclass(frozen=True)
class Counts:
    """How many examples there are, and of what. `classes` maps a class to its examples in all parts together, `dropped`
    counts incomplete examples left out and `filled` values put in for missing ones."""

    train: int
    validation: int
    test: int
    inputs: int
    targets: int
    classes: dict[str, int]
    dropped: int
    filled: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Data:
    """What `load` makes of a DataSpec: the same spec gives the same numbers.

    Targets are (N, 1) of 0 and 1 for "binary", one-hot (N, C) for "multiclass", (N, k) for "regression", there in
    standard units when the spec standardises, and (N, steps, C) for "sequence", one-hot over the first C =
    `written` of the `symbols`, all 0 at a step that does not count. `class_names` is () for those two.
    `target_names` names the k targets, or what is classified. `raw_range` (d, 2) is the least and the greatest
    value of each raw column in all parts. `symbols` is the alphabet in which raw numbers are places, () where they
    are quantities. Of the parts, those `given` ("validation", "test") come from the source, and the shares of the
    spec say nothing about them.
    """

    spec: DataSpec
    task: Task
    train: Part
    validation: Part
    test: Part
    input_shape: tuple[int, ...]
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    target_names: tuple[str, ...]
    raw_names: tuple[str, ...]
    raw_range: np.ndarray = field(repr=False)
    symbols: tuple[str, ...] = ()
    written: int = 0
    given: frozenset[str] = frozenset()
    dropped: int = 0
    filled: int = 0
    input_scaling: Standardization = field(repr=False)
    target_scaling: Standardization = field(repr=False)

    @classmethod
    def from_arrays(cls, inputs: Any, targets: Any, *, validation: float | tuple[Any, Any] = 0.0,
                    test: float | tuple[Any, Any] = 0.2, task: str = "", standardize: bool = True, seed: int = 0,
                    class_names: Sequence[str] = (), feature_names: Sequence[str] = (),
                    target_names: Sequence[str] = ()) -> Data:
        """Examples of your own: `inputs` (N, …), a row for each, and `targets`.

        Targets are classes where they are whole numbers, texts, zeros and ones, or rows with a single 1 (N, C), and
        else numbers, (N,) or (N, k); `task`, "regression", "binary" or "multiclass", says which where that is not
        meant. `validation` and `test` are shares of the examples, or inputs and targets that come apart. The training
        part alone tells how all are standardised; of images every channel is. Tables of pandas bring the names of
        their columns. Raises DataError where the arrays are no examples, as `load` does, and SettingError.
        """
        given = {part: pair for part, pair in ((VALIDATION, validation), (TEST, test)) if isinstance(pair, tuple)}
        shares = {name: share for name, share in (("validation_fraction", validation), ("test_fraction", test))
                  if not isinstance(share, tuple)}
        content = packed(inputs, targets, given, task=task, class_names=class_names, feature_names=feature_names,
                         target_names=target_names)
        return load(DataSpec(ARRAYS.name, standardize=standardize, seed=seed, content=content, **shares))

    def __repr__(self) -> str:
        parts = ", ".join(f"{len(part)} {name}" for name, part in (
            ("training", self.train), ("validation", self.validation), ("test", self.test)) if len(part))
        learned = f"{len(self.class_names)} classes" if self.class_names else f"targets {self.target_shape}"
        filled = f", {self.filled} missing values filled" if self.filled else ""
        return f"Data({self.spec.source}: {parts} examples, inputs {self.input_shape}, {learned}{filled})"

    @property
    def target_shape(self) -> tuple[int, ...]:
        return self.train.targets.shape[1:]

    def classes_of(self, values: np.ndarray) -> np.ndarray:
        """The places (N,) among `class_names` that targets or predictions (N, k) stand for."""
        return (values[:, 0] > 0.5).astype(int) if self.task == "binary" else values.argmax(axis=1)

    def transform(self, raw: np.ndarray) -> np.ndarray:
        """`raw` (N, d), in its own units, as inputs (N, *input_shape): features, then the training part's scale.
        Raises DataError where rows have another length."""
        raw = np.asarray(raw, dtype=np.float64)
        if raw.ndim != 2 or raw.shape[1] != len(self.raw_names):
            raise DataError(
                N_("engine", "Expected rows of {expected} values ({names}); the array has the shape {shape}."),
                expected=len(self.raw_names), names=_listed(self.raw_names), shape=raw.shape)
        seen = self.input_scaling.apply(derive(raw, self.spec.features)).reshape(len(raw), *self.input_shape)
        return seen.astype(np.float32) if isinstance(self.train, ImagePart) else seen  # the same numbers as there

    def restore_targets(self, targets: np.ndarray) -> np.ndarray:
        """Targets or predictions (N, …) in their own units; for classification they have no other."""
        targets = np.asarray(targets, dtype=np.float64)
        rows = targets.reshape(len(targets), math.prod(targets.shape[1:]))
        return self.target_scaling.undo(rows).reshape(targets.shape)

    def describe(self) -> Counts:
        """The counts of this data set."""
        parts = (self.train, self.validation, self.test)
        total = np.concatenate([part.targets for part in parts]).sum(axis=0).astype(int)
        if self.task == "binary":
            total = [sum(map(len, parts)) - total[0], total[0]]
        return Counts(*map(len, parts), inputs=int(np.prod(self.input_shape)), targets=self.target_shape[0],
                      classes={name: int(n) for name, n in zip(self.class_names, total, strict=False)},
                      dropped=self.dropped, filled=self.filled)


def load(spec: DataSpec | str, progress: Progress = silent, **settings: Any) -> Data:
    """Make or read the examples, split them, and prepare them with what the training part alone tells.

    The name of a source and `settings` by name, its own and those of a DataSpec, are a spec too:
    load("digits", image=True, validation_fraction=0.1). `progress` follows the reading of a table. Raises DataError
    when the examples cannot be read or are too few to be split, as DataSpec, and what `progress` raises.
    """
    if isinstance(spec, str):
        own = {name: settings.pop(name) for name in set(settings) - PREPARED}
        spec = DataSpec(spec, own, **settings)
    drawing, splitting = (np.random.default_rng((spec.seed, stream)) for stream in range(2))
    samples = SOURCES[spec.source].make(spec.settings, drawing, spec.content, progress)
    strata = samples.targets if samples.class_names else np.zeros(len(samples.raw))
    parts = split(strata, spec.validation_fraction, spec.test_fraction, splitting, samples.parts)
    training, validating, testing = map(len, parts)
    if not training or not testing or (spec.validation_fraction and not validating):
        raise DataError(
            N_("engine", "{examples} examples are too few to be split into training, validation and test: use more "
               "examples or other shares."),
            examples=len(strata))

    # In the order of the parts, each of which is then a piece of the whole: nothing is held twice.
    order = np.concatenate(parts)
    raw, filled = fill(samples, parts[0])
    targets = _targets(samples)
    _check_finite(derive(raw, spec.features), spec.features or samples.raw_names)
    _check_finite(targets, samples.target_names)
    raw, targets = _locked(raw.take(order, axis=0)), targets[order]
    values = derive(raw, spec.features)
    input_scaling = Standardization.identity(values.shape[1], samples.unit)
    target_scaling = Standardization.identity(math.prod(targets.shape[1:]))
    shape = samples.shape or values.shape[1:]
    if spec.standardize and not samples.symbols:
        images = len(shape) == 3
        input_scaling = (Standardization.of_images(values[:training], shape) if images
                         else Standardization.fit(values[:training]))
        if samples.task == "regression":
            target_scaling = Standardization.fit(targets[:training])
    targets = _locked(targets if samples.written else target_scaling.apply(targets))
    cuts = [slice(0, training), slice(training, training + validating), slice(training + validating, len(order))]
    if raw.dtype == np.uint8:
        tones = _tones(input_scaling, shape[-1])
        titles = tuple(samples.titles[place] for place in order.tolist()) if samples.titles else ()
        made = [ImagePart(tones, shape, targets[cut], raw[cut], titles[cut]) for cut in cuts]
    else:
        inputs = _locked(input_scaling.apply(values).reshape(-1, *shape))
        made = [Part(inputs[cut], targets[cut], raw[cut]) for cut in cuts]
    return Data(
        spec=spec, task=samples.task, train=made[0], validation=made[1], test=made[2],
        input_shape=shape, feature_names=spec.features or samples.raw_names, class_names=samples.class_names,
        target_names=samples.target_names, raw_names=samples.raw_names,
        raw_range=_locked(np.column_stack([raw.min(axis=0), raw.max(axis=0)]).astype(np.float64)),
        symbols=samples.symbols, written=samples.written, given=_given(samples), dropped=samples.dropped, filled=filled,
        input_scaling=input_scaling, target_scaling=target_scaling,
    )


def _given(samples: Samples) -> frozenset[str]:
    there = set() if samples.parts is None else set(np.unique(samples.parts).tolist())
    return frozenset(name for name, part in (("validation", VALIDATION), ("test", TEST)) if part in there)


def _tones(scaling: Standardization, channels: int) -> np.ndarray:
    """(channels, 256): what the network sees of each byte, where all pixels of a channel are scaled alike."""
    mean, scale = scaling.mean[:channels, None], scaling.scale[:channels, None]
    return ((np.arange(256.0) - mean) / scale).astype(np.float32)


def _check_finite(values: np.ndarray, names: tuple[str, ...]) -> None:
    """Raises DataError naming the first number of `values` (N, d) that is not finite."""
    if np.isfinite(values.min()) and np.isfinite(values.max()):  # NaN where one number is, and no array beside
        return
    row, column = divmod(int(np.argmin(np.isfinite(values))), values.shape[1])
    raise DataError(N_("engine", "“{column}” is {value} in row {row}, and nothing can be learned from that. Correct "
                       "it, or leave that row out."), column=names[column] if column < len(names) else column + 1,
                    value=values[row, column], row=row + 1)


def _targets(samples: Samples) -> np.ndarray:
    if samples.task == "regression":
        return samples.targets
    if samples.task == "binary":
        return samples.targets[:, None].astype(np.float64)
    if samples.written:
        return (samples.targets[..., None] == np.arange(samples.written)).astype(np.float64)
    return np.eye(len(samples.class_names))[samples.targets]


def _locked(values: np.ndarray) -> np.ndarray:
    """Side by side and read-only."""
    values = np.ascontiguousarray(values)
    values.setflags(write=False)
    return values


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:6]) + ("…" if len(names) > 6 else "")
