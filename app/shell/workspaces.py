"""The workspaces of the window, as a table: a new one is a row here and a widget in app/workspaces."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QWidget

from app.document.document import Document
from app.training.session import TrainingSession
from app.workspaces.network import NetworkWorkspace

CONTEXT = "Workspaces"
Commands = Mapping[str, Callable[[], object]]


@dataclass(frozen=True)
class WorkspaceType:
    """One row. `title` and `tip` are marked for translation; `commands` are the actions that it carries out itself.

    An action of the canvas is switched off in a workspace without that command.
    """

    name: str
    title: str
    tip: str
    icon: str
    build: Callable[[Document, TrainingSession], QWidget]
    commands: Callable[[QWidget], Commands]


def _network_commands(workspace: NetworkWorkspace) -> Commands:
    canvas = workspace.canvas
    return {
        "cut": canvas.cut,
        "copy": canvas.copy,
        "paste": canvas.paste,
        "duplicate": canvas.duplicate,
        "delete": canvas.delete,
        "select_all": canvas.select_all,
        "quick_add": canvas.quick_add,
        "copy_image": canvas.copy_image,
        "zoom_in": canvas.zoom_in,
        "zoom_out": canvas.zoom_out,
        "zoom_reset": canvas.zoom_reset,
        "fit": canvas.fit,
        "tidy": canvas.tidy,
    }


WORKSPACES = (
    WorkspaceType(
        "network",
        QT_TRANSLATE_NOOP("Workspaces", "Network"),
        QT_TRANSLATE_NOOP("Workspaces", "Draw a network and watch it learn"),
        "network",
        NetworkWorkspace,
        _network_commands,
    ),
)
