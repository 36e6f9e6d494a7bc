"""A kernel over a large image by way of Fourier transforms, tile by tile: those of the image serve every kernel of a
size, so that a kernel that is moved by hand costs one transform back."""

from __future__ import annotations

import numpy as np
from scipy import fft

SIDE = 120
"""Rows and columns of a tile, a product of small primes; a row of tiles stays in the cache of a processor."""
ROUNDING = 2.0 ** -46
"""Of the largest that could come out: what is smaller is a zero that rounding has left."""


class Tiles:
    """Images (n, h, w, c) cut into tiles that overlap by a kernel of `size` (k, l), and their spectra."""

    def __init__(self, images: np.ndarray, size: tuple[int, int]) -> None:
        number, height, width, channels = images.shape
        self._size, self._places = size, (height - size[0] + 1, width - size[1] + 1)
        self._room = SIDE - size[0] + 1, SIDE - size[1] + 1
        self._tiles = tuple(-(-places // room) for places, room in zip(self._places, self._room, strict=True))
        self._largest = float(np.abs(images).max(initial=0.0))
        whole = np.zeros((number, channels, *(tiles * room + length - 1 for tiles, room, length in zip(
            self._tiles, self._room, size, strict=True))))
        whole[:, :, :height, :width] = np.moveaxis(images, -1, 1)
        cut = np.lib.stride_tricks.sliding_window_view(whole, (SIDE, SIDE), (2, 3))
        self._spectra = fft.rfft2(cut[:, :, ::self._room[0], ::self._room[1]])

    def under(self, kernel: np.ndarray) -> np.ndarray:
        """The maps (n, h', w', groups) of a `kernel` (k, l, c/groups, groups) that slides as it stands."""
        number, channels, down, across = self._spectra.shape[:4]
        groups, (high, wide) = kernel.shape[3], self._room
        along = fft.rfft(np.ascontiguousarray(kernel.transpose(3, 2, 0, 1)), SIDE)
        spectra = fft.fft(along, SIDE, axis=-2).conj().reshape(channels, SIDE, -1)
        maps = np.empty((groups, number, down, high, across, wide))
        each = channels // groups
        for group, image, row in np.ndindex(groups, number, down):
            first = group * each
            met = self._spectra[image, first, row] * spectra[first]
            for channel in range(first + 1, first + each):
                met += self._spectra[image, channel, row] * spectra[channel]
            back = fft.irfft(fft.ifft(met, axis=-2, overwrite_x=True)[:, :high], SIDE)
            maps[group, image, row] = back[..., :wide].transpose(1, 0, 2)
        maps = maps.reshape(groups, number, down * high, across * wide)[:, :, :self._places[0], :self._places[1]]
        for drawn, weights in zip(maps, np.abs(kernel).sum(axis=(0, 1, 2)), strict=True):
            np.copyto(drawn, 0.0, where=np.abs(drawn) < ROUNDING * self._largest * weights)
        return np.moveaxis(maps, 0, -1)
