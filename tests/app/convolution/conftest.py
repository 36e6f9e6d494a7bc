"""One workspace for the tests of a file: each begins with a new project in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from app.document.document import Document
from app.workspaces.convolution import ConvolutionWorkspace
from engine.vision import KernelBench
from tests.app.alone import alone


@pytest.fixture(scope="module")
def window(qapp, engine, tmp_path_factory) -> Iterator[ConvolutionWorkspace]:
    with alone(ConvolutionWorkspace, qapp, tmp_path_factory.mktemp("recovery"), engine) as workspace:
        yield workspace


@pytest.fixture
def workspace(qtbot, window) -> ConvolutionWorkspace:
    window._document.new()
    window.show_page("bench")
    qtbot.waitUntil(lambda: window.settled, timeout=30_000)
    return window


@pytest.fixture
def document(workspace) -> Document:
    return workspace._document


@pytest.fixture
def take(qtbot, document, workspace) -> Callable[[KernelBench], KernelBench]:
    """Lays a bench out and waits until it is drawn."""

    def take(bench: KernelBench) -> KernelBench:
        document.set_kernel_bench(bench, "Show")
        document.end_gesture()
        qtbot.waitUntil(lambda: workspace.settled)
        return bench

    return take
