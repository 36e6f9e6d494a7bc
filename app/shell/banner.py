"""The strip above the work that says what went wrong, without standing in the way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from app import i18n
from app.plain import Label, tooltip
from app.theme import current, icon, pixmap, theme_bus

ICON_SIZE = 20


class Banner(QFrame):
    """Shows one sentence at a time, the newest, until it is closed or what it is about is over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "banner")
        self._picture = Label()
        self._text = Label()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton()
        self._action.setProperty("look", "quiet")
        self._action.clicked.connect(self._act)
        self._close = QToolButton()
        self._close.setIconSize(QSize(16, 16))
        self._close.setToolTip(self.tr("Close this message"))
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(10)
        for widget in (self._picture, self._text, self._action, self._close):
            layout.addWidget(widget)
        self._do: Callable[[], object] | None = None
        theme_bus.changed.connect(self._tint)
        self._tint()
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown; "" when none is."""
        return self._text.text() if not self.isHidden() else ""

    def show_error(self, error: BaseException) -> None:
        """Say what an error says, in the language of the window."""
        self.show_sentence(i18n.translate_error(error))

    def show_sentence(self, sentence: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        """Say `sentence`; with `action`, offer a button that calls `do`."""
        self._text.setText(sentence)
        self._action.setText(action)
        self._action.setToolTip(tooltip(sentence))
        self._action.setVisible(bool(action))
        self._do = do
        self.show()

    def _act(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()

    def _tint(self) -> None:
        self._picture.setPixmap(pixmap("warning", current().danger, ICON_SIZE, self.devicePixelRatioF()))
        self._close.setIcon(icon("close"))
