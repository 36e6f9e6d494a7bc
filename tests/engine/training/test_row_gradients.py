"""Of an embedding only the rows that a minibatch has seen move: the numbers of whole tables, and PyTorch's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from engine.data import Data
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.optimizers import OPTIMIZERS
from engine.probes import NextStep
from engine.probes.one_weight import LastChange
from engine.probes.step import WeightStep
from engine.step import Sight
from engine.step.weights import UpdateStage
from engine.training import Trainer
from engine.training.row_gradients import RowGradients
from tests.bench.harness import to_learn
from tests.engine.devices import NAMES, named

WORDS, STEPS, WIDTH, CLASSES = 200, 4, 3, 5
TABLE, KERNEL = "words/embeddings", "head/kernel"
CHANGES = ({}, {"clip_norm": 0.01}, {"clip_value": 0.001}, {"l2": 0.01}, {"weight_noise": 0.1}, {"early_rate": 0.5})
TIGHT = {"rtol": 0, "atol": 1e-15}


def network(steps: int = STEPS, **embedding: Any) -> Graph:
    return sequential(
        LayerSpec("input", "input", {"shape": (steps,)}),
        LayerSpec("words", "embedding", {"vocabulary": WORDS, "dimension": WIDTH} | embedding),
        LayerSpec("mean", "global_pooling", {"function": "average"}),
        LayerSpec("head", "dense", {"units": CLASSES, "activation": "identity"}),
        LayerSpec("softmax", "softmax"),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}))


@pytest.fixture(scope="module")
def data() -> Data:
    """42 rows of words: the last minibatch of an epoch is smaller."""
    rng = np.random.default_rng(0)
    return to_learn("multiclass", rng.integers(0, WORDS, (42, STEPS)).astype(float),
                    np.eye(CLASSES)[rng.integers(0, CLASSES, 42)])


def trainer(data: Data, optimizer: str, device: str = "numpy", graph: Graph | None = None, **changes: Any) -> Trainer:
    return Trainer(graph or network(), data, device=named(device), optimizer=optimizer, learning_rate=0.1,
                   **{"batch_size": 10, "dtype": "float64"} | changes)


def tables_of(training: Trainer) -> int:
    """How many tables the newest step has moved by rows."""
    return max(len(work.batch.seen) for work in training._work.values())


def in_whole_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RowGradients, "take", lambda *asked: False)


@pytest.mark.parametrize("optimizer", ["sgd", "adagrad"])
@pytest.mark.parametrize("changes", CHANGES, ids=str)
def test_the_numbers_are_those_of_whole_tables(monkeypatch, data, optimizer, changes: Mapping[str, Any]):
    ours = trainer(data, optimizer, **changes)
    for _ in range(2):
        ours.epoch()
    assert tables_of(ours) == ("l2" not in changes)
    in_whole_tables(monkeypatch)
    reference = trainer(data, optimizer, **changes)
    for _ in range(2):
        reference.epoch()
    assert not tables_of(reference)
    np.testing.assert_allclose(ours.parameters, reference.parameters, **TIGHT)
    for name, column in ours.history.columns().items():
        np.testing.assert_allclose(column, reference.history.columns()[name], rtol=1e-12, err_msg=name)
    np.testing.assert_allclose(ours._last_step.before(), reference._last_step.before(), **TIGHT)
    for ours_work, their_work in zip(ours._work.values(), reference._work.values(), strict=True):
        assert ours_work.batch.squared_norm == pytest.approx(their_work.batch.squared_norm, rel=1e-12)


def test_after_anything_else_was_in_the_gradient_it_is_right(monkeypatch, data):
    ours = trainer(data, "sgd")
    ours.step()
    saved = ours.snapshot()
    ours._gradient[...] = np.nan
    ours.restore(saved)
    ours.step()
    in_whole_tables(monkeypatch)
    reference = trainer(data, "sgd")
    for _ in range(2):
        reference.step()
    np.testing.assert_allclose(ours.parameters, reference.parameters, **TIGHT)


@pytest.mark.parametrize("optimizer", ["momentum", "adam", "rmsprop", "lbfgs"])
def test_rules_that_move_every_weight_do_so(data, optimizer):
    training = trainer(data, optimizer)
    training.step()
    assert not tables_of(training)


@pytest.mark.parametrize("optimizer", ["sgd", "lazy_adam"])
def test_a_table_that_two_layers_look_up_is_moved_as_a_whole(data, optimizer):
    graph = Graph((LayerSpec("input", "input", {"shape": (STEPS,)}),
                   LayerSpec("words", "embedding", {"vocabulary": WORDS, "dimension": WIDTH}),
                   LayerSpec("again", "embedding", {"vocabulary": WORDS, "dimension": WIDTH, "shared_with": "words"}),
                   LayerSpec("turned", "activation", {"function": "absolute"}), LayerSpec("both", "multiply"),
                   LayerSpec("mean", "global_pooling", {"function": "average"}),
                   LayerSpec("head", "dense", {"units": CLASSES, "activation": "identity"}),
                   LayerSpec("softmax", "softmax"),
                   LayerSpec("output", "output", {"loss": "categorical_cross_entropy"})),
                  (Link("input", "words"), Link("input", "turned"), Link("turned", "again"), Link("words", "both"),
                   Link("again", "both", 1), Link("both", "mean"), Link("mean", "head"), Link("head", "softmax"),
                   Link("softmax", "output")))
    training = trainer(data, optimizer, graph=graph)
    training.step()
    assert not tables_of(training)


def test_where_most_rows_are_looked_up_the_table_is_moved_as_a_whole(data):
    training = trainer(data, "sgd", batch_size=20)
    training.step()
    assert not tables_of(training)


@pytest.mark.parametrize("device", NAMES)
def test_lazy_adam_moves_the_rows_that_were_seen(data, device):
    training = trainer(data, "lazy_adam", device)
    seen = np.zeros(WORDS, dtype=bool)
    for _ in range(3):
        before, slots = training.layout.view(training.parameters, TABLE).copy(), training._updater.state()
        training.step()
        now = np.isin(np.arange(WORDS), data.train.inputs[training.minibatch])
        moved = (training.layout.view(training.parameters, TABLE) != before).any(axis=1)
        np.testing.assert_array_equal(moved, now)
        for name, slot in training._updater.state().items():
            changed = training.layout.view(slot, TABLE) != training.layout.view(slots[name], TABLE)
            np.testing.assert_array_equal(changed.any(axis=1), now)
        seen |= now
    assert 0 < seen.sum() < WORDS


@pytest.mark.parametrize("device", NAMES)
@pytest.mark.parametrize("changes", [{}, {"clip_norm": 0.05}], ids=str)
def test_lazy_adam_is_that_of_pytorch(data, device, changes):
    """Embedding by SparseAdam; the layer behind it has one number of its own, ε before the correction."""
    torch = pytest.importorskip("torch")
    training = trainer(data, "lazy_adam", device, epsilon=1e-3, shuffle=False, **changes)
    table = torch.nn.Embedding(WORDS, WIDTH, sparse=True, dtype=torch.float64)
    head = torch.nn.Linear(WIDTH, CLASSES, dtype=torch.float64)
    start = training.layout.arrays(training.parameters)
    with torch.no_grad():
        table.weight.copy_(torch.tensor(start[TABLE]))
        head.weight.copy_(torch.tensor(start[KERNEL].T))
        head.bias.copy_(torch.tensor(start["head/bias"]))
    lazily = torch.optim.SparseAdam(table.parameters(), lr=0.1, eps=1e-3)
    moments = {name: [torch.zeros_like(weight)] * 2 for name, weight in head.named_parameters()}
    x, y = (torch.tensor(array) for array in (data.train.inputs, data.train.targets))
    loss, step = torch.nn.CrossEntropyLoss(), 0
    for _ in range(4):
        for batch in torch.arange(len(x)).split(10):
            step += 1
            table.zero_grad(), head.zero_grad()
            loss(head(table(x[batch].long()).mean(1)), y[batch]).backward()
            if changes:
                table.weight.grad = table.weight.grad.coalesce()
                everything = [table.weight.grad.values(), *(weight.grad for weight in head.parameters())]
                norm = torch.sqrt(sum((part ** 2).sum() for part in everything))
                for part in everything:
                    part *= min(1.0, 0.05 / (norm + 1e-6))
            lazily.step()
            with torch.no_grad():
                for name, weight in head.named_parameters():
                    m, v = moments[name]
                    m, v = moments[name] = [0.9 * m + 0.1 * weight.grad, 0.999 * v + 0.001 * weight.grad ** 2]
                    weight -= 0.1 * (1 - 0.999 ** step) ** 0.5 / (1 - 0.9 ** step) * m / (v.sqrt() + 1e-3)
            training.step()
    ours = training.layout.arrays(training.parameters)
    np.testing.assert_allclose(ours[TABLE], table.weight.detach().numpy(), rtol=0, atol=1e-10)
    np.testing.assert_allclose(ours[KERNEL], head.weight.detach().numpy().T, rtol=0, atol=1e-10)
    assert np.abs(ours[TABLE] - start[TABLE]).max() > 0.1


@pytest.mark.parametrize("optimizer", ["sgd", "lazy_adam"])
def test_the_numbers_of_the_next_step_are_those_that_it_takes(data, optimizer):
    training = trainer(data, optimizer)
    probes = {name: WeightStep(name, NextStep()) for name in (TABLE, KERNEL)}
    for _ in range(6):
        told = training.probes.read(list(probes.values()))
        training.step()
        for name, probe in probes.items():
            made = training.layout.view(training.parameters, name)
            np.testing.assert_allclose(np.ravel(told[probe].arrays["new"]), np.ravel(made), rtol=1e-12, atol=1e-15)
            for slot, state in training._updater.state().items():
                np.testing.assert_allclose(np.ravel(told[probe].arrays[f"after/{slot}"]),
                                           np.ravel(training.layout.view(state, name)), rtol=1e-12, atol=1e-18)


def test_what_a_step_changed_is_known_of_rows_too(data):
    training = trainer(data, "sgd")
    for _ in range(4):
        before = training.layout.view(training.parameters, TABLE).copy()
        training.step()
        made = training.layout.view(training.parameters, TABLE) - before
        row = int(np.flatnonzero(np.abs(made).max(axis=1))[0])
        probe = LastChange(TABLE, (row, 1))
        assert training.probes.read([probe])[probe].first == made[row, 1]
        np.testing.assert_array_equal(training._last_step.before()[training.layout[TABLE].span], before.ravel())


def test_state_of_rows_that_has_faded_becomes_zero(data):
    training = trainer(data, "lazy_adam")
    for _ in range(63):
        training.step()
    training._updater.slots["first_moment"][...] = 1e-306
    training._gradient[...] = 0
    seen = next(iter(training._work.values())).batch.seen
    training._updater.run(0.0, 64, seen)
    faded = training.layout.view(training._updater.slots["first_moment"], TABLE)
    assert not faded[seen[0].rows].any()
    assert (faded != 0).any()


def test_the_step_says_that_a_word_not_seen_stays(data):
    training = trainer(data, "lazy_adam")
    training.step()
    stage = UpdateStage(training.graph, "words", TABLE, "lazy_adam", training.settings.optimizer_settings)
    sight = Sight(NextStep())
    probes = stage.probes(sight)
    readings = training.probes.read(list(probes))
    seen = np.ravel(readings[probes[0]]["seen"]) > 0
    stays = stage.worked(readings, sight, int(np.flatnonzero(~seen)[0]))
    moves = stage.worked(readings, sight, int(np.flatnonzero(seen)[0]))
    assert len(stays.numbers) == 1
    assert len(moves.numbers) == 1 + len(OPTIMIZERS["lazy_adam"].slots)
