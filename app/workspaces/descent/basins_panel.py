"""Which start ends where: the basins of attraction, coarse first."""

from __future__ import annotations

from queue import SimpleQueue

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.i18n import translate_error
from app.numbers import grouped, number
from app.plain import Label, Markup, MarkupLabel, markup, tooltip
from app.surface import Regions
from app.widgets.background import Background
from engine.descent import (
    LEVEL,
    LOST,
    OUTSIDE,
    STUCK,
    UNDERWAY,
    Basins,
    CriticalPoint,
    DescentSetup,
    Racer,
    find_critical_points,
)
from engine.descent.basins import Progress

LOOK = 30
"""Milliseconds between two looks at how far the basins are."""
NAMED = 14
"""Minima that the legend names."""
PALETTE = ("#1f6fbf", "#d9660a", "#0b8a6f", "#b0489a", "#c9a800", "#5b5bd0", "#b8332a", "#2e93b8", "#6b7a2b", "#8d5a3b")
REST = {STUCK: "#f4f4f4", LEVEL: "#c8ced1", UNDERWAY: "#9aa3a8", OUTSIDE: "#5f686d", LOST: "#30363a"}


class BasinsPanel(QWidget):
    """`drawn(Regions or None)` while the basins come, coarse first; `clear` takes them away."""

    drawn = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._work = _BasinWork(self)
        self._setup: DescentSetup | None = None
        self._place = 0
        self.basins: Basins | None = None
        self.draw = QPushButton(self.tr("Draw the basins"))
        self.draw.setToolTip(tooltip(self.tr(
            "Let 201 × 201 starts walk 1000 steps each, and colour every start by the minimum it ends in. A click on "
            "the map then shows the walk from there.")))
        self.clear = QPushButton(self.tr("Clear"))
        self.clear.setToolTip(self.tr("Take the colours of the basins off the map"))
        self.clear.setEnabled(False)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Stop here; what has been drawn stays"))
        self.cancel.hide()
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.sentence = Label(wordWrap=True)
        self.sentence.setProperty("look", "muted")
        self.legend = MarkupLabel(wordWrap=True)
        row = QHBoxLayout()
        for button in (self.draw, self.clear, self.cancel):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self.sentence)
        column.addWidget(self.legend)
        column.addStretch(1)
        self.draw.clicked.connect(lambda _=False: self.begin())
        self.clear.clicked.connect(self.forget)
        self.cancel.clicked.connect(self._give_up)
        self._work.advanced.connect(self._advance)
        self._work.ended.connect(self._end)

    def set_racer(self, setup: DescentSetup, place: int) -> None:
        """Whose basins they are; those of another are forgotten."""
        racer = setup.racers[place]
        before = None if self._setup is None else (self._setup.text, self._setup.domain,
                                                   self._setup.racers[self._place].rule)
        self._setup, self._place = setup, place
        if before != (setup.text, setup.domain, racer.rule):
            self.forget()
        self.draw.setEnabled(setup.dimension == 2 and not self.busy)
        if self.basins is None and not self.busy:
            self._invite()

    def forget(self) -> None:
        self._stop()
        self.basins = None
        self.clear.setEnabled(False)
        self.legend.clear()
        self._invite()
        self.drawn.emit(None)

    def _invite(self) -> None:
        """Say what there is to see, or what it takes."""
        if self._setup is not None and self._setup.dimension != 2:
            self.sentence.setText(self.tr("Basins are drawn on surfaces: choose one from the scenes, or a function of "
                                          "x and y."))
        else:
            self.sentence.setText(self.tr("Where does a walk end, from each point of the map? Draw the basins, and "
                                          "every start has the colour of the minimum that it leads to."))

    @property
    def busy(self) -> bool:
        return not self.cancel.isHidden()

    def begin(self) -> None:
        """Compute them, coarse first."""
        setup = self._setup
        self._show_busy(True)
        self.sentence.setText(self.tr("Walking from every start…"))
        self._work.begin(setup, setup.racers[self._place])

    def _stop(self) -> None:
        self._work.stop()
        self._show_busy(False)

    def _give_up(self) -> None:
        """What has been drawn stays."""
        self._stop()
        self.clear.setEnabled(self.basins is not None)
        if self.basins is None:
            self._invite()
        else:
            self.sentence.setText(self.tr("Stopped before the end: the colours are coarse."))

    def _show_busy(self, busy: bool) -> None:
        self.bar.setValue(0)
        self.bar.setVisible(busy)
        self.cancel.setVisible(busy)
        self.draw.setEnabled(not busy)

    def _advance(self, basins: Basins, progress: Progress) -> None:
        self.basins = basins
        self.bar.setValue(round(1000 * progress.done))
        self.drawn.emit(self._regions(basins, progress.labels))

    def _end(self, basins: Basins | None, labels: object) -> None:
        self._show_busy(False)
        if basins is None:
            self.sentence.setText(translate_error(labels))
            return
        self.clear.setEnabled(True)
        self.sentence.setText(self.tr("{starts} starts, {steps} steps each, in double precision. Click the map for the "
                                      "walk from there.").format(starts=grouped(labels.size),
                                                                 steps=grouped(basins.steps)))
        lines = [self._line(PALETTE[place % len(PALETTE)], self._named(point), (labels == place).mean())
            for place, point in enumerate(basins.minima[:NAMED]) if (labels == place).any()]
        names = {STUCK: self.tr("at a point that is no minimum"), LEVEL: self.tr("at rest where it is level"),
                 UNDERWAY: self.tr("still on its way"),
                 OUTSIDE: self.tr("came to rest or walks outside the domain"),
                 LOST: self.tr("flew away")}
        lines += [self._line(REST[label], name, (labels == label).mean())
                  for label, name in names.items() if (labels == label).any()]
        self.legend.setText(markup(" &nbsp; ").join(lines))

    def _named(self, point: CriticalPoint) -> str:
        if point.line is not None:
            return self.tr("a line of minima, f = {value}").format(value=number(point.value))
        return self.tr("({x}, {y})").format(x=number(point.position[0]), y=number(point.position[1]))

    @staticmethod
    def _line(colour: str, name: str, share: float) -> Markup:
        words = f"{name} · {100 * share:.1f} %".replace(" ", "\N{NO-BREAK SPACE}")
        return markup('<span style="color:{colour}">■</span>&nbsp;{words}', colour=colour, words=words)

    @staticmethod
    def _regions(basins: Basins, labels: np.ndarray) -> Regions:
        colours = [QColor(PALETTE[place % len(PALETTE)]) for place in range(len(basins.minima))]
        places = labels.copy()
        for label, colour in REST.items():
            places[labels == label] = len(colours)
            colours.append(QColor(colour))
        return Regions(*basins.axes, places, tuple(colours))


