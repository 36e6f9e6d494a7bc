"""The workspace: kernels moved by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDockWidget, QWidget

from app.document.document import Document
from app.i18n import translate, translate_error
from app.pictures import png
from app.widgets.plot import copy_picture
from app.widgets.save_file import ask_where
from app.widgets.upright_scroll import UprightScroll
from app.workspaces.convolution.bench_panel import BenchPanel
from app.workspaces.convolution.bench_view import BenchView
from app.workspaces.convolution.own_pictures import OwnPictures
from app.workspaces.docked import LEFT, DockedWorkspace
from engine.errors import LaderaError
from engine.formats.atomic import write_atomically
from engine.vision import BENCH_SCENES, BenchScene, KernelBench, Picture


class ConvolutionWorkspace(DockedWorkspace):
    """Shows the document's kernel bench; every change goes through the document, and can be undone."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.panel, self.view = BenchPanel(), BenchView()
        self.pictures = OwnPictures(self)
        self.setCentralWidget(self.view)
        self._dock: QDockWidget = self.add_dock("convolution-bench", self.tr("Kernel bench"), UprightScroll(self.panel),
                                                LEFT)
        self.setAcceptDrops(True)
        self._stale = True
        self._connect()
        self._follow()

    @property
    def bench(self) -> KernelBench:
        return self._document.model.project.kernel_bench or KernelBench()

    @property
    def settled(self) -> bool:
        """Whether what is shown is what was asked for."""
        return self.view.settled and not self.pictures.busy

    @property
    def commands(self) -> dict[str, Callable[[], None]]:
        """The window's actions that this workspace carries out."""
        return {"paste": self.pictures.paste, "copy_image": self.copy_image, "export_drawing": self._ask_where}

    @property
    def scenes(self) -> dict[str, Callable[[], None]]:
        """The ready benches."""
        return {name: lambda scene=scene: self._show_scene(scene) for name, scene in BENCH_SCENES.items()}

    def copy_image(self) -> None:
        """The bench on the clipboard."""
        copy_picture(self.view)

    def export_drawing(self, path: Path) -> None:
        """The bench as PNG. Raises FormatError."""
        write_atomically(path, png(self.view.grab()))

    def arrange(self) -> None:
        self.resizeDocks([self._dock], [max(338, self.width() // 5)], Qt.Orientation.Horizontal)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        if self._stale:
            self._follow()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.pictures.can_take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.pictures.take(event.mimeData()):
            event.accept()

    # Inside

    def _connect(self) -> None:
        model = self._document.model
        model.kernel_bench_changed.connect(self._follow)
        model.project_replaced.connect(self._follow)
        self.panel.chosen.connect(self._document.set_kernel_bench)
        for part in (self.panel, self.view):
            part.finished.connect(self._document.end_gesture)
        self.panel.open_asked.connect(self.pictures.ask)
        self.panel.paste_asked.connect(self.pictures.paste)
        self.pictures.brought.connect(self._bring)
        self.pictures.failed.connect(self.panel.say)
        self.view.weight_changed.connect(self._change_weight)

    def _follow(self) -> None:
        self._stale = not self.isVisible()
        if not self._stale:
            self.panel.show_bench(self.bench)
            self.view.show_bench(self.bench)

    def _show_scene(self, scene: BenchScene) -> None:
        self._set(scene.bench, self.tr("Scene: {title}").format(title=translate(scene.title)))

    def _bring(self, picture: Picture, label: str) -> None:
        try:
            bench = replace(self.bench, picture=picture)
        except LaderaError as error:
            self.panel.say(translate_error(error))
            return
        self._set(bench, label)

    def _change_weight(self, row: int, column: int, value: float, channel: int) -> None:
        bench = self.bench.with_weight((row, column), value, None if channel < 0 else channel)
        self._document.set_kernel_bench(bench, self.tr("Change a weight"))

    def _set(self, bench: KernelBench, label: str) -> None:
        self._document.set_kernel_bench(bench, label)
        self._document.end_gesture()

    def _ask_where(self) -> None:
        path = ask_where(self, self.tr("Export drawing"), f"{self._document.title}.png", self.tr("Pictures (*.png)"))
        if path is not None:
            try:
                self.export_drawing(path)
            except LaderaError as error:
                self._document.failed.emit(error)
