"""Renderers: documents to bytes, one file per format. None knows any statute."""

from ogirmodel.renderers.base import RENDERERS, Renderer, RendererInfo

__all__ = ["RENDERERS", "Renderer", "RendererInfo"]
