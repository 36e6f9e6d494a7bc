"""The project as the window edits it: model, undo commands, files, autosave."""
