"""One editor for each kind of field: a control that holds a value of the field, or text that is none yet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import translate, translate_error
from app.numbers import Ambiguous
from app.widgets.choice import Box
from app.widgets.number_box import NumberBox, ambiguity, parse_number
from app.widgets.scale_slider import EvenSlider, NumberSlider, ScaleSlider
from app.widgets.sentence import ErrorSentence
from engine import fields
from engine.errors import LaderaError
from engine.layers import shape_text

MIXED = object()
"""The value of a field in which several layers differ."""
_NOTHING = object()
MOST_LETTERS = 14
"""Room for the words of a choice, in letters; longer ones are cut where a panel is narrow."""

NARROWEST_BOX = 74
"""Pixels in which most numbers can be read."""


class Editor(QWidget):
    """Base of the editors: the control, and under it the sentence that says why its text is no value.

    `edited(value)` after the person gave a value that the field takes; `left` when the control lost the focus. Esc goes
    back to the last value. `set_value` is silent. `told(sentence)` when there is another sentence, or none any more.
    """

    edited = Signal(object)
    told = Signal(str)
    left = Signal()

    def __init__(self, field: fields.Field) -> None:
        super().__init__()
        self.field = field
        self._value: Any = MIXED
        self._error = ""
        self._says_below = True
        self._sentence = ErrorSentence()
        # No wider than the control, however long it is.
        self._sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(3)

    def _hold(self, control: QWidget, shown: QWidget | None = None) -> None:
        """Take `control` as what the person works with, `shown` around it."""
        self.control = control
        control.setToolTip(translate(self.field.help))
        control.setAccessibleName(translate(self.field.label))
        control.setAccessibleDescription(translate(self.field.help))
        self.setFocusProxy(control)
        control.installEventFilter(self)
        self._layout.addWidget(shown or control)
        self._layout.addWidget(self._sentence)

    @property
    def error(self) -> str:
        """The sentence that is shown; empty when the text is a value."""
        return self._error

    def leave_sentence(self) -> None:
        """Show no sentence under the control, where there is no room for it: who listens to `told` shows it."""
        self._says_below = False

    def value(self) -> Any:
        """The last value that the field took, or MIXED."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show a value of the field, or MIXED. Text that the person has not finished stays when it means the same."""
        if value is MIXED or value != self._value or self.error:
            self._value = value
            self._say("")
            self._show(value)

    def begin_anew(self) -> None:
        """What is written, finished or not, is about something else."""
        self._value = _NOTHING

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._say("")
            self._show(self._value)
        else:
            super().keyPressEvent(event)

    def _show(self, value: Any) -> None:
        raise NotImplementedError

    def _take(self, value: object, finished: bool = True) -> None:
        """The person gave `value`: keep and tell it, or say what is wrong with it."""
        if isinstance(value, Ambiguous):
            self._say(ambiguity(value))
            return
        try:
            checked = self.field.check(value)
        except LaderaError as error:
            self._say(translate_error(error))
            return
        self._say("")
        if finished and checked != self._value:
            self._value = checked
            self.edited.emit(checked)

    def _say(self, sentence: str) -> None:
        if sentence == self._error:
            return
        self._error = sentence
        if self._says_below:
            self._sentence.say(sentence)
        self.control.setProperty("invalid", bool(sentence))
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self.told.emit(sentence)


class NumberEditor(Editor):
    """A whole or real number; a slider goes with it where the field asks for one."""

    def __init__(self, field: fields.Integer | fields.Real) -> None:
        super().__init__(field)
        self.box = NumberBox(whole=isinstance(field, fields.Integer),
                             logarithmic=getattr(field, "logarithmic", False),
                             limits=(field.minimum, field.maximum))
        self.box.setMinimumWidth(NARROWEST_BOX)
        self.slider = _slider(field)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        if self.slider is not None:
            self.slider.setToolTip(translate(field.help))
            self.slider.setAccessibleName(translate(field.label))
            self.slider.chosen.connect(self._take_from_slider)
            self.slider.sliderReleased.connect(self.left)
            self.slider.installEventFilter(self)
            layout.addWidget(self.slider, 1)
        layout.addWidget(self.box, 1)
        self._hold(self.box, row)
        self.box.typed.connect(lambda number: self._take(number, finished=False))
        self.box.finished.connect(self._take)

    def _show(self, value: Any) -> None:
        self.box.set_number(None if value is MIXED else value)
        if self.slider is not None and value is not MIXED:
            self.slider.set_number(value)

    def _take(self, value: object, finished: bool = True) -> None:
        super()._take(value, finished)
        if self.slider is not None and not self.error:
            self.slider.set_number(float(value))

    def _take_from_slider(self, number: float) -> None:
        self.box.set_number(number)
        self._take(number)


