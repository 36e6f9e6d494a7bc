"""Recurrent layers looked into: their gates, how far they remember, what they write, and what becomes of a touch."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import GraphError
from engine.graph import Graph, LayerSpec, sequential
from engine.network import Network
from engine.probes import OfPart
from engine.probes.activations import Activations, Inner
from engine.probes.futures import Futures, Wheel
from engine.probes.matches import Matches, longest_run
from engine.probes.memory import Memory, StateSlopes
from engine.probes.steering import Steered, Touch

KINDS = ("simple_rnn", "lstm", "gru")
ALL = OfPart()
STEPS, SYMBOLS, UNITS = 6, 5, 4


def reader(kind: str, **settings) -> Graph:
    """Says which symbol comes next."""
    return sequential(
        LayerSpec("x", "input", {"shape": (STEPS,)}),
        LayerSpec("e", "embedding", {"vocabulary": SYMBOLS, "dimension": 3}),
        LayerSpec("m", kind, {"units": UNITS, **settings}),
        LayerSpec("d", "dense", {"units": SYMBOLS, "activation": "identity"}),
        LayerSpec("y", "output", {"loss": "categorical_cross_entropy"}))


class Prepared:
    """A network with weights, and examples."""

    def __init__(self, kind: str, rows: int = 7, **settings) -> None:
        self.network = Network(reader(kind, **settings), dtype="float64")
        rng = np.random.default_rng(3)
        self.weights = rng.normal(0, 0.8, self.network.size)
        self.x = rng.integers(0, SYMBOLS, (rows, STEPS)).astype(float)
        self.y = np.eye(SYMBOLS)[rng.integers(0, SYMBOLS, rows)]

    def view(self, name: str) -> np.ndarray:
        return self.network.layout.view(self.weights, name)

    def ask(self, probe):
        reading = self.network.probe(self.weights, probe, inputs=self.x, targets=self.y)[probe]
        if reading.error is not None:
            raise reading.error
        return reading

    def chances(self, row: np.ndarray) -> np.ndarray:
        return self.network.predict(self.weights, row[None].astype(float))[0]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def test_the_gates_of_an_lstm_are_those_of_its_equations():
    given = Prepared("lstm")
    read = {name: given.ask(Inner("m", name, ALL)).first
            for name in ("input_gate", "forget_gate", "output_gate", "candidate", "cell", "hidden")}
    x = given.ask(Activations("e", ALL)).first
    before = np.concatenate([np.zeros((7, 1, UNITS)), read["hidden"][:, :-1]], axis=1)
    z = x @ given.view("m/kernel") + before @ given.view("m/recurrent_kernel") + given.view("m/bias")
    for name, part, bend in zip(("input_gate", "forget_gate", "candidate", "output_gate"), np.split(z, 4, axis=-1),
                                (sigmoid, sigmoid, np.tanh, sigmoid), strict=True):
        np.testing.assert_allclose(read[name], bend(part), rtol=1e-10, err_msg=name)
    kept = np.concatenate([np.zeros((7, 1, UNITS)), read["cell"][:, :-1]], axis=1)
    np.testing.assert_allclose(read["cell"], read["forget_gate"] * kept + read["input_gate"] * read["candidate"])
    np.testing.assert_allclose(read["hidden"], read["output_gate"] * np.tanh(read["cell"]), rtol=1e-10)


def test_the_gates_of_a_gru_are_those_of_its_equations():
    given = Prepared("gru")
    keep, reset, candidate, hidden = (given.ask(Inner("m", name, ALL)).first
                                      for name in ("update_gate", "reset_gate", "candidate", "hidden"))
    before = np.concatenate([np.zeros((7, 1, UNITS)), hidden[:, :-1]], axis=1)
    x, bias = given.ask(Activations("e", ALL)).first, given.view("m/bias")
    of_input = np.split(x @ given.view("m/kernel") + bias[0], 3, axis=-1)
    of_state = np.split(before @ given.view("m/recurrent_kernel") + bias[1], 3, axis=-1)
    np.testing.assert_allclose(keep, sigmoid(of_input[0] + of_state[0]), rtol=1e-10)
    np.testing.assert_allclose(reset, sigmoid(of_input[1] + of_state[1]), rtol=1e-10)
    np.testing.assert_allclose(candidate, np.tanh(of_input[2] + reset * of_state[2]), rtol=1e-10)
    np.testing.assert_allclose(hidden, keep * before + (1 - keep) * candidate, rtol=1e-10)


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_state_is_what_the_layer_gives(kind):
    given = Prepared(kind)
    hidden = given.ask(Inner("m", "hidden", ALL)).first
    np.testing.assert_array_equal(hidden[:, -1], given.ask(Activations("m", ALL)).first)


@pytest.mark.parametrize("kind", KINDS)
def test_what_comes_back_to_each_state_is_what_its_memory_is_the_length_of(kind):
    given = Prepared(kind)
    slopes, lengths = given.ask(StateSlopes("m", ALL)).first, given.ask(Memory("m", ALL))["hidden"]
    np.testing.assert_allclose(np.linalg.norm(slopes, axis=-1).mean(axis=0)[::-1], lengths, rtol=1e-10)


@pytest.mark.parametrize("kind", ["simple_rnn", "lstm"])
def test_what_states_mean_to_the_loss_is_what_pytorch_says(kind):
    torch = pytest.importorskip("torch")
    given = Prepared(kind)
    arrays = {role: torch.tensor(given.view(f"m/{role}")) for role in ("kernel", "recurrent_kernel", "bias")}
    x = torch.tensor(given.view("e/embeddings"))[torch.tensor(given.x).long()]
    h, c = (torch.zeros(7, UNITS, dtype=torch.float64, requires_grad=True) for _ in range(2))
    states = []
    for step in range(STEPS):
        z = x[:, step] @ arrays["kernel"] + h @ arrays["recurrent_kernel"] + arrays["bias"]
        if kind == "lstm":
            i, f, candidate, o = z.chunk(4, dim=-1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(candidate)
            h = torch.sigmoid(o) * torch.tanh(c)
        else:
            h = torch.tanh(z)
        states.append((h, c))
    logits = h @ torch.tensor(given.view("d/kernel")) + torch.tensor(given.view("d/bias"))
    loss = torch.nn.functional.cross_entropy(logits, torch.tensor(given.y), reduction="sum")
    reading = given.ask(Memory("m", ALL))
    for place, name in enumerate(("hidden", "cell") if kind == "lstm" else ("hidden",)):
        slopes = torch.autograd.grad(loss, [pair[place] for pair in states], retain_graph=True)
        norms = torch.stack([slope.norm(dim=-1) for slope in slopes[::-1]], dim=1)
        np.testing.assert_allclose(reading[name], norms.mean(dim=0).numpy(), rtol=1e-6)
        np.testing.assert_allclose(reading[f"{name}_high"], np.quantile(norms.numpy(), 0.9, axis=0), rtol=1e-6)


def test_of_a_head_that_speaks_at_every_step_the_last_loss_counts():
    graph = sequential(
        LayerSpec("x", "input", {"shape": (STEPS, 2)}),
        LayerSpec("m", "gru", {"units": UNITS, "return_sequences": True}),
        LayerSpec("d", "dense", {"units": 1, "activation": "identity"}),
        LayerSpec("y", "output", {"loss": "mean_squared_error"}))
    rng = np.random.default_rng(0)
    network = Network(graph, dtype="float64")
    weights, x, y = rng.normal(size=network.size), rng.normal(size=(3, STEPS, 2)), rng.normal(size=(3, STEPS, 1))
    other = y.copy()
    other[:, :-1] += 5.0
    probe = Memory("m", ALL)
    one, two = (network.probe(weights, probe, inputs=x, targets=targets)[probe].first for targets in (y, other))
    np.testing.assert_array_equal(one, two)
    said = network.predict(weights, x)[:, -1, 0]
    kernel = np.linalg.norm(network.layout.view(weights, "d/kernel"))
    np.testing.assert_allclose(one[0], np.mean(2 * np.abs(said - y[:, -1, 0])) * kernel, rtol=1e-10)


def test_a_layer_without_states_remembers_nothing():
    with pytest.raises(GraphError, match="no recurrent layer"):
        Prepared("gru").ask(Memory("d", ALL))


# What it writes


@pytest.mark.parametrize("temperature", [0.0, 0.7, 1.5])
def test_futures_are_written_symbol_by_symbol(temperature):
    given, prefix, length = Prepared("gru"), (0, 1, 2, 3, 4, 0), 9
    reading = given.ask(Futures("y", prefix, length, 3, temperature, seed=5))
    noise = np.random.default_rng(5).gumbel(size=(length, 3, SYMBOLS))
    for row in range(3):
        window = np.array(prefix)
        for step in range(length):
            logs = np.log(given.chances(window))
            taken = int(np.argmax(logs + temperature * noise[step, row]))
            bent = np.exp(logs / temperature) if temperature else np.exp(logs) == np.exp(logs).max()
            assert reading["symbols"][row, step] == taken
            np.testing.assert_allclose(reading["chances"][row, step], bent[taken] / bent.sum(), rtol=1e-9)
            window = np.append(window[1:], taken)
    assert reading["done"] == 1.0


def test_a_thousand_futures_have_the_chances_of_the_network():
    given, prefix = Prepared("gru"), (0, 1, 2, 3, 4, 0)
    symbols = given.ask(Futures("y", prefix, 1, 4_000))["symbols"][:, 0]
    shares = np.bincount(symbols, minlength=SYMBOLS) / 4_000
    expected = given.chances(np.array(prefix))
    assert np.all(np.abs(shares - expected) < 4 * np.sqrt(expected * (1 - expected) / 4_000) + 1e-9)


def test_the_likeliest_is_no_matter_of_chance():
    given, prefix = Prepared("gru"), (0, 1, 2, 3, 4, 0)
    a, b = (given.ask(Futures("y", prefix, 8, 1, 0.0, seed=seed))["symbols"] for seed in (1, 2))
    np.testing.assert_array_equal(a, b)


def test_a_prefix_is_as_long_as_what_the_network_reads():
    with pytest.raises(GraphError, match="reads 6 symbols"):
        Prepared("gru").ask(Futures("y", (1, 2)))


# Taking the wheel


@pytest.mark.parametrize("kind", KINDS)
def test_a_touch_with_its_own_number_changes_nothing(kind):
    given = Prepared(kind, rows=1)
    untouched = given.ask(Inner("m", "hidden", ALL)).first
    touch = Touch("hidden", 2, 1, float(untouched[0, 2, 1]))
    reading = given.ask(Steered("m", (touch,), ALL))
    np.testing.assert_allclose(reading["hidden"], untouched, rtol=1e-12)
    np.testing.assert_allclose(reading["predictions/y"][0], given.chances(given.x[0]), rtol=1e-12)


def simple_run(given: Prepared, row: np.ndarray, touches: dict[tuple[int, int], float]) -> np.ndarray:
    """The states (steps, units) of a simple network, some of them overwritten."""
    h, states = np.zeros(UNITS), []
    for step, symbol in enumerate(row.astype(int)):
        h = np.tanh(given.view("e/embeddings")[symbol] @ given.view("m/kernel")
                    + h @ given.view("m/recurrent_kernel") + given.view("m/bias"))
        for (at, unit), value in touches.items():
            if at == step:
                h[unit] = value
        states.append(h.copy())
    return np.array(states)


def test_touches_at_several_steps_follow_each_other():
    given = Prepared("simple_rnn", rows=1)
    expected = simple_run(given, given.x[0], {(1, 2): 0.9, (3, 0): -0.7, (3, 2): 0.1})
    touches = (Touch("hidden", 3, 0, -0.7), Touch("hidden", 1, 2, 0.9), Touch("hidden", 3, 2, 0.1))
    np.testing.assert_allclose(given.ask(Steered("m", touches, ALL))["hidden"][0], expected, rtol=1e-10)


def test_a_gate_can_be_held_shut():
    given = Prepared("lstm", rows=1)
    reading = given.ask(Steered("m", (Touch("forget_gate", 3, 1, 0.0), Touch("input_gate", 3, 1, 0.0)), ALL))
    assert reading["cell"][0, 3, 1] == 0.0
    assert reading["hidden"][0, 3, 1] == 0.0


def test_both_runs_of_the_wheel_are_those_that_a_direct_loop_writes():
    given, prefix, other, length = Prepared("simple_rnn"), (0, 1, 2, 3, 4, 0), (0, 1, 2, 0, 4, 0), 9
    touch = Touch("hidden", 3, 2, 3.0)
    reading = given.ask(Wheel("y", "m", prefix, other, (touch,), length, 0.8, seed=4))
    noise = np.random.default_rng(4).gumbel(size=(length, 1, SYMBOLS))
    for run, (start, touched) in enumerate(((prefix, False), (other, True))):
        window = np.array(start)
        for step in range(length):
            touches = {(touch.step - step, touch.unit): touch.value} if touched else {}
            last = simple_run(given, window, touches)[-1]
            logits = last @ given.view("d/kernel") + given.view("d/bias")
            taken = int(np.argmax(logits + 0.8 * noise[step, 0]))
            assert reading["symbols"][run, step] == taken
            window = np.append(window[1:], taken)


def test_what_is_not_there_cannot_be_touched():
    given = Prepared("gru", rows=1)
    for touch in (Touch("hidden", STEPS, 0, 0.0), Touch("hidden", 0, UNITS, 0.0), Touch("cell", 0, 0, 0.0)):
        with pytest.raises(GraphError):
            given.ask(Steered("m", (touch,), ALL))


# Where else


def test_the_longest_run_is_the_first_of_the_longest():
    assert longest_run(np.array([0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1], bool)) == (4, 7)
    assert longest_run(np.zeros(4, bool)) == (0, 0)


def test_matches_are_where_all_chosen_units_are_on():
    given = Prepared("gru", rows=40)
    hidden = np.abs(given.ask(Inner("m", "hidden", ALL)).first)
    reading = given.ask(Matches("m", (0, 3), 0.3, 3, ALL))
    together = (hidden[:, :, [0, 3]] >= 0.3).all(axis=-1)
    assert reading["found"] == together.any(axis=1).sum() > 0
    assert reading["searched"] == 40
    lengths = []
    for place, (start, stop) in zip(reading["places"], reading["spans"], strict=True):
        assert together[place, start:stop].all()
        lengths.append(abs(stop - start - 3))
    assert lengths == sorted(lengths)
