"""Fill in the δ: a number is blank, and what a person enters is checked and traced to what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.i18n import translate
from app.numbers import grouped, number
from app.plain import Label
from app.widgets.number_box import NumberBox
from engine.step import DeltaParts, check_delta, equal_parts

MOST = 6
"""Numbers of a list that are given."""


class FillIn(QWidget):
    """`known` when the blank is filled: by the right answer, or because the person gave it up."""

    known = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._parts: DeltaParts | None = None
        self.given = Label(wordWrap=True)
        self.answer = NumberBox()
        self.answer.setToolTip(self.tr("Your δ. Two significant digits are enough; Enter checks it."))
        self.answer.setAccessibleName(self.tr("Your δ"))
        self.check = QPushButton(self.tr("Check"))
        self.check.setToolTip(self.tr("Compare it with the engine's δ, and say what is missing."))
        self.reveal = QPushButton(self.tr("Show it"))
        self.reveal.setToolTip(self.tr("Give this one up, and see how it comes about."))
        self.verdict = Label(wordWrap=True)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Label("δ ="))
        row.addWidget(self.answer, 1)
        row.addWidget(self.check)
        row.addWidget(self.reveal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.given)
        column.addLayout(row)
        column.addWidget(self.verdict)
        self.answer.finished.connect(self._judge)
        self.check.clicked.connect(lambda: self._judge(self.answer.number()))
        self.reveal.clicked.connect(self.known)

    def ask(self, parts: DeltaParts, unit: str, behind: str, loss: str, *, anew: bool) -> None:
        """Ask for the δ of `unit`; `behind` is the layer that it feeds, `loss` what a head there is called. With `anew`
        it is another one than before."""
        self._parts = parts
        self.given.setText("\n".join(self._givens(parts, unit, behind, loss)))
        if anew:
            self.answer.clear()
            self.verdict.setText("")

    def _givens(self, parts: DeltaParts, unit: str, behind: str, loss: str) -> list[str]:
        lines = []
        if parts.head is not None:
            _, prediction, target, share = parts.head
            count = equal_parts(share)
            told = self.tr("{loss}: ŷ = {prediction}, y = {target}") if count == 1 else self.tr(
                "{loss}, times {share}: ŷ = {prediction}, y = {target}")
            lines.append(told.format(loss=loss, share=f"1/{count}" if count else number(share),
                                     prediction=number(prediction), target=number(target)))
        elif parts.paths:
            lines.append(self.tr("δ of {layer}: {deltas}").format(
                layer=behind, deltas=_listed([delta for _, delta in parts.paths])))
            lines.append(self.tr("W of {layer} (inputs × units), row {unit}: {weights}").format(
                layer=behind, unit=unit, weights=_listed([weight for weight, _ in parts.paths])))
            if parts.into:
                lines.append(self.tr("column {unit}: {weights}").format(unit=unit, weights=_listed(parts.into)))
            if rest := parts.paths[MOST:]:
                lines.append(self.tr("the other {count} paths together: Σ w δ = {sum}").format(
                    count=grouped(len(rest)), sum=number(sum(weight * delta for weight, delta in rest))))
        else:
            lines.append(f"∂ℓ/∂a = {number(parts.arriving)}")
        slope = "" if parts.slope is None else f", f′(z) = {number(parts.slope)}"
        lines.append(f"f(z) = {number(parts.activation)}{slope}")
        return lines

    def _judge(self, answer: object) -> None:
        if self._parts is None:
            return
        if not isinstance(answer, float | int):
            if str(answer).strip("“” "):
                self.verdict.setText(self.tr("“{text}” is no number.").format(text=str(answer)[:20]))
            return
        verdict = check_delta(float(answer), self._parts)
        self.verdict.setText(translate(verdict.sentence).format(**verdict.values))
        if verdict.right:
            self.known.emit()


def _listed(values: Iterable[float]) -> str:
    values = list(values)
    return "  ".join(map(number, values[:MOST])) + ("  …" if len(values) > MOST else "")
