"""`ladera train FILE`: train a project without a window."""

from __future__ import annotations

import json
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
    parser.add_argument("--export", type=Path, metavar="PATH", action="append", default=[],
                        help="write the trained weights, format by suffix; may be repeated")
    parser.add_argument("--json", action="store_true", help="the last line of the output is one JSON object")


def run(arguments: Namespace) -> int:
    from app.cli.outputs import check_suffix, write
    from engine.data import load
    from engine.device import get_device
    from engine.formats import read_project
    from engine.training import Trainer

    for path in arguments.export:
        check_suffix(path)
    project = read_project(arguments.file)
    asked = {"epochs": arguments.epochs, "seed": arguments.seed}
    settings = replace(project.training, **{name: value for name, value in asked.items() if value is not None})
    device = get_device(arguments.device)
    trainer = Trainer(project.graph, load(project.data), settings, device)
    started = time.perf_counter()
    train(trainer, settings.epochs)
    seconds = time.perf_counter() - started

    trained = replace(
        project, training=settings, parameters=trainer.parameters, history=trainer.history.to_json()
    )
    for path in arguments.export:
        write(path, trained)
    result = {
        **figures(trainer), "seconds": round(seconds, 3), "device": device.name, "seed": settings.seed,
        "parameters": int(trained.parameters.size), "exported": [str(path) for path in arguments.export],
    }
    print(json.dumps(result) if arguments.json else "\n".join(f"{name}: {value}" for name, value in result.items()))
    return 0


def train(trainer: Trainer, epochs: int) -> None:
    """Epoch after epoch, with a progress bar where stderr is a terminal."""
    from tqdm import trange

    with trange(epochs, unit="epoch", disable=None, file=sys.stderr) as bar:
        for _ in bar:
            trainer.epoch()
            bar.set_postfix(loss=f"{trainer.minibatch_loss:.4g}", refresh=False)


def figures(trainer: Trainer) -> dict[str, float]:
    """Epochs, losses of the training and test parts, and what the test part measures."""
    result = {"epochs": trainer.epochs_done, "train_loss": trainer.evaluate("train").loss}
    return result
