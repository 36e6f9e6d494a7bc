"""What is seen on a page, as a file: a picture with its scales, or the numbers that it is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QCoreApplication, QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QRegion
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsItem, QWidget

from app.document.document import Document
from app.pictures import png
from app.theme import current
from app.widgets.credited import grabbed, size_with, write_credit
from app.widgets.save_file import ask_and_write
from engine.errors import N_, FormatError
from engine.formats.atomic import write_atomically

Arrays = Mapping[str, np.ndarray]


def write_page(path: Path, page: QWidget, arrays: Arrays, credit: str = "") -> None:
    """Write what a page shows as PNG, SVG or, its `arrays` by name, as npz. Under a picture stands the `credit`, whom
    it is owed to. Raises FormatError."""
    write_atomically(path, _WRITERS.get(path.suffix.lower(), _png)(page, arrays, credit))


def ask_for_page(parent: QWidget, document: Document, write: Callable[[Path], object]) -> None:
    """Ask for a file for what a page shows, and have it written."""
    ask_and_write(parent, QCoreApplication.translate("Exporting", "Export drawing"), f"{document.title}.png",
                  QCoreApplication.translate("Exporting", "PNG (*.png);;SVG (*.svg);;Numbers (*.npz)"), write,
                  document.failed.emit)


def _png(page: QWidget, arrays: Arrays, credit: str) -> bytes:
    return png(grabbed(page, credit))


def _svg(page: QWidget, arrays: Arrays, credit: str) -> bytes:
    """Texts and scales stay texts and lines; a map is a picture of one pixel a number."""
    buffer, generator = QBuffer(), QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # Tiny cannot cut at the axes
    generator.setOutputDevice(buffer)
    whole = QRect(QPoint(), size_with(page, credit))
    generator.setSize(whole.size())
    generator.setViewBox(whole)
    with QPainter(generator) as painter, _as_shapes(page):
        painter.fillRect(whole, QColor(current().background))
        page.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        write_credit(painter, page, credit)
    return buffer.data().data()


@contextmanager
def _as_shapes(page: QWidget) -> Iterator[None]:
    """Plots keep pixels of their axes, and cut their dots out of one picture of all of them; in a file of shapes both
    are drawn."""
    plots = [page] if isinstance(page, pg.PlotWidget) else page.findChildren(pg.PlotWidget)
    items = [item for plot in plots for item in plot.scene().items()]
    dots = [item for item in items if isinstance(item, pg.ScatterPlotItem)]
    axes = [item for item in items if isinstance(item, pg.AxisItem)]
    cached, modes = [item.opts["useCache"] for item in dots], [axis.cacheMode() for axis in axes]
    for item in dots:
        item.opts["useCache"] = False
    for axis in axes:
        axis.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    try:
        yield
    finally:
        for item, was in zip(dots, cached, strict=True):
            item.opts["useCache"] = was
        for axis, mode in zip(axes, modes, strict=True):
            axis.setCacheMode(mode)


def _npz(page: QWidget, arrays: Arrays, credit: str) -> bytes:
    if not arrays:
        raise FormatError(N_("engine", "There are no numbers on this page yet."))
    stream = BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


_WRITERS: Mapping[str, Callable[[QWidget, Arrays, str], bytes]] = {".svg": _svg, ".npz": _npz}
