"""A network as it is read: layers are put down one after the other, with their weights and their shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from engine.errors import N_, FormatError, LaderaError
from engine.formats.importing.curves import MERGES, POINTS, Curves, activated, combined, recognised
from engine.formats.importing.imported import Imported
from engine.formats.weights import flat_vector
from engine.graph import MOST_LAYERS, Graph, LayerSpec, Link
from engine.layers import Shape
from engine.layers.base import shape_text
from engine.layout import ParameterLayout

LONGEST_NAME = 60
MOST_CHANNELS = 1_000_000
_EPSILON = 1e-12  # with a variance of 1 it changes nothing in single precision
_PROBABILITIES = {"sigmoid": "binary_cross_entropy", "softmax": "categorical_cross_entropy"}


class Sketch:
    """Layers by name. Where a layer's source is None, something is missing in front of it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.shapes: dict[str, Shape | None] = {}
        self._layers: dict[str, LayerSpec] = {}
        self._sources: dict[str, tuple[str | None, ...]] = {}
        self._arrays: dict[str, np.ndarray] = {}
        self._affine: dict[str, tuple[str, np.ndarray, np.ndarray]] = {}
        self._missing: list[FormatError] = []
        self._loose: set[str] = set()
        self._curves: dict[str, Curves] = {}
        self._pending: dict[str, tuple[str, str]] = {}
        self._told: set[str] = set()

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
        name = self._put(name, kind, list(map(self._settled, sources)), settings or {}, arrays or {})
        self._curves[name] = curves
        return name

    def _put(self, name: str, kind: str, sources: Sequence[str | None], settings: Mapping[str, Any],
             arrays: Mapping[str, np.ndarray]) -> str:
        name = self._free(name or kind)
        if len(self._layers) >= MOST_LAYERS:
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
        self._layers[name], self._sources[name], self.shapes[name] = spec, tuple(sources), shape
        return name

    def spec(self, name: str) -> LayerSpec:
        """A layer that was put down."""
        return self._layers[name]

    def source(self, name: str) -> str | None:
        """The first layer that feeds `name`."""
        return self._sources[name][0]

    def change(self, name: str, settings: Mapping[str, Any]) -> None:
        """Other settings, which change neither shape nor weights."""
        spec = self._layers[name]
        self._layers[name] = LayerSpec(name, spec.kind, {**spec.settings, **settings})

    def give_bias(self, name: str, bias: np.ndarray) -> bool:
        """Give a dense layer without bias one; False where it shares its weights."""
        spec = self._layers[name]
        if spec.settings["shared_with"]:
            return False
        self.change(name, {"use_bias": True})
        self._arrays[f"{name}/bias"] = bias
        return True

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
        self._loose.update(source for source in kept if source)

    def broken(self, name: str, reason: LaderaError) -> FormatError:
        """What is said of a file whose parts contradict each other."""
        return FormatError(N_("engine", "{file} is damaged: {name} does not fit. {reason}"), file=self.file, name=name,
                           reason=reason)

    # What other formats have as layers of their own

    def activation(self, name: str, function: str, source: str | None) -> str:
        """An activation function as a layer."""
        return self.layer(name, "activation", (source,), {"function": function})

    def affine(self, name: str, source: str | None, scale: Any, offset: Any) -> str | None:
        """scale · x + offset along the last axis, as a frozen batch normalisation whose statistics are 0 and 1. One
        after another become one, and one that changes nothing becomes none."""
        shape = self._channels(source)
        if shape is None:
            self.miss(name, "Rescaling", (source,))
            return None
        try:
            scale, offset = (np.broadcast_to(np.asarray(value, np.float64), shape[-1:]) for value in (scale, offset))
        except ValueError as error:
            raise self.broken(name, FormatError(N_("engine", "Its weights have another length than {shape}."),
                                                shape=shape_text(shape))) from error
        if np.allclose(scale, 1.0, rtol=0, atol=1e-7) and np.allclose(offset, 0.0, rtol=0, atol=1e-7):
            return source
        curves = {} if np.ptp(scale) or np.ptp(offset) else combined(
            lambda x, a=scale[0], b=offset[0]: a * x + b, [self._seen_from(source)])
        if curves and ((found := recognised(curves)) or source in self._pending):
            return self._completed(name, curves, found, self._cause([source]))
        if source in self._affine:
            source, before, shift = self._affine[source]
            scale, offset = scale * before, scale * shift + offset
        channels = shape[-1]
        arrays = {"gamma": scale, "beta": offset, "moving_mean": np.zeros(channels),
                  "moving_variance": np.ones(channels)}
        result = self.layer(name, "batch_normalization", (source,), {"epsilon": _EPSILON, "trainable": False}, arrays)
        self._affine[result] = (source, scale, offset)
        self._curves[result] = curves
        return result

    def factor(self, name: str | None) -> tuple[str | None, float]:
        """The layer that `name` is a multiple of, and how many times it: itself, once, where it is none."""
        source, scale, offset = self._affine.get(name or "", (name, np.ones(1), np.zeros(1)))
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
        shape = self._channels(source)
        if shape is None:
            self.miss(name, "LeakyReLU", (source,))
            return None
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

    def head(self, name: str, source: str | None) -> None:
        """An output; its loss follows from what the network ends in, which the loss then applies itself."""
        loss, source = "mean_squared_error", self._settled(source)
        if source is not None:
            spec = self._layers[source]
            setting = {"activation": "function", "dense": "activation"}.get(spec.kind)
            function = "softmax" if spec.kind == "softmax" else spec.settings[setting] if setting else ""
            shape = self.shapes[source]
            if function != "softmax" or (shape is not None and shape[-1] > 1):
                loss = _PROBABILITIES.get(function, loss)
            if loss != "mean_squared_error" and spec.kind in ("softmax", "activation"):
                source = self._sources[source][0]
        self.layer(name, "output", (source,), {"loss": loss})

    def imported(self) -> Imported:
        """The network: layers that lead nowhere are left out, unless what they led to is missing."""
        wanted = {name for name, spec in self._layers.items() if spec.kind == "output"} | self._loose
        for name in reversed(self._layers):
            if name in wanted:
                wanted.update(source for source in self._sources[name] if source)
                wanted.add(self._layers[name].settings.get("shared_with") or name)
        layers = tuple(spec for name, spec in self._layers.items() if name in wanted)
        links = tuple(Link(source, name, port) for name, sources in self._sources.items() if name in wanted
                      for port, source in enumerate(sources) if source)
        try:
            graph = Graph(layers, links)
        except LaderaError as error:
            raise self.broken(self.file, error) from error
        missing = tuple(self._missing)
        if not missing and graph.problems():
            raise self.broken(self.file, graph.problems()[0])
        return Imported(graph, None if missing else self._parameters(graph), missing)

    def _channels(self, source: str | None) -> Shape | None:
        """The shape after `source`, where a number for each of its channels takes little room."""
        shape = self.shapes[source] if source else None
        return shape if shape is not None and shape[-1] <= MOST_CHANNELS else None

    def _parameters(self, graph: Graph) -> np.ndarray:
        layout = ParameterLayout(graph)
        return flat_vector(layout, {entry.name: self._arrays[entry.name].astype(np.float32) for entry in layout},
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
            self._arrays[f"{spec.name}/{parameter.role}"] = array

    def _free(self, wanted: str) -> str:
        """A name that Ladera takes and no layer has."""
        plain = re.sub(r"\W+", "_", wanted).strip("_")
        if not plain or not re.match(r"[^\W\d]", plain):
            plain = f"layer_{plain}".strip("_")
        name = plain = plain[:LONGEST_NAME - 6]
        number = 1
        while name in self._layers:
            number += 1
            name = f"{plain}_{number}"
        return name
