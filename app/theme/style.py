"""What Fusion leaves to be said: the palette of a theme and a restrained style sheet."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from string import Template

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QColor, QPalette

from app.pictures import png
from app.theme.icons import pixmap
from app.theme.tokens import Theme
from engine.errors import FormatError
from engine.formats.atomic import write_atomically

RADIUS = 6
"""Corner radius of fields and buttons, in logical pixels."""


def palette(theme: Theme) -> QPalette:
    """The theme's colours in Qt's roles, for everything the style sheet does not reach."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.background,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.background,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.faint,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.danger,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.accent_text,
        role.Accent: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.hover,
        role.Mid: theme.border,
        role.Dark: theme.strong_border,
        role.Shadow: theme.sunken,
    }
    result = QPalette()
    for which, colour in colours.items():
        result.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.faint))
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.border))
    return result


@lru_cache(maxsize=64)
def _glyph(name: str, colour: str) -> str:
    """Path of a small picture for the style sheet, which takes files only. All windows share them, and none has to
    tidy up after itself; without a place for them there is no arrow, and no harm."""
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    path = Path(cache) / "Ladera" / "glyphs" / f"{name}-{colour[1:]}.png"
    content = png(pixmap(name, colour, 24, 2.0))
    with suppress(OSError, FormatError):
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, content)
    return path.as_posix()


def style_sheet(theme: Theme) -> str:
    """The style sheet. Widgets opt in to a role with the dynamic property `look`.

    Looks: QLabel "title", "heading", "muted", "danger", "warning", "number"; QPushButton "primary", "quiet", "danger";
    QFrame "card", "racer", "popup", "banner", "timeline", "past"; QToolButton "primary", "workspace", "dock".
    """
    colours = {name: value for name, value in vars(theme).items() if isinstance(value, str)}
    glyphs = {
        "glyph_down": _glyph("chevron-down", theme.muted),
        "glyph_up": _glyph("chevron-up", theme.muted),
        "glyph_right": _glyph("chevron-right", theme.muted),
        "glyph_check": _glyph("check", theme.accent_text),
        "glyph_tick": _glyph("check", theme.accent),
        "glyph_close": _glyph("dock-close", theme.muted),
        "glyph_float": _glyph("dock-float", theme.muted),
    }
    return Template(_SHEET).substitute(colours, radius=RADIUS, **glyphs)


