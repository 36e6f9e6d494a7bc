"""A mouse over any widget, in its own pixels: events and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NO_BUTTON = Qt.MouseButton.NoButton
NO_KEY, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_STEPS = 6


def _target(widget: QWidget) -> QWidget:
    return widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget


def _send(widget: QWidget, kind: QEvent.Type, place: QPointF, button: Qt.MouseButton, held: Qt.MouseButton,
          keys: Qt.KeyboardModifier = NO_KEY) -> None:
    target = _target(widget)
    QApplication.sendEvent(target, QMouseEvent(kind, place, target.mapToGlobal(place), button, held, keys))


def hover(widget: QWidget, place: QPointF) -> None:
    _send(widget, QEvent.Type.MouseMove, place, NO_BUTTON, NO_BUTTON)


def press(widget: QWidget, place: QPointF, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    _send(widget, QEvent.Type.MouseButtonPress, place, button, button, keys)


def move(widget: QWidget, place: QPointF, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    """With the button held down."""
    _send(widget, QEvent.Type.MouseMove, place, NO_BUTTON, button, keys)


def release(widget: QWidget, place: QPointF, button: Qt.MouseButton = LEFT,
            keys: Qt.KeyboardModifier = NO_KEY) -> None:
    _send(widget, QEvent.Type.MouseButtonRelease, place, button, NO_BUTTON, keys)


def pull(widget: QWidget, start: QPointF, end: QPointF, button: Qt.MouseButton = LEFT,
         keys: Qt.KeyboardModifier = NO_KEY) -> None:
    """Press at one place and move to another; the button stays down."""
    press(widget, start, button, keys)
    for step in range(1, _STEPS + 1):
        move(widget, start + (end - start) * step / _STEPS, button, keys)


def drag(widget: QWidget, start: QPointF, end: QPointF, button: Qt.MouseButton = LEFT,
         keys: Qt.KeyboardModifier = NO_KEY) -> None:
    pull(widget, start, end, button, keys)
    release(widget, end, button, keys)


def click(widget: QWidget, place: QPointF) -> None:
    press(widget, place)
    release(widget, place)


def double_click(widget: QWidget, place: QPointF) -> None:
    click(widget, place)
    _send(widget, QEvent.Type.MouseButtonDblClick, place, LEFT, LEFT)
    release(widget, place)


def wheel(widget: QWidget, place: QPointF, notches: float) -> None:
    target = _target(widget)
    QApplication.sendEvent(target, QWheelEvent(
        place, target.mapToGlobal(place), QPoint(), QPoint(0, round(120 * notches)), NO_BUTTON, NO_KEY,
        Qt.ScrollPhase.NoScrollPhase, False))
