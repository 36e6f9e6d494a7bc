"""The bar that goes from one workspace to another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolBar, QToolButton, QWidget

from app.actions import Actions
from app.plain import tooltip
from app.shell.workspaces import CONTEXT, WORKSPACES
from app.theme import icon, theme_bus

ICON = QSize(18, 18)
START = "start"
"""The start page among the names of the workspaces."""
TOOLS = ("undo", "redo", "", "fit", "tidy")
"""Beside the workspaces; the training bar stands in the workspace."""


class Switcher(QToolBar):
    """A button for the start page and for each workspace, and beside them what is done everywhere."""

    def __init__(self, actions: Actions, *, show_start_page: Callable[[], object],
                 show_workspace: Callable[[str], object]) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Workspaces"))
        self.setObjectName("workspaces")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(ICON)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._add(START, "examples", self.tr("Examples"), actions["examples"].toolTip(), show_start_page)
        for row in WORKSPACES.values():
            self._add(row.name, row.icon, QCoreApplication.translate(CONTEXT, row.title),
                      QCoreApplication.translate(CONTEXT, row.tip), lambda name=row.name: show_workspace(name))
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        for name in TOOLS:
            if name:
                self.addAction(actions[name])
            else:
                self.addSeparator()
        theme_bus.changed.connect(self._tint)

    def turn_to(self, name: str) -> None:
        """Show which one is seen."""
        self._buttons[name].setChecked(True)

    def _add(self, name: str, picture: str, title: str, tip: str, show: Callable[[], object]) -> None:
        button = self._buttons[name] = QToolButton()
        button.setProperty("look", "workspace")
        button.setProperty("picture", picture)
        button.setText(title)
        button.setToolTip(tooltip(tip))
        button.setIcon(icon(picture))
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda: show())
        self._group.addButton(button)
        self.addWidget(button)

    def _tint(self) -> None:
        for button in self._buttons.values():
            button.setIcon(icon(button.property("picture")))
