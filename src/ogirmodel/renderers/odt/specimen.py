"""What an OpenDocument text is cut from: constant parts, and stencils for everything that holds a report's words."""

from collections.abc import Mapping

import attrs

from ogirmodel.renderers.sheet import Sheet
from ogirmodel.renderers.stencil import Stencil, marker
from ogirmodel.renderers.style import LEADS, PAGE, PITCH

__all__ = ["CONTENT", "MANIFEST", "META", "MIME_TYPE", "STYLES", "Specimen", "indents", "paragraphs"]

MIME_TYPE = "application/vnd.oasis.opendocument.text"
CONTENT, STYLES, META, MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"

UNNUMBERED = ' text:is-list-header="true"'


@attrs.frozen(eq=False)
class Specimen:
    """A document with its words left open.

    ``names`` has all parts in their order. The others are ``constant``, or ``own`` to each document. ``styles`` is open
    where those of table cells go, and for what page headers and footers say of the report.
    """

    names: tuple[str, ...]
    constant: Mapping[str, bytes]
    own: Mapping[str, Stencil]
    styles: Stencil
    manifest: Stencil
    sheet: Sheet
    paragraphs: Mapping[str, Stencil]
    indents: Mapping[str, Stencil]
    text_width: float = PAGE.text_width
    """Millimetres between the side margins, where the report stands."""


def paragraphs(sheet: Sheet) -> dict[str, Stencil]:
    """Return the stencil of every kind of paragraph."""
    words = marker("text")
    lead = f'<text:span text:style-name="{{}}">{marker("lead")}</text:span>{words}'
    bodies = {"body0": words} | {f"body{level}": lead.format(sheet.id_of(f"L{level}")) for level in LEADS}
    kinds = {
        f"{kind}{kept}": f'<text:p text:style-name="{sheet.id_of(own)}">{inner}</text:p>'
        for kind, inner in bodies.items()
        for kept, own in (("", "B"), ("_kept", "K"))
    }
    for kind in ("signer", "date", "lone_date"):
        kinds[kind] = f'<text:p text:style-name="{sheet.prefix}{kind}">{words}</text:p>'
    unnumbered = UNNUMBERED if "H" in sheet.numbered else ""
    kinds["heading"] = (
        f'<text:h text:style-name="{sheet.id_of("H")}" text:outline-level="1"{unnumbered}>{words}</text:h>'
    )
    kinds["title"] = f'<text:p text:style-name="{sheet.id_of("T")}">{words}</text:p>'
    return {kind: Stencil.cut(xml) for kind, xml in kinds.items()}


def indents(sheet: Sheet) -> dict[str, Stencil]:
    """Return the styles of a sign-off, open where it says how far they stand in."""
    return {kind: Stencil.cut(_indented(kind, sheet)) for kind in ("signer", "date", "lone_date")}


def _indented(kind: str, sheet: Sheet) -> str:
    apart = "" if kind == "date" else f' fo:margin-top="{PITCH:g}pt"'
    keep = ' fo:keep-with-next="always"' if kind == "signer" else ""
    return (
        f'<style:style style:name="{sheet.prefix}{kind}" style:family="paragraph"'
        f' style:parent-style-name="{sheet.id_of("S")}">'
        f'<style:paragraph-properties fo:margin-left="{marker("left")}"{apart}{keep}/></style:style>'
    )
