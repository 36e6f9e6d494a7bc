"""Layer after layer: what each machine looks for, what the stack dreams of, and what that is worth with few labels."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.document.document import Document
from app.document.layout import placed
from app.i18n import translate_error
from app.numbers import number
from app.plain import Label, MarkupLabel, markup
from app.theme import current, theme_bus
from app.training.session import TrainingSession
from app.widgets.curves import Curves
from app.widgets.mosaic_view import MosaicView
from app.widgets.or_sentence import OrSentence
from app.widgets.signed_image import SignedLegend, limit_of
from app.workspaces.generative.patterns_view import grey_tiles
from app.workspaces.generative.stack_panel import StackPanel
from app.workspaces.learner import words_of
from app.workspaces.run_player import RunPlayer
from engine.device import get_device
from engine.generative.greedy import GreedyMoment, GreedyRun, fields_of_view
from engine.project import Project
from engine.training import TrainingSettings

SHAPE, MOST = (8, 8), 36
"""Rows and columns of a digit, and units of a layer that are drawn."""

WORDS = words_of(QT_TRANSLATE_NOOP("Playing", "Teach layer after layer, then fine-tune; or pause"),
                 QT_TRANSLATE_NOOP("Playing", "One epoch of the layer, or of the fine-tuning, then wait"))


class StackView(QWidget):
    """Shows what `player` has come to, with the settings of `panel`."""

    def __init__(self, document: Document, session: TrainingSession, panel: StackPanel) -> None:
        super().__init__()
        self._document, self._session, self.panel = document, session, panel
        self.player: RunPlayer[GreedyMoment] = RunPlayer(self._begin, WORDS, self)
        self.layers = [MosaicView(self.tr("Layer {number}").format(number=place + 1)) for place in range(5)]
        self.titles, self.legends = [Label() for _ in self.layers], [SignedLegend(bar=60) for _ in self.layers]
        self.samples, self.sampled = MosaicView(self.tr("Samples from the top")), Label()
        self.accuracy, self.names, self.about = Curves(("machines", "chance"), in_sight=1.0), MarkupLabel(), Label(
            wordWrap=True)
        self.accuracy.name_axes(self.tr("epoch of fine-tuning"), self.tr("accuracy without labels"))
        self.about.setProperty("look", "muted")
        self._lay_out()
        player = self.player
        for asked, act in ((panel.toggled, player.toggle), (panel.stepped, lambda: player.move(1)),
                           (panel.restarted, player.restart), (panel.changed, player.restart),
                           (panel.taken, self.take)):
            asked.connect(act)
        player.played.connect(panel.show_playing)
        player.moved.connect(self.refresh)
        player.moved.connect(lambda: panel.error.say(""))
        player.failed.connect(lambda error: panel.error.say(translate_error(error)))
        theme_bus.changed.connect(self.refresh)
        self.refresh()

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers: the weights and biases of each machine, samples and accuracies."""
        moment = self.player.moment
        if moment is None:
            return {}
        found = {} if moment.samples is None else {"samples": moment.samples}
        for place, machine in enumerate(moment.stages[-1].network.machines, start=1):
            found |= {f"weights_{place}": machine.weights, f"hidden_{place}": machine.hidden,
                      f"visible_{place}": machine.visible}
        return {**found, "accuracies": moment.accuracies}

    def take(self) -> None:
        """Put the network that the machines become in the place of the document's."""
        run = self.player.run
        if run is None or run.start is None:
            return
        settings = TrainingSettings(batch_size=10, epochs=run.settings["tuning"], seed=run.settings["seed"],
                                    optimizer="adam", optimizer_settings={"learning_rate": 0.003})
        project = placed(Project(self.tr("Belief network"), run.graph, run.data.spec, settings,
                                 parameters=run.start.astype(np.float32)))
        self._document.replace_all(self.tr("Put the belief network into the drawing"), project)

    def _begin(self) -> Callable[[], GreedyRun]:
        settings, device = self.panel.settings, self._session.device
        return lambda: GreedyRun(settings, get_device(device))

    def refresh(self, *_: object) -> None:
        """Draw anew."""
        moment = self.player.moment
        self.panel.show_done(0.0 if moment is None else moment.done, moment is not None and moment.samples is not None)
        if moment is None:
            self.content.say(self.tr("Press Learn: machines are stacked one upon the other and taught, each can be "
                                     "seen while it learns, and then the network that they become is fine-tuned."))
            self.panel.said.setText("")
            return
        self.content.show_content()
        self._draw_layers(moment)
        self.samples.setVisible(moment.samples is not None)
        self.sampled.setText(self.tr("Samples from the top appear when all layers are taught") if moment.samples is None
                             else self.tr("Samples from the top, drawn down to the means of pixels"))
        if moment.samples is not None:
            self.samples.show_pixels(grey_tiles(moment.samples, SHAPE))
        self._draw_accuracy(moment)

    def _draw_layers(self, moment: GreedyMoment) -> None:
        for place, (mosaic, title, legend) in enumerate(zip(self.layers, self.titles, self.legends, strict=True)):
            there = place < len(moment.stages)
            for widget in (mosaic, title, legend):
                widget.setVisible(there)
            if there:
                stage = moment.stages[place]
                tiles = fields_of_view(stage.network, place)[:MOST].reshape(-1, *SHAPE)
                limit = limit_of(tiles)
                mosaic.show_tiles(tiles, limit)
                legend.show_scale(limit)
                title.setText(self.tr("Layer {number}: error {error}").format(
                    number=place + 1, error=number(float(f"{stage.error:.2g}"))))
        self.about.setText(self.tr("Up to {most} units of each layer. Above the first they are products of the weights "
                                   "on the way, without the bends of the sigmoids between them; each layer has a scale "
                                   "of its own. The error is the mean square of what a machine gives back of what it "
                                   "is taught.").format(most=MOST))

    def _draw_accuracy(self, moment: GreedyMoment) -> None:
        rows = moment.accuracies
        self.accuracy.setVisible(bool(len(rows)))
        self.names.setVisible(bool(len(rows)))
        if not len(rows):
            self.panel.said.setText("")
            return
        self.accuracy.show_history({"epoch": np.arange(len(rows), dtype=float), "machines": rows[:, 0],
                                    "chance": rows[:, 1]}, at_once=len(rows) < 3)
        theme = current()
        self.names.setText(markup(" &nbsp; ").join(
            markup('<span style="color:{colour}">■</span>&nbsp;{name}', colour=colour, name=name)
            for colour, name in zip(theme.plots, (self.tr("from the machines"), self.tr("from chance")), strict=False)))
        self.panel.said.setText(self.tr(
            "After {epochs} epochs of fine-tuning {machines} of the digits without labels are right from the machines, "
            "{chance} from chance.").format(epochs=len(rows) - 1, machines=f"{rows[-1, 0]:.1%}",
                                            chance=f"{rows[-1, 1]:.1%}"))

    def _lay_out(self) -> None:
        whole = QWidget()
        above, below, left, right = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for title, mosaic, legend in zip(self.titles, self.layers, self.legends, strict=True):
            column = QVBoxLayout()
            title.setMinimumWidth(1)
            for widget, share in ((title, 0), (mosaic, 1), (legend, 0)):
                column.addWidget(widget, share)
            above.addLayout(column, 1)
        for widget, share in ((self.sampled, 0), (self.samples, 1)):
            left.addWidget(widget, share)
        left.addStretch(0)
        for widget, share in ((self.names, 0), (self.accuracy, 1)):
            right.addWidget(widget, share)
        below.addLayout(left, 1)
        below.addLayout(right, 1)
        for row in (above, below):
            row.setSpacing(14)
        column = QVBoxLayout(whole)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(8)
        column.addLayout(above, 1)
        column.addLayout(below, 1)
        column.addWidget(self.about)
        self.content = OrSentence(whole)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.content)
