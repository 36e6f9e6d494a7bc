"""What an attack on the example in hand may do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from app.numbers import number
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout, align_columns
from app.widgets.number_box import WholeBox
from app.workspaces.convolution.class_choice import ClassChoice

STRENGTHS, MOST_STEPS = 200, 40


class AttackPanel(QWidget):
    """`chosen` when the person wants another attack, `kept` when the curve of accuracies is to stay for comparison."""

    chosen = Signal()
    kept = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._strongest, self.unit = 1.0, 1.0
        self.heads = ClassChoice(with_class=False)
        self.method_box = Choice(8)
        self.method_box.addItem(self.tr("FGSM, one step"), False)
        self.method_box.addItem(self.tr("PGD, several steps"), True)
        self.method_box.setToolTip(tooltip(self.tr(
            "The fast gradient sign method moves every pixel by ε along the sign of its slope; projected gradient "
            "descent takes several steps, none of them beyond ε, and finds worse pictures")))
        self.strength = QSlider(Qt.Orientation.Horizontal, maximum=STRENGTHS, value=STRENGTHS // 10)
        self.strength.setToolTip(self.tr("How far each pixel may be moved, at most"))
        self.strength.setAccessibleName(self.tr("Strength of the attack"))
        self.epsilon_text = Label()
        self.epsilon_text.setProperty("look", "number")
        self.steps = WholeBox(minimum=2, maximum=MOST_STEPS, value=10)
        self.steps.setToolTip(self.tr("Steps of the attack; each is 2.5 ε divided by their number"))
        self.said, self.about = Label(wordWrap=True), Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        self.keep = QPushButton(self.tr("Keep the accuracies to compare"))
        self.keep.setToolTip(tooltip(self.tr("Then train against attacks, with Training settings, and see what it "
                                             "gains and what it costs")))
        self.keep.clicked.connect(lambda _=False: self.kept.emit())
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.strength, 1)
        row.addWidget(self.epsilon_text)
        strong = QWidget()
        strong.setLayout(row)
        form = FormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.add(self.tr("Attack"), self.method_box)
        form.add(self.tr("Strength"), strong)
        form.add(self.tr("Steps"), self.steps)
        self._form = form
        align_columns((self.heads.rows, form))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.heads)
        column.addLayout(form)
        column.addWidget(self.said)
        column.addWidget(self.about)
        column.addSpacing(6)
        column.addWidget(self.keep)
        column.addStretch(1)
        self.heads.chosen.connect(self.chosen)
        self.method_box.activated.connect(self._change)
        self.strength.valueChanged.connect(self._change)
        self.steps.valueChanged.connect(self._change)
        self._show()

    @property
    def epsilon(self) -> float:
        """In the units in which the network gets its inputs."""
        return self._strongest * self.strength.value() / STRENGTHS

    @property
    def attack_steps(self) -> int:
        return self.steps.value() if self.method_box.currentData() else 1

    def set_bounds(self, strongest: float, unit: float) -> None:
        """The strongest attack, and how many units of the pixels one of the network's is. Silent."""
        self._strongest, self.unit = strongest, unit
        self._show()

    def _change(self, *_: object) -> None:
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        self._form.setRowVisible(self.steps, bool(self.method_box.currentData()))
        self.epsilon_text.setText(f"ε = {number(float(f'{self.epsilon * self.unit:.3g}'))}")
