"""Layers, links, settings and data are edited in steps that can be undone."""

from __future__ import annotations

import pytest

from engine.data import DataSpec
from engine.errors import GraphError, LaderaError
from engine.graph import Graph, Link
from engine.vision import KernelBench


def test_the_kernel_bench_is_edited_in_steps_that_undo(document):
    told, first = [], KernelBench()
    document.model.kernel_bench_changed.connect(lambda: told.append(document.model.project.kernel_bench))
    document.set_kernel_bench(first.with_weight((0, 0), 1.0), "Change a weight")
    document.set_kernel_bench(first.with_weight((0, 0), 2.0), "Change a weight")  # one gesture
    document.end_gesture()
    document.set_kernel_bench(first, "Choose a kernel")
    document.undo_stack.undo()
    assert document.model.project.kernel_bench.kernels[0][0][0] == 2.0
    document.undo_stack.undo()
    assert document.model.project.kernel_bench is None
    assert len(told) == 5


# Layers and links


def test_a_new_document_is_empty_and_unmodified(document):
    assert document.model.graph == Graph()
    assert not document.is_modified
    assert document.path is None
    assert document.title == "Untitled"
    assert document.model.data_spec.source == "circle"


def test_new_layers_fit_the_data(document):
    document.set_data(DataSpec("iris"))
    document.add_layer("input", (0, 0))
    document.add_layer("output", (0, 0))
    assert document.model.graph.layer("input_1").settings["shape"] == (4,)
    assert document.model.graph.layer("output_1").settings["loss"] == "categorical_cross_entropy"


def test_settings_given_win_over_the_data(document):
    name = document.add_layer("input", (0, 0), {"shape": (7,)})
    assert document.model.graph.layer(name).settings["shape"] == (7,)


def test_connecting_replaces_the_link_of_a_layer_with_one_input(xor, told):
    other = xor.add_layer("dense", (0, 0))
    told.clear()
    xor.connect(other, "dense_2")
    assert xor.model.graph.inputs_of("dense_2") == (other,)
    assert told[:2] == [("link_removed", Link("dense_1", "dense_2")), ("link_added", Link(other, "dense_2"))]
    xor.undo_stack.undo()
    assert xor.model.graph.inputs_of("dense_2") == ("dense_1",)


def test_a_layer_with_many_inputs_takes_the_next_free_port(document):
    layers = [document.add_layer("dense", (0, 0)) for _ in range(3)]
    add = document.add_layer("add", (0, 0))
    assert [document.connect(layer, add).port for layer in layers] == [0, 1, 2]
    document.disconnect(Link(layers[1], add, 1))
    assert document.connect(layers[1], add).port == 1
    assert document.connect(layers[1], add).port == 1, "connecting twice is connecting once"
    document.connect(layers[0], add, 2)
    assert document.model.graph.inputs_of(add) == (layers[0], layers[1], layers[0])


@pytest.mark.parametrize(("source", "target"), [
    ("dense_2", "dense_1"), ("dense_1", "dense_1"), ("output_1", "dense_1"), ("dense_1", "input_1"),
    ("nobody", "dense_1")])
def test_what_cannot_be_connected_is_a_sentence_and_changes_nothing(xor, source, target):
    before, steps = xor.model.project, xor.undo_stack.count()
    with pytest.raises(GraphError):
        xor.connect(source, target)
    assert xor.model.project is before
    assert xor.undo_stack.count() == steps


def test_deleting_takes_the_links_along_and_brings_them_back(xor):
    before = xor.model.project
    xor.remove(["dense_1", "dense_2"], [Link("dense_2", "output_1")])
    assert [spec.name for spec in xor.model.graph.layers] == ["input_1", "output_1"]
    assert not xor.model.graph.links
    assert set(xor.model.positions) == {"input_1", "output_1"}
    xor.undo_stack.undo()
    assert xor.model.project == before


def test_renaming_keeps_links_and_weights(xor, told):
    before = xor.model.project
    told.clear()
    xor.rename("dense_1", " oculta ")
    assert xor.model.graph.inputs_of("dense_2") == ("oculta",)
    assert xor.model.parameters is before.parameters
    assert xor.model.positions["oculta"] == before.positions["dense_1"]
    assert told == [("layer_renamed", "dense_1", "oculta"), ("graph_changed",)]
    xor.undo_stack.undo()
    assert told[-2:] == [("layer_renamed", "oculta", "dense_1"), ("graph_changed",)]
    assert xor.model.project == before


@pytest.mark.parametrize("name", ["", "dense_2", "2x", "a b", "a/b", "x" * 61])
def test_an_impossible_name_is_refused(xor, name):
    before = xor.model.project
    with pytest.raises(GraphError):
        xor.rename("dense_1", name)
    assert xor.model.project is before


# Merging


