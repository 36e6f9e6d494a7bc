"""A field of heights: its map, its surface in space, or both."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from app.i18n import translate_error
from app.surface.heights import Heights
from app.surface.map_view import MapView
from app.surface.model import Arrow, DrawnTrajectory, Field, Mark, Patch, Regions
from app.surface.opengl import opengl_available, prepare
from app.surface.scale_bar import ScaleBar
from app.widgets.caption import Caption
from app.widgets.save_file import ask_where
from engine.errors import FormatError
from engine.formats.atomic import write_atomically

VIEWS = ("both", "surface", "map")
FRAME = 16
EASE = 0.35
"""The share of the way to new heights that one frame goes."""
CLOSE = 0.004
WIDE, ROOMY = 0.6, 480
"""The surface's share of the width beside the map, where there are more than so many pixels."""
CALM = 160
"""Milliseconds without a new field before contour lines are drawn: they are dear."""


class FieldView(QWidget):
    """Shows what it is given; nothing is computed here.

    `pressed`, `start_dragged`, `start_released` and `hovered` carry points of the plane, from the map and from the
    surface alike. Without OpenGL there is the map alone, and a sentence.
    """

    pressed = Signal(float, float)
    start_dragged = Signal(float, float)
    start_released = Signal(float, float)
    hovered = Signal(float, float, float)
    view_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = "both"
        self._log = False
        self._wanted: Field | None = None
        self._shown: Field | None = None
        self._heights = Heights(np.zeros(0))
        self._pending: dict[str, tuple[object, ...]] = {}
        self.map = MapView()
        self.space = self._make_space()
        self._scale = ScaleBar()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        if self.space is not None:
            self._split.addWidget(self.space)
        self._split.addWidget(self.map)
        self.caption = Caption()
        self.caption.setContentsMargins(8, 0, 6, 2)
        picture = QHBoxLayout()
        picture.setSpacing(2)
        picture.addWidget(self._split, 1)
        picture.addWidget(self._scale)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(picture, 1)
        layout.addWidget(self.caption)
        self._glide = QTimer(self, interval=FRAME)
        self._glide.timeout.connect(self._ease)
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._settle)
        for view in self._views():
            view.pressed.connect(self.pressed)
            view.start_dragged.connect(self.start_dragged)
            view.start_released.connect(self.start_released)
            view.hovered.connect(self._hover)
        self.say("")
        self.set_view("both")

    # What is shown

    @property
    def view(self) -> str:
        """"map", "surface" or "both", as asked for."""
        return self._view

    def set_view(self, view: str) -> None:
        self._view = view
        shows_space = self.space is not None and view != "map"
        if self.space is not None:
            self.space.setVisible(shows_space)
        self.map.setVisible(view != "surface" or self.space is None)
        if view == "both" and shows_space:
            width = max(2, self._split.width())
            share = WIDE if width > ROOMY else 0.5
            self._split.setSizes([round(share * width), round((1 - share) * width)])
        self.view_changed.emit(view)

    def set_field(self, field: Field | None, *, ease: bool = True, stays: bool = True) -> None:
        """Other heights. Over the same grid they glide there; NaN is left out. Where the next ones are on their way
        (not `stays`), contour lines wait until none have come for a moment."""
        known = field is not None and bool(np.isfinite(field.z).any())
        self._wanted = field if known else None
        smooth = (ease and known and self._shown is not None and self._shown.z.shape == field.z.shape
                  and self.isVisible())
        if smooth:
            self._glide.start()
        else:
            self._glide.stop()
            self._show(self._wanted, None if self._wanted is None else Heights(self._wanted.z, self._log),
                       settled=stays)
            if not stays:
                self._calm.start()

    def set_log(self, log: bool) -> None:
        """Heights and colours by their logarithm above the lowest."""
        if log != self._log:
            self._log = log
            self.set_field(self._wanted, ease=False)

    def set_trails(self, trails: Sequence[DrawnTrajectory]) -> None:
        self._each("set_trails", trails)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        self._each("set_marks", marks)

    def set_arrows(self, arrows: Sequence[Arrow]) -> None:
        self._each("set_arrows", arrows)

    def set_start(self, start: tuple[float, float] | None) -> None:
        self._each("set_start", start)

    def set_patches(self, patches: Sequence[Patch]) -> None:
        self.map.set_patches(patches)

    def set_regions(self, regions: Regions | None) -> None:
        self.map.set_regions(regions)

    def set_extra_surface(self, field: Field | None) -> None:
        if self.space is not None:
            self.space.set_extra_surface(field)

    def say(self, sentence: str, details: str = "") -> None:
        """A line or two below the picture, and what is said where somebody asks for more; without OpenGL it begins with
        why there is no surface."""
        missing = "" if self.space is not None else self.tr(
            "Surfaces in space need OpenGL, which is not available here: this is the map.")
        self.caption.say(" ".join(part for part in (missing, sentence) if part), details)

    def fit(self) -> None:
        """See all of it, from where one begins."""
        self.map.fit()
        if self.space is not None:
            self.space.reset_camera()

    # As a picture

    def image(self) -> QImage:
        """What is seen, numbers and all, without what is there to be pressed."""
        more = self.caption.more
        offered = not more.isHidden()
        more.hide()
        image = self.grab().toImage()
        more.setVisible(offered)
        return image

    def copy_image(self) -> None:
        QGuiApplication.clipboard().setImage(self.image())

    def svg(self) -> bytes:
        """The map as a drawing."""
        return self.map.svg()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._scale.point_at(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("Copy as a picture"), self.copy_image)
        menu.addAction(self.tr("Save the map as SVG…"), self._ask_svg)
        menu.addSeparator()
        menu.addAction(self.tr("See all"), self.fit)
        menu.exec(event.globalPos())

    # Inside

    def _make_space(self):
        prepare()
        if not opengl_available():
            return None
        from app.surface.space_view import SpaceView

        return SpaceView()

    def _views(self) -> list:
        return [view for view in (self.map, self.space) if view is not None]

    def _each(self, name: str, given: object) -> None:
        for view in self._views():
            call: Callable[[object], None] = getattr(view, name)
            call(given)

    def _ease(self) -> None:
        wanted, shown = self._wanted, self._shown
        if wanted is None or shown is None or shown.z.shape != wanted.z.shape:
            self._glide.stop()
            return
        target = Heights(wanted.z, self._log)
        heights = self._heights.eased(target, EASE) if self._heights.log == self._log else target
        both = np.isfinite(shown.z) & np.isfinite(wanted.z)
        z = np.where(both, shown.z + EASE * (wanted.z - shown.z), wanted.z)
        gap = np.abs(z - wanted.z)[both]
        near = not gap.size or gap.max() <= CLOSE * (target.high - target.low)
        if near:
            self._glide.stop()
            self._show(wanted, target, settled=False)
        else:
            self._show(Field(wanted.x, wanted.y, z, wanted.x_label, wanted.y_label, wanted.z_label), heights,
                       settled=False)
        self._calm.start()

    def _show(self, field: Field | None, heights: Heights | None, *, settled: bool) -> None:
        self._shown = field
        self._heights = heights or Heights(np.zeros(0))
        self.map.set_field(field, self._heights, contours=settled)
        if self.space is not None:
            self.space.set_field(field, self._heights)
        self._scale.show_field(field, heights)

    def _settle(self) -> None:
        if self._shown is not None:
            self.map.set_field(self._shown, self._heights, contours=True)

    def _hover(self, x: float, y: float, z: float) -> None:
        self._scale.point_at((x, y, z))
        self.hovered.emit(x, y, z)

    def _ask_svg(self) -> None:
        path = ask_where(self, self.tr("Save the map as SVG"), "map.svg", "SVG (*.svg)")
        if path is not None:
            try:
                write_atomically(path, self.svg())
            except FormatError as error:
                self.say(translate_error(error))
