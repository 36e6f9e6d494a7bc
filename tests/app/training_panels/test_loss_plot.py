"""The plot of the loss."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.theme import current
from app.training.session import TrainingSession
from app.widgets.curves import Curves
from app.widgets.decimate import decimate
from app.widgets.loss_plot import LossPlot
from engine.errors import FormatError
from engine.training.gradient_norms import weighted_layers
from tests.app.training_panels.projects import XOR, Open


def test_the_loss_plot_says_what_to_do_until_there_is_an_epoch(
        show: Callable, session: TrainingSession, trained: Open) -> None:
    plot = show(LossPlot(session))
    assert "Press Train" in plot.area.sentence
    trained(XOR)
    assert plot.area.sentence == ""
    assert list(plot.loss_curves._curves[0].getData()[0]) == [1, 2, 3]


def test_the_first_epoch_alone_is_seen(qtbot) -> None:
    curves = Curves(("loss",))
    qtbot.addWidget(curves)
    curves.resize(200, 120)
    curves.show()
    for losses, drawn in (([0.5], True), ([0.5, np.nan], True), ([np.nan], False)):
        curves.show_history({"epoch": np.arange(1, len(losses) + 1), "loss": np.array(losses)}, at_once=True)
        image, colour = curves.grab().toImage(), QColor(current().plots[0])
        inked = any(image.pixelColor(x, y) == colour for x in range(image.width()) for y in range(image.height()))
        assert inked is drawn, losses
    curves.show_history({"epoch": np.arange(1, 3), "loss": np.array([0.5, 0.4])}, at_once=True)
    assert curves._curves[0].opts["symbol"] is None, "two make a line"


def test_the_loss_plot_draws_the_engines_numbers_and_exports_them(
        show: Callable, session: TrainingSession, trained: Open, tmp_path: Path) -> None:
    plot = show(LossPlot(session))
    history = trained(XOR).latest.history
    assert np.array_equal(plot.loss_curves._curves[1].getData()[1], history["validation_loss"])
    assert np.array_equal(plot.metric_curves._curves[0].getData()[1], history["metric"])
    plot.export_csv(tmp_path / "history.csv")
    with (tmp_path / "history.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [float(row["loss"]) for row in rows] == history["loss"].tolist()
    first = weighted_layers(XOR.graph)[0]
    assert [float(row[f"gradient_norm/{first}"]) for row in rows] == history["gradient_norm_1"].tolist()
    with pytest.raises(FormatError, match="there is no folder"):
        plot.export_csv(tmp_path / "nowhere" / "history.csv")


def test_the_learning_rate_is_a_curve_that_can_be_chosen(
        show: Callable, session: TrainingSession, trained: Open) -> None:
    plot = show(LossPlot(session))
    schedule = replace(XOR.training, schedule="exponential", schedule_settings={"gamma": 0.5})
    history = trained(replace(XOR, training=schedule)).latest.history
    assert plot.rate_curve.isHidden()
    plot._rate.click()
    assert plot.rate_curve.isVisible()
    drawn = plot.rate_curve._curves[0].getData()[1]
    assert np.array_equal(drawn, history["learning_rate"])
    assert drawn[1] == 0.5 * drawn[0]


def test_the_crosshair_reads_the_epoch_under_it(show: Callable, session: TrainingSession, trained: Open) -> None:
    plot = show(LossPlot(session))
    history = trained(XOR).latest.history
    epoch, values = plot.loss_curves.point_at(2.2)
    assert epoch == 2
    assert values == (history["loss"][1], history["validation_loss"][1])


def test_thinning_a_curve_keeps_its_extremes() -> None:
    x = np.arange(100_000.0)
    y = np.sin(x / 1_000)
    y[54_321], y[77_777] = 9.0, -9.0
    few_x, few_y = decimate(x, y, 1_000)
    assert len(few_x) <= 1_001
    assert {9.0, -9.0} <= set(few_y)
    assert np.all(np.diff(few_x) > 0)
    assert few_x[-1] == x[-1]


def test_short_curves_are_drawn_whole() -> None:
    x = np.arange(10.0)
    assert decimate(x, x, 10)[0] is x


def test_what_is_read_under_the_pointer_goes_with_it_and_needs_no_room(
        show: Callable, session: TrainingSession, trained: Open) -> None:
    plot = show(LossPlot(session))
    trained(XOR)
    curves, box = plot.metric_curves, plot.metric_curves.item.vb
    before = plot.minimumSizeHint()
    curves._values = (np.full(3, -1.036), np.full(3, -2.0))
    curves.scene().sigMouseMoved.emit(box.mapViewToScene(QPointF(2, np.mean(box.viewRange()[1]))))
    assert plot._readout.text() == "epoch 2: −1.036, validation −2"
    assert plot.minimumSizeHint() == before
    QApplication.sendEvent(curves, QEvent(QEvent.Type.Leave))
    assert plot._readout.text() == ""
