"""The inspector for several layers: the settings that they share, edited together."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.canvas.edits import one_step
from app.canvas.wording import layers_text, weights_text
from app.document.document import Document
from app.inspector.parts import ProblemList, heading, paragraph
from app.widgets.forms import MIXED, FieldForm
from engine.fields import Field
from engine.graph import LayerSpec


def common_fields(specs: list[LayerSpec]) -> tuple[Field, ...]:
    """The settings that all of these layers have, alike in every respect but the default."""
    def same(field: Field, spec: LayerSpec) -> bool:
        return any(type(other) is type(field) and vars(other) | {"default": None} == vars(field) | {"default": None}
                   for other in spec.layer.fields)

    return tuple(field for field in specs[0].layer.fields if all(same(field, spec) for spec in specs[1:]))


class LayersPage(QWidget):
    """A change is made to all selected layers in one undo step."""

    chosen = Signal(tuple)

    def __init__(self, document: Document, names: tuple[str, ...]) -> None:
        super().__init__()
        self._document = document
        self._names = names
        fields = common_fields(self._specs())
        self.form = FieldForm(fields)
        self.form.changed.connect(self._change)
        self.form.left.connect(document.end_gesture)
        self.problems = ProblemList()
        self.problems.chosen.connect(self.chosen)
        self._facts = paragraph()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 14)
        layout.setSpacing(10)
        layout.addWidget(heading(self.tr("{layers} selected").format(layers=layers_text(len(names)))))
        layout.addWidget(self._facts)
        layout.addWidget(self.problems)
        layout.addSpacing(6)
        layout.addWidget(heading(self.tr("Settings in common")))
        if fields:
            layout.addWidget(self.form)
        else:
            layout.addWidget(paragraph(self.tr("These layers have no setting in common.")))
        layout.addStretch(1)
        self.sync()

    def _specs(self) -> list[LayerSpec]:
        return [self._document.model.graph.layer(name) for name in self._names]

    def renamed(self, old: str, new: str) -> None:
        """Follow a layer that got another name."""
        self._names = tuple(new if name == old else name for name in self._names)

    def sync(self) -> None:
        """Show what holds now."""
        graph = self._document.model.graph
        counts = graph.parameter_counts()
        self._facts.setText(f"{', '.join(self._names)}\n{weights_text(sum(counts[name] for name in self._names))}")
        self.problems.show_problems(problem for problem in self._document.complaints.told(graph.problems())
                                    if set(problem.layers) & set(self._names))
        specs = self._specs()
        for name in self.form.names():
            values = {spec.settings[name] for spec in specs}
            self.form.set_values({name: values.pop() if len(values) == 1 else MIXED})

    def _change(self, field: str, value: object) -> None:
        with one_step(self._document, self.tr("Change several layers")):
            for name in self._names:
                self._document.change_settings(name, {field: value})
