"""The plane of a game: what the discriminator says everywhere, real and fake points, and where it sends the fake ones.
"""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

from app.numbers import number
from app.theme import Theme, current, diverging_table
from app.widgets.plot import Plot
from app.widgets.signed_image import SignedLegend
from engine.generative.gan_look import REACH, SIDE, GanPicture

DOT = 6
LONGEST, HEAD = 0.3, 0.28
"""How far the longest arrow reaches on the plane, at most, and which share of an arrow its head is."""


class ChanceLegend(SignedLegend):
    """The same colours for a chance, neutral where nobody knows."""

    def ends(self) -> tuple[str, str]:
        return "0", "1"


class GanMap(Plot):
    """Shows one picture after the other, over ±REACH; `surface` and `arrows` may be hidden."""

    def __init__(self) -> None:
        self._surface = pg.ImageItem(axisOrder="row-major")
        self._real = pg.ScatterPlotItem(pxMode=True, size=DOT, symbol="o")
        self._fake = pg.ScatterPlotItem(pxMode=True, size=DOT, symbol="s")
        self._arrows = pg.PlotCurveItem()
        self.scale = 0.0
        super().__init__()
        for item in (self._surface, self._real, self._arrows, self._fake):
            self.item.addItem(item)
        step = 2 * REACH / (SIDE - 1)
        self._rect = QRectF(-REACH - step / 2, -REACH - step / 2, 2 * REACH + step, 2 * REACH + step)
        self.item.vb.setAspectLocked(True)
        self.item.vb.setRange(xRange=(-REACH, REACH), yRange=(-REACH, REACH), padding=0)
        self.item.vb.setMouseEnabled(False, False)
        self.name_axes("x₁", "x₂")

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._surface.setLookupTable(diverging_table(theme))
        self._surface.setOpacity(0.75)
        outline = pg.mkPen(theme.surface, width=0.8)
        for item, colour in ((self._real, theme.text), (self._fake, theme.classes[2])):
            item.setPen(outline)
            item.setBrush(pg.mkBrush(QColor(colour)))
        self._arrows.setPen(pg.mkPen(theme.text, width=1))

    def show_picture(self, picture: GanPicture, real: np.ndarray, *, surface: bool, arrows: bool) -> None:
        """Real points (n, 2), and what there is to be seen of the game."""
        self._surface.setVisible(surface)
        self._surface.setImage(picture.chances, levels=(0.0, 1.0), autoLevels=False)
        self._surface.setRect(self._rect)
        self._real.setData(real[:, 0], real[:, 1])
        self._fake.setData(picture.fake[:, 0], picture.fake[:, 1])
        self._arrows.setVisible(arrows)
        self.scale = arrow_scale(picture.pull)
        self._arrows.setData(*_strokes(picture.fake, picture.pull * self.scale), connect="pairs")

    def outside(self, picture: GanPicture) -> int:
        """How many fake points the picture leaves out."""
        return int((np.abs(picture.fake) > REACH).any(axis=1).sum())

    def colours(self) -> tuple[str, str]:
        """Of real and of fake points."""
        return current().text, current().classes[2]


def arrow_scale(pull: np.ndarray) -> float:
    """How long an arrow is on the plane for a gradient of 1: a round number, with which the longest of `pull` (n, 2)
    keeps within LONGEST."""
    most = float(np.linalg.norm(pull, axis=1).max(initial=0.0))
    if not most > 0:
        return 0.0
    wanted = LONGEST / most
    power = 10.0 ** np.floor(np.log10(wanted))
    return float(power * max(step for step in (1, 2, 5) if step * power <= wanted * (1 + 1e-9)))


def scale_in_words(scale: float) -> str:
    """The gradient for which an arrow is a tenth of a unit long."""
    return number(float(f"{0.1 / scale:.2g}"))


def _strokes(start: np.ndarray, along: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Shafts and heads as pairs of ends: x (6 n,) and y."""
    end = start + along
    turned = np.stack([-along[:, 1], along[:, 0]], axis=1)
    wings = [end - HEAD * along + side * HEAD / 2 * turned for side in (1, -1)]
    points = np.stack([start, end, end, wings[0], end, wings[1]], axis=1).reshape(-1, 2)
    return points[:, 0], points[:, 1]
