"""The networks that Ladera comes with: ready to train, and what each of them shows."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QPixmap

CONTEXT = "Examples"
_FILES = ExitStack()  # Keeps examples on disk while the program runs, should it run from a zip.


@dataclass(frozen=True)
class Example:
    """One project of assets/examples. `title` and `sentence` are marked for translation."""

    name: str
    title: str
    sentence: str

    @property
    def path(self) -> Path:
        """The project file."""
        return _FILES.enter_context(as_file(files("assets") / "examples" / f"{self.name}.ladera"))

    @property
    def shown_title(self) -> str:
        return QCoreApplication.translate(CONTEXT, self.title)

    @property
    def shown_sentence(self) -> str:
        return QCoreApplication.translate(CONTEXT, self.sentence)

    def thumbnail(self, theme: str) -> QPixmap:
        """What the network has learned, as a small picture for the theme "light" or "dark"."""
        picture = QPixmap()
        picture.loadFromData((files("assets") / "examples" / "thumbnails" / f"{self.name}-{theme}.png").read_bytes())
        return picture


EXAMPLES = (
    Example("xor", QT_TRANSLATE_NOOP("Examples", "Exclusive or"),
            QT_TRANSLATE_NOOP("Examples", "Four clouds that no straight line separates: why a network needs a hidden "
                              "layer.")),
    Example("two_spirals", QT_TRANSLATE_NOOP("Examples", "Two spirals"),
            QT_TRANSLATE_NOOP("Examples", "Two arms wound into each other. Watch the border bend as the network "
                              "learns.")),
    Example("iris", QT_TRANSLATE_NOOP("Examples", "Iris flowers"),
            QT_TRANSLATE_NOOP("Examples", "Three species told apart by four measurements of petals and sepals: many "
                              "classes, one softmax.")),
    Example("breast_cancer", QT_TRANSLATE_NOOP("Examples", "Breast cancer"),
            QT_TRANSLATE_NOOP("Examples", "Malignant or benign, from thirty measurements of cell nuclei in 569 "
                              "patients.")),
    Example("digits", QT_TRANSLATE_NOOP("Examples", "Handwritten digits"),
            QT_TRANSLATE_NOOP("Examples", "Images of 8 × 8 points and the digit that somebody meant by them.")),
    Example("lenet", QT_TRANSLATE_NOOP("Examples", "LeNet-5"),
            QT_TRANSLATE_NOOP("Examples", "The same digits as images: small kernels find strokes wherever they are. "
                              "61,706 weights.")),
    Example("residual", QT_TRANSLATE_NOOP("Examples", "Residual network"),
            QT_TRANSLATE_NOOP("Examples", "Shortcuts carry the input round each block, and the gradient back: deep "
                              "networks that still learn.")),
    Example("two_tasks", QT_TRANSLATE_NOOP("Examples", "Two tasks"),
            QT_TRANSLATE_NOOP("Examples", "Which digit is it, and is it even? Two heads learn from one hidden layer.")),
    Example("three_streams", QT_TRANSLATE_NOOP("Examples", "Three streams"),
            QT_TRANSLATE_NOOP("Examples", "Three groups of measurements enter by inputs of their own and meet "
                              "later.")),
    Example("diabetes", QT_TRANSLATE_NOOP("Examples", "Diabetes"),
            QT_TRANSLATE_NOOP("Examples", "How far a disease goes in a year, from ten figures of a patient: "
                              "regression, with real noise.")),
)
