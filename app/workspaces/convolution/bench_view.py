"""The bench: the picture, the kernel, and what comes out, with the products of one place below."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRect, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.i18n import translate_error
from app.plain import Label, tooltip
from app.theme import Theme, current, theme_bus
from app.widgets.background import Background
from app.widgets.picture_view import PictureView
from app.widgets.player_button import PlayerButton
from app.widgets.signed_image import SignedLegend, grey_pixels, image_of, limit_of, signed_pixels
from app.workspaces.convolution import pointing
from app.workspaces.convolution.kernel_grid import KernelGrid
from app.workspaces.convolution.pointing import Links
from app.workspaces.convolution.products import Products
from engine.vision import KernelBench, Picture, Sliding
from engine.vision.bench import seen

SCAN, TURN = 110, 420
"""Milliseconds from one place of the scan to the next, and for the turn of the kernel."""
MOST_NUMBERS = 48
"""Rows and columns of a picture up to which its numbers may be written."""


class BenchView(QWidget):
    """Shows a bench. `weight_changed(row, column, value, channel)` when a weight is edited, channel −1 for all;
    `finished` when a series of edits ends."""

    weight_changed = Signal(int, int, float, int)
    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.bench = KernelBench()
        self.output: np.ndarray | None = None
        self._shown: KernelBench | None = None
        self._place, self._channel = (0, 0), 0
        self.picture = PictureView(self.tr("Picture"))
        self.maps = tuple(PictureView(self.tr("Output")) for _ in range(3))
        self.kernel = KernelGrid(self.tr("Kernel"))
        self.slid = KernelGrid(self.tr("The kernel as it slides"), editable=False)
        self.products = Products()
        self.legend = SignedLegend()
        self.heading, self.made, self.turned = Label(), Label(), Label(alignment=Qt.AlignmentFlag.AlignHCenter)
        self.sentence = Label()
        self.scan = PlayerButton("play", self.tr("Scan: go through the places of the output, slowly; point anywhere to "
                                                 "stop"), self._toggle_scan)
        self.channels = _Channels()
        self._background = Background(self)
        self._timer = QTimer(self, interval=SCAN)
        self._turning = QVariantAnimation(self, duration=TURN, startValue=0.0, endValue=180.0)
        self._lay_out()
        self._connect()

    @property
    def settled(self) -> bool:
        """Whether what is shown is this bench's."""
        return not self._background.busy and self._turning.state() != QVariantAnimation.State.Running

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers: picture (h, w, c), kernel (k, l, c) and output (h', w', maps)."""
        shown = {"picture": self.bench.image, "kernel": self.bench.kernel}
        return shown if self.output is None else {**shown, "output": self.output}

    def show_bench(self, bench: KernelBench) -> None:
        """Show this one; its maps come a moment later."""
        before, self.bench = self.bench, bench
        self._show_kernel()
        if bench.turn != before.turn and bench.turn and self.isVisible():
            self._turning.start()
        theme = current()
        self._background.ask(lambda: _drawn(bench, theme))

    def point_at_output(self, row: int, column: int, channel: int = 0) -> None:
        """Show what an output is made of."""
        if self.output is None or self._shown != self.bench:
            return
        height, width, channels = self.output.shape
        self._place, self._channel = (min(row, height - 1), min(column, width - 1)), min(channel, channels - 1)
        self._show_links(pointing.of_output(self.bench, self.output, self._place, self._channel))

    def point_at_input(self, row: int, column: int) -> None:
        """Show where a pixel goes; `row` and `column` count the places before the picture too."""
        windows = self.bench.sliding.windows(self.bench.image.shape[:2], self.bench.size)
        pixel = tuple(at - window.before for at, window in zip((row, column), windows, strict=True))
        if all(0 <= at < length for at, length in zip(pixel, self.bench.image.shape, strict=False)):
            self._show_links(pointing.of_input(self.bench, pixel))

    def point_at_weight(self, row: int, column: int, *, slid: bool = False) -> None:
        """Show every place that a weight touches."""
        if self.bench.turn and not slid:
            row, column = self.bench.size[0] - 1 - row, self.bench.size[1] - 1 - column
        self._show_links(pointing.of_weight(self.bench, (row, column)))

    def point_nowhere(self) -> None:
        """Back to the output that was pointed at last."""
        self.point_at_output(*self._place, self._channel)

    # Putting together

    def _lay_out(self) -> None:
        outputs, middle = QWidget(), QWidget()
        column = QVBoxLayout(outputs)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for view in self.maps:
            column.addWidget(view, 1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(self.channels)
        column.addWidget(self.kernel)
        column.addSpacing(8)
        column.addWidget(self.turned)
        column.addWidget(self.slid)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(14)
        for title, widget, stretch in ((self.heading, self.picture, 1), (None, middle, 0), (self.made, outputs, 1)):
            part = QVBoxLayout()
            part.setSpacing(4)
            if title is not None:
                title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                title.setProperty("look", "muted")
                title.setMinimumWidth(1)  # both pictures have the same room, whatever is written above them
                part.addWidget(title)
            part.addWidget(widget, 1)
            row.addLayout(part, stretch)
        self.turned.setProperty("look", "muted")
        below = QHBoxLayout()
        below.addWidget(self.scan)
        below.addWidget(self.sentence, 1)
        below.addWidget(self.legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 6)
        column.setSpacing(6)
        column.addLayout(row, 1)
        column.addLayout(below)
        column.addWidget(self.products)

    def _connect(self) -> None:
        self._background.done.connect(self._show_output)
        self._background.failed.connect(lambda error: self.sentence.setText(translate_error(error)))
        self._timer.timeout.connect(self._step)
        self._turning.valueChanged.connect(self.slid.turn)
        self._turning.finished.connect(self._show_kernel)
        self.kernel.changed.connect(lambda row, column, value: self.weight_changed.emit(
            row, column, value, self.channels.chosen))
        self.kernel.finished.connect(self.finished)
        self.channels.changed.connect(self._show_kernel)
        for channel, view in enumerate(self.maps):
            view.pointed.connect(lambda row, column, channel=channel: self._stop_and(
                self.point_at_output, row, column, channel))
        self.picture.pointed.connect(lambda row, column: self._stop_and(self.point_at_input, row, column))
        self.kernel.pointed.connect(lambda row, column: self._stop_and(self.point_at_weight, row, column))
        self.slid.pointed.connect(lambda row, column: self._stop_and(
            lambda *tap: self.point_at_weight(*tap, slid=True), row, column))
        for signal in (self.picture.left, self.kernel.unpointed, self.slid.unpointed):
            signal.connect(self.point_nowhere)
        theme_bus.changed.connect(self._restyle)

    # The scan

    def _toggle_scan(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
        else:
            self._timer.start()
        self.scan.show_picture("pause" if self._timer.isActive() else "play")

    def _step(self) -> None:
        if self.output is not None and self.isVisible():
            height, width, _ = self.output.shape
            at = (self._place[0] * width + self._place[1] + 1) % (height * width)
            self.point_at_output(*divmod(at, width), self._channel)

    def _stop_and(self, show, *place: int) -> None:
        if self._timer.isActive():
            self._toggle_scan()
        show(*place)

    # Pictures

    def _show_kernel(self) -> None:
        bench = self.bench
        self.channels.show_bench(bench)
        channel = max(0, self.channels.chosen)
        limit = limit_of(bench.kernel)
        self.kernel.show_kernel(bench.kernel[..., channel], limit)
        self.slid.setVisible(bench.turn)
        if self._turning.state() == QVariantAnimation.State.Running:
            self.slid.show_kernel(bench.kernel[..., channel], limit)
        else:
            self.slid.turn(0.0)
            self.slid.show_kernel(bench.slid()[..., channel], limit)
        self.turned.setText(self.tr("turned by half a turn, it slides as") if bench.turn
                            else self.tr("It slides as it is written."))

    def _show_output(self, drawn: tuple[KernelBench, np.ndarray, list[np.ndarray], np.ndarray]) -> None:
        before = self.output
        bench, self.output, maps, padded = drawn
        if before is None or before.shape != self.output.shape:
            self._place = self.output.shape[0] // 2, self.output.shape[1] // 2
        self._shown = bench
        windows, shape = bench.sliding.windows(bench.image.shape[:2], bench.size), bench.image.shape
        small = max(padded.shape[:2]) <= MOST_NUMBERS
        numbers = _padded(bench.image, bench.sliding, bench.size)[..., 0] if small and shape[2] == 1 else None
        self.picture.show_picture(image_of(padded), numbers,
                                  QRect(windows[1].before, windows[0].before, shape[1], shape[0]))
        for place, view in enumerate(self.maps):
            view.setVisible(place < len(maps))
            if place < len(maps):
                numbers = self.output[..., place] if max(self.output.shape[:2]) <= MOST_NUMBERS else None
                view.show_picture(image_of(maps[place]), numbers)
        self.legend.show_scale(limit_of(self.output), self.tr("Output"))
        self.heading.setText(_sized(self.tr("Picture"), bench.image, self.tr("black 0, white 1")))
        self.heading.setToolTip(self.tr("What is tinted is put around the picture") if windows[0].reach > 1
                                and bench.sliding.padding != "valid" else "")
        self.made.setText(_sized(self.tr("Output"), self.output, self.tr("red, green, blue") if len(maps) > 1 else ""))
        self.point_nowhere()

    def _show_links(self, links: Links) -> None:
        if self._shown != self.bench:
            return
        self.picture.mark(*links.picture)
        whole = links.inputs is None
        for channel, view in enumerate(self.maps):
            view.mark(*(links.output if whole or channel == self._channel else pointing.NOWHERE))
        self.slid.mark(links.weights)
        written = links.weights
        if self.bench.turn:
            written = np.array(self.bench.size) - 1 - written
        self.kernel.mark(written)
        self.sentence.setText(links.sentence)
        self.products.show_inputs(links.inputs, self.tr("Point at an output to see what it is made of."))

    def _restyle(self, _: Theme) -> None:
        self.show_bench(self.bench)


class _Channels(QWidget):
    """Of which channel the kernel is shown and edited: −1 is all of them at once. Hidden for grey pictures."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chosen = -1
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        group = QButtonGroup(self)
        self.buttons: dict[int, QToolButton] = {}
        for channel, text, tip in ((-1, self.tr("All"), self.tr("One kernel for all channels")),
                                   (0, self.tr("Red"), self.tr("The kernel of the red channel")),
                                   (1, self.tr("Green"), self.tr("The kernel of the green channel")),
                                   (2, self.tr("Blue"), self.tr("The kernel of the blue channel"))):
            button = QToolButton(text=text, toolTip=tooltip(tip), checkable=True, autoRaise=True)
            button.clicked.connect(lambda _=False, channel=channel: self._choose(channel))
            group.addButton(button)
            row.addWidget(button)
            self.buttons[channel] = button

    def show_bench(self, bench: KernelBench) -> None:
        """What can be chosen: all at once only while they are equal."""
        equal = len(set(bench.kernels)) == 1
        self.setVisible(bench.colour != "grey")
        self.buttons[-1].setEnabled(equal)
        if bench.colour == "grey":
            self.chosen = -1
        elif not equal and self.chosen < 0:
            self.chosen = 0
        self.buttons[self.chosen].setChecked(True)

    def _choose(self, channel: int) -> None:
        self.chosen = channel
        self.changed.emit()


