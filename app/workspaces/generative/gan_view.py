"""Two networks that play against each other: their points, what one says of them, and both losses."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.document.document import Document
from app.document.layout import placed
from app.i18n import translate, translate_error
from app.numbers import grouped, number
from app.plain import Label, MarkupLabel, markup
from app.theme import Theme, current, theme_bus
from app.training.session import TrainingSession
from app.widgets.curves import Curves
from app.widgets.or_sentence import OrSentence
from app.workspaces.generative.gan_map import ChanceLegend, GanMap, scale_in_words
from app.workspaces.generative.gan_panel import GanPanel
from app.workspaces.generative.gan_project import discriminator_project, generator_project
from app.workspaces.learner import words_of
from app.workspaces.run_player import RunPlayer
from engine.device import get_device
from engine.errors import LaderaError
from engine.generative.gan_look import GanLook, GanPicture
from engine.generative.gan_run import GAN_COLUMNS, GanMoment, GanRun
from engine.generative.gan_scenes import GAN_SCENES
from engine.generative.gan_setup import GAN_FIELDS, GanSetup

WORDS = words_of(QT_TRANSLATE_NOOP("Playing", "Let both networks learn in turn, or pause them"),
                 QT_TRANSLATE_NOOP("Playing", "One step of the generator after those of the discriminator, then wait"),
                 QT_TRANSLATE_NOOP("Playing", "One &step"))


class BalanceCurves(Curves):
    """Dashed where it would be if nobody won: one height for each curve, or for all."""

    def __init__(self, *arguments: object, **options: object) -> None:
        self._lines: list[pg.InfiniteLine] = []
        super().__init__(*arguments, **options)

    def mark(self, *heights: float) -> None:
        """Lines at these heights."""
        if [line.value() for line in self._lines] == list(heights):
            return
        for line in self._lines:
            self.item.removeItem(line)
        self._lines = [pg.InfiniteLine(angle=0, pos=height) for height in heights]
        for line in self._lines:
            self.item.addItem(line, ignoreBounds=True)
        self.restyle(current())

    def restyle(self, theme: Theme) -> None:
        super().restyle(theme)
        colours = theme.plots if len(self._lines) == len(self._curves) else [theme.muted]
        for line, colour in zip(self._lines, colours, strict=False):
            line.setPen(pg.mkPen(colour, width=1, style=Qt.PenStyle.DashLine))


class GanView(QWidget):
    """Shows what `player` has come to of the game that the document keeps; settings change through the document."""

    def __init__(self, document: Document, session: TrainingSession, panel: GanPanel) -> None:
        super().__init__()
        self._document, self._session, self.panel = document, session, panel
        self._setup = self.setup
        self._look: tuple[GanRun, GanLook] | None = None
        self.picture: GanPicture | None = None
        self.player: RunPlayer[GanMoment] = RunPlayer(self._begin, WORDS, self)
        self.map, self.legend = GanMap(), ChanceLegend()
        self.legend.show_scale(1.0, self.tr("D, the chance of being real"))
        self.losses = BalanceCurves(("discriminator", "generator"))
        self.said = BalanceCurves(("on_real", "on_fake"), leader=self.losses)
        self.distance = Curves(("distance",), in_sight=0.0, leader=self.losses)
        for plot, name in ((self.losses, self.tr("loss")), (self.said, self.tr("mean of D")),
                           (self.distance, self.tr("distance"))):
            plot.name_axes(self.tr("step of G"), name)
            plot.setMinimumSize(160, 90)
        self.said.mark(0.5)
        self.points, self.names = MarkupLabel(wordWrap=True), [MarkupLabel(wordWrap=True) for _ in range(2)]
        self.about = Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        self._lay_out()
        self._connect()
        self._follow()
        self.refresh()

    @property
    def setup(self) -> GanSetup:
        return self._document.model.project.gan or GanSetup()

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers: both vectors of weights, points, gradients, D on its grid, and the course."""
        moment = self.player.moment
        if moment is None:
            return {}
        picture = self.picture
        return {"generator": moment.weights.generator, "discriminator": moment.weights.discriminator,
                "real": self.player.run.real, "fake": picture.fake, "pull": picture.pull, "chances": picture.chances,
                **{name: moment.course[:, place] for place, name in enumerate(GAN_COLUMNS)}}

    def show_scene(self, name: str) -> None:
        """This game, from its beginning to its end."""
        scene = GAN_SCENES[name]
        self.player.pause()
        self._document.set_gan(scene.setup, self.tr("Scene: {title}").format(title=translate(scene.title)))
        self._document.end_gesture()
        self.player.restart()
        self.player.play()

    def take(self, name: str) -> None:
        """Put one of the networks in the place of the document's project."""
        moment, run = self.player.moment, self.player.run
        if moment is None:
            return
        if name == "generator":
            project = generator_project(self.tr("Generator"), moment.setup, moment.weights)
        else:
            project = discriminator_project(self.tr("Discriminator"), moment.setup, moment.weights, run.real,
                                            self.picture.fake, (self.tr("fake"), self.tr("real")))
        self._document.replace_all(self.tr("Put {network} into the drawing").format(network=project.title),
                                   placed(project))

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.player.show_start()

    def refresh(self, *_: object) -> None:
        """Draw anew."""
        moment = self.player.moment
        self.panel.show_done(0.0 if moment is None else moment.done, moment is not None)
        if moment is None:
            self.content.say(self.tr("Press Learn: a generator makes points of noise, a discriminator learns to tell "
                                     "them from real ones, and the generator learns to deceive it."))
            self.panel.said.setText("")
            return
        self.content.show_content()
        self.picture = self._looked(moment)
        self.map.show_picture(self.picture, self.player.run.real, surface=self.panel.surface.isChecked(),
                              arrows=self.panel.arrows.isChecked())
        self._draw_course(moment)
        self._name(moment)

    # Inside

    def _begin(self) -> Callable[[], GanRun]:
        setup, device = self._setup, self._session.device
        return lambda: GanRun(setup, get_device(device))

    def _looked(self, moment: GanMoment) -> GanPicture:
        run = self.player.run
        if self._look is None or self._look[0] is not run:
            self._look = run, GanLook(moment.setup, run.noise)
        return self._look[1](moment.weights)

    def _draw_course(self, moment: GanMoment) -> None:
        course = {name: moment.course[:, place] for place, name in enumerate(GAN_COLUMNS)}
        at_once = moment.steps < 3
        balance = -math.log(2) if moment.setup.settings["loss"] == "minimax" else math.log(2)
        self.losses.mark(2 * math.log(2), balance)
        self.losses.show_history(course, at_once=at_once)
        self.said.show_history(course, at_once=at_once)
        known = np.isfinite(course["distance"])
        self.distance.show_history({name: course[name][known] for name in ("epoch", "distance")}, at_once=at_once)

    def _name(self, moment: GanMoment) -> None:
        theme, picture = current(), self.picture
        self.points.setText(_squares(zip(self.map.colours(), (self.tr("real points"), self.tr("fake points")),
                                         strict=True)))
        self.names[0].setText(_squares(zip(theme.plots, (self.tr("loss of D"), self.tr("loss of G")), strict=False)))
        self.names[1].setText(_squares(zip(theme.plots, (self.tr("D on real points"), self.tr("D on fake points")),
                                           strict=False)))
        said = [self.tr("{count} real points and {count} fake ones, of the same noise each time.").format(
            count=grouped(len(picture.fake)))]
        if self.map.scale:
            said.append(self.tr("An arrow that is 0.1 long is a gradient of {value}.").format(
                value=scale_in_words(self.map.scale)))
        if self.map.outside(picture):
            said.append(self.tr("{count} fake points lie outside.").format(count=self.map.outside(picture)))
        said.append(self.tr("Dashed: where both losses, and D, would be if nobody won. The distance between real and "
                            "fake points (energy distance) says how good they are; the losses do not. It is an "
                            "estimate from the points that are shown, and may come out a little below zero."))
        self.about.setText(" ".join(said))
        distance = moment.course[:, -1]
        self.panel.said.setText(self.tr("Step {step} of {all}; distance {distance}").format(
            step=grouped(moment.steps), all=grouped(moment.setup.settings["steps"]),
            distance=number(round(float(distance[np.isfinite(distance)][-1]), 3))))

    def _connect(self) -> None:
        panel, player = self.panel, self.player
        for asked, act in ((panel.toggled, player.toggle), (panel.stepped, lambda: player.move(1)),
                           (panel.restarted, self._restart), (panel.shown, self.refresh), (panel.taken, self.take),
                           (panel.changed, self._change), (panel.left, self._document.end_gesture),
                           (panel.scene_chosen, self.show_scene)):
            asked.connect(act)
        player.played.connect(panel.show_playing)
        player.moved.connect(self.refresh)
        player.moved.connect(lambda: panel.error.say(""))
        player.failed.connect(lambda error: panel.error.say(translate_error(error)))
        theme_bus.changed.connect(self.refresh)
        for signal in (self._document.model.gan_changed, self._document.model.project_replaced):
            signal.connect(self._follow)

    def _restart(self) -> None:
        self.player.restart()
        self.player.show_start()

    def _follow(self) -> None:
        self.panel.show_setup(self.setup)
        if self.setup != self._setup:
            self._setup = self.setup
            self.player.restart()
            if self.isVisible():
                self.player.show_start()

    def _change(self, name: str, value: object) -> None:
        label = next(translate(field.label) for field in GAN_FIELDS if field.name == name)
        try:
            self._document.set_gan(self.setup.with_settings(**{name: value}),
                                   self.tr("Change: {setting}").format(setting=label))
        except LaderaError as error:
            self.panel.error.say(translate_error(error))

    def _lay_out(self) -> None:
        whole = QWidget()
        row, left, right, below = QHBoxLayout(), QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        below.addWidget(self.legend)
        below.addStretch(1)
        for widget in (self.points, self.map):
            left.addWidget(widget, int(widget is self.map))
        left.addLayout(below)
        for widget in (self.names[0], self.losses, self.names[1], self.said, self.distance):
            right.addWidget(widget, int(isinstance(widget, Curves)))
        for column in (left, right):
            column.setSpacing(4)
        row.setSpacing(14)
        row.addLayout(left, 3)
        row.addLayout(right, 2)
        column = QVBoxLayout(whole)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(6)
        column.addLayout(row, 1)
        column.addWidget(self.about)
        self.content = OrSentence(whole)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self.content)


def _squares(rows) -> str:
    return markup(" &nbsp; ").join(markup('<span style="color:{colour}">■</span>&nbsp;{name}', colour=colour, name=name)
                                   for colour, name in rows)
