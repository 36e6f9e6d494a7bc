"""Weights of another network: what fits, what does not and why, and what training then leaves alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.errors import FormatError, LaderaError
from engine.formats import export_weights, read_donors, write_project
from engine.graph import Graph, LayerSpec, sequential
from engine.layout import ParameterLayout
from engine.network import Network
from engine.project import new_project
from engine.training import Trainer, TrainingSettings
from engine.transfer import TransferError, donors_of, match_layers, unused, with_weights


def network(*layers: LayerSpec, inputs: int = 2, loss: str = "binary_cross_entropy") -> Graph:
    return sequential(LayerSpec("input_1", "input", {"shape": (inputs,)}), *layers,
                      LayerSpec("output_1", "output", {"loss": loss}))


def dense(name: str, units: int, **settings: object) -> LayerSpec:
    return LayerSpec(name, "dense", {"units": units, **settings})


def weights(graph: Graph, seed: int = 0) -> np.ndarray:
    """All of them positive, as running variances have to be."""
    return np.random.default_rng(seed).uniform(0.1, 1.0, ParameterLayout(graph).size).astype(np.float32)


SOURCE = network(dense("first", 8, activation="tanh"), LayerSpec("norm", "batch_normalization"),
                 dense("second", 8, activation="tanh"), dense("head", 1))
WEIGHTS = weights(SOURCE)
DONORS = donors_of(SOURCE, WEIGHTS)


def pairs(donors, graph: Graph) -> dict[str, str | None]:
    return {match.layer: match.donor and match.donor.name for match in match_layers(donors, graph)}


def test_donors_are_the_layers_with_weights_in_their_order():
    assert [donor.name for donor in DONORS] == ["first", "norm", "second", "head"]
    assert DONORS[0].shapes == {"kernel": (2, 8), "bias": (8,)}


def test_equal_names_find_each_other_before_the_order_counts():
    here = network(dense("a", 8), dense("b", 8), dense("second", 8))
    assert pairs(DONORS, here) == {"a": "first", "b": None, "second": "second"}


def test_a_name_whose_weights_do_not_fit_does_not_bind():
    here = network(dense("second", 8), dense("first", 8))
    assert pairs(DONORS, here) == {"second": "first", "first": "second"}


def test_without_equal_names_kind_and_shape_decide_in_order():
    deep = network(dense("one", 8), dense("two", 8), dense("three", 8))
    donors = donors_of(deep, weights(deep))
    here = network(dense("a", 8), dense("b", 8), dense("c", 8), dense("d", 1))
    assert pairs(donors, here) == {"a": "one", "b": "two", "c": "three", "d": None}


@pytest.mark.parametrize(("layer", "sentence"), [
    (dense("head", 3), "Its weights would have to be kernel 8×3, bias 3; head has kernel 8×1, bias 1 there."),
    (LayerSpec("second", "layer_normalization"),
     "second is another kind of layer there: “Dense”, and “Layer normalisation” here."),
    (dense("new", 5), "No layer there that is left has the weights it needs: kernel 8×5, bias 5."),
])
def test_what_does_not_fit_says_why(layer, sentence):
    matches = match_layers(DONORS, network(dense("first", 8), layer))
    assert str(matches[1].reason) == sentence
    assert layer.name != "head" or "head" in [donor.name for donor in unused(DONORS, matches)]


def test_nothing_that_fits_is_an_error_with_a_reason():
    with pytest.raises(TransferError, match=r"No layer fits this network. a: No layer there .* kernel 5×3, bias 3"):
        match_layers(DONORS, network(dense("a", 3), inputs=5))
    with pytest.raises(TransferError, match="no layer with weights yet"):
        match_layers(DONORS, Graph())


def test_layers_that_share_weights_take_them_once():
    here = network(dense("first", 8), dense("a", 8), dense("b", 8, shared_with="a"))
    assert pairs(DONORS, here) == {"first": "first", "a": "second"}


def test_taken_weights_arrive_and_the_others_stay():
    here = network(dense("first", 8, activation="tanh"), LayerSpec("norm", "batch_normalization"), dense("head", 3),
                   loss="categorical_cross_entropy")
    before = weights(here, seed=1)
    taken = {match.layer: match.donor for match in match_layers(DONORS, here) if match.donor}
    graph, after = with_weights(here, before, taken, frozen={"first", "norm"})
    arrays, source = ParameterLayout(graph).arrays(after), ParameterLayout(SOURCE).arrays(WEIGHTS)
    for name in ("first/kernel", "first/bias", "norm/gamma", "norm/moving_mean", "norm/moving_variance"):
        np.testing.assert_array_equal(arrays[name], source[name])
    for name in ("head/kernel", "head/bias"):
        np.testing.assert_array_equal(arrays[name], ParameterLayout(here).arrays(before)[name])
    assert [spec.settings["trainable"] for spec in graph.layers[1:4]] == [False, False, True]
    assert here.layer("first").settings["trainable"]
    assert ParameterLayout(graph).trainable == 8 * 3 + 3


def test_the_features_are_those_of_the_other_network():
    here = network(dense("first", 8, activation="tanh"), LayerSpec("norm", "batch_normalization"),
                   dense("second", 8, activation="tanh"), dense("new_head", 3), loss="categorical_cross_entropy")
    taken = {match.layer: match.donor for match in match_layers(DONORS, here) if match.donor}
    graph, after = with_weights(here, weights(here, seed=1), taken, frozen=taken)
    inputs = np.random.default_rng(5).normal(size=(20, 2))
    np.testing.assert_allclose(Network(graph).activations(after, inputs)["second"],
                               Network(SOURCE).activations(WEIGHTS, inputs)["second"], rtol=1e-5, atol=1e-6)


def test_a_frozen_feature_extractor_does_not_move_while_its_new_head_learns():
    task = load(DataSpec("xor", {"samples": 200}))
    teacher = Trainer(network(dense("first", 8, activation="tanh"), LayerSpec("norm", "batch_normalization"),
                              dense("head", 1)), task, TrainingSettings(optimizer_settings={"learning_rate": 0.05}))
    for _ in range(30):
        teacher.epoch()
    donors = donors_of(teacher.graph, teacher.parameters)
    here = network(dense("first", 8, activation="tanh"), LayerSpec("norm", "batch_normalization"),
                   dense("new_head", 1, activation="identity"))
    taken = dict(zip(("first", "norm"), donors, strict=False))
    graph, start = with_weights(here, ParameterLayout(here).initial(3).astype(np.float32), taken, frozen=taken)
    student = Trainer(graph, task, TrainingSettings(l2=0.01, optimizer_settings={"learning_rate": 0.05}),
                      parameters=start)
    untrained = student.evaluate("train").loss
    for _ in range(10):
        student.epoch()
    before, after = (ParameterLayout(graph).arrays(vector) for vector in (start, student.parameters))
    for name in before:
        moved = not np.array_equal(before[name], after[name])
        assert moved == name.startswith("new_head"), name
    assert student.evaluate("train").loss < untrained


def test_without_freezing_the_taken_layers_are_trained_on():
    task = load(DataSpec("xor", {"samples": 100}))
    graph, start = with_weights(SOURCE, weights(SOURCE, 1), {donor.name: donor for donor in DONORS})
    np.testing.assert_array_equal(start, WEIGHTS)
    trainer = Trainer(graph, task, TrainingSettings(), parameters=start)
    trainer.epoch()
    assert not np.array_equal(ParameterLayout(graph).arrays(trainer.parameters)["first/kernel"],
                              DONORS[0].arrays["kernel"])


def test_nothing_taken_and_a_donor_that_does_not_fit_are_errors():
    with pytest.raises(TransferError, match="Choose at least one"):
        with_weights(SOURCE, WEIGHTS, {})
    with pytest.raises(TransferError, match="first has kernel 2×8"):
        with_weights(SOURCE, WEIGHTS, {"head": DONORS[0]})
    with pytest.raises(LaderaError, match="no layer called nobody"):
        with_weights(SOURCE, WEIGHTS, {"nobody": DONORS[0]})


# Files


@pytest.fixture
def project():
    return replace(new_project(), graph=SOURCE, parameters=WEIGHTS)


def test_a_project_and_its_weights_alone_give_the_same_arrays(tmp_path, project):
    write_project(tmp_path / "a.ladera", project)
    export_weights(tmp_path / "a.safetensors", ParameterLayout(SOURCE), WEIGHTS, project)
    whole, alone = read_donors(tmp_path / "a.ladera"), read_donors(tmp_path / "a.safetensors")
    assert [donor.kind for donor in whole] == ["dense", "batch_normalization", "dense", "dense"]
    assert {donor.kind for donor in alone} == {None}
    named = {donor.name: donor for donor in alone}
    assert set(named) == {donor.name for donor in whole}
    for donor in whole:
        for role, array in donor.arrays.items():
            np.testing.assert_array_equal(named[donor.name].arrays[role], array)
    assert pairs(alone, SOURCE) == {donor.name: donor.name for donor in whole}


def test_layers_of_a_weights_file_come_in_the_order_of_their_numbers(tmp_path):
    deep = network(*(dense(f"dense_{number}", 4) for number in range(1, 13)))
    export_weights(tmp_path / "deep.safetensors", ParameterLayout(deep), weights(deep))
    assert [donor.name for donor in read_donors(tmp_path / "deep.safetensors")] == [
        f"dense_{number}" for number in range(1, 13)]


def test_files_without_weights_for_a_layer_are_refused_in_a_sentence(tmp_path, project):
    write_project(tmp_path / "new.ladera", replace(project, parameters=None))
    (tmp_path / "broken.safetensors").write_bytes(b"nonsense")
    for name, sentence in (("new.ladera", "has no trained weights"), ("broken.safetensors", "damaged"),
                           ("nowhere.ladera", "There is no file"), ("a.txt", "is not one of")):
        with pytest.raises(FormatError, match=sentence):
            read_donors(tmp_path / name)


@pytest.mark.parametrize(("array", "sentence"), [(np.array([np.nan], np.float32), "not finite"),
                                             (np.array([1, 2]), "weights are float16, bfloat16")])
def test_arrays_that_are_no_weights_are_refused(tmp_path, array, sentence):
    from safetensors.numpy import save_file

    save_file({"dense_1/kernel": array}, tmp_path / "odd.safetensors")
    with pytest.raises(FormatError, match=sentence):
        read_donors(tmp_path / "odd.safetensors")
