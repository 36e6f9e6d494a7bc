"""What the chosen schedule does to the learning rate: its equation, and the rate over the epochs to come."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.document.document import Document
from app.numbers import typeset
from app.plain import tooltip
from app.theme import Theme, current, theme_bus
from app.widgets.equation import SEPARATOR, Equations
from engine.schedules import SCHEDULES, WARM_UP_EQUATION

MOST_POINTS = 600
WIDTH, HEIGHT = 280, 92


class RateCurve(QWidget):
    """The learning rate over the epochs, from zero up; painted."""

    def __init__(self) -> None:
        super().__init__()
        self._epochs = self._rates = np.empty(0)
        self._end = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(self.tr("The learning rate of each step, from the first epoch to the last"))
        self.setAccessibleName(self.toolTip())
        theme_bus.changed.connect(self._restyle)

    @property
    def rates(self) -> np.ndarray:
        """What is drawn (points,)."""
        return self._rates

    def show_rates(self, epochs: np.ndarray, rates: np.ndarray, end: int) -> None:
        """Draw `rates` (points,) at `epochs` (points,) of a training of `end` epochs."""
        self._epochs, self._rates, self._end = epochs, rates, end
        self.setAccessibleDescription(" – ".join(typeset(f"{rate:.3g}") for rate in (rates[0], rates[-1])))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, _: QPaintEvent) -> None:
        if not len(self._rates):
            return
        with QPainter(self) as painter:
            self._paint(painter, current(), self.fontMetrics().height())

    def _paint(self, painter: QPainter, theme: Theme, line: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = float(self._rates.max()) or 1.0
        names = [typeset(f"{top:.3g}"), "0"]
        gutter = max(map(self.fontMetrics().horizontalAdvance, names)) + 8
        frame = QRectF(gutter + 0.5, 0.5, self.width() - gutter - 1, self.height() - line - 4)
        painter.setPen(QPen(QColor(theme.border)))
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(frame, 6, 6)
        painter.setPen(QColor(theme.muted))
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        for text, y in zip(names, (0, frame.bottom() - line), strict=True):
            painter.drawText(QRectF(0, y, gutter - 6, line), right, text)
        below = QRectF(frame.left(), frame.bottom() + 3, frame.width(), line)
        painter.drawText(below, left, self.tr("epoch 1"))
        painter.drawText(below, right, str(self._end))
        painter.setClipRect(frame)
        painter.setPen(QPen(QColor(theme.accent), 1.6))
        plot = frame.adjusted(3, 6, -3, -3)
        x = plot.left() + plot.width() * self._epochs / max(float(self._epochs[-1]), 1e-9)
        y = plot.bottom() - plot.height() * self._rates / top
        painter.drawPolyline(QPolygonF([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)]))

    def _restyle(self, _: Theme) -> None:
        self.update()


class ScheduleView(QWidget):
    """Follows the document. A rate counted in steps is drawn as soon as it is known how many of them an epoch has."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._latex = ""
        self.equations: Equations | None = None
        self.curve = RateCurve()
        self._column.addWidget(self.curve)
        document.model.training_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        settings = self._document.model.training_settings
        schedule, chosen = SCHEDULES[settings.schedule], settings.schedule_settings
        latex = SEPARATOR.join([*([WARM_UP_EQUATION] if chosen["warm_up"] else []), schedule.equation])
        if latex != self._latex:
            self._latex = latex
            if self.equations is not None:
                self.equations.hide()
                self.equations.deleteLater()
            self.equations = Equations(latex, reference=schedule.reference)
            self.equations.setToolTip(tooltip(self.tr(
                "The learning rate ε_k: ε₀ is the one you set, k counts finished epochs or steps, after a warm-up of w "
                "of them from its end on")))
            self._column.insertWidget(0, self.equations)
        data = self._document.loaded
        examples = len(data.train) if data is not None else 0
        known = examples > 0 or chosen["unit"] == "epoch"
        self.curve.setVisible(known)
        if known:
            steps = math.ceil(examples / settings.rows_per_step(examples)) if examples else 1
            epochs, factors = schedule.over(chosen, settings.epochs, steps, MOST_POINTS)
            self.curve.show_rates(epochs, factors * settings.optimizer_settings["learning_rate"], settings.epochs)
