"""A project that a notebook has written, with arrays of its own, in the window."""

from __future__ import annotations

import numpy as np

from app.i18n import translate
from app.widgets.data_panel import DataPanel
from engine import Data, Dense, Input, Output, Sequential, Trainer
from engine.data import SOURCES
from engine.formats import read_project, write_project
from engine.project import Project


def test_arrays_of_a_notebook_open_train_on_and_are_kept(ladera, qtbot, tmp_path):
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(60, 2))
    data = Data.from_arrays(inputs, inputs[:, 0] > 0)
    trainer = Trainer(Sequential([Input(2), Dense(4, "tanh"), Dense(1), Output("bce")]), data, epochs=5)
    trainer.fit(2)
    path = tmp_path / "mine.ladera"
    write_project(path, Project.of(trainer, "Mine"))
    ladera.window.files.open(path)
    qtbot.waitUntil(lambda: ladera.session.data is not None and ladera.session.data.spec == data.spec, timeout=20_000)
    assert ladera.session.data.train.inputs.tobytes() == data.train.inputs.tobytes()
    panel = ladera.window.findChild(DataPanel)
    assert translate(SOURCES["arrays"].title) in panel.source.text()
    assert "48" in panel.counts.text()
    ladera.session.play()
    trainer.fit()
    qtbot.waitUntil(lambda: ladera.session.state == "finished", timeout=20_000)
    ladera.document.save()
    kept = read_project(path)
    assert kept.parameters.tobytes() == trainer.parameters.tobytes()
    assert kept.data == data.spec
