"""One switch: neurons are nodes and synapses edges, or values are nodes and functions edges. All views obey it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.main import Ladera
from app.nomenclature import nomenclature
from engine.graph import Link
from engine.naming import NEURONS
from tests.app.step.test_step_panel import PROJECT


@pytest.fixture
def shown(ladera: Ladera, qtbot: QtBot) -> Iterator[Ladera]:
    ladera.document.model.load(PROJECT)
    ladera.window.show_workspace("network")
    qtbot.waitUntil(lambda: ladera.session.state == "ready", timeout=20_000)
    yield ladera
    nomenclature.choose(NEURONS)


def test_cards_are_values_and_links_functions(shown: Ladera):
    canvas = shown.window.workspaces["network"].canvas.canvas
    names = [spec.name for spec in PROJECT.graph.layers]
    before = {name: node.state for name, node in canvas.nodes.items()}
    assert [before[name].heading for name in names] == names
    assert not any(item.function for item in canvas.links.values())
    shown.window.actions_by_name["values_as_nodes"].trigger()
    inner = [f"A{number}" for number in "¹²³⁴"[:len(names) - 2]]
    assert [canvas.nodes[name].state.heading.split(" · ")[0] for name in names] == ["X", *inner, "Ŷ"]
    first, second = names[:2]
    link = canvas.links[Link(first, second)]
    assert link.function == before[second].subtitle
    assert canvas.nodes[second].state.subtitle == ""
    shown.window.actions_by_name["values_as_nodes"].trigger()
    assert {name: node.state for name, node in canvas.nodes.items()} == before


def test_the_step_writes_its_rules_with_layers(shown: Ladera, qtbot: QtBot):
    workspace = shown.window.workspaces["network"]
    workspace.show_step()
    qtbot.waitUntil(lambda: workspace.step.area.sentence == "")
    workspace.step.show_stage(1)
    qtbot.waitUntil(lambda: any("z_" in line for line in workspace.step.arithmetic.symbols))
    plain = workspace.step.arithmetic.symbols
    numbers = [line.split(" = ")[1] for line in workspace.step.arithmetic.numbers]
    nomenclature.choose("values")
    qtbot.waitUntil(lambda: len(workspace.step.arithmetic.symbols) == len(plain) + 1)
    at_once, *others = workspace.step.arithmetic.symbols
    assert "W^{(1)}" in at_once
    assert all("^{(1)}" in line for line in others)
    assert [line.split(" = ")[1] for line in workspace.step.arithmetic.numbers] == numbers, "the numbers stay"
    assert "A¹" in workspace.step.stage_choice.currentText()


def test_the_choice_is_remembered(shown: Ladera, open_ladera):
    shown.window.actions_by_name["values_as_nodes"].trigger()
    nomenclature.choose(NEURONS)
    shown.window.actions_by_name["values_as_nodes"].trigger()
    other = open_ladera()
    assert other.window.actions_by_name["values_as_nodes"].isChecked()
