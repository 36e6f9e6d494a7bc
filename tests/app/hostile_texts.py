"""Texts that Qt could take for HTML, and where a window shows what it should not."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtGui import QAction, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGraphicsTextItem,
    QGraphicsView,
    QLabel,
    QMessageBox,
    QTextEdit,
    QWidget,
)

CANARY = '<img src="canary.png">'
BOLD = "<b>bold</b> &amp; more"
HOSTILE = f"{CANARY} {BOLD}"


def is_theirs(text: str) -> bool:
    """Whether Qt would take a text for HTML that is somebody else's."""
    return Qt.mightBeRichText(text) and ("<img" in text or "<b>bold" in text)


def tooltips(root: QWidget) -> Iterator[str]:
    """All that can be pointed at under `root`."""
    for widget in (root, *root.findChildren(QWidget)):
        yield widget.toolTip()
        if isinstance(widget, QGraphicsView) and widget.scene() is not None:
            yield from (item.toolTip() for item in widget.scene().items())
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from cells(widget.model(), Qt.ItemDataRole.ToolTipRole)
    yield from (action.toolTip() for action in root.findChildren(QAction))


def cells(model: QAbstractItemModel, role: Qt.ItemDataRole, parent: QModelIndex | None = None) -> Iterator[str]:
    parent = parent or QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    for row in range(min(model.rowCount(parent), 50)):
        for column in range(columns):
            index = model.index(row, column, parent)
            yield str(model.data(index, role) or "")
            yield from cells(model, role, index)
    yield from (str(model.headerData(place, Qt.Orientation.Horizontal, role) or "")
                for place in range(columns))


def documents(root: QWidget) -> Iterator[str]:
    """The HTML of all that Qt lays out as HTML under `root`."""
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            yield widget.text()
        elif isinstance(widget, QTextEdit):
            yield widget.toHtml()
        elif isinstance(widget, QMessageBox):
            yield from () if widget.textFormat() == Qt.TextFormat.PlainText else (
                widget.text(), widget.informativeText())
        elif isinstance(widget, QGraphicsView) and widget.scene() is not None:
            yield from (item.toHtml() for item in widget.scene().items() if isinstance(item, QGraphicsTextItem))


def unsafe(root: QWidget) -> list[str]:
    """What under `root` is taken for HTML that somebody else wrote."""
    return [text for text in (*tooltips(root), *documents(root)) if is_theirs(text)]


def seen(root: QWidget) -> str:
    """All plain text under `root`, to tell that what was planted is there."""
    labels = [widget.text() for widget in root.findChildren(QLabel)]
    return "\n".join([*labels, *map(unescape, tooltips(root)), *map(unescape, documents(root)), root.windowTitle()])


def shown_anywhere() -> list[str]:
    """What is unsafe in any window there is."""
    return [text for window in QApplication.topLevelWidgets() for text in unsafe(window)]
