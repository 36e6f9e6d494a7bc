"""Where a trained project goes: another project file, or weights in a format that others read, by suffix."""
