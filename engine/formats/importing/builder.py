"""A network as it is read: layers are put down one after the other, with their weights and their shapes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from math import prod
from typing import Any

import numpy as np

from engine.errors import N_, FormatError, LaderaError
from engine.formats.budget import Budget
from engine.formats.importing.curves import MERGES, POINTS, Curves, activated, combined, recognised
from engine.formats.importing.draft import Draft
from engine.formats.importing.fusing import fuse
from engine.formats.importing.imported import Imported
from engine.formats.importing.unsupported import UnfitError
from engine.formats.weights import flat_vector
from engine.graph import MOST_LAYERS, Graph, LayerSpec, Link
from engine.layers import Passing, Shape
from engine.layers.base import shape_text
from engine.layout import ParameterLayout

LONGEST_NAME = 60
MOST_CHANNELS = 1_000_000
_EPSILON = 1e-12  # with a variance of 1 it changes nothing in single precision
_PROBABILITIES = {"sigmoid": "binary_cross_entropy", "softmax": "categorical_cross_entropy"}


class ImportBuilder:
    """Layers by name. Where a layer's source is None, something is missing in front of it."""

    def __init__(self, file: str, budget: Budget) -> None:
        self.file, self.budget = file, budget
        self.is_doubtful = False
        self._draft = Draft()
        self._moved: dict[tuple[Any, ...], str] = {}
        self._missing: list[FormatError] = []
        self._loose: set[str] = set()
        self._curves: dict[str, Curves] = {}
        self._pending: dict[str, tuple[str, str]] = {}
        self._told: set[str] = set()
        self._namesakes: Counter[str] = Counter()
        self._owned: dict[Hashable, list[str]] = {}
        self._owner: tuple[list[str], Iterator[str]] | None = None

    @property
    def shapes(self) -> Mapping[str, Shape | None]:
        """The shape of one example after each layer, None where it is not known."""
        return self._draft.shapes

    def layer(self, name: str, kind: str, sources: Sequence[str | None] = (), settings: Mapping[str, Any] | None = None,
              arrays: Mapping[str, np.ndarray] | None = None) -> str:
        """Put a layer down, under `name` or one made from it, with its weights by role; its name. Raises FormatError
        when its settings, its inputs or its weights do not fit together.

        Where it completes an activation that is written out (`element`), that activation stands for it.
        """
        curves = self._curves_after(kind, settings or {}, sources)
        cause = self._cause(sources) if curves else None
        if cause or (curves and kind in MERGES):
            found = recognised(curves)
            if found or cause:
                return self._completed(name, curves, found, cause)
        owner = next(self._owner[1], None) if arrays and self._owner else None
        shared = {"shared_with": owner} if owner else {}
        name = self._put(name, kind, list(map(self._settled, sources)), {**(settings or {}), **shared}, arrays or {})
        if arrays and self._owner and not owner:
            self._owner[0].append(name)
        self._curves[name] = curves
        return name

    @contextmanager
    def sharing(self, owner: Hashable) -> Iterator[None]:
        """Layers with weights put down within share those that the same `owner` put down before, one by one."""
        before, owned = self._owner, self._owned.setdefault(owner, [])
        self._owner = (owned, iter(tuple(owned)))
        try:
            yield
        finally:
            self._owner = before

    def _put(self, name: str, kind: str, sources: Sequence[str | None], settings: Mapping[str, Any],
             arrays: Mapping[str, np.ndarray]) -> str:
        draft, name = self._draft, self._free(name or kind)
        if len(draft.layers) >= MOST_LAYERS:
            raise FormatError(N_("engine", "{name} has too many layers: more than {most}."), name=self.file,
                              most=MOST_LAYERS)
        try:
            spec = LayerSpec(name, kind, settings)
            shapes = tuple(self.shapes[source] if source else None for source in sources)
            shape = None if None in shapes else spec.layer.output_shape(spec.settings, shapes)
        except LaderaError as error:
            raise self.broken(name, error) from error
        if shape is not None:
            self._keep(spec, shapes, arrays)
        draft.layers[name], draft.sources[name], draft.shapes[name] = spec, tuple(sources), shape
        return name

    def spec(self, name: str) -> LayerSpec:
        """A layer that was put down."""
        return self._draft.layers[name]

    def sources(self, name: str) -> tuple[str | None, ...]:
        """The layers that feed `name`, in order."""
        return self._draft.sources[name]

    def source(self, name: str) -> str | None:
        """The first layer that feeds `name`."""
        return self._draft.sources[name][0]

    def miss(self, name: str, kind: str, sources: Sequence[str | None] = (),
             reason: LaderaError | None = None) -> None:
        """Note that there is no layer for something; its place stays empty."""
        kept = [self._settled(source) for source in sources]
        if reason is None:
            self._missing.append(FormatError(N_("engine", "{name}: Ladera has no layer like {kind}."), name=name,
                                             kind=kind))
        else:
            self._missing.append(FormatError(N_("engine", "{name}: Ladera has no {kind} like this one. {reason}"),
                                             name=name, kind=kind, reason=reason))
        self.leave(kept)

    def leave(self, sources: Sequence[str | None]) -> None:
        """Keep layers that lead to something that is missing."""
        self._loose.update(source for source in sources if source)

    def doubt(self) -> None:
        """Note that something did not fit: the file may be damaged."""
        self.is_doubtful = True

    def broken(self, name: str, reason: LaderaError) -> UnfitError:
        """What is said of a file whose parts contradict each other."""
        return UnfitError(N_("engine", "{file} is damaged: {name} does not fit. {reason}"), file=self.file, name=name,
                           reason=reason)

    # What only moves numbers, and masks: the same one twice is one, and one after another become one

    def permuted(self, name: str, source: str, order: Sequence[int]) -> str:
        """The axes in another order, counted from 1."""
        order = tuple(order)
        spec = self.spec(source)
        if spec.kind == "permute":
            before = spec.settings["order"]
            source, order = self.source(source), tuple(before[axis - 1] for axis in order)
        return source if order == tuple(sorted(order)) else self._moving(name, "permute", source, order=order)

    def reshaped(self, name: str, source: str, shape: Shape) -> str:
        """The same numbers in another shape."""
        while self.spec(source).kind in ("reshape", "flatten") and self.shapes[source] != shape:
            source = self.source(source)
        if self.shapes[source] == shape:
            return source
        if len(shape) == 1 and shape[0] == prod(self.shapes[source]):
            return self._moving(name, "flatten", source)
        return self._moving(name, "reshape", source, shape=tuple(shape))

    def sliced(self, name: str, source: str, axis: int, start: int, stop: int) -> str:
        """Elements start … stop − 1 of an axis, counted from 1."""
        if (start, stop) == (0, self.shapes[source][axis - 1]):
            return source
        return self._moving(name, "slice", source, axis=axis, start=start, stop=stop)

    def reversed(self, name: str, source: str, axis: int) -> str:
        """An axis, counted from 1, from its end to its beginning. Twice is not at all."""
        spec = self.spec(source)
        if self.shapes[source][axis - 1] == 1:
            return source
        if spec.kind == "reverse" and spec.settings["axis"] == axis:
            return self.source(source)
        return self._moving(name, "reverse", source, axis=axis)

    def mask(self, name: str, source: str, padding: int) -> str:
        """1 where a row of symbols is not filled up."""
        return self._moving(name, "mask", source, padding=padding)

    def _moving(self, name: str, kind: str, source: str, **settings: Any) -> str:
        key = (kind, source, *settings.values())
        if key not in self._moved:
            self._moved[key] = self.layer(name, kind, (source,), settings)
        return self._moved[key]

    # What other formats have as layers of their own

    def activation(self, name: str, function: str, source: str | None) -> str:
        """An activation function as a layer."""
        return self.layer(name, "activation", (source,), {"function": function})

    def affine(self, name: str, source: str | None, scale: Any, offset: Any) -> str | None:
        """scale · x + offset along the last axis, as a frozen batch normalisation whose statistics are 0 and 1. One
        after another become one, and one that changes nothing becomes none. Raises UnfitError where the numbers do not
        fit."""
        shape = self._channels(name, "Rescaling", source)
        if shape is None:
            return None
        self.budget.spend(4 * shape[-1])
        try:
            scale, offset = (np.broadcast_to(np.asarray(value, np.float64), shape[-1:]) for value in (scale, offset))
        except ValueError as error:
            raise self.broken(name, FormatError(N_("engine", "Its weights have another length than {shape}."),
                                                shape=shape_text(shape))) from error
        if _is_nothing(scale, offset):
            return source
        curves = {} if np.ptp(scale) or np.ptp(offset) else combined(
            lambda x, a=scale[0], b=offset[0]: a * x + b, [self._seen_from(source)])
        if curves and ((found := recognised(curves)) or source in self._pending):
            return self._completed(name, curves, found, self._cause([source]))
        if source in self._draft.affine:
            source, before, shift = self._draft.affine[source]
            scale, offset = scale * before, scale * shift + offset
        if _is_nothing(scale, offset):
            return source
        channels = shape[-1]
        arrays = {"gamma": scale, "beta": offset, "moving_mean": np.zeros(channels),
                  "moving_variance": np.ones(channels)}
        result = self._put(name, "batch_normalization", [self._settled(source)],
                           {"epsilon": _EPSILON, "trainable": False}, arrays)
        self._draft.affine[result] = (source, scale, offset)
        self._curves[result] = curves
        return result

    def factor(self, name: str | None) -> tuple[str | None, float]:
        """The layer that `name` is a multiple of, and how many times it: itself, once, where it is none."""
        source, scale, offset = self._draft.affine.get(name or "", (name, np.ones(1), np.zeros(1)))
        if offset.any() or np.ptp(scale):
            return name, 1.0
        return source, float(scale[0])

    def clipped(self, name: str, source: str | None, low: float, high: float) -> str | None:
        """min(high, max(low, x)), by the piecewise linear activation, which does it between 0 and 1."""
        width = high - low
        ramp = self.affine(f"{name}_in", source, 1.0 / width, -low / width - 0.5)
        clip = self.activation(name, "piecewise_linear", ramp)
        return self.affine(f"{name}_out", clip, width, low)

    def leaky(self, name: str, source: str | None, slope: Any) -> str | None:
        """max(0, x) + slope · min(0, x), with a slope that is not trained."""
        shape = self._channels(name, "LeakyReLU", source)
        if shape is None:
            return None
        self.budget.spend(shape[-1])
        alpha = np.broadcast_to(np.asarray(slope, np.float64), shape[-1:])
        return self.layer(name, "prelu", (source,), {"trainable": False}, {"alpha": alpha})

    # Activations that are written out

    def element(self, name: str, kind: str, function: Callable[..., np.ndarray], *operands: str | float | None,
                label: str = "") -> str | None:
        """A function, number by number, of layers and numbers: the activation that it completes, or what stands for it
        until another one completes it. Where it comes from it is a `kind`, called `label`, or `name` too."""
        layers = [operand for operand in operands if isinstance(operand, str)]
        curves = {} if None in operands else combined(function, [
            self._seen_from(operand) if isinstance(operand, str) else operand for operand in operands])
        if not curves:
            self.miss(label or name, kind, layers)
            return None
        return self._completed(name, curves, recognised(curves), self._cause(layers) or (label or name, kind))

    def _completed(self, name: str, curves: Curves, found: tuple[str, str] | None,
                   cause: tuple[str, str] | None) -> str:
        """The activation that was `found`, of a layer; one that changes nothing until it is known which. If it never
        is, it is missing because of its `cause`, the first part that is no layer: what that is called, and its kind."""
        base, activation = found or (next(iter(curves)), "identity")
        if found and activation == "identity":
            return base
        result = self._put(name, "activation", (base,), {"function": activation}, {})
        self._curves[result] = curves
        if not found:
            self._pending[result] = cause
        return result

    def _seen_from(self, layer: str) -> Curves:
        """A layer as a function of itself, and of others."""
        own = {} if layer in self._pending else {layer: POINTS}
        return {**own, **self._curves.get(layer, {})}

    def _curves_after(self, kind: str, settings: Mapping[str, Any], sources: Sequence[str | None]) -> Curves:
        if not sources or None in sources or (kind != "activation" and kind not in MERGES):
            return {}
        function = MERGES[kind] if kind in MERGES else partial(activated, settings["function"])
        return combined(function, list(map(self._seen_from, sources)))

    def _cause(self, sources: Sequence[str | None]) -> tuple[str, str] | None:
        return next((self._pending[source] for source in sources if source in self._pending), None)

    def _settled(self, source: str | None) -> str | None:
        """The layer itself; None, and a word about it, where it is a part of an activation that nothing completes."""
        if source not in self._pending:
            return source
        if source not in self._told:
            self._told.add(source)
            self.miss(*self._pending[source], list(self._curves[source])[:1])
        return None

    # The end

    def reached(self) -> set[str]:
        """The layers that lead to an output, or to something that is missing."""
        return self._draft.needed(set(self._loose))

    def head(self, name: str, source: str | None) -> None:
        """An output."""
        self._draft.ends[self._free(name)] = self._settled(source)

    def imported(self) -> Imported:
        """The network: layers that belong to one are one, and layers that lead nowhere are left out, unless what they
        led to is missing. The loss of an output follows from what it ends in, which the loss then applies itself.
        Raises UnfitError where what was read is no network."""
        draft = self._draft
        draft.keep(draft.needed(self._loose))
        self._loose = fuse(draft, self._loose)
        losses = {name: self._loss(source) for name, source in draft.ends.items()}
        draft.ends = {name: source for name, (source, _) in losses.items()}
        draft.keep(draft.needed(self._loose))
        ends = [LayerSpec(name, "output", {"loss": loss}) for name, (_, loss) in losses.items()]
        links = [Link(source, name, port) for name, sources in (draft.sources | {
            name: (source,) for name, source in draft.ends.items()}).items()
            for port, source in enumerate(sources) if source]
        try:
            graph = Graph((*draft.layers.values(), *ends), tuple(links))
        except LaderaError as error:
            raise self.broken(self.file, error) from error
        missing = tuple(self._missing)
        if not missing and graph.problems():
            raise self.broken(self.file, graph.problems()[0])
        return Imported(graph, None if missing else self._parameters(graph), missing)

    def _loss(self, source: str | None) -> tuple[str | None, str]:
        """The layer that an output shows, and its loss, which applies the link that the layer before it leaves out."""
        spec = self.spec(source) if source else None
        function = spec.layer.ends_in(spec.settings) if spec else ""
        loss, shape = _PROBABILITIES.get(function), self.shapes[source] if source else None
        if loss is None or (function == "softmax" and shape is not None and shape[-1] == 1):
            return source, "mean_squared_error"
        if spec.kind not in ("softmax", "activation") or function in self._endings(source):
            return source, loss
        return self.source(source), loss

    def _endings(self, name: str) -> set[str]:
        """The functions that what comes to a layer has been through last, on any way."""
        found: set[str] = set()
        todo = list(self._draft.sources[name])
        for source in todo:
            if source and self.shapes[source]:
                spec = self.spec(source)
                shapes = tuple(self.shapes[one] for one in self._draft.sources[source])
                if spec.layer.passing(spec.settings, shapes) is Passing.CHANGED:
                    found.add(spec.layer.ends_in(spec.settings))
                else:
                    todo += [one for one in self._draft.sources[source] if one not in todo]
        return found

    def _channels(self, name: str, kind: str, source: str | None) -> Shape | None:
        """The shape after `source`; None behind a gap, and where a number for each channel would take much room."""
        shape = self.shapes[source] if source else None
        if shape is None:
            self.leave((source,))
        elif shape[-1] > MOST_CHANNELS:
            self.miss(name, kind, (source,), FormatError(N_(
                "engine", "It would need {count} numbers of its own."), count=shape[-1]))
            return None
        return shape

    def _parameters(self, graph: Graph) -> np.ndarray:
        layout = ParameterLayout(graph)
        self.budget.spend(layout.size)  # the same numbers of a file may be the weights of many layers
        return flat_vector(layout, {entry.name: self._draft.arrays[entry.name].astype(np.float32) for entry in layout},
                           self.file)

    def _keep(self, spec: LayerSpec, shapes: Sequence[Shape], arrays: Mapping[str, np.ndarray]) -> None:
        if spec.settings.get("shared_with"):
            return
        for parameter in spec.layer.parameters(spec.settings, tuple(shapes)):
            array = arrays.get(parameter.role)
            if array is None or array.shape != parameter.shape:
                raise self.broken(spec.name, FormatError(
                    N_("engine", "Its {role} should be {wanted}; it is {given}."), role=parameter.role,
                    wanted=shape_text(parameter.shape),
                    given=shape_text(array.shape) if array is not None else "–"))
            self._draft.arrays[f"{spec.name}/{parameter.role}"] = array

    def _free(self, wanted: str) -> str:
        """A name that Ladera takes and no layer has."""
        plain = re.sub(r"\W+", "_", wanted).strip("_")
        if not plain or not re.match(r"[^\W\d]", plain):
            plain = f"layer_{plain}".strip("_")
        name = plain = plain[:LONGEST_NAME - 6]
        while name in self._draft.layers or name in self._draft.ends:
            self._namesakes[plain] += 1
            name = f"{plain}_{self._namesakes[plain] + 1}"
        return name


def _is_nothing(scale: np.ndarray, offset: np.ndarray) -> bool:
    """Whether scaling and shifting leaves numbers as they are."""
    return np.allclose(scale, 1.0, rtol=0, atol=1e-7) and np.allclose(offset, 0.0, rtol=0, atol=1e-12)
