"""The data panel: the set, its settings, features, split and scale; what came of it; tables and images of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate, translate_error
from app.numbers import grouped
from app.plain import Label, tooltip
from app.theme import icon, theme_bus
from app.training.session import TrainingSession
from app.widgets.background import Background
from app.widgets.data_panel.beside import TABLES, load_beside
from app.widgets.data_panel.features import FeatureBoxes
from app.widgets.data_panel.gallery import Gallery
from app.widgets.data_panel.in_hand import ExampleInHand
from app.widgets.data_panel.made_data import MadeData
from app.widgets.data_panel.own_images import OwnImages, dropped_images
from app.widgets.data_panel.own_table import OwnTable, dropped_table
from app.widgets.data_panel.own_text import OwnText, dropped_text
from app.widgets.data_panel.points_field import points_in
from app.widgets.data_panel.thumbnails import thumbnail
from app.widgets.data_panel.variants import Variants
from app.widgets.forms import FieldForm
from app.widgets.sentence import ErrorSentence
from engine.data import PREPARATION, SOURCES, Data, DataSpec
from engine.data.texts.texts_table import FIELDS as TEXT_FIELDS
from engine.errors import LaderaError

MOST_CLASSES = 12
"""Classes that are counted by name."""


class DataPanel(QScrollArea):
    """Every edit is an undo step of the document; data are loaded beside the window, and errors said here.

    `own_table` and `own_images` open files; `examples_wanted` when the person wants to see all of the examples.
    """

    examples_wanted = Signal()

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._background = Background(self)
        self._background.done.connect(self._loaded)
        self._background.failed.connect(self._refused)
        self._refusal = ""  # why what the person wanted last was not done; it stays while training goes on
        self._readers = readers = session.workplace.readers
        self.own_table = OwnTable(document, readers, self)
        self.own_images = OwnImages(document, readers, self)
        self.own_text = OwnText(document, readers, self)
        self.made = MadeData(document, self)
        for own in (self.own_table, self.own_images, self.own_text, self.made):
            own.chosen.connect(self._loaded)
            own.failed.connect(self._refused)
        self.own_table.prose.connect(self.own_text.open)
        self._wanted: DataSpec | None = None
        self._source_name = ""
        self._form: FieldForm | None = None
        self._gallery: Gallery | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self._build()
        for signal in (document.model.data_changed, document.model.project_replaced):
            signal.connect(self.refresh)
        session.data_loaded.connect(self._show_data)
        session.state_changed.connect(self._follow_state)
        theme_bus.changed.connect(self._restyle)
        self.refresh()
        self._show_data(session.data)

    # Putting together

    def _build(self) -> None:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        self.source = QPushButton(toolTip=self.tr("Choose other data to learn from."))
        self.source.setStyleSheet("text-align: left")
        self.source.setIconSize(QSize(40, 40))
        self.source.setFixedHeight(54)
        self.source.clicked.connect(self.open_gallery)
        self._help = _muted()
        self._about = _muted()
        self.open_own = QPushButton(icon("open"), self.tr("Open your own…"))
        self.open_own.setToolTip(tooltip(self.tr(
            "Learn from data of your own: a table, images, a text, points that you draw or a function. Tables, "
            "images and texts can be dropped here too.")))
        menu = QMenu(self.open_own)
        for picture, title, choose in (
                ("table", self.tr("A table…"), self.own_table.choose),
                ("image", self.tr("A folder of images…"), self.own_images.choose_folder),
                ("image", self.tr("A file that holds many images…"), self.own_images.choose_file),
                ("text", self.tr("A text…"), self.own_text.choose),
                ("paste", self.tr("The text on the clipboard"), self.own_text.paste),
                ("predictions", self.tr("Draw points…"), self.made.draw),
                ("wave", self.tr("From a function…"), self.made.type)):
            menu.addAction(icon(picture), title, choose)
        self.open_own.setMenu(menu)
        self.change_images = QPushButton(self.tr("Size and colours…"))
        self.change_images.setToolTip(self.tr("In which form the network gets the images; they are read again."))
        self.change_images.clicked.connect(self.own_images.reopen)
        self.change_table = QPushButton(self.tr("Columns and target…"))
        self.change_table.setToolTip(self.tr("How the table is read, which column is predicted, and from which."))
        self.change_table.clicked.connect(self.own_table.reopen)
        self.change_points = QPushButton(self.tr("Draw points…"))
        self.change_points.setToolTip(self.tr("The sheet with these points: draw more, or take some away."))
        self.change_points.clicked.connect(self.made.draw)
        self.sentence = ErrorSentence()
        self.features = FeatureBoxes()
        self.features.changed.connect(lambda names: self.change(features=names))
        self._features_heading = _heading(self.tr("Features"), self.tr(
            "What the network sees of each point. With the right features a task needs no hidden layer."))
        self.preparation = FieldForm(PREPARATION)
        self.preparation.changed.connect(lambda name, value: self.change(**{name: value}))
        self.preparation.left.connect(self._document.end_gesture)
        self._form_place = QVBoxLayout()
        self.counts = _muted()
        self.in_hand = ExampleInHand(self._document, self._session, page)
        self.variants = Variants(self._document, self._session)
        self.all_examples = QPushButton(icon("table"), self.tr("All examples…"))
        self.all_examples.setToolTip(self.tr("A table of all examples, with what the network says of each."))
        self.all_examples.clicked.connect(self.examples_wanted)
        for widget in (self.source, self._help, self.open_own, self.change_table, self.change_points,
                       self.change_images, self.sentence):
            layout.addWidget(widget)
        layout.addLayout(self._form_place)
        layout.addWidget(self._features_heading)
        layout.addWidget(self.features)
        layout.addWidget(_heading(self.tr("Preparation"), ""))
        layout.addWidget(self.preparation)
        layout.addWidget(_heading(self.tr("Example in hand"), self.tr(
            "The example that the pictures of the network are about. Its numbers can be changed: what would the "
            "network say then?")))
        layout.addWidget(self.in_hand)
        layout.addWidget(self.variants)
        layout.addWidget(_heading(self.tr("Examples"), ""))
        layout.addWidget(self.counts)
        layout.addWidget(self.all_examples)
        layout.addWidget(self._about)
        layout.addStretch(1)
        self.setWidget(page)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for all of it: it only scrolls up and down."""
        beside = self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        return QSize(self.widget().minimumSizeHint().width() + beside, super().minimumSizeHint().height())

    # Showing

    def refresh(self) -> None:
        """Show the document's data."""
        spec = self._document.model.data_spec
        source = SOURCES[spec.source]
        self._wanted, self._refusal = None, ""
        held = spec.source if spec.content is not None else ""
        drawn = held == "csv" and bool(points_in(spec.content))
        title, help = (self.tr("Your points"), self.tr("Points of two classes that you drew.")) if drawn else (
            translate(source.title), translate(source.help))
        self.source.setText(f"  {title}  ▾")
        self.source.setIcon(thumbnail(spec.source))
        self._help.setText(help)
        self._about.setText(translate(source.about))
        for button, offered in ((self.change_table, held in TABLES and not drawn), (self.change_points, drawn),
                                (self.change_images, held == "pictures")):
            button.setVisible(offered)
        for widget in (self._features_heading, self.features):
            widget.setVisible(bool(source.features))
        self.features.set_features(spec.features)
        if spec.source != self._source_name:
            self._source_name = spec.source
            self._replace_form([field for field in source.fields if spec.source not in TABLES or field in TEXT_FIELDS])
        self._show_settings(spec)
        self.updateGeometry()

    def _show_settings(self, spec: DataSpec) -> None:
        if self._form is not None:
            self._form.set_values(spec.settings)
        self.preparation.set_values({field.name: getattr(spec, field.name) for field in PREPARATION})

    def _replace_form(self, fields: Sequence[Any]) -> None:
        if self._form is not None:
            self._form_place.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if fields:
            self._form = FieldForm(fields)
            self._form.changed.connect(self._change_setting)
            self._form.left.connect(self._document.end_gesture)
            self._form_place.addWidget(self._form)

    @property
    def form(self) -> FieldForm | None:
        """The settings of the source; None when it has none here."""
        return self._form

    def _show_data(self, data: Data | None) -> None:
        self.all_examples.setVisible(data is not None)
        self.counts.setText("" if data is None else self._counted(data))
        for part in ("validation", "test"):
            self.preparation.editor(f"{part}_fraction").setEnabled(data is None or part not in data.given)

    def _counted(self, data: Data) -> str:
        counts = data.describe()
        lines = [self.tr("{train} to train, {validation} to validate, {test} to test.").format(
            train=grouped(counts.train), validation=grouped(counts.validation), test=grouped(counts.test))]
        if counts.classes:
            named = [f"{name}: {grouped(count)}" for name, count in counts.classes.items()]
            shown = ", ".join(named[:MOST_CLASSES]) + ("…" if len(named) > MOST_CLASSES else "")
            lines.append(self.tr("Classes: {classes}.").format(classes=shown))
        lines.append(self.tr("Inputs: {inputs}, outputs: {outputs}.").format(
            inputs=counts.inputs, outputs=counts.targets))
        if counts.dropped:
            lines.append(self.tr("{count} rows with missing values are left out.").format(
                count=grouped(counts.dropped)))
        if counts.filled:
            lines.append(self.tr("{count} missing values are filled.").format(count=grouped(counts.filled)))
        return "\n".join(lines)

    def _follow_state(self, state: str) -> None:
        if state == "empty" and self._session.data is None and self._session.problems:
            self.sentence.say(translate_error(self._session.problems[0]))
        elif not self._background.busy:
            self.sentence.say(self._refusal)

    # Editing

    def change(self, **changes: Any) -> None:
        """Learn from data with other settings; `sentence` says why not."""
        try:
            spec = replace(self._wanted or self._document.model.data_spec, **changes)
        except LaderaError as error:
            self._refused(error)
            return
        self.choose(spec)

    def choose(self, spec: DataSpec) -> None:
        """Load, and then let the document have it."""
        self._wanted = spec
        self._refusal = ""
        self._background.ask(lambda: load_beside(self._readers, translate(SOURCES[spec.source].title), spec))

    def _change_setting(self, name: str, value: Any) -> None:
        settings = (self._wanted or self._document.model.data_spec).settings
        self.change(settings={**settings, name: value})

    def _loaded(self, data: Data) -> None:
        self.sentence.say("")
        self._document.keep_loaded(data)
        try:
            self._document.set_data(data.spec)
        except LaderaError as error:
            self._refused(error)

    def _refused(self, error: LaderaError) -> None:
        self.refresh()
        self._refusal = translate_error(error)
        self.sentence.say(self._refusal)

    # Choosing

    def open_gallery(self) -> Gallery:
        """Offer the sets under the button."""
        self._gallery = Gallery(self._document.model.data_spec.source, self)
        self._gallery.chosen.connect(self.choose_source)
        own = {"csv": self.own_table.choose, "texts": self.own_table.choose, "pictures": self.own_images.choose_folder,
               "text": self.own_text.choose}
        self._gallery.file_wanted.connect(lambda source: own[source]())
        self._gallery.adjustSize()
        below = self.source.mapToGlobal(QPoint(0, self.source.height() + 2))
        room = self.screen().availableGeometry()
        size = self._gallery.sizeHint()
        self._gallery.move(min(below.x(), room.right() - size.width()), min(below.y(), room.bottom() - size.height()))
        self._gallery.show()
        return self._gallery

    def choose_source(self, name: str) -> None:
        """Another set with its default settings; split and scale stay."""
        spec = self._document.model.data_spec
        self._document.end_gesture()
        self.choose(DataSpec(name, standardize=spec.standardize, validation_fraction=spec.validation_fraction,
                             test_fraction=spec.test_fraction, seed=spec.seed))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._opener(event.mimeData()) is not None or self.in_hand.can_take(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        opener = self._opener(event.mimeData())
        if opener is not None:
            event.acceptProposedAction()
            opener()
        elif self.in_hand.can_take(event.mimeData()) and self.in_hand.tools.pictures.take(event.mimeData()):
            event.acceptProposedAction()

    def _opener(self, mime: QMimeData) -> Callable[[], None] | None:
        """What opens the file or folder that is dragged."""
        for found, take in ((dropped_table(mime), self.own_table.drop), (dropped_images(mime), self.own_images.open),
                            (dropped_text(mime), self._take_text)):
            if found is not None:
                return partial(take, found)
        return None

    def _take_text(self, found: Path | str) -> None:
        self.own_text.open(found) if isinstance(found, Path) else self.own_text.take(found)

    def _restyle(self, _: object) -> None:
        self.open_own.setIcon(icon("open"))
        self.all_examples.setIcon(icon("table"))
        self.refresh()


def _muted() -> Label:
    label = Label(wordWrap=True)
    label.setProperty("look", "muted")
    return label


def _heading(text: str, help: str) -> Label:
    label = Label(text, toolTip=tooltip(help))
    label.setProperty("look", "heading")
    label.setContentsMargins(0, 8, 0, 0)
    return label
