"""Which convolution is looked into, its filters, and what is known of a unit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.numbers import number
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout
from app.widgets.mosaic_view import MosaicView
from app.widgets.signed_image import SignedLegend, limit_of

MOST_TILES = 1_024


@dataclass(frozen=True)
class Unit:
    """One place of one map of a convolution."""

    layer: str
    row: int
    column: int
    channel: int


class NetworkPanel(QWidget):
    """`layer_chosen` and `scale_chosen` when the person wants another."""

    layer_chosen = Signal()
    scale_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.layers: tuple[str, ...] = ()
        self.layer_box, self.scale_box = Choice(8), Choice(8)
        self.layer_box.setToolTip(self.tr("The convolution whose filters are shown"))
        self.scale_box.setToolTip(tooltip(self.tr(
            "What shares a scale of colours: the maps of a convolution with its activation and its pooling, all layers "
            "of the network, or every map by itself; then sizes cannot be compared")))
        for scale, title in (("layer", self.tr("One for each layer")), ("network", self.tr("One for the network")),
                             ("unit", self.tr("Each map its own"))):
            self.scale_box.addItem(title, scale)
        self.heading, self.unit = Label(wordWrap=True), Label(wordWrap=True)
        self.filters, self.legend = MosaicView(self.tr("Filters")), SignedLegend()
        self.heading.setProperty("look", "muted")
        form = FormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.add(self.tr("Layer"), self.layer_box)
        form.add(self.tr("Scale"), self.scale_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self.heading)
        column.addWidget(self.filters, 1)
        column.addWidget(self.legend)
        column.addWidget(self.unit)
        self.layer_box.activated.connect(lambda _: self.layer_chosen.emit())
        self.scale_box.activated.connect(lambda _: self.scale_chosen.emit())

    @property
    def layer(self) -> str:
        """The convolution that is looked into; empty where there is none."""
        return self.layer_box.currentData() or ""

    @property
    def scale(self) -> str:
        """What shares a scale: unit, layer or network."""
        return self.scale_box.currentData()

    def show_layers(self, layers: tuple[str, ...]) -> None:
        """The convolutions there are; the chosen one stays where it can."""
        self.layers = layers
        self.layer_box.offer(((name, name) for name in layers), self.layer)
        for widget in (self.filters, self.legend, self.heading):
            widget.setVisible(bool(layers))

    def choose_layer(self, layer: str) -> None:
        """Look into this one. Silent."""
        self.layer_box.setCurrentIndex(self.layer_box.findData(layer))

    def show_filters(self, kernel: np.ndarray, chosen: int | None) -> None:
        """The weights (k, l, c, f) of a layer: a row of filters for each channel, or in rows where there is one."""
        height, width, channels, filters = kernel.shape
        shown = min(channels, max(1, MOST_TILES // filters))
        tiles = np.moveaxis(kernel[:, :, :shown], (2, 3), (0, 1)).reshape(-1, height, width)
        limit = limit_of(kernel)
        self.filters.show_tiles(tiles, limit, filters if shown > 1 else None)
        self.legend.show_scale(limit, self.tr("weights"))
        text = self.tr("{filters} filters of {height} × {width}, a column for each; a row for each of {channels} "
                       "channels") if shown > 1 else self.tr("{filters} filters of {height} × {width}")
        if shown < channels:
            text += self.tr("; of the channels the first {shown}").format(shown=shown)
        self.heading.setText(text.format(filters=filters, height=height, width=width, channels=channels))
        if chosen is None:
            self.filters.mark()
        elif shown > 1:
            self.filters.mark(np.arange(1, shown * (height + 1)), 1 + chosen * (width + 1) + np.arange(width))
        else:
            self.filters.mark_tiles(chosen, np.ones((height, width), bool))

    def show_no_filters(self) -> None:
        """The weights of the layer are not known yet."""
        self.heading.setText("…")
        self.filters.mark()
        self.filters.show_picture(QImage())

    def say(self, text: str) -> None:
        """What is known of a unit."""
        self.unit.setText(text)

    def say_unit(self, unit: Unit, total: float, bias: float, before: float, after: float,
                 field: np.ndarray | None) -> None:
        """A unit in numbers: its sum, what the network itself says, and how far it sees."""
        said = [self.tr("{layer}, map {channel}, place ({row}, {column})").format(
                    layer=unit.layer, channel=unit.channel + 1, row=unit.row, column=unit.column),
                self.tr("Sum of the products {total} + bias {bias} = {sum}").format(
                    total=number(total), bias=number(bias), sum=number(total + bias)),
                self.tr("The network: {before} before the activation, {after} after it").format(
                    before=number(before), after=number(after))]
        if field is not None:
            rows, columns = int(field.any(axis=1).sum()), int(field.any(axis=0).sum())
            said.append(self.tr("It can see {rows} × {columns} of the input's pixels; how much it looks at each is "
                                "another question").format(rows=rows, columns=columns))
        self.say("\n".join(said))
