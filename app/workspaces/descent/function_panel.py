"""What is walked down: a ready scene, a known function, or any expression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.i18n import translate, translate_error
from app.plain import Label, tooltip
from app.widgets.background import Background
from app.widgets.choice import Choice
from app.widgets.equation import SMALL
from app.widgets.form_layout import FormLayout
from app.widgets.number_box import NumberBox
from app.widgets.sentence import ErrorSentence
from app.widgets.upright_scroll import UprightScroll
from app.workspaces.descent.typed_equation import TypedEquation
from engine.descent import EXAMPLES, GROUPS, SCENES, DescentSetup, Expression, ExpressionError, Racer
from engine.descent.setup import CURVE_OVERLAYS, RESOLUTIONS
from engine.errors import LaderaError

LONG = 200
"""Characters of an expression that takes longer to differentiate than a turn of the window may: that is done beside."""
NAME = Qt.ItemDataRole.UserRole


class FunctionPanel(QWidget):
    """`chosen(setup, label)` when the person wants another descent; `label` names the step for undo. `left` when a
    series of changes ends."""

    chosen = Signal(object, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setup = DescentSetup()
        self._shown: tuple[object, ...] = ()
        self._differentiating = Background(self)
        self._differentiating.done.connect(self._show_slopes)
        self._differentiating.failed.connect(lambda error: self.error.say(translate_error(error)))
        self.scenes = _Scenes()
        self.scenes.setHeaderHidden(True)
        self.scenes.setToolTip(self.tr("Ready scenes: each shows one thing about descent"))
        self.scenes.setIndentation(12)
        self.scenes.setMinimumHeight(150)
        self._fill_scenes()
        self.sentence = Label(wordWrap=True)
        self.sentence.setProperty("look", "muted")
        self.gallery = Choice(12)
        self.gallery.setToolTip(self.tr("Functions that optimizers are tried on"))
        self.gallery.addItem(self.tr("Own function"), "")
        for example in EXAMPLES.values():
            self.gallery.addItem(translate(example.title), example.name)
        self.text = QLineEdit()
        self.text.setToolTip(self.tr("Any expression of x, or of x and y: x² + 3y, sin(x) cos(y), exp(−x²), √abs(x) …"))
        self.text.setAccessibleName(self.tr("Function"))
        self.error = ErrorSentence()
        self.equation, self.slope_x, self.slope_y = TypedEquation(), TypedEquation(SMALL), TypedEquation(SMALL)
        self.spans = tuple(NumberBox() for _ in range(4))
        first, last = self.tr("Where the picture begins"), self.tr("Where the picture ends")
        for box, tip in zip(self.spans, (first, last) * 2, strict=True):
            box.setMinimumWidth(52)
            box.setToolTip(tooltip(tip))
        self.resolution = Choice()
        self.resolution.setToolTip(self.tr("Points of the surface along each axis; walks do not depend on it"))
        for count in RESOLUTIONS:
            self.resolution.addItem(f"{count} × {count}", count)
        self.log = QCheckBox(self.tr("Logarithmic height"))
        self.log.setToolTip(self.tr("Show small differences near the bottom as well as large ones far above"))
        self._lay_out()
        for control in (self.gallery, self.resolution, self.log):
            control.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.scenes.currentItemChanged.connect(self._choose_scene)
        self.gallery.activated.connect(self._choose_example)
        self.text.textEdited.connect(self._type)
        for box in self.spans:
            box.finished.connect(lambda _: self._choose_domain())
        self.resolution.activated.connect(
            lambda _: self._change(self.tr("Change the resolution"), resolution=self.resolution.currentData()))
        self.log.clicked.connect(lambda on: self._change(self.tr("Change the height"), log_height=on))
        for done in (self.scenes.currentItemChanged, self.gallery.activated, self.text.editingFinished,
                     *(box.finished for box in self.spans), self.resolution.activated, self.log.clicked):
            done.connect(lambda *_: self.left.emit())

    def show_setup(self, setup: DescentSetup) -> None:
        """Show this one. Silent."""
        self._setup = setup
        shown = setup.text, setup.domain, setup.resolution, setup.log_height, setup.scene
        if shown == self._shown and not self.error.text():
            return
        self._shown = shown
        if self.text.text() != setup.text and not (
                self.text.hasFocus() and Expression(setup.text) == _read(self.text.text())):
            self.text.setText(setup.text)
            self.text.setCursorPosition(0)
        self.error.say("")
        self._typeset(setup.expression, setup.dimension)
        for box, value in zip(self.spans, (end for span in setup.domain for end in span), strict=False):
            box.set_number(value)
        for box in self.spans[2:]:
            box.setEnabled(setup.dimension == 2)
        with QSignalBlocker(self.scenes):
            self.scenes.setCurrentItem(self._items.get(setup.scene))
        scene = SCENES.get(setup.scene)
        known = next((e for e in EXAMPLES.values() if e.text == setup.text), None)
        self.sentence.setText(translate(scene.help if scene else known.help) if scene or known else "")
        self.gallery.setCurrentIndex(max(0, self.gallery.findData(known.name if known else "")))
        self.resolution.setCurrentIndex(self.resolution.findData(setup.resolution))
        self.resolution.setEnabled(setup.dimension == 2)
        self.log.setChecked(setup.log_height)
        self.log.setEnabled(setup.dimension == 2)

    # Inside

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(8, 6, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.scenes, 1)
        column.addWidget(self.sentence)
        form = FormLayout()
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(6)
        form.add(self.tr("Function"), self.gallery)
        column.addLayout(form)
        column.addWidget(self.text)
        column.addWidget(self.error)
        for equation in (self.equation, self.slope_x, self.slope_y):
            column.addWidget(equation)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        for row, name in enumerate(("x", "y")):
            grid.addWidget(Label(self.tr("{axis} from").format(axis=name)), row, 0)
            grid.addWidget(self.spans[2 * row], row, 1)
            grid.addWidget(Label(self.tr("to")), row, 2)
            grid.addWidget(self.spans[2 * row + 1], row, 3)
        column.addLayout(grid)
        form = FormLayout()
        form.add(self.tr("Resolution"), self.resolution)
        column.addLayout(form)
        column.addWidget(self.log)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(UprightScroll(content))

    def _fill_scenes(self) -> None:
        self._items: dict[str, QTreeWidgetItem] = {}
        for group, title in GROUPS.items():
            heading = QTreeWidgetItem([translate(title)])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.scenes.addTopLevelItem(heading)
            for scene in SCENES.values():
                if scene.group == group:
                    item = QTreeWidgetItem([translate(scene.title)])
                    item.setData(0, NAME, scene.name)
                    item.setToolTip(0, translate(scene.help))
                    heading.addChild(item)
                    self._items[scene.name] = item
            heading.setExpanded(True)

    def _choose_scene(self, item: QTreeWidgetItem | None) -> None:
        name = item.data(0, NAME) if item is not None else None
        if name:
            self.chosen.emit(replace(SCENES[name].setup, scene=name), self.tr("Scene: {title}").format(
                title=translate(SCENES[name].title)))

    def _choose_example(self) -> None:
        example = EXAMPLES.get(self.gallery.currentData())
        if example is None:
            return
        racers = tuple(self._rated(racer, example.learning_rate) for racer in self._setup.racers[:1])
        self._change(self.tr("Function: {title}").format(title=translate(example.title)), text=example.text,
                     domain=example.domain, start=example.start, racers=racers or self._setup.racers)

    @staticmethod
    def _rated(racer: Racer, rate: float) -> Racer:
        return Racer("sgd", {"learning_rate": rate}) if racer.optimizer == "sgd" else racer

    def _type(self, text: str) -> None:
        try:
            expression = Expression(text)
        except ExpressionError as error:
            self.error.say(f"{text}\n{' ' * error.position}{'^' * error.length}\n{translate_error(error)}")
            self.error.setStyleSheet("font-family: monospace;")
            return
        domain, start = self._setup.domain, self._setup.start
        if "y" in expression.variables and len(domain) == 1:
            domain, start = domain * 2, (*start, 0.5 * sum(domain[0]))
        elif expression.variables == ("x",) and len(domain) == 2:
            domain, start = domain[:1], start[:1]
        self._change(self.tr("Type a function"), text=text, domain=domain, start=start)

    def _choose_domain(self) -> None:
        numbers = [box.number() for box in self.spans[:2 * self._setup.dimension]]
        if not all(isinstance(value, float) for value in numbers):
            self.error.say(self.tr("The domain needs numbers."))
            return
        self._change(self.tr("Change the domain"), domain=tuple(zip(numbers[::2], numbers[1::2], strict=True)))

    def _change(self, label: str, **changes: object) -> None:
        try:
            setup = replace(self._setup, **{"scene": "", **changes})
        except LaderaError as error:
            self.error.say(translate_error(error))
            return
        self.error.say("")
        if setup.dimension == 1 < self._setup.dimension:
            setup = replace(setup, overlays=setup.overlays or CURVE_OVERLAYS)
        if setup != self._setup:
            self.chosen.emit(setup, label)

    def _typeset(self, expression: Expression, dimension: int) -> None:
        names = ("x", "y")[:dimension]
        head = f"f({', '.join(names)}) = "
        self.equation.show_latex(head + expression.latex, head + expression.text)
        self.slope_y.setVisible(dimension == 2)
        if len(expression.text) > LONG:
            self._show_slopes((expression, dict.fromkeys(names, "")))
            self._differentiating.ask(lambda: _derived(expression, names))
        else:
            self._show_slopes(_derived(expression, names))

    def _show_slopes(self, answer: tuple[Expression, Mapping[str, str]]) -> None:
        """The derivatives of an expression as LaTeX, by variable; "" where it is not known yet."""
        expression, known = answer
        if expression != self._setup.expression:
            return
        for name, slope in (("x", self.slope_x), ("y", self.slope_y)):
            mark, plain = ("f'(x)", "f′(x)") if len(known) == 1 else (
                rf"\frac{{\partial f}}{{\partial {name}}}", f"∂f/∂{name}")
            slope.show_latex(f"{mark} = {known[name]}" if known.get(name) else "", f"{plain} = …")


def _derived(expression: Expression, names: Sequence[str]) -> tuple[Expression, dict[str, str]]:
    return expression, {name: expression.derivative(name).latex for name in names}


def _read(text: str) -> Expression | None:
    try:
        return Expression(text)
    except ExpressionError:
        return None


class _Scenes(QTreeWidget):
    """The chosen scene stays in sight when the sentence below takes more room."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())
