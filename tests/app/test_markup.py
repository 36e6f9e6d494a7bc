"""What a file, a table or a person names is shown letter by letter: nothing of it is HTML, and no file that it names
is read."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPointF
from PySide6.QtGui import QAction, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QMessageBox,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from safetensors.numpy import save_file

from app.main import Ladera
from app.plain import Label, Markup, MarkupLabel, MessageBox, ProgressDialog, markup, tooltip
from app.shell.examples import EXAMPLES
from app.widgets.data_panel.table_dialog import TableDialog
from app.widgets.plot import Plot
from engine.data import DataSpec
from engine.errors import N_, FormatError
from engine.formats import export_weights, write_project
from engine.graph import LayerSpec, sequential
from engine.layout import ParameterLayout
from engine.project import Project
from engine.surfaces import KeptRun, Plane, Surface, Trajectory, fingerprint
from engine.training import TrainingSettings
from engine.training.fork import COLUMNS
from engine.training.history import completed
from engine.training.kept_fork import LONGEST_NAME, KeptFork
from engine.training.marks import Change, Mark
from engine.training.progress import Progress, begun

CANARY = '<img src="canary.png">'
BOLD = "<b>bold</b> &amp; more"
HOSTILE = f"{CANARY} {BOLD}"


def is_theirs(text: str) -> bool:
    """Whether Qt would take a text for HTML that is somebody else's."""
    return Qt.mightBeRichText(text) and ("<img" in text or "<b>bold" in text)


def tooltips(root: QWidget) -> Iterator[str]:
    """All that can be pointed at under `root`."""
    for widget in (root, *root.findChildren(QWidget)):
        yield widget.toolTip()
        if isinstance(widget, QGraphicsView) and widget.scene() is not None:
            yield from (item.toolTip() for item in widget.scene().items())
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from cells(widget.model(), Qt.ItemDataRole.ToolTipRole)
    yield from (action.toolTip() for action in root.findChildren(QAction))


def cells(model: QAbstractItemModel, role: Qt.ItemDataRole, parent: QModelIndex | None = None) -> Iterator[str]:
    parent = parent or QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(min(model.rowCount(parent), 50)):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield str(model.data(index, role) or "")
            yield from cells(model, role, index)
    yield from (str(model.headerData(place, Qt.Orientation.Horizontal, role) or "")
                for place in range(columns))


def documents(root: QWidget) -> Iterator[str]:
    """The HTML of all that Qt lays out as HTML under `root`."""
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            yield widget.text()
        elif isinstance(widget, QTextEdit):
            yield widget.toHtml()
        elif isinstance(widget, QMessageBox):
            yield from () if widget.textFormat() == Qt.TextFormat.PlainText else (
                widget.text(), widget.informativeText())
        elif isinstance(widget, QGraphicsView) and widget.scene() is not None:
            yield from (item.toHtml() for item in widget.scene().items() if isinstance(item, QGraphicsTextItem))


def unsafe(root: QWidget) -> list[str]:
    """What under `root` is taken for HTML that somebody else wrote."""
    return [text for text in (*tooltips(root), *documents(root)) if is_theirs(text)]


def seen(root: QWidget) -> str:
    """All plain text under `root`, to tell that what was planted is there."""
    labels = [widget.text() for widget in root.findChildren(QLabel)]
    return "\n".join([*labels, *map(unescape, tooltips(root)), *map(unescape, documents(root)), root.windowTitle()])


@pytest.fixture
def boxes(monkeypatch) -> list[MessageBox]:
    """The boxes that were to be shown; each is left as if Cancel had been pressed."""
    shown = []

    def take(box: MessageBox) -> int:
        shown.append(box)
        return int(MessageBox.StandardButton.Cancel)

    monkeypatch.setattr(MessageBox, "exec", take)
    return shown


# What shows text


@pytest.mark.parametrize("make", [
    lambda: QLabel(HOSTILE), lambda: QLabel("a", toolTip=HOSTILE)], ids=["label", "tooltip"])
def test_what_qt_takes_for_html_is_found(qtbot, make):
    page = QWidget()
    qtbot.addWidget(page)
    make().setParent(page)
    assert len(unsafe(page)) == 1


