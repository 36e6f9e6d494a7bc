"""What the document holds goes to the training as jobs."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.document.document import Document
from app.document.model import Origin, Renames, TaskChange
from app.training.connection import Connection
from app.training.runner import Runner
from app.training.snapshot import Job

PATIENCE = 300
"""Milliseconds that a new job may take, loading its data, before what is shown of the old one goes."""


class Submitter(QObject):
    """Has every task of the document got ready. `submitted` says that it is, `waited_for` that it takes long."""

    submitted = Signal()
    waited_for = Signal()

    def __init__(self, document: Document, connection: Connection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._connection = document, connection
        self._replaced = False  # the project, since the engine was told
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.waited_for)
        document.model.project_replaced.connect(self._note_replaced)
        document.model.task_changed.connect(self._follow)

    def submit_anew(self) -> None:
        """The engine knows nothing of the training."""
        self._submit(Origin(), {}, whole=True)

    def stop_waiting(self) -> None:
        """The job is ready, or given up."""
        self._patience.stop()

    def _note_replaced(self) -> None:
        self._replaced = True

    def _follow(self, change: TaskChange) -> None:
        """Something about the task is another. What was learned goes along where the engine cannot know it."""
        origin, knows = change.origin, self._connection.knows
        self._submit(origin or Origin(), change.renames,
                     whole=not knows(self._document.model.run if origin is None else origin.base))
        if self._replaced:  # no step of another project can be undone
            self._replaced = False
            self._connection.post(Runner.forget_left)

    def _submit(self, origin: Origin, renames: Renames, *, whole: bool) -> None:
        model = self._document.model
        project = model.project
        self._connection.build(Job(
            project.graph, project.data, project.training, model.run, origin,
            parameters=project.parameters if origin.edited and not whole else None,
            learned=project.learned if whole else None, renames=renames, loaded=self._document.loaded))
        self._patience.start()
        self.submitted.emit()
