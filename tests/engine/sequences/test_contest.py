"""Three kinds of recurrent layers beside each other: trained alike, each as a training of its own would be."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.errors import GraphError
from engine.graph import LayerSpec, sequential
from engine.layers.recurrence import Recurrent
from engine.probes.memory import Memory
from engine.sequences.contest import contestants, heat, with_kind
from engine.templates import TEMPLATES, Given
from engine.training import Trainer, TrainingSettings

GRAPH = sequential(
    LayerSpec("x", "input", {"shape": (12, 1)}), LayerSpec("m", "gru", {"units": 5, "return_sequences": True}),
    LayerSpec("n", "gru", {"units": 4}), LayerSpec("d", "dense", {"units": 1, "activation": "identity"}),
    LayerSpec("y", "output", {"loss": "mean_squared_error"}))
SETTINGS = TrainingSettings(epochs=2, batch_size=16)


@pytest.fixture(scope="module")
def data():
    return load(DataSpec("wave", {"samples": 200}, standardize=False, validation_fraction=0.2))


def test_only_the_kind_is_another(data):
    for one in contestants(GRAPH, data, SETTINGS, "m"):
        graph = with_kind(GRAPH, one.kind)
        assert one.graph == graph.to_json()
        kinds = [spec.kind for spec in graph.layers if isinstance(spec.layer, Recurrent)]
        assert kinds == [one.kind, one.kind]
        assert graph.infer() == GRAPH.infer()
        assert graph.links == GRAPH.links


def test_leg_by_leg_it_is_the_training_that_it_would_be(data):
    one = contestants(GRAPH, data, SETTINGS, "m")[1]
    found, legs = heat(one), 0
    assert found.epochs == 0
    while not found.over:
        found, legs = heat(one, found.moment), legs + 1
    alone = Trainer(with_kind(GRAPH, one.kind), data, SETTINGS)
    while alone.epochs_done < 2:
        alone.epoch()
    assert legs > 0
    assert found.epochs == 2
    np.testing.assert_array_equal(found.moment.parameters, alone.parameters)
    assert found.loss == alone.evaluate("validation").loss
    probe = Memory("m")
    np.testing.assert_array_equal(found.memory["cell"], alone.probes.read([probe])[probe]["cell"])


def test_what_only_one_kind_can_be_is_refused(data):
    graph = sequential(
        LayerSpec("x", "input", {"shape": (12, 1)}), LayerSpec("m", "lstm", {"units": 5, "return_cell": True}),
        LayerSpec("s", "reshape", {"shape": (2, 5)}), LayerSpec("f", "flatten"),
        LayerSpec("d", "dense", {"units": 1, "activation": "identity"}),
        LayerSpec("y", "output", {"loss": "mean_squared_error"}))
    with pytest.raises(GraphError):
        contestants(graph, data, SETTINGS, "m")


def test_a_decoder_begins_with_what_the_encoder_says_whatever_the_kind():
    data = load(DataSpec("reversing", {"asked": "row", "letters": 3, "length": 2, "samples": 40}))
    graph = TEMPLATES["seq2seq_attention"].network(Given.of(data))
    lstm, again = with_kind(graph, "lstm"), with_kind(with_kind(graph, "lstm"), "gru")
    assert set(again.links) == set(graph.links)
    decoder = next(spec.name for spec in graph.layers if isinstance(spec.layer, Recurrent)
                   and len(graph.inputs_of(spec.name)) == 2 and not spec.settings["masked"])
    sequence, state = graph.inputs_of(decoder)
    assert list(lstm.inputs_of(decoder)) == [sequence, state, state]
    encoder = next(spec.name for spec in graph.layers if isinstance(spec.layer, Recurrent) and spec.settings["masked"])
    assert lstm.inputs_of(encoder) == graph.inputs_of(encoder), "The mask stays what comes last."
    assert len(contestants(graph, data, SETTINGS, decoder)) == 3
