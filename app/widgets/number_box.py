"""A field for a number that lets a person type anything and says what it is meant to be."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QSpinBox, QToolTip

from app.i18n import installed_language
from app.numbers import Ambiguous, read_number
from app.plain import tooltip

_DECADE = (1.0, 2.0, 5.0)
_TEXT_MARGIN = 5


def number_text(number: float) -> str:
    """The number with as few digits as say it: 0.03, 1e-05, 16."""
    short = f"{number:.10g}"
    return short if float(short) == number else repr(float(number))


def parse_number(text: str, whole: bool = False) -> float | str:
    """The number that is written, as the language of the window has it; the text itself when it is none."""
    return read_number(text, installed_language(), whole)


def ambiguity(text: Ambiguous) -> str:
    """The sentence about a text that is one number or another."""
    digits = text.replace(",", "").replace(".", "")
    return QCoreApplication.translate("NumberBox", "“{text}” can be read as {thousands} or as {decimals}. Write "
                                      "“{thousands}” or “{decimals}0”.").format(
        text=text, thousands=digits.strip(), decimals=text.strip().replace(",", "."))


def next_on_scale(number: float, steps: int) -> float:
    """`steps` further on the scale …, 0.1, 0.2, 0.5, 1, 2, 5, …"""
    exponent = math.floor(math.log10(number) + 1e-9)
    mantissa = number / 10.0**exponent
    at = 3 * exponent
    if steps > 0:
        at += max(i for i, m in enumerate(_DECADE) if m <= mantissa * (1 + 1e-9))
    else:
        at += min((i for i, m in enumerate((*_DECADE, 10.0)) if m >= mantissa * (1 - 1e-9)))
    at += steps
    return float(f"{_DECADE[at % 3]}e{at // 3}")


class NumberBox(QAbstractSpinBox):
    """A spin box without a validator: `typed(number or text)` at every key, `finished` on Enter, a step or leaving.

    Real numbers step by a tenth of their decade, logarithmic ones along 1, 2, 5, 10.
    """

    typed = Signal(object)
    finished = Signal(object)

    def __init__(self, whole: bool = False, logarithmic: bool = False,
                 limits: tuple[float, float] = (-math.inf, math.inf)) -> None:
        super().__init__()
        self._whole = whole
        self._logarithmic = logarithmic
        self._limits = limits
        self._shown = ""
        self._number: float | None = None  # what is shown, where the person has not changed it
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(_TEXT_MARGIN, 0, 0, 0)  # style sheets do not pad spin boxes
        self.lineEdit().textEdited.connect(lambda _: self.typed.emit(self.number()))
        self.editingFinished.connect(self._finish)

    def number(self) -> float | str:
        """The number that is shown or written; the text where it is none."""
        unchanged = self._number is not None and self.text() == self._shown
        return self._number if unchanged else parse_number(self.text(), self._whole)

    def set_number(self, number: float | None) -> None:
        """Show a number; None shows that there are several. Silent; what is shown already is not painted anew."""
        self._number = None if number is None else float(number)
        text = ("" if number is None else str(number) if self._whole else number_text(number)).replace("-", "−")
        if text and text == self._shown == self.text():
            return
        self.lineEdit().setPlaceholderText(self.tr("several") if number is None else "")
        self._shown = text
        self.lineEdit().setText(text)
        if not self.hasFocus():
            self.lineEdit().setCursorPosition(0)  # of a long number the first digits are seen

    def validate(self, text: str, position: int) -> object:
        return QValidator.State.Acceptable, text, position

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        number = self.number()
        flags = QAbstractSpinBox.StepEnabledFlag.StepNone
        if isinstance(number, float):
            if number < self._limits[1]:
                flags |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
            if number > self._limits[0]:
                flags |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return flags

    def stepBy(self, steps: int) -> None:
        number = self.number()
        if isinstance(number, float) and math.isfinite(number):
            low, high = self._limits
            number = max(low, min(high, self._stepped(number, steps)))
            self.set_number(int(number) if self._whole else number)
            self._tell(number)

    def _stepped(self, number: float, steps: int) -> float:
        if self._whole:
            return number + steps
        if self._logarithmic:
            return next_on_scale(number, steps) if number > 0 else max(number, 1e-6) if steps > 0 else number
        unit = 10.0 ** (math.floor(math.log10(abs(number))) - 1) if number else 0.1
        return round(number + steps * unit, 12)

    def wheelEvent(self, event) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _finish(self) -> None:
        if self.text() != self._shown:
            number = self.number()
            if isinstance(number, float) and math.isfinite(number) and (not self._whole or number.is_integer()):
                self.set_number(int(number) if self._whole else number)  # what is shown is what is set
            else:
                self._shown, self._number = self.text(), None
            self._tell(number)

    def _tell(self, number: float | str) -> None:
        self.finished.emit(int(number) if self._whole and isinstance(number, float) and number.is_integer() else number)


class WholeBox(QSpinBox):
    """A spin box that lets a person type anything, and goes back to its number with a sentence when it is none."""

    def __init__(self, **properties: object) -> None:
        super().__init__(keyboardTracking=False, focusPolicy=Qt.FocusPolicy.StrongFocus, **properties)
        self.lineEdit().setTextMargins(_TEXT_MARGIN, 0, 0, 0)  # style sheets do not pad spin boxes

    def wheelEvent(self, event) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def validate(self, text: str, position: int) -> object:
        inside = self._read(text) is not None
        return QValidator.State.Acceptable if inside else QValidator.State.Intermediate, text, position

    def valueFromText(self, text: str) -> int:
        number = self._read(text)
        return self.value() if number is None else number

    def fixup(self, text: str) -> str:
        if text:
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), tooltip(self.tr(
                "“{text}” is no whole number from {low} to {high}.").format(
                    text=text[:20], low=self.minimum(), high=self.maximum())), self)
        return text

    def _read(self, text: str) -> int | None:
        number = parse_number(text, whole=True)
        good = isinstance(number, float) and number.is_integer() and self.minimum() <= number <= self.maximum()
        return int(number) if good else None