@pytest.mark.parametrize("make", [
    lambda page: Label(HOSTILE, page), lambda page: MarkupLabel(HOSTILE, page),
    lambda page: MarkupLabel(markup("<b>{name}</b>", name=HOSTILE), page),
    lambda page: Label("a", page, toolTip=tooltip(HOSTILE)),
    lambda page: MessageBox(MessageBox.Icon.Warning, "", HOSTILE, parent=page),
    lambda page: ProgressDialog(HOSTILE, "Cancel", 0, 0, page)],
    ids=["label", "markup", "in markup", "tooltip", "box", "progress"])
def test_ours_show_it_as_it_is(qtbot, make):
    page = QWidget()
    qtbot.addWidget(page)
    made = make(page)
    if isinstance(made, MessageBox):
        made.setInformativeText(HOSTILE)
        made.setDetailedText(HOSTILE)
    assert unsafe(page) == []
    assert HOSTILE in seen(page)


def test_names_in_plots_are_shown_as_they_are(qtbot):
    plot = Plot()
    qtbot.addWidget(plot)
    plot.name_axes(HOSTILE, HOSTILE)
    plot.add_legend()
    plot.item.plot([0, 1], [0, 1], name=HOSTILE)
    assert unsafe(plot) == []
    plain = [item.toPlainText() for item in plot.scene().items() if isinstance(item, QGraphicsTextItem)]
    assert sum(HOSTILE in text for text in plain) == 3


def test_pieces_of_markup_are_joined_and_the_rest_is_not():
    joined = markup(", ").join([markup("<b>{name}</b>", name="a<b"), "<i>"])
    assert joined == "<b>a&lt;b</b>, &lt;i&gt;"
    assert isinstance(joined, Markup)


def test_a_million_letters_are_cut_before_qt_lays_them_out(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    for text in ("x" * 10**6, "x y " * 250_000, "<b>" * 300_000, "\u202e" * 10**6, "\n" * 10**6):
        made = (Label(text, page, wordWrap=True), MarkupLabel(text, page, wordWrap=True))
        box = MessageBox(MessageBox.Icon.Warning, "", text, parent=page)
        box.setInformativeText(text)
        lengths = [len(unescape(label.text())) for label in (*made, *box.findChildren(QLabel))]
        assert max(lengths) < 3_000
        assert len(tooltip(text)) < 20_000


# What comes from files


def project(path: Path) -> None:
    """One in which every text that can be free is hostile."""
    graph = sequential(LayerSpec("input_1", "input", {"shape": (2,)}), LayerSpec("dense_1", "dense", {"units": 1}),
                       LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}))
    data = DataSpec("csv", {"target": f"{HOSTILE} kind"}, content=table())
    walk = Trajectory(np.array([0, 1]), np.array([1.0, 0.5]), np.zeros((2, 3), np.float32))
    run = KeptRun(HOSTILE, 1, 3, fingerprint(graph), walk)
    fork = KeptFork(HOSTILE[:LONGEST_NAME].strip(), (TrainingSettings(),) * 2,
                    dict.fromkeys(COLUMNS, np.zeros(1)), 0, 1.0)
    axis = np.linspace(-1, 1, 5)
    plane = Plane(np.zeros(3, np.float32), np.eye(3, dtype=np.float32)[0], np.eye(3, dtype=np.float32)[1],
                  labels=(HOSTILE, BOLD))
    surface = Surface(plane, axis, axis, np.ones((5, 5)), 60, 60, title=HOSTILE)
    parameters, history = np.ones(3, np.float32), {"epoch": [1.0], "loss": [0.5]}
    changes = (Change("layer", CANARY, CANARY, CANARY, BOLD), Change("setting", CANARY, BOLD, None, CANARY))
    progress = Progress(begun(parameters, completed(history), TrainingSettings()), marks=(Mark(1, 1, changes),))
    write_project(path, Project(f"{HOSTILE} title", graph, data, TrainingSettings(epochs=3), {}, parameters, history,
                                notes=HOSTILE, runs=(run,), surfaces=(surface,), forks=(fork,), progress=progress))


def table() -> bytes:
    """Two inputs and a class, all of hostile names."""
    generator = np.random.default_rng(0)
    rows = [[f"{a:.3f}", f"{b:.3f}", f"{HOSTILE} one" if a + b > 0 else f"{HOSTILE} two"]
            for a, b in generator.normal(size=(60, 2))]
    named = [[f"{HOSTILE} {name}" for name in ("a", "b", "kind")], *rows]
    return "\n".join(",".join(f'"{cell.replace(chr(34), 2 * chr(34))}"' for cell in row) for row in named).encode()


