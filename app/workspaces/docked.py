"""A workspace with something in the middle and docks around it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QTabWidget, QWidget

from app.workspaces.dock_tabs import DockTabs

LEFT, RIGHT, BOTTOM = (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea,
                       Qt.DockWidgetArea.BottomDockWidgetArea)


class DockedWorkspace(QMainWindow):
    """Docks move, float and come back. `saveState` and `restoreState` carry the layout; `arrange` makes the first one,
    when the workspace is shown for the first time and its size is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A QMainWindow wants to be a window of its own; here it is a page of another.
        self.setWindowFlags(Qt.WindowType.Widget)
        self._arranged = False
        self._saved: QByteArray | bytes | None = None
        self._tabs = DockTabs(self)
        self.setDockNestingEnabled(True)
        for corner, area in ((Qt.Corner.BottomLeftCorner, LEFT), (Qt.Corner.BottomRightCorner, RIGHT)):
            self.setCorner(corner, area)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)

    def arrange(self) -> None:
        """The sizes of the first layout."""

    def add_dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        self._tabs.watch(dock)
        self.addDockWidget(area, dock)
        return dock

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._arranged:
            self._arranged = True
            if self._saved is None:
                self.arrange()
            else:  # again: the docks had to fit into a size that was none yet
                super().restoreState(self._saved)

    def restoreState(self, state: QByteArray | bytes, version: int = 0) -> bool:
        """A layout that was saved; one that is empty or not ours leaves the first one."""
        restored = super().restoreState(state, version)
        self._saved = state if restored else None
        return restored
