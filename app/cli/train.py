"""`ladera train FILE`: train a project without a window."""

from __future__ import annotations

import json
import math
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.training import Trainer

HELP = "train a project from its initial weights"


def whole(text: str) -> int:
    """A whole number ≥ 0."""
    if not text.isdecimal():
        raise ArgumentTypeError(f"{text} is not a whole number")
    return int(text)


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the project; it is not changed")
    parser.add_argument("--epochs", type=whole, metavar="N", help="instead of the project's own number")
    parser.add_argument("--seed", type=whole, metavar="S", help="of initial weights and shuffling, instead of its own")
    parser.add_argument("--device", choices=("numpy", "cupy", "auto"), default="numpy",
                        help="where to compute (default numpy: the same figures everywhere)")
    parser.add_argument("--threads", type=whole, metavar="N", default=1,
                        help="that compute a step, 0 for as many as are the fastest (default 1: the same figures "
                             "everywhere)")
    parser.add_argument("--export", type=Path, metavar="PATH", action="append", default=[],
                        help="write the trained weights, format by suffix; may be repeated")
    parser.add_argument("--json", action="store_true", help="the last line of the output is one JSON object")


def run(arguments: Namespace) -> int:
    from app.cli.outputs import check, write
    from engine.data import load
    from engine.device import get_device
    from engine.formats import read_project
    from engine.training import Trainer

    for path in arguments.export:
        check(path)
    project = read_project(arguments.file)
    asked = {"epochs": arguments.epochs, "seed": arguments.seed}
    settings = replace(project.training, **{name: value for name, value in asked.items() if value is not None})
    device = get_device(arguments.device)
    trainer = Trainer(project.graph, load(project.data), settings, device, threads=arguments.threads)
    started = time.perf_counter()
    train(trainer, settings.epochs)
    seconds = time.perf_counter() - started

    trained = replace(project, training=settings, parameters=trainer.parameters, history=trainer.history.columns(),
                      weights_epoch=trainer.stopped.weights_epoch if trainer.stopped else None)
    for path in arguments.export:
        write(path, trained)
    result = {
        **figures(trainer), "seconds": round(seconds, 3), "device": device.name,
        "threads": trainer.threads, "seed": settings.seed,
        "parameters": trained.parameters.size, "exported": [str(path) for path in arguments.export],
    }
    print(json.dumps(result) if arguments.json else table(result))
    return 0


def train(trainer: Trainer, epochs: int) -> None:
    """Epoch after epoch, with a progress bar where stderr is a terminal."""
    from tqdm import trange

    with trange(epochs, unit="epoch", disable=None, file=sys.stderr) as bar:
        def show(trainer: Trainer) -> None:
            bar.set_postfix(loss=f"{trainer.history['loss'][-1]:.4g}", refresh=False)
            bar.update()

        trainer.fit(epochs, each_epoch=show)
        if trainer.stopped:
            bar.write(str(trainer.stopped), file=sys.stderr)


def figures(trainer: Trainer) -> dict[str, int | float | None]:
    """Epochs, the losses of the training and test parts without penalty, and what is measured on the test part.

    None stands where there is no test part.
    """
    training, test = trainer.evaluate("train"), trainer.evaluate("test")
    measured = {"train_loss": training.loss, "test_loss": test.loss, f"test_{trainer.metric.name}": test.metric}
    return {"epochs": trainer.epochs_done} | {
        name: value if math.isfinite(value) else None for name, value in measured.items()
    }


def table(result: dict[str, object]) -> str:
    """A result for people: one row per figure, five digits, what is empty left out."""
    shown = {name: f"{value:.5g}" if isinstance(value, float) else value for name, value in result.items()}
    return "\n".join(f"{name:<14} {value}" for name, value in shown.items() if value not in (None, []))