def _slider(field: fields.Integer | fields.Real) -> NumberSlider | None:
    if getattr(field, "logarithmic", False):
        return ScaleSlider(field.minimum, field.maximum)
    return EvenSlider(*field.slider) if getattr(field, "slider", None) else None


class FlagEditor(Editor):
    """On or off."""

    def __init__(self, field: fields.Flag) -> None:
        super().__init__(field)
        box = QCheckBox()
        self._hold(box)
        box.clicked.connect(self._clicked)

    def _clicked(self, checked: bool) -> None:
        self.control.setTristate(False)
        self.control.setChecked(checked)
        self._take(checked)

    def _show(self, value: Any) -> None:
        self.control.setTristate(value is MIXED)
        self.control.setCheckState(Qt.CheckState.PartiallyChecked if value is MIXED else
                                   Qt.CheckState.Checked if value else Qt.CheckState.Unchecked)


class ChoiceEditor(Editor):
    """One of several, by their translated labels."""

    def __init__(self, field: fields.Choice) -> None:
        super().__init__(field)
        combo = Box()
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.setSizeAdjustPolicy(Box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setPlaceholderText(self.tr("several"))
        for name, label in field.options.items():
            combo.addItem(translate(label), name)
        longest = max(len(combo.itemText(place)) for place in range(combo.count()))
        combo.setMinimumContentsLength(min(longest, MOST_LETTERS))
        self._hold(combo)
        combo.activated.connect(lambda index: self._take(combo.itemData(index)))

    def _show(self, value: Any) -> None:
        with QSignalBlocker(self.control):
            self.control.setCurrentIndex(-1 if value is MIXED else self.control.findData(value))


class LineEditor(Editor):
    """A line of text that `read` turns into a value and `write` shows again."""

    read: Callable[[str], object] = staticmethod(str)
    write: Callable[[Any], str] = staticmethod(str)

    def __init__(self, field: fields.Field) -> None:
        super().__init__(field)
        line = QLineEdit()
        self._hold(line)
        line.textEdited.connect(lambda text: self._take(self.read(text), finished=False))
        line.editingFinished.connect(self._finish)

    def _finish(self) -> None:
        if self._value is not MIXED or self.control.text():
            self._take(self.read(self.control.text()))
            if not self.error:
                self._show(self._value)

    def _show(self, value: Any) -> None:
        self.control.setPlaceholderText(self.tr("several") if value is MIXED else "")
        self.control.setText("" if value is MIXED else self.write(value))


class TextEditor(LineEditor):
    """A line of text as it is."""


class ShapeEditor(LineEditor):
    """A shape as people write it: 8×8×3, and also 8x8x3, 8*8*3 or 8, 8, 3; 1,024 may be a thousand or two lengths, and
    is neither."""

    write = staticmethod(shape_text)

    @staticmethod
    def read(text: str) -> object:
        if re.search(r"[0-9],[0-9]{3}(?![0-9])", text):
            return text
        parts = text.replace("(", " ").replace(")", " ")
        for mark in "xX*,;":
            parts = parts.replace(mark, "×")
        numbers = [parse_number(part, whole=True) for part in parts.strip(" ×").split("×")]
        good = all(isinstance(number, float) and number.is_integer() and abs(number) < 1e9 for number in numbers)
        return tuple(map(int, numbers)) if good else text


EDITORS: Mapping[type[fields.Field], type[Editor]] = {
    fields.Integer: NumberEditor,
    fields.Real: NumberEditor,
    fields.Flag: FlagEditor,
    fields.Choice: ChoiceEditor,
    fields.Text: TextEditor,
    fields.Shape: ShapeEditor,
}
