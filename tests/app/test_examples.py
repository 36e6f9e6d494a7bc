"""The example projects are what their script says, and reach what they promise, every time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QMenu

from app import theme
from app.document.layout import ROW
from app.shell.examples import EXAMPLES, GROUPS
from engine.data import load
from engine.formats import read_project
from engine.network import Network
from engine.training.feeds import input_arrays
from tests.cases import for_thorough
from tests.tools import load_tool

tool = load_tool("make_examples")
MADE, train = tool.EXAMPLES, tool.train

LONG = {"lenet", "vgg", "all_convolutional", "residual_images", "textures", "next_letter", "backwards", "dates",
        "small_transformer"}
"""Examples that train for more than three seconds."""


each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
each_trained = pytest.mark.parametrize("example", for_thorough(EXAMPLES, lambda example: example.name in LONG),
                                       ids=lambda example: example.name)


@pytest.fixture(scope="module")
def learned():
    """Example name → its training, to its end and once for all tests: all of them together take seconds."""
    trainers = {}

    def learn(name: str):
        if name not in trainers:
            trainers[name] = train(MADE[name].project)
        return trainers[name]

    return learn


def test_the_start_page_offers_what_the_script_makes():
    assert {example.name for example in EXAMPLES} == set(MADE)


def test_the_menu_offers_the_groups_and_their_examples(ladera):
    menus = {menu.title(): [action.text() for action in menu.actions()]
             for menu in ladera.window.findChildren(QMenu)}
    for group in GROUPS:
        assert menus[group.title] == [example.title for example in group.examples]


@each
def test_the_file_is_the_one_the_script_writes(example):
    assert read_project(example.path) == MADE[example.name].project


@each
def test_links_run_to_the_right_or_to_the_line_below(example):
    project = read_project(example.path)
    graph, positions = project.graph, project.positions
    for link in graph.links:
        (left, above), (right, below) = positions[link.source], positions[link.target]
        assert left < right or below - above > ROW / 2, link


@each_trained
def test_the_example_learns_what_it_promises(example, learned):
    """To the end of its own settings, as a person trains it."""
    made = MADE[example.name]
    assert made.least <= learned(example.name).evaluate("test").metric <= made.most


@each_trained
def test_the_example_learns_the_same_when_it_is_trained_again(example):
    project = read_project(example.path)
    epochs = min(project.training.epochs, 3)
    assert train(project, epochs).parameters.tobytes() == train(project, epochs).parameters.tobytes()


@pytest.mark.parametrize("name", for_thorough(
    ("lenet", "vgg", "all_convolutional", "residual_images", "textures"), LONG.__contains__))
def test_every_filter_of_the_first_convolution_answers_to_something(learned, name):
    """A filter that answers to no place of any image is dead, and not worth looking at."""
    trainer, project = learned(name), MADE[name].project
    first = project.graph.of_kind("conv2d")[0].name
    maps = trainer.network.activations(trainer.parameters, load(project.data).train.inputs[:400])[first]
    assert (maps.max(axis=(0, 1, 2)) > 0).all()


def test_lenet_5_has_61706_weights():
    assert sum(MADE["lenet"].project.graph.parameter_counts().values()) == 61_706


def test_the_perceptron_comes_to_rest_when_all_points_are_right(learned):
    trainer = learned("perceptron")
    assert trainer.history.columns()["metric"][-1] == 1.0
    before = trainer.parameters
    trainer.epoch()
    assert np.array_equal(trainer.parameters, before)


def test_nothing_of_the_all_convolutional_network_pools_but_the_mean_at_its_end():
    kinds = [spec.kind for spec in MADE["all_convolutional"].project.graph.order()]
    assert set(kinds[:-2]) <= {"input", "conv2d", "dropout"}
    assert kinds[-2:] == ["global_pooling", "output"]


def first_to_last_gradient(project) -> float:
    """The gradient's norm in the first hidden layer over that in the last, before the first step."""
    network, data = Network(project.graph, dtype="float64"), load(project.data)
    gradient = network.gradient(network.initial_parameters(project.training.seed), data.train.inputs,
                                data.train.targets)
    norms = [np.linalg.norm(network.layout.view(gradient, f"hidden_{number}/kernel")) for number in (1, 8)]
    return norms[0] / norms[1]


def test_the_gradient_vanishes_in_the_deep_sigmoid_network_and_not_in_its_twin():
    """The derivative of the sigmoid is at most ¼, and ¼⁷ is 6e-5."""
    sigmoid, relu = MADE["deep_sigmoid"].project, MADE["deep_relu"].project
    assert replace(sigmoid, title="", notes="", graph=relu.graph) == replace(relu, title="", notes="")
    assert sigmoid.graph.parameter_counts() == relu.graph.parameter_counts()
    assert first_to_last_gradient(sigmoid) < 1e-3
    assert first_to_last_gradient(relu) > 0.1


def test_without_patience_the_network_learns_the_noise_by_heart(learned):
    stopped = learned("early_stopping")
    project = MADE["early_stopping"].project
    onwards = train(replace(project, training=replace(project.training, patience=0)))
    assert stopped.stopped
    assert stopped.epochs_done < onwards.epochs_done == project.training.epochs
    losses = onwards.history.columns()["validation_loss"]
    assert losses[-1] > 2 * losses.min()
    assert onwards.evaluate("train").metric > stopped.evaluate("train").metric
    ends, best = onwards.evaluate("test"), stopped.evaluate("test")
    assert ends.loss > 2 * best.loss
    assert ends.metric < best.metric


def test_what_was_taken_over_helps_most_where_it_is_left_alone(learned):
    """As its notes say of the mean of ten draws: from scratch, then fine-tuned, then the feature extractor."""
    trainer, project = learned("transfer"), MADE["transfer"].project
    assert len(trainer.data.train) == 20
    ways = {name: way[-1] for name, way in load_tool("example_transfer").three_ways(
        trainer, project.parameters).items()}
    assert ways["tuned"] == trainer.evaluate("test").metric
    assert ways["scratch"] < ways["tuned"] < ways["extractor"]
    assert ways["extractor"] > 0.9


def test_attention_takes_the_content_of_the_drawer_that_is_asked_for(learned):
    trainer = learned("drawers")
    data, network = load(MADE["drawers"].project.data), Network(trainer.graph)
    rows = np.array(data.test.inputs)
    asked = rows[:, 1:6] == rows[:, :1]
    rows[:, 6:] = np.where(asked, 1.0, -1.0)  # as unlike as they can be
    assert network.predict(trainer.parameters, input_arrays(trainer.graph, data, rows)).min() > 0.9


@each
@pytest.mark.parametrize("name", theme.THEMES)
def test_the_example_has_a_picture_for_every_theme(qapp, example, name):
    picture = example.thumbnail(name)
    assert picture.width() >= 400
    assert picture.height() >= 200
