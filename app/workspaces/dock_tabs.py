"""Docks that share a place: their tab is their title, and carries the buttons that the title bar had."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QTabBar, QToolButton, QWidget

from app.theme import icon, theme_bus

PICTURE, BUTTON = QSize(8, 8), QSize(20, 20)
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class DockTabs(QObject):
    """Hides the title bars of docks that are tabbed with others, and shows them again of those that stand alone or
    float. A double click on a tab lets its dock float, as one on a title bar does. A dock that comes back to its tabs
    comes to their front."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._corners: dict[QTabBar, TabCorner] = {}
        # Qt tells of each dock that moves, and has its tab bars ready a moment later.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)

    def watch(self, dock: QDockWidget) -> None:
        """Take care of `dock` from now on."""
        for signal in (dock.dockLocationChanged, dock.topLevelChanged, dock.visibilityChanged):
            signal.connect(self._soon)
        dock.topLevelChanged.connect(lambda afloat: None if afloat else dock.raise_())
        dock.toggleViewAction().triggered.connect(lambda shown: dock.raise_() if shown else None)

    def refresh(self) -> None:
        """Give every dock the title bar that becomes its place."""
        for dock in self._window.findChildren(QDockWidget):
            tabbed = not dock.isFloating() and any(not other.isHidden()
                                                   for other in self._window.tabifiedDockWidgets(dock))
            if tabbed != (dock.titleBarWidget() is not None):
                old = dock.titleBarWidget()
                dock.setTitleBarWidget(_NoTitle(dock) if tabbed else None)
                if old is not None:
                    old.deleteLater()
        for bar in self._window.findChildren(QTabBar, options=DIRECT):
            if bar not in self._corners:
                self._corners[bar] = TabCorner(bar, self._window)
            # Whole titles, and arrows where there is no room for all. Lays the tabs out again too: Qt does not when a
            # dock joins them, and the last is wider for the buttons.
            bar.setElideMode(Qt.TextElideMode.ElideNone)

    def _soon(self, *_: object) -> None:
        self._later.start()


class _NoTitle(QWidget):
    """Stands where the title bar was, and takes no room."""

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    minimumSizeHint = sizeHint


class TabCorner(QWidget):
    """The buttons of the dock in front, at the end of its tab bar; gone while the bar needs that room to scroll."""

    def __init__(self, bar: QTabBar, window: QMainWindow) -> None:
        super().__init__(bar)
        self._bar, self._window = bar, window
        self.afloat = QToolButton(toolTip=self.tr("Let this panel float in a window of its own"), autoRaise=True)
        self.close_dock = QToolButton(toolTip=self.tr("Close this panel; the View menu brings it back"), autoRaise=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 3, 0)
        row.setSpacing(2)
        for button in (self.afloat, self.close_dock):
            button.setProperty("look", "dock")
            button.setAccessibleName(button.toolTip())
            button.setIconSize(PICTURE)
            button.setFixedSize(BUTTON)
            row.addWidget(button)
        self.afloat.clicked.connect(lambda _=False: self._float(bar.currentIndex()))
        self.close_dock.clicked.connect(lambda _=False: self._dock(bar.currentIndex()).close())
        bar.tabBarDoubleClicked.connect(self._float)
        bar.installEventFilter(self)
        theme_bus.changed.connect(self._restyle)
        self._restyle()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._place()
        return super().eventFilter(watched, event)

    def _dock(self, place: int) -> QDockWidget | None:
        """The dock of a tab. Qt knows it and does not tell: the titles of a workspace are all different."""
        title = self._bar.tabText(place)
        return next((dock for dock in self._window.findChildren(QDockWidget) if dock.windowTitle() == title), None)

    def _float(self, place: int) -> None:
        dock = self._dock(place)
        if dock is not None:
            dock.setFloating(True)

    def _place(self) -> None:
        size = self.sizeHint()
        self.setGeometry(self._bar.width() - size.width(), 0, size.width(), self._bar.height())
        self.setVisible(not any(button.isVisible() for button in self._bar.findChildren(QToolButton, options=DIRECT)))

    def _restyle(self, *_: object) -> None:
        muted = theme_bus.theme.muted
        self.afloat.setIcon(icon("dock-float", muted))
        self.close_dock.setIcon(icon("dock-close", muted))
