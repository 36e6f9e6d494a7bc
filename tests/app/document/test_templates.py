"""Templates in a drawing: one step, chained to a layer, laid out."""

from __future__ import annotations

import itertools

import pytest

from app.document.planting import Site
from engine.data import DataSpec
from engine.errors import GraphError
from engine.graph import Link
from engine.templates import TEMPLATES


def overlapping(document) -> list[tuple[str, str]]:
    """The pairs of cards that lie on each other."""
    return [(one, other) for (one, (x, y)), (other, (left, top))
            in itertools.combinations(document.model.positions.items(), 2)
            if abs(x - left) < 200 and abs(y - top) < 90]


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_an_empty_drawing_gets_a_network_that_can_be_trained_in_one_step(document, template):
    before = document.model.project
    names = document.add_template(template)
    project = document.model.project
    assert {spec.name for spec in project.graph.layers} == set(names) == set(project.positions)
    assert project.graph.problems() == ()
    assert overlapping(document) == []
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.model.project == before
    document.undo_stack.redo()
    assert document.model.project == project


def test_data_that_suit_stay(document):
    document.set_data(DataSpec("iris"))
    document.add_template(TEMPLATES["logistic_regression"])
    assert document.model.data_spec == DataSpec("iris")


def test_data_that_do_not_suit_give_way_in_an_empty_drawing_alone(document):
    document.add_template(TEMPLATES["lenet"])
    assert document.model.data_spec == TEMPLATES["lenet"].data
    document.undo_stack.undo()
    assert document.model.data_spec == DataSpec("circle")
    document.add_template(TEMPLATES["mlp"])
    project = document.model.project
    with pytest.raises(GraphError):
        document.add_template(TEMPLATES["lenet"])
    assert document.model.project is project


def test_a_template_goes_into_the_link_that_leaves_a_layer(document):
    document.add_template(TEMPLATES["mlp"])
    names = document.add_template(TEMPLATES["residual"], Site("hidden_1"))
    graph = document.model.graph
    assert graph.problems() == ()
    assert Link("hidden_1", "hidden_2") not in graph.links
    assert Link("sum", "hidden_2") in graph.links
    assert set(names) == {"block_1", "block_2", "sum"}
    assert overlapping(document) == []
    assert document.model.positions["hidden_2"][0] > document.model.positions["sum"][0]


def test_after_a_loose_layer_it_brings_its_own_ends(document):
    entrance = document.add_layer("input", (0, 0))
    names = document.add_template(TEMPLATES["mlp"], Site(entrance))
    assert document.model.graph.problems() == ()
    assert Link(entrance, names[0]) in document.model.graph.links
    assert len(document.model.graph.of_kind("input")) == 1


def test_what_has_a_head_of_its_own_branches_off(document):
    document.add_template(TEMPLATES["mlp"])
    document.add_template(TEMPLATES["deep_twins"], Site("hidden_1"))
    assert document.model.graph.problems() == ()
    assert len(document.model.graph.of_kind("output")) == 3
    assert overlapping(document) == []


def test_a_layer_of_unknown_shape_is_followed_by_none(document):
    loose = document.add_layer("dense", (0, 0))
    with pytest.raises(GraphError, match=loose):
        document.add_template(TEMPLATES["mlp"], Site(loose))


def test_a_template_twice_has_other_names(document):
    first, second = (document.add_template(TEMPLATES["mlp"]) for _ in range(2))
    assert not set(first) & set(second)
    assert document.model.graph.problems() == ()
    assert overlapping(document) == []
