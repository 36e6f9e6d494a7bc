"""Where long work is done: the processes of this computer, or a Dask cluster, with certificates or without."""

from __future__ import annotations

from concurrent.futures import Executor

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QRadioButton, QWidget

from app.i18n import translate_error
from app.plain import Label
from app.settings import Settings
from app.widgets.background import Background
from app.widgets.file_field import FileField
from app.widgets.form_layout import FormLayout
from app.widgets.number_box import WholeBox
from engine.errors import LaderaError
from engine.jobs import TLS, Tls, Workplace, cores

LOCAL = "local:"
EXAMPLE = "tcp://127.0.0.1:8786"
WIDTH = 420


class ComputeTargetDialog(QDialog):
    """A cluster is asked whether it is there before it is taken."""

    def __init__(self, settings: Settings, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Where long work is done"))
        self._settings, self._workplace = settings, workplace
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
        self.processes = WholeBox(minimum=1, maximum=max(1, cores()))
        self.processes.setToolTip(self.tr("Each computes on one core; leave one for the training"))
        count = where.removeprefix(LOCAL)
        self.processes.setValue(int(count) if count.isdigit() else cores())
        self.address = QLineEdit(where if far else "", placeholderText=EXAMPLE)
        self.address.setToolTip(self.tr("The address that the scheduler shows when it starts. Its workers need the "
                                        "same version of Ladera."))
        self.files = {name: FileField(title, tip, self.tr("Certificates and keys (*.pem *.crt *.key)") + ";;" + self.tr(
            "All files (*)"), getattr(settings.certificates, name, "")) for name, title, tip in (
            ("authority", self.tr("Authority"), self.tr("The certificate that signed those of scheduler and workers")),
            ("certificate", self.tr("Certificate"), self.tr("Yours, by which the scheduler knows you")),
            ("key", self.tr("Key"), self.tr("The private key of your certificate")))}
        self.trust = Label(self.tr(
            "Take only a scheduler that you trust as much as whoever has your account: it gets your network and your "
            "data, and Dask is not made to keep a hostile one out. In a net with others use tls://, with "
            "certificates."), wordWrap=True)
        self.trust.setProperty("look", "muted")
        self.sentence = Label(wordWrap=True)
        self.sentence.setProperty("look", "muted")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._form = form = FormLayout(self)
        form.addRow(why)
        form.addRow(self.here)
        form.add(self.tr("Processes"), self.processes)
        form.addRow(self.cluster)
        form.add(self.tr("Scheduler"), self.address)
        for field in self.files.values():
            form.add(field.title, field)
        form.addRow(self.trust)
        form.addRow(self.sentence)
        form.addRow(self.buttons)
        self.setMinimumWidth(WIDTH)
        self.cluster.toggled.connect(self._choose)
        self.address.textChanged.connect(lambda _: self._choose(self.cluster.isChecked()))
        self.buttons.accepted.connect(self._ask)
        self.buttons.rejected.connect(self.reject)
        self._choose(far)

    @property
    def where(self) -> str:
        """What is chosen, as `Workplace.choose` understands it."""
        if self.cluster.isChecked():
            return self.address.text().strip() or EXAMPLE
        return "" if self.processes.value() == cores() else f"{LOCAL}{self.processes.value()}"

    @property
    def certificates(self) -> Tls | None:
        """The files for a scheduler with TLS; None where some are missing."""
        paths = {name: field.path for name, field in self.files.items()}
        return Tls(**paths) if all(paths.values()) else None

    def _choose(self, far: bool) -> None:
        self.address.setEnabled(far)
        for field in self.files.values():
            self._form.setRowVisible(field, far and self.where.startswith(TLS))
        self._form.setRowVisible(self.trust, far)
        self.processes.setEnabled(not far)
        self.sentence.setText("")

    def _ask(self) -> None:
        where, certificates = self.where, self.certificates
        self.sentence.setText(self.tr("Looking for the scheduler…") if self.cluster.isChecked() else "")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(False)
        self._asking.ask(lambda: self._workplace.open(where, certificates))

    def _take(self, _: Executor) -> None:
        self._settings.workplace, self._settings.certificates = self.where, self.certificates
        self._workplace.choose(self.where, self.certificates)
        self.accept()

    def _refuse(self, error: LaderaError) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(True)
        self.sentence.setText(translate_error(error))
