"""The person's own images as a source of examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.data.pictures.packed import decode
from engine.data.registry import register
from engine.data.source import Progress, Samples, Source
from engine.errors import N_, DataError
from engine.fields import Choice

WHITE = 255.0


def make(settings: Mapping[str, Any], rng: np.random.Generator, content: bytes | None, progress: Progress) -> Samples:
    """The images, as bytes. Raises DataError where they are missing, and what `decode` raises."""
    if content is None:
        raise DataError(N_("engine", "The images are not part of this project. Choose the folder again."))
    images = decode(content)
    height, width, channels = images.form.shape
    colours = ("",) if channels == 1 else ("_red", "_green", "_blue")
    names = tuple(f"pixel_{row}_{column}{colour}" for row in range(height) for column in range(width)
                  for colour in colours)
    parts = images.parts if settings["parts"] == "given" else None
    return Samples(images.pixels.reshape(len(images.labels), -1), names, images.labels.astype(np.int64),
                   (N_("engine", "class"),), images.class_names, shape=images.form.shape, unit=WHITE, parts=parts,
                   titles=images.titles)


PICTURES = Source(
    name="pictures",
    title=N_("engine", "Your images"),
    category=N_("engine", "Your own"),
    help=N_("engine", "Images of your own, in a folder for each class, or as IDX, .npz or CIFAR files."),
    about=N_("engine", "Your files. A copy of the images, in the size and colours that you chose, stays inside the "
             "project."),
    task=None,
    make=make,
    icon="image",
    keeps="images.bin",
    fields=(
        Choice("parts", "given", N_("engine", "Parts"),
               options={"given": N_("engine", "As they come"), "drawn": N_("engine", "At random")},
               help=N_("engine", "Images may come in parts, as folders “train” and “test”: then nothing is drawn for "
                       "those. Use them where images of one thing are alike, so that the test shows other things.")),
    ),
)

register(PICTURES, rank=40)
