"""The buttons of a player: of a training, and of a race."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout

from app.theme import icon, theme_bus
from app.widgets.picture_button import PictureButton


class PlayerButton(PictureButton):
    """A click does not give it the keyboard: Space shall play, not press the button that was pressed last. A screen
    reader is told what `help` says before its colon."""

    def __init__(self, picture: str, help: str, act: Callable[[], object]) -> None:
        super().__init__(picture, help)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(help.split(":")[0])
        self.clicked.connect(lambda _=False: act())


class PlayButton(PlayerButton):
    """The one that stands out, in the accent colour: it says `play` while nothing moves and `pause` while something
    does, and keeps its width."""

    def __init__(self, play: str, pause: str, help: str, act: Callable[[], object]) -> None:
        self._words = play, pause
        self._playing = False
        super().__init__("play", help, act)
        self.setProperty("look", "primary")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.show_playing(False)

    def show_playing(self, playing: bool) -> None:
        """Say what a press does now."""
        self._playing = playing
        self.setText(self._words[playing])
        self._restyle()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        shown, *widths = (metrics.size(Qt.TextFlag.TextShowMnemonic, word).width()
                          for word in (self.text(), *self._words))
        return super().sizeHint() + QSize(max(widths) - shown, 0)

    def picture(self) -> QIcon:
        return icon("pause" if self._playing else "play", theme_bus.theme.accent_text)


def player_row(*buttons: PlayerButton) -> QHBoxLayout:
    """The buttons of a player, close together."""
    row = QHBoxLayout()
    row.setSpacing(2)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
