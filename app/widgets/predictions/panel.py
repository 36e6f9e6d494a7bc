"""The panel that shows what the network predicts, in the way that suits the data."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import translate, translate_error
from app.numbers import grouped, typeset
from app.plain import Label
from app.theme import Theme, theme_bus
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.background import Background
from app.widgets.choice import Choice
from app.widgets.in_words import in_language, part_in_words
from app.widgets.or_sentence import OrSentence
from app.widgets.picture_button import PictureButton, toggle
from app.widgets.plot import copy_picture
from app.widgets.predictions.attack import Attacker, AttackView
from app.widgets.predictions.confusion import ConfusionMatrix, confusion
from app.widgets.predictions.legend import Legend
from app.widgets.predictions.report import ReportTable, RocPlot
from app.widgets.predictions.scatter import MOST_DOTS, PredictedScatter
from app.widgets.predictions.surface import DecisionSurface
from engine.data import Data, Part
from engine.device import NUMPY
from engine.example import PARTS, Example
from engine.metrics import METRICS
from engine.probes import OfPart, Probe, Reading
from engine.probes.examples import PartName
from engine.probes.predictions import Predictions
from engine.report import class_report, roc_curves, target_report
from engine.training.feeds import head_data

SIDES = (48, 128)
"""Points along each axis of a decision surface: while a training runs, and once it rests."""

EXAMPLES = 2_000
"""Examples that predictions are compared on while a training runs; all of them once it rests."""

LETTERS = 4
"""Those of a choice that are seen however narrow the panel is made."""


class PredictionsPanel(QWidget):
    """A decision surface for two inputs, else a confusion matrix or predicted against true values.

    It asks the training for predictions and shows the newest that came; what is left out while it runs is said below.
    `taken` carries an example that the person wants in hand, `let_go` says that it is no longer moved.
    """

    taken = Signal(object)
    let_go = Signal()

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._whole: Data | None = None  # what is trained on
        self._heads: dict[str, Data] = {}
        self._data: Data | None = None  # as the head that is shown sees it
        self._snapshot: Snapshot | None = None
        self._attacker: Attacker | None = None
        self._wished: QWidget | None = None  # the view that the person chose
        self._reporting = Background(self)  # scikit-learn takes its time, at first a second
        self._reporting.done.connect(lambda answer: answer[0](answer[1]))
        self._reporting.failed.connect(lambda error: self.area.say(translate_error(error)))

        self.head, self.view, self.part, self.target = (Choice(LETTERS) for _ in range(4))
        self.head.setToolTip(self.tr("Which head of the network."))
        self.view.setToolTip(self.tr("How predictions are shown beside what is true."))
        self.part.setToolTip(self.tr(
            "Which examples. Those of the test part were never trained on: only they tell how well it has learned."))
        self.target.setToolTip(self.tr("Which of the targets."))
        self.discrete = PictureButton("decision", self.tr(
            "Colour each point by the class that the network decides for, however sure it is."))
        self.discrete.setCheckable(True)
        self.tests = toggle(self.tr("Test"), self.tr(
            "Draw the examples of the test part too, which the network never learns from."))
        self.tests.setChecked(True)
        copy = PictureButton("copy", self.tr("Copy as a picture."))
        bar = QHBoxLayout()
        for combo in (self.view, self.part, self.target):
            combo.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
            bar.addWidget(combo)
        for button in (self.discrete, self.tests):
            bar.addWidget(button)
            button.hide()
        bar.addStretch(1)
        bar.addWidget(copy)

        self.surface, self.matrix, self.scatter = DecisionSurface(), ConfusionMatrix(), PredictedScatter()
        self.report, self.roc = ReportTable(), RocPlot()
        self._views = QStackedWidget()
        self.attack = AttackView(self._in_words)
        for view in (self.surface, self.matrix, self.scatter, self.report, self.roc, self.attack):
            self._views.addWidget(view)
        self.legend = Legend()
        self.area = OrSentence(self._views)
        self.caption = Label(wordWrap=True)
        self.caption.setProperty("look", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3, 4, 3, 4)
        layout.setSpacing(3)
        layout.addWidget(self.head)
        layout.addLayout(bar)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.legend)
        layout.addWidget(self.caption)

        copy.clicked.connect(lambda: copy_picture(self._views))
        for combo in (self.view, self.part, self.target):
            combo.currentIndexChanged.connect(self._show_chosen)
        self.head.currentIndexChanged.connect(self._show_head)
        self.view.activated.connect(self._wish)
        self.discrete.toggled.connect(self.surface.set_discrete)
        self.tests.toggled.connect(self.surface.show_tests)
        self.surface.told.connect(self._tell)
        self.attack.changed.connect(self._ask)
        self.surface.chosen.connect(self._take_dot)
        self._calm = QTimer(self, singleShot=True, interval=QApplication.doubleClickInterval())
        self._calm.timeout.connect(self.let_go)
        self.surface.made.connect(lambda *point: self.taken.emit(replace(self._session.example, values=point)))
        self.surface.let_go.connect(self.let_go)
        self.scatter.chosen.connect(lambda place: self._take(Example(self.part.currentData(), place)))
        self.matrix.chosen.connect(self._take_next)
        session.example_changed.connect(self._refresh)
        session.data_loaded.connect(self.set_data)
        session.state_changed.connect(self._follow_state)
        theme_bus.changed.connect(self._restyle)
        self.set_data(session.data)
        self._ask()

    def set_data(self, data: Data | None) -> None:
        """Other examples, or None while there are none."""
        if data is not None and data is self._whole:
            return
        self._whole = data
        if self._snapshot is not None and self._snapshot.data is not data:
            self._snapshot = None
        self._set_heads({} if data is None else {"": data})
        if data is None:
            self._data = None
            self.area.say(self.tr("Predictions appear here once the data can be read."))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the newest predictions of the network."""
        if snapshot.data is not self._whole:
            self.set_data(snapshot.data)
        other = self._snapshot is None or self._snapshot.graph is not snapshot.graph
        self._snapshot = snapshot
        if other:
            self._attacker = None
            self.surface.forget_network()
            self._set_heads({name: in_language(head)
                             for name, head in head_data(snapshot.graph, snapshot.data).items()})
            self._ask()
        self._refresh()

    # What a person takes in hand

    def _take(self, example: Example) -> None:
        self.let_go.emit()
        self.taken.emit(example)
        self.let_go.emit()

    def _take_dot(self, part: PartName, place: int) -> None:
        """Where it is clicked twice, a point made there belongs to the same step."""
        self.let_go.emit()
        self.taken.emit(Example(part, place))
        self._calm.start()

    def _take_next(self, true: int, predicted: int) -> None:
        """The next example of a cell after the one in hand; after the last one the first."""
        reading = self._newest()
        part, here = reading.probe.examples.part, self._session.example
        said, targets = self._beside_each_other(reading)
        alike = np.flatnonzero((self._data.classes_of(targets) == true) & (self._data.classes_of(said) == predicted))
        if self._data.written:
            alike = np.unique(np.flatnonzero(self._targets_of(reading).max(axis=-1))[alike]
                              // self._data.target_shape[0])
        if len(alike):
            after = alike[alike > here.place] if here.part == part and not here.values else alike
            self._take(Example(part, int((after if len(after) else alike)[0])))

    # Inside

    def _set_heads(self, heads: dict[str, Data]) -> None:
        """What there is to be shown, by the names of the heads; "" before there is a network."""
        self._heads = heads
        self.head.offer(((name, name) for name in heads), self.head.currentData())
        self.head.setVisible(len(heads) > 1)
        self._show_head()

    def _show_head(self) -> None:
        data = self._heads.get(self.head.currentData())
        if data is None or data is self._data:
            return
        self._data = data
        self._attacker = None
        self.surface.forget_network()
        self.view.offer(self._suitable(data), self._wished)
        self.part.offer(((part_in_words(part), part) for part in PARTS if len(getattr(data, part))),
                        self.part.currentData() or "test")
        self.target.offer(((name, place) for place, name in enumerate(data.target_names)), 0)
        if len(data.raw_names) == 2:
            self.surface.set_data(data)
        self.legend.set_data(data)
        self._show_chosen()

    def _wish(self) -> None:
        self._wished = self.view.currentData()

    def _suitable(self, data: Data) -> list[tuple[str, QWidget]]:
        views = [(self.tr("Predicted and true"), self.scatter), (self.tr("Report"), self.report)]
        if data.task != "regression":
            views = [(self.tr("Confusion matrix"), self.matrix), (self.tr("Report"), self.report),
                     (self.tr("ROC curve"), self.roc), (self.tr("Attack on one example"), self.attack)]
        if data.task == "sequence":
            views = views[:2]
        if len(data.raw_names) == 2 and (data.class_names or len(data.target_names) == 1):
            views.insert(0, (self.tr("Decision surface"), self.surface))
        return views

    def _show_chosen(self) -> None:
        view = self.view.currentData()
        if view is None:
            return
        self._views.setCurrentWidget(view)
        self.part.setVisible(view is not self.surface)
        self.target.setVisible(view is self.scatter and self.target.count() > 1)
        self.view.setVisible(self.view.count() > 1)
        self.legend.setVisible(view is self.surface)
        self.tests.setVisible(view is self.surface)
        self.discrete.setVisible(view is self.surface and self._data.task != "regression")
        self._ask()
        self._refresh()

    def _ask(self) -> None:
        """Watch what the chosen view needs."""
        self._session.watch(self, self._probes(), self.show_snapshot)

    def _probes(self) -> list[Probe]:
        """From the coarsest answer to the finest."""
        view, snapshot = self.view.currentData(), self._snapshot
        if self._data is None or snapshot is None or view is None:
            return []
        head, part, running = self.head.currentData(), self.part.currentData(), self._session.state == "running"
        if view is self.surface:
            return [Predictions(head, self.surface.plane(side)) for side in (SIDES[:1] if running else SIDES)]
        if view is self.attack:
            if self._attacker is None:
                self._attacker = Attacker(snapshot.graph, self._whole, head)
            self.attack.set_bounds(len(getattr(self._data, part)), self._attacker.strongest)
            return [self._attacker.probe(part, self.attack.place, self.attack.epsilon)]
        return [Predictions(head, OfPart(part, most=EXAMPLES)), *([] if running else [Predictions(head, OfPart(part))])]

    def _newest(self) -> Reading | None:
        """The finest answer among those that are of the newest step."""
        known = self._snapshot.readings
        answered = [known[probe] for probe in reversed(self._probes()) if probe in known]
        return max(answered, key=lambda reading: reading.step, default=None)

    def _refresh(self) -> None:
        if self._data is None:
            return
        view = self.view.currentData()
        if view is self.surface and self._session.data is self._whole:
            self.surface.show_in_hand(self._session.example.raw(self._whole))
        if self._snapshot is None:
            if view is self.surface:
                self.area.show_content()
                self.caption.setText(self.tr("The examples. The surface appears when the network can be trained."))
            else:
                self.area.say(self.tr("Predictions appear here once the network can be trained."))
                self.caption.clear()
            return
        reading = self._newest()
        if reading is None or self._session.lacks(self._snapshot, (reading.probe,)):
            self.area.wait()
            return
        if reading.error:
            self.area.say(translate_error(reading.error))
            return
        self.area.show_content()
        if view is self.surface:
            self.surface.show_predictions(reading.first)
            self.caption.setText(self._surface_caption())
        elif view is self.attack:
            self._show_attack(reading)
        else:
            self._show_comparison(reading)

    def _show_attack(self, reading: Reading) -> None:
        examples = reading.probe.examples
        self.attack.show_attack(self._attacker.attack(reading), self._whole)
        true = self._data.classes_of(getattr(self._data, examples.part).targets[list(examples.places)])[0]
        self.caption.setText(self.tr("Fast gradient sign method. In truth it is {name}.").format(
            name=self._data.class_names[true]))

    def _in_words(self, said: np.ndarray) -> str:
        """What the network says of one example, (k,), and how sure it is."""
        data = self._data
        winner = int(data.classes_of(said[None])[0])
        chances = (1 - said[0], said[0]) if data.task == "binary" else said
        return self.tr("{name} ({chance})").format(name=data.class_names[winner], chance=f"{chances[winner]:.0%}")

    def _surface_caption(self) -> str:
        side = self.surface.side
        grid = (self.tr("{side} × {side} points while training, more when it rests.") if side < SIDES[-1]
                else self.tr("{side} × {side} points."))
        dots = self.tr(" Some of the examples.") if self.surface.thinned else ""
        return grid.format(side=side) + dots

    def _show_comparison(self, reading: Reading) -> None:
        part: Part = getattr(self._data, reading.probe.examples.part)
        predictions, targets = self._beside_each_other(reading)
        metric = METRICS[self._data.task]
        said = metric.measure(NUMPY, reading.first, self._targets_of(reading))
        count = len(reading.first)
        here = self._session.example
        among = (here.part == reading.probe.examples.part and not here.values and here.place < count
                 and not self._data.written)
        beyond = self._compare(self.view.currentData(), predictions, targets, here.place if among else None)
        value = typeset(f"{said:.3f}") if self._data.task == "regression" else f"{said:.1%}"
        text = self._comparison_caption(translate(metric.title), value, count, len(part))
        if beyond:
            text += self.tr(" {count} predictions lie beyond the picture: far from all that is true.").format(
                count=grouped(beyond))
        self.caption.setText(text)

    def _beside_each_other(self, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
        """Predictions and targets of the same examples (n, k), as the network has them; of the symbols of rows, those
        of all steps that count."""
        targets = self._targets_of(reading)
        if self._data.written:
            counts = targets.max(axis=-1) > 0
            return reading.first[counts], targets[counts]
        return reading.first.reshape(len(targets), -1), targets.reshape(len(targets), -1)

    def _targets_of(self, reading: Reading) -> np.ndarray:
        return getattr(self._data, reading.probe.examples.part).targets[:len(reading.first)]

    def _compare(self, view: QWidget, predictions: np.ndarray, targets: np.ndarray, in_hand: int | None) -> int:
        """Put predictions beside targets, both (n, k) as the network has them, and mark the one `in_hand`. Returns how
        many are not in sight."""
        data, beyond = self._data, 0
        if view is self.scatter:
            place = max(self.target.currentIndex(), 0)
            true, said = (data.restore_targets(values)[:, place] for values in (targets, predictions))
            beyond = self.scatter.set_values(true, said, data.target_names[place], in_hand)
        elif view is self.matrix:
            true, said = data.classes_of(targets), data.classes_of(predictions)
            names = data.class_names or data.symbols[:data.written]
            self.matrix.set_counts(confusion(true, said, len(names)), names,
                                   None if in_hand is None else (int(true[in_hand]), int(said[in_hand])))
        elif view is self.roc:
            self._reporting.ask(lambda: (self.roc.show_curves, roc_curves(predictions, targets, data.class_names)))
        elif data.task == "regression":
            said, true = (data.restore_targets(values) for values in (predictions, targets))
            self._reporting.ask(lambda: (self.report.show_report, target_report(said, true, data.target_names)))
        else:
            self._reporting.ask(lambda: (self.report.show_report, class_report(
                predictions, targets, data.class_names or data.symbols[:data.written])))
        return beyond

    def _comparison_caption(self, title: str, value: str, count: int, total: int) -> str:
        drawn = min(count, MOST_DOTS) if self._data.task == "regression" else count
        if count < total:
            text = self.tr("{metric} {value} on {count} of {total} examples while training, on all when it rests.")
        else:
            text = self.tr("{metric} {value} on {count} examples.")
        text = text.format(metric=title, value=value, count=count, total=total)
        return text if drawn == count else text + self.tr(" {drawn} of them are drawn.").format(drawn=drawn)

    def _follow_state(self, state: str) -> None:
        if state == "empty":
            self._snapshot = None
            self.surface.forget_network()
            self._refresh()
        self._ask()

    def _tell(self, sentence: str) -> None:
        if sentence:
            self.caption.setText(sentence)
        elif self._snapshot is not None:
            self.caption.setText(self._surface_caption())

    def _restyle(self, _: Theme) -> None:
        self._refresh()
