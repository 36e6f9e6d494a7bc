"""The colours of what walks over a surface."""

from __future__ import annotations

from PySide6.QtGui import QColor

from app.theme import current


def walker_colours() -> list[QColor]:
    """One colour for each walker, the same everywhere; they stand out from viridis."""
    theme = current()
    return [QColor(colour) for colour in (theme.negative, "#ff7ac8", "#ffffff" if theme.is_dark else "#101418",
                                          "#a569e0", "#c62020", "#3aa0ff", "#8d6e63", "#00bfa5")]
