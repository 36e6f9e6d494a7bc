from __future__ import annotations

import time

import pytest

from app.main import Ladera
from app.shell.examples import EXAMPLES
from app.workspaces.landscape import LandscapeWorkspace
from engine.jobs import cores

PATIENCE = 30_000


@pytest.fixture(scope="package", autouse=True)
def worker_processes(workplace):
    """All of them are there before the first test."""
    for executor, count in ((workplace.local(1), 1), (workplace.local(), cores())):
        for future in [executor.submit(time.sleep, 0.2) for _ in range(count)]:
            future.result()


@pytest.fixture
def landscape(ladera: Ladera, qtbot) -> LandscapeWorkspace:
    """The landscape of the xor example before training, as fine as it becomes."""
    ladera.window.files.open_example(next(example for example in EXAMPLES if example.name == "xor"))
    ladera.window.show_workspace("landscape")
    workspace = ladera.window.workspace
    qtbot.waitUntil(lambda: workspace.picture is not None and workspace.settled, timeout=PATIENCE)
    return workspace


@pytest.fixture
def trained(landscape: LandscapeWorkspace, ladera: Ladera, qtbot) -> LandscapeWorkspace:
    """The same after twelve epochs."""
    ladera.document.set_training(epochs=12)
    qtbot.waitUntil(lambda: ladera.session.state == "ready", timeout=PATIENCE)
    ladera.session.play()
    qtbot.waitUntil(lambda: ladera.session.state == "finished", timeout=PATIENCE)
    step = ladera.session.latest.step
    qtbot.waitUntil(lambda: landscape.settled and landscape.picture.tag.snapshot.step == step, timeout=PATIENCE)
    return landscape
