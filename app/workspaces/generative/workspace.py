"""The workspace: networks that make what they have seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDockWidget, QStackedWidget

from app.document.document import Document
from app.i18n import translate, translate_error
from app.training.session import TrainingSession
from app.widgets.credited import credit_line
from app.widgets.plot import copy_picture
from app.widgets.upright_scroll import UprightScroll
from app.workspaces.docked import LEFT, DockedWorkspace
from app.workspaces.exporting import ask_for_page, write_page
from app.workspaces.generative.codes_panel import CodesPanel
from app.workspaces.generative.codes_view import CodesView
from app.workspaces.generative.completion_view import CompletionView
from app.workspaces.generative.gan_panel import GanPanel
from app.workspaces.generative.gan_view import GanView
from app.workspaces.generative.learning_view import LearningView
from app.workspaces.generative.machine_panel import MachinePanel
from app.workspaces.generative.player import BoltzmannPlayer
from app.workspaces.generative.stack_panel import StackPanel
from app.workspaces.generative.stack_view import StackView
from app.workspaces.generative.states_view import StatesView
from app.workspaces.pages import Pages
from app.workspaces.run_player import RunPlayer
from engine.data import SOURCES
from engine.data.classic import DIGITS
from engine.errors import LaderaError
from engine.generative import BOLTZMANN_SCENES, FIELDS, PATTERNS, BoltzmannScene, BoltzmannSetup
from engine.generative.gan_scenes import GAN_SCENES

WALKED = 60
"""Gibbs steps of the chains that complete an image, once the machine of a scene has learned."""


class GenerativeWorkspace(DockedWorkspace):
    """Three pages show one Boltzmann machine, which the document keeps: as it learns, all its states, and what it makes
    of half an image. Changes of its settings go through the document, and can be undone. The fourth stacks machines,
    the fifth lets two networks play against each other, the sixth shows the codes of the network that is trained.
    `turned` when another page is open."""

    turned = Signal()

    def __init__(self, document: Document, session: TrainingSession) -> None:
        super().__init__()
        self._document = document
        self.player = BoltzmannPlayer(self.setup, lambda: session.device, self)
        self.panel = MachinePanel(self.player)
        self.learning, self.states, self.completion = LearningView(), StatesView(self.player), CompletionView()
        self.codes_panel = CodesPanel()
        self.codes = CodesView(document, session, self.codes_panel)
        self.stack_panel = StackPanel()
        self.stack = StackView(document, session, self.stack_panel)
        self.gan_panel = GanPanel()
        self.gan = GanView(document, session, self.gan_panel)
        self._session = session
        self._scene: BoltzmannScene | None = None
        self._views, self._panels = QStackedWidget(), QStackedWidget()
        self._panels_of = {self.codes: 1, self.stack: 2, self.gan: 3}
        for panel in (self.panel, self.codes_panel, self.stack_panel, self.gan_panel):
            self._panels.addWidget(UprightScroll(panel))
        self.pages = Pages()
        for name, title, tip, view in self._rows():
            self.pages.add(name, title, tip)
            self._views.addWidget(view)
        self.pages.turned.connect(self._turn)
        self.pages.choose("learning")
        self.setMenuWidget(self.pages)
        self.setCentralWidget(self._views)
        self._dock: QDockWidget = self.add_dock("generative", self.tr("Settings"), self._panels, LEFT)
        self._connect()

    @property
    def setup(self) -> BoltzmannSetup:
        return self._document.model.project.boltzmann or BoltzmannSetup()

    @property
    def settled(self) -> bool:
        """Whether what is shown is what was asked for."""
        player = self.playable
        if player is None:
            return self._session.is_settled and self.codes.settled
        return not (player.busy or player.playing) and (player is not self.player or player.moment is not None)

    @property
    def playable(self) -> BoltzmannPlayer | RunPlayer | None:
        """What play, step and reset move on the page that is open; None where that is the training."""
        others = {self.codes: None, self.stack: self.stack.player, self.gan: self.gan.player}
        return others.get(self._views.currentWidget(), self.player)

    @property
    def commands(self) -> dict[str, Callable[[], None]]:
        """The window's actions that this workspace carries out."""
        return {"copy_image": lambda: copy_picture(self._views.currentWidget(), self._credit),
                "export_drawing": self._ask_where}

    @property
    def scenes(self) -> dict[str, Callable[[], None]]:
        """The ready machines, each learned as far as it is worth, and a stack of them."""
        machines = {name: lambda scene=scene: self.show_scene(scene) for name, scene in BOLTZMANN_SCENES.items()}
        games = {f"gan_{name}": lambda name=name: self._show_game(name) for name in GAN_SCENES}
        return {**machines, "stack": self._show_stack, **games}

    @property
    def inside(self) -> dict[str, Callable[[], None]]:
        """What there is to be seen of the network that is trained; nothing where it is no autoencoder of pictures."""
        self.show_page("codes")
        return {"codes": self.codes.show_example_ways} if self.codes.has_map else {}

    def show_page(self, name: str) -> None:
        """One of the pages by name: "learning", "states", "completion", "stack", "gan", "codes"."""
        self.pages.choose(name)

    def show_scene(self, scene: BoltzmannScene) -> None:
        """This machine, from its beginning, until its epochs are over."""
        self.player.pause()
        self.show_page(scene.page)
        self._set(scene.setup, self.tr("Scene: {title}").format(title=translate(scene.title)))
        self._document.end_gesture()
        self.player.restart()
        self._scene = scene
        self.player.play(scene.epochs)

    def _finish_scene(self, playing: bool) -> None:
        """Where a machine is to complete something, the chains of a scene have walked already."""
        if not playing and self._scene is not None:
            if self._scene.page == "completion" and self.player.moment is not None:
                self.completion.step(WALKED)
            self._scene = None

    def export_drawing(self, path: Path) -> None:
        """What is seen as PNG or SVG, or its numbers as npz, by the name. Raises FormatError."""
        page = self._views.currentWidget()
        write_page(path, page, page.arrays(), self._credit)

    @property
    def _credit(self) -> str:
        """Who made the images on this page, where they are some that ship."""
        authors = {self.codes: SOURCES[self._document.model.data_spec.source].credit, self.stack: DIGITS, self.gan: ""}
        return credit_line(authors.get(self._views.currentWidget(), PATTERNS[self.setup.settings["patterns"]].credit))

    def arrange(self) -> None:
        self.resizeDocks([self._dock], [max(320, self.width() // 5)], Qt.Orientation.Horizontal)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._catch_up()

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        for player in self._players:
            player.pause()

    @property
    def _players(self) -> tuple[BoltzmannPlayer | RunPlayer, ...]:
        return self.player, self.stack.player, self.gan.player

    def _show_game(self, name: str) -> None:
        self.show_page("gan")
        self.gan.show_scene(name)

    def _show_stack(self) -> None:
        self.show_page("stack")
        self.stack.player.restart()
        self.stack.player.play()

    # Inside

    def _rows(self):
        """The pages: name, title, tooltip, what stands in the middle."""
        return (("learning", self.tr("Learning"), self.tr("Filters and samples while it learns, and the true "
                                                          "log-likelihood beside the reconstruction error"),
                 self.learning),
                ("states", self.tr("States"), self.tr("The exact probability of every image, and particles that pile "
                                                      "up on it"), self.states),
                ("completion", self.tr("Completion"), self.tr("Part of an image is known, and the machine draws the "
                                                              "rest"), self.completion),
                ("stack", self.tr("Layer by layer"), self.tr("Machines stacked and taught one after the other, and "
                                                             "what that is worth with few labels"), self.stack),
                ("gan", self.tr("Adversaries"), self.tr("A generator makes points of noise, and a discriminator learns "
                                                        "to tell them from real ones"), self.gan),
                ("codes", self.tr("Codes"), self.tr("What an autoencoder that is trained gives back, and a map of its "
                                                    "codes with rulers"), self.codes))

    def _connect(self) -> None:
        model = self._document.model
        model.boltzmann_changed.connect(self._follow)
        model.project_replaced.connect(self._follow)
        self.panel.changed.connect(self._change)
        self.panel.left.connect(self._document.end_gesture)
        self.panel.scene_chosen.connect(lambda name: self.show_scene(BOLTZMANN_SCENES[name]))
        self.player.moved.connect(self._show_moment)
        self.player.played.connect(self._finish_scene)
        self.player.moved.connect(lambda: self.panel.error.say(""))
        self.player.failed.connect(lambda error: self.panel.error.say(translate_error(error)))

    def _turn(self, page: int) -> None:
        self._views.setCurrentIndex(page)
        self._panels.setCurrentIndex(self._panels_of.get(self._views.currentWidget(), 0))
        for player in self._players:
            if player is not self.playable:
                player.pause()
        self._catch_up()
        self.turned.emit()

    def _follow(self) -> None:
        self.panel.show_setup(self.setup)
        self._catch_up()

    def _catch_up(self) -> None:
        """A page about the machine shows the one that the document has, when it is seen."""
        if self.isVisible() and self.playable is self.player:
            self.player.set_setup(self.setup)
            self.player.show_start()
            self._show_moment()

    def _show_moment(self) -> None:
        if self.isVisible() and self.playable is self.player and self.player.moment is not None:
            self._views.currentWidget().show_moment(self.player.moment)

    def _change(self, name: str, value: object) -> None:
        label = next(translate(field.label) for field in FIELDS if field.name == name)
        try:
            self._set(self.setup.with_settings(**{name: value}), self.tr("Change: {setting}").format(setting=label))
        except LaderaError as error:
            self.panel.error.say(translate_error(error))

    def _set(self, setup: BoltzmannSetup, label: str) -> None:
        self._document.set_boltzmann(setup, label)

    def _ask_where(self) -> None:
        ask_for_page(self, self._document, self.export_drawing)
