"""Classic tables that come with scikit-learn; nothing is downloaded."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.data.registry import register
from engine.data.source import Progress, Samples, Source, Task
from engine.errors import N_
from engine.fields import Choice, Field, Flag, Integer

DIGITS = "Alpaydin and Kaynak (1998), CC BY 4.0"
"""Who is to be named with a picture of the digits."""


def _source(name: str, task: Task, target: str, icon: str, title: str, help: str, about: str, *,
            fields: tuple[Field, ...] = (), image: tuple[int, ...] = (), credit: str = "", **options: object) -> Source:
    def make(settings: Mapping[str, object], rng: np.random.Generator, content: bytes | None,
             progress: Progress) -> Samples:
        from sklearn import datasets  # here, because its import takes a second

        bunch = getattr(datasets, f"load_{name}")(**options)
        names = tuple(map(str, bunch.feature_names))
        if (some := settings.get("samples", len(bunch.data))) < len(bunch.data):
            drawn = np.sort(rng.permutation(len(bunch.data))[:some])
            bunch.data, bunch.target = bunch.data[drawn], bunch.target[drawn]
        shape = image if settings.get("image") else None
        if shape and settings["size"] != "original":
            side = int(settings["size"])
            bunch.data, shape = _enlarged(bunch.data, shape, side), (side, side, *shape[2:])
            names = tuple(f"pixel_{row}_{column}" for row in range(side) for column in range(side))
        if task == "regression":
            return Samples(bunch.data, names, bunch.target[:, None].astype(np.float64), (target,), shape=shape)
        return Samples(bunch.data, names, bunch.target, (target,), tuple(map(str, bunch.target_names)), shape=shape)

    return Source(name=name, title=title, category=N_("engine", "Classic tables"), help=help, about=about,
                  fields=fields, task=task, make=make, icon=icon, credit=credit)


def _enlarged(images: np.ndarray, shape: tuple[int, ...], side: int) -> np.ndarray:
    """Images (N, h·w) of one channel, enlarged to (N, side·side) with values between neighbours interpolated."""
    from scipy.ndimage import zoom

    height, width = shape[:2]
    larger = zoom(images.reshape(-1, height, width), (1, side / height, side / width), order=1, mode="nearest",
                  grid_mode=True)
    return larger.reshape(len(images), side * side)


register(
    _source("breast_cancer", "binary", N_("engine", "diagnosis"), "cell", N_("engine", "Breast cancer"),
            N_("engine", "Is a tumour malignant or benign? 30 measurements of cell nuclei from 569 patients."),
            "Street, Wolberg and Mangasarian (1993), Wisconsin Diagnostic Breast Cancer"),
    _source("iris", "multiclass", N_("engine", "species"), "flower", N_("engine", "Iris"),
            N_("engine", "Three species of iris from four lengths: 150 flowers; one species is easy, two overlap."),
            "Fisher (1936), The use of multiple measurements in taxonomic problems"),
    _source("wine", "multiclass", N_("engine", "cultivar"), "glass", N_("engine", "Wine"),
            N_("engine", "Three cultivars from 13 chemical measurements of 178 wines: learning without "
               "standardisation fails here."),
            "Forina et al. (1988), PARVUS"),
    _source("digits", "multiclass", N_("engine", "digit"), "digit", N_("engine", "Digits"),
            N_("engine", "1797 handwritten digits of 8 × 8 grey pixels, from 0 to 16."),
            "Alpaydin and Kaynak (1998), Optical recognition of handwritten digits, CC BY 4.0",
            image=(8, 8, 1), credit=DIGITS,
            fields=(Flag("image", False, N_("engine", "As images"),
                         help=N_("engine", "Give each digit as an image of 8 × 8 × 1, as convolutions need it, and "
                                 "not as 64 numbers.")),
                    Choice("size", "original", N_("engine", "Image size"),
                           options={"original": "8 × 8", "16": "16 × 16", "32": "32 × 32"},
                           help=N_("engine", "Enlarge the images: LeNet-5 was made for 32 × 32. Nothing is added that "
                                   "was not in the 8 × 8 pixels.")),
                    Integer("samples", 1797, N_("engine", "Examples"), minimum=50, maximum=1797,
                            help=N_("engine", "How many of the 1797 digits there are, drawn by the seed.")))),
    _source("diabetes", "regression", N_("engine", "progression"), "drop", N_("engine", "Diabetes"),
            N_("engine", "How far the disease has advanced after a year, from 10 measurements of 442 patients: "
               "hard to predict, an R² of 0.5 is good."),
            "Efron, Hastie, Johnstone and Tibshirani (2004), Least angle regression",
            scaled=False),
    rank=20,
)
