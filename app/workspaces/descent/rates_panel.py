"""What comes of each learning rate, with the limit beyond which nothing converges."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import translate_error
from app.numbers import number
from app.widgets.background import Background
from app.widgets.caption import Caption
from app.workspaces.descent.rate_plot import RatePlot
from engine.descent import DescentSetup, Race, Racer, Sweep, curvature_at_end, stability_limit, sweep
from engine.errors import LaderaError

RATES = np.geomspace(1e-5, 1.0, 161)
MOMENTA = np.linspace(0.0, 0.99, 61)
SWEEP_STEPS = 200


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
        self.plot = RatePlot()
        self.map = QCheckBox(self.tr("With momentum"), focusPolicy=Qt.FocusPolicy.TabFocus)
        self.map.setToolTip(self.tr("A map of learning rate and momentum instead of a curve"))
        self.plot.setToolTip(self.tr("Where a walk with each learning rate ends; click to take a rate. The line is the "
                                     "one in use"))
        self.sentence = Caption()
        top = QHBoxLayout()
        top.addWidget(self.sentence, 1)
        top.addWidget(self.map, 0, Qt.AlignmentFlag.AlignTop)
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
        limited = self._limits is not None
        self.sentence.say(" · ".join((
            self.tr("Value after {steps} steps; click to take a rate").format(steps=found.steps),
            *([self._limit(found)] if limited else []))),
            self.tr("Dashed is the limit that the minimum sets to which the best of these walks leads: beyond it no "
                    "walk converges there. For gradient descent it is 2/λ, λ being the largest curvature of that "
                    "minimum.")
            if limited else "")

    def _limit(self, found: Sweep) -> str:
        if found.momenta is not None:
            return self.tr("dashed: the limit for each momentum")
        return self.tr("dashed: the limit {limit}").format(limit=number(self._limits[0]))

    def _fail(self, error: LaderaError) -> None:
        self._limits = None
        self.plot.show_nothing()
        self.sentence.say(translate_error(error))

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
