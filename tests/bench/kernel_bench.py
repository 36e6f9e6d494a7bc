"""A picture of 512 × 512 that stays, under a kernel that is moved by hand, beside SciPy's convolution by Fourier
transforms.

`python -m tests.bench.kernel_bench`. Both give float64 numbers; the time of SciPy's does not depend on how large the
kernel is, and it knows no stride, mirrored edge or dilation.

With a display or under Xvfb, then, the same in the window: a weight is changed, and the picture counts once its map has
been painted, with everything that follows a weight, from the undo step to the products below.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication
from scipy import signal

from app.main import Ladera
from app.workspaces.convolution.bench_view import BenchView
from engine.vision import KernelBench, Picture, Sliding, convolve
from tests.bench.desk import in_a_window, wait_until
from tests.bench.harness import Row, medians, table

SIDE, ROUNDS, PICTURES = 512, 15, 30
"""Pixels, rounds, and pictures a second that are wanted."""
KERNELS = ((3, 1, Sliding()), (9, 1, Sliding()), (16, 1, Sliding()), (16, 1, Sliding(stride=2)),
           (16, 1, Sliding(dilation=2)), (3, 3, Sliding()), (16, 3, Sliding()), (16, 3, Sliding(padding="reflect")))


def processor(call: Callable[[], object]) -> Callable[[], float]:
    """Seconds of this process for one call."""
    def measured() -> float:
        begun = time.process_time()
        call()
        return time.process_time() - begun

    return measured


def rows() -> list[Row]:
    rng, found = np.random.default_rng(0), []
    for size, channels, sliding in KERNELS:
        image, kernel = rng.random((SIDE, SIDE, channels)), rng.standard_normal((size, size, channels))
        turned = kernel[::-1, ::-1]
        image.setflags(write=False)

        def peer(image=image, turned=turned) -> np.ndarray:
            return sum(signal.fftconvolve(image[..., at], turned[..., at], "valid") for at in range(image.shape[2]))

        times = medians({
            "ours": processor(lambda image=image, kernel=kernel, sliding=sliding: convolve(
                image, kernel[..., None], sliding)),
            "peer": processor(peer)}, ROUNDS)
        words = f"{size} × {size}, {'RGB' if channels == 3 else 'grey'}"
        if sliding != Sliding():
            words += f", stride {sliding.stride}, dilation {sliding.dilation}, {sliding.padding}"
        found.append(Row(words, times["ours"], "SciPy, FFT", times["peer"]))
    return found


class Painted(QObject):
    """Whether the map of the bench that a view is to show has been painted."""

    def __init__(self, view: BenchView) -> None:
        super().__init__()
        self._view = view
        self.is_done = False
        view.maps[0].installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._view.settled and self._view._shown == self._view.bench:
            self.is_done = True
        return False


def pictures_of(ladera: Ladera, bench: KernelBench) -> tuple[float, float]:
    """Seconds of all threads of the window's process for a picture, and seconds by the clock: medians."""
    workspace = ladera.window.workspaces["convolution"]
    view, painted = workspace.view, Painted(workspace.view)
    ladera.document.set_kernel_bench(bench, "Show")
    wait_until(lambda: workspace.settled, "the bench is not drawn")
    spent: list[tuple[float, float]] = []
    for turn in range(PICTURES):
        painted.is_done = False
        begun = time.process_time(), time.perf_counter()
        view.weight_changed.emit(0, 0, float(bench.kernel[0, 0, 0]) + 0.1 * (turn + 1), -1)
        while not painted.is_done:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        spent.append((time.process_time() - begun[0], time.perf_counter() - begun[1]))
    view.maps[0].removeEventFilter(painted)
    return tuple(median(each) for each in zip(*spent, strict=True))


def report(ladera: Ladera) -> int:
    """Print what is drawn in the window; 1 where the aim is missed."""
    ladera.window.show_workspace("convolution")
    picture = Picture.of(np.random.default_rng(0).random((SIDE, SIDE, 3)))
    lines, good = [], True
    for size, colour, words in ((3, "grey", "3 × 3, grey"), (9, "grey", "9 × 9, grey"), (16, "grey", "16 × 16, grey"),
                                (3, "sum", "3 × 3, RGB"), (16, "sum", "16 × 16, RGB"),
                                (3, "each", "3 × 3, each channel by itself")):
        computed, clock = pictures_of(ladera, KernelBench(picture, SIDE, colour).with_preset("gaussian", size=size))
        good &= computed <= 1 / PICTURES
        lines.append((words, f"{1e3 * computed:.1f} ms", f"{1e3 * clock:.1f} ms", f"{1 / computed:.0f}"))
    print(f"\nIn the window, {SIDE} × {SIDE}\n")
    print(table(("kernel", "processor", "clock", "pictures/s of the processor"), lines))
    print(f"aim: ≥ {PICTURES} pictures/s: {'met' if good else 'missed'}")
    return 0 if good else 1


def main() -> int:
    found = rows()
    print(table(("kernel", "ours", "SciPy", "ratio", "pictures/s"),
                [(row.work, f"{1e3 * row.ours:.1f} ms", f"{1e3 * row.peer:.1f} ms", f"{row.ratio:.1f}×",
                  f"{1 / row.ours:.0f}") for row in found]))
    good = all(row.ours <= 1 / PICTURES for row in found)
    print(f"aim: ≥ {PICTURES} pictures/s: {'met' if good else 'missed'}")
    return max(0 if good else 1, in_a_window(report))


if __name__ == "__main__":
    raise SystemExit(main())
