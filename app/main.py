"""From nothing to a window: the application object, the document with its training, and what outlives a window."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon, QSessionManager
from PySide6.QtWidgets import QApplication

from app import __version__, i18n
from app.document.document import Document
from app.garbage import GarbageCollector
from app.overrides import guard_overrides
from app.settings import APPLICATION, ORGANISATION, Settings
from app.shell.crash import CrashReporter
from app.shell.devices import DeviceProbe
from app.signals import SystemSignals
from app.theme import apply_theme, pixmap, theme_bus
from app.training.engine import EngineProcess
from app.training.session import TrainingSession
from app.window import FIRST, MainWindow
from engine.blas_threads import one_thread
from engine.errors import LaderaError
from engine.formats.atomic import remove_leftovers
from engine.jobs import Workplace

ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""Signals that end the program without a question: from the system, and from a terminal that is closed."""


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
                 recovery_folder: Path | None = None, workplace: Workplace | None = None) -> None:
        super().__init__()
        self._owns_workplace = workplace is None
        one_thread().for_good()  # the other cores belong to the processes that train and measure
        self._app = app
        self._garbage = GarbageCollector(self)
        self.settings = Settings(store)
        i18n.install(app, self.settings.language)
        apply_theme(app, self.settings.theme)
        self.workplace = workplace or Workplace()
        self.workplace.choose(self.settings.workplace, self.settings.certificates)
        self.document = Document(self, recovery_folder=recovery_folder)
        self.session = TrainingSession(self.document, engine, self, workplace=self.workplace)
        self.probe = DeviceProbe(self)
        self.window = self._build_window()

    def start(self, path: Path | None = None) -> None:
        """Show the window: with `path`, else with what a crashed window left, else with the start page. Trainings go as
        fast as the person last wanted."""
        self.session.set_speed(self.settings.speed)
        self.session.speed_changed.connect(self._remember_speed)
        self.window.show()
        self.probe.start()
        self._tidy(path)
        if path is not None:
            self.window.files.open_any(path)
        if self.window.files.reading:
            self.window.files.settled.connect(lambda: self._offer(path), Qt.ConnectionType.SingleShotConnection)
        else:
            self._offer(path)
        self._garbage.settle()

    def _remember_speed(self) -> None:
        self.settings.speed = self.session.speed

    def _offer(self, path: Path | None) -> None:
        """What a crashed window left, or the start page. Of a file that was asked for all has been said already; what
        is left of others is mentioned."""
        if path is not None:
            self.window.files.mention_kept()
        elif not self.window.files.recover():
            self.window.show_start_page()

    def speak(self, language: str) -> None:
        """Go on in another language: a new window around the same document and the same training."""
        i18n.install(self._app, language)
        old, on_start_page = self.window, self.window.on_start_page
        old.save_layout()
        self.window = self._build_window(old.workspace_name)
        self.window.setGeometry(old.geometry())
        self.window.setWindowState(old.windowState())
        if on_start_page:
            self.window.show_start_page()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        old.hide()
        old.destroyed.connect(self._garbage.settle, Qt.ConnectionType.QueuedConnection)
        old.deleteLater()

    def keep(self) -> bool:
        """Keep what is not saved, the weights of this moment among it. Returns whether nothing would be lost."""
        with suppress(LaderaError):  # weights of a network that has just been changed
            self.session.store()
        return self.document.autosave()

    def end(self, number: int) -> None:
        """The system wants the program to end: what is not saved is kept, and offered at the next start."""
        if not self.keep():
            print(self.tr("What was not saved could not be kept."), file=sys.stderr)
        self._app.exit(128 + number)

    def commit(self, manager: QSessionManager) -> None:
        """The person logs out. What is not saved is kept; where that cannot be, they are asked."""
        if self.keep() or not manager.allowsInteraction():
            return
        if not self.window.files.may_leave():
            manager.cancel()
        manager.release()

    def close(self) -> None:
        """End the training and the window. What the person has not been asked about is kept."""
        self.keep()
        self.session.shutdown()
        self.document.leave()
        if self._owns_workplace:
            self.workplace.close()
        self.window.hide()
        # Now, while what it listens to is there: the garbage collector would take them in any order.
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)
        self._garbage.stop()

    def _build_window(self, workspace: str = FIRST) -> MainWindow:
        window = MainWindow(self.document, self.session, self.settings, self.probe, workspace)
        window.setWindowIcon(_application_icon())
        # Queued: the window that asks is not destroyed inside its own menu.
        window.language_chosen.connect(self.speak, Qt.ConnectionType.QueuedConnection)
        return window

    def _tidy(self, path: Path | None) -> None:
        """Remove what programs that were killed left, where this one works; a slow disk holds nobody up."""
        files = (*self.settings.recent, *filter(None, [path]))
        folders = {Path(self.settings.folder), *(file.parent for file in files)}

        def tidy() -> None:
            self.document.remove_leftovers()
            for folder in folders:
                remove_leftovers(folder)

        threading.Thread(target=tidy, name="tidying", daemon=True).start()


def _application_icon() -> QIcon:
    return QIcon(pixmap("logo", theme_bus.theme.accent, 256))


def run_window(path: str | Path | None = None) -> int:
    """Open the window, with a file where one is given, and return the exit status when it is closed."""
    app = create_application()
    app.setQuitOnLastWindowClosed(False)  # changing the language closes one window for another
    engine = EngineProcess()
    ladera = Ladera(app, engine)
    reporter = CrashReporter(ladera.keep, lambda: ladera.window)
    reporter.install()
    signals = SystemSignals((signal.SIGINT, *ENDINGS))
    signals.received.connect(lambda number: ladera.end(number) if number in ENDINGS else ladera.window.close())
    app.commitDataRequest.connect(ladera.commit)
    app.saveStateRequest.connect(lambda _: ladera.keep())
    QTimer.singleShot(0, lambda: ladera.start(Path(path) if path is not None else None))
    try:
        return app.exec()
    finally:
        ladera.close()
        engine.close()
        signals.close()
        reporter.remove()
