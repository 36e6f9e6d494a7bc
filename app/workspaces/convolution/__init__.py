"""Kernels over images, by hand."""

from app.workspaces.convolution.workspace import ConvolutionWorkspace

__all__ = ["ConvolutionWorkspace"]
