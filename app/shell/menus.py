"""The menus, as a table of action names, and the few entries that come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from app import i18n
from app.actions import Actions
from app.plain import tooltip
from app.settings import Settings
from app.shell.examples import GROUPS, Example
from app.theme import icon, theme_bus
from engine.team import cores

CONTEXT = "Menus"
SEPARATOR = ""
Row = str

MENUS: Mapping[str, tuple[str, tuple[Row, ...]]] = {
    "file": (QT_TRANSLATE_NOOP("Menus", "&File"), (
        "new", "examples", ">examples", SEPARATOR, "open", ">recent", SEPARATOR, "save", "save_as", "revert", SEPARATOR,
        "import_data", "import_images", "import_network", "take_weights", SEPARATOR, "export_weights", "export_drawing",
        SEPARATOR, "quit",
    )),
    "edit": (QT_TRANSLATE_NOOP("Menus", "&Edit"), (
        "undo", "redo", SEPARATOR, "cut", "copy", "paste", "duplicate", "delete", SEPARATOR, "select_all",
        "rename", "find", SEPARATOR, "quick_add", "connect", SEPARATOR, "group", "ungroup",
        "fold", SEPARATOR, "add_note", "add_arrow", SEPARATOR, "copy_image",
    )),
    "view": (QT_TRANSLATE_NOOP("Menus", "&View"), (
        "zoom_in", "zoom_out", "zoom_reset", "fit", SEPARATOR, "tidy", ">arrange", SEPARATOR, "life", "values_as_nodes",
        SEPARATOR, ">panels", ">theme", ">language", SEPARATOR, "reset_layout", "drawing_only", "full_screen",
    )),
    "training": (QT_TRANSLATE_NOOP("Menus", "&Training"), (
        "play", "step", "epoch", SEPARATOR, "step_numbers", "next_stage", "previous_stage", SEPARATOR,
        "reset", SEPARATOR, "look_back", "look_forward", "present",
        "continue_from_here", SEPARATOR, "workplace",
    )),
    "device": (QT_TRANSLATE_NOOP("Menus", "&Device"), ("device_numpy", ">threads", "device_cupy")),
    "labs": (QT_TRANSLATE_NOOP("Menus", "&Labs"), ("lab_activations", "lab_collapse", "lab_tensors")),
    "help": (QT_TRANSLATE_NOOP("Menus", "&Help"), ("shortcuts", SEPARATOR, "about")),
}
"""Menu → its title and its rows; ">name" is one of SUBMENUS."""

SUBMENUS: Mapping[str, tuple[str, str]] = {
    "examples": (QT_TRANSLATE_NOOP("Menus", "New from examp&le"), ""),
    "recent": (QT_TRANSLATE_NOOP("Menus", "Open &recent"), "recent"),
    "panels": (QT_TRANSLATE_NOOP("Menus", "&Panels"), "layers"),
    "arrange": (QT_TRANSLATE_NOOP("Menus", "Align"), ""),
    "theme": (QT_TRANSLATE_NOOP("Menus", "Th&eme"), "theme"),
    "threads": (QT_TRANSLATE_NOOP("Menus", "&Threads of the processor"), ""),
    "language": (QT_TRANSLATE_NOOP("Menus", "&Language"), "language"),
}
"""Submenu → its title and its icon."""

FEW, LARGER = 8, (12, 16, 24, 32, 48, 64, 96, 128)
"""Numbers of threads that are offered, where there are as many cores: all up to the first, then these."""
ALIGN_ACTIONS = ("align_row", "align_column", "distribute_across", "distribute_down")
THEME_ACTIONS = ("theme_system", "theme_light", "theme_dark")


class Menus(QObject):
    """Fills a menu bar. What submenus offer is passed to the callables."""

    def __init__(self, bar: QMenuBar, actions: Actions, settings: Settings, *,
                 open_example: Callable[[Example], object], open_recent: Callable[[Path], object],
                 speak: Callable[[str], object], panels: Callable[[], Iterable[QAction]],
                 divide: Callable[[int], object]) -> None:
        super().__init__(bar)
        self._actions, self._settings = actions, settings
        self._open_example, self._open_recent, self._speak, self._panels = open_example, open_recent, speak, panels
        self._divide = divide
        self._submenus: dict[str, QMenu] = {}
        self._menus: dict[str, QMenu] = {}
        fill = {"arrange": lambda menu: menu.addActions([actions[name] for name in ALIGN_ACTIONS]),
                "examples": self._fill_examples, "recent": self._fill_recent, "panels": self._fill_panels,
                "theme": self._fill_theme, "language": self._fill_languages, "threads": self._fill_threads}
        for name, (title, rows) in MENUS.items():
            menu = self._menus[name] = bar.addMenu(QCoreApplication.translate(CONTEXT, title))
            menu.setToolTipsVisible(True)
            for row in rows:
                if row == SEPARATOR:
                    menu.addSeparator()
                elif row.startswith(">"):
                    self._add_submenu(menu, row[1:])
                    fill[row[1:]](self._submenus[row[1:]])
                else:
                    menu.addAction(actions[row])
        settings.recent_changed.connect(self._refill_recent)
        theme_bus.changed.connect(self._tint)
        self._tint()

    def append(self, name: str, action: QAction) -> None:
        """Add a row that is no action of the table to the menu called `name`."""
        self._menus[name].addAction(action)

    def _add_submenu(self, menu: QMenu, name: str) -> None:
        submenu = menu.addMenu(QCoreApplication.translate(CONTEXT, SUBMENUS[name][0]))
        submenu.setToolTipsVisible(True)
        self._submenus[name] = submenu

    def _fill_examples(self, menu: QMenu) -> None:
        for group in GROUPS:
            part = menu.addMenu(group.shown_title)
            part.setToolTipsVisible(True)
            for example in group.examples:
                action = part.addAction(example.shown_title)
                action.setToolTip(tooltip(example.shown_sentence))
                action.setStatusTip(example.shown_sentence)
                action.triggered.connect(lambda _=False, example=example: self._open_example(example))

    def _fill_recent(self, menu: QMenu) -> None:
        for path in self._settings.recent:
            action = menu.addAction(path.stem.replace("&", "&&"))
            action.setToolTip(tooltip(str(path)))
            action.setStatusTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self._open_recent(path))
        menu.setEnabled(bool(menu.actions()))
        if menu.actions():
            menu.addSeparator()
        menu.addAction(self._actions["clear_recent"])

    def _refill_recent(self) -> None:
        menu = self._submenus["recent"]
        menu.clear()
        self._fill_recent(menu)

    def _fill_panels(self, menu: QMenu) -> None:
        menu.aboutToShow.connect(lambda: (menu.clear(), menu.addActions(list(self._panels()))))

    def _fill_theme(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for name in THEME_ACTIONS:
            action = self._actions[name]
            action.setChecked(name == f"theme_{self._settings.theme}")
            group.addAction(action)
            menu.addAction(action)

    def _fill_languages(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for code, name in i18n.languages().items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(code == i18n.installed_language())
            action.triggered.connect(lambda _=False, code=code: self._speak(code))
            group.addAction(action)

    def _fill_threads(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for count in (0, *(count for count in range(1, cores() + 1) if count <= FEW or count in (cores(), *LARGER))):
            action = menu.addAction(str(count) if count else self.tr("Automatic"))
            action.setCheckable(True)
            action.setChecked(count == self._settings.threads)
            help = self.tr("A step's examples are divided among so many threads. The same number gives the same run, "
                           "bit for bit; another one the same to rounding") if count else self.tr(
                "As many as are the fastest, measured at the start of a training: one for small networks")
            action.setToolTip(tooltip(help))
            action.setStatusTip(help)
            action.triggered.connect(lambda _=False, count=count: self._divide(count))
            group.addAction(action)

    def _tint(self) -> None:
        for name, (_, picture) in SUBMENUS.items():
            if picture:
                self._submenus[name].setIcon(icon(picture))
