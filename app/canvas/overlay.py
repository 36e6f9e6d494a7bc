"""What is written over the canvas rather than on it: how to begin, and what the network as a whole lacks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import theme
from app.document.document import Document
from app.i18n import translate_error

_BANNER_WIDTH = 520
_MARGIN = 12


class EmptyState(QLabel):
    """In the middle of an empty canvas: how to begin."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setText(self.tr("<p style='font-size:15pt'><b>Drag layers here</b></p>"
                             "<p>or double-click to search one. Begin with Input, end with Output,<br>"
                             "and draw a link from the right side of each layer to the left side of the next.</p>"))
        self.setProperty("look", "muted")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class Banner(QFrame):
    """At the top of the canvas: the problems that belong to no single layer."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setProperty("look", "banner")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._picture = QLabel()
        self.label = QLabel()
        self.label.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 14, 8)
        layout.setSpacing(10)
        column = QVBoxLayout()
        column.addWidget(self._picture)
        column.addStretch(1)
        layout.addLayout(column)
        layout.addWidget(self.label, 1)
        theme.theme_bus.changed.connect(self._tint)
        self._tint()
        self.hide()

    @property
    def text(self) -> str:
        """The sentences, one a line; empty when there is nothing to say."""
        return self.label.text()

    def show_sentences(self, sentences: list[str]) -> None:
        """Say these, or hide when there are none."""
        self.label.setText("\n".join(sentences))
        self.setVisible(bool(sentences))

    def _tint(self) -> None:
        self._picture.setPixmap(theme.pixmap("warning", theme.current().danger, 18, self.devicePixelRatioF()))


class Overlay(QObject):
    """Keeps both in place over a view and true to the document.

    They are children of the view: those of its viewport would scroll away with the drawing.
    """

    def __init__(self, view: QAbstractScrollArea, document: Document) -> None:
        super().__init__(view)
        self._view = view
        self._document = document
        self.empty = EmptyState(view)
        self.banner = Banner(view)

    def sync(self) -> None:
        """Say what holds for the document now."""
        graph = self._document.model.graph
        self.empty.setVisible(not graph.layers)
        general = [translate_error(problem) for problem in graph.problems() if not problem.layers]
        self.banner.show_sentences(general if graph.layers else [])
        self.place()

    def place(self) -> None:
        """Fit both to the size of the viewport."""
        room = self._view.viewport().geometry()
        self.empty.setGeometry(room)
        width = min(_BANNER_WIDTH, room.width() - 2 * _MARGIN)
        self.banner.setFixedWidth(max(1, width))
        self.banner.adjustSize()
        self.banner.move((room.width() - width) // 2, _MARGIN)
