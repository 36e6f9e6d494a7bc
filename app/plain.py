"""Text as it is. What a file, a table or a person names is shown letter by letter, and only as much as can be read.

Qt takes for HTML what looks like it, reads the files that it names, and lays out a million letters as readily as ten.
So everything of Qt that shows a text in this way is made here and nowhere else; ruff and `tests/test_rules.py` find
what is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtGui import QFontMetrics, QShowEvent, Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QProgressDialog, QWidget

BESIDE_WORDS = 40
"""Pixels of a button beside its words."""
MOST = 2_000
"""Letters that somebody reads in one place."""
LONGEST_LINE = 115
"""Letters of a tooltip that stand in one line."""
Standard = QMessageBox.StandardButton


def readable(text: str, most: int = MOST) -> str:
    """`text`, or its beginning of so many letters."""
    return text if len(text) <= most else f"{text[:most]}…"


def whole_terms(formula: str) -> str:
    """A formula that is broken into lines before a “=” and nowhere else."""
    return formula.replace(" ", "\N{NO-BREAK SPACE}").replace("\N{NO-BREAK SPACE}=", " =")


def tooltip(text: str) -> str:
    """`text` as a tooltip that shows it letter by letter; a long line is broken, which Qt does with markup alone."""
    text = readable(text)
    is_long = max(map(len, text.splitlines()), default=0) > LONGEST_LINE
    return Qt.convertFromPlainText(text, Qt.WhiteSpaceMode.WhiteSpaceNormal) if is_long or Qt.mightBeRichText(
        text) else text


class Markup(str):
    """HTML that Ladera wrote. Made by `markup` alone."""

    def join(self, pieces: Iterable[str]) -> Markup:
        return Markup(super().join(map(_escaped, pieces)))


def markup(template: str, **values: str) -> Markup:
    """`template`, which is ours, with `values`, which need not be: what is no markup is shown letter by letter."""
    return Markup(template.format(**{name: _escaped(value) for name, value in values.items()}))


def _escaped(text: str) -> Markup:
    return text if isinstance(text, Markup) else Markup(escape(readable(text)))


class Label(QLabel):
    """Shows what it is given; a keyword is a property of QLabel."""

    def __init__(self, text: str = "", parent: QWidget | None = None, **properties: object) -> None:
        super().__init__(parent, textFormat=Qt.TextFormat.PlainText, **properties)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(readable(text))


class MarkupLabel(QLabel):
    """Shows markup; any other text letter by letter."""

    def __init__(self, text: str = "", parent: QWidget | None = None, **properties: object) -> None:
        super().__init__(parent, textFormat=Qt.TextFormat.RichText, **properties)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(_escaped(text))


class MessageBox(QMessageBox):
    """A message, as `QMessageBox` is made."""

    def __init__(self, icon: QMessageBox.Icon, title: str, text: str, buttons: Standard = Standard.NoButton,
                 parent: QWidget | None = None) -> None:
        super().__init__(icon, title, "", buttons, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(readable(text))

    def setInformativeText(self, text: str) -> None:
        super().setInformativeText(readable(text))

    def showEvent(self, event: QShowEvent) -> None:
        """Give every button the room of its words, also in bold: Qt measures its own button for details before it knows
        how it looks, and cuts it."""
        for button in self.buttons():
            font = button.font()
            font.setBold(True)
            button.setMinimumWidth(QFontMetrics(font).horizontalAdvance(button.text()) + BESIDE_WORDS)
        super().showEvent(event)


class ProgressDialog(QProgressDialog):
    """The progress of long work, as `QProgressDialog` is made."""

    def __init__(self, text: str, cancel: str, minimum: int, maximum: int, parent: QWidget | None = None) -> None:
        super().__init__("", cancel, minimum, maximum, parent)
        self.setLabel(Label(text))
