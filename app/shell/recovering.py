"""Asking whether the work that a window left behind is wanted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.document.recovery import Recoverable
from app.plain import MessageBox
from engine.project import UNTITLED


class RecoveryQuestion(MessageBox):
    """Open, Discard, or Cancel for later. `instead_of_file`: the very file that the work belongs to was to be opened,
    and will be, unless the work is."""

    def __init__(self, entry: Recoverable, window: QWidget, *, instead_of_file: bool) -> None:
        buttons = MessageBox.StandardButton
        super().__init__(MessageBox.Icon.NoIcon, "", "", buttons.Open | buttons.Discard | buttons.Cancel, window)
        title = self.tr("Untitled") if entry.title == UNTITLED else entry.title
        when = entry.kept.astimezone().strftime("%Y-%m-%d %H:%M")
        offer = (self.tr("What was kept at {when} can be opened in place of the file as it was saved.")
                 if instead_of_file else self.tr("What was kept at {when} can be opened."))
        sentences = [offer.format(when=when)]
        if entry.is_of_changed_file:
            sentences.append(self.tr("The file has changed since then."))
        self.setWindowTitle(self.tr("Unsaved work"))
        self.setText(self.tr("Ladera ended before “{title}” was saved.").format(title=title))
        self.setInformativeText(" ".join(sentences))
        self.button(buttons.Open).setText(self.tr("Open it"))
        self.button(buttons.Discard).setText(self.tr("Delete it"))
        self.button(buttons.Cancel).setText(self.tr("Later"))
        self.setDefaultButton(buttons.Open)
