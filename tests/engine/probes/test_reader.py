"""The reader of probes: what is compiled, found again, and refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest

from engine.device import NUMPY
from engine.errors import DataError, GraphError
from engine.ir import Value
from engine.probes import ExampleArrays, Examples, Given, OfPart, Probe, ProbeReader
from engine.probes.activations import Activations, Inner, UnitMaps
from engine.probes.base import Scope
from engine.probes.gradients import Delta
from engine.probes.lesions import Lesions
from engine.probes.link_numbers import LinkNumbers
from engine.probes.one_weight import LossAlong, Nudges
from engine.probes.predictions import Losses, MeanLoss, Predictions
from engine.probes.weights import Weights
from tests.engine.probes.asked import ALL, CNN, MLP, PLANE, prepared


def reader(parameters: np.ndarray, inputs: np.ndarray, targets: np.ndarray, found: list[Examples],
           steps: Callable[[], int] = lambda: 0) -> ProbeReader:
    def find(examples: Examples) -> ExampleArrays:
        found.append(examples)
        return ExampleArrays({("input", "input_1"): inputs, ("target", "output_1"): targets})

    return ProbeReader(MLP, NUMPY, parameters, find, steps=steps)


def test_it_reads_what_the_weights_are_now_and_finds_examples_once():
    network, parameters, inputs, targets = prepared()
    found: list[Examples] = []
    ours = reader(parameters, inputs, targets, found, iter((3, 3, 4, 4)).__next__)
    asked = MeanLoss(ALL), Weights("dense_1/kernel")
    before = ours.read(asked)
    parameters += 0.1
    after = ours.read(asked)
    for step, readings in ((3, before), (4, after)):
        assert readings[asked[0]].step == step
    np.testing.assert_allclose(after[asked[1]].first - before[asked[1]].first, 0.1)
    assert after[asked[0]].first == pytest.approx(network.loss(parameters, inputs, targets), rel=1e-12)
    assert found == [ALL]


def test_a_step_between_two_pieces_does_not_show(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("engine.chunks.MOST_ROWS", 4)
    network, parameters, inputs, targets = prepared()
    expected = network.loss(parameters, inputs, targets)
    readings = {}
    for some in reader(parameters, inputs, targets, []).pieces([MeanLoss(ALL)]):
        readings |= some
        parameters += 1.0
    assert readings[MeanLoss(ALL)].first == pytest.approx(expected, rel=1e-12)


def test_given_examples_take_the_place_of_those_before():
    network, parameters, inputs, targets = prepared()
    ours, probe = reader(parameters, inputs, targets, []), Predictions("output_1", Given("hand"))
    with pytest.raises(DataError, match="hand"):
        ours.read([probe])
    for rows in (inputs[:1], inputs[3:4], inputs[5:8]):
        ours.give("hand", {"input_1": rows})
        np.testing.assert_allclose(ours.read([probe])[probe].first, network.predict(parameters, rows), rtol=1e-13)
    with pytest.raises(GraphError, match="output_1"):
        ours.read([Losses(Given("hand"))])


@pytest.mark.parametrize("probe", [
    Weights("nowhere/kernel"), Weights("dense_1/kernel", ((0, 9), (0, 1))),
    LinkNumbers("dense_1/kernel", "flow", "input_1"), LinkNumbers("dense_1/kernel", "weight", "dense_1"),
    Activations("nowhere"), Inner("dense_1", "gate", ALL), Predictions("dense_1"), Nudges("dense_1/kernel", (0, 6)),
    LossAlong("dense_1/kernel", (0,)), Lesions("nowhere"), Delta("")], ids=repr)
def test_what_does_not_fit_is_named(probe: Probe):
    network, parameters, inputs, targets = prepared()
    with pytest.raises(GraphError):
        network.probe(parameters, probe, inputs=inputs, targets=targets)


def test_a_plane_is_for_networks_of_two_inputs():
    network, parameters, *_ = prepared(CNN)
    with pytest.raises(GraphError, match="x takes 8×8×2"):
        network.probe(parameters, Predictions("y", PLANE))


def test_however_many_sets_of_examples_are_asked_about_none_is_compiled_twice(monkeypatch: pytest.MonkeyPatch):
    _, parameters, inputs, targets = prepared()
    ours, compiled = reader(parameters, inputs, targets, []), []
    compile_program = ProbeReader._compile
    monkeypatch.setattr(ProbeReader, "_compile", lambda self, group, probes: (
        compiled.append(group), compile_program(self, group, probes))[1])
    asked = [Losses(OfPart(places=(place,))) for place in range(40)]
    for _ in range(3):
        ours.read(asked)
    assert len(compiled) == 40


class Unanswerable(Predictions):
    """What is wrong with it shows only when it is lowered."""

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        raise GraphError("no answer")


def test_a_probe_that_fails_costs_the_others_one_look_and_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch):
    _, parameters, inputs, targets = prepared()
    ours, compiled = reader(parameters, inputs, targets, []), []
    compile_program = ProbeReader._compile
    monkeypatch.setattr(ProbeReader, "_compile", lambda self, group, probes: (
        compiled.append(probes), compile_program(self, group, probes))[1])
    good, bad = (Predictions("output_1", ALL), Losses(ALL)), Unanswerable("output_1", ALL)
    for _ in range(4):
        readings = {}
        for some in ours.pieces((good[0], bad, good[1])):
            readings |= some
        assert str(readings[bad].error) == "no answer"
        assert [readings[probe].error for probe in good] == [None, None]
    assert compiled == [(good[0], bad, good[1]), *((probe,) for probe in (good[0], bad, good[1])), good]


def test_units_that_are_maps_are_not_drawn_over_the_plane():
    network, parameters, *_ = prepared(CNN)
    with pytest.raises(GraphError, match="conv"):
        network.probe(parameters, UnitMaps("conv", PLANE))
