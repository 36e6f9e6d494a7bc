"""Convolutions with stride 1 of many channels, as products that read images where they lie.

Images are (height, width, batch, channels) here: the places that one tap of the kernel sees along a row are then one
piece of memory, also where the kernel hangs over the edge, and nothing is unrolled. `convolve`, and its adjoints in the
image and in the kernel, are a family that is closed under differentiation. `channelwise` is another, in which every
channel has a kernel to itself.
"""

from __future__ import annotations

from engine.ir.value import Value
from engine.windows import Window

Windows = tuple[Window, Window]


class ConvolutionMethods:
    """Mixed into the builder, which makes the values."""

    def convolve(self, x: Value, kernel: Value, windows: Windows) -> Value:
        """y[r, s] = Σᵢⱼ x[r + i·d − b, s + j·d − b] · kernel[i, j], places outside x being zero.

        x (…, height, width, batch, c), kernel (…, size, size, c, f) → (…, places, places, batch, f); stride 1.
        """
        height, width, batch, _ = x.shape[-4:]
        lead = x.shape[:-4] or kernel.shape[:-4]
        places = (window.places(length) for window, length in zip(windows, (height, width), strict=True))
        return self.make("convolve", (self.copy(x), self.copy(kernel)), (*lead, *places, batch, kernel.shape[-1]),
                         windows=windows)

    def convolve_input(self, g: Value, kernel: Value, windows: Windows, size: tuple[int, int]) -> Value:
        """The adjoint of `convolve` in x, which has `size`."""
        lead = g.shape[:-4] or kernel.shape[:-4]
        return self.make("convolve_input", (self.copy(g), self.copy(kernel)),
                         (*lead, *size, g.shape[-2], kernel.shape[-2]), windows=windows, size=size)

    def convolve_kernel(self, x: Value, g: Value, windows: Windows) -> Value:
        """The adjoint of `convolve` in the kernel."""
        lead, sizes = x.shape[:-4] or g.shape[:-4], (window.size for window in windows)
        return self.make("convolve_kernel", (self.copy(x), self.copy(g)), (*lead, *sizes, x.shape[-1], g.shape[-1]),
                         windows=windows)

    def channelwise(self, x: Value, kernel: Value, windows: Windows) -> Value:
        """The same of every channel by itself: kernel (…, size, size, c)."""
        height, width, batch, channels = x.shape[-4:]
        lead = x.shape[:-4] or kernel.shape[:-3]
        places = (window.places(length) for window, length in zip(windows, (height, width), strict=True))
        return self.make("channelwise", (self.copy(x), self.copy(kernel)), (*lead, *places, batch, channels),
                         windows=windows)

    def channelwise_input(self, g: Value, kernel: Value, windows: Windows, size: tuple[int, int]) -> Value:
        """The adjoint of `channelwise` in x, which has `size`."""
        lead = g.shape[:-4] or kernel.shape[:-3]
        return self.make("channelwise_input", (self.copy(g), self.copy(kernel)), (*lead, *size, *g.shape[-2:]),
                         windows=windows, size=size)

    def channelwise_kernel(self, x: Value, g: Value, windows: Windows) -> Value:
        """The adjoint of `channelwise` in the kernel."""
        lead, sizes = x.shape[:-4] or g.shape[:-4], (window.size for window in windows)
        return self.make("channelwise_kernel", (self.copy(x), self.copy(g)), (*lead, *sizes, x.shape[-1]),
                         windows=windows)
