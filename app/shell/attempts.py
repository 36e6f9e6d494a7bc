"""What is tried with a file: what goes wrong becomes a sentence in the banner."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.document.document import Do
from app.document.stamp import FileChangedError
from app.shell.banner import Banner
from app.shell.beside import Beside
from app.shell.reading import Reading
from app.training.session import TrainingSession
from engine.errors import LaderaError, sentence_of
from engine.jobs import GivenUpError


class Attempts(QObject):
    """`settled` says that nothing is being read any more, `opened` that another project is on the screen."""

    opened = Signal()
    settled = Signal()

    def __init__(self, session: TrainingSession, banner: Banner, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._banner = session, banner
        self._beside = Beside(self.tr("Save"), window)
        self._reading = Reading(session.workplace.readers, window)
        self._reading.failed.connect(banner.show_error)
        self._reading.ended.connect(self.settled)

    @property
    def is_writing(self) -> bool:
        """Whether something is waited for: nothing else can begin."""
        return self._beside.busy

    @property
    def is_reading(self) -> bool:
        """Whether a file is being read."""
        return self._reading.busy

    def writing(self, path: Path) -> Do:
        """What writes a file beside the window."""
        return partial(self._beside.do, sentence=self.tr("Writing “{file}”…").format(file=path.name))

    def recovering(self, title: str) -> Do:
        """What reads what was kept of a project beside the window."""
        return partial(self._beside.do, sentence=self.tr("Reading “{file}”…").format(file=title))

    def expect(self) -> None:
        """A person is about to choose a file that is read beside the window."""
        self._session.workplace.readers.warm_up()

    def read(self, path: Path, then: Callable[[Any], object], read: Callable[[Path], Any]) -> None:
        """Go on with what `read` finds in a file, which is read beside the window."""
        self._session.pause()
        self._reading.read(path, then, read)

    def replace(self, load: Callable[[], object]) -> bool:
        """Whether `load` put another project on the screen."""
        self._session.pause()
        if not self.run(load):
            return False
        self.opened.emit()
        return True

    def run(self, do: Callable[[], object]) -> bool:
        """Whether `do` worked; if not, the banner says why. Raises FileChangedError, of which there is more to say."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            do()
        except FileChangedError:
            raise
        except GivenUpError:
            return False
        except (LaderaError, MemoryError) as error:
            self._banner.show_error(sentence_of(error))
            return False
        else:
            self._banner.hide()
            return True
        finally:
            QGuiApplication.restoreOverrideCursor()
