"""Templates: each is a sound network that learns from the data that fits, and a sound part of another one."""

from __future__ import annotations

import pytest

from engine.data import DataSpec, load
from engine.data.symbol_sequences import BLANK
from engine.errors import GraphError
from engine.graph import Graph, Link
from engine.templates import TEMPLATES, Given
from engine.training import Trainer, TrainingSettings

SHAPES = ((2,), (64,), (8, 8, 1), (28, 28, 3), (32, 32, 1), (12, 1), (6, 5))
WHOLE_ROWS = ("seq2seq", "seq2seq_attention")
IMAGES = ("lenet", "vgg", "convolutional_autoencoder")


def whole(template, given: Given) -> Graph:
    """What a template makes of a layer that is there already, that layer being an Input."""
    part, _, _ = template.part(given, whole=True)
    return part


@pytest.mark.thorough
@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_template_learns_from_the_data_that_it_is_at_home_with(template):
    data = load(template.data)
    assert template.suits(Given.of(data))
    graph = template.network(Given.of(data))
    assert graph.problems() == ()
    trainer = Trainer(graph, data, TrainingSettings(**{"batch_size": 10, **template.training}))
    for _ in range(4):
        trainer.epoch()
    losses = trainer.history.columns()["loss"]
    assert losses[-1] < losses[0] or losses[-1] < 0.01, losses


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("task", ["binary", "multiclass", "regression"])
def test_a_template_follows_whatever_comes_in_or_says_why_not(template, shape, task):
    given = Given(shape, task, 3 if task == "multiclass" else 1, shape)
    if template.name in IMAGES and len(shape) != 3 and shape != (64,):
        with pytest.raises(GraphError, match="images"):
            whole(template, given)
    elif template.name in WHOLE_ROWS:
        with pytest.raises(GraphError, match="a network of its own"):
            whole(template, given)
    else:
        assert whole(template, given).problems() == ()


def test_the_residual_block_keeps_the_shape_of_what_comes_in():
    for shape in ((7,), (16, 16, 4)):
        part, _, [end] = TEMPLATES["residual"].part(Given(shape, "binary", 1, shape), whole=False)
        assert part.partial_shapes()[end] == shape


def test_lenet_on_its_own_images_is_the_one_of_1998():
    graph = TEMPLATES["lenet"].network(Given((32, 32, 1), "multiclass", 10, (32, 32, 1)))
    assert sum(graph.parameter_counts().values()) == 61_706


def test_the_streams_read_all_columns_between_them():
    data = load(DataSpec("iris"))
    graph = TEMPLATES["streams"].network(Given.of(data))
    assert [spec.settings["columns"] for spec in graph.of_kind("input")] == ["1-2", "3-4"]


def test_sigmoids_and_relus_stand_side_by_side_with_no_weight_in_common():
    graph = TEMPLATES["deep_twins"].network(Given((2,), "binary", 1, (2,)))
    twins = {spec.name for spec in graph.layers if spec.name.startswith("sigmoid")}
    assert not [link for link in graph.links if link.source in twins and link.target.startswith("relu")]
    assert Link("input", "sigmoid_1") in graph.links
    assert Link("input", "relu_1") in graph.links


def test_logistic_regression_of_several_classes_is_softmax_regression():
    given = Given((4,), "multiclass", 3, (4,))
    graph = TEMPLATES["logistic_regression"].network(given)
    assert [spec.settings["loss"] for spec in graph.of_kind("output")] == ["categorical_cross_entropy"]
    assert sum(graph.parameter_counts().values()) == 15


@pytest.mark.parametrize("source", ["brackets", "alice", "recall", "names"])
def test_a_transformer_skips_the_symbol_that_fills_rows_up_and_no_other(source):
    data = load(source)
    graph = TEMPLATES["transformer"].network(Given.of(data))
    assert [data.symbols[spec.settings["padding"]] for spec in graph.of_kind("mask")] == [
        symbol for symbol in data.symbols if symbol == BLANK]
    assert {spec.settings["masked"] for spec in graph.of_kind("attention")} == {BLANK in data.symbols}
    assert graph.problems() == ()
