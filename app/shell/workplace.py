"""Where long work is done: the processes of this computer, or a Dask cluster."""

from __future__ import annotations

from concurrent.futures import Executor

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QRadioButton, QSpinBox, QWidget

from app.i18n import translate_error
from app.plain import Label
from app.settings import Settings
from app.widgets.background import Background
from app.widgets.form_layout import FormLayout
from engine.errors import LaderaError
from engine.jobs import choose_workplace, cores, open_executor

LOCAL = "local:"
EXAMPLE = "tcp://127.0.0.1:8786"
WIDTH = 420


class WorkplaceDialog(QDialog):
    """A cluster is asked whether it is there before it is taken."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Where long work is done"))
        self._settings = settings
        self._asking = Background(self)
        self._asking.done.connect(self._take)
        self._asking.failed.connect(self._refuse)
        where = settings.workplace
        far = bool(where) and not where.startswith(LOCAL)
        why = Label(self.tr("Fine surfaces, curvature and other runs are computed in pieces, beside the training."),
                     wordWrap=True)
        why.setProperty("look", "muted")
        self.here, self.cluster = QRadioButton(self.tr("This computer")), QRadioButton(self.tr("A Dask cluster"))
        self.here.setToolTip(self.tr("Processes beside this window, on its own cores"))
        self.cluster.setToolTip(self.tr("Workers on other computers, which a Dask scheduler hands the pieces to"))
        (self.cluster if far else self.here).setChecked(True)
        self.processes = QSpinBox(minimum=1, maximum=max(1, cores()))
        self.processes.setToolTip(self.tr("Each computes on one core; leave one for the training"))
        count = where.removeprefix(LOCAL)
        self.processes.setValue(int(count) if count.isdigit() else cores())
        self.address = QLineEdit(where if far else "", placeholderText=EXAMPLE)
        self.address.setToolTip(self.tr("The address that the scheduler shows when it starts. Its workers need the "
                                        "same version of Ladera."))
        self.sentence = Label(wordWrap=True)
        self.sentence.setProperty("look", "muted")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        form = FormLayout(self)
        form.addRow(why)
        form.addRow(self.here)
        form.add(self.tr("Processes"), self.processes)
        form.addRow(self.cluster)
        form.add(self.tr("Scheduler"), self.address)
        form.addRow(self.sentence)
        form.addRow(self.buttons)
        self.setMinimumWidth(WIDTH)
        self.cluster.toggled.connect(self._choose)
        self.buttons.accepted.connect(self._ask)
        self.buttons.rejected.connect(self.reject)
        self._choose(far)

    @property
    def where(self) -> str:
        """What is chosen, as `engine.jobs.choose_workplace` understands it."""
        if self.cluster.isChecked():
            return self.address.text().strip() or EXAMPLE
        return "" if self.processes.value() == cores() else f"{LOCAL}{self.processes.value()}"

    def _choose(self, far: bool) -> None:
        self.address.setEnabled(far)
        self.processes.setEnabled(not far)
        self.sentence.setText("")

    def _ask(self) -> None:
        where = self.where
        self.sentence.setText(self.tr("Looking for the scheduler…") if self.cluster.isChecked() else "")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(False)
        self._asking.ask(lambda: open_executor(where))

    def _take(self, _: Executor) -> None:
        self._settings.workplace = self.where
        choose_workplace(self.where)
        self.accept()

    def _refuse(self, error: LaderaError) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(True)
        self.sentence.setText(translate_error(error))
