"""What stands side by side inside the network: the maps of a layer, and what a head says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.plain import Label
from app.widgets.chance_bars import ChanceBars
from app.widgets.mosaic_view import MosaicView
from app.widgets.signed_image import SignedLegend

NARROWEST, SHORT = 138, 40


class Column(QWidget):
    """A name and a muted word below it; more is added to `column`."""

    def __init__(self, name: str, note: str) -> None:
        super().__init__()
        self.setMinimumWidth(NARROWEST)
        title, below = (Label(text, alignment=Qt.AlignmentFlag.AlignHCenter) for text in (name, note))
        title.setMinimumWidth(1)
        below.setProperty("look", "muted")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        for widget in (title, below):
            self.column.addWidget(widget)


class LayerColumn(Column):
    """One layer: its name and shape, its maps and their scale."""

    def __init__(self, name: str, shape: Sequence[int]) -> None:
        height, width, maps = shape
        super().__init__(name, f"{maps} × {height} × {width}")
        self.view, self.scale = MosaicView(name), Label(alignment=Qt.AlignmentFlag.AlignHCenter)
        self.view.setMinimumSize(NARROWEST - 20, 120)
        self.legend = SignedLegend(bar=SHORT)
        self.scale.setProperty("look", "muted")
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.scale)
        self.column.addWidget(self.legend, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_maps(self, maps: np.ndarray, limit: float | None) -> None:
        """Maps (n, h, w) on one scale, or without a limit each on its own."""
        self.view.show_tiles(maps, limit)
        self.legend.setVisible(limit is not None)
        self.scale.setVisible(limit is None)
        if limit is None:
            self.scale.setText(QCoreApplication.translate("NetworkView", "each map on its own scale"))
        else:
            self.legend.show_scale(limit)


class SaidColumn(Column):
    """What a head says: a bar for each class."""

    def __init__(self, name: str) -> None:
        super().__init__(name, QCoreApplication.translate("NetworkView", "what it says"))
        self.bars = ChanceBars(most=10)
        self.column.addStretch(1)
        self.column.addWidget(self.bars)
        self.column.addStretch(1)
