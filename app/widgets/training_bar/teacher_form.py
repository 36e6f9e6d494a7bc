"""The teacher of a training: which network it is, and how it teaches."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.document.document import Document
from app.i18n import translate_error
from app.numbers import grouped
from app.plain import Label, tooltip
from app.widgets.forms import FieldForm
from app.widgets.sentence import ErrorSentence
from engine.errors import LaderaError
from engine.training.teacher import MOST_WEIGHTS, TEACHER_FIELDS, Teacher


class TeacherForm(QWidget):
    """Takes the network that is drawn, as it has learned, for the teacher of those to come, or gives the teacher up.
    Every change is an undo step of the document."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.said, self.refusal = Label(wordWrap=True), ErrorSentence()
        self.said.setProperty("look", "muted")
        self.said.setMinimumWidth(240)
        self.take, self.leave = QPushButton(self.tr("Make this network the teacher")), QPushButton(
            self.tr("Without a teacher"))
        self.take.setToolTip(tooltip(self.tr(
            "Keep the network of the drawing with what it has learned; whatever is drawn and trained from now on "
            "learns from it too. It stays with the project.")))
        self.leave.setToolTip(tooltip(self.tr("Learn from the data alone")))
        self.form = FieldForm(TEACHER_FIELDS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.said, self.take, self.leave, self.refusal, self.form):
            column.addWidget(widget)
        self.take.clicked.connect(lambda _=False: self._take())
        self.leave.clicked.connect(lambda _=False: self._change("teacher", None))
        self.form.changed.connect(self._change)
        self.form.left.connect(document.end_gesture)
        self.refresh()

    def refresh(self) -> None:
        """Show the document's settings."""
        project = self._document.model.project
        teacher = project.training.teacher
        self.form.set_values({field.name: getattr(project.training, field.name) for field in TEACHER_FIELDS})
        self.form.setEnabled(teacher is not None)
        self.leave.setEnabled(teacher is not None)
        self.take.setEnabled(project.parameters is not None and not project.graph.problems()
                             and len(project.parameters) <= MOST_WEIGHTS)
        self.said.setText(
            self.tr("Draw and train a large network, and make it the teacher. Then draw a smaller one: it learns what "
                    "the teacher says of every example, beside the targets.") if teacher is None else
            self.tr("“{name}” teaches: {layers}; {count} weights.").format(
                name=teacher.title, layers=", ".join(spec.name for spec in teacher.graph.order()),
                count=grouped(len(teacher.parameters))))

    def _take(self) -> None:
        project = self._document.model.project
        try:
            self._change("teacher", Teacher(project.title, project.graph, project.parameters))
        except LaderaError as error:
            self.refusal.say(translate_error(error))

    def _change(self, name: str, value: object) -> None:
        self._document.set_training(**{name: value})
        if name == "teacher":
            self._document.end_gesture()
            self.refresh()
