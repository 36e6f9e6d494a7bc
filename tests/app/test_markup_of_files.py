"""Text that comes from files is shown as it is."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from safetensors.numpy import save_file

from app.main import Ladera
from app.plain import MessageBox
from app.shell.examples import EXAMPLES
from app.widgets.data_panel.table_dialog import TableDialog
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
from tests.app.hostile_texts import BOLD, CANARY, HOSTILE, seen, shown_anywhere, unsafe


@pytest.fixture
def boxes(monkeypatch) -> list[MessageBox]:
    """The boxes that were to be shown; each is left as if Cancel had been pressed."""
    shown = []

    def take(box: MessageBox) -> int:
        shown.append(box)
        return int(MessageBox.StandardButton.Cancel)

    monkeypatch.setattr(MessageBox, "exec", take)
    return shown


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
