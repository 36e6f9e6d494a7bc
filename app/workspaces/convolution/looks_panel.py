"""What a unit looks for: which units, and how to climb."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.plain import Label
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout, align_columns
from app.widgets.forms import FieldForm
from engine.vision import CLIMB_FIELDS

SCALE = 100


class LooksPanel(QWidget):
    """`chosen` when the person wants other pictures; `cancelled`; `filmed` for the whole life of a unit, `saved` for
    its film as a file."""

    chosen = Signal()
    cancelled = Signal()
    filmed = Signal()
    saved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.layer_box = Choice(8)
        self.layer_box.setToolTip(self.tr("The layer whose units are asked what they look for"))
        self.place_box = Choice(8)
        self.place_box.addItem(self.tr("In the middle"), True)
        self.place_box.addItem(self.tr("Mean of the map"), False)
        self.place_box.setToolTip(self.tr("Of a map either one place in its middle answers, which sees a part of the "
                                          "picture, or all places together"))
        self.form = FieldForm(CLIMB_FIELDS)
        self.again = QPushButton(self.tr("Another start"))
        self.again.setToolTip(self.tr("The next seed: what stays the same is the unit's, what changes is chance"))
        self.progress, self.cancel = QProgressBar(maximum=SCALE), QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Leave the climb, or the film, as far as it has come"))
        self.progress.setTextVisible(False)
        self.film = QPushButton(self.tr("Film its life"))
        self.film.setToolTip(self.tr("Climb from the same start at every epoch of the timeline that is kept"))
        self.save = QPushButton(self.tr("Save the film"))
        self.save.setToolTip(self.tr("As GIF or WebP, with the epoch in each picture"))
        self.about, self.unit = Label(wordWrap=True), Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        self.about.setText(self.tr("Each picture is climbed to from the same noise, along the network's own gradient: "
                                   "what goes into the unit becomes as large as it can, with fine patterns held back. "
                                   "It is one answer of many; another start may end elsewhere."))
        layer = FormLayout()
        layer.setHorizontalSpacing(12)
        layer.setVerticalSpacing(8)
        layer.add(self.tr("Layer"), self.layer_box)
        layer.add(self.tr("Place"), self.place_box)
        self._layer = layer
        align_columns((layer, self.form.rows))
        waiting, films = QHBoxLayout(), QHBoxLayout()
        waiting.addWidget(self.progress, 1)
        waiting.addWidget(self.cancel)
        films.addWidget(self.film, 1)
        films.addWidget(self.save, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(layer)
        column.addWidget(self.form)
        column.addWidget(self.again)
        column.addLayout(waiting)
        column.addWidget(self.about)
        column.addSpacing(6)
        column.addWidget(self.unit)
        column.addLayout(films)
        column.addStretch(1)
        self.layer_box.activated.connect(lambda _: self.chosen.emit())
        self.place_box.activated.connect(lambda _: self.chosen.emit())
        self.form.changed.connect(lambda *_: self.chosen.emit())
        self.again.clicked.connect(lambda _=False: self._next_seed())
        self.cancel.clicked.connect(lambda _=False: self.cancelled.emit())
        self.film.clicked.connect(lambda _=False: self.filmed.emit())
        self.save.clicked.connect(lambda _=False: self.saved.emit())
        self.show_progress(None)

    @property
    def layer(self) -> str:
        return self.layer_box.currentData() or ""

    @property
    def in_the_middle(self) -> bool:
        """Whether one place of a map answers, and not all."""
        return self.place_box.currentData()

    def offer_places(self, on: bool) -> None:
        """Whether the layer gives maps."""
        self._layer.setRowVisible(self.place_box, on)

    @property
    def settings(self) -> dict[str, object]:
        return self.form.values()

    def show_layers(self, layers: tuple[str, ...]) -> None:
        """The layers to choose from; what was chosen stays where it can. Silent."""
        self.layer_box.offer(((name, name) for name in layers), self.layer)

    def show_progress(self, share: float | None) -> None:
        """How much is done; None where nothing is under way."""
        self.cancel.setEnabled(share is not None)
        self.progress.setValue(0 if share is None else round(share * SCALE))

    def _next_seed(self) -> None:
        self.form.set_values({"seed": int(self.settings["seed"]) + 1})
        self.chosen.emit()