def damaged(edit: Callable[[dict], None]) -> Callable[[Path], None]:
    """A project of which a part of the description is another."""
    def write(path: Path) -> None:
        project(path)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        description = json.loads(parts["project.json"])
        edit(description)
        parts["project.json"] = json.dumps(description).encode()
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    return write


def onnx_file(operator: str) -> Callable[[Path], None]:
    """A network in which all names are hostile."""
    def write(path: Path) -> None:
        onnx = pytest.importorskip("onnx")
        helper = onnx.helper
        values = [helper.make_tensor_value_info(f"{name}{CANARY}", onnx.TensorProto.FLOAT, [None, 3]) for name in "xy"]
        node = helper.make_node(operator, [values[0].name], [values[1].name], name=HOSTILE, domain=(
            CANARY if operator == CANARY else ""), doc_string=HOSTILE)
        graph = helper.make_graph([node], HOSTILE, values[:1], values[1:], doc_string=HOSTILE)
        model = helper.make_model(graph, producer_name=HOSTILE, producer_version=CANARY, domain=BOLD, ir_version=10,
                                  opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid(CANARY, 1)])
        helper.set_model_props(model, {CANARY: BOLD})
        onnx.save(model, path)

    return write


def keras_file(edit: Callable[[dict], None]) -> Callable[[Path], None]:
    """A network of Keras that is edited by an enemy."""
    def write(path: Path) -> None:
        graph = sequential(LayerSpec("input_1", "input", {"shape": (2,)}), LayerSpec("dense_1", "dense", {"units": 1}),
                           LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}))
        layout = ParameterLayout(graph)
        whole = Project("t", graph, DataSpec("xor"), TrainingSettings(), {}, layout.initial(0).astype(np.float32))
        export_weights(path, layout, whole.parameters, whole)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        config = json.loads(parts["config.json"])
        edit(config)
        parts["config.json"] = json.dumps(config).encode()
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    return write


def rename_all(value: Any) -> None:
    """Every name in a configuration is hostile."""
    for entry in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        rename_all(entry)
    if isinstance(value, dict):
        value.update({key: f"{CANARY} {value[key]}" for key in ("name", "class_name") if key in value})


HOSTILE_FILES: dict[str, Callable[[Path], object]] = {
    "project.ladera": project,
    "layer.ladera": damaged(lambda it: it["graph"]["layers"][1].update(name=HOSTILE)),
    "kind.ladera": damaged(lambda it: it["graph"]["layers"][1].update(kind=HOSTILE)),
    "setting.ladera": damaged(lambda it: it["graph"]["layers"][1]["settings"].update({HOSTILE: BOLD})),
    "value.ladera": damaged(lambda it: it["graph"]["layers"][1]["settings"].update(activation=HOSTILE)),
    "data.ladera": damaged(lambda it: it["data"].update(source=HOSTILE)),
    "target.ladera": damaged(lambda it: it["data"]["settings"].update(target=HOSTILE)),
    "training.ladera": damaged(lambda it: it["training"].update({HOSTILE: 1})),
    "descent.ladera": damaged(lambda it: it.update(descent={"text": HOSTILE})),
    "key.ladera": damaged(lambda it: it.update({HOSTILE: HOSTILE})),
    "operator.onnx": onnx_file(CANARY),
    "names.onnx": onnx_file("Relu"),
    "class.keras": keras_file(lambda it: it["config"]["layers"][1].update(class_name=HOSTILE)),
    "activation.keras": keras_file(lambda it: it["config"]["layers"][1]["config"].update(activation=HOSTILE)),
    "names.keras": keras_file(rename_all),
    "weights.safetensors": lambda path: save_file({f"{HOSTILE}/kernel": np.ones((2, 1), np.float32),
                                                   f"{BOLD}/bias": np.ones(1, np.float32)}, path),
    "table.csv": lambda path: path.write_bytes(table()),
    "broken.csv": lambda path: path.write_bytes(f"a,b\n1,2\n{HOSTILE},2\n3,{HOSTILE}\n".encode()),
    "table.xlsx": lambda path: pd.DataFrame({f"{HOSTILE} a": [1.0, 2.0], HOSTILE: [HOSTILE, BOLD]}).to_excel(
        path, index=False, sheet_name="<b>bold</b>".replace("/", "")),
    "nothing.onnx": lambda path: path.write_bytes(HOSTILE.encode()),
    "nothing.ladera": lambda path: path.write_bytes(HOSTILE.encode()),
    "nothing.song": lambda path: path.write_bytes(HOSTILE.encode()),
}
"""The end of a name, and what writes such a file; the beginning of each name is hostile too."""
VISITED = ("operator.onnx", "names.onnx", "activation.keras", "names.keras")
"""Those of which something comes in."""


