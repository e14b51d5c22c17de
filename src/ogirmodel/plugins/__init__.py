"""Renderers and readers at work: chosen, made by name, and kept from hurting whoever calls them.

``api`` comes here for every plugin. What renderers and readers are is said below; what they make is not known here.
"""

from ogirmodel.plugins.choose import choose
from ogirmodel.plugins.work import Plugin, read_with, reader, render_with, renderer, sniffs

__all__ = ["Plugin", "choose", "read_with", "reader", "render_with", "renderer", "sniffs"]
