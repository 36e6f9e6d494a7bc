#!/usr/bin/env python3
"""Bring the translations up to date with the code: `.venv/bin/python tools/translations.py`.

Collects every marked text of app/ and engine/ from the syntax tree, merges it into assets/i18n/ladera_LANGUAGE.ts
(kept: what is translated; dropped: what the code no longer says) and compiles the .qm files. Prints what is still to
be translated, edit the .ts file with it in any editor or in Qt Linguist, and run this again. Exit status 1 while
something is missing.

Marked texts are `self.tr("…")` (the context is the class), `QCoreApplication.translate("Context", "…")`,
`QT_TRANSLATE_NOOP("Context", "…")` and the engine's `N_("engine", "…")`. lupdate does not see the last one, and takes
an f-string as it stands, so that its translation is never found; here an f-string is an error.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import PySide6

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("app", "engine")
FOLDER = ROOT / "assets" / "i18n"
LANGUAGES = ("es",)
MARKERS = frozenset({"translate", "QT_TRANSLATE_NOOP", "N_"})


class Message(NamedTuple):
    """One text to translate."""

    context: str
    text: str


class UnreadableMark(Exception):
    """A mark whose text is not a plain string: no translation would ever be found for it."""


def marked_in(source: str, name: str = "<string>") -> Iterator[Message]:
    """Every marked text of one module. Raises UnreadableMark with the place for an f-string or a variable."""
    yield from _walk(ast.parse(source, name), name, "")


def _walk(node: ast.AST, name: str, inside: str) -> Iterator[Message]:
    if isinstance(node, ast.ClassDef):
        inside = node.name
    if isinstance(node, ast.Call):
        yield from _message(node, name, inside)
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, name, inside)


def _message(call: ast.Call, name: str, inside: str) -> Iterator[Message]:
    function = call.func
    called = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if called == "tr" and isinstance(function, ast.Attribute) and call.args:
        text = _string(call.args[0])
        if text is None or not inside:
            raise UnreadableMark(f"{name}:{call.lineno}: tr() needs a plain string, inside a class")
        yield Message(inside, text)
    elif called in MARKERS and len(call.args) >= 2:
        context, text = map(_string, call.args[:2])
        if context is not None and text is not None:
            yield Message(context, text)
        elif isinstance(call.args[1], ast.JoinedStr):
            raise UnreadableMark(f"{name}:{call.lineno}: {called}() needs a plain string; call .format() on its result")


def _string(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def messages_in_code() -> dict[Message, tuple[str, ...]]:
    """Every marked text → the files that say it."""
    found: dict[Message, list[str]] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            for message in marked_in(path.read_text(encoding="utf-8"), name):
                files = found.setdefault(message, [])
                if name not in files:
                    files.append(name)
    return {message: tuple(files) for message, files in sorted(found.items())}


def read_ts(path: Path) -> dict[Message, str]:
    """Text → translation; "" where it is unfinished."""
    if not path.exists():
        return {}
    translations = {}
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") is None
            key = Message(context.findtext("name", ""), message.findtext("source", ""))
            translations[key] = (translation.text or "") if finished else ""
    return translations


def write_ts(path: Path, language: str, texts: Mapping[Message, tuple[str, ...]], known: Mapping[Message, str]) -> None:
    """The .ts file of one language: contexts and texts in alphabetical order, so that differences stay small."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context, name = None, None
    for message, places in texts.items():
        if message.context != name:
            name = message.context
            context = ET.SubElement(root, "context")
            ET.SubElement(context, "name").text = name
        entry = ET.SubElement(context, "message")
        for place in places:
            ET.SubElement(entry, "location", filename=f"../../{place}")
        ET.SubElement(entry, "source").text = message.text
        translated = known.get(message, "")
        translation = ET.SubElement(entry, "translation", {} if translated else {"type": "unfinished"})
        translation.text = translated
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def compile_ts(source: Path, target: Path) -> None:
    """The .qm file that Qt loads, made by the lrelease that comes with PySide6."""
    folder = Path(PySide6.__file__).parent
    program = next(path for path in (folder / "lrelease", folder / "lrelease.exe") if path.exists())
    subprocess.run([program, "-silent", source, "-qm", target], check=True)


def main() -> int:
    texts = messages_in_code()
    missing = []
    for language in LANGUAGES:
        source = FOLDER / f"ladera_{language}.ts"
        known = read_ts(source)
        write_ts(source, language, texts, known)
        compile_ts(source, source.with_suffix(".qm"))
        missing += [f"{language} {message.context}: {message.text}" for message in texts if not known.get(message)]
    print("\n".join([*missing, f"{len(texts)} texts, {len(missing)} to translate"]))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
