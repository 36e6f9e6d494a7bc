"""Which map words are seen on: their principal components, or t-SNE, which is worked out beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.numbers import number
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.number_box import WholeBox
from app.workspaces.run_player import RunPlayer
from engine.sequences.tsne import TsneMoment, tsne

PERPLEXITY, SCALE = 30, 1_000


class MapChoice(QWidget):
    """`changed` when the map is another. `places` are those of t-SNE, as far as it has come, None where the principal
    components are to be seen: where they were chosen, and while vectors are still learned."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._vectors, self._start = np.empty((0, 0, 0)), np.empty((0, 2))
        self.player: RunPlayer[TsneMoment] = RunPlayer(self._begin, {}, self)
        self.box, self.perplexity = Choice(18), WholeBox(minimum=2, maximum=100)
        self.box.offer(((self.tr("Principal components"), False), (self.tr("t-SNE"), True)), False)
        self.box.setToolTip(tooltip(self.tr(
            "The plane on which the vectors are spread most, as they lie; or t-SNE, which puts neighbours beside "
            "each other, however far the rest has to move")))
        self.box.setAccessibleName(self.tr("Map"))
        self.perplexity.setValue(PERPLEXITY)
        self.perplexity.setToolTip(self.tr("Perplexity: how many neighbours of each word count. Try others: groups "
                                           "that come and go with it are none."))
        self.perplexity.setAccessibleName(self.tr("Perplexity"))
        self.perplexity_label = Label(self.tr("Perplexity"))
        self.progress, self.cancel = QProgressBar(maximum=SCALE, textVisible=False), QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Back to the principal components"))
        self.said = Label(wordWrap=True)
        self.said.setProperty("look", "muted")
        row, column = QHBoxLayout(), QVBoxLayout(self)
        for widget, share in ((Label(self.tr("Map")), 0), (self.box, 0), (self.perplexity_label, 0),
                              (self.perplexity, 0), (self.progress, 1), (self.cancel, 0)):
            row.addWidget(widget, share)
        row.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.said)
        self.box.activated.connect(lambda _: self._choose())
        self.perplexity.valueChanged.connect(lambda _: self._choose())
        self.cancel.clicked.connect(lambda _=False: self._cancel())
        self.player.moved.connect(self._show)
        self._show()

    @property
    def wanted(self) -> bool:
        """Whether t-SNE is."""
        return bool(self.box.currentData())

    @property
    def busy(self) -> bool:
        return self.player.busy or self.player.playing

    @property
    def places(self) -> np.ndarray | None:
        moment = self.player.moment
        return moment.places if self.wanted and moment is not None else None

    def follow(self, vectors: np.ndarray, start: np.ndarray, resting: bool) -> None:
        """Vectors (runs, v, d), and where the principal components have those of the first run (v, 2); t-SNE waits
        until they are `resting`."""
        if vectors is not self._vectors:
            self._vectors, self._start = vectors, start
            if self.player.moment is not None or self.busy:
                self.player.restart()
        if self.wanted and resting and self.player.moment is None and not self.player.playing:
            self.player.play()
        self._tell()

    def _begin(self) -> Callable[[], Iterable[TsneMoment]]:
        vectors, start, perplexity = self._vectors, self._start, self.perplexity.value()
        return lambda: tsne(vectors[0], start, perplexity)

    def _choose(self) -> None:
        self.player.restart()
        self.changed.emit()

    def _cancel(self) -> None:
        self.box.setCurrentIndex(self.box.findData(False))
        self._choose()

    def _show(self) -> None:
        self._tell()
        if self.player.moment is not None:
            self.changed.emit()

    def _tell(self) -> None:
        moment = self.player.moment
        running = self.wanted and (moment is None or moment.done < 1.0) and self.busy
        for widget in (self.perplexity_label, self.perplexity, self.said):
            widget.setVisible(self.wanted)
        for widget in (self.progress, self.cancel):
            widget.setVisible(running)
        self.progress.setValue(0 if moment is None else round(moment.done * SCALE))
        if moment is None:
            self.said.setText(self.tr("t-SNE is worked out when the learning rests."))
        else:
            self.said.setText(self.tr(
                "Only who is near whom means something: distances between groups, their sizes and their shapes mean "
                "nothing. Neighbours are lost by {loss} nats (KL).").format(loss=number(round(moment.divergence, 3))))
