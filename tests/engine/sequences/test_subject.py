"""What stands above the steps of a layer is what it reads there."""

from __future__ import annotations

from engine.data import DataSpec, load
from engine.graph import LayerSpec, sequential
from engine.sequences import SequenceSubject
from engine.templates import TEMPLATES, Given
from engine.training.feeds import input_arrays


def test_encoder_and_decoder_have_the_symbols_that_each_of_them_reads():
    data = load(DataSpec("reversing", {"asked": "row", "samples": 200}))
    found = SequenceSubject(TEMPLATES["seq2seq_attention"].network(Given.of(data)), data)
    inputs = input_arrays(found.graph, data, data.train.inputs[:1])
    assert len(found.layers) == len(inputs) == 2
    for layer, read in zip(found.layers, inputs.values(), strict=True):
        assert found.labels(layer, data.train.raw[0]) == tuple(data.symbols[int(place)] for place in read[0])


def test_what_comes_in_another_order_has_numbers():
    data = load(DataSpec("brackets", {"samples": 60}))
    steps = data.input_shape[0]
    graph = sequential(
        LayerSpec("x", "input", {"shape": (steps,)}),
        LayerSpec("words", "embedding", {"vocabulary": len(data.symbols), "dimension": 3}),
        LayerSpec("turned", "reverse"),
        LayerSpec("memory", "gru", {"units": 2}), LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))
    numbers = tuple(str(step) for step in range(1, steps + 1))
    assert SequenceSubject(graph, data).labels("memory", data.train.raw[0]) == numbers
