"""What a file does not decide: both readings, and the person says which is meant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from app.i18n import translate, translate_error
from app.plain import Label
from engine.data import SOURCES, Question

_FIELDS = {field.name: field for field in SOURCES["csv"].fields}
LONGEST = 90


class Questions(QWidget):
    """One card for each question; `answered(setting, value)` when the person chooses a reading."""

    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.cards: dict[str, QuestionCard] = {}
        self.hide()

    def ask(self, questions: Sequence[Question]) -> None:
        """These questions and no others."""
        for card in self.cards.values():
            self._layout.removeWidget(card)
            card.deleteLater()
        self.cards = {question.setting: QuestionCard(question) for question in questions}
        for card in self.cards.values():
            card.answered.connect(self.answered)
            self._layout.addWidget(card)
        self.setVisible(bool(questions))


class QuestionCard(QFrame):
    """The sentence, and a button for each reading; the one that was taken is chosen until the person says another."""

    answered = Signal(str, str)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.setProperty("look", "racer")
        self.setProperty("chosen", True)
        sentence = Label(translate_error(question.sentence), wordWrap=True)
        layout = QGridLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.setHorizontalSpacing(14)
        layout.setVerticalSpacing(2)
        layout.addWidget(sentence, 0, 0, 1, 2)
        layout.setColumnStretch(1, 1)
        self.buttons: dict[str, QRadioButton] = {}
        group = QButtonGroup(self)
        for row, (value, shown) in enumerate(question.readings, start=1):
            button = QRadioButton(translate(_FIELDS[question.setting].options[value]))
            button.setChecked(row == 1)
            button.setToolTip(self.tr("Read the file so"))
            button.clicked.connect(lambda _, value=value: self.answered.emit(question.setting, value))
            group.addButton(button)
            self.buttons[value] = button
            example = Label(shown if len(shown) <= LONGEST else shown[:LONGEST] + "…")
            example.setProperty("look", "number")
            layout.addWidget(button, row, 0)
            layout.addWidget(example, row, 1)
