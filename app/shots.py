"""Pictures of the window for documentation and review: every example trained to its end, in every workspace, and what
the others have to show."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QPoint, QSettings, QSize, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from app.main import Ladera, create_application
from app.pictures import png
from app.shell.examples import EXAMPLES, Example
from app.shell.workspaces import WORKSPACES, WorkspaceType
from app.training.engine import EngineProcess
from engine.errors import LaderaError
from engine.formats.atomic import write_atomically

PATIENCE = 1_800_000
SETTLE = 900
"""Milliseconds: how long is waited for a training or a page, which takes its time on a busy machine, and how long a
page rests before it is photographed, since drawings ease into place and some questions follow on answers."""


def shoot(directory: Path | str, size: tuple[int, int] = (1280, 800), theme: str = "light",
          language: str = "en", only: Collection[str] = ()) -> int:
    """Write WORKSPACE-EXAMPLE-THEME-LANGUAGE.png and start-THEME-LANGUAGE.png into `directory`; of pictures named in
    `only`, such as network-lenet, just these.

    The weights in the pictures are the same every time: those after the last epoch of the example's own settings.
    Settings and recovery files of the person are not touched; the pointer is laid aside. Returns the exit status.
    """
    directory = Path(directory)
    app = create_application()
    app.setQuitOnLastWindowClosed(False)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="ladera-shots-") as scratch, EngineProcess() as engine:
            store = QSettings(str(Path(scratch) / "settings.ini"), QSettings.Format.IniFormat)
            store.setValue("theme", theme)
            store.setValue("language", language)
            ladera = Ladera(app, engine, store, recovery_folder=Path(scratch) / "recovery")
            try:
                Photographer(app, ladera, directory, QSize(*size), f"{theme}-{language}").run(only)
            finally:
                ladera.document.new()
                ladera.close()
    except (LaderaError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


class Photographer:
    """Goes through examples and workspaces with one window."""

    def __init__(self, app: QApplication, ladera: Ladera, directory: Path, size: QSize, suffix: str) -> None:
        self._app, self._ladera, self._directory, self._suffix = app, ladera, directory, suffix
        ladera.window.setMinimumSize(QSize(0, 0))
        ladera.window.resize(size)
        ladera.window.move(0, 0)
        ladera.window.show()
        # Nothing is to look pointed at.
        QCursor.setPos(ladera.window.mapToGlobal(QPoint(size.width() - 1, size.height() - 1)))

    def run(self, only: Collection[str] = ()) -> None:
        """Take all pictures, or those that are named."""
        self._ladera.window.show_start_page()
        self.wait(SETTLE)
        self._take("start", only)
        for row in WORKSPACES.values():
            for name, show in (row.scenes(self._show(row)) if row.scenes else {}).items():
                if only and f"{row.name}-{name}" not in only:
                    continue
                show()
                self._settle(row, name)
                self._take(f"{row.name}-{name}", only)
        for example in EXAMPLES:
            if only and not any(name.endswith(f"-{example.name}") for name in only):
                continue
            self._open(example)
            for row in WORKSPACES.values():
                if only and not any(name.startswith(row.name) for name in only):
                    continue
                workspace = self._show(row)
                views = row.views(workspace) if row.views else {"": lambda: None} if row.scenes is None else {}
                for name, show in views.items():
                    show()
                    self._settle(row, example.name)
                    self._take("-".join(filter(None, (row.name, name, example.name))), only)

    def _show(self, row: WorkspaceType) -> QWidget:
        self._ladera.window.show_workspace(row.name)
        return self._ladera.window.workspace

    def _settle(self, row: WorkspaceType, shown: str) -> None:
        self.wait(SETTLE)
        self.until(lambda: row.settled(self._ladera.window.workspace), f"{row.name}-{shown} does not come to rest",
                   lasting=SETTLE)

    def _open(self, example: Example) -> None:
        session = self._ladera.session
        # Before anything is asked: what the example before has learned need not be saved.
        self._ladera.document.new()
        self._ladera.window.files.open_example(example)
        self.until(lambda: session.state == "ready", f"{example.name} cannot be trained")
        session.play()
        self.until(lambda: session.state == "finished", f"{example.name} does not come to the end of its training")
        self._ladera.window.workspaces["network"].canvas.fit()

    def _take(self, name: str, only: Collection[str]) -> None:
        if only and name not in only:
            return
        path = self._directory / f"{name}-{self._suffix}.png"
        write_atomically(path, png(self._ladera.window.grab()))
        print(path)

    def until(self, done: Callable[[], bool], otherwise: str, *, lasting: int = 0) -> None:
        """Wait until something is done, and has been for so many milliseconds. Raises OSError, which says what is
        `otherwise`."""
        deadline, rest = QDeadlineTimer(PATIENCE), QDeadlineTimer(lasting)
        while True:
            if not done():
                rest = QDeadlineTimer(lasting)
            elif rest.hasExpired():
                return
            if deadline.hasExpired():
                raise OSError(otherwise)
            self.wait(20)

    def wait(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
