"""What is written over the canvas rather than on it: how to begin, and what the network as a whole lacks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app import theme
from app.document.document import Document
from app.i18n import translate_error
from app.plain import Label, MarkupLabel, markup

_BANNER_WIDTH = 520
_MARGIN = 12
_NAMED = 6


class EmptyState(MarkupLabel):
    """In the middle of an empty canvas: how to begin."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(markup(self.tr(
            "<p style='font-size:15pt'><b>Drag layers here</b></p>"
            "<p>or double-click to search one. Begin with Input, end with Output,<br>"
            "and draw a link from the right side of each layer to the left side of the next.</p>")), view)
        self.setProperty("look", "muted")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class Banner(QFrame):
    """At the top of the canvas: the problems that belong to no single layer, and the names of those layers for whose
    sentences the drawing has no room."""

    layer_chosen = Signal(str)

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.setProperty("look", "banner")
        self._picture = Label()
        self.label = Label(wordWrap=True)
        self.names = MarkupLabel(wordWrap=True)
        self.names.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.names.setToolTip(self.tr("Choose a layer to read what is wrong with it"))
        self.names.linkActivated.connect(self.layer_chosen)
        self._listed: tuple[str, ...] = ()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 14, 8)
        layout.setSpacing(10)
        column = QVBoxLayout()
        column.addWidget(self._picture)
        column.addStretch(1)
        layout.addLayout(column)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(self.label)
        texts.addWidget(self.names)
        layout.addLayout(texts, 1)
        theme.theme_bus.changed.connect(self._tint)
        self._tint()
        self.hide()

    @property
    def text(self) -> str:
        """The sentences, one a line; empty when there is nothing to say."""
        return self.label.text()

    @property
    def listed(self) -> tuple[str, ...]:
        """The layers that are named, to be chosen."""
        return self._listed

    def show_problems(self, sentences: list[str], layers: tuple[str, ...]) -> None:
        """Say these sentences and name these layers, or hide when there are neither."""
        self._listed = layers
        self.label.setText("\n".join(sentences))
        self.label.setVisible(bool(sentences))
        self._write_names()
        self.names.setVisible(bool(layers))
        # Where there is nothing to press, the canvas below takes the press.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not layers)
        self.setVisible(bool(sentences or layers))

    def _write_names(self) -> None:
        links = [markup("<a style='color: {colour}' href='{name}'>{name}</a>", colour=theme.current().accent, name=name)
                 for name in self._listed[:_NAMED]]
        listed = markup(", ").join([*links, "…"] if len(self._listed) > _NAMED else links)
        self.names.setText(markup(self.tr("Problems at {layers}"), layers=listed) if links else "")

    def _tint(self) -> None:
        self._write_names()
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
        self._crowded: tuple[str, ...] = ()

    def show_crowded(self, layers: tuple[str, ...]) -> None:
        """Name these layers: the drawing has no room for their sentences."""
        self._crowded = layers
        self.sync()

    def sync(self) -> None:
        """Say what holds for the document now."""
        graph = self._document.model.graph
        self.empty.setVisible(not graph.layers)
        told = self._document.complaints.told(graph.problems())
        general = [translate_error(problem) for problem in told if not problem.layers]
        crowded = tuple(name for name in self._crowded if name in graph)
        self.banner.show_problems(general if graph.layers else [], crowded)
        self.place()

    def covered(self) -> float:
        """The height of what the banner hides of the drawing, 0 without one; at most a third of the view."""
        return 0.0 if self.banner.isHidden() else min(self.banner.geometry().bottom(), self._view.height() / 3)

    def place(self) -> None:
        """Fit both to the size of the viewport."""
        room = self._view.viewport().geometry()
        self.empty.setGeometry(room)
        width = min(_BANNER_WIDTH, room.width() - 2 * _MARGIN)
        self.banner.setFixedWidth(max(1, width))
        self.banner.adjustSize()
        self.banner.move((room.width() - width) // 2, _MARGIN)
