"""The primitives that slide windows, straight from their definitions, one element after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from engine.ir import Value
from engine.windows import Window


def _hits(window: Window, length: int) -> Iterator[tuple[int, int, int]]:
    """(place, tap, element) for every tap that falls on an element."""
    for place, tap in product(range(window.places(length)), range(window.size)):
        element = place * window.stride + tap * window.dilation - window.before
        if 0 <= element < length:
            yield place, tap, element


def _unroll(node: Value, x: np.ndarray) -> np.ndarray:
    axis, channels = node.attrs["axis"], x.shape[-1]
    x, out = np.moveaxis(x, axis, 0), np.zeros(node.shape)
    view = np.moveaxis(out, axis, 0)
    for place, tap, element in _hits(node.attrs["window"], len(x)):
        view[place][..., tap * channels:(tap + 1) * channels] = x[element]
    return out


def _fold(node: Value, x: np.ndarray) -> np.ndarray:
    axis, out = node.attrs["axis"], np.zeros(node.shape)
    channels, x, view = out.shape[-1], np.moveaxis(x, axis, 0), np.moveaxis(out, axis, 0)
    for place, tap, element in _hits(node.attrs["window"], len(view)):
        view[element] += x[place][..., tap * channels:(tap + 1) * channels]
    return out


def _rows_product(node: Value, x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    out = np.zeros(node.shape)
    for place, tap, element in _hits(node.attrs["window"], len(x)):
        out[place] += x[element] @ kernel[tap]
    return out


def _rows_product_input(node: Value, g: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    out = np.zeros(node.shape)
    for place, tap, element in _hits(node.attrs["window"], len(out)):
        out[element] += g[place] @ kernel[tap].T
    return out


def _rows_product_kernel(node: Value, x: np.ndarray, g: np.ndarray) -> np.ndarray:
    out = np.zeros(node.shape)
    for place, tap, element in _hits(node.attrs["window"], len(x)):
        out[tap] += np.einsum("bwn,bwm->nm", x[element], g[place])
    return out


def _taps(node: Value, size: Sequence[int]) -> Iterator[tuple[tuple[int, int], ...]]:
    """(place, tap, element), with two numbers each, for every tap of two windows that falls on an element."""
    down, across = (_hits(window, length) for window, length in zip(node.attrs["windows"], size, strict=True))
    return (tuple(zip(row, column, strict=True)) for row, column in product(down, across))


def _convolve(node: Value, x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    out = np.zeros(node.shape)
    for place, tap, element in _taps(node, x.shape[:2]):
        out[place] += x[element] @ kernel[tap]
    return out


def _convolve_input(node: Value, g: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    out = np.zeros(node.shape)
    for place, tap, element in _taps(node, out.shape[:2]):
        out[element] += g[place] @ kernel[tap].T
    return out


def _convolve_kernel(node: Value, x: np.ndarray, g: np.ndarray) -> np.ndarray:
    out = np.zeros(node.shape)
    for place, tap, element in _taps(node, x.shape[:2]):
        out[tap] += x[element].T @ g[place]
    return out


def _channelwise(node: Value, x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    out = np.zeros(node.shape)
    for place, tap, element in _taps(node, x.shape[:2]):
        out[place] += x[element] * kernel[tap]
    return out


def _channelwise_input(node: Value, g: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    out = np.zeros(node.shape)
    for place, tap, element in _taps(node, out.shape[:2]):
        out[element] += g[place] * kernel[tap]
    return out


def _channelwise_kernel(node: Value, x: np.ndarray, g: np.ndarray) -> np.ndarray:
    out = np.zeros(node.shape)
    for place, tap, element in _taps(node, x.shape[:2]):
        out[tap] += (x[element] * g[place]).sum(axis=0)
    return out


def _patches(windows: tuple[Window, Window], x: np.ndarray) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """(row, column, elements in reading order) for every place of the two windows."""
    found: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for (r, _, h), (c, _, w) in product(_hits(windows[0], x.shape[-3]), _hits(windows[1], x.shape[-2])):
        found.setdefault((r, c), []).append((h, w))
    return ((r, c, sorted(elements)) for (r, c), elements in found.items())


def _max_pool(node: Value, x: np.ndarray) -> np.ndarray:
    out = np.empty(node.shape)
    for r, c, elements in _patches(node.attrs["windows"], x):
        out[..., r, c, :] = np.max([x[..., h, w, :] for h, w in elements], axis=0)
    return out


def _sum_pool(node: Value, x: np.ndarray) -> np.ndarray:
    out = np.zeros(node.shape)
    for r, c, elements in _patches(node.attrs["windows"], x):
        out[..., r, c, :] = sum(x[..., h, w, :] for h, w in elements)
    return out


def _sum_pool_scatter(node: Value, g: np.ndarray) -> np.ndarray:
    out = np.zeros(node.shape)
    for r, c, elements in _patches(node.attrs["windows"], out):
        for h, w in elements:
            out[..., h, w, :] += g[..., r, c, :]
    return out


def _first_winners(windows: tuple[Window, Window], x: np.ndarray) -> Iterator[tuple[int, int, int, int, np.ndarray]]:
    """(row, column, h, w, mask) where mask is 1 where x[h, w] is the first largest element of its window."""
    for r, c, elements in _patches(windows, x):
        winner = np.argmax([x[..., h, w, :] for h, w in elements], axis=0)
        for number, (h, w) in enumerate(elements):
            yield r, c, h, w, winner == number


def _max_pool_scatter(node: Value, g: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    out = np.zeros(node.shape)
    for r, c, h, w, wins in _first_winners(node.attrs["windows"], x):
        out[..., h, w, :] += g[..., r, c, :] * wins
    return out


def _max_pool_gather(node: Value, t: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    out = np.zeros(node.shape)
    for r, c, h, w, wins in _first_winners(node.attrs["windows"], x):
        out[..., r, c, :] += t[..., h, w, :] * wins
    return out


def _reflect(node: Value, x: np.ndarray) -> np.ndarray:
    widths = [(0, 0)] * x.ndim
    widths[node.attrs["axis"]] = node.attrs["before"], node.attrs["after"]
    return np.pad(x, widths, mode="reflect")


def _reflect_fold(node: Value, g: np.ndarray) -> np.ndarray:
    """Every number to where np.pad took it from."""
    axis, out = node.attrs["axis"], np.zeros(node.shape)
    origins = np.pad(np.arange(out.shape[axis]), (node.attrs["before"], node.attrs["after"]), mode="reflect")
    view = np.moveaxis(out, axis, 0)
    for part, origin in zip(np.moveaxis(g, axis, 0), origins, strict=True):
        view[origin] += part
    return out


WINDOW_REFERENCE = {
    "unroll": _unroll, "fold": _fold, "rows_product": _rows_product, "rows_product_input": _rows_product_input,
    "rows_product_kernel": _rows_product_kernel, "reflect": _reflect, "reflect_fold": _reflect_fold,
    "convolve": _convolve, "convolve_input": _convolve_input, "convolve_kernel": _convolve_kernel,
    "channelwise": _channelwise, "channelwise_input": _channelwise_input, "channelwise_kernel": _channelwise_kernel,
    "max_pool": _max_pool, "max_pool_scatter": _max_pool_scatter, "max_pool_gather": _max_pool_gather,
    "sum_pool": _sum_pool, "sum_pool_scatter": _sum_pool_scatter,
}
