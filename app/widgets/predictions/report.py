"""Figures of each class or target as a table, and ROC curves."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableWidget, QTableWidgetItem, QWidget

from app.i18n import translate
from app.numbers import grouped, typeset
from app.plain import tooltip
from app.theme import Theme, current
from app.widgets.own_keys import OwnKeys
from app.widgets.plot import Plot, class_colours
from engine.report import CLASS_COLUMNS, Report, RocCurve

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
TITLE, BESIDE_TITLE = 8, 7
"""The size of a column's title in points, and pixels beside it."""
MOST_IN_COLUMN = 5
"""Names of curves below each other."""


class ReportTable(QTableWidget):
    """Read only; Ctrl+C copies it as text with tabs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        # Titles are never cut: they are small, and where they have no room the table scrolls.
        self.horizontalHeader().setMinimumSectionSize(20)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet(f"QHeaderView::section {{ padding: 4px 3px; font-weight: normal; font-size: {TITLE}pt; }}")
        self.verticalHeader().setDefaultSectionSize(24)
        OwnKeys(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.text())
        else:
            super().keyPressEvent(event)

    def show_report(self, report: Report) -> None:
        """Other figures."""
        columns = [translate(column) for column in report.columns]
        self.setColumnCount(len(columns))
        self.setRowCount(len(report.rows))
        self.setHorizontalHeaderLabels(columns)
        for place, title in enumerate(columns):
            self.horizontalHeaderItem(place).setToolTip(tooltip(title))
            self.horizontalHeaderItem(place).setTextAlignment(RIGHT)
        self.setVerticalHeaderLabels([translate(name) for name, _ in report.rows])
        shares = report.columns == CLASS_COLUMNS
        for row, (_, figures) in enumerate(report.rows):
            for column, figure in enumerate(figures):
                item = QTableWidgetItem(_text(figure, column == len(figures) - 1, shares))
                item.setTextAlignment(RIGHT)
                item.setData(Qt.ItemDataRole.UserRole, float(figure))
                self.setItem(row, column, item)
        font = self.font()
        font.setPointSizeF(TITLE)
        for place, title in enumerate(columns):
            room = QFontMetrics(font).horizontalAdvance(title) + BESIDE_TITLE
            self.setColumnWidth(place, max(room, self.sizeHintForColumn(place)))

    def text(self) -> str:
        """The table as lines of columns, for a spreadsheet."""
        heads = ["", *(self.horizontalHeaderItem(column).text() for column in range(self.columnCount()))]
        rows = [[self.verticalHeaderItem(row).text(), *(f"{self.item(row, column).data(Qt.ItemDataRole.UserRole):.9g}"
                                                        for column in range(self.columnCount()))]
                for row in range(self.rowCount())]
        return "\n".join("\t".join(cells) for cells in [heads, *rows])


class RocPlot(Plot):
    """How many of a class are found against how many others are taken for it, for every threshold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._curves: tuple[RocCurve, ...] = ()
        self._chance = pg.InfiniteLine(pos=(0, 0), angle=45, movable=False)
        super().__init__(parent)
        self.item.addItem(self._chance, ignoreBounds=True)
        self.add_legend(offset=(-8, -8), labelTextSize="8pt", verSpacing=-4)
        self.look_at((0, 1), (0, 1), 0.02)
        self.name_axes(self.tr("false positive rate"), self.tr("true positive rate"))

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        self._chance.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DashLine))
        if self._curves:
            self.show_curves(self._curves)

    def show_curves(self, curves: tuple[RocCurve, ...]) -> None:
        """Other curves, with the areas under them."""
        self._curves = curves
        self.item.legend.setColumnCount(1 if len(curves) <= MOST_IN_COLUMN else 2)
        for item in self.item.listDataItems():
            self.item.removeItem(item)
        for curve, colour in zip(curves, class_colours(current(), len(curves)), strict=True):
            self.item.plot(curve.false_positives, curve.true_positives, pen=pg.mkPen(colour, width=1.5),
                           name=f"{curve.name}: AUC {curve.area:.3f}")


def _text(figure: float, count: bool, share: bool) -> str:
    if math.isnan(figure):
        return "–"
    if count:
        return grouped(figure)
    return typeset(f"{figure:.3f}" if share else f"{figure:.4g}")