_SHEET = """
QToolTip { background: $raised; color: $text; border: 1px solid $strong_border; padding: 5px 7px; }

QMainWindow::separator { background: $background; width: 6px; height: 6px; }
QMainWindow::separator:hover { background: $selection; }
QSplitter::handle { background: transparent; }
QSplitter::handle:horizontal { width: 6px; }
QSplitter::handle:vertical { height: 6px; }
QSplitter::handle:hover { background: $selection; }

QMenuBar { background: $background; padding: 2px 4px; border: none; }
QMenuBar::item { background: transparent; padding: 5px 9px; border-radius: 5px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenu { background: $raised; border: 1px solid $border; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 10px; border-radius: 4px; margin: 0 1px; }
QMenu::icon { padding-left: 6px; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $border; margin: 5px 6px; }
QMenu::indicator { width: 16px; height: 16px; padding-left: 6px; }
QMenu::indicator:checked { image: url("$glyph_tick"); }
QMenu::right-arrow { image: url("$glyph_right"); width: 14px; height: 14px; padding-right: 4px; }

QToolBar { background: $background; border: none; spacing: 2px; padding: 3px; }
QToolBar::separator { background: $border; width: 1px; margin: 5px 6px; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${radius}px; padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $sunken; }
QToolButton:checked { background: $selection; color: $text; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $faint; }
QToolButton[popupMode="1"] { padding-right: 18px; }
QToolButton::menu-button { border: none; width: 16px; }
QToolButton::menu-indicator { image: url("$glyph_down"); width: 12px; height: 12px;
    subcontrol-position: right center; right: 3px; }
QToolButton[popupMode="2"] { padding-right: 18px; }
QToolButton[look="primary"] { background: $accent; color: $accent_text; font-weight: 600; padding: 5px 12px 5px 8px; }
QToolButton[look="primary"]:hover { background: $accent_hover; }
QToolButton[look="primary"]:disabled { background: $sunken; color: $faint; }
QToolButton[look="workspace"] { padding: 5px 12px; color: $muted; border-radius: ${radius}px; }
QToolButton[look="workspace"]:checked { background: $selection; color: $text; font-weight: 600; }

QStatusBar { background: $background; color: $muted; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; padding: 2px 6px; }

QDockWidget { color: $muted; font-weight: 600; titlebar-close-icon: url("$glyph_close");
    titlebar-normal-icon: url("$glyph_float"); }
QDockWidget::title { background: $background; padding: 7px 8px; text-align: left; }
QDockWidget::close-button, QDockWidget::float-button { border: none; padding: 0; border-radius: 4px; icon-size: 14px;
    subcontrol-origin: padding; width: 20px; height: 20px; subcontrol-position: right center; right: 4px; }
QDockWidget::float-button { right: 26px; }
QDockWidget::close-button:hover, QDockWidget::float-button:hover { background: $hover; }

QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar { qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: 7px 12px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:disabled { color: $faint; }
QMainWindow > QTabBar::tab { padding: 7px 10px; }
QMainWindow > QTabBar::tab:last, QMainWindow > QTabBar::tab:only-one { margin-right: 52px; }
QToolButton[look="dock"] { border-radius: 4px; padding: 2px; }

QPushButton { background: $raised; color: $text; border: 1px solid $strong_border; border-radius: ${radius}px;
    padding: 5px 14px; min-height: 18px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $faint; border-color: $border; background: $background; }
QPushButton:default, QPushButton[look="primary"] { background: $accent; border-color: $accent; color: $accent_text;
    font-weight: 600; }
QPushButton:default:hover, QPushButton[look="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton:default:disabled, QPushButton[look="primary"]:disabled { background: $sunken; border-color: $border;
    color: $faint; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; color: $accent; padding: 5px 8px; }
QPushButton[look="quiet"]:hover { background: $hover; }
QPushButton[look="danger"] { color: $danger; }
QPushButton::menu-indicator { image: url("$glyph_down"); width: 12px; height: 12px;
    subcontrol-position: right center; right: 8px; }

QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit { background: $surface; color: $text;
    border: 1px solid $border; border-radius: ${radius}px; selection-background-color: $accent;
    selection-color: $accent_text; }
QLineEdit, QComboBox, QAbstractSpinBox { padding: 4px 8px; min-height: 18px; }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: $strong_border; }
QLineEdit:focus, QComboBox:focus, QComboBox:on, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border-color: $accent; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { background: $background; color: $faint; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"] { border-color: $danger; }
QComboBox { padding-right: 2px; combobox-popup: 0; } /* the width of the arrow is added to it */
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$glyph_down"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $border; padding: 4px; outline: none;
    selection-background-color: $hover; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 24px; padding: 2px 6px; border-radius: 4px; }
QAbstractSpinBox { padding: 3px 20px 2px 8px; } /* Qt makes spin boxes three pixels higher than other fields */
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 18px; background: transparent; }
QAbstractSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right; margin-top: 2px; }
QAbstractSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right; margin-bottom: 2px; }
QAbstractSpinBox::up-arrow { image: url("$glyph_up"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$glyph_down"); width: 10px; height: 10px; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: none; padding: 0; background: transparent; }

QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator { width: 15px; height: 15px;
    border: 1px solid $strong_border; background: $surface; }
QCheckBox::indicator, QTableView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox::indicator:checked, QTableView::indicator:checked { background: $accent; border-color: $accent;
    image: url("$glyph_check"); }
QRadioButton::indicator:checked { background: $surface; border: 5px solid $accent; width: 7px; height: 7px; }
QCheckBox::indicator:disabled, QTableView::indicator:disabled { background: $background; border-color: $border; }

QSlider::groove:horizontal { height: 4px; background: $sunken; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: $accent; }
QSlider::handle:horizontal:hover { background: $accent_hover; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: $strong_border; }
QProgressBar { background: $sunken; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QListView, QTreeView, QTableView { background: $surface; border: 1px solid $border; border-radius: ${radius}px;
    outline: none; alternate-background-color: $background; gridline-color: $border;
    selection-background-color: $selection; selection-color: $text; }
QListView::item, QTreeView::item { padding: 4px 6px; border-radius: 4px; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $selection; color: $text; }
QHeaderView { background: $surface; border: none; font-weight: 600; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 5px 8px; }
QHeaderView::up-arrow, QHeaderView::down-arrow { subcontrol-position: top center; width: 9px; height: 9px;
    top: -1px; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $border; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $strong_border; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QGroupBox { border: none; margin-top: 20px; padding-top: 4px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; color: $muted; padding: 2px 0; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QGraphicsView { border: none; }

QLabel[look="title"] { font-size: 20pt; font-weight: 600; }
QLabel[look="heading"] { color: $muted; font-weight: 600; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="number"] { font-weight: 600; }
QLabel[look="danger"] { color: $danger; }
QLabel[look="warning"] { color: $warning; }
QFrame[look="card"] { background: $raised; border: 1px solid $border; border-radius: 10px; }
QFrame[look="card"]:hover, QFrame[look="card"]:focus { border-color: $accent; }
QFrame[look="racer"] { border: 1px solid transparent; border-radius: ${radius}px; }
QFrame[look="racer"][chosen="true"] { background: $raised; border-color: $accent; }
QFrame[look="popup"] { background: $raised; border: 1px solid $strong_border; }
QFrame[look="timeline"] { background: $background; border: none; border-top: 1px solid $border; }
QFrame[look="past"] { background: $selection; border: none; border-top: 1px solid $accent; }
QFrame[look="banner"] { background: $raised; border: 1px solid $danger; border-radius: ${radius}px; }
"""
