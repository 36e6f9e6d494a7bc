"""The picture of a race: the function as a curve or a surface, and over it a moment of the walks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.i18n import translate
from app.pictures import png
from app.plain import Label
from app.surface import CurveView, DrawnTrajectory, Field, FieldView, ViewButtons
from app.surface.walkers import walker_colours
from app.widgets.caption import Caption
from app.widgets.plot import copy_picture
from app.workspaces.descent import picture
from app.workspaces.descent.overlay_button import OverlayButton
from app.workspaces.descent.picture_footer import PictureFooter
from engine.descent import CriticalPoints, DescentSetup, Function, Race, why_empty
from engine.formats.atomic import write_atomically

CURVE_POINTS = 801
ROW = 18
"""Pixels from one line of text on a curve to the next."""


class RaceView(QWidget):
    """Shows what it is given. `start_dragged`, `start_released` and `pressed` carry points of the curve or plane."""

    start_dragged = Signal(float, float)
    start_released = Signal(float, float)
    pressed = Signal(float, float)

    def __init__(self) -> None:
        super().__init__()
        self.curve, self.field = CurveView(), FieldView()
        self.note = Caption()
        self.views, self.overlays = ViewButtons(self.field), OverlayButton()
        self.gap = Label(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.gap.setProperty("look", "muted")
        self.gap.setMargin(24)
        self._pictures = QStackedWidget()
        self._picture: CurveView | FieldView = self.field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pictures, 1)
        column.addWidget(PictureFooter(self.note, self.views, self.overlays))
        for view in (self.field, self.curve):
            self._pictures.addWidget(view)
            view.start_dragged.connect(self.start_dragged)
            view.start_released.connect(self.start_released)
            view.pressed.connect(self.pressed)
        self._pictures.addWidget(self.gap)

    def show_function(self, function: Function, setup: DescentSetup) -> None:
        """Its heights over the domain, or why it has none. Raises LaderaError."""
        surface = setup.dimension == 2
        self._picture = self.field if surface else self.curve
        *axes, heights = function.grid(setup.domain, setup.resolution if surface else CURVE_POINTS)
        known = np.isfinite(heights)
        heights = np.where(known, heights, np.nan)
        if surface:
            self.field.set_log(setup.log_height)
            self.field.set_field(Field(*axes, heights, "x", "y", "f"), ease=False)
        else:
            self.curve.set_curve(*axes, heights)
        self.gap.setText("" if known.any() else _said(*why_empty(function, setup.domain)))
        self._pictures.setCurrentWidget(self._picture if known.any() else self.gap)
        self.views.setVisible(surface and bool(known.any()))

    def show_points(self, points: CriticalPoints | None) -> None:
        """The critical points; None while they are not known."""
        found = picture.marks(points)
        self.field.set_marks(found)
        self.curve.set_marks(found)

    def show_moment(self, function: Function, setup: DescentSetup, race: Race, step: int, *, chosen: int, every: int,
                    probe: np.ndarray | None) -> None:
        """The walks up to a step, of `every` so many steps one, with the overlays there; numbers are said of the
        `chosen` racer. `probe` (T, 2) is a walk from another start."""
        colours = walker_colours()
        walks, now = picture.trails(race, setup, step, colours, every), picture.moments(race, step)
        if setup.dimension == 2:
            if probe is not None:
                walks.append(DrawnTrajectory("", colours[chosen], probe, function.value(probe)))
            self.field.set_trails(walks)
            self.field.set_start(setup.start)
            self.field.set_arrows(picture.arrows(now, setup, colours, steepest=picture.steepest(race, setup, step)))
            self.field.set_patches(picture.patches(now, setup, colours))
            seen = now[chosen] if setup.racers[chosen].shown else None
            self.field.set_extra_surface(seen and picture.newton_surface(function, seen, setup))
        else:
            self.curve.set_trails(walks)
            self.curve.set_start((setup.start[0], float(function.value(np.array(setup.start)))))
            row = ROW / max(1, self.curve.height()) * float(np.ptp(self.curve.item.vb.viewRange()[1]))
            self.curve.set_lines(picture.lines(function, now, setup, colours, named=chosen, row=row))

    def fit(self) -> None:
        """See all of the function."""
        self._picture.fit()

    def copy_image(self) -> None:
        """The picture on the clipboard."""
        copy_picture(self._picture)

    def export(self, path: Path) -> None:
        """The picture as PNG; as SVG the curve, or the map of a surface. Raises FormatError."""
        shown = self._picture
        write_atomically(path, shown.svg() if path.suffix.lower() == ".svg" else png(shown.grab()))


def _said(template: str, values: dict[str, object]) -> str:
    return translate(template).format(**values)
