"""How the documentation is built: ``poe docs``."""

import re

from docutils import nodes
from sphinx.application import Sphinx

import ogirmodel

project = "ogirmodel"
author = "The ogirmodel maintainers"
project_copyright = author
release = ogirmodel.__version__
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["images"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_preserve_defaults = True
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True}
python_display_short_literal_types = True
python_use_unqualified_type_names = True

html_theme = "furo"
html_title = "ogirmodel"
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_show_sourcelink = False
html_copy_source = False

WIDE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
STOPS = "，。；：、！？”》）"


def join_chinese_lines(_: Sphinx, tree: nodes.document) -> None:
    """Drop line breaks where Chinese goes on in the next line, which a browser would show as blanks."""
    for parent in list(tree.findall(nodes.TextElement)):
        if not isinstance(parent, nodes.literal_block):
            parts = parent.children
            ends = [part.astext() for part in parts]
            parent[:] = [part for n, part in enumerate(parts) if ends[n] != "\n" or not goes_on(ends, n)]


def goes_on(ends: list[str], n: int) -> bool:
    """Tell whether the line break at ``n`` has Chinese on both sides, or stands behind a Chinese stop."""
    before, after = "".join(ends[:n])[-1:], "".join(ends[n + 1 :])[:1]
    return bool(before) and (before in STOPS or bool(WIDE.match(before) and WIDE.match(after)))


def setup(app: Sphinx) -> None:
    """Register the transformation."""
    app.connect("doctree-read", join_chinese_lines)
