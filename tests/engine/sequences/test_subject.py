"""What stands above the steps of a layer is what it reads there."""

from __future__ import annotations

import numpy as np

from engine.data import DataSpec, load
from engine.graph import Graph, LayerSpec, sequential
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


def turned(*layers: LayerSpec, steps: int, symbols: int) -> Graph:
    return sequential(
        LayerSpec("x", "input", {"shape": (steps,)}),
        LayerSpec("words", "embedding", {"vocabulary": symbols, "dimension": 3}), *layers,
        LayerSpec("memory", "gru", {"units": 2}), LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))


def test_what_is_read_backwards_has_its_symbols_in_that_order():
    data = load(DataSpec("brackets", {"samples": 60}))
    steps, raw = data.input_shape[0], data.train.raw[0]
    forwards, backwards, again = (SequenceSubject(turned(*layers, steps=steps, symbols=len(data.symbols)), data)
                                  for layers in ((), (LayerSpec("t", "reverse"),),
                                                 (LayerSpec("t", "reverse"), LayerSpec("u", "reverse"))))
    assert forwards.labels("memory", raw) == again.labels("memory", raw) == backwards.labels("memory", raw)[::-1]
    np.testing.assert_array_equal(backwards.read_by("memory", raw)[:, 0], raw[::-1])
    assert forwards.width("memory") == 3


def test_what_comes_in_another_order_has_numbers():
    data = load(DataSpec("brackets", {"samples": 60}))
    steps, raw = data.input_shape[0], data.train.raw[0]
    graph = turned(LayerSpec("some", "slice", {"axis": 1, "start": 1, "stop": 0}), steps=steps,
                   symbols=len(data.symbols))
    found = SequenceSubject(graph, data)
    assert found.labels("memory", raw) == tuple(str(step) for step in range(1, steps))
    assert found.read_by("memory", raw) is None
