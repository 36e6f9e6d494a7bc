"""Forms made from typed settings: every kind of field, valid and invalid text."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from app import i18n
from app.numbers import read_number, signed
from app.widgets.editors import EDITORS
from app.widgets.forms import MIXED, FieldForm
from app.widgets.number_box import NumberBox, WholeBox, next_on_scale, number_text, parse_number
from engine import fields
from engine.layers import LAYERS
from tests.app.gestures import choose_in_form, type_in_form

FIELDS = (
    fields.Integer("units", 4, "Units", maximum=64, help="How many neurons."),
    fields.Real("noise", 0.1, "Noise", minimum=0.0, maximum=1.0, help="How much noise."),
    fields.Real("rate", 0.01, "Learning rate", minimum=1e-6, maximum=10.0, logarithmic=True, help="The step."),
    fields.Flag("bias", True, "Bias", help="A constant."),
    fields.Choice("activation", "relu", "Activation", options={"relu": "ReLU", "tanh": "Tanh"}, help="Bends."),
    fields.Shape("shape", (2,), "Shape", help="Of one example."),
    fields.Text("column", "y", "Column", longest=5, help="The target."),
)


@pytest.fixture
def form(qtbot):
    form = FieldForm(FIELDS)
    qtbot.addWidget(form)
    form.resize(320, 400)
    with qtbot.waitExposed(form):
        form.show()
    form.told = []
    form.changed.connect(lambda name, value: form.told.append((name, value)))
    return form


def test_a_form_begins_with_the_defaults_and_tells_nothing(form):
    assert form.values() == {field.name: field.default for field in FIELDS}
    assert form.told == []


@pytest.mark.parametrize(("name", "text", "value"), [
    ("units", "16", 16), ("noise", "0.25", 0.25), ("noise", "0,25", 0.25), ("rate", "1e-3", 0.001),
    ("shape", "8×8×1", (8, 8, 1)), ("shape", "8x8x3", (8, 8, 3)), ("shape", "28, 28", (28, 28)),
    ("shape", "(4,)", (4,)), ("column", "price", "price"),
])
def test_typed_text_becomes_a_value_of_the_field(form, name, text, value):
    type_in_form(form, name, text)
    assert form.told == [(name, value)]
    assert type(form.told[0][1]) is type(value)
    assert form.errors() == {}


@pytest.mark.parametrize(("name", "text", "says"), [
    ("units", "0", "from 1 to 64"), ("units", "65", "from 1 to 64"), ("units", "2.5", "whole number"),
    ("units", "many", "many"), ("units", "", "whole number"), ("noise", "nan", "from 0.0 to 1.0"),
    ("noise", "-1", "from 0.0 to 1.0"), ("rate", "0", "Learning rate"), ("shape", "8×", "whole numbers from 1")
    , ("shape", "0", "whole numbers from 1"), ("shape", "1×2×3×4×5", "one to 4"), ("shape", "²", "whole numbers"),
    ("column", "too long", "at most 5"),
])
def test_impossible_text_is_answered_with_the_engines_sentence_and_goes_no_further(form, name, text, says):
    if text == "8×":
        text = "8×a"
    type_in_form(form, name, text)
    assert form.told == []
    assert says in form.errors()[name]
    assert form.values()[name] == next(field.default for field in FIELDS if field.name == name)


def test_the_sentence_is_there_while_typing_and_goes_with_the_mistake(form):
    type_in_form(form, "units", "99", finish=False)
    assert form.errors()
    type_in_form(form, "units", "9", finish=False)
    assert not form.errors()
    assert form.told == []


def test_escape_goes_back_to_the_last_value(form):
    type_in_form(form, "units", "many")
    QTest.keyClick(form.editor("units").control, Qt.Key.Key_Escape)
    assert form.errors() == {}
    assert form.editor("units").control.text() == "4"


def test_flags_and_choices_change_with_the_keys(form):
    QTest.keyClick(form.editor("bias").control, Qt.Key.Key_Space)
    choose_in_form(form, "activation", "tanh")
    assert form.told == [("bias", False), ("activation", "tanh")]


def test_arrows_step_whole_numbers_by_one_and_logarithmic_ones_along_one_two_five(form):
    QTest.keyClick(form.editor("units").control, Qt.Key.Key_Up)
    QTest.keyClick(form.editor("rate").control, Qt.Key.Key_Up)
    QTest.keyClick(form.editor("rate").control, Qt.Key.Key_Down)
    QTest.keyClick(form.editor("rate").control, Qt.Key.Key_Down)
    assert form.told == [("units", 5), ("rate", 0.02), ("rate", 0.01), ("rate", 0.005)]


@pytest.mark.parametrize(("number", "steps", "expected"), [
    (1.0, 1, 2.0), (2.0, 1, 5.0), (5.0, 1, 10.0), (0.03, 1, 0.05), (0.03, -1, 0.02), (1.0, -1, 0.5), (1e-5, -1, 5e-6),
])
def test_the_logarithmic_scale(number, steps, expected):
    assert next_on_scale(number, steps) == pytest.approx(expected, rel=1e-12)


def test_the_slider_covers_the_range_of_a_logarithmic_field(form):
    slider = form.editor("rate").slider
    slider.setValue(slider.minimum())
    assert form.values()["rate"] == 1e-6
    slider.setValue(slider.maximum())
    assert form.values()["rate"] == 10.0
    form.set_values({"rate": 0.1})
    assert abs(slider.value() / slider.maximum() - 5 / 7) < 0.01


def test_a_logarithmic_field_may_begin_at_zero(qtbot):
    form = FieldForm([fields.Real("l2", 0.0, "L2", minimum=0.0, maximum=1.0, logarithmic=True)])
    qtbot.addWidget(form)
    slider = form.editor("l2").slider
    slider.setValue(slider.maximum() // 2)
    assert 0 < form.values()["l2"] < 1
    slider.setValue(0)
    assert form.values()["l2"] == 0.0


def test_set_values_is_silent_and_clears_mistakes(form):
    type_in_form(form, "units", "many")
    form.set_values({"units": 7, "bias": False, "activation": "tanh", "shape": (3, 3), "column": "x", "noise": 0.5})
    assert form.told == []
    assert form.errors() == {}
    assert form.values() == {"units": 7, "bias": False, "activation": "tanh", "shape": (3, 3), "column": "x",
                             "noise": 0.5, "rate": 0.01}


@pytest.mark.parametrize(("name", "typed", "value"), [("units", "8", 8), ("shape", "5", (5,)), ("column", "z", "z")])
def test_a_field_in_which_layers_differ_is_empty_until_it_gets_a_value(form, name, typed, value):
    form.set_values({name: MIXED})
    assert name not in form.values()
    assert form.editor(name).control.text() == ""
    type_in_form(form, name, typed)
    assert form.told == [(name, value)]


def test_flags_and_choices_can_differ_too(form):
    form.set_values({"bias": MIXED, "activation": MIXED})
    assert form.editor("bias").control.checkState() == Qt.CheckState.PartiallyChecked
    assert form.editor("activation").control.currentIndex() == -1
    QTest.keyClick(form.editor("bias").control, Qt.Key.Key_Space)
    assert form.told == [("bias", True)]


def test_every_control_explains_itself(form):
    for field in FIELDS:
        control = form.editor(field.name).control
        assert control.toolTip() == field.help
        assert control.accessibleName() == field.label


def test_the_setting_of_every_layer_has_an_editor():
    used = {type(field) for layer in LAYERS.values() for field in layer.fields}
    assert used <= set(EDITORS)


def test_numbers_are_read_as_people_write_them():
    assert parse_number(" 0,5 ") == 0.5
    assert parse_number("−2") == -2.0
    assert math.isinf(parse_number("inf"))
    assert parse_number("12 apples") == "12 apples"


def test_a_choice_has_room_for_its_words_but_not_for_any_number_of_them(qtbot):
    def width(*labels):
        field = fields.Choice("mode", labels[0], "Mode", options=dict(zip(labels, labels, strict=True)))
        editor = EDITORS[fields.Choice](field)
        qtbot.addWidget(editor)
        return editor.minimumSizeHint().width()

    assert width("on") < width("on", "Nearest pixel") <= width("on", "word " * 20)
    assert width("on", "word " * 20) == width("on", "word " * 40)


@pytest.fixture
def form_of_thousands(qtbot):
    form = FieldForm([fields.Integer("steps", 7, "Steps", minimum=1, maximum=5000, help="How many."),
                      fields.Real("rate", 0.5, "Rate", help="How fast.")])
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    form.told = []
    form.changed.connect(lambda name, value: form.told.append((name, value)))
    return form


THOUSAND = {"en": "1,000", "es": "1.000"}
"""Written as the language parts thousands; the mark of the other one stands before decimals."""


@pytest.fixture
def language(request, qapp):
    """The window speaks it during a test."""
    i18n.install(qapp, request.param)
    yield request.param
    i18n.install(qapp, "en")


def shown(form: FieldForm, name: str) -> str:
    return form.editor(name).control.text()


@pytest.mark.parametrize("language", ["en", "es"], indirect=True)
@pytest.mark.parametrize("written", ["1000", "1 000", "1'000", "1000.0", "own"])
def test_whole_numbers_are_read_as_the_language_parts_their_thousands(form_of_thousands, language, written):
    type_in_form(form_of_thousands, "steps", THOUSAND[language] if written == "own" else written)
    assert form_of_thousands.told == [("steps", 1000)]
    assert shown(form_of_thousands, "steps") == "1000", "what is shown is what is set"


@pytest.mark.parametrize("language", ["en", "es"], indirect=True)
def test_the_mark_of_another_language_is_asked_about(form_of_thousands, language):
    other = THOUSAND["es" if language == "en" else "en"]
    type_in_form(form_of_thousands, "steps", other)
    assert form_of_thousands.told == []
    assert other in form_of_thousands.errors()["steps"]
    assert "1000" in form_of_thousands.errors()["steps"]


@pytest.mark.parametrize("language", ["en", "es"], indirect=True)
@pytest.mark.parametrize("text", ["1,00", "1.2.3", "12,34", "1 00", "1,0000", "2.5", "2,5", "1,000,00"])
def test_what_is_no_whole_number_in_any_language_is_refused(form_of_thousands, language, text):
    type_in_form(form_of_thousands, "steps", text)
    assert form_of_thousands.told == []
    assert form_of_thousands.errors()["steps"]


@pytest.mark.parametrize(("language", "text", "number"), [
    ("en", "1,000", 1000.0), ("en", "1.000", 1.0), ("en", "1,234.5", 1234.5), ("en", "0,25", 0.25),
    ("en", "0.125", 0.125),
    ("es", "1,000", 1.0), ("es", "1.234,5", 1234.5), ("es", "0,25", 0.25), ("es", "0.125", 0.125), ("es", "12.5", 12.5),
    ("es", "1.000.000", 1e6), ("en", "1,000,000", 1e6), ("en", "1 000,5", 1000.5), ("es", "1e3", 1000.0),
    ("es", "61\u202f706", 61706.0), ("en", "−2", -2.0),
    ("es", "1.000", "1.000"), ("en", "1_000", "1_000"), ("en", "nan", "nan"), ("en", "１２", "１２"), ("en", "", "“”"),
])
def test_real_numbers_are_read_with_either_mark(language, text, number):
    assert read_number(text, language) == number


@pytest.mark.parametrize("language", ["es"], indirect=True)
def test_a_number_that_the_window_wrote_is_never_asked_about(form_of_thousands, language):
    """It writes 1.125 with a point in Spanish too: arrows and Enter take it for what it is."""
    form_of_thousands.set_values({"rate": 1.125})
    control = form_of_thousands.editor("rate").control
    QTest.keyClick(control, Qt.Key.Key_Return)
    assert form_of_thousands.errors() == {}
    QTest.keyClick(control, Qt.Key.Key_Up)
    assert form_of_thousands.told == [("rate", 1.225)]
    type_in_form(form_of_thousands, "rate", "1.126")
    assert "1126" in form_of_thousands.errors()["rate"]


@given(number=st.floats(-1e12, 1e12))
def test_a_box_shows_a_number_to_its_last_digit(number):
    assert float(number_text(number)) == number


@pytest.mark.parametrize("language", ["en", "es"], indirect=True)
def test_lengths_of_a_shape_are_never_cut_at_a_mark_for_thousands(form, language):
    for text in ("1,024", "1,024×3", "100,200"):
        type_in_form(form, "shape", text)
        assert form.told == []
        assert text in form.errors()["shape"]
    type_in_form(form, "shape", "28,28")
    assert form.told == [("shape", (28, 28))]


@pytest.mark.parametrize(("value", "text"), [(0.25, "+0.25"), (-0.25, "−0.25"), (0.0, "0"), (-0.0, "0")])
def test_changes_are_written_with_their_sign(value, text):
    assert signed(value) == text


@pytest.mark.parametrize("language", ["en", "es"], indirect=True)
def test_a_spin_box_never_drops_a_letter_that_makes_another_number(qtbot, language):
    box = WholeBox(minimum=1, maximum=5000)
    qtbot.addWidget(box)
    box.show()
    box.setFocus()
    for text, value in ((THOUSAND[language], 1000), ("2 500", 2500), ("2.5", 2500), ("12x", 2500), ("9000", 2500)):
        box.selectAll()
        QTest.keyClicks(box, text)
        QTest.keyClick(box, Qt.Key.Key_Return)
        assert (box.value(), box.text()) == (value, str(value))
        QToolTip.hideText()


def test_a_box_writes_a_true_minus_and_reads_it(qtbot):
    box = NumberBox()
    qtbot.addWidget(box)
    for number in (-5.0, -1.5e-7):
        box.set_number(number)
        assert "-" not in box.text()
        assert box.text().startswith("−")
        assert parse_number(box.text()) == box.number() == number
