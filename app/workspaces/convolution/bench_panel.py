"""What lies on the bench: picture, kernel, and how it slides."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import translate, translate_error
from app.plain import Label, tooltip
from app.widgets.choice import Choice
from app.widgets.form_layout import FormLayout, align_columns
from app.widgets.forms import FieldForm
from app.widgets.number_box import WholeBox
from app.widgets.picture_button import PictureButton
from app.widgets.sentence import ErrorSentence
from app.workspaces.convolution.sliding_form import SlidingForm
from engine.errors import LaderaError
from engine.fields import Field
from engine.vision import (
    BENCH_SCENES,
    COLOURS,
    GALLERY,
    MOST,
    PRESETS,
    SIDES,
    KernelBench,
    Preset,
    Sliding,
    largest_size,
)

OWN, SIZE = "", "size"


class BenchPanel(QWidget):
    """`chosen(bench, label)` when the person wants another bench; `label` names the step for undo. `finished` when a
    series of changes ends. `open_asked` and `paste_asked` for pictures of one's own."""

    chosen = Signal(object, str)
    finished = Signal()
    open_asked = Signal()
    paste_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._bench = KernelBench()
        self.scene, self.picture, self.side, self.colour, self.preset = (Choice(8) for _ in range(5))
        self.open = PictureButton("open", self.tr("Open a picture from a file; or drop one here"))
        self.paste = PictureButton("paste", self.tr("Take the picture on the clipboard"))
        self.about = Label(wordWrap=True)
        self.about.setProperty("look", "muted")
        self.help = Label(wordWrap=True)
        self.help.setProperty("look", "muted")
        self.rows, self.columns = WholeBox(minimum=1, maximum=MOST), WholeBox(minimum=1, maximum=MOST)
        self.forms = {name: FieldForm(fields) for name, preset in PRESETS.items() if (fields := _without_size(preset))}
        self._forms, self._other = QStackedWidget(), QWidget()
        self.sliding = SlidingForm()
        self.error = ErrorSentence()
        self._fill()
        self._lay_out()
        self._connect()
        self.show_bench(self._bench)

    def show_bench(self, bench: KernelBench) -> None:
        """Show this one. Silent."""
        self._bench = bench
        self.error.say("")
        scene = next((name for name, row in BENCH_SCENES.items() if row.bench.beside(bench) == bench), OWN)
        self.scene.setCurrentIndex(self.scene.findData(scene))
        self.scene.setToolTip(tooltip(translate(BENCH_SCENES[scene].help) if scene else self.tr(
            "Ready benches: each shows one thing about kernels")))
        self._show_picture(bench)
        self.colour.setCurrentIndex(self.colour.findData(bench.colour))
        self.preset.setCurrentIndex(self.preset.findData(bench.preset))
        self.help.setText(translate(PRESETS[bench.preset].help) if bench.preset else self.tr(
            "Its weights were written by hand."))
        form = self.forms.get(bench.preset)
        self._forms.setVisible(form is not None)
        if form is not None:
            form.set_values(bench.settings)
            self._forms.setCurrentWidget(form)
            self._forms.setFixedHeight(form.sizeHint().height())
        self._show_size(bench)
        self.sliding.show_bench(bench)

    def say(self, sentence: str) -> None:
        """What is wrong with a picture that was brought."""
        self.error.say(sentence)

    def _show_picture(self, bench: KernelBench) -> None:
        name = bench.picture if isinstance(bench.picture, str) else OWN
        own = self.picture.findData(OWN)
        if name != OWN and own >= 0:
            self.picture.removeItem(own)
        elif name == OWN and own < 0:
            self.picture.insertItem(0, "", OWN)
        if name == OWN:
            self.picture.setItemText(self.picture.findData(OWN), bench.source.title or self.tr("Own picture"))
        self.picture.setCurrentIndex(self.picture.findData(name))
        self.about.setText(_about(bench))
        self.side.setCurrentIndex(self.side.findData(bench.side))
        for place, side in enumerate(SIDES):
            fits = _works(bench, side=side)
            self.side.model().item(place).setEnabled(fits)

    def _show_size(self, bench: KernelBench) -> None:
        most = largest_size(bench.sliding, bench.image.shape[:2], MOST)
        self._other.setVisible(SIZE not in bench.settings)
        if SIZE in bench.settings:
            most = (min(most),) * 2
        why = self.tr("Rows and columns of the kernel, {rows} × {columns} at most: more do not fit into the picture "
                      "with this padding and dilation")
        plain = self.tr("Rows and columns of the kernel, {rows} × {columns} at most")
        tip = (plain if most == (MOST, MOST) else why).format(rows=most[0], columns=most[1])
        for box, value, largest in zip((self.rows, self.columns), bench.size, most, strict=True):
            box.blockSignals(True)
            box.setMaximum(largest)
            box.setValue(value)
            box.blockSignals(False)
            box.setToolTip(tooltip(tip))

    # Putting together

    def _fill(self) -> None:
        self.scene.addItem(self.tr("Own bench"), OWN)
        for name, scene in BENCH_SCENES.items():
            self.scene.addItem(translate(scene.title), name)
            self.scene.setItemData(self.scene.count() - 1, tooltip(translate(scene.help)), Qt.ItemDataRole.ToolTipRole)
        for name, row in GALLERY.items():
            self.picture.addItem(translate(row.title), name)
        for side in SIDES:
            self.side.addItem(self.tr("at most {side}").format(side=side), side)
        for name, title in COLOURS.items():
            self.colour.addItem(translate(title), name)
        self.preset.addItem(self.tr("By hand"), OWN)
        for name, preset in PRESETS.items():
            self.preset.addItem(translate(preset.title), name)
        self.picture.setToolTip(self.tr("What the kernel slides over"))
        self.side.setToolTip(self.tr("Rows and columns of the picture; a larger one is made smaller, by means of its "
                                     "stored values"))
        self.colour.setToolTip(tooltip(self.tr(
            "Grey: one channel. RGB summed: a kernel for each channel, and one map of their sum. Each by itself: "
            "three groups, and three maps")))
        self.preset.setToolTip(self.tr("Kernels that are known by name; change any weight and it is one of your own"))
        for form in self.forms.values():
            self._forms.addWidget(form)

    def _lay_out(self) -> None:
        beside = QHBoxLayout()
        beside.setSpacing(2)
        for widget, stretch in ((self.picture, 1), (self.open, 0), (self.paste, 0)):
            beside.addWidget(widget, stretch)
        pictured = QWidget()
        pictured.setLayout(beside)
        beside.setContentsMargins(0, 0, 0, 0)
        sized = QWidget()
        size, other = QHBoxLayout(sized), QHBoxLayout(self._other)
        for row in (size, other):
            row.setContentsMargins(0, 0, 0, 0)
        other.addWidget(Label("×"))
        other.addWidget(self.columns, 1)
        size.addWidget(self.rows, 1)
        size.addWidget(self._other, 1)
        above, below = FormLayout(), FormLayout()
        for form in (above, below):
            form.setHorizontalSpacing(12)
            form.setVerticalSpacing(8)
        above.add(self.tr("Scene"), self.scene)
        above.add(self.tr("Picture"), pictured)
        above.add(self.tr("Pixels"), self.side)
        above.add(self.tr("Channels"), self.colour)
        below.add(self.tr("Kernel"), self.preset)
        below.add(self.tr("Size"), sized)
        align_columns((above, below, self.sliding.rows, *(form.rows for form in self.forms.values())))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(above)
        column.addWidget(self.error)  # what is above stays where it is
        column.addWidget(self.about)
        column.addSpacing(6)
        column.addLayout(below)
        column.addWidget(self.help)
        column.addWidget(self._forms)
        column.addSpacing(6)
        column.addWidget(self.sliding)
        column.addStretch(1)

    def _connect(self) -> None:
        self.open.clicked.connect(self.open_asked)
        self.paste.clicked.connect(self.paste_asked)
        self.scene.activated.connect(self._choose_scene)
        self.picture.activated.connect(self._choose_picture)
        self.side.activated.connect(lambda _: self._change(self.tr("Change the pixels"),
                                                           lambda bench: replace(bench, side=self.side.currentData())))
        self.colour.activated.connect(lambda _: self._change(
            self.tr("Change the channels"), lambda bench: replace(bench, colour=self.colour.currentData())))
        self.preset.activated.connect(self._choose_preset)
        for name, form in self.forms.items():
            form.changed.connect(lambda field, value, name=name: self._change(
                self.tr("Change the kernel"),
                lambda bench: bench.with_preset(name, **{**bench.settings, field: value})))
            form.left.connect(self.finished)
        for box in (self.rows, self.columns):
            box.valueChanged.connect(lambda _: self._change(self.tr("Change the size of the kernel"), self._resized))
            box.editingFinished.connect(self.finished)
        self.sliding.changed.connect(self._slide)
        for done in (self.scene.activated, self.picture.activated, self.side.activated, self.colour.activated,
                     self.preset.activated, self.sliding.finished):
            done.connect(lambda *_: self.finished.emit())

    # Choices

    def _choose_scene(self) -> None:
        scene = BENCH_SCENES.get(self.scene.currentData())
        if scene is None:
            self.show_bench(self._bench)
        else:
            self._change(self.tr("Scene: {title}").format(title=translate(scene.title)), scene.bench.beside)

    def _choose_picture(self) -> None:
        name = self.picture.currentData()
        if name:
            self._change(self.tr("Change the picture"), lambda bench: replace(bench, picture=name))

    def _choose_preset(self) -> None:
        name = self.preset.currentData()
        if name:
            self._change(self.tr("Choose a kernel"), lambda bench: bench.with_preset(name))
        else:
            self._change(self.tr("Choose a kernel"), lambda bench: replace(bench, preset="", settings={}))

    def _resized(self, bench: KernelBench) -> KernelBench:
        """A kernel that is known in every size stays one."""
        if SIZE in bench.settings:
            return bench.with_preset(bench.preset, **{**bench.settings, SIZE: self.rows.value()})
        return bench.resized(self.rows.value(), self.columns.value())

    def _slide(self, sliding: Sliding, turn: bool, label: str) -> None:
        self._change(label, lambda bench: replace(bench, sliding=sliding, turn=turn))

    def _change(self, label: str, make) -> None:
        try:
            bench = make(self._bench)
        except LaderaError as error:
            self.show_bench(self._bench)
            self.error.say(translate_error(error))
            return
        if bench != self._bench:
            self.chosen.emit(bench, label)


def _without_size(preset: Preset) -> tuple[Field, ...]:
    """The fields of a kernel but its size, which every kernel has."""
    return tuple(field for field in preset.fields if field.name != SIZE)


def _works(bench: KernelBench, **changes: object) -> bool:
    try:
        replace(bench, **changes)
    except LaderaError:
        return False
    return True


def _about(bench: KernelBench) -> str:
    """The picture in words: its size, who made it, what was done to it."""
    height, width, _ = bench.image.shape
    said = [f"{width} × {height}"]
    if isinstance(bench.picture, str):
        row = GALLERY[bench.picture]
        said += [translate(row.help), row.author]
    else:
        said += [translate(template).format(**dict(values)) for template, values in bench.picture.changes]
    return " · ".join(filter(None, said))
