"""The workspaces: ways to look at one project and one running training."""
