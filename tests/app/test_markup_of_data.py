"""What folders, texts, groups, notes and forks are called is shown letter by letter too, on every page and dock."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtWidgets import QDockWidget

from app.main import Ladera
from app.widgets.data_panel.images_dialog import ImagesDialog
from app.widgets.fork.kept import KeptFork, KeptForks
from engine.data import DataSpec, load
from engine.data.pictures import Form, pack
from engine.drawing import Drawing, Group, Note
from engine.graph import LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings
from engine.training.fork import COLUMNS
from tests.app.hostile_texts import CANARY, HOSTILE, seen, shown_anywhere, unsafe

SIDE = 6


@pytest.fixture
def folder(tmp_path) -> Path:
    """Two classes of pictures whose names are markup, in a folder whose name is markup."""
    rng = np.random.default_rng(0)
    root = tmp_path / f"{CANARY} pictures"
    for name, level in ((f"{CANARY} dark", 40), (f"{CANARY} light", 200)):
        (root / name).mkdir(parents=True)
        for number in range(12):
            image = level + rng.integers(0, 40, (SIDE, SIDE))
            Image.fromarray(image.astype(np.uint8)).save(root / name / f"{CANARY} {number}.png")
    return root


def drawn(*layers: LayerSpec, loss: str, data: DataSpec) -> Project:
    """A chain for these data, in a group and beside a note whose texts are markup."""
    shape = load(data).input_shape
    graph = sequential(LayerSpec("input_1", "input", {"shape": shape}), *layers,
                       LayerSpec("output_1", "output", {"loss": loss}))
    drawing = Drawing((Group(CANARY, (layers[0].name,)),), (Note(HOSTILE, (0.0, 200.0)),))
    return Project(HOSTILE, graph, data, TrainingSettings(epochs=3), drawing=drawing)


def look_at_everything(ladera: Ladera, qtbot) -> None:
    """Each workspace, with all its docks and pages."""
    window = ladera.window
    for name, workspace in window.workspaces.items():
        window.show_workspace(name)
        for page in getattr(getattr(workspace, "pages", None), "buttons", ()):
            workspace.show_page(page)
            qtbot.wait(60)
            assert shown_anywhere() == [], (name, page)
        for dock in workspace.findChildren(QDockWidget):
            dock.raise_()
            qtbot.wait(40)
            assert shown_anywhere() == [], (name, dock.windowTitle())


def train(ladera: Ladera, project: Project, qtbot) -> None:
    ladera.document.model.load(project)
    qtbot.waitUntil(lambda: ladera.session.state == "ready", timeout=60_000)
    ladera.session.epoch()
    qtbot.waitUntil(lambda: ladera.session.state == "paused" and ladera.session.is_settled, timeout=60_000)


@pytest.mark.thorough
def test_folders_of_images_and_their_classes(ladera, qtbot, folder):
    spec = DataSpec("pictures", content=pack(folder, "", Form(SIDE, SIDE, "grey")).content)
    train(ladera, drawn(LayerSpec("conv2d_1", "conv2d", {"filters": 2}), LayerSpec("flatten_1", "flatten"),
                        LayerSpec("dense_1", "dense", {"units": 1}), loss="binary_cross_entropy", data=spec), qtbot)
    look_at_everything(ladera, qtbot)
    assert f"{CANARY} dark" in ladera.session.data.class_names
    assert CANARY in seen(ladera.window)


def test_a_folder_is_asked_about_as_it_is(ladera, qtbot, folder):
    panel = ladera.window.workspaces["network"].data
    panel.own_images.open(folder)
    dialog: ImagesDialog = panel.own_images.dialog
    qtbot.waitUntil(lambda: bool(dialog.preview.shown), timeout=60_000)
    assert unsafe(dialog) == []
    assert CANARY in seen(dialog)
    dialog.reject()


def test_rows_of_a_text(ladera, qtbot):
    """Its letters, put together again, are markup."""
    spec = DataSpec("text", {"steps": 40}, content=(HOSTILE + "\n").encode() * 40)
    symbols = len(load(spec).symbols)
    train(ladera, drawn(LayerSpec("embedding_1", "embedding", {"vocabulary": symbols, "dimension": 4}),
                        LayerSpec("gru_1", "gru", {"units": 4}), LayerSpec("dense_1", "dense", {"units": symbols}),
                        loss="categorical_cross_entropy", data=spec), qtbot)
    look_at_everything(ladera, qtbot)
    assert "<img" in ladera.window.workspaces["network"].data.in_hand.row.text().replace("␣", " ")


def test_forks_that_are_kept(document, qtbot):
    forks = KeptForks(document)
    qtbot.addWidget(forks)
    rows = {name: np.ones(2) for name in COLUMNS}
    settings = TrainingSettings(), TrainingSettings(batch_size=7)
    forks.keep(KeptFork(HOSTILE, settings, rows, 10, 1.0))
    forks.show()
    assert unsafe(forks) == []
    assert HOSTILE in seen(forks) or forks.table.item(1, 0).text() == HOSTILE
