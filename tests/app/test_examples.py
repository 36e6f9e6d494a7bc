"""The example projects are what their script says, and reach what they promise, every time."""

from __future__ import annotations

import pytest

from app import theme
from app.shell.examples import EXAMPLES
from engine.data import load
from engine.formats import read_project
from engine.training import Trainer
from tests.tools import load_tool

MADE = load_tool("make_examples").EXAMPLES

each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)


def train(project) -> Trainer:
    trainer = Trainer(project.graph, load(project.data), project.training)
    for _ in range(project.training.epochs):
        trainer.epoch()
    return trainer


def test_the_start_page_offers_what_the_script_makes():
    assert {example.name for example in EXAMPLES} == set(MADE)


@each
def test_the_file_is_the_one_the_script_writes(example):
    assert read_project(example.path) == MADE[example.name].project


@each
def test_the_example_learns_what_it_promises(example):
    trainer = train(read_project(example.path))
    assert trainer.evaluate("test").metric >= MADE[example.name].least


@each
def test_the_example_learns_the_same_when_it_is_trained_again(example):
    project = read_project(example.path)
    assert train(project).parameters.tobytes() == train(project).parameters.tobytes()


@each
@pytest.mark.parametrize("name", theme.THEMES)
def test_the_example_has_a_picture_for_every_theme(qapp, example, name):
    picture = example.thumbnail(name)
    assert picture.width() >= 400
    assert picture.height() >= 200
