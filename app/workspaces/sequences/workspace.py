"""The workspace: networks that read sequences, from inside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDockWidget, QStackedWidget, QWidget

from app.document.document import Document
from app.plain import Label
from app.training.session import TrainingSession
from app.widgets.plot import copy_picture
from app.widgets.upright_scroll import UprightScroll
from app.workspaces.docked import LEFT, DockedWorkspace
from app.workspaces.exporting import ask_for_page, write_page
from app.workspaces.pages import Pages
from app.workspaces.run_player import RunPlayer
from app.workspaces.sequences.memory_panel import MemoryPanel
from app.workspaces.sequences.memory_view import MemoryView
from app.workspaces.sequences.phrase_panel import PhrasePanel
from app.workspaces.sequences.phrase_view import PhraseView
from app.workspaces.sequences.prefix_box import PrefixBox
from app.workspaces.sequences.recurrence_panel import RecurrencePanel
from app.workspaces.sequences.recurrence_view import RecurrenceView
from app.workspaces.sequences.sequence_view import SequenceView
from app.workspaces.sequences.sum_view import SumView
from app.workspaces.sequences.translation_panel import TranslationPanel
from app.workspaces.sequences.translation_view import TranslationView
from app.workspaces.sequences.wheel_panel import WheelPanel
from app.workspaces.sequences.wheel_view import WheelView
from app.workspaces.sequences.words_panel import WordsPanel
from app.workspaces.sequences.words_view import WordsView
from app.workspaces.sequences.writing_panel import WritingPanel
from app.workspaces.sequences.writing_view import WritingView
from engine.sequences import SequenceSubject


class SequencesWorkspace(DockedWorkspace):
    """Pages about the network that is trained and the example in hand, and one about words, whose vectors are learned
    there; what is chosen on them changes nothing of the project. `turned` when another page is open."""

    turned = Signal()

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._panels, self._views = QStackedWidget(), QStackedWidget()
        self.pages = Pages()
        self.views: dict[str, SequenceView | WordsView] = {}
        for name, title, tip, panel, view in self._rows():
            self.pages.add(name, title, tip)
            self._panels.addWidget(UprightScroll(panel))
            self._views.addWidget(view)
            self.views[name] = view
        self.setMenuWidget(self.pages)
        self.setCentralWidget(self._views)
        self._dock: QDockWidget = self.add_dock("sequences", self.tr("Settings"), self._panels, LEFT)
        self.pages.turned.connect(self._turn)
        self.pages.choose("recurrence")

    @property
    def page(self) -> SequenceView | WordsView:
        """The one that is open."""
        return self._views.currentWidget()

    @property
    def settled(self) -> bool:
        """Whether what is shown is what was asked for."""
        player = self.playable
        return self._session.is_settled if player is None else not (player.busy or player.playing
                                                                    or self.page.choice.busy)

    @property
    def playable(self) -> RunPlayer | None:
        """What play, step and reset move on the page that is open; None where that is the training."""
        return self.page.player if isinstance(self.page, WordsView) else None

    @property
    def scenes(self) -> dict[str, Callable[[], None]]:
        """Vectors of words, learned to the end."""
        return {"words": self._show_words}

    @property
    def commands(self) -> dict[str, Callable[[], None]]:
        """The window's actions that this workspace carries out."""
        return {"copy_image": self.copy_image, "export_drawing": self._ask_where}

    @property
    def inside(self) -> dict[str, Callable[[], None]]:
        """The pages on which there is something to be seen of the network that is trained."""
        latest = self._session.latest
        subject = None if latest is None else SequenceSubject(latest.graph, latest.data)
        return {name: lambda name=name: self.show_page(name) for name, view in self.views.items()
                if isinstance(view, SequenceView) and not view.explain(subject)}

    def show_page(self, name: str) -> None:
        """One of the pages by name."""
        self.pages.choose(name)

    def copy_image(self) -> None:
        """What is seen on the clipboard."""
        copy_picture(self.page)

    def export_drawing(self, path: Path) -> None:
        """What is seen as PNG or SVG, or its numbers as npz, by the name. Raises FormatError."""
        write_page(path, self.page, self.page.arrays())

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        self.views["words"].player.pause()

    def arrange(self) -> None:
        self.resizeDocks([self._dock], [max(338, self.width() // 5)], Qt.Orientation.Horizontal)

    def _rows(self) -> tuple[tuple[str, str, str, QWidget, SequenceView | WordsView], ...]:
        """The pages: name, title, tooltip, what stands in the dock, what stands in the middle."""
        session, recurrence = self._session, RecurrencePanel()
        memory = MemoryPanel(session.workplace)
        phrases, wheel, words = PhrasePanel(), WheelPanel(), WordsPanel()
        translation = TranslationPanel(session.workplace)
        writing = WritingPanel(PrefixBox(self._document, session))
        return (
            ("recurrence", self.tr("Recurrence"), self.tr("A recurrent layer laid out in time, and the cell of a unit "
                                                          "with its numbers"),
             recurrence, RecurrenceView(session, recurrence)),
            ("memory", self.tr("How far does it remember?"), self.tr("What the states of earlier steps still mean to "
                                                                     "the loss, and three kinds of layers compared"),
             memory, MemoryView(session, memory, lambda: self._document.model.training_settings)),
            ("next", self.tr("Next symbol"), self.tr("How likely each symbol is, what the network goes on to write, "
                                                     "and a thousand futures"),
             writing, WritingView(session, writing)),
            ("phrases", self.tr("Units and phrases"), self.tr("Which units are on only in a phrase, and where else"),
             phrases, PhraseView(self._document, session, phrases)),
            ("wheel", self.tr("Take the wheel"), self.tr("Overwrite a unit, a gate or a symbol, and see the network go "
                                                         "on from there beside the untouched run"),
             wheel, WheelView(session, wheel)),
            ("translation", self.tr("Encoder and decoder"),
             self.tr("Where attention looks, what is written on its own, greedy or by beam search, and what changes"),
             translation, TranslationView(session, translation, lambda: self._document.model.training_settings)),
            ("sum", self.tr("A sentence as a sum"), self.tr("The vectors that the network has learned for words, and "
                                                            "the example in hand as their sum"),
             self._told(self.tr("What is seen is the embedding of the network that is trained: its words on the plane "
                                "on which they are spread most, and the sentence in hand as arrows, one for each "
                                "word. The order of words does not change where they end.")), SumView(session)),
            ("words", self.tr("Words as vectors"), self.tr("Vectors of words learned from a text: a map, what is near, "
                                                           "analogies, and sentences as sums"),
             words, WordsView(self._document, words)))

    @staticmethod
    def _told(text: str) -> Label:
        label = Label(text, wordWrap=True, alignment=Qt.AlignmentFlag.AlignTop)
        label.setProperty("look", "muted")
        label.setContentsMargins(12, 10, 12, 10)
        return label

    def _turn(self, page: int) -> None:
        self._panels.setCurrentIndex(page)
        self._views.setCurrentIndex(page)
        if self.playable is None:
            self.views["words"].player.pause()
        self.turned.emit()

    def _show_words(self) -> None:
        self.show_page("words")
        self.page.restart()
        self.page.player.play()

    def _ask_where(self) -> None:
        ask_for_page(self, self._document, self.export_drawing)