def test_moves_of_one_drag_are_one_step(xor):
    steps, start = xor.undo_stack.count(), xor.model.positions["dense_1"]
    for x in range(30):
        xor.move({"dense_1": (x, 5)})
    assert xor.undo_stack.count() == steps + 1
    xor.end_gesture()
    xor.move({"dense_1": (99, 5)})
    assert xor.undo_stack.count() == steps + 2
    xor.undo_stack.undo()
    assert xor.model.positions["dense_1"] == (29, 5)
    xor.undo_stack.undo()
    assert xor.model.positions["dense_1"] == start


def test_moves_of_other_layers_are_other_steps(xor):
    steps = xor.undo_stack.count()
    xor.move({"dense_1": (1, 1)})
    xor.move({"dense_1": (2, 1), "dense_2": (3, 1)})
    assert xor.undo_stack.count() == steps + 2


def test_turning_a_spin_box_is_one_step(xor):
    steps, before = xor.undo_stack.count(), xor.model.project
    for units in range(5, 12):
        xor.change_settings("dense_1", {"units": units})
    assert xor.undo_stack.count() == steps + 1
    xor.change_settings("dense_1", {"activation": "tanh"})
    assert xor.undo_stack.count() == steps + 2
    xor.undo_stack.undo()
    xor.undo_stack.undo()
    assert xor.model.project == before


def test_an_edit_that_changes_nothing_is_no_step(xor):
    steps = xor.undo_stack.count()
    xor.change_settings("dense_1", {"units": 4})
    xor.move({"dense_1": xor.model.positions["dense_1"]})
    xor.set_training()
    xor.rename("dense_1", "dense_1")
    xor.set_data(xor.model.data_spec)
    xor.disconnect(Link("dense_1", "output_1"))
    assert xor.undo_stack.count() == steps


def test_an_impossible_setting_changes_nothing(xor):
    before = xor.model.project
    for call in (lambda: xor.change_settings("dense_1", {"units": 0}), lambda: xor.set_training(epochs=-1),
                 lambda: xor.move({"dense_1": (float("nan"), 0)}), lambda: xor.move({"nobody": (0, 0)})):
        with pytest.raises(LaderaError):
            call()
    assert xor.model.project is before


# Data and training


@pytest.mark.parametrize(("source", "shape", "units", "loss"), [
    ("iris", (4,), 3, "categorical_cross_entropy"), ("diabetes", (10,), 1, "mean_squared_error"),
    ("spiral", (2,), 1, "binary_cross_entropy"), ("digits", None, 10, "categorical_cross_entropy")])
def test_the_network_follows_the_data_in_one_step(xor, source, shape, units, loss):
    xor.change_settings("dense_2", {"activation": "sigmoid"})
    before, steps = xor.model.project, xor.undo_stack.count()
    xor.set_data(DataSpec(source))
    graph = xor.model.graph
    assert not graph.problems()
    assert shape is None or graph.layer("input_1").settings["shape"] == shape
    assert graph.layer("dense_2").settings["units"] == units
    assert graph.layer("output_1").settings["loss"] == loss
    assert (graph.layer("dense_2").settings["activation"] == "sigmoid") == (loss == "binary_cross_entropy")
    assert xor.undo_stack.count() == steps + 1
    xor.undo_stack.undo()
    assert xor.model.project == before


def test_the_units_are_found_behind_layers_that_keep_them(xor):
    act = xor.add_layer("activation", (0, 0))
    xor.connect("dense_2", act)
    xor.connect(act, "output_1")
    xor.set_data(DataSpec("iris"))
    assert xor.model.graph.layer("dense_2").settings["units"] == 3


def test_the_network_stays_when_asked(xor):
    before = xor.model.graph
    xor.set_data(DataSpec("iris"), adapt=False)
    assert xor.model.graph is before


def test_every_input_and_every_head_follows_the_data(xor):
    """One input and one head are told what to read; what the new data lack stays for the person to decide."""
    narrow, second = xor.add_layer("input", (0, 0)), xor.add_layer("output", (0, 0))
    units = xor.add_layer("dense", (0, 0))
    xor.connect("dense_1", units)
    xor.connect(units, second)
    xor.change_settings(narrow, {"columns": "1, 3-4"})
    xor.change_settings(second, {"columns": "setosa"})
    xor.set_data(DataSpec("iris"))
    graph = xor.model.graph
    assert graph.layer("input_1").settings["shape"] == (4,)
    assert graph.layer(narrow).settings["shape"] == (3,)
    assert graph.layer("dense_2").settings["units"] == 3
    assert graph.layer(units).settings["units"] == 1
    assert graph.layer(second).settings["loss"] == "binary_cross_entropy"
    xor.set_data(DataSpec("circle"))
    assert xor.model.graph.layer(narrow).settings["shape"] == (3,)
    assert xor.model.graph.layer("input_1").settings["shape"] == (2,)


def test_data_that_cannot_be_read_change_nothing(xor):
    before = xor.model.project
    with pytest.raises(LaderaError):
        xor.set_data(DataSpec("csv"))
    assert xor.model.project is before


def test_another_optimizer_starts_with_its_own_settings(xor, told):
    told.clear()
    xor.set_training(optimizer="sgd")
    assert xor.model.training_settings.optimizer == "sgd"
    assert told == [("training_changed",)]
