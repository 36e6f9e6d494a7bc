"""The table of all examples, with what is to be seen of them, in a panel."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.document.document import Document
from app.numbers import grouped
from app.plain import Label, tooltip
from app.theme import icon, theme_bus
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.choice import Box
from app.widgets.example_table.model import THUMBNAIL, ExampleModel
from app.widgets.example_table.rows import MOST_RESTING, MOST_RUNNING, ExampleRows
from app.widgets.example_table.typed import row_of_text
from app.widgets.example_table.wanted import Wanted
from app.widgets.in_words import in_language, part_in_words
from app.widgets.or_sentence import OrSentence
from app.widgets.own_keys import OwnKeys
from engine.data import Data
from engine.errors import LaderaError
from engine.example import Example
from engine.probes import Probe
from engine.training.feeds import head_data

ROW, WIDEST, BESIDE, LOOKED_AT = 24, 160, 38, 40
"""Pixels of a row, of a column at first at most, and beside its words; and rows of which columns take their widths."""
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ExampleTable(QTableView):
    """The left and the right key go to the row above and below, as they go to the neighbours of the example in hand
    elsewhere."""

    def __init__(self, panel: ExamplesPanel) -> None:
        super().__init__()
        self._panel = panel
        self.is_pressed = False
        """Whether what happens is because the mouse was pressed on it."""
        self.setModel(panel.model)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setIconSize(QSize(4 * THUMBNAIL, THUMBNAIL))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.DoubleClicked | QTableView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setResizeContentsPrecision(LOOKED_AT)
        self.horizontalHeader().setSortIndicatorClearable(False)
        self.setAccessibleName(self.tr("All examples"))
        OwnKeys(self)

    @property
    def is_edited(self) -> bool:
        """Whether somebody types in one of its cells."""
        return self.state() == QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and not self.is_edited:
            row = min(max(self.currentIndex().row() + step, 0), self.model().rowCount() - 1)
            self.setCurrentIndex(self.model().index(row, max(self.currentIndex().column(), 0)))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._panel.take_text(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._panel.copy()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._panel.end_gesture()
        self.is_pressed = True
        super().mousePressEvent(event)
        self.is_pressed = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._panel.end_gesture()


class ExamplesPanel(QWidget):
    """The row that is selected is the example in hand. What the network says is of the newest weights that it answered
    with; while a training runs, rows stay where they are."""

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._snapshot: Snapshot | None = None
        self._asked: tuple[Probe, ...] = ()
        self._taken: tuple[object, ...] = ()
        self._rests, self._scrolled = True, 0
        self.model = ExampleModel()
        self.part = Box(toolTip=self.tr("Which examples. Those of the test part were never trained on."))
        self.part.setSizeAdjustPolicy(Box.SizeAdjustPolicy.AdjustToContents)
        self.mistakes = QCheckBox(self.tr("Only mistakes"))
        self.mistakes.setToolTip(self.tr("Only examples that the network takes for another class than they are."))
        self.search = QLineEdit(clearButtonEnabled=True, placeholderText=self.tr("a class, or loss > 1"))
        self.search.setToolTip(tooltip(self.tr(
            "Only some examples: a part of the name of a class, or a comparison with the number in a column, such as "
            "loss > 1 or true = 7.")))
        self.search.setMaximumWidth(220)
        self._looking = self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.count = Label()
        self.count.setProperty("look", "muted")
        self.count.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._moving = QTimer(self, singleShot=True)
        self._moving.timeout.connect(self._put_in_order)
        self._unsorted = False
        self.table = ExampleTable(self)
        self.area = OrSentence(self.table)
        bar = QHBoxLayout()
        for widget in (self.part, self.mistakes, self.search):
            bar.addWidget(widget)
        bar.addWidget(self.count, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(3)
        layout.addLayout(bar)
        layout.addWidget(self.area, 1)

        self.part.activated.connect(self._choose)
        self.mistakes.clicked.connect(self._choose)
        self.search.textChanged.connect(self._choose)
        self.model.typed.connect(self._take_typed)
        self.model.modelAboutToBeReset.connect(self._remember)
        self.model.modelReset.connect(self._stay)
        self.model.chosen.connect(self.table.scrollToTop)
        self.table.selectionModel().currentRowChanged.connect(self._take)
        session.example_changed.connect(self._follow_example)
        session.data_loaded.connect(self._follow_data)
        session.state_changed.connect(self._follow_state)
        theme_bus.changed.connect(self._restyle)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self._show_data(session.data, {})
        self._restyle()

    # Showing

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show what the network said last."""
        rows = self.model.rows
        if rows is None or snapshot.data is not rows.data or self._snapshot is None or (
                snapshot.graph is not self._snapshot.graph):
            self._snapshot = snapshot
            try:
                heads = head_data(snapshot.graph, snapshot.data)
            except LaderaError:
                heads = {}
            self._show_data(snapshot.data, {name: in_language(head) for name, head in heads.items()})
            return
        self._snapshot = snapshot
        if self._session.lacks(snapshot, self._asked):
            self.area.wait()
        else:
            self.area.show_content()
        fresh = tuple(id(snapshot.readings.get(probe)) for probe in self._asked)
        rests = self._session.state != "running"
        if fresh == self._taken and rests == self._rests:
            return
        self._taken, self._rests = fresh, rests
        rows.take(self._asked, snapshot.readings)
        self.model.tell()
        if rests and snapshot.answered:
            self._unsorted = True
            self._put_in_order()
        self._count()

    def _show_data(self, data: Data | None, heads: dict[str, Data]) -> None:
        if data is None:
            self._snapshot = None
            self.model.show_rows(None)
            self.area.say(self.tr("The examples appear here once the data can be read."))
            return
        other = self.model.rows is None or self.model.rows.data is not data
        self.area.show_content()
        self.model.show_rows(ExampleRows(data, heads))
        self.part.offer([(self.tr("all parts"), ""), *((part_in_words(part), part) for part in self.model.rows.parts)],
                        self.part.currentData())
        self.mistakes.setVisible(self.model.rows.has_classes)
        if other or heads:
            self._fit_columns()
        self._follow_example()
        self._choose()

    def _follow_data(self, data: Data | None) -> None:
        if data is None or self.model.rows is None or self.model.rows.data is not data:
            self._show_data(data, {})

    def _fit_columns(self) -> None:
        pictures = any(column.is_picture for column in self.model.columns)
        self.table.verticalHeader().setDefaultSectionSize(THUMBNAIL + 4 if pictures else ROW)
        self.table.resizeColumnsToContents()
        for place in range(self.model.columnCount()):
            self.table.setColumnWidth(place, min(self.table.columnWidth(place) + BESIDE, WIDEST))

    def _ask(self) -> None:
        rows, running = self.model.rows, self._session.state == "running"
        asked = () if rows is None or self._snapshot is None else tuple(rows.probes(
            MOST_RUNNING if running else MOST_RESTING))
        if asked != self._asked:
            self._taken = ()
        self._asked = asked
        self._session.watch(self, asked, self.show_snapshot)

    def _follow_state(self, state: str) -> None:
        if state == "empty" and self._snapshot is not None:
            self._snapshot = None
            self._show_data(self._session.data, {})
        self._ask()

    def _follow_example(self) -> None:
        rows = self.model.rows
        if rows is not None and self._session.data is rows.data:
            example = self._session.example
            if example.values:
                self.model.show_made(example)
            elif self.table.is_pressed:
                self._moving.start(QApplication.doubleClickInterval())  # a second click may come, to edit it
            else:
                self._moving.stop()
                self._put_in_order()
            self._select()
            self._ask()

    def _put_in_order(self) -> None:
        """What was made by hand before goes and rows are sorted, which moves them: not while somebody types in one."""
        if self.table.is_edited:
            self._moving.start(QApplication.doubleClickInterval())
            return
        if self._moving.isActive():
            return
        if not self._session.example.values:
            self.model.show_made(None)
        if self._unsorted:
            self._unsorted = False
            self.model.arrange()

    def _remember(self) -> None:
        self._scrolled = self.table.verticalScrollBar().value()

    def _stay(self) -> None:
        """Rows are read on where they were."""
        self._select()
        self.table.verticalScrollBar().setValue(self._scrolled)

    def _select(self) -> None:
        """The row of the example in hand is selected, where it is shown."""
        if self.model.rows is None or self._session.data is not self.model.rows.data:
            return
        row, chosen = self.model.row_of(self._session.example), self.table.selectionModel()
        if row is None:
            chosen.clear()
        elif row != chosen.currentIndex().row() or not chosen.hasSelection():
            index = self.model.index(row, max(0, chosen.currentIndex().column()))
            chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect
                                   | QItemSelectionModel.SelectionFlag.Rows)
            self.table.scrollTo(index)

    def _count(self) -> None:
        model, rows = self.model, self.model.rows
        if not model.is_understood:
            self._tell(self.tr("No class and no column is called that."))
            return
        text = self.tr("{found} of {count} examples").format(found=grouped(model.found), count=grouped(len(rows)))
        if rows.has_classes and rows.known():
            text += self.tr(", {count} mistakes").format(count=grouped(model.mistakes))
        if self._session.state == "running":
            text += self.tr(" · while training, the first {most} of each part; rows stay in their places").format(
                most=grouped(MOST_RUNNING))
        elif 0 < rows.known() < len(rows) and max(rows.counts) > MOST_RESTING:
            text += self.tr(" · the network was asked of the first {most} of each part").format(
                most=grouped(MOST_RESTING))
        self._tell(text)

    def _tell(self, text: str) -> None:
        self.count.setText(text)
        self.count.setToolTip(tooltip(text))

    # What a person does

    def _choose(self, *_: object) -> None:
        rows = self.model.rows
        only_mistakes = self.mistakes.isChecked() and rows is not None and rows.has_classes
        self.model.choose(Wanted(self.part.currentData() or "", only_mistakes, self.search.text()))
        if rows is not None:
            self._count()

    def _take(self, index: QModelIndex, _: QModelIndex) -> None:
        if index.isValid() and (example := self.model.example(index.row())) != self._session.example:
            self._document.set_example(example)

    def _take_typed(self, example: Example) -> None:
        self._document.end_gesture()
        self._document.set_example(example)
        self._document.end_gesture()

    def take_text(self, text: str) -> None:
        """Take a row of numbers that was pasted as an example made by hand."""
        rows = self.model.rows
        values = None if rows is None else row_of_text(text, len(rows.data.raw_names))
        if values is None:
            wanted = 0 if rows is None else len(rows.data.raw_names)
            self._tell(self.tr("What was pasted is no row of {count} numbers.").format(count=grouped(wanted)))
            return
        here = self._session.example
        self._take_typed(Example(here.part, here.place, values))

    def copy(self) -> None:
        """Put the row in hand on the clipboard, its texts parted by tabs."""
        row = self.table.currentIndex().row()
        if row >= 0:
            words = [self.model.index(row, place).data() for place in range(self.model.columnCount())]
            QGuiApplication.clipboard().setText("\t".join(words))

    def end_gesture(self) -> None:
        """The next example that is taken is a step of its own."""
        self._document.end_gesture()

    def _restyle(self, *_: object) -> None:
        self._looking.setIcon(icon("search"))
        self.table.viewport().update()
