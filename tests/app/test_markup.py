"""What shows text shows it as it is."""

from __future__ import annotations

from html import unescape

import pytest
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QGraphicsTextItem, QLabel, QWidget

from app.plain import LONGEST_LINE, Label, Markup, MarkupLabel, MessageBox, ProgressDialog, markup, tooltip
from app.widgets.plot import Plot
from tests.app.hostile_texts import HOSTILE, seen, unsafe


@pytest.mark.parametrize("make", [
    lambda: QLabel(HOSTILE), lambda: QLabel("a", toolTip=HOSTILE)], ids=["label", "tooltip"])
def test_what_qt_takes_for_html_is_found(qtbot, make):
    page = QWidget()
    qtbot.addWidget(page)
    make().setParent(page)
    assert len(unsafe(page)) == 1


@pytest.mark.parametrize("make", [
    lambda page: Label(HOSTILE, page), lambda page: MarkupLabel(HOSTILE, page),
    lambda page: MarkupLabel(markup("<b>{name}</b>", name=HOSTILE), page),
    lambda page: Label("a", page, toolTip=tooltip(HOSTILE)),
    lambda page: MessageBox(MessageBox.Icon.Warning, "", HOSTILE, parent=page),
    lambda page: ProgressDialog(HOSTILE, "Cancel", 0, 0, page)],
    ids=["label", "markup", "in markup", "tooltip", "box", "progress"])
def test_ours_show_it_as_it_is(qtbot, make):
    page = QWidget()
    qtbot.addWidget(page)
    made = make(page)
    if isinstance(made, MessageBox):
        made.setInformativeText(HOSTILE)
        made.setDetailedText(HOSTILE)
    assert unsafe(page) == []
    assert HOSTILE in seen(page)


def test_names_in_plots_are_shown_as_they_are(qtbot):
    plot = Plot()
    qtbot.addWidget(plot)
    plot.name_axes(HOSTILE, HOSTILE)
    plot.add_legend()
    plot.item.plot([0, 1], [0, 1], name=HOSTILE)
    assert unsafe(plot) == []
    plain = [item.toPlainText() for item in plot.scene().items() if isinstance(item, QGraphicsTextItem)]
    assert sum(HOSTILE in text for text in plain) == 3


def test_pieces_of_markup_are_joined_and_the_rest_is_not():
    joined = markup(", ").join([markup("<b>{name}</b>", name="a<b"), "<i>"])
    assert joined == "<b>a&lt;b</b>, &lt;i&gt;"
    assert isinstance(joined, Markup)


def test_a_million_letters_are_cut_before_qt_lays_them_out(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    for text in ("x" * 10**6, "x y " * 250_000, "<b>" * 300_000, "\u202e" * 10**6, "\n" * 10**6):
        made = (Label(text, page, wordWrap=True), MarkupLabel(text, page, wordWrap=True))
        box = MessageBox(MessageBox.Icon.Warning, "", text, parent=page)
        box.setInformativeText(text)
        lengths = [len(unescape(label.text())) for label in (*made, *box.findChildren(QLabel))]
        assert max(lengths) < 3_000
        assert len(tooltip(text)) < 20_000


def test_a_long_tooltip_is_broken_into_lines_and_a_short_one_left_as_it_is(qapp):
    short, long = "What it does & why", "word " * LONGEST_LINE
    assert tooltip(short) == short
    label = QLabel(tooltip(long), wordWrap=Qt.mightBeRichText(tooltip(long)))  # as Qt shows a tooltip
    assert label.sizeHint().width() < 700
    assert tooltip("line\n" * 10) == "line\n" * 10
