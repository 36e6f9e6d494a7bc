"""Why this answer: a map of what speaks for a class over the example in hand, and its witnesses."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout

from app.i18n import translate, translate_error
from app.numbers import number
from app.plain import Label
from app.theme import theme_bus
from app.training.session import TrainingSession
from app.training.snapshot import Snapshot
from app.widgets.signed_image import limit_of
from app.widgets.tile import Tile
from app.workspaces.convolution.class_choice import WHAT_IT_SAYS
from app.workspaces.convolution.why_panel import WhyPanel
from app.workspaces.convolution.witness_dock import LEVELS, WitnessDock
from app.workspaces.example_picture import ExamplePicture, chances, class_titles, over
from app.workspaces.picture_asking_view import PictureAskingView
from engine.errors import LaderaError
from engine.probes import Probe, Reading
from engine.probes.integrated_gradients import IntegratedGradients
from engine.probes.predictions import Predictions
from engine.probes.scored import Explanation
from engine.probes.witnesses import Deletion, Forgetting
from engine.vision import image_layers

ROUNDED = 2e-3
"""The error of a sum, as a share of what it should be, from which on it is written."""


class WhyView(PictureAskingView):
    """Asks in the way that `panel` says, and shows the answer. Witnesses are asked when the training rests."""

    def __init__(self, session: TrainingSession, panel: WhyPanel) -> None:
        super().__init__(session)
        self.panel = panel
        self._says = 0
        self._heard: tuple[Reading, ...] = ()
        self.picture = Tile(self.tr("Example in hand"))
        self.map = Tile(self.tr("Map"), self.tr("Blue speaks for the class, orange against it; one cell for each "
                                                "number that there is, nothing smoothed or stretched"))
        self.over = Tile(self.tr("Map over the example"), self.tr(
            "The farther a number is from zero, the more it hides of the picture"))
        self.about, self.witnesses = Label(wordWrap=True), WitnessDock()
        self.about.setProperty("look", "muted")
        pictures = QHBoxLayout()
        pictures.setSpacing(14)
        for tile in (self.picture, self.map, self.over):
            pictures.addWidget(tile, 1)
        heading = Label(self.tr("Witnesses: would another network, no network, or chance say the same?"))
        heading.setProperty("look", "heading")
        heading.setMinimumWidth(1)
        self._lay_out((pictures, 5), (self.about, 0), (heading, 0), (self.witnesses, 3), spacing=8)
        session.example_changed.connect(self._begin_anew)
        session.state_changed.connect(self._follow_state)
        panel.chosen.connect(self._begin_anew)
        theme_bus.changed.connect(self._draw)
        self._follow_state(session.state)

    @property
    def target(self) -> int:
        """The class that is asked about."""
        wanted = self.panel.classes.wanted
        return self._says if wanted == WHAT_IT_SAYS else wanted

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers: the map and, where they were heard, those of the witnesses and the curves."""
        question = self._question()
        found = {f"answer/{name}": array for name, array in self._answer(question).items()}
        if question is not None:
            for probe in self._witnesses(question):
                found |= {f"{probe.kind}/{name}": array for name, array in self._answer(probe).items()}
        return found

    def _answer(self, probe: Probe | None) -> dict[str, np.ndarray]:
        reading = self._reading(probe)
        return {} if reading is None else dict(reading.arrays)

    # Asking

    def question(self) -> Explanation | None:
        """What is asked now; None where there is nothing to ask about. Raises SettingError."""
        head = self.panel.classes.head
        if self.subject is None or not self.subject.shape or not head:
            return None
        what = {"head": head, "target": self.target, "examples": self._session.example_probe(),
                "image": self.subject.shape}
        if self.panel.method.of_layer:
            if not self.panel.layer:
                return None
            what["layer"] = self.panel.layer
        return self.panel.method.probe(self.panel.settings, **what)

    def _begin_anew(self) -> None:
        """Something else is asked: what was heard of the old question is of no use."""
        self._dismiss()
        super()._begin_anew()

    def _dismiss(self) -> None:
        """What witnesses said is about something else."""
        self.witnesses.wait()
        self._heard = ()
        self.panel.verdict.setText("")

    def _probes(self) -> list[Probe]:
        question = self._question()
        if self.subject is None or not self.subject.shape or not self.panel.classes.head:
            return []
        probes: list[Probe] = [self._given(), self._said()]
        if question is not None:
            probes.append(question)
            if self._session.state != "running":
                probes += self._witnesses(question)
        return probes

    def _question(self) -> Explanation | None:
        try:
            return self.question()
        except LaderaError as error:
            self.about.setText(translate_error(error))
            return None

    def _said(self) -> Probe:
        return Predictions(self.panel.classes.head, self._session.example_probe())

    @staticmethod
    def _witnesses(question: Explanation) -> tuple[Forgetting, Deletion]:
        return Forgetting(question, LEVELS), Deletion(question)

    # Showing

    def show_snapshot(self, snapshot: Snapshot) -> None:
        super().show_snapshot(snapshot)
        said = self._reading(self._said()) if self.subject.shape and self.panel.classes.head else None
        if said is not None:
            says = int(np.argmax(chances(said.first[0], self._head())))
            if says != self._says:
                self._says = says
                if self.panel.classes.wanted == WHAT_IT_SAYS:
                    self._begin_anew()

    def _head(self):
        return self.subject.heads[self.panel.classes.head]

    def _take(self, subject: ExamplePicture) -> None:
        self.subject = subject
        self._says = 0
        self.panel.classes.show_heads(subject.heads if subject.shape else {})
        inputs = {spec.name for spec in subject.graph.of_kind("input")}
        layers = tuple(name for name in image_layers(subject.graph) if name not in inputs)
        self.panel.show_layers(layers)
        if subject.shape and not layers:
            self.panel.do_without_maps()
        if not subject.shape:
            self.content.say(self.tr("Nothing in this network sees images. Draw one with a Convolution 2-D, or open "
                                     "the example LeNet-5."))
        elif not subject.heads:
            self.content.say(self.tr("This network says something of every place of an image, and has no one answer to "
                                     "explain."))
        else:
            self.content.show_content()
        self._ask()

    def _follow_state(self, state: str) -> None:
        if state == "running":
            self._dismiss()
        super()._follow_state(state)

    def _say_nothing(self) -> None:
        self.panel.classes.show_heads({})
        self.panel.show_layers(())
        self.content.say(self.tr("There is no network to ask yet. Draw one with a Convolution 2-D and give it images."))

    def _draw(self, *_: object) -> None:
        if self.subject is None or not self.subject.shape or not self.panel.classes.head:
            return
        given, said, question = self._reading(self._given()), self._reading(self._said()), self._question()
        if given is None:
            return
        pixels = self.subject.pixels(given.first[0])
        self.picture.show_pixels(pixels)
        if said is not None:
            self._say_class(said.first[0])
        found = self._reading(question)
        if found is None:
            refused = self._snapshot.readings.get(question) if question is not None else None
            self.map.clear()
            self.over.clear()
            self._dismiss()
            if question is None and self.panel.method.of_layer and not self.panel.layer:
                self.about.setText(self.tr("No layer of this network gives maps: Grad-CAM has nothing to weigh."))
            elif refused is not None and refused.error is not None:
                self.about.setText(translate_error(refused.error))
            return
        values = self._map_of(question, found)
        self.map.show_values(values)
        self.over.show_pixels(over(pixels, values, limit_of(values)))
        self.about.setText(" ".join(self._about(question, found, values)))
        self._hear(question, given)

    def _map_of(self, question: Explanation, found: Reading) -> np.ndarray:
        """The answer as a map (h, w), channels added up with their signs."""
        name = "drops" if "drops" in found.arrays else next(iter(found.arrays))
        values = found[name][0].astype(np.float64)
        if name.startswith("map/"):
            values = values.reshape(self.subject.shape).sum(axis=-1)
        return values

    def _say_class(self, said: np.ndarray) -> None:
        head, shares = self._head(), chances(said, self._head())
        titles = class_titles(head)
        form = "{:.1%}".format if head.class_names else lambda value: number(float(f"{value:.4g}"))
        text = self.tr("It says {class_name}: {chance}.").format(class_name=titles[self._says],
                                                                 chance=form(shares[self._says]))
        if self.target != self._says:
            text += " " + self.tr("Of {class_name} it says {chance}.").format(class_name=titles[self.target],
                                                                              chance=form(shares[self.target]))
        self.panel.said.setText(text)

    def _about(self, question: Explanation, found: Reading, values: np.ndarray) -> list[str]:
        """What the map is, in sentences."""
        title = class_titles(self._head())[self.target]
        told = [self.tr("Score of {class_name}: {score}.").format(class_name=title,
                                                                  score=number(float(f"{found['score'][0]:.4g}")))]
        if not (values > 0).any():
            told.append(self.tr("Nothing speaks for it: no number of the map is above zero."))
        if values.shape != self.subject.shape[:2]:
            told.append(self.tr("The map has {rows} × {columns} numbers; finer it is not.").format(
                rows=values.shape[0], columns=values.shape[1]))
        if isinstance(question, IntegratedGradients):
            whole, due = float(values.sum()), float(found["score"][0] - found["baseline"][0])
            told.append(self.tr("It adds up to {sum}; the score is {due} above that of the beginning.").format(
                sum=number(float(f"{whole:.4g}")), due=number(float(f"{due:.4g}"))))
            if abs(whole - due) > ROUNDED * max(abs(due), 1e-9):
                told.append(self.tr("More steps bring the two together."))
        return told

    def _hear(self, question: Explanation, given: Reading) -> None:
        """The witnesses, once both have answered of the same weights."""
        readings = tuple(self._reading(probe) for probe in self._witnesses(question))
        if self._session.state == "running" or any(reading is None for reading in readings):
            self.panel.verdict.setText("")
            return
        if readings != self._heard:
            self._heard = readings
            head = self._head()
            said = (self.tr("probability of {class_name}") if head.class_names else "{class_name}").format(
                class_name=class_titles(head)[self.target])
            self.witnesses.show_witnesses(self.subject.graph, self.subject.raw(given.first[0]), *readings, said)
        self._judge()

    def _judge(self) -> None:
        found = self.witnesses.objections
        if not found:
            self.panel.verdict.setText(self.tr("Its witnesses have nothing against this map. That does not make it "
                                               "true; it is not refuted."))
            self.panel.verdict.setProperty("look", "muted")
        else:
            said = (translate(one.template).format(**{name: number(round(value, 3)) for name, value in
                                                      one.values.items()}) for one in found)
            self.panel.verdict.setText(self.tr("Refuted here. {objections}").format(objections=" ".join(said)))
            self.panel.verdict.setProperty("look", "danger")
        self.panel.verdict.style().polish(self.panel.verdict)
