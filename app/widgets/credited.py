"""Pictures of widgets with a line under them that names whom they are owed to."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from app.theme import current

MARGIN = 6
"""Pixels above and below the line."""


def credit_line(author: str) -> str:
    """A sentence that names who made a picture, and under which licence it is; nothing where nobody need be named."""
    return author and QCoreApplication.translate("CreditLabel", "Picture: {author}").format(author=author)


def grabbed(widget: QWidget, credit: str = "") -> QPixmap:
    """What a widget shows, and under it the `credit`."""
    picture = widget.grab()
    if not credit:
        return picture
    ratio = picture.devicePixelRatio()
    whole = QPixmap(size_with(widget, credit) * ratio)
    whole.setDevicePixelRatio(ratio)
    whole.fill(QColor(current().background))
    with QPainter(whole) as painter:
        painter.drawPixmap(QPoint(), picture)
        write_credit(painter, widget, credit)
    return whole


def size_with(widget: QWidget, credit: str) -> QSize:
    """The size of a picture of a widget, with room for such a line."""
    return widget.size() + QSize(0, widget.fontMetrics().height() + 2 * MARGIN if credit else 0)


def write_credit(painter: QPainter, widget: QWidget, credit: str) -> None:
    """Write the line where `size_with` has left room for it."""
    room = QRect(QPoint(0, widget.height()), size_with(widget, credit) - QSize(0, widget.height()))
    painter.setPen(QColor(current().muted))
    painter.drawText(room.adjusted(2 * MARGIN, 0, -2 * MARGIN, 0),
                     Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, credit)
