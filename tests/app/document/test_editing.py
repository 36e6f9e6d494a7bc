"""Every edit is one step that undoes and redoes exactly, and tells views exactly what changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from app.canvas.edits import one_step
from app.document.document import Document
from app.document.model import Origin
from engine.data import DataSpec
from engine.errors import GraphError, LaderaError, SettingError
from engine.graph import Graph, Link
from engine.layers import LAYERS
from engine.layout import ParameterLayout
from engine.project import Learned
from engine.vision import KernelBench
from tests.app.document.conftest import weights
from tests.cases import random_cases

SIGNALS = ("layer_added", "layer_removed", "layer_changed", "layer_renamed", "layers_moved", "link_added",
           "link_removed", "graph_changed", "data_changed", "training_changed", "parameters_changed",
           "project_replaced")


@pytest.fixture
def told(document):
    """What the model has said since."""
    log = []
    for name in SIGNALS:
        getattr(document.model, name).connect(lambda *arguments, name=name: log.append((name, *arguments)))
    return log


def undo_all(document: Document) -> None:
    while document.undo_stack.canUndo():
        document.undo_stack.undo()


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


# Weights


def test_an_edit_of_the_structure_puts_the_weights_aside_until_it_is_undone(xor, told):
    learned = xor.model.parameters
    told.clear()
    xor.change_settings("dense_1", {"units": 9})
    assert xor.model.parameters is None
    assert xor.model.history is None
    assert ("parameters_changed",) in told
    newer = weights(xor, seed=1)
    xor.set_trained(newer, None)
    xor.undo_stack.undo()
    assert np.array_equal(xor.model.parameters, learned)
    xor.undo_stack.redo()
    assert np.array_equal(xor.model.parameters, newer), "what was learned after the edit comes back with it"


def test_undoing_past_the_training_leaves_no_weights_that_do_not_fit(xor):
    project = xor.model.project
    while xor.undo_stack.canUndo():
        xor.undo_stack.undo()
        learned = xor.model.parameters
        assert learned is None or learned.size == ParameterLayout(xor.model.graph).size
    while xor.undo_stack.canRedo():
        xor.undo_stack.redo()
    assert xor.model.project == project


def test_a_layer_that_is_not_connected_yet_keeps_the_weights(xor):
    learned = xor.model.parameters
    xor.add_layer("dense", (0, 300))
    xor.change_settings("dense_1", {"activation": "tanh"})
    assert xor.model.parameters is learned


def test_freezing_a_layer_keeps_every_weight_in_its_place(xor):
    arrays = ParameterLayout(xor.model.graph).arrays(xor.model.parameters)
    xor.change_settings("dense_1", {"trainable": False})
    frozen = ParameterLayout(xor.model.graph).arrays(xor.model.parameters)
    assert list(frozen) != list(arrays), "frozen weights lie behind those that are trained"
    assert all(np.array_equal(frozen[name], array) for name, array in arrays.items())
    assert xor.model.history is not None


def test_what_changes_the_weights_forgets_of_which_epoch_they_were_until_it_is_undone(xor):
    model, best = xor.model, weights(xor, seed=4)
    for edit in (lambda: xor.set_parameters(weights(xor, seed=5), "Edit a weight"), xor.restart,
                 lambda: xor.change_settings("dense_1", {"units": 9})):
        xor.set_trained(best, {"epoch": [1.0, 2.0], "loss": [0.25, 0.5]}, weights_epoch=1)
        edit()
        assert model.project.weights_epoch is None
        xor.undo_stack.undo()
        assert model.project.weights_epoch == 1
    xor.change_settings("dense_1", {"trainable": False})
    xor.set_data(DataSpec("spiral"))
    assert model.project.weights_epoch == 1, "frozen weights, and those that see other data, are the same"
    assert model.history["epoch"].tolist() == [1, 2]
    xor.set_trained(model.parameters, model.history)
    assert model.project.weights_epoch is None


def test_weights_edited_by_hand_are_a_step(xor):
    before, edited = xor.model.parameters, weights(xor, seed=5)
    xor.set_parameters(edited, "Edit a weight")
    assert xor.undo_stack.undoText() == "Edit a weight"
    assert np.array_equal(xor.model.parameters, edited)
    xor.undo_stack.undo()
    assert np.array_equal(xor.model.parameters, before)


def test_one_weight_is_given_another_number(xor):
    before, at = xor.model.parameters, ParameterLayout(xor.model.graph)
    xor.set_weight(before, "dense_1/kernel", (1, 2), 0.75)
    changed = np.flatnonzero(xor.model.parameters != before)
    assert changed.tolist() == [at["dense_1/kernel"].offset + at["dense_1/kernel"].shape[1] + 2]
    assert xor.model.parameters[changed] == [0.75]
    xor.undo_stack.undo()
    assert np.array_equal(xor.model.parameters, before)


@pytest.mark.parametrize("wrong", [np.zeros(3), np.zeros((1, 17)), np.full(17, np.nan), np.zeros(17, int)])
def test_weights_that_do_not_fit_are_refused(xor, wrong):
    before = xor.model.project
    assert before.parameters.size == 17
    for call in (lambda: xor.set_parameters(wrong, "x"), lambda: xor.set_trained(wrong, None)):
        with pytest.raises(SettingError):
            call()
    assert xor.model.project is before


# Trainings


HOT = (lambda xor: xor.set_training(optimizer_settings={"learning_rate": 0.5}), lambda xor: xor.set_training(epochs=9),
       lambda xor: xor.set_training(patience=3), lambda xor: xor.rename("dense_1", "hidden"),
       lambda xor: xor.move({"dense_1": (5, 5)}))
OTHERS = (lambda xor: xor.change_settings("dense_1", {"units": 9}), lambda xor: xor.set_training(seed=4),
          lambda xor: xor.change_settings("dense_1", {"activation": "tanh"}), lambda xor: xor.remove(["dense_1"]),
          lambda xor: xor.set_data(DataSpec("spiral")), lambda xor: xor.set_training(optimizer="sgd"),
          lambda xor: xor.set_training(batch_size=5), lambda xor: xor.restart(), lambda xor: xor.go_back(1),
          lambda xor: xor.set_parameters(weights(xor, 7), "x"))


@pytest.mark.parametrize("edit", HOT)
def test_what_a_training_goes_on_through_begins_none(xor, edit):
    run = xor.model.run
    edit(xor)
    assert xor.model.run == run
    xor.undo_stack.undo()
    assert xor.model.run == run


@pytest.mark.parametrize("edit", OTHERS)
def test_any_other_edit_begins_a_training_and_undoing_it_comes_back_to_the_one_before(xor, edit):
    model, run, before = xor.model, xor.model.run, xor.model.project
    edit(xor)
    other = model.run
    assert other != run
    learned = Learned(weights(xor, seed=3), {"epoch": [1, 2]})
    xor.keep_learned(other, learned)
    xor.undo_stack.undo()
    assert (model.run, model.project) == (run, before)
    xor.undo_stack.redo()
    assert model.run == other
    assert np.array_equal(model.parameters, learned.parameters), "what was learned after the edit comes back with it"


@pytest.mark.parametrize("edit", OTHERS)
def test_what_is_heard_later_of_a_training_that_was_left_comes_back_with_it(xor, edit):
    run, size = xor.model.run, xor.model.parameters.size
    late = np.full(size, 0.25, np.float32)
    with one_step(xor, "inside a macro"):
        edit(xor)
    now = xor.model.project
    xor.keep_learned(run, Learned(late, {"epoch": [50]}))
    xor.keep_learned(run, Learned(np.full(size, np.nan, np.float32)))
    assert xor.model.project is now
    xor.undo_stack.undo()
    assert np.array_equal(xor.model.parameters, late)
    assert xor.model.history["epoch"].tolist() == [50]


def test_nothing_is_kept_of_a_training_that_no_step_leads_back_to(xor):
    before = xor.model.project
    xor.restart()
    forgotten = xor.model.run
    xor.undo_stack.undo()
    xor.set_training(seed=5)  # the reset can no longer be redone
    xor.keep_learned(forgotten, Learned(weights(xor)))
    xor.undo_stack.undo()
    assert xor.model.project == before


def test_turning_a_spin_box_leads_back_to_the_training_before_it_was_touched(xor):
    run, before = xor.model.run, xor.model.project
    for units in (5, 6, 7):
        xor.change_settings("dense_1", {"units": units})
    xor.undo_stack.undo()
    assert (xor.model.run, xor.model.project) == (run, before)


def test_going_back_in_time_takes_the_learning_rate_of_then_along_in_one_step(xor):
    before = xor.model.project
    rate = before.training.optimizer_settings["learning_rate"]
    xor.go_back(1)
    xor.take_rate(7 * rate)
    assert xor.model.training_settings.optimizer_settings["learning_rate"] == 7 * rate
    xor.undo_stack.undo()
    assert xor.model.project == before
    assert not xor.undo_stack.canRedo() or xor.undo_stack.redoText() == "Go back to epoch 1"


def test_edits_of_one_moment_are_told_as_one_task(xor):
    told = []
    xor.model.task_changed.connect(told.append)
    xor.rename("dense_1", "hidden")
    assert [(change.origin, dict(change.renames)) for change in told] == [(None, {"dense_1": "hidden"})]
    told.clear()
    xor.set_data(DataSpec("iris"))
    xor.move({"hidden": (3, 3)})
    xor.set_trained(weights(xor), None)
    assert [change.origin for change in told] == [Origin()], "the input of another shape has other weights"


def test_keeping_what_was_learned_modifies_where_steps_were_made(xor, tmp_path):
    xor.save_as(tmp_path / "p.ladera")
    learned = xor.model.project.learned
    xor.keep_learned(xor.model.run, learned, trained=False)
    assert not xor.is_modified
    xor.keep_learned(xor.model.run, learned)
    assert xor.is_modified


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


# Clipboard


def test_pasted_layers_get_free_names_and_keep_their_links(xor, make):
    names = xor.paste(xor.copy(["dense_1", "dense_2"]))
    assert names == ("dense_3", "dense_4")
    assert Link("dense_3", "dense_4") in xor.model.graph.links
    assert xor.model.graph.layer("dense_4").settings["units"] == 1
    assert xor.model.positions["dense_3"] != xor.model.positions["dense_1"]
    other = make()
    assert other.paste(xor.copy(["dense_3", "dense_4"]), at=(100, 50)) == ("dense_3", "dense_4")
    xs, ys = zip(*other.model.positions.values(), strict=True)
    assert (sum(xs) / 2, sum(ys) / 2) == (100, 50)


def test_pasting_twice_never_hides_a_layer_behind_another(xor):
    mime = xor.copy(["dense_1", "dense_2"])
    for _ in range(5):
        xor.paste(mime)
        xor.paste(mime, at=(0, 0))
        xor.duplicate(["dense_1"])
    places = list(xor.model.positions.values())
    assert len(set(places)) == len(places)
    assert len(xor.model.graph.layers) == 4 + 5 * 5


def test_a_long_name_can_be_copied(document):
    name = document.add_layer("dense", (0, 0))
    document.rename(name, "x" * 60)
    assert document.duplicate(["x" * 60]) != ("x" * 60,)


def _clip(kind: str = "add", links: str = "", at: str = "0, 0", groups: str = "[]") -> bytes:
    return (f'{{"format": "ladera-layers", "version": 1, "positions": {{"a": [{at}]}}, "groups": {groups}, '
            f'"graph": {{"links": [{links}], '
            f'"layers": [{{"name": "a", "kind": "{kind}", "settings": {{}}}}]}}}}').encode()


GROUPS = ("1", "[1]", '[{"name": 1}]', '[{"name": "g", "layers": ["a"], "colour": "none", "collapsed": false}]')
HOSTILE = [b"", b"x", b"null", b"[]", b"{}", b"[" * 100_000, b'{"format": "ladera-layers", "version": 2}',
           *(_clip(groups=groups) for groups in GROUPS),
           _clip(kind="evil"), _clip(links="1"), _clip(links='{"source": "a", "target": "b", "port": 0}'),
           _clip(at="1e300, 0"), _clip(at="NaN, 0"), _clip(at="1"), _clip(kind="\\ud800")]


def test_the_clip_that_the_hostile_ones_vary_is_a_good_one(document):
    mime = document.copy([])
    mime.setData("application/x-ladera-layers+json", _clip())
    assert document.paste(mime) == ("a",)


@pytest.mark.parametrize("content", [*HOSTILE, bytes(5_000_000)], ids=range(len(HOSTILE) + 1))
def test_a_hostile_clipboard_is_a_sentence(xor, content):
    before, mime = xor.model.project, xor.copy(["dense_1"])
    mime.setData("application/x-ladera-layers+json", content)
    with pytest.raises(LaderaError):
        xor.paste(mime)
    assert xor.model.project is before


def test_text_on_the_clipboard_is_no_layers(xor):
    mime = xor.copy([])
    mime.clear()
    mime.setText("hello")
    with pytest.raises(LaderaError, match="no layers"):
        xor.paste(mime)


def test_copies_share_weights_among_themselves_and_not_with_their_originals(xor):
    xor.change_settings("dense_1", {"units": 2})
    xor.change_settings("dense_2", {"units": 2, "shared_with": "dense_1"})
    names = xor.paste(xor.copy(["dense_1", "dense_2"]))
    graph = xor.model.graph
    assert [graph.layer(name).settings.get("shared_with") for name in names] == ["", names[0]]
    (alone,) = xor.duplicate(["dense_2"])
    assert xor.model.graph.layer(alone).settings["shared_with"] == "dense_1"


def test_copying_nothing_pastes_nothing(xor):
    before = xor.model.project
    assert xor.paste(xor.copy([])) == ()
    assert xor.model.project is before


# Any sequence of edits

KINDS = sorted(LAYERS)


def _some(names, number):
    return names[number % len(names)] if names else "nobody"


def _edit(document: Document, action: str, a: int, b: int) -> None:
    names = [spec.name for spec in document.model.graph.layers]
    links = document.model.graph.links
    actions = {
        "add": lambda: document.add_layer(KINDS[a % len(KINDS)], (a, b)),
        "remove": lambda: document.remove([_some(names, a)]),
        "cut": lambda: document.remove([], [links[a % len(links)]] if links else []),
        "connect": lambda: document.connect(_some(names, a), _some(names, b)),
        "port": lambda: document.connect(_some(names, a), _some(names, b), a % 3),
        "move": lambda: document.move({_some(names, a): (a, b)}),
        "units": lambda: document.change_settings(_some(names, a), {"units": b % 4 + 1}),
        "rename": lambda: document.rename(_some(names, a), f"ñ{b}"),
        "paste": lambda: document.paste(document.copy(names[: a % 4])),
        "duplicate": lambda: document.duplicate(names[: a % 3]),
        "tidy": document.tidy,
        "data": lambda: document.set_data(DataSpec(["circle", "plane", "iris"][a % 3])),
        "training": lambda: document.set_training(epochs=a % 5 + 1),
        "weights": lambda: document.set_parameters(weights(document, a), "weights"),
        "gesture": document.end_gesture,
    }
    try:
        actions[action]()
    except LaderaError:
        return


ACTIONS = ("add", "add", "add", "remove", "cut", "connect", "connect", "connect", "port", "move", "units", "rename",
           "paste", "duplicate", "tidy", "data", "training", "weights", "gesture")


class Mirror:
    """A view that knows only what the signals say."""

    def __init__(self, document: Document) -> None:
        model = document.model
        self.layers: set[str] = set()
        self.links: set[Link] = set()
        model.layer_added.connect(self.layers.add)
        model.layer_removed.connect(self.layers.remove)
        model.layer_renamed.connect(self.rename)
        model.link_added.connect(self.links.add)
        model.link_removed.connect(self.links.remove)

    def rename(self, old: str, new: str) -> None:
        self.layers.remove(old)
        self.layers.add(new)
        follow = {old: new}
        links = [Link(follow.get(link.source, link.source), follow.get(link.target, link.target), link.port)
                 for link in self.links]
        self.links.clear()
        self.links.update(links)

    def agrees(self, document: Document) -> bool:
        graph = document.model.graph
        return self.layers == {spec.name for spec in graph.layers} and self.links == set(graph.links)


@given(script=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 50), st.integers(0, 50)), max_size=30))
@random_cases(300, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_edits_undo_to_the_start_and_redo_to_the_end(make, script):
    document = make()
    mirror, start = Mirror(document), document.model.project
    for action in script:
        _edit(document, *action)
        assert mirror.agrees(document), action
        assert set(document.model.positions) == mirror.layers
        learned = document.model.parameters
        assert learned is None or learned.size == ParameterLayout(document.model.graph).size
    end = document.model.project
    undo_all(document)
    assert document.model.project == start
    assert mirror.agrees(document)
    assert not document.is_modified
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
        assert mirror.agrees(document)
    assert document.model.project == end
