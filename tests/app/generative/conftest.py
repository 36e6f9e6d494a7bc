"""One workspace for the tests of a file: each begins with a new project in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.document.document import Document
from app.workspaces.generative import GenerativeWorkspace
from tests.app.alone import alone


@pytest.fixture(scope="module")
def window(qapp, engine, tmp_path_factory) -> Iterator[GenerativeWorkspace]:
    with alone(GenerativeWorkspace, qapp, tmp_path_factory.mktemp("recovery"), engine) as workspace:
        yield workspace


@pytest.fixture
def workspace(qtbot, window) -> GenerativeWorkspace:
    window.player.pause()
    window._document.new()
    window.show_page("learning")
    window.player.restart()
    qtbot.waitUntil(lambda: window.settled and window.player.moment.epoch == 0, timeout=30_000)
    return window


@pytest.fixture
def document(workspace) -> Document:
    return workspace._document
