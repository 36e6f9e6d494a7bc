"""Surfaces computed in full: kept with the project, exported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.document.document import Document
from app.i18n import translate, translate_error
from app.numbers import grouped
from app.widgets.background import Background
from app.widgets.caption import Caption
from app.widgets.choice import Box
from app.widgets.long_work import LongWork, WorkBar
from app.widgets.or_sentence import OrSentence
from app.widgets.save_file import ask_where
from app.workspaces.landscape.film import Film
from app.workspaces.landscape.live import PictureRequest
from app.workspaces.landscape.loss_sample import LossSample
from engine.jobs import Workplace
from engine.landscape import DIRECTIONS, Surface, in_pieces, losses_of
from engine.landscape.export import EXPORTERS, export_surface

SIZES = (101, 201, 501)


class SurfacesPanel(QWidget):
    """`shown(surface)` when one is to be seen; `filmed(path)` when the walk is to be written as a film."""

    shown = Signal(object)
    filmed = Signal(object)

    def __init__(self, document: Document, workplace: Workplace) -> None:
        super().__init__()
        self._document = document
        self._subject: LossSample | None = None
        self._picture: PictureRequest | None = None
        self._partial: Surface | None = None
        self._places: list[tuple[np.ndarray, np.ndarray]] = []
        self.work = LongWork(workplace, self)
        self._writing = Background(self)
        self._writing.done.connect(self._tell)
        self._writing.failed.connect(lambda error: self.sentence.say(translate_error(error)))
        self.size = Box()
        self.size.setToolTip(self.tr("Places along each axis: twice as many take four times as long"))
        for count in SIZES:
            self.size.addItem(f"{count} × {count}", count)
        self.compute = QPushButton(self.tr("Compute in full"))
        self.compute.setToolTip(self.tr("The same plane and range, finer, on all processors; the training goes on"))
        self.bar = WorkBar(self.work)
        self.sentence = Caption()
        self.list = QListWidget(wordWrap=True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setToolTip(self.tr("Surfaces of this project: choose one to see it"))
        self.area = OrSentence(self.list)
        self.save = QPushButton(self.tr("Export…"))
        self.save.setToolTip(self.tr("As numbers (npz, CSV), as a picture (PNG, SVG) or as a mesh (OBJ, PLY)"))
        self.remove = QPushButton(self.tr("Remove"))
        self.remove.setToolTip(self.tr("Take this surface out of the project"))
        self.film = QPushButton(self.tr("Film of the walk…"))
        self.film.setToolTip(self.tr("The picture as it is, with the walk growing on it: an animated GIF or WebP"))
        self.filming = Film(self)
        self._lay_out()
        self._connect()
        self.set_place(None, None)
        self._refill()

    @property
    def surfaces(self) -> tuple[Surface, ...]:
        return self._document.model.surfaces

    def set_place(self, subject: LossSample | None, picture: PictureRequest | None) -> None:
        """What would be computed now."""
        self._subject, self._picture = subject, picture
        self._refresh()

    def begin(self) -> None:
        """Compute the plane that is shown, finer."""
        picture, count = self._picture, self.size.currentData()
        a, b = (np.linspace(axis[0], axis[-1], count) for axis in (picture.a, picture.b))
        kind = translate(DIRECTIONS[picture.plane.kind].title)
        title = self.tr("{kind}, step {step}, {count} × {count}").format(
            kind=kind, step=grouped(picture.tag.snapshot.step), count=count)
        self._partial = Surface(picture.plane, a, b, np.full((count, count), np.nan), self._subject.examples,
                                self._subject.total_examples, self._subject.source, title, self._subject.step)
        self._places = in_pieces(count, count)
        vectors = picture.plane.origin, picture.plane.first, picture.plane.second
        self.sentence.say("")
        self.work.begin(losses_of, [(self._subject.task, vectors, a[columns], b[lines])
                                    for lines, columns in self._places])

    # Putting together

    def _lay_out(self) -> None:
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
        column.addWidget(self.sentence)
        column.addWidget(self.area, 1)
        column.addLayout(below)
        column.addWidget(self.film)
        column.addWidget(WorkBar(self.filming))

    def _connect(self) -> None:
        self.compute.clicked.connect(self.begin)
        self.work.advanced.connect(self._take)
        self.work.finished.connect(self._finish)
        self.work.failed.connect(self._refuse)
        self.bar.cancel.clicked.connect(self._give_up)
        for changed in (self.work.began, self.work.ended):
            changed.connect(self._refresh)
        self.list.currentRowChanged.connect(self._show)
        self.list.clicked.connect(lambda index: self._show(index.row()))
        self.save.clicked.connect(self._export)
        self.remove.clicked.connect(self._remove)
        self.film.clicked.connect(self._ask_film)
        for changed in (self.filming.began, self.filming.ended):
            changed.connect(self._refresh)
        self.filming.written.connect(self._tell)
        self.filming.failed.connect(lambda error: self.sentence.say(translate_error(error)))
        self._document.model.surfaces_changed.connect(self._refill)
        self._document.model.project_replaced.connect(self._begin_anew)

    def _begin_anew(self) -> None:
        self.work.stop()
        self.filming.stop()
        self.sentence.say("")
        self._refill()

    def _refresh(self) -> None:
        there = self._picture is not None
        self.compute.setEnabled(there and not self.work.busy)
        self.film.setEnabled(there and len(self._picture.walk) > 1 and not self.filming.busy)
        for button in (self.save, self.remove):
            button.setEnabled(bool(self.surfaces))

    def _refill(self) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for surface in self.surfaces:
                self.list.addItem(surface.title)
        if self.surfaces:
            self.area.show_content()
        else:
            self.area.say(self.tr("Compute the picture in full to keep it: finer than the live one, saved with the "
                                  "project, ready to be exported."))
        self._refresh()

    # What the buttons do

    def _show(self, row: int) -> None:
        if 0 <= row < len(self.surfaces):
            self.shown.emit(self.surfaces[row])

    def _take(self, results: list[tuple[int, np.ndarray]]) -> None:
        for place, losses in results:
            self._partial.losses[self._places[place]] = np.where(np.isnan(losses), np.inf, losses)

    def _refuse(self, error: object) -> None:
        self._give_up()
        self.sentence.say(translate_error(error))

    def _give_up(self) -> None:
        """What is known of the surface stays."""
        known = self._partial.known
        if known:
            self._partial = replace(self._partial, title=self.tr("{title}, {share} % of it").format(
                title=self._partial.title, share=max(1, int(100 * known))))
            self._finish()

    def _finish(self) -> None:
        self._document.set_surfaces((*self.surfaces, self._partial), self.tr("Keep a surface"))
        self.list.setCurrentRow(len(self.surfaces) - 1)

    def _remove(self) -> None:
        row = max(0, self.list.currentRow())
        self._document.set_surfaces((*self.surfaces[:row], *self.surfaces[row + 1:]), self.tr("Remove a surface"))

    def _export(self) -> None:
        surface = self.surfaces[max(0, self.list.currentRow())]
        filters = ";;".join(f"{translate(title)} (*{suffix})" for suffix, (title, _) in EXPORTERS.items())
        path = ask_where(self, self.tr("Export the surface"), "landscape.npz", filters)
        if path is not None:
            walk = None if self._picture is None else self._picture.walk
            self.sentence.say(self.tr("Writing {name}…").format(name=path.name))
            self._writing.ask(lambda: _export(path, surface, walk))

    def _tell(self, path: Path) -> None:
        self.sentence.say(self.tr("Written to {name}.").format(name=path.name))

    def _ask_film(self) -> None:
        path = ask_where(self, self.tr("Film of the walk"), "training.gif", "GIF (*.gif);;WebP (*.webp)")
        if path is not None:
            self.filmed.emit(path)


def _export(path: Path, surface: Surface, walk: np.ndarray | None) -> Path:
    """On another thread: the file, with the weights `walk` (T, n) on the plane where they are those of its network."""
    fits = walk is not None and walk.shape[1:] == surface.plane.origin.shape
    export_surface(path, surface, surface.plane.project(walk).coordinates if fits else None)
    return path
