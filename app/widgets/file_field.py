"""The path of a file: typed, or chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QToolButton, QWidget

from app.plain import tooltip


class FileField(QWidget):
    """A line for a path and a button that opens a dialogue; `filters` as QFileDialog takes them."""

    def __init__(self, title: str, tip: str, filters: str, path: str = "") -> None:
        super().__init__()
        self.title, self._filters = title, filters
        self.control = QLineEdit(path, toolTip=tooltip(tip))
        button = QToolButton(text="…", toolTip=tooltip(title))
        button.setAccessibleName(title)
        button.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.control, 1)
        row.addWidget(button)

    @property
    def path(self) -> str:
        return self.control.text().strip()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self.window(), self.title, self.path, self._filters)
        if name:
            self.control.setText(name)
