"""A picture of numbers under its title, with its scale or a word below."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.plain import Label, tooltip
from app.widgets.picture_view import PictureView
from app.widgets.signed_image import SignedLegend, image_of, limit_of, signed_image

SHORT, LEAST, SMALL = 60, 90, 56
MOST_NUMBERS = 16
"""Rows and columns of a map up to which its numbers are written where there is room."""


class Tile(QWidget):
    """`view` between a title and the legend of a signed scale, `bar` pixels long, or where it is `small` a muted
    `note`."""

    def __init__(self, title: str, tip: str = "", *, small: bool = False, view: PictureView | None = None,
                 bar: int = SHORT) -> None:
        super().__init__()
        self.title, self.note = (Label(text, alignment=Qt.AlignmentFlag.AlignHCenter) for text in (title, ""))
        self.title.setToolTip(tooltip(tip))
        self.view, self.legend = view or PictureView(title), SignedLegend(bar=bar)
        self.view.setMinimumSize(*(SMALL if small else LEAST,) * 2)
        self.values: np.ndarray | None = None
        for label in (self.title, self.note):
            label.setMinimumWidth(1)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.note.setProperty("look", "muted")
        self._small = small
        policy = self.legend.sizePolicy()
        policy.setRetainSizeWhenHidden(not small)  # pictures beside each other are of one size
        self.legend.setSizePolicy(policy)
        self.legend.hide()
        self.note.setVisible(small)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.title)
        column.addWidget(self.view, 1)
        column.addWidget(self.legend, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.note)

    def show_values(self, values: np.ndarray, limit: float | None = None, subject: str = "") -> None:
        """Signed numbers (h, w) from −limit to limit, by default as far as they go."""
        limit = limit_of(values) if limit is None else limit
        self.values = values
        self.view.show_picture(signed_image(values, limit), _few(values))
        self.legend.show_scale(limit, subject)
        self.legend.setVisible(not self._small)

    def show_pixels(self, pixels: np.ndarray, values: np.ndarray | None = None) -> None:
        """Colours, 0xffRRGGBB (h, w), and the `values` (h, w) that they stand for, without a scale."""
        self.values = values
        self.view.show_picture(image_of(pixels), None if values is None else _few(values))
        self.legend.hide()

    def clear(self) -> None:
        """There is nothing to show yet."""
        self.values = None
        self.view.show_picture(QImage())
        self.legend.hide()
        self.note.setText("")


def _few(values: np.ndarray) -> np.ndarray | None:
    """The numbers, where they are so few that they can be written."""
    return values if max(values.shape) <= MOST_NUMBERS else None
