"""Who made the picture that is seen."""

from __future__ import annotations

from app.plain import Label
from engine.vision import GALLERY, KernelBench


class CreditLabel(Label):
    """Names the author of a bench's picture, where one has to be named."""

    def __init__(self) -> None:
        super().__init__(wordWrap=True)
        self.setProperty("look", "muted")
        self.hide()

    def show_bench(self, bench: KernelBench) -> None:
        """The picture of this bench."""
        author = GALLERY[bench.picture].author if isinstance(bench.picture, str) else ""
        self.setText(self.tr("Picture: {author}").format(author=author))
        self.setVisible(bool(author))
