"""The codes of an autoencoder that is trained: what it gives back, and a map of all codes."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.document.document import Document
from app.i18n import translate_error
from app.numbers import number
from app.plain import Label, MarkupLabel, markup
from app.theme import current, theme_bus
from app.training.session import TrainingSession
from app.widgets.background import Background
from app.widgets.plot import class_colours
from app.widgets.tile import Tile
from app.workspaces.example_picture import ExamplePicture
from app.workspaces.generative.code_grid import count_outside, grid_around, ruled, ruler_size, sheet_corners, sheet_of
from app.workspaces.generative.code_map import CodeMap
from app.workspaces.generative.codes_panel import CodesPanel
from app.workspaces.generative.way_films import WayFilms, Ways
from app.workspaces.picture_asking_view import PictureAskingView
from engine.errors import LaderaError
from engine.example import Example
from engine.generative.geodesic import CodeGrid
from engine.probes import OfPart, Probe
from engine.probes.activations import Activations
from engine.probes.decoded import Decoded, code_layers, head_of

DOTS = OfPart("train", most=800)
STEPS = 21
"""Examples on the straight way."""


class CodesView(PictureAskingView):
    """Shows what `panel` says of the network that is trained."""

    def __init__(self, document: Document, session: TrainingSession, panel: CodesPanel) -> None:
        super().__init__(session)
        self._document, self.panel = document, panel
        self.grid: CodeGrid | None = None
        self.end: np.ndarray | None = None
        self.known: Ways | None = None
        self._wants_way = False
        self._sought = None, None
        self._seeking = Background(self)
        self._seeking.done.connect(self._take_ways)
        self._seeking.failed.connect(self._lose_ways)
        self.given, self.back = Tile(self.tr("Example in hand")), Tile(self.tr("Given back"))
        self.here = Tile(self.tr("Decoded here"))
        self.map, self.names = CodeMap(), MarkupLabel(wordWrap=True)
        self.films = WayFilms()
        self.error, self.about = Label(wordWrap=True), Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        side, row = QVBoxLayout(), QHBoxLayout()
        for widget in (self.given, self.back, self.here):
            side.addWidget(widget, 1)
        side.addWidget(self.error)
        row.setSpacing(14)
        row.addLayout(side, 1)
        mapped = QVBoxLayout()
        mapped.addWidget(self.names)
        mapped.addWidget(self.map, 1)
        row.addLayout(mapped, 4)
        self._lay_out((row, 6), (self.films, 1), (self.about, 0), spacing=6)
        panel.chosen.connect(self._begin_anew)
        session.state_changed.connect(self._follow_state)
        session.example_changed.connect(self._begin_anew)
        self.map.chosen.connect(lambda code, _: self.choose(code))
        self.map.taken.connect(lambda place: document.set_example(Example("train", place)))
        theme_bus.changed.connect(self._draw)
        self._follow_state(session.state)

    @property
    def settled(self) -> bool:
        """Whether the ways that are shown are those that were asked for."""
        return not self._seeking.busy

    @property
    def is_flat(self) -> bool:
        """Whether the code has two numbers, so that there is a map."""
        return bool(self.panel.layer) and self.subject.graph.infer()[self.panel.layer] == (2,)

    @property
    def has_map(self) -> bool:
        """Whether there is a map of codes of the network that is trained."""
        latest = self._session.latest
        if latest is None or not ExamplePicture(latest.graph, latest.data).shape:
            return False
        layers, shapes = code_layers(latest.graph), latest.graph.infer()
        return bool(layers) and shapes[layers[0]] == (2,)

    def show_example_ways(self) -> None:
        """As soon as codes are known, a way from the example in hand to the dot that is farthest from it, with rulers.
        """
        self._wants_way = True
        self.panel.ellipses.setChecked(True)
        self._draw()

    def _lead(self, start: np.ndarray) -> None:
        self._wants_way = False
        codes = self.map.codes
        inside = codes[(np.abs(codes) <= self.grid.high).all(axis=1)]
        self.choose(inside[int(np.linalg.norm(inside - start, axis=1).argmax())])

    def choose(self, code: np.ndarray | None) -> None:
        """Decode this code (2,), and lead ways to it."""
        self.end = None if code is None else np.asarray(code, np.float64)
        self._begin_anew()

    def arrays(self) -> dict[str, np.ndarray]:
        """What is shown, in numbers: codes, and the two ways with what they become, in the units of the network."""
        if self.subject is None or not len(self.map.codes):
            return {}
        ways = {} if self.known is None else vars(self.known)
        return {"codes": self.map.codes, **ways}

    # Asking

    def _probes(self) -> list[Probe]:
        if self.subject is None or not self.panel.layer:
            return []
        probes: list[Probe] = [self._given(), self._back()]
        if self.is_flat:
            probes += [self._code(), self._dots()]
            probes += [probe for probe in (self._all(), self._rulers(), self._straight()) if probe is not None]
        return probes

    def _back(self) -> Probe:
        return Activations(head_of(self.subject.graph), self._session.example_probe())

    def _code(self) -> Probe:
        return Activations(self.panel.layer, self._session.example_probe())

    def _dots(self) -> Probe:
        return Activations(self.panel.layer, DOTS)

    def _all(self) -> Decoded | None:
        wanted = self.grid is not None and (self.panel.decoded.isChecked() or self.panel.ways.isChecked())
        return Decoded(self.panel.layer, _rows(self.grid.codes)) if wanted else None

    def _rulers(self) -> Decoded | None:
        wanted = self.grid is not None and self.panel.ellipses.isChecked()
        return Decoded(self.panel.layer, _rows(ruled(self.grid)), metric=True) if wanted else None

    def _straight(self) -> Decoded | None:
        """From the example in hand to the chosen code."""
        start = self._start()
        if self.end is None or start is None:
            return None
        return Decoded(self.panel.layer, _rows(np.linspace(start, self.end, STEPS)))

    def _start(self) -> np.ndarray | None:
        reading = self._reading(self._code())
        return None if reading is None else np.asarray(reading.first[0], np.float64)

    # Showing

    def _take(self, subject: ExamplePicture) -> None:
        self.subject, self.grid, self.end = subject, None, None
        self._show_ways(None)
        shapes = subject.graph.infer()
        layers = code_layers(subject.graph)
        self.panel.show_layers(tuple((name, shapes[name][0]) for name in layers))
        if not layers:
            self.content.say(self.tr("This network gives nothing back. Draw an autoencoder, from the templates, or "
                                     "open one of the examples: its output learns the inputs themselves."))
        elif not subject.shape:
            self.content.say(self.tr("What comes in is no picture; codes of pictures are shown here, as of the "
                                     "digits."))
        else:
            self.content.show_content()
        self._ask()

    def _say_nothing(self) -> None:
        self.panel.show_layers(())
        self.content.say(self.tr("There is no network yet. Draw an autoencoder, from the templates, or open one of the "
                                 "examples."))

    def _draw(self, *_: object) -> None:
        if self.subject is None or not self.panel.layer or not self.subject.shape:
            return
        given, back = self._reading(self._given()), self._reading(self._back())
        if given is not None and back is not None:
            self.given.show_pixels(self.subject.pixels(given.first[0]))
            self.back.show_pixels(self.subject.pixels(back.first[0]))
            error = float(((given.first[0].ravel() - back.first[0].ravel()) ** 2).mean())
            self.error.setText(self.tr("mean squared error {error}").format(error=number(float(f"{error:.3g}"))))
        for widget in (self.names, self.map, self.here, self.films):
            widget.setVisible(self.is_flat)
        if self.is_flat:
            self._draw_map()
        else:
            self.about.setText(self.tr("A code of {count} numbers: there is a map of codes of two.").format(
                count=self.subject.graph.infer()[self.panel.layer][0]))

    def _draw_map(self) -> None:
        dots, start = self._reading(self._dots()), self._start()
        if dots is None:
            return
        codes = np.asarray(dots.first, np.float64)
        classes, count = _classes(self.subject.data, len(codes))
        self.map.show_codes(codes, classes, count)
        self.names.setText(markup(" &nbsp; ").join(
            markup('<span style="color:{colour}">●</span>&nbsp;{name}', colour=colour.name(), name=name)
            for colour, name in zip(class_colours(current(), count), self.subject.data.class_names, strict=False)))
        self.map.show_ends(start, self.end)
        self._fit_grid(codes)
        grid = self._reading(self._all())
        decoded = None if grid is None or self.grid is None else grid.first
        self._draw_decoded(decoded)
        rulers = self._reading(self._rulers())
        self._draw_rulers(None if rulers is None else rulers["metric"])
        self._draw_ways(decoded, start)
        if self._wants_way and start is not None:
            self._lead(start)

    def _fit_grid(self, codes: np.ndarray) -> None:
        grid = grid_around(codes, (end for end in (self._start(), self.end) if end is not None))
        if grid != self.grid:
            self.grid = grid
            self.map.look_at((grid.low[0], grid.high[0]), (grid.low[1], grid.high[1]))
            self._ask()

    def _draw_decoded(self, decoded: np.ndarray | None) -> None:
        if decoded is None or not self.panel.decoded.isChecked():
            self.map.show_picture(None, (0, 0), (1, 1))
            return
        self.map.show_picture(sheet_of(decoded, self.subject.pixels), *sheet_corners(self.grid))

    def _draw_rulers(self, metrics: np.ndarray | None) -> None:
        outside = self._said_outside()
        if metrics is None:
            self.map.show_ellipses(np.empty((0, 2)), np.empty((0, 2, 2)), 1.0)
            self.about.setText(outside)
            return
        size = ruler_size(self.grid, metrics)
        self.map.show_ellipses(ruled(self.grid), metrics, size)
        self.about.setText(self.tr("From the middle to the rim of each ellipse the decoded example goes {size} far, in "
                                   "the units of the network, by the derivative there: where ellipses are small, a "
                                   "small step on the map changes much.").format(size=number(size)) + " " + outside)

    def _said_outside(self) -> str:
        """How many dots the rectangle leaves out."""
        codes = self.map.codes
        out = count_outside(self.grid, codes)
        return self.tr("{out} of {all} dots lie beyond the edges: move the map, or turn the wheel.").format(
            out=out, all=len(codes)) if out else ""

    def _draw_ways(self, decoded: np.ndarray | None, start: np.ndarray | None) -> None:
        """Straight and shortest, found on a thread; what they were before stays until then."""
        straight = self._reading(self._straight())
        if straight is None or decoded is None or not self.panel.ways.isChecked():
            if self.end is None or not self.panel.ways.isChecked():
                self._show_ways(None)
            return
        if self._sought[0] is not decoded or self._sought[1] is not straight:
            self._sought = decoded, straight
            grid, end, along = self.grid, self.end, straight.first
            self._seeking.ask(lambda: Ways.between(grid, decoded, start, end, along))

    def _take_ways(self, ways: Ways) -> None:
        if self.subject is not None and self.end is not None and self.panel.ways.isChecked():
            self._show_ways(ways)

    def _lose_ways(self, error: LaderaError) -> None:
        """There are none between these two codes."""
        self._clear_ways()
        self.about.setText(translate_error(error))

    def _show_ways(self, ways: Ways | None) -> None:
        self.known = ways
        if ways is None:
            self._sought = None, None
            self._clear_ways()
            return
        self.map.show_ways(ways.straight, ways.shortest)
        self.here.show_pixels(self.subject.pixels(ways.along_straight[-1]))
        self.films.show_ways(ways, self.subject.pixels)

    def _clear_ways(self) -> None:
        self.known = None
        self.map.show_ways(np.empty((0, 2)), np.empty((0, 2)))
        self.films.clear()
        self.here.clear()


def _rows(codes: np.ndarray) -> tuple[tuple[float, ...], ...]:
    return tuple(map(tuple, codes.tolist()))


def _classes(data, count: int) -> tuple[np.ndarray, int]:
    """The class of each of the first training examples (n,), and how many classes there are; one for all numbers."""
    targets = data.train.targets[:count]
    if data.task == "multiclass":
        return targets.argmax(axis=1), targets.shape[1]
    return (targets[:, 0] > 0.5).astype(int) if data.task == "binary" else np.zeros(count, int), 2
