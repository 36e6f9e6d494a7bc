"""The drawing as a list: what keys, screen readers, search and tests read of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from app import theme
from app.canvas.glyphs import tile_icon
from app.canvas.wording import shape_line, subtitle
from app.document.document import Document
from app.i18n import translate_error
from app.plain import tooltip

NAME = Qt.ItemDataRole.UserRole
_ICON = 26
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Row:
    """A layer: its name, the line that shows it, and the sentence that says all of it."""

    name: str
    kind: str
    category: str
    line: str
    sentence: str


class DrawingModel(QAbstractListModel):
    """A row for each layer, from the inputs to the outputs. It follows the document."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.rows: tuple[Row, ...] = ()
        for signal in (document.model.graph_changed, document.model.drawing_changed, document.model.project_replaced,
                       document.complaints.changed):
            signal.connect(self._follow)
        theme.theme_bus.changed.connect(self._tint)
        self._follow()

    def rowCount(self, parent: QModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            return tile_icon(row.kind, QColor(theme.current().category(row.category)), _ICON)
        return {NAME: row.name, Qt.ItemDataRole.DisplayRole: row.line, Qt.ItemDataRole.AccessibleTextRole: row.sentence,
                Qt.ItemDataRole.ToolTipRole: tooltip(row.sentence)}.get(role)

    def names(self) -> tuple[str, ...]:
        """The layers, in the order of the rows."""
        return tuple(row.name for row in self.rows)

    def found(self, text: str) -> tuple[Row, ...]:
        """The layers of which name, kind or settings contain every word, those first whose names fit best."""
        words, wanted = text.casefold().split(), text.strip().casefold()
        rows = [row for row in self.rows if all(word in row.line.casefold() for word in words)]
        place = {row.name: row.name.casefold().find(wanted) for row in rows}
        return tuple(sorted(rows, key=lambda row: (place[row.name] < 0, place[row.name])))

    def _follow(self) -> None:
        rows = self._read()
        if rows == self.rows:
            return
        if tuple(row.name for row in rows) == self.names():
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def _read(self) -> tuple[Row, ...]:
        graph, drawing = self._document.model.graph, self._document.model.drawing
        counts, shapes = graph.parameter_counts(), graph.partial_shapes()
        told: dict[str, list[str]] = {}
        for problem in self._document.complaints.told(graph.problems()):
            if problem.layers:
                told.setdefault(problem.layers[0], []).append(translate_error(problem))
        followers: dict[str, list[str]] = {}
        for link in graph.links:
            followers.setdefault(link.source, []).append(link.target)
        ordered = graph.order() if len(shapes) == len(graph.layers) else graph.layers
        rows = []
        for spec in ordered:
            parts = [spec.name, subtitle(spec), shape_line(graph, spec.name, counts[spec.name])]
            group = drawing.group_of(spec.name)
            if group is not None:
                parts.append(self.tr("in the group {name}").format(name=group.name))
            for words, others in ((self.tr("from {layers}"), graph.inputs_of(spec.name)),
                                  (self.tr("to {layers}"), followers.get(spec.name, ()))):
                if others:
                    parts.append(words.format(layers=", ".join(others)))
            line = f"{spec.name}  ·  {subtitle(spec)}"
            rows.append(Row(spec.name, spec.kind, spec.layer.category, line,
                            "\n".join(filter(None, (*parts, *told.get(spec.name, ()))))))
        return tuple(rows)

    def _tint(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))
