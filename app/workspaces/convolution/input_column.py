"""The picture that enters the network: it can be drawn on, and others brought."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from app.document.document import Document
from app.plain import Label, tooltip
from app.training.session import TrainingSession
from app.widgets.data_panel.drawing_tools import DrawingTools
from app.widgets.data_panel.pencil import Pencil
from app.widgets.picture_button import PictureButton
from app.workspaces.convolution.layer_columns import LayerColumn

LINES = 2
"""Lines of what is said of the picture."""


class _Lines(Label):
    """Wraps within the height that it was given; any other label that wraps has all columns beside it grow."""

    def hasHeightForWidth(self) -> bool:
        return False


class InputColumn(LayerColumn):
    """The example in hand as the network gets it. Strokes of the mouse are seen in all maps and in what is said."""

    def __init__(self, name: str, shape: Sequence[int], document: Document, session: TrainingSession) -> None:
        super().__init__(name, shape)
        self._document, self._session = document, session
        self.pencil = Pencil(self.view, self._pixel)
        self.tools = DrawingTools(document, session, QBoxLayout.Direction.LeftToRight)
        self.before = PictureButton("chevron-left", self.tr("The example before this one"))
        self.next = PictureButton("chevron-right", self.tr("The example after this one"))
        self.restore = PictureButton("reset", self.tr("The example as it is in the data"))
        self.said = _Lines(wordWrap=True, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.said.setProperty("look", "muted")
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.said.setFixedHeight(LINES * self.said.fontMetrics().lineSpacing())
        self.view.setCursor(Qt.CursorShape.CrossCursor)
        self.view.setToolTip(tooltip(self.tr("Draw with the mouse; the right button erases. All maps and the answer "
                                             "follow.")))
        self.tools.row.setSpacing(0)
        self.tools.row.insertWidget(0, self.before)
        for place, button in ((1, self.next), (3, self.restore)):
            self.tools.row.insertWidget(place, button)
        self.column.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.said)
        self.tools.give(self.pencil)
        self.tools.said.connect(self._say)
        for button, by in ((self.before, -1), (self.next, 1), (self.restore, 0)):
            button.clicked.connect(lambda _=False, by=by: self._step(by))

    def take_example(self) -> None:
        """Show the example in hand."""
        kind, example, data = self.tools.look(), self._session.example, self._session.data
        self.restore.setEnabled(bool(example.values))
        if data is None:
            self.pencil.take(None)
        else:
            self.pencil.take(kind, example.raw(data))
        if not example.values:
            self._say("")

    def _step(self, by: int) -> None:
        if self._session.data is not None:
            self._document.set_example(self._session.example.stepped(by, self._session.data))
            self._document.end_gesture()

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence or self.tr("Draw on it with the mouse."))
        self.said.setToolTip(tooltip(sentence))

    def _pixel(self, place: QPointF) -> tuple[float, float] | None:
        """A place of the view in pixels of the picture; a stroke begins on a tile, one for each channel."""
        _, height, width = self.view.tiles.shape
        cell = self.view.cell_at(place)
        on_tile = cell is not None and self.view.tile_at(*cell) is not None
        x, y = (value - 1 for value in self.view.exact(place))
        if on_tile:
            return x % (width + 1), y % (height + 1)
        return (x, y) if self.pencil.drawing else None