def _drawn(bench: KernelBench, theme: Theme) -> tuple[KernelBench, np.ndarray, list[np.ndarray], np.ndarray]:
    """The bench, its output, the output's maps as pixels on one scale, and the picture with its margin as pixels."""
    output = bench.output()
    limit = limit_of(output)
    maps = [signed_pixels(output[..., channel], limit, theme) for channel in range(output.shape[2])]
    return bench, output, maps, _picture(bench.source, bench.colour == "grey", bench.side, bench.sliding, bench.size)


@lru_cache(maxsize=2)
def _picture(picture: Picture, grey: bool, side: int, sliding: Sliding, size: tuple[int, int]) -> np.ndarray:
    """The picture with what is put around it, as pixels: the same for every kernel of a size."""
    return grey_pixels(_padded(seen(picture, grey, side), sliding, size), 0.0, 1.0)


def _padded(image: np.ndarray, sliding: Sliding, size: tuple[int, int]) -> np.ndarray:
    """The picture (h, w, c) with what is put around it."""
    around = [(window.before, window.after) for window in sliding.windows(image.shape[:2], size)]
    return np.pad(image, (*around, (0, 0)), mode="reflect" if sliding.mirrored else "constant")


def _sized(name: str, array: np.ndarray, note: str) -> str:
    return ", ".join(filter(None, (f"{name}, {array.shape[1]} × {array.shape[0]}", note)))
