"""Everything a person can ask of the window, as one table: what it is called, what it does, its key, its picture.

Menus and tool bars are made of these names (see `menus`); what an action does is connected in `window`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from app.plain import tooltip
from app.theme import icon, theme_bus

CONTEXT = "Actions"


@dataclass(frozen=True)
class ActionSpec:
    """One row. `text` and `tip` are marked for translation; `keys` are portable names, the first is shown in menus.

    `role` is QAction's menu role, which tells macOS where an action belongs.
    """

    name: str
    text: str
    tip: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    role: QAction.MenuRole = QAction.MenuRole.NoRole


ACTIONS = (
    # File
    ActionSpec("new", QT_TRANSLATE_NOOP("Actions", "&New"),
               QT_TRANSLATE_NOOP("Actions", "Start with an empty canvas"), ("Ctrl+N",), "new"),
    ActionSpec("examples", QT_TRANSLATE_NOOP("Actions", "E&xamples…"),
               QT_TRANSLATE_NOOP("Actions", "Choose among networks that are ready to train"), ("Ctrl+Shift+N",),
               "examples"),
    ActionSpec("open", QT_TRANSLATE_NOOP("Actions", "&Open…"),
               QT_TRANSLATE_NOOP("Actions", "Open a project from a file"), ("Ctrl+O",), "open"),
    ActionSpec("clear_recent", QT_TRANSLATE_NOOP("Actions", "&Clear this list"),
               QT_TRANSLATE_NOOP("Actions", "Forget which projects were opened; the files stay")),
    ActionSpec("save", QT_TRANSLATE_NOOP("Actions", "&Save"),
               QT_TRANSLATE_NOOP("Actions", "Save the network, its data, its weights and what it has learned"),
               ("Ctrl+S",), "save"),
    ActionSpec("save_as", QT_TRANSLATE_NOOP("Actions", "Save &as…"),
               QT_TRANSLATE_NOOP("Actions", "Save under another name"), ("Ctrl+Shift+S",)),
    ActionSpec("revert", QT_TRANSLATE_NOOP("Actions", "Re&vert"),
               QT_TRANSLATE_NOOP("Actions", "Back to the project as the file has it; Undo brings back what you have "
                                            "now")),
    ActionSpec("export_weights", QT_TRANSLATE_NOOP("Actions", "Export &weights…"),
               QT_TRANSLATE_NOOP("Actions", "Write the weights in a format that other libraries read"),
               ("Ctrl+E",), "export"),
    ActionSpec("export_drawing", QT_TRANSLATE_NOOP("Actions", "Export &drawing…"),
               QT_TRANSLATE_NOOP("Actions", "Write what is drawn as a picture, PNG or SVG"),
               ("Ctrl+Shift+E",), "image"),
    ActionSpec("import_data", QT_TRANSLATE_NOOP("Actions", "&Import data…"),
               QT_TRANSLATE_NOOP("Actions", "Train on a table of your own, from a CSV file"), ("Ctrl+I",), "import"),
    ActionSpec("import_images", QT_TRANSLATE_NOOP("Actions", "Import ima&ges…"),
               QT_TRANSLATE_NOOP("Actions", "Train on images of your own, in a folder for each class"), (), "image"),
    ActionSpec("import_network", QT_TRANSLATE_NOOP("Actions", "Import networ&k…"),
               QT_TRANSLATE_NOOP("Actions", "Open a network that another program wrote, ONNX or Keras, as a new "
                                            "project"), ("Ctrl+Shift+I",), "import"),
    ActionSpec("take_weights", QT_TRANSLATE_NOOP("Actions", "&Take weights from another network…"),
               QT_TRANSLATE_NOOP("Actions", "Let layers of this network begin with what another one has learned, in "
                                            "Ladera or in PyTorch, and freeze them or train them on")),
    ActionSpec("quit", QT_TRANSLATE_NOOP("Actions", "&Quit"),
               QT_TRANSLATE_NOOP("Actions", "Close Ladera; it asks first when something is not saved"), ("Ctrl+Q",),
               "quit", role=QAction.MenuRole.QuitRole),
    # Edit
    ActionSpec("undo", QT_TRANSLATE_NOOP("Actions", "&Undo"),
               QT_TRANSLATE_NOOP("Actions", "Take back the last edit; training is not an edit"), ("Ctrl+Z",), "undo"),
    ActionSpec("redo", QT_TRANSLATE_NOOP("Actions", "&Redo"),
               QT_TRANSLATE_NOOP("Actions", "Do again what was taken back"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    ActionSpec("cut", QT_TRANSLATE_NOOP("Actions", "Cu&t"),
               QT_TRANSLATE_NOOP("Actions", "Take the selected layers to the clipboard"), ("Ctrl+X",), "cut"),
    ActionSpec("copy", QT_TRANSLATE_NOOP("Actions", "&Copy"),
               QT_TRANSLATE_NOOP("Actions", "Copy the selected layers and the links between them"), ("Ctrl+C",),
               "copy"),
    ActionSpec("paste", QT_TRANSLATE_NOOP("Actions", "&Paste"),
               QT_TRANSLATE_NOOP("Actions", "Put the layers on the clipboard into this network"), ("Ctrl+V",),
               "paste"),
    ActionSpec("duplicate", QT_TRANSLATE_NOOP("Actions", "Dup&licate"),
               QT_TRANSLATE_NOOP("Actions", "Add a second one of each selected layer"), ("Ctrl+D",), "duplicate"),
    ActionSpec("delete", QT_TRANSLATE_NOOP("Actions", "&Delete"),
               QT_TRANSLATE_NOOP("Actions", "Remove the selected layers and links"), ("Del",), "delete"),
    ActionSpec("rename", QT_TRANSLATE_NOOP("Actions", "Re&name"),
               QT_TRANSLATE_NOOP("Actions", "Give the selected layer another name"), ("F2",)),
    ActionSpec("select_all", QT_TRANSLATE_NOOP("Actions", "Select &all"),
               QT_TRANSLATE_NOOP("Actions", "Select every layer"), ("Ctrl+A",), "select-all"),
    ActionSpec("find", QT_TRANSLATE_NOOP("Actions", "&Find a layer…"),
               QT_TRANSLATE_NOOP("Actions", "Search a layer of the network by name and go to it"), ("Ctrl+F",),
               "search"),
    ActionSpec("quick_add", QT_TRANSLATE_NOOP("Actions", "Add a la&yer…"),
               QT_TRANSLATE_NOOP("Actions", "Search a layer by name and put it on the canvas"), ("Ctrl+Space",),
               "plus"),
    ActionSpec("connect", QT_TRANSLATE_NOOP("Actions", "Connect to…"),
               QT_TRANSLATE_NOOP("Actions", "Search a layer that is to follow the selected one, or no longer"),
               ("Ctrl+J",), "link"),
    ActionSpec("group", QT_TRANSLATE_NOOP("Actions", "&Group"),
               QT_TRANSLATE_NOOP("Actions", "Put the selected layers into a group with a name and a colour; a group "
                                 "among them takes in the others"),
               ("Ctrl+G",), "group"),
    ActionSpec("ungroup", QT_TRANSLATE_NOOP("Actions", "Ungroup"),
               QT_TRANSLATE_NOOP("Actions", "Take the group of the selected layers away; the layers stay"),
               ("Ctrl+Shift+G",)),
    ActionSpec("fold", QT_TRANSLATE_NOOP("Actions", "Collapse or open the group"),
               QT_TRANSLATE_NOOP("Actions", "Let one card stand for all layers of the group, or show them again"),
               ("Ctrl+K",)),
    ActionSpec("add_note", QT_TRANSLATE_NOOP("Actions", "Add a note"),
               QT_TRANSLATE_NOOP("Actions", "Write beside the network; the text is kept with the project and its "
                                            "pictures"), ("Ctrl+M",), "note"),
    ActionSpec("add_arrow", QT_TRANSLATE_NOOP("Actions", "Add an arrow"),
               QT_TRANSLATE_NOOP("Actions", "Point at something on the drawing; drag the ends where they belong"),
               ("Ctrl+Shift+A",), "arrow"),
    ActionSpec("copy_image", QT_TRANSLATE_NOOP("Actions", "Copy as i&mage"),
               QT_TRANSLATE_NOOP("Actions", "Copy the drawing as a picture, for a document or a slide"),
               ("Ctrl+Shift+C",), "image"),
    # View
    ActionSpec("zoom_in", QT_TRANSLATE_NOOP("Actions", "Zoom &in"),
               QT_TRANSLATE_NOOP("Actions", "Show the drawing larger"), ("Ctrl++", "Ctrl+="), "zoom-in"),
    ActionSpec("zoom_out", QT_TRANSLATE_NOOP("Actions", "Zoom &out"),
               QT_TRANSLATE_NOOP("Actions", "Show the drawing smaller"), ("Ctrl+-",), "zoom-out"),
    ActionSpec("zoom_reset", QT_TRANSLATE_NOOP("Actions", "&Actual size"),
               QT_TRANSLATE_NOOP("Actions", "Show the drawing at its own size"), ("Ctrl+0",), "zoom-reset"),
    ActionSpec("fit", QT_TRANSLATE_NOOP("Actions", "&Fit"),
               QT_TRANSLATE_NOOP("Actions", "Show the whole picture"), ("Ctrl+9",), "fit"),
    ActionSpec("tidy", QT_TRANSLATE_NOOP("Actions", "&Tidy"),
               QT_TRANSLATE_NOOP("Actions", "Put the layers in order, from the inputs to the outputs"),
               ("Ctrl+Shift+T",), "tidy"),
    ActionSpec("align_row", QT_TRANSLATE_NOOP("Actions", "In a &row"),
               QT_TRANSLATE_NOOP("Actions", "Bring the selected layers to one height"), ("Ctrl+Alt+R",)),
    ActionSpec("align_column", QT_TRANSLATE_NOOP("Actions", "In a &column"),
               QT_TRANSLATE_NOOP("Actions", "Put the selected layers one below the other"), ("Ctrl+Alt+C",)),
    ActionSpec("distribute_across", QT_TRANSLATE_NOOP("Actions", "Evenly from &left to right"),
               QT_TRANSLATE_NOOP("Actions", "Give the selected layers the same distances from left to right"),
               ("Ctrl+Alt+H",)),
    ActionSpec("distribute_down", QT_TRANSLATE_NOOP("Actions", "Evenly from &top to bottom"),
               QT_TRANSLATE_NOOP("Actions", "Give the selected layers the same distances from top to bottom"),
               ("Ctrl+Alt+V",)),
    ActionSpec("drawing_only", QT_TRANSLATE_NOOP("Actions", "Drawing only"),
               QT_TRANSLATE_NOOP("Actions", "Give the drawing all the room, or bring the panels back"), ("F12",)),
    ActionSpec("life", QT_TRANSLATE_NOOP("Actions", "What layers &hold"),
               QT_TRANSLATE_NOOP("Actions", "Show units, filters, activations and weights on the drawing"),
               ("Ctrl+L",), "eye", checkable=True),
    ActionSpec("values_as_nodes", QT_TRANSLATE_NOOP("Actions", "&Values as nodes"),
               QT_TRANSLATE_NOOP("Actions", "Read the network as values that functions lead to, X, A¹, A², Ŷ, instead "
                                            "of neurons with synapses between them: on cards, links and in formulas"),
               ("Ctrl+Shift+L",), checkable=True),
    ActionSpec("theme_system", QT_TRANSLATE_NOOP("Actions", "As the &system"),
               QT_TRANSLATE_NOOP("Actions", "Light or dark, as the rest of the computer"), checkable=True),
    ActionSpec("theme_light", QT_TRANSLATE_NOOP("Actions", "&Light"),
               QT_TRANSLATE_NOOP("Actions", "Dark text on white: for print and bright rooms"), checkable=True),
    ActionSpec("theme_dark", QT_TRANSLATE_NOOP("Actions", "&Dark"),
               QT_TRANSLATE_NOOP("Actions", "Light text on black: for projectors and evenings"), checkable=True),
    ActionSpec("reset_layout", QT_TRANSLATE_NOOP("Actions", "&Reset layout"),
               QT_TRANSLATE_NOOP("Actions", "Put every panel back where it was in the beginning")),
    ActionSpec("full_screen", QT_TRANSLATE_NOOP("Actions", "F&ull screen"),
               QT_TRANSLATE_NOOP("Actions", "Give Ladera the whole screen"), ("F11",), "full-screen", checkable=True),
    # Training
    ActionSpec("play", QT_TRANSLATE_NOOP("Actions", "&Train"),
               QT_TRANSLATE_NOOP("Actions", "Let the network learn, or pause it"), ("F5",), "play"),
    ActionSpec("step", QT_TRANSLATE_NOOP("Actions", "One &step"),
               QT_TRANSLATE_NOOP("Actions", "Learn from one minibatch, then wait"), ("F6",), "step"),
    ActionSpec("epoch", QT_TRANSLATE_NOOP("Actions", "One &epoch"),
               QT_TRANSLATE_NOOP("Actions", "Learn from every example once, then wait"), ("F7",), "epoch"),
    ActionSpec("step_numbers", QT_TRANSLATE_NOOP("Actions", "The step in &numbers"),
               QT_TRANSLATE_NOOP("Actions", "See what the next step does, number by number, with the arithmetic of "
                                            "each"),
               ("Shift+F6",), "search"),
    ActionSpec("next_stage", QT_TRANSLATE_NOOP("Actions", "Ne&xt stage of the step"),
               QT_TRANSLATE_NOOP("Actions", "Forward layer by layer, to the loss, back with δ, to the update"),
               ("Alt+Down",)),
    ActionSpec("previous_stage", QT_TRANSLATE_NOOP("Actions", "Pre&vious stage of the step"),
               QT_TRANSLATE_NOOP("Actions", "Back to what the step did before"), ("Alt+Up",)),
    ActionSpec("reset", QT_TRANSLATE_NOOP("Actions", "&Reset"),
               QT_TRANSLATE_NOOP("Actions", "Back to the initial weights of this seed: the same run, bit for bit"),
               ("F8",), "reset"),
    ActionSpec("look_back", QT_TRANSLATE_NOOP("Actions", "Look &back"),
               QT_TRANSLATE_NOOP("Actions", "See the network as it was at an earlier moment; the training waits"),
               ("Alt+Left",), "step-back"),
    ActionSpec("look_forward", QT_TRANSLATE_NOOP("Actions", "Look &forward"),
               QT_TRANSLATE_NOOP("Actions", "See the network as it was a moment later"), ("Alt+Right",)),
    ActionSpec("present", QT_TRANSLATE_NOOP("Actions", "Back to the &present"),
               QT_TRANSLATE_NOOP("Actions", "See the network as it is again; nothing has happened to it"), ("Esc",)),
    ActionSpec("continue_from_here", QT_TRANSLATE_NOOP("Actions", "&Continue from here"),
               QT_TRANSLATE_NOOP("Actions", "Train on from the moment that is looked back at; what came after it is "
                                            "forgotten")),
    # Device
    ActionSpec("device_numpy", QT_TRANSLATE_NOOP("Actions", "&Processor (NumPy)"),
               QT_TRANSLATE_NOOP("Actions", "Train on the processor: the faster one for small networks"),
               checkable=True),
    ActionSpec("device_cupy", QT_TRANSLATE_NOOP("Actions", "&Graphics card (CuPy)"),
               QT_TRANSLATE_NOOP("Actions", "Train on an NVIDIA graphics card: the faster one for large networks"),
               checkable=True),
    ActionSpec("workplace", QT_TRANSLATE_NOOP("Actions", "Long &work…"),
               QT_TRANSLATE_NOOP("Actions", "Choose where fine surfaces and other long work are computed: on this "
                                            "computer or on a cluster")),
    # Labs
    ActionSpec("lab_activations", QT_TRANSLATE_NOOP("Actions", "&Activation functions…"),
               QT_TRANSLATE_NOOP("Actions", "Compare activation functions: curves, slopes, equations, saturation")),
    ActionSpec("lab_collapse", QT_TRANSLATE_NOOP("Actions", "Linear &collapse…"),
               QT_TRANSLATE_NOOP("Actions", "See layers without activation turn into one layer")),
    ActionSpec("lab_tensors", QT_TRANSLATE_NOOP("Actions", "&Tensors…"),
               QT_TRANSLATE_NOOP("Actions", "A sheet for tensors of rank 0 to 5: shapes, products, broadcasting")),
    # Help
    ActionSpec("shortcuts", QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts"),
               QT_TRANSLATE_NOOP("Actions", "Every key that does something"), ("F1",), "keyboard"),
    ActionSpec("about", QT_TRANSLATE_NOOP("Actions", "&About Ladera"),
               QT_TRANSLATE_NOOP("Actions", "Versions, devices, and what is missing"), (), "info",
               role=QAction.MenuRole.AboutRole),
)


class Actions(QObject):
    """The actions of one window, by name: `actions["save"]`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icons: dict[str, str] = {}
        self._actions: dict[str, QAction] = {}
        for spec in ACTIONS:
            action = QAction(QCoreApplication.translate(CONTEXT, spec.text), self)
            action.setObjectName(spec.name)
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.setCheckable(spec.checkable)
            action.setMenuRole(spec.role)
            self._actions[spec.name] = action
            self.explain(spec.name, QCoreApplication.translate(CONTEXT, spec.tip))
            if spec.icon:
                self.set_icon(spec.name, spec.icon)
        theme_bus.changed.connect(self._tint)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def explain(self, name: str, tip: str) -> None:
        """Set what the tooltip and the status bar say, the key included."""
        action = self._actions[name]
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setStatusTip(tip)
        action.setToolTip(tooltip(f"{tip} ({key})" if key else tip))

    def set_icon(self, name: str, picture: str) -> None:
        """Show assets/icons/`picture`.svg, now and in every theme."""
        self._icons[name] = picture
        self._actions[name].setIcon(icon(picture))

    def _tint(self) -> None:
        for name, picture in self._icons.items():
            self._actions[name].setIcon(icon(picture))


def shortcut_table() -> Mapping[str, str]:
    """What an action is called → its keys as this system writes them, for those that have any."""
    native = QKeySequence.SequenceFormat.NativeText
    return {
        QCoreApplication.translate(CONTEXT, spec.text).replace("&", "").rstrip("…"):
            ", ".join(QKeySequence(key).toString(native) for key in spec.keys)
        for spec in ACTIONS if spec.keys
    }
