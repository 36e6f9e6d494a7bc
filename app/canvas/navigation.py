"""Looking around: zoom, pan and fit, each change eased so that the eye can follow."""

from __future__ import annotations

import math

from PySide6.QtCore import QEasingCurve, QObject, QPoint, QPointF, QRect, QRectF, QSize, QVariantAnimation
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsView, QStyle

SMALLEST, LARGEST = 0.04, 3.0
STEP = 1.25
_LARGEST_FIT = 1.0
_MARGIN = 24.0


class Navigator(QObject):
    """Moves the eye of a view. Scale 1 shows one scene unit per pixel."""

    def __init__(self, view: QGraphicsView) -> None:
        super().__init__(view)
        self._view = view
        self._animation = QVariantAnimation(self)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(self._advance)
        self._from = self._to = (1.0, QPointF())

    @property
    def scale(self) -> float:
        """Pixels per scene unit."""
        return self._view.transform().m11()

    def centre(self) -> QPointF:
        """The point of the scene in the middle of the view."""
        return self._view.mapToScene(self._view.viewport().rect().center())

    def goal(self, size: QSize | None = None) -> tuple[float, QPointF]:
        """Scale and centre of a view of a `size`, else of its own: those that an eased change is on its way to."""
        if self._running():
            return self._to
        middle = QRect(QPoint(), size or self._view.viewport().size()).center()
        return self.scale, self._view.mapToScene(middle)

    def stop(self) -> None:
        """Stay where the eye is now."""
        self._animation.stop()

    def zoom_at(self, factor: float, view_pos: QPoint) -> None:
        """Zoom at once, keeping the point of the scene under `view_pos` where it is."""
        self.stop()
        scale = self._limited(self.scale * factor)
        held = self._view.mapToScene(view_pos)
        self._show(scale, self.centre())
        self._show(scale, self.centre() + held - self._view.mapToScene(view_pos))

    def zoom(self, factor: float) -> None:
        """Zoom around the middle, eased."""
        scale, centre = self.goal()
        self._go(self._limited(scale * factor), centre)

    def reset(self) -> None:
        """Back to scale 1 around the middle."""
        self._go(1.0, self.centre())

    def fit(self, rect: QRectF, eased: bool = True, covered: float = 0.0) -> None:
        """Show all of `rect` below the `covered` pixels at the top, at scale 1 at most; an empty one puts the origin in
        the middle."""
        if rect.isEmpty():
            target = (1.0, QPointF())
        else:
            room = self._view.viewport().size()
            scale = min(max(1.0, room.width() - 2 * _MARGIN) / rect.width(),
                        max(1.0, room.height() - covered - 2 * _MARGIN) / rect.height())
            scale = max(SMALLEST, min(_LARGEST_FIT, scale))
            target = (scale, rect.center() - QPointF(0.0, covered / 2 / scale))
        if eased:
            self._go(*target)
        else:
            self.stop()
            self._show(*target)

    def pan(self, by: QPoint) -> None:
        """Shift the drawing by pixels."""
        self.stop()
        for bar, amount in ((self._view.horizontalScrollBar(), by.x()), (self._view.verticalScrollBar(), by.y())):
            bar.setValue(bar.value() - amount)

    def reveal(self, rect: QRectF) -> None:
        """Bring `rect` into view, moving no further than needed."""
        scale, centre = self.goal()
        room = self._view.viewport().size() / scale
        seen = QRectF(0, 0, room.width(), room.height())
        seen.moveCenter(centre)
        if not seen.contains(rect):
            margin = _MARGIN / scale
            by = QPointF(_shift(seen.left(), seen.right(), rect.left() - margin, rect.right() + margin),
                         _shift(seen.top(), seen.bottom(), rect.top() - margin, rect.bottom() + margin))
            self._go(scale, centre + by)

    def _limited(self, scale: float) -> float:
        return max(SMALLEST, min(LARGEST, scale))

    def _running(self) -> bool:
        return self._animation.state() == QVariantAnimation.State.Running

    def _go(self, scale: float, centre: QPointF) -> None:
        self.stop()
        duration = self._view.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        if duration <= 0 or not self._view.isVisible():
            self._show(scale, centre)
            return
        self._from, self._to = (self.scale, self.centre()), (scale, centre)
        self._animation.setDuration(duration)
        self._animation.start()

    def _advance(self, progress: float) -> None:
        (scale, centre), (final, target) = self._from, self._to
        self._show(math.exp(math.log(scale) * (1 - progress) + math.log(final) * progress),
                   centre * (1 - progress) + target * progress)

    def _show(self, scale: float, centre: QPointF) -> None:
        self._view.setTransform(QTransform.fromScale(scale, scale))
        self._view.centerOn(centre)


def _shift(low: float, high: float, begin: float, end: float) -> float:
    """By how much a stretch from `low` to `high` must move to have `begin` to `end` in it, or their middle where it is
    too short."""
    if end - begin > high - low:
        return (begin + end - low - high) / 2
    return min(begin - low, 0.0) + max(end - high, 0.0)
