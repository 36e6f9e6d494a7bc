"""One workspace for the tests of a file: each begins with a new project in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.workspaces.convolution import ConvolutionWorkspace
from engine.vision import KernelBench
from tests.app.alone import one_for_a_file

window, workspace, document = one_for_a_file(ConvolutionWorkspace, "bench")


@pytest.fixture
def take(qtbot, document, workspace) -> Callable[[KernelBench], KernelBench]:
    """Lays a bench out and waits until it is drawn."""

    def take(bench: KernelBench) -> KernelBench:
        document.set_kernel_bench(bench, "Show")
        document.end_gesture()
        qtbot.waitUntil(lambda: workspace.settled)
        return bench

    return take
