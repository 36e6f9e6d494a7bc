"""A picture of 512 × 512 that stays, under a kernel that is moved by hand, beside SciPy's convolution by Fourier
transforms.

`python -m tests.bench.kernel_bench`. Both give float64 numbers; the time of SciPy's does not depend on how large the
kernel is, and it knows no stride, mirrored edge or dilation.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from scipy import signal

from engine.vision import Sliding, convolve
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


def main() -> int:
    found = rows()
    print(table(("kernel", "ours", "SciPy", "ratio", "pictures/s"),
                [(row.work, f"{1e3 * row.ours:.1f} ms", f"{1e3 * row.peer:.1f} ms", f"{row.ratio:.1f}×",
                  f"{1 / row.ours:.0f}") for row in found]))
    good = all(row.ours <= 1 / PICTURES for row in found)
    print(f"aim: ≥ {PICTURES} pictures/s: {'met' if good else 'missed'}")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
