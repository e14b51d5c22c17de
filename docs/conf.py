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

HAN = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
BREAK = re.compile(rf"(?<={HAN})\n(?={HAN})")


def join_chinese_lines(_: Sphinx, tree: nodes.document) -> None:
    """Drop line breaks between Chinese characters, which a browser would show as blanks."""
    for text in list(tree.findall(nodes.Text)):
        if not isinstance(text.parent, nodes.literal_block) and BREAK.search(text):
            text.parent.replace(text, nodes.Text(BREAK.sub("", text)))


def setup(app: Sphinx) -> None:
    """Register the transformation."""
    app.connect("doctree-read", join_chinese_lines)
