"""Who walks: optimizers with their settings, the rule each applies, and how it fares."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.i18n import translate
from app.plain import Label
from app.surface.walkers import walker_colours
from app.theme import current, theme_bus
from app.widgets.choice import Choice
from app.widgets.equation import Equations
from app.widgets.forms import FieldForm
from app.widgets.picture_button import PictureButton
from app.widgets.upright_scroll import UprightScroll
from engine.descent import MOST_RACERS, RACERS, DescentSetup, Racer


class RacersPanel(QWidget):
    """`chosen(setup, label)` when the person changes who walks; `left` when a series of changes ends; `selected(place)`
    when one is looked at."""

    chosen = Signal(object, str)
    left = Signal()
    selected = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setup = DescentSetup()
        self._cards: list[RacerCard] = []
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(3, 4, 3, 8)
        self._column.setSpacing(4)
        self.add = QPushButton(self.tr("Add an optimizer"))
        self.add.setToolTip(self.tr("One more walker from the same start, in step with the others"))
        self.add.clicked.connect(self._add)
        self._column.addWidget(self.add)
        self._column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(UprightScroll(self._content))

    @property
    def cards(self) -> list[RacerCard]:
        return self._cards

    def show_setup(self, setup: DescentSetup) -> None:
        """Show its racers. Silent."""
        before, self._setup = self._setup, setup
        if self._cards and setup.racers == before.racers:
            return
        if [racer.optimizer for racer in setup.racers] != [card.optimizer for card in self._cards]:
            for card in self._cards:
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()
            self._cards = [self._card(place, racer) for place, racer in enumerate(setup.racers)]
            for place, card in enumerate(self._cards):
                self._column.insertWidget(place, card)
        for card, racer in zip(self._cards, setup.racers, strict=True):
            card.show_racer(racer, alone=len(setup.racers) == 1, full=len(setup.racers) == MOST_RACERS)
        self.add.setEnabled(len(setup.racers) < MOST_RACERS)

    def select(self, place: int) -> None:
        """Show which one the table, the learning rates and the basins are of. Silent."""
        for other, card in enumerate(self._cards):
            card.show_chosen(other == place and len(self._cards) > 1)

    def say(self, place: int, sentence: str, numbers: str) -> None:
        """How a racer fares."""
        self._cards[place].say(sentence, numbers)

    def _card(self, place: int, racer: Racer) -> RacerCard:
        card = RacerCard(place, racer)
        card.changed.connect(lambda racer, label, place=place: self._replace(place, racer, label))
        card.left.connect(self.left)
        card.removed.connect(lambda place=place: self._remove(place))
        card.duplicated.connect(lambda place=place: self._duplicate(place))
        card.shown.connect(lambda on, place=place: self._show(place, on))
        card.pressed.connect(partial(self.selected.emit, place))
        return card

    def _replace(self, place: int, racer: Racer, label: str) -> None:
        racers = list(self._setup.racers)
        racers[place] = racer
        self._emit(tuple(racers), label)

    def _remove(self, place: int) -> None:
        self._emit(tuple(racer for other, racer in enumerate(self._setup.racers) if other != place),
                   self.tr("Remove an optimizer"))
        self.left.emit()

    def _duplicate(self, place: int) -> None:
        """At the end, so that the others keep their colours."""
        self._emit((*self._setup.racers, self._setup.racers[place]), self.tr("Duplicate an optimizer"))
        self.left.emit()

    def _show(self, place: int, on: bool) -> None:
        """A scene that is looked at in another way is still that scene."""
        racers = list(self._setup.racers)
        racers[place] = replace(racers[place], shown=on)
        self.chosen.emit(replace(self._setup, racers=tuple(racers)),
                         self.tr("Show an optimizer") if on else self.tr("Hide an optimizer"))
        self.left.emit()

    def _add(self) -> None:
        used = {racer.optimizer for racer in self._setup.racers}
        name = next((name for name in ("momentum", "adam", "rmsprop", "nesterov", "newton") if name not in used), "sgd")
        rate = self._setup.racers[0].settings.get("learning_rate")
        settings = {"learning_rate": rate} if rate and name in ("momentum", "nesterov", "sgd") else {}
        self._emit((*self._setup.racers, Racer(name, settings)), self.tr("Add an optimizer"))
        self.left.emit()

    def _emit(self, racers: tuple[Racer, ...], label: str) -> None:
        self.chosen.emit(replace(self._setup, racers=racers, scene=""), label)


class RacerCard(QFrame):
    """One racer."""

    changed = Signal(object, str)
    left = Signal()
    removed = Signal()
    duplicated = Signal()
    shown = Signal(bool)
    pressed = Signal()

    def __init__(self, place: int, racer: Racer) -> None:
        super().__init__()
        self.setProperty("look", "racer")
        self.setToolTip(self.tr("The table, the learning rates and the basins are of the optimizer that is clicked"))
        self.optimizer = racer.optimizer
        self._racer = racer
        kind = RACERS[racer.optimizer]
        self.choice = Choice(6)
        self.choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.choice.setToolTip(self.tr("The rule that turns gradients into steps"))
        for name, optimizer in RACERS.items():
            self.choice.addItem(translate(optimizer.title), name)
        self.choice.setCurrentIndex(self.choice.findData(racer.optimizer))
        self.dot = _Dot(place, translate(kind.title))
        self.duplicate = PictureButton("duplicate", self.tr("Duplicate this optimizer"))
        self.remove = PictureButton("close", self.tr("Remove this optimizer"))
        self.numbers, self.sentence = Label(wordWrap=True), Label(wordWrap=True)
        self.numbers.setProperty("look", "number")
        self.sentence.setProperty("look", "muted")
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.dot)
        top.addWidget(self.choice, 1)
        below = QHBoxLayout()
        below.setSpacing(2)
        below.addWidget(self.numbers, 1)
        for button in (self.duplicate, self.remove):
            below.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 6)
        column.setSpacing(4)
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(self.sentence)
        self.form = FieldForm(kind.fields)
        column.addWidget(self.form)
        column.addWidget(Equations(kind.equation))
        self.choice.activated.connect(self._choose)
        self.form.changed.connect(self._change)
        self.form.left.connect(self.left)
        self.remove.clicked.connect(self.removed)
        self.duplicate.clicked.connect(self.duplicated)
        self.dot.clicked.connect(self.shown)

    def show_racer(self, racer: Racer, *, alone: bool, full: bool) -> None:
        """`alone`: it cannot be removed; `full`: it cannot be duplicated."""
        self._racer = racer
        self.form.set_values(racer.settings)
        self.remove.setEnabled(not alone)
        self.duplicate.setEnabled(not full)
        self.dot.setChecked(racer.shown)

    def show_chosen(self, chosen: bool) -> None:
        if self.property("chosen") != chosen:
            self.setProperty("chosen", chosen)
            self.style().unpolish(self)
            self.style().polish(self)

    def say(self, sentence: str, numbers: str) -> None:
        self.numbers.setText(numbers)
        self.sentence.setText(sentence)

    def mousePressEvent(self, event) -> None:
        self.pressed.emit()
        super().mousePressEvent(event)

    def _choose(self) -> None:
        name = self.choice.currentData()
        if name == self.optimizer:
            return
        rate = self._racer.settings.get("learning_rate")
        keeps = {"sgd", "momentum", "nesterov"}
        settings = {"learning_rate": rate} if {name, self.optimizer} <= keeps else {}
        self.changed.emit(replace(self._racer, optimizer=name, settings=settings), self.tr("Choose an optimizer"))
        self.left.emit()

    def _change(self, name: str, value: object) -> None:
        self.changed.emit(replace(self._racer, settings={**self._racer.settings, name: value}),
                          self.tr("Change {field}").format(field=name))


class _Dot(QAbstractButton):
    """The colour of a racer, full while its walk is shown. A click, or the space bar, hides it and shows it again."""

    def __init__(self, place: int, name: str) -> None:
        super().__init__()
        self._place = place
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(20, 20)
        self.setAccessibleName(self.tr("Show {name}").format(name=name))
        self.toggled.connect(self._name)
        self._name(True)
        theme_bus.changed.connect(self._restyle)

    def enterEvent(self, event) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event) -> None:
        self.update()
        super().leaveEvent(event)

    def _name(self, shown: bool) -> None:
        self.setToolTip(self.tr("Hide its walk") if shown else self.tr("Show its walk"))

    def _restyle(self, *_: object) -> None:
        self.update()

    def paintEvent(self, event) -> None:
        theme, colour = current(), walker_colours()[self._place]
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus() or self.underMouse():
                painter.setPen(QColor(theme.accent if self.hasFocus() else theme.strong_border))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            if self.isChecked():
                painter.setPen(QColor(theme.strong_border))
                painter.setBrush(colour)
                painter.drawEllipse(4, 4, 12, 12)
            else:
                painter.setPen(QPen(colour, 2))
                painter.drawEllipse(5, 5, 10, 10)
