"""Every text of the window and of the engine has its Spanish, and saying it keeps the values in it."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from app import i18n
from engine.errors import N_, DataError, LaderaError, SettingError
from tests.tools import ROOT, load_tool

tool = load_tool("translations")
SOURCES = tuple(ROOT / package for package in tool.PACKAGES)
MARKERS = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1, "N_": 1}
"""What marks a text → which argument it is."""
LANGUAGES = tuple(code for code in i18n.languages() if code != i18n.SOURCE_LANGUAGE)


@pytest.fixture
def spanish(qapp):
    i18n.install(qapp, "es")
    yield
    i18n.install(qapp, "en")


def marked_in(path: Path, *sources: Path) -> set[tuple[str, str]]:
    """The texts that the code marks, by way of a file at `path`."""
    tool.update_ts(path, *sources)
    return set(tool.read_ts(path))


def unreadable_in(code: str) -> list[int]:
    """The lines of marks whose text is put together: no translation would ever be found for it."""
    return [call.lineno for call in ast.walk(ast.parse(code)) if isinstance(call, ast.Call)
            and (place := MARKERS.get(getattr(call.func, "attr", getattr(call.func, "id", "")))) is not None
            and all(isinstance(context, ast.Constant) for context in call.args[:place])
            and isinstance((call.args[place:] or [None])[0], (ast.JoinedStr, ast.BinOp))]


def fields(text: str) -> set[str]:
    """The names in braces, with their format."""
    return {f"{name}:{spec}" for _, name, spec, _ in string.Formatter().parse(text) if name is not None}


@pytest.fixture(scope="module", params=LANGUAGES)
def translations(request):
    """Text → translation, of one language; "" where there is none yet."""
    return tool.read_ts(ROOT / "assets" / "i18n" / f"ladera_{request.param}.ts")


@pytest.fixture(scope="module")
def finished(translations):
    return {message: translation for message, translation in translations.items() if translation}


def test_every_language_but_english_is_kept_up_to_date():
    assert tool.LANGUAGES == LANGUAGES


def test_every_text_in_the_code_is_translated_and_no_other(translations, tmp_path):
    assert all(translations.values()), "python tools/translations.py lists what is missing"
    assert set(translations) == marked_in(tmp_path / "fresh.ts", *SOURCES)


def test_translations_keep_the_values_of_the_text(finished):
    for message, translation in finished.items():
        assert fields(translation) == fields(message.text), message


def test_translations_keep_ends_keys_and_lines(finished):
    for message, translation in finished.items():
        for mark in ("…", ":", "\n"):
            assert message.text.endswith(mark) == translation.endswith(mark), message
        if message.context in ("Actions", "Menus"):
            assert len(re.findall("&(?!&)", message.text)) == len(re.findall("&(?!&)", translation)), message


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_qt_loads_is_what_the_translator_wrote(language, tmp_path):
    source = ROOT / "assets" / "i18n" / f"ladera_{language}.ts"
    tool.compile_ts(source, tmp_path / "fresh.qm")
    assert (tmp_path / "fresh.qm").read_bytes() == source.with_suffix(".qm").read_bytes()


def test_marks_are_found_however_they_are_written(tmp_path):
    (tmp_path / "marks.py").write_text('''
class Panel(QWidget):
    def a(self):
        self.tr("one " "and two")
        QCoreApplication.translate("Canvas", "three")
ROWS = (QT_TRANSLATE_NOOP("Menus", "four"), N_("engine", "five"))
''', encoding="utf-8")
    assert marked_in(tmp_path / "fresh.ts", tmp_path) == {
        ("Panel", "one and two"), ("Canvas", "three"), ("Menus", "four"), ("engine", "five")}


@pytest.mark.parametrize("code", [
    'self.tr(f"{x} layers")', 'N_("engine", f"{x}")', 'translate("Menus", "more than " + x)'])
def test_a_mark_that_no_translation_could_match_is_seen(code):
    assert unreadable_in(code) == [1]


def test_every_mark_is_a_plain_string():
    found = {str(path): lines for folder in SOURCES for path in folder.rglob("*.py")
             if (lines := unreadable_in(path.read_text("utf-8")))}
    assert found == {}


def test_qt_speaks_spanish_too(spanish):
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"


def test_a_file_dialog_and_the_menu_of_a_text_field_speak_the_language_that_was_chosen_last(qtbot, qapp):
    def words():
        dialog, field = QFileDialog(options=QFileDialog.Option.DontUseNativeDialog), QLineEdit()
        for widget in (dialog, field):
            qtbot.addWidget(widget)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        menu = field.createStandardContextMenu()
        return {button.text() for button in dialog.findChildren(QPushButton)}, menu.actions()[0].text().split("\t")[0]

    i18n.install(qapp, "es")
    assert words() == ({"&Guardar", "Cancelar"}, "&Deshacer")
    i18n.install(qapp, "en")
    assert words() == ({"&Save", "Cancel"}, "&Undo")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_qt_leaves_in_english_is_translated_with_our_own_texts(language):
    qt = QTranslator()
    assert qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    ours = {message for message in tool.read_ts(ROOT / "assets" / "i18n" / f"ladera_{language}.ts")
            if message.context[0] == "Q" and message.context[1].isupper()}
    assert {text for _, text in ours} == set(i18n.LEFT_BY_QT)
    assert not any(qt.translate(context, text) for context, text in ours), "Qt says these itself by now"


def test_switching_back_speaks_english_again(qapp):
    i18n.install(qapp, "es")
    assert i18n.translate("Dense") == "Densa"
    i18n.install(qapp, "en")
    assert i18n.translate("Dense") == "Dense"
    assert i18n.installed_language() == "en"


def test_a_language_nobody_speaks_is_refused(qapp):
    with pytest.raises(ValueError, match="tlh"):
        i18n.install(qapp, "tlh")


def test_decimals_have_a_point_in_every_language(spanish):
    assert QLocale().toString(1234.5) == "1234.5"


def test_errors_are_said_with_their_values(spanish):
    error = SettingError(N_("engine", "“{field}” must be a whole number from {low} to {high}; it is {value}."),
                         field=N_("engine", "Units"), low=1, high=9, value=0)
    said = i18n.translate_error(error)
    assert i18n.translate("Units") in said
    assert i18n.translate("Units") != "Units"
    assert "1" in said
    assert "9" in said
    assert "must be" not in said


def test_errors_inside_errors_are_said_in_the_language_too(spanish):
    inner = DataError(N_("engine", "“{field}” is on or off; it is {value}."), field="Bias", value=3)
    outer = LaderaError("{problem}", problem=inner)
    assert i18n.translate_error(outer) == i18n.translate_error(inner) != str(inner)


def test_names_that_a_person_gave_are_not_translated(spanish):
    error = LaderaError("{layer} {file}", layer="Dense", file="Units")
    assert i18n.translate_error(error) == "Dense Units"


def test_other_errors_say_what_they_say():
    assert i18n.translate_error(OSError("disk full")) == "disk full"
    assert i18n.translate_error(KeyError()) == "KeyError"


@pytest.mark.parametrize(("value", "said"), [
    (61_706, "61\u202f706"), (np.int64(61_706), "61\u202f706"), (1000, "1000"), (-61_706, "−61\u202f706"),
    ("61706", "61706"), (True, "True"), (61706.5, "61706.5"), ((61_706, 1), "(61706, 1)")])
def test_whole_numbers_in_errors_are_grouped_as_in_the_window_and_nothing_else_is(qapp, value, said):
    inner = DataError("“{path}” is larger than {most} MB.", path="61706.csv", most=value)
    outer = LaderaError("{inner}", inner=inner)
    assert i18n.translate_error(outer) == f"“61706.csv” is larger than {said} MB."


def test_a_sentence_that_says_how_a_number_is_written_has_it_so(qapp):
    assert i18n.translate_error(LaderaError("{loss:.2g} of {count}", loss=123_456, count=7)) == "1.2e+05 of 7"


REGIONAL = ("ordenador", "fichero", "vosotros", "vuestr", "pinch", "coger", "cliquea", "ponga ambos", "guárdelo")
"""Words, or their beginnings, that are said in some countries only, mean something else in others, or address a
stranger."""


POLITE = ("abra", "arrastre", "cambie", "copie", "dibuje", "elija", "entrene", "escriba", "espere", "gire", "guarde",
          "haga", "marque", "mire", "mueva", "pida", "ponga", "presione", "pruebe", "pulse", "quite", "seleccione",
          "señale", "suelte", "use", "vea")
"""How a stranger is asked to do something."""


def test_spanish_is_that_of_all_countries():
    """Neutral words, one form of address, one name of each key, guillemets, and decimals behind a point."""
    texts = [message.findtext("translation") for message in
             ElementTree.parse(ROOT / "assets" / "i18n" / "ladera_es.ts").getroot().iter("message")]
    assert len(texts) > 2_000
    plain = [re.sub(r"<[^>]*>|\{[^}]*\}", "", text) for text in texts]
    assert [text for text in plain for word in REGIONAL if re.search(rf"\b{word}", text.lower())] == []
    assert [text for text in plain if re.search(r"\w(áis|éis)\b", text)] == []
    asked = re.compile(rf"(^|[.:;] )({'|'.join(POLITE)})(lo|la|los|las)?\b", re.IGNORECASE)
    assert [text for text in plain if asked.search(text)] == []
    assert [text for text in plain if re.search(r"\b(Intro|Escape|Supr)\b", text)] == []
    assert [text for text in plain if "“" in text or "”" in text] == []
    assert [text for text in plain if re.search(r"\b0,\d", text)] == []
