"""The gradient of weights, and what the optimizer makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from engine.ir import Builder, Value
from engine.layers.held import frozen_in
from engine.optimizers import OPTIMIZERS
from engine.optimizers.rules import LearningRule
from engine.probes import Probe
from engine.probes.one_weight import Nudges
from engine.probes.step import WeightStep
from engine.step.loss import MORE
from engine.step.stage import Column, Readings, Sight, Stage, Worked
from engine.step.sums import MEETING, Recipe, gradient_recipe
from engine.step.writing import added, digits, listed, product, written

SYMBOLS = {"velocity": "v", "first_moment": "m", "second_moment": "v", "mean_square": "r", "squares": "r",
           "largest": "u", "mean_square_step": "u"}
"""What the equations of the optimizers call their state."""


@dataclass(frozen=True)
class OfArray(Stage):
    """A stage of the array `name`, whose numbers are counted in the order of memory."""

    name: str

    @property
    def subject(self) -> str:
        return self.name

    def probes(self, sight: Sight, chosen: int | None = None) -> tuple[Probe, ...]:
        return (WeightStep(self.name, sight.examples),)

    def name_of(self, place: int) -> str:
        indices = [int(index) + 1 for index in np.unravel_index(place, self._shape or (1,))]
        return f"{indices[0]} → {indices[1]}" if len(indices) == 2 else ", ".join(map(str, indices))

    @property
    def _shape(self) -> tuple[int, ...]:
        role = self.name.split("/")[1]
        return next(parameter.shape for parameter in self.graph.parameters_of(self.layer) if parameter.role == role)

    def place_of(self, chosen: int) -> tuple[int, ...]:
        """Where number `chosen` lies in the array."""
        return tuple(map(int, np.unravel_index(chosen, self._shape)))

    def _is_frozen(self, chosen: int) -> bool:
        """Whether a person has frozen the number."""
        layer, role = self.name.split("/")
        frozen = frozen_in(self.graph.layer(layer).settings, role, self.graph.parameters_of(layer))
        return bool(frozen[self.place_of(chosen)])

    def symbol_of(self, chosen: int) -> str:
        """w with its indices as LaTeX: first the unit that it leads to, as in w_jk a_k."""
        place = [index + 1 for index in self.place_of(chosen)]
        letter = "b" if self.name.endswith("/bias") else "w"
        return self.letter(letter, ",".join(map(str, reversed(place))))


_PARTS = {"penalty": "Ω", "teacher": "T"}
"""What of the gradient is not the examples', as columns call it."""


@dataclass(frozen=True)
class GradientStage(OfArray):
    """∂J/∂w of each weight: the mean of what the examples say, the penalty's part (Ω) and the teacher's (T)."""

    optimizer: str
    phase = "gradient"

    def probes(self, sight: Sight, chosen: int | None = None) -> tuple[Probe, ...]:
        own = super().probes(sight, chosen)
        if chosen is None:
            return own
        made = self._recipe(sight, chosen)
        return (*own, Nudges(self.name, self.place_of(chosen), sight.examples), *(made.probes if made else ()))

    def columns(self, readings: Readings, sight: Sight) -> tuple[Column, ...]:
        reading = readings[super().probes(sight)[0]]
        columns = [Column("w", reading["weights"]), Column("∂J/∂w", reading["gradient"])]
        columns[1:1] = [Column(f"∂{symbol}/∂w", reading[name]) for name, symbol in _PARTS.items()
                        if np.any(reading[name])]
        return tuple(columns)

    def worked(self, readings: Readings, sight: Sight, chosen: int) -> Worked | None:
        step = readings[super().probes(sight)[0]]
        if chosen >= len(step["gradient"]):
            return None
        value, symbol = float(step["gradient"][chosen]), self.symbol_of(chosen)
        slope = rf"\frac{{\partial J}}{{\partial {symbol}}}"
        if isinstance(OPTIMIZERS[self.optimizer], LearningRule):
            return Worked((OPTIMIZERS[self.optimizer].equation,), (rf"g = {digits(value)}",), value)
        nudges = readings[self.probes(sight, chosen)[1]].first
        parts = {MORE[name]: number for name in _PARTS if (number := float(step[name][chosen]))}
        made = self._recipe(sight, chosen)
        total = None if made is None else made.written(readings)
        summed = "" if total is None else listed([product(*term) for term in total.terms])
        extra = ("".join(rf" + \frac{{\partial {part}}}{{\partial {symbol}}}" for part in parts),
                 "".join(map(added, parts.values())))
        if len(nudges) == 1:
            symbols = rf"\frac{{\partial \ell}}{{\partial {symbol}}}" if total is None else total.symbols
            return Worked((rf"{slope} = {symbols}{extra[0]}",),
                          (rf"{slope} = {summed or digits(float(nudges[0]))}{extra[1]} = {digits(value)}",), value,
                          ((float(nudges[0]),),) if total is None else total.terms)
        mean = rf"\frac{{1}}{{{len(nudges)}}}"
        symbols = [rf"{slope} = {mean} \sum_n \frac{{\partial \ell_n}}{{\partial {symbol}}}{extra[0]}"]
        numbers = [rf"{slope} = {mean}({listed([digits(nudge) for nudge in nudges.tolist()])}){extra[1]} = "
                   f"{digits(value)}"]
        if total is not None and self._apart:
            own = rf"\frac{{\partial \ell_{{{sight.row + 1}}}}}{{\partial {symbol}}}"
            symbols.append(rf"{own} = {total.symbols}")
            numbers.append(rf"{own} = {summed} = {digits(float(nudges[min(sight.row, len(nudges) - 1)]))}")
        return Worked(tuple(symbols), tuple(numbers), value, tuple((nudge,) for nudge in nudges.tolist()))

    @cached_property
    def _apart(self) -> bool:
        """Whether the numbers of an example go into its own loss only."""
        reached = {self.layer}
        for spec in self.graph.order():
            if not reached.isdisjoint(self.graph.inputs_of(spec.name)):
                reached.add(spec.name)
        return not any(self.graph.layer(name).kind in MEETING for name in reached)

    def _recipe(self, sight: Sight, chosen: int) -> Recipe | None:
        """What the gradient adds up for one example, where that is written out."""
        return gradient_recipe(self.graph, self.name, self.place_of(chosen), sight, self.letter)


