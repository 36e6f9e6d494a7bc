"""Who made the picture that is seen."""

from __future__ import annotations

from app.plain import Label
from app.widgets.credited import credit_line
from engine.vision import GALLERY, Picture


def credit(picture: str | Picture) -> str:
    """A sentence that names who made a picture of a bench, where that is known; otherwise nothing."""
    return credit_line(GALLERY[picture].author) if isinstance(picture, str) else ""


class CreditLabel(Label):
    """Names the author of a picture."""

    def __init__(self, picture: str | Picture = "letter") -> None:
        super().__init__(wordWrap=True)
        self.setProperty("look", "muted")
        self.show_picture(picture)

    def show_picture(self, picture: str | Picture) -> None:
        """Of a bench."""
        self.setText(credit(picture))
        self.setVisible(bool(self.text()))
