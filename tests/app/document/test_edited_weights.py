"""What edits do to weights, and to the training that learned them."""

from __future__ import annotations

import numpy as np
import pytest

from app.canvas.edits import one_step
from app.document.model import Origin
from engine.data import DataSpec
from engine.errors import SettingError
from engine.layout import ParameterLayout
from engine.project import Learned
from tests.app.document.conftest import weights

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
