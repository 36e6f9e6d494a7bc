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
    """One project of assets/examples. `title` and `sentence` are marked for translation. `page` is a workspace and one
    of its pages, where the example is about that and not about its drawing."""

    name: str
    title: str
    sentence: str
    page: tuple[str, str] | None = None

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


@dataclass(frozen=True)
class Group:
    """Examples that belong together, in the order in which one meets them. `title` is marked for translation."""

    title: str
    examples: tuple[Example, ...]

    @property
    def shown_title(self) -> str:
        return QCoreApplication.translate(CONTEXT, self.title)


GROUPS = (
    Group(QT_TRANSLATE_NOOP("Examples", "First steps"), (
        Example("one_neuron", QT_TRANSLATE_NOOP("Examples", "One neuron"),
                QT_TRANSLATE_NOOP("Examples", "Two clouds and a straight line between them: logistic regression, and "
                                  "the least that can learn.")),
        Example("perceptron", QT_TRANSLATE_NOOP("Examples", "Perceptron"),
                QT_TRANSLATE_NOOP("Examples", "The rule of 1958: each mistake moves the line, and without mistakes it "
                                  "rests.")),
        Example("xor", QT_TRANSLATE_NOOP("Examples", "Exclusive or"),
                QT_TRANSLATE_NOOP("Examples", "Four clouds that no straight line separates: why a network needs a "
                                  "hidden layer.")),
        Example("two_spirals", QT_TRANSLATE_NOOP("Examples", "Two spirals"),
                QT_TRANSLATE_NOOP("Examples", "Two arms wound into each other. Watch the border bend as the network "
                                  "learns.")),
    )),
    Group(QT_TRANSLATE_NOOP("Examples", "Measurements"), (
        Example("iris", QT_TRANSLATE_NOOP("Examples", "Iris flowers"),
                QT_TRANSLATE_NOOP("Examples", "Three species told apart by four measurements of petals and sepals: "
                                  "many classes, one softmax.")),
        Example("breast_cancer", QT_TRANSLATE_NOOP("Examples", "Breast cancer"),
                QT_TRANSLATE_NOOP("Examples", "Malignant or benign, from thirty measurements of cell nuclei in 569 "
                                  "patients.")),
        Example("diabetes", QT_TRANSLATE_NOOP("Examples", "Diabetes"),
                QT_TRANSLATE_NOOP("Examples", "How far a disease goes in a year, from ten figures of a patient: "
                                  "regression, with real noise.")),
    )),
    Group(QT_TRANSLATE_NOOP("Examples", "When learning goes wrong"), (
        Example("early_stopping", QT_TRANSLATE_NOOP("Examples", "Early stopping"),
                QT_TRANSLATE_NOOP("Examples", "Few points and much noise: training ends before the network learns them "
                                  "by heart.")),
        Example("deep_sigmoid", QT_TRANSLATE_NOOP("Examples", "Deep, with sigmoid"),
                QT_TRANSLATE_NOOP("Examples", "Eight layers, and the gradient fades before it reaches the first: this "
                                  "one hardly learns.")),
        Example("deep_relu", QT_TRANSLATE_NOOP("Examples", "Deep, with ReLU"),
                QT_TRANSLATE_NOOP("Examples", "Its twin: the same eight layers with ReLU and the initial weights of He "
                                  "learn in seconds.")),
        Example("residual", QT_TRANSLATE_NOOP("Examples", "Residual network"),
                QT_TRANSLATE_NOOP("Examples", "Shortcuts carry the input round each block, and the gradient back: deep "
                                  "networks that still learn.")),
    )),
    Group(QT_TRANSLATE_NOOP("Examples", "Images"), (
        Example("digits", QT_TRANSLATE_NOOP("Examples", "Handwritten digits"),
                QT_TRANSLATE_NOOP("Examples", "Images of 8 × 8 points and the digit that somebody meant by them.")),
        Example("lenet", QT_TRANSLATE_NOOP("Examples", "LeNet-5"),
                QT_TRANSLATE_NOOP("Examples", "The same digits as images: small kernels find strokes wherever they "
                                  "are. 61 706 weights.")),
        Example("vgg", QT_TRANSLATE_NOOP("Examples", "Small VGG"),
                QT_TRANSLATE_NOOP("Examples", "Two blocks of small kernels, one behind the other: edges first, then "
                                  "what is made of them.")),
        Example("all_convolutional", QT_TRANSLATE_NOOP("Examples", "All convolutional"),
                QT_TRANSLATE_NOOP("Examples", "Steps of two in place of pooling, and a map for each digit in place of "
                                  "dense layers.")),
        Example("residual_images", QT_TRANSLATE_NOOP("Examples", "Residual convolutional"),
                QT_TRANSLATE_NOOP("Examples", "Convolutions with shortcuts round each block: what was seen first is "
                                  "still there in the end.")),
        Example("textures", QT_TRANSLATE_NOOP("Examples", "Three textures"),
                QT_TRANSLATE_NOOP("Examples", "Brick, grass and gravel, tested on pictures that it has not learned "
                                  "from: filters find what repeats, wherever it is.")),
    )),
    Group(QT_TRANSLATE_NOOP("Examples", "Codes"), (
        Example("codes", QT_TRANSLATE_NOOP("Examples", "Codes of digits"),
                QT_TRANSLATE_NOOP("Examples", "A deep autoencoder: each digit as two numbers, and given back from "
                                  "them. The codes are a map.")),
        Example("denoising", QT_TRANSLATE_NOOP("Examples", "Denoising autoencoder"),
                QT_TRANSLATE_NOOP("Examples", "Noise comes in, and the digits have to be given back without it.")),
        Example("variational", QT_TRANSLATE_NOOP("Examples", "Variational autoencoder"),
                QT_TRANSLATE_NOOP("Examples", "Codes are drawn while it learns, and stay together: between two digits "
                                  "lies something, too.")),
        Example("adversaries", QT_TRANSLATE_NOOP("Examples", "Two networks that play"),
                QT_TRANSLATE_NOOP("Examples", "One makes points of noise, the other tells them from real ones, and "
                                  "each learns from the other: a GAN."), ("generative", "gan")),
    )),
    Group(QT_TRANSLATE_NOOP("Examples", "How one learns"), (
        Example("distillation", QT_TRANSLATE_NOOP("Examples", "Learning from a teacher"),
                QT_TRANSLATE_NOOP("Examples", "A small network learns few digits, and what a large one says of them.")),
        Example("transfer", QT_TRANSLATE_NOOP("Examples", "Transfer"),
                QT_TRANSLATE_NOOP("Examples", "Twenty digits and a new question: fine-tuned, as feature extractor, or "
                                  "from scratch?")),
        Example("curriculum", QT_TRANSLATE_NOOP("Examples", "Easy ones first"),
                QT_TRANSLATE_NOOP("Examples", "Clear digits before doubtful ones, and a fork that says whether the "
                                  "order helps.")),
    )),
    Group(QT_TRANSLATE_NOOP("Examples", "Sequences"), (
        Example("digit_rows", QT_TRANSLATE_NOOP("Examples", "Digits row by row"),
                QT_TRANSLATE_NOOP("Examples", "An LSTM reads each image from top to bottom, eight points at a time, "
                                  "and says what it was.")),
        Example("next_letter", QT_TRANSLATE_NOOP("Examples", "Next letter"),
                QT_TRANSLATE_NOOP("Examples", "Twenty letters of the Quijote, and which one comes next: a GRU that "
                                  "learns to spell.")),
        Example("names", QT_TRANSLATE_NOOP("Examples", "English or Spanish"),
                QT_TRANSLATE_NOOP("Examples", "A GRU reads a first name letter by letter, and says of which language "
                                  "it is.")),
        Example("sentiment", QT_TRANSLATE_NOOP("Examples", "Praise or blame"),
                QT_TRANSLATE_NOOP("Examples", "A vector for each word, and their average says whether a sentence "
                                  "praises or blames.")),
        Example("brackets", QT_TRANSLATE_NOOP("Examples", "Brackets"),
                QT_TRANSLATE_NOOP("Examples", "Is each bracket closed by its own kind? An LSTM has to keep what is "
                                  "still open.")),
        Example("recall", QT_TRANSLATE_NOOP("Examples", "A letter long ago"),
                QT_TRANSLATE_NOOP("Examples", "A letter, a long nothing, and the question which one it was: how a cell "
                                  "keeps it.")),
        Example("backwards", QT_TRANSLATE_NOOP("Examples", "Backwards, with attention"),
                QT_TRANSLATE_NOOP("Examples", "Letters are read, and written backwards: see where the decoder looks at "
                                  "each step.")),
        Example("dates", QT_TRANSLATE_NOOP("Examples", "Dates"),
                QT_TRANSLATE_NOOP("Examples", "Dates in five forms become year, month and day: an encoder, a decoder "
                                  "and attention.")),
        Example("small_transformer", QT_TRANSLATE_NOOP("Examples", "Small transformer"),
                QT_TRANSLATE_NOOP("Examples", "Positions, attention with four heads, a causal mask: letters backwards "
                                  "without recurrence.")),
        Example("waves", QT_TRANSLATE_NOOP("Examples", "Waves"),
                QT_TRANSLATE_NOOP("Examples", "Twelve values of a wave, and what comes next: the simplest network with "
                                  "a memory.")),
        Example("adding", QT_TRANSLATE_NOOP("Examples", "Adding problem"),
                QT_TRANSLATE_NOOP("Examples", "The sum of two marked numbers in a row of 16: a GRU keeps the first "
                                  "until the second comes.")),
    )),
    Group(QT_TRANSLATE_NOOP("Examples", "Several inputs and heads"), (
        Example("two_tasks", QT_TRANSLATE_NOOP("Examples", "Two tasks"),
                QT_TRANSLATE_NOOP("Examples", "Which digit is it, and is it even? Two heads learn from one hidden "
                                  "layer.")),
        Example("three_streams", QT_TRANSLATE_NOOP("Examples", "Three streams"),
                QT_TRANSLATE_NOOP("Examples", "Three groups of measurements enter by inputs of their own and meet "
                                  "later.")),
        Example("drawers", QT_TRANSLATE_NOOP("Examples", "Five drawers"),
                QT_TRANSLATE_NOOP("Examples", "Five labels, a number behind each, and a question: attention learns "
                                  "where to look.")),
    )),
)
EXAMPLES = tuple(example for group in GROUPS for example in group.examples)
