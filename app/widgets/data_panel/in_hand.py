"""The example in hand: which one it is, what is true of it, and its numbers, which can be changed."""

from __future__ import annotations

import math

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.document.document import Document
from app.numbers import grouped
from app.plain import Label, tooltip
from app.theme import theme_bus
from app.training.session import TrainingSession
from app.widgets.choice import Choice
from app.widgets.data_panel.drawing_pad import DrawingPad
from app.widgets.data_panel.drawing_tools import DrawingTools
from app.widgets.form_layout import FormLayout
from app.widgets.in_words import in_symbols, part_in_words, target_in_words
from app.widgets.number_box import NumberBox, WholeBox
from app.widgets.picture_button import PictureButton
from engine.data import Data
from engine.example import PARTS, Example

MOST_BOXES = 12
"""Numbers of an example that are offered to be changed."""


class ExampleInHand(QWidget):
    """Every change is a step of the document."""

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._data: Data | None = None
        self.boxes: list[NumberBox] = []
        self.part = Choice()
        self.part.setToolTip(self.tr("From which part of the data the example comes."))
        self.place = WholeBox(minimum=1, maximum=1)
        self.place.setToolTip(tooltip(self.tr(
            "Which example of the part. On the canvas, the left and the right key go to its neighbours while nothing "
            "is selected.")))
        self._count = Label()
        self._count.setProperty("look", "muted")
        self.truth = Label(wordWrap=True)
        self.restore = PictureButton("reset", self.tr("The example as it is in the data"))
        self.pad = DrawingPad()
        self.tools = DrawingTools(document, session, QBoxLayout.Direction.TopToBottom)
        self.row = Label(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said = Label(wordWrap=True)
        self.said.setProperty("look", "muted")
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(self._count)
        says = QHBoxLayout()
        says.addWidget(self.truth, 1)
        says.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignTop)
        self._form_place = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.part)
        column.addLayout(row)
        column.addWidget(self.row)
        drawing = QHBoxLayout()
        drawing.addWidget(self.pad, 1)
        drawing.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(drawing)
        column.addLayout(self._form_place)
        # Words that grow stand below what is drawn on and typed in, which would move under the hand.
        column.addLayout(says)
        column.addWidget(self.said)
        self._form: QWidget | None = None
        self.part.activated.connect(lambda _: self._take(Example(self.part.currentData())))
        self.place.valueChanged.connect(lambda place: self._take(Example(self.part.currentData(), place - 1)))
        self.place.editingFinished.connect(document.end_gesture)
        self.restore.clicked.connect(lambda: self.step(0))
        self.tools.give(self.pad.pencil)
        self.pad.pasted.connect(self.tools.pictures.paste)
        self.tools.said.connect(self._say)
        session.example_changed.connect(self.refresh)
        theme_bus.changed.connect(self.refresh)
        self.refresh()

    def step(self, by: int) -> None:
        """Take the example `by` places further."""
        if self._data is not None:
            self._take(self._session.example.stepped(by, self._data))

    def refresh(self, *_: object) -> None:
        """Show the example in hand."""
        data, example = self._session.data, self._session.example
        if data is None:
            self._data = None
            self.hide()
            return
        if data is not self._data:
            self._show_data(data)
        for field in (self.part, self.place):
            field.blockSignals(True)
        self.part.setCurrentIndex(self.part.findData(example.part))
        count = len(getattr(data, example.part))
        self.place.setMaximum(count)
        self.place.setValue(example.place + 1)
        for field in (self.part, self.place):
            field.blockSignals(False)
        self._count.setText(self.tr("of {count}").format(count=grouped(count)))
        targets, raw = example.targets(data), example.raw(data)
        self.truth.setText(self.tr("Changed by hand; nobody knows what is true of it.") if targets is None else
                           self.tr("In truth: {target}").format(target=target_in_words(targets, data)))
        self.row.setVisible(bool(data.symbols))
        self.row.setText(in_symbols(raw, data))
        self.restore.setVisible(bool(example.values))
        for box, value in zip(self.boxes, raw.tolist(), strict=False):
            box.set_number(float(f"{value:.6g}"))
        kind = self.tools.look()
        for widget in (self.pad, self.tools, self.said):
            widget.setVisible(kind is not None)
        if kind is not None:
            self.pad.show_example(kind, raw)
            self._say(self.said.text() if example.values else "")
        self.show()  # with all that is in it: it is laid out at once

    def _show_data(self, data: Data) -> None:
        self._data = data
        self.part.offer(((part_in_words(part), part) for part in PARTS if len(getattr(data, part))),
                        self.part.currentData())
        if self._form is not None:
            self._form_place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self.boxes = []
        if len(data.raw_names) <= MOST_BOXES:
            self._form = QWidget()
            form = FormLayout(self._form)
            form.setContentsMargins(0, 0, 0, 0)
            for column, name in enumerate(data.raw_names):
                box = NumberBox()
                box.setToolTip(tooltip(self.tr("{name}, in its own units. What would the network say of another "
                                               "number?").format(name=name)))
                box.finished.connect(lambda value, column=column: self._change(column, value))
                form.add(name, box)
                self.boxes.append(box)
            self._form_place.addWidget(self._form)

    def _take(self, example: Example) -> None:
        self._document.set_example(example)

    def can_take(self, mime: QMimeData) -> bool:
        """Whether there is a picture in what is dropped, and examples are pictures."""
        return self.tools.kind is not None and self.tools.pictures.can_take(mime)

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def _change(self, column: int, value: object) -> None:
        if isinstance(value, float) and math.isfinite(value):
            self._document.set_example(self._session.example.with_value(column, value, self._data))
        else:
            self.refresh()