class _BasinWork(QObject):
    """Basins on a thread; what was asked for before is given up."""

    advanced = Signal(object, object)
    ended = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._background = Background(self)
        self._background.done.connect(self._finish)
        self._background.failed.connect(lambda error: self.ended.emit(None, error))
        self._number = 0
        # A queue that is looked into, and no signal: the thread may outlive this object.
        self._told: SimpleQueue[tuple[int, Basins, Progress]] = SimpleQueue()
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self._tell)
        self._background.failed.connect(lambda _: self._look.stop())

    def begin(self, setup: DescentSetup, racer: Racer) -> None:
        self._number += 1
        number, told = self._number, self._told
        self._look.start()

        def work() -> tuple[int, Basins, np.ndarray] | None:
            function = setup.function()
            basins = Basins(function, setup.domain, racer, find_critical_points(function, setup.domain))
            labels = np.empty(0)
            for progress in basins.compute():
                if self._number != number:
                    return None
                labels = progress.labels
                told.put((number, basins, progress))
            return number, basins, labels

        self._background.ask(work)

    def stop(self) -> None:
        self._number += 1
        self._look.stop()

    def _finish(self, answer: tuple[int, Basins, np.ndarray] | None) -> None:
        self._tell()
        self._look.stop()
        if answer is not None and answer[0] == self._number:
            self.ended.emit(*answer[1:])

    def _tell(self) -> None:
        while not self._told.empty():
            number, basins, progress = self._told.get()
            if number == self._number:
                self.advanced.emit(basins, progress)
