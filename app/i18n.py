"""The language of the window: installing it, and saying the engine's texts in it.

The engine marks its texts with `N_("engine", …)` and knows no Qt; they are translated here, under the context
"engine". Code in the window says `self.tr("…")` or `QCoreApplication.translate("Context", "…")` and fills in values
with `.format()` afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import as_file, files
from numbers import Integral
from types import MappingProxyType

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.numbers import grouped
from engine.errors import LaderaError

SOURCE_LANGUAGE = "en"
_NATIVE_NAMES = MappingProxyType({"en": "English", "es": "Español"})

LITERAL_VALUES = frozenset({"layer", "layers", "name", "path", "column", "file", "value", "detail"})
"""Values of an error that a person or a file named: they are quoted, never translated."""

LEFT_BY_QT = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),
)
"""What Qt's own translations leave out of the dialogs that are shown here; ours are asked first."""


def languages() -> Mapping[str, str]:
    """Code → the language's name in itself."""
    return _NATIVE_NAMES


def system_language() -> str:
    """The first language of the system that Ladera speaks, or English."""
    for tag in QLocale.system().uiLanguages():
        code = tag.split("-")[0]
        if code in _NATIVE_NAMES:
            return code
    return SOURCE_LANGUAGE


def install(app: QCoreApplication, language: str) -> str:
    """Speak `language` ("system" asks the system) from now on; returns the code of the language that is spoken.

    Windows that exist already keep their words: they are built anew, or retranslate on LanguageChange. Numbers keep
    the point as decimal separator in every language, as code and file formats do. Raises ValueError for a language that
    Ladera does not speak.
    """
    code = system_language() if language == "system" else language
    if code not in _NATIVE_NAMES:
        raise ValueError(f"language must be one of {', '.join(_NATIVE_NAMES)}; it is {language}")
    for translator in _installed(app):
        app.removeTranslator(translator)
        translator.setParent(None)
    for translator in [] if code == SOURCE_LANGUAGE else [_qt_translator(code), _ladera_translator(code)]:
        translator.setObjectName(code)
        translator.setParent(app)  # which alone keeps it
        app.installTranslator(translator)
    point = QLocale(QLocale.Language.C)
    point.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator | QLocale.NumberOption.RejectGroupSeparator)
    QLocale.setDefault(point)
    return code


def installed_language() -> str:
    """The language that is spoken now."""
    return next((translator.objectName() for translator in _installed(QCoreApplication.instance())), SOURCE_LANGUAGE)


def _installed(app: QCoreApplication | None) -> list[QTranslator]:
    return app.findChildren(QTranslator) if app is not None else []


def _qt_translator(code: str) -> QTranslator:
    translator = QTranslator()
    translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return translator


def _ladera_translator(code: str) -> QTranslator:
    translator = QTranslator()
    with as_file(files("assets") / "i18n" / f"ladera_{code}.qm") as path:
        translator.load(str(path))
    return translator


def translate(text: str) -> str:
    """A text of the engine in the language of the window; itself when there is no translation."""
    return QCoreApplication.translate("engine", text) if text else ""


def translate_error(error: BaseException) -> str:
    """The sentence of an error in the language of the window, with every engine text inside it translated too, and
    its whole numbers written as everywhere in the window."""
    if not isinstance(error, LaderaError):
        return str(error) or type(error).__name__
    values = {name: _translate_value(name, value) for name, value in error.values.items()}
    return translate(error.template).format(**values)


def _translate_value(name: str, value: object) -> object:
    if isinstance(value, LaderaError):
        return translate_error(value)
    if isinstance(value, str) and name not in LITERAL_VALUES:
        return translate(value)
    if isinstance(value, Integral) and not isinstance(value, bool):
        return _Count(value)
    return value


class _Count(int):
    """A whole number that is written as everywhere in the window, where the sentence says no other way."""

    def __format__(self, spec: str) -> str:
        return super().__format__(spec) if spec else grouped(int(self))
