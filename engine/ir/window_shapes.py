"""Builder methods for what slides over images: windows unrolled into rows, products over shifted rows, pooling, and
images with a mirror around them.

A convolution is not one primitive but two. `unroll` copies, for every place along an axis, the window there into the
last axis; `rows_product` multiplies shifted runs of rows, which are views, by one matrix per shift and adds up.
Unrolling along the width only and shifting along the height needs k times less memory than unrolling both, and one
large product per row of the kernel. Images are (height, batch, width, channels) there, so that shifted rows are one
block of memory.
"""

from __future__ import annotations

from engine.ir.value import Shape, Value
from engine.windows import Window


class WindowMethods:
    """Mixed into the builder, which makes the values."""

    def unroll(self, x: Value, axis: int, window: Window) -> Value:
        """(…, n, …, c) → (…, places, …, size·c): along `axis`, every window, tap by tap, in the last axis."""
        return self.make("unroll", (x,), unrolled(x.shape, axis, window), axis=axis, window=window)

    def fold(self, x: Value, axis: int, window: Window, length: int) -> Value:
        """The adjoint of `unroll`: adds every tap back to the element it came from, of `length` along `axis`.

        What `rows_product_input` made is not added up but computed anew, as a product with the kernel turned round,
        where that is less work: of few filters, with stride 1.
        """
        if axis == -2 and x.op == "rows_product_input" and window.stride == 1:
            windows = _turned(window, x.shape[axis], length), _turned(
                x.attrs["window"], x.inputs[0].shape[-4], x.shape[-4])
            if all(windows) and window.size * x.inputs[1].shape[-1] <= 2 * x.shape[-1]:
                return self._turned_product(*x.inputs, *windows)
        place = axis + len(x.shape)
        shape = (*x.shape[:place], length, *x.shape[place + 1:-1], x.shape[-1] // window.size)
        return self.make("fold", (x,), shape, axis=axis, window=window, length=length)

    def rows_product(self, x: Value, kernel: Value, window: Window) -> Value:
        """y[r] = Σᵢ x[r + i·dilation − before] · kernel[i], rows outside x being zero.

        x (…, height, batch, width, n), kernel (…, size, n, m) → (…, places, batch, width, m); stride 1.
        """
        height, batch, width, _ = x.shape[-4:]
        lead = x.shape[:-4] or kernel.shape[:-3]
        shape = (*lead, window.places(height), batch, width, kernel.shape[-1])
        return self.make("rows_product", (self.copy(x), kernel), shape, window=window)

    def rows_product_input(self, g: Value, kernel: Value, window: Window, height: int) -> Value:
        """The adjoint of `rows_product` in x, which has `height` rows."""
        _, batch, width, _ = g.shape[-4:]
        lead = g.shape[:-4] or kernel.shape[:-3]
        shape = (*lead, height, batch, width, kernel.shape[-2])
        return self.make("rows_product_input", (self.copy(g), kernel), shape, window=window, height=height)

    def rows_product_kernel(self, x: Value, g: Value, window: Window) -> Value:
        """The adjoint of `rows_product` in the kernel."""
        lead = x.shape[:-4] or g.shape[:-4]
        shape = (*lead, window.size, x.shape[-1], g.shape[-1])
        return self.make("rows_product_kernel", (self.copy(x), self.copy(g)), shape, window=window)

    def reflect(self, x: Value, axis: int, before: int, after: int) -> Value:
        """x with `before` and `after` more elements along `axis`, which mirror those inside without the edge itself, as
        np.pad with mode="reflect": d c b a b c d c b. There must be fewer of them than elements."""
        if before == after == 0:
            return x
        shape = _longer(x.shape, axis, before + after)
        return self.make("reflect", (x,), shape, axis=axis, before=before, after=after)

    def reflect_fold(self, g: Value, axis: int, before: int, after: int) -> Value:
        """The adjoint of `reflect`: adds what stands in the mirror to the element that it shows."""
        shape = _longer(g.shape, axis, -before - after)
        return self.make("reflect_fold", (g,), shape, axis=axis, before=before, after=after)

    def _turned_product(self, g: Value, kernel: Value, horizontal: Window, vertical: Window) -> Value:
        """`rows_product` of g unrolled, with kernel (…, high, wide · n, m) as (…, high, wide · m, n), both axes turned
        round."""
        *lead, high, width, filters = kernel.shape
        wide = horizontal.size
        taps = self.transpose(self.reshape(kernel, (*lead, high, wide, width // wide, filters)), (-4, -3, -1, -2))
        for axis in (-4, -3):
            each = [self.slice(taps, axis, tap, tap + 1) for tap in range(taps.shape[axis])]
            taps = self.concat(each[::-1], axis)
        flat = self.reshape(taps, (*lead, high, wide * filters, width // wide))
        return self.rows_product(self.unroll(g, -2, horizontal), flat, vertical)

    def max_pool(self, x: Value, windows: tuple[Window, Window]) -> Value:
        """The largest element of every window: (…, h, w, c) → (…, places, places, c).

        Of a maximum with a number, as ReLU is one, the pooled values take that maximum: they are fewer.
        """
        inner = x.inputs[0] if x.op == "transpose" else x
        if inner.op == "maximum" and inner.inputs[1].op == "constant":
            below, floor = inner.inputs
            below = self.transpose(below, x.attrs["axes"]) if x.op == "transpose" else below
            return self.maximum(self.max_pool(below, windows), floor.attrs["number"])
        return self.make("max_pool", (x,), pooled(x.shape, windows), windows=windows)

    def max_pool_scatter(self, g: Value, x: Value, y: Value, windows: tuple[Window, Window]) -> Value:
        """g of every window, given to the first of its elements of x that is the largest, y; (…, h, w, c)."""
        return self.make("max_pool_scatter", (g, x, y), (*g.shape[:-3], *x.shape[-3:]), windows=windows)

    def max_pool_gather(self, t: Value, x: Value, y: Value, windows: tuple[Window, Window]) -> Value:
        """The adjoint of `max_pool_scatter` in g: t at the first largest element of every window."""
        return self.make("max_pool_gather", (t, x, y), (*t.shape[:-3], *y.shape[-3:]), windows=windows)

    def sum_pool(self, x: Value, windows: tuple[Window, Window]) -> Value:
        """The sum of every window."""
        return self.make("sum_pool", (x,), pooled(x.shape, windows), windows=windows)

    def sum_pool_scatter(self, g: Value, windows: tuple[Window, Window], size: tuple[int, int]) -> Value:
        """The adjoint of `sum_pool`, for an image of `size`: g of every window, added to all of its elements."""
        return self.make("sum_pool_scatter", (g,), (*g.shape[:-3], *size, g.shape[-1]), windows=windows, size=size)


def _turned(window: Window, places: int, length: int) -> Window | None:
    """The window that goes back, from `places` to `length`, where there is one: Σ_t g[i − t·d + before] K[t]."""
    before = window.reach - 1 - window.before
    after = length - places - before + window.reach - 1
    return Window(window.size, 1, window.dilation, before, after) if min(before, after) >= 0 else None


def _longer(shape: Shape, axis: int, more: int) -> Shape:
    place = axis + len(shape)
    return (*shape[:place], shape[place] + more, *shape[place + 1:])


def unrolled(shape: Shape, axis: int, window: Window) -> Shape:
    """The shape after `unroll`."""
    place = axis + len(shape)
    return (*shape[:place], window.places(shape[place]), *shape[place + 1:-1], window.size * shape[-1])


def pooled(shape: Shape, windows: tuple[Window, Window]) -> Shape:
    """The shape of (…, h, w, c) after pooling."""
    return (*shape[:-3], windows[0].places(shape[-3]), windows[1].places(shape[-2]), shape[-1])
