"""The tags of html by what they do to text. A tag that is in none of these lists is looked through."""

__all__ = ["BLOCKS", "CELLS", "GROUPS", "INLINE", "TABLE_PARTS"]

CELLS = frozenset({"td", "th"})
GROUPS = frozenset({"thead", "tbody", "tfoot"})
TABLE_PARTS = frozenset({"table", "caption", "colgroup", "col", "tr", *CELLS, *GROUPS})

SET_APART = (
    "html body frameset noframes main article section header footer nav aside search hgroup address "
    "div center blockquote p h1 h2 h3 h4 h5 h6 hr pre listing xmp figure figcaption details summary dialog "
    "ul ol li menu dir dl dt dd form fieldset legend plain content"
)
BLOCKS = frozenset(SET_APART.split()) | (TABLE_PARTS - {"colgroup", "col"})
"""What stands on lines of its own; ``plain`` and ``content`` are tags of ours."""

RUNS = (
    "span font b strong i em u ins sub sup small big label tt code o:p abbr acronym bdi bdo cite dfn kbd mark nobr q "
    "samp time var wbr ruby rb picture source gone"
)
INLINE = tuple(RUNS.split())
"""What is nothing but text; ``gone`` is a tag of ours. Links are left, for menus are known by them."""
