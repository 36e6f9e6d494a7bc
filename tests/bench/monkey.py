"""A person who does not know what they do: clicks, drags, wheels, keys and words at random, on whatever is seen."""

from __future__ import annotations

import random
from collections import deque

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDesktopServices, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QPushButton, QWidget

from app.main import Ladera

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NO_BUTTON = Qt.MouseButton.NoButton
NO_KEY = Qt.KeyboardModifier.NoModifier
HELD = (NO_KEY, NO_KEY, NO_KEY, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier)
KEYS = tuple(getattr(Qt.Key, f"Key_{name}") for name in (
    "Up", "Down", "Left", "Right", "Return", "Escape", "Tab", "Space", "Delete", "Backspace", "Home", "End", "PageUp",
    "PageDown", "F2", "F5", "F6", "F7", "F8", "Plus", "Minus", "0", "1", "9", "Period", "A", "F", "N", "Z"))
COMMANDS = tuple(getattr(Qt.Key, f"Key_{name}") for name in ("Z", "Y", "A", "C", "V", "X", "D", "G", "F", "0"))
WORDS = ("1", "7", "-2", "0.5", "1e-9", "x*y", "sin(x", "nan", "ab c", "ñ ¿", "<b>", "(((", "")
"""What is typed: no number by which a network would become a giant."""
TEND = 120
"""Milliseconds between two looks at menus and questions, which would wait for an answer for ever."""
REMEMBERED = 25


class Monkey(QObject):
    """Does things at random to the windows of a Ladera. `last` are its newest deeds, for who wants to know how it came
    to what went wrong."""

    def __init__(self, ladera: Ladera, chance: random.Random) -> None:
        super().__init__()
        self._ladera, self._chance = ladera, chance
        self.last: deque[str] = deque(maxlen=REMEMBERED)
        QDesktopServices.setUrlHandler("https", self, "nowhere")
        self._tending = QTimer(self, interval=TEND)
        self._tending.timeout.connect(self._tend)
        self._tending.start()

    def act(self) -> None:
        """One deed."""
        self._tend()
        widget = self._someone()
        if widget is None:
            return
        do = self._chance.choice((self._click, self._click, self._click, self._drag, self._drag, self._wheel, self._key,
                                  self._key, self._command, self._type, self._look_at_menu, self._double, self._leave))
        self.last.append(f"{do.__name__} {_named(widget)}")
        do(widget)

    # Choosing

    def _someone(self) -> QWidget | None:
        """A widget that is seen, in the window that would get the click."""
        root = QApplication.activeModalWidget()
        roots = [root] if root is not None else [top for top in QApplication.topLevelWidgets()
                                                 if top.isVisible() and not isinstance(top, QMenu)]
        seen = [child for top in roots for child in top.findChildren(QWidget)
                if child.isVisible() and child.isEnabled() and not child.visibleRegion().isEmpty()
                and not isinstance(child, QMenu)]
        return self._chance.choice(seen) if seen else None

    def _place(self, widget: QWidget) -> QPoint:
        part = widget.visibleRegion().boundingRect()
        return QPoint(*(self._chance.randint(start, max(start, end)) for start, end in (
            (part.left(), part.right()), (part.top(), part.bottom()))))

    # Deeds

    def _click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, self._chance.choice((LEFT, LEFT, LEFT, LEFT, MIDDLE)), self._chance.choice(HELD),
                         self._place(widget))

    def _look_at_menu(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, RIGHT, NO_KEY, self._place(widget))

    def _double(self, widget: QWidget) -> None:
        QTest.mouseDClick(widget, LEFT, NO_KEY, self._place(widget))

    def _drag(self, widget: QWidget) -> None:
        start, end = self._place(widget), self._place(widget)
        button, held = self._chance.choice((LEFT, LEFT, RIGHT, MIDDLE)), self._chance.choice(HELD)
        self._mouse(widget, QEvent.Type.MouseButtonPress, start, button, button, held)
        for part in range(1, 6):
            self._mouse(widget, QEvent.Type.MouseMove, start + (end - start) * part / 5, NO_BUTTON, button, held)
        if self._chance.random() < 0.1:
            QTest.keyClick(widget, Qt.Key.Key_Escape)
        self._mouse(widget, QEvent.Type.MouseButtonRelease, end, button, NO_BUTTON, held)

    def _wheel(self, widget: QWidget) -> None:
        place, turn = self._place(widget), self._chance.choice((-360, -120, 120, 360))
        event = QWheelEvent(QPointF(place), QPointF(widget.mapToGlobal(place)), QPoint(), QPoint(0, turn), NO_BUTTON,
                            self._chance.choice(HELD), Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(widget, event)

    def _key(self, widget: QWidget) -> None:
        QTest.keyClick(widget, self._chance.choice(KEYS), self._chance.choice(HELD[:4]))

    def _command(self, widget: QWidget) -> None:
        QTest.keyClick(widget, self._chance.choice(COMMANDS), Qt.KeyboardModifier.ControlModifier)

    def _type(self, widget: QWidget) -> None:
        for letter in self._chance.choice(WORDS):  # QTest knows ASCII alone
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, 0, NO_KEY, letter))

    def _leave(self, widget: QWidget) -> None:
        """The pointer passes over it."""
        self._mouse(widget, QEvent.Type.MouseMove, self._place(widget), NO_BUTTON, NO_BUTTON, NO_KEY)
        QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))

    @staticmethod
    def _mouse(widget: QWidget, kind: QEvent.Type, place: QPoint, button: Qt.MouseButton, buttons: Qt.MouseButton,
               held: Qt.KeyboardModifier) -> None:
        QApplication.sendEvent(widget, QMouseEvent(kind, QPointF(place), QPointF(widget.mapToGlobal(place)), button,
                                                   buttons, held))

    # What would wait

    def _tend(self) -> None:
        """Answer menus and questions, and let nobody end the program."""
        self._ladera.window.actions_by_name["quit"].setEnabled(False)
        popup, question = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None:
            key = self._chance.choice((Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape))
            self.last.append(f"in a menu {key.name}")
            QTest.keyClick(popup, key)
        elif isinstance(question, QFileDialog):
            question.reject()
        elif isinstance(question, QDialog) and self._chance.random() < 0.3:
            buttons = [button for button in question.findChildren(QPushButton) if button.isVisible()]
            self.last.append(f"answers {question.windowTitle()}")
            if buttons and self._chance.random() < 0.6:
                self._chance.choice(buttons).click()
            else:
                question.reject()

    def nowhere(self, url: object) -> None:
        """Pages are not opened."""


def _named(widget: QWidget) -> str:
    """A widget with those around it."""
    path, here = [], widget
    while here is not None and len(path) < 4:
        path.append(here.objectName() or type(here).__name__)
        here = here.parentWidget()
    return " < ".join(path)
