"""Saliency in the dock: beside a map its witnesses, and what they say against it."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.numbers import number
from app.plain import Label, tooltip
from app.theme import Theme, current
from app.widgets.picture_view import short
from app.widgets.plot import Plot, stroke
from app.widgets.tile import Tile
from engine.graph import Graph
from engine.probes import Reading
from engine.probes.witnesses import Deletion, forgotten
from engine.vision import Objection, edges, likeness, objections

LEVELS = 4


class WitnessDock(QWidget):
    """The map of the network as it is, as it forgets from the top down, edges, and the deletion curve."""

    def __init__(self) -> None:
        super().__init__()
        self.maps = tuple(Tile("", small=True) for _ in range(LEVELS + 1))
        self.edges = Tile(self.tr("Edges"), self.tr("An edge detector (Sobel) on the picture: it knows no network. A "
                                                    "map that looks like this may say no more"), small=True)
        self.deletion = DeletionPlot()
        self.waiting = Label(self.tr("The witnesses are heard when the training rests."), wordWrap=True)
        self.waiting.setProperty("look", "muted")
        self.waiting.setMargin(12)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for tile in (*self.maps, self.edges):
            row.addWidget(tile, 2)
        row.addWidget(self.deletion, 5)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(inside)
        self._pages.addWidget(self.waiting)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self.objections: tuple[Objection, ...] | None = None
        self.wait()

    def wait(self) -> None:
        """Nobody has been heard yet."""
        self.objections = None
        self._pages.setCurrentIndex(1)

    def show_witnesses(self, graph: Graph, image: np.ndarray, forgetting: Reading, deletion: Reading,
                       said: str) -> None:
        """What they say of the map of an `image` (h, w, c); `said` is what is on the axis of the deletion."""
        maps = forgetting["maps"][0].astype(np.float64)
        levels = forgotten(graph, LEVELS)
        self.maps[0].title.setText(self.tr("As it is"))
        self.maps[0].title.setToolTip(tooltip(self.tr(
            "How much each pixel counts: of slopes the size, of all else with its sign. Every map has a scale of its "
            "own, since the weights drawn anew give other sizes; compare where, not how much")))
        for place, tile in enumerate(self.maps):
            tile.setVisible(place < len(maps))
            if place < len(maps):
                tile.show_values(maps[place])
                self._write(tile)
        for layers, values, tile in zip(levels, maps[1:], self.maps[1:], strict=False):
            whole = len(layers) == len(levels[-1])
            tile.title.setText(self.tr("All forgotten") if whole else self.tr("{layer} forgotten").format(
                layer=layers[-1]) if len(layers) == 1 else f"… {layers[-1]}")
            tile.title.setToolTip(tooltip(self.tr("The same map with these weights drawn anew: {layers}").format(
                layers=", ".join(layers))))
            self._write(tile, likeness(maps[0], values))
        drawn = edges(image)
        self.edges.show_values(drawn)
        self._write(self.edges, likeness(maps[0], drawn))
        shares, curve, at_random = deletion["shares"][0], deletion["curve"][0], deletion["random"][0]
        self.deletion.show_curves(shares, curve, at_random, said)
        self.objections = objections(maps[0], maps[-1], image, shares, curve, at_random)
        self._pages.setCurrentIndex(0)

    def _write(self, tile: Tile, alike: float | None = None) -> None:
        """The limit of its scale, and how like the first map it is."""
        lines = [f"±{short(tile.legend.limit)}", " "]
        if alike is not None:
            lines[1] = "ρ = –" if np.isnan(alike) else f"ρ = {number(round(alike, 2))}"
            tile.note.setToolTip(tooltip(self.tr("Spearman's rank correlation with the map as it is: 1 puts the pixels "
                                                 "into the same order, 0 has nothing to do with it")))
        tile.note.setText("\n".join(lines))


class DeletionPlot(Plot):
    """What the network says while pixels go: those that count most first, and at random."""

    def __init__(self) -> None:
        self.band = None
        super().__init__()
        self.setMinimumSize(170, 110)
        self.setToolTip(tooltip(self.tr(
            "Pixels are taken away, those first that the map calls important. If the map is right, the curve falls "
            "faster than when pixels go in random order (the band: {orders} orders)").format(orders=Deletion.orders)))
        bounds = [pg.PlotDataItem() for _ in range(2)]
        self.band = pg.FillBetweenItem(*bounds)
        self._bounds, self.mean, self.own = bounds, pg.PlotDataItem(), pg.PlotDataItem()
        for item in (self.band, *bounds, self.mean, self.own):
            self.item.addItem(item)
        self.item.setXRange(0, 1, padding=0.02)
        self.item.setMouseEnabled(False, False)
        self.restyle(current())

    def show_curves(self, shares: np.ndarray, curve: np.ndarray, at_random: np.ndarray, said: str) -> None:
        """The map's own curve by its shares, and those at random, which go evenly."""
        evenly = np.linspace(0, 1, at_random.shape[1])
        self.name_axes(self.tr("share of pixels gone"), said)
        self.own.setData(shares, curve)
        self.mean.setData(evenly, at_random.mean(axis=0))
        for item, values in zip(self._bounds, (at_random.min(axis=0), at_random.max(axis=0)), strict=True):
            item.setData(evenly, values)
        self.band.setCurves(*self._bounds)

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        if self.band is None:
            return
        shade = QColor(theme.muted)
        shade.setAlpha(50)
        self.band.setBrush(shade)
        for item in self._bounds:
            item.setPen(None)
        self.mean.setPen(stroke(theme.muted, 1.4))
        self.own.setPen(pg.mkPen(theme.accent, width=2.2))
