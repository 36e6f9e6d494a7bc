"""Backward: δ of each unit, out of those behind it."""

from __future__ import annotations

from dataclasses import dataclass

from engine.functions_of_one import value_and_slope
from engine.layers.activations import ACTIVATIONS
from engine.layers.held import muted_units
from engine.probes import NextStep, Probe
from engine.probes.step import Backward, Forward, HeadLoss
from engine.step.loss import COMPARISONS, share_of
from engine.step.mistakes import DeltaParts
from engine.step.stage import Column, Readings, Sight, Stage, Worked, loss_under
from engine.step.sums import CHARGED, DELTA, Recipe, back_recipe
from engine.step.writing import digits, factor, listed, product


@dataclass(frozen=True)
class BackwardStage(Stage):
    """∂ℓ/∂a, f′(z) and δ of each unit, ℓ being the loss of the example."""

    phase = "backward"

    def probes(self, sight: Sight, chosen: int | None = None) -> tuple[Probe, ...]:
        own: tuple[Probe, ...] = (Backward(self.layer, *sight), Forward(self.layer, *sight))
        behind = self._all_from(sight)
        if behind is None:
            return own
        if self._kind(behind) == "output":
            return (*own, HeadLoss(behind, *sight))
        own = (*own, Backward(behind, *sight))
        made = None if chosen is None else self._recipe(sight, chosen)
        if made is not None:
            return own + made.probes
        if chosen is None or self._kind(behind) != "dense":
            return own
        inputs, units = self.graph.infer()[self.layer][-1], self.graph.infer()[behind][-1]
        place, kernel = chosen % inputs, f"{self.graph.owner_of(behind)}/kernel"
        own = (*own, sight.weights(kernel, (place, place + 1), (0, units)))
        return (*own, sight.weights(kernel, (0, inputs), (place, place + 1))) if inputs == units else own

    def columns(self, readings: Readings, sight: Sight) -> tuple[Column, ...]:
        reading = readings[self.probes(sight)[0]]
        known = (("∂ℓ/∂a", "arriving"), ("f′(z)", "slope"), ("δ", "delta"))
        return tuple(Column(symbol, reading[name]) for symbol, name in known if name in reading.arrays)

    def worked(self, readings: Readings, sight: Sight, chosen: int) -> Worked | None:
        reading = readings[self.probes(sight)[0]]
        if chosen >= len(reading["delta"]):
            return None
        parts, name = self.parts(readings, sight, chosen), self.name_of(chosen)
        delta, behind = parts.delta, self._all_from(sight)
        own, entering = self.letter(DELTA, name), self.letter("z", name)
        bend = "" if parts.slope is None else rf"\, f'({entering})"
        times = "" if parts.slope is None else rf" \cdot {factor(parts.slope)}"
        if behind is not None and self._kind(behind) == "output" and (said := self._at_loss(parts, name, bend, times)):
            return said
        if parts.paths:
            weight = self.letter("w", f"k{name}", self.graph.owner_of(behind))
            symbols = rf"{own} ={bend[2:]} \sum_k {weight}\, {self.letter(DELTA, 'k', behind)}"
            summed = listed([product(*path) for path in parts.paths])
            more = r" + \dots" if behind and self.graph.infer()[behind][-1] > len(parts.paths) else ""
            numbers = rf"{own} = ({summed}{more}){times} = {digits(delta)}"
            return Worked((*self._at_once(behind, bool(bend)), symbols), (numbers,), delta, parts.paths)
        made = self._recipe(sight, chosen)
        total = None if made is None else made.written(readings)
        slope = None if total is None else self._slope_at(readings, sight, chosen)
        if total is not None:
            bend, times = ("", "") if slope is None else (rf"f'({entering})\, ", rf" \cdot {factor(slope)}")
            summed = listed([product(*term) for term in total.terms])
            filled = rf"({summed}){times}" if times else summed
            return Worked((rf"{own} = {bend}{total.symbols}",), (rf"{own} = {filled} = {digits(delta)}",), delta,
                          total.terms)
        if "arriving" not in reading.arrays:
            return Worked((rf"{own} = \frac{{\partial \ell}}{{\partial {entering}}}",),
                          (f"{own} = {digits(delta)}",), delta)
        symbols = rf"{own} = \frac{{\partial \ell}}{{\partial {self.letter('a', name)}}}{bend}"
        return Worked((symbols,), (f"{own} = {digits(parts.arriving)}{times} = {digits(delta)}",), delta,
                      ((parts.arriving,),))

    def _at_once(self, behind: str, bends: bool) -> tuple[str, ...]:
        """The rule for all δ of a layer that a dense one reads."""
        if not self.by_layer:
            return ()
        weights = self.letter("W", layer=self.graph.owner_of(behind))
        slope = rf" \odot f'({self.letter('z')})" if bends else ""
        return (rf"{self.letter(DELTA)} = ({weights})^T {self.letter(DELTA, layer=behind)}{slope}",)

    def parts(self, readings: Readings, sight: Sight, chosen: int) -> DeltaParts:
        """What δ of a unit is made of: where the layer behind is dense, a weight and a δ for each way."""
        reading = readings[Backward(self.layer, *sight)]
        delta = float(reading["delta"][chosen])
        slope = float(reading["slope"][chosen]) if "slope" in reading.arrays else None
        arriving = float(reading["arriving"][chosen]) if "arriving" in reading.arrays else delta
        activation = float(readings[Forward(self.layer, *sight)]["a"][chosen])
        paths, into, head = (), (), None
        behind = self._all_from(sight)
        if behind is not None and self._kind(behind) == "output":
            output, told = self.graph.layer(behind).settings, readings[HeadLoss(behind, *sight)]
            if output["loss"] in COMPARISONS and chosen < len(told["prediction"]):
                prediction, target, share = (float(told[which][chosen]) for which in ("prediction", "target", "share"))
                share *= output["weight"]
                # A step that does not count is compared with nothing: 0 arrives there.
                head = (COMPARISONS[output["loss"]], prediction, target, share) if share else None
        elif behind is not None and self._kind(behind) == "dense":
            ways = [probe for probe in self.probes(sight, chosen)[3:] if probe in readings]
            if ways:
                inputs, units = self.graph.infer()[self.layer][-1], self.graph.infer()[behind][-1]
                begin = chosen // inputs * units
                deltas = readings[Backward(behind, *sight)]["delta"][begin:begin + units]
                weights = readings[ways[0]].first.ravel()[:len(deltas)]
                paths = tuple(zip(weights.tolist(), deltas.tolist(), strict=True))
                if len(ways) > 1 and len(deltas) == units:
                    into = tuple(readings[ways[1]].first.ravel().tolist())
        return DeltaParts(delta, arriving, slope, activation, paths, into, head)

    def _recipe(self, sight: Sight, chosen: int) -> Recipe | None:
        """How what comes back adds up where the layer behind is not dense, where that is written out."""
        behind = self._all_from(sight)
        return None if behind is None else back_recipe(self.graph, self.layer, behind, chosen, sight, self.letter)

    def _slope_at(self, readings: Readings, sight: Sight, chosen: int) -> float | None:
        """f′(z), also where a pooling has taken the maximum before the activation function; None where there is none.
        """
        spec, shape = self.graph.layer(self.layer), self.graph.infer()[self.layer]
        back, forward = readings[Backward(self.layer, *sight)], readings[Forward(self.layer, *sight)]
        if "slope" in back.arrays:
            return float(back["slope"][chosen])
        function = spec.layer.ends_in(spec.settings)
        if "z" not in forward.arrays or function not in ACTIVATIONS:
            return None
        if chosen % shape[-1] in muted_units(spec.settings, shape):
            return 0.0
        return float(value_and_slope(function, forward["z"][chosen:chosen + 1])[1][0])

    @property
    def behind(self) -> str | None:
        """The layer that reads this one, where it is the only one."""
        consumers = self.consumers()
        return (loss_under(self.graph, consumers[0]) or consumers[0]) if len(consumers) == 1 else None

    def _all_from(self, sight: Sight) -> str | None:
        """The same where all that comes back comes from there."""
        charged = self._kind(self.layer) in CHARGED and not isinstance(sight.examples, NextStep)
        return None if charged else self.behind

    def _kind(self, name: str) -> str:
        return self.graph.layer(name).kind

    def _at_loss(self, parts: DeltaParts, name: str, bend: str, times: str) -> Worked | None:
        """δ of the last layer, out of prediction and target; None for a loss that is not written out."""
        if parts.head is None:
            return None
        comparison, prediction, target, share = parts.head
        before = share_of(share)
        spec = self.graph.layer(self.layer)
        if comparison.by_z and spec.layer.ends_in(spec.settings) == "identity" and parts.slope == 1.0:
            bend = times = ""
        slope = comparison.slope.format(p=r"\hat y", y="y")
        filled = comparison.slope.format(p=factor(prediction), y=factor(target))
        if before or times:
            slope, filled = (rf"({text})" for text in (slope, filled))
        own = self.letter(DELTA, name)
        return Worked((rf"{own} = {before}{slope}{bend}",),
                      (rf"{own} = {before}{filled}{times} = {digits(parts.delta)}",), parts.delta,
                      ((prediction, target),))
