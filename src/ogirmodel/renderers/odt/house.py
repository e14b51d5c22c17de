"""A house template as a specimen: a user's own OpenDocument text, with its page, letterhead and styles.

A style of the template that is called as ours wins; where there is none ours is added, based on nothing, so that
nothing of the template's own text leaks in.
"""

from functools import lru_cache

from ogirmodel.renderers.house import Element, cut, elements, parse, place, with_prefixes, written
from ogirmodel.renderers.odt.anchor import make_room
from ogirmodel.renderers.odt.names import q
from ogirmodel.renderers.odt.own import PREFIXES, meta_part, text_styles
from ogirmodel.renderers.odt.page import text_width
from ogirmodel.renderers.odt.specimen import CONTENT, MANIFEST, META, STYLES, Specimen, indents, paragraphs
from ogirmodel.renderers.odt.styles import Styles
from ogirmodel.renderers.odt.table import cell_style
from ogirmodel.renderers.odt.template import vetted
from ogirmodel.renderers.sheet import Sheet

__all__ = ["house_specimen"]

SCRIPTS, FACES = q("office:scripts"), q("office:font-face-decls")
COMMON, AUTOMATIC = q("office:styles"), q("office:automatic-styles")
ORDER = (SCRIPTS, FACES, COMMON, AUTOMATIC)
NAME = q("style:name")


@lru_cache(maxsize=8)
def house_specimen(template: bytes) -> Specimen:
    """Cut the document that ``template`` is; raises ReadError, LimitExceeded."""
    parts = vetted(template)
    content, common = (with_prefixes(parse(parts[name], name), PREFIXES) for name in (CONTENT, STYLES))
    styles = Styles(content, common)
    sheet = styles.sheet()
    master = make_room(content, _group(content, AUTOMATIC), styles, f"{sheet.prefix}break")
    _add_ours(content, common, sheet)
    manifest = parse(parts.pop(MANIFEST), MANIFEST)
    manifest.append(place("files"))
    names = (*(name for name in parts if name != META), META, MANIFEST)
    return Specimen(
        names=names,
        constant={name: content for name, content in parts.items() if name not in {CONTENT, STYLES, META}},
        own={CONTENT: cut(written(content).decode()), META: meta_part()},
        styles=cut(written(common).decode()),
        manifest=cut(written(manifest).decode()),
        sheet=sheet,
        paragraphs=paragraphs(sheet),
        indents=indents(sheet),
        text_width=text_width(common, master),
    )


def _add_ours(content: Element, common: Element, sheet: Sheet) -> None:
    """Add the faces and styles that the template lacks, and leave the places of others open."""
    for root in (content, common):
        faces = _group(root, FACES)
        known = {face.get(NAME) for face in faces}
        faces.extend([face for face in _group(_ours(sheet), FACES) if face.get(NAME) not in known])
    _group(common, COMMON).extend([*_group(_ours(sheet), COMMON), place("cells")])
    _group(content, AUTOMATIC).extend([*elements(cell_style(sheet), PREFIXES), place("styles")])


def _ours(sheet: Sheet) -> Element:
    return parse(text_styles(sheet), STYLES)


def _group(root: Element, name: str) -> Element:
    """Return a group of a part, made in its place where it is missing."""
    found = root.find(name)
    if found is None:
        earlier = [child for child in root if child.tag in ORDER[: ORDER.index(name)]]
        found = root.makeelement(name, {})
        root.insert(len(earlier), found)
    return found
