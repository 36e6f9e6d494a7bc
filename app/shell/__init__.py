"""The window around the workspaces: its actions and menus, files, devices, banner, start page and dialogs."""
