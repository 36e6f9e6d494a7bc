"""Surfaces computed in full, and other runs on the same plane."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import translate_error
from app.surface import Field, Trail
from app.workspaces.landscape.live import Picture
from app.workspaces.landscape.subject import Subject
from engine.errors import LaderaError
from engine.jobs import Job, open_executor
from engine.landscape import Plane, Surface, losses_of
from engine.landscape.export import EXPORTERS, export_surface

SIZES = (101, 201, 501)
PIECES = 64
LOOK = 60


class SurfacesPanel(QWidget):
    """`shown(surface)` when one is to be seen."""

    shown = Signal(object)

    def __init__(self, where: str = "") -> None:
        super().__init__()
        self._where = where
        self._subject: Subject | None = None
        self._picture: Picture | None = None
        self._job: Job | None = None
        self._partial: Surface | None = None
        self._places: list[tuple[np.ndarray, np.ndarray]] = []
        self.found: list[Surface] = []
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._look)
        self.size = QComboBox()
        self.size.setToolTip(self.tr("Places along each axis"))
        for count in SIZES:
            self.size.addItem(f"{count} × {count}", count)
        self.compute = QPushButton(self.tr("Compute in full"))
        self.compute.setToolTip(self.tr("The same plane and range, finer, on all processors; the training goes on"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.sentence = QLabel(wordWrap=True)
        self.sentence.setProperty("look", "muted")
        self.list = QListWidget()
        self.list.setToolTip(self.tr("Surfaces of this session: choose one to see it"))
        self.save = QPushButton(self.tr("Export…"))
        self.save.setToolTip(self.tr("As numbers (npz, CSV), as a picture (PNG, SVG) or as a mesh (OBJ, PLY)"))
        self.remove = QPushButton(self.tr("Remove"))
        for widget in (self.cancel, self.bar):
            widget.hide()
        top = QHBoxLayout()
        top.addWidget(self.size)
        top.addWidget(self.compute, 1)
        below = QHBoxLayout()
        below.addWidget(self.save)
        below.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.cancel)
        column.addWidget(self.sentence)
        column.addWidget(self.list, 1)
        column.addLayout(below)
        self.compute.clicked.connect(self.begin)
        self.cancel.clicked.connect(self.stop)
        self.list.currentRowChanged.connect(lambda row: self.shown.emit(self.found[row]) if row >= 0 else None)
        self.save.clicked.connect(self._export)
        self.remove.clicked.connect(self._remove)
        self.set_place(None, None, None)
        self._refresh_buttons()

    def set_place(self, subject: Subject | None, picture: Picture | None, _: object) -> None:
        """What would be computed now."""
        self._subject, self._picture = subject, picture
        self.compute.setEnabled(picture is not None and self._job is None)

    def trails(self, plane: Plane, field: Field) -> list[Trail]:
        """Other runs, on a plane."""
        return []

    def begin(self) -> None:
        """Compute the plane that is shown, finer."""
        picture, count = self._picture, self.size.currentData()
        a, b = (np.linspace(axis[0], axis[-1], count) for axis in (picture.a, picture.b))
        self._partial = Surface(picture.plane, a, b, np.full((count, count), np.nan), self._subject.examples,
                                self._subject.total, self._subject.source, f"{count} × {count}")
        rows = np.array_split(np.arange(count), min(PIECES, count))
        self._places = [tuple(axis.ravel() for axis in np.meshgrid(part, np.arange(count), indexing="ij"))
                        for part in rows]
        vectors = picture.plane.origin, picture.plane.first, picture.plane.second
        try:
            executor = open_executor(self._where)
        except LaderaError as error:
            self.sentence.setText(translate_error(error))
            return
        self._job = Job(executor, losses_of, [(self._subject.task, vectors, a[columns], b[lines])
                                              for lines, columns in self._places], in_flight=4)
        self._job.start()
        self._show_busy(True)
        self._timer.start()

    def stop(self) -> None:
        """Give the job up."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._timer.stop()
        self._show_busy(False)
        self.sentence.setText("")

    def _look(self) -> None:
        job = self._job
        for place, losses in job.poll():
            self._partial.losses[self._places[place]] = losses
        self.bar.setValue(round(1000 * job.done / job.total))
        if job.remaining is not None:
            self.sentence.setText(self.tr("{done} %, about {seconds} s left").format(
                done=round(100 * job.done / job.total), seconds=max(1, round(job.remaining))))
        if job.finished:
            failed = job.failed
            surface = self._partial
            self.stop()
            if failed is not None:
                self.sentence.setText(translate_error(failed))
                return
            self.found.append(surface)
            self.list.addItem(surface.title)
            self.list.setCurrentRow(len(self.found) - 1)
            self._refresh_buttons()

    def _show_busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.cancel.setVisible(busy)
        self.compute.setEnabled(not busy and self._picture is not None)

    def _refresh_buttons(self) -> None:
        for button in (self.save, self.remove):
            button.setEnabled(bool(self.found))

    def _remove(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            self.found.pop(row)
            self.list.takeItem(row)
            self._refresh_buttons()

    def _export(self) -> None:
        row = max(0, self.list.currentRow())
        filters = ";;".join(f"{title} (*{suffix})" for suffix, (title, _) in EXPORTERS.items())
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export the surface"), "landscape.npz", filters)
        if path:
            try:
                walk = self._picture.plane.project(self._picture.walk).coordinates if self._picture else None
                export_surface(Path(path), self.found[row], walk)
                self.sentence.setText(self.tr("Written to {name}.").format(name=Path(path).name))
            except (LaderaError, OSError) as error:
                self.sentence.setText(translate_error(error) if isinstance(error, LaderaError) else str(error))
