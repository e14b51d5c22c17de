"""The names of OpenDocument that taking in a template needs, as lxml spells them."""

from odf.namespaces import DRAWNS, FONS, MANIFESTNS, OFFICENS, SCRIPTNS, STYLENS, TABLENS, TEXTNS, XLINKNS

__all__ = ["q"]

SPACES = {
    "draw": DRAWNS,
    "fo": FONS,
    "manifest": MANIFESTNS,
    "office": OFFICENS,
    "script": SCRIPTNS,
    "style": STYLENS,
    "table": TABLENS,
    "text": TEXTNS,
    "xlink": XLINKNS,
}


def q(name: str) -> str:
    """Return a name with its prefix as lxml has it.

    >>> q("text:p")
    '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p'
    """
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"
