"""A document whose recovery files lie in a folder of the test."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from app.document.document import Document
from engine.layout import ParameterLayout
from tests.app.document.crashes import crash, open_window


@pytest.fixture
def make(qapp: QApplication, tmp_path: Path):
    """A function that opens windows' documents; they are closed at the end."""
    documents: list[Document] = []

    def document() -> Document:
        documents.append(Document(recovery_folder=tmp_path / "recovery"))
        return documents[-1]

    yield document
    for opened in documents:
        opened.close()


@pytest.fixture
def document(make) -> Document:
    return make()


@pytest.fixture
def xor(document: Document) -> Document:
    """input_1 → dense_1 → dense_2 → output_1, trained."""
    chain = [document.add_layer(kind, (268.0 * place, 0.0))
             for place, kind in enumerate(("input", "dense", "dense", "output"))]
    for source, target in itertools.pairwise(chain):
        document.connect(source, target)
    document.change_settings("dense_2", {"units": 1})
    assert not document.model.graph.problems()
    document.set_trained(weights(document), {"epoch": [1.0], "loss": [0.5]})
    return document


def weights(document: Document, seed: int = 0) -> np.ndarray:
    return ParameterLayout(document.model.graph).initial(seed).astype(np.float32)


SIGNALS = ("layer_added", "layer_removed", "layer_changed", "layer_renamed", "layers_moved", "link_added",
           "link_removed", "graph_changed", "data_changed", "training_changed", "parameters_changed",
           "project_replaced")


@pytest.fixture
def told(document):
    """What the model has said since."""
    log = []
    for name in SIGNALS:
        getattr(document.model, name).connect(lambda *arguments, name=name: log.append((name, *arguments)))
    return log


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory) -> Path:
    """The recovery folder after a window without a file has crashed."""
    recovery = tmp_path_factory.mktemp("crashed") / "recovery"
    crash(open_window(recovery))
    return recovery


@pytest.fixture
def crashed(left_behind, tmp_path) -> Path:
    """The folder of the crashed window, in the recovery folder of this test."""
    shutil.copytree(left_behind, tmp_path / "recovery", dirs_exist_ok=True)
    return next((tmp_path / "recovery").iterdir())
