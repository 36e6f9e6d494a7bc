"""The inspector for one layer."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.canvas.wording import weights_text
from app.document.document import Document
from app.i18n import translate, translate_error
from app.inspector.collapse import CollapsePart
from app.inspector.formula import Formulas
from app.inspector.parts import Facts, ProblemList, Tile, heading, paragraph, parameter_rows
from app.plain import Label, markup, tooltip
from app.widgets.forms import FieldForm
from app.widgets.sentence import ErrorSentence
from engine.errors import LaderaError
from engine.layers import shape_text


class LayerPage(QWidget):
    """Name, help, problems, settings, shapes and weights of one layer; edits go through the document."""

    chosen = Signal(tuple)

    def __init__(self, document: Document, names: tuple[str, ...]) -> None:
        super().__init__()
        self._document = document
        [self._name] = names
        spec = document.model.graph.layer(self._name)
        self._kind = spec.kind
        self.name_field = QLineEdit()
        self._show_name()
        self.name_field.setAccessibleName(self.tr("Name of the layer"))
        self.name_field.editingFinished.connect(self._rename)
        self.name_field.textEdited.connect(self._forget_error)
        self._name_error = ErrorSentence()
        self.problems = ProblemList()
        self.problems.chosen.connect(self.chosen)
        self._form: FieldForm | None = None
        self._formulas: Formulas | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go_on)
        self.collapse = CollapsePart(document)
        document.model.parameters_changed.connect(self._show_collapse)
        self.shapes, self.parameters = Facts(), Facts()
        self.parameters_heading = heading("")
        self._lay_out(spec.kind, translate(spec.layer.title), translate(spec.layer.help))
        self.sync()

    def _lay_out(self, kind: str, title: str, explanation: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.name_field)
        words.addWidget(self._name_error)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(Tile(kind))
        top.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(paragraph(
            markup("<b>{title}.</b> {explanation}", title=title, explanation=explanation)))
        layout.addWidget(self.problems)
        self._place_of_form = QVBoxLayout()
        self._place_of_form.setSpacing(10)
        layout.addLayout(self._place_of_form)
        layout.addWidget(self.collapse)
        self._place_of_formulas = QVBoxLayout()
        layout.addLayout(self._place_of_formulas)
        layout.addSpacing(6)
        shapes_heading: Label = heading(self.tr("Shape of one example"))
        shapes_heading.setToolTip(self.tr("What comes in and what leaves, without the batch axis"))
        layout.addWidget(shapes_heading)
        layout.addWidget(self.shapes)
        layout.addSpacing(6)
        layout.addWidget(self.parameters_heading)
        layout.addWidget(self.parameters)
        layout.addStretch(1)

    def is_for(self, name: str) -> bool:
        """Whether a layer is of the kind that the page is made for."""
        return self._document.model.graph.layer(name).kind == self._kind

    def show_layer(self, name: str) -> None:
        """Go on to another layer of the same kind: its numbers take the place of those of the one before."""
        self._name = name
        self._say("")
        self.form.begin_anew()
        self.sync()

    def renamed(self, old: str, new: str) -> None:
        """Follow a layer that got another name."""
        if self._name == old:
            self._name = new
            self._show_name()

    def _show_name(self) -> None:
        """From its beginning; the tip has all of a long one."""
        if self.name_field.text() != self._name:
            self.name_field.setText(self._name)
            self.name_field.setCursorPosition(0)
        self.name_field.setToolTip(tooltip("\n".join((self._name, self.tr(
            "The layer's name, which its weights carry in files: letters, digits and _")))))

    def sync(self) -> None:
        """Show what holds now."""
        graph = self._document.model.graph
        spec = graph.layer(self._name)
        if not self._name_error.text():
            self._show_name()
        if self._form is not None:
            self._form.set_values(spec.settings)
        self._soon.start()
        self.problems.show_problems(
            problem for problem in self._document.complaints.told(graph.problems()) if self._name in problem.layers)
        shapes = graph.partial_shapes()
        unknown = self.tr("not known yet")
        rows = [(self.tr("from {name}").format(name=name), shape_text(shapes[name]) if name in shapes else unknown)
                for name in graph.inputs_of(self._name)]
        rows.append((self.tr("output"), shape_text(shapes[self._name]) if self._name in shapes else unknown))
        self.shapes.show_rows(rows)
        parameters = parameter_rows(graph.parameters_of(self._name))
        self.parameters.show_rows(parameters)
        self.parameters_heading.setText(weights_text(graph.parameter_counts()[self._name]))
        self.parameters_heading.setVisible(bool(parameters))
        self._show_collapse()

    @property
    def form(self) -> FieldForm:
        """A turn of the event loop after what stands above it, or when somebody asks: many settings take long."""
        if self._form is None:
            self._make_form()
        return self._form

    def _make_form(self) -> None:
        spec = self._document.model.graph.layer(self._name)
        self._form = FieldForm(spec.layer.fields)
        self._form.set_values(spec.settings)
        self._form.changed.connect(self._change)
        self._form.left.connect(self._document.end_gesture)
        if self._form.names():
            self._place_of_form.addSpacing(6)
            self._place_of_form.addWidget(heading(self.tr("Settings")))
            self._place_of_form.addWidget(self._form)

    @property
    def formulas(self) -> Formulas:
        """In turns of the event loop after the form, or when somebody asks: equations take long to typeset."""
        if self._soon.isActive():
            self._soon.stop()
            while self._show_formulas():
                pass
        return self._formulas

    def _go_on(self) -> None:
        """The next part of the page, a turn for each."""
        if self._name not in self._document.model.graph or not self.is_for(self._name):
            return
        if self._form is None:
            self._make_form()
            self._soon.start()
        elif self._show_formulas():
            self._soon.start()

    def _show_formulas(self) -> bool:
        """The next of them; whether there was one."""
        if self._formulas is None:
            self._formulas = Formulas(self._kind)
            self._place_of_formulas.addWidget(self._formulas)
        if self._name in self._document.model.graph:
            self._formulas.show_settings(self._document.model.graph.layer(self._name).settings)
        return self._formulas.go_on()

    def _show_collapse(self) -> None:
        if self._name in self._document.model.graph:
            self.collapse.show_layer(self._name)

    def _change(self, field: str, value: object) -> None:
        self._document.change_settings(self._name, {field: value})

    def _rename(self) -> None:
        try:
            self._document.rename(self._name, self.name_field.text())
        except LaderaError as error:
            self._say(translate_error(error))

    def _forget_error(self) -> None:
        self._say("")

    def _say(self, sentence: str) -> None:
        if sentence == self._name_error.text():
            return
        self._name_error.say(sentence)
        self.name_field.setProperty("invalid", bool(sentence))
        self.name_field.style().unpolish(self.name_field)
        self.name_field.style().polish(self.name_field)
