"""Easy examples first, and layers with rates of their own."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Data, Dense, Input, Output, Sequential, Trainer
from engine.data import DataSpec, load
from engine.errors import GraphError
from engine.layout import ParameterLayout
from engine.network import Network
from engine.sequences.translation import Translation
from engine.templates import TEMPLATES, Given
from engine.training import TrainingSettings
from engine.training.curriculum import difficulties, epoch_order, measure_problem, ranked, share_at
from engine.training.feeds import input_arrays
from engine.training.fit import fit_problems
from engine.training.own_rates import last_layers
from engine.training.teacher import Teacher


def classifier(features, classes):
    return Sequential([Input(features), Dense(6, "tanh", name="first"), Dense(5, "tanh", name="second"),
                       Dense(classes, "identity", name="head"), Output("cce")])


def iris():
    return load(DataSpec("iris", test_fraction=0.2))


def test_the_share_grows_evenly_until_all_are_in():
    assert [share_at(epoch, 0.2, 4) for epoch in range(6)] == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0, 1.0])


def test_an_epoch_takes_all_easy_ones_before_any_comes_again_and_keeps_its_length():
    ranks = np.array([4, 2, 0, 1, 3])
    order = epoch_order(ranks, 0.4, np.random.default_rng(0))
    assert len(order) == 5
    assert [sorted(order[:2]), sorted(order[2:4])] == [[2, 4], [2, 4]]
    assert sorted(epoch_order(ranks, 1.0, np.random.default_rng(0))) == [0, 1, 2, 3, 4]
    assert epoch_order(ranks, 1.0, None).tolist() == ranks.tolist()


def test_margins_are_differences_of_distances_to_the_means_of_classes():
    data = iris()
    x, classes = data.train.inputs, data.train.targets.argmax(axis=1)
    means = [x[classes == which].mean(axis=0) for which in range(3)]
    apart = [[np.linalg.norm(row - mean) for mean in means] for row in x]
    wanted = [row[which] - min(row[:which] + row[which + 1:]) for row, which in zip(apart, classes, strict=True)]
    np.testing.assert_allclose(difficulties("margin", data), wanted, atol=1e-6)


def test_contrast_and_length_say_which_are_easy():
    digits = load(DataSpec("digits"))
    hard = difficulties("contrast", digits)
    assert digits.train.raw[ranked(hard)[0]].std() == digits.train.raw.std(axis=1).max()
    names = load(DataSpec("names"))
    lengths = difficulties("length", names)
    spelled = ["".join(names.symbols[int(place)] for place in row).strip("·") for row in names.train.raw]
    assert lengths.tolist() == [len(name) for name in spelled]


def test_the_loss_of_a_teacher_says_which_are_easy():
    data, graph = iris(), classifier(4, 3)
    taught = Trainer(graph, data, learning_rate=0.03)
    taught.fit(5)
    found = difficulties("teacher", data, Teacher("T", graph, taught.parameters))
    said = taught.evaluate("train")
    np.testing.assert_allclose(found, -np.log((said.predictions * said.targets).sum(axis=1)), rtol=1e-4)


def rows_of_letters():
    """A network that writes rows, its weights, and data of which every step that counts has a symbol of its own."""
    data = load("reversing", asked="row", letters=3, length=4, samples=60, standardize=False)
    graph = Translation(TEMPLATES["seq2seq"].network(Given.of(data)), data).graph
    return graph, np.random.default_rng(0).normal(0, 0.7, ParameterLayout(graph).size), data


def test_the_loss_of_a_teacher_that_writes_rows_is_a_mean_over_the_steps_that_count():
    graph, parameters, data = rows_of_letters()
    found = difficulties("teacher", data, Teacher("T", graph, parameters))
    said = Network(graph, dtype="float64").predict(parameters, input_arrays(graph, data, data.train.inputs))
    targets = data.train.targets
    counted = targets.any(axis=-1)
    assert len(set(counted.sum(axis=1))) > 1
    each = -np.log((said * targets).sum(axis=-1), out=np.zeros(counted.shape), where=counted)
    np.testing.assert_allclose(found, each.sum(axis=1) / counted.sum(axis=1), rtol=1e-4)


@pytest.mark.parametrize("measure", ["contrast", "length", "teacher"])
def test_rows_are_learned_in_an_order_of_their_own(measure):
    graph, parameters, data = rows_of_letters()
    trainer = Trainer(graph, data, curriculum=measure, curriculum_share=0.3, shuffle=False, batch_size=5,
                      teacher=Teacher("T", graph, parameters) if measure == "teacher" else None)
    trainer.step()
    hard = difficulties(measure, data, trainer.settings.teacher)
    assert trainer.minibatch.tolist() == ranked(hard)[:5].tolist()


@pytest.mark.parametrize("data", [lambda: rows_of_letters()[2], lambda: load(DataSpec("diabetes"))])
def test_what_has_no_classes_has_no_margins(data):
    problem = measure_problem("margin", data())
    assert "of one class each" in str(problem)
    with pytest.raises(GraphError, match="of one class each"):
        difficulties("margin", data())


def test_rows_and_margins_do_not_fit():
    graph, _, data = rows_of_letters()
    problems = fit_problems(graph, data, TrainingSettings(curriculum="margin"))
    assert [str(problem) for problem in problems] == [str(measure_problem("margin", data))]


@pytest.mark.parametrize(("measure", "said"), [("length", "not made of symbols"), ("teacher", "no teacher")])
def test_a_measure_that_says_nothing_is_refused(measure, said):
    with pytest.raises(GraphError, match=said):
        Trainer(classifier(4, 3), iris(), curriculum=measure)


def test_training_sees_the_easy_ones_first_and_goes_back_bit_for_bit():
    data, graph = iris(), classifier(4, 3)
    trainer = Trainer(graph, data, curriculum="margin", curriculum_share=0.3, curriculum_epochs=3, batch_size=10)
    easy = set(ranked(difficulties("margin", data))[:int(np.ceil(0.3 * len(data.train)))].tolist())
    seen = []
    trainer.fit(1, each_step=lambda trainer: seen.extend(trainer.minibatch.tolist()))
    assert set(seen) == easy
    assert len(seen) == len(data.train)
    moment = trainer.snapshot()
    trainer.fit(3)
    after = trainer.parameters
    trainer.restore(moment)
    trainer.fit(3)
    np.testing.assert_array_equal(trainer.parameters, after)
    trainer.reset()
    hard = Trainer(graph, data, trainer.settings.changed(curriculum_reversed=True))
    hard.step()
    assert not set(hard.minibatch.tolist()) <= easy


def test_all_but_the_last_layers_learn_at_their_share():
    data, graph = iris(), classifier(4, 3)
    assert last_layers(graph) == {"head"}
    layout, moved = ParameterLayout(graph), {}
    for early in (1.0, 0.1, 0.0):
        trainer = Trainer(graph, data, early_rate=early, dtype="float64", optimizer="adam")
        before = trainer.parameters
        trainer.step()
        moved[early] = layout.arrays(trainer.parameters - before)
    for name in ("first/kernel", "first/bias", "second/kernel"):
        np.testing.assert_allclose(moved[0.1][name], 0.1 * moved[1.0][name], rtol=1e-9, atol=1e-15)
        assert not moved[0.0][name].any()
    np.testing.assert_array_equal(moved[0.1]["head/kernel"], moved[1.0]["head/kernel"])


def test_a_slow_layer_learns_as_in_pytorch_with_a_group_of_its_own():
    torch = pytest.importorskip("torch")
    x, y = np.random.default_rng(0).normal(size=(12, 4)), np.arange(12) % 3
    data = Data.from_arrays(x, y, test=(x, y), standardize=False)
    trainer = Trainer(classifier(4, 3), data, early_rate=0.2, dtype="float64", optimizer="adam", learning_rate=0.01,
                      batch_size=12, shuffle=False)
    arrays = trainer.layout.arrays(trainer.parameters)
    layers = []
    for name in ("first", "second", "head"):
        kernel = arrays[f"{name}/kernel"]
        layers.append(torch.nn.Linear(*kernel.shape, dtype=torch.float64))
        with torch.no_grad():
            layers[-1].weight.copy_(torch.tensor(kernel.T))
            layers[-1].bias.zero_()
    rule = torch.optim.Adam([{"params": [p for layer in layers[:2] for p in layer.parameters()], "lr": 0.002},
                             {"params": layers[2].parameters(), "lr": 0.01}], eps=1e-8)
    x, y = (torch.tensor(np.array(array)) for array in (data.train.inputs, data.train.targets))
    for _ in range(5):
        rule.zero_grad()
        torch.nn.functional.cross_entropy(
            layers[2](torch.tanh(layers[1](torch.tanh(layers[0](x))))), y).backward()
        rule.step()
        trainer.step()
    after = trainer.layout.arrays(trainer.parameters)
    for layer, name in zip(layers, ("first", "second", "head"), strict=True):
        np.testing.assert_allclose(after[f"{name}/kernel"], layer.weight.detach().numpy().T, atol=1e-6)


@pytest.mark.parametrize("settings", [{"early_rate": 0.5}, {"curriculum": "margin"}])
def test_optimizers_that_need_all_examples_at_once_refuse_it(settings):
    with pytest.raises(GraphError, match="does not go with"):
        Trainer(classifier(4, 3), iris(), optimizer="lbfgs", **settings)
