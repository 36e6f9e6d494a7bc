"""The drawing as a list: what keys, screen readers, search and tests read of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from app import theme
from app.canvas.glyphs import tile_icon
from app.canvas.wording import shape_line, subtitle
from app.document.document import Document
from app.i18n import translate_error
from app.plain import tooltip
from engine.graph import Graph, LayerSpec

NAME = Qt.ItemDataRole.UserRole
_ICON = 26
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Row:
    """A layer: its name, and the line that shows it."""

    name: str
    kind: str
    category: str
    line: str


class DrawingModel(QAbstractListModel):
    """A row for each layer, from the inputs to the outputs. It follows the document. What a row says in full is put
    together when somebody wants to read it: of thousands few are seen."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.rows: tuple[Row, ...] = ()
        self._places: dict[str, int] = {}
        self._known: dict[str, tuple[LayerSpec, Row]] = {}
        self._context: _Context | None = None
        for signal in (document.model.graph_changed, document.model.drawing_changed, document.model.project_replaced,
                       document.complaints.changed):
            signal.connect(self._follow)
        theme.theme_bus.changed.connect(self._tell)
        self._follow()

    def rowCount(self, parent: QModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        show = _SHOWN.get(role)
        return None if show is None else show(self, row)

    def names(self) -> tuple[str, ...]:
        """The layers, in the order of the rows."""
        return tuple(self._places)

    def index_of(self, name: str) -> QModelIndex:
        """Where a layer is listed."""
        return self.index(self._places.get(name, -1))

    def found(self, text: str) -> tuple[Row, ...]:
        """The layers of which name, kind or settings contain every word, those first whose names fit best."""
        words, wanted = text.casefold().split(), text.strip().casefold()
        rows = [row for row in self.rows if all(word in row.line.casefold() for word in words)]
        place = {row.name: row.name.casefold().find(wanted) for row in rows}
        return tuple(sorted(rows, key=lambda row: (place[row.name] < 0, place[row.name])))

    def sentence(self, name: str) -> str:
        """All that the drawing shows of a layer."""
        graph = self._document.model.graph
        if self._context is None:
            self._context = _Context.of(graph, self._document)
        context, spec = self._context, graph.layer(name)
        parts = [name, subtitle(spec), shape_line(graph, name, context.counts[name])]
        group = self._document.model.drawing.group_of(name)
        if group is not None:
            parts.append(self.tr("in the group {name}").format(name=group.name))
        for words, others in ((self.tr("from {layers}"), graph.inputs_of(name)),
                              (self.tr("to {layers}"), context.followers.get(name, ()))):
            if others:
                parts.append(words.format(layers=", ".join(others)))
        return "\n".join(filter(None, (*parts, *context.told.get(name, ()))))

    def _follow(self) -> None:
        rows, self._context = self._read(), None
        if tuple(row.name for row in rows) == self.names():
            self.rows = rows
            self._tell()
        else:
            self.beginResetModel()
            self.rows, self._places = rows, {row.name: place for place, row in enumerate(rows)}
            self.endResetModel()

    def _read(self) -> tuple[Row, ...]:
        graph = self._document.model.graph
        ordered = graph.order() if len(graph.partial_shapes()) == len(graph.layers) else graph.layers
        before, self._known = self._known, {}
        for spec in ordered:
            known = before.get(spec.name)
            self._known[spec.name] = known if known is not None and known[0] is spec else (spec, Row(
                spec.name, spec.kind, spec.layer.category, f"{spec.name}  ·  {subtitle(spec)}"))
        return tuple(row for _, row in self._known.values())

    def _tell(self) -> None:
        """Any row may say something else: a neighbour, a group or a problem is another."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))


@dataclass(frozen=True)
class _Context:
    """What sentences about layers need to know of all of them."""

    counts: Mapping[str, int]
    followers: Mapping[str, list[str]]
    told: Mapping[str, list[str]]

    @classmethod
    def of(cls, graph: Graph, document: Document) -> _Context:
        followers: dict[str, list[str]] = {}
        for link in graph.links:
            followers.setdefault(link.source, []).append(link.target)
        told: dict[str, list[str]] = {}
        for problem in document.complaints.told(graph.problems()):
            if problem.layers:
                told.setdefault(problem.layers[0], []).append(translate_error(problem))
        return cls(graph.parameter_counts(), followers, told)


_SHOWN: Mapping[int, Callable[[DrawingModel, Row], object]] = {
    NAME: lambda model, row: row.name,
    Qt.ItemDataRole.DisplayRole: lambda model, row: row.line,
    Qt.ItemDataRole.DecorationRole: lambda model, row: tile_icon(
        row.kind, QColor(theme.current().category(row.category)), _ICON),
    Qt.ItemDataRole.AccessibleTextRole: lambda model, row: model.sentence(row.name),
    Qt.ItemDataRole.ToolTipRole: lambda model, row: tooltip(model.sentence(row.name)),
}
"""What a row says, by role."""
