"""From nothing to a window: the application object, the document with its training, and what outlives a window."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication
from threadpoolctl import threadpool_limits

from app import __version__, i18n
from app.document.document import Document
from app.document.recovery import Recoverable
from app.garbage import GarbageCollector
from app.overrides import guard_overrides
from app.plain import MessageBox
from app.settings import APPLICATION, ORGANISATION, Settings
from app.shell.crash import CrashReporter
from app.shell.devices import DeviceProbe
from app.theme import apply_theme, pixmap, theme_bus
from app.training.engine import EngineProcess
from app.training.session import TrainingSession
from app.window import MainWindow
from engine.errors import LaderaError
from engine.jobs import choose_workplace, close_executors, close_readers

HEARTBEAT = 200
"""Milliseconds between two looks at signals: Python sees Ctrl+C only when it runs."""


def create_application(arguments: Sequence[str] = ()) -> QApplication:
    """The one QApplication, set up for OpenGL views in docks. Returns the existing one where there is one."""
    guard_overrides()
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # Without it a second OpenGL view stays blank, and floating its dock ends the process.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QCoreApplication.setOrganizationName(ORGANISATION)
    QCoreApplication.setApplicationName(APPLICATION)
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("ladera")
    return QApplication(["ladera", *arguments])


class Ladera(QObject):
    """Document, training and settings of one program, and its window, which is replaced when the language changes."""

    def __init__(self, app: QApplication, engine: EngineProcess, store: QSettings | None = None, *,
                 recovery_folder: Path | None = None) -> None:
        super().__init__()
        threadpool_limits(limits=1, user_api="blas")  # the other cores belong to the processes that train and measure
        self._app = app
        self._garbage = GarbageCollector(self)
        self.settings = Settings(store)
        i18n.install(app, self.settings.language)
        apply_theme(app, self.settings.theme)
        choose_workplace(self.settings.workplace)
        self.document = Document(self, recovery_folder=recovery_folder)
        self.session = TrainingSession(self.document, engine, self)
        self.probe = DeviceProbe(self)
        self.window = self._build_window()

    def start(self, path: Path | None = None) -> None:
        """Show the window: with `path`, else with what a crashed window left, else with the start page."""
        self.window.show()
        self.probe.start()
        if path is not None:
            self.window.files.open_any(path)
        if self.window.files.reading:
            self.window.files.settled.connect(lambda: self._offer(path), Qt.ConnectionType.SingleShotConnection)
        else:
            self._offer(path)
        self._garbage.settle()

    def _offer(self, path: Path | None) -> None:
        """What a crashed window left, or the start page, where no project has been opened."""
        if self.document.path is None and not self._recover() and path is None:
            self.window.show_start_page()

    def speak(self, language: str) -> None:
        """Go on in another language: a new window around the same document and the same training."""
        i18n.install(self._app, language)
        old, on_start_page = self.window, self.window.on_start_page
        old.save_layout()
        self.window = self._build_window()
        self.window.setGeometry(old.geometry())
        self.window.setWindowState(old.windowState())
        self.window.show_workspace(old.workspace_name)
        if on_start_page:
            self.window.show_start_page()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        old.hide()
        old.destroyed.connect(self._garbage.settle, Qt.ConnectionType.QueuedConnection)
        old.deleteLater()

    def close(self) -> None:
        """End the training, the window and the recovery folder; the work is saved or given up."""
        self.session.shutdown()
        self.document.close()
        close_executors()
        close_readers()
        self.window.hide()
        # Now, while what it listens to is there: the garbage collector would take them in any order.
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)
        self._garbage.stop()

    def _build_window(self) -> MainWindow:
        window = MainWindow(self.document, self.session, self.settings, self.probe)
        window.setWindowIcon(_application_icon())
        # Queued: the window that asks is not destroyed inside its own menu.
        window.language_chosen.connect(self.speak, Qt.ConnectionType.QueuedConnection)
        return window

    def _recover(self) -> bool:
        """Ask about each project that a crashed window left, newest first, until one is opened."""
        for entry in self.document.list_recoverable():
            answer = self._ask_to_recover(entry)
            try:
                if answer == MessageBox.StandardButton.Open:
                    self.document.recover(entry)
                    self.window.files.opened.emit()
                    return True
                if answer == MessageBox.StandardButton.Discard:
                    self.document.discard(entry)
            except LaderaError as error:
                self.window.banner.show_error(error)
        return False

    def _ask_to_recover(self, entry: Recoverable) -> MessageBox.StandardButton:
        buttons = MessageBox.StandardButton
        when = entry.kept.astimezone().strftime("%Y-%m-%d %H:%M")
        box = MessageBox(MessageBox.Icon.NoIcon, self.tr("Unsaved work"),
                          self.tr("Ladera ended before “{title}” was saved.").format(title=entry.title),
                          buttons.Open | buttons.Discard | buttons.Cancel, self.window)
        box.setInformativeText(self.tr("What was kept at {when} can be opened.").format(when=when))
        box.button(buttons.Open).setText(self.tr("Open it"))
        box.button(buttons.Discard).setText(self.tr("Delete it"))
        box.button(buttons.Cancel).setText(self.tr("Later"))
        box.setDefaultButton(buttons.Open)
        return buttons(box.exec())


def _application_icon() -> QIcon:
    return QIcon(pixmap("logo", theme_bus.theme.accent, 256))


def run_window(path: str | Path | None = None) -> int:
    """Open the window, with a file where one is given, and return the exit status when it is closed."""
    app = create_application()
    app.setQuitOnLastWindowClosed(False)  # changing the language closes one window for another
    engine = EngineProcess()
    ladera = Ladera(app, engine)
    reporter = CrashReporter(ladera.document.autosave, lambda: ladera.window)
    reporter.install()
    signal.signal(signal.SIGINT, lambda *_: ladera.window.close())
    heartbeat = QTimer(interval=HEARTBEAT)
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start()
    QTimer.singleShot(0, lambda: ladera.start(Path(path) if path is not None else None))
    try:
        return app.exec()
    finally:
        ladera.close()
        engine.close()
        reporter.remove()
