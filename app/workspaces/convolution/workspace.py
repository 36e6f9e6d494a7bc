"""The workspace: kernels moved by hand, and the ones that a network has learned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QStackedWidget,
    QWidget,
)

from app.document.document import Document
from app.i18n import translate, translate_error
from app.training.session import TrainingSession
from app.widgets.credited import credit_line
from app.widgets.own_pictures import OwnPictures
from app.widgets.plot import copy_picture
from app.widgets.save_file import ask_and_write
from app.widgets.upright_scroll import UprightScroll
from app.workspaces.convolution.attack_panel import AttackPanel
from app.workspaces.convolution.attack_view import AttackView
from app.workspaces.convolution.bench_panel import BenchPanel
from app.workspaces.convolution.bench_view import BenchView
from app.workspaces.convolution.chain_panel import ChainPanel
from app.workspaces.convolution.chain_view import ChainView
from app.workspaces.convolution.credit_label import credit
from app.workspaces.convolution.life import film
from app.workspaces.convolution.line_panel import LinePanel
from app.workspaces.convolution.line_view import LineView
from app.workspaces.convolution.looks_panel import LooksPanel
from app.workspaces.convolution.looks_view import LooksView
from app.workspaces.convolution.network_panel import NetworkPanel
from app.workspaces.convolution.network_view import NetworkView
from app.workspaces.convolution.pool_panel import PoolPanel
from app.workspaces.convolution.pool_view import PoolView
from app.workspaces.convolution.target_panel import OUTPUT, TargetPanel
from app.workspaces.convolution.target_view import TargetView
from app.workspaces.convolution.two_ways_panel import TwoWaysPanel
from app.workspaces.convolution.two_ways_view import TwoWaysView
from app.workspaces.convolution.why_panel import WhyPanel
from app.workspaces.convolution.why_view import WhyView
from app.workspaces.docked import LEFT, DockedWorkspace
from app.workspaces.exporting import ask_for_page, write_page
from app.workspaces.pages import Pages
from engine.data import SOURCES
from engine.errors import LaderaError
from engine.example import Example
from engine.formats.atomic import write_atomically
from engine.vision import BENCH_SCENES, KERNELS_1D, SIGNALS, BenchScene, KernelBench, Line, Picture

INSIDE = ("network", "looks", "why", "attack")
"""The pages about the network that is trained."""
PAGES = {"chain": KernelBench("photographer"), "line": KernelBench(), "pooling": KernelBench("letter"),
         "two_ways": KernelBench().with_preset("sobel_x")}
"""What lies on the bench when a page shows what it is there for."""


class ConvolutionWorkspace(DockedWorkspace):
    """Some pages show the document's kernel bench, pooling over its picture, and targets to paint; every change of the
    bench goes through the document, and can be undone. Others show the network that is trained: what is inside, why it
    says what it says, and how little changes that."""

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self.panel, self.view = BenchPanel(), BenchView()
        self.chain_panel = ChainPanel()
        self.chain = ChainView(self.chain_panel)
        self.line_panel = LinePanel()
        self.line = LineView(self.line_panel)
        self.pool_panel = PoolPanel()
        self.pool = PoolView(self.pool_panel)
        self.target_panel = TargetPanel()
        self.target = TargetView(self.target_panel)
        self.two_ways_panel = TwoWaysPanel()
        self.two_ways = TwoWaysView(self.two_ways_panel)
        self.network_panel = NetworkPanel()
        self.network = NetworkView(document, session, self.network_panel)
        self.why_panel = WhyPanel()
        self.why = WhyView(session, self.why_panel)
        self.attack_panel = AttackPanel()
        self.attack = AttackView(session, self.attack_panel)
        self.looks_panel = LooksPanel()
        self.looks = LooksView(session, self.looks_panel)
        self.pictures = OwnPictures(session.workplace.readers, self)
        self._panels, self._views = QStackedWidget(), QStackedWidget()
        self.pages = Pages()
        for name, title, tip, panel, view in self._rows():
            self.pages.add(name, title, tip)
            self._panels.addWidget(panel)
            self._views.addWidget(view)
        self.pages.choose("bench")
        self.setMenuWidget(self.pages)
        self.setCentralWidget(self._views)
        self._dock: QDockWidget = self.add_dock("convolution", self.tr("Settings"), self._panels, LEFT)
        self.setAcceptDrops(True)
        self._follows = self._pages_of_the_bench()
        self._behind: set[QWidget] = set()
        self._connect()
        self._follow()

    @property
    def bench(self) -> KernelBench:
        return self._document.model.project.kernel_bench or KernelBench()

    @property
    def settled(self) -> bool:
        """Whether what is shown is what was asked for."""
        drawn = all(view.settled for view in (self.view, self.chain, self.pool, self.target,
                                                 self.two_ways))
        return drawn and not self.pictures.busy and self._session.is_settled

    @property
    def commands(self) -> dict[str, Callable[[], None]]:
        """The window's actions that this workspace carries out."""
        return {"paste": lambda: self._bringing.paste(), "copy_image": self.copy_image,
                "export_drawing": self._ask_where}

    @property
    def scenes(self) -> dict[str, Callable[[], None]]:
        """The ready benches, and what else there is without a network."""
        benches = {name: lambda scene=scene: self._show_scene(scene) for name, scene in BENCH_SCENES.items()}
        pages = {name: lambda name=name, bench=bench: self._show_with(name, bench) for name, bench in PAGES.items()}
        return {**benches, **pages, "target": self._show_target, "untied": self._show_untied,
                "transposed": self._show_transposed}

    @property
    def inside(self) -> dict[str, Callable[[], None]]:
        """What there is to be seen of the network that is trained; nothing where it has no maps."""
        self.show_page("network")
        if not self.network.has_maps:
            return {}
        return {**{name: lambda name=name: self.show_page(name) for name in INSIDE}, "unit": self._show_unit}

    def show_page(self, name: str) -> None:
        """One of the pages, by the name that it has in `pages`."""
        self.pages.choose(name)

    def copy_image(self) -> None:
        """What is seen on the clipboard."""
        copy_picture(self._views.currentWidget(), self._credit)

    def export_drawing(self, path: Path) -> None:
        """What is seen as PNG or SVG, or its numbers as npz, by the name. Raises FormatError."""
        page = self._views.currentWidget()
        write_page(path, page, page.arrays(), self._credit)

    def export_film(self, path: Path) -> None:
        """The life of the chosen unit as GIF or WebP, by the name. Raises FormatError."""
        form = "WEBP" if path.suffix.lower() == ".webp" else "GIF"
        write_atomically(path, film(self.looks.life.pictures, form,
                                    lambda epoch: self.tr("epoch {epoch}").format(epoch=epoch)))

    def arrange(self) -> None:
        self.resizeDocks([self._dock], [max(338, self.width() // 5)], Qt.Orientation.Horizontal)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self._catch_up()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._bringing.can_take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._bringing.take(event.mimeData()):
            event.accept()

    # Inside

    @property
    def _bringing(self) -> OwnPictures:
        """Who takes a picture that is pasted or dropped: on the page of the network the example in hand, else the
        bench."""
        inside = self.network.pictures if self._views.currentWidget() is self.network else None
        return inside or self.pictures

    @property
    def _credit(self) -> str:
        """Who made the picture on this page, where it is one of those that ship."""
        page = self._views.currentWidget()
        if page is self.two_ways:
            return credit("digit")
        if page in (self.network, self.looks, self.why, self.attack):
            return credit_line(SOURCES[self._document.model.data_spec.source].credit)
        return credit(self.bench.picture) if page in (self.view, self.chain, self.pool, self.target) else ""

    def _rows(self) -> tuple[tuple[str, str, str, QWidget, QWidget], ...]:
        """The pages: name, title, tooltip, what stands in the dock, what stands in the middle."""
        return (
            ("bench", self.tr("Kernel bench"), self.tr("Kernels moved by hand over any picture"),
             UprightScroll(self.panel), self.view),
            ("chain", self.tr("Chain"), self.tr("Kernels, ReLU and poolings one after the other, and how far a "
                                                   "place sees"),
             UprightScroll(self.chain_panel), self.chain),
            ("line", self.tr("One axis"), self.tr("A kernel along a signal: causal, dilated, transposed"),
             UprightScroll(self.line_panel), self.line),
            ("pooling", self.tr("Pooling"), self.tr("Who wins in every window, where the gradient goes, and what a "
                                                    "shift of the picture does"),
             UprightScroll(self.pool_panel), self.pool),
            ("target", self.tr("Paint a target"), self.tr("Paint the output that you want; the kernel that comes "
                                                          "closest is solved for"),
             UprightScroll(self.target_panel), self.target),
            ("two_ways", self.tr("Two ways"), self.tr("A convolution and the dense matrix that does the same: tied, "
                                                      "and let learn for itself"),
             UprightScroll(self.two_ways_panel), self.two_ways),
            ("network", self.tr("Inside the network"), self.tr("Filters and maps of the network that is trained, for "
                                                               "the example in hand"),
             self.network_panel, self.network),
            ("looks", self.tr("What it looks for"), self.tr("Pictures that a unit, a map or a class answers to most"),
             UprightScroll(self.looks_panel), self.looks),
            ("why", self.tr("Why this answer"), self.tr("Which pixels of the example in hand speak for a class, and "
                                                        "witnesses against such maps"),
             UprightScroll(self.why_panel), self.why),
            ("attack", self.tr("Attack"), self.tr("What little has to be added to the example in hand until the "
                                                  "network says something else"),
             UprightScroll(self.attack_panel), self.attack))

    def _connect(self) -> None:
        model = self._document.model
        model.kernel_bench_changed.connect(self._follow)
        model.project_replaced.connect(self._follow)
        self.panel.chosen.connect(self._document.set_kernel_bench)
        for name, part in (("chain", self.chain_panel), ("line", self.line_panel), ("pooling", self.pool_panel),
                           ("two_ways", self.two_ways_panel), ("target", self.target)):
            part.changed.connect(lambda value, label, name=name: self._document.set_kernel_bench(
                replace(self.bench, **{name: value}), label))
        for part in (self.panel, self.view, self.chain_panel, self.line_panel, self.pool_panel, self.two_ways_panel,
                     self.target):
            part.finished.connect(self._document.end_gesture)
        self.panel.open_asked.connect(self.pictures.ask)
        self.panel.paste_asked.connect(self.pictures.paste)
        self.pictures.brought.connect(self._bring)
        self.pictures.failed.connect(self.panel.say)
        self.pages.turned.connect(self._turn)
        self.view.weight_changed.connect(self._change_weight)
        self.target.fitted.connect(self._take_fitted)
        self.looks_panel.saved.connect(self._ask_where_film)
        self.network.facts.example_chosen.connect(lambda place: self._document.set_example(Example("train", place)))

    def _turn(self, page: int) -> None:
        self._panels.setCurrentIndex(page)
        self._views.setCurrentIndex(page)
        self._catch_up()

    def _follow(self) -> None:
        self._behind = set(self._follows)
        self._catch_up()

    def _catch_up(self) -> None:
        """The page that is seen shows the bench; the others wait until they are."""
        page = self._views.currentWidget()
        if self.isVisible() and page in self._behind:
            self._behind.remove(page)
            for show in self._follows[page]:
                show(self.bench)

    def _pages_of_the_bench(self) -> Mapping[QWidget, tuple[Callable[[KernelBench], None], ...]]:
        """What shows the bench on each page that is about it."""
        credits = {view: lambda bench, panel=panel: panel.credit.show_picture(bench.picture) for view, panel in
                   ((self.chain, self.chain_panel), (self.pool, self.pool_panel), (self.target, self.target_panel))}
        return {self.view: (self.panel.show_bench, self.view.show_bench),
                self.line: (lambda bench: self.line.show_line(bench.line),),
                self.two_ways: (self.two_ways.show_bench,),
                **{view: (view.show_bench, name) for view, name in credits.items()}}

    def _show_scene(self, scene: BenchScene) -> None:
        self.show_page("bench")
        self._set(scene.bench.beside(self.bench), self.tr("Scene: {title}").format(title=translate(scene.title)))

    def _show_with(self, page: str, bench: KernelBench) -> None:
        self.show_page(page)
        self._set(bench, self.tr("Scene: {title}").format(title=self.pages.buttons[page].text()))

    def _show_target(self) -> None:
        self._show_with("target", KernelBench("letter", turn=True))
        self.target.begin_with(OUTPUT)

    def _show_transposed(self) -> None:
        self.show_page("line")
        line = Line(SIGNALS["ones"][1], KERNELS_1D["ones"][1], "valid", 2, transposed=True)
        self._set(replace(self.bench, line=line), self.tr("Transpose the convolution"))

    def _show_unit(self) -> None:
        self.show_page("network")
        self.network.choose_strongest(self.network_panel.layers[-1])

    def _show_untied(self) -> None:
        self._show_with("two_ways", PAGES["two_ways"])
        self.two_ways.untie()

    def _bring(self, picture: Picture, label: str) -> None:
        self.show_page("bench")
        try:
            bench = replace(self.bench, picture=picture)
        except LaderaError as error:
            self.panel.say(translate_error(error))
            return
        self._set(bench, label)

    def _take_fitted(self, bench: KernelBench, label: str) -> None:
        self.show_page("bench")
        self._set(bench, label)

    def _change_weight(self, row: int, column: int, value: float, channel: int) -> None:
        bench = self.bench.with_weight((row, column), value, None if channel < 0 else channel)
        self._document.set_kernel_bench(bench, self.tr("Change a weight"))

    def _set(self, bench: KernelBench, label: str) -> None:
        self._document.set_kernel_bench(bench, label)
        self._document.end_gesture()

    def _ask_where(self) -> None:
        ask_for_page(self, self._document, self.export_drawing)

    def _ask_where_film(self) -> None:
        ask_and_write(self, self.tr("Save the film"), f"{self._document.title}.gif", self.tr("Films (*.gif *.webp)"),
                      self.export_film, self._document.failed.emit)
