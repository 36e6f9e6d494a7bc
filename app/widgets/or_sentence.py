"""A picture, or the sentence that stands in its place while there is nothing to draw."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.plain import Label
from app.theme import current

PATIENCE = 150
"""Milliseconds that an answer may take before the one to the question before is marked as old."""
FADED = 0.72
"""How much of what is old the veil takes away."""


class OrSentence(QWidget):
    """Either `content`, or a muted sentence in the middle that says what to do to see it. While an answer is waited
    for, a veil over the content, or the sentence, says so."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = Label(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._sentence.setProperty("look", "muted")
        self._sentence.setMargin(18)
        self._layout = QStackedLayout(self)
        self._layout.addWidget(content)
        self._layout.addWidget(self._sentence)
        self.veil = _Veil(self)
        self._lasts = QTimer(self, singleShot=True, interval=PATIENCE)
        self._lasts.timeout.connect(self._say_that_it_lasts)
        self._waits = False

    @property
    def sentence(self) -> str:
        """What is said in place of the content; empty while the content is shown."""
        return self._sentence.text() if self._layout.currentIndex() else ""

    @property
    def waits(self) -> bool:
        """Whether what is seen is not the answer to what is asked now."""
        return self._waits

    def show_content(self) -> None:
        self._know()
        self._layout.setCurrentIndex(0)

    def say(self, sentence: str) -> None:
        self._know()
        self._sentence.setText(sentence)
        self._layout.setCurrentIndex(1)

    def wait(self) -> None:
        """What is shown is of other weights, or answers another question than the one whose answer is on its way. Said
        after a moment only: most answers come in the next one."""
        if not self._waits:
            self._waits = True
            self._lasts.start()

    def mark(self, old: bool) -> None:
        """Mark what is shown as old, or as what is asked."""
        if old:
            self.wait()
        else:
            self._know()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.veil.setGeometry(self.rect())
        super().resizeEvent(event)

    def _know(self) -> None:
        self._waits = False
        self._lasts.stop()
        self.veil.hide()

    def _say_that_it_lasts(self) -> None:
        if self.sentence:
            self._sentence.setText(self.veil.words)
        else:
            self.veil.show()
            self.veil.raise_()


class _Veil(QWidget):
    """Lets through what a person does to what lies below: they may choose something else before the answer is there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = self.tr("Being worked out …")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _: QPaintEvent) -> None:
        theme = current()
        faded = QColor(theme.surface)
        faded.setAlphaF(FADED)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), faded)
            painter.setPen(QColor(theme.text))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.words)
