"""The life of a unit: what it looked for at every epoch that was seen, and the walk through all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO

import numpy as np
from PIL import Image
from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.signed_image import image_of

SIDE, BAND, PACE = 320, 26, 220
"""Pixels of a film's picture and of the band below it, and milliseconds of each."""


class Life(QObject):
    """Pictures 0xffRRGGBB (h, w) by epoch, of one question. `walk` goes back to every epoch that the training keeps;
    `changed` when there is another picture, or the walk has come further."""

    changed = Signal()

    def __init__(self, session: TrainingSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._about: object = None
        self._left: list[int] = []
        self._all = 0
        self.pictures: dict[int, np.ndarray] = {}

    @property
    def is_walking(self) -> bool:
        return self._all > 0

    @property
    def share(self) -> float:
        """How much of the walk is done."""
        return 1 - len(self._left) / self._all if self._all else 0.0

    def keep(self, about: object, epoch: int, picture: np.ndarray) -> None:
        """The answer at an epoch; of another question all others are forgotten."""
        if about != self._about:
            self._about, self.pictures = about, {}
        new = epoch not in self.pictures or not np.array_equal(self.pictures[epoch], picture)
        self.pictures = dict(sorted({**self.pictures, epoch: picture}.items()))
        if self._left and epoch == self._left[0]:
            self._left.pop(0)
            self._go_on()
            self.changed.emit()
        elif new:
            self.changed.emit()

    def walk(self, snapshot: Snapshot) -> None:
        """Go through all epochs that can be looked back at."""
        present = snapshot.present or snapshot
        self._left = list(present.moments)
        self._all = len(self._left)
        self._go_on()
        self.changed.emit()

    def stop(self) -> None:
        """Walk no further; back to the present."""
        if self.is_walking:
            self._left, self._all = [], 0
            self._session.return_to_present()
            self.changed.emit()

    def forget(self) -> None:
        self._about, self.pictures, self._left, self._all = None, {}, [], 0

    def _go_on(self) -> None:
        if self._left:
            self._session.look_back(self._left[0])
        elif self._all:
            self._all = 0
            self._session.return_to_present()


def film(pictures: Mapping[int, np.ndarray], form: str, caption: Callable[[int], str]) -> bytes:
    """Pictures by epoch as an animated "GIF" or "WEBP", each with its `caption` below it."""
    frames = []
    for epoch, pixels in pictures.items():
        height, width = pixels.shape
        times = max(1, SIDE // max(height, width))
        sheet = QImage(width * times, height * times + BAND, QImage.Format.Format_RGB888)
        sheet.fill(QColor("#ffffff"))
        with QPainter(sheet) as painter:
            painter.drawImage(QRect(0, 0, width * times, height * times), image_of(pixels))
            painter.setPen(QColor("#101315"))
            painter.drawText(QRect(0, height * times, width * times, BAND), Qt.AlignmentFlag.AlignCenter,
                             caption(epoch))
        rows = np.frombuffer(sheet.constBits(), np.uint8).reshape(sheet.height(), sheet.bytesPerLine())
        frames.append(Image.fromarray(rows[:, :3 * sheet.width()].reshape(sheet.height(), -1, 3).copy()))
    stream = BytesIO()
    frames[0].save(stream, form, save_all=True, append_images=frames[1:], duration=PACE, loop=0)
    return stream.getvalue()
