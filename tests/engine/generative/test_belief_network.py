"""Deep belief networks: taught layer by layer, sampled from the top, and fine-tuned as the network they become."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import Data
from engine.device import NUMPY
from engine.generative import frequencies
from engine.generative.belief_network import BeliefNetwork, classifier, layer_by_layer, transferred
from engine.generative.exact import chances, exactly
from engine.generative.patterns import PATTERNS, bars_and_stripes
from engine.network import Network
from engine.training import Trainer, TrainingSettings
from tests.engine.generative.brute import machine


def last(*arguments, **options):
    *_, stage = layer_by_layer(*arguments, **options)
    return stage


def test_layers_are_taught_one_after_the_other_and_those_below_stay():
    data = bars_and_stripes(3).learned
    stages = list(layer_by_layer(data, (8, 5), 4, rate=0.3))
    assert [(stage.layer, stage.epoch) for stage in stages] == [(0, 1), (0, 2), (0, 3), (0, 4), (1, 1), (1, 2), (1, 3),
                                                                (1, 4)]
    below = stages[3].network.machines[0]
    for stage in stages[4:]:
        assert stage.network.machines[0] is below
    assert [each.sizes for each in stages[-1].network.machines] == [(9, 8), (8, 5)]
    above = stages[-1].network.machines[1]
    np.testing.assert_allclose(stages[-1].network.up(data), above.hidden_chances(below.hidden_chances(data)))


def test_samples_from_the_top_have_the_distribution_of_the_stack():
    below, top = machine(3, 4, 1), machine(4, 3, 2)
    hidden = chances(top, exactly(top).log_partition)  # of the visible units of the upper machine
    states = np.array([[int(digit) for digit in f"{place:04b}"] for place in range(16)], float)
    wanted = hidden @ below.visible_means(states)
    drawn = BeliefNetwork((below, top)).sample(40_000, 100, NUMPY.generator(0))
    np.testing.assert_allclose(drawn.mean(axis=0), wanted, atol=0.01)
    alone = BeliefNetwork((top,)).sample(40_000, 100, NUMPY.generator(1))
    np.testing.assert_allclose(alone.mean(axis=0), hidden @ states, atol=0.01)
    assert frequencies(states).sum() == pytest.approx(1.0)


def test_the_drawn_network_computes_the_chances_of_the_stack_whatever_the_standardisation():
    patterns = PATTERNS["digits"].make()
    stage = last(patterns.learned[:200], (12, 7), 1)
    raw, labels = 16 * patterns.learned[:60], np.arange(60) % 3
    for standardize in (True, False):
        data = Data.from_arrays(raw, labels, standardize=standardize, class_names=("a", "b", "c"))
        graph = classifier((12, 7), 64, 3)
        vector = transferred(stage.network, graph, data, unit=16.0)
        values = Network(graph, dtype="float64").activations(vector, data.train.inputs)
        wanted = stage.network.up(data.train.raw.reshape(-1, 64) / 16)
        np.testing.assert_allclose(values["hidden_2"], wanted, atol=1e-5)


@pytest.mark.thorough
def test_pre_training_beats_a_random_start_at_equal_epochs_on_few_labels():
    """Ten labels of each digit, four hidden layers: all images teach the stack, ten epochs fine-tune both."""
    from sklearn.datasets import load_digits

    digits, sizes = load_digits(), (48, 48, 48, 48)
    order = np.random.default_rng(0).permutation(len(digits.data))
    few = np.concatenate([order[digits.target[order] == digit][:10] for digit in range(10)])
    rest = np.setdiff1d(order, few)
    data = Data.from_arrays(digits.data[few], digits.target[few], test=(digits.data[rest], digits.target[rest]))
    stage = last(digits.data / 16, sizes, 30)
    graph = classifier(sizes, 64, 10)
    settings = TrainingSettings(batch_size=10, optimizer="adam", optimizer_settings={"learning_rate": 0.003})
    accuracy = {}
    for name, start in (("random", None), ("stack", transferred(stage.network, graph, data, unit=16.0))):
        trainer = Trainer(graph, data, settings, parameters=start)
        for _ in range(10):
            trainer.epoch()
        accuracy[name] = trainer.evaluate("test").metric
    assert accuracy["stack"] > 0.55
    assert accuracy["stack"] > accuracy["random"] + 0.15
