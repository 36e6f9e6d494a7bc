"""`ladera export FILE PATH`: the weights of a trained project in a format that others read."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

HELP = "write a project's trained weights, format by suffix"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a trained project")
    parser.add_argument("path", type=Path, metavar="PATH", help="what to write; the suffix says the format")


def run(arguments: Namespace) -> int:
    from app.cli.outputs import check, write
    from engine.formats import read_project

    check(arguments.path)
    write(arguments.path, read_project(arguments.file))
    return 0
