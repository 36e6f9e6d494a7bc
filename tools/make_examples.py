#!/usr/bin/env python3
"""Write the example projects and their pictures: `.venv/bin/python tools/make_examples.py`,
or just some of them, by name.

The projects in assets/examples are untrained, with settings that have been seen to work; each is trained here once, its
test figure is printed, and what it has learned becomes the thumbnails of the start page, one for each theme.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from example_networks import (
    all_convolutional,
    autoencoder,
    chain,
    deep,
    lenet,
    look_up,
    recurrent,
    residual,
    residual_images,
    rows_reader,
    speller,
    streams,
    tasks,
    vgg,
)
from example_networks import textures as texture_network
from example_pictures import (
    draw_classes,
    draw_codes,
    draw_denoised,
    draw_digits,
    draw_drawers,
    draw_framed,
    draw_game,
    draw_maps,
    draw_next,
    draw_parity,
    draw_ranked,
    draw_rows,
    draw_sums,
    draw_surface,
    draw_truth,
    draw_voted,
    draw_waves,
    save_small,
    thumbnail,
)
from example_project import Example, project
from example_readers import READERS
from example_rows import ROWS
from example_sentences import draw_votes, word_votes
from example_teacher import teacher_of
from example_textures import textures
from example_transfer import transfer
from PySide6.QtGui import QGuiApplication
from threadpoolctl import threadpool_limits

from app.theme import THEMES
from engine.data import DataSpec, load
from engine.formats import write_project
from engine.generative.gan_setup import GanSetup
from engine.project import Project
from engine.training import Trainer

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "examples"


def train(project: Project, epochs: int | None = None) -> Trainer:
    """A training of so many epochs, otherwise to the end that the project's settings give it."""
    trainer = Trainer(project.graph, load(project.data), project.training, parameters=project.parameters, threads=1)
    with threadpool_limits(1, "blas"):
        while trainer.epochs_done < (epochs or project.training.epochs) and not trainer.stopped:
            trainer.epoch()
        if epochs is None:
            trainer.finish()
    return trainer


TEACHER = teacher_of(FOLDER / "distillation.ladera")
_ROWS_OF_DIGITS = DataSpec("digits", validation_fraction=0.15)

