#!/usr/bin/env python3
"""Bring the translations up to date with the code: `.venv/bin/python tools/translations.py`.

Qt's lupdate collects every marked text of app/ and engine/ and merges it into assets/i18n/ladera_LANGUAGE.ts (kept:
what is translated; dropped: what the code no longer says), and lrelease compiles the .qm files. Prints what is still to
be translated; edit the .ts file with it in any editor or in Qt Linguist, and run this again. Exit status 1 while
something is missing.

Marked texts are `self.tr("…")` (the context is the class), `QCoreApplication.translate("Context", "…")`,
`QT_TRANSLATE_NOOP("Context", "…")` and, which lupdate is told of, the engine's `N_("engine", "…")`. It takes an
f-string as it stands, so that its translation would never be found: the tests refuse those.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

import PySide6

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("app", "engine")
FOLDER = ROOT / "assets" / "i18n"
LANGUAGES = ("es",)
ALIAS = "QT_TRANSLATE_NOOP+=N_"


class Message(NamedTuple):
    """One text to translate."""

    context: str
    text: str


def update_ts(path: Path, *sources: Path) -> None:
    """Have a .ts file hold the marked texts of these folders and files, and no others. Places are left out, so that
    differences stay small."""
    _run("lupdate", "-no-obsolete", "-locations", "none", "-sort-messages", "-tr-function-alias", ALIAS,
         "-extensions", "py", *sources, "-ts", path)


def compile_ts(source: Path, target: Path) -> None:
    """The .qm file that Qt loads."""
    _run("lrelease", source, "-qm", target)


def read_ts(path: Path) -> dict[Message, str]:
    """Text → translation; "" where it is unfinished."""
    translations = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") is None
            key = Message(context.findtext("name", ""), message.findtext("source", ""))
            translations[key] = (translation.text or "") if finished else ""
    return translations


def _run(name: str, *arguments: str | Path) -> None:
    """A program of Qt's that comes with PySide6."""
    folder = Path(PySide6.__file__).parent
    program = next(path for path in (folder / name, folder / f"{name}.exe") if path.exists())
    subprocess.run([program, "-silent", *arguments], check=True)


def main() -> int:
    missing, texts = [], 0
    for language in LANGUAGES:
        path = FOLDER / f"ladera_{language}.ts"
        update_ts(path, *(ROOT / package for package in PACKAGES))
        compile_ts(path, path.with_suffix(".qm"))
        translations = read_ts(path)
        texts = len(translations)
        missing += [f"{language} {message.context}: {message.text}"
                    for message, translation in translations.items() if not translation]
    print("\n".join([*missing, f"{texts} texts, {len(missing)} to translate"]))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
