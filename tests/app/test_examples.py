"""The example projects are what their script says, and reach what they promise, every time."""

from __future__ import annotations

import pytest
from threadpoolctl import threadpool_limits

from app import theme
from app.shell.examples import EXAMPLES
from engine.data import load
from engine.formats import read_project
from engine.training import Trainer
from tests.tools import load_tool

MADE = load_tool("make_examples").EXAMPLES

each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)


def train(project, epochs: int | None = None) -> Trainer:
    trainer = Trainer(project.graph, load(project.data), project.training)
    with threadpool_limits(1, "blas"):
        for _ in range(epochs or project.training.epochs):
            trainer.epoch()
    return trainer


def test_the_start_page_offers_what_the_script_makes():
    assert {example.name for example in EXAMPLES} == set(MADE)


@each
def test_the_file_is_the_one_the_script_writes(example):
    assert read_project(example.path) == MADE[example.name].project


@each
def test_links_run_to_the_right_unless_the_network_is_one_long_chain(example):
    project = read_project(example.path)
    graph, positions = project.graph, project.positions
    if all(len(graph.inputs_of(spec.name)) <= 1 for spec in graph.layers):
        return
    assert all(positions[link.source][0] < positions[link.target][0] for link in graph.links)


@each
def test_the_example_learns_what_it_promises(example):
    trainer = train(read_project(example.path))
    assert trainer.evaluate("test").metric >= MADE[example.name].least


@each
def test_the_example_learns_the_same_when_it_is_trained_again(example):
    project = read_project(example.path)
    epochs = min(project.training.epochs, 5)
    assert train(project, epochs).parameters.tobytes() == train(project, epochs).parameters.tobytes()


def test_lenet_5_has_61706_weights():
    assert sum(MADE["lenet"].project.graph.parameter_counts().values()) == 61_706


@each
@pytest.mark.parametrize("name", theme.THEMES)
def test_the_example_has_a_picture_for_every_theme(qapp, example, name):
    picture = example.thumbnail(name)
    assert picture.width() >= 400
    assert picture.height() >= 200
