"""Groups, notes and arrows as values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.drawing import Arrow, Drawing, Group, Note
from engine.errors import FormatError, SettingError
from engine.graph import Graph, LayerSpec
from engine.project import Project, new_project

DRAWING = Drawing((Group("Block", ("a", "b"), "orange", True), Group("Rest", ("c",))),
                  (Note("β → ∞\n<b>plain</b>", (3.0, -4.5)),), (Arrow((0.0, 0.0), (10.0, 20.0)),))


def project(*names: str, drawing: Drawing = DRAWING) -> Project:
    return replace(new_project(), graph=Graph(tuple(LayerSpec(name, "dense") for name in names)), drawing=drawing)


def test_a_project_keeps_it():
    kept = project("a", "b", "c")
    assert Project.from_json(kept.to_json()) == kept
    assert Project.from_json(kept.to_json()).drawing == DRAWING


def test_files_from_before_and_files_without_it_are_the_same():
    plain = project("a", drawing=Drawing())
    assert "drawing" not in plain.to_json()
    assert Project.from_json(plain.to_json()).drawing == Drawing()


def test_a_group_loses_the_layers_that_are_not_there_and_goes_with_the_last():
    assert project("a").drawing.groups == (replace(DRAWING.groups[0], layers=("a",)),)


def test_a_layer_is_in_the_group_it_was_put_into_last():
    drawing, name = DRAWING.grouped(("a", "c"), "Group")
    assert {group.name: group.layers for group in drawing.groups} == {"Block": ("b",), name: ("a", "c")}


def test_a_group_that_is_grouped_with_others_takes_them_in_and_stays_what_it_was():
    block = DRAWING.groups[0]
    assert DRAWING.grouped(block.layers, "Group") == (
        replace(DRAWING, groups=(DRAWING.groups[1], block)), "Block"), "alone it is the same again"
    drawing, name = DRAWING.grouped(("a", "b", "d"), "Group")
    assert drawing.group(name) == replace(block, layers=("a", "b", "d"))
    drawing, name = DRAWING.grouped(("a", "b", "c"), "Group")
    assert drawing.groups == (replace(block, layers=("a", "b", "c")),)


@pytest.mark.parametrize("change", [
    {"groups": [{"name": "x", "layers": ["a"], "colour": "plaid", "collapsed": False}]},
    {"groups": [{"name": "", "layers": ["a"], "colour": "blue", "collapsed": False}]},
    {"groups": [{"name": name, "layers": ["a"], "colour": "blue", "collapsed": False} for name in "xy"]},
    {"notes": [{"text": 7, "at": [0, 0]}]},
    {"notes": [{"text": "x", "at": [float("nan"), 0]}]},
    {"notes": [{"text": "x" * 2_001, "at": [0, 0]}]},
    {"notes": [{"text": "\ud800", "at": [0, 0]}]},
    {"arrows": [{"start": [0, 0, 0], "end": [1, 1]}]},
    {"arrows": [{"start": [0, 0], "end": [1e7, 1]}]},
    {"arrows": 3},
])
def test_what_a_stranger_wrote_is_refused_with_a_sentence(change):
    with pytest.raises((FormatError, SettingError)):
        Drawing.from_json(DRAWING.to_json() | change)
