"""Other trainings of the same network, on the same plane, and the straight line to where they ended."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate_error
from app.numbers import grouped, number
from app.plain import tooltip
from app.surface import DrawnTrajectory, Field
from app.surface.walkers import walker_colours
from app.theme import theme_bus
from app.training.snapshot import Snapshot
from app.widgets.or_sentence import OrSentence
from app.widgets.sentence import ErrorSentence
from app.workspaces.landscape.line_view import LineView
from app.workspaces.landscape.loss_sample import LossSample
from app.workspaces.landscape.rival import Rival
from app.workspaces.landscape.run_form import RunForm
from engine.errors import LaderaError
from engine.jobs import Workplace
from engine.landscape import Course, KeptRun, Plane, fingerprint

MOST = 7
"""Runs at once: one colour each, the first is the training's own."""
BUDGET = 12 * 2**20
"""Bytes of the walk of a run: it is kept with the project."""
DOT = 12


class RunsPanel(QWidget):
    """`changed` when other runs are to be seen, `grown` when one of them has come further."""

    changed = Signal()
    grown = Signal()

    def __init__(self, document: Document, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._workplace = document, workplace
        self._subject: LossSample | None = None
        self._snapshot: Snapshot | None = None
        self._rivals: list[Rival] = []
        self._walks: np.ndarray | None = None
        self.form = RunForm(document)
        self.begin = QPushButton(self.tr("Let it run"))
        self.list = QListWidget(wordWrap=True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setToolTip(self.tr("Runs of this project; the marked ones are on the plane"))
        self.area = OrSentence(self.list)
        self.stop = QPushButton(self.tr("Stop"))
        self.stop.setToolTip(self.tr("End the chosen run where it is; what it has walked stays"))
        self.remove = QPushButton(self.tr("Remove"))
        self.remove.setToolTip(self.tr("Forget this run and its path"))
        self.refusal = ErrorSentence()
        self.line = LineView(workplace)
        self._lay_out()
        self._connect()
        self._read()

    @property
    def rivals(self) -> tuple[Rival, ...]:
        return tuple(self._rivals)

    @property
    def busy(self) -> bool:
        return any(rival.busy for rival in self._rivals) or self.line.busy

    def set_place(self, subject: LossSample | None, snapshot: Snapshot | None) -> None:
        """What would be trained. Runs of another network are not seen; those under way end."""
        another = subject is not self._subject
        self._subject, self._snapshot = subject, snapshot
        if another:
            if self._fit(self._rivals):
                self._fill()
            else:
                self._restyle()
                self._choose()

    def walks(self) -> np.ndarray | None:
        """The points (T, n) of all runs that are drawn; None where there are none."""
        drawn = [rival.walk.points for rival in self._rivals if rival.drawn]
        if self._walks is None and drawn:
            self._walks = np.concatenate(drawn)
        return self._walks

    def ends(self) -> tuple[np.ndarray, ...]:
        """Where the runs that are drawn ended, the chosen one first."""
        chosen = self._chosen()
        ended = [rival for rival in self._rivals if rival.drawn and rival.ended]
        return tuple(rival.end for rival in sorted(ended, key=lambda rival: rival is not chosen))

    def trails(self, plane: Plane, field: Field) -> list[DrawnTrajectory]:
        """The runs on a plane, at their true losses."""
        colours = walker_colours()
        trails = []
        for rival in self._rivals:
            known = np.isfinite(rival.losses)
            if rival.drawn and known.any():
                xy = rival.coordinates(plane)[known]
                trails.append(DrawnTrajectory(rival.title, colours[rival.colour], xy, rival.losses[known],
                                              drop=field.below(xy)))
        return trails

    # Putting together

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.begin, 1)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 8)
        column.addWidget(self.form)
        column.addLayout(buttons)
        column.addWidget(self.refusal)
        column.addWidget(self.area, 1)
        column.addWidget(self.line)

    def _connect(self) -> None:
        self.begin.clicked.connect(self._begin)
        self.stop.clicked.connect(lambda: self._chosen().stop())
        self.remove.clicked.connect(self._remove)
        self.list.itemChanged.connect(self._mark)
        self.list.currentRowChanged.connect(lambda _: self._choose())
        self._document.model.runs_changed.connect(self._read)
        self._document.model.project_replaced.connect(self._begin_anew)
        theme_bus.changed.connect(self._restyle)

    # Runs

    def _begin(self) -> None:
        try:
            settings = self.form.settings([rival.seed for rival in self._rivals])
        except LaderaError as error:
            self.refusal.say(translate_error(error))
            return
        self.refusal.say("")
        rows = self._snapshot.path.rows
        start = np.array(rows[0][2]) if self.form.same_start and rows else None
        colour = next(place for place in range(1, MOST + 1) if place not in {rival.colour for rival in self._rivals})
        graph = self._snapshot.graph
        rival = self._made(Rival(self.form.title(settings.seed), colour, settings.seed, fingerprint(graph),
                                 self._workplace, self))
        rival.begin(Course(graph.to_json(), self._snapshot.data, settings.to_json(), start, budget=BUDGET),
                    settings.epochs, self._subject)
        self._rivals = sorted([*self._rivals, rival], key=lambda rival: rival.colour)
        self._fill(rival)

    def _made(self, rival: Rival) -> Rival:
        rival.grown.connect(lambda: self._grow(rival))
        rival.over.connect(lambda: self._keep(rival))
        return rival

    def _grow(self, rival: Rival) -> None:
        self._walks = None
        self._describe(rival)
        self.grown.emit()

    def _keep(self, rival: Rival) -> None:
        """A training has ended: it is the project's from now on."""
        if len(rival.walk.points):
            rival.kept = KeptRun(rival.title, rival.colour, rival.seed, rival.network, rival.walk)
            self._document.set_runs((*self._document.model.runs, rival.kept), self.tr("Keep a run"))
        elif rival.error is None:
            self._drop(rival)
        else:
            self._describe(rival)
            self._choose()

    def _remove(self) -> None:
        rival = self._chosen()
        if rival.kept is not None:
            self._document.set_runs(tuple(run for run in self._document.model.runs if run is not rival.kept),
                                    self.tr("Remove a run"))
        else:
            self._drop(rival)

    def _drop(self, rival: Rival) -> None:
        self._rivals.remove(rival)
        rival.discard()
        self._fill()

    def _begin_anew(self) -> None:
        for rival in [rival for rival in self._rivals if rival.kept is None]:
            self._drop(rival)
        self.form.follow()
        self._read()

    def _read(self) -> None:
        """Show the runs that the project has, and those that are under way."""
        known = {id(rival.kept): rival for rival in self._rivals if rival.kept is not None}
        rivals = [rival for rival in self._rivals if rival.kept is None]
        fresh = []
        for run in self._document.model.runs:
            rival = known.pop(id(run), None)
            if rival is None:
                rival = self._made(Rival.of(run, self._workplace, self))
                fresh.append(rival)
            rivals.append(rival)
        for rival in known.values():
            rival.discard()
        self._rivals = sorted(rivals, key=lambda rival: rival.colour)
        self._fit(fresh)
        self._fill()

    def _fit(self, rivals: Sequence[Rival]) -> bool:
        """See which runs are of the network that is trained, and measure these on its surface; whether others are than
        before."""
        network = None if self._subject is None else fingerprint(self._subject.network.graph)
        before = [rival.fits for rival in rivals]
        for rival in rivals:
            rival.fits = rival.network == network
            if rival.fits:
                rival.measure(self._subject)
        lost = [rival for rival in rivals if rival.kept is None and not rival.fits]
        for rival in lost:
            rival.discard()
        self._rivals = [rival for rival in self._rivals if rival not in lost]
        return before != [rival.fits for rival in rivals]

    def _fill(self, chosen: Rival | None = None) -> None:
        chosen = chosen or self._chosen()
        with QSignalBlocker(self.list):
            self.list.clear()
            for rival in self._rivals:
                item = QListWidgetItem()
                item.setData(Qt.ItemDataRole.UserRole, rival)
                item.setCheckState(Qt.CheckState.Checked if rival.shown else Qt.CheckState.Unchecked)
                self.list.addItem(item)
                self._describe(rival)
            if chosen in self._rivals:
                self.list.setCurrentRow(self._rivals.index(chosen))
        if self._rivals:
            self.area.show_content()
        else:
            self.area.say(self.tr(
                "Let other optimizers or other seeds train the same network, and see their ways on this plane. The "
                "line to where one ended shows whether a valley leads there or a hill lies between."))
        self._walks = None
        self._choose()
        self.changed.emit()

    def _mark(self, item: QListWidgetItem) -> None:
        item.data(Qt.ItemDataRole.UserRole).shown = item.checkState() == Qt.CheckState.Checked
        self._walks = None
        self.changed.emit()

    def _chosen(self) -> Rival | None:
        item = self.list.currentItem()
        return None if item is None else item.data(Qt.ItemDataRole.UserRole)

    def _describe(self, rival: Rival) -> None:
        known = rival.losses[np.isfinite(rival.losses)]
        if not rival.fits and self._subject is not None:
            state = self.tr("of another network")
        elif rival.error is not None:
            state = translate_error(rival.error)
        elif rival.kept is None and rival.epochs_wanted:
            state = self.tr("epoch {epoch} of {epochs}").format(epoch=grouped(rival.epochs),
                                                                epochs=grouped(rival.epochs_wanted))
        else:
            state = ""
        if len(known) and rival.fits and rival.error is None:
            state = ", ".join(filter(None, (state, self.tr("loss {loss}").format(loss=number(float(known[-1]))))))
        item = self.list.item(self._rivals.index(rival))
        with QSignalBlocker(self.list):
            item.setText(f"{rival.title}\n{state}" if state else rival.title)
            item.setToolTip(tooltip(item.text()))
            item.setIcon(_dot(walker_colours()[rival.colour]))

    def _restyle(self, *_: object) -> None:
        for rival in self._rivals:
            self._describe(rival)

    def _choose(self) -> None:
        """Another run is chosen, or the chosen one has ended."""
        if self._chosen() is None and self._rivals:
            with QSignalBlocker(self.list):
                self.list.setCurrentRow(0)
        rival = self._chosen()
        full = len(self._rivals) == MOST
        self.begin.setEnabled(self._subject is not None and not full)
        self.begin.setToolTip(tooltip(
            self.tr("Remove a run first: there is room for {count}").format(count=MOST) if full else
            self.tr("Train the same network on the same data with these settings, on a process of its own; the "
                    "training of the window goes on")))
        self.stop.setEnabled(rival is not None and rival.under_way)
        self.remove.setEnabled(rival is not None)
        self._ask_line()

    def _ask_line(self) -> None:
        """The line to where the chosen run ended."""
        rival = self._chosen()
        if rival is None:
            self.line.show_nothing()
        elif not rival.ended or self._subject is None:
            self.line.wait()
        else:
            self.line.measure(self._subject, np.array(self._snapshot.parameters), rival.end, rival.title,
                              rival.colour)


def _dot(colour: QColor) -> QIcon:
    picture = QPixmap(QSize(DOT, DOT))
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(1, 1, DOT - 2, DOT - 2)
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)  # the same colour as its walk, also where it is chosen
    return icon
