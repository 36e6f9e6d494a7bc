"""Play, step, back, and how fast: the buttons of a race."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QHBoxLayout,
    QSlider,
    QTabBar,
    QWidget,
)

from app.numbers import grouped
from app.plain import Label
from app.widgets.choice import Box
from app.widgets.player_button import PlayButton, PlayerButton
from app.workspaces.descent.player import LONGEST, Player

SPEEDS = (0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 50.0)

OWN_KEYS: Mapping[type[QWidget], tuple[Qt.Key, ...]] = MappingProxyType({
    QAbstractButton: (Qt.Key.Key_Space,),
    Box: (Qt.Key.Key_Space, Qt.Key.Key_Home),
    QAbstractSlider: (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home),
    QTabBar: (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home),
})
"""Keys of the race that these controls have a use for themselves. A click on one does not give it the keyboard."""


class RaceTransport(QWidget):
    """Space plays, the arrows step, Home begins again; the slider scrubs. Tab comes to Walk first."""

    def __init__(self, player: Player, parent: QWidget) -> None:
        super().__init__(parent)
        self._player = player
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._keys: dict[Qt.Key, QShortcut] = {}
        self.start = PlayerButton("reset", self.tr("Back to the start (F8 or Home)"), player.restart)
        self.back = PlayerButton("step-back", self.tr("One step back (Left arrow)"), lambda: player.move(-1))
        self.play = PlayButton(self.tr("Walk"), self.tr("Pause"), self.tr("Let them walk, or pause (F5 or Space)"),
                               player.toggle)
        self.forward = PlayerButton("step", self.tr("One step (F6 or Right arrow)"), lambda: player.move(1))
        for button in (self.start, self.back, self.play, self.forward):
            layout.addWidget(button)
        self.scrub = QSlider(Qt.Orientation.Horizontal, focusPolicy=Qt.FocusPolicy.TabFocus)
        self.scrub.setToolTip(self.tr("Any step of the walk: drag to go back in time"))
        self.scrub.setAccessibleName(self.tr("Step"))
        self.scrub.setMinimumWidth(36)
        self.scrub.valueChanged.connect(self._scrub)
        self.number = Label()
        self.number.setProperty("look", "number")
        widest = self.tr("step {step}").format(step=grouped(LONGEST))
        self.number.setMinimumWidth(self.fontMetrics().horizontalAdvance(widest))
        self._drawn = ""
        self.speed = QSlider(Qt.Orientation.Horizontal, focusPolicy=Qt.FocusPolicy.TabFocus)
        self.speed.setRange(0, len(SPEEDS) - 1)
        self.speed.setPageStep(2)
        self.speed.setFixedWidth(56)
        self.speed.setToolTip(self.tr("How fast: from a tenth of the usual ten steps a second to fifty times as many"))
        self.speed.setAccessibleName(self.tr("Speed"))
        self._speed_name = Label()
        self._speed_name.setProperty("look", "muted")
        self._speed_name.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.15×") + 6)
        layout.addSpacing(4)
        layout.addWidget(self.number)
        layout.addWidget(self.scrub, 1)
        layout.addSpacing(4)
        layout.addWidget(self.speed)
        layout.addWidget(self._speed_name)
        self.speed.valueChanged.connect(self._set_speed)
        self.speed.setValue(SPEEDS.index(1.0))
        for key, act in ((Qt.Key.Key_Space, player.toggle), (Qt.Key.Key_Left, lambda: player.move(-1)),
                         (Qt.Key.Key_Right, lambda: player.move(1)), (Qt.Key.Key_Home, player.restart)):
            self._keys[key] = QShortcut(QKeySequence(key), parent,
                                        context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._keys[key].activated.connect(act)
        QApplication.instance().focusChanged.connect(self._give_way)
        for before, after in pairwise((self.play, self.forward, self.back, self.start, self.scrub, self.speed)):
            self.setTabOrder(before, after)
        player.moved.connect(self._follow)
        player.rebuilt.connect(self._follow)
        player.played.connect(self.play.show_playing)
        self._follow()

    def _give_way(self, _: QWidget | None, focused: QWidget | None) -> None:
        """What was reached by Tab keeps its own keys."""
        if focused is None:  # also while the window is taken apart, when some of the shortcuts are gone
            return
        own = () if isinstance(focused, PlayerButton) else next(
            (keys for kind, keys in OWN_KEYS.items() if isinstance(focused, kind)), ())
        for key, shortcut in self._keys.items():
            shortcut.setEnabled(key not in own)

    def _scrub(self, step: int) -> None:
        self._player.pause()
        self._player.go(step)

    def _set_speed(self, notch: int) -> None:
        self._player.speed = SPEEDS[notch]
        self._speed_name.setText(f"{SPEEDS[notch]:g}×")

    def _follow(self) -> None:
        with QSignalBlocker(self.scrub):
            self.scrub.setRange(0, self._player.reach)
            self.scrub.setValue(self._player.step)
        self._show_number()
        self.back.setEnabled(self._player.step > 0)

    def show_drawn(self, last: int, every: int) -> None:
        """What of the walk is drawn: up to which step, and of how many steps one."""
        if last < self._player.step:
            self._drawn = self.tr("the first {last} drawn").format(last=grouped(last))
        else:
            self._drawn = self.tr("one of {every} drawn").format(every=every) if every > 1 else ""
        self._show_number()

    def _show_number(self) -> None:
        number = self.tr("step {step}").format(step=grouped(self._player.step))
        self.number.setText(" · ".join(part for part in (number, self._drawn) if part))
