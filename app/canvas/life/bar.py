"""Below the canvas: the example in hand, and on which scale the network shows what it holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.canvas.life.life import Life
from app.i18n import translate_error
from app.numbers import grouped
from app.plain import Label, tooltip
from app.theme import icon, theme_bus
from app.training.session import TrainingSession
from app.widgets.choice import Choice
from app.widgets.elided_label import ElidedLabel
from app.widgets.in_words import part_in_words, target_in_words
from app.widgets.picture_button import PictureButton
from app.widgets.signed_image import SignedLegend
from engine.training.marks import WEIGHTS, Mark


class LifeBar(QWidget):
    """`stepped(by)` when a neighbour of the example in hand is wanted."""

    stepped = Signal(int)

    def __init__(self, life: Life, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._life, self._session = life, session
        self.shown = QToolButton(checkable=True, autoRaise=True)
        self.shown.setToolTip(tooltip(self.tr(
            "Show on the drawing what layers and links hold. Units that are dead are crossed out, those that are "
            "saturated have a marked corner; in large networks only while the training rests.")))
        self.shown.setAccessibleName(self.tr("Show on the drawing what layers and links hold"))
        self.back = PictureButton("chevron-left", self.tr("The example before"))
        self.forward = PictureButton("chevron-right", self.tr("The next example"))
        self.words = ElidedLabel()
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.edited = Label(self.tr("weights edited"))
        self.edited.setToolTip(tooltip(self.tr("Weights were edited by hand since the last step: what is seen was not "
                                               "learned alone.")))
        self.edited.setProperty("look", "warning")
        self.legend = SignedLegend()
        self.links = Choice(letters=13)
        for measure, title in (("weight", self.tr("Links: weight")), ("flow", self.tr("Links: weight × activation")),
                               ("gradient", self.tr("Links: gradient")), ("update", self.tr("Links: last change"))):
            self.links.addItem(title, measure)
        self.links.setToolTip(tooltip(self.tr(
            "What the width and the colour of links stand for: the weights; what each passes on of the example in "
            "hand, w·a; how the loss would change with them, ∂J/∂w; or what the last step changed, Δw. The scale is "
            "written at each link.")))
        self.scale = Choice(letters=13)
        for choice, title in (("unit", self.tr("Scale: each unit")), ("layer", self.tr("Scale: each layer")),
                              ("network", self.tr("Scale: the network"))):
            self.scale.addItem(title, choice)
        self.scale.setToolTip(tooltip(self.tr(
            "What has a scale of its own. Only what shares a scale can be compared by its colours; a convolution, "
            "its activation and its pooling share one.")))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(4)
        for widget in (self.shown, self.back, self.forward):
            row.addWidget(widget)
        row.addWidget(self.edited)
        row.addWidget(self.words, 1)
        row.addWidget(self.legend)
        row.addWidget(self.links)
        row.addWidget(self.scale)
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.forward.clicked.connect(lambda: self.stepped.emit(1))
        self.shown.clicked.connect(life.set_shown)
        self.scale.activated.connect(lambda _: life.set_scale(self.scale.currentData()))
        self.links.activated.connect(lambda _: life.set_measure(self.links.currentData()))
        life.chosen.connect(self.refresh)
        life.changed.connect(self._follow)
        session.example_changed.connect(self.refresh)
        theme_bus.changed.connect(self._restyle)
        self._restyle()

    def refresh(self) -> None:
        """Show what is chosen."""
        life, data = self._life, self._session.data
        self.shown.setChecked(life.is_shown)
        self.scale.setCurrentIndex(self.scale.findData(life.scale))
        self.links.setCurrentIndex(self.links.findData(life.measure))
        for widget in (self.back, self.forward, self.words, self.links, self.scale):
            widget.setEnabled(life.is_shown and data is not None)
        self._follow()

    def _follow(self) -> None:
        """What the newest answers say."""
        words = "" if self._session.data is None else self._in_words()
        if self._life.is_shown and self._life.trouble is not None:
            words = translate_error(self._life.trouble)
        latest = self._session.latest
        self.edited.setVisible(latest is not None and edited_by_hand(latest.marks, latest.step))
        if words != self.words.text():
            self.words.setText(words)
            self.words.setToolTip(tooltip(words))
        self._show_scale()

    def _in_words(self) -> str:
        data, example = self._session.data, self._session.example
        targets = example.targets(data)
        if targets is None:
            return self.tr("Example made by hand")
        return self.tr("Example {place} of {count}, {part}: {target}").format(
            place=grouped(example.place + 1), count=grouped(len(getattr(data, example.part))),
            part=part_in_words(example.part), target=target_in_words(targets, data))

    def _show_scale(self) -> None:
        rulers = self._life.rulers
        one = self._life.is_shown and self._life.scale == "network" and bool(rulers)
        self.legend.setVisible(one)
        if one:
            self.legend.show_scale(next(iter(rulers.values())).limit)

    def _restyle(self, *_: object) -> None:
        self.shown.setIcon(icon("eye"))
        self.refresh()


def edited_by_hand(marks: Sequence[Mark], step: int) -> bool:
    """Whether a person has put weights there after the last of `step` steps."""
    return any(mark.step == step and any(change.kind == WEIGHTS for change in mark.changes) for mark in marks)
