"""What units look for: pictures that are climbed to, live, and the life of one of them along the timeline."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.i18n import translate_error
from app.plain import Label
from app.training.session import TrainingSession
from app.widgets.mosaic_view import MosaicView
from app.widgets.picture_view import short
from app.widgets.predictions.attack import Attacker
from app.widgets.tile import Tile
from app.workspaces.convolution.life import Life
from app.workspaces.convolution.looks_panel import LooksPanel
from app.workspaces.example_picture import ExamplePicture, class_titles
from app.workspaces.picture_asking_view import PictureAskingView
from engine.probes import Probe, Reading
from engine.probes.climb import Climb

MOST = 64
"""Units of a layer that are asked at once."""


class LooksView(PictureAskingView):
    """Climbs as `panel` says for every unit of a layer; a click on one shows it large, and its life."""

    def __init__(self, session: TrainingSession, panel: LooksPanel) -> None:
        super().__init__(session)
        self.panel = panel
        self._cancelled = False
        self._ranges: tuple = ()
        self.unit = 0
        self.reading: Reading | None = None
        self.life = Life(session, self)
        self.mosaic, self.strip = MosaicView(self.tr("What units look for")), MosaicView(self.tr("Its life"))
        self.large = Tile(self.tr("The chosen one"))
        self.epochs = Label()
        self.epochs.setProperty("look", "muted")
        self.epochs.setMinimumWidth(1)
        right, row = QVBoxLayout(), QHBoxLayout()
        heading = Label(self.tr("Its life: the same start, climbed at every epoch that was looked back at"),
                        wordWrap=True)
        heading.setProperty("look", "heading")
        for widget, stretch in ((heading, 0), (self.strip, 1), (self.epochs, 0)):
            right.addWidget(widget, stretch)
        row.setSpacing(14)
        row.addWidget(self.large, 2)
        row.addLayout(right, 5)
        self._lay_out((self.mosaic, 5), (row, 4))
        session.state_changed.connect(self._follow_state)
        panel.chosen.connect(self._begin_anew)
        panel.cancelled.connect(self._cancel)
        panel.filmed.connect(self._film)
        self.mosaic.chosen.connect(lambda tile, row, column: self.choose(tile))
        self.life.changed.connect(self._show_life)
        self._follow_state(session.state)

    def question(self) -> Climb | None:
        """What is asked now."""
        if self.subject is None or not self.subject.shape or not self.panel.layer:
            return None
        *places, count = self.subject.graph.infer()[self.panel.layer]
        middle = tuple(length // 2 for length in places) if places and self.panel.in_the_middle else None
        return Climb(self.panel.layer, tuple(range(min(count, MOST))), self._ranges, middle, image=self.subject.shape,
                     **self.panel.settings)

    def choose(self, unit: int) -> None:
        """Show this unit large, and its life."""
        self.unit = unit
        self._draw()

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers: pictures (units, h, w, c) as the network gets them, and their scores (units,)."""
        return {} if self.reading is None else {"pictures": self.reading["pictures"], "scores": self.reading["scores"]}

    # Asking

    def _begin_anew(self) -> None:
        self._cancelled, self.unit = False, 0
        self.life.stop()
        super()._begin_anew()

    def _cancel(self) -> None:
        """Leave it as far as it has come."""
        if self.life.is_walking:
            self.life.stop()
            return
        self._cancelled = True
        self.panel.show_progress(None)
        self._ask()

    def _film(self) -> None:
        if self._snapshot is not None and self.question() is not None:
            self._cancelled = False
            self._ask()
            self.life.walk(self._snapshot)

    def _probes(self) -> list[Probe]:
        question = None if self._cancelled else self.question()
        return [] if question is None else [question]

    # Showing

    def _take(self, subject: ExamplePicture) -> None:
        self.subject, self.reading, self.unit = subject, None, 0
        self.life.forget()
        graph = subject.graph
        shapes = graph.infer()
        layers = tuple(spec.name for spec in graph.order() if spec.kind == "conv2d" or (
            spec.kind in ("dense", "output") and len(shapes[spec.name]) == 1))
        self.panel.show_layers(layers if subject.shape else ())
        if subject.shape and layers:
            self._ranges = Attacker(graph, subject.data, next(iter(subject.heads), "")).ranges
            self.content.show_content()
        else:
            self.content.say(self.tr("Nothing in this network sees images. Draw one with a Convolution 2-D, or open "
                                     "the example LeNet-5."))
        self._ask()

    def _say_nothing(self) -> None:
        self.reading = None
        self.life.forget()
        self.panel.show_layers(())
        self.content.say(self.tr("There is no network to ask yet. Draw one with a Convolution 2-D and give it images."))

    def _draw(self, *_: object) -> None:
        question = self.question()
        if question is not None:
            self.panel.offer_places(len(self.subject.graph.infer()[self.panel.layer]) == 3)
        found = self._snapshot.readings.get(question) if self._snapshot is not None and question else None
        if found is None:
            if question is not None and not self._cancelled:
                self._show_progress(0.0)
            return
        if found.error is not None:
            self.panel.unit.setText(translate_error(found.error))
            self.panel.show_progress(None)
            return
        self.reading = found
        pixels = np.stack([self.subject.pixels(picture) for picture in found.first])
        self.mosaic.show_pixels(pixels)
        self.mosaic.mark_whole(self.unit)
        self.large.show_pixels(pixels[self.unit])
        self.large.title.setText(self._title(self.unit))
        self.panel.unit.setText(self.tr("{unit}: what goes into it is {score} for this picture.").format(
            unit=self._title(self.unit), score=short(float(found["scores"][self.unit]))))
        done = float(found["done"])
        self._show_progress(None if done == 1.0 or self._cancelled else done)
        if done == 1.0 and self._session.state != "running":
            self.life.keep((question, self.unit, self._snapshot.run), self._snapshot.epoch, pixels[self.unit])

    def _show_progress(self, climbed: float | None) -> None:
        """How far the climb is; in a film that of the film, of which it is a part."""
        self.panel.show_progress(self.life.share if self.life.is_walking else climbed)

    def _title(self, unit: int) -> str:
        heads = self.subject.heads
        if self.panel.layer in heads:
            titles = class_titles(heads[self.panel.layer])
            return self.tr("class {name}").format(name=titles[min(unit + (len(titles) == 2 and self._is_shared()),
                                                                  len(titles) - 1)])
        return self.tr("{layer}, unit {unit}").format(layer=self.panel.layer, unit=unit + 1)

    def _is_shared(self) -> bool:
        """Whether two classes share one number, which then speaks for the second."""
        return self.subject.graph.infer()[self.panel.layer][-1] == 1

    def _show_life(self) -> None:
        pictures = self.life.pictures
        walking = self.life.is_walking
        self.panel.film.setEnabled(not walking)
        self.panel.save.setEnabled(len(pictures) > 1 and not walking)
        if walking:
            self._show_progress(None)
        if pictures:
            self.strip.show_pixels(np.stack(list(pictures.values())))
            first, last = min(pictures), max(pictures)
            self.epochs.setText(
                self.tr("epoch {epoch}, one picture").format(epoch=first) if len(pictures) == 1 else
                self.tr("epochs {first} to {last}, {count} pictures").format(first=first, last=last,
                                                                             count=len(pictures)))
