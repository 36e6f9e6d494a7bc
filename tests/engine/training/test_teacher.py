"""A teacher: soft targets and hints."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import scipy.special

from engine import Data, Dense, Input, Output, Sequential, Trainer
from engine.device import NUMPY
from engine.errors import FormatError, GraphError
from engine.formats import read_project, write_project
from engine.graph import LayerSpec, sequential
from engine.ir import compile_plan, lower
from engine.layout import ParameterLayout
from engine.network import Network
from engine.probes import NextStep
from engine.probes.step import WeightStep
from engine.project import Project, new_project
from engine.training import TrainingSettings
from engine.training.fork import COLUMNS
from engine.training.kept_fork import MOST_FORKS, KeptFork
from engine.training.lesson import Lesson
from engine.training.teacher import LONGEST_TITLE, MOST_WEIGHTS, Teacher


def network(units, classes, loss, features=4):
    return Sequential([Input(features), Dense(units, "tanh", name="hidden"), Dense(classes, "identity", name="head"),
                       Output(loss)])


def made(loss, classes, rows=24):
    rng = np.random.default_rng(0)
    x = rng.normal(size=(rows, 4))
    y = {"cce": rng.integers(classes, size=rows), "bce": rng.integers(2, size=rows),
         "mse": rng.normal(size=(rows, classes))}[loss]
    task = {"cce": "multiclass", "bce": "binary", "mse": "regression"}[loss]
    return Data.from_arrays(x, y, test=(x[:2], y[:2]), standardize=False, task=task)


def taught(loss, classes, **settings):
    graph = network(9, classes, loss)
    vector = np.random.default_rng(7).normal(size=ParameterLayout(graph).size)
    teacher = Teacher("Big", graph, vector)
    data = made(loss, classes)
    return Trainer(network(5, classes, loss), data, teacher=teacher, dtype="float64", shuffle=False, optimizer="adam",
                   **{"batch_size": 24, "learning_rate": 0.01, **settings}), teacher


def linear(torch, arrays, name):
    kernel = arrays[f"{name}/kernel"].astype(np.float64)
    layer = torch.nn.Linear(*kernel.shape, dtype=torch.float64)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(kernel.T))
        layer.bias.copy_(torch.tensor(arrays[f"{name}/bias"].astype(np.float64)))
    return layer


def losses(torch, loss, s, t, y):
    """Of the student by itself, and beside the teacher at temperature 3."""
    functional = torch.nn.functional
    if loss == "mse":
        return functional.mse_loss(s, y), functional.mse_loss(s, t)
    if loss == "bce":
        bce = functional.binary_cross_entropy_with_logits
        return bce(s, y), 9 * bce(s / 3, torch.sigmoid(t / 3))
    apart = functional.kl_div(torch.log_softmax(s / 3, 1), torch.softmax(t / 3, 1), reduction="batchmean")
    return functional.cross_entropy(s, y), 9 * apart


@pytest.mark.parametrize(("loss", "classes"), [("cce", 3), ("bce", 1), ("mse", 2)])
def test_soft_targets_and_hints_train_as_in_pytorch(loss, classes):
    torch = pytest.importorskip("torch")
    trainer, teacher = taught(loss, classes, distillation=0.7, temperature=3.0, hint=0.6, hint_from="hidden",
                              hint_to="hidden")
    ours = ParameterLayout(trainer.graph).arrays(trainer.parameters)
    theirs = ParameterLayout(teacher.graph).arrays(teacher.parameters)
    student, master = ([linear(torch, arrays, name) for name in ("hidden", "head")] for arrays in (ours, theirs))
    mapped = trainer._lesson.state()["hint/map"]
    regressor = torch.nn.Linear(5, 9, dtype=torch.float64)
    with torch.no_grad():
        regressor.weight.copy_(torch.tensor(mapped[:45].reshape(5, 9).T))
        regressor.bias.copy_(torch.tensor(mapped[45:]))
    rule = torch.optim.Adam([p for layer in (*student, regressor) for p in layer.parameters()], lr=0.01, eps=1e-8)
    x, y = (torch.tensor(np.array(array)) for array in (trainer.data.train.inputs, trainer.data.train.targets))
    for _ in range(4):
        rule.zero_grad()
        inner, known = torch.tanh(student[0](x)), torch.tanh(master[0](x)).detach()
        s, t = student[1](inner), master[1](known).detach()
        own, soft = losses(torch, loss, s, t, y)
        whole = 0.3 * own + 0.7 * soft + 0.6 * torch.nn.functional.mse_loss(regressor(inner), known)
        whole.backward()
        rule.step()
        trainer.step()
        assert trainer.minibatch_loss == pytest.approx(whole.item(), rel=1e-6)
    after = ParameterLayout(trainer.graph).arrays(trainer.parameters)
    for layer, name in zip(student, ("hidden", "head"), strict=True):
        np.testing.assert_allclose(after[f"{name}/kernel"], layer.weight.detach().numpy().T, atol=1e-6)
        np.testing.assert_allclose(after[f"{name}/bias"], layer.bias.detach().numpy(), atol=1e-6)
    np.testing.assert_allclose(trainer._lesson.state()["hint/map"][:45].reshape(5, 9).T,
                               regressor.weight.detach().numpy(), atol=1e-6)


def test_a_teacher_without_any_share_changes_nothing():
    alone, _ = taught("cce", 3, distillation=0.0)
    free = Trainer(alone.graph, alone.data, alone.settings.changed(teacher=None))
    for trainer in (alone, free):
        trainer.fit(3)
    np.testing.assert_allclose(alone.parameters, free.parameters, atol=1e-12)


def test_a_student_comes_to_say_what_its_teacher_says():
    trainer, teacher = taught("cce", 3, distillation=1.0, temperature=1.0, learning_rate=0.05)
    wanted = Network(teacher.graph).predict(teacher.parameters, trainer.data.train.inputs).argmax(axis=1)
    before = (trainer.evaluate("train").predictions.argmax(axis=1) == wanted).mean()
    trainer.fit(150)
    assert before < 0.9 < (trainer.evaluate("train").predictions.argmax(axis=1) == wanted).mean()


def test_going_back_goes_on_bit_for_bit_with_the_map_of_the_hint():
    trainer, _ = taught("cce", 3, hint=1.0, hint_from="hidden", hint_to="hidden", batch_size=10)
    trainer.fit(2)
    moment = trainer.snapshot()
    trainer.fit(2)
    after = trainer.parameters
    trainer.restore(moment)
    trainer.fit(2)
    np.testing.assert_array_equal(trainer.parameters, after)
    trainer.reset()
    np.testing.assert_array_equal(trainer._lesson.state()["hint/map"], taught(
        "cce", 3, hint=1.0, hint_from="hidden", hint_to="hidden")[0]._lesson.state()["hint/map"])


HINT_OF_HIDDEN = {"hint": 1.0, "hint_from": "hidden", "hint_to": "hidden"}


def test_the_step_after_an_earlier_moment_is_seen_with_the_map_of_then():
    """What is told of it is what it did, and the map of now is as it was."""
    trainer, _ = taught("cce", 3, **HINT_OF_HIDDEN, batch_size=10, learning_rate=0.1)
    trainer.fit(2)
    moment = trainer.snapshot()
    trainer.step()
    after = trainer.layout.view(trainer.parameters, "hidden/kernel").ravel()
    trainer.fit(3)
    map_now = trainer._lesson.map.copy()
    probe = WeightStep("hidden/kernel", NextStep())
    (reading,) = trainer.reader(moment).read([probe]).values()
    np.testing.assert_array_equal(trainer._lesson.map, map_now)
    np.testing.assert_allclose(reading["new"], after, rtol=0, atol=1e-12)


def test_a_map_of_another_shape_is_none():
    trainer, _ = taught("cce", 3, **HINT_OF_HIDDEN)
    lesson = trainer._lesson
    first = lesson.map.copy()
    trainer.fit(2)
    state = {name: np.ones(4) for name in lesson.state()}
    for go_back in (lesson.look_back, lesson.restore):
        lesson.map[...] = 7.0
        go_back(state)
        np.testing.assert_array_equal(lesson.map, first)


def test_a_teacher_counts_at_the_steps_that_count():
    """What fills rows up teaches nothing, and a short row teaches as much as a long one."""
    rng = np.random.default_rng(3)
    graph = sequential(LayerSpec("input", "input", {"shape": (4, 2)}), LayerSpec("head", "dense", {
        "units": 3, "activation": "identity"}), LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}))
    layout = ParameterLayout(graph)
    own, its = rng.normal(size=(2, layout.size))
    x, lengths = rng.normal(size=(2, 4, 2)), (4, 1)
    targets = np.eye(3)[rng.integers(0, 3, (2, 4))] * (np.arange(4) < np.array(lengths)[:, None])[..., None]
    lesson = Lesson(graph, TrainingSettings(teacher=Teacher("T", graph, its), distillation=1.0, temperature=2.0,
                                            dtype="float64"), NUMPY)
    net = lower(graph, layout, 2)
    lesson.add_to(net)
    bindings = {net.inputs["input"]: x, net.targets["output"]: targets, **lesson.bindings}
    bindings |= {leaf: layout.view(own, name) for name, leaf in net.parameters.items()}
    (found,) = compile_plan(NUMPY, "float64", [net.loss], bindings).run()
    its = np.array(its, np.float32)
    ours, theirs = (scipy.special.log_softmax(np.asarray(Network(graph, dtype="float64").activations(
        vector, x)["head"]) / 2.0, axis=-1) for vector in (own, its))
    each = (np.exp(theirs) * (theirs - ours)).sum(axis=-1)
    wanted = 4.0 * np.mean([row[:length].mean() for row, length in zip(each, lengths, strict=True)])
    assert found == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize(("settings", "said"), [
    ({"hint": 1.0, "hint_from": "nothing", "hint_to": "hidden"}, "no layer “nothing” in the teacher"),
    ({"hint": 1.0, "hint_from": "hidden", "hint_to": "there"}, "no layer “there” in this network"),
])
def test_what_a_hint_needs_is_said(settings, said):
    with pytest.raises(GraphError, match=said):
        taught("cce", 3, **settings)


def test_a_teacher_of_something_else_is_refused():
    graph = network(4, 2, "cce", features=3)
    teacher = Teacher("Other", graph, np.zeros(ParameterLayout(graph).size))
    with pytest.raises(GraphError, match="other inputs"):
        Trainer(network(5, 3, "cce"), made("cce", 3), teacher=teacher)


def test_a_project_keeps_its_teacher(tmp_path):
    trainer, teacher = taught("cce", 3, hint=1.0, hint_from="hidden", hint_to="hidden")
    trainer.fit(2)
    project = Project.of(trainer)
    write_project(tmp_path / "p.ladera", project)
    again = read_project(tmp_path / "p.ladera")
    assert again.training == project.training
    assert again.training.teacher == teacher
    Trainer(again.graph, trainer.data, again.training).restore(again.progress.now)


def test_a_project_has_room_for_the_largest_teacher_and_forks_of_its_students(tmp_path):
    graph = Sequential([Input(999), Dense(500, name="head"), Output("mse")])
    weights = np.random.default_rng(0).normal(size=ParameterLayout(graph).size)
    assert weights.size == MOST_WEIGHTS
    settings = TrainingSettings(teacher=Teacher("T" * LONGEST_TITLE, graph, weights))
    rows = dict.fromkeys(COLUMNS, np.zeros(1))
    forks = tuple(KeptFork(f"fork {number}", (settings, settings.changed(distillation=number / 100)), rows, 0, 1.0)
                  for number in range(MOST_FORKS))
    project = replace(new_project(), training=settings, forks=forks)
    write_project(tmp_path / "p.ladera", project)
    again = read_project(tmp_path / "p.ladera")
    assert again == project
    assert again.training.teacher == settings.teacher
    assert [fork.settings[1].distillation for fork in again.forks] == [number / 100 for number in range(MOST_FORKS)]


@pytest.mark.parametrize("spoil", [
    lambda row: row.update(weights="!!"), lambda row: row.update(weights=row["weights"][:-8]),
    lambda row: row.update(title=5), lambda row: row.pop("graph"),
])
def test_a_damaged_teacher_is_refused(spoil):
    _, teacher = taught("cce", 3)
    settings = json.loads(json.dumps(TrainingSettings(teacher=teacher).to_json()))
    spoil(settings["teacher"])
    with pytest.raises(FormatError):
        TrainingSettings.from_json(settings)
