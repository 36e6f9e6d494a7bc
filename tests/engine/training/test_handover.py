"""What goes on when network, data or settings change in the middle of a training, and what the curves say of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data import DataSpec, load
from engine.errors import FormatError
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.layout import ParameterLayout
from engine.network import Network
from engine.training import Trainer, TrainingSettings
from engine.training.handover import Handover, Task
from engine.training.marks import ADDED, LAYER, LINKS, MOST, SETTING, WEIGHTS, Change, Mark, changes, marked
from engine.training.teacher import Teacher

DATA = DataSpec("gaussian", {"samples": 60}, validation_fraction=0.2)
NETWORK = sequential(
    LayerSpec("input_1", "input", {"shape": (2,)}),
    LayerSpec("dense_1", "dense", {"units": 3, "activation": "tanh"}),
    LayerSpec("dense_2", "dense", {"units": 1, "activation": "identity"}),
    LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}),
)


def task(graph: Graph = NETWORK, data: DataSpec = DATA, optimizer: str = "adam", **settings: object) -> Task:
    return Task(graph, data, TrainingSettings(optimizer, **{"batch_size": 8, "patience": 5, **settings}))


def trainer_for(what: Task) -> Trainer:
    return Trainer(what.graph, load(what.data), what.settings)


def trained(what: Task, steps: int) -> Trainer:
    trainer = trainer_for(what)
    for _ in range(steps):
        trainer.step()
    return trainer


def taken_over(old: Trainer, before: Task, after: Task, renames: dict[str, str] | None = None) -> Trainer:
    new = trainer_for(after)
    new.restore(Handover(before, after, renames or {}).moment(old.snapshot()), old.history.copy())
    return new


@pytest.mark.parametrize("optimizer", ["momentum", "adam", "lbfgs", "newton"])
def test_another_name_changes_nothing_to_the_bit(optimizer):
    before = task(optimizer=optimizer)
    after = before._replace(graph=NETWORK.renamed("dense_1", "hidden"))
    one = trained(before, 10)
    two = taken_over(one, before, after, {"dense_1": "hidden"})
    for _ in range(10):
        one.step()
        two.step()
    assert one.parameters.tobytes() == two.parameters.tobytes()
    assert one.history.columns().array.tobytes() == two.history.columns().array.tobytes()


def test_another_batch_size_keeps_optimizer_order_and_counts():
    before, after = task(), task(batch_size=5)
    one = trained(before, 9)
    two = taken_over(one, before, after)
    moment, there = one.snapshot(), two.snapshot()
    assert (there.step, there.epoch, there.updates, there.position) == (9, 1, 9, moment.position)
    assert moment.slots
    for name, slot in moment.slots.items():
        np.testing.assert_array_equal(there.slots[name], slot)
    np.testing.assert_array_equal(there.order, moment.order)
    two.step()
    np.testing.assert_array_equal(two.minibatch, moment.order[moment.position:][:5])


def test_another_optimizer_remembers_nothing_and_its_first_step_is_a_first_step():
    before, after = task(optimizer="momentum"), task(optimizer_settings={"learning_rate": 0.01}, batch_size=0)
    one = trained(before, 12)
    two = taken_over(one, before, after)
    start = two.parameters
    two.step()
    # Adam's first step is as long as the learning rate in every direction, whatever the gradient.
    np.testing.assert_allclose(np.abs(two.parameters - start), 0.01, rtol=1e-3)


def test_full_batches_begin_an_epoch_of_their_own():
    before, after = task(), task(optimizer="bfgs")
    two = taken_over(trained(before, 9), before, after)
    loss = two.evaluate("train").loss
    two.step()
    assert two.evaluate("train").loss < loss
    assert two.epochs_done == 2


def test_another_seed_begins_other_chance_and_other_data_other_places():
    before = task()
    one = trained(before, 9)
    seeded = taken_over(one, before, task(seed=3)).snapshot()
    fresh = trainer_for(task(seed=3)).snapshot()
    assert (seeded.shuffler, seeded.noise) == (fresh.shuffler, fresh.noise)
    other = taken_over(one, before, task(data=replace(DATA, seed=9))).snapshot()
    assert (other.order, other.position, other.minibatch, other.best) == (None, 0, None, None)
    assert other.parameters.tobytes() == one.parameters.tobytes()


def test_patience_goes_on_with_other_rates_and_begins_anew_for_another_function():
    before = task(patience=100)
    one = trained(before, 60)
    moment = one.snapshot()
    assert moment.best is not None
    same = Handover(before, task(patience=100, l2=0.1), {})
    assert same.same_function
    assert same.moment(moment).best is moment.best
    other = Handover(before, task(NETWORK.with_settings("dense_1", {"activation": "relu"}), patience=100), {})
    assert not other.same_function
    assert (other.moment(moment).best, other.moment(moment).waited) == (None, 0)


def two_branches(first: str, second: str) -> Graph:
    layers = [LayerSpec("input_1", "input", {"shape": (2,)}),
              *(LayerSpec(name, "dense", {"units": 2, "activation": "tanh"}) for name in (first, second)),
              LayerSpec("add_1", "add"), LayerSpec("dense_9", "dense", {"units": 1, "activation": "identity"}),
              LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"})]
    links = [Link("input_1", first), Link("input_1", second), Link(first, "add_1", 0), Link(second, "add_1", 1),
             Link("add_1", "dense_9"), Link("dense_9", "output_1")]
    return Graph(tuple(layers), tuple(links))


def test_arrays_in_another_order_are_put_in_order_and_the_network_stays_the_same_function():
    before, after = task(two_branches("dense_1", "dense_2")), task(two_branches("dense_2", "dense_1"))
    parameters = ParameterLayout(before.graph).initial(4)
    over = Handover(before, after, {})
    inputs = np.random.default_rng(0).normal(size=(7, 2))
    ours, theirs = Network(before.graph), Network(after.graph)
    np.testing.assert_allclose(theirs.predict(over.weights(parameters), inputs), ours.predict(parameters, inputs),
                               rtol=1e-5)
    assert not np.array_equal(over.weights(parameters), parameters)
    moment = over.moment(trained(before, 9).snapshot())
    assert (moment.slots, moment.updates) == ({}, 0)


def test_figures_of_another_loss_or_task_are_spoilt():
    assert Handover(task(), task(l2=0.1), {}).spoilt == ()
    squared = NETWORK.with_settings("output_1", {"loss": "mean_squared_error"})
    assert set(Handover(task(), task(squared), {}).spoilt) == {
        "loss", "penalty", "validation_loss", "metric", "validation_metric"}


def test_other_arrays_cannot_be_taken_over():
    with pytest.raises(KeyError):
        Handover(task(), task(NETWORK.with_settings("dense_1", {"units": 4})), {})
    with pytest.raises(KeyError):
        Handover(task(), task(NETWORK.renamed("dense_1", "hidden")), {})


# Marks


def test_a_change_is_told_by_what_it_was_and_is():
    old = task()
    assert changes(old, task(batch_size=5), {}) == (Change(SETTING, "", "batch_size", 8, 5),)
    assert changes(old, task(NETWORK.with_settings("dense_1", {"activation": "relu"})), {}) == (
        Change(LAYER, "dense_1", "activation", "tanh", "relu"),)
    assert changes(old, task(NETWORK.renamed("dense_1", "x")), {"dense_1": "x"}) == ()
    assert changes(old, task(patience=9, epochs=7), {}) == ()
    assert changes(old, task(optimizer="sgd"), {}) == (Change(SETTING, "", "optimizer", "adam", "sgd"),)
    rate = task(optimizer_settings={"learning_rate": 0.5})
    assert changes(rate, old, {})[0].before == 0.5
    with_more = NETWORK.with_layer(LayerSpec("extra", "flatten"))
    assert changes(old, task(with_more), {}) == (Change(ADDED, "extra", "flatten"),)
    assert [change.name for change in changes(old, task(data=DataSpec("circle")), {})] == ["source"]
    assert [change.name for change in changes(old, task(data=replace(DATA, seed=4)), {})] == ["seed"]


def test_changes_at_one_step_are_one_mark_and_none_when_all_is_as_it_was():
    first = marked((), 3, 30, (Change(SETTING, "", "l2", 0.0, 0.1), Change(WEIGHTS)))
    both = marked(first, 3, 30, (Change(SETTING, "", "l2", 0.1, 0.2), Change(WEIGHTS)))
    assert both == (Mark(3, 30, (Change(SETTING, "", "l2", 0.0, 0.2), Change(WEIGHTS))),)
    gone = marked(marked((), 3, 30, (Change(ADDED, "a", "dense"),)), 3, 30, (Change("removed", "a", "dense"),))
    assert gone == ()
    assert marked(marked((), 1, 9, (Change(SETTING, "", "l1", 0, 1),)), 1, 9, (Change(SETTING, "", "l1", 1, 0),)) == ()


def test_going_back_before_a_mark_takes_what_changed_along():
    marks = marked(marked((), 2, 20, (Change(LINKS),)), 5, 50, (Change(SETTING, "", "l2", 0.0, 0.1),))
    assert marked(marks, 3, 30, ()) == (marks[0], Mark(3, 30, marks[1].changes))
    assert marked(marks, 6, 60, ()) == marks


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=40))
def test_marks_come_back_from_json_and_stay_in_order(rows):
    marks: tuple[Mark, ...] = ()
    for step, number in rows:
        marks = marked(marks, step // 10, step, (Change(LAYER, "dense_1", f"s{number}", (1, 2), "x"),))
        assert [mark.step for mark in marks] == sorted({mark.step for mark in marks})
    assert tuple(Mark.from_json(mark.to_json()) for mark in marks) == marks
    assert len(marks) <= MOST


@pytest.mark.parametrize("wrong", [None, [], {}, {"epoch": 1, "step": 1, "changes": []},
                                   {"epoch": -1, "step": 1, "changes": [["links", "", "", None, None]]},
                                   {"epoch": 1, "step": 1, "changes": [["x", "", "", None, None]]},
                                   {"epoch": 1, "step": 1, "changes": [["links", 1, "", None, None]]},
                                   {"epoch": 1, "step": 1, "changes": [["layer", "", "", None, {}]]},
                                   {"epoch": 1, "step": 1, "changes": [["layer", "a" * 999, "", None, 1]]},
                                   {"epoch": True, "step": 1, "changes": [["links", "", "", None, None]]}])
def test_what_is_no_mark_is_a_sentence(wrong):
    with pytest.raises(FormatError):
        Mark.from_json(wrong)


def hinted(graph: Graph = NETWORK, teacher: int = 0, **settings: object) -> Task:
    weights = np.random.default_rng(teacher).normal(size=ParameterLayout(NETWORK).size)
    return task(graph, teacher=Teacher("T", NETWORK, weights), **{
        "hint": 0.5, "hint_from": "dense_1", "hint_to": "dense_1", **settings})


RENAMED = NETWORK.renamed("dense_1", "hidden")


@pytest.mark.parametrize(("after", "renames"), [
    (hinted(hint=2.0), {}), (hinted(RENAMED, hint_to="hidden"), {"dense_1": "hidden"})])
def test_the_map_of_the_same_hint_goes_on(after: Task, renames: dict[str, str]):
    one = trained(hinted(), 5)
    two = taken_over(one, hinted(), after, renames)
    assert {"hint/map"} < {name for name in one.snapshot().slots if name.startswith("hint/")}
    for name, slot in one.snapshot().slots.items():
        np.testing.assert_array_equal(two.snapshot().slots[name], slot)


@pytest.mark.parametrize(("after", "renames"), [
    (hinted(teacher=1), {}), (hinted(hint_from="dense_2"), {}), (hinted(hint_to="dense_2"), {}),
    (hinted(hint=0.0), {}), (hinted(RENAMED, hint_to="dense_2"), {"dense_1": "hidden"})])
def test_the_map_of_another_hint_begins_anew(after: Task, renames: dict[str, str]):
    one = trained(hinted(), 5)
    moment = one.snapshot()
    found = Handover(hinted(), after, renames).moment(moment).slots
    assert dict(found) == {name: slot for name, slot in moment.slots.items() if not name.startswith("hint/")}
    begun = trainer_for(after).snapshot().slots
    two = taken_over(one, hinted(), after, renames).snapshot().slots
    for name in begun:
        np.testing.assert_array_equal(two[name], (begun if name.startswith("hint/") else moment.slots)[name])