EXAMPLES = {
    "one_neuron": Example(project(
        "One neuron",
        "Two clouds and one neuron with a sigmoid: logistic regression. Its border is where w·x + b = 0, a straight "
        "line, and the sigmoid says how sure it is on each side. Raise the noise of the data: some points stay on the "
        "wrong side, whatever the line.",
        chain((2,), (), (1, "sigmoid"), "binary_cross_entropy"),
        DataSpec("gaussian", {"samples": 300, "noise": 15}, validation_fraction=0.15),
        optimizer="sgd", optimizer_settings={"learning_rate": 0.1}, batch_size=20, epochs=40,
    ), 0.95, draw_surface),
    "perceptron": Example(project(
        "Perceptron",
        "Rosenblatt's rule of 1958 for a neuron that says 0 or 1, as that of McCulloch and Pitts: only a mistake moves "
        "the line. When there are none left it rests. With more noise no line is right for all points, and it never "
        "comes to rest.",
        chain((2,), (), (1, "step"), "mean_squared_error"),
        DataSpec("gaussian", {"samples": 300, "noise": 8}, seed=1),
        optimizer="perceptron_rule", optimizer_settings={"learning_rate": 1.0}, batch_size=1, epochs=40,
    ), 0.98, draw_surface),
    "xor": Example(project(
        "Exclusive or",
        "Opposite quadrants share a class. Without the hidden layer the network is one neuron, which can only draw a "
        "straight line: take it out and train again.",
        chain((2,), ((8, "tanh"),), (1, "sigmoid"), "binary_cross_entropy"),
        DataSpec("xor", {"samples": 400}, validation_fraction=0.15, seed=1),
        optimizer="adam", optimizer_settings={"learning_rate": 0.03}, batch_size=20, epochs=100,
    ), 1.0, draw_surface),
    "two_spirals": Example(project(
        "Two spirals",
        "Two arms wound into each other. Watch the border bend; then try fewer units, or the features sin x₁ and "
        "sin x₂.",
        chain((2,), ((24, "tanh"), (24, "tanh")), (1, "sigmoid"), "binary_cross_entropy"),
        DataSpec("spiral", {"samples": 600, "noise": 2}, validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.01}, batch_size=20, epochs=250, seed=2,
    ), 0.97, draw_surface),
    "iris": Example(project(
        "Iris flowers",
        "Three species by the lengths and widths of sepals and petals. One is easy, two overlap. The softmax of the "
        "output turns three numbers into three probabilities.",
        chain((4,), ((8, "tanh"),), (3, "identity"), "categorical_cross_entropy"),
        DataSpec("iris", validation_fraction=0.15, test_fraction=0.25),
        optimizer="adam", optimizer_settings={"learning_rate": 0.01}, batch_size=16, epochs=120,
    ), 0.93, draw_classes(2, 3)),
    "breast_cancer": Example(project(
        "Breast cancer",
        "Thirty measurements of cell nuclei, and whether the tumour was benign. The penalty L2 keeps the weights "
        "small: without it the network learns the training part by heart.",
        chain((30,), ((16, "relu"),), (1, "sigmoid"), "binary_cross_entropy"),
        DataSpec("breast_cancer", validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=60, l2=0.003,
    ), 0.95, draw_classes(20, 21)),
    "codes": Example(project(
        "Codes of digits",
        "Every digit becomes two numbers, the code, and has to be given back from them. In the workspace Generative "
        "the codes are a map: click it, switch on the rulers, and see how a straight way differs from the shortest.",
        autoencoder("deep_autoencoder"), _ROWS_OF_DIGITS,
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=120,
    ), 0.35, draw_codes),
    "denoising": Example(project(
        "Denoising autoencoder",
        "Noise comes to the inputs while it trains, and the digits have to be given back without. What it then makes "
        "of noisy digits is closer to them than the noisy ones are.",
        autoencoder("denoising_autoencoder"), _ROWS_OF_DIGITS,
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=60,
    ), 0.6, draw_denoised),
    "variational": Example(project(
        "Variational autoencoder",
        "The encoder says a mean and a variance for each of two numbers, and the code is drawn from them. The "
        "divergence from a standard normal distribution is part of the loss: codes stay together, and between two of "
        "them there is something to see, in the workspace Generative.",
        autoencoder("variational_autoencoder"), _ROWS_OF_DIGITS,
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=120,
    ), 0.25, draw_codes),
    "adversaries": Example(replace(project(
        "Two networks that play",
        "In the workspace Generative a generator makes points of noise, and a discriminator learns to tell them from "
        "real ones; each learns from what the other does. The drawing has a discriminator by itself, which learns to "
        "tell points inside from points around them, as any classifier does.",
        GanSetup().discriminator, DataSpec("circle", {"samples": 400}, validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.01}, batch_size=20, epochs=60,
    ), gan=GanSetup()), 0.95, draw_game),
    "distillation": Example(project(
        "Learning from a teacher",
        "A teacher of 64 hidden units has seen 1437 digits; the student has 8, and 180 digits. It learns what the "
        "teacher says of each of them at temperature 4, what it holds for the second likeliest too, beside the "
        "targets. Fork at the start with a share of the teacher of 0: the same student alone is right in 86 % of the "
        "test part, and with the teacher in 91 %.",
        chain((64,), ((8, "relu"),), (10, "identity"), "categorical_cross_entropy"),
        DataSpec("digits", test_fraction=0.9, seed=1), teacher=TEACHER, distillation=0.9, temperature=4.0,
        optimizer="adam", optimizer_settings={"learning_rate": 0.01}, batch_size=16, epochs=60,
    ), 0.88, draw_digits),
    "curriculum": Example(project(
        "Easy ones first",
        "The first epochs choose among the fifth of the digits that lie nearest to the mean of their own class and "
        "farthest from the others; after 15 epochs all are in. Fork at the start with all from the start, or with the "
        "hard ones first, and see whether the order helps: here it changes the way more than the end.",
        chain((64,), ((16, "relu"),), (10, "identity"), "categorical_cross_entropy"),
        DataSpec("digits", validation_fraction=0.15), curriculum="margin", curriculum_share=0.2, curriculum_epochs=15,
        optimizer="adam", optimizer_settings={"learning_rate": 0.005}, batch_size=32, epochs=40,
    ), 0.92, draw_ranked),
    "digits": Example(project(
        "Handwritten digits",
        "Images of 8 × 8 points as 64 numbers: the network does not know which points are neighbours. The confusion "
        "matrix says which digits it takes for which.",
        chain((64,), ((32, "relu"),), (10, "identity"), "categorical_cross_entropy"),
        DataSpec("digits", validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=40, l2=0.0005,
    ), 0.95, draw_digits),
    "lenet": Example(project(
        "LeNet-5",
        "The same digits as images of 32 × 32: small kernels find strokes wherever they are, pooling makes them less "
        "sensitive to shifts. The network that read cheques in the 1990s.",
        lenet(10),
        DataSpec("digits", {"image": True, "size": "32"}, standardize=False, validation_fraction=0.15, seed=1),
        optimizer="adamw", optimizer_settings={"learning_rate": 0.002, "weight_decay": 0.7}, batch_size=32, epochs=25,
        schedule="cosine", schedule_settings={"length": 25},
    ), 0.98, draw_digits),
    "vgg": Example(project(
        "Small VGG",
        "Two blocks of two convolutions and a maximum; the second has half the size and twice the filters. Two kernels "
        "of 3 × 3, one behind the other, see as much as one of 5 × 5, with fewer weights and one bend more.",
        vgg(12, 10),
        DataSpec("digits", {"image": True, "size": "16"}, standardize=False, validation_fraction=0.15),
        # The first steps of Adam move all weights of a filter over bright pixels the same way, and may silence it for
        # good: hence the warm-up.
        optimizer="adamw", optimizer_settings={"learning_rate": 0.003, "weight_decay": 0.2}, batch_size=32, epochs=20,
        schedule="cosine", schedule_settings={"length": 20, "warm_up": 8}, seed=1,
    ), 0.96, draw_maps("conv1_1")),
    "all_convolutional": Example(project(
        "All convolutional",
        "Nothing but convolutions: steps of two in place of pooling, and at the end one map for each digit. The mean "
        "of each map is its vote, so no dense layer is needed.",
        all_convolutional(12, 10),
        DataSpec("digits", {"image": True, "size": "16"}, standardize=False, validation_fraction=0.15),
        # The warm-up keeps filters alive, as above.
        optimizer="adamw", optimizer_settings={"learning_rate": 0.003, "weight_decay": 0.2}, batch_size=32, epochs=25,
        schedule="cosine", schedule_settings={"length": 25, "warm_up": 6},
    ), 0.96, draw_voted),
    "residual_images": Example(project(
        "Residual convolutional",
        "Two blocks of two convolutions, each with a shortcut that adds what came in to what the block has found. Look "
        "into the sums: what the stem has seen is still there after the block. Delete the shortcuts and compare.",
        residual_images(16, 10),
        DataSpec("digits", {"image": True, "size": "16"}, standardize=False, validation_fraction=0.15),
        # The warm-up keeps filters alive, as above.
        optimizer="adamw", optimizer_settings={"learning_rate": 0.004, "weight_decay": 0.3}, batch_size=32, epochs=25,
        schedule="cosine", schedule_settings={"length": 25, "warm_up": 3}, seed=1,
    ), 0.95, draw_maps("stem")),
    "textures": Example(project(
        "Three textures",
        "Brick, grass and gravel in squares of 32 × 32 pixels. The network learns from six walls, lawns and paths, and "
        "is tested on three others of each, which it has never seen. On new squares of those that it knows it would "
        "do better, and that would be no test: try the validation part. Open images of your own. Pictures: ambientCG "
        "(Lennart Demes), and Grass-01 by linolafett, all CC0.",
        texture_network(16, 3),
        textures(validation_fraction=0.15),
        optimizer="adamw", optimizer_settings={"learning_rate": 0.002, "weight_decay": 2.0}, batch_size=16, epochs=40,
        schedule="cosine", schedule_settings={"length": 40},
        augmentation={"horizontal_flip": True, "vertical_flip": True},
    ), 0.85, draw_framed),
    "next_letter": Example(project(
        "Next letter",
        "Twenty letters of the first chapters of Don Quijote, and which one comes next. The network is tested on the "
        "end of the text, which it has never seen. Its loss over ln 2 is how many bits each letter costs: 4.0 for who "
        "knows only how frequent letters are, 2.9 for this network. Open a text of your own, or try words.",
        speller(20, 48, 48, 16, 64),
        DataSpec("quijote", {"samples": 10_000}),
        optimizer="adam", optimizer_settings={"learning_rate": 0.006}, batch_size=64, epochs=8,
        schedule="cosine", schedule_settings={"length": 8},
    ), 0.35, draw_next),
    "sentiment": Example(project(
        "Praise or blame",
        "Does a short sentence praise or blame? Every word has a vector, and the average of them says which: the order "
        "of words does not count, so “not bad at all” is not understood. A GRU in the place of the average reads them "
        "one after the other. The test part has only 48 sentences, of which each is 2 %: try other seeds of the data, "
        "or Spanish, and see by how much the figure changes by chance.",
        word_votes(12, 502, 8),
        DataSpec("sentiment", standardize=False),
        optimizer="adam", optimizer_settings={"learning_rate": 0.01}, batch_size=16, epochs=30,
    ), 0.75, draw_votes),
    "digit_rows": Example(project(
        "Digits row by row",
        "The LSTM sees one row of 8 points after the other and says at the end which digit it was. What it has seen "
        "has to stay in its memory.",
        rows_reader(8, 32, 10),
        DataSpec("digits", validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.005}, batch_size=32, epochs=30, l2=0.0005,
        schedule="cosine", schedule_settings={"length": 30},
    ), 0.95, draw_rows),
    "waves": Example(project(
        "Waves",
        "Twelve values of a wave, with noise: what comes next? The simple recurrent layer passes on what it remembers "
        "from step to step. Give the data fewer steps or more noise.",
        recurrent(12, 1, "simple_rnn", 16),
        DataSpec("wave", standardize=False, validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.01}, batch_size=32, epochs=60, clip_norm=1.0,
        schedule="cosine", schedule_settings={"length": 60},
    ), 0.97, draw_waves),
    "adding": Example(project(
        "Adding problem",
        "A row of numbers of which two are marked: what is their sum? The first has to be remembered until the second "
        "comes. Put a simple recurrent layer in the place of the GRU: without gates it remembers worse.",
        recurrent(16, 2, "gru", 16),
        DataSpec("adding", {"steps": 16}, standardize=False, validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.01}, batch_size=32, epochs=40,
        schedule="cosine", schedule_settings={"length": 40},
    ), 0.98, draw_sums),
    "drawers": Example(project(
        "Five drawers",
        "Five drawers with labels, and the label of one: what is in it? Attention compares the label that is asked for "
        "with all five and takes the contents of the one that is alike. One table turns all labels into vectors, which "
        "start at random and move apart.",
        look_up(5, 10, 4),
        DataSpec("drawers", standardize=False, validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.03}, batch_size=32, epochs=40,
    ), 0.99, draw_drawers),
    "residual": Example(project(
        "Residual network",
        "Each block adds what it has learned to what came in. Delete the shortcuts and see how much longer the same "
        "blocks need.",
        residual(2, 8),
        DataSpec("circle", {"samples": 600, "noise": 10}, validation_fraction=0.2),
        optimizer="adam", optimizer_settings={"learning_rate": 0.01}, batch_size=20, epochs=60,
    ), 0.9, draw_surface),
    "two_tasks": Example(project(
        "Two tasks",
        "One network, two questions: which digit, and is it even? Both heads read the same hidden layer, and each adds "
        "its loss, times its weight, to what training minimises.",
        tasks(64, 32, 10, "0, 2, 4, 6, 8"),
        DataSpec("digits", validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=40, l2=0.0005,
    ), 0.95, draw_parity),
    "three_streams": Example(project(
        "Three streams",
        "Means, errors and worst values of the same ten measurements each enter by an input of their own, and meet "
        "after a layer of their own. Its input says which columns it reads.",
        streams(("1-10", "11-20", "21-30"), (10, 10, 10), 6),
        DataSpec("breast_cancer", validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=60, l2=0.003,
    ), 0.95, draw_classes(20, 21)),
    "diabetes": Example(project(
        "Diabetes",
        "Ten figures of a patient, and how far the disease went in a year. No network predicts it exactly: what it can "
        "learn ends long before what it can memorise.",
        chain((10,), ((8, "tanh"),), (1, "identity"), "mean_squared_error"),
        DataSpec("diabetes", validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=32, epochs=60, l2=0.03,
    ), 0.4, draw_truth),
    "early_stopping": Example(project(
        "Early stopping",
        "Few points, much noise, and more than a thousand weights: soon the network learns single points by heart, "
        "and the validation loss climbs. Patience stops it and takes the best weights back. Set the patience to 0 and "
        "train again: the border curls round single points, and the test figures fall.",
        chain((2,), ((32, "tanh"), (32, "tanh")), (1, "sigmoid"), "binary_cross_entropy"),
        DataSpec("circle", {"samples": 300, "noise": 25}, validation_fraction=0.3, test_fraction=0.3, seed=1),
        optimizer="adam", optimizer_settings={"learning_rate": 0.01}, batch_size=20, epochs=400, patience=30,
    ), 0.92, draw_surface),
    "deep_sigmoid": Example(project(
        "Deep, with sigmoid",
        "Eight hidden layers of sigmoids. Each passes back at most a quarter of the gradient, so almost nothing "
        "reaches the first ones, and they stay as they began: look at the gradients while it trains. Its twin with "
        "ReLU has the same data and as many weights.",
        deep(8, 12, "sigmoid", "glorot_uniform"),
        DataSpec("spiral", {"samples": 600, "noise": 2}, validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=20, epochs=120,
    ), 0.4, draw_surface, most=0.7),
    "deep_relu": Example(project(
        "Deep, with ReLU",
        "The same eight layers with ReLU, and with the initial weights of He: where a unit is on, its gradient passes "
        "whole, and the first layers learn as fast as the last.",
        deep(8, 12, "relu", "he_uniform"),
        DataSpec("spiral", {"samples": 600, "noise": 2}, validation_fraction=0.15),
        optimizer="adam", optimizer_settings={"learning_rate": 0.003}, batch_size=20, epochs=120,
    ), 0.95, draw_surface),
    **READERS,
    **ROWS,
    **transfer(FOLDER / "transfer.ladera"),
}


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication([])
    pictures = FOLDER / "thumbnails"
    pictures.mkdir(parents=True, exist_ok=True)
    for name, example in EXAMPLES.items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        write_project(FOLDER / f"{name}.ladera", example.project)
        started = time.perf_counter()
        trainer = train(example.project)
        seconds = time.perf_counter() - started
        test = trainer.evaluate("test")
        print(f"{name}: {trainer.metric.name} {test.metric:.4f} on the test part ({example.least} to {example.most}), "
              f"loss {trainer.evaluate('train').loss:.4f} / {test.loss:.4f}, {trainer.epochs_done} epochs, "
              f"{seconds:.1f} s")
        if not example.least <= test.metric <= example.most:
            raise SystemExit(f"{name} is not between {example.least} and {example.most}")
        data = load(example.project.data)
        for theme in THEMES.values():
            save_small(thumbnail(example.draw, theme, data, trainer), pictures / f"{name}-{theme.name}.png")
    app.quit()


if __name__ == "__main__":
    main()
