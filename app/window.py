"""The main window: the workspaces with everything around them, put together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.actions import ACTIONS, Actions, shortcut_table
from app.canvas.life.life import Life
from app.document.document import Document
from app.i18n import translate_error
from app.labs import LABS
from app.nomenclature import nomenclature
from app.settings import Settings
from app.shell.banner import Banner
from app.shell.compute_target import ComputeTargetDialog
from app.shell.devices import DEVICES, DeviceChoice, DeviceProbe
from app.shell.dialogs import about_dialog, shortcuts_dialog
from app.shell.examples import Example
from app.shell.files import FileFlows
from app.shell.layouts import Layouts
from app.shell.menus import Menus
from app.shell.playing import NAMES as PLAYED
from app.shell.playing import PlayKeys
from app.shell.start_page import StartPage
from app.shell.status import StatusBar
from app.shell.switcher import START, Switcher
from app.shell.undoing import do_again, take_back
from app.shell.workspaces import WORKSPACES, Commands, Workspaces, WorkspaceType
from app.theme import apply_theme
from app.training.session import TrainingSession
from app.widgets.save_file import LastFolder
from app.widgets.timeline_bar import TimelineBar
from engine.errors import NonFiniteError
from engine.naming import NEURONS, VALUES

SMALLEST = QSize(900, 600)
TIMELINE = frozenset(row.name for row in WORKSPACES.values() if row.timeline)
FIRST = next(iter(WORKSPACES))
"""The workspace that a new window shows."""
RACES = {row.name: row.race for row in WORKSPACES.values()}


class MainWindow(QMainWindow):
    """One document with its training. Built anew when the language changes; document and session live on outside."""

    language_chosen = Signal(str)

    def __init__(self, document: Document, session: TrainingSession, settings: Settings, probe: DeviceProbe,
                 workspace: str = FIRST) -> None:
        """With this workspace on the screen."""
        super().__init__()
        self._document, self._session, self._settings = document, session, settings
        LastFolder(settings, self)
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST)
        self.setDockOptions(QMainWindow.DockOption.AnimatedDocks)
        self.actions_by_name = Actions(self)
        self.banner = Banner()
        self.start_page = StartPage(settings)
        self.workspaces = Workspaces(document, session, self._take_in)
        self._commands: dict[str, Commands] = {}
        self._layouts = Layouts(self, settings)
        self._pages, self._between = QStackedWidget(), QWidget()
        self.timeline = TimelineBar(session)
        self.files = FileFlows(
            document, session, settings, self.banner, self,
            import_data=lambda path: self.workspaces["network"].import_data(path))
        self._play_keys = PlayKeys(self.actions_by_name, session, self)
        self.devices = DeviceChoice(self.actions_by_name, session, settings, probe, self)
        self._build_centre()
        self._switcher = Switcher(self.actions_by_name, show_start_page=self.show_start_page,
                                  show_workspace=self.show_workspace)
        self.addToolBar(self._switcher)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setStatusBar(StatusBar(document, session, self))
        menus = Menus(self.menuBar(), self.actions_by_name, settings, open_example=self.open_example,
                      open_recent=self.files.open, speak=self._speak, panels=self._panel_actions,
                      divide=self.devices.set_threads)
        menus.append("device", self.devices.note)
        self._about_status = lambda: probe.status
        self._connect()
        self._current = workspace
        self.show_workspace(workspace)
        self._layouts.restore()
        self._refresh_title()
        self._refresh_undo()
        self._refresh_training(session.state)

    # What is on the screen

    @property
    def workspace(self) -> QWidget:
        """The workspace that is shown, or would be behind the start page."""
        return self.workspaces[self._current]

    @property
    def workspace_name(self) -> str:
        """What `show_workspace` calls it."""
        return self._current

    @property
    def on_start_page(self) -> bool:
        return self._pages.currentWidget() is self.start_page

    def show_start_page(self) -> None:
        """Offer the examples; the project stays where it is."""
        self._turn_to(self.start_page, timeline=False)
        self._switcher.turn_to(START)
        self._enable_commands()

    def show_workspace(self, name: str) -> None:
        """Go to a workspace; what is being trained goes on."""
        workspace = self.workspaces[name]
        self._current = name
        self._turn_to(workspace, timeline=name in TIMELINE)
        self._switcher.turn_to(name)
        self._enable_commands()
        self._note_shown()

    def _turn_to_one_of(self, names: tuple[str, ...]) -> None:
        """See to it that one of these workspaces is seen."""
        if self.on_start_page or self._current not in names:
            self.show_workspace(self._current if self._current in names else names[0])

    def _turn_to(self, page: QWidget, *, timeline: bool) -> None:
        """Show `page` at its size with or without the timeline. The timeline comes and goes while an empty page is
        shown: a workspace that is made taller and lower again would not give its docks their heights back."""
        if timeline == self.timeline.isHidden():
            self._pages.setCurrentWidget(self._between)
            self.timeline.setVisible(timeline)
            self.centralWidget().layout().activate()
        self._pages.setCurrentWidget(page)

    # Putting together

    def _build_centre(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)
        column.addWidget(self.timeline)
        for page in (self.start_page, self._between):
            self._pages.addWidget(page)
        self.setCentralWidget(centre)

    def _handlers(self) -> dict[str, Callable[[], object]]:
        """What each action does that no workspace carries out itself."""
        files, session, undo_stack = self.files, self._session, self._document.undo_stack
        return {
            "new": files.new,
            "examples": self.show_start_page,
            "open": files.choose_and_open,
            "clear_recent": self._settings.clear_recent,
            "save": files.save,
            "save_as": files.save_as,
            "revert": files.revert,
            "export_weights": files.exchange.export_weights,
            "import_data": files.exchange.choose_and_import,
            "import_images": files.exchange.choose_and_import_folder,
            "import_network": files.exchange.choose_and_import_network,
            "take_weights": files.exchange.choose_and_take_weights,
            "quit": self.close,
            "undo": lambda: take_back(undo_stack, self._turn_to_one_of),
            "redo": lambda: do_again(undo_stack, self._turn_to_one_of),
            "theme_system": lambda: self._dress("system"),
            "theme_light": lambda: self._dress("light"),
            "theme_dark": lambda: self._dress("dark"),
            "reset_layout": lambda: self._layouts.reset(),
            "full_screen": self._toggle_full_screen,
            "values_as_nodes": lambda: nomenclature.choose(NEURONS if nomenclature.names_values else VALUES),
            "look_back": self.timeline.earlier,
            "look_forward": self.timeline.later,
            "present": session.return_to_present,
            "continue_from_here": session.continue_from_here,
            "workplace": lambda: ComputeTargetDialog(self._settings, session.workplace, self).open(),
            **{name: lambda lab=lab: lab(self).show() for name, lab in LABS.items()},
            "shortcuts": lambda: shortcuts_dialog(shortcut_table(), self).open(),
            "about": lambda: about_dialog(self._about_status(), self).open(),
        }

    def _connect(self) -> None:
        actions, document, session = self.actions_by_name, self._document, self._session
        handlers = self._handlers()
        self._workspace_actions = set(actions) - handlers.keys() - {*PLAYED, *DEVICES.values()}
        for name in self._workspace_actions:
            handlers[name] = lambda name=name: self._commands[self._current][name]()
        for name, handler in handlers.items():
            actions[name].triggered.connect(lambda _=False, handler=handler: handler())
        self.start_page.example_chosen.connect(self.open_example)
        self.start_page.recent_chosen.connect(self.files.open)
        self.start_page.new_chosen.connect(self.files.new)
        self.start_page.open_chosen.connect(self.files.choose_and_open)
        self.files.opened.connect(self._show_project)
        self.devices.unavailable.connect(self.banner.show_sentence)
        document.path_changed.connect(self._refresh_title)
        document.modified_changed.connect(self._refresh_title)
        document.failed.connect(self.banner.show_error)
        document.model.project_replaced.connect(self.banner.hide)
        self._settings.failed.connect(self.banner.show_error)
        for signal in (document.undo_stack.undoTextChanged, document.undo_stack.redoTextChanged,
                       document.undo_stack.canUndoChanged, document.undo_stack.canRedoChanged):
            signal.connect(self._refresh_undo)
        session.state_changed.connect(self._refresh_training)
        session.snapshot.connect(self._refresh_time)
        session.failed.connect(self._say_what_failed)
        actions["life"].setChecked(self._settings.shows_life)
        nomenclature.changed.connect(self._note_nomenclature)
        nomenclature.choose(self._settings.nomenclature)
        self._note_nomenclature()

    def _take_in(self, row: WorkspaceType, workspace: QWidget) -> None:
        """Make a workspace part of the window, behind what is shown."""
        self._commands[row.name] = row.commands(workspace)
        if (turned := row.turned(workspace)) is not None:
            turned.connect(self._turn_keys)
        if row.name == "network":
            self._let_live(workspace.life)
        self._pages.addWidget(workspace)
        self._layouts.take_in(row.name, workspace)
        self._enable_commands()

    def _let_live(self, life: Life) -> None:
        """The network is seen as the person last wanted to see it."""
        life.set_shown(self._settings.shows_life)
        life.set_scale(self._settings.life_scale)
        life.chosen.connect(self._note_life)

    # Keeping in step

    def _enable_commands(self) -> None:
        offered = () if self.on_start_page else self._commands.get(self._current, ())
        for name in self._workspace_actions:
            self.actions_by_name[name].setEnabled(name in offered)
        self._turn_keys()
        self._refresh_time()

    def _turn_keys(self) -> None:
        """The keys for play, step and reset move what plays in the workspace that is seen."""
        workspace = self.workspaces.made.get(self._current)
        self._play_keys.turn_to(None if self.on_start_page or workspace is None else RACES[self._current](workspace))

    def _show_project(self) -> None:
        """A project came: leave the start page and show the whole of it."""
        self.show_workspace(self._current)
        if "fit" in self._commands[self._current]:
            # After the layout: before, the canvas may not know its size.
            QTimer.singleShot(0, self.workspace, self._commands[self._current]["fit"])

    def _refresh_title(self) -> None:
        self.setWindowFilePath(str(self._document.path) if self._document.path else "")
        self.setWindowTitle(f"{self._document.title}[*] – Ladera")
        self.setWindowModified(self._document.is_modified)  # which the title has a place for
        self.actions_by_name["revert"].setEnabled(self._document.can_revert)

    def _refresh_undo(self) -> None:
        stack = self._document.undo_stack
        for name, possible, text in (
            ("undo", stack.canUndo(), self.tr("&Undo: {step}").format(step=stack.undoText())),
            ("redo", stack.canRedo(), self.tr("&Redo: {step}").format(step=stack.redoText())),
        ):
            action = self.actions_by_name[name]
            action.setEnabled(possible)
            spec = next(spec for spec in ACTIONS if spec.name == name)
            action.setText(text if possible else QCoreApplication.translate("Actions", spec.text))

    def _refresh_training(self, state: str) -> None:
        self._refresh_time()
        if state == "running":
            self.banner.hide()

    def _refresh_time(self, *_: object) -> None:
        """Escape belongs to the canvas until there is a present to come back to."""
        present = self._session.present
        self.actions_by_name["look_back"].setEnabled(
            not self.timeline.isHidden() and present is not None and bool(present.moments))
        for name in ("look_forward", "present", "continue_from_here"):
            self.actions_by_name[name].setEnabled(self._session.is_looking_back)

    def _note_life(self) -> None:
        """Remember how the person wants to see the network."""
        life = self.workspaces["network"].life
        self.actions_by_name["life"].setChecked(life.is_shown)
        self._settings.shows_life, self._settings.life_scale = life.is_shown, life.scale

    def _note_nomenclature(self) -> None:
        self.actions_by_name["values_as_nodes"].setChecked(nomenclature.names_values)
        self._settings.nomenclature = nomenclature.choice

    def _say_what_failed(self, error: BaseException) -> None:
        """Of a value that is no longer finite the window offers to go back."""
        if isinstance(error, NonFiniteError):
            self.banner.show_sentence(translate_error(error), self.tr("Go back to the best epoch"),
                                      self._session.go_back)
        else:
            self.banner.show_error(error)

    # View

    def _panel_actions(self) -> list[QAction]:
        return [dock.toggleViewAction() for dock in self.workspace.findChildren(QDockWidget)]

    def _dress(self, choice: str) -> None:
        self._settings.theme = choice
        apply_theme(QApplication.instance(), choice)

    def _speak(self, language: str) -> None:
        if language != self._settings.language:
            self._settings.language = language
            self.language_chosen.emit(language)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def save_layout(self) -> None:
        """Remember size, place and docks."""
        self._layouts.save()

    def _note_shown(self) -> None:
        if self.isVisible() and not self.on_start_page:
            self._layouts.note_seen(self._current)

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._note_shown()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.files.may_leave():
            self._document.close()
            self.save_layout()
            event.accept()
            QCoreApplication.quit()
        else:
            event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        path = _local_file(event.mimeData())
        if path is not None and self.files.can_open(path):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _local_file(event.mimeData())
        if path is not None:
            event.accept()
            # After the drop: a question asked inside it would freeze the program the file comes from.
            QTimer.singleShot(0, self, lambda: self.files.open_any(path))

    def open_example(self, example: Example) -> None:
        """Open an example, and the page that it is about."""
        if self.files.open_example(example) and example.page is not None:
            workspace, page = example.page
            self.show_workspace(workspace)
            self.workspaces[workspace].show_page(page)


def _local_file(mime: QMimeData) -> Path | None:
    """The one file that is dragged, if it is one and on this computer."""
    urls = mime.urls() if mime.hasUrls() else []
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
