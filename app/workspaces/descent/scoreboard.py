"""How the racers fare, in numbers: curves, table and cards, one after the other while something moves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QTimer

from app.workspaces.descent import picture
from app.workspaces.descent.charts import Chart, Charts, IterateTable, short
from app.workspaces.descent.player import Player
from app.workspaces.descent.racers_panel import RacersPanel
from engine.descent import CriticalPoints, DescentSetup

EVERY = 30
"""Milliseconds between two looks at a curve, or the table and the cards, while something moves: they are expensive, and
read slowly."""


class Scoreboard(QObject):
    """Owns the curves and the table; writes on the cards of `racers`."""

    def __init__(self, player: Player, racers: RacersPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._racers = player, racers
        self._setup = DescentSetup()
        self._chosen = 0
        self._points: CriticalPoints | None = None
        self.charts, self.table = Charts(), IterateTable()
        self._all = (self._show_cards, *(partial(self._show_chart, chart) for chart in self.charts.all))
        self._owed: list[Callable[[], None]] = []
        self._later = QTimer(self, singleShot=True, interval=EVERY)
        self._later.timeout.connect(self._show_next)

    def measure_from(self, points: CriticalPoints | None) -> None:
        """The minima that distances are measured from."""
        self._points = points
        if points is not None:
            self.charts.measure_from_minima(bool(points.of_kind("minimum")))

    def show_step(self, setup: DescentSetup, chosen: int, *, at_once: bool) -> None:
        """The step that the player is at, in the table that of the `chosen` racer."""
        self._setup, self._chosen = setup, chosen
        self.charts.name_racers(setup.racers)
        if at_once:
            self._owed.clear()
            for show in self._all:
                show()
        else:
            self._owed += [show for show in self._all if show not in self._owed]
            if not self._later.isActive():
                self._later.start()

    def say_ends(self, sentences: list[str]) -> None:
        """What each racer has come to."""
        for card, sentence in zip(self._racers.cards, sentences, strict=True):
            card.sentence.setText(sentence)

    def _show_next(self) -> None:
        if self._owed:
            self._owed.pop(0)()
            self._later.start()

    @np.errstate(over="ignore", invalid="ignore")  # of walkers that fly away
    def _show_chart(self, chart: Chart) -> None:
        if chart.isVisible():
            chart.show_tracks(self._player.race.tracks, self._player.known, self._targets(),
                              [racer.shown for racer in self._setup.racers])

    @np.errstate(over="ignore", invalid="ignore")
    def _show_cards(self) -> None:
        self._show_table()
        targets = self._targets()
        for place, here in enumerate(picture.moments(self._player.race, self._player.known)):
            far = "" if targets[place] is None else "\n" + self.tr("to the minimum {distance}").format(
                distance=short(float(np.linalg.norm(here.position - targets[place]))))
            self._racers.say(place, "" if self._player.playing else self._racers.cards[place].sentence.text(),
                             self.tr("f = {value}\n|∇f| = {slope}").format(
                                 value=short(here.value), slope=short(float(np.linalg.norm(here.gradient)))) + far)

    def _show_table(self) -> None:
        self.table.show_track(self._player.race.tracks[self._chosen], self._player.known)

    def _targets(self) -> list[np.ndarray | None]:
        """For each racer the minimum that is nearest to where it is now."""
        minima = () if self._points is None else self._points.of_kind("minimum")
        if not minima:
            return [None] * len(self._setup.racers)
        places = np.array([point.position for point in minima])
        now = [np.nan_to_num(track.positions[self._player.known, 0]) for track in self._player.race.tracks]
        return [places[int(np.linalg.norm(places - here, axis=1).argmin())] for here in now]
