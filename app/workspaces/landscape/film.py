"""A film of what a view shows at one moment after the other."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from PIL import Image
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from app.widgets.background import Background
from engine.errors import N_, FormatError
from engine.formats.atomic import write_atomically
from engine.jobs import GivenUpError

FRAME = 60
"""Milliseconds of a frame; the last one stays for REST."""
REST = 1500
TAKING = 0.7
"""The share of the progress that is the taking of pictures; the rest is writing."""
FORMATS: Mapping[str, tuple[str, Mapping[str, object]]] = MappingProxyType({
    ".gif": ("GIF", {"optimize": False, "disposal": 1}),
    ".webp": ("WEBP", {"quality": 85, "method": 3}),
})
"""Suffix → Pillow's format, and how it is written."""


class Film(QObject):
    """Takes pictures on the window's thread, one at a time, so that the window stays awake, and writes on another.

    `written(path)`, or `failed(error)`; the other signals are for a WorkBar.
    """

    began = Signal()
    waiting = Signal(bool)
    progressed = Signal()
    ended = Signal()
    written = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frames: list[Image.Image] = []
        self._moments: Sequence[int] = ()
        self._path = Path()
        self._busy = False
        self._show: Callable[[int | None], object] = lambda moment: None
        self._take: Callable[[], QImage] = QImage
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._next)
        self._writing = Background(self)
        self._writing.done.connect(self._done)
        self._writing.failed.connect(self._refuse)

    @property
    def busy(self) -> bool:
        return self._busy

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return TAKING * len(self._frames) / max(1, len(self._moments))

    remaining = None

    def begin(self, path: Path, moments: Sequence[int], show: Callable[[int | None], object],
              take: Callable[[], QImage]) -> None:
        """`show(moment)` and `take()` for each; `show(None)` at the end goes back to the present."""
        self.stop()
        self._busy = True
        self._path, self._moments, self._show, self._take = path, moments, show, take
        self.began.emit()
        if path.suffix.lower() not in FORMATS:
            self._refuse(FormatError(N_("engine", "{name}: a film can be written as {known}."), name=path.name,
                                     known=", ".join(FORMATS)))
            return
        self._timer.start()

    def stop(self) -> None:
        """Give up; nothing is written."""
        if self._busy:
            self._end()

    def _next(self) -> None:
        self._show(self._moments[len(self._frames)])
        self._frames.append(_pillow(self._take()))
        self.progressed.emit()
        if len(self._frames) == len(self._moments):
            self._timer.stop()
            frames, path = self._frames, self._path
            self._writing.ask(lambda: self._write(frames, path))

    def _write(self, frames: list[Image.Image], path: Path) -> Path:
        """On another thread."""
        def go_on() -> None:
            if self._frames is not frames:
                raise GivenUpError(N_("engine", "This was given up."))

        write_atomically(path, _encoded(frames, path.suffix.lower()), go_on)
        return path

    def _done(self, path: Path) -> None:
        if self._busy:
            self._end()
            self.written.emit(path)

    def _refuse(self, error: object) -> None:
        if self._busy:
            self._end()
            self.failed.emit(error)

    def _end(self) -> None:
        self._timer.stop()
        self._busy = False
        self._frames = []
        self._show(None)
        self.ended.emit()


def _pillow(image: QImage) -> Image.Image:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    return Image.frombuffer("RGB", (image.width(), image.height()), bytes(image.constBits()), "raw", "RGB",
                            image.bytesPerLine(), 1)


def _encoded(frames: list[Image.Image], suffix: str) -> bytes:
    kind, options = FORMATS[suffix]
    if suffix == ".gif":  # 256 colours, the same in all pictures; a median cut has none for a thin line
        palette = frames[-1].quantize(method=Image.Quantize.FASTOCTREE)
        frames = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    durations = [FRAME] * (len(frames) - 1) + [REST]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=durations, loop=0, **options)
    return buffer.getvalue()
