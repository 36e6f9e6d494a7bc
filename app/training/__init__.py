"""The engine's thread: it owns the trainer and the device, takes orders and leaves its newest snapshot in a mailbox."""
