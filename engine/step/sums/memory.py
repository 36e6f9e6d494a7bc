"""Recurrent layers: what a step makes of the state before, and what comes back through all steps.

δ of a gate at a step is ∂ℓ/∂ of what goes into its sigmoid or tanh: the derivative by the gate, which the engine knows,
times the slope, σ(1 − σ) or 1 − tanh².
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from engine.probes import NextStep, Probe
from engine.probes.activations import Inner
from engine.step.sums.asked import MOST_READ, Asked, Recipe, Rule, Sum
from engine.step.writing import digits, factor, listed, product


def _sigmoid_slope(value: np.ndarray) -> np.ndarray:
    return value * (1 - value)


def _tanh_slope(value: np.ndarray) -> np.ndarray:
    return 1 - value**2


GATES: Mapping[str, tuple[tuple[str, Callable[[np.ndarray], np.ndarray] | None], ...]] = {
    "simple_rnn": (("sum", None),),
    "lstm": (("input_gate", _sigmoid_slope), ("forget_gate", _sigmoid_slope), ("candidate", _tanh_slope),
             ("output_gate", _sigmoid_slope)),
    "gru": (("update_gate", _sigmoid_slope), ("reset_gate", _sigmoid_slope), ("candidate", _tanh_slope)),
}
"""Kind → its gates in the order of the columns of its weights, each with its slope from its value; of what is exposed
before it is bent the derivative is δ itself."""


def _remembering(asked: Asked, *inner: str) -> tuple[int, int, tuple[Inner, ...]] | None:
    """The step and the unit that a number is of, and the probes of its inner values; None where states or a mask come
    in, or for a minibatch."""
    spec, graph = asked.spec, asked.graph
    if len(graph.inputs_of(spec.name)) > 1 or isinstance(asked.sight.examples, NextStep):
        return None
    step = asked.place[0] if spec.settings["return_sequences"] else asked.shape[0] - 1
    if asked.place[-1] >= spec.settings["units"]:
        return None
    return step, asked.place[-1], tuple(Inner(spec.name, name, asked.sight.examples) for name in inner)


def simple_rnn(asked: Asked) -> Recipe | None:
    found = _remembering(asked, "hidden")
    if found is None:
        return None
    step, unit, probes = found
    features, units = asked.shape[1], asked.spec.settings["units"]
    asks = (asked.read(range(step * features, (step + 1) * features)), asked.weights(
        "kernel", (0, features), (unit, unit + 1)), asked.weights("recurrent_kernel", (0, units), (unit, unit + 1)),
        asked.weights("bias", (unit, unit + 1)), *probes)

    def write(arrays: Sequence[np.ndarray]) -> Rule:
        x, kernel, recurrent, bias, hidden = arrays
        before = hidden[0, step - 1] if step else np.zeros(units)
        terms = [*zip(kernel.ravel().tolist(), x.tolist(), strict=True),
                 *zip(recurrent.ravel().tolist(), before.tolist(), strict=True), (float(bias.ravel()[0]),)]
        now = rf"h_{{{step + 1},{unit + 1}}}"
        total = sum(math.prod(term) for term in terms)
        symbols = (rf"z = \sum_k w_k\, x_{{{step + 1},k}} + \sum_k r_k\, h_{{{step},k}} + b", rf"{now} = f(z)")
        numbers = (rf"z = {listed([product(*term) for term in terms])} = {digits(total)}",
                   rf"{now} = f({digits(total)})")
        return Rule(symbols, numbers, tuple(terms))

    return Recipe(asks, write)


def lstm(asked: Asked) -> Recipe | None:
    found = _remembering(asked, "input_gate", "forget_gate", "output_gate", "candidate", "cell")
    if found is None:
        return None
    step, unit, probes = found

    def write(arrays: Sequence[np.ndarray]) -> Rule:
        i, f, o, g, cell = (float(array[0, step, unit]) for array in arrays)
        before = float(arrays[-1][0, step - 1, unit]) if step else 0.0
        c, h = rf"c_{{{step + 1}}}", rf"h_{{{step + 1}}}"
        symbols = (rf"{c} = f\, c_{{{step}}} + i\, \tilde c", rf"{h} = o \tanh {c}")
        numbers = (rf"{c} = {product(f, before)} + {product(i, g)} = {digits(cell)}".replace("+ -", "- "),
                   rf"{h} = {digits(o)} \cdot \tanh({digits(cell)})")
        return Rule(symbols, numbers, ((f, before), (i, g)))

    return Recipe(probes, write)


def gru(asked: Asked) -> Recipe | None:
    found = _remembering(asked, "update_gate", "candidate", "hidden")
    if found is None:
        return None
    step, unit, probes = found

    def write(arrays: Sequence[np.ndarray]) -> Rule:
        u, candidate = (float(array[0, step, unit]) for array in arrays[:2])
        before = float(arrays[2][0, step - 1, unit]) if step else 0.0
        h = rf"h_{{{step + 1}}}"
        symbols = (rf"{h} = u\, h_{{{step}}} + (1 - u)\, \tilde h",)
        numbers = (rf"{h} = {product(u, before)} + (1 - {digits(u)}) \cdot {factor(candidate)}",)
        return Rule(symbols, numbers, ((u, before), (1 - u, candidate)))

    return Recipe(probes, write)


# Back through time

class _Deltas:
    """δ of some gates at every step."""

    def __init__(self, asked: Asked, *gates: int) -> None:
        self._gates = [GATES[asked.spec.kind][gate] for gate in gates]
        name, examples = asked.spec.name, asked.sight.examples
        self.probes: tuple[Probe, ...] = tuple(
            Inner(name, gate, examples, back=back) for gate, slope in self._gates
            for back in ((True, False) if slope else (True,)))

    def of(self, arrays: Sequence[np.ndarray]) -> list[np.ndarray]:
        """(steps, units) for each gate, of the answers to `probes`."""
        waiting, found = iter(arrays), []
        for _, slope in self._gates:
            delta = np.asarray(next(waiting)[0], np.float64)
            found.append(delta if slope is None else delta * slope(np.asarray(next(waiting)[0], np.float64)))
        return found


def _reads_one_sequence(asked: Asked) -> bool:
    """Whether no states and no mask come in, and it is about one example as it is measured."""
    return len(asked.graph.inputs_of(asked.spec.name)) == 1 and not isinstance(asked.sight.examples, NextStep)


def memory_back(asked: Asked) -> Recipe | None:
    """A number that is read at a step comes back through all gates of that step."""
    if not _reads_one_sequence(asked):
        return None
    (step, feature), units = asked.place, asked.settings["units"]
    deltas = _Deltas(asked, *range(len(GATES[asked.spec.kind])))
    kernel = asked.weights("kernel", (feature, feature + 1), (0, units * len(GATES[asked.spec.kind])))

    def write(arrays: Sequence[np.ndarray]) -> Sum:
        here = np.concatenate([delta[step] for delta in deltas.of(arrays[1:])])
        return Sum(rf"\sum_p w_{{{feature + 1},p}}\, {asked.delta(f'{step + 1},p')}",
                   tuple(zip(arrays[0].ravel().tolist(), here.tolist(), strict=True)))

    return Recipe((kernel, *deltas.probes), write)


def memory_gradient(asked: Asked, role: str) -> Recipe | None:
    """The same weights at every step: the gradient is the sum over all steps."""
    if not _reads_one_sequence(asked) or asked.shape[0] > MOST_READ:
        return None
    (steps, features), units = asked.shape, asked.settings["units"]
    gate, unit = divmod(asked.place[-1], units)
    deltas, delta = _Deltas(asked, gate), asked.delta(f"{asked.place[-1] + 1},t")
    # Of a GRU the reset gate stands between the memory and the candidate.
    of_memory = role == "recurrent_kernel" or (asked.spec.kind == "gru" and role == "bias" and asked.place[0] == 1)
    resets = of_memory and GATES[asked.spec.kind][gate][0] == "candidate" and asked.spec.kind == "gru"
    name, examples = asked.spec.name, asked.sight.examples
    extra: list[Probe] = [Inner(name, "reset_gate", examples)] if resets else []
    if role == "kernel":
        extra.append(asked.read(range(asked.place[0], steps * features, features)))
        symbols = rf"\sum_t {asked.letter('a', f'{asked.place[0] + 1},t', asked.source)}\, {delta}"
    elif role == "recurrent_kernel":
        extra.append(Inner(name, "hidden", examples))
        symbols = rf"\sum_t h_{{{asked.place[0] + 1},t-1}}\, {'r_t' if resets else ''}\, {delta}"
    else:
        symbols = rf"\sum_t {'r_t' if resets else ''}\, {delta}"

    def write(arrays: Sequence[np.ndarray]) -> Sum:
        own, *others = arrays[:len(deltas.probes)], *arrays[len(deltas.probes):]
        factors = [deltas.of(own)[0][:, unit]]
        if resets:
            factors.insert(0, others.pop(0)[0, :, unit])
        if role == "kernel":
            factors.insert(0, others[0])
        elif role == "recurrent_kernel":
            hidden = others[0][0, :, asked.place[0]]
            factors.insert(0, np.concatenate([[0.0], hidden[:-1]]))
        return Sum(symbols, tuple(zip(*(np.asarray(each, np.float64).tolist() for each in factors), strict=True)))

    return Recipe((*deltas.probes, *extra), write)
