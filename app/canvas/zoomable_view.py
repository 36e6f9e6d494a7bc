"""A view of a scene through which one looks around: wheel, touchpad, fit."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QInputDevice, QPainter
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from app.canvas.navigation import STEP, Navigator

_WHEEL_NOTCH = 120.0
_STILL = 4.0
"""Pixels that a view may seem to have moved by rounding."""


class ZoomableView(QGraphicsView):
    """A wheel zooms at the pointer, two fingers on a touchpad shift, with Ctrl they zoom; Shift goes sideways. Where
    the whole drawing is seen it stays so in another size."""

    looked = Signal()
    """Another part of the scene is seen."""

    def __init__(self, scene: QGraphicsScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.navigator = Navigator(self)
        self._fit_pending = True
        self._fitted: tuple[float, QPointF] | None = None
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 160)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.looked)
            bar.rangeChanged.connect(self.looked)

    def drawing_rect(self) -> QRectF:
        """What `fit` shows."""
        return self.scene().itemsBoundingRect()

    def covered(self) -> float:
        """How many pixels at the top are under something that stands over the drawing."""
        return 0.0

    def fit(self) -> None:
        """Show the whole drawing."""
        self.navigator.fit(self.drawing_rect(), covered=self.covered())
        self._fitted = self.navigator.goal()

    def fit_when_shown(self) -> None:
        """Show the whole drawing at once, or as soon as the view has its size."""
        self._fit_pending = True
        if self.isVisible():
            self._fit_pending = False
            self.navigator.fit(self.drawing_rect(), eased=False, covered=self.covered())
            self._fitted = self.navigator.goal()

    def zoom_in(self) -> None:
        """Show the drawing larger."""
        self.navigator.zoom(STEP)

    def zoom_out(self) -> None:
        """Show the drawing smaller."""
        self.navigator.zoom(1 / STEP)

    def zoom_reset(self) -> None:
        """Show the drawing at its own size."""
        self.navigator.reset()

    def wheelEvent(self, event) -> None:
        angle, keys = event.angleDelta(), event.modifiers()
        shift = keys & Qt.KeyboardModifier.ShiftModifier
        on_touchpad = event.device() is not None and event.device().type() == QInputDevice.DeviceType.TouchPad
        if keys & Qt.KeyboardModifier.ControlModifier or not (on_touchpad or shift):
            self.navigator.zoom_at(STEP ** (angle.y() / _WHEEL_NOTCH), event.position().toPoint())
        else:
            by = event.pixelDelta() if not event.pixelDelta().isNull() else angle / 2
            self.navigator.pan(QPoint(by.y(), 0) if shift and not by.x() else by)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.NativeGesture and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.navigator.zoom_at(1.0 + event.value(), event.position().toPoint())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event) -> None:
        stays = self._is_fitted(event.oldSize())
        super().resizeEvent(event)
        if stays:
            self.fit_when_shown()

    @property
    def is_whole(self) -> bool:
        """Whether nobody has looked elsewhere since the whole drawing was seen."""
        return self._is_fitted(self.viewport().size())

    def _is_fitted(self, size: QSize) -> bool:
        """The same, in a view of this size."""
        if self._fitted is None or not size.isValid():
            return False
        scale, centre = self.navigator.goal(size)
        apart = (centre - self._fitted[1]) * scale
        return math.isclose(scale, self._fitted[0], rel_tol=1e-6) and apart.manhattanLength() <= _STILL

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self._fit_pending:
            QTimer.singleShot(0, self, self.fit_when_shown)
