"""The command line: `ladera [FILE]` opens the window, `ladera COMMAND …` works without one.

Exit status: 0 done, 1 a sentence said why not, 2 wrong usage or no display, 130 stopped from the keyboard,
141 nobody read the output to its end.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib import import_module

from app import __version__, system
from engine.errors import LaderaError

COMMANDS = ("open", "train", "export", "shots", "info")
"""Each is a module of `app.cli`, but for “open”, which is `app.cli.window`."""


def build_parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="ladera",
        usage="ladera [FILE] | ladera COMMAND …",
        description="Ladera, a laboratory for deep learning. Without a command, or with a file, it opens its window.",
    )
    parser.add_argument("--version", action="version", version=f"Ladera {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = import_module(f"app.cli.{'window' if name == 'open' else name}")
        subparser = commands.add_parser(name, help=module.HELP, description=module.__doc__)
        module.configure(subparser)
        subparser.set_defaults(run=module.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status."""
    try:
        try:
            return run(list(sys.argv[1:] if argv is None else argv))
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # `ladera info | head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nor does Python complain when it ends
        return 141
    except ImportError as error:
        if not (said := system.package_sentence(error)):
            raise
        print(said, file=sys.stderr)
        return 1


def run(words: list[str]) -> int:
    """The same, where all packages are there."""
    if not words or (words[0] not in COMMANDS and not words[0].startswith("-")):
        words.insert(0, "open")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a terminal without “ or θ shows a question mark, not a traceback
    arguments = build_parser().parse_args(words)
    try:
        return arguments.run(arguments)
    except LaderaError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
