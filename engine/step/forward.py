"""Forward: what a layer makes of what comes in."""

from __future__ import annotations

from dataclasses import dataclass

from engine.layers.held import muted_units
from engine.probes import Probe
from engine.probes.step import MOST, Forward
from engine.step.stage import Column, Readings, Sight, Stage, Worked
from engine.step.sums import REMEMBERING, Recipe, recipe
from engine.step.writing import digits, listed, product


@dataclass(frozen=True)
class ForwardStage(Stage):
    """z and a = f(z) of each unit, or what else the layer gives."""

    phase = "forward"

    def probes(self, sight: Sight, chosen: int | None = None) -> tuple[Probe, ...]:
        own = (Forward(self.layer, *sight), *(Forward(name, *sight) for name in self.sources()))
        made = None if chosen is None else self._recipe(sight, chosen)
        if made is not None:
            return own + made.probes
        if chosen is None or not self.is_dense:
            return own
        unit, (kernel, *bias) = chosen % self._units, self._weights()
        inputs = self.graph.infer()[self.sources()[0]][-1]
        return (*own, sight.weights(kernel, (0, inputs), (unit, unit + 1)),
                *(sight.weights(name, (unit, unit + 1)) for name in bias))

    def columns(self, readings: Readings, sight: Sight) -> tuple[Column, ...]:
        reading = readings[self.probes(sight)[0]]
        if "z" not in reading.arrays:
            return (Column("x" if not self.sources() else "a", reading["a"]),)
        return Column("z", reading["z"]), Column("a = f(z)", reading["a"])

    def worked(self, readings: Readings, sight: Sight, chosen: int) -> Worked | None:
        reading = readings[self.probes(sight)[0]]
        spec = self.graph.layer(self.layer)
        if chosen >= len(reading["a"]):
            return None
        name, a = self.name_of(chosen), float(reading["a"][chosen])
        shape = self.graph.infer()[self.layer]
        muted = r"0 \cdot " if chosen % shape[-1] in muted_units(spec.settings, shape) else ""
        given, entering = self.letter("a", name), self.letter("z", name)
        bend = (rf"{given} = {muted}f({entering})", rf"{given} = {muted}f("
                f"{digits(float(reading['z'][chosen]))}) = {digits(a)}") if "z" in reading.arrays else ()
        made = self._recipe(sight, chosen)
        if made is not None:
            rules, lines, terms = made.written(readings)
            value = float(reading["z"][chosen]) if bend else a
            lines = (*lines[:-1], f"{lines[-1]} = {digits(value)}")
            return Worked((*rules, *bend[:1]), (*lines, *bend[1:]), value, terms)
        if not self.is_dense:
            rule = bend[:1] or ((spec.layer.equation,) if spec.layer.equation else ())
            return Worked(rule, bend[1:] or (rf"{given} = {digits(a)}",), a)
        terms = self._terms(readings, sight, chosen)
        z = float(reading["z"][chosen])
        summed = listed([product(*term) for term in terms])
        # The kernel may be too wide to be told in full: what is written is then only the beginning.
        if self.graph.infer()[self.sources()[0]][-1] > MOST:
            summed = rf"{summed} + \dots"
        has_bias = spec.settings["use_bias"]
        constant = f" + {self.letter('b', name, self.graph.owner_of(self.layer))}" if has_bias else ""
        weight = self.letter("w", f"{name}k", self.graph.owner_of(self.layer))
        symbols = (rf"{entering} = \sum_k {weight}\, {self.letter('a', 'k', self.sources()[0])}{constant}", *bend[:1])
        return Worked((*self._at_once(has_bias), *symbols), (rf"{entering} = {summed} = {digits(z)}", *bend[1:]), z,
                      terms)

    def _at_once(self, has_bias: bool) -> tuple[str, ...]:
        """The rule of a dense layer for all of its numbers."""
        if not self.by_layer:
            return ()
        owner = self.graph.owner_of(self.layer)
        bias = f" + {self.letter('b', layer=owner)}" if has_bias else ""
        return (rf"{self.letter('z')} = {self.letter('W', layer=owner)}\, {self.letter('a', layer=self.sources()[0])}"
                rf"{bias}, \quad {self.letter('a')} = f({self.letter('z')})",)

    def _recipe(self, sight: Sight, chosen: int) -> Recipe | None:
        """How a number of a layer that is not dense comes about, where that is written out."""
        spec, shape = self.graph.layer(self.layer), self.graph.infer()[self.layer]
        has_z = bool(spec.layer.ends_in(spec.settings)) and spec.kind not in REMEMBERING
        if not has_z and chosen % shape[-1] in muted_units(spec.settings, shape):
            return None
        name = self.name_of(chosen)
        return recipe(self.graph, self.layer, chosen, sight, self.letter("z" if has_z else "a", name))

    @property
    def is_dense(self) -> bool:
        """Whether each number is a sum over weights that can be written out."""
        return self.graph.layer(self.layer).kind == "dense"

    @property
    def _units(self) -> int:
        return self.graph.infer()[self.layer][-1]

    def _weights(self) -> tuple[str, ...]:
        owner = self.graph.owner_of(self.layer)
        return tuple(f"{owner}/{parameter.role}" for parameter in self.graph.parameters_of(self.layer))

    def _terms(self, readings: Readings, sight: Sight, chosen: int) -> tuple[tuple[float, ...], ...]:
        """w · a for each input, and the constant, which is a factor by itself."""
        _, source, kernel, *bias = self.probes(sight, chosen)
        incoming, weights = readings[source]["a"], readings[kernel].first.ravel()
        begin = chosen // self._units * len(weights)  # a layer on a sequence has a row for each place of it
        pairs = zip(weights.tolist(), incoming[begin:begin + len(weights)].tolist(), strict=False)
        return (*pairs, *((float(readings[name].first.ravel()[0]),) for name in bias))
