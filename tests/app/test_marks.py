"""What changed in the middle of a training is marked on its curves, and said; and the curves share their epochs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.session import TrainingSession
from app.widgets.changes import said
from app.widgets.curves import Curves
from app.widgets.epoch_axis import EpochAxis
from app.widgets.gradients import GradientsPanel
from app.widgets.loss_plot import LossPlot
from engine.data import DataSpec
from engine.graph import LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings
from engine.training.marks import KINDS, Change

XOR = Project("xor", sequential(
    LayerSpec("input_1", "input", {"shape": (2,)}), LayerSpec("dense_1", "dense", {"units": 1}),
    LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"})),
    DataSpec("xor", {"samples": 60}), TrainingSettings(epochs=3))

Train = Callable[[], None]


@pytest.fixture
def train(document: Document, session: TrainingSession, qtbot: QtBot) -> Train:
    """Trains to the last epoch."""
    document.model.load(XOR)

    def train() -> None:
        qtbot.waitUntil(lambda: session.latest is not None and session.is_settled, timeout=20_000)
        session.play()
        qtbot.waitUntil(lambda: session.state == "finished" and session.is_settled, timeout=20_000)

    return train


def shown(panel, qtbot: QtBot):
    qtbot.addWidget(panel)
    panel.resize(900, 400)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def place_of(plot: Curves, epoch: float) -> QPointF:
    """Where the middle of `epoch` is in the scene."""
    box = plot.item.vb
    return box.mapViewToScene(QPointF(epoch, sum(box.viewRange()[1]) / 2))


@pytest.mark.parametrize("panel", [LossPlot, GradientsPanel])
def test_a_change_is_marked_where_it_was_and_its_tooltip_says_what_it_was(
        session: TrainingSession, document: Document, qtbot: QtBot, train: Train, panel: type) -> None:
    curves = shown(panel(session), qtbot)
    train()
    assert [list(plot._changes.xvals) for plot in curves.plots()] == [[]] * len(curves.plots())
    document.set_training(batch_size=7, epochs=6)
    train()
    for plot in curves.plots():
        assert list(plot._changes.xvals) == [3]
    plot = curves.plots()[0]
    plot.scene().sigMouseMoved.emit(place_of(plot, 3.01))
    assert plot.viewport().toolTip() == "After epoch 3:\nBatch size: 32 → 7"
    plot.scene().sigMouseMoved.emit(place_of(plot, 5))
    assert plot.viewport().toolTip() == ""
    session.reset()
    train()
    assert list(plot._changes.xvals) == []


def test_a_mark_is_drawn(session: TrainingSession, document: Document, qtbot: QtBot, train: Train) -> None:
    plot = shown(LossPlot(session), qtbot).loss_curves
    train()
    document.set_training(batch_size=7, epochs=6)
    train()
    column = plot.mapFromScene(place_of(plot, 3)).x()
    marked = plot.grab().toImage()
    plot.show_changes([])
    qtbot.wait(50)
    plain = plot.grab().toImage()
    different = {x for x in range(plain.width()) for y in range(plain.height())
                 if plain.pixel(x, y) != marked.pixel(x, y)}
    assert different
    assert all(abs(x - column) <= 2 for x in different)


@pytest.mark.parametrize(("change", "sentence"), [
    (Change("setting", "", "optimizer", "sgd", "adam"), "Optimizer: Gradient descent (SGD) → Adam"),
    (Change("setting", "optimizer_settings", "learning_rate", 0.1, 3e-5), "Learning rate: 0.1 → 3e−5"),
    (Change("setting", "adversarial", "unheard_of", 1, None), "unheard_of: 1 → –"),
    (Change("layer", "dense_1", "units", 3, 30), "dense_1: Units: 3 → 30"),
    (Change("layer", "conv", "new_setting", (3, 3), (5, 5)), "conv: new_setting: 3 × 3 → 5 × 5"),
    (Change("layer", "<b>", "trainable", True, False), "<b>: Trainable: on → off"),
    (Change("added", "dense_2", "dense"), "Layer dense_2 was added"),
    (Change("removed", "dense_2", "dense"), "Layer dense_2 was removed"),
    (Change("links"), "Connections between layers were changed"),
    (Change("weights"), "Weights were changed by hand"),
    (Change("data", "", "source", "xor", "nowhere"), "Data: Exclusive or → nowhere"),
    (Change("data", "csv", "content"), "Another table"),
    (Change("data", "pictures", "content"), "Other images"),
    (Change("data", "xor", "noise", 0.1, 0.2), "Noise (%): 0.1 → 0.2"),
    (Change("setting", "", "l1", "x" * 200, 0.0), f"L1 penalty: {'x' * 40}… → 0"),
])
def test_every_kind_of_change_is_said(qapp, change: Change, sentence: str) -> None:
    assert said(change) == sentence


def test_no_kind_of_change_is_without_words(qapp) -> None:
    assert all(said(Change(kind, "a", "b", 1, 2)) for kind in KINDS)


@pytest.mark.parametrize("size", [(900, 300), (400, 700)], ids=["beside each other", "above each other"])
def test_all_curves_of_a_training_share_their_epochs(
        session: TrainingSession, document: Document, qtbot: QtBot, train: Train, size: tuple[int, int]) -> None:
    panel = shown(LossPlot(session), qtbot)
    panel.resize(*size)
    panel._rate.click()
    document.set_training(epochs=40)
    train()

    def ranges() -> list[list[float]]:
        return [plot.item.vb.viewRange()[0] for plot in panel.plots()]

    assert ranges() == [[1.0, 40.0]] * 3
    for plot in panel.plots():
        plot.item.vb.setXRange(7, 11, padding=0)  # as the wheel does
        plot.item.vb.sigRangeChangedManually.emit([True, True])
        assert ranges() == [[7, 11]] * 3
        panel.refresh()
        assert ranges() == [[7, 11]] * 3
        panel._fit()
        assert ranges() == [[1.0, 40.0]] * 3


def test_the_best_accuracy_there_can_be_is_in_sight(
        session: TrainingSession, document: Document, qtbot: QtBot, train: Train) -> None:
    panel = shown(LossPlot(session), qtbot)
    document.model.load(replace(XOR, training=TrainingSettings(optimizer="sgd", epochs=2)))
    train()
    axis = panel.metric_curves.item.getAxis("left")
    low, high = panel.metric_curves.item.vb.viewRange()[1]
    assert low < 1.0 <= high
    strings = [text for spacing, values in axis.tickValues(low, high, axis.height())
               for text in axis.tickStrings(values, 1.0, spacing)]
    assert {"1.0", "1"} & set(strings)


@pytest.mark.parametrize(("low", "high"), [(0.95, 1.05), (1, 2), (1, 3), (1, 4.5), (1, 90_000), (17.2, 17.9)])
def test_there_is_no_epoch_one_and_a_half(qapp, low: float, high: float) -> None:
    axis = EpochAxis("bottom")
    for width in (80, 300, 1500):
        values = [value for _, values in axis.tickValues(low, high, width) for value in values]
        assert all(value == int(value) for value in values)


def test_a_history_of_which_a_part_is_kept_says_so(
        session: TrainingSession, document: Document, qtbot: QtBot, train: Train) -> None:
    panel = shown(LossPlot(session), qtbot)
    train()
    assert panel.caption.isHidden()
    rows = [1.0, 4.0, *range(8, 30)]
    document.set_trained(session.latest.parameters, {"epoch": rows, "loss": [0.5] * len(rows)})
    document.model.load(document.model.project)
    qtbot.waitUntil(lambda: session.is_settled and session.latest is not None and session.latest.epoch == 29,
                    timeout=20_000)
    assert panel.caption.text() == ("Of 29 epochs the figures of 24 are kept: all of the newest, fewer of the older "
                                    "ones.")


@pytest.mark.parametrize("panel", [LossPlot, GradientsPanel])
def test_nobody_who_trains_is_told_to_press_train(
        session: TrainingSession, document: Document, qtbot: QtBot, panel: type) -> None:
    document.model.load(replace(XOR, training=TrainingSettings(epochs=10**7, batch_size=1),
                                data=DataSpec("xor", {"samples": 5000})))
    curves = shown(panel(session), qtbot)
    qtbot.waitUntil(lambda: session.latest is not None and session.is_settled, timeout=20_000)
    assert "Press Train" in curves.area.sentence
    session.set_speed(1)
    session.play()
    qtbot.waitUntil(lambda: session.state == "running", timeout=20_000)
    assert curves.area.sentence
    assert "Press Train" not in curves.area.sentence
    session.pause()
    qtbot.waitUntil(lambda: session.state == "paused", timeout=20_000)
    assert "Press Train" in curves.area.sentence
