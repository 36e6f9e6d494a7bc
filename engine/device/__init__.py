"""Where arrays live: NumPy in main memory, or CuPy on an NVIDIA GPU.

A `Device` is the array library (`xp`) with the few things that the two do differently. Code that computes takes a
device as an argument and uses `device.xp`; nothing asks which device is current.
"""

from engine.device.choice import Status, cupy_status, get_device
from engine.device.device import NUMPY, Array, Call, Device, Generator, in_turn

__all__ = ["NUMPY", "Array", "Call", "Device", "Generator", "Status", "cupy_status", "get_device", "in_turn"]
