"""The colours of Ladera by their meaning, once for light and once for dark.

Text and accents keep the WCAG contrast of 4.5 on the surfaces they stand on. Orange is negative and blue positive
everywhere: the pair that the common colour blindnesses tell apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Theme:
    """Colours as "#rrggbb", named by what they mean.

    From the back to the front: `sunken` (wells, tracks), `background` (the window), `surface` (panels, fields, plots),
    `raised` (menus, cards, nodes). `categories` colours the layers by `Layer.category`; `plots` are the curves in
    order, training first and validation second; `classes` are the classes of a data set.
    """

    name: str
    is_dark: bool
    background: str
    sunken: str
    surface: str
    raised: str
    canvas: str
    grid: str
    text: str
    muted: str
    faint: str
    border: str
    strong_border: str
    hover: str
    selection: str
    accent: str
    accent_hover: str
    accent_text: str
    danger: str
    warning: str
    success: str
    negative: str
    neutral: str
    positive: str
    categories: Mapping[str, str]
    plots: tuple[str, ...]
    classes: tuple[str, ...]

    def category(self, name: str) -> str:
        """The colour of a layer category; the muted text colour for one that has none of its own."""
        return self.categories.get(name, self.muted)

    def plot(self, place: int) -> str:
        """The colour of curve number `place` of many, over and over again."""
        return self.plots[place % len(self.plots)]


LIGHT = Theme(
    name="light",
    is_dark=False,
    background="#f4f6f7",
    sunken="#e9edef",
    surface="#ffffff",
    raised="#ffffff",
    canvas="#fafbfb",
    grid="#e6eaec",
    text="#1c2429",
    muted="#56626b",
    faint="#8b969e",
    border="#dce2e5",
    strong_border="#b9c3c9",
    hover="#eaf0f1",
    selection="#d3ebe7",
    accent="#0b766c",
    accent_hover="#095f57",
    accent_text="#ffffff",
    danger="#b8332a",
    warning="#8f5a00",
    success="#24733a",
    negative="#d9660a",
    neutral="#eef0f1",
    positive="#1f6fbf",
    categories=MappingProxyType(
        {
            "data": "#4a6b8a",
            "layers": "#0b766c",
            "shape": "#7a6a3a",
            "merge": "#7d4f96",
            "convolution": "#2f6db5",
            "recurrent": "#8a5a1f",
            "normalisation": "#5b5bb8",
            "regularisation": "#a34a6a",
        }
    ),
    plots=("#1f6fbf", "#d9660a", "#0b766c", "#8a4fa3", "#8a7415", "#b03a5b"),
    classes=(
        "#d9660a", "#1f6fbf", "#0b8a6f", "#b0489a", "#8a7415",
        "#5b5bd0", "#b8332a", "#2e93b8", "#6b7a2b", "#6a6f75",
    ),
)

DARK = Theme(
    name="dark",
    is_dark=True,
    background="#171b1e",
    sunken="#101315",
    surface="#1d2226",
    raised="#262c31",
    canvas="#14181a",
    grid="#20262a",
    text="#e5e9eb",
    muted="#a0abb2",
    faint="#6f7b83",
    border="#313940",
    strong_border="#4a555d",
    hover="#2a3137",
    selection="#1f4a46",
    accent="#46c1b2",
    accent_hover="#6bd3c6",
    accent_text="#06211e",
    danger="#ff8478",
    warning="#f0b65a",
    success="#6fcf8a",
    negative="#f5923e",
    neutral="#2b3237",
    positive="#58a8f2",
    categories=MappingProxyType(
        {
            "data": "#8fb0d0",
            "layers": "#46c1b2",
            "shape": "#cdb878",
            "merge": "#c295dd",
            "convolution": "#7db2f0",
            "recurrent": "#dca86a",
            "normalisation": "#a3a3f2",
            "regularisation": "#e38fae",
        }
    ),
    plots=("#58a8f2", "#f5923e", "#46c1b2", "#c295dd", "#d6c04f", "#ee829f"),
    classes=(
        "#f5923e", "#58a8f2", "#3fcfa4", "#e38fd0", "#d6c04f",
        "#9d9df5", "#ff8478", "#6fcbe8", "#b3c35c", "#a9b0b6",
    ),
)

THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (LIGHT, DARK)})


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio of two "#rrggbb" colours, from 1 to 21."""

    def luminance(colour: str) -> float:
        channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
