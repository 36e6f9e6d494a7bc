"""Sizes of the drawing, in scene units: one unit is one pixel at 100 %.

A layer's position in the project is the centre of its card, so that cards of different heights stand on one line.
"""

CARD_WIDTH = 196.0
CARD_HEIGHT = 84.0
CARD_RADIUS = 10.0
LIVING_GAP = 34.0  # between a card that lives and the next one above or below
LIVING_LEAST = 70.0  # below the words, without which a card does not live
ACCENT_WIDTH = 4.0
TILE = 30.0
PADDING = 12.0

PORT_RADIUS = 5.0
PORT_REACH = 14.0  # how near a press must be to take hold of a port
PORT_SPACING = 20.0  # between the inputs of a layer that takes several
SNAP_REACH = 42.0  # how near a link's loose end must come to a port to jump to it

LINK_WIDTH = 2.0
LINK_REACH = 7.0
ARROW = 8.0

BUBBLE_GAP = 8.0
BUBBLE_WIDTH = 236.0
