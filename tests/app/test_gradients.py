"""The panel of gradients: the engine's norms, layer by layer, live, looked back at and compared."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.theme import current
from app.theme.tokens import DARK, LIGHT
from app.training.session import TrainingSession
from app.training.watches import is_seen
from app.widgets.gradients import GradientsPanel
from app.widgets.gradients.bars import DepthBars
from app.widgets.gradients.depth import depth_colours
from app.widgets.picture_button import PictureButton
from app.workspaces.network import NetworkWorkspace
from engine.data import DataSpec
from engine.graph import Graph, LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings
from engine.training.gradient_norms import weighted_layers
from engine.training.history import COLUMNS, norm_columns


def deep(activation: str, hidden: int = 6) -> Graph:
    layers = [LayerSpec(f"dense_{place}", "dense", {"units": 6, "activation": activation})
              for place in range(1, hidden + 1)]
    return sequential(LayerSpec("input_1", "input", {"shape": (2,)}), *layers,
                      LayerSpec("head", "dense", {"units": 1, "activation": "identity"}),
                      LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}))


def project(activation: str = "sigmoid", **settings: object) -> Project:
    return Project(activation, deep(activation), DataSpec("gaussian", {"samples": 60}),
                   TrainingSettings(**{"epochs": 4, "batch_size": 0} | settings))


@pytest.fixture
def document(document: Document) -> Document:
    document.model.load(project())
    return document


@pytest.fixture
def panel(session: TrainingSession, qtbot: QtBot) -> GradientsPanel:
    panel = GradientsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(700, 220)
    panel.show()
    return panel


@pytest.fixture
def train(document: Document, session: TrainingSession, qtbot: QtBot) -> Callable[[Project], None]:
    def train(project: Project) -> None:
        document.model.load(project)
        qtbot.waitUntil(lambda: session.latest is not None and session.latest.graph is project.graph,
                        timeout=20_000)
        session.play()
        qtbot.waitUntil(lambda: session.state == "finished")

    return train


def test_the_panel_says_what_to_do_until_there_is_an_epoch(panel: GradientsPanel, train: Callable) -> None:
    assert "Press Train" in panel.area.sentence
    assert not panel.keep.isEnabled()
    train(project())
    assert panel.area.sentence == ""


def test_bars_and_curves_are_the_engines_norms_in_order_of_depth(
        panel: GradientsPanel, session: TrainingSession, train: Callable) -> None:
    train(project())
    history = session.latest.history
    columns = norm_columns(history)
    assert panel.bars._names == weighted_layers(deep("sigmoid"))
    assert panel.bars.norms.tolist() == [history[name][-1] for name in columns]
    for curve, name in zip(panel.curves._curves, columns, strict=True):
        np.testing.assert_allclose(curve.getData()[1], np.log10(history[name]))
    assert panel.bars.norms[0] < 1e-2 * panel.bars.norms[-1]
    assert f"{panel.bars.norms[0] / panel.bars.norms[-1]:.2g}" in panel.says.text()


def test_the_bars_show_the_epoch_under_the_pointer_and_the_one_looked_back_at(
        panel: GradientsPanel, session: TrainingSession, train: Callable, qtbot: QtBot) -> None:
    train(project())
    history = session.latest.history
    box = panel.curves.item.vb
    panel.curves.scene().sigMouseMoved.emit(box.mapViewToScene(QPointF(2.0, box.viewRange()[1][0] + 0.1)))
    assert panel.bars.norms[0] == history["gradient_norm_1"][1]
    panel.curves.scene().sigMouseMoved.emit(QPointF(-50.0, -50.0))
    assert panel.bars.norms[0] == history["gradient_norm_1"][3]
    session.look_back(3)
    qtbot.waitUntil(lambda: session.is_looking_back)
    assert panel.bars.norms[0] == history["gradient_norm_1"][2]
    assert panel.curves._line.value() == 3


def test_kept_bars_stay_while_another_network_is_trained(panel: GradientsPanel, train: Callable) -> None:
    train(project("sigmoid"))
    sigmoid = panel.bars.norms
    panel.keep.click()
    train(project("relu"))
    assert panel.bars.kept is sigmoid
    assert panel.bars.norms[0] > 10 * sigmoid[0]
    panel.keep.click()
    assert not len(panel.bars.kept)


def test_a_history_of_an_older_program_says_that_it_has_none(
        panel: GradientsPanel, document: Document, session: TrainingSession, train: Callable, qtbot: QtBot) -> None:
    train(project())
    old = Project("old", deep("sigmoid"), document.model.data_spec, document.model.training_settings,
                  parameters=session.latest.parameters, history={name: [1.0, 2.0] for name in COLUMNS})
    document.model.load(old)
    qtbot.waitUntil(lambda: session.latest is not None and session.latest.graph is old.graph)
    qtbot.waitUntil(lambda: "Train on" in panel.area.sentence)


def test_the_panel_copies_curves_and_bars_as_a_picture(panel: GradientsPanel, train: Callable) -> None:
    train(project())
    QApplication.clipboard().clear()
    button = next(each for each in panel.findChildren(PictureButton) if each.toolTip().startswith("Copy"))
    button.click()
    assert QApplication.clipboard().pixmap().width() >= panel.content.width()


def test_bars_are_longer_for_larger_norms_and_a_frozen_layer_has_none(qtbot: QtBot) -> None:
    bars = DepthBars()
    qtbot.addWidget(bars)
    bars.resize(400, 120)
    bars.show_norms(("a", "b", "c"), np.array([1e-5, np.nan, 1e-1]), frozenset({"b"}))
    image = bars.grab().toImage()
    height = 22
    colours = depth_colours(current(), 3)

    def length(place: int) -> int:
        wanted, y = QColor(colours[place]), place * height + height // 2
        return sum(image.pixelColor(x, y) == wanted for x in range(image.width()))

    assert length(0) > 5
    assert length(1) == 0
    assert length(2) > 2 * length(0)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_ten_layers_have_ten_colours_that_differ_from_the_background(theme) -> None:
    colours = [QColor(name) for name in depth_colours(theme, 10)]
    assert len({colour.name() for colour in colours}) == 10
    for colour in colours:
        assert abs(colour.lightnessF() - QColor(theme.surface).lightnessF()) > 0.1


def test_each_tab_bar_of_the_docks_stands_above_its_docks(
        document: Document, session: TrainingSession, qtbot: QtBot) -> None:
    workspace = NetworkWorkspace(document, session)
    qtbot.addWidget(workspace)
    workspace.resize(1200, 700)
    workspace.show()
    workspace.restoreState(workspace.saveState())

    def visible() -> list[list[str]]:
        bars = workspace.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return sorted([bar.tabText(place) for place in range(bar.count())] for bar in bars if bar.isVisible())

    below = ["Loss", "Gradients", "Examples", "Step", "Computation", "Weight", "Lesions", "Space", "Fork"]
    qtbot.waitUntil(lambda: visible() == [["Layers", "Data", "List"], below])


def test_behind_another_tab_nothing_is_drawn_until_the_panel_comes_to_the_front(
        document: Document, session: TrainingSession, train: Callable, qtbot: QtBot) -> None:
    workspace = NetworkWorkspace(document, session)
    qtbot.addWidget(workspace)
    workspace.resize(1200, 700)
    workspace.show()
    qtbot.waitUntil(lambda: is_seen(workspace.loss) and not is_seen(workspace.gradients))
    train(project())
    assert len(workspace.loss.loss_curves._values)
    assert not len(workspace.gradients.bars.norms)
    workspace._gradients.raise_()
    qtbot.waitUntil(lambda: len(workspace.gradients.bars.norms) == 7)
    document.model.load(project("relu"))
    qtbot.waitUntil(lambda: session.state == "ready")
    assert "Press Train" in workspace.gradients.area.sentence
