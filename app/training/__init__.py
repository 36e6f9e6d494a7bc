"""The engine's process: it owns the trainer and the device, takes orders and sends what there is to show."""
