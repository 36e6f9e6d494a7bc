"""Two questions that take many walks at once: which start ends where, and which learning rate is best."""

from __future__ import annotations

from dataclasses import replace
from queue import SimpleQueue

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.i18n import translate_error
from app.numbers import grouped, number
from app.surface import Regions
from app.theme import Theme, viridis_table
from app.widgets.background import Background
from app.widgets.log_axis import LogAxis
from app.widgets.plot import Plot
from engine.descent import (
    LOST,
    OUTSIDE,
    STUCK,
    UNDERWAY,
    Basins,
    DescentSetup,
    Race,
    Racer,
    Sweep,
    curvature_at_end,
    find_critical_points,
    stability_limit,
    sweep,
)
from engine.descent.basins import Progress
from engine.errors import LaderaError

RATES = np.geomspace(1e-5, 1.0, 161)
MOMENTA = np.linspace(0.0, 0.99, 61)
SWEEP_STEPS = 200
LOOK = 30
"""Milliseconds between two looks at how far the basins are."""
PALETTE = ("#1f6fbf", "#d9660a", "#0b8a6f", "#b0489a", "#c9a800", "#5b5bd0", "#b8332a", "#2e93b8", "#6b7a2b", "#8d5a3b")
REST = {STUCK: "#f4f4f4", UNDERWAY: "#9aa3a8", OUTSIDE: "#5f686d", LOST: "#30363a"}


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
        self.draw.setToolTip(self.tr("Let 201 × 201 starts walk 1000 steps each, and colour every start by the "
                                     "minimum it ends in. A click on the map then shows the walk from there."))
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
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setProperty("look", "muted")
        self.legend = QLabel(wordWrap=True)
        self.legend.setTextFormat(Qt.TextFormat.RichText)
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
        if setup.dimension != 2:
            self.sentence.setText(self.tr("Basins are drawn on surfaces."))

    def forget(self) -> None:
        self._stop()
        self.basins = None
        self.clear.setEnabled(False)
        self.legend.clear()
        self.sentence.clear()
        self.drawn.emit(None)

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
        self.sentence.clear()
        self.clear.setEnabled(self.basins is not None)

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
        lines = [self._line(PALETTE[place % len(PALETTE)], self.tr("({x}, {y})").format(
            x=number(point.position[0]), y=number(point.position[1])), (labels == place).mean())
            for place, point in enumerate(basins.minima[:14]) if (labels == place).any()]
        names = {STUCK: self.tr("at a point that is no minimum"), UNDERWAY: self.tr("still on its way"),
                 OUTSIDE: self.tr("came to rest or walks outside the domain"),
                 LOST: self.tr("flew away")}
        lines += [self._line(REST[label], name, (labels == label).mean())
                  for label, name in names.items() if (labels == label).any()]
        self.legend.setText("<br>".join(lines))

    @staticmethod
    def _line(colour: str, name: str, share: float) -> str:
        return f'<span style="color:{colour}">■</span> {name} · {100 * share:.1f} %'

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


class RatesPanel(QWidget):
    """What comes of each learning rate; a click takes it. `chosen(racer)`."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._setup: DescentSetup | None = None
        self._place = 0
        self._asked: object = None
        self._limits: np.ndarray | None = None
        self._work = Background(self)
        self._work.done.connect(self._show)
        self._work.failed.connect(self._fail)
        self.plot = _RatePlot()
        self.map = QCheckBox(self.tr("With momentum"), focusPolicy=Qt.FocusPolicy.TabFocus)
        self.map.setToolTip(self.tr("A map of learning rate and momentum instead of a curve"))
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setProperty("look", "muted")
        top = QHBoxLayout()
        top.addWidget(self.sentence, 1)
        top.addWidget(self.map)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.setSpacing(3)
        column.addLayout(top)
        column.addWidget(self.plot, 1)
        self.map.toggled.connect(lambda _: self.refresh())
        self.plot.clicked.connect(self._choose)

    def set_racer(self, setup: DescentSetup, place: int) -> None:
        self._setup, self._place = setup, place
        self.map.setEnabled("momentum" in setup.racers[place].settings)
        self.refresh()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Ask anew, while it is seen."""
        if self._setup is None or not self.isVisible():
            return
        setup, racer = self._setup, self._setup.racers[self._place]
        momenta = MOMENTA if self.map.isChecked() and self.map.isEnabled() else None
        rest = sorted((name, value) for name, value in racer.settings.items() if name != "learning_rate")
        asked = (setup.text, setup.domain, setup.start, racer.optimizer, rest, momenta is None)
        if asked != self._asked:
            self._asked = asked
            self._work.ask(lambda: _explored(setup, racer, momenta))
        elif not self._work.busy:
            self.plot.mark(racer.settings.get("learning_rate"), self._limits)

    def _show(self, answer: tuple[Sweep, np.ndarray | None]) -> None:
        found, self._limits = answer
        self.plot.show_sweep(found)
        self.plot.mark(self._setup.racers[self._place].settings.get("learning_rate"), self._limits)
        sentence = self.tr("Value after {steps} steps from this start.").format(steps=found.steps)
        if self._limits is not None and found.momenta is not None:
            sentence += " " + self.tr("Dashed: for each momentum the limit of the minimum that the best place leads "
                                      "to, beyond which no walk converges there.")
        elif self._limits is not None:
            sentence += " " + self.tr("Dashed: the limit {limit} of the minimum that the best rate leads to, beyond "
                                      "which no walk converges there.").format(limit=number(self._limits[0]))
        self.sentence.setText(sentence)

    def _fail(self, error: LaderaError) -> None:
        self._limits = None
        self.plot.show_nothing()
        self.sentence.setText(translate_error(error))

    def _choose(self, rate: float, momentum: float | None) -> None:
        racer = self._setup.racers[self._place]
        settings = {**racer.settings, "learning_rate": float(f"{rate:.3g}")}
        if momentum is not None:
            settings["momentum"] = round(momentum, 3)
        self.chosen.emit(replace(racer, settings=settings))


