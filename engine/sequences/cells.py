"""What there is inside a recurrent layer, and how its next state comes of that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.errors import N_

Numbers = Mapping[str, float]
"""By name what a unit has at a step; under BEFORE + name what its states were a step earlier."""
BEFORE = "before/"


@dataclass(frozen=True)
class InnerValue:
    """One of the numbers that each unit has at each step. `name` is that of `ir.expose_steps`; a gate lies between 0
    and 1."""

    name: str
    symbol: str
    title: str
    is_gate: bool = False


@dataclass(frozen=True)
class Cell:
    """One kind of layer: what is to be seen in it, its output first, and which of that goes to the next step.
    `arithmetic` writes how the new states are worked out, each as symbols, the numbers put in, and what comes out; the
    numbers are written by the function it is given."""

    kind: str
    values: tuple[InnerValue, ...]
    states: tuple[str, ...]
    arithmetic: Callable[[Numbers, Callable[[float], str]], tuple[str, ...]]

    def value(self, name: str) -> InnerValue:
        return next(value for value in self.values if value.name == name)


_HIDDEN = InnerValue("hidden", "hₜ", N_("engine", "Hidden state"))


def _simple(n: Numbers, text: Callable[[float], str]) -> tuple[str, ...]:
    return (f"hₜ = f(zₜ) = f({text(n['sum'])}) = {text(n['hidden'])}",)


def _lstm(n: Numbers, text: Callable[[float], str]) -> tuple[str, ...]:
    f, i, o, new, old = (text(n[name]) for name in ("forget_gate", "input_gate", "output_gate", "candidate",
                                                    f"{BEFORE}cell"))
    cell = text(n["cell"])
    return (f"cₜ = f · cₜ₋₁ + i · ĉ = {f} · {_put(old)} + {i} · {_put(new)} = {cell}",
            f"hₜ = o · tanh cₜ = {o} · tanh {_put(cell)} = {text(n['hidden'])}")


def _gru(n: Numbers, text: Callable[[float], str]) -> tuple[str, ...]:
    z, new, old = (text(n[name]) for name in ("update_gate", "candidate", f"{BEFORE}hidden"))
    return (f"hₜ = z · hₜ₋₁ + (1 − z) · ĥ = {z} · {_put(old)} + (1 − {z}) · {_put(new)} = {text(n['hidden'])}",)


def _put(number: str) -> str:
    """A number behind a sign: in brackets where it has one of its own."""
    return f"({number})" if number.startswith("−") else number


CELLS: Mapping[str, Cell] = MappingProxyType({cell.kind: cell for cell in (
    Cell("simple_rnn", (_HIDDEN, InnerValue("sum", "zₜ", N_("engine", "Before the activation"))), ("hidden",), _simple),
    Cell("lstm", (_HIDDEN, InnerValue("cell", "cₜ", N_("engine", "Memory cell")),
                  InnerValue("forget_gate", "f", N_("engine", "Forget gate"), True),
                  InnerValue("input_gate", "i", N_("engine", "Input gate"), True),
                  InnerValue("candidate", "ĉ", N_("engine", "Candidate")),
                  InnerValue("output_gate", "o", N_("engine", "Output gate"), True)), ("hidden", "cell"), _lstm),
    Cell("gru", (_HIDDEN, InnerValue("update_gate", "z", N_("engine", "Update gate"), True),
                 InnerValue("reset_gate", "r", N_("engine", "Reset gate"), True),
                 InnerValue("candidate", "ĥ", N_("engine", "Candidate"))), ("hidden",), _gru))})
"""By the kind of the layer."""
