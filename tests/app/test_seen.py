"""What a person does is seen: undo where it acts, exports where the last one went, walkers by colours of their own."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFileDialog

from app import theme
from app.shell.examples import EXAMPLES
from app.surface.walkers import walker_colours
from app.widgets.predictions.scatter import PredictedScatter
from app.widgets.predictions.surface import DecisionSurface
from app.workspaces.descent.charts import Charts
from engine.data import DataSpec, load
from engine.descent import DescentSetup, Racer


def test_undo_and_redo_turn_to_where_they_are_seen(ladera):
    window, document = ladera.window, ladera.document
    undo, redo = (window.actions_by_name[name] for name in ("undo", "redo"))
    document.add_layer("dense", (0.0, 0.0))
    document.set_descent(DescentSetup("x^2", ((-1.0, 1.0),), (0.5,)), "Change the function")
    document.set_training(epochs=7)
    window.show_workspace("descent")
    undo.trigger()
    assert window.workspace_name == "network"
    assert document.model.training_settings.epochs != 7
    undo.trigger()
    assert window.workspace_name == "descent"
    window.show_start_page()
    undo.trigger()
    assert not window.on_start_page
    assert window.workspace_name == "network"
    assert document.model.graph.layers == ()
    window.show_workspace("landscape")
    for place in ("network", "descent"):
        redo.trigger()
        assert window.workspace_name == place
    window.show_workspace("landscape")
    redo.trigger()
    assert window.workspace_name == "landscape"  # what is trained is seen there too


def test_exports_open_where_the_last_one_went(ladera, monkeypatch, tmp_path, qtbot):
    asked = []

    def answer(parent, title, start, filters):
        asked.append(start)
        return str(tmp_path / "a" / f"picture{len(asked)}.png"), ""

    (tmp_path / "a").mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    ladera.document.open(EXAMPLES[0].path, as_copy=True)
    for workspace in ("network", "descent"):
        ladera.window.show_workspace(workspace)
        ladera.window.actions_by_name["export_drawing"].trigger()
    ladera.window.workspaces["network"].loss._ask_export()
    assert not asked[0].startswith(str(tmp_path / "a"))
    assert len(asked) == 3
    assert all(start.startswith(str(tmp_path / "a")) for start in asked[1:])
    assert ladera.settings.folder == str(tmp_path / "a")


def lab(colour: QColor) -> np.ndarray:
    """CIE L*a*b* of a colour of sRGB, for daylight."""
    rgb = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    linear = np.where(rgb > 0.04045, ((rgb + 0.055) / 1.055) ** 2.4, rgb / 12.92)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    x, y, z = np.where((scaled := xyz / (0.9505, 1.0, 1.089)) > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("name", ["light", "dark"])
def test_walkers_are_told_apart(qapp, name):
    theme.apply_theme(qapp, name)
    far = {(one.name(), other.name()): np.linalg.norm(lab(one) - lab(other))
           for one, other in itertools.combinations(walker_colours(), 2)}
    theme.apply_theme(qapp, "light")
    assert min(far.values()) > 24, min(far, key=far.get)


def test_a_legend_says_whose_each_curve_is(qtbot):
    charts = Charts()
    qtbot.addWidget(charts)
    charts.name_racers([Racer("adam", {})])
    assert charts.legend.isHidden()
    racers = [Racer("sgd", {"learning_rate": 0.01}), Racer("sgd", {"learning_rate": 0.5}), Racer("adam", {}),
              Racer("momentum", {}, shown=False)]
    charts.name_racers(racers)
    assert not charts.legend.isHidden()
    text = charts.legend.text()
    assert text.count("━") == 3
    assert "0.01" in text
    assert "0.5" in text
    assert all(colour.name() in text for colour in walker_colours()[:3])


def test_predictions_far_from_all_that_is_true_are_counted(qtbot):
    scatter = PredictedScatter()
    qtbot.addWidget(scatter)
    truth = np.linspace(0, 1, 50)
    assert scatter.set_values(truth, truth, "y") == 0
    assert scatter.set_values(truth, np.where(truth > 0.5, 1e6, truth), "y") == 25
    assert scatter.set_values(truth, np.full(50, np.nan), "y") == 50


def test_the_plane_has_one_scale_where_its_inputs_have_one_unit(qtbot):
    surface = DecisionSurface()
    qtbot.addWidget(surface)
    surface.resize(600, 300)
    surface.show()
    qtbot.waitExposed(surface)
    surface.set_data(load(DataSpec("circle", {"samples": 60})))
    qtbot.wait(50)
    wide, high = surface.item.vb.viewPixelSize()
    assert wide == pytest.approx(high, rel=0.02)
    table = "\n".join(["a,b,kind", *(f"{place % 7},{1000 * place},{'uv'[place % 2]}" for place in range(40))]).encode()
    surface.set_data(load(DataSpec("csv", {"target": "kind"}, content=table)))
    qtbot.wait(50)
    wide, high = surface.item.vb.viewPixelSize()
    assert high > 100 * wide
