"""How Ladera looks: tokens, icons, colour maps, and the switch between light and dark.

Fusion, a palette and a short style sheet; no theme package. Widgets that paint for themselves read `current()` and
repaint on `theme_bus.changed`.
"""

from __future__ import annotations

from numpy.typing import ArrayLike
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.theme import colormaps
from app.theme.colormaps import viridis, viridis_table
from app.theme.icons import icon_names, pixmap, tinted_icon
from app.theme.style import palette, style_sheet
from app.theme.tokens import DARK, LIGHT, THEMES, Theme, contrast

__all__ = [
    "CHOICES", "DARK", "LIGHT", "THEMES", "Theme", "ThemeBus", "apply_theme", "contrast", "current", "diverging",
    "diverging_colour", "diverging_table", "icon", "icon_names", "pixmap", "theme_bus", "viridis", "viridis_table",
]

CHOICES = ("system", "light", "dark")
"""What a person can ask for."""


class ThemeBus(QObject):
    """Who holds the theme of this process and says when it changes."""

    changed = Signal(object)
    """The new Theme."""

    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT
        self.choice = "light"
        self._icons: dict[tuple[str, str, str], QIcon] = {}

    def apply(self, app: QApplication, choice: str) -> None:
        """Dress the application, as one of CHOICES says. Raises ValueError for anything else."""
        if choice not in CHOICES:
            raise ValueError(f"theme must be one of {', '.join(CHOICES)}; it is {choice}")
        self.choice = choice
        hints = app.styleHints()
        hints.setColorScheme(
            {"dark": Qt.ColorScheme.Dark, "light": Qt.ColorScheme.Light}.get(choice, Qt.ColorScheme.Unknown)
        )
        # Unknown hands the choice back to the system; afterwards colorScheme() says what the system shows.
        hints.colorSchemeChanged.connect(self._follow_system, Qt.ConnectionType.UniqueConnection)
        self._show(app, THEMES.get(choice) or self._system_theme(app))

    def icon(self, name: str, colour: str = "") -> QIcon:
        key = (name, self.theme.name, colour)
        if key not in self._icons:
            self._icons[key] = tinted_icon(name, self.theme, colour)
        return self._icons[key]

    def _system_theme(self, app: QApplication) -> Theme:
        return DARK if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _follow_system(self) -> None:
        app = QApplication.instance()
        if self.choice == "system" and isinstance(app, QApplication):
            theme = self._system_theme(app)
            if theme is not self.theme:
                self._show(app, theme)

    def _show(self, app: QApplication, theme: Theme) -> None:
        if theme is self.theme and app.styleSheet():
            return  # a style sheet costs seconds where many widgets are
        self.theme = theme
        if not app.styleSheet():
            app.setStyle(QStyleFactory.create("Fusion"))
        app.setPalette(palette(theme))
        app.setStyleSheet(style_sheet(theme))
        self.changed.emit(theme)


theme_bus = ThemeBus()
"""The one of this process. Connect to `theme_bus.changed` whatever paints for itself."""


def apply_theme(app: QApplication, choice: str) -> None:
    """Show "light", "dark", or what the "system" shows and go with it."""
    theme_bus.apply(app, choice)


def current() -> Theme:
    """The theme that is shown now."""
    return theme_bus.theme


def icon(name: str, colour: str = "") -> QIcon:
    """The icon assets/icons/NAME.svg in the current theme, or in `colour`. Ask again when the theme changes."""
    return theme_bus.icon(name, colour)


def diverging_table(theme: Theme | None = None):
    """(511, 4) uint8 RGBA from −1 (orange) over 0 (neutral) to 1 (blue), in the current theme."""
    return colormaps.diverging_table(theme or current())


def diverging(values: ArrayLike, theme: Theme | None = None):
    """RGBA uint8 (…, 4) for values in [−1, 1]: orange negative, neutral zero, blue positive."""
    return colormaps.diverging(values, theme or current())


def diverging_colour(value: float, theme: Theme | None = None) -> QColor:
    """The same for one value, as a colour to paint with."""
    return QColor(*diverging(value, theme).tolist())
