"""Kernels and poolings in a row: the map of every stage, and what a place of one has seen of all before it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import translate_error
from app.numbers import number
from app.plain import Label, tooltip
from app.theme import theme_bus
from app.widgets.background import Background
from app.widgets.signed_image import grey_pixels, limit_of
from app.widgets.tile import Tile
from app.workspaces.convolution.chain_panel import ChainPanel, title_of
from app.workspaces.convolution.pointing import whole
from app.workspaces.convolution.products import Products, Window
from engine.errors import LaderaError
from engine.vision import RELU, Chain, Inputs, KernelBench, Stage, as_one, inputs_of, maps_of, seen_from, sight

NARROWEST, BAR, GAP = 138, 40, 12
Found = tuple[KernelBench, Chain, list[np.ndarray], LaderaError | None]


class ChainView(QWidget):
    """Shows what the chain of a bench makes of its picture, in grey."""

    def __init__(self, panel: ChainPanel) -> None:
        super().__init__()
        self.panel = panel
        self._bench: KernelBench | None = None
        self.chain: Chain = ()
        self.maps: list[np.ndarray] = []
        self.tiles: list[Tile] = []
        self.sentence, self.products = Label(), Products(signed=True)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._across = 0
        self._scroll = scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(8)
        column.addWidget(scroll, 1)
        column.addWidget(self.sentence)
        column.addWidget(self.products)
        self._background = Background(self)
        self._background.done.connect(self._show)
        self._background.failed.connect(lambda error: self.sentence.setText(translate_error(error)))
        panel.chosen.connect(self.point_nowhere)
        theme_bus.changed.connect(self._ask)

    @property
    def settled(self) -> bool:
        return not self._background.busy

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers: the picture (h, w) and the map of every stage."""
        return {("picture" if at == 0 else f"{at}_{self.chain[at - 1].operation}"): values
                for at, values in enumerate(self.maps)}

    def show_bench(self, bench: KernelBench) -> None:
        """Run the chain of this bench over its picture."""
        before, self._bench = self._bench, bench
        self.panel.show_bench(bench)
        if before is None or (bench.chain, bench.picture, bench.side) != (before.chain, before.picture, before.side):
            self._ask()

    def point_at(self, stage: int, row: int, column: int) -> None:
        """Show what a place of a map (0 is the picture) is made of, down to the pixels."""
        if not self.maps or stage >= len(self.maps):
            return
        shapes = [each.shape for each in self.maps]
        place = min(row, shapes[stage][0] - 1), min(column, shapes[stage][1] - 1)
        spans = seen_from(shapes, self.chain, stage, place)
        for tile, span in zip(self.tiles, spans, strict=False):
            tile.view.mark(*span)
        for tile in self.tiles[stage + 1:]:
            tile.view.mark()
        value = float(self.maps[stage][place])
        if stage == 0:
            self.products.show_inputs(None)
            self.sentence.setText(self.tr("Pixel ({row}, {column}) = {value}").format(
                row=place[0], column=place[1], value=number(value)))
            return
        before, inputs = self.maps[stage - 1], self._inputs(stage, place)
        self.sentence.setText(self.tr(
            "{stage}, place ({row}, {column}) = {value}, made of {rows} × {columns} pixels of the picture").format(
                stage=title_of(self.chain[stage - 1]), row=place[0], column=place[1],
                value=number(value if inputs is None else whole(value, inputs)),
                rows=len(spans[0][0]), columns=len(spans[0][1])))
        if inputs is None:
            self.products.show_window(self._window(self.chain[stage - 1], before[np.ix_(*spans[stage - 1])], value))
        else:
            self.products.show_inputs(inputs)

    def point_nowhere(self) -> None:
        """Show what the largest number of the chosen stage's map is made of."""
        stage = self.panel.place + 1
        if 0 < stage < len(self.maps):
            values = np.abs(self.maps[stage])
            self.point_at(stage, *(int(at) for at in np.unravel_index(values.argmax(), values.shape)))

    # Inside

    def _ask(self, *_: object) -> None:
        if self._bench is not None:
            bench = self._bench
            self._background.ask(lambda: _run(bench))

    def _show(self, found: Found) -> None:
        bench, self.chain, self.maps, error = found
        self._fit_tiles(len(self.maps))
        limits = _limits(self.maps, self.chain)
        reach = sight(self.chain)
        self.tiles[0].title.setText(self.tr("Picture"))
        self.tiles[0].show_pixels(grey_pixels(self.maps[0], 0.0, 1.0), self.maps[0])
        self.tiles[0].note.setText(_sized(self.maps[0]))
        for at, (tile, values) in enumerate(zip(self.tiles[1:], self.maps[1:], strict=True)):
            (rows, columns), jump = reach[at]
            tile.show_values(values, limits[at + 1])
            tile.note.setText(self.tr("{size}, sees {rows} × {columns}").format(size=_sized(values), rows=rows,
                                                                               columns=columns))
            tile.note.setToolTip(tooltip(self.tr(
                "Rows and columns of the picture that a place can see, edges apart: r ← r + (k − 1)·j, and from one "
                "place to the next there are j = {jump} pixels").format(jump=jump)))
        self._name_tiles()
        self.panel.say(self._said(bench), error)
        self.point_nowhere()

    def _said(self, bench: KernelBench) -> str:
        one = as_one(bench.chain)
        if one is None:
            return self.tr("Something stands between the kernels that is no convolution, or a stride or zeros: no "
                           "single kernel does the same.") if len(bench.chain) > 1 else ""
        return self.tr("Kernels alone, in a row, are one kernel of {rows} × {columns}: more of them add nothing that "
                       "one could not do. Put a ReLU between them.").format(rows=one.shape[0],
                                                                            columns=one.shape[1])

    def _inputs(self, stage: int, place: tuple[int, int]) -> Inputs | None:
        """The products at a place of a kernel's map."""
        made = self.chain[stage - 1]
        kernel = made.kernel
        return None if kernel is None else inputs_of(self.maps[stage - 1][..., None], kernel[..., None], made.sliding,
                                                     place)

    def _window(self, stage: Stage, values: np.ndarray, value: float) -> Window:
        """The numbers (k, l) that one of a pooling or ReLU comes of, and how."""
        said = {"max": "max = {value}", "min": "min = {value}", "average": self.tr("mean = {value}"),
                "sum": "Σ = {value}", RELU: "max(0, {first}) = {value}"}[stage.operation]
        wins = np.argwhere(values == value)[:1] if stage.operation in ("max", "min") else ()
        return Window(values, tuple((int(row), int(column)) for row, column in wins),
                      said.format(value=number(value), first=number(float(values.flat[0]))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """As many maps in a row as make them largest."""
        across = self._best_across()
        if across == self._across:
            return
        self._across = across
        for tile in self.tiles:
            self._grid.removeWidget(tile)
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, *divmod(place, across))
            tile.show()  # now, not at the next turn: who exports the page at once gets all of it
        self._name_tiles()

    def _name_tiles(self) -> None:
        """Titles of the stages, as far as there is room."""
        room = max(NARROWEST, self._scroll.viewport().width() // self._across - GAP)
        for at, (tile, stage) in enumerate(zip(self.tiles[1:], self.chain, strict=False), 1):
            title = f"{at}   {title_of(stage)}"
            tile.title.setText(tile.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room))
            tile.title.setToolTip(tooltip(title))

    def _best_across(self) -> int:
        count, room = len(self.tiles), self._scroll.viewport().size()
        if not count:
            return 0
        first = self.tiles[0]
        written = first.sizeHint().height() - first.view.sizeHint().height()

        def worth(across: int) -> tuple[float, int, int]:
            down = -(-count // across)
            return min(room.width() / across - GAP, room.height() / down - GAP - written), -down, -across

        return max(range(1, count + 1), key=worth)

    def _fit_tiles(self, count: int) -> None:
        while len(self.tiles) < count:
            stage, tile = len(self.tiles), Tile("", bar=BAR)
            tile.note.show()
            tile.setMinimumWidth(NARROWEST)
            tile.view.pointed.connect(lambda row, column, stage=stage: self.point_at(stage, row, column))
            tile.view.left.connect(self.point_nowhere)
            self.tiles.append(tile)
        while len(self.tiles) > count:
            tile = self.tiles.pop()
            self._grid.removeWidget(tile)
            tile.setParent(None)
            tile.deleteLater()
        self._across = 0
        self._arrange()


def _run(bench: KernelBench) -> Found:
    """The maps of the chain, as far as it fits."""
    image, chain, error = bench.grey[..., 0], bench.chain, None
    while True:
        try:
            return bench, chain, maps_of(image, chain), error
        except LaderaError as found:
            chain, error = chain[:-1], found


def _limits(maps: Sequence[np.ndarray], chain: Chain) -> list[float]:
    """A kernel begins a scale, which what is made of its map shares."""
    starts = [0, *(at for at, stage in enumerate(chain, 1) if stage.kernel is not None or stage.operation == "sum")]
    groups = [max(start for start in starts if start <= at) for at in range(len(maps))]
    return [limit_of(*(maps[other] for other, group in enumerate(groups) if group == mine)) for mine in groups]


def _sized(values: np.ndarray) -> str:
    return f"{values.shape[1]} × {values.shape[0]}"
