"""Pictures as the bytes of files."""

from __future__ import annotations

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage, QPixmap


def png(picture: QImage | QPixmap) -> bytes:
    """`picture` as a PNG file."""
    buffer = QBuffer()
    picture.save(buffer, "PNG")
    return buffer.data().data()