@dataclass(frozen=True)
class UpdateStage(OfArray):
    """Weights before and after the step, with the state of the optimizer."""

    optimizer: str
    settings: Mapping[str, Any] = field(hash=False)
    phase = "update"

    def columns(self, readings: Readings, sight: Sight) -> tuple[Column, ...]:
        reading = readings[self.probes(sight)[0]]
        columns = [Column("w", reading["weights"]), Column("g", reading["gradient"])]
        if "followed" in reading.arrays:
            columns.append(Column("g, clipped", reading["followed"]))
        for slot in OPTIMIZERS[self.optimizer].slots:
            symbol = SYMBOLS.get(slot, slot)
            columns += [Column(symbol, reading[f"before/{slot}"]), Column(f"{symbol} new", reading[f"after/{slot}"])]
        change = reading["new"].astype(np.float64) - reading["weights"]
        return (*columns, Column("Δw", change), Column("w new", reading["new"]))

    def worked(self, readings: Readings, sight: Sight, chosen: int) -> Worked | None:
        reading = readings[self.probes(sight)[0]]
        if chosen >= len(reading["new"]):
            return None
        unseen = "seen" in reading.arrays and not reading["seen"][chosen]  # a lazy rule leaves it
        if unseen or self._is_frozen(chosen):
            value = float(reading["weights"][chosen])
            symbol = self.symbol_of(chosen)
            return Worked((rf"{symbol} \leftarrow {symbol}",), (rf"{symbol} \leftarrow {digits(value)}",), value)
        ir, optimizer = Builder(), OPTIMIZERS[self.optimizer]
        slots = {slot: ir.leaf("slot", slot, ()) for slot in optimizer.slots}
        scalars = {name[7:]: ir.leaf("scalar", name[7:], ()) for name in reading.arrays if name.startswith("scalar/")}
        weight, gradient = ir.leaf("vector", "parameters", ()), ir.leaf("vector", "gradient", ())
        new, state = optimizer.update(ir, self.settings, weight, gradient, slots, scalars)

        def told(name: str) -> float:
            return float(np.ravel(reading[name])[chosen if reading[name].ndim else 0])

        known: dict[Value, float] = {slots[slot]: told(f"before/{slot}") for slot in slots}
        known |= {scalars[name]: told(f"scalar/{name}") for name in scalars}
        known |= {weight: told("weights"), gradient: told("followed" if "followed" in reading.arrays else "gradient")}
        lines = []
        for slot, value in state.items():
            lines.append(rf"{SYMBOLS.get(slot, slot)} \leftarrow {written(value, known)} = "
                         f"{digits(told(f'after/{slot}'))}")
            known[value] = told(f"after/{slot}")
        value = told("new")
        lines.append(rf"{self.symbol_of(chosen)} \leftarrow {written(new, known)} = {digits(value)}")
        return Worked(tuple(optimizer.equation.split(r", \quad ")), tuple(lines), value)
