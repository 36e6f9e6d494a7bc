"""One workspace for the tests of a file: each begins with a new project in it, before its machine has learned."""

from __future__ import annotations

from app.workspaces.generative import GenerativeWorkspace
from tests.app.alone import one_for_a_file


def from_the_start(workspace: GenerativeWorkspace) -> None:
    workspace.player.pause()
    workspace.player.restart()


window, workspace, document = one_for_a_file(GenerativeWorkspace, "learning", begin=from_the_start,
                                             ready=lambda workspace: workspace.player.moment.epoch == 0)
