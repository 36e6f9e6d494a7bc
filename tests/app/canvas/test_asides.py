"""Notes and arrows: written, moved, deleted, undone, and part of every picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.canvas.render import render_to_image, render_to_svg
from engine.drawing import Arrow, Note
from tests.app.gestures import CTRL, SHIFT, click, double_click, drag, key


def write(view, text: str) -> None:
    QTest.keyClicks(view.editor.asides.field, text)
    QTest.keyClick(view.editor.asides.field, Qt.Key.Key_Return, CTRL)


def test_a_note_is_written_where_it_stands(view, document, chain):
    view.editor.asides.add_note(QPointF(-100, 150))
    write(view, "learns slowly")
    assert document.model.drawing.notes == (Note("learns slowly", (-100.0, 150.0)),)
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.model.drawing.notes == ()
    assert view.canvas.asides.items == {}


def test_the_key_opens_a_sheet_and_esc_leaves_nothing(view, document, chain):
    key(view, Qt.Key.Key_M, CTRL)
    QTest.keyClicks(view.editor.asides.field, "no")
    QTest.keyClick(view.editor.asides.field, Qt.Key.Key_Escape)
    assert document.model.drawing.notes == ()
    assert view.editor.asides.field is None


def test_a_double_click_changes_a_note_and_an_empty_one_goes(view, document, chain):
    view.editor.asides.add_note(QPointF(-100, 150))
    write(view, "first")
    for text, left in (("second", ("second",)), ("", ())):
        double_click(view, QPointF(-80, 165))
        QTest.keyClick(view.editor.asides.field, Qt.Key.Key_A, CTRL)
        QTest.keyClick(view.editor.asides.field, Qt.Key.Key_Delete)
        write(view, text)
        assert tuple(note.text for note in document.model.drawing.notes) == left


def test_notes_show_letters_and_no_markup(view, document, chain):
    document.set_drawing(document.model.drawing.__class__(notes=(Note("<b>bold</b>", (0, 120)),)), "x")
    assert b"&lt;b&gt;bold" in render_to_svg(document)


def test_a_note_is_dragged_nudged_and_deleted(view, document, chain):
    view.editor.asides.add_note(QPointF(-100, 150))
    write(view, "here")
    drag(view, QPointF(-80, 165), QPointF(-80, 205))
    assert document.model.drawing.notes[0].at[1] > 185
    at = document.model.drawing.notes[0].at
    key(view, Qt.Key.Key_Right)
    key(view, Qt.Key.Key_Right)
    assert document.model.drawing.notes[0].at == (at[0] + 8, at[1])
    document.undo_stack.undo()
    assert document.model.drawing.notes[0].at == at
    key(view, Qt.Key.Key_Delete)
    assert document.model.drawing.notes == ()
    assert len(document.model.graph.layers) == 3


def test_an_arrow_is_added_and_its_end_dragged(view, document, chain):
    key(view, Qt.Key.Key_Escape)
    view.editor.asides.add_arrow(QPointF(0, 150))
    assert document.model.drawing.arrows == (Arrow((-60.0, 150.0), (60.0, 150.0)),)
    drag(view, QPointF(60, 150), QPointF(100, 220))
    [arrow] = document.model.drawing.arrows
    assert arrow.start == (-60.0, 150.0)
    assert arrow.end[1] > 200
    drag(view, QPointF(*arrow.start) + (QPointF(*arrow.end) - QPointF(*arrow.start)) / 2, QPointF(0, 250))
    assert document.model.drawing.arrows[0].start != arrow.start


def test_a_click_selects_a_note_and_lets_the_layers_go(view, document, chain):
    view.editor.asides.add_note(QPointF(-100, 150))
    write(view, "here")
    view.select(chain)
    click(view, QPointF(-80, 165))
    assert view.selection() == ()
    assert view.canvas.asides.selected() == (("notes", 0),)
    click(view, QPointF(0, 0))
    assert view.canvas.asides.selected() == ()


def test_pictures_have_them(view, document, chain):
    plain = render_to_image(document)
    view.editor.asides.add_arrow(QPointF(0, 300))
    with_arrow = render_to_image(document)
    assert with_arrow.height() > plain.height()


def test_the_shortcut_of_the_arrow(view, document, chain):
    key(view, Qt.Key.Key_A, CTRL | SHIFT)
    assert len(document.model.drawing.arrows) == 1