def _explored(setup: DescentSetup, racer: Racer, momenta: np.ndarray | None) -> tuple[Sweep, np.ndarray | None]:
    """The sweep, and the stability limit, or one for each momentum, at the minimum that the best of it leads to."""
    function, start = setup.function(), np.array(setup.start)
    found = sweep(function, racer, start, RATES, SWEEP_STEPS, momenta)
    if not np.isfinite(found.final).any():
        return found, None
    place = np.unravel_index(np.nanargmin(found.final), found.final.shape)
    tried = [racer] if momenta is None else [_with(racer, momentum=float(momentum)) for momentum in momenta]
    best = _with(tried[0 if momenta is None else place[0]], learning_rate=float(RATES[place[-1]]))
    race = Race(function, [best], start)
    race.run(SWEEP_STEPS)
    curvature = curvature_at_end(function, race.tracks[0].positions[-1, 0], setup.domain)
    limits = [] if curvature is None else [stability_limit(each, curvature) for each in tried]
    return found, np.array(limits) if limits and None not in limits else None


def _with(racer: Racer, **settings: float) -> Racer:
    return replace(racer, settings={**racer.settings, **settings})


class _RatePlot(Plot):
    """Final value over the rate, or a map with the momentum upwards."""

    clicked = Signal(float, object)

    def __init__(self) -> None:
        self._curve = pg.PlotDataItem()
        self._image = pg.ImageItem(axisOrder="row-major")
        self._now = pg.InfiniteLine(angle=90)
        self._limit = pg.InfiniteLine(angle=90)
        self._limits = pg.PlotCurveItem()
        self._momenta: np.ndarray | None = None
        self._is_map = False
        super().__init__(axes={side: LogAxis(side) for side in ("left", "bottom")})
        self._image.setLookupTable(viridis_table())
        for piece in (self._image, self._curve):
            self.item.addItem(piece)
        for line in (self._now, self._limit, self._limits):
            line.hide()
            self.item.addItem(line, ignoreBounds=True)
        self.item.getAxis("bottom").setLogMode(True)
        self.scene().sigMouseClicked.connect(self._click)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._curve.setPen(pg.mkPen(theme.plots[0], width=1.5))
        self._now.setPen(pg.mkPen(theme.accent, width=1.5))
        for line in (self._limit, self._limits):
            line.setPen(pg.mkPen(theme.danger, width=1.5, style=Qt.PenStyle.DashLine))

    def show_sweep(self, found) -> None:
        self._momenta, self._is_map = found.momenta, found.momenta is not None
        self._image.setVisible(self._is_map)
        self._curve.setVisible(not self._is_map)
        x = np.log10(found.rates)
        final = np.where(np.abs(found.final) < 1e12, found.final, np.nan)
        if self._is_map:
            low = np.nanmin(final) if np.isfinite(final).any() else 0.0
            shown = np.log10(final - low + 1e-12)
            self._image.setImage(np.nan_to_num(shown, nan=np.nanmax(shown) if np.isfinite(shown).any() else 0.0))
            self._image.setRect(x[0], found.momenta[0], x[-1] - x[0], found.momenta[-1] - found.momenta[0])
            self.item.getAxis("left").setLogMode(False)
            self.name_axes(self.tr("learning rate"), self.tr("momentum"))
        else:
            known = final[np.isfinite(final)]
            positive = bool(known.size) and known.min() >= 0
            self.item.getAxis("left").setLogMode(positive)
            top = np.log10(np.maximum(final, 1e-16)) if positive else final
            if known.size and not positive:  # far beyond the start there is nothing to see
                top = np.where(top <= final[0] + (final[0] - known.min()) + 1e-9, top, np.nan)
            self._curve.setData(x, top, connect="finite")
            self.name_axes(self.tr("learning rate"), self.tr("value f"))
        self.item.vb.autoRange()

    def show_nothing(self) -> None:
        self._image.hide()
        self._curve.hide()
        self.mark(None, None)

    def mark(self, now: float | None, limits: np.ndarray | None) -> None:
        """The rate in use, and the limit, or the limits along the momenta of the map."""
        along = limits is not None and len(limits) > 1
        self._limits.setVisible(along)
        if along:
            self._limits.setData(np.log10(limits), self._momenta)
        for line, value in ((self._now, now), (self._limit, None if along or limits is None else float(limits[0]))):
            line.setVisible(value is not None and value > 0)
            if value is not None and value > 0:
                line.setPos(np.log10(value))

    def _click(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.item.vb.sceneBoundingRect().contains(event.scenePos()):
            point = self.item.vb.mapSceneToView(event.scenePos())
            momentum = float(np.clip(point.y(), 0.0, 0.999)) if self._is_map else None
            self.clicked.emit(float(10 ** np.clip(point.x(), -6, 1)), momentum)