def shown_anywhere() -> list[str]:
    """What is unsafe in any window there is."""
    return [text for window in QApplication.topLevelWidgets() for text in unsafe(window)]


def visit(ladera: Ladera, qtbot: QtBot) -> None:
    """Every workspace and the start page, with what they show when they have something to show."""
    window = ladera.window
    for name in window.workspaces:
        window.show_workspace(name)
        qtbot.wait(60)
        assert shown_anywhere() == [], name
    window.show_start_page()
    assert shown_anywhere() == []


def test_no_text_of_a_file_is_taken_for_html(ladera, qtbot, boxes, tmp_path):
    files = ladera.window.files
    for name, write in HOSTILE_FILES.items():
        ladera.document.new()
        boxes.clear()
        path = tmp_path / f"{CANARY} {name}"
        write(path)
        if path.suffix == ".safetensors":
            ladera.document.open(EXAMPLES[0].path, as_copy=True)
            files.exchange.take_weights(path)
        else:
            files.open_any(path)
        qtbot.waitUntil(lambda: not files.reading, timeout=30_000)
        qtbot.wait(100)
        assert shown_anywhere() == [], name
        said = [seen(window) for window in (*QApplication.topLevelWidgets(), *boxes)]
        assert any("canary" in text for text in said), f"nothing of {name} is seen"
        for box in boxes:
            assert unsafe(box) == [], name
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog):
                window.close()
        if name in VISITED:
            visit(ladera, qtbot)


def test_a_hostile_project_is_shown_as_it_is_wherever_it_is_looked_at(ladera, qtbot, boxes, tmp_path):
    path = tmp_path / f"{CANARY}.ladera"
    project(path)
    ladera.window.files.open(path)
    qtbot.waitUntil(lambda: ladera.session.state == "paused" and ladera.session.is_settled, timeout=30_000)
    network, landscape = (ladera.window.workspaces[name] for name in ("network", "landscape"))
    ladera.session.epoch()
    qtbot.waitUntil(lambda: ladera.session.state != "running" and ladera.session.is_settled, timeout=30_000)
    ladera.window.show_workspace("network")
    plot = network.loss.loss_curves
    box = plot.item.vb
    plot.scene().sigMouseMoved.emit(box.mapViewToScene(QPointF(1, sum(box.viewRange()[1]) / 2)))
    assert "canary" in unescape(plot.viewport().toolTip())
    for place in range(network.predictions.view.count()):
        network.predictions.view.setCurrentIndex(place)
        network.predictions.view.activated.emit(place)
        qtbot.wait(60)
        assert shown_anywhere() == []
    network.canvas.select(["dense_1"])
    visit(ladera, qtbot)
    landscape.runs.list.setCurrentRow(0)
    visit(ladera, qtbot)
    ladera.document.add_layer("dense", (0.0, 0.0))
    assert not ladera.window.files.may_leave()
    assert boxes
    assert unsafe(boxes[0]) == []
    assert CANARY in seen(boxes[0])
    assert ladera.document.model.project.notes == HOSTILE


def test_what_was_kept_of_a_hostile_project_is_asked_about_as_it_is(ladera, open_ladera, boxes):
    ladera.document.model.apply({"title": HOSTILE})
    ladera.document.add_layer("dense", (0.0, 0.0))
    ladera.document.leave()
    other = open_ladera()
    other.window.files.recover()
    assert boxes
    assert unsafe(boxes[0]) == []
    assert CANARY in seen(boxes[0])


def test_a_hostile_table_is_asked_about_as_it_is(ladera, qtbot):
    dialog = TableDialog(ladera.workplace.readers, f"{HOSTILE}.csv", table(), DataSpec("csv"), None, ladera.window)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.target.count() > 0, timeout=30_000)
    assert unsafe(dialog) == []


def test_what_an_error_quotes_is_shown_as_it_is(ladera):
    error = FormatError(N_("engine", "{file}: {detail}"), file=CANARY, detail=BOLD)
    ladera.window.banner.show_sentence(str(error), "Do", lambda: None)
    ladera.window.workspaces["network"].data.sentence.say(str(error))
    assert unsafe(ladera.window) == []
    assert CANARY in ladera.window.banner.text
