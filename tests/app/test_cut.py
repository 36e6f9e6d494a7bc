"""Nothing that is to be read is cut: titles, names, buttons, and the numbers at the ends of axes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from app import i18n, theme
from app.canvas.view import CanvasView
from app.inspector import Inspector
from app.plain import MessageBox
from app.shell.examples import EXAMPLES
from app.widgets.axis import Axis
from app.widgets.plot import Plot
from app.widgets.predictions import PredictionsPanel
from app.widgets.predictions.report import TITLE, ReportTable
from engine.report import CLASS_COLUMNS, Report


@pytest.fixture
def spanish(qapp):
    i18n.install(qapp, "es")
    yield
    i18n.install(qapp, "en")


def test_titles_of_the_report_have_room(qtbot, spanish):
    table = ReportTable()
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show_report(Report(CLASS_COLUMNS, tuple((str(name), (1.0, 1.0, 1.0, 1.0, 36.0)) for name in range(10))))
    table.show()
    font = table.font()
    font.setPointSizeF(TITLE)
    titles = [table.horizontalHeaderItem(column).text() for column in range(table.columnCount())]
    assert "Exhaustividad" in titles
    for column, title in enumerate(titles):
        assert table.columnWidth(column) >= QFontMetrics(font).horizontalAdvance(title) + 6


def test_the_title_of_the_column_that_is_sorted_by_is_whole(qapp, qtbot):
    theme.apply_theme(qapp, "light")
    table = QTableWidget(1, 1)
    qtbot.addWidget(table)
    title = QTableWidgetItem("ejemplo")
    title.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    table.setHorizontalHeaderItem(0, title)
    table.setColumnWidth(0, 140)
    table.show()
    qtbot.waitExposed(table)

    def ends() -> int:
        """The last column of the picture in which a letter stands."""
        picture = table.horizontalHeader().grab().toImage()
        row = picture.height() // 2
        return max(x for x in range(130) for y in range(row - 3, row + 4)
                   if picture.pixelColor(x, y).lightness() < 170)

    whole = ends()
    table.setSortingEnabled(True)
    assert ends() == whole


@pytest.mark.parametrize("example", ["xor", "digits"])
def test_what_predictions_can_be_shown_as_is_read_whole(qapp, document, session, qtbot, spanish, example):
    theme.apply_theme(qapp, "light")
    document.open(next(each for each in EXAMPLES if each.name == example).path, as_copy=True)
    panel = PredictionsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(328, 280)
    panel.show()
    qtbot.waitUntil(lambda: session.latest is not None and session.is_settled, timeout=20_000)
    for place in range(panel.view.count()):
        panel.view.setCurrentIndex(place)
        qtbot.wait(1)
        for box in (panel.view, panel.part):
            assert box.isHidden() or box.seen_text() == box.currentText()


def test_buttons_of_a_message_have_room_for_bold_words(qtbot, spanish):
    box = MessageBox(MessageBox.Icon.Critical, "Ladera", "…", MessageBox.StandardButton.Close)
    qtbot.addWidget(box)
    box.setDetailedText("details")
    box.addButton("Copiar los detalles", MessageBox.ButtonRole.ActionRole)
    box.show()
    qtbot.waitExposed(box)
    for button in box.buttons():
        font = button.font()
        font.setBold(True)
        assert button.width() >= QFontMetrics(font).horizontalAdvance(button.text()) + 16, button.text()
    box.close()


def test_a_card_and_the_inspector_tell_all_of_a_long_name(document, qtbot):
    name = "a_rather_long_name_of_a_layer_that_somebody_has_given_it"
    view, inspector = CanvasView(document), Inspector(document)
    qtbot.addWidget(view)
    qtbot.addWidget(inspector)
    document.open(next(example for example in EXAMPLES if example.name == "xor").path, as_copy=True)
    [old] = [spec.name for spec in document.model.graph.layers if spec.kind == "dense"][:1]
    document.rename(old, name)
    state = view.canvas.nodes[name].state
    assert view.canvas.nodes[name].toolTip().split("\n")[:3] == [name, state.subtitle, state.footer]
    inspector.resize(280, 600)
    inspector.show_layers((name,))
    field = inspector.page.name_field
    assert field.cursorPosition() == 0  # its beginning is seen
    assert field.toolTip().startswith(name)


@pytest.mark.parametrize(("side", "low", "high"), [("left", 0.8, 1.0), ("bottom", 0.0, 40.0)])
def test_the_number_at_the_end_of_an_axis_is_drawn(qtbot, side, low, high):
    plot = Plot()
    qtbot.addWidget(plot)
    plot.resize(300, 150)
    plot.item.vb.setRange(xRange=(0, 40), yRange=(0.8, 1.0), padding=0.01)
    plot.show()
    qtbot.waitExposed(plot)
    axis = plot.item.getAxis(side)
    assert isinstance(axis, Axis)
    picture = QPixmap(300, 150)
    with QPainter(picture) as painter:
        _, _, texts = axis.generateDrawSpecs(painter)
    written = [float(text) for _, _, text in texts]
    assert max(written) == high
    assert low in written
