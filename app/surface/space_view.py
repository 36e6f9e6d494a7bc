"""The field in space: a lit surface with what walks over it. Import it only where there is OpenGL."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph.opengl as gl
from pyqtgraph import Vector
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMatrix4x4, QPainter, QPen
from PySide6.QtWidgets import QWidget

from app.numbers import number
from app.surface import marks as mark_looks
from app.surface.canvas import Scene
from app.surface.heights import Heights
from app.surface.mesh import lit_mesh, veil
from app.surface.model import Arrow, DrawnTrajectory, Field, Mark
from app.surface.projection import TALL, Stage, on_screen, ray
from app.theme import Theme, current, theme_bus
from engine.round_numbers import ticks

LIFTED = np.array([0.0, 0.0, 0.008])
"""How far lines stand above the surface, so as not to sink into it."""
GRAB = 16
STEEP = (4.0, 88.0)
"""Elevations of the camera, in degrees: never below the ground."""
BOX = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], dtype=np.float64)
ABOVE = 15
"""Pixels from the highest number to the name of the heights."""
PAPER = 0.6
"""How much of what is behind a text is covered."""
MARK = 10
DEGREES = 0.5  # for each pixel of a drag
FIELD_OF_VIEW = 38.0  # degrees across
NEARER, DISTANCES = 0.999, (1.2, 12.0)
CAMERA = {"distance": 5.4, "elevation": 36.0, "azimuth": -62.0}


class SpaceView(QWidget):
    """Drag to turn, wheel to come near, double click to begin anew; the start can be dragged over the surface.

    OpenGL paints into an image that is never shown by itself, and the image is painted here. A widget of OpenGL inside
    the window would have the whole window composed by it, at every change anywhere: dear without a graphics card.
    """

    pressed = Signal(float, float)
    start_dragged = Signal(float, float)
    start_released = Signal(float, float)
    hovered = Signal(float, float, float)

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(160, 120)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what lies below is not painted first
        self._scene = Scene(FIELD_OF_VIEW)
        self._image: QImage | None = None
        self._lines_stale = False
        self._stage: Stage | None = None
        self._trails: Sequence[DrawnTrajectory] = ()
        self._marked: Sequence[Mark] = ()
        self._arrows: Sequence[Arrow] = ()
        self._start: tuple[float, float] | None = None
        self._dragging = False
        self._held = (0.0, 0.0)
        self._from = self._last = QPointF()
        self._lines: list[gl.GLLinePlotItem] = []
        self._lines_used = 0
        self._surface = gl.GLMeshItem(smooth=True, computeNormals=False, shader=None, glOptions="opaque")
        self._extra = gl.GLMeshItem(smooth=True, computeNormals=False, shader=None, glOptions="translucent")
        self._frame = gl.GLLinePlotItem(mode="lines", width=1, glOptions="translucent", antialias=True)
        for piece in (self._surface, self._frame, self._extra):
            self._scene.view.addItem(piece)
        self._surface.setVisible(False)
        self._extra.setVisible(False)
        self.reset_camera()
        theme_bus.changed.connect(self._restyle)
        self._restyle(current())

    # What is shown

    def set_field(self, field: Field | None, heights: Heights) -> None:
        self._stage = None if field is None else Stage(field, heights)
        self._surface.setVisible(field is not None)
        if field is not None:
            self._surface.setMeshData(meshdata=lit_mesh(field, heights))
        self._change_lines()

    def set_extra_surface(self, field: Field | None) -> None:
        """A second, translucent surface in the same box."""
        self._extra.setVisible(field is not None and self._stage is not None)
        self._repaint()
        if field is None or self._stage is None:
            return
        mesh = veil(field, self._stage, QColor(current().accent))
        if mesh is None:
            self._extra.setVisible(False)
        else:
            self._extra.setMeshData(meshdata=mesh)

    def set_trails(self, trails: Sequence[DrawnTrajectory]) -> None:
        self._trails = trails
        self._change_lines()

    def set_marks(self, marks: Sequence[Mark]) -> None:
        self._marked = marks
        self._repaint()

    def set_arrows(self, arrows: Sequence[Arrow]) -> None:
        if arrows or self._arrows:
            self._arrows = arrows
            self._change_lines()

    def set_start(self, start: tuple[float, float] | None) -> None:
        self._start = start
        self._repaint()

    def reset_camera(self) -> None:
        self._scene.view.setCameraPosition(pos=Vector(0.0, 0.0, TALL * 0.36), **CAMERA)
        self._repaint()

    def matrix(self) -> QMatrix4x4:
        """From the box to the screen."""
        region = 0, 0, self.width(), self.height()
        view = self._scene.view
        return view.projectionMatrix(region, region) * view.viewMatrix()

    # Painting

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._scene.resize(self.size())
        self._repaint()

    def paintEvent(self, event) -> None:
        if self._lines_stale:
            self._lines_stale = False
            self._draw_lines()
        if self._image is None:
            self._image = self._scene.render()
        with QPainter(self) as painter:
            painter.drawImage(0, 0, self._image)
            self._paint_labels(painter)

    def _repaint(self) -> None:
        """Something has changed."""
        self._image = None
        self.update()

    def _change_lines(self) -> None:
        """They are made anew when they are painted: once, whatever has changed since."""
        self._lines_stale = True
        self._repaint()

    def _paint_labels(self, painter: QPainter) -> None:
        """Numbers and marks, over the picture: in the font of the window, always legible."""
        if self._stage is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, matrix = current(), self.matrix()
        self._paint_axes(painter, theme, matrix)
        self._paint_balls(painter, theme, matrix)
        self._paint_marks(painter, theme, matrix)

    def _pixels(self, places: np.ndarray, matrix: QMatrix4x4) -> np.ndarray:
        return on_screen(places, matrix, self.width(), self.height())

    def _paint_axes(self, painter: QPainter, theme: Theme, matrix: QMatrix4x4) -> None:
        field, heights = self._stage.field, self._stage.heights
        corner, left = self._front_corner(matrix), self._left_corner(matrix)
        floor, names = [], []
        for axis, (values, label) in enumerate(((field.x, field.x_label), (field.y, field.y_label))):
            low, high = float(values[0]), float(values[-1])
            side = corner[1 - axis]
            floor += [(_floor(axis, 2 * (value - low) / (high - low) - 1, side * 1.10), number(value))
                      for value in ticks(low, high, 5)]
            names.append((_floor(axis, 0.0, side * 1.30), label))
        upright = [(np.array([*(left * 1.04), t * TALL]), number(float(heights.height(t))))
                   for t in (0.0, 1.0, 0.5, 0.25, 0.75)]  # what matters most first
        top = np.array([*(left * 1.04), 1.0 * TALL])
        painter.setPen(QColor(theme.muted))
        font = painter.font()
        font.setPointSizeF(9.0)
        taken: list[QRectF] = []
        for texts, bold, leans, up in ((names, True, 0.5, 0), ([(top, field.z_label)], True, 1.0, ABOVE),
                                       (upright, False, 1.0, 0), (floor, False, 0.5, 0)):
            font.setBold(bold)
            painter.setFont(font)
            self._paint_texts(painter, matrix, texts, leans, up, taken)

    def _paint_texts(self, painter: QPainter, matrix: QMatrix4x4, texts: Sequence[tuple[np.ndarray, str]],
                     leans: float, up: int, taken: list[QRectF]) -> None:
        """Texts at places of the box, `up` pixels above them, in the middle of it where `leans` is 0.5, to its left
        where it is 1. What would stand on something that is `taken` is left out."""
        metrics, paper = painter.fontMetrics(), QColor(current().surface)
        paper.setAlphaF(PAPER)
        for (x, y), (_, text) in zip(self._pixels(np.array([place for place, _ in texts]), matrix).tolist(), texts,
                                     strict=True):
            if np.isfinite(x + y):
                wide, tall = metrics.horizontalAdvance(text) + 6, metrics.height() - 2
                place = QRectF(min(max(x - leans * wide, 0), self.width() - wide), y - tall / 2 - up, wide, tall)
                if not any(place.intersects(other) for other in taken):
                    taken.append(place)
                    painter.fillRect(place.adjusted(2, 2, -2, -2), paper)
                    painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)

    def _paint_balls(self, painter: QPainter, theme: Theme, matrix: QMatrix4x4) -> None:
        for trail in self._trails:
            if trail.ball and len(trail.xy):
                (x, y), = self._pixels(self._stage.place(trail.xy[-1:], trail.z[-1:]) + LIFTED, matrix)
                if np.isfinite(x + y):
                    painter.setPen(QPen(QColor(theme.surface), 1.6))
                    painter.setBrush(trail.colour)
                    painter.drawEllipse(QPointF(x, y), 7, 7)
        if self._start is not None:
            x, y = self._start_pixel(matrix)
            if np.isfinite(x + y):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(theme.danger), 2.5))
                painter.drawEllipse(QPointF(x, y), 8, 8)

    def _paint_marks(self, painter: QPainter, theme: Theme, matrix: QMatrix4x4) -> None:
        if not self._marked:
            return
        places = self._stage.place(np.array([(m.x, m.y) for m in self._marked]),
                                   np.array([m.z for m in self._marked]))
        for mark, (x, y) in zip(self._marked, self._pixels(places, matrix), strict=True):
            if np.isfinite(x + y):
                painter.setPen(QPen(QColor(theme.surface), 1.4))
                painter.setBrush(mark_looks.colour(mark.kind, theme))
                painter.drawPath(mark_looks.outline(mark.kind, MARK).translated(x, y))

    # The mouse

    def mousePressEvent(self, event) -> None:
        self._from = self._last = event.position()
        if event.button() == Qt.MouseButton.LeftButton and self._near_start(event.position()):
            self._dragging, self._held = True, self._start

    def mouseMoveEvent(self, event) -> None:
        position = event.position()
        by, self._last = position - self._last, position
        if self._dragging:
            point = self._below(position)
            if point is not None:
                self._held = point
                self.start_dragged.emit(*point)
            return
        if event.buttons():
            self._turn(event, by)
            return
        near = self._near_start(position)
        self.setCursor(Qt.CursorShape.OpenHandCursor if near else Qt.CursorShape.ArrowCursor)
        point = self._below(position)
        if point is not None:
            self.hovered.emit(*point, self._stage.field.at(*point))

    def _turn(self, event, by: QPointF) -> None:
        """Left turns; middle, or left with Shift, moves."""
        if event.buttons() & Qt.MouseButton.LeftButton and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._scene.view.orbit(-by.x() * DEGREES, by.y() * DEGREES)
            self._scene.options["elevation"] = float(np.clip(self._scene.options["elevation"], *STEEP))
        else:
            self._scene.view.pan(by.x(), by.y(), 0, relative="view")
        self._draw_frame()

    def mouseReleaseEvent(self, event) -> None:
        point = self._below(event.position())
        if self._dragging:
            self._dragging = False
            self.start_released.emit(*(point or self._held))
        elif (event.button() == Qt.MouseButton.LeftButton and point is not None
              and (event.position() - self._from).manhattanLength() < 4):
            self.pressed.emit(*point)

    def mouseDoubleClickEvent(self, event) -> None:
        self.reset_camera()
        self._draw_frame()

    def wheelEvent(self, event) -> None:
        distance = self._scene.options["distance"] * NEARER ** event.angleDelta().y()
        self._scene.options["distance"] = float(np.clip(distance, *DISTANCES))
        self._draw_frame()
        event.accept()

    def _below(self, position: QPointF) -> tuple[float, float] | None:
        if self._stage is None:
            return None
        return self._stage.hit(*ray(position.x(), position.y(), self.matrix(), self.width(), self.height()))

    def _start_pixel(self, matrix: QMatrix4x4) -> np.ndarray:
        height = self._stage.field.at(*self._start)
        return self._pixels(self._stage.place(np.array([self._start]), np.array([np.nan_to_num(height)])), matrix)[0]

    def _near_start(self, position: QPointF) -> bool:
        if self._start is None or self._stage is None:
            return False
        x, y = self._start_pixel(self.matrix())
        return bool(np.hypot(x - position.x(), y - position.y()) <= GRAB)

    # Making

    def _redraw(self) -> None:
        self._draw_frame()
        self._change_lines()

    def _draw_frame(self) -> None:
        """The ground, and the walls at the back."""
        corner = self._front_corner(self.matrix())
        back = -corner
        pieces = [_edge([*BOX[k], 0], [*BOX[(k + 1) % 4], 0]) for k in range(4)]
        for height in (0.25, 0.5, 0.75, 1.0):
            z = height * TALL
            pieces += [_edge([back[0], -1, z], [back[0], 1, z]), _edge([-1, back[1], z], [1, back[1], z])]
        pieces += [_edge([x, y, 0], [x, y, TALL]) for x, y in
                   ((back[0], back[1]), (back[0], corner[1]), (corner[0], back[1]))]
        colour = QColor(current().strong_border)
        self._frame.setData(pos=np.concatenate(pieces), color=(*colour.getRgbF()[:3], 0.55))
        self._repaint()

    def _draw_lines(self) -> None:
        """Items are made once and moved: to make them is dear."""
        self._lines_used = 0
        if self._stage is not None:
            self._draw_walks()
        for line in self._lines[self._lines_used:]:
            line.setVisible(False)

    def _draw_walks(self) -> None:
        for trail in self._trails:
            if len(trail.xy) > 1:
                self._line(self._stage.place(trail.xy, trail.z) + LIFTED, trail.colour, trail.width + 0.6)
            if trail.drop is not None and len(trail.xy):
                known = np.isfinite(trail.z + trail.drop)
                above, below = (self._stage.place(trail.xy[known], z[known]) for z in (trail.z, trail.drop))
                self._line(np.stack([above, below], axis=1).reshape(-1, 3), trail.colour, 1.0, "lines", 0.5)
        for arrow in self._arrows:
            ends = np.array([[arrow.x, arrow.y], [arrow.x + arrow.dx, arrow.y + arrow.dy]])
            way = ends[0] + np.linspace(0, 1, 24)[:, None] * (ends[1] - ends[0])
            heights = self._stage.field.below(way)
            if np.isfinite(heights).all():
                self._line(self._stage.place(way, heights) + 2 * LIFTED, arrow.colour, 3.5)

    def _line(self, places: np.ndarray, colour: QColor, width: float, mode: str = "line_strip",
              alpha: float = 1.0) -> None:
        inside = np.where((np.abs(places[:, :2]) <= 1.02).all(axis=1)[:, None], places, np.nan)
        if mode == "line_strip" and np.isnan(inside).any():
            stop = int(np.isnan(inside[:, 0]).argmax())
            inside = inside[:stop]
        inside = inside[np.isfinite(inside).all(axis=1)] if mode == "line_strip" else np.nan_to_num(inside)
        if len(inside) > 1:
            if self._lines_used == len(self._lines):
                self._lines.append(gl.GLLinePlotItem())
                self._scene.view.addItem(self._lines[-1])
            line = self._lines[self._lines_used]
            self._lines_used += 1
            line.setGLOptions("translucent" if alpha < 1 else "opaque")
            line.setData(pos=inside, color=(*colour.getRgbF()[:3], alpha), width=width, mode=mode, antialias=False)
            line.setVisible(True)

    def _front_corner(self, matrix: QMatrix4x4) -> np.ndarray:
        """(±1, ±1): the corner of the ground that is nearest."""
        eye = self._scene.view.cameraPosition()
        return np.where(np.array([eye.x(), eye.y()]) >= 0, 1.0, -1.0)

    def _left_corner(self, matrix: QMatrix4x4) -> np.ndarray:
        """The corner of the ground that is farthest to the left on the screen."""
        flat = self._pixels(np.column_stack([BOX, np.zeros(4)]), matrix)
        return BOX[int(np.nanargmin(flat[:, 0]))]

    def _restyle(self, theme: Theme) -> None:
        self._scene.view.setBackgroundColor(theme.surface)
        self._redraw()
        self._repaint()


def _edge(one: Sequence[float], other: Sequence[float]) -> np.ndarray:
    return np.array([one, other], dtype=np.float64)


def _floor(axis: int, place: float, side: float) -> np.ndarray:
    return np.array([place, side, 0.0]) if axis == 0 else np.array([side, place, 0.0])
