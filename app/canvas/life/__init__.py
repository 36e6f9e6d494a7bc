"""The network comes alive: what each layer holds, on its card, and what each link weighs, along it.

`Life` watches the training for a scene. What a card shows is its `Face`, chosen by what its layer gives (`faces.py`);
of the answers of the engine a face makes a `Drawn`, pictures and texts that are ready to be painted (`drawn.py`,
`life_item.py`). `scale.py` decides which numbers share a scale.
"""
