"""One workspace for the tests of a file: each begins with a new project in it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from app.workspaces.sequences import SequencesWorkspace
from engine.data import DataSpec
from engine.graph import Graph, LayerSpec, sequential
from engine.jobs import cores
from engine.project import Project
from engine.training import TrainingSettings
from tests.app.alone import one_for_a_file

STEPS = 8


def reader(kind: str = "gru", symbols: int = 8, classes: int = 6, **settings: object) -> Graph:
    """Letters backwards: says which one comes next."""
    return sequential(
        LayerSpec("input", "input", {"shape": (STEPS,)}),
        LayerSpec("letters", "embedding", {"vocabulary": symbols, "dimension": 4}),
        LayerSpec("memory", kind, {"units": 6, **settings}),
        LayerSpec("head", "dense", {"units": classes, "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}))


@pytest.fixture(scope="package", autouse=True)
def worker_processes(workplace) -> None:
    """All of them are there before the first test."""
    executor = workplace.local()
    for future in [executor.submit(time.sleep, 0.2) for _ in range(cores())]:
        future.result()


window, workspace, document = one_for_a_file(SequencesWorkspace, "recurrence", pieces=True)


@pytest.fixture
def open_page(qtbot, document, workspace) -> Callable[..., object]:
    """Opens a page with a network, by default one that turns letters round, and waits until all is answered."""

    def open_page(page: str, graph: Graph | None = None, data: DataSpec | None = None, **training: object) -> object:
        data = data or DataSpec("reversing", {"letters": 6, "length": 4, "samples": 200})
        document.model.load(Project("reader", graph or reader(), data, TrainingSettings(**training)))
        qtbot.waitUntil(lambda: workspace._session.state == "ready", timeout=30_000)
        workspace.show_page(page)
        qtbot.waitUntil(lambda: workspace.settled, timeout=30_000)
        return workspace.views[page]

    return open_page
