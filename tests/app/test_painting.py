"""What is painted by hand, in whatever room there is for it, and what becomes of a mistake made meanwhile."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

import app
from app.canvas.view import CanvasView
from app.labs.activations import FunctionsPlot
from app.labs.tensors import TensorView
from app.main import Ladera
from app.shell.examples import EXAMPLES
from app.surface import FieldView, opengl_available
from app.theme import apply_theme
from app.widgets.data_panel.before_after import BeforeAfter
from app.widgets.data_panel.gallery import Gallery
from app.widgets.data_panel.points_field import PointsField
from app.widgets.plot import Plot
from app.widgets.predictions.confusion import ConfusionMatrix
from app.widgets.training_bar.readout import Readout
from app.widgets.training_bar.schedule_view import RateCurve
from app.widgets.training_bar.settings import MoreSettings, TrainingSettingsRow
from engine.data import SOURCES
from engine.data.pictures.survey import Shown
from tests.app.surface.pictures import bowl

ROOT = Path(__file__).resolve().parents[2]
SIZES = [QSize(*size) for side in (0, 1, 5, 20, 66) for size in ((side, side), (side, 300), (300, side))]
SIZES += [QSize(10_000, 40), QSize(40, 10_000)]
UNBOUNDED = 16_777_215
"""Qt's own limit of a widget's size."""


def painted_classes() -> set[type[QWidget]]:
    """The widgets of the window that paint themselves."""
    for module in pkgutil.walk_packages(app.__path__, "app."):
        importlib.import_module(module.name)
    found, left = set(), [QWidget]
    while left:
        kind = left.pop()
        left += kind.__subclasses__()
        if kind.__module__.startswith("app.") and ("paintEvent" in vars(kind) or issubclass(kind, Plot | CanvasView)):
            found.add(kind)
    return {kind for kind in found if not kind.__subclasses__() or "paintEvent" in vars(kind)}


def squeeze(widget: QWidget) -> None:
    """Paint it in every size, whatever it or its layout asks for."""
    widget.setMinimumSize(0, 0)
    widget.setMaximumSize(UNBOUNDED, UNBOUNDED)
    for size in SIZES:
        widget.resize(size)
        assert widget.size() == size
        widget.grab()


def trained(ladera: Ladera, qtbot, name: str) -> None:
    ladera.window.open_example(next(example for example in EXAMPLES if example.name == name))
    qtbot.waitUntil(lambda: ladera.session.state == "ready", timeout=20_000)
    ladera.session.epoch()
    qtbot.waitUntil(lambda: ladera.session.state == "paused", timeout=20_000)


@pytest.fixture(scope="module")
def met() -> set[type[QWidget]]:
    """The kinds of widgets that were painted by the tests of this file."""
    return set()


@pytest.mark.thorough
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("name", "view"), [("xor", "attack"), ("iris", "matrix"), ("diabetes", "scatter")])
def test_everything_is_painted_in_any_room(ladera, qtbot, met, name, view, theme):
    apply_theme(ladera._app, theme)
    trained(ladera, qtbot, name)
    network, landscape = dict(ladera.window.workspaces)["network"], ladera.window.workspaces["landscape"]
    predictions = network.predictions
    predictions.view.setCurrentIndex(predictions.view.findData(getattr(predictions, view)))
    activation = next(spec.name for spec in ladera.document.model.graph.layers if spec.settings.get("activation"))
    network.canvas.select([activation])
    ladera.window.show_workspace("landscape")
    qtbot.waitUntil(lambda: landscape.picture is not None, timeout=20_000)
    popup, pairs = MoreSettings(ladera.document, network.findChild(TrainingSettingsRow)), BeforeAfter()
    functions, tensor, points = FunctionsPlot(), TensorView("A"), PointsField([(0.5, -0.5, 0), (1.0, 1.0, 1)])
    tensor.show_tensor(np.arange(24.0).reshape(2, 3, 4))
    for widget in (popup, pairs, functions, tensor, points):
        qtbot.addWidget(widget)
    for widget in (functions, tensor, points):
        met.add(type(widget))
        squeeze(widget)
    pixels = np.full((4, 6, 3), 90, np.uint8)
    pairs.show_images([Shown("a.png", "a", pixels, pixels), Shown("b.png", "b", None, None)])
    pairs.show()
    met.add(BeforeAfter)
    squeeze(pairs)
    for root in (ladera.window, popup):
        for widget in root.findChildren(QWidget):
            if type(widget) in painted_classes():
                met.add(type(widget))
                squeeze(widget)


@pytest.mark.thorough
def test_nothing_that_paints_itself_was_left_out(met):
    missing = {kind.__name__ for kind in painted_classes() - met}
    assert missing <= (set() if opengl_available() else {"SpaceView"})


@pytest.mark.parametrize("log", [False, True])
def test_a_map_without_opengl_is_painted_in_any_room(qtbot, monkeypatch, log):
    monkeypatch.setattr("app.surface.field_view.opengl_available", lambda: False)
    view = FieldView()
    qtbot.addWidget(view)
    view.set_log(log)
    for z in (bowl().z, np.full((41, 41), 2.0), np.where(bowl().z > 3, np.nan, bowl().z)):
        view.set_field(replace(bowl(), z=z))
        view.map.hovered.emit(0.5, 0.5, 0.75)
        for widget in (view.map, view._scale):
            squeeze(widget)


def test_what_has_nothing_to_show_yet_is_painted_too(qtbot):
    for widget in (RateCurve(), ConfusionMatrix(), Readout("", "")):
        qtbot.addWidget(widget)
        squeeze(widget)


def test_a_data_set_without_a_picture_of_its_own_stands_in_the_gallery(qtbot, monkeypatch):
    for module in ("gallery", "thumbnails"):
        monkeypatch.setattr(f"app.widgets.data_panel.{module}.SOURCES", {"new": replace(SOURCES["iris"], name="new")})
    owner = QWidget()
    qtbot.addWidget(owner)
    assert not Gallery("new", owner).tile("new").icon().isNull()


MISTAKE = """
import sys
from PySide6.QtCore import QTimer
from app.main import create_application
from app.widgets.training_bar.readout import Readout

app = create_application()
widget = Readout("Loss", "")
kept = []
sys.excepthook = lambda *happened: kept.append(happened)  # with the frames, as a report of a crash does
widget.show()
for mistake in (lambda: 1 / 0, lambda: ().index(0), lambda: None.x, lambda: next(iter(()))):
    widget.{method} = mistake
    for happens in (widget.repaint, widget.{call}, app.quit):
        QTimer.singleShot(50, happens)
    app.exec()
    try:
        widget.{call}()
    except Exception as error:
        kept.append(error)
assert len(kept) >= 8
print("still here")
"""


@pytest.mark.parametrize(("method", "call"), [("_large", "grab"), ("_large", "adjustSize"), ("_small", "grab")])
def test_a_mistake_ends_nothing(method, call):
    program = MISTAKE.format(method=method, call=call)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "still here"), done.stderr[-2000:]
    assert "being painted" not in done.stderr
